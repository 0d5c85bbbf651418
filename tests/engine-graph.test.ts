import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkLiveness } from '../ingest/liveness.ts';
import { sweepIncidents } from '../ingest/sweeper.ts';
import { createAlertsSubgraph } from '../subgraphs/alerts/index.ts';
import { createDevicesSubgraph } from '../subgraphs/devices/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { rowsOf } from './support/engine.ts';
import { openIntake } from './support/intake.ts';
import {
  ADMIN,
  addDevice,
  addIncident,
  asker,
  EAST,
  principalOf,
  seedGrids,
  subgraphDeps,
  WEST,
} from './support/subgraph-world.ts';

let test: TestDb;
let deps: ReturnType<typeof subgraphDeps>;
let alerts: ReturnType<typeof asker>;
let devices: ReturnType<typeof asker>;
const EASTERN = principalOf(['community'], EAST);
const VIEWER = principalOf(['viewer'], EAST);
const soon = (ms: number) => new Date(Date.now() + ms).toISOString();
const rows = (sql: string, values?: unknown[]) => rowsOf(test.db, sql, values);

beforeAll(async () => {
  test = await testDb();
  deps = subgraphDeps(test.db);
  alerts = asker(createAlertsSubgraph(deps));
  devices = asker(createDevicesSubgraph(deps));
  await seedGrids(test.db);
  for (const id of ['gw', 'a', 'b']) await addDevice(test.db, id, { gridCode: `${EAST}001` });
  await addDevice(test.db, 'west', { gridCode: `${WEST}001` });
});
beforeEach(async () => {
  await rows('TRUNCATE incident, incident_event, maintenance_window, severity_rule, feed CASCADE');
});
afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

const CREATE = `mutation ($input: CreateMaintenanceWindowInput!) { createMaintenanceWindow(input: $input) {
  window { id title active startsAt weekly { days from to } createdBy } } }`;

describe('maintenance windows', () => {
  const plan = (more: object = {}) => ({
    title: '电梯年检',
    gridCode: EAST,
    startsAt: soon(-60_000),
    endsAt: soon(3_600_000),
    ...more,
  });

  it('are announced over the own grids, seen by those they touch, and audited', async () => {
    const { createMaintenanceWindow } = await alerts.data(EASTERN, CREATE, { input: plan() });
    expect(createMaintenanceWindow.window).toMatchObject({ title: '电梯年检', active: true, weekly: null });
    const list = '{ maintenanceWindows { nodes { id } } }';
    const seen = async (who: typeof EASTERN) =>
      (await alerts.data(who, list)).maintenanceWindows.nodes.length;
    const inside = principalOf(['viewer'], `${EAST}001`);
    expect([await seen(inside), await seen(ADMIN), await seen(principalOf(['viewer'], WEST))]).toEqual([
      1, 1, 0,
    ]);
    // what is silenced, for how long, and whether lives hang on it
    expect(await rows("SELECT after FROM audit_log WHERE action = 'createMaintenanceWindow'")).toMatchObject([
      { after: { gridCode: EAST, endsAt: expect.any(String), includeLifeSafety: false } },
    ]);
  });

  it('recur at times of the week, over midnight too', async () => {
    const input = plan({ endsAt: null, weekly: { days: [6, 7, 6], from: '22:00', to: '06:30' } });
    const { createMaintenanceWindow } = await alerts.data(EASTERN, CREATE, { input });
    expect(createMaintenanceWindow.window.weekly).toEqual({ days: [6, 7], from: '22:00', to: '06:30' });
  });

  it.each([
    ['without the right', VIEWER, {}, 'FORBIDDEN'],
    ['over another grid', EASTERN, { gridCode: WEST }, 'OUT_OF_SCOPE'],
    ['over the whole site', EASTERN, { gridCode: null, type: 'camera.*' }, 'OUT_OF_SCOPE'],
    ['of a device elsewhere', EASTERN, { gridCode: null, deviceId: 'west' }, 'NOT_FOUND'],
    ['of nothing', EASTERN, { gridCode: null }, 'BAD_USER_INPUT'],
    ['without an end', EASTERN, { endsAt: null }, 'BAD_USER_INPUT'],
    ['that is over', EASTERN, { endsAt: soon(-1_000) }, 'BAD_USER_INPUT'],
    ['of an unknown type', EASTERN, { type: 'camara.fire' }, 'BAD_USER_INPUT'],
    ['on no day', EASTERN, { weekly: { days: [8], from: '01:00', to: '02:00' } }, 'BAD_USER_INPUT'],
    ['at no time', EASTERN, { weekly: { days: [1], from: '25:00', to: '02:00' } }, 'BAD_USER_INPUT'],
  ])('%s are refused', async (_, who, more, code) => {
    expect(await alerts.codes(who, CREATE, { input: plan(more) })).toEqual([code]);
  });

  it('show on the incident, and ending one early frees it at the next look', async () => {
    const { createMaintenanceWindow } = await alerts.data(EASTERN, CREATE, { input: plan() });
    const { id } = createMaintenanceWindow.window;
    await addIncident(test.db, { id: 'i', deviceId: 'a', gridCode: `${EAST}001`, firstSeenMs: Date.now() });
    await rows("UPDATE incident SET maintenance_id = $1, maintenance_until = now() + interval '1 hour'", [
      id,
    ]);
    const query = '{ incident(id: "i") { maintenance { title } maintenanceUntil } }';
    expect((await alerts.data(EASTERN, query)).incident.maintenance).toEqual({ title: '电梯年检' });
    const end = `mutation ($id: ID!) { endMaintenanceWindow(input: { windowId: $id }) { window { active endedBy } } }`;
    for (let n = 0; n < 2; n += 1) {
      const ended = await alerts.data(EASTERN, end, { id });
      expect(ended.endMaintenanceWindow.window).toEqual({ active: false, endedBy: EASTERN.subject });
    }
    await sweepIncidents(test.db, Date.now());
    expect((await alerts.data(EASTERN, query)).incident).toEqual({
      maintenance: null,
      maintenanceUntil: null,
    });
    expect(await rows('SELECT change FROM feed')).toEqual([{ change: 'MAINTENANCE_ENDED' }]);
    expect(await alerts.codes(principalOf(['community'], WEST), end, { id })).toEqual(['NOT_FOUND']);
  });
});

