import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensurePartitions } from '../runtime/alert-log.ts';
import { appendFeed, createFeed, type Feed } from '../runtime/feed.ts';
import { type MaintenanceOptions, maintain, startMaintenance } from '../runtime/maintenance.ts';
import { type TestDb, testDb } from './support/db.ts';
import { testLog as log } from './support/log.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 6, 15, 10);
const retention = {
  alertLogHours: 48,
  seriesDays: 400,
  quarantineDays: 30,
  quarantineRows: 3,
  contactDays: 90,
};

let test: TestDb;
let feed: Feed;
beforeAll(async () => {
  test = await testDb();
  feed = createFeed(test.db, { log, keptDays: 7 });
});
afterAll(async () => {
  await feed.close();
  await test.close();
});

function options(series: 'embedded' | 'influx'): MaintenanceOptions {
  return { db: test.db, feed, log, retention, series };
}

async function alertAt(id: string, timeMs: number, receivedMs = timeMs): Promise<void> {
  await test.db.pool.query(
    `INSERT INTO alert_log (community_code, type, time_ns, id, fingerprint, device_id, family, channel, severity, status,
       time_quality, received_at, counted, codec)
     VALUES ('511401001001', 'camera.fire', $2, $1, 1, 'd', 'camera', '', 3, 'ACTUAL', 'GOOD', $3, true, 'canonical')`,
    [id, BigInt(timeMs) * 1_000_000n, new Date(receivedMs)],
  );
}

async function alerts(): Promise<Record<string, string>> {
  const { rows } = await test.db.pool.query(
    'SELECT id, tableoid::regclass::text AS part FROM alert_log ORDER BY id',
  );
  return Object.fromEntries(rows.map((row) => [row.id, row.part]));
}

async function relayedUpTo(id: string | null): Promise<void> {
  await test.db.pool.query(
    `UPDATE relay_cursor SET (xid, seq) = (SELECT coalesce(max(xid::text::bigint), 0)::text::xid8, coalesce(max(seq), 0)
       FROM alert_log WHERE id = $1) WHERE log = 'alert'`,
    [id],
  );
}

