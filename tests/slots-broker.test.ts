import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { brokerAnswers } from '../ingest/slots/ask-broker.ts';
import { type Ingest, startIngest } from '../ingest/start.ts';
import { loadConfig } from '../runtime/config.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { type TestDb, testDb } from './support/db.ts';
import { connectDevice, counts, emptyIntake, topicOf } from './support/intake.ts';
import { testLog } from './support/log.ts';
import { type Mosquitto, mosquittoServer, startMosquitto } from './support/mosquitto.ts';
import { QUICK, type SlotWorkers, slotWorkers } from './support/slot-workers.ts';
import { until } from './support/until.ts';

let database: TestDb;
let workers: SlotWorkers;

beforeAll(async () => {
  database = await testDb();
  workers = slotWorkers(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyIntake(database.db);
  await database.db.pool.query('TRUNCATE ingest_slot, ingest_worker');
});
afterEach(async () => {
  await workers.end();
  expect(workers.readTwice).toEqual([]);
});

describe('workers of whom one cannot reach the broker', () => {
  const away = new Set<string>();
  const start = (who: string, timing = QUICK) =>
    workers.start(who, timing, { connected: () => !away.has(who) }, async () => !away.has(who));
  const rounds = async (count: number) => {
    const { pool } = database.db;
    for (let round = 0; round < count; round += 1) {
      const { rows } = await pool.query('SELECT max(expires_at) AS at FROM ingest_worker');
      await until(async () => {
        const later = await pool.query('SELECT FROM ingest_worker WHERE expires_at > $1', [rows[0]?.at]);
        return later.rows.length > 0;
      });
    }
  };
  const tokens = async () => {
    const { rows } = await database.db.pool.query('SELECT token::int FROM ingest_slot ORDER BY name');
    return rows.map(({ token }) => token);
  };
  beforeEach(() => away.clear());

  it('gives its slots up to one that can, also to one that had none, and gets its share back later', async () => {
    const first = await start('w1');
    await until(() => workers.held('w1') === 4);
    await start('w2');
    await until(() => workers.held('w1') === 2 && workers.held('w2') === 2);
    away.add('w1');
    await until(() => workers.held('w1') === 0 && workers.held('w2') === 4);
    expect(await first.metrics.text()).toContain('hub_ingest_brokers_missed 1');
    expect(await first.metrics.text()).toContain('hub_ingest_fenced_total 0');
    await until(async () => (await workers.failing(first)).length === 0);
    away.delete('w1');
    await until(() => workers.held('w1') === 2 && workers.held('w2') === 2);
    expect(await first.metrics.text()).toContain('hub_ingest_brokers_missed 0');
  });

  it('and comes, takes nothing', async () => {
    await start('w1');
    await until(() => workers.held('w1') === 4);
    away.add('w2');
    const second = await start('w2');
    await until(async () => (await second.metrics.text()).includes('hub_ingest_brokers_missed 1'));
    await rounds(20);
    expect(workers.held('w1')).toBe(4);
    expect(await tokens()).toEqual([1, 1, 1, 1]);
  });

  it('keeps its slots when nobody can, and while the broker comes back to all', async () => {
    // long enough that both have their first answer before either has shown to reach it
    const timing = { ...QUICK, steadyMs: 2_000 };
    const both = [await start('w1', timing), await start('w2', timing)];
    await until(() => workers.held('w1') === 2 && workers.held('w2') === 2);
    const before = await tokens();
    away.add('w1').add('w2');
    for (const { metrics } of both)
      await until(async () => (await metrics.text()).includes('hub_ingest_brokers_missed 1'));
    await rounds(20);
    away.delete('w1');
    await until(async () => (await both[0]?.metrics.text())?.includes('hub_ingest_brokers_missed 0'));
    away.delete('w2');
    await until(async () => (await both[1]?.metrics.text())?.includes('hub_ingest_brokers_missed 0'));
    await rounds(10);
    expect(await tokens()).toEqual(before);
  });
});

/** A way to a broker that can be cut. */
async function way(port: number) {
  const sockets = new Set<Socket>();
  let open = true;
  const server = createServer((socket) => {
    if (!open) return socket.destroy();
    const onward = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const own = (typeof address === 'object' ? address : null)?.port;
  return {
    url: `mqtt://127.0.0.1:${own}`,
    cut() {
      open = false;
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe.runIf(mosquittoServer !== null)('a broker', () => {
  let broker: Mosquitto;
  beforeAll(async () => {
    broker = await startMosquitto();
  });
  afterAll(() => broker?.close());

  it('is asked whether it answers without opening anything, also where everybody must sign in', async () => {
    expect(await brokerAnswers(broker.url)).toBe(true);
    const strict = await startMosquitto({
      lines: ['allow_anonymous false', 'use_username_as_clientid true'],
    });
    try {
      expect(await brokerAnswers(strict.url)).toBe(true);
    } finally {
      await strict.close();
    }
    expect(await brokerAnswers(strict.url)).toBe(false);
    const cut = await way(broker.port);
    cut.cut();
    expect(await brokerAnswers(cut.url)).toBe(false);
    await cut.close();
  });

  it('that one of two processes cannot reach is read by the other, and nothing is lost', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wangge-slots-'));
    const running: Ingest[] = [];
    const cut = await way(broker.port);
    try {
      const file = join(folder, 'sources.yaml');
      await writeFile(
        file,
        `
slots:
  lifts: { filters: ['community/v1/+/elevator/+/+'] }
  others:
    filters: ['community/v1/+/camera/+/+', 'community/v1/+/charger/+/+', 'community/v1/+/sensor/+/+']
sources: [{ codec: canonical }]
`,
      );
      const start = async (url: string) => {
        const env = { MQTT_URL: url, HUB_SOURCES_FILE: file, HUB_PROBE_SECONDS: '0' };
        const ingest = await startIngest({
          ...{ config: loadConfig(env), db: database.db, log: testLog, metrics: createMetrics() },
          slotTiming: QUICK,
        });
        running.push(ingest);
        return ingest;
      };
      const told = (ingest: Ingest) =>
        Promise.all(ingest.checks.filter(({ name }) => name.startsWith('slot ')).map((one) => one.check()));
      const reads = async (ingest: Ingest, here: number) =>
        (await told(ingest)).filter((note) => String(note).startsWith('here')).length === here;
      const first = await start(cut.url);
      await until(() => reads(first, 2));
      const device = await connectDevice(broker.url, `device-${randomUUID()}`);
      const publish = (id: string) =>
        device.publishAsync(
          topicOf({ family: 'elevator', device: `elevator-${id}` }),
          JSON.stringify({ id, type: 'elevator.trapped', time: Date.now() }),
          { qos: 1 },
        );
      await publish('1');
      await until(async () => (await counts(database.db)).alerts === 1);
      cut.cut();
      await publish('2');
      const second = await start(broker.url);
      await until(() => reads(second, 2));
      await until(async () => (await counts(database.db)).alerts === 2);
      await publish('3');
      await until(async () => (await counts(database.db)).alerts === 3);
      await until(() => reads(first, 0));
      await device.endAsync();
    } finally {
      for (const one of running) await one.close();
      await cut.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
