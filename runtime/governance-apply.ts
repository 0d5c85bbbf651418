import type { GovernanceKind, RawDocument } from '../core/governance-document.ts';
import { appendAudit } from './audit.ts';
import type { Governance } from './governance.ts';
import {
  rawDocument,
  readGovernanceText,
  spoiltFault,
  type TextFault,
  type TextReading,
} from './governance-files.ts';
import { planPublishing, publish } from './governance-publish.ts';
import { readDocuments } from './governance-store.ts';
import type { Db } from './postgres.ts';

/** What became of documents that somebody sent. */
export interface Applied {
  applied: boolean;
  /** What was, or would be, added. */
  documents: readonly RawDocument[];
  unchanged: number;
  faults: readonly TextFault[];
}

/** Documents as they are sent: a YAML text, or one JSON value. `zone` is where their days begin. */
export function sentDocuments(
  kind: GovernanceKind,
  sent: { yaml: string } | { json: unknown },
  zone: string,
): TextReading {
  if ('yaml' in sent) return readGovernanceText(kind, sent.yaml, 'APPLIED', 'yaml', zone);
  try {
    const spoilt = spoiltFault(JSON.stringify(sent.json), 'json');
    if (spoilt !== null) return { documents: [], faults: [spoilt] };
    return {
      documents: [{ document: rawDocument(kind, sent.json, 'APPLIED', zone), at: () => 'json' }],
      faults: [],
    };
  } catch (error) {
    // lists in lists in lists: deeper than the stack, and than any document
    if (!(error instanceof RangeError)) throw error;
    const fault = {
      at: 'json',
      path: '',
      zh: '嵌套过深：请减少层级',
      en: 'is nested too deeply: use fewer levels',
    };
    return { documents: [], faults: [fault] };
  }
}

/**
 * Publishes documents with an audit row for each, or none of them when there is any fault; this process reads them at
 * once, the others at NOTIFY.
 */
export async function applyDocuments(
  { db, governance }: { db: Db; governance: Governance | null },
  reading: TextReading,
  { actor, dryRun, nowMs }: { actor: string; dryRun: boolean; nowMs: number },
): Promise<Applied> {
  if (dryRun) {
    const plan = planPublishing(reading, await readDocuments(db.pool), nowMs);
    return { applied: false, documents: plan.added, unchanged: plan.unchanged.length, faults: plan.faults };
  }
  const plan = await db.tx(async (client) => {
    const done = await publish(client, reading, actor, nowMs);
    if (done.faults.length > 0) return done;
    for (const { kind, code, version, sha256, validFromMs } of done.added) {
      await appendAudit(client, {
        actor,
        action: 'applyGovernance',
        kind: 'governanceDocument',
        objectId: `${kind} ${code}@${version}`,
        gridCode: null,
        before: null,
        after: { sha256, validFrom: new Date(validFromMs).toISOString() },
      });
    }
    return done;
  });
  const applied = plan.faults.length === 0;
  if (applied && plan.added.length > 0) await governance?.refresh();
  return { applied, documents: plan.added, unchanged: plan.unchanged.length, faults: plan.faults };
}
