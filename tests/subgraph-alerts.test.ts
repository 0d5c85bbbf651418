import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedEvent } from '../core/feed-event.ts';
import { startRelay } from '../ingest/relay.ts';
import { appendFeed } from '../runtime/feed.ts';
import type { Db } from '../runtime/postgres.ts';
import { createAlertsSubgraph } from '../subgraphs/alerts/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { influxdServer, startInfluxd } from './support/influxd.ts';
import {
  ADMIN,
  addAlert,
  addIncident,
  asker,
  EAST,
  principalOf,
  seedGrids,
  statements,
  subgraphDeps,
  WEST,
} from './support/subgraph-world.ts';
import { until } from './support/until.ts';

const NOW = Date.now();
const MINUTE = 60_000;
const EASTERN = principalOf(['community'], EAST);
const WESTERN = principalOf(['community'], WEST);
const number = (n: number) => String(n).padStart(2, '0');
const ids = (nodes: { id: string }[]) => nodes.map(({ id }) => id);
const entities = (selection: string) =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ${selection} } }`;

let test: TestDb;
let db: Db;
let deps: ReturnType<typeof subgraphDeps>;
let ask: ReturnType<typeof asker>;
/** Newest first. */
const eastAlerts: string[] = [];
let westAlert: string;
let placeless: string;

/** 50 incidents, 25 a community, two of each last seen at once; each of the east's has three alerts. */
async function seed(): Promise<void> {
  await seedGrids(db);
  for (let n = 1; n <= 25; n += 1) {
    for (const [side, community] of [
      ['east', EAST],
      ['west', WEST],
    ] as const) {
      const lastSeenMs = NOW - n * MINUTE;
      const id = `inc_${side}-${number(n)}`;
      const gridCode = `${community}00${(n % 2) + 1}`;
      const deviceId = `${side}-${number(n)}`;
      const severity = n % 4;
      await addIncident(db, {
        id,
        deviceId,
        gridCode,
        severity,
        firstSeenMs: lastSeenMs - 2000,
        lastSeenMs,
        count: 3,
      });
      if (side === 'west' && n > 1) continue;
      for (const back of [0, 1000, 2000]) {
        const alert = await addAlert(db, { deviceId, gridCode, timeMs: lastSeenMs - back, incidentId: id });
        if (side === 'east') eastAlerts.push(alert);
        else westAlert ??= alert;
      }
    }
  }
  await addIncident(db, {
    id: 'inc_nowhere',
    deviceId: 'stranger',
    gridCode: null,
    firstSeenMs: NOW - 3 * 86_400_000,
    state: 'CLEARED',
  });
  placeless = await addAlert(db, { deviceId: 'stranger', gridCode: null, timeMs: NOW - 100 });
}

beforeAll(async () => {
  test = await testDb();
  db = test.db;
  deps = subgraphDeps(db);
  ask = asker(createAlertsSubgraph(deps));
  await seed();
});

afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

describe('incidents', () => {
  const QUERY = `query ($filter: IncidentFilter, $first: Int, $after: String) {
    incidents(filter: $filter, first: $first, after: $after) {
      nodes { id lastSeenAt } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } }`;

  it('come last seen first, in pages that together hold each exactly once, equal times told apart', async () => {
    const seen: { id: string; lastSeenAt: string }[] = [];
    let after: string | null = null;
    do {
      const { incidents } = await ask.data(ADMIN, QUERY, { first: 7, after });
      seen.push(...incidents.nodes);
      expect(incidents.totalCount).toBe(51);
      expect(incidents.pageInfo.hasPreviousPage).toBe(after !== null);
      after = incidents.pageInfo.hasNextPage ? incidents.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(ids(seen)).size).toBe(51);
    expect(seen.map((row) => row.lastSeenAt)).toEqual(
      seen
        .map((row) => row.lastSeenAt)
        .sort()
        .reverse(),
    );
    expect(ids(seen).slice(0, 2)).toEqual(['inc_west-01', 'inc_east-01']);
  });

  it.each([
    ['a subtree', { gridCode: EAST }, 25],
    ['a grid', { gridCode: `${EAST}001` }, 12],
    ['state', { states: ['CLEARED'] }, 1],
    ['severity', { minSeverity: 'MAJOR', gridCode: WEST }, 12],
    ['type', { types: ['camera.smoke'] }, 0],
    ['device', { deviceId: 'east-07' }, 1],
    ['a device that none can be', { deviceId: 'a\0' }, 0],
    ['time', { from: new Date(NOW - 3 * MINUTE).toISOString(), to: new Date(NOW - MINUTE).toISOString() }, 4],
  ])('are narrowed by %s', async (_, filter, count) => {
    const { incidents } = await ask.data(ADMIN, QUERY, { filter });
    expect(incidents.totalCount).toBe(count);
  });

  it.each([
    ['a cursor of another list', { after: 'WyIxIl0' }, 'BAD_CURSOR'],
    ['a cursor with no time in it', { after: Buffer.from('["x","y"]').toString('base64url') }, 'BAD_CURSOR'],
    ['a grid code that is none', { filter: { gridCode: "1' OR 1=1" } }, 'BAD_USER_INPUT'],
    ['a page too large', { first: 501 }, 'BAD_USER_INPUT'],
    ['a type that there is not', { filter: { types: ['camera.fire', 'camera.smok'] } }, 'BAD_USER_INPUT'],
    [
      'a range turned round',
      { filter: { from: '2026-11-21T00:00:00Z', to: '2026-11-20T00:00:00Z' } },
      'BAD_USER_INPUT',
    ],
    [
      'an empty range',
      { filter: { from: '2026-11-21T00:00:00Z', to: '2026-11-21T00:00:00Z' } },
      'BAD_USER_INPUT',
    ],
  ])('refuse %s with a code', async (_, variables, code) => {
    expect(await ask.codes(ADMIN, QUERY, variables)).toEqual([code]);
  });

  it.each([
    '{ alerts(filter: { types: ["camera.smok"] }) { nodes { id } } }',
    '{ alertCounts(filter: { types: ["camera.smok"] }) { count } }',
    '{ incidentStatistics(filter: { types: ["camera.smok"] }) { incidentCount } }',
    '{ _entities(representations: [{ __typename: "Device", id: "east-01" }]) { ... on Device { alerts(types: ["camera.smok"]) { nodes { id } } } } }',
    '{ _entities(representations: [{ __typename: "Grid", code: "5114" }]) { ... on Grid { alertCounts(types: ["camera.smok"]) { count } } } }',
  ])('and all that asks by type refuses one that there is not: %s', async (query) => {
    expect(await ask.codes(ADMIN, query)).toEqual(['BAD_USER_INPUT']);
  });

  it('tell their type, device, grid, newest alerts and history', async () => {
    const { incident } = await ask.data(
      EASTERN,
      `{ incident(id: "inc_east-03") { severity state count device { id } grid { code }
        type { code nameZh family clearMode lifeSafety defaultSeverity }
        alerts(first: 2) { nodes { time incident { id } } pageInfo { hasNextPage } range { defaulted } } } }`,
    );
    expect(incident).toMatchObject({
      ...{
        severity: 'CRITICAL',
        state: 'ACTIVE',
        count: 3,
        device: { id: 'east-03' },
        grid: { code: `${EAST}002` },
      },
      type: {
        code: 'camera.fire',
        nameZh: '火情',
        family: 'CAMERA',
        clearMode: 'LATCHED',
        defaultSeverity: 'CRITICAL',
      },
      alerts: { pageInfo: { hasNextPage: true }, range: { defaulted: false } },
    });
    const times = [0, 1000].map((back) => new Date(NOW - 3 * MINUTE - back).toISOString());
    expect(incident.alerts.nodes).toEqual(times.map((time) => ({ time, incident: { id: 'inc_east-03' } })));
  });

  it('page through their own alerts', async () => {
    const query = `query ($after: String) { incident(id: "inc_east-01") { alerts(first: 2, after: $after) {
      nodes { id } pageInfo { hasNextPage endCursor } } } }`;
    const first = (await ask.data(EASTERN, query)).incident.alerts;
    const second = (await ask.data(EASTERN, query, { after: first.pageInfo.endCursor })).incident.alerts;
    expect([...ids(first.nodes), ...ids(second.nodes)]).toEqual(eastAlerts.slice(0, 3));
    expect(second.pageInfo.hasNextPage).toBe(false);
  });
});

describe('alerts', () => {
  const QUERY = `query ($filter: AlertFilter!, $first: Int, $after: String) {
    alerts(filter: $filter, first: $first, after: $after) {
      nodes { id } pageInfo { hasNextPage endCursor } range { from to defaulted } } }`;

  it('come newest first, in pages that together hold each exactly once, over a range that is told', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { alerts } = await ask.data(EASTERN, QUERY, { filter: {}, first: 10, after });
      seen.push(...ids(alerts.nodes));
      expect(alerts.range.defaulted).toBe(true);
      after = alerts.pageInfo.hasNextPage ? alerts.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(eastAlerts);
  });

  it('of a range as given are read as given', async () => {
    const filter = {
      from: new Date(NOW - 2 * MINUTE).toISOString(),
      to: new Date(NOW - MINUTE + 1).toISOString(),
    };
    const { alerts } = await ask.data(EASTERN, QUERY, { filter });
    expect(alerts.range).toEqual({ ...filter, defaulted: false });
    expect(ids(alerts.nodes)).toEqual(eastAlerts.slice(0, 4));
  });

  it.each([
    ['a range longer than is kept', { from: '2001-01-01T00:00:00Z' }],
    ['a range turned round', { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }],
  ])('refuse %s', async (_, filter) => {
    expect(await ask.codes(EASTERN, QUERY, { filter })).toEqual(['BAD_USER_INPUT']);
  });

  it('are found by id, and an id that is none of ours is nothing', async () => {
    const query = 'query ($id: ID!) { alert(id: $id) { id device { id } incident { id } counted } }';
    expect(await ask.data(EASTERN, query, { id: eastAlerts[0] })).toEqual({
      alert: { id: eastAlerts[0], device: { id: 'east-01' }, incident: { id: 'inc_east-01' }, counted: true },
    });
    for (const id of ['', 'al_x', "al_'; DROP TABLE alert_log", '\0']) {
      expect(await ask.data(EASTERN, query, { id })).toEqual({ alert: null });
    }
  });

  it('without a grid are seen by a whole-site scope alone', async () => {
    const query = `{ alert(id: "${placeless}") { grid { code } } }`;
    expect(await ask.data(ADMIN, query)).toEqual({ alert: { grid: null } });
    expect(await ask.data(EASTERN, query)).toEqual({ alert: null });
  });
});

describe('counts', () => {
  const from = new Date(NOW - 86_400_000).toISOString();

  it('are split by what is asked, within the scope', async () => {
    const query = `query ($filter: AlertFilter!) {
      alertCounts(filter: $filter, groupBy: [TYPE, GRID]) { start type { code } grid { code } count } }`;
    const { alertCounts } = await ask.data(EASTERN, query, { filter: { from } });
    expect(alertCounts).toHaveLength(2);
    expect(alertCounts).toContainEqual({
      start: null,
      type: { code: 'camera.fire' },
      grid: { code: `${EAST}001` },
      count: 36,
    });
    expect(alertCounts).toContainEqual({
      start: null,
      type: { code: 'camera.fire' },
      grid: { code: `${EAST}002` },
      count: 39,
    });
  });

  it('of many grids at once are those of each by itself, a grid inside another too', async () => {
    const query = entities(
      '... on Grid { code alertCounts(interval: "1m", groupBy: [SEVERITY]) { start severity count } }',
    );
    const of = ['511402', EAST, WEST, `${EAST}001`, `${EAST}002`, `${WEST}001`].map((code) => ({
      __typename: 'Grid',
      code,
    }));
    const together = (await ask.data(ADMIN, query, { of }))._entities;
    for (const [place, one] of of.entries()) {
      const [alone] = (await ask.data(ADMIN, query, { of: [one] }))._entities;
      expect(together[place].alertCounts).toHaveLength(alone.alertCounts.length);
      expect(together[place].alertCounts).toEqual(expect.arrayContaining(alone.alertCounts));
    }
    const few = await statements(db, () => ask.data(ADMIN, query, { of: of.slice(0, 2) }));
    const many = await statements(db, () => ask.data(ADMIN, query, { of }));
    expect(many).toBe(few);
  });

  it('refuse an interval of nothing', async () => {
    const query = '{ alertCounts(filter: {}, interval: "PT0S") { count } }';
    expect(await ask.codes(ADMIN, query)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('50 keys in one request', () => {
  const of = (typename: string, keys: readonly Record<string, string>[]) =>
    keys.map((key) => ({ __typename: typename, ...key }));
  const numbers = Array.from({ length: 25 }, (_, n) => number(n + 1));
  const incidentKeys = numbers.flatMap((n) => [{ id: `inc_east-${n}` }, { id: `inc_west-${n}` }]);
  const deviceKeys = numbers.flatMap((n) => [{ id: `east-${n}` }, { id: `west-${n}` }]);

  it.each([
    ['incidents', of('Incident', incidentKeys), '... on Incident { id count }', 1],
    [
      'incidents with their alerts',
      of('Incident', incidentKeys),
      '... on Incident { alerts(first: 2) { nodes { id } } }',
      3,
    ],
    [
      'incidents with their history',
      of('Incident', incidentKeys),
      '... on Incident { history { change } }',
      2,
    ],
    [
      'incidents of devices',
      of('Device', deviceKeys),
      '... on Device { incidents(first: 3) { nodes { id } } }',
      1,
    ],
    [
      'incidents of devices and their number',
      of('Device', deviceKeys),
      '... on Device { incidents { nodes { id } totalCount } }',
      2,
    ],
    [
      'alerts of devices',
      of('Device', deviceKeys),
      '... on Device { alerts(first: 2) { nodes { id incident { id } } } }',
      3,
    ],
  ])('cost the same few queries for %s as two do', async (_, representations, selection, queries) => {
    const query = entities(selection);
    const few = await statements(db, () => ask.data(ADMIN, query, { of: representations.slice(0, 2) }));
    const many = await statements(db, () => ask.data(ADMIN, query, { of: representations }));
    expect([few, many]).toEqual([queries, queries]);
  });

  it('give every grid its own newest incidents, by one query', async () => {
    const codes = ['511402', EAST, `${EAST}001`, `${EAST}002`, WEST, `${WEST}001`];
    const query = entities(
      '... on Grid { code incidents(first: 2) { nodes { id } pageInfo { hasNextPage } } }',
    );
    let found: { code: string; incidents: { nodes: { id: string }[] } }[] = [];
    const sent = await statements(db, async () => {
      found = (
        await ask.data(ADMIN, query, {
          of: of(
            'Grid',
            codes.map((code) => ({ code })),
          ),
        })
      )._entities;
    });
    expect(sent).toBe(1);
    expect(Object.fromEntries(found.map(({ code, incidents }) => [code, ids(incidents.nodes)]))).toEqual({
      511402: ['inc_west-01', 'inc_east-01'],
      [EAST]: ['inc_east-01', 'inc_east-02'],
      [`${EAST}001`]: ['inc_east-02', 'inc_east-04'],
      [`${EAST}002`]: ['inc_east-01', 'inc_east-03'],
      [WEST]: ['inc_west-01', 'inc_west-02'],
      [`${WEST}001`]: ['inc_west-02', 'inc_west-04'],
    });
  });

  it('page on under a grid of two allowed parts without losing or repeating one', async () => {
    interface Found {
      incidents: {
        nodes: { id: string }[];
        totalCount: number;
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    }
    const two = principalOf(['viewer'], `${EAST}001`, WEST);
    const query = `query ($of: [_Any!]!, $after: String) { _entities(representations: $of) {
      ... on Grid { incidents(first: 5, after: $after) { nodes { id } totalCount pageInfo { hasNextPage endCursor } } } } }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const found: Found[] = (
        await ask.data(two, query, { of: [{ __typename: 'Grid', code: '511402' }], after })
      )._entities;
      const page = found[0]?.incidents;
      seen.push(...ids(page?.nodes ?? []));
      expect(page?.totalCount).toBe(37);
      after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toHaveLength(37);
    expect(new Set(seen).size).toBe(37);
  });
});

