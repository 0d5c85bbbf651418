import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { slotFindings } from '../hub/doctor-slots.ts';
import { CODECS, codecFor } from '../ingest/codecs/table.ts';
import { createPipeline } from '../ingest/pipeline.ts';
import { createRegistry, type Registry } from '../ingest/registry.ts';
import { createFencedPipeline, type FencedPipeline } from '../ingest/slots/fenced-pipeline.ts';
import { createSlotLeases, type SlotLeases } from '../ingest/slots/leases.ts';
import { bindSources } from '../ingest/sources/bind.ts';
import { parseSources } from '../ingest/sources/read.ts';
import { loadConfig } from '../runtime/config.ts';
import { createMetrics, type Metrics } from '../runtime/metrics.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { type TestDb, testDb } from './support/db.ts';
import { counts, emptyIntake, frame, openIntake, seedGrids } from './support/intake.ts';
import { testLog } from './support/log.ts';
import { QUICK } from './support/slot-workers.ts';
import { until } from './support/until.ts';

let database: TestDb;

beforeAll(async () => {
  database = await testDb();
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyIntake(database.db);
  await database.db.pool.query('TRUNCATE ingest_slot, ingest_worker');
});

describe('leases', () => {
  let leases: SlotLeases;
  beforeEach(async () => {
    leases = createSlotLeases(database.db.pool, QUICK);
    await leases.declare([{ name: 'a', broker: 'hub', clientId: 'hub-a' }]);
  });

  async function join(expired = false): Promise<string> {
    const id = randomUUID();
    await leases.join({ id, name: 'test', division: 'd' });
    if (expired) await expire(id);
    return id;
  }
  const expire = (id: string) =>
    database.db.pool.query(
      "UPDATE ingest_worker SET expires_at = clock_timestamp() - interval '1 s' WHERE id = $1",
      [id],
    );

  it('goes to one of those who want it, with a token that rises from holder to holder', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => join()));
    for (let round = 1; round <= 3; round += 1) {
      const taken = await Promise.all(ids.map((id) => leases.take(id, 'a', [])));
      expect(taken.filter((one) => one !== null)).toEqual([{ token: String(round), abandoned: false }]);
      const winner = ids[taken.findIndex((one) => one !== null)] ?? '';
      await leases.release(winner, 'a', String(round - 1));
      expect((await leases.state()).slots[0]?.holder).toBe(winner);
      await leases.release(winner, 'a', String(round));
    }
  });

  it('is renewed after it ran out as long as nobody took it over, without having been steady', async () => {
    const id = await join();
    await leases.take(id, 'a', []);
    await expire(id);
    expect((await leases.state()).workers).toMatchObject([{ alive: false }]);
    expect(await leases.renew(id)).toBe(true);
    expect(await leases.evict(id)).toBe(false);
    expect((await leases.state()).workers).toMatchObject([{ id, alive: true, steady: false }]);
    expect((await leases.state()).slots).toMatchObject([{ holder: id }]);
  });

  it('of a silent worker is taken from it: it can neither renew nor take', async () => {
    const silent = await join();
    const other = await join();
    await leases.take(silent, 'a', []);
    await expire(silent);
    expect(await leases.evict(silent)).toBe(true);
    expect(await leases.renew(silent)).toBe(false);
    expect(await leases.take(silent, 'a', [])).toBeNull();
    expect(await leases.take(other, 'a', [])).toEqual({ token: '2', abandoned: true });
  });

  it('of a worker whose lease ran out is not to be had by that worker', async () => {
    expect(await leases.take(await join(true), 'a', [])).toBeNull();
  });
});

describe('joining', () => {
  it('may be tried again when its answer was lost, and not once another took over', async () => {
    const leases = createSlotLeases(database.db.pool, QUICK);
    const worker = { id: randomUUID(), name: 'test', division: 'd' };
    expect(await leases.join(worker)).toBe(true);
    expect(await leases.join(worker)).toBe(true);
    await database.db.pool.query('UPDATE ingest_worker SET fenced_at = clock_timestamp()');
    expect(await leases.join(worker)).toBe(false);
    expect(await leases.renew(worker.id)).toBe(false);
  });

  it('is refused to one that would read a slot as another client than the living do', async () => {
    const leases = createSlotLeases(database.db.pool, QUICK);
    const id = randomUUID();
    await leases.declare([{ name: 'a', broker: 'hub', clientId: 'one-a' }]);
    await leases.join({ id, name: 'host:1', division: 'd' });
    await leases.take(id, 'a', []);
    const other = [{ name: 'a', broker: 'hub', clientId: 'two-a' }];
    await expect(leases.declare(other)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('slot a: host:1 reads it as hub/one-a'),
      messageZh: expect.stringContaining('分片 a：host:1 以 hub/one-a'),
    });
    expect((await leases.state()).slots).toMatchObject([{ holder: id, clientId: 'one-a' }]);
    // all are stopped: it may be changed
    await leases.leave(id);
    await leases.declare(other);
    expect((await leases.state()).slots).toMatchObject([{ holder: null, clientId: 'two-a' }]);
  });
});

