import { afterAll, beforeAll, expect, it } from 'vitest';
import { newIncidentId } from '../core/ids.ts';
import { loadConfig } from '../runtime/config.ts';
import { shippedGovernance } from '../runtime/governance.ts';
import { dispatchIncident } from '../subgraphs/workorders/dispatch-incident.ts';
import { type TestDb, testDb } from './support/db.ts';
import { PLACE, seedPlace } from './support/governance.ts';
import { addIncident, statements } from './support/subgraph-world.ts';

let test: TestDb;
const book = shippedGovernance().current();
const { zone } = loadConfig({}).site;

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
});
afterAll(() => test.close());

async function opened(gridCode: string, type: string): Promise<string> {
  const id = newIncidentId();
  const nowMs = Date.now();
  await addIncident(test.db, { id, deviceId: `device-${id}`, gridCode, type, firstSeenMs: nowMs });
  return id;
}

async function dispatch(incidentId: string): Promise<string> {
  const nowMs = Date.now();
  const outcome = await test.db.tx((client) =>
    dispatchIncident(client, incidentId, { toldMs: nowMs, nowMs, zone, book }),
  );
  if (!('workOrderId' in outcome)) throw new Error(outcome.did);
  return outcome.workOrderId;
}

async function planOf(workOrderId: string) {
  const { rows } = await test.db.pool.query(
    `SELECT w.version = p.order_version AS current, p.due_at IS NOT NULL AS due,
       (SELECT count(*)::int FROM work_order_timer t WHERE t.work_order_id = w.id AND t.state = 'WAITING') AS timers
     FROM work_order w LEFT JOIN work_order_plan p ON p.work_order_id = w.id WHERE w.id = $1`,
    [workOrderId],
  );
  return rows[0];
}

it('an incident whose order is opened and sent at once costs no statement for what a new order cannot have', async () => {
  const incidentId = await opened(PLACE.microGrid, 'elevator.trapped');
  let orderId = '';
  const sent = await statements(test.db, async () => {
    orderId = await dispatch(incidentId);
  });
  // BEGIN, COMMIT, the savepoint and 14 more
  expect(sent).toBeLessThanOrEqual(18);
  expect(await planOf(orderId)).toMatchObject({ current: true, due: true });
});

it('timers of an order are planned whether it was sent or nobody was on duty for it', async () => {
  const sent = await planOf(await dispatch(await opened(PLACE.microGrid, 'elevator.trapped')));
  expect(sent.timers).toBeGreaterThan(0);
  await test.db.pool.query('UPDATE post SET valid_to = now()');
  const alone = await planOf(await dispatch(await opened(PLACE.microGrid, 'elevator.trapped')));
  expect(alone).toMatchObject({ current: true, due: true });
  expect(alone.timers).toBeGreaterThan(0);
});
