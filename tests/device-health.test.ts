import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDeviceHealth, type DeviceHealth } from '../ingest/device-health.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { createDevicesSubgraph } from '../subgraphs/devices/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { emptyIntake, frame, GRID, type Intake, openIntake, seedGrids } from './support/intake.ts';
import { testLog } from './support/log.ts';
import { ADMIN, asker, statements, subgraphDeps } from './support/subgraph-world.ts';

let database: TestDb;
let deps: ReturnType<typeof subgraphDeps>;
let ask: ReturnType<typeof asker>;
let health: DeviceHealth;
let intake: Intake;
let now: number;

beforeAll(async () => {
  database = await testDb();
  deps = subgraphDeps(database.db);
  ask = asker(createDevicesSubgraph(deps));
  await seedGrids(database.db);
});
afterAll(async () => {
  await deps.feed.close();
  await database.close();
});
beforeEach(async () => {
  await emptyIntake(database.db);
  now = Date.now();
  const metrics = createMetrics({ processMetrics: false });
  health = createDeviceHealth({ db: database.db, log: testLog, metrics, capacity: 100, now: () => now });
  intake = await openIntake(database.db, { observe: health.observe });
});
afterEach(async () => {
  await intake.close();
  await health.close();
});

const HEALTH = `query ($id: ID!) { device(id: $id) { health {
  status lastSeenAt clockDriftSeconds messagesPerHour batteryPercent refusedFrames lastRefusedAt } } }`;
const healthOf = async (id: string) => (await ask.data(ADMIN, HEALTH, { id })).device.health;
const listed = async (filter: object): Promise<string[]> => {
  const query = 'query ($filter: DeviceFilter) { devices(filter: $filter) { nodes { id } } }';
  const { devices } = await ask.data(ADMIN, query, { filter });
  return devices.nodes.map(({ id }: { id: string }) => id);
};

/** A reading that `device` took `driftMs` before it arrived. */
const reading = (device: string, driftMs: number, values: Record<string, number> = { powerW: 1 }) => {
  const receivedAt = Date.now();
  const time = new Date(receivedAt - driftMs).toISOString();
  return intake.pipeline.submit(frame({ time, values }, { device, kind: 'telemetry', receivedAt }));
};

