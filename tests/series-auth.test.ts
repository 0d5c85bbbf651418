// InfluxDB that asks for a password, or a token: what operators run.
import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { InfluxConfig } from '../runtime/config.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { openSeries } from '../runtime/series/open.ts';
import type { SeriesStore } from '../runtime/series/port.ts';
import { BASE as SERIES_BASE } from './series-contract.ts';
import { fillAlerts } from './series-fill.ts';
import { influxAt } from './series-influx.ts';
import { type Influxd, influxdServer, startInfluxd } from './support/influxd.ts';
import { testLog } from './support/log.ts';
import { many, relayHub } from './support/relay-hub.ts';

const RETENTION = {
  alertLogHours: 48,
  seriesDays: 400,
  feedDays: 7,
  quarantineDays: 1,
  quarantineRows: 1,
  quarantineSamples: 1,
  contactDays: 1,
};
const QUERY = { prefixes: [''], fromMs: SERIES_BASE - 3_600_000, toMs: Date.now() + 3_600_000 };

const hub = relayHub();
const stores: SeriesStore[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

function open(influx: InfluxConfig): SeriesStore {
  const metrics = createMetrics({ processMetrics: false });
  const store = openSeries({ influx, retention: RETENTION }, hub.db, testLog, metrics);
  stores.push(store);
  return store;
}

const rowsOf = async (store: SeriesStore) => (await store.alerts(QUERY, { first: 10, after: null })).rows;

describe.skipIf(influxdServer === null)('an influxd with auth-enabled', () => {
  let influxd: Influxd;

  async function asAdmin(statement: string): Promise<void> {
    const answer = await fetch(`${influxd.url}/query`, {
      method: 'POST',
      body: new URLSearchParams({ q: statement }),
      headers: { authorization: `Basic ${btoa('admin:admin-password')}` },
    });
    expect([statement, answer.status]).toEqual([statement, 200]);
  }

  const as = (username: string, password: string, given: Partial<InfluxConfig> = {}) =>
    influxAt(influxd.url, { username, password, ...given });

  beforeAll(async () => {
    influxd = await startInfluxd({ http: ['auth-enabled = true'] });
    await influxd.query("CREATE USER admin WITH PASSWORD 'admin-password' WITH ALL PRIVILEGES");
    await asAdmin("CREATE USER hub WITH PASSWORD 'hub-password'");
    await asAdmin("CREATE USER nobody WITH PASSWORD 'nothing'");
    await asAdmin('CREATE DATABASE given');
    await asAdmin('GRANT ALL ON given TO hub');
  });
  afterAll(() => influxd.close());

  test('an administrator of it: the hub makes the database, writes and reads', async () => {
    const influx = as('admin', 'admin-password', { database: 'made' });
    await fillAlerts(hub.db, many(3));
    await hub.settled(hub.relayTo(influx));
    await hub.db.pool.query('TRUNCATE alert_log');
    expect(await rowsOf(open(influx))).toHaveLength(3);
  });

  test('a user with rights to one database works on what an administrator made', async () => {
    const influx = as('hub', 'hub-password', { database: 'given' });
    await fillAlerts(hub.db, many(3));
    await hub.settled(hub.relayTo(influx));
    await hub.db.pool.query('TRUNCATE alert_log');
    const store = open(influx);
    expect(await rowsOf(store)).toHaveLength(3);
    await store.ping();
  });

  test.each([
    ['a wrong password', 'hub', 'wrong', 'it does not accept the user and password, or the token'],
    ['no right to read', 'nobody', 'nothing', 'its user may not read there'],
  ])('%s is told as such, and a ping does not pass it', async (_, username, password, reason) => {
    const store = open(as(username, password, { database: 'given' }));
    const told = { code: 'SERIES_UNAVAILABLE', detail: expect.objectContaining({ reason }) };
    await expect(rowsOf(store)).rejects.toMatchObject(told);
    await expect(store.ping()).rejects.toMatchObject(told);
  });

  test('a database that is not made yet is no reason to fail a ping', async () => {
    await open(as('admin', 'admin-password', { database: 'later' })).ping();
  });
});

describe('InfluxQL to a server of tokens', () => {
  let server: Server;
  let url: string;
  let seen: { path: string | undefined; authorization: string | undefined }[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      seen.push({ path: request.url, authorization: request.headers.authorization });
      if (request.url === '/ping') response.writeHead(204, { 'x-influxdb-version': 'v2.7.11' }).end();
      else response.writeHead(200, { 'content-type': 'application/json' }).end('{"results":[{}]}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  });
  afterAll(() => {
    server.close();
  });

  test.each([
    ['a token', { token: 'secret', org: 'o', bucket: 'b' }, 'Token secret'],
    [
      'a user and password',
      { username: 'hub', password: 'p:ass' },
      `Basic ${Buffer.from('hub:p:ass').toString('base64')}`,
    ],
    ['nothing', {}, undefined],
  ])('carries %s, and nothing that a client puts in its place', async (_, given, authorization) => {
    seen = [];
    expect(await rowsOf(open(influxAt(url, given)))).toEqual([]);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every((one) => one.authorization === authorization)).toBe(true);
  });
});
