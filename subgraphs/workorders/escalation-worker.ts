import type pg from 'pg';
import Type from 'typebox';
import type { ClockView } from '../../core/clock-engine-view.ts';
import { clockViews } from '../../core/clock-engine-view.ts';
import type { EscalationFacts, PlannedStep } from '../../core/escalation.ts';
import { stillDue } from '../../core/escalation.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { severityOfRank } from '../../core/severity.ts';
import type { SubgraphDeps } from '../deps.ts';
import { nullable, rowsOf } from '../rows.ts';
import { clockEventsOfOrders, planBasis, replanTimers, TIMER_CHANNEL, type TimedOrder } from './timers.ts';

/** A step that is due now, with the clock it is about. */
export interface DueStep {
  planned: PlannedStep;
  view: ClockView;
}

/** Takes a step of a ladder for an order that this transaction holds locked. */
export type TakeEscalation = (
  client: pg.PoolClient,
  order: TimedOrder,
  due: DueStep,
  book: GovernanceBook,
  nowMs: number,
) => Promise<void>;

/** Orders looked at in one round before the loop looks around; each is a transaction of its own. */
const ORDERS_A_ROUND = 200;
/** Candidates among which one that nobody else holds is chosen. */
const CANDIDATES = 50;
/** NOTIFY is a hint: nobody sleeps longer. Far below the 24.8 days that a timer of the process can take. */
const LONGEST_SLEEP_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;
/** Steps plan their own timers: looking at every live order is for what was written without, and new calendars. */
const SWEEP_EVERY_MS = 60_000;

const orderRows = rowsOf(
  Type.Object({
    id: Type.String(),
    version: Type.Integer(),
    profile: Type.String(),
    matter: Type.String(),
    source: Type.String(),
    severity: Type.Integer(),
    gridCode: nullable(Type.String()),
    live: Type.Boolean(),
  }),
);
const TIMED = `w.id, w.version, w.profile, w.matter, w.source, w.severity, w.grid_code AS "gridCode",
  (w.closed_at IS NULL AND w.state <> 'MERGED') AS live`;
const dueRows = rowsOf(Type.Object({ key: Type.String() }));
const idRows = rowsOf(Type.Object({ id: Type.String() }));
const nextRows = rowsOf(Type.Object({ nextMs: nullable(Type.Number()) }));

/** An order that `sql` chooses, locked; what another replica holds is left to it. */
async function lockOne(
  client: pg.PoolClient,
  sql: string,
  values: readonly unknown[],
): Promise<TimedOrder | null> {
  const [row] = orderRows(
    await client.query(`SELECT ${TIMED} FROM work_order w ${sql} LIMIT 1 FOR UPDATE OF w SKIP LOCKED`, [
      ...values,
    ]),
  );
  return row === undefined ? null : { ...row, severity: severityOfRank(row.severity) };
}

type WorkerDeps = Pick<SubgraphDeps, 'db' | 'governance' | 'log'>;

/** Orders whose plan is missing, or older than the order or the calendars: looked for once a round, among all live ones. */
async function staleOrders({ db, governance }: WorkerDeps, nowMs: number): Promise<string[]> {
  const found = await db.pool.query(
    `SELECT o.id FROM work_order o LEFT JOIN work_order_plan p ON p.work_order_id = o.id
     WHERE o.closed_at IS NULL AND (p.work_order_id IS NULL OR p.order_version <> o.version OR p.basis <> $1)
     ORDER BY o.id LIMIT ${ORDERS_A_ROUND}`,
    [planBasis(governance.current(), nowMs)],
  );
  return idRows(found).map(({ id }) => id);
}

/** Plans one of them anew; false for one that another replica holds or has planned, or that has ended meanwhile. */
async function planOne({ db, governance }: WorkerDeps, id: string, nowMs: number): Promise<boolean> {
  return db.tx(async (client) => {
    const book = governance.current();
    const stale = `WHERE w.id = $1 AND w.closed_at IS NULL AND NOT EXISTS (
      SELECT FROM work_order_plan p WHERE p.work_order_id = w.id AND p.order_version = w.version AND p.basis = $2)`;
    const order = await lockOne(client, stale, [id, planBasis(book, nowMs)]);
    if (order === null) return false;
    const events = await clockEventsOfOrders(client, [order.id]);
    await replanTimers(client, order, events.get(order.id) ?? [], book, nowMs);
    return true;
  });
}

