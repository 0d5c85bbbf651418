import type pg from 'pg';
import Type, { type Static } from 'typebox';
import { type DispatchFacts, decideDispatch, type NoOrder, rulesFor } from '../../core/dispatch.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { SEVERITY_ZH, severityOfRank } from '../../core/severity.ts';
import { nullable, type Queryable, rowsOf } from '../rows.ts';
import { inBoth } from './assign.ts';
import { refusal } from './dispatch-alarm.ts';
import { DISPATCHER, type DispatchTimes, localHourOf, openDispatched } from './dispatch-open.ts';
import { ordersOfIncidents } from './reads.ts';
import type { OrderRow } from './rows.ts';
import { type Step, takeStep } from './steps.ts';
import { lockOrder } from './writes.ts';

export { DISPATCHER, type DispatchTimes, localHourOf, WITH_OPERATIONS } from './dispatch-open.ts';

const IncidentRow = Type.Object({
  id: Type.String(),
  type: Type.String(),
  severity: Type.Integer(),
  gridCode: nullable(Type.String()),
  status: Type.Enum(['ACTUAL', 'TEST', 'EXERCISE']),
  state: Type.Enum(['ACTIVE', 'CLEARED']),
  falseAlarm: Type.Boolean(),
  suppressedBy: nullable(Type.String()),
  maintenanceId: nullable(Type.String()),
  shelvedMs: nullable(Type.Number()),
  openedMs: Type.Number(),
  lastSeenMs: Type.Number(),
  deviceName: nullable(Type.String()),
  deviceState: nullable(Type.String()),
});
export type IncidentRow = Static<typeof IncidentRow>;
const incidentRows = rowsOf(IncidentRow);

/**
 * The incident as it is now. Not locked: ingest locks incidents in the order of their keys and the feed tells them in
 * another, so holding two would deadlock with it; the unique index keeps to one live order, and what changes after
 * this read is told by the feed's next event.
 */
export async function readIncident(client: Queryable, id: string): Promise<IncidentRow | null> {
  const sql = `SELECT incident.id, incident.type, incident.severity, incident.grid_code AS "gridCode", incident.status,
      incident.state, incident.false_alarm AS "falseAlarm", incident.suppressed_by AS "suppressedBy",
      incident.maintenance_id AS "maintenanceId",
      (extract(epoch FROM incident.shelved_until) * 1000)::float8 AS "shelvedMs",
      (extract(epoch FROM incident.opened_at) * 1000)::float8 AS "openedMs",
      (extract(epoch FROM incident.last_seen_at) * 1000)::float8 AS "lastSeenMs", device.name AS "deviceName", device.state AS "deviceState"
    FROM incident LEFT JOIN device ON device.id = incident.device_id WHERE incident.id = $1`;
  return incidentRows(await client.query({ name: 'dispatch-incident', text: sql }, [id]))[0] ?? null;
}

/** What the dispatch rules look at. */
export function factsOfIncident(incident: IncidentRow, localHour: number): DispatchFacts {
  return {
    type: incident.type,
    severity: severityOfRank(incident.severity),
    gridCode: incident.gridCode,
    status: incident.status,
    deviceClaimed: incident.deviceState === 'CLAIMED',
    localHour,
    lateHours: Math.max(0, incident.openedMs - incident.lastSeenMs) / 3_600_000,
  };
}

/** What the dispatcher did about one event. */
export type Outcome =
  | { did: 'opened' | 'unassigned'; rule: string; workOrderId: string }
  | { did: 'none'; rule: string }
  /** Explained by another incident, in planned maintenance, or shelved: nobody is sent, for now. */
  | { did: 'held'; rule: 'suppressed' | 'maintenance' | 'shelved' }
  | { did: 'escalated' | 'voided'; workOrderId: string }
  | { did: 'nothing' };

async function liveOrderOf(client: pg.PoolClient, incidentId: string) {
  const [order] = await ordersOfIncidents(client, [incidentId]);
  return order === undefined || order.closedMs !== null ? null : lockOrder(client, order.id);
}

/** Raises the severity of an incident's live order to the incident's. */
async function escalate(
  client: pg.PoolClient,
  workOrderId: string,
  incident: IncidentRow,
  times: DispatchTimes,
): Promise<Outcome> {
  const order = await lockOrder(client, workOrderId);
  if (order === null || order.closedMs !== null || order.severity >= incident.severity)
    return { did: 'nothing' };
  const from = severityOfRank(order.severity);
  const to = severityOfRank(incident.severity);
  const reason = `${SEVERITY_ZH[from]} → ${SEVERITY_ZH[to]} (${from} -> ${to})`;
  const step: Step = {
    action: 'REGRADE',
    actor: DISPATCHER,
    input: { severity: to, reason },
    detail: { incidentId: incident.id, from, to },
    atMs: times.nowMs,
  };
  const raised = await takenUnlessRefused(client, order, step, times.book);
  return raised ? { did: 'escalated', workOrderId } : { did: 'nothing' };
}

