import type { IncidentEventRecord, IncidentState } from '../core/incident.ts';
import { encodeEngine } from '../core/incident-engine.ts';
import { nextDueMs } from '../core/incident-timers.ts';
import { severityRank } from '../core/severity.ts';
import type { KnownIncident } from './incident-cache.ts';
import type { Sink } from './round.ts';
import { plainArray, textArray } from './sql.ts';

// Here nothing is `async`: what fails while a statement is put together must be thrown before a round is sent without it.

const at = (column: string) => `to_timestamp(${column} / 1000)`;

/** announced, flapping, severity_reason, suppressed_by, shelved, maintenance_id, maintenance_until, due, engine */
function engineColumns(states: readonly IncidentState[]): string[] {
  return [
    plainArray(states.map((state) => state.announced)),
    plainArray(states.map((state) => state.flapping)),
    textArray(states.map((state) => state.severityReason)),
    textArray(states.map((state) => state.suppressedBy)),
    plainArray(states.map((state) => state.shelvedUntilMs)),
    textArray(states.map((state) => state.maintenanceId)),
    plainArray(states.map((state) => state.maintenanceUntilMs)),
    plainArray(states.map(nextDueMs)),
    textArray(states.map(encodeEngine)),
  ];
}

/** The machine's part of whole incidents; what people wrote stays unless a reopening voids it. */
function updateText(due: string, condition: string): string {
  return `UPDATE incident i SET
        grid_code = t.grid_code, community_code = t.community_code, severity = t.severity, state = t.state,
        acknowledged = t.acknowledged,
        acknowledged_at = CASE WHEN t.acknowledged THEN i.acknowledged_at END,
        acknowledged_by = CASE WHEN t.acknowledged THEN i.acknowledged_by END,
        count = t.count, first_seen_at = ${at('t.first_seen')}, last_seen_at = ${at('t.last_seen')},
        last_alert_id = t.last_alert_id, last_clear_at = ${at('t.last_clear')}, cleared_at = ${at('t.cleared')},
        cleared_by = CASE WHEN i.state = t.state THEN i.cleared_by END,
        clear_reason = CASE WHEN i.state = t.state THEN i.clear_reason END,
        false_alarm = t.false_alarm, pulse_due_at = ${at('t.pulse_due')}, version = t.version,
        announced = t.announced, flapping = t.flapping, severity_reason = t.severity_reason,
        suppressed_by = t.suppressed_by, shelved_until = ${at('t.shelved')},
        shelve_reason = CASE WHEN t.shelved IS NOT NULL THEN i.shelve_reason END,
        maintenance_id = t.maintenance_id, maintenance_until = ${at('t.maintenance_until')},
        due_at = ${due}, engine = t.engine::jsonb
      FROM unnest($1::text[], $2::text[], $3::text[], $4::smallint[], $5::text[], $6::boolean[], $7::int[],
        $8::float8[], $9::float8[], $10::text[], $11::float8[], $12::float8[], $13::boolean[], $14::float8[], $15::int[],
        $16::boolean[], $17::boolean[], $18::text[], $19::text[], $20::float8[], $21::text[], $22::float8[], $23::float8[],
        $24::text[], $25::xid[])
        AS t(id, grid_code, community_code, severity, state, acknowledged, count, first_seen, last_seen, last_alert_id,
          last_clear, cleared, false_alarm, pulse_due, version, announced, flapping, severity_reason, suppressed_by,
          shelved, maintenance_id, maintenance_until, due, engine, xmin)
      WHERE ${condition}`;
}

function updateValues(states: readonly IncidentState[]): string[] {
  return [
    textArray(states.map((state) => state.id)),
    textArray(states.map((state) => state.gridCode)),
    textArray(states.map((state) => state.communityCode)),
    plainArray(states.map((state) => severityRank(state.severity))),
    textArray(states.map((state) => state.state)),
    plainArray(states.map((state) => state.acknowledged)),
    plainArray(states.map((state) => state.count)),
    plainArray(states.map((state) => state.firstSeenMs)),
    plainArray(states.map((state) => state.lastSeenMs)),
    textArray(states.map((state) => state.lastAlertId)),
    plainArray(states.map((state) => state.lastClearMs)),
    plainArray(states.map((state) => state.clearedMs)),
    plainArray(states.map((state) => state.falseAlarm)),
    plainArray(states.map((state) => state.pulseDueMs)),
    plainArray(states.map((state) => state.version)),
    ...engineColumns(states),
  ];
}

