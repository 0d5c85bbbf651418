import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Relay, type RelayOptions, startRelay } from '../../ingest/relay.ts';
import type { InfluxConfig } from '../../runtime/config.ts';
import { createMetrics, type Metrics } from '../../runtime/metrics.ts';
import type { AlertRecord } from '../../runtime/series/port.ts';
import { alertOf, clearLogs } from '../series-fill.ts';
import { type TestDb, testDb } from './db.ts';
import { testLog } from './log.ts';
import { until } from './until.ts';

export const HOUR = 3_600_000;
export const BASE = Math.floor(Date.now() / HOUR) * HOUR - 24 * HOUR;
export const COMMUNITY = '511304001002';

/** Alerts of one device a ms apart, `from` on. */
export function many(count: number, from = 0): AlertRecord[] {
  return Array.from({ length: count }, (_, index) =>
    alertOf({ timeNs: BigInt(BASE + from + index) * 1_000_000n + 17n, deviceId: `cam-${index % 7}` }),
  );
}

/** A database whose logs are empty at the begin of each test, and relays that end with it. */
export function relayHub() {
  let hub: TestDb;
  let metrics: Metrics;
  const relays: Relay[] = [];

  beforeAll(async () => {
    hub = await testDb();
  });
  beforeEach(async () => {
    for (const relay of relays.splice(0)) await relay.close();
    metrics = createMetrics({ processMetrics: false });
    await clearLogs(hub.db);
  });
  afterAll(async () => {
    for (const relay of relays.splice(0)) await relay.close();
    await hub.close();
  });

  return {
    get url() {
      return hub.url;
    },
    get db() {
      return hub.db;
    },
    get metrics() {
      return metrics;
    },

    relayTo(influx: InfluxConfig, options: Partial<RelayOptions> = {}): Relay {
      const relay = startRelay({ db: hub.db, influx, seriesDays: 400, log: testLog, metrics, ...options });
      relays.push(relay);
      return relay;
    },

    async settled(relay: Relay, timeoutMs = 30_000): Promise<void> {
      relay.poke();
      await until(async () => (await relay.lag()).rows === 0, { timeoutMs, what: 'the relay has caught up' });
    },

    async refusedRows(): Promise<{ log: string; point_key: string; reason: string; line: string }[]> {
      const { rows } = await hub.db.pool.query(
        'SELECT log, point_key, reason, line FROM relay_refused ORDER BY seq',
      );
      return rows;
    },
  };
}
