import { afterAll, beforeAll, expect, test } from 'vitest';
import { WORK_ORDER_STATE_NAMES } from '../core/work-order.ts';
import { seedDemo } from '../hub/demo.ts';
import { seedDemoOrders } from '../hub/demo-orders.ts';
import { DAY_ENDED } from '../hub/demo-stories.ts';
import { scheduleRound } from '../subgraphs/workorders/schedule-worker.ts';
import { type TestDb, testDb } from './support/db.ts';
import { subgraphDeps } from './support/subgraph-world.ts';

const NOW = new Date('2026-11-20T06:30:00Z');
let hub: TestDb;

beforeAll(async () => {
  hub = await testDb();
});
afterAll(() => hub.close());

test('a demo day has orders in every state, and a month behind it; it is told once', async () => {
  await seedDemo(hub.db, NOW);
  const deps = subgraphDeps(hub.db);
  const made = await seedDemoOrders(deps, NOW);
  expect(made).toBeGreaterThanOrEqual(WORK_ORDER_STATE_NAMES.length + DAY_ENDED);
  const { rows } = await hub.db.pool.query<{ state: string; latest: Date }>(
    'SELECT state, max(updated_at) AS latest FROM work_order GROUP BY state',
  );
  expect(rows.map(({ state }) => state).toSorted()).toEqual([...WORK_ORDER_STATE_NAMES].toSorted());
  // nothing is told of the future
  expect(Math.max(...rows.map(({ latest }) => latest.getTime()))).toBeLessThanOrEqual(NOW.getTime());
  expect(await seedDemoOrders(deps, NOW)).toBeNull();
});

test('what happened to an order is told in the order in which it happened', async () => {
  const { rows } = await hub.db.pool.query(
    `SELECT title, version, action, at FROM (
       SELECT e.*, w.title, lag(e.at) OVER (PARTITION BY work_order_id ORDER BY e.version) AS before
       FROM work_order_event e JOIN work_order w ON w.id = e.work_order_id) told WHERE at < before`,
  );
  expect(rows).toEqual([]);
});

test('its consent gate is held by the households on file, and each weekly visit has its order once', async () => {
  const { rows } = await hub.db.pool.query<{ listed: boolean; roll: number; here: number }>(
    `SELECT g.roll_listed AS listed, g.roll_size AS roll,
       (SELECT count(*)::int FROM household h WHERE starts_with(h.grid_code, w.grid_code)) AS here
     FROM order_gate g JOIN work_order w ON w.id = g.work_order_id WHERE g.code = 'CONSENT_80'`,
  );
  expect(rows).not.toEqual([]);
  for (const { listed, roll, here } of rows) expect([listed, roll]).toEqual([true, here]);
  const deps = subgraphDeps(hub.db);
  for (let round = 0; round < 2; round += 1) await scheduleRound(deps, NOW.getTime());
  const visits = await hub.db.pool.query(
    "SELECT title, assignee_id FROM work_order WHERE source = 'RECURRING_DUTY' ORDER BY title",
  );
  expect(visits.rows).toHaveLength(3);
  for (const { title, assignee_id } of visits.rows) {
    expect(title).toContain('探访对象');
    expect(assignee_id).not.toBeNull();
  }
});
