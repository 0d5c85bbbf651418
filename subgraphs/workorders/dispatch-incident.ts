import type pg from 'pg';
import Type, { type Static } from 'typebox';
import {
  type DispatchFacts,
  decideDispatch,
  type NoOrder,
  type OpenOrder,
  rulesFor,
} from '../../core/dispatch.ts';
import { type Ladder, ladderFor } from '../../core/duty-ladder.ts';
import { zoneOffsetMs } from '../../core/event-time.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { SEVERITY_ZH, severityOfRank } from '../../core/severity.ts';
import { nullable, type Queryable, rowsOf } from '../rows.ts';
import { explainDuty, findOnDuty, inBoth } from './assign.ts';
import { nextTryMs, raiseAlarm, refusal } from './dispatch-alarm.ts';
import { openOrder } from './open.ts';
import { ordersOfIncidents } from './reads.ts';
import { type Step, takeStep } from './steps.ts';
import { linkIncident, lockOrder } from './writes.ts';

/** The actor in the history of what no person did. */
export const DISPATCHER = 'dispatcher';

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
  return incidentRows(await client.query(sql, [id]))[0] ?? null;
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

/** When the event was told, and when it is handled; epoch ms. And the rules in force then. */
export interface DispatchTimes {
  toldMs: number;
  nowMs: number;
  zone: string;
  book: GovernanceBook;
}

/** 0-23 on the clocks of the site. */
export function localHourOf(atMs: number, zone: string): number {
  return new Date(atMs + zoneOffsetMs(zone, atMs)).getUTCHours();
}

async function liveOrderOf(client: pg.PoolClient, incidentId: string) {
  const [order] = await ordersOfIncidents(client, [incidentId]);
  return order === undefined || order.closedMs !== null ? null : lockOrder(client, order.id);
}

/** A rule without a ladder. */
export const WITH_OPERATIONS = {
  zh: '由运行中心查明位置后派单',
  en: 'the operations centre finds the place and dispatches it',
};

/** The ladder of the place for what the rule decided; null where the rule leaves it with the operations centre. */
function ladderOf(
  incident: IncidentRow,
  decision: OpenOrder,
  { book, toldMs, nowMs, zone }: DispatchTimes,
): Ladder | null {
  if (decision.ladder === null) return null;
  const facts = {
    gridCode: incident.gridCode,
    matter: decision.matter,
    type: incident.type,
    localHour: localHourOf(toldMs, zone),
    named: decision.ladder,
  };
  return ladderFor(book.ladders, facts, nowMs);
}

/** Opens the order, links it, sends it to whoever is on duty. Null when another live order has the incident. */
async function open(client: pg.PoolClient, incident: IncidentRow, decision: OpenOrder, times: DispatchTimes) {
  const { toldMs, nowMs, zone } = times;
  const ladder = ladderOf(incident, decision, times);
  const question = { gridCode: incident.gridCode, steps: ladder?.steps ?? [], nowMs, zone };
  const found = await findOnDuty(client, question);
  const { assignee, answer } = found;
  const duty = ladder === null ? WITH_OPERATIONS : explainDuty(assignee, answer.skipped, answer);
  const text = inBoth({
    zh: `${decision.explanationZh}；${duty.zh}`,
    en: `${decision.explanationEn}; ${duty.en}`,
  });
  const opened = await openOrder(
    client,
    {
      state: 'FILED',
      profile: decision.profile,
      source: 'INCIDENT',
      matter: decision.matter,
      title: incident.deviceName === null ? decision.titleZh : `${decision.titleZh} ${incident.deviceName}`,
      description: null,
      severity: decision.severity,
      gridCode: incident.gridCode,
      rule: decision.rule,
      explanation: text,
      reportedBy: null,
      actor: DISPATCHER,
      detail: {
        incidentId: incident.id,
        rule: decision.rule,
        document: decision.document,
        ...(ladder === null ? {} : { ladder: `${ladder.code}@${ladder.version}` }),
      },
      clocksFromMs: toldMs,
      atMs: nowMs,
      zone,
    },
    times.book,
  );
  if (!(await linkIncident(client, opened.id, incident.id))) return null;
  const alarm = { reason: duty, ladder, nextTryMs: nextTryMs(found, nowMs, zone) };
  if (assignee === null) {
    await raiseAlarm(client, opened, alarm, nowMs);
    return opened;
  }
  const { personId, postRole } = assignee;
  const sentBy = ladder === null ? {} : { ladder: `${ladder.code}@${ladder.version}` };
  const step: Step = {
    action: 'DISPATCH',
    actor: DISPATCHER,
    input: { assignee },
    detail: { personId, postRole, ...sentBy },
    explanation: { rule: decision.rule, text },
    atMs: nowMs,
  };
  try {
    return await takeStep(client, opened, step, times.book);
  } catch (error) {
    // its profile wants something first: a gate, an approval
    const why = refusal(error);
    if (why === null) throw error;
    await raiseAlarm(client, opened, { ...alarm, reason: why, ladder: null }, nowMs);
    return opened;
  }
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
  await takeStep(client, order, step, times.book);
  return { did: 'escalated', workOrderId };
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
  const order = await open(client, incident, decision, times);
  if (order === null) {
    await client.query('ROLLBACK TO SAVEPOINT opening');
    return { did: 'nothing' };
  }
  await client.query('RELEASE SAVEPOINT opening');
  return {
    did: order.assigneeId === null ? 'unassigned' : 'opened',
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
  await takeStep(
    client,
    order,
    {
      action: 'VOID',
      actor: DISPATCHER,
      input: {
        reason: '事件为误报，尚无人接单 (the incident is a false alarm and nobody had taken the order)',
      },
      detail: { incidentId },
      atMs: times.nowMs,
    },
    times.book,
  );
  return { did: 'voided', workOrderId: order.id };
}
