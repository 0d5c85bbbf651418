import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Logger } from 'pino';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { DEVICE_CLASSES } from '../core/device-class.ts';
import { type AlertSignal, type ClearSignal, FAMILIES, type Signal } from '../core/signal.ts';
import type { Db } from '../runtime/postgres.ts';
import { AddressTaken } from './commit-batch.ts';
import type { Pipeline } from './pipeline.ts';

export interface LivenessOptions {
  db: Db;
  pipeline: Pick<Pipeline, 'storeFound'>;
  log: Logger;
  /** Time between two looks, ms (5,000). */
  everyMs?: number;
}

const ROWS = 500;
/** Nobody looked for longer than this: the hub was away, and what it did not hear meanwhile is no silence. */
const AWAY_MS = 60_000;
/** `last_seen_at` is written once in so long, so it may be that much behind. */
const TOUCH_SECONDS = 60;
/** How soon a silent metric is looked at again. */
const AGAIN_SECONDS = 15;

const SilentDevice = Compile(
  Type.Object({ id: Type.String(), family: Type.Enum(FAMILIES), last: Type.Number() }),
);
const WatchRow = Compile(
  Type.Object({
    device_id: Type.String(),
    metric: Type.String(),
    family: Type.Enum(FAMILIES),
    silent: Type.Boolean(),
    last: Type.Number(),
    overdue: Type.Boolean(),
  }),
);

const CLASSES = Object.entries(DEVICE_CLASSES);

/** Since when the hub has listened without a gap, epoch ms. */
async function listeningSince(client: PoolClient, nowMs: number): Promise<number> {
  const { rows } = await client.query<{ since: number }>(
    `WITH before AS (SELECT (extract(epoch FROM at) * 1000)::float8 AS at FROM engine_clock WHERE name = 'looked'),
       floor AS (
         INSERT INTO engine_clock (name, at)
         SELECT 'listening', to_timestamp($1::float8 / 1000)
         WHERE COALESCE((SELECT at FROM before), 0) < $1::float8 - ${AWAY_MS}
         ON CONFLICT (name) DO UPDATE SET at = excluded.at RETURNING at),
       looked AS (
         INSERT INTO engine_clock (name, at) VALUES ('looked', to_timestamp($1::float8 / 1000))
         ON CONFLICT (name) DO UPDATE SET at = GREATEST(engine_clock.at, excluded.at))
     SELECT (extract(epoch FROM COALESCE((SELECT at FROM floor),
       (SELECT at FROM engine_clock WHERE name = 'listening'))) * 1000)::float8 AS since`,
    [nowMs],
  );
  return rows[0]?.since ?? nowMs;
}

/**
 * Locks devices that have been silent for longer than their class, or they themselves, allow. A parent lives as long as
 * anything below it is heard; a child lives by its own word alone, whatever its gateway says.
 */
async function silentDevices(client: PoolClient, nowMs: number, sinceMs: number) {
  const { rows } = await client.query({
    name: 'liveness_silent',
    text: `SELECT d.id, d.family, (extract(epoch FROM GREATEST(d.last_seen_at, d.online_at)) * 1000)::float8 AS last
      FROM device d JOIN unnest($1::text[], $2::int[]) AS c (class, silence) ON c.class = d.class
      WHERE d.state <> 'RETIRED' AND d.online IS DISTINCT FROM false AND d.last_seen_at IS NOT NULL
        AND GREATEST(
          d.last_seen_at,
          to_timestamp($4::float8 / 1000),
          (SELECT max(k.last_seen_at) FROM device k WHERE k.parent_id = d.id)
        ) < to_timestamp($3::float8 / 1000) - make_interval(secs => COALESCE(d.silence_seconds, c.silence) + ${TOUCH_SECONDS})
      ORDER BY d.id LIMIT ${ROWS} FOR NO KEY UPDATE OF d SKIP LOCKED`,
    values: [CLASSES.map(([name]) => name), CLASSES.map(([, row]) => row.silenceSeconds), nowMs, sinceMs],
  });
  return rows.map((row) => {
    if (!SilentDevice.Check(row)) throw new TypeError('a device row is not of the expected shape');
    return row;
  });
}

/**
 * Metrics whose look is due. The next look of one that is heard stands where its silence would end, so a steady metric
 * costs one look a period.
 */
