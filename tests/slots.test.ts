import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { slotFindings } from '../hub/doctor-slots.ts';
import { CODECS, codecFor } from '../ingest/codecs/table.ts';
import { createPipeline } from '../ingest/pipeline.ts';
import { createRegistry, type Registry } from '../ingest/registry.ts';
import { createFencedPipeline, type FencedPipeline } from '../ingest/slots/fenced-pipeline.ts';
import { createSlotLeases, type SlotLeases } from '../ingest/slots/leases.ts';
import type { Slot, SlotReader } from '../ingest/slots/slot.ts';
import { type SlotWorker, startSlotWorker } from '../ingest/slots/worker.ts';
import { bindSources } from '../ingest/sources/bind.ts';
import { parseSources } from '../ingest/sources/read.ts';
import { type Ingest, startIngest } from '../ingest/start.ts';
import { loadConfig } from '../runtime/config.ts';
import { createMetrics, type Metrics } from '../runtime/metrics.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { type TestDb, testDb } from './support/db.ts';
import {
  connectDevice,
  counts,
  emptyIntake,
  frame,
  openIntake,
  seedGrids,
  topicOf,
} from './support/intake.ts';
import { testLog } from './support/log.ts';
import { type Mosquitto, mosquittoServer, startMosquitto } from './support/mosquitto.ts';
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

