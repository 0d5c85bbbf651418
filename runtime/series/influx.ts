import { HubError } from '../../core/errors.ts';
import { decodeAlertId } from '../../core/ids.ts';
import { isSeverity } from '../../core/severity.ts';
import type { InfluxConfig } from '../config.ts';
import type { Db } from '../postgres.ts';
import { type Count, countAlerts, refuseGridScan } from './counts.ts';
import { loggedAlerts } from './embedded.ts';
import { hourlyCounts } from './hourly.ts';
import type { InfluxHttp } from './influx-http.ts';
import { unavailable } from './influx-http.ts';
import { ALERT_SELECT, recordsOf, rowsOf, timeNsOf } from './influx-point.ts';
import { type InfluxQl, InfluxRefusal, NO_RIGHT, type Series } from './influx-ql.ts';
import { scanNewestFirst } from './influx-scan.ts';
import { alertWhere } from './influx-where.ts';
import { decodeTag } from './line.ts';
import type {
  AlertCountRow,
  AlertDimension,
  AlertPage,
  AlertQuery,
  AlertRecord,
  ReadingRow,
  ReadingsQuery,
  SeriesStore,
} from './port.ts';
import { type AlertPlan, bucketStart, checkInterval, msOfNs, nsOfMs, planAlerts, storable } from './query.ts';
import { tagIs } from './quote.ts';

/** Statements of one request: 100 of them took 9-18 ms over 500,000 points. */
const STATEMENTS = 100;
const SCAN_BATCH = 5_000;

const TAG_OF = { TYPE: 'type', SEVERITY: 'severity', COMMUNITY: 'community' } as const;

function newestFirst(a: AlertRecord, b: AlertRecord): number {
  if (a.timeNs !== b.timeNs) return a.timeNs > b.timeNs ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id > b.id ? -1 : 1;
}

async function alerts(
  ql: InfluxQl,
  query: AlertQuery,
  { first, after }: { first: number; after: { timeNs: bigint; id: string } | null },
): Promise<AlertPage> {
  const plan = planAlerts(query);
  if (plan === null || first < 1) return { rows: [], hasNextPage: false };
  const select = {
    columns: ALERT_SELECT,
    where: alertWhere(plan),
    fromNewestNs: after?.timeNs ?? null,
    batch: first + 2,
  };
  const rows: AlertRecord[] = [];
  const scan = scanNewestFirst(ql, select, (series) =>
    recordsOf(series).map((item) => ({ timeNs: item.timeNs, item })),
  );
  for await (const batch of scan) {
    const records = batch.map(({ item }) => item).sort(newestFirst);
    for (const record of records) {
      const beyond =
        after === null ||
        record.timeNs < after.timeNs ||
        (record.timeNs === after.timeNs && record.id < after.id);
      if (beyond) rows.push(record);
    }
    if (rows.length > first) break;
  }
  return { rows: rows.slice(0, first), hasNextPage: rows.length > first };
}

/** What the hot log has comes from there; the rest by address, narrow enough to need no index on ids. */
async function alertsById(ql: InfluxQl, db: Db, ids: readonly string[]): Promise<AlertRecord[]> {
  const records = await loggedAlerts(db, ids);
  const found = new Set(records.map(({ id }) => id));
  const missing = [...new Set(ids)].filter((id) => !found.has(id));
  // two ids of one address (another device's) make one statement
  const statements = new Set(
    missing.flatMap((id) => {
      const address = decodeAlertId(id);
      if (address === null || !storable(address.type)) return [];
      const where = `${tagIs('community', address.communityCode)} AND ${tagIs('type', address.type)}`;
      return [`SELECT ${ALERT_SELECT} FROM "alert" WHERE ${where} AND time = ${address.timeNs}`];
    }),
  );
  const wanted = new Set(missing);
  const asked = [...statements];
  for (let start = 0; start < asked.length; start += STATEMENTS) {
    const answers = await ql.ask(asked.slice(start, start + STATEMENTS));
    records.push(...recordsOf(answers.flat()).filter(({ id }) => wanted.has(id)));
  }
  return records;
}

function dimensions(
  groupBy: readonly AlertDimension[],
  tag: (name: string) => string,
  grid: string | null,
): Partial<AlertCountRow> {
  const severity = groupBy.includes('SEVERITY') ? decodeTag(tag('severity')) : '';
  return {
    ...(groupBy.includes('TYPE') ? { type: decodeTag(tag('type')) } : {}),
    ...(groupBy.includes('SEVERITY') ? { severity: isSeverity(severity) ? severity : 'info' } : {}),
    ...(groupBy.includes('COMMUNITY') ? { communityCode: decodeTag(tag('community')) } : {}),
    ...(groupBy.includes('GRID') ? { gridCode: grid } : {}),
  };
}

/** By tags: InfluxDB groups. */
async function countsByTag(
  ql: InfluxQl,
  plan: AlertPlan,
  intervalMs: number | null,
  groupBy: readonly AlertDimension[],
): Promise<AlertCountRow[]> {
  const tags = groupBy.flatMap((dimension) => (dimension === 'GRID' ? [] : [`"${TAG_OF[dimension]}"`]));
  const groups = intervalMs === null ? tags : [`time(${intervalMs}ms)`, ...tags];
  const tail = groups.length === 0 ? '' : ` GROUP BY ${groups.join(', ')}`;
  const fill = intervalMs === null ? '' : ' fill(none)';
  const [series = []] = await ql.ask([
    `SELECT count("device") AS "count" FROM "alert" WHERE ${alertWhere(plan)}${tail}${fill}`,
  ]);
  return rowsOf(series).map(({ tags: of, cell }) => ({
    startMs: intervalMs === null ? null : msOfNs(timeNsOf(String(cell('time')))),
    ...dimensions(groupBy, (name) => of[name] ?? '', null),
    count: Number(cell('count')),
  }));
}

