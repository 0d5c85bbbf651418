import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codecFor } from '../ingest/codecs/table.ts';
import { openIntakePostgres } from '../ingest/intake-postgres.ts';
import { sweepIncidents } from '../ingest/sweeper.ts';
import { ensurePartitions } from '../runtime/alert-log.ts';
import { startEmbeddedPostgres } from '../runtime/embedded-postgres.ts';
import { migrate } from '../runtime/migrate.ts';
import type { Db } from '../runtime/postgres.ts';
import { createListener } from '../runtime/postgres-listen.ts';
import { type TestDb, testDb } from './support/db.ts';
import { freezingProxy } from './support/freezing-proxy.ts';
import { counts, emptyIntake, frame, type Intake, openIntake, seedGrids } from './support/intake.ts';
import { testLog } from './support/log.ts';
import { until } from './support/until.ts';

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
  statementTimeoutMs = 30_000,
): Promise<{ own: Db; intake: Intake }> {
  const own = await openIntakePostgres(url, { log: testLog, statementTimeoutMs });
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

test('an alert that came before its day had a partition is known again after it was moved there', async () => {
  const { intake } = await open();
  await intake.pipeline.submit(door('e1', 0));
  expect(await rows('SELECT count(*)::int FROM alert_log_default')).toEqual([{ count: 1 }]);
  const made = await ensurePartitions(database.db, NOW);
  closers.push(() => database.db.pool.query(`DROP TABLE ${made.join()}`));
  expect(await rows('SELECT count(*)::int FROM alert_log_default')).toEqual([{ count: 0 }]);
  await Promise.all([door('e1', 0), door('e2', 1)].map((one) => intake.pipeline.submit(one)));
  await intake.pipeline.submit(door('e1', 0), { redelivered: true });
  expect(await counts(database.db)).toMatchObject({ alerts: 2, incidents: 1 });
  expect(await rows('SELECT count FROM incident')).toEqual([{ count: 2 }]);
});

test('a batch that the server does not do in the time of a statement is done in parts', async () => {
  await database.db.pool.query(
    `CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.01); RETURN NEW; END';
     CREATE TRIGGER slow BEFORE INSERT ON alert_log FOR EACH ROW EXECUTE FUNCTION slow()`,
  );
  closers.push(() => database.db.pool.query('DROP FUNCTION slow CASCADE'));
  const { intake } = await open(database.url, {}, 400);
  await Promise.all(Array.from({ length: 60 }, (_, n) => intake.pipeline.submit(door(`e${n}`, n))));
  expect(await counts(database.db)).toMatchObject({ alerts: 60, incidents: 1, quarantined: 0 });
  expect(await rows('SELECT count FROM incident')).toEqual([{ count: 60 }]);
});

describe('a way to Postgres that fails', () => {
  test('after COMMIT, before its answer: the batch is done again and nothing of it doubled', async () => {
    const proxy = await freezingProxy(database.url);
    closers.push(() => proxy.close());
    const { own, intake } = await open(proxy.url);
    const untimed = (n: number) =>
      frame({ type: 'elevator.trapped', n }, { device: 'lift-2', receivedAt: NOW + n });
    const telemetry = frame({ time: at(0), values: { load: 1 } }, { kind: 'telemetry' });
    // one round, then one with things after it
    const batches = [
      [door('e2', 1), door('e3', 2)],
      [door('e4', 3), untimed(4), telemetry, door('e5', 5, 'lift-9'), frame('offline', { kind: 'status' })],
    ];
    await Promise.all([door('e1', 0), untimed(0)].map((one) => intake.pipeline.submit(one)));
    let alerts = 2;
    for (const batch of batches) {
      const asked = own.onQuery((_, text) => {
        if (!text.includes('COPY alert_log')) return;
        asked();
        proxy.deafen();
      });
      const stored = Promise.all(batch.map((one) => intake.pipeline.submit(one)));
      alerts += batch.length === 2 ? 2 : 4;
      await until(async () => (await counts(database.db)).alerts === alerts, { what: 'committed' });
      proxy.cut();
      await stored;
    }
    expect(await counts(database.db)).toMatchObject({ alerts: 8, incidents: 4, quarantined: 0 });
    expect(
      await rows(`SELECT (SELECT sum(count)::int FROM alert_count_hourly) AS hourly,
        (SELECT sum(count)::int FROM incident) AS counted, (SELECT count(*)::int FROM reading_log) AS readings,
        (SELECT count(*)::int FROM (SELECT DISTINCT payload->>'incidentId', payload->>'count' FROM feed WHERE topic = 'incident') x)
          = (SELECT count(*)::int FROM feed WHERE topic = 'incident') AS told`),
    ).toEqual([{ hourly: 8, counted: 8, readings: 1, told: true }]);
  });

  test('by leading to a server that takes no writes is left for a new one', async () => {
    const name = new URL(database.url).pathname.slice(1);
    const readOnly = (on: boolean) =>
      database.db.pool.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${on}`);
    await readOnly(true);
    closers.push(() => readOnly(false));
    const { own, intake } = await open();
    // as after a fail-over, while the name still leads to the old primary, which is a standby now
    const stored = intake.pipeline.submit(door('e1', 0));
    await until(() => own.pool.totalCount > 0);
    const byPrisma = () =>
      own.prisma.$transaction(async (tx) => tx.party.create({ data: { id: 'y', kind: 'k', name: 'n' } }));
    await expect(byPrisma()).rejects.toThrow();
    await expect(
      own.tx((client) => client.query("INSERT INTO party (id, kind, name) VALUES ('x', 'k', 'n')")),
    ).rejects.toThrow();
    await readOnly(false);
    await stored;
    await own.tx((client) => client.query("INSERT INTO party (id, kind, name) VALUES ('x', 'k', 'n')"));
    await byPrisma();
    expect(await counts(database.db)).toMatchObject({ alerts: 1, incidents: 1 });
  });

  test('takes what was known of incidents with it: another server may give its numbers again', async () => {
    const { own, intake } = await open();
    await intake.pipeline.submit(door('e1', 0));
    await database.db.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'wangge-hub intake'`,
    );
    await until(() => own.pool.totalCount === 0);
    const sent: string[] = [];
    own.onQuery((_, text) => sent.push(text));
    await intake.pipeline.submit(door('e2', 1));
    expect(sent.join('\n')).toMatch(/FROM incident x[\s\S]*FOR UPDATE/);
    expect(await rows('SELECT count FROM incident')).toEqual([{ count: 2 }]);
  });

  test('by forgetting what was prepared is left for a new one', async () => {
    const { own, intake } = await open();
    await intake.pipeline.submit(door('e1', 0));
    await intake.pipeline.submit(door('e2', 1));
    await own.pool.query('DEALLOCATE ALL');
    await intake.pipeline.submit(door('e3', 2));
    expect(await counts(database.db)).toMatchObject({ alerts: 3, incidents: 1 });
  });
});