/** What became of the steps of one order. */
interface Fired {
  orderId: string;
  fired: PlannedStep[];
  skipped: number;
}

/**
 * Takes what is due of one order; null when nothing is due that nobody else is at. The clocks are read again: what is
 * not due any more is passed over. The row of a step is marked in the transaction that takes it, so it is taken once.
 */
async function fireOne(
  { db, governance }: WorkerDeps,
  take: TakeEscalation,
  nowMs: number,
): Promise<Fired | null> {
  const book = governance.current();
  let orderId: string | null = null;
  const due = `WHERE w.id IN (
      SELECT work_order_id FROM work_order_timer
      WHERE state = 'WAITING' AND coalesce(retry_at, due_at) <= $1
      ORDER BY coalesce(retry_at, due_at) LIMIT ${CANDIDATES})`;
  const now = new Date(nowMs);
  try {
    return await db.tx(async (client) => {
      const order = await lockOne(client, due, [now]);
      if (order === null) return null;
      orderId = order.id;
      const waiting = dueRows(
        await client.query(
          `SELECT key FROM work_order_timer
           WHERE work_order_id = $1 AND state = 'WAITING' AND coalesce(retry_at, due_at) <= $2
           ORDER BY due_at, key`,
          [order.id, now],
        ),
      );
      const done: Fired = { orderId: order.id, fired: [], skipped: 0 };
      for (const { key } of waiting) {
        // each act is a step of the order: what it stopped or changed counts for the next
        const events = (await clockEventsOfOrders(client, [order.id])).get(order.id) ?? [];
        const [fresh] = orderRows(
          await client.query(`SELECT ${TIMED} FROM work_order w WHERE w.id = $1`, [order.id]),
        );
        const facts: EscalationFacts | null = fresh?.live
          ? { ...fresh, severity: severityOfRank(fresh.severity) }
          : null;
        const views = clockViews(events, book.clockBook, nowMs);
        const step = facts === null ? null : stillDue(key, views, book.escalations, facts, nowMs);
        const marked = await client.query(
          `UPDATE work_order_timer SET state = $3, done_at = $4
           WHERE work_order_id = $1 AND key = $2 AND state = 'WAITING'`,
          [order.id, key, step === null ? 'SKIPPED' : 'FIRED', now],
        );
        if (marked.rowCount !== 1) continue;
        if (step === null || fresh === undefined) {
          done.skipped += 1;
          continue;
        }
        await take(client, { ...fresh, severity: severityOfRank(fresh.severity) }, step, book, nowMs);
        done.fired.push(step.planned);
      }
      return done;
    });
  } catch (error) {
    if (orderId !== null) await postpone(db, orderId, now);
    throw error;
  }
}

/** After a failure the order's due steps wait, longer every time, so that it does not hold up the others. */
async function postpone(db: WorkerDeps['db'], orderId: string, now: Date): Promise<void> {
  await db.pool.query(
    `UPDATE work_order_timer SET attempts = attempts + 1,
       retry_at = $2::timestamptz + least($3, 15000 * power(2, least(attempts, 20))) * interval '1 millisecond'
     WHERE work_order_id = $1 AND state = 'WAITING' AND coalesce(retry_at, due_at) <= $2`,
    [orderId, now, LONGEST_RETRY_MS],
  );
}

export interface RoundReport {
  planned: number;
  fired: (PlannedStep & { orderId: string })[];
  skipped: number;
  failed: number;
  /** With `sweep`: whether every order was looked at whose plan was missing or old. */
  swept: boolean;
  /** Whether the bound was reached and more may wait. */
  more: boolean;
}

/**
 * One bounded round: plans what has no plan (with `sweep`, which looks at every live order), then takes what is due. Any
 * number of replicas may do it at once.
 */
