import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { probeTopic } from '../ingest/probe.ts';
import { type Ingest, startIngest } from '../ingest/start.ts';
import { loadConfig } from '../runtime/config.ts';
import { createMetrics, type Metrics } from '../runtime/metrics.ts';
import { type TestDb, testDb } from './support/db.ts';
import { connectDevice, counts, emptyIntake } from './support/intake.ts';
import { testLog } from './support/log.ts';
import { type Mosquitto, mosquittoServer, startMosquitto } from './support/mosquitto.ts';
import { until } from './support/until.ts';

let database: TestDb;
let mosquitto: Mosquitto;
const open: Ingest[] = [];

beforeAll(async () => {
  database = await testDb();
  if (mosquittoServer === null) throw new Error('mosquitto is needed: run `npm test` once');
  mosquitto = await startMosquitto();
});
afterAll(async () => {
  await mosquitto.close();
  await database.close();
});
beforeEach(() => emptyIntake(database.db));
afterEach(async () => {
  for (const ingest of open.splice(0)) await ingest.close();
});

async function start(env: Record<string, string>): Promise<{ ingest: Ingest; metrics: Metrics }> {
  const metrics = createMetrics({ processMetrics: false });
  const config = loadConfig({ HUB_PROBE_SECONDS: '1', ...env });
  const ingest = await startIngest({ config, db: database.db, log: testLog, metrics });
  open.push(ingest);
  return { ingest, metrics };
}

const own = (clientId: string) => ({ MQTT_URL: mosquitto.url, MQTT_CLIENT_ID: clientId });

async function age(metrics: Metrics): Promise<number> {
  return Number(/^hub_probe_age_seconds{broker="hub"} (\S+)$/m.exec(await metrics.text())?.[1]);
}

/** What `/readyz?verbose` notes of a check. */
async function note(ingest: Ingest, name: string): Promise<string> {
  return String(await ingest.checks.find((one) => one.name === name)?.check());
}

const NOTHING = { alerts: 0, incidents: 0, active: 0, quarantined: 0, feed: 0 };

describe.each([
  { name: 'mosquitto', check: 'mqtt', env: () => own('probe-1') },
  { name: 'the built-in broker', check: 'intake', env: () => ({ HUB_MQTT_PORT: '0' }) },
])('over $name', ({ check, env }) => {
  test('a probe comes back through intake, is told with its age, and leaves nothing', async () => {
    const { ingest, metrics } = await start(env());
    await until(async () => /probe back [01] s ago, after \d+ ms/.test(await note(ingest, check)));
    expect(await age(metrics)).toBeLessThan(2);
    expect(await metrics.text()).toMatch(/hub_ingest_frames_total [1-9]/);
    expect(await counts(database.db)).toEqual(NOTHING);
    const kept = await database.db.pool.query(
      'SELECT 1 FROM quarantine_sample UNION ALL SELECT 1 FROM device',
    );
    expect(kept.rowCount).toBe(0);
  });

  test('it gets old while the database does not answer, and is young again afterwards', async () => {
    const { pool } = database.db;
    const query = pool.query.bind(pool);
    const { metrics } = await start(env());
    await until(async () => (await age(metrics)) < 0.9 && /frames_total [1-9]/.test(await metrics.text()));
    Object.assign(pool, { query: () => Promise.reject(new Error('away')) });
    try {
      await until(async () => (await age(metrics)) > 2.5);
    } finally {
      Object.assign(pool, { query });
    }
    await until(async () => (await age(metrics)) < 1);
  });
});

test('it gets old while the broker is away, and is young again when it is back', async () => {
  const { ingest, metrics } = await start(own('probe-2'));
  await until(async () => /probe back/.test(await note(ingest, 'mqtt')));
  await mosquitto.kill();
  await until(async () => (await age(metrics)) > 2.5);
  await mosquitto.start();
  await until(async () => (await age(metrics)) < 1, { timeoutMs: 30_000 });
});

test('hubs on one broker take each their own, also where one reads every topic', async () => {
  const hubs = [await start(own('probe/3 #')), await start({ ...own('probe-4'), MQTT_TOPICS: '#' })];
  const stranger = await connectDevice(mosquitto.url, 'stranger');
  await stranger.publishAsync(probeTopic('probe-4'), 'not one of its own', { qos: 1 });
  for (const { ingest } of hubs) await until(async () => /probe back/.test(await note(ingest, 'mqtt')));
  expect(await counts(database.db)).toEqual(NOTHING);
  await stranger.endAsync();
});

test('off: nothing is sent, and nothing told', async () => {
  const heard: string[] = [];
  const listener = await connectDevice(mosquitto.url, 'listener');
  listener.on('message', (topic) => heard.push(topic));
  await listener.subscribeAsync('wangge-hub/#', { qos: 1 });
  const { ingest, metrics } = await start({ ...own('probe-5'), HUB_PROBE_SECONDS: '0' });
  const { ingest: other } = await start(own('probe-6'));
  await until(async () => /probe back/.test(await note(other, 'mqtt')));
  expect(await note(ingest, 'mqtt')).not.toContain('probe');
  expect(await metrics.text()).not.toContain('hub_probe_age_seconds');
  expect([...new Set(heard)]).toEqual([probeTopic('probe-6')]);
  await listener.endAsync();
});
