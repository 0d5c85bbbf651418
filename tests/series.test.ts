import { createServer, type Server } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Relay, startRelay } from '../ingest/relay.ts';
import type { InfluxConfig } from '../runtime/config.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { encodeLine, type FieldValue } from '../runtime/series/line.ts';
import { openSeries } from '../runtime/series/open.ts';
import {
  ALERT_DIMENSIONS,
  type AlertQuery,
  type AlertRecord,
  type SeriesStore,
} from '../runtime/series/port.ts';
import { BASE, newest, type Rig, seriesContract } from './series-contract.ts';
import { alertOf, clearLogs, fillAlerts, fillReadings } from './series-fill.ts';
import { influxAt } from './series-influx.ts';
import { type TestDb, testDb } from './support/db.ts';
import { type Influxd, influxdServer, startInfluxd } from './support/influxd.ts';
import { testLog } from './support/log.ts';
import { until } from './support/until.ts';

const RETENTION = {
  alertLogHours: 48,
  seriesDays: 400,
  feedDays: 7,
  quarantineDays: 1,
  quarantineRows: 1,
  quarantineSamples: 1,
  contactDays: 1,
};

function open(hub: TestDb, influx: InfluxConfig | null): SeriesStore {
  return openSeries(
    { influx, retention: RETENTION },
    hub.db,
    testLog,
    createMetrics({ processMetrics: false }),
  );
}

function relayTo(hub: TestDb, influx: InfluxConfig): Relay {
  return startRelay({
    db: hub.db,
    influx,
    seriesDays: 400,
    log: testLog,
    metrics: createMetrics({ processMetrics: false }),
  });
}

async function settled(relay: Relay): Promise<void> {
  relay.poke();
  await until(async () => (await relay.lag()).rows === 0, { what: 'the relay has caught up' });
}

seriesContract('the embedded store', async (): Promise<Rig> => {
  const hub = await testDb();
  const store = open(hub, null);
  return {
    store,
    async fill(alerts, readings = []) {
      await fillAlerts(hub.db, alerts);
      await fillReadings(hub.db, readings);
    },
    async close() {
      await store.close();
      await hub.close();
    },
  };
});

