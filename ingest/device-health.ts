import type { Logger } from 'pino';
import type { Metrics } from '../runtime/metrics.ts';
import { type Db, sqlState } from '../runtime/postgres.ts';
import type { DecodedFrame } from './decode.ts';
import { plainArray, textArray } from './sql.ts';

export interface DeviceHealthOptions {
  db: Db;
  log: Logger;
  metrics: Metrics;
  /** Time between two writes, ms (60,000): a device that spoke costs one row then. */
  everyMs?: number;
  /** Devices kept between two writes (50,000); more are written early. */
  capacity?: number;
  now?: () => number;
}

export interface DeviceHealth {
  /** To be called after the COMMIT of these frames; cheap, and never fails. */
  observe(frames: readonly DecodedFrame[]): void;
  /** Writes what was gathered. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** What a device said since the last write. */
interface Tally {
  messages: number;
  lastSeenMs: number;
  topicGrid: string | null;
  broker: string;
  /** Receive time minus event time of the newest frames, ms, newest last. */
  drifts: number[];
  batteryPercent: number | null;
  batteryMs: number;
}

interface Refused {
  count: number;
  lastMs: number;
}

/** Of one device between two writes; the row keeps KEPT_DRIFTS of the newest. */
const DRIFTS = 5;
const KEPT_DRIFTS = 15;
const ROWS = 2_000;
/** Topics of refused frames kept between two writes. */
const TOPICS = 5_000;

/** As codecs name it (ingest/codecs), and as devices on the canonical topic do. */
const BATTERY = ['batteryPercent', 'battery', 'batteryLevel', 'battery_percent'];

function batteryOf(values: Readonly<Record<string, unknown>>): number | null {
  for (const name of BATTERY) {
    const value = values[name];
    if (typeof value === 'number' && value >= 0 && value <= 100) return value;
  }
  return null;
}

/** Sorted by id: two processes that write the same devices must not wait for each other in a ring. */
async function saveTallies(db: Db, tallies: readonly (readonly [string, Tally])[], hourMs: number) {
  for (let from = 0; from < tallies.length; from += ROWS) {
    const rows = tallies.slice(from, from + ROWS);
    const of = <T>(pick: (tally: Tally) => T) => rows.map(([, tally]) => pick(tally));
    await db.pool.query({
      name: 'ingest_health',
      text: `INSERT INTO device_health AS h (device_id, hour, this_hour, messages, last_seen_at, topic_grid, broker,
          drift_samples, drift_ms, battery_percent, battery_at)
        SELECT t.id, to_timestamp($9::float8 / 1000), t.messages, t.messages, to_timestamp(t.seen / 1000), t.grid,
          t.broker, t.drifts::bigint[],
          (SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY s)) FROM unnest(t.drifts::bigint[]) s),
          t.battery, to_timestamp(t.battery_at / 1000)
        FROM unnest($1::text[], $2::bigint[], $3::float8[], $4::text[], $5::text[], $6::text[], $7::real[], $8::float8[])
          AS t(id, messages, seen, grid, broker, drifts, battery, battery_at)
        JOIN device USING (id) ORDER BY t.id
        ON CONFLICT (device_id) DO UPDATE SET
          this_hour = CASE WHEN h.hour = excluded.hour THEN h.this_hour + excluded.this_hour
            WHEN h.hour > excluded.hour THEN h.this_hour ELSE excluded.this_hour END,
          last_hour = CASE WHEN h.hour = excluded.hour THEN h.last_hour
            WHEN h.hour = excluded.hour - interval '1 hour' THEN h.this_hour
            WHEN h.hour = excluded.hour + interval '1 hour' THEN h.last_hour + excluded.this_hour
            WHEN h.hour > excluded.hour THEN h.last_hour ELSE 0 END,
          hour = GREATEST(h.hour, excluded.hour),
          messages = h.messages + excluded.messages,
          last_seen_at = GREATEST(h.last_seen_at, excluded.last_seen_at),
          topic_grid = COALESCE(excluded.topic_grid, h.topic_grid),
          broker = excluded.broker,
          drift_samples = (excluded.drift_samples || h.drift_samples)[1:${KEPT_DRIFTS}],
          drift_ms = (SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY s))
            FROM unnest((excluded.drift_samples || h.drift_samples)[1:${KEPT_DRIFTS}]) s),
          battery_percent = COALESCE(excluded.battery_percent, h.battery_percent),
          battery_at = COALESCE(excluded.battery_at, h.battery_at),
          updated_at = now()`,
      values: [
        textArray(rows.map(([id]) => id)),
        plainArray(of((tally) => tally.messages)),
        plainArray(of((tally) => (tally.lastSeenMs > 0 ? tally.lastSeenMs : null))),
        textArray(of((tally) => tally.topicGrid)),
        textArray(of((tally) => tally.broker)),
        textArray(of((tally) => `{${tally.drifts.toReversed().join(',')}}`)),
        plainArray(of((tally) => tally.batteryPercent)),
        plainArray(of((tally) => (tally.batteryPercent === null ? null : tally.batteryMs))),
        hourMs,
      ],
    });
  }
}

/** A refused frame counts for the device whose id is a level of its topic, the one nearest to the end. */
async function saveRefused(db: Db, refused: ReadonlyMap<string, Refused>, hourMs: number): Promise<void> {
  const topics = [...refused];
  if (topics.length === 0) return;
  await db.pool.query({
    name: 'ingest_health_refused',
    text: `WITH told AS (
        SELECT topic, count, at FROM unnest($1::text[], $2::bigint[], $3::float8[]) AS t(topic, count, at)
      ), owned AS (
        SELECT told.topic, told.count, told.at, d.id FROM told
        CROSS JOIN LATERAL (
          SELECT device.id FROM unnest(string_to_array(told.topic, '/')) WITH ORDINALITY AS level (id, place)
          JOIN device ON device.id = level.id ORDER BY place DESC LIMIT 1) d
      ), by_device AS (
        SELECT id, sum(count)::bigint AS count, max(at) AS at FROM owned GROUP BY id
      )
      INSERT INTO device_health AS h (device_id, hour, refused, refused_at)
      SELECT id, to_timestamp($4::float8 / 1000), count, to_timestamp(at / 1000) FROM by_device ORDER BY id
      ON CONFLICT (device_id) DO UPDATE SET refused = h.refused + excluded.refused,
        refused_at = GREATEST(h.refused_at, excluded.refused_at), updated_at = now()`,
    values: [
      textArray(topics.map(([topic]) => topic)),
      plainArray(topics.map(([, { count }]) => count)),
      plainArray(topics.map(([, { lastMs }]) => lastMs)),
      hourMs,
    ],
  });
}

/**
 * What intake learns of the health of devices, gathered in memory and written once a minute: message rate, clock drift,
 * battery, refused frames. It is a statistic: what a process gathered and did not write is lost with it, alerts never are.
 */
export function createDeviceHealth(options: DeviceHealthOptions): DeviceHealth {
  const { db, log, everyMs = 60_000, capacity = 50_000, now = Date.now } = options;
  const lost = options.metrics.counter({
    name: 'hub_device_health_lost_total',
    help: 'Devices whose statistics of a minute were given up: the database was away',
  });
  let tallies = new Map<string, Tally>();
  let refused = new Map<string, Refused>();
  let writing: Promise<void> = Promise.resolve();
  let waiting = false;

  function tallyOf(deviceId: string): Tally | null {
    const known = tallies.get(deviceId);
    if (known !== undefined) return known;
    if (tallies.size >= capacity) {
      void flush();
      // the last write is still under way: this one is a statistic less
      if (tallies.size >= capacity) return null;
    }
    const tally: Tally = {
      messages: 0,
      lastSeenMs: 0,
      topicGrid: null,
      broker: '',
      drifts: [],
      batteryPercent: null,
      batteryMs: 0,
    };
    tallies.set(deviceId, tally);
    return tally;
  }

  function seen({ frame, signals, broker, replayOf }: DecodedFrame): void {
    // what is replayed was said long ago
    if (replayOf !== null) return;
    // of readings that come together only the newest tells the clock: the others waited
    const newestMs = new Map<string, number | null>();
    for (const signal of signals) {
      const { deviceId, time } = signal;
      // the broker's or the gateway's word, not the device's
      if (signal.kind === 'status' && !signal.online) continue;
      const tally = tallyOf(deviceId);
      if (tally === null) continue;
      if (!newestMs.has(deviceId)) {
        newestMs.set(deviceId, null);
        tally.messages += 1;
        tally.lastSeenMs = Math.max(tally.lastSeenMs, frame.receivedAt);
        tally.broker = broker;
      }
      tally.topicGrid = signal.gridHint ?? tally.topicGrid;
      // a status carries no time of its own
      if (signal.kind !== 'status' && time.quality === 'GOOD') {
        newestMs.set(deviceId, Math.max(newestMs.get(deviceId) ?? -Infinity, time.ms));
      }
      const battery =
        signal.kind === 'telemetry' || signal.kind === 'alert' ? batteryOf(signal.values) : null;
      if (battery !== null) {
        tally.batteryPercent = battery;
        tally.batteryMs = frame.receivedAt;
      }
    }
    for (const [deviceId, ms] of newestMs) {
      const tally = tallies.get(deviceId);
      if (ms !== null && tally !== undefined) addDrift(tally, frame.receivedAt - ms);
    }
  }

  function addDrift(tally: Tally, driftMs: number): void {
    if (tally.drifts.length === DRIFTS) tally.drifts.shift();
    tally.drifts.push(Math.round(driftMs));
  }

  function countRefused({ frame }: DecodedFrame): void {
    const known = refused.get(frame.topic);
    if (known !== undefined) {
      known.count += 1;
      known.lastMs = frame.receivedAt;
    } else if (refused.size < TOPICS && frame.topic.length <= 1_000 && !frame.topic.includes('\u0000')) {
      refused.set(frame.topic, { count: 1, lastMs: frame.receivedAt });
    }
  }

  async function write(): Promise<void> {
    waiting = false;
    const [mine, myRefused] = [tallies, refused];
    if (mine.size === 0 && myRefused.size === 0) return;
    tallies = new Map();
    refused = new Map();
    const hourMs = Math.floor(now() / 3_600_000) * 3_600_000;
    try {
      await saveTallies(
        db,
        [...mine].sort(([a], [b]) => (a < b ? -1 : 1)),
        hourMs,
      );
      await saveRefused(db, myRefused, hourMs);
    } catch (error) {
      lost.inc(mine.size);
      log.warn(
        { err: error, devices: mine.size, sqlState: sqlState(error) },
        'health of devices not written',
      );
    }
  }

  function flush(): Promise<void> {
    // one write at a time, and at most one that waits: it takes all that is there by then
    if (!waiting) {
      waiting = true;
      writing = writing.then(write);
    }
    return writing;
  }

  const timer = setInterval(() => void flush(), everyMs);
  return {
    observe(frames) {
      for (const frame of frames) {
        if (frame.signals.length > 0) seen(frame);
        if (frame.refusals.length > 0 && frame.replayOf === null) countRefused(frame);
      }
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
