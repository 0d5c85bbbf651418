import { afterAll, beforeAll, expect, test } from 'vitest';
import { WORK_ORDER_STATE_NAMES } from '../core/work-order.ts';
import { seedDemo } from '../hub/demo.ts';
import { seedDemoOrders } from '../hub/demo-orders.ts';
import { DAY_ENDED } from '../hub/demo-stories.ts';
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
