import Type, { type Static } from 'typebox';
import type { IncidentState } from '../../core/incident.ts';
import { decodeEngine } from '../../core/incident-engine.ts';
import { severityOfRank } from '../../core/severity.ts';
import { ALERT_STATUSES } from '../../core/signal.ts';
import { cappedCount, Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { type Subtree, subtreeItem } from '../subtrees.ts';
import { Where } from '../where.ts';

export const INCIDENT_STATES = ['ACTIVE', 'CLEARED'] as const;

const IncidentSchema = Type.Object({
  id: Type.String(),
  deviceId: Type.String(),
  channel: Type.String(),
  type: Type.String(),
  gridCode: nullable(Type.String()),
  communityCode: Type.String(),
  severity: Type.Integer(),
  state: Type.Enum(INCIDENT_STATES),
  acknowledged: Type.Boolean(),
  acknowledgedAt: nullable(Instant),
  acknowledgedBy: nullable(Type.String()),
  count: Type.Integer(),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  lastAlertId: Type.String(),
  lastClearAt: nullable(Instant),
  clearedAt: nullable(Instant),
  clearedBy: nullable(Type.String()),
  clearReason: nullable(Type.String()),
  shelvedUntil: nullable(Instant),
  shelveReason: nullable(Type.String()),
  falseAlarm: Type.Boolean(),
  status: Type.Enum(ALERT_STATUSES),
  pulseDueAt: nullable(Instant),
  openedAt: Instant,
  version: Type.Integer(),
  announced: Type.Boolean(),
  flapping: Type.Boolean(),
  severityReason: nullable(Type.String()),
  suppressedBy: nullable(Type.String()),
  maintenanceId: nullable(Type.String()),
  maintenanceUntil: nullable(Instant),
  engine: Type.Unknown(),
});
/** A row of `incident`; `severity` is its rank, 0-3. */
export type IncidentRow = Static<typeof IncidentSchema>;

export const INCIDENT_COLUMNS = `id, device_id AS "deviceId", channel, type, grid_code AS "gridCode",
  community_code AS "communityCode", severity, state, acknowledged, acknowledged_at AS "acknowledgedAt",
  acknowledged_by AS "acknowledgedBy", count, first_seen_at AS "firstSeenAt", last_seen_at AS "lastSeenAt",
  last_alert_id AS "lastAlertId", last_clear_at AS "lastClearAt", cleared_at AS "clearedAt",
  cleared_by AS "clearedBy", clear_reason AS "clearReason", shelved_until AS "shelvedUntil",
  shelve_reason AS "shelveReason", false_alarm AS "falseAlarm", status, pulse_due_at AS "pulseDueAt",
  opened_at AS "openedAt", version, announced, flapping, severity_reason AS "severityReason",
  suppressed_by AS "suppressedBy", maintenance_id AS "maintenanceId", maintenance_until AS "maintenanceUntil", engine`;

export const readIncidents = rowsOf(IncidentSchema);
const PlacedSchema = Type.Intersect([IncidentSchema, Type.Object({ place: Type.Integer() })]);
const readPlaced = rowsOf(PlacedSchema);
export type PlacedIncident = Static<typeof PlacedSchema>;
const readPlacedCounts = rowsOf(Type.Object({ place: Type.Integer(), count: Type.Integer() }));

/** The part of a row that the engine folds. */
export function stateOfRow(row: IncidentRow): IncidentState {
  const { id, deviceId, channel, type, gridCode, communityCode, state, acknowledged, count } = row;
  return {
    ...{ id, deviceId, channel, type, gridCode, communityCode, state, acknowledged, count },
    severity: severityOfRank(row.severity),
    firstSeenMs: row.firstSeenAt.getTime(),
    lastSeenMs: row.lastSeenAt.getTime(),
    lastAlertId: row.lastAlertId,
    lastClearMs: row.lastClearAt?.getTime() ?? null,
    clearedMs: row.clearedAt?.getTime() ?? null,
    shelvedUntilMs: row.shelvedUntil?.getTime() ?? null,
    falseAlarm: row.falseAlarm,
    status: row.status,
    pulseDueMs: row.pulseDueAt?.getTime() ?? null,
    openedMs: row.openedAt.getTime(),
    version: row.version,
    announced: row.announced,
    flapping: row.flapping,
    severityReason: row.severityReason,
    suppressedBy: row.suppressedBy,
    maintenanceId: row.maintenanceId,
    maintenanceUntilMs: row.maintenanceUntil?.getTime() ?? null,
    ...decodeEngine(row.engine, row.firstSeenAt.getTime()),
  };
}

export interface IncidentCriteria {
  states: readonly IncidentRow['state'][] | null;
  types: readonly string[] | null;
  /** Rank, 0-3. */
  minSeverity: number;
  deviceId: string | null;
  from: Date | null;
  to: Date | null;
  /** Also those that are not told yet. */
  pending: boolean;
}

export interface IncidentSlice {
  limit: number;
  after: { at: Date; id: string } | null;
}

function criteria(where: Where, wanted: IncidentCriteria): void {
  // what an on-delay or a least number of alerts is waited for has been told to nobody
  if (!wanted.pending) where.add('(announced OR suppressed_by IS NOT NULL)');
  if (wanted.states !== null) where.add(`state = ANY(${where.param(wanted.states)}::text[])`);
  if (wanted.types !== null) where.add(`type = ANY(${where.param(wanted.types)}::text[])`);
  if (wanted.minSeverity > 0) where.add(`severity >= ${where.param(wanted.minSeverity)}`);
  if (wanted.deviceId !== null) where.add(`device_id = ${where.param(wanted.deviceId)}`);
  // the minute is what the indexes hold: it is never after last_seen_at, and less than a minute before it
  if (wanted.from !== null) {
    const from = where.param(wanted.from);
    where.add(`last_seen_at >= ${from} AND last_seen_minute >= ${from}::timestamptz - interval '1 minute'`);
  }
  if (wanted.to !== null) {
    const to = where.param(wanted.to);
    where.add(`last_seen_at < ${to} AND last_seen_minute < ${to}::timestamptz`);
  }
}

/** Last seen first, after the row of the cursor. */
function slice(where: Where, { limit, after }: IncidentSlice): string {
  if (after !== null) {
    const at = `${where.param(after.at)}::timestamptz`;
    where.add(`last_seen_minute <= ${at} AND (last_seen_at, id) < (${at}, ${where.param(after.id)})`);
  }
  return `SELECT ${INCIDENT_COLUMNS} FROM incident ${where.sql}
    ORDER BY last_seen_minute DESC, last_seen_at DESC, id DESC LIMIT ${where.param(limit)}`;
}

export async function incidentsById(db: Queryable, ids: readonly string[]): Promise<IncidentRow[]> {
  const text = `SELECT ${INCIDENT_COLUMNS} FROM incident WHERE id = ANY($1::text[])`;
  return readIncidents(await db.query({ name: 'incidents-by-id', text }, [ids]));
}

export async function listIncidents(
  db: Queryable,
  prefixes: readonly string[],
  wanted: IncidentCriteria,
  page: IncidentSlice,
): Promise<IncidentRow[]> {
  const where = new Where();
  where.prefixes(prefixes);
  criteria(where, wanted);
  return readIncidents(await db.query(slice(where, page), where.values));
}

export function countIncidents(db: Queryable, prefixes: readonly string[], wanted: IncidentCriteria) {
  const where = new Where();
  where.prefixes(prefixes);
  criteria(where, wanted);
  return cappedCount(db, `FROM incident ${where.sql}`, where.values);
}

/** What many keys are asked for at once: grids by their subtrees, or devices within a scope. */
export type IncidentKeys =
  | { kind: 'grids'; subtrees: readonly Subtree[] }
  | { kind: 'devices'; deviceIds: readonly string[]; prefixes: readonly string[] };

/** The FROM item `k (place, …)` of the keys; adds what ties an incident to its key. */
function keyItem(where: Where, keys: IncidentKeys): string {
  if (keys.kind === 'grids') {
    where.add('grid_code >= k.lo AND grid_code < k.hi');
    return subtreeItem(where, keys.subtrees);
  }
  where.add('device_id = k.device_id');
  where.prefixes(keys.prefixes);
  const places = where.param(keys.deviceIds.map((_, place) => place));
  return `unnest(${places}::int[], ${where.param(keys.deviceIds)}::text[]) AS k (place, device_id)`;
}

/** The first rows of every key, by one query; a grid's rows come once per subtree, each in order. */
export async function incidentsOfKeys(
  db: Queryable,
  keys: IncidentKeys,
  wanted: IncidentCriteria,
  page: IncidentSlice,
): Promise<PlacedIncident[]> {
  const where = new Where();
  const from = keyItem(where, keys);
  criteria(where, wanted);
  const each = slice(where, page);
  return readPlaced(
    await db.query(`SELECT k.place, i.* FROM ${from} CROSS JOIN LATERAL (${each}) i`, where.values),
  );
}

/** How many rows every key has, counted no further than `cap + 1` a subtree, by one query. */
export async function countIncidentsOfKeys(
  db: Queryable,
  keys: IncidentKeys,
  wanted: IncidentCriteria,
  cap: number,
): Promise<{ place: number; count: number }[]> {
  const where = new Where();
  const from = keyItem(where, keys);
  criteria(where, wanted);
  const each = `SELECT 1 FROM incident ${where.sql} LIMIT ${where.param(cap + 1)}`;
  const sql = `SELECT k.place, i.count FROM ${from} CROSS JOIN LATERAL
    (SELECT count(*)::int AS count FROM (${each}) capped) i`;
  return readPlacedCounts(await db.query(sql, where.values));
}
