import type pg from 'pg';
import type { GovernanceBook } from '../../core/governance.ts';
import { matterAt } from '../../core/matters.ts';
import { REPORT_CHANNELS, type ReportChannel, reporterActor } from '../../core/residents-channels.ts';
import type { WorkOrderAction } from '../../core/work-order.ts';
import { stateLabel, workflowOf } from '../../core/workflow/profile.ts';
import type { SubgraphDeps } from '../deps.ts';
import type { Queryable } from '../rows.ts';
import { inBoth } from '../workorders/assign.ts';
import { clocksOfOrders } from '../workorders/clocks.ts';
import { reopenRecurring } from '../workorders/duplicates.ts';
import { storeEvidence } from '../workorders/evidence-store.ts';
import { openOrder } from '../workorders/open.ts';
import { orderTx } from '../workorders/order-tx.ts';
import { ordersById } from '../workorders/reads.ts';
import { type OrderRow, orderColumns, orderRows } from '../workorders/rows.ts';
import { type Step, takeStep } from '../workorders/steps.ts';
import { profileOf, stateOf } from '../workorders/workflow.ts';
import { lockOrder } from '../workorders/writes.ts';
import { type Photo, pairRows } from './rows.ts';

// All that this subgraph knows of the work-order engine: reports open orders and take steps by it, and by nothing else.

export type EngineDeps = Pick<SubgraphDeps, 'db' | 'config' | 'governance'>;
export { type OrderRow, ordersById, orderTx, stateOf };

const DAY_MS = 86_400_000;

export interface ReportOpening {
  matter: string;
  title: string;
  description: string | null;
  channel: ReportChannel;
  gridCode: string;
  photos: readonly Photo[];
  /** Subject of the token that it came with; null: nobody logged in. */
  submittedBy: string | null;
  atMs: number;
}

const book = (deps: EngineDeps): GovernanceBook => deps.governance.current();

/** A report's order, where its profile begins what residents tell. */
export async function openReported(client: pg.PoolClient, deps: EngineDeps, report: ReportOpening) {
  const { matter, title, description, channel, gridCode, photos, submittedBy, atMs } = report;
  const actor = submittedBy ?? 'reporter';
  const evidence = photos.map(
    ({ url, sha256 }) => ({ url, sha256, kind: 'IMAGE', phase: 'BEFORE' }) as const,
  );
  const severity = matterAt(book(deps), matter, atMs)?.residents?.severity ?? 'minor';
  const order = await openOrder(
    client,
    {
      source: REPORT_CHANNELS[channel].source,
      channel,
      matter,
      title,
      description,
      severity,
      gridCode,
      rule: null,
      explanation: inBoth({ zh: '已上报，待受理', en: 'reported, not yet accepted' }),
      reportedBy: submittedBy,
      actor,
      detail: { channel, evidence },
      clocksFromMs: atMs,
      atMs,
      zone: deps.config.site.zone,
    },
    book(deps),
  );
  // what a reporter shows counts as evidence from before the work
  await storeEvidence(client, order, evidence, { actor, atMs });
  return order;
}

/**
 * Where the same matter was closed at the same place within its window, that order is reopened and this one follows it;
 * called once the position of the report is kept.
 */
export async function joinRecurrence(
  client: pg.PoolClient,
  deps: EngineDeps,
  order: OrderRow,
  atMs: number,
): Promise<void> {
  await reopenRecurring(client, order, { actor: order.reportedBy ?? 'reporter', atMs }, book(deps));
}

/** A merge of a merge of a merge: longer chains than this are none of ours. */
const LONGEST_CHAIN = 20;

/** For each order, the id of the one that it was merged into in the end; its own when it was not merged. */
async function rootIds(db: Queryable, orderIds: readonly string[]): Promise<Map<string, string>> {
  const sql = `WITH RECURSIVE up (leaf, id, merged_into, depth) AS (
      SELECT id, id, merged_into, 0 FROM work_order WHERE id = ANY($1::text[])
      UNION ALL
      SELECT up.leaf, w.id, w.merged_into, up.depth + 1 FROM up JOIN work_order w ON w.id = up.merged_into
      WHERE up.depth < ${LONGEST_CHAIN})
    SELECT leaf AS "from", id AS "to" FROM up WHERE merged_into IS NULL`;
  return new Map(pairRows(await db.query(sql, [orderIds])).map(({ from, to }) => [from, to]));
}

