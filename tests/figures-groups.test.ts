import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { figurePeriods } from '../core/figures-periods.ts';
import { shippedGovernance } from '../runtime/governance.ts';
import { cohortOf } from '../subgraphs/figures/arguments.ts';
import { remeasure } from '../subgraphs/figures/measure-store.ts';
import { cellsOfCohort, countCohort, valuesOfCells } from '../subgraphs/figures/store.ts';
import { type TestDb, testDb } from './support/db.ts';
import { DAY, madeOrders, NOW, storeOrders } from './support/figures-history.ts';
import { PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';

let test: TestDb;
const book = shippedGovernance(NOW).current();
const ZONE = 'Asia/Shanghai';

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
});

afterAll(() => test.close());

const SCOPES = [principal('operations', ['']), principal('community', [PLACE.community])];
const DIMENSIONS = { PARTY: 'm.party_id', PERSON: 'm.assignee_id', MATTER: 'm.matter' } as const;

it('groups are listed in just the periods that their orders touch, sorted by what they count there', async () => {
  await fc.assert(
    fc.asyncProperty(
      madeOrders,
      fc.constantFrom('DAY', 'WEEK', 'MONTH', 'YEAR'),
      fc.constantFrom(...SCOPES),
      fc.constantFrom('PARTY', 'PERSON', 'MATTER'),
      fc.integer({ min: 0, max: 50 }),
      // periods may lie ahead, all of them or the last ones
      fc.integer({ min: -3, max: 50 }),
      async (orders, unit, who, dimension, from, days) => {
        await storeOrders(test.db, orders);
        await remeasure(test.db, 'ALL', { book: () => book, nowMs: () => NOW });
        const fromMs = NOW + (3 - from) * DAY;
        const range = { fromMs, toMs: fromMs + Math.max(1, days * DAY) };
        const periods = figurePeriods(range, unit, ZONE, NOW, 400) ?? [];
        const cohort = cohortOf(who, {}, [dimension]);
        const touched = await Promise.all(
          periods.map(async (period, place) => {
            const { rows } = await test.db.pool.query(
              `SELECT DISTINCT ${DIMENSIONS[dimension]} AS key FROM work_order_measure m
               WHERE m.span && tstzrange($1, $2, '[)') AND m.grid_code LIKE $3 || '%'`,
              [new Date(period.fromMs), new Date(period.toMs), who.grids[0]],
            );
            return rows.map(({ key }) => ({ place, key: [String(key)], period }));
          }),
        );
        const cells = touched.flat().map((one) => ({ ...one, cohort }));
        const values = await valuesOfCells(test.db.pool, cells, ['BACKLOG']);
        const name = ({ place, key }: { place: number; key: readonly string[] }) => `${place} ${key}`;
        const expected = cells.map((cell, at) => `${name(cell)} ${values[at]?.get('BACKLOG')}`);

        const plain = await cellsOfCohort(test.db.pool, cohort, { periods, orderBy: null }, 5000, null);
        expect(plain.map(name).sort()).toEqual(cells.map(name).sort());
        const orderBy = { measure: 'BACKLOG', descending: true } as const;
        const sorted = await cellsOfCohort(test.db.pool, cohort, { periods, orderBy }, 5000, null);
        expect(sorted.map((cell) => `${name(cell)} ${cell.order === 0 ? 0 : -cell.order}`).sort()).toEqual(
          expected.sort(),
        );
        expect(sorted.map(({ order }) => order)).toEqual(
          sorted.map(({ order }) => order).toSorted((a, b) => a - b),
        );
        expect(await countCohort(test.db.pool, cohort, { periods, orderBy })).toBe(cells.length);
      },
    ),
    { numRuns: 40 },
  );
});

it('a group is there while its order may still be counted, its last moment included', async () => {
  const [, march] = figurePeriods(
    { fromMs: Date.UTC(2026, 1, 10), toMs: Date.UTC(2026, 2, 10) },
    'MONTH',
    ZONE,
    NOW,
    12,
  ) ?? [null, null];
  if (march == null) throw new Error('no March');
  await storeOrders(test.db, [
    {
      id: 'wo_edge',
      channel: null,
      facts: {
        ...{ gridCode: PLACE.grid, matter: 'parking', source: 'PATROL', profile: 'standard' },
        ...{ severity: 'minor', partyId: null, assigneeId: PEOPLE.worker.id },
      },
      events: [],
    },
  ]);
  const span = async (from: number, to: number) => {
    await test.db.pool.query('DELETE FROM work_order_measure');
    await test.db.pool.query(
      `INSERT INTO work_order_measure (work_order_id, life, order_version, basis, measured_at, matter, source, profile,
         severity, outcome, counted, opened_at, reworks, returns, reminders, promised, span)
       VALUES ('wo_edge', 1, 1, 'test', now(), 'parking', 'PATROL', 'standard', 1, 'CLOSED', true, $1, 0, 0, 0, false,
         tstzrange($1, $2, '[]'))`,
      [new Date(from), new Date(to)],
    );
  };
  const periods =
    figurePeriods({ fromMs: march.fromMs - DAY, toMs: march.endMs + DAY }, 'MONTH', ZONE, NOW, 12) ?? [];
  const cohort = cohortOf(SCOPES[0] ?? principal('operations', ['']), {}, ['MATTER']);
  const listed = async () =>
    (await cellsOfCohort(test.db.pool, cohort, { periods, orderBy: null }, 100, null)).map(
      ({ place }) => place,
    );
  await span(march.fromMs - 5 * DAY, march.fromMs);
  expect(await listed()).toEqual([0, 1]);
  await span(march.fromMs - 5 * DAY, march.fromMs - 1);
  expect(await listed()).toEqual([0]);
  await span(march.endMs - 1, march.endMs - 1);
  expect(await listed()).toEqual([1]);
  await span(march.fromMs - 400 * DAY, march.endMs + 400 * DAY);
  expect(await listed()).toEqual([0, 1, 2]);
});
