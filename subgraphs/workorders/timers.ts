import Type from 'typebox';
import type { ClockEvent } from '../../core/clock-engine.ts';
import { clockViews } from '../../core/clock-engine-view.ts';
import { clockEventsIn } from '../../core/clock-event-schema.ts';
import { HubError } from '../../core/errors.ts';
import { type EscalationFacts, lampPlan, planEscalation } from '../../core/escalation.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { type Queryable, rowsOf } from '../rows.ts';
import type { Where } from '../where.ts';
import { followClocks } from './track-due.ts';

/** Channel that wakes whoever waits for the next timer. */
export const TIMER_CHANNEL = 'work_order_timer';

/** What of an order its timers are planned by. */
export interface TimedOrder extends EscalationFacts {
  id: string;
  version: number;
  /** False once it ended: closed, rejected, void, merged. */
  live: boolean;
}

/** What a plan depends on beside the order itself: once one of the calendars changes, running orders are planned anew. */
export function planBasis(book: GovernanceBook, nowMs: number): string {
  return book.calendars
    .inForce(nowMs)
    .map(({ code, version }) => `${code}@${version}`)
    .join(' ');
}

const instant = (ms: number | null) => (ms === null ? null : new Date(ms));

/**
 * Plans when the lamps of an order change and which steps of which ladder wait for their time; in the transaction of
 * every step, after its row of history is written. What was taken already is never planned again.
 * @param clocks every clock event of the order, oldest first
 */
export async function replanTimers(
  client: Queryable,
  order: TimedOrder,
  clocks: readonly ClockEvent[],
  book: GovernanceBook,
  nowMs: number,
): Promise<void> {
  if (!order.live) {
    await client.query(
      `WITH timers AS (DELETE FROM work_order_timer WHERE work_order_id = $1 AND state = 'WAITING')
       DELETE FROM work_order_plan WHERE work_order_id = $1`,
      [order.id],
    );
    return;
  }
  const views = clockViews(clocks, book.clockBook, nowMs);
  await followClocks(client, views);
  const { amberAtMs, dueAtMs } = lampPlan(views);
  const steps = planEscalation(views, book.escalations, order);
  await client.query(
    {
      name: 'order-plan',
      text: `WITH plan AS (
       INSERT INTO work_order_plan (work_order_id, order_version, basis, amber_at, due_at, planned_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (work_order_id) DO UPDATE SET order_version = excluded.order_version, basis = excluded.basis,
         amber_at = excluded.amber_at, due_at = excluded.due_at, planned_at = excluded.planned_at),
     gone AS (
       DELETE FROM work_order_timer
       WHERE work_order_id = $1 AND state = 'WAITING' AND NOT key = ANY($7::text[])),
     planned AS (
       INSERT INTO work_order_timer (work_order_id, key, run_id, stage, ladder, ladder_version, step, moment, act, due_at)
       SELECT $1, key, run_id, stage, ladder, ladder_version, step, moment, act, due_at
       FROM unnest($7::text[], $8::text[], $9::text[], $10::text[], $11::int[], $12::text[], $13::text[], $14::text[],
         $15::timestamptz[]) AS s (key, run_id, stage, ladder, ladder_version, step, moment, act, due_at)
       ON CONFLICT (work_order_id, key) DO UPDATE SET due_at = excluded.due_at, ladder_version = excluded.ladder_version,
         moment = excluded.moment, act = excluded.act
       WHERE work_order_timer.state = 'WAITING'
         AND (work_order_timer.due_at, work_order_timer.ladder_version, work_order_timer.act)
           IS DISTINCT FROM (excluded.due_at, excluded.ladder_version, excluded.act)
       RETURNING 1)
     SELECT pg_notify('${TIMER_CHANNEL}', '') WHERE EXISTS (SELECT FROM planned)`,
    },
    [
      ...[order.id, order.version, planBasis(book, nowMs), instant(amberAtMs), instant(dueAtMs)],
      new Date(nowMs),
      ...[steps.map(({ key }) => key), steps.map(({ runId }) => runId), steps.map(({ stage }) => stage)],
      ...[steps.map(({ ladder }) => ladder), steps.map(({ ladderVersion }) => ladderVersion)],
      ...[steps.map(({ step }) => step), steps.map(({ moment }) => moment), steps.map(({ act }) => act)],
      steps.map(({ atMs }) => new Date(atMs)),
    ],
  );
}

const clockRows = rowsOf(Type.Object({ workOrderId: Type.String(), clocks: Type.Unknown() }));

/** Every clock event of each order, oldest first. @throws HubError INTERNAL for rows that hold something else */
export async function clockEventsOfOrders(
  db: Queryable,
  orderIds: readonly string[],
): Promise<Map<string, ClockEvent[]>> {
  const rows = clockRows(
    await db.query(
      {
        name: 'order-clocks',
        // votes and notes stop and start nothing: an order may have thousands of them
        text: `SELECT work_order_id AS "workOrderId", clocks FROM work_order_event
          WHERE work_order_id = ANY($1::text[]) AND clocks <> '[]' ORDER BY work_order_id, version`,
      },
      [orderIds],
    ),
  );
  const found = new Map<string, ClockEvent[]>(orderIds.map((id) => [id, []]));
  for (const { workOrderId, clocks } of rows) {
    const events = clockEventsIn(clocks);
    if (events === null) throw new HubError('INTERNAL', { errorId: `clock events of ${workOrderId}` });
    found.get(workOrderId)?.push(...events);
  }
  return found;
}

/** The worst lamp of an order's running clocks. */
export type OrderLight = 'GREEN' | 'AMBER' | 'RED';

/** What `WorkOrderFilter` asks of the clocks. */
export interface LampQuery {
  /** A clock that runs is past due. */
  overdue?: boolean | null | undefined;
  /** A clock that runs is due before this time. */
  dueBefore?: Date | null | undefined;
  light?: OrderLight | null | undefined;
}

/** Adds what is asked of the clocks of `w`, by its plan as of its last step; ended and paused orders are green. */
export function whereLamps(where: Where, { overdue, dueBefore, light }: LampQuery, now: Date): void {
  const planned = (condition: string) =>
    `EXISTS (SELECT FROM work_order_plan plan WHERE plan.work_order_id = w.id AND ${condition})`;
  // only live orders have a plan: the few of all that an index keeps apart
  const live = (condition: string) => `w.closed_at IS NULL AND ${planned(condition)}`;
  const at = () => `${where.param(now)}::timestamptz`;
  // the due moment itself is in time
  const red = () => `plan.due_at < ${at()}`;
  const amber = () => `plan.amber_at <= ${at()}`;
  if (overdue != null) where.add(overdue ? live(red()) : `NOT ${planned(red())}`);
  if (dueBefore != null) where.add(live(`plan.due_at < ${where.param(dueBefore)}::timestamptz`));
  if (light === 'RED') where.add(live(red()));
  if (light === 'AMBER') where.add(live(`${amber()} AND (${red()}) IS NOT TRUE`));
  if (light === 'GREEN') where.add(`NOT ${planned(`(${red()} OR ${amber()})`)}`);
}
