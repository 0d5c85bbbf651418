import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DUTY_LADDER, resolveDuty } from '../core/duty.ts';
import { buildDemo, playedDevices, seedDemo } from '../hub/demo.ts';
import { type TestDb, testDb } from './support/db.ts';

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
