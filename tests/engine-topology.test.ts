import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkLiveness } from '../ingest/liveness.ts';
import { sweepIncidents } from '../ingest/sweeper.ts';
import { type TestDb, testDb } from './support/db.ts';
import { clean, rowsOf, say, status, told } from './support/engine.ts';
import { frame, GRID, type Intake, openIntake, seedGrids } from './support/intake.ts';
import { until } from './support/until.ts';

let database: TestDb;
let intake: Intake;
const T0 = Date.now() - 6 * 3_600_000;
const SECOND = 1000;

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
const ms = (at: number) => T0 + at * SECOND;
const sweep = (at: number) => sweepIncidents(database.db, ms(at));
const goes = (device: string, at: number, where = {}) =>
  intake.pipeline.submit(status(device, false, ms(at), where));
const comes = (device: string, at: number, where = {}) =>
  intake.pipeline.submit(status(device, true, ms(at), where));

/** A device of the registry; ingest has not heard of it yet. */
async function device(id: string, more: { parent?: string; class?: string; family?: string } = {}) {
  await rows(
    `INSERT INTO device (id, family, name, state, grid_code, parent_id, class, first_seen_at)
     VALUES ($1, $2, $1, 'CLAIMED', $3, $4, $5, $6)`,
    [id, more.family ?? 'camera', GRID, more.parent ?? null, more.class ?? null, new Date(T0)],
  );
}

const offline = (id: string) =>
  rows(
    "SELECT state, announced, suppressed_by IS NOT NULL AS suppressed FROM incident WHERE device_id = $1 AND type = 'device.offline' AND channel = ''",
    [id],
  );

describe('a parent that is down', () => {
  beforeEach(async () => {
    await device('nvr', { class: 'NVR' });
    for (let n = 1; n <= 4; n += 1) await device(`cam-${n}`, { parent: 'nvr' });
  });

  test('is one root incident; its children are stored, explained by it, and told to nobody', async () => {
    // children are lost first, as when a switch dies and each last will comes on its own
    for (let n = 1; n <= 4; n += 1) await goes(`cam-${n}`, n);
    await goes('nvr', 6);
    await sweep(60);
    expect(await told(database.db)).toEqual(['OPENED nvr 1']);
    expect(await rows('SELECT count(*)::int AS n FROM incident WHERE suppressed_by IS NOT NULL')).toEqual([
      { n: 4 },
    ]);
    const [line] = await rows(
      "SELECT e.change, e.reason = r.id AS by_root FROM incident_event e JOIN incident i ON i.id = e.incident_id, incident r WHERE i.device_id = 'cam-1' AND r.device_id = 'nvr'",
    );
    expect(line).toEqual({ change: 'SUPPRESSED', by_root: true });
  });

  test('takes no alert from sight on which a life hangs, nor one about something else', async () => {
    await goes('nvr', 0);
    await sweep(30);
    await intake.pipeline.submit(say('alert', 'camera.fire', ms(40), { device: 'cam-1' }, { id: 'f' }));
    await intake.pipeline.submit(say('alert', 'camera.tampered', ms(41), { device: 'cam-1' }, { id: 't' }));
    await intake.pipeline.submit(say('alert', 'camera.video_loss', ms(42), { device: 'cam-2' }, { id: 'v' }));
    await sweep(60);
    expect((await told(database.db)).slice(1)).toEqual(['OPENED cam-1 1', 'OPENED cam-1 1']);
    expect(
      await rows(
        "SELECT suppressed_by IS NOT NULL AS suppressed FROM incident WHERE type = 'camera.video_loss'",
      ),
    ).toEqual([{ suppressed: true }]);
  });

  test('that returns releases them: those that come back are never told, those that stay away are', async () => {
    for (let n = 1; n <= 4; n += 1) await goes(`cam-${n}`, 1);
    await goes('nvr', 2);
    await sweep(30);
    await comes('nvr', 100);
    await sweep(101);
    await sweep(120);
    for (let n = 1; n <= 3; n += 1) await comes(`cam-${n}`, 130);
    await sweep(160);
    expect(await told(database.db, 'cam-%')).toEqual([]);
    await sweep(162);
    await sweep(200);
    expect(await told(database.db, 'cam-%')).toEqual(['OPENED cam-4 1']);
    expect(await offline('cam-4')).toEqual([{ state: 'ACTIVE', announced: true, suppressed: false }]);
    expect(await offline('cam-1')).toEqual([{ state: 'CLEARED', announced: false, suppressed: false }]);
  });

  test('that is found out later explains what was told already, and what is released is told as such', async () => {
    await goes('cam-1', 0);
    await sweep(21);
    expect(await told(database.db)).toEqual(['OPENED cam-1 1']);
    await goes('nvr', 30);
    await sweep(60);
    expect((await told(database.db)).slice(1)).toEqual(['OPENED nvr 1', 'SUPPRESSED cam-1 1']);
    await comes('nvr', 100);
    await sweep(101);
    await sweep(162);
    expect((await told(database.db)).slice(-1)).toEqual(['RELEASED cam-1 1']);
  });

  test('is as grave as the gravest thing that is lost with it', async () => {
    await device('smoke-1', { parent: 'nvr', family: 'sensor' });
    await goes('nvr', 0);
    await goes('smoke-1', 1, { family: 'sensor' });
    await sweep(60);
    expect(await rows("SELECT severity FROM incident WHERE device_id = 'nvr'")).toEqual([{ severity: 2 }]);
    expect(await told(database.db)).toEqual(['OPENED nvr 1', 'ESCALATED nvr 1']);
  });

  test('of a parent: the topmost one is the root of all', async () => {
    await device('power', { class: 'POWER' });
    await rows("UPDATE device SET parent_id = 'power' WHERE id = 'nvr'");
    for (const id of ['cam-1', 'nvr', 'power']) await goes(id, 0);
    await sweep(60);
    expect(await told(database.db)).toEqual(['OPENED power 1']);
    const roots = await rows(
      'SELECT DISTINCT r.device_id FROM incident i JOIN incident r ON r.id = i.suppressed_by',
    );
    expect(roots).toEqual([{ device_id: 'power' }]);
  });
});