describe('the scope of a token', () => {
  it('hides what happens in other grids in lists, by id, as entities, under grids and devices, and in counts', async () => {
    const query = `query ($of: [_Any!]!, $alert: ID!) {
      incidents(filter: { gridCode: "${WEST}" }) { nodes { id } totalCount }
      incident(id: "inc_west-01") { id }
      alert(id: $alert) { id }
      alerts(filter: { deviceId: "west-01" }) { nodes { id } }
      alertCounts(filter: { gridCode: "${WEST}" }) { count }
      _entities(representations: $of) { __typename
        ... on Incident { id } ... on Alert { id }
        ... on Device { incidents { nodes { id } totalCount } alerts { nodes { id } } }
        ... on Grid { incidents { nodes { id } totalCount } alertCounts { count } } } }`;
    const of = [
      { __typename: 'Incident', id: 'inc_west-01' },
      { __typename: 'Alert', id: westAlert },
      { __typename: 'Device', id: 'west-01' },
      { __typename: 'Grid', code: WEST },
    ];
    const empty = { nodes: [], totalCount: 0 };
    expect(await ask.data(EASTERN, query, { of, alert: westAlert })).toEqual({
      ...{ incidents: empty, incident: null, alert: null, alerts: { nodes: [] }, alertCounts: [] },
      _entities: [
        null,
        null,
        { __typename: 'Device', incidents: empty, alerts: { nodes: [] } },
        { __typename: 'Grid', incidents: empty, alertCounts: [] },
      ],
    });
    const visible = await ask.data(WESTERN, query, { of, alert: westAlert });
    expect(visible.alert).toEqual({ id: westAlert });
    expect(visible._entities[2].alerts.nodes).toHaveLength(3);
  });

  it('is asked for: without a token nothing is answered', async () => {
    expect(await ask.codes(null, '{ incidents { totalCount } alertTypes { code } }')).toEqual([
      'UNAUTHENTICATED',
    ]);
  });
});

