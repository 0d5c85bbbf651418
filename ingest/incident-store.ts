import type { PoolClient } from 'pg';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { IncidentEventRecord, IncidentState } from '../core/incident.ts';
import { severityOfRank, severityRank } from '../core/severity.ts';
import { incidentKey } from './fold-batch.ts';
import { plainArray, textArray } from './sql.ts';

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

const IncidentRow = Compile(
  Type.Object({
    id: Type.String(),
    device_id: Type.String(),
    channel: Type.String(),
    type: Type.String(),
    grid_code: nullable(Type.String()),
    community_code: Type.String(),
    severity: Type.Number(),
    state: Type.Union([Type.Literal('ACTIVE'), Type.Literal('CLEARED')]),
    acknowledged: Type.Boolean(),
    count: Type.Number(),
    first_seen: Type.Number(),
    last_seen: Type.Number(),
    last_alert_id: Type.String(),
    last_clear: nullable(Type.Number()),
    cleared: nullable(Type.Number()),
    shelved_until: nullable(Type.Number()),
    false_alarm: Type.Boolean(),
    status: Type.Union([Type.Literal('ACTUAL'), Type.Literal('TEST'), Type.Literal('EXERCISE')]),
    pulse_due: nullable(Type.Number()),
    opened: Type.Number(),
    version: Type.Number(),
  }),
);

const ms = (column: string, name: string) => `(extract(epoch FROM x.${column}) * 1000)::float8 AS ${name}`;

/** Columns of `incident x` as IncidentRow reads them; times in epoch ms. */
const COLUMNS = [
  'x.id, x.device_id, x.channel, x.type, x.grid_code, x.community_code, x.severity, x.state, x.acknowledged, x.count',
  ms('first_seen_at', 'first_seen'),
  ms('last_seen_at', 'last_seen'),
  'x.last_alert_id',
  ms('last_clear_at', 'last_clear'),
  ms('cleared_at', 'cleared'),
  ms('shelved_until', 'shelved_until'),
  'x.false_alarm, x.status',
  ms('pulse_due_at', 'pulse_due'),
  ms('opened_at', 'opened'),
  'x.version',
].join(', ');

function stateOf(row: unknown): IncidentState {
  if (!IncidentRow.Check(row)) throw new TypeError('an incident row is not of the expected shape');
  return {
    id: row.id,
    deviceId: row.device_id,
    channel: row.channel,
    type: row.type,
    gridCode: row.grid_code,
    communityCode: row.community_code,
    severity: severityOfRank(row.severity),
    state: row.state,
    acknowledged: row.acknowledged,
    count: row.count,
    firstSeenMs: row.first_seen,
    lastSeenMs: row.last_seen,
    lastAlertId: row.last_alert_id,
    lastClearMs: row.last_clear,
    clearedMs: row.cleared,
    shelvedUntilMs: row.shelved_until,
    falseAlarm: row.false_alarm,
    status: row.status,
    pulseDueMs: row.pulse_due,
    openedMs: row.opened,
    version: row.version,
  };
}

/** What an incident is about, in parts. */
export interface KeyParts {
  deviceId: string;
  channel: string;
  type: string;
}

const KEYS = 'unnest($1::text[], $2::text[], $3::text[]) AS k(device_id, channel, type)';
const OF_KEY = 'device_id = k.device_id AND %.channel = k.channel AND %.type = k.type';
const ofKey = (alias: string) => `${alias}.${OF_KEY.replaceAll('%', alias)}`;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Locks and loads the newest incident of each key: the open one, else the one last seen latest. Rows are locked in key
 * order, so that two ingest processes that share keys wait for each other in line and not in a ring.
 */
export async function lockNewest(
  client: PoolClient,
  keys: readonly KeyParts[],
): Promise<Map<string, IncidentState>> {
  const found = new Map<string, IncidentState>();
  if (keys.length === 0) return found;
  const sorted = keys.toSorted(
    (a, b) => compare(a.deviceId, b.deviceId) || compare(a.channel, b.channel) || compare(a.type, b.type),
  );
  const values = (some: readonly KeyParts[]) => [
    textArray(some.map((key) => key.deviceId)),
    textArray(some.map((key) => key.channel)),
    textArray(some.map((key) => key.type)),
  ];
  const keep = (rows: readonly unknown[]) => {
    for (const row of rows) {
      const state = stateOf(row);
      found.set(incidentKey(state.deviceId, state.channel, state.type), state);
    }
  };
  const open = await client.query({
    name: 'ingest_open_incidents',
    text: `SELECT i.* FROM ${KEYS} CROSS JOIN LATERAL (
        SELECT ${COLUMNS} FROM incident x WHERE ${ofKey('x')} AND x.state = 'ACTIVE' LIMIT 1 FOR UPDATE
      ) i`,
    values: values(sorted),
  });
  keep(open.rows);

  const rest = sorted.filter((key) => !found.has(incidentKey(key.deviceId, key.channel, key.type)));
  if (rest.length === 0) return found;
  // Nothing is open that a lock could be held on, so the device itself is the lock: whoever opens an incident of it
  // holds this row until COMMIT, and what it wrote is seen by the next statement, which takes a new snapshot.
  await client.query({
    name: 'ingest_lock_devices',
    text: 'SELECT 1 FROM device WHERE id = ANY($1::text[]) ORDER BY id FOR NO KEY UPDATE',
    values: [textArray([...new Set(rest.map((key) => key.deviceId))])],
  });
  const newest = await client.query({
    name: 'ingest_newest_incidents',
    text: `SELECT i.* FROM ${KEYS} CROSS JOIN LATERAL (
        SELECT ${COLUMNS} FROM incident x WHERE x.id = COALESCE(
          (SELECT a.id FROM incident a WHERE ${ofKey('a')} AND a.state = 'ACTIVE' LIMIT 1),
          (SELECT b.id FROM incident b WHERE ${ofKey('b')} ORDER BY b.last_seen_at DESC LIMIT 1)
        ) FOR UPDATE
      ) i`,
    values: values(rest),
  });
  keep(newest.rows);
  return found;
}

