import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRegistry } from '../ingest/registry.ts';
import { createListener } from '../runtime/postgres-listen.ts';
import { type TestDb, testDb } from './support/db.ts';
import { type FreezingProxy, freezingProxy } from './support/freezing-proxy.ts';
import { openIntake, seedGrids, topicOf } from './support/intake.ts';
import { testLog } from './support/log.ts';
import { until } from './support/until.ts';

let test: TestDb;
let proxy: FreezingProxy;

beforeAll(async () => {
  test = await testDb();
  await seedGrids(test.db);
  proxy = await freezingProxy(test.url);
});
afterAll(async () => {
  await proxy.close();
  await test.close();
});

/** A busy machine answers within this; a silent one never. */
const ANSWER_MS = 1_500;
const open = (answerMs = ANSWER_MS) =>
  createListener({ connectionString: proxy.url }, testLog, { beatMs: 50, answerMs });
const notify = (payload: string) => test.db.pool.query("SELECT pg_notify('something', $1)", [payload]);

describe('a LISTEN connection', () => {
  it('that falls silent without being closed is left for a new one, and who listens is told to look', async () => {
    const listener = open();
    const heard: string[] = [];
    let reconnects = 0;
    await listener.listen(
      'something',
      (payload) => heard.push(payload),
      () => {
        reconnects += 1;
      },
    );
    await notify('one');
    await until(() => heard.length === 1);
    proxy.freeze();
    await notify('lost');
    await until(() => reconnects > 0);
    await notify('two');
    await until(() => heard.length === 2);
    expect(heard).toEqual(['one', 'two']);
    await listener.close();
  });

  it('is not left while the server answers, however little happens', async () => {
    const listener = open(30_000);
    let reconnects = 0;
    const heard: string[] = [];
    await listener.listen(
      'something',
      (payload) => heard.push(payload),
      () => {
        reconnects += 1;
      },
    );
    // as many questions as four beats ask
    const asked = async () =>
      (
        await test.db.pool.query(
          "SELECT query_start FROM pg_stat_activity WHERE query LIKE 'SELECT pg_notification%' AND application_name = '' AND datname = current_database()",
        )
      ).rows.map((row) => String(row.query_start.getTime()));
    const seen = new Set<string>();
    await until(async () => {
      for (const at of await asked()) seen.add(at);
      return seen.size >= 4;
    });
    await notify('still here');
    await until(() => heard.length === 1);
    expect(reconnects).toBe(0);
    await listener.close();
  });

  it('that is silent does not hold up who closes it', async () => {
    const listener = createListener({ connectionString: proxy.url }, testLog, { answerMs: 200 });
    await listener.listen(
      'something',
      () => {},
      () => {},
    );
    proxy.freeze();
    await listener.close();
  });
});

describe('the grid of a device in memory', () => {
  it('is the new one although the word of it was lost with the LISTEN connection', async () => {
    const listener = open();
    const registry = await createRegistry(listener, testLog);
    const own = await openIntake(test.db, { registry });
    const gridOf = async (n: number) => {
      const [device, time] = ['lift-frozen', new Date(Date.now() + n).toISOString()];
      await own.pipeline.submit({
        topic: topicOf({ device }),
        payload: Buffer.from(JSON.stringify({ id: `e${n}`, type: 'elevator.trapped', time })),
        receivedAt: Date.now(),
      });
      const { rows } = await test.db.pool.query(
        'SELECT grid_code FROM alert_log WHERE device_id = $1 ORDER BY time_ns DESC LIMIT 1',
        [device],
      );
      return rows[0]?.grid_code;
    };
    expect(await gridOf(1)).toBe('511421001001001');
    // a registry keeps what it loaded when nothing was told meanwhile
    await until(async () => (await gridOf(2)) === '511421001001001' && registry.size() > 0);
    proxy.freeze();
    await test.db.pool.query(
      "UPDATE device SET state = 'CLAIMED', grid_code = '511421001001', claimed_at = now() WHERE id = 'lift-frozen'",
    );
    let n = 2;
    await until(async () => {
      n += 1;
      return (await gridOf(n)) === '511421001001';
    });
    await own.close();
    await registry.close();
    await listener.close();
  });
});