/** Every order that is handled by one of these (itself, and all that were merged into it), and by which. */
export async function mergedUnder(db: Queryable, orderIds: readonly string[]): Promise<Map<string, string>> {
  // merges as they hold: those in being, and those whose orders were closed together
  const sql = `WITH RECURSIVE down (root, id, depth) AS (
      SELECT id COLLATE "C", id COLLATE "C", 0 FROM unnest($1::text[]) AS asked (id)
      UNION ALL
      SELECT down.root, link.child, down.depth + 1 FROM down CROSS JOIN LATERAL (
        SELECT child_id AS child FROM order_merge WHERE parent_id = down.id AND ended_at IS NULL
        UNION SELECT w.id FROM work_order w WHERE w.merged_into = down.id) link
      WHERE down.depth < ${LONGEST_CHAIN})
    SELECT id AS "from", root AS "to" FROM down ORDER BY depth DESC`;
  return new Map(pairRows(await db.query(sql, [orderIds])).map(({ from, to }) => [from, to]));
}

/** The orders that an order was merged into, nearest first, also when they were closed together since. */
export async function parentIds(db: Queryable, orderId: string): Promise<string[]> {
  const sql = `WITH RECURSIVE up (id, depth) AS (
      SELECT $1::text COLLATE "C", 0
      UNION ALL
      SELECT link.parent, up.depth + 1 FROM up CROSS JOIN LATERAL (
        SELECT parent_id AS parent FROM order_merge WHERE child_id = up.id AND ended_at IS NULL
        UNION SELECT w.merged_into FROM work_order w WHERE w.id = up.id AND w.merged_into IS NOT NULL) link
      WHERE up.depth < ${LONGEST_CHAIN})
    SELECT $1::text AS "from", id AS "to" FROM up WHERE depth > 0 ORDER BY depth`;
  return pairRows(await db.query(sql, [orderId])).map(({ to }) => to);
}

/** The order that a report's order is handled by, locked until the transaction ends; merges meanwhile are followed. */
export async function lockRoot(client: pg.PoolClient, orderId: string): Promise<OrderRow | null> {
  for (let tries = 0; tries < LONGEST_CHAIN; tries += 1) {
    const rootId = (await rootIds(client, [orderId])).get(orderId);
    const root = rootId === undefined ? null : await lockOrder(client, rootId);
    // it may have been merged while this waited for the lock
    if (root === null || root.mergedInto === null) return root;
  }
  return null;
}

/** The order that a report's order is handled by. */
export async function rootOf(db: Queryable, order: OrderRow): Promise<OrderRow> {
  const rootId = (await rootIds(db, [order.id])).get(order.id) ?? order.id;
  const [root] = rootId === order.id ? [order] : await ordersById(db, [rootId]);
  return root ?? order;
}

export async function orderOfCase(db: Queryable, caseNumber: string): Promise<OrderRow | null> {
  const sql = `SELECT ${orderColumns('w')} FROM work_order w WHERE w.case_number = $1`;
  return orderRows(await db.query(sql, [caseNumber]))[0] ?? null;
}

/** A step in a reporter's name; the secret was checked before, so no right is asked. */
export function reporterStep(
  client: pg.PoolClient,
  deps: EngineDeps,
  order: OrderRow,
  caseNumber: string,
  step: Pick<Step, 'action' | 'input' | 'detail' | 'atMs'>,
): Promise<OrderRow> {
  return takeStep(client, order, { ...step, actor: reporterActor(caseNumber) }, book(deps));
}

/** Whether the profile of an order has this step in its present state. */
export function allows(deps: EngineDeps, order: OrderRow, action: WorkOrderAction): boolean {
  const { transitions } = workflowOf(profileOf(book(deps), order));
  return transitions.some((row) => row.action === action && row.from.includes(stateOf(order)));
}

/** A state in the words of the order's profile. */
export function stateWords(deps: EngineDeps, order: OrderRow): { zh: string; en: string } {
  return stateLabel(profileOf(book(deps), order), stateOf(order));
}

/** When each order is expected to be done: its handling clock, else its report-back clock; absent when none runs. */
export async function expectedTimes(
  deps: EngineDeps,
  orders: readonly OrderRow[],
  nowMs: number,
): Promise<Map<string, Date>> {
  const live = orders.filter(({ closedMs }) => closedMs === null).map(({ id }) => id);
  if (live.length === 0) return new Map();
  const clocks = await clocksOfOrders(deps.db.pool, live, book(deps), nowMs);
  const expected = new Map<string, Date>();
  for (const [at, id] of live.entries()) {
    const running = (clocks[at] ?? []).map(({ view }) => view).filter((view) => view.live);
    const due = (kind: string) => running.find(({ run }) => run.kind === kind && run.holder === null);
    const dueAtMs = (due('HANDLE') ?? due('REPORT_BACK'))?.dueAtMs ?? null;
    if (dueAtMs !== null && Number.isFinite(dueAtMs)) expected.set(id, new Date(dueAtMs));
  }
  return expected;
}

/** Until when a reporter may have an order reopened, epoch ms; null for one that cannot be. */
export function reopenUntilMs(deps: EngineDeps, order: OrderRow): number | null {
  if (order.closedMs === null || !allows(deps, order, 'REOPEN')) return null;
  return order.closedMs + workflowOf(profileOf(book(deps), order)).reopenWithinDays * DAY_MS;
}
