import type pg from 'pg';
import Type from 'typebox';
import { chooseOnDuty, stepsOf } from '../../core/duty.ts';
import { type Ladder, ladderFor, type PlannedStep, wideningOf } from '../../core/duty-ladder.ts';
import { POST_ROLE_NAMES, roleNames } from '../../core/duty-roles.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { GRID_LEVEL_NAMES } from '../../core/grid.ts';
import { severityOfRank } from '../../core/severity.ts';
import { appendFeed } from '../../runtime/feed.ts';
import type { Db } from '../../runtime/postgres.ts';
import { dutyAround, postsServing } from '../duty-facts.ts';
import { rowsOf } from '../rows.ts';
import { type Bilingual, explainDuty, findOnDuty, inBoth } from './assign.ts';
import { refusal } from './dispatch-alarm.ts';
import { localHourOf } from './dispatch-incident.ts';
import { ordersById } from './reads.ts';
import type { OrderRow } from './rows.ts';
import { takeStep } from './steps.ts';
import { feedEventOf, lockOrder } from './writes.ts';

/** The actor in the history of what the graded response did. */
export const WIDENER = 'graded-response';
/** States in which nobody has taken an order yet. */
const UNTAKEN: readonly string[] = ['FILED', 'DISPATCHED'];
/** Orders widened in one round. */
const ROUND_ORDERS = 100;
/** A step that failed is tried again after this. */
const RETRY_MS = 60_000;

const Roles = Type.Array(Type.Enum([...POST_ROLE_NAMES]));
const Plan = Type.Object({
  severity: Type.String(),
  afterMinutes: Type.Integer(),
  tell: Type.Optional(Roles),
  assign: Type.Optional(Roles),
  levels: Type.Optional(Type.Array(Type.Enum([...GRID_LEVEL_NAMES]))),
  zh: Type.String(),
  en: Type.String(),
});
const stepRows = rowsOf(
  Type.Object({ step: Type.Integer(), state: Type.String(), plannedMs: Type.Number(), plan: Plan }),
);
const ladderRows = rowsOf(Type.Object({ ladder: Type.String() }));
const idRows = rowsOf(Type.Object({ id: Type.String() }));
type StepRow = ReturnType<typeof stepRows>[number];

export interface WideningContext {
  book: GovernanceBook;
  nowMs: number;
  zone: string;
}

const isWaiting = (order: OrderRow) => order.closedMs === null && UNTAKEN.includes(order.state);

async function stepsOfOrder(client: pg.PoolClient, orderId: string): Promise<StepRow[]> {
  const sql = `SELECT step, state, (extract(epoch FROM planned_at) * 1000)::float8 AS "plannedMs", plan
    FROM work_order_widening WHERE work_order_id = $1 ORDER BY step`;
  return stepRows(await client.query(sql, [orderId]));
}

/** The ladder that an order was sent by; the one of its place and matter when a person sent it. */
async function ladderOfOrder(
  client: pg.PoolClient,
  order: OrderRow,
  context: WideningContext,
): Promise<Ladder> {
  const { book, nowMs, zone } = context;
  const [told] = ladderRows(
    await client.query(
      `SELECT detail ->> 'ladder' AS ladder FROM work_order_event
       WHERE work_order_id = $1 AND detail ->> 'ladder' IS NOT NULL ORDER BY version DESC LIMIT 1`,
      [order.id],
    ),
  );
  const [code = '', version = ''] = told?.ladder.split('@') ?? [];
  const sent = book.ladders.version(code, Number(version));
  if (sent !== null) return { ...sent.body, widen: sent.body.widen ?? [] };
  const facts = {
    gridCode: order.gridCode,
    matter: order.matter,
    severity: severityOfRank(order.severity),
    localHour: localHourOf(nowMs, zone),
    named: null,
  };
  return ladderFor(book.ladders, facts, nowMs);
}

async function insertSteps(
  client: pg.PoolClient,
  order: OrderRow,
  steps: readonly PlannedStep[],
  sinceMs: number,
) {
  if (steps.length === 0) return;
  const severity = severityOfRank(order.severity);
  await client.query(
    `INSERT INTO work_order_widening (work_order_id, step, planned_at, due_at, plan)
     SELECT $1, step, $2, due_at, plan FROM unnest($3::int[], $4::timestamptz[], $5::jsonb[]) AS s (step, due_at, plan)
     ON CONFLICT DO NOTHING`,
    [
      order.id,
      new Date(sinceMs),
      steps.map(({ step }) => step),
      steps.map(({ dueMs }) => new Date(dueMs)),
      steps.map(({ step: _, dueMs: __, ...plan }) => JSON.stringify({ ...plan, severity })),
    ],
  );
}

