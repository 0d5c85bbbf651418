import type pg from 'pg';
import Type from 'typebox';
import type { Ladder } from '../../core/duty-ladder.ts';
import { POST_ROLE_NAMES } from '../../core/duty-roles.ts';
import { HubError } from '../../core/errors.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { GRID_LEVEL_NAMES } from '../../core/grid.ts';
import { nextShiftMs } from '../../core/roster.ts';
import { appendFeed } from '../../runtime/feed.ts';
import type { Db } from '../../runtime/postgres.ts';
import { nextDutyChangeMs } from '../duty-facts.ts';
import { nullable, rowsOf } from '../rows.ts';
import { type Bilingual, explainDuty, type FoundDuty, findOnDuty, inBoth } from './assign.ts';
import type { OrderRow } from './rows.ts';
import { takeStep } from './steps.ts';
import { feedEventOf, lockOrder } from './writes.ts';

/** States in which an order must be with somebody, or raise an alarm; as work_order_alarm_keep() has them. */
export const WAITING_STATES: readonly string[] = ['FILED', 'DISPATCHED', 'REOPENED'];
/** Whoever waits is asked for again at least this often. */
const RETRY_MS = 60_000;
/** Alarms looked at in one round. */
const ROUND_ROWS = 200;

const KeptLadder = Type.Object({
  code: Type.String(),
  version: Type.Integer(),
  steps: Type.Array(
    Type.Object({
      roles: Type.Array(Type.Enum([...POST_ROLE_NAMES])),
      levels: Type.Optional(Type.Array(Type.Enum([...GRID_LEVEL_NAMES]))),
    }),
  ),
});
const alarmRows = rowsOf(
  Type.Object({
    ladder: nullable(KeptLadder),
    announced: Type.Boolean(),
    due: Type.Boolean(),
  }),
);
const idRows = rowsOf(Type.Object({ id: Type.String() }));

/** True while nobody has the order and somebody should. */
export function isAlone(order: OrderRow): boolean {
  return (
    order.closedMs === null &&
    WAITING_STATES.includes(order.state) &&
    order.assigneeId === null &&
    order.partyId === null
  );
}

/** When it is worth asking again: the next change of duty that is known, at latest in a minute. */
export function nextTryMs({ answer, posts, around }: FoundDuty, nowMs: number, zone: string): number {
  if (answer.post !== null) return nowMs;
  const starts = around.rosters.map((roster) => nextShiftMs(roster, null, nowMs, zone, 2));
  return Math.min(nowMs + RETRY_MS, nextDutyChangeMs(posts, around, starts, nowMs));
}

/** What an order waits for that nobody has. */
export interface Alarm {
  reason: Bilingual;
  /** Asked again by itself; null: a person decides. */
  ladder: Pick<Ladder, 'code' | 'version' | 'steps'> | null;
  nextTryMs: number;
}

/**
 * Writes why nobody has an order, in the transaction that leaves it so, and tells the feed. The row itself is kept by
 * the database (work_order_alarm_keep): no path can leave an order alone without one.
 */
export async function raiseAlarm(
  client: pg.PoolClient,
  order: OrderRow,
  alarm: Alarm,
  nowMs: number,
): Promise<void> {
  const { ladder } = alarm;
  const kept = ladder === null ? null : { code: ladder.code, version: ladder.version, steps: ladder.steps };
  await client.query(
    `INSERT INTO work_order_alarm (work_order_id, since, reason, ladder, attempts, next_try_at, announced_at)
     VALUES ($1, $2, $3, $4, 1, $5, $2)
     ON CONFLICT (work_order_id) DO UPDATE SET reason = excluded.reason, ladder = excluded.ladder,
       attempts = CASE WHEN work_order_alarm.resolved_at IS NULL THEN work_order_alarm.attempts + 1 ELSE 1 END,
       since = CASE WHEN work_order_alarm.resolved_at IS NULL THEN work_order_alarm.since ELSE excluded.since END,
       next_try_at = excluded.next_try_at, announced_at = excluded.announced_at, resolved_at = NULL`,
    [
      order.id,
      new Date(nowMs),
      inBoth(alarm.reason),
      kept === null ? null : JSON.stringify(kept),
      new Date(alarm.nextTryMs),
    ],
  );
  await appendFeed(client, [feedEventOf('UNASSIGNED', order)]);
}

/** Why the profile of an order does not let it be sent now; null for any other failure. */
export function refusal(error: unknown): Bilingual | null {
  const told =
    error instanceof HubError && (error.code === 'ILLEGAL_TRANSITION' || error.code === 'STEP_BLOCKED');
  return told
    ? { zh: `暂不能派单：${error.messageZh}`, en: `it cannot be sent now: ${error.message}` }
    : null;
}