/** Takes a step of the dispatcher's own, where the order's profile has it; false where it has not. */
async function takenUnlessRefused(
  client: pg.PoolClient,
  order: OrderRow,
  step: Step,
  book: GovernanceBook,
): Promise<boolean> {
  try {
    await takeStep(client, order, step, book);
    return true;
  } catch (error) {
    if (refusal(error) === null) throw error;
    return false;
  }
}

/** Why nobody is sent for an incident now; null when somebody may be. A rise in severity breaks a shelf. */
function heldBy(incident: IncidentRow, nowMs: number, rise: boolean): Outcome | null {
  if (incident.suppressedBy !== null) return { did: 'held', rule: 'suppressed' };
  if (incident.maintenanceId !== null) return { did: 'held', rule: 'maintenance' };
  if (!rise && (incident.shelvedMs ?? 0) > nowMs) return { did: 'held', rule: 'shelved' };
  return null;
}

/** Says in the incident's history why nobody was sent, once. */
async function noteUndispatched(
  client: pg.PoolClient,
  incident: IncidentRow,
  { explanationZh, explanationEn }: NoOrder,
  nowMs: number,
): Promise<void> {
  await client.query(
    `INSERT INTO incident_event (incident_id, change, event_at, actor, reason, severity)
     SELECT $1, 'NOT_DISPATCHED', to_timestamp($2::float8 / 1000), $3, $4, $5
     WHERE NOT EXISTS (SELECT 1 FROM incident_event WHERE incident_id = $1 AND change = 'NOT_DISPATCHED')`,
    [incident.id, nowMs, DISPATCHER, inBoth({ zh: explanationZh, en: explanationEn }), incident.severity],
  );
}

/**
 * An incident was opened, came again, or grew: at most one live order, of the incident's severity. Safe to repeat.
 * A source that has cleared meanwhile changes nothing: somebody still looks.
 */
export async function dispatchIncident(
  client: pg.PoolClient,
  incidentId: string,
  times: DispatchTimes,
  rise = false,
): Promise<Outcome> {
  const incident = await readIncident(client, incidentId);
  if (incident === null || incident.falseAlarm) return { did: 'nothing' };
  const live = await liveOrderOf(client, incidentId);
  if (live !== null) return escalate(client, live.id, incident, times);
  const held = heldBy(incident, times.nowMs, rise);
  if (held !== null) return held;
  const facts = factsOfIncident(incident, localHourOf(times.toldMs, times.zone));
  const decision = decideDispatch(facts, rulesFor(times.book.dispatch, incident.gridCode, times.nowMs));
  if (!decision.open) {
    if (decision.tell) await noteUndispatched(client, incident, decision, times.nowMs);
    return { did: 'none', rule: decision.rule };
  }
  await client.query('SAVEPOINT opening');
  const order = await openDispatched(client, incident, decision, times);
  if (order === null) {
    await client.query('ROLLBACK TO SAVEPOINT opening');
    return { did: 'nothing' };
  }
  await client.query('RELEASE SAVEPOINT opening');
  return {
    did: order.assigneeId === null && order.partyId === null ? 'unassigned' : 'opened',
    rule: decision.rule,
    workOrderId: order.id,
  };
}

/** It showed itself again: one for which nobody was sent because it came late is looked at anew. */
export async function dispatchRepeat(
  client: pg.PoolClient,
  incidentId: string,
  times: DispatchTimes,
): Promise<Outcome> {
  const noted = await client.query(
    "SELECT 1 FROM incident_event WHERE incident_id = $1 AND change = 'NOT_DISPATCHED' LIMIT 1",
    [incidentId],
  );
  return noted.rowCount === 0 ? { did: 'nothing' } : dispatchIncident(client, incidentId, times);
}

/** Its severity rose: as when it opens, even if it is shelved. */
export function dispatchRise(
  client: pg.PoolClient,
  incidentId: string,
  times: DispatchTimes,
): Promise<Outcome> {
  return dispatchIncident(client, incidentId, times, true);
}

/** What held it back is over: as when it opens, if it still goes on. */
export async function dispatchHeld(
  client: pg.PoolClient,
  incidentId: string,
  times: DispatchTimes,
): Promise<Outcome> {
  const incident = await readIncident(client, incidentId);
  return incident?.state === 'ACTIVE' ? dispatchIncident(client, incidentId, times) : { did: 'nothing' };
}

/** A false alarm takes back the order that nobody has taken yet; whoever is at work decides for themselves. */
export async function withdrawFalseAlarm(
  client: pg.PoolClient,
  incidentId: string,
  times: DispatchTimes,
): Promise<Outcome> {
  const incident = await readIncident(client, incidentId);
  const order = await liveOrderOf(client, incidentId);
  if (incident?.falseAlarm !== true || order === null) return { did: 'nothing' };
  if (order.state !== 'FILED' && order.state !== 'DISPATCHED') return { did: 'nothing' };
  const step: Step = {
    action: 'VOID',
    actor: DISPATCHER,
    input: {
      reason: '事件为误报，尚无人接单 (the incident is a false alarm and nobody had taken the order)',
    },
    detail: { incidentId },
    atMs: times.nowMs,
  };
  const voided = await takenUnlessRefused(client, order, step, times.book);
  return voided ? { did: 'voided', workOrderId: order.id } : { did: 'nothing' };
}
