import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../runtime/postgres.ts';
import { createAlertsSubgraph } from '../subgraphs/alerts/index.ts';
import { COMPARED, FIGURES, FRAGMENTS } from './analytics-asks.ts';
import { DAY, END, fill, GRIDS } from './analytics-reference.ts';
import { type TestDb, testDb } from './support/db.ts';
import {
  ADMIN,
  addIncident,
  asker,
  EAST,
  principalOf,
  seedGrids,
  statements,
  subgraphDeps,
  WEST,
} from './support/subgraph-world.ts';

const iso = (ms: number) => new Date(ms).toISOString();

let test: TestDb;
let db: Db;
let deps: ReturnType<typeof subgraphDeps>;
let ask: ReturnType<typeof asker>;

beforeAll(async () => {
  test = await testDb();
  db = test.db;
  deps = subgraphDeps(db);
  ask = asker(createAlertsSubgraph(deps));
  await seedGrids(db);
});

afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

describe('what figures cost and who may see them', () => {
  const EVERYTHING = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Grid {
    incidentStatistics { ...s trend(interval: DAY) { buckets { figures { ${COMPARED} }
      incidents(first: 5) { totalCount nodes { id } } } } } } } } ${FRAGMENTS}`;

  it('is a constant number of statements, for 50 grids as for 2', async () => {
    await fill(db, { rows: [], households: GRIDS.map(() => 10) });
    for (let n = 0; n < 20; n += 1) {
      const firstSeenMs = Date.now() - n * DAY;
      const id = `inc_cost_${n}`;
      await addIncident(db, { id, deviceId: `cost-${n}`, gridCode: `${EAST}001`, firstSeenMs });
    }
    const grids = Array.from({ length: 50 }, (_, n) => ({
      __typename: 'Grid',
      code: n < GRIDS.length ? GRIDS[n] : `${EAST}${String(n).padStart(3, '0')}`,
    }));
    const few = await statements(db, () => ask.data(ADMIN, EVERYTHING, { of: grids.slice(0, 2) }));
    const many = await statements(db, () => ask.data(ADMIN, EVERYTHING, { of: grids }));
    expect(many).toBe(few);
    const one = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Grid {
      incidentStatistics { ${FIGURES.replace('recurrenceRate', '')} } } } }
      fragment d on DurationStatistics { count medianSeconds p90Seconds meanSeconds }`;
    expect(await statements(db, () => ask.data(ADMIN, one, { of: grids }))).toBe(1);
  });

  it('page through the incidents behind a figure, each exactly once', async () => {
    const query = `query ($after: String) { incidentStatistics(filter: { gridCode: "${EAST}" }) {
      incidentCount incidents(of: OPEN, first: 7, after: $after) {
        totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { incidentStatistics } = await ask.data(ADMIN, query, { after });
      const [{ incidents, incidentCount }] = incidentStatistics;
      expect([incidents.totalCount, incidentCount]).toEqual([20, 20]);
      expect(incidents.pageInfo.hasPreviousPage).toBe(after !== null);
      seen.push(...incidents.nodes.map(({ id }: { id: string }) => id));
      after = incidents.pageInfo.hasNextPage ? incidents.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => `inc_cost_${n}`));
  });

  it('follow what people do: acknowledged, then found false', async () => {
    const ofDevice = async () => {
      const { incidentStatistics } = await ask.data(
        ADMIN,
        `{ incidentStatistics(filter: { deviceId: "cost-3" }) { openCount falseAlarmCount falseAlarmRate
          timeToAcknowledge { count medianSeconds } timeToClear { count } } }`,
      );
      return incidentStatistics[0];
    };
    const act = (name: string, input: string) =>
      ask.data(
        ADMIN,
        `mutation { ${name}(input: { incidentId: "inc_cost_3" ${input} }) { incident { id } } }`,
      );
    expect(await ofDevice()).toMatchObject({ openCount: 1, falseAlarmRate: null });
    await act('acknowledgeIncident', '');
    await act('markFalseAlarm', 'reason: "灶台"');
    const after = await ofDevice();
    expect(after).toMatchObject({
      openCount: 0,
      falseAlarmCount: 1,
      falseAlarmRate: 1,
      timeToClear: { count: 0 },
    });
    expect(after.timeToAcknowledge.medianSeconds / 86_400).toBeCloseTo(3, 1);
  });

  const QUERY = `query ($filter: IncidentStatisticsFilter!, $groupBy: [IncidentDimension!], $first: Int) {
    incidentStatistics(filter: $filter, groupBy: $groupBy, first: $first) { incidentCount } }`;
  const TREND = `query ($filter: IncidentStatisticsFilter!, $interval: TrendInterval! = DAY, $timeZone: String) {
    incidentTrend(filter: $filter, interval: $interval, timeZone: $timeZone) { buckets { start } } }`;
  it.each([
    ['a range that ends before it begins', QUERY, { filter: { from: iso(END), to: iso(END - 1) } }],
    ['a range of years', QUERY, { filter: { from: iso(END - 401 * DAY), to: iso(END) } }],
    ['a range that has not begun', QUERY, { filter: { from: iso(Date.now() + DAY) } }],
    ['a grid code that is none', QUERY, { filter: { gridCode: "1' OR 1=1" } }],
    ['two levels of the grid', QUERY, { filter: {}, groupBy: ['CITY', 'GRID'] }],
    ['too many groups', QUERY, { filter: {}, first: 501 }],
    ['a zone that is none', TREND, { filter: {}, timeZone: 'Mars/Base' }],
    ['an offset for a zone', TREND, { filter: {}, timeZone: '+08:00' }],
    ['too many buckets', TREND, { filter: {}, interval: 'HOUR' }],
  ])('refuse %s with a code', async (_, query, variables) => {
    expect(await ask.codes(ADMIN, query, variables)).toEqual(['BAD_USER_INPUT']);
  });

  it('refuse the buckets of too many trends', async () => {
    const query = `{ incidentStatistics(filter: { from: "${iso(Date.now() - 300 * DAY)}" }, groupBy: [DEVICE], first: 500) {
      trend { buckets { start } } } }`;
    expect(new Set(await ask.codes(ADMIN, query))).toEqual(new Set(['BAD_USER_INPUT']));
  });

  it('find nothing of a device that none can be, or of no type', async () => {
    for (const filter of [{ deviceId: 'a\0' }, { types: [] }]) {
      const { incidentStatistics } = await ask.data(ADMIN, QUERY, { filter });
      expect(incidentStatistics).toEqual([{ incidentCount: 0 }]);
    }
  });

  it('want a token that may read incidents, and tell nothing of other grids', async () => {
    expect(await ask.codes(null, QUERY, { filter: {} })).toEqual(['UNAUTHENTICATED']);
    expect(await ask.codes(principalOf([], ''), QUERY, { filter: {} })).toEqual(['FORBIDDEN']);
    const western = principalOf(['viewer'], WEST);
    const { incidentStatistics } = await ask.data(western, QUERY, { filter: { gridCode: EAST } });
    expect(incidentStatistics).toEqual([{ incidentCount: 0 }]);
    const of = [
      { __typename: 'Grid', code: EAST },
      { __typename: 'Grid', code: '5114' },
    ];
    const { _entities } = await ask.data(
      western,
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Grid {
        incidentStatistics { incidentCount households incidents { totalCount nodes { id } } } } } }`,
      { of },
    );
    const nothing = { incidentCount: 0, incidents: { totalCount: 0, nodes: [] } };
    expect(_entities).toEqual([
      { incidentStatistics: { ...nothing, households: null } },
      { incidentStatistics: { ...nothing, households: 10 } },
    ]);
  });

  it('count the households of a grid that was divided once: where they live now', async () => {
    const [parts, retired] = [[`${EAST}001`, `${EAST}002`], `${EAST}002`];
    await fill(db, { rows: [], households: GRIDS.map((code) => (parts.includes(code) ? 20 : null)) });
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Grid { incidentStatistics { households } } } }`;
    const of = [EAST, retired].map((code) => ({ __typename: 'Grid', code }));
    const households = async () =>
      (await ask.data(ADMIN, query, { of }))._entities.map(
        (grid: { incidentStatistics: { households: number | null } }) => grid.incidentStatistics.households,
      );
    expect(await households()).toEqual([40, 20]);
    await db.pool.query(`UPDATE grid SET status = 'RETIRED', valid_to = now() WHERE code = $1`, [retired]);
    expect(await households()).toEqual([20, 20]);
    await db.pool.query(`UPDATE grid SET status = 'ACTIVE', valid_to = NULL WHERE code = $1`, [retired]);
  });
});
