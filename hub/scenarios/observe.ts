import Type, { type Static } from 'typebox';
import type { Db } from '../../runtime/postgres.ts';
import { nullable, rowsOf } from '../../subgraphs/rows.ts';
import { DISPATCHER_CONSUMER } from '../../subgraphs/workorders/dispatcher.ts';

const SeenIncident = Type.Object({
  deviceId: Type.String(),
  type: Type.String(),
  channel: Type.String(),
  count: Type.Integer(),
  state: Type.Enum(['ACTIVE', 'CLEARED']),
  severity: Type.Integer(),
  told: Type.Boolean(),
  flapping: Type.Boolean(),
  /** Device of the incident that explains it. */
  suppressedBy: nullable(Type.String()),
  orders: Type.Integer(),
  /** Dispatch rules of its orders. */
  rules: Type.Array(Type.String()),
  /** What its history tells, each once for each time: OPENED, REPEATED … */
  changes: Type.Array(Type.String()),
});
export type SeenIncident = Static<typeof SeenIncident>;

const SeenAlerts = Type.Object({
  alerts: Type.Integer(),
  tests: Type.Integer(),
  historical: Type.Integer(),
  badTimes: Type.Integer(),
});
const Reason = Type.Object({ reason: Type.String(), frames: Type.Integer() });
const Count = Type.Object({ count: Type.Integer() });

const incidentRows = rowsOf(SeenIncident);
const alertRows = rowsOf(SeenAlerts);
const reasonRows = rowsOf(Reason);
const countRows = rowsOf(Count);

/** What the hub holds of some devices. */
export interface Observation extends Static<typeof SeenAlerts> {
  /** In order of device, type, and time of their first alert. */
  incidents: readonly SeenIncident[];
  /** Frames of these devices kept in quarantine, any reason. */
  refusedOfThem: number;
  /** Frames that the hub refused since the mark was taken, by reason. */
  refused: Readonly<Record<string, number>>;
  /** Events that the dispatcher has not handled yet. */
  undispatched: number;
}

/** Frames that the hub has refused so far, by reason. */
export async function refusedSoFar(db: Db): Promise<Record<string, number>> {
  const result = await db.pool.query(
    'SELECT reason, sum(count)::int AS frames FROM quarantine_fault GROUP BY reason',
  );
  return Object.fromEntries(reasonRows(result).map(({ reason, frames }) => [reason, frames]));
}

async function incidentsOf(
  db: Db,
  ids: readonly string[],
  ignored: readonly string[],
): Promise<SeenIncident[]> {
  return incidentRows(
    await db.pool.query(
      `SELECT i.device_id AS "deviceId", i.type, i.channel, i.count, i.state, i.severity, i.announced AS told,
         i.flapping, parent.device_id AS "suppressedBy",
         (SELECT count(*)::int FROM work_order_incident w WHERE w.incident_id = i.id) AS orders,
         ARRAY(SELECT DISTINCT coalesce(o.rule, '') FROM work_order_incident w JOIN work_order o ON o.id = w.work_order_id
           WHERE w.incident_id = i.id ORDER BY 1) AS rules,
         ARRAY(SELECT change FROM incident_event e WHERE e.incident_id = i.id ORDER BY seq) AS changes
       FROM incident i LEFT JOIN incident parent ON parent.id = i.suppressed_by
       WHERE i.device_id = ANY ($1) AND i.type <> ALL ($2) ORDER BY i.device_id, i.type, i.channel, i.first_seen_at, i.id`,
      [ids, ignored],
    ),
  );
}

/**
 * Looks at what happened to these devices.
 * @param before what `refusedSoFar` told before they spoke
 * @param ignored alert types that are left out
 */
export async function observe(
  db: Db,
  ids: readonly string[],
  before: Readonly<Record<string, number>>,
  ignored: readonly string[] = [],
): Promise<Observation> {
  const [alerts] = alertRows(
    await db.pool.query(
      `SELECT count(*)::int AS alerts, count(*) FILTER (WHERE status <> 'ACTUAL')::int AS tests,
         count(*) FILTER (WHERE status = 'ACTUAL' AND NOT counted)::int AS historical,
         count(*) FILTER (WHERE time_quality = 'BAD')::int AS "badTimes"
       FROM alert_log WHERE device_id = ANY ($1) AND type <> ALL ($2)`,
      [ids, ignored],
    ),
  );
  const [kept] = countRows(
    await db.pool.query(
      `SELECT count(*)::int AS count FROM quarantine_sample s
       WHERE EXISTS (SELECT FROM unnest($1::text[]) AS id WHERE strpos(s.topic, id) > 0)`,
      [ids],
    ),
  );
  const [waiting] = countRows(
    await db.pool.query(
      `SELECT count(*)::int AS count FROM feed f LEFT JOIN feed_consumer c ON c.name = $1
       WHERE f.topic = 'incident' AND (c.name IS NULL OR (f.xid, f.seq) > (c.xid, c.seq))`,
      [DISPATCHER_CONSUMER],
    ),
  );
  const now = await refusedSoFar(db);
  const refused = Object.entries(now).flatMap(([reason, frames]): [string, number][] => {
    const more = frames - (before[reason] ?? 0);
    return more > 0 ? [[reason, more]] : [];
  });
  return {
    ...(alerts ?? { alerts: 0, tests: 0, historical: 0, badTimes: 0 }),
    incidents: await incidentsOf(db, ids, ignored),
    refusedOfThem: kept?.count ?? 0,
    refused: Object.fromEntries(refused),
    undispatched: waiting?.count ?? 0,
  };
}
