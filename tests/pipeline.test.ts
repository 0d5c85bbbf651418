import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sweepIncidents } from '../ingest/sweeper.ts';
import { type TestDb, testDb } from './support/db.ts';
import {
  COMMUNITY,
  counts,
  emptyIntake,
  frame,
  GRID,
  type Intake,
  openIntake,
  seedGrids,
} from './support/intake.ts';
import { until } from './support/until.ts';

let database: TestDb;
let intake: Intake;
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
});
afterEach(() => intake.close());

const trapped = (id: string, time: string, more: object = {}) =>
  frame({ id, type: 'elevator.trapped', time, ...more });
const door = (id: string, time: string, more: object = {}) =>
  frame({ id, type: 'elevator.door_blocked', time, ...more });
const doorClear = (time: string) => frame({ type: 'elevator.door_blocked', time }, { kind: 'clear' });

async function rows(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const result = await database.db.pool.query<Record<string, unknown>>(text, values);
  return result.rows;
}

async function changes(): Promise<string[]> {
  const found = await rows(
    "SELECT change, payload->>'count' AS n FROM feed WHERE topic = 'incident' ORDER BY seq",
  );
  return found.map(({ change, n }) => `${change} ${n}`);
}

describe('a frame', () => {
  test('of a stranger that is only said to be gone registers it as of now, not of 1970', async () => {
    await intake.pipeline.submit(frame('offline', { kind: 'status' }));
    const [device] = await rows(
      "SELECT id, last_seen_at, first_seen_at > now() - interval '1 minute' AS now FROM device",
    );
    expect(device).toMatchObject({ id: 'lift-1', last_seen_at: null, now: true });
  });

  test('is one alert in one incident, with its feed row, its hourly count and its device', async () => {
    await intake.pipeline.submit(trapped('e1', at(0)));
    const [alert] = await rows('SELECT * FROM alert_log');
    const [incident] = await rows('SELECT * FROM incident');
    expect(alert).toMatchObject({
      community_code: COMMUNITY,
      type: 'elevator.trapped',
      device_id: 'lift-1',
      grid_code: GRID,
      source_event_id: 'e1',
      counted: true,
      incident_id: incident?.id,
      codec: 'canonical',
    });
    expect(incident).toMatchObject({ state: 'ACTIVE', count: 1, grid_code: GRID, last_alert_id: alert?.id });
    expect(await changes()).toEqual(['OPENED 1']);
    expect(await rows('SELECT grid_code, count FROM alert_count_hourly')).toEqual([
      { grid_code: GRID, count: 1 },
    ]);
    expect(await rows('SELECT id, state, grid_hint FROM device')).toEqual([
      { id: 'lift-1', state: 'UNCLAIMED', grid_hint: GRID },
    ]);
    expect(await rows("SELECT change, key FROM feed WHERE topic = 'device'")).toEqual([
      { change: 'REGISTERED', key: 'lift-1' },
    ]);
  });

  test('delivered twice is one alert, in one batch and in two', async () => {
    const one = trapped('e1', at(0));
    await Promise.all([intake.pipeline.submit(one), intake.pipeline.submit(one)]);
    await intake.pipeline.submit(one, { redelivered: true });
    expect(await counts(database.db)).toMatchObject({ alerts: 1, incidents: 1, feed: 1 });
    expect(await rows('SELECT count FROM incident')).toEqual([{ count: 1 }]);
    expect(await rows('SELECT count FROM alert_count_hourly')).toEqual([{ count: 1 }]);
  });

  test('delivered again after its device was claimed into another community is still one alert', async () => {
    const one = trapped('e1', at(0));
    await intake.pipeline.submit(one);
    await database.db.pool.query(
      `INSERT INTO grid (code, level, name) VALUES ('511421002002002', 'GRID', 'x') ON CONFLICT DO NOTHING`,
    );
    await database.db.pool.query(
      "UPDATE device SET state = 'CLAIMED', grid_code = '511421002002002', claimed_at = now() WHERE id = 'lift-1'",
    );
    await until(() => intake.registry.size() === 0);
    await intake.pipeline.submit(one, { redelivered: true });
    await intake.pipeline.submit(trapped('e2', at(5)));
    const stored = await rows('SELECT source_event_id, community_code FROM alert_log ORDER BY time_ns');
    expect(stored).toEqual([
      { source_event_id: 'e1', community_code: COMMUNITY },
      { source_event_id: 'e2', community_code: '511421002002' },
    ]);
  });

  test('two of them 5 ms apart are two alerts in one incident of count 2', async () => {
    await intake.pipeline.submit(trapped('e1', at(0)));
    await intake.pipeline.submit(trapped('e2', at(5)));
    expect(await counts(database.db)).toMatchObject({ alerts: 2, incidents: 1 });
    expect(await rows('SELECT count FROM incident')).toEqual([{ count: 2 }]);
    expect(await changes()).toEqual(['OPENED 1', 'REPEATED 2']);
  });

  test('without a usable time is one alert when the broker says that it sent it before', async () => {
    const first = frame({ type: 'elevator.trapped', time: '1900-01-00T00:00:00' }, { receivedAt: NOW });
    const again = { ...first, receivedAt: NOW + 3_600_000 };
    await intake.pipeline.submit(first);
    await intake.pipeline.submit(again, { redelivered: true });
    expect(await counts(database.db)).toMatchObject({ alerts: 1 });
    // the same words an hour later, told anew: a clock that was never set must not hide a second alarm
    await intake.pipeline.submit(again);
    expect(await counts(database.db)).toMatchObject({ alerts: 2, incidents: 1 });
  });

  test('of two devices with the same event id in the same ms is two alerts', async () => {
    const body = { id: 'same', type: 'elevator.trapped', time: at(0) };
    await Promise.all(['lift-1', 'lift-2'].map((device) => intake.pipeline.submit(frame(body, { device }))));
    expect(await counts(database.db)).toMatchObject({ alerts: 2, incidents: 2 });
  });
});

