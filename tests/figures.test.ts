import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureOrder } from '../core/figures.ts';
import { FIGURE_MEASURE_NAMES, type FigureMeasure } from '../core/figures-measures.ts';
import { comparedPeriod, figurePeriods } from '../core/figures-periods.ts';
import type { Principal } from '../core/permissions.ts';
import { shippedGovernance } from '../runtime/governance.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { cohortOf } from '../subgraphs/figures/arguments.ts';
import { valuesByDays } from '../subgraphs/figures/day-values.ts';
import { dayState, makeDays } from '../subgraphs/figures/days.ts';
import { createFigures } from '../subgraphs/figures/index.ts';
import { remeasure } from '../subgraphs/figures/measure-store.ts';
import { valuesOfCells } from '../subgraphs/figures/store.ts';
import { type PlainLife, plainAmount, plainLives } from './figures-reference.ts';
import { type TestDb, testDb } from './support/db.ts';
import { addSteps, type MadeOrder, madeOrders, NOW, storeOrders } from './support/figures-history.ts';
import { ask, governanceDeps, PLACE, principal, seedPlace } from './support/governance.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;
let figures: Subgraph;
const book = shippedGovernance(NOW).current();
const options = { book: () => book, nowMs: () => NOW };

/** How the days of figures came to be before they are asked: not, after the measures, or with every change of them. */
const DAYS = ['NONE', 'AFTER', 'KEPT'] as const;

/** Stores and measures orders; with days that were kept, first as they were before their last steps. */
async function measure(orders: readonly MadeOrder[], days: (typeof DAYS)[number]): Promise<void> {
  const { zone } = deps.config.site;
  if (days === 'KEPT') {
    await storeOrders(
      test.db,
      orders.map((order) => ({
        ...order,
        events: order.events.slice(0, Math.ceil(order.events.length / 2)),
      })),
    );
    await makeDays(test.db, zone);
    await remeasure(test.db, 'ALL', options);
    await addSteps(test.db, orders);
    await remeasure(test.db, 'ALL', options);
  } else {
    await storeOrders(test.db, orders);
    await remeasure(test.db, 'ALL', options);
    if (days === 'AFTER') await makeDays(test.db, zone);
  }
  expect((await dayState(test.db.pool))?.builtFrom ?? null).toBe(days === 'NONE' ? null : '-infinity');
}

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  deps = governanceDeps(test.db);
  figures = createFigures(deps, () => new Date(NOW));
});

afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

const EVERYTHING = principal('operations', ['']);
const COMMUNITY = principal('community', [PLACE.community]);

interface Row {
  period: { from: string; to: string; label: string };
  grid: { code: string } | null;
  party: { id: string } | null;
  person: { id: string } | null;
  matter: string | null;
  source: string | null;
  channel: string | null;
  severity: string | null;
  values: { measure: FigureMeasure; value: number }[];
}

const DRILLS = FIGURE_MEASURE_NAMES.map(
  (name) =>
    `${name}: workOrders(measure: ${name}, first: 500) { totalCount edges { life value node { id } } }`,
).join('\n');

/** Every row of a question, with all values. */
async function rows(who: Principal, variables: Record<string, unknown>): Promise<Row[]> {
  const { data, messages } = await ask(
    figures,
    who,
    `query ($groupBy: [FigureDimension!], $period: FigurePeriodInput) {
      workOrderFigures(groupBy: $groupBy, period: $period, first: 200) { totalCount nodes {
        period { from to label } grid { code } party { id } person { id } matter source channel severity
        values { measure value } } } }`,
    variables,
  );
  expect(messages).toEqual([]);
  expect(data.workOrderFigures.totalCount).toBe(data.workOrderFigures.nodes.length);
  return data.workOrderFigures.nodes;
}

