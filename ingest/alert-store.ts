import type { PoolClient } from 'pg';
import { alertTimeNs, encodeAlertId } from '../core/ids.ts';
import { severityRank } from '../core/severity.ts';
import type { TelemetrySignal } from '../core/signal.ts';
import { COPY_NULL, copyText } from '../runtime/copy-text.ts';
import { sqlState } from '../runtime/postgres.ts';
import type { AlertItem } from './fold-batch.ts';
import type { Place } from './registry.ts';
import type { Round, Sink } from './round.ts';
import { plainArray, textArray } from './sql.ts';

/**
 * A frame without a usable time and without an event id is told from its redelivery only by when it came: the same
 * bytes again within this time, or marked as sent before by the broker, are the same alert; later ones are news.
 */
const UNTIMED_REPEAT_MS = 60_000;

/** Keeps `value` with those of its key; nearly every key has one. @returns those that were there before it */
function chain<K, V>(chains: Map<K, V | V[]>, key: K, value: V): readonly V[] {
  const before = chains.get(key);
  if (before === undefined) {
    chains.set(key, value);
    return [];
  }
  const all = Array.isArray(before) ? before : [before];
  chains.set(key, [...all, value]);
  return all;
}

/** Alerts that come more than once in the batch, all but the first of each. */
export function repeatedInBatch(alerts: readonly AlertItem[]): Set<AlertItem> {
  const repeated = new Set<AlertItem>();
  const seen = new Map<bigint, AlertItem | AlertItem[]>();
  for (const alert of alerts) {
    const { ms, quality } = alert.signal.time;
    const same = chain(seen, alert.fingerprint, alert).some(
      ({ signal: { time } }) => time.quality === quality && (quality !== 'GOOD' || time.ms === ms),
    );
    if (same) repeated.add(alert);
  }
  return repeated;
}

async function pick(
  alerts: readonly AlertItem[],
  numbers: Promise<Record<string, unknown>[]>,
): Promise<AlertItem[]> {
  return (await numbers).flatMap(({ n }) => alerts[Number(n) - 1] ?? []);
}

/**
 * Which alerts with a time of their own are stored already; known once the round has been sent. By device and not by
 * address: the device may have been claimed, and its community changed, between two deliveries.
 */
export async function findStored(round: Round, timed: readonly AlertItem[]): Promise<AlertItem[]> {
  if (timed.length === 0) return [];
  const found = round.query({
    name: 'ingest_known_alerts',
    text: `SELECT k.n::int AS n
      FROM unnest($1::text[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS k(device_id, from_ns, fingerprint, n)
      CROSS JOIN LATERAL (
        SELECT 1 FROM alert_log a WHERE a.device_id = k.device_id AND a.time_ns >= k.from_ns
          AND a.time_ns < k.from_ns + 1000000 AND a.fingerprint = k.fingerprint LIMIT 1
      ) a`,
    values: [
      textArray(timed.map((alert) => alert.signal.deviceId)),
      plainArray(timed.map((alert) => BigInt(alert.signal.time.ms) * 1_000_000n)),
      plainArray(timed.map((alert) => alert.fingerprint)),
    ],
  });
  return pick(timed, found);
}

/** A repeat of it is known by more than its bytes and when it came. */
function isToldApart({ redelivered, signal }: AlertItem): boolean {
  return redelivered || signal.sourceEventId !== null;
}

/** Which alerts without a usable time are stored already; known once the round has been sent. */
export async function findStoredUntimed(
  round: Round,
  untimed: readonly AlertItem[],
  hotWindowMs: number,
): Promise<AlertItem[]> {
  if (untimed.length === 0) return [];
  const found = round.query({
    name: 'ingest_known_untimed',
    text: `SELECT k.n::int AS n
      FROM unnest($1::text[], $2::bigint[], $3::float8[], $4::float8[]) WITH ORDINALITY
        AS k(device_id, fingerprint, since, until, n)
      CROSS JOIN LATERAL (
        SELECT 1 FROM alert_log a WHERE a.time_quality = 'BAD' AND a.device_id = k.device_id
          AND a.fingerprint = k.fingerprint AND a.received_at >= to_timestamp(k.since / 1000)
          AND (k.until IS NULL OR a.received_at <= to_timestamp(k.until / 1000)) LIMIT 1
      ) a`,
    values: [
      textArray(untimed.map((alert) => alert.signal.deviceId)),
      plainArray(untimed.map((alert) => alert.fingerprint)),
      plainArray(
        untimed.map((alert) => alert.receivedAt - (isToldApart(alert) ? hotWindowMs : UNTIMED_REPEAT_MS)),
      ),
      // what came when the hub's clock was ahead is no repeat of what comes after it was put right
      plainArray(untimed.map((alert) => (isToldApart(alert) ? null : alert.receivedAt + UNTIMED_REPEAT_MS))),
    ],
  });
  return pick(untimed, found);
}