describe('acts of people', () => {
  const act = (name: string) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    return `mutation ($input: ${type}!) { ${name}(input: $input) { clientMutationId incident {
      id state acknowledged acknowledgedBy clearedBy clearReason shelvedUntil shelveReason falseAlarm version
      history { change actor reason } } } }`;
  };
  const until = new Date(NOW + 30 * MINUTE).toISOString();
  const by = EASTERN.subject;
  const feedOf = async (id: string) => {
    const sql = `SELECT change, grid_code AS grid, payload->>'state' AS state FROM feed WHERE key = $1 ORDER BY seq`;
    return (await db.pool.query(sql, [id])).rows;
  };

  it.each([
    [
      'acknowledgeIncident',
      'inc_east-11',
      { reason: '已到场' },
      { acknowledged: true, acknowledgedBy: by },
      'ACKNOWLEDGED',
    ],
    [
      'clearIncident',
      'inc_east-12',
      { reason: '已扑灭' },
      { state: 'CLEARED', clearedBy: by, clearReason: '已扑灭' },
      'CLEARED',
    ],
    [
      'shelveIncident',
      'inc_east-13',
      { reason: '检修', until },
      { shelvedUntil: until, shelveReason: '检修' },
      'SHELVED',
    ],
    [
      'markFalseAlarm',
      'inc_east-14',
      { reason: '灶台' },
      { state: 'CLEARED', falseAlarm: true, clearReason: '灶台' },
      'FALSE_ALARM',
    ],
  ])(
    '%s changes the incident, its history and the feed at once; again it changes nothing',
    async (name, incidentId, more, after, change) => {
      const input = { incidentId, clientMutationId: 'm', expectedVersion: 1, ...more };
      const { [name]: done } = await ask.data(EASTERN, act(name), { input });
      const history = [{ change, actor: by, reason: more.reason }];
      expect(done).toMatchObject({
        clientMutationId: 'm',
        incident: { id: incidentId, version: 2, history, ...after },
      });
      const told = [
        { change, grid: `${EAST}00${(Number(incidentId.slice(-2)) % 2) + 1}`, state: done.incident.state },
      ];
      expect(await feedOf(incidentId)).toEqual(told);
      if (name === 'shelveIncident') return;
      await ask.data(EASTERN, act(name), { input: { incidentId, reason: 'again' } });
      expect(await feedOf(incidentId)).toEqual(told);
    },
  );

  const viewer = principalOf(['viewer'], '');
  const worker = principalOf(['gridWorker'], EAST);
  it.each([
    ['of another grid', WESTERN, 'acknowledgeIncident', {}, 'NOT_FOUND'],
    ['that does not exist', ADMIN, 'acknowledgeIncident', { incidentId: 'inc_none' }, 'NOT_FOUND'],
    ['by a stale version', EASTERN, 'acknowledgeIncident', { expectedVersion: 9 }, 'CONFLICT'],
    ['of a latched type without a reason', EASTERN, 'clearIncident', {}, 'BAD_USER_INPUT'],
    [
      'until a time gone by',
      EASTERN,
      'shelveIncident',
      { reason: 'x', until: '2020-01-01T00:00:00Z' },
      'BAD_USER_INPUT',
    ],
    ['without the right to acknowledge', viewer, 'acknowledgeIncident', {}, 'FORBIDDEN'],
    ['without the right to clear', worker, 'clearIncident', { reason: 'x' }, 'FORBIDDEN'],
    ['without the right to shelve', worker, 'shelveIncident', { reason: 'x', until }, 'FORBIDDEN'],
    ['without the right to call it false', worker, 'markFalseAlarm', { reason: 'x' }, 'FORBIDDEN'],
  ])('an act on an incident %s is refused and changes nothing', async (_, who, name, more, code) => {
    const input = { incidentId: 'inc_east-20', ...more };
    expect(await ask.codes(who, act(name), { input })).toEqual([code]);
    expect(await feedOf('inc_east-20')).toEqual([]);
    const { incident } = await ask.data(
      ADMIN,
      '{ incident(id: "inc_east-20") { version history { change } } }',
    );
    expect(incident).toEqual({ version: 1, history: [] });
  });

  it('two at once are both kept, one after the other', async () => {
    const incidentId = 'inc_east-21';
    await Promise.all([
      ask.data(EASTERN, act('acknowledgeIncident'), { input: { incidentId } }),
      ask.data(EASTERN, act('clearIncident'), { input: { incidentId, reason: 'out' } }),
    ]);
    const { incident } = await ask.data(
      EASTERN,
      `{ incident(id: "${incidentId}") { acknowledged state version } }`,
    );
    expect(incident).toEqual({ acknowledged: true, state: 'CLEARED', version: 3 });
  });
});

