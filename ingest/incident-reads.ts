import type { PoolClient } from 'pg';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { IncidentState } from '../core/incident.ts';
import { decodeEngine } from '../core/incident-engine.ts';
import { severityOfRank } from '../core/severity.ts';
import type { BatchTransaction } from './batch-transaction.ts';
import { incidentKey } from './fold-batch.ts';
import type { KnownIncident } from './incident-cache.ts';
import { byKey, KEYS, type KeyParts, keyValues, ms, ofKey } from './incident-keys.ts';
import type { Round } from './round.ts';
import { textArray } from './sql.ts';

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
    announced: Type.Boolean(),
    flapping: Type.Boolean(),
    severity_reason: nullable(Type.String()),
    suppressed_by: nullable(Type.String()),
    maintenance_id: nullable(Type.String()),
    maintenance_until: nullable(Type.Number()),
    engine: Type.Unknown(),
    xmin: Type.String(),
  }),
);

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
  'x.version, x.announced, x.flapping, x.severity_reason, x.suppressed_by, x.maintenance_id',
  ms('maintenance_until', 'maintenance_until'),
  'x.engine, x.xmin::text AS xmin',
].join(', ');

function stateOf(row: unknown): IncidentState {
  return knownOf(row).state;
}

function knownOf(row: unknown): KnownIncident {
  if (!IncidentRow.Check(row)) throw new TypeError('an incident row is not of the expected shape');
  const state: IncidentState = {
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
    announced: row.announced,
    flapping: row.flapping,
    severityReason: row.severity_reason,
    suppressedBy: row.suppressed_by,
    maintenanceId: row.maintenance_id,
    maintenanceUntilMs: row.maintenance_until,
    ...decodeEngine(row.engine, row.first_seen),
  };
  return { state, xmin: row.xmin };
}

function keep(found: Map<string, KnownIncident>, rows: readonly unknown[]): void {
  for (const row of rows) {
    const known = knownOf(row);
    found.set(incidentKey(known.state.deviceId, known.state.channel, known.state.type), known);
  }
}

/**
 * Locks and loads the open incidents of the keys. Rows are locked in key order, so that two ingest processes that share
 * keys wait for each other in line and not in a ring.
 */
export async function lockOpen(round: Round, keys: readonly KeyParts[]): Promise<Map<string, KnownIncident>> {
  const found = new Map<string, KnownIncident>();
  if (keys.length === 0) return found;
  const rows = await round.query({
    name: 'ingest_open_incidents',
    text: `SELECT i.* FROM ${KEYS} CROSS JOIN LATERAL (
        SELECT ${COLUMNS} FROM incident x WHERE ${ofKey('x')} AND x.state = 'ACTIVE' LIMIT 1 FOR UPDATE
      ) i`,
    values: keyValues(keys.toSorted(byKey)),
  });
  keep(found, rows);
  return found;
}

/** Locks and loads the newest incident of keys of which none is known to be open: the open one, else the one last seen latest. */
export async function lockNewest(
  tx: BatchTransaction,
  keys: readonly KeyParts[],
): Promise<Map<string, KnownIncident>> {
  const found = new Map<string, KnownIncident>();
  if (keys.length === 0) return found;
  const rest = keys.toSorted(byKey);
  const client = await tx.client();
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
    values: keyValues(rest),
  });
  keep(found, newest.rows);
  return found;
}

/** Locks up to `limit` incidents with a timer due at `nowMs`, the most overdue first, passing over locked ones. */
export async function lockDue(client: PoolClient, nowMs: number, limit: number): Promise<IncidentState[]> {
  const { rows } = await client.query({
    name: 'ingest_due_incidents',
    text: `SELECT ${COLUMNS} FROM incident x WHERE x.due_at <= to_timestamp($1::float8 / 1000)
      ORDER BY x.due_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
    values: [nowMs, limit],
  });
  return rows.map(stateOf);
}

/** Locks the incidents that `condition` on `x` picks, in order of their ids, passing over locked ones. */
export async function lockIncidents(
  client: PoolClient,
  condition: string,
  values: readonly unknown[],
  limit: number,
): Promise<IncidentState[]> {
  const { rows } = await client.query(
    `SELECT ${COLUMNS} FROM incident x WHERE ${condition} ORDER BY x.id LIMIT ${Math.trunc(limit)}
     FOR UPDATE OF x SKIP LOCKED`,
    [...values],
  );
  return rows.map(stateOf);
}
