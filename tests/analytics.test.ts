import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rate } from '../core/analytics.ts';
import { bucketsOf, TREND_INTERVALS } from '../core/analytics-buckets.ts';
import type { Db } from '../runtime/postgres.ts';
import { createAlertsSubgraph } from '../subgraphs/alerts/index.ts';
import { COMPARED, FRAGMENTS, PARTS } from './analytics-asks.ts';
import {
  began,
  comparison,
  DAY,
  DEVICES,
  END,
  type Filter,
  figures,
  fill,
  flapping,
  GRIDS,
  households,
  matching,
  part,
  type Row,
  valueFor,
  world,
} from './analytics-reference.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ADMIN, asker, EAST, principalOf, seedGrids, subgraphDeps, WEST } from './support/subgraph-world.ts';

const RUNS = 30;
const SEVERITIES = ['INFO', 'MINOR', 'MAJOR', 'CRITICAL'];
const DIMENSIONS = ['COMMUNITY', 'COUNTY', 'GRID', 'TYPE', 'SEVERITY', 'DEVICE', 'CODEC', 'MODEL'];
const LEVELS = ['COMMUNITY', 'COUNTY', 'GRID'];
const grouping = fc
  .uniqueArray(fc.constantFrom(...DIMENSIONS), { maxLength: 2 })
  .filter((found) => found.filter((each) => LEVELS.includes(each)).length < 2);
const filters: fc.Arbitrary<Filter> = fc.record({
  gridCode: fc.constantFrom(null, null, EAST, `${WEST}001`, '5114'),
  types: fc.constantFrom(null, null, ['camera.fire', 'device.offline'], []),
  minSeverity: fc.constantFrom(0, 0, 2),
  deviceId: fc.constantFrom(null, null, null, 'd1'),
  includeTests: fc.boolean(),
  includeUntold: fc.boolean(),
});
const scopes = fc.constantFrom('', '', EAST, `${EAST}001`);
const periods = fc
  .tuple(fc.integer({ min: 0, max: 100 * 24 }), fc.integer({ min: 1, max: 40 * 24 }))
  .map(([before, hours]) => {
    const toMs = END - before * 3_600_000;
    return { fromMs: toMs - hours * 3_600_000, toMs };
  });

const iso = (ms: number) => new Date(ms).toISOString();
const inputOf = (filter: Filter, { fromMs, toMs }: { fromMs: number; toMs: number }) => ({
  ...filter,
  minSeverity: SEVERITIES[filter.minSeverity],
  from: iso(fromMs),
  to: iso(toMs),
});
const tokenOf = (scope: string) => principalOf(['viewer'], scope);

/** Equal, but that sums and interpolations of doubles may differ in their last digits. */
function expectClose(actual: unknown, wanted: unknown): void {
  const rounded = (value: unknown) =>
    JSON.parse(
      JSON.stringify(value, (_, each: unknown) =>
        typeof each === 'number' ? Number(each.toPrecision(9)) : each,
      ),
    );
  expect(rounded(actual)).toEqual(rounded(wanted));
}

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
  for (const { id, codec, model } of DEVICES) {
    await db.pool.query(
      `INSERT INTO device (id, family, name, codec, model) VALUES ($1, 'camera', $1, $2, $3)`,
      [id, codec, model],
    );
  }
});

afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