const GROUPINGS: { by: string[]; of: (row: Row, life: PlainLife) => boolean }[] = [
  { by: ['PERIOD'], of: () => true },
  {
    by: ['COMMUNITY', 'PERIOD'],
    of: ({ grid }, { order: { facts } }) => (grid?.code ?? '') === (facts.gridCode ?? '').slice(0, 12),
  },
  { by: ['PERIOD', 'PARTY'], of: ({ party }, life) => (party?.id ?? '') === life.party },
  { by: ['PERSON'], of: ({ person }, life) => (person?.id ?? '') === life.person },
  {
    by: ['GRID', 'MATTER'],
    of: ({ grid, matter }, { order: { facts } }) => {
      const code = facts.gridCode ?? '';
      return (grid?.code ?? '') === (code.length >= 15 ? code.slice(0, 15) : '') && matter === facts.matter;
    },
  },
  {
    by: ['SOURCE', 'CHANNEL', 'SEVERITY', 'PERIOD'],
    of: (row, { order: { facts, channel } }) =>
      row.source === facts.source && row.channel === channel && row.severity === facts.severity.toUpperCase(),
  },
];

/** What the plain reading counts of each measure. */
function plainly(lives: readonly PlainLife[], row: Pick<Row, 'period'>) {
  const since = Date.parse(row.period.from);
  const until = Math.min(Date.parse(row.period.to), NOW + 1);
  return FIGURE_MEASURE_NAMES.map((measure) => {
    const counted = lives.flatMap((life) => {
      const value = until > since ? plainAmount(life, measure, since, until) : null;
      return value === null ? [] : [{ id: life.id, life: life.life, value }];
    });
    return { measure, counted, value: counted.reduce((sum, { value }) => sum + value, 0) };
  });
}

const inScope = (who: Principal) => (life: PlainLife) =>
  who.grids.some((prefix) => (life.order.facts.gridCode ?? '').startsWith(prefix));
const close = (values: { measure: string; value: number }[]) =>
  values.map(({ measure, value }) => [measure, Math.round(value * 1000) / 1000]);

const MINUTES = [
  ['RESPOND_MINUTES', 'respond'],
  ['REPORT_BACK_MINUTES', 'reportBack'],
  ['HANDLE_MINUTES', 'handle'],
  ['CLOSE_MINUTES', 'close'],
] as const;