describe('event order', () => {
  test('a late clear does not close an incident whose last alert is newer', async () => {
    await intake.pipeline.submit(door('e1', at(0)));
    await intake.pipeline.submit(door('e2', at(60_000)));
    await intake.pipeline.submit(doorClear(at(30_000)));
    expect(await counts(database.db)).toMatchObject({ active: 1 });
    await intake.pipeline.submit(doorClear(at(61_000)));
    expect(await counts(database.db)).toMatchObject({ active: 0 });
    expect(await changes()).toEqual(['OPENED 1', 'REPEATED 2', 'CLEARED 2']);
  });

  test('a raise older than the last clear is stored and opens nothing', async () => {
    await intake.pipeline.submit(door('e1', at(0)));
    await intake.pipeline.submit(doorClear(at(10_000)));
    await intake.pipeline.submit(door('e0', at(5_000)));
    expect(await rows('SELECT counted, incident_id FROM alert_log ORDER BY time_ns')).toMatchObject([
      { counted: true },
      { counted: false, incident_id: null },
    ]);
    expect(await counts(database.db)).toMatchObject({ incidents: 1, active: 0 });
  });

  test('raise, clear and raise in one batch are told in event order whatever order they came in', async () => {
    const sent = [door('e2', at(7_200_000)), doorClear(at(10_000)), door('e1', at(0))];
    await Promise.all(sent.map((one) => intake.pipeline.submit(one)));
    expect(await counts(database.db)).toMatchObject({ alerts: 2, incidents: 2, active: 1 });
    expect(await changes()).toEqual(['OPENED 1', 'CLEARED 1', 'OPENED 1']);
  });

  test('a raise within the window reopens the incident and takes the acknowledgement back', async () => {
    await intake.pipeline.submit(door('e1', at(0)));
    await database.db.pool.query(
      "UPDATE incident SET acknowledged = true, acknowledged_at = now(), acknowledged_by = 'p1'",
    );
    await intake.pipeline.submit(doorClear(at(1_000)));
    expect(await rows('SELECT state, acknowledged_by FROM incident')).toEqual([
      { state: 'CLEARED', acknowledged_by: 'p1' },
    ]);
    await intake.pipeline.submit(door('e2', at(2_000)));
    expect(
      await rows('SELECT state, count, acknowledged, acknowledged_by, cleared_at FROM incident'),
    ).toEqual([{ state: 'ACTIVE', count: 2, acknowledged: false, acknowledged_by: null, cleared_at: null }]);
  });
});

