import Type, { type Static } from 'typebox';
import { INCIDENT_CHANGES } from '../../core/feed-event.ts';
import { Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { Where } from '../where.ts';

const EventSchema = Type.Object({
  place: Type.Integer(),
  change: Type.Enum(INCIDENT_CHANGES),
  at: Instant,
  recordedAt: Instant,
  actor: nullable(Type.String()),
  reason: nullable(Type.String()),
  severity: nullable(Type.Integer()),
  count: nullable(Type.Integer()),
});
/** A line of `incident_event`; `severity` is its rank. */
export type IncidentEventRow = Static<typeof EventSchema>;

const readEvents = rowsOf(EventSchema);
const readAlertIds = rowsOf(Type.Object({ place: Type.Integer(), id: Type.String() }));

/** The newest `limit` lines of every incident, newest first, by one query. */
export async function historyOf(
  db: Queryable,
  incidentIds: readonly string[],
  limit: number,
): Promise<IncidentEventRow[]> {
  const sql = `SELECT k.place::int - 1 AS place, e.* FROM unnest($1::text[]) WITH ORDINALITY AS k (id, place)
    CROSS JOIN LATERAL (
      SELECT seq, change, event_at AS at, recorded_at AS "recordedAt", actor, reason, severity, count
      FROM incident_event WHERE incident_id = k.id ORDER BY seq DESC LIMIT $2
    ) e ORDER BY k.place, e.seq DESC`;
  return readEvents(await db.query(sql, [incidentIds, limit]));
}

/** A key of the alert log with the event times it can have alerts at, ns, both inclusive. */
export interface LogKey {
  id: string;
  /** What the log is looked up by, with the times. */
  deviceId: string;
  fromNs: bigint;
  toNs: bigint;
}

export interface LogSlice {
  limit: number;
  after: { time: bigint; id: string } | null;
  /** Grid scope. `withoutGrid` lets through what had no grid yet: the alerts of an incident that is in scope. */
  prefixes: readonly string[];
  withoutGrid: boolean;
  types: readonly string[] | null;
}

/**
 * Ids of the newest alerts of every incident or device in the alert log, newest first, by one query. The times of a
 * key let Postgres leave out the days where it has none.
 */
export async function loggedAlertIds(
  db: Queryable,
  column: 'incident_id' | 'device_id',
  keys: readonly LogKey[],
  page: LogSlice,
): Promise<{ place: number; id: string }[]> {
  const where = new Where();
  const ids = where.param(keys.map(({ id }) => id));
  const devices = where.param(keys.map(({ deviceId }) => deviceId));
  const lows = where.param(keys.map(({ fromNs }) => fromNs.toString()));
  const highs = where.param(keys.map(({ toNs }) => toNs.toString()));
  where.add(
    `l.device_id = k.device_id AND l.${column} = k.id AND l.time_ns >= k.low AND l.time_ns <= k.high`,
  );
  if (page.withoutGrid) {
    const scope = new Where(where.values);
    scope.prefixes(page.prefixes);
    if (scope.condition !== '') where.add(`(grid_code IS NULL OR ${scope.condition})`);
  } else where.prefixes(page.prefixes);
  if (page.types !== null) where.add(`l.type = ANY(${where.param(page.types)}::text[])`);
  if (page.after !== null) {
    const time = where.param(page.after.time.toString());
    where.add(`(l.time_ns, l.id) < (${time}::bigint, ${where.param(page.after.id)})`);
  }
  const sql = `SELECT k.place::int - 1 AS place, a.id
    FROM unnest(${ids}::text[], ${devices}::text[], ${lows}::bigint[], ${highs}::bigint[])
      WITH ORDINALITY AS k (id, device_id, low, high, place)
    CROSS JOIN LATERAL (
      SELECT l.id, l.time_ns FROM alert_log l ${where.sql}
      ORDER BY l.time_ns DESC, l.id DESC LIMIT ${where.param(page.limit)}
    ) a ORDER BY k.place, a.time_ns DESC, a.id DESC`;
  return readAlertIds(await db.query(sql, where.values));
}
