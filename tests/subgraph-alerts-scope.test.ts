import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AlertsPlace,
  alertsPlace,
  EASTERN,
  entities,
  ids,
  number,
  WESTERN,
} from './support/alerts-place.ts';
import { ADMIN, EAST, principalOf, statements, WEST } from './support/subgraph-world.ts';

let place: AlertsPlace;
let db: AlertsPlace['db'];
let ask: AlertsPlace['ask'];
let westAlert: AlertsPlace['westAlert'];

beforeAll(async () => {
  place = await alertsPlace();
  ({ db, ask, westAlert } = place);
});

afterAll(() => place.close());

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