describe('a storm', () => {
  const names = Array.from({ length: 2_000 }, (_, n) => `dev-${String(n).padStart(4, '0')}`);

  test('of 2,000 devices that reconnect within seconds tells nobody', async () => {
    await Promise.all(names.map((name) => comes(name, 0)));
    await Promise.all(names.map((name) => goes(name, 10)));
    await Promise.all(names.map((name) => comes(name, 15)));
    await sweep(40);
    expect(await told(database.db)).toEqual([]);
  });

  test('of 2,000 devices that stay away is one summary, and one clear when they are back', async () => {
    await Promise.all(names.map((name) => goes(name, 0)));
    await sweep(21);
    const opened = (await told(database.db)).filter((line) => line.startsWith('OPENED'));
    expect(opened).toHaveLength(1);
    expect(
      await rows("SELECT device_id, channel, count, grid_code FROM incident WHERE channel = 'summary'"),
    ).toEqual([
      { device_id: `site:${GRID.slice(0, 12)}`, channel: 'summary', count: 2_000, grid_code: GRID },
    ]);
    await Promise.all(names.slice(3).map((name) => comes(name, 50)));
    await sweep(60);
    await sweep(100);
    expect((await told(database.db)).filter((line) => line.startsWith('CLEARED'))).toHaveLength(1);
    await sweep(161);
    const after = (await told(database.db)).filter((line) => line.startsWith('OPENED')).slice(1);
    expect(after.sort()).toEqual(names.slice(0, 3).map((name) => `OPENED ${name} 1`));
  });
});

