import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codecFor } from '../ingest/codecs/table.ts';
import { openIntakePostgres } from '../ingest/intake-postgres.ts';
import type { Db } from '../runtime/postgres.ts';
import { type TestDb, testDb } from './support/db.ts';
import { counts, emptyIntake, frame, type Intake, openIntake, seedGrids } from './support/intake.ts';
import { testLog } from './support/log.ts';

/** What is acknowledged is stored once and whole, whatever happens to the way to Postgres. */
let database: TestDb;
const NOW = Date.now();
const at = (ms: number) => new Date(NOW + ms).toISOString();
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await testDb();
  await seedGrids(database.db);
});
afterAll(() => database.close());
beforeEach(() => emptyIntake(database.db));
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** Over connections like those of a hub's intake. */
async function open(
  url = database.url,
  options: Parameters<typeof openIntake>[1] = {},
): Promise<{ own: Db; intake: Intake }> {
  const own = await openIntakePostgres(url, { log: testLog });
  closers.push(() => own.close());
  const intake = await openIntake(own, options);
  closers.push(() => intake.close());
  return { own, intake };
}

async function rows(text: string): Promise<Record<string, unknown>[]> {
  return (await database.db.pool.query<Record<string, unknown>>(text)).rows;
}

const door = (id: string, ms: number, device = 'lift-1') =>
  frame({ id, type: 'elevator.door_blocked', time: at(ms) }, { device, receivedAt: NOW + ms });

describe('a batch', () => {
  test('finds each row by an index, though it tells of many devices', async () => {
    const plans: string[] = [];
    const { own, intake } = await open();
    own.pool.on('connect', (client) => {
      client.on('notice', ({ message }) => plans.push(message ?? ''));
      void client.query(
        `LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET auto_explain.log_analyze = on;
         SET auto_explain.log_timing = off; SET auto_explain.log_level = notice; SET client_min_messages = notice`,
      );
    });
    const devices = Array.from({ length: 300 }, (_, n) => `lift-${n}`);
    for (const round of [0, 1]) {
      const said = devices.flatMap((device) => [
        door(`e${round}`, round * 120_000, device),
        frame(round === 0 ? 'online' : 'offline', {
          device,
          kind: 'status',
          receivedAt: NOW + round * 120_000,
        }),
      ]);
      await Promise.all(said.map((one) => intake.pipeline.submit(one)));
    }
    expect(await counts(database.db)).toMatchObject({ alerts: 900, quarantined: 0 });
    const removed = plans.filter((plan) =>
      [...plan.matchAll(/Rows Removed by [\w ]+: (\d+)/g)].some(([, count]) => Number(count) > 5_000),
    );
    expect(plans.length).toBeGreaterThan(20);
    expect(removed).toEqual([]);
  });

  test('is stored whole or not at all, also when our own code fails while it is put together', async () => {
    let armed = false;
    const hostile = codecFor('community/v1/1/elevator/x/alert');
    if (hostile === null) throw new Error('no codec');
    const { intake } = await open(database.url, {
      codecFor: () => ({
        ...hostile,
        decode(one, options) {
          const decoded = hostile.decode(one, options);
          const [first] = decoded.signals;
          if (first === undefined || !one.payload.includes('"bad"')) return decoded;
          const { deviceId, family, gridHint, time } = first;
          const values = {
            get load() {
              if (armed) throw new RangeError('out of bounds');
              return 1;
            },
          };
          const { signals } = decoded;
          return {
            ...decoded,
            signals: [...signals, { kind: 'telemetry', deviceId, family, gridHint, time, values }],
          };
        },
      }),
    });
    await intake.pipeline.submit(door('e1', 0));
    const before = await counts(database.db);
    const decoded = intake.pipeline.submit(door('bad', 1));
    armed = true;
    await decoded;
    await intake.pipeline.submit(door('e3', 2));
    expect(await counts(database.db)).toMatchObject({
      alerts: 2,
      incidents: 1,
      quarantined: 1,
      feed: before.feed + 1,
    });
    expect(await rows('SELECT count FROM incident')).toEqual([{ count: 2 }]);
  });
});
