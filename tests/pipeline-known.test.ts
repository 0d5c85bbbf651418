import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { alertTimeNs, fingerprint } from '../core/ids.ts';
import type { Frame } from '../ingest/codec.ts';
import { openIntakePostgres } from '../ingest/intake-postgres.ts';
import { type TestDb, testDb } from './support/db.ts';
import { counts, emptyIntake, frame, type Intake, openIntake, seedGrids } from './support/intake.ts';
import { testLog } from './support/log.ts';

/** Batches that are founded on what the process knows, while others change the same incidents. */
let database: TestDb;
let intake: Intake;
let other: Intake;
const NOW = Date.now();
const at = (ms: number) => new Date(NOW + ms).toISOString();

beforeAll(async () => {
  database = await testDb();
  await seedGrids(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyIntake(database.db);
  intake = await openIntake(database.db);
  other = await openIntake(database.db);
});
afterEach(async () => {
  await intake.close();
  await other.close();
});

const door = (id: string, ms: number, more: object = {}) =>
  frame({ id, type: 'elevator.door_blocked', time: at(ms), ...more });
const clear = (ms: number) => frame({ type: 'elevator.door_blocked', time: at(ms) }, { kind: 'clear' });

async function rows(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await database.db.pool.query<Record<string, unknown>>(text, values)).rows;
}

async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const end = database.db.onQuery((source, text) => {
    if (source === 'pg') sent.push(text);
  });
  await work();
  end();
  return sent;
}

describe('a batch of known incidents', () => {
  test('is one way to the server and one transaction, which needs no BEGIN', async () => {
    await intake.pipeline.submit(door('e1', 0));
    const sent = await statementsOf(() => intake.pipeline.submit(door('e2', 1)));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatch(/^COPY alert_log[\s\S]*UPDATE incident[\s\S]*COPY feed/);
    expect(sent[0]).not.toMatch(/BEGIN|COMMIT/);
    const [written] = await rows(
      `SELECT (SELECT array_agg(DISTINCT xmin::text) FROM (
          (SELECT xmin FROM alert_log ORDER BY xid DESC, seq DESC LIMIT 1) UNION ALL SELECT xmin FROM incident
          UNION ALL (SELECT xmin FROM feed ORDER BY xid DESC, seq DESC LIMIT 1)) x) AS transactions`,
    );
    expect(written?.transactions).toHaveLength(1);
    expect(await rows('SELECT count, version FROM incident')).toEqual([{ count: 2, version: 2 }]);
  });

  test('runs by plans that were made once', async () => {
    const own = await openIntakePostgres(database.url, { log: testLog });
    const planned = await openIntake(own);
    for (let n = 0; n < 12; n += 1) await planned.pipeline.submit(door(`p${n}`, n * 10));
    const { rows: plans } = await own.pool.query(
      `SELECT sum(custom_plans)::int AS custom, count(*) FILTER (WHERE generic_plans >= 10)::int AS often
       FROM pg_prepared_statements WHERE name LIKE 'round_ingest%' AND statement NOT LIKE 'COPY%'`,
    );
    expect(plans).toEqual([{ custom: 0, often: 3 }]);
    await planned.close();
    await own.close();
  });

  test('that meets an alert which is stored already is done again over the same connection', async () => {
    const own = await openIntakePostgres(database.url, { log: testLog });
    const again = await openIntake(own);
    const left: unknown[] = [];
    own.pool.on('remove', (client) => left.push(client));
    for (let n = 0; n < 3; n += 1) await again.pipeline.submit(door('twice', 0));
    expect(await counts(database.db)).toMatchObject({ alerts: 1, incidents: 1 });
    expect(left).toEqual([]);
    await again.close();
    await own.close();
  });

  test('is done again when a person changed one meanwhile, and what the person wrote stays', async () => {
    await intake.pipeline.submit(door('e1', 0));
    await database.db.pool.query(
      "UPDATE incident SET acknowledged = true, acknowledged_by = 'p1', version = version + 1",
    );
    await intake.pipeline.submit(door('e2', 1));
    expect(await rows('SELECT count, acknowledged, acknowledged_by, version FROM incident')).toEqual([
      { count: 2, acknowledged: true, acknowledged_by: 'p1', version: 3 },
    ]);
    expect(await counts(database.db)).toMatchObject({ alerts: 2, incidents: 1 });
  });

  test('is judged by what is so now, also where the old word would have changed nothing', async () => {
    await intake.pipeline.submit(door('e1', 20_000));
    // older than the last evidence: of an open incident this says nothing new
    await intake.pipeline.submit(clear(10_000));
    await other.pipeline.submit(clear(30_000));
    await other.pipeline.submit(door('far', 7_200_000));
    const [open] = await rows("SELECT id FROM incident WHERE state = 'ACTIVE'");
    await intake.pipeline.submit(clear(10_000));
    await intake.pipeline.submit(door('e2', 25_000));
    expect(await rows("SELECT counted FROM alert_log WHERE source_event_id = 'e2'")).toEqual([
      { counted: false },
    ]);
    expect(await rows("SELECT id, count FROM incident WHERE state = 'ACTIVE'")).toEqual([
      { id: open?.id, count: 1 },
    ]);
  });

  test('that repeats a stored alert without the broker saying so stores nothing twice', async () => {
    const [e1, e2, e3] = [door('e1', 0), door('e2', 1), door('e3', 2)];
    await intake.pipeline.submit(e1);
    await Promise.all([e1, e2, e3].map((one) => intake.pipeline.submit(one)));
    await Promise.all([e1, e2, e3].map((one) => other.pipeline.submit(one)));
    expect(await counts(database.db)).toMatchObject({ alerts: 3, incidents: 1 });
    expect(await rows('SELECT count FROM incident')).toEqual([{ count: 3 }]);
    expect(await rows('SELECT sum(count)::int AS count FROM alert_count_hourly')).toEqual([{ count: 3 }]);
  });

  test('steps over a nanosecond that its device has used under another type and community', async () => {
    await intake.pipeline.submit(door('e1', 0));
    const ns = alertTimeNs(
      NOW + 5,
      fingerprint('lift-1', 'elevator.door_blocked\u0000\u0000e2', Buffer.alloc(0)),
    );
    await database.db.pool.query(
      `INSERT INTO alert_log (community_code, type, time_ns, id, fingerprint, device_id, family, channel, severity, status,
         time_quality, received_at, counted, codec)
       VALUES ('511421009009', 'elevator.trapped', $1, 'al_taken', 1, 'lift-1', 'elevator', '', 1, 'ACTUAL', 'GOOD', now(), false, 'x')`,
      [ns.toString()],
    );
    await intake.pipeline.submit(door('e2', 5));
    const [stored] = await rows("SELECT time_ns::text FROM alert_log WHERE source_event_id = 'e2'");
    expect(stored).toEqual({ time_ns: (ns + 1n).toString() });
  });
});

