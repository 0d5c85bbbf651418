import Type, { type Static } from 'typebox';
import { Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import type { Where } from '../where.ts';

const HealthSchema = Type.Object({
  deviceId: Type.String(),
  lastSeenAt: nullable(Instant),
  hour: Instant,
  thisHour: Type.Number(),
  lastHour: Type.Number(),
  driftMs: nullable(Type.Number()),
  batteryPercent: nullable(Type.Number()),
  batteryAt: nullable(Instant),
  refused: Type.Number(),
  refusedAt: nullable(Instant),
});
export type HealthRow = Static<typeof HealthSchema>;
const readHealth = rowsOf(HealthSchema);

export async function healthOf(db: Queryable, ids: readonly string[]): Promise<HealthRow[]> {
  const sql = `SELECT device_id AS "deviceId", last_seen_at AS "lastSeenAt", hour, this_hour::float8 AS "thisHour",
      last_hour::float8 AS "lastHour", drift_ms::float8 AS "driftMs", battery_percent AS "batteryPercent",
      battery_at AS "batteryAt", refused::float8 AS refused, refused_at AS "refusedAt"
    FROM device_health WHERE device_id = ANY($1::text[])`;
  return readHealth(await db.query(sql, [ids]));
}

export interface HealthCriteria {
  silentSince: Date | null;
  clockDriftOverMs: number | null;
  batteryBelow: number | null;
  refusedSince: Date | null;
}

/** Conditions on the device of the query around; health is written once a minute, `last_seen_at` of device too. */
export function addHealthCriteria(where: Where, wanted: HealthCriteria): void {
  const health = (condition: string) =>
    where.add(`EXISTS (SELECT FROM device_health h WHERE h.device_id = device.id AND ${condition})`);
  if (wanted.silentSince !== null) {
    const since = where.param(wanted.silentSince);
    where.add(`(last_seen_at IS NULL OR last_seen_at < ${since})`);
    where.add(
      `NOT EXISTS (SELECT FROM device_health h WHERE h.device_id = device.id AND h.last_seen_at >= ${since})`,
    );
  }
  if (wanted.clockDriftOverMs !== null) {
    health(`h.drift_ms IS NOT NULL AND abs(h.drift_ms) > ${where.param(wanted.clockDriftOverMs)}`);
  }
  if (wanted.batteryBelow !== null) health(`h.battery_percent < ${where.param(wanted.batteryBelow)}::float8`);
  if (wanted.refusedSince !== null) health(`h.refused_at >= ${where.param(wanted.refusedSince)}`);
}
