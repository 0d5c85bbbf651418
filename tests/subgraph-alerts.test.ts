import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AlertsPlace,
  alertsPlace,
  EASTERN,
  entities,
  ids,
  MINUTE,
  NOW,
} from './support/alerts-place.ts';
import { ADMIN, EAST, statements, WEST } from './support/subgraph-world.ts';

let place: AlertsPlace;
let db: AlertsPlace['db'];
let ask: AlertsPlace['ask'];
let eastAlerts: AlertsPlace['eastAlerts'];
let placeless: AlertsPlace['placeless'];

beforeAll(async () => {
  place = await alertsPlace();
  ({ db, ask, eastAlerts, placeless } = place);
});

afterAll(() => place.close());

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