describe('a storm', () => {
  test('of 3,000 repeats is one incident, and one feed row for each commit', async () => {
    const sent = Array.from({ length: 3_000 }, (_, n) => trapped(`e${n}`, at(n)));
    await Promise.all(sent.map((one) => intake.pipeline.submit(one)));
    expect(await counts(database.db)).toMatchObject({ alerts: 3_000, incidents: 1 });
    expect(await rows('SELECT count FROM incident')).toEqual([{ count: 3_000 }]);
    expect((await changes()).length).toBeLessThanOrEqual(4);
    expect((await changes()).at(-1)).toBe('REPEATED 3000');
  });

  test('a rise in severity within it is told apart', async () => {
    await intake.pipeline.submit(door('e1', at(0), { severity: 'minor' }));
    const sent = [door('e2', at(1)), door('e3', at(2), { severity: 'critical' }), door('e4', at(3))];
    await Promise.all(sent.map((one) => intake.pipeline.submit(one)));
    expect(await changes()).toEqual(['OPENED 1', 'ESCALATED 3', 'REPEATED 4']);
    expect(await rows('SELECT change, severity FROM incident_event ORDER BY seq')).toEqual([
      { change: 'OPENED', severity: 1 },
      { change: 'ESCALATED', severity: 3 },
    ]);
  });
});

describe('two ingest processes', () => {
  test('on one key open one incident and count every alert once', async () => {
    const other = await openIntake(database.db);
    try {
      const sent = Array.from({ length: 400 }, (_, n) => door(`e${n}`, at(n)));
      await Promise.all(sent.map((one, n) => (n % 2 === 0 ? intake : other).pipeline.submit(one)));
      // and both are given the same frames again
      await Promise.all(sent.flatMap((one) => [intake.pipeline.submit(one), other.pipeline.submit(one)]));
      expect(await counts(database.db)).toMatchObject({ alerts: 400, incidents: 1, active: 1 });
      expect(await rows('SELECT count FROM incident')).toEqual([{ count: 400 }]);
      expect(await rows('SELECT sum(count)::int AS n FROM alert_count_hourly')).toEqual([{ n: 400 }]);
    } finally {
      await other.close();
    }
  });

  test('that open and clear the same keys at once leave at most one open incident each', async () => {
    const other = await openIntake(database.db);
    try {
      const work = Array.from({ length: 300 }, (_, n) => {
        const device = `lift-${n % 5}`;
        const kind = n % 3 === 2 ? 'clear' : 'alert';
        const body = {
          type: 'elevator.door_blocked',
          time: at(n * 1_000),
          ...(kind === 'alert' ? { id: `e${n}` } : {}),
        };
        return (n % 2 === 0 ? intake : other).pipeline.submit(frame(body, { device, kind }));
      });
      await Promise.all(work);
      const doubled = await rows(
        "SELECT device_id FROM incident WHERE state = 'ACTIVE' GROUP BY device_id HAVING count(*) > 1",
      );
      expect(doubled).toEqual([]);
      expect(await counts(database.db)).toMatchObject({ alerts: 200 });
      const [sum] = await rows(
        'SELECT sum(count)::int AS counted, (SELECT count(*)::int FROM alert_log WHERE counted) AS marked FROM incident',
      );
      expect(sum?.counted).toBe(sum?.marked);
    } finally {
      await other.close();
    }
  });
});

