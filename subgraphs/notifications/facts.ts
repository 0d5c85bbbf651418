import Type, { type Static } from 'typebox';
import type { ClockBook } from '../../core/clock-engine-policy.ts';
import { clockViews } from '../../core/clock-engine-view.ts';
import { HubError } from '../../core/errors.ts';
import { Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { clockEventsOfOrders } from '../workorders/timers.ts';

const IncidentFacts = Type.Object({
  id: Type.String(),
  type: Type.String(),
  severity: Type.Integer(),
  status: Type.Enum(['ACTUAL', 'TEST', 'EXERCISE']),
  state: Type.Enum(['ACTIVE', 'CLEARED']),
  acknowledged: Type.Boolean(),
  falseAlarm: Type.Boolean(),
  suppressed: Type.Boolean(),
  inMaintenance: Type.Boolean(),
  shelvedUntil: nullable(Instant),
  count: Type.Integer(),
  openedAt: Instant,
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  deviceId: Type.String(),
  deviceName: nullable(Type.String()),
  channel: Type.String(),
  gridCode: nullable(Type.String()),
  gridName: nullable(Type.String()),
});
export type IncidentFacts = Static<typeof IncidentFacts>;
const incidentRows = rowsOf(IncidentFacts);

/** The incident as it is now; null when there is none (any more). */
export async function incidentFacts(client: Queryable, id: string): Promise<IncidentFacts | null> {
  const sql = `SELECT i.id, i.type, i.severity, i.status, i.state, i.acknowledged, i.false_alarm AS "falseAlarm",
      i.suppressed_by IS NOT NULL AS suppressed, i.maintenance_id IS NOT NULL AS "inMaintenance",
      i.shelved_until AS "shelvedUntil", i.count, i.opened_at AS "openedAt", i.first_seen_at AS "firstSeenAt",
      i.last_seen_at AS "lastSeenAt", i.device_id AS "deviceId", device.name AS "deviceName", i.channel,
      i.grid_code AS "gridCode", grid.name AS "gridName"
    FROM incident i LEFT JOIN device ON device.id = i.device_id LEFT JOIN grid ON grid.code = i.grid_code
    WHERE i.id = $1`;
  return incidentRows(await client.query(sql, [id]))[0] ?? null;
}

const OrderFacts = Type.Object({
  id: Type.String(),
  caseNumber: Type.String(),
  title: Type.String(),
  matter: Type.String(),
  profile: Type.String(),
  profileVersion: Type.Integer(),
  state: Type.String(),
  severity: Type.Integer(),
  assigneeId: nullable(Type.String()),
  closed: Type.Boolean(),
  gridCode: nullable(Type.String()),
  gridName: nullable(Type.String()),
  /** Types of the incidents behind it. */
  types: Type.Array(Type.String()),
  /** Every incident behind it is a test or an exercise. */
  onlyTests: Type.Boolean(),
});
export type OrderFacts = Static<typeof OrderFacts>;
const orderRows = rowsOf(OrderFacts);

export async function orderFacts(client: Queryable, id: string): Promise<OrderFacts | null> {
  const sql = `SELECT w.id, w.case_number AS "caseNumber", w.title, w.matter, w.profile,
      w.profile_version AS "profileVersion", w.state, w.severity,
      w.assignee_id AS "assigneeId", w.closed_at IS NOT NULL AS closed, w.grid_code AS "gridCode",
      grid.name AS "gridName", coalesce(behind.types, '{}') AS types, coalesce(behind.tests, false) AS "onlyTests"
    FROM work_order w LEFT JOIN grid ON grid.code = w.grid_code
    LEFT JOIN LATERAL (
      SELECT array_agg(DISTINCT i.type) AS types, bool_and(i.status <> 'ACTUAL') AS tests
      FROM work_order_incident l JOIN incident i ON i.id = l.incident_id WHERE l.work_order_id = w.id) behind ON true
    WHERE w.id = $1`;
  return orderRows(await client.query(sql, [id]))[0] ?? null;
}

/** A promise of an order that is not yet kept. */
export interface DueClock {
  kind: string;
  dueAt: string;
  state: string;
}

/** The clocks of an order that run, and when each is due; none where its policies are not there: it is told all the same. */
export async function dueClocks(
  client: Queryable,
  orderId: string,
  book: ClockBook,
  nowMs: number,
): Promise<DueClock[]> {
  const events = (await clockEventsOfOrders(client, [orderId])).get(orderId) ?? [];
  try {
    return clockViews(events, book, nowMs).flatMap(({ run, live, state, dueAtMs }) =>
      live && dueAtMs !== null ? [{ kind: run.kind, dueAt: new Date(dueAtMs).toISOString(), state }] : [],
    );
  } catch (error) {
    if (error instanceof HubError) return [];
    throw error;
  }
}