/** By full grid code, which is a field: read through, only the counts are kept. */
async function countsByGrid(
  ql: InfluxQl,
  plan: AlertPlan,
  intervalMs: number | null,
  groupBy: readonly AlertDimension[],
): Promise<AlertCountRow[]> {
  const columns = '"community", "type", "severity", "grid", "device"';
  const select = { columns, where: alertWhere(plan), fromNewestNs: null, batch: SCAN_BATCH };
  const sums = new Map<string, AlertCountRow>();
  let seen = 0;
  const read = (series: Series[]) =>
    rowsOf(series).map(({ cell }) => ({ timeNs: timeNsOf(String(cell('time'))), item: cell }));
  for await (const batch of scanNewestFirst(ql, select, read)) {
    seen += batch.length;
    refuseGridScan(seen);
    for (const { timeNs, item: cell } of batch) {
      const grid = cell('grid');
      const row = {
        startMs: intervalMs === null ? null : bucketStart(msOfNs(timeNs), intervalMs),
        ...dimensions(groupBy, (name) => String(cell(name)), typeof grid === 'string' ? grid : null),
      };
      const key = JSON.stringify(row);
      const sum = sums.get(key);
      if (sum === undefined) sums.set(key, { ...row, count: 1 });
      else sum.count += 1;
    }
  }
  return [...sums.values()];
}

async function readingsOf(
  ql: InfluxQl,
  deviceIds: readonly string[],
  query: ReadingsQuery,
): Promise<ReadingRow[][]> {
  const { intervalMs } = query;
  checkInterval(intervalMs, query.fromMs, query.toMs);
  const lists: ReadingRow[][] = deviceIds.map(() => []);
  if (!storable(query.metric) || query.limit < 1) return lists;
  const what =
    intervalMs === null
      ? '"value" AS "mean"'
      : 'mean("value") AS "mean", min("value") AS "min", max("value") AS "max"';
  const group = intervalMs === null ? '' : ` GROUP BY time(${intervalMs}ms) fill(none)`;
  const asked = deviceIds.flatMap((deviceId, place) => {
    if (!storable(deviceId)) return [];
    const where = [
      tagIs('device', deviceId),
      tagIs('metric', query.metric),
      `time >= ${nsOfMs(Math.floor(query.fromMs))}`,
      `time < ${nsOfMs(Math.floor(query.toMs))}`,
    ].join(' AND ');
    const statement = `SELECT ${what} FROM "reading" WHERE ${where}${group} ORDER BY time DESC LIMIT ${Math.floor(query.limit)}`;
    return [{ place, statement }];
  });
  for (let start = 0; start < asked.length; start += STATEMENTS) {
    const some = asked.slice(start, start + STATEMENTS);
    const answers = await ql.ask(some.map(({ statement }) => statement));
    for (const [index, { place }] of some.entries()) lists[place] = readingRows(answers[index] ?? []);
  }
  return lists;
}

function readingRows(series: readonly Series[]): ReadingRow[] {
  return rowsOf(series)
    .map(({ cell }) => ({
      atMs: msOfNs(timeNsOf(String(cell('time')))),
      value: Number(cell('mean')),
      min: Number(cell('min') ?? cell('mean')),
      max: Number(cell('max') ?? cell('mean')),
    }))
    .reverse();
}

export interface InfluxParts {
  config: InfluxConfig;
  db: Db;
  ql: InfluxQl;
  http: InfluxHttp;
  setUp(): Promise<void>;
}

/** The series store on InfluxDB: everything is read in InfluxQL, and written by the relay (ingest/relay.ts). */
export function createInfluxSeries({ config, db, ql, http, setUp }: InfluxParts): SeriesStore {
  const byAlerts: Count = (plan, intervalMs, groupBy) =>
    groupBy.includes('GRID')
      ? countsByGrid(ql, plan, intervalMs, groupBy)
      : countsByTag(ql, plan, intervalMs, groupBy);
  const sources = { alerts: byAlerts, hourly: hourlyCounts(db.pool) };
  return {
    name: 'influx',
    alerts: (query, page) => alerts(ql, query, page),
    alertsById: (ids) => alertsById(ql, db, ids),

    async counts(query, intervalMs, groupBy, limit) {
      const plan = planAlerts(query);
      return plan === null ? [] : countAlerts(sources, plan, intervalMs, groupBy, limit);
    },

    readings: async (query) => (await readingsOf(ql, [query.deviceId], query))[0] ?? [],
    readingsOf: (deviceIds, query) => readingsOf(ql, deviceIds, query),

    async ping() {
      const { status } = await http.get('/ping');
      if (status >= 300) throw unavailable(new Error(`HTTP ${status} to /ping`), config.timeoutMs);
      // `/ping` asks for no password
      await ql.ask(['SHOW MEASUREMENTS LIMIT 1']).catch((error: unknown) => {
        const cause = error instanceof HubError ? error.cause : undefined;
        // a database that is not made yet is no reason: the relay makes it
        if (!(cause instanceof InfluxRefusal) || NO_RIGHT.test(cause.message)) throw error;
      });
    },

    setUp,

    async close() {
      ql.close();
      await http.close();
    },
  };
}