describe('an alert without a time of its own', () => {
  test('is news though it was told in the same words when the clock of the hub was ahead', async () => {
    const { intake } = await open();
    const untimed = (receivedAt: number) => frame({ type: 'elevator.trapped' }, { receivedAt });
    await intake.pipeline.submit(untimed(NOW + 3_600_000));
    await intake.pipeline.submit(untimed(NOW));
    await intake.pipeline.submit(untimed(NOW + 30_000));
    expect(await counts(database.db)).toMatchObject({ alerts: 2 });
    await intake.pipeline.submit(untimed(NOW - 7_200_000), { redelivered: true });
    expect(await counts(database.db)).toMatchObject({ alerts: 2 });
  });
});

test('what cannot be told, because somebody does not listen, is kept and tried again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wangge-promise-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  let server = await startEmbeddedPostgres(folder, testLog);
  closers.push(() => server.stop());
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query(statement);
    return client;
  };
  await (await admin('ALTER SYSTEM SET max_notify_queue_pages = 64')).end();
  await server.stop();
  server = await startEmbeddedPostgres(folder, testLog);
  await migrate(server.url, testLog);

  const deaf = await admin('LISTEN something');
  await deaf.query('BEGIN');
  const { own, intake } = await open(server.url);
  await intake.pipeline.submit(door('e1', 0));
  const fill = () =>
    own.pool.query("SELECT pg_notify('something', repeat('x', 7900) || g) FROM generate_series(1, 20) g");
  await until(() =>
    fill().then(
      () => false,
      () => true,
    ),
  );
  const stored = intake.pipeline.submit(door('e2', 1));
  await until(async () =>
    /hub_ingest_batch_failures_total\{kind="outage"\} [1-9]/.test(await intake.metrics.text()),
  );
  await deaf.end();
  // as every process does every 10 s
  const listener = createListener({ connectionString: server.url }, testLog, { beatMs: 50 });
  closers.push(() => listener.close());
  await listener.listen(
    'something',
    () => {},
    () => {},
  );
  await stored;
  expect(await counts(own)).toMatchObject({ alerts: 2, incidents: 1, quarantined: 0 });
});