/**
 * Keeps the plan of an order as it now is: made when it begins to wait for somebody to take it, gone once it is taken,
 * paused, merged or ended, and made anew for what is left when its severity changes. Safe to repeat.
 * @param sinceMs when it began to wait, epoch ms
 */
export async function planWidening(
  client: pg.PoolClient,
  orderId: string,
  sinceMs: number,
  context: WideningContext,
): Promise<void> {
  const [order] = await ordersById(client, [orderId]);
  if (order === undefined) return;
  if (!isWaiting(order)) {
    await client.query('DELETE FROM work_order_widening WHERE work_order_id = $1', [orderId]);
    return;
  }
  const severity = severityOfRank(order.severity);
  const before = await stepsOfOrder(client, orderId);
  const [first] = before;
  if (first !== undefined && before.every(({ plan }) => plan.severity === severity)) return;
  const ladder = await ladderOfOrder(client, order, context);
  const since = first?.plannedMs ?? sinceMs;
  const planned = wideningOf(ladder, severity, since);
  if (first === undefined) {
    await insertSteps(client, order, planned, since);
    return;
  }
  const done = before.filter(({ state }) => state === 'DONE');
  const last = Math.max(0, ...done.map(({ step }) => step));
  const latest = Math.max(0, ...done.map(({ plan }) => plan.afterMinutes));
  // what was told already is not told again
  const left = planned.filter(({ tell = [], afterMinutes }) => {
    const told = done.flatMap(({ plan }) => plan.tell ?? []);
    return afterMinutes > latest || !tell.every((role) => told.includes(role));
  });
  await client.query("DELETE FROM work_order_widening WHERE work_order_id = $1 AND state = 'WAITING'", [
    orderId,
  ]);
  await insertSteps(
    client,
    order,
    left.map((step, index) => ({ ...step, step: last + index + 1 })),
    since,
  );
}

/** Everybody on duty in the roles of a step, the nearest of each role; how full they are does not matter. */
async function tellCircle(
  client: pg.PoolClient,
  order: OrderRow,
  { step, plan }: StepRow,
  { nowMs, zone }: WideningContext,
): Promise<Bilingual> {
  const { tell = [], levels } = plan;
  if (tell.length === 0 || order.gridCode === null) return { zh: '', en: '' };
  const posts = (await postsServing(client, [order.gridCode], tell, nowMs)).map((post) => ({
    ...post,
    capacity: null,
  }));
  const around = await dutyAround(client, posts, nowMs, zone);
  const answers = stepsOf(tell).map((one) =>
    chooseOnDuty({ gridCode: order.gridCode, steps: [{ ...one, levels }], posts, nowMs, zone, ...around }),
  );
  const told = answers
    .flatMap(({ equals }) => equals)
    .filter(({ personId }, at, all) => all.findIndex((other) => other.personId === personId) === at)
    .filter(({ personId }) => personId !== order.assigneeId);
  await client.query(
    `INSERT INTO work_order_circle (work_order_id, person_id, post_role, grid_code, step, reason, told_at)
     SELECT $1, person_id, role, grid_code, $2, $3, $4 FROM unnest($5::text[], $6::text[], $7::text[]) AS t (person_id, role, grid_code)
     ON CONFLICT DO NOTHING`,
    [
      order.id,
      step,
      inBoth(plan),
      new Date(nowMs),
      told.map(({ personId }) => personId),
      told.map(({ post }) => post.role),
      told.map(({ post }) => post.gridCode),
    ],
  );
  if (told.length > 0) {
    const roles = [...new Set(told.map(({ post }) => post.role))].map(roleNames);
    return {
      zh: `告知 ${told.length} 人：${roles.map(({ zh }) => zh).join('、')}`,
      en: `${told.length} told: ${roles.map(({ en }) => en.toLowerCase()).join(', ')}`,
    };
  }
  const passed = answers.flatMap(({ skipped }) => skipped);
  return {
    zh: `无人可告知：${passed.map(({ reasonZh }) => reasonZh).join('、')}`,
    en: `nobody to tell: ${passed.map(({ reasonEn }) => reasonEn).join(', ')}`,
  };
}

