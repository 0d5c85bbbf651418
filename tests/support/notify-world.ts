import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type TestDb, testDb } from './db.ts';
import { seedPlace } from './governance.ts';
import { caughtUp, type Happening, notifyGraph, startWorker } from './notify.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { until } from './until.ts';

/** A place, the graph of its notifications, and for each test a receiver and processes of its own. */
export function notifyWorld() {
  let test: TestDb;
  let graph: ReturnType<typeof notifyGraph>;
  let receiver: Receiver;
  let workers: ReturnType<typeof startWorker>[] = [];

  async function stopAll(): Promise<void> {
    await Promise.all(workers.map((worker) => worker.close()));
    workers = [];
  }

  beforeAll(async () => {
    test = await testDb();
    await seedPlace(test.db);
    graph = notifyGraph(test.db);
  });

  beforeEach(async () => {
    receiver = await startReceiver();
  });

  afterEach(async () => {
    await stopAll();
    // the next test's events are its own
    await test.db.pool.query('UPDATE notification_rule SET enabled = false');
    await test.db.pool.query(
      "UPDATE notification_delivery SET state = 'CANCELLED', finished_at = now() WHERE state = 'QUEUED'",
    );
    await test.db.pool.query('DELETE FROM notification_repeat');
    await receiver.close();
  });

  afterAll(async () => {
    await graph.close();
    await test.close();
  });

  const told = () => receiver.received.map(({ body }) => JSON.parse(body));
  return {
    told,
    toldOf: (one: { id: string }) =>
      told().filter(({ data }) => data.incident?.id === one.id || data.workOrder?.id === one.id),
    get db() {
      return test.db;
    },
    get graph() {
      return graph;
    },
    get receiver() {
      return receiver;
    },

    work(options: Parameters<typeof startWorker>[2] = {}) {
      const worker = startWorker(test.db, {}, options);
      workers.push(worker);
      return worker;
    },

    endpoint: (input: Record<string, unknown> = {}) =>
      graph.endpoint({ address: `${receiver.url}/hook`, ...input }),

    /** Events that were told before its rules were made do not count; those of tests with a clock of their own do. */
    async anyTime(): Promise<void> {
      await test.db.pool.query("UPDATE notification_rule SET active_from = '2000-01-01'");
    },

    async settled(): Promise<void> {
      await caughtUp(test.db);
      await until(async () => {
        const { rowCount } = await test.db.pool.query(
          "SELECT FROM notification_delivery WHERE state = 'QUEUED' AND held_by IS NULL LIMIT 1",
        );
        return rowCount === 0;
      });
    },

    async set(one: Happening, columns: string): Promise<void> {
      await test.db.pool.query(`UPDATE incident SET ${columns} WHERE id = $1`, [one.id]);
    },
  };
}
