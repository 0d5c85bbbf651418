import { HubError, type RefusalReason } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import type { Principal } from '../../core/permissions.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { clampFirst } from '../../runtime/connection.ts';
import type { Db } from '../../runtime/postgres.ts';
import { allowed, askableId, boundsArgument, prefixesWithin, textArgument } from '../access.ts';
import { byPlace, groupedLoader } from '../batch.ts';
import { type CountedPage, instantCursor, pageOf } from '../page.ts';
import {
  countFaults,
  type FaultRow,
  listFaults,
  type QuarantineCriteria,
  quarantineScope,
  type SampleRow,
  samplesOfFaults,
} from './quarantine-store.ts';
import { insertReplay, lockSamples, type ReplayRow, replayById } from './replay-store.ts';

type Maybe<T> = T | null | undefined;

export interface QuarantineFilter {
  reasons?: Maybe<readonly RefusalReason[]>;
  topicPrefix?: Maybe<string>;
  codec?: Maybe<string>;
  source?: Maybe<string>;
  from?: Maybe<Date>;
  to?: Maybe<Date>;
}

export interface ReplayInput {
  ids?: Maybe<readonly string[]>;
  filter?: Maybe<QuarantineFilter>;
}

/** Samples of one demand at most. */
export const REPLAY_MOST = 10_000;
const MOST_IDS = 1_000;
const MOST_SAMPLES = 100;
/** Where ingest listens (ingest/replay.ts). */
const REPLAY_CHANNEL = 'quarantine_replay';

function criteriaOf(principal: Principal, filter: QuarantineFilter, at: string): QuarantineCriteria {
  return {
    ...quarantineScope(prefixesWithin(principal)),
    reasons: filter.reasons ?? null,
    topicPrefix: textArgument(`${at}.topicPrefix`, filter.topicPrefix, 1000),
    codec: textArgument(`${at}.codec`, filter.codec, 200),
    source: textArgument(`${at}.source`, filter.source, 200),
    ...boundsArgument(at, filter),
  };
}

function idsOf(ids: Maybe<readonly string[]>): string[] | null {
  if (ids === null || ids === undefined) return null;
  if (ids.length >= 1 && ids.length <= MOST_IDS) return ids.flatMap((id) => askableId(id) ?? []);
  throw new HubError('BAD_USER_INPUT', {
    path: 'input.ids',
    reason: `1 to ${MOST_IDS} ids`,
    reasonZh: `须为 1 至 ${MOST_IDS} 个编号`,
  });
}

/**
 * Demands that samples are replayed: marks them in one transaction with the record of who asked; ingest does the rest.
 * @throws HubError BAD_USER_INPUT | NOT_FOUND
 */
async function demandReplay(db: Db, by: Principal, input: ReplayInput, now: Date): Promise<ReplayRow> {
  const ids = idsOf(input.ids);
  if (ids === null && (input.filter === null || input.filter === undefined)) {
    throw new HubError('BAD_USER_INPUT', {
      path: 'input',
      reason: 'give ids or a filter',
      reasonZh: '须给出 ids 或 filter',
    });
  }
  const wanted = criteriaOf(by, input.filter ?? {}, 'input.filter');
  const asked = {
    ...(ids === null ? {} : { ids }),
    ...(input.filter == null ? {} : { filter: input.filter }),
  };
  return db.tx(async (tx) => {
    const chosen = await lockSamples(tx, wanted, ids, REPLAY_MOST);
    if (ids !== null && chosen.length === 0) {
      throw new HubError('NOT_FOUND', {
        what: 'quarantined frame',
        id: ids[0] ?? '',
        whatZh: '隔离报文',
      });
    }
    const id = newId('rp');
    await insertReplay(tx, { id, by: by.subject, at: now, asked, chosen, channel: REPLAY_CHANNEL });
    const replay = await replayById(tx, id, { prefixes: wanted.prefixes, subject: by.subject });
    if (replay === null) throw new HubError('INTERNAL', { errorId: 'replay' });
    await appendAudit(tx, {
      ...{ actor: by.subject, action: 'replayQuarantine', kind: 'quarantineReplay', objectId: replay.id },
      ...{ gridCode: null, before: null, after: { ...asked, total: replay.total }, at: now },
    });
    return replay;
  });
}

/** What one request may ask of the quarantine; holds the loaders of that request. */
export function createQuarantineService(db: Db, principal: Principal | null) {
  const scope = () => quarantineScope(prefixesWithin(allowed(principal, 'quarantine.read')));
  const samples = groupedLoader(async (faultIds, { first }: { first: number }) =>
    byPlace(faultIds.length, await samplesOfFaults(db.pool, faultIds, scope(), first)),
  );

  return {
    async page(
      filter: QuarantineFilter,
      { first, after }: { first?: Maybe<number>; after?: Maybe<string> },
    ): Promise<CountedPage<FaultRow>> {
      const wanted = criteriaOf(allowed(principal, 'quarantine.read'), filter, 'filter');
      const size = clampFirst(first);
      const last = instantCursor(after);
      const rows = await listFaults(db.pool, wanted, { limit: size + 1, after: last });
      return {
        ...pageOf(rows, size, last !== null, (fault) => [fault.lastSeenAt.getTime(), fault.id]),
        count: () => countFaults(db.pool, wanted),
      };
    },

    /** The fault has been let through by `page`. */
    samples: ({ id }: FaultRow, first: Maybe<number>): Promise<SampleRow[]> =>
      samples(id, { first: clampFirst(first, MOST_SAMPLES) }),

    /** Of the newest frame that was kept; null when none is left. */
    newest: async ({ id }: FaultRow): Promise<SampleRow | null> =>
      (await samples(id, { first: 1 }))[0] ?? null,

    replay: (input: ReplayInput): Promise<ReplayRow> =>
      demandReplay(db, allowed(principal, 'quarantine.replay'), input, new Date()),

    async replayOf(id: string): Promise<ReplayRow | null> {
      const by = allowed(principal, 'quarantine.read');
      if (askableId(id) === null) return null;
      return replayById(db.pool, id, { prefixes: prefixesWithin(by), subject: by.subject });
    },
  };
}