export interface RetryContext {
  book: GovernanceBook;
  nowMs: number;
  zone: string;
  /** Who acts, in the history. */
  actor: string;
  /** Ask for everybody who waits, whenever they were asked for last: who is on duty has changed. */
  all: boolean;
}

/** What became of one alarm. */
export type Retried = 'assigned' | 'announced' | 'waiting' | 'over' | 'failed';

async function retryOne(client: pg.PoolClient, id: string, context: RetryContext): Promise<Retried> {
  const { book, nowMs, zone, actor, all } = context;
  const now = new Date(nowMs);
  const order = await lockOrder(client, id);
  const [alarm] = alarmRows(
    await client.query(
      `SELECT ladder, announced_at IS NOT NULL AS announced, next_try_at <= $2 OR $3 AS due
       FROM work_order_alarm WHERE work_order_id = $1 AND resolved_at IS NULL FOR UPDATE`,
      [id, now, all],
    ),
  );
  if (order === null || alarm === undefined) return 'over';
  if (!isAlone(order)) {
    await client.query('UPDATE work_order_alarm SET resolved_at = $2 WHERE work_order_id = $1', [id, now]);
    return 'over';
  }
  if (alarm.ladder === null) {
    if (alarm.announced) return 'waiting';
    await client.query(
      'UPDATE work_order_alarm SET announced_at = $2, reason = coalesce(reason, $3) WHERE work_order_id = $1',
      [id, now, inBoth({ zh: '已立案，尚未派给任何人', en: 'filed, and not sent to anybody yet' })],
    );
    await appendFeed(client, [feedEventOf('UNASSIGNED', order)]);
    return 'announced';
  }
  if (!alarm.due) return 'waiting';
  const found = await findOnDuty(client, {
    gridCode: order.gridCode,
    steps: alarm.ladder.steps,
    nowMs,
    zone,
  });
  const { assignee, answer } = found;
  const wait = (ms: number) =>
    client.query(
      'UPDATE work_order_alarm SET attempts = attempts + 1, next_try_at = $2 WHERE work_order_id = $1',
      [id, new Date(ms)],
    );
  if (assignee === null) {
    await wait(nextTryMs(found, nowMs, zone));
    return 'waiting';
  }
  const duty = explainDuty(assignee, answer.skipped, answer);
  const text = inBoth({
    zh: `此前无人当值，现有人在岗：${duty.zh}`,
    en: `nobody was on duty before, now there is somebody: ${duty.en}`,
  });
  try {
    await takeStep(
      client,
      order,
      {
        action: 'DISPATCH',
        actor,
        input: { assignee },
        detail: {
          personId: assignee.personId,
          postRole: assignee.postRole,
          ladder: `${alarm.ladder.code}@${alarm.ladder.version}`,
          retried: true,
        },
        explanation: { rule: order.rule, text },
        atMs: nowMs,
      },
      book,
    );
  } catch (error) {
    if (refusal(error) === null) throw error;
    await wait(nowMs + RETRY_MS);
    return 'waiting';
  }
  await client.query('UPDATE work_order_alarm SET resolved_at = $2 WHERE work_order_id = $1', [id, now]);
  return 'assigned';
}

/**
 * Looks at the orders that nobody has: tells those that nobody told of, and sends those whose ladder has somebody now.
 * Each is a transaction of its own that holds the order, so two replicas never send it twice.
 */
export async function retryUnassigned(
  db: Db,
  context: RetryContext,
  onFailure: (orderId: string, error: unknown) => void = () => {},
): Promise<Map<string, Retried>> {
  const due = idRows(
    await db.pool.query(
      `SELECT work_order_id AS id FROM work_order_alarm
       WHERE resolved_at IS NULL AND (announced_at IS NULL OR (ladder IS NOT NULL AND (next_try_at <= $1 OR $2)))
       ORDER BY next_try_at LIMIT ${ROUND_ROWS}`,
      [new Date(context.nowMs), context.all],
    ),
  );
  const done = new Map<string, Retried>();
  for (const { id } of due) {
    try {
      done.set(id, await db.tx((client) => retryOne(client, id, context)));
    } catch (error) {
      // one that cannot be sent must not keep the others waiting
      done.set(id, 'failed');
      onFailure(id, error);
      const later = new Date(context.nowMs + RETRY_MS);
      await db.pool.query('UPDATE work_order_alarm SET next_try_at = $2 WHERE work_order_id = $1', [
        id,
        later,
      ]);
    }
  }
  return done;
}