describe('health', () => {
  test('is what a device said: last seen, rate, drift, battery', async () => {
    for (let n = 0; n < 4; n += 1) await reading('d1', 2_000, { batteryPercent: 64 });
    await health.flush();
    const told = await healthOf('d1');
    expect(told).toMatchObject({
      status: 'HEALTHY',
      batteryPercent: 64,
      refusedFrames: 0,
      lastRefusedAt: null,
    });
    expect(told.clockDriftSeconds).toBe(2);
    expect(told.messagesPerHour).toBeCloseTo(4, 0);
    expect(Date.parse(told.lastSeenAt)).toBeGreaterThan(Date.now() - 60_000);
  });

  test('takes the median of the newest 15 frames: one that came late does not count, a mended clock soon does', async () => {
    for (const driftMs of [90_000, 90_000, 172_800_000, 90_000, 90_000]) await reading('d1', driftMs);
    await health.flush();
    expect(await healthOf('d1')).toMatchObject({ clockDriftSeconds: 90, status: 'DRIFTING' });
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < 5; n += 1) await reading('d1', -1_000);
      await health.flush();
    }
    expect(await healthOf('d1')).toMatchObject({ clockDriftSeconds: -1, status: 'HEALTHY' });
  });

  test('of readings that come together only the newest tells the clock', async () => {
    const receivedAt = Date.now();
    const batch = [7_200_000, 3_600_000, 500].map((ago) => ({
      time: new Date(receivedAt - ago).toISOString(),
      values: { powerW: 1 },
    }));
    await intake.pipeline.submit(frame(batch, { device: 'd1', kind: 'telemetry', receivedAt }));
    await health.flush();
    expect(await healthOf('d1')).toMatchObject({ clockDriftSeconds: 0.5 });
    expect((await healthOf('d1')).messagesPerHour).toBeCloseTo(1, 0);
  });

  test('knows no drift of frames without a usable time, and nothing of a device that only the broker spoke of', async () => {
    await intake.pipeline.submit(frame({ values: { powerW: 1 } }, { device: 'd1', kind: 'telemetry' }));
    await intake.pipeline.submit(frame('offline', { device: 'd2', kind: 'status' }));
    await health.flush();
    expect(await healthOf('d1')).toMatchObject({ clockDriftSeconds: null, status: 'HEALTHY' });
    expect(await healthOf('d2')).toMatchObject({ messagesPerHour: 0, status: 'OFFLINE' });
  });

  test('counts refused frames for the device that the topic names, and forgets those of nobody', async () => {
    await reading('d1', 0);
    for (let n = 0; n < 3; n += 1) await intake.pipeline.submit(frame('{', { device: 'd1' }));
    await intake.pipeline.submit(frame('{', { device: 'nobody' }));
    await intake.pipeline.submit({
      topic: 'some/other/d1/x',
      payload: Buffer.from('?'),
      receivedAt: Date.now(),
    });
    await health.flush();
    expect(await healthOf('d1')).toMatchObject({ refusedFrames: 4, status: 'REFUSED' });
    const { rows } = await database.db.pool.query('SELECT device_id FROM device_health');
    expect(rows).toEqual([{ device_id: 'd1' }]);
  });

  test('slides from hour to hour, also for a write that comes late', async () => {
    const hour = 3_600_000;
    const at = async (offset: number, messages: number) => {
      now = Math.floor(Date.now() / hour) * hour + offset * hour;
      for (let n = 0; n < messages; n += 1) await reading('d1', 0);
      await health.flush();
      const { rows } = await database.db.pool.query(
        'SELECT this_hour::int AS this, last_hour::int AS last, messages::int AS all FROM device_health',
      );
      return rows[0];
    };
    expect(await at(0, 3)).toEqual({ this: 3, last: 0, all: 3 });
    expect(await at(0, 1)).toEqual({ this: 4, last: 0, all: 4 });
    expect(await at(1, 2)).toEqual({ this: 2, last: 4, all: 6 });
    expect(await at(0, 1)).toEqual({ this: 2, last: 5, all: 7 });
    expect(await at(4, 1)).toEqual({ this: 1, last: 0, all: 8 });
  });

  test('finds the silent, the drifting, the empty and the refused', async () => {
    await reading('drifts', 600_000);
    await reading('empty', 0, { batteryPercent: 3 });
    await reading('well', 0, { batteryPercent: 90 });
    await intake.pipeline.submit(frame('{', { device: 'well' }));
    await health.flush();
    await database.db.pool.query(
      `INSERT INTO device (id, family, name, state, grid_code) VALUES ('never', 'camera', 'x', 'CLAIMED', $1)`,
      [GRID],
    );
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
    expect(await listed({ silentSince: anHourAgo })).toEqual(['never']);
    expect(await listed({ silentSince: new Date(Date.now() + 60_000).toISOString() })).toHaveLength(4);
    expect(await listed({ clockDriftOver: '5m' })).toEqual(['drifts']);
    expect(await listed({ clockDriftOver: 'PT1H' })).toEqual([]);
    expect(await listed({ batteryBelow: 20 })).toEqual(['empty']);
    expect(await listed({ refusedSince: anHourAgo })).toEqual(['well']);
    expect(await healthOf('never')).toMatchObject({ status: 'UNSEEN', lastSeenAt: null });
  });

  test('of a page of devices costs one query, whatever their number', async () => {
    for (let n = 0; n < 20; n += 1) await reading(`d${n}`, 0);
    await health.flush();
    const query = '{ devices { nodes { id health { status } } } }';
    expect(await statements(database.db, () => ask.data(ADMIN, query))).toBe(2);
  });
});

describe('what intake keeps for it', () => {
  test('is written in two statements, whatever the number of frames and devices', async () => {
    for (let n = 0; n < 30; n += 1) await reading(`d${n % 10}`, 0);
    await intake.pipeline.submit(frame('{', { device: 'd1' }));
    expect(await statements(database.db, () => health.flush())).toBe(2);
    expect(await statements(database.db, () => health.flush())).toBe(0);
  });

  test('stays bounded when more devices speak than it keeps: it is written early', async () => {
    for (let n = 0; n < 250; n += 1) await reading(`d${n}`, 0);
    await health.flush();
    const { rows } = await database.db.pool.query('SELECT count(*)::int AS count FROM device_health');
    expect(rows[0].count).toBeGreaterThan(240);
  });

  test('harms nobody when the database is away: a minute of statistics is lost, intake goes on', async () => {
    await reading('d1', 0);
    const failing = createDeviceHealth({
      db: {
        ...database.db,
        pool: Object.create(database.db.pool, { query: { value: () => Promise.reject(new Error('away')) } }),
      },
      log: testLog,
      metrics: createMetrics({ processMetrics: false }),
    });
    const other = await openIntake(database.db, { observe: failing.observe });
    await other.pipeline.submit(frame({ values: { powerW: 1 } }, { device: 'd1', kind: 'telemetry' }));
    await failing.flush();
    await other.pipeline.submit(frame({ values: { powerW: 2 } }, { device: 'd1', kind: 'telemetry' }));
    await other.close();
    await failing.close();
  });
});
