import Type from 'typebox';
import { caseNumber, casePrefix, siteDay } from '../../core/case-number.ts';
import type { WorkOrderChangeKind, WorkOrderFeedEvent } from '../../core/feed-event.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { caseCategoryOf } from '../../core/matters.ts';
import { severityOfRank } from '../../core/severity.ts';
import { type Queryable, rowsOf } from '../rows.ts';
import { type EventRow, type OrderRow, orderColumns, orderRows } from './rows.ts';

const serialRows = rowsOf(Type.Object({ last: Type.Integer() }));

/**
 * The next case number of a matter's day in the site's zone. One row update: concurrent writers wait for each other,
 * so no number is given twice.
 */
export async function nextCaseNumber(
  client: Queryable,
  book: GovernanceBook,
  matter: string,
  atMs: number,
  zone: string,
) {
  const { caseClass, category, sub } = caseCategoryOf(book, matter, atMs);
  const day = siteDay(atMs, zone);
  const sql = `INSERT INTO case_serial (prefix, last) VALUES ($1, 1)
    ON CONFLICT (prefix) DO UPDATE SET last = case_serial.last + 1 RETURNING last`;
  const values = [casePrefix(caseClass, category, sub, day)];
  const rows = serialRows(await client.query({ name: 'order-case', text: sql }, values));
  return caseNumber(caseClass, category, sub, day, rows[0]?.last ?? 0);
}

/**
 * The order, locked until the transaction ends; null when there is none. Its key never changes: rows that only refer to
 * it (a duplicate, a merge) need not wait.
 */
export async function lockOrder(client: Queryable, id: string): Promise<OrderRow | null> {
  const sql = `SELECT ${orderColumns('w')} FROM work_order w WHERE w.id = $1 FOR NO KEY UPDATE`;
  return orderRows(await client.query({ name: 'order-lock', text: sql }, [id]))[0] ?? null;
}

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

export async function insertOrder(client: Queryable, order: OrderRow): Promise<void> {
  await client.query(
    {
      name: 'order-insert',
      text: `INSERT INTO work_order (id, case_number, profile, state, source, matter, title, description, severity,
          grid_code, assignee_id, party_id, post_role, handled_by, rule, dispatch_explanation, reported_by, created_at,
          updated_at, closed_at, version, profile_version, channel, first_receiver)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
          $23, $24)`,
    },
    [
      order.id,
      order.caseNumber,
      order.profile,
      order.state,
      order.source,
      order.matter,
      order.title,
      order.description,
      order.severity,
      order.gridCode,
      order.assigneeId,
      order.partyId,
      order.postRole,
      order.handledBy,
      order.rule,
      order.dispatchExplanation,
      order.reportedBy,
      new Date(order.createdMs),
      new Date(order.updatedMs),
      order.closedMs === null ? null : new Date(order.closedMs),
      order.version,
      order.profileVersion,
      order.channel,
      json(order.firstReceiver),
    ],
  );
}

/** Writes what a step may change of an order that this transaction holds locked. */
export async function updateOrder(client: Queryable, order: OrderRow): Promise<void> {
  await client.query(
    {
      name: 'order-update',
      text: `UPDATE work_order SET state = $2, severity = $3, assignee_id = $4, party_id = $5, post_role = $6,
          handled_by = $7, rule = $8, dispatch_explanation = $9, updated_at = $10, closed_at = $11, version = $12,
          before_state = $13, first_receiver = $14, suspended_at = $15, pending = $16, returns_used = $17,
          merged_into = $18, merged_from = $19
        WHERE id = $1`,
    },
    [
      order.id,
      order.state,
      order.severity,
      order.assigneeId,
      order.partyId,
      order.postRole,
      order.handledBy,
      order.rule,
      order.dispatchExplanation,
      new Date(order.updatedMs),
      order.closedMs === null ? null : new Date(order.closedMs),
      order.version,
      order.beforeState,
      json(order.firstReceiver),
      order.suspendedMs === null ? null : new Date(order.suspendedMs),
      json(order.pending),
      order.returnsUsed,
      order.mergedInto,
      order.mergedFrom,
    ],
  );
}

export async function insertEvent(client: Queryable, event: EventRow): Promise<void> {
  await client.query(
    {
      name: 'order-event',
      text: `INSERT INTO work_order_event (work_order_id, version, action, from_state, to_state, actor, reason, detail,
          at, clocks, changes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    },
    [
      event.workOrderId,
      event.version,
      event.action,
      event.fromState,
      event.toState,
      event.actor,
      event.reason,
      json(event.detail),
      new Date(event.atMs),
      json(event.clocks),
      json(event.changes),
    ],
  );
}

/** Links an incident as live; false when another live order has it. */
export async function linkIncident(client: Queryable, orderId: string, incidentId: string): Promise<boolean> {
  const linked = await client.query(
    `INSERT INTO work_order_incident (work_order_id, incident_id) VALUES ($1, $2)
     ON CONFLICT (incident_id) WHERE live DO NOTHING RETURNING incident_id`,
    [orderId, incidentId],
  );
  return linked.rows.length > 0;
}

/** An ended order gives its incidents free; a reopened one takes back those that no other live order has taken. */
export async function setLinksLive(client: Queryable, orderId: string, live: boolean): Promise<void> {
  await client.query(
    live
      ? `UPDATE work_order_incident link SET live = true WHERE work_order_id = $1 AND NOT live AND NOT EXISTS (
           SELECT FROM work_order_incident other WHERE other.incident_id = link.incident_id AND other.live)`
      : 'UPDATE work_order_incident SET live = false WHERE work_order_id = $1 AND live',
    [orderId],
  );
}

function listedOf({ state, severity, gridCode, assigneeId }: OrderRow) {
  return { state, severity: severityOfRank(severity), gridCode, assigneeId };
}

/** What the feed tells of a change; subscribers filter by it. `before`: the order as it was, where the change is in it. */
export function feedEventOf(
  change: WorkOrderChangeKind,
  order: OrderRow,
  before: OrderRow = order,
): WorkOrderFeedEvent {
  const [now, was] = [listedOf(order), listedOf(before)];
  const same =
    was.state === now.state &&
    was.severity === now.severity &&
    was.gridCode === now.gridCode &&
    was.assigneeId === now.assigneeId;
  return {
    ...{ topic: 'workOrder', change, workOrderId: order.id, ...now },
    ...(same ? {} : { before: was }),
  };
}
