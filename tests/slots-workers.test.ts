import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSlotLeases } from '../ingest/slots/leases.ts';
import { type TestDb, testDb } from './support/db.ts';
import { emptyIntake } from './support/intake.ts';
import { QUICK, type SlotWorkers, SLOTS as slots, slotWorkers } from './support/slot-workers.ts';
import { until } from './support/until.ts';

let database: TestDb;
let workers: SlotWorkers;

beforeAll(async () => {
  database = await testDb();
  workers = slotWorkers(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyIntake(database.db);
  await database.db.pool.query('TRUNCATE ingest_slot, ingest_worker');
});
afterEach(async () => {
  await workers.end();
  expect(workers.readTwice).toEqual([]);
});

describe('workers', () => {
  it('share evenly, one after the other, and the rest have all when one leaves', async () => {
    const first = await workers.start('w1');
    await until(() => workers.held('w1') === 4);
    await until(async () => (await workers.failing(first)).length === 0);
    await workers.start('w2');
    await until(() => workers.held('w1') === 2 && workers.held('w2') === 2);
    const third = await workers.start('w3');
    await until(() => workers.held('w3') === 1 && workers.held('w1') + workers.held('w2') === 3);
    await workers.stop(third);
    await until(() => workers.held('w1') === 2 && workers.held('w2') === 2);
    expect(await first.metrics.text()).toMatch(/^hub_ingest_slots_held 2$/m);
    expect(await first.metrics.text()).toMatch(/^hub_ingest_slot_takeovers_total 0$/m);
  });

  it('take over from who has gone silent', async () => {
    const { pool } = database.db;
    const leases = createSlotLeases(pool, QUICK);
    await leases.declare(slots);
    const silent = randomUUID();
    const first = await workers.start('w1');
    await until(() => workers.held('w1') === 4);
    const division = (await leases.state()).workers[0]?.division ?? '';
    await workers.stop(first);
    // it knows the same slots, and has two of them
    await leases.join({ id: silent, name: 'silent', division });
    await leases.take(silent, 'b', []);
    await leases.take(silent, 'c', []);
    const second = await workers.start('w2');
    await until(() => workers.held('w2') === 2);
    await until(async () => (await workers.failing(second)).length === 0);
    // and goes silent
    await pool.query(
      "UPDATE ingest_worker SET expires_at = clock_timestamp() - interval '1 ms' WHERE name = 'silent'",
    );
    await until(() => workers.held('w2') === 4);
    await until(async () => (await workers.failing(second)).length === 0);
    expect(await second.metrics.text()).toMatch(/^hub_ingest_slot_takeovers_total 2$/m);
    const { slots: leased } = await leases.state();
    expect(leased.find(({ name }) => name === 'b')?.token).toBe('3');
  });

  it('that know other slots keep theirs, and get none of these', async () => {
    const leases = createSlotLeases(database.db.pool, QUICK);
    await leases.declare(slots);
    const stranger = randomUUID();
    await leases.join({ id: stranger, name: 'older', division: 'another' });
    await leases.take(stranger, 'a', []);
    const first = await workers.start('w1');
    await until(() => workers.held('w1') === 3);
    await leases.leave(stranger);
    await until(() => workers.held('w1') === 4);
    await until(async () => (await workers.failing(first)).length === 0);
  });

  it('all renew after an outage of Postgres, and nobody takes over from anybody', async () => {
    // longer than a busy machine may keep the other from its turn
    const timing = { ...QUICK, steadyMs: 2_500 };
    const both = [await workers.start('w1', timing), await workers.start('w2', timing)];
    await until(() => workers.held('w1') === 2 && workers.held('w2') === 2);
    const tokens = async () => {
      const { rows } = await database.db.pool.query('SELECT token::text FROM ingest_slot ORDER BY name');
      return rows;
    };
    const before = await tokens();
    // as if the server had been away for longer than a lease
    await database.db.pool.query("UPDATE ingest_worker SET expires_at = clock_timestamp() - interval '1 s'");
    await until(async () => {
      const { rows } = await database.db.pool.query(
        "SELECT FROM ingest_worker WHERE expires_at > clock_timestamp() AND steady_since < clock_timestamp() - interval '2.6 s'",
      );
      return rows.length === 2;
    });
    expect(await tokens()).toEqual(before);
    for (const { metrics } of both) expect(await metrics.text()).toContain('hub_ingest_fenced_total 0');
  });

  it('stop reading while they cannot renew, before their lease ends, and read on when they can', async () => {
    const first = await workers.start('w1', { ...QUICK, leaseMs: 2_000 });
    await until(() => workers.held('w1') === 4);
    const lock = await database.db.pool.connect();
    try {
      await lock.query('BEGIN; LOCK TABLE ingest_worker IN EXCLUSIVE MODE');
      await until(() => workers.held('w1') === 0);
      const { rows } = await lock.query('SELECT FROM ingest_worker WHERE expires_at > clock_timestamp()');
      expect(rows).toHaveLength(1);
      await lock.query('COMMIT');
    } finally {
      lock.release(true);
    }
    await until(() => workers.held('w1') === 4);
    expect(await first.metrics.text()).toContain('hub_ingest_fenced_total 0');
  });

  it('stop reading at once when they are stopped while Postgres does not answer', async () => {
    const first = await workers.start('w1');
    await until(() => workers.held('w1') === 4);
    const lock = await database.db.pool.connect();
    try {
      await lock.query('BEGIN; LOCK TABLE ingest_worker IN EXCLUSIVE MODE');
      await until(async () => {
        const { rows } = await database.db.pool.query(
          "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
        );
        return rows.length > 0;
      });
      const stopping = workers.stop(first);
      await until(() => workers.held('w1') === 0);
      await lock.query('COMMIT');
      await stopping;
    } finally {
      lock.release(true);
    }
  });

  it('end and begin anew what Postgres no longer knows as theirs', async () => {
    const { pool } = database.db;
    await workers.start('w1');
    await until(() => workers.held('w1') === 4);
    // as a standby that took over and had not heard of it yet
    await pool.query("UPDATE ingest_slot SET worker_id = NULL WHERE name = 'a'");
    await pool.query("DELETE FROM ingest_slot WHERE name = 'b'");
    await until(async () => {
      const { rows } = await pool.query(
        'SELECT token::int FROM ingest_slot WHERE worker_id IS NOT NULL ORDER BY name',
      );
      return rows.map(({ token }) => token).join() === '2,1,1,1';
    });
    await until(() => workers.held('w1') === 4);
  });

  it('leave to the others what those read now, when Postgres says so', async () => {
    const { pool } = database.db;
    await workers.start('w1');
    await until(() => workers.held('w1') === 4);
    const leases = createSlotLeases(pool, QUICK);
    const other = randomUUID();
    await leases.join({ id: other, name: 'other', division: 'another' });
    await pool.query("UPDATE ingest_slot SET worker_id = $1 WHERE name = 'a'", [other]);
    await until(() => workers.held('w1') === 3);
    await leases.leave(other);
    await until(() => workers.held('w1') === 4);
  });

  it('take no slot that others would read as another client', async () => {
    const leases = createSlotLeases(database.db.pool, QUICK);
    await workers.start('w1');
    await until(() => workers.held('w1') === 4);
    await database.db.pool.query(
      "UPDATE ingest_slot SET worker_id = NULL, client_id = 'elsewhere-a' WHERE name = 'a'",
    );
    await until(() => workers.held('w1') === 3);
    await until(async () => {
      const { slots: leased } = await leases.state();
      return leased.filter(({ holder }) => holder === null).length === 1;
    });
    await database.db.pool.query("UPDATE ingest_slot SET client_id = 'hub-a' WHERE name = 'a'");
    await until(() => workers.held('w1') === 4);
  });

  it('begin anew when they were fenced', async () => {
    const first = await workers.start('w1');
    await until(() => workers.held('w1') === 4);
    await database.db.pool.query('UPDATE ingest_worker SET fenced_at = clock_timestamp()');
    await until(async () => (await first.metrics.text()).includes('hub_ingest_fenced_total 1'));
    await until(() => workers.held('w1') === 4);
  });
});