describe('figures of random histories', () => {
  it('have the lengths of the plain reading, also where a history is one in thousands', () => {
    fc.assert(
      fc.property(madeOrders, (orders) => {
        const plain = plainLives(orders);
        const lives = orders.flatMap(({ events }) => measureOrder(events, book.clockBook, NOW));
        expect(lives.length).toBe(plain.length);
        for (const [measure, column] of MINUTES) {
          const told = lives.map((life) => {
            const length = life.counted ? life[column] : null;
            return length === null || length.atMs > NOW ? null : length.ms / 60_000;
          });
          const read = plain.map((life) => plainAmount(life, measure, 0, NOW + 1));
          expect([measure, told]).toEqual([measure, read]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('are those of the plain reading, in every group, period and scope', async () => {
    await fc.assert(
      fc.asyncProperty(
        madeOrders,
        fc.constantFrom(...GROUPINGS),
        fc.constantFrom('DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'),
        fc.constantFrom(EVERYTHING, COMMUNITY),
        fc.integer({ min: 0, max: 40 }),
        fc.constantFrom(...DAYS),
        async (orders, grouping, unit, who, days, kept) => {
          await measure(orders, kept);
          const lives = plainLives(orders).filter(inScope(who));
          const to = new Date(NOW - 3 * 86_400_000).toISOString();
          const from = new Date(NOW - (3 + days) * 86_400_000).toISOString();
          const period = { unit, from, to };
          const found = await rows(who, { groupBy: grouping.by, period });
          for (const row of found) {
            const own = lives.filter((life) => grouping.of(row, life));
            expect(close(row.values)).toEqual(close(plainly(own, row)));
          }
          // no group is missing: together they are everything
          const periods = new Map(found.map(({ period: one }) => [one.label, one]));
          for (const one of periods.values()) {
            const rowsOfPeriod = found.filter(({ period: other }) => other.label === one.label);
            const sums = plainly(lives, { period: one }).map(({ measure, value }) => {
              const values = rowsOfPeriod.map(
                (row) => row.values.find((v) => v.measure === measure)?.value ?? 0,
              );
              return [measure, Math.abs(values.reduce((a, b) => a + b, 0) - value) < 0.001];
            });
            expect(sums.filter(([, same]) => !same)).toEqual([]);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('are by days what they are by lives, in any period and below any grid, also of orders measured meanwhile', async () => {
    const { zone } = deps.config.site;
    const instant = fc.integer({ min: 0, max: 60 * 24 }).map((hours) => NOW - hours * 3_600_000);
    await fc.assert(
      fc.asyncProperty(
        madeOrders,
        fc.constantFrom('DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'),
        fc.constantFrom('PREVIOUS', 'YEAR_BEFORE'),
        fc.array(instant, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(EVERYTHING, COMMUNITY),
        async (orders, unit, against, instants, who) => {
          await storeOrders(
            test.db,
            orders.map((order) => ({ ...order, events: order.events.slice(0, 3) })),
          );
          await remeasure(test.db, 'ALL', options);
          await addSteps(test.db, orders);
          await Promise.all([makeDays(test.db, zone), remeasure(test.db, 'ALL', options)]);
          expect((await dayState(test.db.pool))?.builtFrom).toBe('-infinity');
          const periods = instants.flatMap((atMs) => {
            const own = figurePeriods({ fromMs: atMs, toMs: atMs + 1 }, unit, zone, NOW, 1) ?? [];
            return own.flatMap((period) => [period, comparedPeriod(period, against, zone)]);
          });
          for (const [dimensions, keys] of [
            [[], [[]]],
            [['SUBTREE'], Object.values(PLACE).map((code) => [code])],
            [['COMMUNITY'], [[PLACE.community], [PLACE.otherCommunity], ['']]],
          ] as const) {
            const cohort = cohortOf(who, {}, dimensions);
            const cells = keys.flatMap((key) => periods.map((period) => ({ cohort, key, period })));
            const byDays = await valuesByDays(test.db.pool, cells, FIGURE_MEASURE_NAMES, zone);
            const byLives = await valuesOfCells(test.db.pool, cells, FIGURE_MEASURE_NAMES);
            const rounded = (found: typeof byLives) =>
              found.map((values) =>
                [...values].map(([measure, value]) => `${measure} ${Math.round(value * 1e3)}`).sort(),
              );
            expect(rounded(byDays)).toEqual(rounded(byLives));
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it('drill to exactly the orders they count, every measure', async () => {
    await fc.assert(
      fc.asyncProperty(madeOrders, fc.constantFrom(EVERYTHING, COMMUNITY), async (orders, who) => {
        await storeOrders(test.db, orders);
        await remeasure(test.db, 'ALL', options);
        const { data, messages } = await ask(
          figures,
          who,
          `query ($period: FigurePeriodInput) { workOrderFigures(period: $period, groupBy: [MATTER]) { nodes { matter
            period { from to label } values { measure value } ${DRILLS} } } }`,
          { period: { unit: 'MONTH' } },
        );
        expect(messages).toEqual([]);
        const seen = plainLives(orders).filter(inScope(who));
        const checks = [];
        for (const row of data.workOrderFigures.nodes) {
          const own = seen.filter((life) => life.order.facts.matter === row.matter);
          checks.push(...plainly(own, row).map((plain) => ({ row, ...plain })));
        }
        for (const { row, measure, counted, value } of checks) {
          const listed: { life: number; value: number; node: { id: string } }[] = row[measure].edges;
          const key = ({ id, life }: { id: string; life: number }) => `${id}#${life}`;
          expect([measure, listed.map(({ node, life }) => key({ id: node.id, life })).sort()]).toEqual([
            measure,
            counted.map(key).sort(),
          ]);
          expect([measure, row[measure].totalCount]).toEqual([measure, counted.length]);
          const told = row.values.find((one: { measure: string }) => one.measure === measure)?.value;
          const sum = listed.reduce((total, one) => total + one.value, 0);
          expect([measure, Math.abs(told - value) < 0.001, Math.abs(sum - value) < 0.001]).toEqual([
            measure,
            true,
            true,
          ]);
        }
      }),
      { numRuns: 12 },
    );
  });
});
