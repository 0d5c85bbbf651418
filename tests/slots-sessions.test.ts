import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSlotLeases } from '../ingest/slots/leases.ts';
import { type Ingest, startIngest } from '../ingest/start.ts';
import { loadConfig } from '../runtime/config.ts';
import { createMetrics, type Metrics } from '../runtime/metrics.ts';
import { type TestDb, testDb } from './support/db.ts';
import { connectDevice, counts, emptyIntake, topicOf } from './support/intake.ts';
import { testLog } from './support/log.ts';
import { type Mosquitto, mosquittoServer, startMosquitto } from './support/mosquitto.ts';
import { QUICK, slotWorkers } from './support/slot-workers.ts';
import { until } from './support/until.ts';

let database: TestDb;

beforeAll(async () => {
  database = await testDb();
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyIntake(database.db);
  await database.db.pool.query('TRUNCATE ingest_slot, ingest_worker');
});

describe('a session that a process left in the middle of tidying', () => {
  it('is unsubscribed by the next from what the file no longer names', async () => {
    const workers = slotWorkers(database.db);
    const { pool } = database.db;
    try {
      const asked: string[] = [];
      const first = await workers.start('w1', QUICK, {
        unsubscribe(filters) {
          asked.push(...filters);
          // as a process that ends here
          return new Promise(() => {});
        },
      });
      await until(() => workers.held('w1') === 4);
      await workers.stop(first);
      // from a division that no file names any more
      await pool.query("UPDATE ingest_slot SET filters = ARRAY['old/#', 'a/#'] WHERE name = 'a'");
      asked.length = 0;
      const second = await workers.start('w2', QUICK, {
        unsubscribe(filters) {
          asked.push(...filters);
          return new Promise(() => {});
        },
      });
      await until(() => asked.includes('old/#'));
      await workers.stop(second);
      asked.length = 0;
      await workers.start('w3', QUICK, {
        async unsubscribe(filters) {
          asked.push(...filters);
        },
      });
      await until(() => asked.includes('old/#'));
      await until(async () => {
        const { rows } = await pool.query("SELECT filters, may_have FROM ingest_slot WHERE name = 'a'");
        return JSON.stringify(rows) === JSON.stringify([{ filters: ['a/#'], may_have: ['a/#'] }]);
      });
    } finally {
      await workers.end();
    }
  });
});

describe.runIf(mosquittoServer !== null)('topics that are divided anew', () => {
  let broker: Mosquitto;
  let folder: string;
  let ingest: Ingest | null = null;
  let metrics: Metrics;

  beforeAll(async () => {
    broker = await startMosquitto({ lines: ['autosave_interval 1000'] });
    folder = await mkdtemp(join(tmpdir(), 'wangge-slots-'));
  });
  afterEach(async () => {
    await ingest?.close();
    ingest = null;
  });
  afterAll(async () => {
    await broker?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function read(sources: string): Promise<void> {
    const file = join(folder, `${randomUUID()}.yaml`);
    await writeFile(file, sources);
    const env = { MQTT_URL: broker.url, HUB_SOURCES_FILE: file, HUB_PROBE_SECONDS: '0' };
    metrics = createMetrics({ processMetrics: false });
    ingest = await startIngest({ config: loadConfig(env), db: database.db, log: testLog, metrics });
  }
  const allReady = () =>
    until(async () => {
      await Promise.all((ingest?.checks ?? []).map((one) => one.check()));
      return true;
    });

  let serial = 0;
  async function publish(count: number): Promise<void> {
    const device = await connectDevice(broker.url, `device-${randomUUID()}`);
    const alerts = Array.from({ length: count }, (_, index) => {
      serial += 1;
      const [family, type] =
        index % 2 === 0
          ? (['elevator', 'elevator.trapped'] as const)
          : (['camera', 'camera.intrusion'] as const);
      const payload = JSON.stringify({ id: `e${serial}`, type, time: Date.now() });
      return device.publishAsync(topicOf({ family, device: `${family}-1` }), payload, { qos: 1 });
    });
    await Promise.all(alerts);
    await device.endAsync();
  }
  const frames = async () => Number(/^hub_ingest_frames_total (\d+)$/m.exec(await metrics.text())?.[1]);
  /** Frames committed, once there are that many and no more are on their way. */
  async function allFrames(least: number): Promise<number> {
    await until(async () => (await frames()) >= least);
    await until(async () => /^hub_mqtt_unacknowledged 0$/m.test(await metrics.text()));
    return frames();
  }
  const stored = (alerts: number) => until(async () => (await counts(database.db)).alerts === alerts);

  it('are lost by nobody and in the end read once: the old session keeps what it has, not its filters', async () => {
    await read('sources: [{ codec: canonical }]');
    await allReady();
    await ingest?.close();
    await publish(40);
    await read(`
slots:
  cameras: { filters: ['community/v1/+/camera/+/+'] }
  others:
    clientId: wangge-hub
    filters: ['community/v1/+/elevator/+/+', 'community/v1/+/charger/+/+', 'community/v1/+/sensor/+/+']
sources: [{ codec: canonical }]
`);
    await stored(40);
    await allReady();
    const leases = createSlotLeases(database.db.pool, QUICK);
    await until(async () => {
      const { slots } = await leases.state();
      return slots.map(({ filters }) => filters.length).join() === '1,3';
    });
    expect(await allFrames(40)).toBe(40);
    await publish(40);
    await stored(80);
    expect(await allFrames(80)).toBe(80);

    // given up: what waits in its session is read, nothing new is
    await ingest?.close();
    await publish(40);
    await read(`
slots:
  cameras: { filters: [] }
  others: { clientId: wangge-hub, filters: ['community/v1/+/+/+/+'] }
sources: [{ codec: canonical }]
`);
    await stored(120);
    await until(async () => {
      const { slots } = await leases.state();
      return slots.map(({ filters }) => filters.join()).join(' ') === ' community/v1/+/+/+/+';
    });
    const before = await frames();
    await publish(40);
    await stored(160);
    expect(await allFrames(before + 40)).toBe(before + 40);
  });

  it('need a broker of their own', async () => {
    const file = join(folder, 'none.yaml');
    await writeFile(file, 'slots: {}\nsources: [{ codec: canonical }]');
    const config = loadConfig({ HUB_SOURCES_FILE: file });
    const starting = startIngest({ config, db: database.db, log: testLog, metrics: createMetrics() });
    await expect(starting).rejects.toThrow('MQTT_URL');
  });
});
