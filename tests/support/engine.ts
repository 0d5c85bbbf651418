import type { Frame } from '../../ingest/codec.ts';
import type { Db } from '../../runtime/postgres.ts';
import { emptyIntake, frame } from './intake.ts';

/** Rows of a query, typed by whoever asks. */
export async function rowsOf<R extends object = Record<string, unknown>>(
  db: Db,
  sql: string,
  values: unknown[] = [],
): Promise<R[]> {
  return (await db.pool.query<R>(sql, values)).rows;
}

/** Changes of incidents that people were told, in order: `OPENED lift-1 1`. */
export async function told(db: Db, device = '%'): Promise<string[]> {
  const rows = await rowsOf<{ line: string }>(
    db,
    `SELECT change || ' ' || (payload ->> 'deviceId') || ' ' || (payload ->> 'count') AS line
     FROM feed WHERE topic = 'incident' AND payload ->> 'deviceId' LIKE $1 ORDER BY xid, seq`,
    [device],
  );
  return rows.map(({ line }) => line);
}

export interface Said {
  device?: string;
  family?: 'camera' | 'elevator' | 'charger' | 'sensor';
  grid?: string;
  receivedAt?: number;
}

/** An alert or a clear of a type on the canonical topic. */
export function say(
  kind: 'alert' | 'clear',
  type: string,
  atMs: number,
  { receivedAt = atMs, ...where }: Said = {},
  more: object = {},
): Frame {
  const body = { type, time: new Date(atMs).toISOString(), ...more };
  return frame(body, { kind, receivedAt, family: 'camera', device: 'cam-1', ...where });
}

/** A device's status on the canonical topic. */
export function status(device: string, online: boolean, receivedAt: number, where: Said = {}): Frame {
  return frame(online ? 'online' : 'offline', {
    kind: 'status',
    family: 'camera',
    ...where,
    device,
    receivedAt,
  });
}

/** Empties every table that the engine writes; grids stay. */
export async function clean(db: Db): Promise<void> {
  await emptyIntake(db);
  await db.pool.query(
    'TRUNCATE clear_mark, metric_watch, severity_rule, maintenance_window, evidence_pending, engine_clock CASCADE',
  );
}