/** What intake decides, without ids that are drawn and clocks of the run. */
const DECIDED = `SELECT device_id, channel, type, grid_code, severity, state, acknowledged, count, first_seen_at, last_seen_at,
  last_clear_at, cleared_at, false_alarm, pulse_due_at, opened_at, version, announced, flapping, due_at, engine
  FROM incident ORDER BY device_id, channel, type, first_seen_at, count`;

type Step = { kind: 'frames'; by: 0 | 1; frames: Frame[] } | { kind: 'person'; sql: string };

const SECOND = 1_000;
const offset = fc.integer({ min: 0, max: 3_000 }).map((seconds) => seconds * SECOND);
const oneFrame = fc
  .record({
    device: fc.constantFrom('lift-1', 'lift-2', 'lift-3'),
    type: fc.constantFrom('elevator.door_blocked', 'elevator.trapped', 'elevator.ebike_in_car'),
    kind: fc.constantFrom('alert', 'alert', 'alert', 'clear'),
    severity: fc.constantFrom('minor', 'major', 'critical'),
    ms: offset,
    n: fc.nat(1_000_000),
  })
  .map(({ device, type, kind, severity, ms, n }) => ({
    ...frame(
      kind === 'clear' ? { type, time: at(ms) } : { id: `e${n}`, type, severity, time: at(ms) },
      kind === 'clear' ? { kind, device } : { device },
    ),
    receivedAt: NOW + ms,
  }));
const oneStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('frames' as const),
      by: fc.constantFrom(0, 1),
      frames: fc.array(oneFrame, { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('person' as const),
      sql: fc.constantFrom(
        "UPDATE incident SET acknowledged = true, version = version + 1 WHERE state = 'ACTIVE'",
        "UPDATE incident SET state = 'CLEARED', cleared_at = last_seen_at, last_clear_at = last_seen_at, version = version + 1 WHERE state = 'ACTIVE' AND device_id = 'lift-1'",
      ),
    }),
  },
);

test('two processes that go by what they know decide what one decides that asks each time', async () => {
  async function outcome(steps: readonly Step[], known: boolean): Promise<unknown> {
    await emptyIntake(database.db);
    const pair = [await openIntake(database.db), await openIntake(database.db)] as const;
    try {
      for (const step of steps) {
        if (step.kind === 'person') await database.db.pool.query(step.sql);
        else {
          const { pipeline } = pair[known ? step.by : 0];
          // what the broker calls redelivered is always looked up first
          await Promise.all(step.frames.map((one) => pipeline.submit(one, { redelivered: !known })));
        }
      }
      return { decided: await rows(DECIDED), ...(await counts(database.db)) };
    } finally {
      for (const one of pair) await one.close();
    }
  }
  await fc.assert(
    fc.asyncProperty(fc.array(oneStep, { minLength: 2, maxLength: 14 }), async (steps) => {
      expect(await outcome(steps, true)).toEqual(await outcome(steps, false));
    }),
    { numRuns: 50 },
  );
}, 120_000);
