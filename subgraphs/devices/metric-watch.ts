import type { PoolClient } from 'pg';
import Type, { type Static } from 'typebox';
import { HubError } from '../../core/errors.ts';
import type { Principal } from '../../core/permissions.ts';
import { appendAudit } from '../../runtime/audit.ts';
import type { Db } from '../../runtime/postgres.ts';
import { askableId, textArgument } from '../access.ts';
import { Instant, type Queryable, rowsOf } from '../rows.ts';
import { lockForChange } from './lock.ts';
import { type DeviceRow, effectiveGrid } from './store.ts';

const WatchSchema = Type.Object({
  deviceId: Type.String(),
  metric: Type.String(),
  silenceSeconds: Type.Integer(),
  silent: Type.Boolean(),
  since: Instant,
});
/** A metric that is expected of a device; ingest/liveness.ts looks whether it comes. */
export type WatchRow = Static<typeof WatchSchema>;
const readWatches = rowsOf(WatchSchema);

/** By device and name. */
export async function watchesOf(db: Queryable, ids: readonly string[]): Promise<WatchRow[]> {
  const sql = `SELECT device_id AS "deviceId", metric, silence_seconds AS "silenceSeconds", silent, since
    FROM metric_watch WHERE device_id = ANY($1::text[]) ORDER BY device_id, metric COLLATE "C"`;
  return readWatches(await db.query(sql, [ids]));
}

export interface WatchInput {
  deviceId: string;
  metric: string;
  /** ms */
  silence: number;
}

/** Metrics of one device; each costs intake a look a period. */
const MOST = 100;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

function refuse(path: string, reason: string, reasonZh: string): HubError {
  return new HubError('BAD_USER_INPUT', { path: `input.${path}`, reason, reasonZh });
}

function metricArgument(metric: string): string {
  return textArgument('input.metric', metric, 200) ?? '';
}

/** Watches before the device, as intake locks them (ingest/liveness.ts): the other way round the two could deadlock. */
async function lockWatched(tx: PoolClient, by: Principal, deviceId: string): Promise<DeviceRow> {
  if (askableId(deviceId) !== null) {
    await tx.query('SELECT 1 FROM metric_watch WHERE device_id = $1 ORDER BY metric FOR UPDATE', [deviceId]);
  }
  return lockForChange(tx, by, { deviceId });
}

/**
 * Expects a metric of a device from `now` on; the same again changes nothing.
 * @throws HubError NOT_FOUND | BAD_USER_INPUT
 */
export async function watchMetric(db: Db, by: Principal, input: WatchInput, now: Date): Promise<DeviceRow> {
  const metric = metricArgument(input.metric);
  if (!(input.silence >= MINUTE_MS && input.silence <= 90 * DAY_MS)) {
    throw refuse('silence', '1 minute to 90 days', '须在 1 分钟至 90 天之间');
  }
  const silenceSeconds = Math.round(input.silence / 1000);
  return db.tx(async (tx) => {
    const device = await lockWatched(tx, by, input.deviceId);
    if (device.state === 'RETIRED') throw refuse('deviceId', 'the device is retired', '设备已停用');
    const watches = await watchesOf(tx, [device.id]);
    const before = watches.find((watch) => watch.metric === metric);
    if (before?.silenceSeconds === silenceSeconds) return device;
    if (before === undefined && watches.length >= MOST) {
      throw refuse('metric', `at most ${MOST} metrics of a device`, `每台设备最多监测 ${MOST} 个指标`);
    }
    // due at once: the next look judges it by its new silence and sets the one after
    await tx.query(
      `INSERT INTO metric_watch (device_id, metric, silence_seconds, since, due_at) VALUES ($1, $2, $3, $4, $4)
       ON CONFLICT (device_id, metric) DO UPDATE SET silence_seconds = excluded.silence_seconds, due_at = excluded.due_at`,
      [device.id, metric, silenceSeconds, now],
    );
    await appendAudit(tx, {
      ...{ actor: by.subject, action: 'watchMetric', kind: 'device', objectId: device.id, at: now },
      gridCode: effectiveGrid(device),
      before: before === undefined ? null : { metric, silenceSeconds: before.silenceSeconds },
      after: { metric, silenceSeconds },
    });
    return device;
  });
}

/**
 * Expects it no longer; one that is not watched is left so.
 * @throws HubError NOT_FOUND | BAD_USER_INPUT
 */
export async function unwatchMetric(
  db: Db,
  by: Principal,
  input: Pick<WatchInput, 'deviceId' | 'metric'>,
  now: Date,
): Promise<DeviceRow> {
  const metric = metricArgument(input.metric);
  return db.tx(async (tx) => {
    const device = await lockWatched(tx, by, input.deviceId);
    const before = (await watchesOf(tx, [device.id])).find((watch) => watch.metric === metric);
    if (before === undefined) return device;
    await tx.query('DELETE FROM metric_watch WHERE device_id = $1 AND metric = $2', [device.id, metric]);
    await appendAudit(tx, {
      ...{ actor: by.subject, action: 'unwatchMetric', kind: 'device', objectId: device.id, at: now },
      gridCode: effectiveGrid(device),
      before: { metric, silenceSeconds: before.silenceSeconds },
      after: null,
    });
    return device;
  });
}
