import type pg from 'pg';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { MAX_TIME_NS, MIN_TIME_NS } from '../runtime/series/line.ts';
import { ALERT_LOG_COLUMNS, alertLogRows, RAW_TEXT } from '../runtime/series/record.ts';
import { alertPoint, type Point, readingKey, readingPoint } from './relay-lines.ts';

export const LOGS = ['alert', 'reading'] as const;
export type LogName = (typeof LOGS)[number];

/** Place in commit order, both numbers as text. */
export interface Cursor {
  xid: string;
  seq: string;
}

/** The SQL condition "after the cursor", its two values being $1 and $2. */
export const AFTER = '(l.xid, l.seq) > ($1::text::xid8, $2::text::bigint)';

/**
 * The SQL condition that the transaction of a row, and all before it, have ended: a row that commits later cannot sort
 * before these.
 */
export const SETTLED = 'l.xid < pg_snapshot_xmin(pg_current_snapshot())';

/**
 * Plain rows, nearly all, are made lines by Postgres: one text a row instead of 21 to build from, which cost the relay
 * three times the CPU. Null for a row that holds anything to be thought about (a name to be coded, a number of odd form or
 * size): those are read whole and go through the encoder (runtime/series/line.ts). Both ways give the same line; a test
 * holds them to it.
 */
function quoted(sql: string): string {
  return `'"' || replace(replace(${sql}, '\\', '\\\\'), '"', '\\"') || '"'`;
}

/** A member of a JSON object, after others; nothing when it is null. */
function member(name: string, json: string): string {
  return `COALESCE(',"${name}":' || ${json}, '')`;
}

const TIME_FITS = `l.time_ns BETWEEN ${MIN_TIME_NS} AND ${MAX_TIME_NS}`;
const PLAIN_NAMES = `(l.id || l.type || l.family || l.status || l.time_quality || l.codec || COALESCE(l.grid_code, '')
  || COALESCE(l.incident_id, '')) ~ '^[A-Za-z0-9._-]+$'`;

const ALERT_DETAIL = `'{"family":"' || l.family
  || '","received_ms":' || (date_part('epoch', l.received_at) * 1000)::bigint || ',"codec":"' || l.codec || '"'
  || ${member('quality', `'"' || NULLIF(l.time_quality, 'GOOD') || '"'`)}
  || ${member('code_system', 'to_json(l.code_system)')} || ${member('code', 'to_json(l.code)')}
  || ${member('source_event', 'to_json(l.source_event_id)')}
  || ${member('values', 'l."values"::text')} || ${member('evidence', 'l.evidence::text')} || '}'`;

const ALERT_LINE = `CASE WHEN ${TIME_FITS} AND ${PLAIN_NAMES} AND l.type <> '' AND l.community_code ~ '^[0-9]+$'
    AND (l.confidence IS NULL OR l.confidence BETWEEN 0.001 AND 1)
  THEN 'alert,community=' || l.community_code
    || ',severity=' || (ARRAY['info', 'minor', 'major', 'critical'])[l.severity + 1] || ',type=' || l.type
    || ' device=' || ${quoted('l.device_id')} || ',id="' || l.id || '",channel=' || ${quoted('l.channel')}
    || ',status="' || l.status || '",counted=' || l.counted
    || COALESCE(',grid="' || l.grid_code || '"', '') || COALESCE(',incident="' || l.incident_id || '"', '')
    || COALESCE(',confidence=' || l.confidence, '') || ',detail=' || ${quoted(ALERT_DETAIL)} || ' ' || l.time_ns END`;

const READING_LINE = `CASE WHEN ${TIME_FITS} AND l.device_id <> '' AND l.metric <> '' AND l.community_code ~ '^[0-9]+$'
    AND (l.device_id || l.metric) !~ '[,= %\\\\[:cntrl:]]'
    AND (l.value = 0 OR abs(l.value) BETWEEN 0.001 AND 1e14)
  THEN 'reading,community=' || l.community_code || ',device=' || l.device_id || ',metric=' || l.metric
    || ' value=' || l.value + 0 || ' ' || l.time_ns END`;

