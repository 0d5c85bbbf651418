import type { Logger } from 'pino';
import { HubError } from '../core/errors.ts';
import { bookOf, type GovernanceBook, governanceFaults } from '../core/governance.ts';
import type { RawDocument } from '../core/governance-document.ts';
import { missingPolicies } from '../core/governance-promises.ts';
import type { Config } from './config.ts';
import {
  readGovernanceFolder,
  SHIPPED_FOLDER,
  type TextFault,
  type TextReading,
} from './governance-files.ts';
import { planPublishing, publish } from './governance-publish.ts';
import { documentName, GOVERNANCE_CHANNEL, readDocuments } from './governance-store.ts';
import type { Db } from './postgres.ts';

/** What every process asks for the rules in force. */
export interface Governance {
  /** The same object until something is published. */
  current(): GovernanceBook;
  /** Reads again what is published; NOTIFY does it too. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** NOTIFY is a hint, and a `validFrom` of a calendar may pass without one. */
const LOOK_EVERY_MS = 60_000;

/** @throws HubError GOVERNANCE_INVALID naming all of them, when there are any */
export function throwFaults(faults: readonly TextFault[]): void {
  if (faults.length === 0) return;
  const line = ({ at, path }: TextFault) => (path === '' ? at : `${at} ${path}`);
  throw new HubError('GOVERNANCE_INVALID', {
    count: faults.length,
    faults: faults.map((fault) => `  - ${line(fault)}: ${fault.en}`).join('\n'),
    faultsZh: faults.map((fault) => `  - ${line(fault)}：${fault.zh}`).join('\n'),
  });
}

/** What is shipped and what the folder of the place holds. */
export function configuredDocuments({
  governanceDir,
  site,
}: Pick<Config, 'governanceDir' | 'site'>): TextReading {
  const shipped = readGovernanceFolder(SHIPPED_FOLDER, 'SHIPPED', site.zone);
  if (governanceDir === null) return shipped;
  const own = readGovernanceFolder(governanceDir, 'FOLDER', site.zone);
  return {
    documents: [...own.documents, ...shipped.documents],
    faults: [...shipped.faults, ...own.faults],
  };
}

/** The shipped documents alone, without a database: for tests and tools. @throws HubError GOVERNANCE_INVALID */
export function shippedGovernance(nowMs: number = Date.now()): Governance {
  const plan = planPublishing(readGovernanceFolder(SHIPPED_FOLDER, 'SHIPPED'), [], nowMs);
  throwFaults(plan.faults);
  const book = bookOf(plan.added, nowMs);
  return { current: () => book, refresh: async () => {}, close: async () => {} };
}

/** Published rows that this version of the hub can use; the others are told. */
function usable(published: readonly RawDocument[], log: Logger): RawDocument[] {
  const broken = governanceFaults(published);
  const keyOf = ({ kind, code, version }: Pick<RawDocument, 'kind' | 'code' | 'version'>) =>
    `${kind} ${code}@${version}`;
  const names = new Set(broken.map(keyOf));
  for (const fault of broken) {
    log.error({ ...fault, document: documentName(fault).en }, 'a published governance document is left out');
  }
  return published.filter((one) => !names.has(keyOf(one)));
}

/**
 * Publishes what is shipped and what HUB_GOVERNANCE_DIR holds, as far as it is new, and keeps the book of all that is
 * published up to date. `now` gives epoch milliseconds. Close it before the database.
 * @throws HubError GOVERNANCE_INVALID naming every fault of every document at once
 */
export async function openGovernance(
  { db, log, config }: { db: Db; log: Logger; config: Pick<Config, 'governanceDir' | 'site'> },
  now: () => number = Date.now,
): Promise<Governance> {
  const plan = await db.tx(async (client) => {
    const done = await publish(client, configuredDocuments(config), 'hub', now());
    throwFaults(done.faults);
    return done;
  });
  if (plan.added.length > 0) log.info({ documents: plan.added.length }, 'governance documents published');
  for (const one of plan.overruled) {
    log.warn(
      { document: documentName(one).en },
      'a shipped document stands behind the version of this place',
    );
  }
  let told = new Set<string>();
  let made: { key: string; book: GovernanceBook } | null = null;
  const read = async () => {
    const documents = await readDocuments(db.pool);
    const key = keyOfAll(documents, now());
    if (made?.key !== key) made = { key, book: bookOf(usable(documents, log), now()) };
    told = tellMissing(made.book, now(), told, log);
    return made.book;
  };
  let book = await read();
  warnUnknownYears(book, now(), log);

  let reading: Promise<void> = Promise.resolve();
  const refresh = () => {
    reading = reading.then(async () => {
      book = await read();
    });
    const done = reading;
    // one that fails does not stop the next
    reading = reading.catch(() => {});
    return done;
  };
  const look = () => {
    refresh().catch((error) =>
      log.warn({ err: error }, 'governance documents could not be read; tried again'),
    );
  };
  const listening = await db.listen(GOVERNANCE_CHANNEL, look, look);
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    current: () => book,
    refresh,
    async close() {
      clearInterval(timer);
      await listening.close();
      await reading;
    },
  };
}

/** What a book is made of: versions never change, and of a calendar only the one in force counts. */
function keyOfAll(documents: readonly RawDocument[], nowMs: number): string {
  return documents
    .map(({ kind, code, version, validFromMs }) => {
      const inForce = kind !== 'CALENDAR' || validFromMs <= nowMs;
      return `${kind} ${code}@${version} ${inForce}`;
    })
    .join('\n');
}

/** Tells clocks that will not run, each once until it is mended. */
function tellMissing(book: GovernanceBook, nowMs: number, told: Set<string>, log: Logger): Set<string> {
  const missing = missingPolicies(book, nowMs).map((one) => [`${one.document}${one.path}`, one] as const);
  for (const [name, one] of missing) {
    if (!told.has(name)) log.error(one, 'a clock does not run: nobody published its policy 时限政策不存在');
  }
  return new Set(missing.map(([name]) => name));
}

/** Says at the start which calendars do not know this year or the next. */
function warnUnknownYears(book: GovernanceBook, nowMs: number, log: Logger): void {
  for (const { code, data, knows } of book.clockBook.calendars.values()) {
    const from = new Date(nowMs).getUTCFullYear();
    const unknown = [from, from + 1].filter((year) => data.years.length > 0 && !knows(year));
    if (unknown.length > 0) {
      log.warn(
        { calendar: code, years: unknown },
        'a calendar does not know the days off of these years: only its weekly hours count there 日历缺少该年放假安排',
      );
    }
  }
}