describe('where an alert belongs', () => {
  test('the registry wins over the topic once the device is claimed', async () => {
    await intake.pipeline.submit(trapped('e1', at(0)));
    await database.db.pool.query(
      "UPDATE device SET state = 'CLAIMED', grid_code = $1, claimed_at = now() WHERE id = 'lift-1'",
      [COMMUNITY],
    );
    await until(() => intake.registry.size() === 0);
    await intake.pipeline.submit(trapped('e2', at(1)));
    expect(await rows('SELECT grid_code FROM alert_log ORDER BY time_ns')).toEqual([
      { grid_code: GRID },
      { grid_code: COMMUNITY },
    ]);
  });

  test('a hint below every known grid falls to the nearest one, an unknown one to none', async () => {
    await intake.pipeline.submit(frame({ type: 'other', time: at(0) }, { grid: `${GRID}0701`, device: 'a' }));
    await intake.pipeline.submit(
      frame({ type: 'other', time: at(0) }, { grid: '999999999999999', device: 'b' }),
    );
    expect(
      await rows('SELECT device_id, grid_code, community_code FROM alert_log ORDER BY device_id'),
    ).toEqual([
      { device_id: 'a', grid_code: GRID, community_code: COMMUNITY },
      { device_id: 'b', grid_code: null, community_code: '000000000000' },
    ]);
  });
});

describe('other signals', () => {
  test('telemetry is stored once, whatever it is sent', async () => {
    const body = { time: at(0), values: { temperatureC: 41.5, powerW: 120 } };
    const one = frame(body, { kind: 'telemetry', family: 'charger', device: 'pile-1' });
    await Promise.all([intake.pipeline.submit(one), intake.pipeline.submit(one)]);
    await intake.pipeline.submit(one);
    expect(await rows('SELECT metric, value FROM reading_log ORDER BY metric')).toEqual([
      { metric: 'powerW', value: 120 },
      { metric: 'temperatureC', value: 41.5 },
    ]);
  });

  test('going offline raises one incident, coming back clears it, and saying so again changes nothing', async () => {
    const status = (word: string) => intake.pipeline.submit(frame(word, { kind: 'status' }));
    for (const word of ['online', 'online', 'offline', 'offline', 'online', 'online']) await status(word);
    expect(
      await rows("SELECT change FROM feed WHERE topic = 'device' AND change <> 'REGISTERED' ORDER BY seq"),
    ).toEqual([{ change: 'ONLINE' }, { change: 'OFFLINE' }, { change: 'ONLINE' }]);
    expect(await rows('SELECT type, state, count FROM incident')).toEqual([
      { type: 'device.offline', state: 'CLEARED', count: 1 },
    ]);
    expect(await rows('SELECT online FROM device')).toEqual([{ online: true }]);
  });

  test('a test alert is stored, and part of no incident', async () => {
    await intake.pipeline.submit(trapped('e1', at(0), { status: 'Test' }));
    expect(await counts(database.db)).toMatchObject({ alerts: 1, incidents: 0, feed: 0 });
  });
});

describe('silence', () => {
  test('clears a pulse incident when its time is over, once, also when two look at it', async () => {
    await intake.pipeline.submit(
      frame({ id: 'e1', type: 'elevator.ebike', time: at(0) }, { receivedAt: NOW }),
    );
    expect(await sweepIncidents(database.db, NOW)).toBe(0);
    const later = NOW + 86_400_000;
    const swept = await Promise.all([sweepIncidents(database.db, later), sweepIncidents(database.db, later)]);
    expect(swept.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(await changes()).toEqual(['OPENED 1', 'CLEARED 1']);
    expect(await rows('SELECT state, pulse_due_at FROM incident')).toEqual([
      { state: 'CLEARED', pulse_due_at: null },
    ]);
  });
});