/** What the reference says of a group, in the shape of fragment `s`. */
function expected(
  own: readonly Row[],
  all: readonly Row[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
  homes: number | null,
) {
  const [now, before] = [began(own, fromMs, toMs), began(own, fromMs - (toMs - fromMs), fromMs)];
  const now_ = figures(now, all);
  const per100 = (count: number) => (homes ? (100 * count) / homes : null);
  return {
    range: { from: iso(fromMs), to: iso(toMs) },
    ...now_,
    households: homes,
    incidentsPer100Households: per100(now_.incidentCount),
    alertsPer100Households: per100(now_.alertCount),
    comparison: comparison(now, before, all),
    previous: { range: { from: iso(fromMs - (toMs - fromMs)), to: iso(fromMs) }, ...figures(before, all) },
    ...Object.fromEntries(
      PARTS.map((name) => {
        const rows = part(now, name, all);
        return [`list_${name}`, { totalCount: rows.length, nodes: rows.map(({ id }) => ({ id })) }];
      }),
    ),
  };
}

const labelsOf = (row: {
  grid: { code: string } | null;
  type: { code: string } | null;
  severity: string | null;
  device: { id: string } | null;
  codec: string | null;
  model: string | null;
}) => ({
  grid: row.grid?.code ?? null,
  TYPE: row.type?.code ?? null,
  SEVERITY: row.severity,
  DEVICE: row.device?.id ?? null,
  CODEC: row.codec,
  MODEL: row.model,
});

function labelOf(it: Row, groupBy: readonly string[]) {
  const labels: Record<string, string | null> = {
    ...{ grid: null, TYPE: null, SEVERITY: null, DEVICE: null, CODEC: null, MODEL: null },
  };
  for (const each of groupBy) labels[LEVELS.includes(each) ? 'grid' : each] = valueFor(it, each);
  return labels;
}

describe('statistics', () => {
  it('of any groups are what the reference counts row by row, and list what they count', async () => {
    const query = `query ($filter: IncidentStatisticsFilter!, $groupBy: [IncidentDimension!]) {
      incidentStatistics(filter: $filter, groupBy: $groupBy, first: 500) { ...s } } ${FRAGMENTS}`;
    await fc.assert(
      fc.asyncProperty(
        world,
        filters,
        grouping,
        periods,
        scopes,
        async (made, filter, groupBy, period, scope) => {
          await fill(db, made);
          const variables = { filter: inputOf(filter, period), groupBy };
          const { incidentStatistics: rows } = await ask.data(tokenOf(scope), query, variables);
          const seen = matching(made.rows, filter, scope);
          const level = groupBy.find((each) => LEVELS.includes(each));

          const groups = new Map<string, Row[]>();
          for (const it of began(seen, period.fromMs, period.toMs)) {
            const key = JSON.stringify(labelOf(it, groupBy));
            groups.set(key, [...(groups.get(key) ?? []), it]);
          }
          if (groupBy.length === 0) groups.set(JSON.stringify(labelsOf({ ...NO_LABELS })), seen);
          expect(rows.map((row: typeof NO_LABELS) => JSON.stringify(labelsOf(row))).sort()).toEqual(
            [...groups.keys()].sort(),
          );
          const counts = rows.map((row: { incidentCount: number }) => row.incidentCount);
          expect(counts).toEqual(counts.toSorted((a: number, b: number) => b - a));
          for (const { grid, type, severity, device, codec, model, ...row } of rows) {
            const labels = labelsOf({ grid, type, severity, device, codec, model });
            const own = seen.filter((it) => JSON.stringify(labelOf(it, groupBy)) === JSON.stringify(labels));
            const place = level === undefined ? '' : labels.grid;
            const homes =
              place === null ? null : households(made.households, scope, filter.gridCode ?? '', place);
            expectClose(row, expected(own, made.rows, period, homes));
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('of grids and devices, asked of them, are what the reference counts', async () => {
    const query = `query ($of: [_Any!]!, $from: DateTime, $to: DateTime, $types: [String!]) {
      _entities(representations: $of) {
        ... on Grid { incidentStatistics(from: $from, to: $to, types: $types, minSeverity: MINOR) { ...s } }
        ... on Device { incidentStatistics(from: $from, to: $to, types: $types, minSeverity: MINOR) { ...s } } } }
      ${FRAGMENTS}`;
    const types: fc.Arbitrary<string[] | null> = fc.constantFrom(null, ['camera.fire']);
    await fc.assert(
      fc.asyncProperty(world, periods, scopes, types, async (made, period, scope, types) => {
        await fill(db, made);
        const of = [
          ...GRIDS.map((code) => ({ __typename: 'Grid', code })),
          ...DEVICES.map(({ id }) => ({ __typename: 'Device', id })),
        ];
        const variables = { of, from: iso(period.fromMs), to: iso(period.toMs), types };
        const { _entities: found } = await ask.data(tokenOf(scope), query, variables);
        const filter = { types, minSeverity: 1, includeTests: false, includeUntold: false };
        for (const [index, { incidentStatistics }] of found.entries()) {
          const { grid, type, severity, device, codec, model, ...row } = incidentStatistics;
          const code = GRIDS[index] ?? null;
          const id = code === null ? (DEVICES[index - GRIDS.length]?.id ?? null) : null;
          expect({ grid, device }).toEqual({
            grid: code === null ? null : { code },
            device: id === null ? null : { id },
          });
          expect([type, severity, codec, model]).toEqual([null, null, null, null]);
          const seen = matching(made.rows, { ...filter, gridCode: code, deviceId: id }, scope);
          const homes = households(made.households, scope, code ?? '');
          expectClose(row, expected(seen, made.rows, period, homes));
        }
      }),
      { numRuns: RUNS / 2 },
    );
  });
});

const NO_LABELS = { grid: null, type: null, severity: null, device: null, codec: null, model: null };

describe('trends', () => {
  const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];

  it('have every bucket, each beside its counterpart, as the reference counts', async () => {
    const query = `query ($filter: IncidentStatisticsFilter!, $groupBy: [IncidentDimension!], $interval: TrendInterval!, $timeZone: String) {
      incidentTrend(filter: $filter, groupBy: $groupBy, interval: $interval, timeZone: $timeZone, first: 3) {
        interval timeZone statistics { type { code } range { from to } incidentCount }
        buckets { start end complete figures { ${COMPARED} } incidents(first: 500) { totalCount nodes { id } } } } }
      fragment c on Comparison { value previous change changePercent }`;
    await fc.assert(
      fc.asyncProperty(
        ...([world, filters, periods, scopes, fc.boolean()] as const),
        ...([fc.constantFrom(...TREND_INTERVALS), fc.constantFrom(...zones)] as const),
        async (made, filter, { fromMs, toMs }, scope, byType, interval, timeZone) => {
          await fill(db, made);
          const period = { fromMs: interval === 'HOUR' ? Math.max(fromMs, toMs - 3 * DAY) : fromMs, toMs };
          const groupBy = byType ? ['TYPE'] : [];
          const variables = { filter: inputOf(filter, period), groupBy, interval, timeZone };
          const { incidentTrend: trends } = await ask.data(tokenOf(scope), query, variables);
          const { bounds = [], count = 0 } = bucketsOf(period, interval, timeZone, 400) ?? {};
          const at = (index: number) => bounds[index] ?? Number.NaN;
          const seen = matching(made.rows, filter, scope);
          const types = new Set(began(seen, at(count), toMs).map(({ type }) => type));
          expect(trends).toHaveLength(byType ? types.size : 1);
          for (const trend of trends) {
            const own = byType ? seen.filter(({ type }) => type === trend.statistics.type.code) : seen;
            expect(trend).toMatchObject({
              ...{ interval, timeZone },
              statistics: {
                range: { from: iso(at(count)), to: iso(toMs) },
                incidentCount: began(own, at(count), toMs).length,
              },
            });
            const buckets = Array.from({ length: count }, (_, index) => {
              const [start, naturalEnd] = [at(count + index), at(count + index + 1)];
              const end = Math.min(naturalEnd, toMs);
              const before = at(index);
              const beforeEnd =
                end === naturalEnd ? at(index + 1) : Math.min(at(index + 1), before + (end - start));
              const now = began(own, start, end);
              const nodes = part(now, 'ALL', made.rows).map(({ id }) => ({ id }));
              return {
                ...{ start: iso(start), end: iso(end), complete: naturalEnd <= toMs },
                figures: comparison(now, began(own, before, beforeEnd), made.rows),
                incidents: { totalCount: nodes.length, nodes },
              };
            });
            expectClose(trend.buckets, buckets);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('are aligned as Postgres truncates days, weeks and months in the zone', async () => {
    for (const zone of zones) {
      for (const interval of ['DAY', 'WEEK', 'MONTH'] as const) {
        const period = { fromMs: END - 200 * DAY, toMs: END };
        const { bounds = [] } = bucketsOf(period, interval, zone, 400) ?? {};
        const { rows } = await db.pool.query(
          `SELECT extract(epoch FROM date_trunc($1, t, $3) )::float8 * 1000 AS start
           FROM unnest($2::timestamptz[]) AS t`,
          [interval.toLowerCase(), bounds.map((ms) => new Date(ms + 3_600_000)), zone],
        );
        expect(rows.map(({ start }) => start)).toEqual(bounds);
      }
    }
  });

  it('begin with the whole bucket and leave out what has not come yet', async () => {
    const to = iso(Date.now() + 40 * DAY);
    const { incidentTrend } = await ask.data(
      ADMIN,
      `query ($filter: IncidentStatisticsFilter!) { incidentTrend(filter: $filter) {
        timeZone buckets { start end complete } } }`,
      { filter: { from: iso(Date.now() - 2 * DAY), to } },
    );
    const [{ buckets, timeZone }] = incidentTrend;
    expect(timeZone).toBe('Asia/Shanghai');
    expect(buckets).toHaveLength(3);
    expect(buckets[0].start.slice(10)).toBe('T16:00:00.000Z');
    expect(buckets.map(({ complete }: { complete: boolean }) => complete)).toEqual([true, true, false]);
    expect(Date.parse(buckets[2].end)).toBeLessThanOrEqual(Date.now());
  });
});

describe('flapping devices', () => {
  it('are those that the history of incidents tells, as the reference reads it', async () => {
    const query = `query ($filter: IncidentStatisticsFilter!, $first: Int) {
      flappingDevices(filter: $filter, first: $first) { device { id } type { code } reopens clears reopenRate
        flappingMarks incidentCount incidents(first: 500) { totalCount nodes { id } } } }`;
    await fc.assert(
      fc.asyncProperty(
        world,
        filters,
        periods,
        scopes,
        fc.constantFrom(3, 500),
        async (made, filter, period, scope, first) => {
          await fill(db, made);
          const variables = { filter: inputOf(filter, period), first };
          const { flappingDevices } = await ask.data(tokenOf(scope), query, variables);
          const seen = matching(made.rows, filter, scope);
          const wanted = flapping(seen, period.fromMs, period.toMs).slice(0, first);
          const rows = wanted.map(({ deviceId, type, reopens, clears, marks, ids }) => {
            const nodes = part(seen, 'ALL', made.rows).filter(({ id }) => ids.has(id));
            return {
              ...{ device: { id: deviceId }, type: { code: type }, reopens, clears },
              reopenRate: rate(reopens, clears),
              ...{ flappingMarks: marks, incidentCount: ids.size },
              incidents: { totalCount: ids.size, nodes: nodes.map(({ id }) => ({ id })) },
            };
          });
          expectClose(flappingDevices, rows);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