describe('one change by its cursor', () => {
  it('gives the incident and its alert to whom they may be shown, and nothing else', async () => {
    const event: FeedEvent = {
      ...{
        topic: 'incident',
        change: 'OPENED',
        incidentId: 'inc_west-01',
        alertId: westAlert,
        deviceId: 'west-01',
      },
      ...{
        channel: '',
        type: 'camera.fire',
        severity: 'critical',
        state: 'ACTIVE',
        count: 1,
        gridCode: WEST,
      },
    };
    const device: FeedEvent = { topic: 'device', change: 'ONLINE', deviceId: 'west-01', gridCode: WEST };
    const after = await deps.feed.latest();
    await appendFeed(db.pool, [event, device]);
    const cursors: string[] = [];
    const ended = new AbortController();
    for await (const row of deps.feed.tail({ after, signal: ended.signal })) {
      cursors.push(row.cursor);
      if (cursors.length === 2) break;
    }
    ended.abort();
    const [incidentCursor, deviceCursor] = cursors;
    const query = `query ($cursor: String!) { incidentChange(cursor: $cursor) { cursor change incident { id } alert { id } } }`;
    expect(await ask.data(WESTERN, query, { cursor: incidentCursor })).toEqual({
      incidentChange: {
        cursor: incidentCursor,
        change: 'OPENED',
        incident: { id: 'inc_west-01' },
        alert: { id: westAlert },
      },
    });
    expect(await ask.data(EASTERN, query, { cursor: incidentCursor })).toEqual({ incidentChange: null });
    expect(await ask.data(WESTERN, query, { cursor: deviceCursor })).toEqual({ incidentChange: null });
    expect(await ask.codes(WESTERN, query, { cursor: 'x' })).toEqual(['BAD_CURSOR']);
  });
});