/** Locks up to `limit` pulse incidents that are due at `nowMs`, the most overdue first, passing over locked ones. */
export async function lockDuePulses(
  client: PoolClient,
  nowMs: number,
  limit: number,
): Promise<IncidentState[]> {
  const { rows } = await client.query({
    name: 'ingest_due_pulses',
    text: `SELECT ${COLUMNS} FROM incident x
      WHERE x.state = 'ACTIVE' AND x.pulse_due_at <= to_timestamp($1::float8 / 1000)
      ORDER BY x.pulse_due_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
    values: [nowMs, limit],
  });
  return rows.map(stateOf);
}

const at = (column: string) => `to_timestamp(${column} / 1000)`;

/** Writes the machine's part of changed incidents; what people wrote stays unless a reopening voids it. */
export async function updateIncidents(client: PoolClient, states: readonly IncidentState[]): Promise<void> {
  if (states.length === 0) return;
  await client.query({
    name: 'ingest_update_incidents',
    text: `UPDATE incident i SET
        grid_code = t.grid_code, community_code = t.community_code, severity = t.severity, state = t.state,
        acknowledged = t.acknowledged,
        acknowledged_at = CASE WHEN t.acknowledged THEN i.acknowledged_at END,
        acknowledged_by = CASE WHEN t.acknowledged THEN i.acknowledged_by END,
        count = t.count, first_seen_at = ${at('t.first_seen')}, last_seen_at = ${at('t.last_seen')},
        last_alert_id = t.last_alert_id, last_clear_at = ${at('t.last_clear')}, cleared_at = ${at('t.cleared')},
        cleared_by = CASE WHEN i.state = t.state THEN i.cleared_by END,
        clear_reason = CASE WHEN i.state = t.state THEN i.clear_reason END,
        false_alarm = t.false_alarm, pulse_due_at = ${at('t.pulse_due')}, version = t.version
      FROM unnest($1::text[], $2::text[], $3::text[], $4::smallint[], $5::text[], $6::boolean[], $7::int[],
        $8::float8[], $9::float8[], $10::text[], $11::float8[], $12::float8[], $13::boolean[], $14::float8[], $15::int[])
        AS t(id, grid_code, community_code, severity, state, acknowledged, count, first_seen, last_seen, last_alert_id,
          last_clear, cleared, false_alarm, pulse_due, version)
      WHERE i.id = t.id`,
    values: [
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
    ],
  });
}

/** @throws DatabaseError 23505 on incident_open_key when another process opened one of the key meanwhile */
export async function insertIncidents(client: PoolClient, states: readonly IncidentState[]): Promise<void> {
  if (states.length === 0) return;
  await client.query({
    name: 'ingest_insert_incidents',
    text: `INSERT INTO incident (id, device_id, channel, type, grid_code, community_code, severity, state, count,
        first_seen_at, last_seen_at, last_alert_id, last_clear_at, cleared_at, status, pulse_due_at, opened_at, version)
      SELECT id, device_id, channel, type, grid_code, community_code, severity, state, count,
        ${at('first_seen')}, ${at('last_seen')}, last_alert_id, ${at('last_clear')}, ${at('cleared')}, status,
        ${at('pulse_due')}, ${at('opened')}, version
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::text[],
        $9::int[], $10::float8[], $11::float8[], $12::text[], $13::float8[], $14::float8[], $15::text[], $16::float8[],
        $17::float8[], $18::int[])
        AS t(id, device_id, channel, type, grid_code, community_code, severity, state, count, first_seen, last_seen,
          last_alert_id, last_clear, cleared, status, pulse_due, opened, version)`,
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
    ],
  });
}

/** The history of incidents: what changed. Plain repeats are not written: the count and the alert log tell them. */
export async function appendIncidentEvents(
  client: PoolClient,
  events: readonly IncidentEventRecord[],
): Promise<void> {
  const kept = events.filter((event) => event.change !== 'REPEATED');
  if (kept.length === 0) return;
  await client.query({
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
