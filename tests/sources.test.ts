import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { HubError } from '../core/errors.ts';
import { type Ingest, startIngest } from '../ingest/start.ts';
import { loadConfig } from '../runtime/config.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { type TestDb, testDb } from './support/db.ts';
import { connectDevice, counts, emptyIntake, GRID, seedGrids } from './support/intake.ts';
import { testLog } from './support/log.ts';
import { type Mosquitto, startMosquitto } from './support/mosquitto.ts';
import { until } from './support/until.ts';

let database: TestDb;
let city: Mosquitto;
let garden: Mosquitto;
let ingest: Ingest | null = null;
let folder: string;
let files = 0;
const metrics = () => createMetrics({ processMetrics: false });

beforeAll(async () => {
  database = await testDb();
  await seedGrids(database.db);
  folder = await mkdtemp(join(tmpdir(), 'wangge-sources-'));
  [city, garden] = await Promise.all([startMosquitto(), startMosquitto()]);
});
afterAll(async () => {
  await Promise.all([city.close(), garden.close()]);
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => emptyIntake(database.db));
afterEach(async () => {
  await ingest?.close();
  ingest = null;
});

/** Intake with a sources file of this text, started. */
async function start(text: string, env: Record<string, string> = {}): Promise<Ingest> {
  files += 1;
  const file = join(folder, `sources-${files}.yaml`);
  await writeFile(file, text);
  const config = loadConfig({ HUB_SOURCES_FILE: file, HUB_MQTT_PORT: '0', ...env });
  ingest = await startIngest({ config, db: database.db, log: testLog, metrics: metrics() });
  return ingest;
}

const brokers = () => `brokers:
  city: { url: '${city.url}' }
  garden: { url: '${garden.url}', receiveMaximum: 10 }
`;

async function ready(of: Ingest): Promise<void> {
  await until(async () => {
    for (const { check } of of.checks) await check();
    return true;
  });
}

async function publish(url: string, topic: string, payload: object): Promise<void> {
  const device = await connectDevice(url, `device-${Math.random()}`);
  await device.publishAsync(topic, JSON.stringify(payload), { qos: 1 });
  await device.endAsync();
}

const alert = (id: string) => ({ id, type: 'elevator.trapped', time: new Date().toISOString() });
const devices = async () =>
  (
    await database.db.pool.query<{ device_id: string; grid_code: string | null; codec: string }>(
      'SELECT device_id, grid_code, codec FROM alert_log ORDER BY device_id',
    )
  ).rows;

test('two brokers and the built-in one are read at once, each by its own sources', async () => {
  const running = await start(`${brokers()}
sources:
  - { broker: city, codec: canonical, deviceId: { prefix: city- } }
  - { broker: garden, codec: canonical, filters: ['+/lifts/#'], topic: 'community/v1/${GRID}/elevator/{3}/{4}' }
  - { codec: canonical }
`);
  await ready(running);
  expect(running.checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['mqtt city', 'mqtt garden', 'intake']),
  );
  const topic = `community/v1/${GRID}/elevator/lift-1/alert`;
  await publish(city.url, topic, alert('a'));
  await publish(running.mqttUrl, topic, alert('a'));
  await publish(garden.url, 'east/lifts/lift-9/alert', alert('a'));
  // not bound there, so not asked for
  await publish(garden.url, topic, alert('b'));
  await until(async () => (await counts(database.db)).alerts === 3);
  expect(await devices()).toEqual(
    ['city-lift-1', 'lift-1', 'lift-9'].map((device_id) => ({
      device_id,
      grid_code: GRID,
      codec: 'canonical',
    })),
  );
  expect(await counts(database.db)).toMatchObject({ alerts: 3, quarantined: 0 });
});

test('a broker that is away holds nothing up, and is read again when it is back', async () => {
  const gone = await startMosquitto();
  const running = await start(`brokers:
  city: { url: '${city.url}' }
  gone: { url: '${gone.url}' }
sources: [{ broker: city, codec: canonical }, { broker: gone, codec: canonical, deviceId: { prefix: g- } }]
`);
  await ready(running);
  await gone.kill();
  const down = running.checks.find(({ name }) => name === 'mqtt gone');
  const topic = `community/v1/${GRID}/elevator/lift-1/alert`;
  await publish(city.url, topic, alert('a'));
  await until(async () => (await counts(database.db)).alerts === 1);
  await until(async () => {
    try {
      await down?.check();
      return false;
    } catch (error) {
      return error instanceof HubError && error.code === 'BROKER_UNAVAILABLE';
    }
  });
  await gone.start();
  await ready(running);
  await publish(gone.url, topic, alert('a'));
  await until(async () => (await counts(database.db)).alerts === 2);
  await running.close();
  ingest = null;
  await gone.close();
});

test('what is refused names its source and broker', async () => {
  const running = await start(`${brokers()}
sources:
  - { name: lifts, broker: garden, codec: canonical, filters: ['a/#'], topic: 'community/v1/{2}/elevator/{3}/alert', gridCode: '${GRID}' }
  - { broker: city, codec: frigate }
`);
  await ready(running);
  await publish(garden.url, 'a/12/lift-1', alert('a'));
  await publish(garden.url, 'a/b', alert('a'));
  await until(async () => (await counts(database.db)).quarantined === 2);
  const { rows } = await database.db.pool.query(
    'SELECT broker, source, codec, reason, grid_code, count::int FROM quarantine_fault',
  );
  expect(rows).toEqual([
    {
      ...{ broker: 'garden', source: 'lifts', codec: 'canonical', reason: 'BAD_TOPIC' },
      ...{ grid_code: GRID.slice(0, 12), count: 2 },
    },
  ]);
});

test('without a source at the hub’s own broker that broker is not opened', async () => {
  const running = await start(`${brokers()}
sources: [{ broker: city, codec: all }, { broker: garden, codec: all }]
`);
  expect(running.mqttUrl).toBe(city.url);
});

test('a file with faults opens nothing and tells them', async () => {
  await expect(start('sources: [{ codec: canonicl }, { codec: ocpp, filters: [] }]')).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    detail: { count: 3 },
  });
  await expect(start('sources: [{ codec: all }]', { MQTT_TOPICS: 'a/#' })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
  });
});
