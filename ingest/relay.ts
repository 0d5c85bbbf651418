import { Socket } from 'node:net';
import pg from 'pg';
import type { Logger } from 'pino';
import type { InfluxConfig } from '../runtime/config.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { Db } from '../runtime/postgres.ts';
import { createInfluxHttp } from '../runtime/series/influx-http.ts';
import { createInfluxQl } from '../runtime/series/influx-ql.ts';
import { setUpInflux } from '../runtime/series/influx-setup.ts';
import { createWriter } from '../runtime/series/influx-writer.ts';
import { createHandover, type Stored } from './relay-handover.ts';
import { type Lag, relayLag } from './relay-lag.ts';
import { runLane } from './relay-lane.ts';
import { fromLog, fromMemory } from './relay-load.ts';
import { LOGS } from './relay-source.ts';
import { backoffMs, createWaker, pause } from './relay-wait.ts';

export interface RelayOptions {
  db: Pick<Db, 'url' | 'pool'>;
  influx: InfluxConfig;
  /** Retention that the hub gives to a database of its own making, days. */
  seriesDays: number;
  log: Logger;
  metrics: Metrics;
  /** How long Postgres has for the answer to a statement, ms (30,000). */
  silenceMs?: number;
}

export interface Relay {
  /** Says that a batch was committed; saves up to a second of waiting. */
  poke(): void;
  /** As `poke`, with what that batch has stored, which then need not be read back. */
  committed(stored: Stored): void;
  lag(): Promise<Lag>;
  /** Finishes no request: what is in flight is sent again by the next relay and overwrites itself. */
  close(): Promise<void>;
}

const LOCK_POLL_MS = 1_000;
const SILENCE_MS = 30_000;
/** A goodbye that nobody hears is not waited for. */
const END_MS = 2_000;
/** One relay at a time: a session lock of the connection that reads and moves the cursors. */
const TRY_LOCK = `SELECT pg_try_advisory_lock(hashtextextended('wangge-hub relay', 0)) AS held`;

function meters(metrics: Metrics, lag: () => Promise<Lag>) {
  const labels = ['log'];
  const gauge = (name: string, help: string, value: (lag: Lag) => number) =>
    metrics.gauge({
      name,
      help,
      async collect(self) {
        // Postgres is down: the last known lag stays
        const now = await lag().catch(() => null);
        if (now !== null) self.set(value(now));
      },
    });
  gauge(
    'hub_relay_lag_rows',
    'Rows that InfluxDB does not have yet (counting stops at 100,000)',
    (lag) => lag.rows,
  );
  gauge(
    'hub_relay_lag_seconds',
    'Age of the oldest row that InfluxDB does not have yet',
    (lag) => lag.ageMs / 1000,
  );
  const taken = metrics.counter({
    name: 'hub_relay_alerts_total',
    help: 'Alerts that the relay took from the batches of its own process (memory), or read back from Postgres (log)',
    labels: ['from'],
  });
  return {
    taken: (from: 'memory' | 'log', count: number) => taken.inc({ from }, count),
    written: metrics.counter({ name: 'hub_relay_written_total', help: 'Points that InfluxDB took', labels }),
    refused: metrics.counter({
      name: 'hub_relay_refused_total',
      help: 'Points that InfluxDB will never take, kept in relay_refused',
      labels,
    }),
    retries: metrics.counter({
      name: 'hub_relay_retries_total',
      help: 'Writes that were tried again',
      labels,
    }),
  };
}

/**
 * Carries alert_log and reading_log into InfluxDB, at its own pace and in the background. Every row becomes exactly one
 * point (the same row sent twice is the same point) or a row of relay_refused; while InfluxDB is down the logs grow on
 * disk and nothing in memory.
 */