describe('liveness', () => {
  const look = (at: number) => checkLiveness({ db: database.db, pipeline: intake.pipeline }, ms(at));
  /** Looks every half minute, as a process that runs does. */
  async function lookUntil(from: number, to: number) {
    for (let at = from; at <= to; at += 30) await look(at);
  }
  const hears = (id: string, at: number, family = 'camera') =>
    intake.pipeline.submit(
      frame(
        { time: new Date(ms(at)).toISOString(), values: { temperatureC: 20 } },
        {
          kind: 'telemetry',
          family: family === 'sensor' ? 'sensor' : 'camera',
          device: id,
          receivedAt: ms(at),
        },
      ),
    );
  const online = async (id: string) =>
    (await rows('SELECT online FROM device WHERE id = $1', [id]))[0]?.online;

  test('a device of which nothing is expected is never found silent', async () => {
    await device('cam-1');
    await hears('cam-1', 0);
    await lookUntil(0, 7_200);
    expect(await online('cam-1')).toBeNull();
  });

  test('a mains device is offline after minutes, a battery one after a day', async () => {
    await device('cam-1', { class: 'MAINS' });
    await device('sen-1', { class: 'BATTERY', family: 'sensor' });
    await hears('cam-1', 0);
    await hears('sen-1', 0, 'sensor');
    await lookUntil(0, 330);
    expect(await online('cam-1')).toBeNull();
    await lookUntil(360, 420);
    expect(await online('cam-1')).toBe(false);
    expect(await online('sen-1')).toBeNull();
    expect(await rows('SELECT first_seen_at FROM incident')).toEqual([{ first_seen_at: new Date(T0 + 1) }]);
    await sweepIncidents(database.db, Date.now() + 60_000);
    expect(await told(database.db)).toEqual(['OPENED cam-1 1']);
  });

  test('a child behind a gateway lives by its own word; a gateway by that of its children', async () => {
    await device('gw', { class: 'GATEWAY' });
    await device('a', { class: 'MAINS', parent: 'gw' });
    await device('b', { class: 'MAINS', parent: 'gw' });
    for (const id of ['gw', 'a', 'b']) await hears(id, 0);
    for (let at = 0; at <= 600; at += 60) {
      // the gateway itself says nothing more, and neither does b
      await hears('a', at);
      await look(at);
    }
    expect([await online('gw'), await online('a'), await online('b')]).toEqual([null, null, false]);
  });

  test('whatever a silent device says brings it back, by its event time', async () => {
    await device('cam-1', { class: 'MAINS' });
    await hears('cam-1', 0);
    await lookUntil(0, 420);
    expect(await online('cam-1')).toBe(false);
    await hears('cam-1', 500);
    await until(async () => (await online('cam-1')) === true);
    expect(await offline('cam-1')).toEqual([{ state: 'CLEARED', announced: false, suppressed: false }]);
  });

  test('found by two processes at once, silence is one alert', async () => {
    const other = await openIntake(database.db);
    await device('cam-1', { class: 'MAINS' });
    await hears('cam-1', 0);
    await lookUntil(0, 330);
    await Promise.all([look(390), checkLiveness({ db: database.db, pipeline: other.pipeline }, ms(390))]);
    await Promise.all([look(420), checkLiveness({ db: database.db, pipeline: other.pipeline }, ms(420))]);
    expect(await rows("SELECT count(*)::int AS n FROM alert_log WHERE type = 'device.offline'")).toEqual([
      { n: 1 },
    ]);
    await other.close();
  });

  test('what the hub did not hear while it was away is no silence', async () => {
    await device('cam-1', { class: 'MAINS' });
    await hears('cam-1', 0);
    await look(0);
    await look(3_600);
    expect(await online('cam-1')).toBeNull();
    await lookUntil(3_630, 3_990);
    expect(await online('cam-1')).toBe(false);
  });

  test('the last will of a session that another has followed is stale', async () => {
    await comes('cam-1', 100);
    await goes('cam-1', 99);
    expect(await online('cam-1')).toBe(true);
    expect(await offline('cam-1')).toEqual([]);
  });

  test('a metric that stops is told by name, also while the device speaks, and cleared when it is heard', async () => {
    await device('sen-1', { family: 'sensor' });
    await rows(
      "INSERT INTO metric_watch (device_id, metric, silence_seconds, since, due_at) VALUES ('sen-1', 'temperatureC', 120, $1, $1)",
      [new Date(T0)],
    );
    await hears('sen-1', 0, 'sensor');
    await lookUntil(0, 90);
    expect(await rows('SELECT count(*)::int AS n FROM incident')).toEqual([{ n: 0 }]);
    await lookUntil(120, 240);
    expect(await rows('SELECT type, channel, state, count FROM incident')).toEqual([
      { type: 'device.no_data', channel: 'temperatureC', state: 'ACTIVE', count: 1 },
    ]);
    await hears('sen-1', 250, 'sensor');
    await lookUntil(270, 300);
    expect(await rows('SELECT state FROM incident')).toEqual([{ state: 'CLEARED' }]);
  });
});