/** At one nanosecond two alerts may not stand in one place of InfluxDB, nor two of one device. */
function excludes(one: AlertItem, other: AlertItem): boolean {
  if (one.signal.deviceId === other.signal.deviceId) return true;
  return one.type === other.type && one.place.communityCode === other.place.communityCode;
}

/** As `takenPlaces` writes them. */
function isTaken(taken: ReadonlySet<string>, { type, place, signal }: AlertItem, timeNs: bigint): boolean {
  if (taken.size === 0) return false;
  return taken.has(`${place.communityCode} ${type} ${timeNs}`) || taken.has(`${timeNs} ${signal.deviceId}`);
}

/** Gives each alert its address and id; `taken` are places of other alerts, stepped over within the ms. */
export function assignAddresses(alerts: readonly AlertItem[], taken: ReadonlySet<string>): void {
  const used = new Map<bigint, AlertItem | AlertItem[]>();
  for (const alert of alerts) {
    let timeNs = 0n;
    for (let probe = 0; probe < 1_000_000; probe += 1) {
      timeNs = alertTimeNs(alert.signal.time.ms, alert.fingerprint, probe);
      if (isTaken(taken, alert, timeNs)) continue;
      // one that steps on stays in the chain: it only makes another step on that need not
      if (!chain(used, timeNs, alert).some((other) => excludes(alert, other))) break;
    }
    alert.timeNs = timeNs;
    alert.id = encodeAlertId({
      communityCode: alert.place.communityCode,
      type: alert.type,
      timeNs,
      deviceId: alert.signal.deviceId,
    });
  }
}

/** Places that other alerts hold within the ms of these. Asked only after an insert met one: it hardly ever does. */
export async function takenPlaces(client: PoolClient, alerts: readonly AlertItem[]): Promise<Set<string>> {
  const { rows } = await client.query<{ place: string }>({
    name: 'ingest_taken_places',
    // OFFSET 0 keeps it a look-up for each: as a join it went through the whole log, and one batch took 14 s
    text: `SELECT k.community || ' ' || k.type || ' ' || a.time_ns AS place
      FROM unnest($1::text[], $2::text[], $3::bigint[]) AS k(community, type, from_ns)
      CROSS JOIN LATERAL (
        SELECT a.time_ns FROM alert_log a WHERE a.time_ns >= k.from_ns AND a.time_ns < k.from_ns + 1000000
          AND a.community_code = k.community AND a.type = k.type OFFSET 0
      ) a
      UNION
      SELECT a.time_ns || ' ' || k.device_id
      FROM unnest($4::text[], $3::bigint[]) AS k(device_id, from_ns)
      CROSS JOIN LATERAL (
        SELECT a.time_ns FROM alert_log a WHERE a.time_ns >= k.from_ns AND a.time_ns < k.from_ns + 1000000
          AND a.device_id = k.device_id OFFSET 0
      ) a`,
    values: [
      textArray(alerts.map((alert) => alert.place.communityCode)),
      textArray(alerts.map((alert) => alert.type)),
      plainArray(alerts.map((alert) => BigInt(alert.signal.time.ms) * 1_000_000n)),
      textArray(alerts.map((alert) => alert.signal.deviceId)),
    ],
  });
  return new Set(rows.map((row) => row.place));
}

const COPY_ALERTS = `COPY alert_log (community_code, type, time_ns, id, fingerprint, device_id, family, grid_code, channel,
  severity, status, code_system, code, source_event_id, confidence, time_quality, received_at, "values", evidence,
  incident_id, counted, codec) FROM STDIN`;