/** Writes incidents that the caller has locked. */
export function updateIncidents(sink: Sink, states: readonly IncidentState[]): Promise<unknown> {
  if (states.length === 0) return Promise.resolve();
  return sink.query({
    name: 'ingest_update_incidents',
    text: updateText(at('t.due'), 'i.id = t.id'),
    values: [...updateValues(states), '{}'],
  });
}

/** An incident as it is to be, and as it is known to have been. */
export interface IncidentUpdate {
  state: IncidentState;
  known: KnownIncident;
}

/**
 * A timer that moves on keeps its old place in the index, and whoever finds it there puts it right: each repeat of a
 * pulse moves its silence, and would otherwise touch an index.
 */
const EARLY_DUE = `CASE WHEN t.due IS NOT NULL THEN LEAST(i.due_at, ${at('t.due')}) END`;
/** The row is the one that was known: any change since, by whomever, has left another xmin. */
const UNCHANGED = 'i.id = t.id AND i.xmin = t.xmin';

function checked(update: string, expected: string): string {
  return `WITH done AS (${update} RETURNING 1) SELECT expect_rows((SELECT count(*) FROM done), ${expected}::int)`;
}

/** Nothing changed that a plain repeat leaves alone. Arrays are those of flapping: nearly always both empty. */
function isPlainRepeat({ state, known: { state: before } }: IncidentUpdate): boolean {
  return (
    state.severity === before.severity &&
    state.state === before.state &&
    state.acknowledged === before.acknowledged &&
    state.gridCode === before.gridCode &&
    state.communityCode === before.communityCode &&
    state.firstSeenMs === before.firstSeenMs &&
    state.lastClearMs === before.lastClearMs &&
    state.clearedMs === before.clearedMs &&
    state.falseAlarm === before.falseAlarm &&
    state.announced === before.announced &&
    state.flapping === before.flapping &&
    state.severityReason === before.severityReason &&
    state.suppressedBy === before.suppressedBy &&
    state.shelvedUntilMs === before.shelvedUntilMs &&
    state.maintenanceId === before.maintenanceId &&
    state.maintenanceUntilMs === before.maintenanceUntilMs &&
    encodeEngine(state) === encodeEngine(before)
  );
}

/**
 * Writes incidents on the condition that nobody has changed them since they were read.
 * @throws DatabaseError 40001 (serialization_failure) when somebody has
 */
export function updateKnownIncidents(sink: Sink, updates: readonly IncidentUpdate[]): Promise<unknown> {
  const repeats: IncidentUpdate[] = [];
  const others: IncidentUpdate[] = [];
  for (const update of updates) (isPlainRepeat(update) ? repeats : others).push(update);
  const sent: Promise<unknown>[] = [];
  if (others.length > 0) {
    const values = updateValues(others.map(({ state }) => state));
    sent.push(
      sink.query({
        name: 'ingest_update_known',
        text: checked(updateText(EARLY_DUE, UNCHANGED), '$26'),
        values: [...values, textArray(others.map(({ known }) => known.xmin)), String(others.length)],
      }),
    );
  }
  if (repeats.length > 0) {
    sent.push(
      sink.query({
        name: 'ingest_repeat_known',
        text: checked(
          `UPDATE incident i SET count = t.count, last_seen_at = ${at('t.last_seen')}, last_alert_id = t.last_alert_id,
            pulse_due_at = ${at('t.pulse_due')}, due_at = ${EARLY_DUE}, version = t.version
          FROM unnest($1::text[], $2::xid[], $3::int[], $4::float8[], $5::text[], $6::float8[], $7::float8[], $8::int[])
            AS t(id, xmin, count, last_seen, last_alert_id, pulse_due, due, version)
          WHERE ${UNCHANGED}`,
          '$9',
        ),
        values: [
          textArray(repeats.map(({ state }) => state.id)),
          textArray(repeats.map(({ known }) => known.xmin)),
          plainArray(repeats.map(({ state }) => state.count)),
          plainArray(repeats.map(({ state }) => state.lastSeenMs)),
          textArray(repeats.map(({ state }) => state.lastAlertId)),
          plainArray(repeats.map(({ state }) => state.pulseDueMs)),
          plainArray(repeats.map(({ state }) => nextDueMs(state))),
          plainArray(repeats.map(({ state }) => state.version)),
          String(repeats.length),
        ],
      }),
    );
  }
  return Promise.all(sent);
}