async function emptyLogs(): Promise<void> {
  const { rows } = await test.db.pool.query(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits
     WHERE inhparent IN ('alert_log'::regclass, 'reading_log'::regclass)`,
  );
  for (const { name } of rows) {
    await test.db.pool.query(name.endsWith('_default') ? `DELETE FROM ${name}` : `DROP TABLE ${name}`);
  }
}

describe('partitions of the alert log', () => {
  beforeEach(() => relayedUpTo(null));
  afterEach(emptyLogs);

  it('are made for today and two days ahead, once', async () => {
    expect(await ensurePartitions(test.db, NOW)).toEqual([
      'alert_log_20260715',
      'alert_log_20260716',
      'alert_log_20260717',
      'reading_log_20260715',
      'reading_log_20260716',
      'reading_log_20260717',
    ]);
    expect(await ensurePartitions(test.db, NOW)).toEqual([]);
    await alertAt('late', NOW - 5 * DAY);
    await alertAt('last ns of a day', Date.UTC(2026, 6, 16) - 1);
    await alertAt('first of the next', Date.UTC(2026, 6, 16));
    expect(await alerts()).toEqual({
      late: 'alert_log_default',
      'last ns of a day': 'alert_log_20260715',
      'first of the next': 'alert_log_20260716',
    });
  });

  it('are made by several processes at once without a fault', async () => {
    const made = await Promise.all([1, 2, 3].map(() => ensurePartitions(test.db, NOW)));
    expect(made.flat().length).toBe(6);
  });

  it('take the rows that came before them, each in its place of commit order', async () => {
    await alertAt('early', NOW);
    const place = async () => (await test.db.pool.query('SELECT xid, seq FROM alert_log')).rows;
    const before = await place();
    await ensurePartitions(test.db, NOW);
    expect(await alerts()).toEqual({ early: 'alert_log_20260715' });
    expect(await place()).toEqual(before);
  });

  it('stay until InfluxDB has every row of the day, then go as a whole once older than the hot window', async () => {
    for (const days of [5, 4, 3, 2]) await ensurePartitions(test.db, NOW - days * DAY);
    await alertAt('five days', NOW - 5 * DAY);
    await alertAt('three days', NOW - 3 * DAY);
    await alertAt('two days', NOW - 2 * DAY);
    expect((await maintain(options('influx'), NOW))?.dropped).not.toContain('alert_log_20260710');
    await relayedUpTo('five days');
    expect((await maintain(options('influx'), NOW))?.dropped).toEqual(['alert_log_20260710']);
    await relayedUpTo('two days');
    expect((await maintain(options('influx'), NOW))?.dropped).toEqual(['alert_log_20260712']);
    expect(Object.keys(await alerts())).toEqual(['two days']);
  });

  it('hold the whole series when there is no InfluxDB', async () => {
    await ensurePartitions(test.db, NOW - 401 * DAY);
    await ensurePartitions(test.db, NOW - 30 * DAY);
    await alertAt('gone', NOW - 401 * DAY);
    await alertAt('kept', NOW - 30 * DAY);
    await alertAt('late and gone', NOW - 500 * DAY);
    await alertAt('late, come lately', NOW - 500 * DAY + 1, NOW);
    await maintain(options('embedded'), NOW);
    expect(Object.keys(await alerts())).toEqual(['kept', 'late, come lately']);
  });

  it('keep late rows of the default partition until they are relayed', async () => {
    await alertAt('relayed', NOW - 9 * DAY);
    await relayedUpTo('relayed');
    await alertAt('waits', NOW - 10 * DAY);
    await maintain(options('influx'), NOW);
    expect(Object.keys(await alerts())).toEqual(['waits']);
  });
});

describe('housekeeping', () => {
  afterEach(emptyLogs);

  it('bounds quarantine by age and by rows, newest kept', async () => {
    const at = (id: string, days: number, replay: string | null = null) =>
      test.db.pool.query(
        `WITH fault AS (
           INSERT INTO quarantine_fault (id, broker, source, reason, path, topic_pattern, message, last_topic, count,
             first_seen_at, last_seen_at, samples)
           VALUES ($1, 'hub', '', 'EMPTY_PAYLOAD', '', 't', 'm', 't', 1, $2, $2, 1) RETURNING id)
         INSERT INTO quarantine_sample (id, fault_id, topic, payload, size, whole, path, message, received_at, replay_state)
         SELECT $1, id, 't', '', 0, true, '', 'm', $2, $3 FROM fault`,
        [id, new Date(NOW - days * DAY), replay],
      );
    await at('ancient', 31);
    await at('awaited', 31, 'PENDING');
    await maintain(options('embedded'), NOW);
    for (const [id, days] of [
      ['a', 5],
      ['b', 4],
      ['c', 3],
      ['d', 3],
    ] as const)
      await at(id, days);
    await maintain(options('embedded'), NOW);
    const { rows } = await test.db.pool.query('SELECT id FROM quarantine_sample ORDER BY id');
    // what somebody demanded to be replayed waits for that
    expect(rows.map((row) => row.id)).toEqual(['awaited', 'b', 'c', 'd']);
    const faults = await test.db.pool.query('SELECT id, samples FROM quarantine_fault ORDER BY id');
    expect(faults.rows).toEqual([
      { id: 'a', samples: 0 },
      ...['awaited', 'b', 'c', 'd'].map((id) => ({ id, samples: 1 })),
    ]);
  });

  it('prunes the feed and old counts', async () => {
    await appendFeed(test.db.pool, [{ topic: 'device', change: 'ONLINE', deviceId: 'd', gridCode: null }]);
    await test.db.pool.query("UPDATE feed SET at = now() - interval '30 days'");
    await test.db.pool.query(
      "INSERT INTO alert_count_hourly VALUES ('2020-01-01', '5114', 'camera.fire', 3, 1)",
    );
    const report = await maintain(options('embedded'), NOW);
    expect(report?.removed).toMatchObject({ feed: 1, alert_count_hourly: 1 });
  });

  it('is done by one process at a time', async () => {
    const reports = await Promise.all([
      maintain(options('embedded'), NOW),
      maintain(options('embedded'), NOW),
    ]);
    expect(reports.filter((report) => report !== null).length).toBeGreaterThanOrEqual(1);
    const holder = await test.db.pool.connect();
    await holder.query('SELECT pg_advisory_lock(7245102)');
    expect(await maintain(options('embedded'), NOW)).toBeNull();
    holder.release(true);
  });

  it('drops nothing as it starts: what was stored last may come again, and is known by the log', async () => {
    await ensurePartitions(test.db, Date.now() - 5 * DAY);
    await alertAt('before the outage', Date.now() - 5 * DAY);
    await relayedUpTo('before the outage');
    const maintenance = await startMaintenance(options('influx'));
    await maintenance.close();
    expect(Object.keys(await alerts())).toEqual(['before the outage']);
    await maintain(options('influx'));
    expect(await alerts()).toEqual({});
  });

  it('has made today’s partitions when it starts', async () => {
    const maintenance = await startMaintenance(options('embedded'));
    await alertAt('now', Date.now());
    expect(Object.values(await alerts())[0]).toMatch(/^alert_log_\d{8}$/);
    await maintenance.close();
  });
});