describe('what an incident tells of itself', () => {
  it('what is still waited for is in no list unless asked for; what is explained is, with its root', async () => {
    const grid = { gridCode: `${EAST}001`, firstSeenMs: Date.now() };
    await addIncident(test.db, { id: 'root', deviceId: 'gw', type: 'device.offline', ...grid });
    await addIncident(test.db, { id: 'child', deviceId: 'a', type: 'device.offline', ...grid });
    await addIncident(test.db, { id: 'held', deviceId: 'b', type: 'device.offline', ...grid });
    await rows(
      "UPDATE incident SET announced = id = 'root', suppressed_by = CASE WHEN id = 'child' THEN 'root' END",
    );
    await rows("UPDATE incident SET severity_reason = 'why', flapping = true WHERE id = 'root'");
    const query = `query ($filter: IncidentFilter) { incidents(filter: $filter) { totalCount nodes {
      id announced flapping severityReason suppressedBy { id } } } }`;
    const { incidents } = await alerts.data(VIEWER, query);
    expect(incidents.totalCount).toBe(2);
    expect(incidents.nodes).toEqual([
      { id: 'root', announced: true, flapping: true, severityReason: 'why', suppressedBy: null },
      { id: 'child', announced: false, flapping: false, severityReason: null, suppressedBy: { id: 'root' } },
    ]);
    const all = await alerts.data(VIEWER, query, { filter: { pending: true } });
    expect(all.incidents.totalCount).toBe(3);
  });

  it('a shelf set in the graph stands in the timers of the incident', async () => {
    await addIncident(test.db, { id: 'i', deviceId: 'a', gridCode: `${EAST}001`, firstSeenMs: Date.now() });
    const shelve = `mutation ($until: DateTime!) { shelveIncident(input: { incidentId: "i", until: $until, reason: "r" }) {
      incident { shelvedUntil } } }`;
    await alerts.data(EASTERN, shelve, { until: soon(60_000) });
    await sweepIncidents(test.db, Date.now() + 61_000);
    expect(await rows('SELECT change FROM feed ORDER BY seq')).toEqual([
      { change: 'SHELVED' },
      { change: 'UNSHELVED' },
    ]);
  });
});

