import { HubError } from '../../core/errors.ts';
import type { IncidentFeedEvent } from '../../core/feed-event.ts';
import type { IncidentChange, IncidentEventRecord, IncidentState } from '../../core/incident.ts';
import { encodeEngine } from '../../core/incident-engine.ts';
import { nextDueMs } from '../../core/incident-timers.ts';
import { inScope, type Principal } from '../../core/permissions.ts';
import { severityRank } from '../../core/severity.ts';
import { appendFeed } from '../../runtime/feed.ts';
import type { Db } from '../../runtime/postgres.ts';
import { askableId } from '../access.ts';
import type { Queryable } from '../rows.ts';
import { INCIDENT_COLUMNS, type IncidentRow, readIncidents, stateOfRow } from './incident-store.ts';

export interface ActInput {
  incidentId: string;
  expectedVersion?: number | null | undefined;
}

/** Who did what and why: what a row keeps beside the engine's state. */
function told(row: IncidentRow, { change, actor, reason, eventMs }: IncidentEventRecord): IncidentRow {
  switch (change) {
    case 'ACKNOWLEDGED':
      return { ...row, acknowledgedAt: new Date(eventMs), acknowledgedBy: actor };
    case 'SHELVED':
      return { ...row, shelveReason: reason };
    case 'CLEARED':
      return { ...row, clearedBy: actor, clearReason: reason };
    case 'FALSE_ALARM':
      return { ...row, clearedBy: row.state === 'ACTIVE' ? actor : row.clearedBy, clearReason: reason };
    default:
      return row;
  }
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}

async function save(tx: Queryable, row: IncidentRow, state: IncidentState): Promise<IncidentRow | undefined> {
  const sql = `UPDATE incident SET state = $2, acknowledged = $3, acknowledged_at = $4, acknowledged_by = $5,
      last_clear_at = $6, cleared_at = $7, cleared_by = $8, clear_reason = $9, shelved_until = $10,
      shelve_reason = $11, false_alarm = $12, pulse_due_at = $13, version = $14, announced = $15, flapping = $16, suppressed_by = $17,
      maintenance_id = $18, maintenance_until = $19, due_at = $20, engine = $21
    WHERE id = $1 RETURNING ${INCIDENT_COLUMNS}`;
  const saved = await tx.query(sql, [
    row.id,
    state.state,
    state.acknowledged,
    row.acknowledgedAt,
    row.acknowledgedBy,
    dateOf(state.lastClearMs),
    dateOf(state.clearedMs),
    row.clearedBy,
    row.clearReason,
    dateOf(state.shelvedUntilMs),
    row.shelveReason,
    state.falseAlarm,
    dateOf(state.pulseDueMs),
    state.version,
    state.announced,
    state.flapping,
    state.suppressedBy,
    state.maintenanceId,
    dateOf(state.maintenanceUntilMs),
    dateOf(nextDueMs(state)),
    encodeEngine(state),
  ]);
  return readIncidents(saved)[0];
}

async function log(tx: Queryable, events: readonly IncidentEventRecord[]): Promise<void> {
  for (const event of events) {
    await tx.query(
      `INSERT INTO incident_event (incident_id, change, event_at, actor, reason, severity, count)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        event.incidentId,
        event.change,
        new Date(event.eventMs),
        event.actor,
        event.reason,
        severityRank(event.severity),
        event.count,
      ],
    );
  }
}

/** Whether lists show it without being asked for what is waited on. */
function isTold({ announced, suppressedBy }: IncidentState): boolean {
  return announced || suppressedBy !== null;
}

/** What the feed tells of a person's act; subscribers filter by it. */
export function feedEventOf(
  before: IncidentState,
  state: IncidentState,
  event: IncidentEventRecord,
): IncidentFeedEvent {
  const { deviceId, channel, type, severity, count, gridCode } = state;
  return {
    ...{ topic: 'incident', change: event.change, incidentId: state.id, alertId: event.alertId },
    ...{ deviceId, channel, type, severity, state: state.state, count, gridCode },
    ...(isTold(state) ? {} : { told: false }),
    before: { state: before.state, told: isTold(before) },
  };
}

/**
 * A person's act on an incident: load and lock, let core decide, save with its history line and its feed row in one
 * transaction. An act that changes nothing writes nothing.
 * @throws HubError NOT_FOUND (also when it lies outside the caller's grids) | CONFLICT | what `act` refuses
 */
export async function actOnIncident(
  db: Db,
  by: Principal,
  { incidentId, expectedVersion }: ActInput,
  act: (state: IncidentState) => IncidentChange,
): Promise<IncidentRow> {
  const missing = new HubError('NOT_FOUND', { what: 'incident', id: incidentId, whatZh: '事件' });
  const id = askableId(incidentId);
  if (id === null) throw missing;
  return db.tx(async (tx) => {
    const sql = `SELECT ${INCIDENT_COLUMNS} FROM incident WHERE id = $1 FOR UPDATE`;
    const row = readIncidents(await tx.query(sql, [id]))[0];
    if (row === undefined || !inScope(by, row.gridCode)) throw missing;
    const expected = expectedVersion ?? row.version;
    if (expected !== row.version) {
      throw new HubError('CONFLICT', { what: 'incident', id, expected, actual: row.version, whatZh: '事件' });
    }
    const before = stateOfRow(row);
    const { state, events } = act(before);
    if (events.length === 0) return row;
    const saved = await save(tx, events.reduce(told, row), state);
    if (saved === undefined) throw missing;
    await log(tx, events);
    await appendFeed(
      tx,
      events.filter((event) => !event.quiet).map((event) => feedEventOf(before, state, event)),
    );
    return saved;
  });
}