describe.skipIf(influxdServer === null)('on a real influxd', () => {
  for (const keepLog of [true, false]) {
    // without the log every alert by id must come from InfluxDB itself
    seriesContract(
      `influxd, ${keepLog ? 'the log still hot' : 'the log emptied'}`,
      async (): Promise<Rig> => {
        const [hub, influxd] = [await testDb(), await startInfluxd()];
        const influx = influxAt(influxd.url, keepLog ? {} : { retentionPolicy: 'history of "400" days' });
        const [store, relay] = [open(hub, influx), relayTo(hub, influx)];
        return {
          store,
          async fill(alerts, readings = []) {
            await fillAlerts(hub.db, alerts);
            await fillReadings(hub.db, readings);
            await settled(relay);
            if (!keepLog) await hub.db.pool.query('TRUNCATE alert_log, reading_log');
          },
          async close() {
            await relay.close();
            await store.close();
            await influxd.close();
            await hub.close();
          },
        };
      },
    );
  }

  describe('both stores', () => {
    let hub: TestDb;
    let influxd: Influxd;
    let relay: Relay;
    let stores: [SeriesStore, SeriesStore];
    beforeAll(async () => {
      [hub, influxd] = [await testDb(), await startInfluxd()];
      const influx = influxAt(influxd.url);
      relay = relayTo(hub, influx);
      stores = [open(hub, null), open(hub, influx)];
    });
    afterAll(async () => {
      await relay.close();
      for (const store of stores) await store.close();
      await influxd.close();
      await hub.close();
    });

    const HOUR = 3_600_000;
    const grids = [
      null,
      '5113',
      '511304001',
      '511304001002',
      '511304001002001',
      '51130400100200101',
      '511304001003001',
      '320102001001001',
    ];
    const types = ['camera.fire', 'camera.smoke', 'charger.overheat'];
    const anAlert = fc.record({
      timeNs: fc
        .integer({ min: 0, max: 40 })
        .map((step) => BigInt(BASE) * 1_000_000n + BigInt(step) * 600_000_000_000n),
      deviceId: fc.constantFrom('a', 'b', "c'"),
      type: fc.constantFrom(...types),
      gridCode: fc.constantFrom(...grids),
      severity: fc.constantFrom('info' as const, 'minor' as const, 'major' as const, 'critical' as const),
      status: fc.constantFrom('ACTUAL' as const, 'TEST' as const),
      channel: fc.constantFrom('', '1'),
    });
    const someAlerts = fc
      .uniqueArray(anAlert, {
        maxLength: 60,
        // no two at one address, and none of one device at one time: intake gives them times of their own
        comparator: (a, b) =>
          a.timeNs === b.timeNs &&
          (a.deviceId === b.deviceId ||
            (a.type === b.type && alertOf(a).communityCode === alertOf(b).communityCode)),
      })
      .map((all) => all.map((one) => alertOf(one)));
    const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
    const aQuery: fc.Arbitrary<AlertQuery> = fc.record({
      prefixes: fc.oneof(
        fc.constant(['']),
        fc.array(
          fc.constantFrom('5', '0', '5113', '511304001002', '511304001002001', '51130400100200101', '32'),
          { maxLength: 3 },
        ),
      ),
      fromMs: fc.integer({ min: -30, max: 400 }).map((minutes) => BASE + minutes * 60_000),
      toMs: fc.integer({ min: 0, max: 450 }).map((minutes) => BASE + minutes * 60_000),
      types: maybe(fc.subarray(types)),
      minSeverity: maybe(fc.constantFrom('minor' as const, 'critical' as const)),
      deviceId: maybe(fc.constantFrom('a', "c'")),
      channel: maybe(fc.constantFrom('', '1')),
      statuses: maybe(fc.constant(['TEST' as const])),
    });

    async function walk(store: SeriesStore, query: AlertQuery, first: number): Promise<AlertRecord[]> {
      const seen: AlertRecord[] = [];
      let after: { timeNs: bigint; id: string } | null = null;
      for (;;) {
        const page = await store.alerts(query, { first, after });
        seen.push(...page.rows);
        const last = page.rows.at(-1);
        if (!page.hasNextPage || last === undefined) return seen;
        after = { timeNs: last.timeNs, id: last.id };
      }
    }

    test('give the same pages and the same counts for any alerts and any question', async () => {
      await fc.assert(
        fc.asyncProperty(
          someAlerts,
          fc.array(
            fc.tuple(
              aQuery,
              fc.subarray([...ALERT_DIMENSIONS]),
              fc.constantFrom(null, HOUR, 2 * HOUR, 600_000),
              fc.integer({ min: 1, max: 9 }),
            ),
            {
              minLength: 8,
              maxLength: 8,
            },
          ),
          async (alerts, questions) => {
            await clearLogs(hub.db);
            await until(async () => {
              await influxd.query('DROP SERIES FROM "alert"', 'wangge');
              return true;
            });
            await fillAlerts(hub.db, alerts);
            await settled(relay);
            const [embedded, influx] = stores;
            for (const [query, groupBy, interval, first] of questions) {
              const rows = await walk(embedded, query, first);
              expect(rows).toEqual(newest(rows));
              expect(await walk(influx, query, first)).toEqual(rows);
              const counts = await embedded.counts(query, interval, groupBy);
              expect(await influx.counts(query, interval, groupBy)).toEqual(counts);
              expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
            }
          },
        ),
        { numRuns: 12 },
      );
    });

    test('a random string as device id finds itself alone', async () => {
      await clearLogs(hub.db);
      const strings = fc.sample(
        fc
          .oneof(
            fc.string({ unit: 'binary', minLength: 1 }),
            fc.string({ unit: fc.constantFrom(...'a\'"\\/\n\r ,=;%-'.split('')), minLength: 1 }),
          )
          .filter((text) => text.isWellFormed() && !text.includes('\0')),
        300,
      );
      const alerts = [...new Set(strings)].map((deviceId, index) =>
        alertOf({ deviceId, timeNs: BigInt(BASE + 20 * HOUR + index) * 1_000_000n }),
      );
      await fillAlerts(hub.db, alerts);
      await settled(relay);
      const range = { prefixes: [''], fromMs: BASE + 20 * HOUR, toMs: BASE + 21 * HOUR };
      for (const alert of alerts) {
        for (const store of stores) {
          const { rows } = await store.alerts(
            { ...range, deviceId: alert.deviceId },
            { first: 5, after: null },
          );
          expect(rows).toEqual([alert]);
        }
      }
    });

    test('a point of the form before `detail` is read as it is; where a point has both, `detail` is the newer', async () => {
      await clearLogs(hub.db);
      const alert = alertOf({
        timeNs: BigInt(BASE + 30 * HOUR) * 1_000_000n,
        deviceId: 'earlier',
        ...{ channel: '2', codeSystem: 'hikvision', code: '1"9', sourceEventId: 'e 1', confidence: 0.5 },
        ...{
          timeQuality: 'BAD' as const,
          values: { zone: '北门 "A"', persons: 2 },
          codec: 'hikvision-isapi',
        },
        evidence: [{ url: 'https://nvr/1.jpg', kind: 'image' as const }],
        incidentId: 'inc_1',
      });
      const text = (value: string | null): FieldValue => ({ kind: 'string', value: value ?? '' });
      const line = encodeLine(
        'alert',
        { community: alert.communityCode, severity: alert.severity, type: alert.type },
        {
          ...{ device: text(alert.deviceId), id: text(alert.id), family: text(alert.family) },
          ...{ channel: text(alert.channel), status: text(alert.status), quality: text(alert.timeQuality) },
          received_ms: { kind: 'int', value: alert.receivedAtMs },
          counted: { kind: 'bool', value: alert.counted },
          ...{ codec: text(alert.codec), grid: text(alert.gridCode), incident: text(alert.incidentId) },
          ...{ code_system: text(alert.codeSystem), code: text(alert.code) },
          source_event: text(alert.sourceEventId),
          confidence: { kind: 'float', value: alert.confidence ?? 0 },
          ...{ values: text(JSON.stringify(alert.values)), evidence: text(JSON.stringify(alert.evidence)) },
        },
        alert.timeNs,
      );
      const { status } = await fetch(`${influxd.url}/write?db=wangge`, { method: 'POST', body: line });
      expect(status).toBe(204);
      const range = { prefixes: [''], fromMs: BASE + 30 * HOUR, toMs: BASE + 31 * HOUR };
      const ask = async () => {
        const { rows } = await stores[1].alerts({ ...range, channel: '2' }, { first: 5, after: null });
        return [...rows, ...(await stores[1].alertsById([alert.id]))];
      };
      expect(await ask()).toEqual([alert, alert]);
      // written anew after an upgrade: its evidence came late
      const later = {
        ...alert,
        evidence: [...alert.evidence, { url: 'https://nvr/2.jpg', kind: 'image' as const }],
      };
      await fillAlerts(hub.db, [later]);
      await settled(relay);
      await hub.db.pool.query('TRUNCATE alert_log');
      expect(await ask()).toEqual([later, later]);
    });

    test('the retention policy and the hourly downsampling of readings are there', async () => {
      expect(JSON.stringify(await influxd.query('SHOW RETENTION POLICIES ON wangge'))).toContain(
        '["hub","9600h0m0s"',
      );
      expect(JSON.stringify(await influxd.query('SHOW CONTINUOUS QUERIES'))).toContain(
        'wangge.hub.reading_1h',
      );
    });
  });

  test('a database that was there keeps its policy: longer is made, shorter is left to a person', async () => {
    const [hub, influxd] = [await testDb(), await startInfluxd()];
    await influxd.query(
      'CREATE DATABASE wangge; CREATE RETENTION POLICY "mine" ON "wangge" DURATION 30d REPLICATION 1',
    );
    const policies = async () => JSON.stringify(await influxd.query('SHOW RETENTION POLICIES ON wangge'));
    const setUp = async (retentionPolicy: string | null, seriesDays: number) => {
      const store = openSeries(
        { influx: influxAt(influxd.url, { retentionPolicy }), retention: { ...RETENTION, seriesDays } },
        hub.db,
        testLog,
        createMetrics({ processMetrics: false }),
      );
      await store.setUp();
      await store.close();
    };
    await setUp('mine', 100);
    expect(await policies()).toContain('["mine","2400h0m0s"');
    await setUp('mine', 10);
    expect(await policies()).toContain('["mine","2400h0m0s"');
    await setUp(null, 10);
    expect(await policies()).toContain('["autogen","0s"');
    await setUp('another', 10);
    expect(await policies()).toContain('["another","240h0m0s"');
    await influxd.close();
    await hub.close();
  });

  test('a server that stops answering is SERIES_UNAVAILABLE within the deadline, and works again after', async () => {
    const [hub, influxd] = [await testDb(), await startInfluxd()];
    const store = open(hub, influxAt(influxd.url, { timeoutMs: 300 }));
    await store.setUp();
    const range: AlertQuery = { prefixes: [''], fromMs: BASE, toMs: BASE + 1 };
    const page = { first: 1, after: null };
    influxd.freeze();
    const frozen = { code: 'SERIES_UNAVAILABLE', detail: { store: 'influx' } };
    await expect(store.alerts(range, page)).rejects.toMatchObject(frozen);
    await expect(store.ping()).rejects.toMatchObject(frozen);
    influxd.thaw();
    await until(async () => (await store.alerts(range, page)).rows.length === 0);
    await influxd.kill();
    await expect(store.alerts(range, page)).rejects.toMatchObject(frozen);
    await influxd.start();
    expect(await store.alerts(range, page)).toEqual({ rows: [], hasNextPage: false });
    await store.close();
    await influxd.close();
    await hub.close();
  });
});

describe('a socket that dies after the headers', () => {
  let server: Server;
  let hub: TestDb;
  beforeAll(async () => {
    hub = await testDb();
    server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"results":[', () => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  });
  afterAll(async () => {
    server.close();
    await hub.close();
  });

  test('ends the read with SERIES_UNAVAILABLE', async () => {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const store = open(hub, influxAt(`http://127.0.0.1:${port}`, { version: '1', timeoutMs: 300 }));
    await expect(
      store.alerts({ prefixes: [''], fromMs: 0, toMs: 1 }, { first: 1, after: null }),
    ).rejects.toMatchObject({ code: 'SERIES_UNAVAILABLE' });
    await store.close();
  });
});
