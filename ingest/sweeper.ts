import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Logger } from 'pino';
import { alertType } from '../core/alert-types.ts';
import type { IncidentChange, IncidentState } from '../core/incident.ts';
import { record } from '../core/incident-state.ts';
import { needsJudgement, release, runTimers, suppress } from '../core/incident-timers.ts';
import { RETURN_GRACE_MS, ROOT_TYPE, STORM, SUMMARY_CHANNEL } from '../core/topology.ts';
import { appendFeed } from '../runtime/feed.ts';
import type { Db } from '../runtime/postgres.ts';
import { attachPending } from './evidence.ts';
import { feedOf } from './fold-batch.ts';
import { lockDue, lockIncidents } from './incident-reads.ts';
import { appendIncidentEvents, insertIncidents, updateIncidents } from './incident-writes.ts';
import { graverRoots, judgeIncidents, lockExplained } from './judge.ts';

export interface SweeperOptions {
  db: Db;
  log: Logger;
  /** Time between two looks, ms (1,000). */
  everyMs?: number;
}

export interface Sweeper {
  close(): Promise<void>;
}

const ROWS = 500;
const PENDING_EVERY_MS = 10_000;
/** A raise this late after a clear of a key without incidents is no matter of two messages that crossed. */
const MARK_KEPT = "interval '7 days'";

async function save(
  client: PoolClient,
  created: readonly IncidentState[],
  changes: readonly IncidentChange[],
): Promise<void> {
  // the last state of each; in order of keys, like every writer of incidents
  const last = new Map(changes.map(({ state }) => [state.id, state]));
  const fresh = new Set(created.map(({ id }) => id));
  const states = [...last.values()];
  await updateIncidents(
    client,
    states.filter(({ id }) => !fresh.has(id)),
  );
  await insertIncidents(
    client,
    states.filter(({ id }) => fresh.has(id)),
  );
  await appendIncidentEvents(
    client,
    changes.flatMap(({ events }) => events),
  );
  await appendFeed(
    client,
    changes.flatMap(({ state, events }) => feedOf(state, events)),
  );
}

/** Runs the timers of at most `rows` incidents that are due. @returns how many rows were due and taken */
async function sweepDue(client: PoolClient, nowMs: number, rows: number): Promise<number> {
  const due = await lockDue(client, nowMs, rows);
  if (due.length === 0) return 0;
  const judged = due.filter((state) => needsJudgement(state, nowMs));
  const judgement = await judgeIncidents(client, judged, nowMs);
  const waiting = judgement === null ? new Set(judged.map(({ id }) => id)) : new Set<string>();
  const changes: IncidentChange[] = due
    .filter(({ id }) => !waiting.has(id))
    .map((state) => {
      const suppressedBy = judgement?.explainedBy.get(state.id) ?? null;
      return runTimers(state, alertType(state.type), nowMs, { suppressedBy });
    });
  const told = changes.filter(({ events }) =>
    events.some(({ change }) => change === 'OPENED' || change === 'RELEASED'),
  );
  changes.push(...(judgement?.changed ?? []));

  const children = due.flatMap((state) => {
    const rootId = judgement?.explainedBy.get(state.id);
    return rootId === undefined || state.type !== ROOT_TYPE ? [] : [{ severity: state.severity, rootId }];
  });
  const known = new Map(changes.map(({ state }) => [state.id, state]));
  changes.push(...(await graverRoots(client, children, known, nowMs)));

  for (const { state: root } of told) {
    if (root.type !== ROOT_TYPE || root.channel === SUMMARY_CHANNEL) continue;
    const explained = await lockExplained(client, root);
    // one that is told in this very round is judged by the next
    const others = explained.filter(({ id }) => !known.has(id));
    changes.push(...others.map((state) => suppress(state, root.id, nowMs)));
  }
  await save(client, judgement?.created ?? [], changes);
  return due.length - waiting.size;
}

/** Summaries of storms that are over: those still away are judged one by one. */
async function endStorms(client: PoolClient, nowMs: number): Promise<number> {
  const over = await lockIncidents(
    client,
    `x.type = $1 AND x.channel = $2 AND x.state = 'ACTIVE' AND (
       SELECT count(*) FROM incident c WHERE c.suppressed_by = x.id AND c.state = 'ACTIVE'
     ) < CASE WHEN x.opened_at < to_timestamp($3::float8 / 1000) THEN ${STORM.endsBelow} ELSE 1 END`,
    [ROOT_TYPE, SUMMARY_CHANNEL, nowMs - STORM.withinMs],
    ROWS,
  );
  const changes = over.map((last): IncidentChange => {
    const state: IncidentState = { ...last, state: 'CLEARED', clearedMs: nowMs, version: last.version + 1 };
    return { state, events: [record(state, 'CLEARED', nowMs, { reason: 'STORM_OVER' })] };
  });
  if (changes.length > 0) await save(client, [], changes);
  return changes.length;
}

/** Incidents whose root has ended: judged again after a time of grace. */
async function releaseChildren(client: PoolClient, nowMs: number): Promise<number> {
  const freed = await lockIncidents(
    client,
    `x.suppressed_by IS NOT NULL AND x.state = 'ACTIVE' AND NOT COALESCE(x.engine ? 'announceDueMs', false)
     AND NOT EXISTS (SELECT 1 FROM incident r WHERE r.id = x.suppressed_by AND r.state = 'ACTIVE')`,
    [],
    ROWS,
  );
  await updateIncidents(
    client,
    freed.map((state) => release(state, nowMs + RETURN_GRACE_MS)),
  );
  return freed.length;
}

/**
 * One look at every timer of every incident at `nowMs`: silence, off-delays, on-delays with the judgement that goes with
 * them, ends of shelves and maintenance, storms that are over, children whose parent is back.
 * @param rows how many at most in one transaction (500)
 * @returns how many incidents were due
 */
export async function sweepIncidents(db: Db, nowMs: number, rows = ROWS): Promise<number> {
  let swept = 0;
  for (;;) {
    const taken = await db.tx((client) => sweepDue(client, nowMs, rows));
    swept += taken;
    if (taken < rows) break;
  }
  await db.tx(async (client) => {
    await endStorms(client, nowMs);
    while ((await releaseChildren(client, nowMs)) === ROWS);
  });
  return swept;
}

/** Evidence that came before its alert, and marks that nobody needs any more. */
export async function sweepPending(db: Db, nowMs: number): Promise<number> {
  return db.tx(async (client) => {
    const { attached, feed } = await attachPending(client, nowMs);
    await appendFeed(client, feed);
    await client.query(`DELETE FROM clear_mark WHERE told_at < now() - ${MARK_KEPT}`);
    return attached;
  });
}

/**
 * Looks every second for timers that are due. What is due stands in the rows, so nothing is lost with the process, and
 * a timer that has run is no longer due: it fires once. Several sweepers pass over each other's locked rows.
 */
export function startSweeper({ db, log, everyMs = 1_000 }: SweeperOptions): Sweeper {
  const closing = new AbortController();
  let pendingAt = 0;
  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await sweepIncidents(db, Date.now());
        if (performance.now() >= pendingAt) {
          pendingAt = performance.now() + PENDING_EVERY_MS;
          await sweepPending(db, Date.now());
        }
      } catch (error) {
        log.warn({ err: error }, 'timers of incidents could not be run: tried again');
      }
      await sleep(everyMs, undefined, { signal: closing.signal }).catch(() => {});
    }
  }
  const running = run();
  return {
    async close() {
      closing.abort();
      await running;
    },
  };
}
