import { communityOf } from '../core/grid.ts';
import { encodeAlertId } from '../core/ids.ts';
import { severityRank } from '../core/severity.ts';
import type { Db } from '../runtime/postgres.ts';
import type { AlertRecord } from '../runtime/series/port.ts';

const HOUR_MS = 3_600_000;

/** An alert as ingest would store it; what is not given is plain. Address and community follow from the rest. */
export function alertOf(given: Partial<AlertRecord> & { timeNs: bigint }): AlertRecord {
  const { timeNs, deviceId = 'cam-1', type = 'camera.fire', gridCode = '511304001002001' } = given;
  const communityCode = communityOf(gridCode);
  return {
    communityCode,
    type,
    deviceId,
    gridCode,
    family: 'camera',
    channel: '',
    severity: 'major',
    status: 'ACTUAL',
    codeSystem: null,
    code: null,
    sourceEventId: null,
    confidence: null,
    timeQuality: 'GOOD',
    receivedAtMs: Number(timeNs / 1_000_000n) + 40,
    values: {},
    evidence: [],
    incidentId: null,
    counted: true,
    codec: 'canonical',
    ...given,
    id: encodeAlertId({ communityCode, type, timeNs, deviceId }),
  };
}

/** Writes alerts into the log and the hourly rollup, in one transaction, as ingest does. */
export async function fillAlerts(db: Db, alerts: readonly AlertRecord[]): Promise<void> {
  await db.tx(async (client) => {
    await client.query(
      `INSERT INTO alert_log (community_code, type, time_ns, id, fingerprint, device_id, family, grid_code, channel,
         severity, status, code_system, code, source_event_id, confidence, time_quality, received_at, "values", evidence,
         incident_id, counted, codec)
       SELECT r.c, r.t, r.n::bigint, r.id, 0, r.d, r.f, r.g, r.ch, r.s, r.st, r.cs, r.co, r.se, r.conf, r.tq,
         to_timestamp(r.rec / 1000.0), r.v, r.e, r.inc, r.counted, r.codec
       FROM jsonb_to_recordset($1::jsonb) AS r (c text, t text, n text, id text, d text, f text, g text, ch text,
         s smallint, st text, cs text, co text, se text, conf real, tq text, rec float8, v jsonb, e jsonb, inc text,
         counted boolean, codec text)`,
      [
        JSON.stringify(
          alerts.map((alert) => ({
            c: alert.communityCode,
            t: alert.type,
            n: alert.timeNs.toString(),
            id: alert.id,
            d: alert.deviceId,
            f: alert.family,
            g: alert.gridCode,
            ch: alert.channel,
            s: severityRank(alert.severity),
            st: alert.status,
            cs: alert.codeSystem,
            co: alert.code,
            se: alert.sourceEventId,
            conf: alert.confidence,
            tq: alert.timeQuality,
            rec: alert.receivedAtMs,
            v: Object.keys(alert.values).length === 0 ? null : alert.values,
            e: alert.evidence.length === 0 ? null : alert.evidence,
            inc: alert.incidentId,
            counted: alert.counted,
            codec: alert.codec,
          })),
        ),
      ],
    );
    for (const alert of alerts) {
      const hourMs = Math.floor(Number(alert.timeNs / 1_000_000n) / HOUR_MS) * HOUR_MS;
      await client.query(
        `INSERT INTO alert_count_hourly AS h VALUES (to_timestamp($1::float8), $2, $3, $4, 1)
         ON CONFLICT (hour, grid_code, type, severity) DO UPDATE SET count = h.count + 1`,
        [hourMs / 1000, alert.gridCode ?? '', alert.type, severityRank(alert.severity)],
      );
    }
  });
}

export interface Reading {
  deviceId: string;
  metric: string;
  atMs: number;
  value: number;
  communityCode: string;
}

export async function fillReadings(db: Db, readings: readonly Reading[]): Promise<void> {
  await db.pool.query(
    `INSERT INTO reading_log (device_id, metric, time_ns, value, community_code)
     SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::float8[], $5::text[])`,
    [
      readings.map((one) => one.deviceId),
      readings.map((one) => one.metric),
      readings.map((one) => `${one.atMs}000000`),
      readings.map((one) => one.value),
      readings.map((one) => one.communityCode),
    ],
  );
}

/** Empties what the stores read in Postgres. */
export async function clearLogs(db: Db): Promise<void> {
  await db.pool.query('TRUNCATE alert_log, reading_log, alert_count_hourly, relay_refused');
}