/** Sends the order to whoever of the step's roles is on duty; it stays where it is when nobody is. */
async function reassign(
  client: pg.PoolClient,
  order: OrderRow,
  { step, plan }: StepRow,
  { book, nowMs, zone }: WideningContext,
): Promise<{ order: OrderRow; told: Bilingual }> {
  const { assign = [], levels } = plan;
  if (assign.length === 0) return { order, told: { zh: '', en: '' } };
  const steps = stepsOf(assign).map((one) => ({ ...one, levels }));
  const { assignee, answer } = await findOnDuty(client, { gridCode: order.gridCode, steps, nowMs, zone });
  if (assignee === null) {
    const { zh, en } = explainDuty(null, answer.skipped);
    return { order, told: { zh: `未改派：${zh}`, en: `not reassigned: ${en}` } };
  }
  if (assignee.personId === order.assigneeId)
    return { order, told: { zh: '已在其手中', en: 'they have it already' } };
  const duty = explainDuty(assignee, answer.skipped, answer);
  const told = { zh: `${plan.zh}；${duty.zh}`, en: `${plan.en}; ${duty.en}` };
  const detail = { personId: assignee.personId, postRole: assignee.postRole, widening: step };
  const explanation = { rule: order.rule, text: inBoth(told) };
  try {
    const sent = await takeStep(
      client,
      order,
      { action: 'DISPATCH', actor: WIDENER, input: { assignee }, detail, explanation, atMs: nowMs },
      book,
    );
    return { order: sent, told };
  } catch (error) {
    const why = refusal(error);
    if (why === null) throw error;
    return { order, told: why };
  }
}

/** What became of the due steps of one order. */
export type Widened = { done: number } | 'over' | 'failed';

async function widenOne(client: pg.PoolClient, orderId: string, context: WideningContext): Promise<Widened> {
  const locked = await lockOrder(client, orderId);
  if (locked === null || !isWaiting(locked)) {
    await client.query('DELETE FROM work_order_widening WHERE work_order_id = $1', [orderId]);
    return 'over';
  }
  const now = new Date(context.nowMs);
  const due = stepRows(
    await client.query(
      `SELECT step, state, (extract(epoch FROM planned_at) * 1000)::float8 AS "plannedMs", plan
       FROM work_order_widening WHERE work_order_id = $1 AND state = 'WAITING' AND due_at <= $2 ORDER BY due_at, step`,
      [orderId, now],
    ),
  );
  let order = locked;
  for (const row of due) {
    const circle = await tellCircle(client, order, row, context);
    const sent = await reassign(client, order, row, context);
    order = sent.order;
    const outcome = inBoth({
      zh: [circle.zh, sent.told.zh].filter((text) => text !== '').join('；'),
      en: [circle.en, sent.told.en].filter((text) => text !== '').join('; '),
    });
    await client.query(
      "UPDATE work_order_widening SET state = 'DONE', done_at = $3, outcome = $4 WHERE work_order_id = $1 AND step = $2",
      [orderId, row.step, now, outcome],
    );
    await appendFeed(client, [feedEventOf('WIDENED', order)]);
  }
  return { done: due.length };
}

/** Takes every step that is due, each once: the order is held, so that a second replica finds it done. */
export async function widenDue(
  db: Db,
  context: WideningContext,
  onFailure: (orderId: string, error: unknown) => void = () => {},
): Promise<Map<string, Widened>> {
  const due = idRows(
    await db.pool.query(
      `SELECT work_order_id AS id FROM work_order_widening WHERE state = 'WAITING' AND due_at <= $1
       GROUP BY work_order_id ORDER BY min(due_at) LIMIT ${ROUND_ORDERS}`,
      [new Date(context.nowMs)],
    ),
  );
  const done = new Map<string, Widened>();
  for (const { id } of due) {
    try {
      done.set(id, await db.tx((client) => widenOne(client, id, context)));
    } catch (error) {
      // one that cannot be widened must not keep the others waiting
      done.set(id, 'failed');
      onFailure(id, error);
      await db.pool.query(
        `UPDATE work_order_widening SET due_at = $2 WHERE work_order_id = $1 AND state = 'WAITING' AND due_at <= $3`,
        [id, new Date(context.nowMs + RETRY_MS), new Date(context.nowMs)],
      );
    }
  }
  return done;
}