const READING_COLUMNS = 'l.device_id, l.metric, l.time_ns, l.value, l.community_code';
const text = Type.String();
const readingRows = Compile(Type.Array(Type.Tuple([text, text, text, text, text])));

const SOURCES = {
  alert: {
    // last comes the key for relay_refused
    line: `${ALERT_LINE}, l.id`,
    key: ([id = '']: string[]) => id,
    columns: ALERT_LOG_COLUMNS,
    points: (rows: unknown[][]): Point[] => alertLogRows(rows).map(alertPoint),
  },
  reading: {
    line: `${READING_LINE}, l.device_id, l.metric, l.time_ns`,
    key: readingKey,
    columns: READING_COLUMNS,
    points: (rows: unknown[][]): Point[] => readingRows.Parse(rows).map(readingPoint),
  },
} as const satisfies Record<
  LogName,
  { line: string; key(parts: string[]): string; columns: string; points(rows: unknown[][]): Point[] }
>;

const maybe = Type.Union([Type.Null(), text]);
// xid, seq, line, then the parts of the key
const lineRows = Compile(
  Type.Array(
    Type.Union([Type.Tuple([text, text, maybe, text]), Type.Tuple([text, text, maybe, text, text, text])]),
  ),
);

/** The rows that need the encoder, by place, in the same order. */
async function carefulPoints(client: pg.Client, log: LogName, places: readonly Cursor[]): Promise<Point[]> {
  const { columns, points } = SOURCES[log];
  const { rows } = await client.query<unknown[]>({
    text: `SELECT ${columns} FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY AS k (xid, seq, n)
           JOIN ${log}_log l ON l.xid = k.xid::xid8 AND l.seq = k.seq ORDER BY k.n`,
    values: [places.map(({ xid }) => xid), places.map(({ seq }) => seq)],
    rowMode: 'array',
    types: RAW_TEXT,
  });
  // a partition may be dropped between the two reads only when all of it has been relayed
  if (rows.length !== places.length) throw new Error(`${log}_log lost rows that were not relayed`);
  return points(rows);
}

/** The time at the end of a line. */
function timeOf(line: string): bigint {
  return BigInt(line.slice(line.lastIndexOf(' ') + 1));
}

/** After every transaction. */
const END = '18446744073709551615';

/**
 * The next rows in commit order that are settled, as points, up to the end of transaction `upTo`.
 */
export async function readPoints(
  client: pg.Client,
  log: LogName,
  after: Cursor,
  limit: number,
  upTo = END,
): Promise<{ points: Point[]; last: Cursor }> {
  const { line, key } = SOURCES[log];
  const { rows } = await client.query<unknown[]>({
    name: `relay_${log}_${limit}`,
    text: `SELECT l.xid::text, l.seq::text, ${line} FROM ${log}_log l
           WHERE ${AFTER} AND ${SETTLED} AND l.xid <= $3::text::xid8
           ORDER BY l.xid, l.seq LIMIT ${limit}`,
    values: [after.xid, after.seq, upTo],
    rowMode: 'array',
    types: RAW_TEXT,
  });
  const read = lineRows.Parse(rows);
  const careful = read.flatMap(([xid, seq, made]) => (made === null ? [{ xid, seq }] : []));
  const encoded = careful.length === 0 ? [] : await carefulPoints(client, log, careful);
  let next = 0;
  const points = read.flatMap(([, , made, ...parts]): Point[] => {
    if (made !== null) return [{ line: made, fault: '', key: () => key(parts), timeNs: () => timeOf(made) }];
    const point = encoded[next];
    next += 1;
    return point === undefined ? [] : [point];
  });
  const last = read.at(-1);
  return { points, last: last === undefined ? after : { xid: last[0], seq: last[1] } };
}
