import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DUTY_LADDER, resolveDuty } from '../core/duty.ts';
import { buildDemo, playedDevices, seedDemo } from '../hub/demo.ts';
import { importFile } from '../hub/import.ts';
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
    const made = {
      grid: demo.grids.length,
      party: demo.parties.length,
      person: demo.persons.length,
      post: demo.posts.length,
      absence: demo.absences.length,
      device: demo.devices.length,
      building: demo.buildings.length,
      building_floor: demo.floors.length,
      household: demo.households.length,
      key_person: 3,
    };
    const { rows } = await hub.db.pool.query<{ table: string; n: string }>(
      Object.keys(made)
        .map((table) => `SELECT '${table}' AS table, count(*) AS n FROM ${table}`)
        .join(' UNION ALL '),
    );
    expect(Object.fromEntries(rows.map((row) => [row.table, Number(row.n)]))).toEqual(made);
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

describe('importing CSV files', () => {
  let empty: TestDb;
  let folder: string;

  beforeAll(async () => {
    empty = await testDb();
    folder = await mkdtemp(join(tmpdir(), 'wangge-import-'));
  });
  afterAll(async () => {
    await empty.close();
    await rm(folder, { recursive: true });
  });

  async function file(text: string): Promise<string> {
    const path = join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 8)}.csv`);
    await writeFile(path, text);
    return path;
  }

  const count = async (table: 'grid' | 'device' | 'post' | 'person' | 'feed') =>
    Number((await empty.db.pool.query(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n);

  test('one wrong line stops the file, --partial takes the rest, a dry run changes nothing', async () => {
    const path = await file('code,name,households\n5114,示范市,\n511421,示范县,\n51142,错,\n');
    const refused = await importFile(empty.db, null, path);
    expect(refused).toMatchObject({ kind: 'grids', rows: 3, added: 2, applied: false });
    expect(refused.faults).toMatchObject([{ line: 4, column: 'code' }]);
    expect((await importFile(empty.db, null, path, { partial: true, dryRun: true })).applied).toBe(false);
    expect(await count('grid')).toBe(0);
    expect(await importFile(empty.db, null, path, { partial: true })).toMatchObject({
      added: 2,
      applied: true,
    });
    expect(await importFile(empty.db, null, path, { partial: true })).toMatchObject({ added: 0, updated: 2 });
    expect(await count('grid')).toBe(2);
  });

  test('posts make their people; the same file again changes nothing', async () => {
    const path = await file(
      `role,grid_code,title,person_id,phone\n支部书记,511421,书记,p1,00000000001\n业委会主任,511421,"书记'兼""主任",p1,\n网格员,511421,网格员,,\n`,
    );
    expect(await importFile(empty.db, null, path)).toMatchObject({ kind: 'posts', added: 3, applied: true });
    expect(await importFile(empty.db, null, path)).toMatchObject({ added: 0, updated: 3, applied: true });
    expect([await count('post'), await count('person')]).toEqual([3, 2]);
    const person = await empty.db.prisma.person.findUniqueOrThrow({ where: { id: 'p1' } });
    expect(person).toMatchObject({ title: '书记\'兼"主任', phone: '00000000001' });
  });

  test('devices are claimed for their grid, also one that had registered itself, and told on the feed once', async () => {
    await empty.db.pool.query(
      "INSERT INTO device (id, family, name, grid_hint) VALUES ('lift 9', 'elevator', 'lift 9', '5114')",
    );
    const path = await file(
      'id,family,name,grid_code\nlift 9,elevator,九号梯,511421\ncam-1,camera,一号,5114\n',
    );
    expect(await importFile(empty.db, null, path)).toMatchObject({ kind: 'devices', added: 1, updated: 1 });
    expect(await count('feed')).toBe(2);
    await importFile(empty.db, null, path);
    expect(await count('feed')).toBe(2);
    await importFile(empty.db, null, await file('id,family,name,grid_code\ncam-1,camera,一号,511421\n'));
    const changes = await empty.db.pool.query('SELECT change FROM feed ORDER BY seq');
    expect(changes.rows.map((row) => row.change)).toEqual(['CLAIMED', 'CLAIMED', 'MOVED']);
    const device = await empty.db.prisma.device.findUniqueOrThrow({ where: { id: 'lift 9' } });
    expect(device).toMatchObject({ state: 'CLAIMED', gridCode: '511421', name: '九号梯' });
  });

  test('a file that is not there, or is no table, is refused with a coded error', async () => {
    for (const path of [join(folder, 'none.csv'), folder, await file('a,b\n1,2\n')]) {
      await expect(importFile(empty.db, null, path)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });
});
