import type pg from 'pg';
import { readCursor } from './relay-lane.ts';
import { AFTER, type LogName } from './relay-source.ts';

/** How far InfluxDB is behind Postgres. */
export interface Lag {
  /** Rows not relayed yet, both logs; counting stops at 100,000 each. */
  rows: number;
  /** Since the oldest of them was received (readings: since the relay last moved on), ms; 0 when there is none. */
  ageMs: number;
}

const MOST_COUNTED = 100_000;

const WAITING = {
  alert: 'SELECT l.received_at FROM alert_log l',
  // a reading keeps no time of receipt
  reading: `SELECT (SELECT updated_at FROM relay_cursor WHERE log = 'reading') AS received_at FROM reading_log l`,
} as const satisfies Record<LogName, string>;

async function lagOf(pool: pg.Pool, log: LogName): Promise<Lag> {
  const cursor = await readCursor(pool, log);
  const { rows } = await pool.query<{ rows: unknown; age: unknown }>(
    `SELECT count(*)::float8 AS rows, COALESCE(date_part('epoch', now() - min(received_at)) * 1000, 0) AS age
     FROM (${WAITING[log]} WHERE ${AFTER} ORDER BY l.xid, l.seq LIMIT ${MOST_COUNTED}) AS waiting`,
    [cursor.xid, cursor.seq],
  );
  return { rows: Number(rows[0]?.rows ?? 0), ageMs: Math.max(0, Number(rows[0]?.age ?? 0)) };
}

export async function relayLag(pool: pg.Pool): Promise<Lag> {
  const [alert, reading] = [await lagOf(pool, 'alert'), await lagOf(pool, 'reading')];
  return { rows: alert.rows + reading.rows, ageMs: Math.max(alert.ageMs, reading.ageMs) };
}