const QUICK = { leaseMs: 4_000, renewMs: 100, marginMs: 1_000, steadyMs: 300 };

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
      const taken = await Promise.all(ids.map((id) => leases.take(id, 'a')));
      expect(taken.filter((one) => one !== null)).toEqual([{ token: String(round), abandoned: false }]);
      const winner = ids[taken.findIndex((one) => one !== null)] ?? '';
      await leases.release(winner, 'a', String(round - 1));
      expect((await leases.state()).slots[0]?.holder).toBe(winner);
      await leases.release(winner, 'a', String(round));
    }
  });

  it('is renewed after it ran out as long as nobody took it over, without having been steady', async () => {
    const id = await join();
    await leases.take(id, 'a');
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
    await leases.take(silent, 'a');
    await expire(silent);
    expect(await leases.evict(silent)).toBe(true);
    expect(await leases.renew(silent)).toBe(false);
    expect(await leases.take(silent, 'a')).toBeNull();
    expect(await leases.take(other, 'a')).toEqual({ token: '2', abandoned: true });
  });

  it('of a worker whose lease ran out is not to be had by that worker', async () => {
    expect(await leases.take(await join(true), 'a')).toBeNull();
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
    await leases.take(id, 'a');
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
    await leases.take(fenced.workerId(), 'a');
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
          "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name LIKE 'wangge-hub slots %'",
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

describe('workers', () => {
  const slots: Slot[] = ['a', 'b', 'c', 'd'].map((name) => ({
    ...{ name, broker: 'hub', url: 'mqtt://127.0.0.1:1', clientId: `hub-${name}`, credentials: null },
    filters: [`${name}/#`],
  }));
  /** Who reads which slot at this moment: more than one is a fault. */
  const reading = new Map<string, string[]>();
  const both: string[] = [];
  const started: { worker: SlotWorker; fenced: FencedPipeline; registry: Registry; metrics: Metrics }[] = [];

  async function start(who: string, timing = QUICK) {
    const { db } = database;
    const metrics = createMetrics({ processMetrics: false });
    const registry = await createRegistry(db, testLog);
    const config = loadConfig({});
    const fenced = await createFencedPipeline({
      ...{ db, log: testLog, metrics },
      make: (own) => createPipeline({ registry, log: testLog, config, codecFor, ...own }),
    });
    const open = ({ name }: Slot): SlotReader => {
      const readers = reading.get(name) ?? [];
      reading.set(name, [...readers, who]);
      if (readers.length > 0) both.push(name);
      return {
        subscribed: () => true,
        told: () => 'fine',
        unsubscribe: async () => {},
        settled: async () => {},
        async close() {
          reading.set(
            name,
            (reading.get(name) ?? []).filter((one) => one !== who),
          );
        },
      };
    };
    const worker = await startSlotWorker({
      ...{ db, log: testLog, metrics, slots, filtersOf: () => [], fenced, open, timing },
    });
    const one = { worker, fenced, registry, metrics };
    started.push(one);
    return one;
  }

  async function stop(one: (typeof started)[number]): Promise<void> {
    started.splice(started.indexOf(one), 1);
    await one.worker.stop();
    await one.fenced.pipeline.close(0);
    await one.worker.leave();
    await one.fenced.close();
    await one.registry.close();
  }

  beforeEach(() => {
    reading.clear();
    both.length = 0;
  });
  afterEach(async () => {
    for (const one of [...started]) await stop(one);
    expect(both).toEqual([]);
  });

  const held = (who: string) => [...reading].filter(([, readers]) => readers.includes(who)).length;
  const failing = async ({ worker }: (typeof started)[number]) => {
    const results = await Promise.allSettled(worker.checks.map((one) => one.check()));
    return worker.checks.filter((_, index) => results[index]?.status === 'rejected').map(({ name }) => name);
  };

  it('share evenly, one after the other, and the rest have all when one leaves', async () => {
    const first = await start('w1');
    await until(() => held('w1') === 4);
    await until(async () => (await failing(first)).length === 0);
    await start('w2');
    await until(() => held('w1') === 2 && held('w2') === 2);
    const third = await start('w3');
    await until(() => held('w3') === 1 && held('w1') + held('w2') === 3);
    await stop(third);
    await until(() => held('w1') === 2 && held('w2') === 2);
    expect(await first.metrics.text()).toMatch(/^hub_ingest_slots_held 2$/m);
    expect(await first.metrics.text()).toMatch(/^hub_ingest_slot_takeovers_total 0$/m);
  });

  it('take over from who has gone silent', async () => {
    const { pool } = database.db;
    const leases = createSlotLeases(pool, QUICK);
    await leases.declare(slots);
    const silent = randomUUID();
    const first = await start('w1');
    await until(() => held('w1') === 4);
    const division = (await leases.state()).workers[0]?.division ?? '';
    await stop(first);
    // it knows the same slots, and has two of them
    await leases.join({ id: silent, name: 'silent', division });
    await leases.take(silent, 'b');
    await leases.take(silent, 'c');
    const second = await start('w2');
    await until(() => held('w2') === 2);
    await until(async () => (await failing(second)).length === 0);
    // and goes silent
    await pool.query(
      "UPDATE ingest_worker SET expires_at = clock_timestamp() - interval '1 ms' WHERE name = 'silent'",
    );
    await until(() => held('w2') === 4);
    await until(async () => (await failing(second)).length === 0);
    expect(await second.metrics.text()).toMatch(/^hub_ingest_slot_takeovers_total 2$/m);
    const { slots: leased } = await leases.state();
    expect(leased.find(({ name }) => name === 'b')?.token).toBe('3');
  });

  it('that know other slots keep theirs, and get none of these', async () => {
    const leases = createSlotLeases(database.db.pool, QUICK);
    await leases.declare(slots);
    const stranger = randomUUID();
    await leases.join({ id: stranger, name: 'older', division: 'another' });
    await leases.take(stranger, 'a');
    const first = await start('w1');
    await until(() => held('w1') === 3);
    await leases.leave(stranger);
    await until(() => held('w1') === 4);
    await until(async () => (await failing(first)).length === 0);
  });

  it('all renew after an outage of Postgres, and nobody takes over from anybody', async () => {
    const both = [await start('w1'), await start('w2')];
    await until(() => held('w1') === 2 && held('w2') === 2);
    const tokens = async () => {
      const { rows } = await database.db.pool.query('SELECT token::text FROM ingest_slot ORDER BY name');
      return rows;
    };
    const before = await tokens();
    // as if the server had been away for longer than a lease
    await database.db.pool.query("UPDATE ingest_worker SET expires_at = clock_timestamp() - interval '1 s'");
    await until(async () => {
      const { rows } = await database.db.pool.query(
        "SELECT FROM ingest_worker WHERE expires_at > clock_timestamp() AND steady_since < clock_timestamp() - interval '0.4 s'",
      );
      return rows.length === 2;
    });
    expect(await tokens()).toEqual(before);
    for (const { metrics } of both) expect(await metrics.text()).toContain('hub_ingest_fenced_total 0');
  });

  it('stop reading while they cannot renew, before their lease ends, and read on when they can', async () => {
    const first = await start('w1', { ...QUICK, leaseMs: 2_000 });
    await until(() => held('w1') === 4);
    const lock = await database.db.pool.connect();
    try {
      await lock.query('BEGIN; LOCK TABLE ingest_worker IN EXCLUSIVE MODE');
      await until(() => held('w1') === 0);
      const { rows } = await lock.query('SELECT FROM ingest_worker WHERE expires_at > clock_timestamp()');
      expect(rows).toHaveLength(1);
      await lock.query('COMMIT');
    } finally {
      lock.release(true);
    }
    await until(() => held('w1') === 4);
    expect(await first.metrics.text()).toContain('hub_ingest_fenced_total 0');
  });

  it('stop reading at once when they are stopped while Postgres does not answer', async () => {
    const first = await start('w1');
    await until(() => held('w1') === 4);
    const lock = await database.db.pool.connect();
    try {
      await lock.query('BEGIN; LOCK TABLE ingest_worker IN EXCLUSIVE MODE');
      await until(async () => {
        const { rows } = await database.db.pool.query(
          "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
        );
        return rows.length > 0;
      });
      const stopping = stop(first);
      await until(() => held('w1') === 0);
      await lock.query('COMMIT');
      await stopping;
    } finally {
      lock.release(true);
    }
  });

  it('end and begin anew what Postgres no longer knows as theirs', async () => {
    const { pool } = database.db;
    await start('w1');
    await until(() => held('w1') === 4);
    // as a standby that took over and had not heard of it yet
    await pool.query("UPDATE ingest_slot SET worker_id = NULL WHERE name = 'a'");
    await pool.query("DELETE FROM ingest_slot WHERE name = 'b'");
    await until(async () => {
      const { rows } = await pool.query(
        'SELECT token::int FROM ingest_slot WHERE worker_id IS NOT NULL ORDER BY name',
      );
      return rows.map(({ token }) => token).join() === '2,1,1,1';
    });
    await until(() => held('w1') === 4);
  });

  it('leave to the others what those read now, when Postgres says so', async () => {
    const { pool } = database.db;
    await start('w1');
    await until(() => held('w1') === 4);
    const leases = createSlotLeases(pool, QUICK);
    const other = randomUUID();
    await leases.join({ id: other, name: 'other', division: 'another' });
    await pool.query("UPDATE ingest_slot SET worker_id = $1 WHERE name = 'a'", [other]);
    await until(() => held('w1') === 3);
    await leases.leave(other);
    await until(() => held('w1') === 4);
  });

  it('take no slot that others would read as another client', async () => {
    const leases = createSlotLeases(database.db.pool, QUICK);
    await start('w1');
    await until(() => held('w1') === 4);
    await database.db.pool.query(
      "UPDATE ingest_slot SET worker_id = NULL, client_id = 'elsewhere-a' WHERE name = 'a'",
    );
    await until(() => held('w1') === 3);
    await until(async () => {
      const { slots: leased } = await leases.state();
      return leased.filter(({ holder }) => holder === null).length === 1;
    });
    await database.db.pool.query("UPDATE ingest_slot SET client_id = 'hub-a' WHERE name = 'a'");
    await until(() => held('w1') === 4);
  });

  it('begin anew when they were fenced', async () => {
    const first = await start('w1');
    await until(() => held('w1') === 4);
    await database.db.pool.query('UPDATE ingest_worker SET fenced_at = clock_timestamp()');
    await until(async () => (await first.metrics.text()).includes('hub_ingest_fenced_total 1'));
    await until(() => held('w1') === 4);
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
  await leases.take(id, 'a');
  expect((await slotFindings(database.db, bindings)).map(({ ok }) => ok)).toEqual([true, false]);
});

describe.runIf(mosquittoServer !== null)('topics that are divided anew', () => {
  let broker: Mosquitto;
  let folder: string;
  let ingest: Ingest | null = null;
  let metrics: Metrics;

  beforeAll(async () => {
    broker = await startMosquitto({ lines: ['autosave_interval 1000'] });
    folder = await mkdtemp(join(tmpdir(), 'wangge-slots-'));
  });
  afterEach(async () => {
    await ingest?.close();
    ingest = null;
  });
  afterAll(async () => {
    await broker?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function read(sources: string): Promise<void> {
    const file = join(folder, `${randomUUID()}.yaml`);
    await writeFile(file, sources);
    const env = { MQTT_URL: broker.url, HUB_SOURCES_FILE: file, HUB_PROBE_SECONDS: '0' };
    metrics = createMetrics({ processMetrics: false });
    ingest = await startIngest({ config: loadConfig(env), db: database.db, log: testLog, metrics });
  }
  const allReady = () =>
    until(async () => {
      await Promise.all((ingest?.checks ?? []).map((one) => one.check()));
      return true;
    });

  let serial = 0;
  async function publish(count: number): Promise<void> {
    const device = await connectDevice(broker.url, `device-${randomUUID()}`);
    const alerts = Array.from({ length: count }, (_, index) => {
      serial += 1;
      const [family, type] =
        index % 2 === 0
          ? (['elevator', 'elevator.trapped'] as const)
          : (['camera', 'camera.intrusion'] as const);
      const payload = JSON.stringify({ id: `e${serial}`, type, time: Date.now() });
      return device.publishAsync(topicOf({ family, device: `${family}-1` }), payload, { qos: 1 });
    });
    await Promise.all(alerts);
    await device.endAsync();
  }
  const frames = async () => Number(/^hub_ingest_frames_total (\d+)$/m.exec(await metrics.text())?.[1]);
  /** Frames committed, once there are that many and no more are on their way. */
  async function allFrames(least: number): Promise<number> {
    await until(async () => (await frames()) >= least);
    await until(async () => /^hub_mqtt_unacknowledged 0$/m.test(await metrics.text()));
    return frames();
  }
  const stored = (alerts: number) => until(async () => (await counts(database.db)).alerts === alerts);

  it('are lost by nobody and in the end read once: the old session keeps what it has, not its filters', async () => {
    await read('sources: [{ codec: canonical }]');
    await allReady();
    await ingest?.close();
    await publish(40);
    await read(`
slots:
  cameras: { filters: ['community/v1/+/camera/+/+'] }
  others:
    clientId: wangge-hub
    filters: ['community/v1/+/elevator/+/+', 'community/v1/+/charger/+/+', 'community/v1/+/sensor/+/+']
sources: [{ codec: canonical }]
`);
    await stored(40);
    await allReady();
    const leases = createSlotLeases(database.db.pool, QUICK);
    await until(async () => {
      const { slots } = await leases.state();
      return slots.map(({ filters }) => filters.length).join() === '1,3';
    });
    expect(await allFrames(40)).toBe(40);
    await publish(40);
    await stored(80);
    expect(await allFrames(80)).toBe(80);

    // given up: what waits in its session is read, nothing new is
    await ingest?.close();
    await publish(40);
    await read(`
slots:
  cameras: { filters: [] }
  others: { clientId: wangge-hub, filters: ['community/v1/+/+/+/+'] }
sources: [{ codec: canonical }]
`);
    await stored(120);
    await until(async () => {
      const { slots } = await leases.state();
      return slots.map(({ filters }) => filters.join()).join(' ') === ' community/v1/+/+/+/+';
    });
    const before = await frames();
    await publish(40);
    await stored(160);
    expect(await allFrames(before + 40)).toBe(before + 40);
  });

  it('need a broker of their own', async () => {
    const file = join(folder, 'none.yaml');
    await writeFile(file, 'slots: {}\nsources: [{ codec: canonical }]');
    const config = loadConfig({ HUB_SOURCES_FILE: file });
    const starting = startIngest({ config, db: database.db, log: testLog, metrics: createMetrics() });
    await expect(starting).rejects.toThrow('MQTT_URL');
  });
});