describe('the fence', () => {
  let registry: Registry;
  let fenced: FencedPipeline;
  let leases: SlotLeases;
  let metrics: Metrics;

  beforeEach(async () => {
    const { db } = database;
    metrics = createMetrics({ processMetrics: false });
    registry = await createRegistry(db, testLog);
    const config = loadConfig({});
    fenced = await createFencedPipeline({
      ...{ db, log: testLog, metrics },
      make: (own) => createPipeline({ registry, log: testLog, config, codecFor, ...own }),
    });
    leases = createSlotLeases(db.pool, QUICK);
    await leases.declare([{ name: 'a', broker: 'hub', clientId: 'hub-a' }]);
    await leases.join({ id: fenced.workerId(), name: 'test', division: 'd' });
    await leases.take(fenced.workerId(), 'a', []);
  });
  afterEach(async () => {
    await fenced.pipeline.close(0);
    await fenced.close();
    await registry.close();
  });

  async function evict(): Promise<void> {
    await database.db.pool.query("UPDATE ingest_worker SET expires_at = clock_timestamp() - interval '1 s'");
    expect(await leases.evict(fenced.workerId())).toBe(true);
  }

  const alert = (id: string) => frame({ id, type: 'elevator.trapped', time: new Date().toISOString() });

  it('lets a worker commit while it has its lease, and never after another took over', async () => {
    await fenced.pipeline.submit(alert('e1'));
    await evict();
    const late = fenced.pipeline.submit(alert('e2'));
    const outcome = late.then(
      () => 'stored',
      () => 'refused',
    );
    // it has tried, and tries again as in any outage
    await until(async () => /batch_failures_total\{kind="outage"\} [1-9]/.test(await metrics.text()));
    expect((await counts(database.db)).alerts).toBe(1);
    await fenced.renew();
    expect(await outcome).toBe('refused');
    expect((await counts(database.db)).alerts).toBe(1);
  });

  it('ends a transaction that the worker has open: the same frame, read by another, is stored once', async () => {
    const { pool } = database.db;
    // a batch that meets a row of another's stands still in the middle of its transaction
    const other = await pool.connect();
    try {
      await fenced.pipeline.submit(alert('e1'));
      await other.query('BEGIN');
      await other.query('LOCK TABLE alert_log IN SHARE ROW EXCLUSIVE MODE');
      // without a time of its own: each that stores it would do so under the time it received it
      const timeless = () => frame({ id: 'e2', type: 'elevator.trapped' });
      const stuck = fenced.pipeline.submit(timeless()).catch(() => 'refused');
      await until(async () => {
        const { rows } = await pool.query(
          "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name LIKE 'wangge-hub slots %' AND datname = current_database()",
        );
        return rows.length > 0;
      });
      await evict();
      await other.query('COMMIT');
      await fenced.renew();
      expect(await stuck).toBe('refused');
      const successor = await openIntake(database.db);
      await successor.pipeline.submit(timeless(), { redelivered: true });
      await successor.close();
      expect((await counts(database.db)).alerts).toBe(2);
    } finally {
      // with what it has locked
      other.release(true);
    }
  });

  it('ends connections that DATABASE_URL names otherwise', async () => {
    const url = new URL(database.url);
    url.searchParams.set('application_name', 'mine');
    const db = await openPostgres(url.href, { log: testLog });
    const named = await createFencedPipeline({
      ...{ db, log: testLog, metrics: createMetrics({ processMetrics: false }) },
      make: (own) => createPipeline({ registry, log: testLog, config: loadConfig({}), codecFor, ...own }),
    });
    const { pool } = database.db;
    const locked = await pool.connect();
    try {
      await leases.join({ id: named.workerId(), name: 'named', division: 'd' });
      await named.pipeline.submit(alert('e1'));
      await locked.query('BEGIN; LOCK TABLE alert_log IN SHARE ROW EXCLUSIVE MODE');
      const stuck = named.pipeline.submit(alert('e2')).then(
        () => 'stored',
        () => 'refused',
      );
      await until(async () => {
        const { rows } = await pool.query(
          "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
        );
        return rows.length > 0;
      });
      await pool.query("UPDATE ingest_worker SET expires_at = clock_timestamp() - interval '1 s'");
      expect(await leases.evict(named.workerId())).toBe(true);
      await locked.query('COMMIT');
      await named.renew();
      expect(await stuck).toBe('refused');
      expect((await counts(database.db)).alerts).toBe(1);
    } finally {
      locked.release(true);
      await named.pipeline.close(0);
      await named.close();
      await db.close();
    }
  });

  it('waits for a connection that does not end, also where another role may end it and see no more of it', async () => {
    const { pool } = database.db;
    const reads = `reads_${randomUUID().slice(0, 8)}`;
    const evicts = `evicts_${randomUUID().slice(0, 8)}`;
    await pool.query(`CREATE ROLE ${reads} LOGIN PASSWORD 'reads'; CREATE ROLE ${evicts};
      GRANT pg_signal_backend TO ${evicts};
      GRANT SELECT, UPDATE, DELETE ON ingest_worker, ingest_slot TO ${evicts}`);
    const url = new URL(database.url);
    const evictor = new pg.Pool({ connectionString: url.href, options: `-c role=${evicts}`, max: 1 });
    url.username = reads;
    url.password = 'reads';
    const id = fenced.workerId();
    const theirs = new pg.Client({ connectionString: url.href, application_name: `wangge-hub slots ${id}` });
    theirs.on('error', () => {});
    await theirs.connect();
    const { rows } = await theirs.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    // never 0, which would be all of us
    const pid = Number(rows[0]?.pid);
    process.kill(pid, 'SIGSTOP');
    let stopped = true;
    const goOn = () => {
      stopped = false;
      process.kill(pid, 'SIGCONT');
    };
    try {
      await pool.query("UPDATE ingest_worker SET expires_at = clock_timestamp() - interval '1 s'");
      const other = createSlotLeases(evictor, QUICK);
      expect(await other.evict(id)).toBe(false);
      expect((await leases.state()).slots).toMatchObject([{ holder: id }]);
      goOn();
      expect(await other.evict(id)).toBe(true);
      expect((await leases.state()).slots).toMatchObject([{ holder: null }]);
    } finally {
      if (stopped) goOn();
      await theirs.end().catch(() => {});
      await evictor.end();
      await pool.query(`DROP OWNED BY ${evicts}; DROP ROLE ${evicts}, ${reads}`);
    }
  });

  it('is passed by the same process as a new worker, whose numbers /metrics tells', async () => {
    await evict();
    const before = fenced.workerId();
    await fenced.renew();
    expect(fenced.workerId()).not.toBe(before);
    await leases.join({ id: fenced.workerId(), name: 'test', division: 'd' });
    await fenced.pipeline.submit(alert('e1'));
    expect((await counts(database.db)).alerts).toBe(1);
    expect(await metrics.text()).toMatch(/^hub_ingest_known_incidents 1$/m);
  });
});

it('hub doctor tells slots that nobody reads, and grids', async () => {
  const bindings = bindSources(
    parseSources(
      's.yaml',
      "{ slots: { a: { filters: ['community/v1/511421001001001/#'] } }, sources: [{ codec: canonical }] }",
      { codecs: CODECS, clientId: 'hub' },
    ),
  );
  await seedGrids(database.db);
  const before = await slotFindings(database.db, bindings);
  expect(before.map(({ ok }) => ok)).toEqual([false, false]);
  expect(before[0]?.detail).toContain('nobody reads a');
  expect(before[1]?.detail).toContain('no slot reads 511421001001 ');
  const leases = createSlotLeases(database.db.pool, QUICK);
  const id = randomUUID();
  await leases.declare([{ name: 'a', broker: 'hub', clientId: 'hub-a' }]);
  await leases.join({ id, name: 'test', division: 'd' });
  await leases.take(id, 'a', []);
  expect((await slotFindings(database.db, bindings)).map(({ ok }) => ok)).toEqual([true, false]);
});