/** A line of COPY_ALERTS. Codes and ids that we made ourselves hold nothing to be escaped. */
function alertLine(alert: AlertItem, timestamp: (ms: number) => string): string {
  const { signal, place } = alert;
  const grid = place.gridCode ?? COPY_NULL;
  return (
    `${place.communityCode}\t${alert.type}\t${alert.timeNs}\t${alert.id}\t${alert.fingerprint}` +
    `\t${copyText(signal.deviceId)}\t${signal.family}\t${grid}\t${copyText(signal.channel)}` +
    `\t${severityRank(alert.severity)}\t${signal.status}\t${copyText(signal.codeSystem)}\t${copyText(signal.code)}` +
    `\t${copyText(signal.sourceEventId)}\t${signal.confidence ?? COPY_NULL}\t${signal.time.quality}` +
    `\t${timestamp(alert.receivedAt)}\t${copyText(alert.values)}\t${copyText(alert.evidence)}` +
    `\t${alert.incidentId ?? COPY_NULL}\t${alert.counted ? 't' : 'f'}\t${copyText(alert.codec)}\n`
  );
}

/** @returns false when another alert took an address first: then none is stored and the transaction is over */
export function insertAlerts(round: Round, alerts: readonly AlertItem[]): Promise<boolean> {
  if (alerts.length === 0) return Promise.resolve(true);
  let rows = '';
  const timestamp = timestamps();
  for (const alert of alerts) rows += alertLine(alert, timestamp);
  return round.copy('ingest_alerts', COPY_ALERTS, rows).then(
    () => true,
    (error: unknown) => {
      if (sqlState(error) === '23505') return false;
      throw error;
    },
  );
}

/** Times as text; many frames of a batch come within one ms. */
function timestamps(): (ms: number) => string {
  let lastMs = Number.NaN;
  let text = '';
  return (ms) => {
    if (ms !== lastMs) {
      lastMs = ms;
      text = new Date(ms).toISOString();
    }
    return text;
  };
}

const HOUR_MS = 3_600_000;

/** Adds the batch to the hourly counts: one upsert a touched row, in key order. */
export function countAlerts(sink: Sink, alerts: readonly AlertItem[]): Promise<unknown> {
  const counts = new Map<
    string,
    { hour: number; grid: string; type: string; severity: number; count: number }
  >();
  for (const { signal, place, type, severity } of alerts) {
    const hour = Math.floor(signal.time.ms / HOUR_MS) * HOUR_MS;
    const grid = place.gridCode ?? '';
    const rank = severityRank(severity);
    const key = `${hour} ${grid} ${type} ${rank}`;
    const row = counts.get(key);
    if (row === undefined) counts.set(key, { hour, grid, type, severity: rank, count: 1 });
    else row.count += 1;
  }
  if (counts.size === 0) return Promise.resolve();
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return sink.query({
    name: 'ingest_counts',
    text: `INSERT INTO alert_count_hourly AS h (hour, grid_code, type, severity, count)
      SELECT to_timestamp(hour / 1000), grid, type, severity, count
      FROM unnest($1::float8[], $2::text[], $3::text[], $4::smallint[], $5::int[]) AS t(hour, grid, type, severity, count)
      ON CONFLICT (hour, grid_code, type, severity) DO UPDATE SET count = h.count + EXCLUDED.count`,
    values: [
      plainArray(rows.map((row) => row.hour)),
      textArray(rows.map((row) => row.grid)),
      textArray(rows.map((row) => row.type)),
      plainArray(rows.map((row) => row.severity)),
      plainArray(rows.map((row) => row.count)),
    ],
  });
}

/** Telemetry of a batch. The same device, metric and time again is the same reading. */
export function insertReadings(
  sink: Sink,
  readings: readonly { signal: TelemetrySignal; place: Place }[],
): Promise<unknown> {
  const rows = readings.flatMap(({ signal, place }) =>
    Object.entries(signal.values).map(([metric, value]) => ({
      deviceId: signal.deviceId,
      metric,
      ns: BigInt(signal.time.ms) * 1_000_000n,
      value,
      community: place.communityCode,
    })),
  );
  if (rows.length === 0) return Promise.resolve();
  return sink.query({
    name: 'ingest_readings',
    text: `INSERT INTO reading_log (device_id, metric, time_ns, value, community_code)
      SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::float8[], $5::text[]) ON CONFLICT DO NOTHING`,
    values: [
      textArray(rows.map((row) => row.deviceId)),
      textArray(rows.map((row) => row.metric)),
      plainArray(rows.map((row) => row.ns)),
      plainArray(rows.map((row) => row.value)),
      textArray(rows.map((row) => row.community)),
    ],
  });
}
