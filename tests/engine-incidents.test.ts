import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sweepIncidents } from '../ingest/sweeper.ts';
import { type TestDb, testDb } from './support/db.ts';
import { clean, rowsOf, say, told } from './support/engine.ts';
import { type Intake, openIntake, seedGrids } from './support/intake.ts';

let database: TestDb;
let intake: Intake;
const T0 = Date.UTC(2026, 10, 21);
const SECOND = 1000;
const VIDEO = 'camera.video_loss';

beforeAll(async () => {
  database = await testDb();
  await seedGrids(database.db);
});
beforeEach(async () => {
  await clean(database.db);
  intake = await openIntake(database.db);
});
afterEach(() => intake.close());
afterAll(() => database.close());

const rows = (sql: string, values?: unknown[]) => rowsOf(database.db, sql, values);
const alert = (type: string, at: number, more: object = {}) =>
  intake.pipeline.submit(say('alert', type, T0 + at * SECOND, {}, { id: `e${at}`, ...more }));
const clear = (type: string, at: number) => intake.pipeline.submit(say('clear', type, T0 + at * SECOND));
const sweep = (at: number) => sweepIncidents(database.db, T0 + at * SECOND);

describe('flap control', () => {
  test('a condition that ends within its on-delay is stored and told to nobody', async () => {
    await alert(VIDEO, 0);
    await clear(VIDEO, 3);
    await sweep(60);
    expect(await told(database.db)).toEqual([]);
    expect(await rows('SELECT state, announced, count FROM incident')).toEqual([
      { state: 'CLEARED', announced: false, count: 1 },
    ]);
  });

  test('one that lasts is told when the delay is over, once, however often somebody looks', async () => {
    await alert(VIDEO, 0);
    await sweep(4);
    expect(await told(database.db)).toEqual([]);
    await Promise.all([sweep(6), sweep(6), sweep(7)]);
    expect(await told(database.db)).toEqual(['OPENED cam-1 1']);
  });

  test('a critical one waits for no on-delay', async () => {
    await alert(VIDEO, 0, { severity: 'critical' });
    expect(await told(database.db)).toEqual(['OPENED cam-1 1']);
  });

  test('a rise in severity ends the waiting', async () => {
    await alert(VIDEO, 0, { severity: 'minor' });
    await alert(VIDEO, 1, { severity: 'major' });
    expect(await told(database.db)).toEqual(['OPENED cam-1 2']);
  });

  test('a clear counts after its off-delay, unless a raise follows within it', async () => {
    await alert(VIDEO, 0);
    await sweep(6);
    await clear(VIDEO, 20);
    await alert(VIDEO, 25);
    await sweep(60);
    expect(await told(database.db)).toEqual(['OPENED cam-1 1', 'REPEATED cam-1 2']);
    await clear(VIDEO, 70);
    await sweep(75);
    expect(await rows('SELECT state FROM incident')).toEqual([{ state: 'ACTIVE' }]);
    await sweep(81);
    expect(await told(database.db)).toEqual(['OPENED cam-1 1', 'REPEATED cam-1 2', 'CLEARED cam-1 2']);
    expect(await rows('SELECT cleared_at FROM incident')).toEqual([{ cleared_at: new Date(T0 + 70_000) }]);
  });

  test('flapping is told once, hides no rise in severity, and ends with the calm', async () => {
    const type = 'elevator.door_blocked';
    for (let n = 0; n < 12; n += 1) {
      await alert(type, n * 20, n === 9 ? { severity: 'critical' } : {});
      await clear(type, n * 20 + 10);
    }
    const changes = (await told(database.db)).map((line) => line.split(' ')[0]);
    expect(changes.filter((change) => change === 'FLAPPING')).toHaveLength(1);
    const after = changes.slice(changes.indexOf('FLAPPING') + 1);
    expect(after.filter((change) => change !== 'REPEATED')).toEqual(['ESCALATED']);
    expect(await rows('SELECT state, flapping, count FROM incident')).toEqual([
      { state: 'ACTIVE', flapping: true, count: 12 },
    ]);
    await sweep(11 * 20 + 10 + 599);
    expect(await rows('SELECT state FROM incident')).toEqual([{ state: 'ACTIVE' }]);
    await sweep(11 * 20 + 10 + 601);
    expect(await rows('SELECT state, flapping FROM incident')).toEqual([
      { state: 'CLEARED', flapping: false },
    ]);
    expect(
      await rows("SELECT reason FROM incident_event WHERE change = 'CLEARED' ORDER BY seq DESC LIMIT 1"),
    ).toEqual([{ reason: 'FLAPPING_CALM' }]);
  });
});