describe.skipIf(influxdServer === null)('with the history in a real influxd', () => {
  it('an incident older than the alert log gives all its alerts, and a device its older ones', async () => {
    const own = await testDb();
    const influxd = await startInfluxd();
    const world = subgraphDeps(own.db, { INFLUX_URL: influxd.url, INFLUX_DATABASE: 'wangge' });
    const influx = world.config.influx;
    if (influx === null) throw new Error('INFLUX_URL was not read');
    const relay = startRelay({ db: own.db, influx, seriesDays: 400, log: world.log, metrics: world.metrics });
    try {
      await seedGrids(own.db);
      const first = NOW - 5 * 86_400_000;
      const place = { deviceId: 'old', gridCode: `${EAST}001` };
      await addIncident(own.db, { ...place, id: 'inc_old', firstSeenMs: first, lastSeenMs: NOW, count: 6 });
      const alerts: string[] = [];
      for (let day = 0; day < 6; day += 1) {
        alerts.unshift(
          await addAlert(own.db, { ...place, timeMs: first + day * 86_400_000, incidentId: 'inc_old' }),
        );
      }
      relay.poke();
      await until(async () => (await relay.lag()).rows === 0, { what: 'InfluxDB has every alert' });
      await own.db.pool.query('DELETE FROM alert_log WHERE time_ns < $1', [
        BigInt(NOW - 2 * 86_400_000) * 1_000_000n,
      ]);

      const there = asker(createAlertsSubgraph(world));
      const query = `query ($after: String, $from: DateTime) {
        incident(id: "inc_old") { alerts(first: 4, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }
        _entities(representations: [{ __typename: "Device", id: "old" }]) {
          ... on Device { alerts(from: $from) { nodes { id } } } } }`;
      const from = new Date(first - 1).toISOString();
      const page = await there.data(EASTERN, query, { from });
      const rest = await there.data(EASTERN, query, { from, after: page.incident.alerts.pageInfo.endCursor });
      expect([...ids(page.incident.alerts.nodes), ...ids(rest.incident.alerts.nodes)]).toEqual(alerts);
      expect(ids(page._entities[0].alerts.nodes)).toEqual(alerts);
    } finally {
      await relay.close();
      await world.series.close();
      await world.feed.close();
      await influxd.close();
      await own.close();
    }
  });
});
