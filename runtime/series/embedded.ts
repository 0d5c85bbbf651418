import { decodeAlertId } from '../../core/ids.ts';
import type { Db } from '../postgres.ts';
import { type Count, countAlerts, refuseGridScan } from './counts.ts';
import { hourlyCounts } from './hourly.ts';
import type { AlertRecord, ReadingRow, ReadingsQuery, SeriesStore } from './port.ts';
import { checkInterval, msOfNs, nsOfMs, planAlerts, storable } from './query.ts';
import { ALERT_LOG_COLUMNS, alertLogRows, recordOfLogRow } from './record.ts';
import { alertCondition, askPostgres, bucketSql, groupedCounts, parameters } from './sql.ts';

/** Alerts of the log by id: one probe of its primary key each, whatever day they lie on. */
export async function loggedAlerts(db: Db, ids: readonly string[]): Promise<AlertRecord[]> {
  const found = [...new Set(ids)].flatMap((id) => {
    const address = decodeAlertId(id);
    return address === null || address.type.includes('\0') ? [] : [{ id, ...address }];
  });
  if (found.length === 0) return [];
  const rows = await askPostgres(
    db.pool,
    `SELECT ${ALERT_LOG_COLUMNS}
     FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS k (community, type, time_ns, id)
     JOIN alert_log l ON l.community_code = k.community AND l.type = k.type AND l.time_ns = k.time_ns AND l.id = k.id`,
    [
      found.map((one) => one.communityCode),
      found.map((one) => one.type),
      found.map((one) => one.timeNs.toString()),
      found.map((one) => one.id),
    ],
  );
  return alertLogRows(rows).map(recordOfLogRow);
}

function alertCounts(db: Db): Count {
  return async (plan, intervalMs, groupBy) => {
    const { values, add } = parameters();
    const rows = await groupedCounts(
      db.pool,
      groupBy,
      {
        from: 'alert_log l',
        where: alertCondition(plan, add),
        bucket: bucketSql('l.time_ns / 1000000', intervalMs, add),
        count: 'count(*)',
        grid: 'l.grid_code',
        community: 'l.community_code',
      },
      values,
    );
    if (groupBy.includes('GRID')) refuseGridScan(rows.reduce((sum, row) => sum + row.count, 0));
    return rows;
  };
}

async function readingsOf(
  db: Db,
  deviceIds: readonly string[],
  query: ReadingsQuery,
): Promise<ReadingRow[][]> {
  const { intervalMs } = query;
  checkInterval(intervalMs, query.fromMs, query.toMs);
  const lists: ReadingRow[][] = deviceIds.map(() => []);
  const places = deviceIds.flatMap((id, place) => (storable(id) ? [{ id, place }] : []));
  if (places.length === 0 || !storable(query.metric) || query.limit < 1) return lists;
  const { values, add } = parameters();
  const asked = `unnest(${add(places.map(({ id }) => id))}::text[], ${add(places.map(({ place }) => place))}::int[])`;
  const where = `device_id = asked.id AND metric = ${add(query.metric)}
    AND time_ns >= ${add(nsOfMs(Math.floor(query.fromMs)).toString())}::bigint
    AND time_ns < ${add(nsOfMs(Math.floor(query.toMs)).toString())}::bigint`;
  const own =
    intervalMs === null
      ? `SELECT time_ns AS at, value AS mean, value AS least, value AS most FROM reading_log WHERE ${where}`
      : `SELECT (${bucketSql('time_ns / 1000000', intervalMs, add)}) * 1000000 AS at,
           avg(value) AS mean, min(value) AS least, max(value) AS most
         FROM reading_log WHERE ${where} GROUP BY 1`;
  const rows = await askPostgres(
    db.pool,
    `SELECT asked.place, r.at, r.mean, r.least, r.most FROM ${asked} AS asked (id, place)
     CROSS JOIN LATERAL (${own} ORDER BY 1 DESC LIMIT ${add(query.limit)}) r ORDER BY r.at`,
    values,
  );
  for (const [place, timeNs, value, min, max] of rows) {
    lists[Number(place)]?.push({
      atMs: msOfNs(BigInt(timeNs ?? 0)),
      value: Number(value),
      min: Number(min),
      max: Number(max),
    });
  }
  return lists;
}

/** The series store when nothing else is installed: the alert log and the reading log of Postgres, by SQL. */
export function createEmbeddedSeries(db: Db): SeriesStore {
  const sources = { alerts: alertCounts(db), hourly: hourlyCounts(db.pool) };
  return {
    name: 'embedded',

    async alerts(query, { first, after }) {
      const plan = planAlerts(query);
      if (plan === null || first < 1) return { rows: [], hasNextPage: false };
      const { values, add } = parameters();
      const where = [alertCondition(plan, add)];
      if (after !== null) {
        const time = `${add(after.timeNs.toString())}::bigint`;
        // the first half alone lets Postgres leave out newer days
        where.push(`l.time_ns <= ${time}`, `(l.time_ns, l.id) < (${time}, ${add(after.id)})`);
      }
      const rows = await askPostgres(
        db.pool,
        `SELECT ${ALERT_LOG_COLUMNS} FROM alert_log l WHERE ${where.join(' AND ')}
         ORDER BY l.time_ns DESC, l.id DESC LIMIT ${add(first + 1)}`,
        values,
      );
      const records = alertLogRows(rows).map(recordOfLogRow);
      return { rows: records.slice(0, first), hasNextPage: records.length > first };
    },

    alertsById: (ids) => loggedAlerts(db, ids),

    async counts(query, intervalMs, groupBy, limit) {
      const plan = planAlerts(query);
      return plan === null ? [] : countAlerts(sources, plan, intervalMs, groupBy, limit);
    },

    readings: async (query) => (await readingsOf(db, [query.deviceId], query))[0] ?? [],
    readingsOf: (deviceIds, query) => readingsOf(db, deviceIds, query),

    async ping() {
      await askPostgres(db.pool, 'SELECT 1', []);
    },

    // partitions and their retention are the alert log's own (runtime/alert-log.ts)
    setUp: async () => {},
    close: async () => {},
  };
}