export function startRelay(options: RelayOptions): Relay {
  const { db, influx, seriesDays, log, metrics, silenceMs = SILENCE_MS } = options;
  const closing = new AbortController();
  const wakers = { alert: createWaker(), reading: createWaker() };
  const [ql, http] = [createInfluxQl(influx), createInfluxHttp(influx)];
  const setUp = () => setUpInflux({ config: influx, ql, http, log, seriesDays });
  const writer = createWriter(influx, http);
  const lag = () => relayLag(db.pool);
  const meter = meters(metrics, lag);
  const handover = createHandover(metrics);
  const next = { alert: fromMemory(handover, meter.taken), reading: fromLog('reading') };

  async function acquire(client: pg.Client, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const { rows } = await client.query<{ held: unknown }>(TRY_LOCK);
      if (rows[0]?.held === true) return;
      await pause(LOCK_POLL_MS, signal);
    }
  }

  async function prepare(signal: AbortSignal): Promise<void> {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        return await setUp();
      } catch (error) {
        const told = attempt === 0 ? 'warn' : 'debug';
        log[told]({ err: error }, 'InfluxDB cannot be set up yet; alerts wait in Postgres');
        await pause(backoffMs(attempt), signal);
      }
    }
  }

  /** From taking the lock to losing its connection. */
  async function session(): Promise<void> {
    const socket = new Socket();
    const client = new pg.Client({
      connectionString: db.url,
      application_name: 'wangge-hub relay',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: silenceMs,
      // A cursor that a crash sets back only makes the relay send again what overwrites itself. A relay whose machine has
      // gone without a word holds the lock until the server asks whether it is still there: by default after hours.
      options:
        '-c TimeZone=UTC -c synchronous_commit=off -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5',
      stream: () => socket,
    });
    const lost = new AbortController();
    const signal = AbortSignal.any([closing.signal, lost.signal]);
    signal.addEventListener('abort', () => setTimeout(() => socket.destroy(), END_MS).unref(), {
      once: true,
    });
    client.on('error', (error) => lost.abort(error));
    client.on('end', () => lost.abort(new Error('the connection to Postgres ended')));
    try {
      await client.connect();
      await acquire(client, signal);
      await prepare(signal);
      handover.open();
      const lanes = LOGS.map((name) =>
        runLane({
          name,
          client,
          next: next[name],
          waker: wakers[name],
          delivery: {
            writer,
            setUp,
            signal,
            onRetry(reason, attempt) {
              meter.retries.inc({ log: name });
              log[attempt === 0 ? 'warn' : 'debug'](
                { log: name, reason, attempt },
                'InfluxDB did not take a batch; trying again',
              );
            },
          },
          onWritten(written, refused) {
            meter.written.inc({ log: name }, written);
            meter.refused.inc({ log: name }, refused.length);
            for (const { point, reason } of refused.slice(0, 3)) {
              log.warn(
                { log: name, point: point.key(), reason },
                'InfluxDB refuses a point; kept in relay_refused',
              );
            }
          },
        }).catch((error) => {
          lost.abort(error);
          throw error;
        }),
      );
      const ends = await Promise.allSettled(lanes);
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    } finally {
      handover.close();
      lost.abort();
      await client.end().catch(() => {});
    }
  }

  async function run(): Promise<void> {
    for (let attempt = 0; !closing.signal.aborted; attempt += 1) {
      const began = performance.now();
      try {
        await session();
      } catch (error) {
        if (closing.signal.aborted) return;
        if (performance.now() - began > 60_000) attempt = 0;
        log.warn({ err: error }, 'the relay lost Postgres; taking up its work again');
        await pause(Math.min(backoffMs(attempt), 5_000), closing.signal);
      }
    }
  }

  function poke(): void {
    for (const waker of Object.values(wakers)) waker.poke();
  }

  const ended = run();
  return {
    poke,
    committed(stored) {
      handover.put(stored);
      poke();
    },
    lag,
    async close() {
      closing.abort();
      ql.close();
      // destroys requests in flight, so that nothing waits for their deadline
      await http.close();
      await ended;
    },
  };
}