/** @throws DatabaseError 40001 when somebody has changed one of them since it was read; they stay locked until COMMIT */
export function expectUnchanged(sink: Sink, known: readonly KnownIncident[]): Promise<unknown> {
  if (known.length === 0) return Promise.resolve();
  return sink.query({
    name: 'ingest_expect_unchanged',
    text: `SELECT expect_rows((SELECT count(*) FROM (
        SELECT 1 FROM unnest($1::text[], $2::xid[]) AS t(id, xmin) JOIN incident i ON ${UNCHANGED} FOR UPDATE OF i
      ) x), $3::int)`,
    values: [
      textArray(known.map(({ state }) => state.id)),
      textArray(known.map(({ xmin }) => xmin)),
      String(known.length),
    ],
  });
}

/** @throws DatabaseError 23505 on incident_open_key when another process opened one of the key meanwhile */
export function insertIncidents(sink: Sink, states: readonly IncidentState[]): Promise<unknown> {
  if (states.length === 0) return Promise.resolve();
  return sink.query({
    name: 'ingest_insert_incidents',
    text: `INSERT INTO incident (id, device_id, channel, type, grid_code, community_code, severity, state, count,
        first_seen_at, last_seen_at, last_alert_id, last_clear_at, cleared_at, status, pulse_due_at, opened_at, version,
        announced, flapping, severity_reason, suppressed_by, shelved_until, maintenance_id, maintenance_until, due_at, engine)
      SELECT id, device_id, channel, type, grid_code, community_code, severity, state, count,
        ${at('first_seen')}, ${at('last_seen')}, last_alert_id, ${at('last_clear')}, ${at('cleared')}, status,
        ${at('pulse_due')}, ${at('opened')}, version, announced, flapping, severity_reason, suppressed_by, ${at('shelved')},
        maintenance_id, ${at('maintenance_until')}, ${at('due')}, engine::jsonb
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::text[],
        $9::int[], $10::float8[], $11::float8[], $12::text[], $13::float8[], $14::float8[], $15::text[], $16::float8[],
        $17::float8[], $18::int[], $19::boolean[], $20::boolean[], $21::text[], $22::text[], $23::float8[], $24::text[],
        $25::float8[], $26::float8[], $27::text[])
        AS t(id, device_id, channel, type, grid_code, community_code, severity, state, count, first_seen, last_seen,
          last_alert_id, last_clear, cleared, status, pulse_due, opened, version, announced, flapping, severity_reason,
          suppressed_by, shelved, maintenance_id, maintenance_until, due, engine)`,
    values: [
      textArray(states.map((state) => state.id)),
      textArray(states.map((state) => state.deviceId)),
      textArray(states.map((state) => state.channel)),
      textArray(states.map((state) => state.type)),
      textArray(states.map((state) => state.gridCode)),
      textArray(states.map((state) => state.communityCode)),
      plainArray(states.map((state) => severityRank(state.severity))),
      textArray(states.map((state) => state.state)),
      plainArray(states.map((state) => state.count)),
      plainArray(states.map((state) => state.firstSeenMs)),
      plainArray(states.map((state) => state.lastSeenMs)),
      textArray(states.map((state) => state.lastAlertId)),
      plainArray(states.map((state) => state.lastClearMs)),
      plainArray(states.map((state) => state.clearedMs)),
      textArray(states.map((state) => state.status)),
      plainArray(states.map((state) => state.pulseDueMs)),
      plainArray(states.map((state) => state.openedMs)),
      plainArray(states.map((state) => state.version)),
      ...engineColumns(states),
    ],
  });
}

/** The history of incidents: what changed. Plain repeats are not written: the count and the alert log tell them. */
export function appendIncidentEvents(sink: Sink, events: readonly IncidentEventRecord[]): Promise<unknown> {
  const kept = events.filter((event) => event.change !== 'REPEATED');
  if (kept.length === 0) return Promise.resolve();
  return sink.query({
    name: 'ingest_incident_events',
    text: `INSERT INTO incident_event (incident_id, change, event_at, actor, reason, severity, count)
      SELECT id, change, ${at('at')}, actor, reason, severity, count
      FROM unnest($1::text[], $2::text[], $3::float8[], $4::text[], $5::text[], $6::smallint[], $7::int[])
        AS t(id, change, at, actor, reason, severity, count)`,
    values: [
      textArray(kept.map((event) => event.incidentId)),
      textArray(kept.map((event) => event.change)),
      plainArray(kept.map((event) => event.eventMs)),
      textArray(kept.map((event) => event.actor)),
      textArray(kept.map((event) => event.reason)),
      plainArray(kept.map((event) => severityRank(event.severity))),
      plainArray(kept.map((event) => event.count)),
    ],
  });
}