export async function escalationRound(
  deps: WorkerDeps,
  take: TakeEscalation,
  nowMs: number,
  sweep = true,
): Promise<RoundReport> {
  const report: RoundReport = { planned: 0, fired: [], skipped: 0, failed: 0, swept: true, more: false };
  const stale = sweep ? await staleOrders(deps, nowMs) : [];
  let failedInARow = 0;
  for (const id of stale) {
    try {
      if (await planOne(deps, id, nowMs)) report.planned += 1;
      failedInARow = 0;
    } catch (error) {
      report.failed += 1;
      failedInARow += 1;
      // one whose history cannot be read must not keep the ladders of all others from being climbed
      deps.log.error({ err: error, workOrderId: id }, 'the timers of a work order could not be planned');
      // without the database there is nothing to go on with
      if (failedInARow === 10) throw error;
    }
  }
  report.swept = stale.length < ORDERS_A_ROUND;
  let left = ORDERS_A_ROUND;
  let failed = 0;
  for (; left > 0; left -= 1) {
    try {
      const done = await fireOne(deps, take, nowMs);
      if (done === null) break;
      report.skipped += done.skipped;
      report.fired.push(...done.fired.map((step) => ({ ...step, orderId: done.orderId })));
    } catch (error) {
      report.failed += 1;
      failed += 1;
      deps.log.error({ err: error }, 'a step of an escalation ladder failed; it is tried again later');
      // without the database there is nothing to go on with
      if (failed >= 10) break;
    }
  }
  report.more = left === 0 || (report.planned > 0 && !report.swept);
  return report;
}

/** When the next step is due, ms since the epoch; null: none waits. */
async function nextDue({ db }: WorkerDeps): Promise<number | null> {
  const [row] = nextRows(
    await db.pool.query(
      `SELECT (extract(epoch FROM min(coalesce(retry_at, due_at))) * 1000)::float8 AS "nextMs"
       FROM work_order_timer WHERE state = 'WAITING'`,
    ),
  );
  return row?.nextMs ?? null;
}

/**
 * Takes the steps of escalation ladders when they are due, until closed. Wakes at the next due time, at NOTIFY and every
 * half minute; of several replicas each takes what the others do not hold. `now` gives epoch milliseconds.
 */
export function startEscalation(
  deps: WorkerDeps & Pick<SubgraphDeps, 'metrics'>,
  take: TakeEscalation,
  now: () => number = Date.now,
): { close(): Promise<void> } {
  const { db, log, metrics } = deps;
  const steps = metrics.counter({
    name: 'hub_escalation_steps_total',
    help: 'Steps of escalation ladders by what they did: REMIND, ESCALATE, SUPERVISE, SKIPPED (not due any more), FAILED',
    labels: ['act'],
  });
  const lateness = metrics.gauge({
    name: 'hub_escalation_late_seconds',
    help: 'How late the last step of an escalation ladder was taken',
  });
  const stop = new AbortController();
  let wake: () => void = () => {};
  let woken = false;
  const rouse = () => {
    woken = true;
    wake();
  };

  /** When every live order was looked at last, and by which calendars. */
  let swept = { atMs: Number.NEGATIVE_INFINITY, basis: '' };

  async function round(): Promise<boolean> {
    const atMs = now();
    const basis = planBasis(deps.governance.current(), atMs);
    const sweep = basis !== swept.basis || Math.abs(atMs - swept.atMs) >= SWEEP_EVERY_MS;
    const report = await escalationRound(deps, take, atMs, sweep);
    // a sweep that reached its bound goes on in the next round
    if (sweep && report.swept) swept = { atMs, basis };
    for (const { act, atMs, orderId, step, ladder } of report.fired) {
      steps.inc({ act });
      lateness.set(Math.max(0, now() - atMs) / 1000);
      log.info({ orderId, act, ladder, step }, 'a step of an escalation ladder was taken');
    }
    if (report.skipped > 0) steps.inc({ act: 'SKIPPED' }, report.skipped);
    if (report.failed > 0) steps.inc({ act: 'FAILED' }, report.failed);
    return report.more;
  }

  async function sleep(): Promise<void> {
    const next = await nextDue(deps);
    const ms = Math.min(LONGEST_SLEEP_MS, next === null ? LONGEST_SLEEP_MS : Math.max(10, next - now()));
    if (woken || stop.signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    wake = resolve;
    await promise;
    clearTimeout(timer);
  }

  async function run(): Promise<void> {
    const listening = await db.listen(TIMER_CHANNEL, rouse, rouse).catch(() => null);
    while (!stop.signal.aborted) {
      try {
        woken = false;
        if (!(await round())) await sleep();
      } catch (error) {
        if (stop.signal.aborted) break;
        log.warn({ err: error }, 'the escalation worker failed; it goes on');
        const { promise, resolve } = Promise.withResolvers<void>();
        const timer = setTimeout(resolve, 1_000);
        wake = resolve;
        await promise;
        clearTimeout(timer);
      }
    }
    await listening?.close();
  }

  const running = run();
  return {
    async close() {
      stop.abort();
      rouse();
      await running;
    },
  };
}