test('two processes, people and timers write at once while connections die: each alert is one, in one incident', async () => {
  const pair = [await open(), await open()];
  const kinds = ['elevator.door_blocked', 'elevator.trapped', 'elevator.ebike_in_car'];
  const draw = (n: number) => Math.floor(Math.random() * n);
  const sent = new Set<string>();
  let over = false;
  async function whileItLasts(work: () => Promise<unknown>): Promise<void> {
    while (!over) await work();
  }
  const others = [
    // a person takes note, and closes; a timer looks; a connection dies in whatever it is at
    whileItLasts(() =>
      database.db.pool.query(
        `UPDATE incident SET acknowledged = true, acknowledged_by = 'p', version = version + 1
         WHERE id = (SELECT id FROM incident WHERE state = 'ACTIVE' ORDER BY random() LIMIT 1)`,
      ),
    ),
    whileItLasts(() => sweepIncidents(database.db, NOW + draw(600_000))),
    (async () => {
      for (let kills = 0; kills < 6 && !over; kills += 1) {
        await sleep(20 + draw(60));
        await database.db.pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND application_name = 'wangge-hub intake' AND random() < 0.5`,
        );
      }
    })(),
  ];
  const load = pair.map(async ({ intake }) => {
    for (let n = 0; n < 8; n += 1) {
      const batch = Array.from({ length: 1 + draw(8) }, () => {
        const device = `lift-${draw(4)}`;
        const type = kinds[draw(3)] ?? '';
        const time = at(draw(600_000));
        if (draw(4) === 0) return frame({ type, time }, { kind: 'clear', device });
        const id = `e${draw(200)}`;
        sent.add(`${device} ${type} ${id} ${time}`);
        return frame({ id, type, time }, { device });
      });
      // each is sent twice in a while, as a broker does that heard no answer
      const again = draw(3) === 0 ? batch : [];
      await Promise.all([...batch, ...again].map((one) => intake.pipeline.submit(one)));
    }
  });
  await Promise.all(load);
  over = true;
  await Promise.all(others);

  const [told] = await rows(`SELECT (SELECT count(*)::int FROM alert_log) AS alerts,
    (SELECT sum(count)::int FROM alert_count_hourly) AS hourly,
    (SELECT count(*)::int FROM quarantine_fault) AS faults,
    (SELECT count(*)::int FROM incident i WHERE count <> (
       SELECT count(*) FROM alert_log a WHERE a.incident_id = i.id AND a.counted)) AS miscounted,
    (SELECT count(*)::int FROM alert_log a WHERE counted AND NOT EXISTS (
       SELECT FROM incident i WHERE i.id = a.incident_id)) AS lost,
    (SELECT count(*)::int FROM (SELECT FROM incident WHERE state = 'ACTIVE'
       GROUP BY device_id, channel, type HAVING count(*) > 1) x) AS doubled`);
  expect(told).toEqual({
    alerts: sent.size,
    hourly: sent.size,
    faults: 0,
    miscounted: 0,
    lost: 0,
    doubled: 0,
  });
}, 60_000);