async function dueMetrics(client: PoolClient, nowMs: number, sinceMs: number) {
  const { rows } = await client.query({
    name: 'liveness_metrics',
    text: `WITH due AS (
        SELECT w.device_id, w.metric, w.silence_seconds, w.silent, w.since, d.family FROM metric_watch w
        JOIN device d ON d.id = w.device_id
        WHERE w.due_at <= to_timestamp($1::float8 / 1000) AND d.state <> 'RETIRED' ORDER BY w.due_at LIMIT ${ROWS} FOR UPDATE OF w SKIP LOCKED
      ), heard AS (
        SELECT due.*, GREATEST(due.since, to_timestamp($2::float8 / 1000), (
          SELECT to_timestamp(r.time_ns / 1000000000.0) FROM reading_log r
          WHERE r.device_id = due.device_id AND r.metric = due.metric ORDER BY r.time_ns DESC LIMIT 1)) AS last,
          (SELECT r.time_ns / 1000000 FROM reading_log r
          WHERE r.device_id = due.device_id AND r.metric = due.metric ORDER BY r.time_ns DESC LIMIT 1) AS reading
        FROM due
      ), judged AS (
        SELECT heard.*, last < to_timestamp($1::float8 / 1000) - make_interval(secs => silence_seconds) AS overdue
        FROM heard
      ), moved AS (
        UPDATE metric_watch w SET silent = j.overdue,
          due_at = CASE WHEN j.overdue THEN to_timestamp($1::float8 / 1000) + make_interval(secs => ${AGAIN_SECONDS})
            ELSE j.last + make_interval(secs => j.silence_seconds) END
        FROM judged j WHERE w.device_id = j.device_id AND w.metric = j.metric
      )
      SELECT device_id, metric, family, silent, overdue,
        COALESCE(reading, extract(epoch FROM last) * 1000)::float8 AS last FROM judged`,
    values: [nowMs, sinceMs],
  });
  return rows.map((row) => {
    if (!WatchRow.Check(row)) throw new TypeError('a metric_watch row is not of the expected shape');
    return row;
  });
}

type Watched = Awaited<ReturnType<typeof dueMetrics>>[number];

function metricSignal({ device_id, metric, family, last, overdue }: Watched): AlertSignal | ClearSignal {
  // just after the last reading: told again after a crash it is the same alert
  const ms = Math.floor(last) + 1;
  const base = {
    deviceId: device_id,
    family,
    gridHint: null,
    time: { ms, quality: 'GOOD' as const },
    type: 'device.no_data',
    channel: metric,
  };
  if (!overdue) return { ...base, kind: 'clear', sourceEventId: null };
  return {
    ...base,
    kind: 'alert',
    codeSystem: null,
    code: null,
    sourceEventId: `no-data:${ms}`,
    severity: null,
    confidence: null,
    status: 'ACTUAL',
    values: { metric },
    evidence: [],
  };
}

/**
 * One look at `nowMs` for devices and metrics that have fallen silent, or speak again; what is found goes the way of
 * every signal, in the transaction that found it. One process looks at a time.
 * @returns signals found
 */
export async function checkLiveness(
  { db, pipeline }: Pick<LivenessOptions, 'db' | 'pipeline'>,
  nowMs: number,
): Promise<number> {
  let stored = () => {};
  const count = await db.tx(async (client) => {
    const lock = await client.query(
      "SELECT pg_try_advisory_xact_lock(hashtextextended('liveness', 0)) AS got",
    );
    if (lock.rows[0]?.got !== true) return 0;
    const sinceMs = await listeningSince(client, nowMs);
    const deaths = (await silentDevices(client, nowMs, sinceMs)).map(
      ({ id, family, last }): Signal => ({
        kind: 'status',
        deviceId: id,
        family,
        gridHint: null,
        // gone since it was last heard, so that whatever it says next is newer
        time: { ms: Math.floor(last) + 1, quality: 'GOOD' },
        online: false,
      }),
    );
    const metrics = (await dueMetrics(client, nowMs, sinceMs))
      .filter(({ silent, overdue }) => silent !== overdue)
      .map(metricSignal);
    const signals = [...deaths, ...metrics];
    if (signals.length > 0) stored = await pipeline.storeFound(client, signals, nowMs);
    return signals.length;
  });
  stored();
  return count;
}

/** Looks every few seconds. What is due follows from rows (`last_seen_at`, `due_at`), so nothing is lost with the process. */
export function startLiveness(options: LivenessOptions): { close(): Promise<void> } {
  const { log, everyMs = 5_000 } = options;
  const closing = new AbortController();
  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        while ((await checkLiveness(options, Date.now())) >= ROWS && !closing.signal.aborted);
      } catch (error) {
        const level = error instanceof AddressTaken ? 'debug' : 'warn';
        log[level]({ err: error }, 'silent devices could not be looked for: tried again');
      }
      await sleep(everyMs, undefined, { signal: closing.signal }).catch(() => {});
    }
  }
  const running = run();
  return {
    async close() {
      closing.abort();
      await running;
    },
  };
}
