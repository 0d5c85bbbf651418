import type pg from 'pg';
import { governanceFaults } from '../core/governance.ts';
import type { RawDocument } from '../core/governance-document.ts';
import type { TextDocument, TextFault, TextReading } from './governance-files.ts';
import { insertDocuments, lockPublishing, readDocuments } from './governance-store.ts';

const keyOf = ({ kind, code, version }: RawDocument) => `${kind} ${code}@${version}`;

/** What publishing some texts would do, or did. */
export interface PublishPlan {
  faults: TextFault[];
  /** Versions that are not published yet. */
  added: RawDocument[];
  /** Published before with the same content. */
  unchanged: RawDocument[];
  /** Shipped ones that stand behind a version of the place's own with the same number. */
  overruled: RawDocument[];
}

/** The version that a changed document of this code has to carry. */
function nextVersion(published: readonly RawDocument[], { kind, code }: RawDocument): number {
  return (
    Math.max(
      0,
      ...published.filter((one) => one.kind === kind && one.code === code).map(({ version }) => version),
    ) + 1
  );
}

const side = ({ origin }: RawDocument) => (origin === 'SHIPPED' ? 'SHIPPED' : 'OWN');

/** The version that would hold a new one back for ever: of the same side (shipped or own), valid no earlier. */
function laterVersion(published: readonly RawDocument[], added: RawDocument): RawDocument | null {
  return (
    published.find(
      (one) =>
        one.kind === added.kind &&
        one.code === added.code &&
        side(one) === side(added) &&
        (one.version > added.version
          ? one.validFromMs <= added.validFromMs
          : one.validFromMs >= added.validFromMs && one.validFromMs > 0),
    ) ?? null
  );
}

/** Of versions that are published together: those that begin before the one before them, and so never hold. */
function heldBack(added: readonly RawDocument[]): { one: RawDocument; before: RawDocument }[] {
  const byCode = Map.groupBy(added, (one) => `${one.kind} ${one.code} ${side(one)}`);
  return [...byCode.values()].flatMap((versions) =>
    versions
      .toSorted((a, b) => a.version - b.version)
      .flatMap((one, index, sorted) => {
        const before = sorted[index - 1];
        return before !== undefined && before.validFromMs > one.validFromMs ? [{ one, before }] : [];
      }),
  );
}

function notLater({ version, validFromMs }: RawDocument): { zh: string; en: string } {
  const since = new Date(validFromMs).toISOString();
  return {
    zh: `版本 ${version} 自 ${since} 起生效，新版本的生效时间应更晚`,
    en: `version ${version} is valid from ${since}: a new version begins later`,
  };
}

/**
 * Compares texts with what is published: same content is the same version, other content under a published number is a
 * fault, and every new document has to stand with all that is published and comes with it.
 */
export function planPublishing(
  reading: TextReading,
  published: readonly RawDocument[],
  nowMs: number,
): PublishPlan {
  const plan: PublishPlan = { faults: [...reading.faults], added: [], unchanged: [], overruled: [] };
  const before = new Map(published.map((one) => [keyOf(one), one]));
  const seen = new Map<string, TextDocument>();
  for (const text of reading.documents) {
    const { document, at } = text;
    const key = keyOf(document);
    const twin = seen.get(key);
    if (twin !== undefined && document.code !== '') {
      const there = twin.at('');
      plan.faults.push({
        at: at('/version'),
        path: '/version',
        zh: `${document.code} 的版本 ${document.version} 已在 ${there}`,
        en: `version ${document.version} of ${document.code} is at ${there} already`,
      });
      continue;
    }
    seen.set(key, text);
    const old = before.get(key);
    if (old === undefined) {
      const firsts = !published.some((one) => one.kind === document.kind && one.code === document.code);
      // without a day of its own: the first of its code since ever, a change from its publication
      const dated = document.validFromMs !== 0 || firsts ? document.validFromMs : nowMs;
      plan.added.push({ ...document, validFromMs: dated });
      const behind = laterVersion(published, { ...document, validFromMs: dated });
      if (behind !== null) {
        plan.faults.push({ at: at('/validFrom'), path: '/validFrom', ...notLater(behind) });
      }
    } else if (old.sha256 === document.sha256) plan.unchanged.push(old);
    else if (document.origin === 'SHIPPED' && old.origin !== 'SHIPPED') plan.overruled.push(document);
    else {
      const next = nextVersion(published, document);
      plan.faults.push({
        at: at('/version'),
        path: '/version',
        zh: `版本 ${document.version} 已发布且内容不同，已发布的版本不可更改：请写 version: ${next}`,
        en: `version ${document.version} is published with other content and never changes: write version: ${next}`,
      });
    }
  }
  for (const { one, before: earlier } of heldBack(plan.added)) {
    const at = seen.get(keyOf(one))?.at('/validFrom') ?? '';
    plan.faults.push({ at, path: '/validFrom', ...notLater(earlier) });
  }
  for (const { code, kind, version, path, zh, en } of governanceFaults(plan.added, published, {
    fresh: true,
  })) {
    const text = seen.get(`${kind} ${code}@${version}`);
    plan.faults.push({ at: text?.at(path) ?? '', path, zh, en });
  }
  return plan;
}

/** Publishes, unless there is any fault: then nothing changes. The caller's transaction. */
export async function publish(
  client: pg.PoolClient,
  reading: TextReading,
  actor: string,
  nowMs: number,
): Promise<PublishPlan> {
  await lockPublishing(client);
  const plan = planPublishing(reading, await readDocuments(client), nowMs);
  if (plan.faults.length === 0) await insertDocuments(client, plan.added, actor, nowMs);
  return plan;
}
