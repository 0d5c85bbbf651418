import { createServer } from 'node:net';
import { Aedes } from 'aedes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DUTY_LADDER, resolveDuty } from '../core/duty.ts';
import { buildDemo, playedDevices, seedDemo } from '../hub/demo.ts';
import { startSimulator } from '../hub/simulator.ts';
import { codecFor } from '../ingest/codecs/table.ts';
import { type TestDb, testDb } from './support/db.ts';
import { testLog } from './support/log.ts';
import { until } from './support/until.ts';

const NOW = new Date('2026-03-05T00:00:00Z');
let hub: TestDb;

beforeAll(async () => {
  hub = await testDb();
});
afterAll(() => hub.close());

describe('the demo community in Postgres', () => {
  test('two hubs that seed at once make it once', async () => {
    const results = await Promise.all([seedDemo(hub.db, NOW), seedDemo(hub.db, NOW)]);
    expect(results.filter((result) => result !== null)).toHaveLength(1);
    expect(await seedDemo(hub.db, NOW)).toBeNull();
    const demo = buildDemo(NOW);
    const { rows } = await hub.db.pool.query<{ table: string; n: string }>(
      ['grid', 'party', 'person', 'post', 'absence', 'device']
        .map((table) => `SELECT '${table}' AS table, count(*) AS n FROM ${table}`)
        .join(' UNION ALL '),
    );
    expect(Object.fromEntries(rows.map((row) => [row.table, Number(row.n)]))).toEqual({
      grid: demo.grids.length,
      party: demo.parties.length,
      person: demo.persons.length,
      post: demo.posts.length,
      absence: demo.absences.length,
      device: demo.devices.length,
    });
  });

  test('every micro-grid has 50 to 80 households and every device a grid that exists', async () => {
    const bad = await hub.db.pool.query(
      "SELECT code FROM grid WHERE level = 'MICRO_GRID' AND (households IS NULL OR households NOT BETWEEN 50 AND 80)",
    );
    expect(bad.rows).toEqual([]);
    const homeless = await hub.db.pool.query(
      "SELECT d.id FROM device d LEFT JOIN grid g ON g.code = d.grid_code WHERE g.code IS NULL OR d.state <> 'CLAIMED'",
    );
    expect(homeless.rows).toEqual([]);
  });

  test('somebody is on duty for every device that the simulator plays', async () => {
    const [posts, absences] = [await hub.db.prisma.post.findMany(), await hub.db.prisma.absence.findMany()];
    const devices = await playedDevices(hub.db);
    expect(devices).toHaveLength(buildDemo(NOW).devices.length);
    for (const device of devices) {
      const answer = resolveDuty(device.gridCode, DUTY_LADDER, posts, absences, NOW.getTime());
      expect(answer.post, device.id).not.toBeNull();
    }
  });
});

describe('the simulator on a real broker', () => {
  test('five kinds of alert arrive at QoS 1 within the first 3 seconds, then it stops when told', async () => {
    const broker = await Aedes.createBroker();
    const server = createServer((socket) => broker.handle(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const types = new Set<string>();
    const qualities = new Set<number>();
    broker.on('publish', (packet, client) => {
      if (client === null) return;
      qualities.add(packet.qos);
      const payload = Buffer.from(packet.payload);
      const frame = { topic: packet.topic, payload, receivedAt: Date.now() };
      const decoded = codecFor(packet.topic)?.decode(frame, { siteZone: 'Asia/Shanghai' });
      for (const signal of decoded?.signals ?? []) if (signal.kind === 'alert') types.add(signal.type);
    });
    const startedMs = Date.now();
    const simulator = startSimulator({
      mqttUrl: `mqtt://127.0.0.1:${address.port}`,
      devices: buildDemo(NOW).devices,
      ratePerMinute: 0,
      log: testLog,
    });
    await until(() => types.size >= 5, { timeoutMs: 10_000 });
    expect(Date.now() - startedMs).toBeLessThan(3_500);
    await until(() => simulator.published() > 20);
    await simulator.close();
    const published = simulator.published();
    expect([...types].sort()).toEqual([
      'camera.falling_object',
      'camera.intrusion',
      'charger.ground_fault',
      'charger.overheat',
      'elevator.ebike',
    ]);
    expect([...qualities]).toEqual([1]);
    expect(simulator.published()).toBe(published);
    await new Promise<void>((resolve) => broker.close(() => server.close(() => resolve())));
  });
});