describe('severity rules', () => {
  const put = `mutation ($input: PutSeverityRuleInput!) { putSeverityRule(input: $input) { rule { id severity step } } }`;
  it('are written, replaced, listed before the built-in ones, and removed', async () => {
    const input = { id: 'night', type: 'camera.*', hourFrom: 22, hourTo: 6, step: 1, reason: '夜间' };
    await alerts.data(ADMIN, put, { input });
    await alerts.data(ADMIN, put, { input: { ...input, step: null, severity: 'MAJOR' } });
    const { severityRules } = await alerts.data(VIEWER, '{ severityRules { id severity builtIn } }');
    expect(severityRules[0]).toEqual({ id: 'night', severity: 'MAJOR', builtIn: false });
    expect(severityRules.slice(1).every((rule: { builtIn: boolean }) => rule.builtIn)).toBe(true);
    const remove = 'mutation { removeSeverityRule(input: { ruleId: "night" }) { removed } }';
    expect((await alerts.data(ADMIN, remove)).removeSeverityRule).toEqual({ removed: true });
    expect((await alerts.data(ADMIN, remove)).removeSeverityRule).toEqual({ removed: false });
  });

  it.each([
    ['without the right', EASTERN, { step: 1 }, 'FORBIDDEN'],
    ['with neither severity nor step', ADMIN, {}, 'BAD_USER_INPUT'],
    ['with both', ADMIN, { step: 1, severity: 'MAJOR' }, 'BAD_USER_INPUT'],
    ['with half an hour range', ADMIN, { step: 1, hourFrom: 3 }, 'BAD_USER_INPUT'],
    ['under a built-in name', ADMIN, { step: 1, id: 'built-in:uncertain' }, 'BAD_USER_INPUT'],
    ['over another grid', principalOf(['operations'], EAST), { step: 1, gridCode: WEST }, 'OUT_OF_SCOPE'],
  ])('%s are refused', async (_, who, more, code) => {
    expect(await alerts.codes(who, put, { input: { id: 'x', reason: 'r', ...more } })).toEqual([code]);
  });
});