describe('a clear that overtakes its raise', () => {
  test('makes the raise historical, also when another process hears it', async () => {
    const other = await openIntake(database.db);
    await clear('elevator.stopped', 10);
    await other.pipeline.submit(say('alert', 'elevator.stopped', T0 + 5_000, {}, { id: 'late' }));
    expect(await rows('SELECT count(*)::int AS n FROM incident')).toEqual([{ n: 0 }]);
    expect(await rows('SELECT counted FROM alert_log')).toEqual([{ counted: false }]);
    await other.pipeline.submit(say('alert', 'elevator.stopped', T0 + 15_000, {}, { id: 'new' }));
    expect(await told(database.db)).toEqual(['OPENED cam-1 1']);
    await other.close();
  });

  test('of a latched type changes nothing: only a person ends it', async () => {
    await clear('elevator.trapped', 10);
    await alert('elevator.trapped', 5);
    expect(await told(database.db)).toEqual(['OPENED cam-1 1']);
  });
});

describe('a shelf', () => {
  test('that ends is told, and a condition that came back under it is still shelved until then', async () => {
    await alert('elevator.stopped', 0);
    await rows("UPDATE incident SET shelved_until = $1, due_at = $1, shelve_reason = 'known'", [
      new Date(T0 + 7_200_000),
    ]);
    await clear('elevator.stopped', 10);
    // past the window of reopening: another incident of the same key
    await alert('elevator.stopped', 5_000);
    expect(await rows('SELECT state, shelved_until FROM incident ORDER BY opened_at')).toMatchObject([
      { state: 'CLEARED' },
      { state: 'ACTIVE', shelved_until: new Date(T0 + 7_200_000) },
    ]);
    await sweep(7_199);
    expect((await told(database.db)).at(-1)).toBe('OPENED cam-1 1');
    await Promise.all([sweep(7_201), sweep(7_201)]);
    expect((await told(database.db)).filter((line) => line.startsWith('UNSHELVED'))).toHaveLength(1);
    expect(await rows('SELECT shelved_until, due_at FROM incident')).toEqual([
      { shelved_until: null, due_at: null },
      { shelved_until: null, due_at: null },
    ]);
  });
});

describe('two ingest processes on one key', () => {
  test('each hearing a part, in its own order and twice, come to one incident with every alert', async () => {
    const other = await openIntake(database.db);
    const frames = Array.from({ length: 300 }, (_, n) =>
      say('alert', 'elevator.stopped', T0 + n * 7, {}, { id: `e${n}` }),
    );
    const shuffled = (seed: number) =>
      frames
        .map((one, n) => ({ one, key: (n * 7919 + seed * 104_729) % 1009 }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
    await Promise.all([
      ...shuffled(1).map((one) => intake.pipeline.submit(one)),
      ...shuffled(2).map((one) => other.pipeline.submit(one)),
    ]);
    expect(await rows('SELECT state, count, first_seen_at, last_seen_at FROM incident')).toEqual([
      {
        state: 'ACTIVE',
        count: 300,
        first_seen_at: new Date(T0),
        last_seen_at: new Date(T0 + 299 * 7),
      },
    ]);
    expect(await rows('SELECT count(*)::int AS n, bool_and(counted) AS counted FROM alert_log')).toEqual([
      { n: 300, counted: true },
    ]);
    await other.close();
  });

  test('with raises and clears that cross, never leave two open, and the counts agree with the log', async () => {
    const other = await openIntake(database.db);
    const work = Array.from({ length: 400 }, (_, n) => {
      const at = T0 + ((n * 37) % 400) * 2_000;
      const sent =
        n % 4 === 3
          ? say('clear', 'elevator.stopped', at, { device: `cam-${n % 3}` })
          : say('alert', 'elevator.stopped', at, { device: `cam-${n % 3}` }, { id: `e${n}` });
      return (n % 2 === 0 ? intake : other).pipeline.submit(sent);
    });
    await Promise.all(work);
    const doubled = "SELECT device_id FROM incident WHERE state = 'ACTIVE' GROUP BY 1 HAVING count(*) > 1";
    expect(await rows(doubled)).toEqual([]);
    const [sums] = await rows(
      `SELECT (SELECT sum(count)::int FROM incident) AS counted,
         (SELECT count(*)::int FROM alert_log WHERE counted) AS marked, (SELECT count(*)::int FROM alert_log) AS alerts`,
    );
    expect(sums?.counted).toBe(sums?.marked);
    expect(sums?.alerts).toBe(300);
    await other.close();
  });
});

describe('a pulse that goes on', () => {
  test('keeps its place among the timers until somebody looks, and is cleared by its last silence', async () => {
    const type = 'elevator.ebike';
    await alert(type, 0);
    const due = () => rows('SELECT due_at, pulse_due_at FROM incident');
    const [first] = await due();
    await alert(type, 40);
    expect(await due()).toEqual([{ due_at: first?.due_at, pulse_due_at: new Date(T0 + 100_000) }]);
    await sweep(61);
    expect(await due()).toEqual([{ due_at: new Date(T0 + 100_000), pulse_due_at: new Date(T0 + 100_000) }]);
    expect(await rows('SELECT version FROM incident')).toEqual([{ version: 2 }]);
    await sweep(101);
    expect(await told(database.db)).toEqual(['OPENED cam-1 1', 'REPEATED cam-1 2', 'CLEARED cam-1 2']);
  });
});