describe('what a device hangs on', () => {
  const set = `mutation ($input: SetDeviceParentInput!) { setDeviceParent(input: $input) {
    device { id class silence parent { id } children { id } version } } }`;

  it('is told, shown from both ends, and audited; the same again changes nothing', async () => {
    await devices.data(EASTERN, set, { input: { deviceId: 'gw', class: 'GATEWAY' } });
    for (const deviceId of ['a', 'b']) {
      await devices.data(EASTERN, set, {
        input: { deviceId, parentId: 'gw', class: 'MAINS', silence: '10m' },
      });
    }
    const again = { deviceId: 'a', parentId: 'gw', silence: 'PT10M' };
    const { setDeviceParent } = await devices.data(EASTERN, set, { input: again });
    expect(setDeviceParent.device).toMatchObject({
      class: 'MAINS',
      silence: 'PT10M',
      parent: { id: 'gw' },
      version: 2,
    });
    const { device } = await devices.data(VIEWER, '{ device(id: "gw") { class silence children { id } } }');
    expect(device).toEqual({ class: 'GATEWAY', silence: 'PT3M', children: [{ id: 'a' }, { id: 'b' }] });
    expect(await rows("SELECT 1 FROM audit_log WHERE action = 'setDeviceParent'")).toHaveLength(3);
  });

  it.each([
    ['itself', { deviceId: 'a', parentId: 'a' }, 'BAD_USER_INPUT'],
    ['what hangs on it', { deviceId: 'gw', parentId: 'a' }, 'BAD_USER_INPUT'],
    ['a device elsewhere', { deviceId: 'a', parentId: 'west' }, 'NOT_FOUND'],
    ['nothing that there is', { deviceId: 'a', parentId: 'nobody' }, 'NOT_FOUND'],
  ])('is never %s', async (_, input, code) => {
    await devices.data(ADMIN, set, { input: { deviceId: 'a', parentId: 'gw' } });
    expect(await devices.codes(EASTERN, set, { input })).toEqual([code]);
  });

  it('a ring is not closed by two people at once', async () => {
    for (const deviceId of ['a', 'b', 'gw'])
      await devices.data(ADMIN, set, { input: { deviceId, parentId: null } });
    const links = [
      ['a', 'b'],
      ['b', 'gw'],
      ['gw', 'a'],
    ];
    const codes = await Promise.all(
      links.map(([deviceId, parentId]) => devices.codes(ADMIN, set, { input: { deviceId, parentId } })),
    );
    expect(codes.flat()).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a metric that is expected', () => {
  const watch = `mutation ($input: WatchMetricInput!) { watchMetric(input: $input) {
    clientMutationId device { metricWatches { metric silence silent since } } } }`;
  const unwatch = `mutation ($input: UnwatchMetricInput!) { unwatchMetric(input: $input) {
    device { metricWatches { metric } } } }`;
  const audited = () =>
    rows(`SELECT actor, action, object_id AS id, before, after FROM audit_log
      WHERE action IN ('watchMetric', 'unwatchMetric') ORDER BY seq`);

  it('is told, shown on its device, changed and taken back, each once in the audit', async () => {
    const input = { deviceId: 'b', metric: 'temperatureC', silence: '15m' };
    const first = await devices.data(EASTERN, watch, { input: { ...input, clientMutationId: 'c1' } });
    expect(first.watchMetric).toEqual({
      clientMutationId: 'c1',
      device: {
        metricWatches: [
          { metric: 'temperatureC', silence: 'PT15M', silent: false, since: expect.any(String) },
        ],
      },
    });
    await devices.data(EASTERN, watch, { input: { ...input, silence: 'PT15M' } });
    await devices.data(EASTERN, watch, { input: { ...input, silence: '1h' } });
    await devices.data(EASTERN, watch, { input: { ...input, metric: 'humidity', silence: '1d' } });
    const { devices: page } = await devices.data(
      VIEWER,
      '{ devices { nodes { id metricWatches { metric silence } } } }',
    );
    expect(
      page.nodes.filter(({ metricWatches }: { metricWatches: unknown[] }) => metricWatches.length > 0),
    ).toEqual([
      {
        id: 'b',
        metricWatches: [
          { metric: 'humidity', silence: 'P1D' },
          { metric: 'temperatureC', silence: 'PT1H' },
        ],
      },
    ]);
    for (const metric of ['temperatureC', 'temperatureC', 'humidity']) {
      await devices.data(EASTERN, unwatch, { input: { deviceId: 'b', metric } });
    }
    expect(await rows('SELECT 1 FROM metric_watch')).toEqual([]);
    const temperature = (silenceSeconds: number) => ({ metric: 'temperatureC', silenceSeconds });
    const humidity = { metric: 'humidity', silenceSeconds: 86_400 };
    const by = { actor: EASTERN.subject, id: 'b' };
    expect(await audited()).toEqual([
      { ...by, action: 'watchMetric', before: null, after: temperature(900) },
      { ...by, action: 'watchMetric', before: temperature(900), after: temperature(3_600) },
      { ...by, action: 'watchMetric', before: null, after: humidity },
      { ...by, action: 'unwatchMetric', before: temperature(3_600), after: null },
      { ...by, action: 'unwatchMetric', before: humidity, after: null },
    ]);
  });

  it('which stays away is an incident of intake', async () => {
    await rows('TRUNCATE engine_clock');
    await devices.data(EASTERN, watch, { input: { deviceId: 'a', metric: 'powerW', silence: '1m' } });
    const intake = await openIntake(test.db);
    const start = Date.now();
    for (let at = 0; at <= 120_000; at += 30_000) {
      await checkLiveness({ db: test.db, pipeline: intake.pipeline }, start + at);
    }
    await intake.close();
    expect(await rows('SELECT device_id, type, channel, state FROM incident')).toEqual([
      { device_id: 'a', type: 'device.no_data', channel: 'powerW', state: 'ACTIVE' },
    ]);
    const { device } = await devices.data(VIEWER, '{ device(id: "a") { metricWatches { metric silent } } }');
    expect(device).toEqual({ metricWatches: [{ metric: 'powerW', silent: true }] });
  });

  it('is refused beyond 100 of a device', async () => {
    await rows(`INSERT INTO metric_watch (device_id, metric, silence_seconds, due_at)
      SELECT 'gw', 'm' || n, 60, now() FROM generate_series(1, 100) n`);
    const input = { deviceId: 'gw', metric: 'm101', silence: '1m' };
    expect(await devices.codes(EASTERN, watch, { input })).toEqual(['BAD_USER_INPUT']);
    await devices.data(EASTERN, watch, { input: { ...input, metric: 'm100', silence: '2m' } });
  });

  it.each([
    ['without the right', VIEWER, {}, 'FORBIDDEN'],
    ['for a device elsewhere', EASTERN, { deviceId: 'west' }, 'NOT_FOUND'],
    ['for no device', EASTERN, { deviceId: 'nobody\u0000' }, 'NOT_FOUND'],
    ['without a name', EASTERN, { metric: ' ' }, 'BAD_USER_INPUT'],
    ['for less than a minute', EASTERN, { silence: '59s' }, 'BAD_USER_INPUT'],
    ['for more than 90 days', EASTERN, { silence: '91d' }, 'BAD_USER_INPUT'],
  ])('is refused %s', async (_, who, more, code) => {
    const input = { deviceId: 'a', metric: 'voltageV', silence: '5m', ...more };
    expect(await devices.codes(who, watch, { input })).toEqual([code]);
    const { silence: _silence, ...named } = input;
    if (!('silence' in more)) expect(await devices.codes(who, unwatch, { input: named })).toEqual([code]);
  });
});
