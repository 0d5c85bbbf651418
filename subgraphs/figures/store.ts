import Type, { type Static } from 'typebox';
import type { FigureMeasure } from '../../core/figures-measures.ts';
import type { FigurePeriod } from '../../core/figures-periods.ts';
import { byPlace } from '../batch.ts';
import { COUNT_CAP, nullable, type Queryable, rowsOf } from '../rows.ts';
import { Where } from '../where.ts';
import { type Cell, type Cohort, cellItem, cohortWhere, dimensionSql, livesOfPeriods } from './cohort.ts';
import { amountOf, conditionOf, type LengthName, lengthSql, valueSql } from './measures.ts';

const valueRows = rowsOf(Type.Object({ place: Type.Integer(), values: Type.Array(nullable(Type.Number())) }));

/** Numbers of every cell, in the order of the cells, by one statement; `zero` for a cell that counts nothing. */
async function numbersOf<T>(
  db: Queryable,
  cells: readonly Cell[],
  expressions: string,
  zero: T,
  read: (values: readonly (number | null)[]) => T,
): Promise<T[]> {
  const [first] = cells;
  if (first === undefined) return [];
  const where = new Where();
  const item = cellItem(where, first.cohort, cells);
  cohortWhere(where, first.cohort);
  const rows = valueRows(
    await db.query(
      `SELECT k.place, ARRAY[${expressions}] AS values
       FROM ${item} JOIN work_order_measure m ON true ${where.sql} GROUP BY k.place`,
      where.values,
    ),
  );
  const found = new Map(rows.map(({ place, values }) => [place, read(values)]));
  return cells.map((_, place) => found.get(place) ?? zero);
}

/** Values of measures in cells of one cohort. */
export async function valuesOfCells(
  db: Queryable,
  cells: readonly Cell[],
  measures: readonly FigureMeasure[],
): Promise<Map<FigureMeasure, number>[]> {
  const zero = new Map(measures.map((measure) => [measure, 0]));
  const expressions = measures.map(valueSql).join(', ');
  return numbersOf(
    db,
    cells,
    expressions,
    zero,
    (values) => new Map(measures.map((measure, index) => [measure, values[index] ?? 0])),
  );
}

export interface LengthFigure {
  count: number;
  medianSeconds: number | null;
  p90Seconds: number | null;
}

export async function lengthsOfCells(
  db: Queryable,
  cells: readonly Cell[],
  names: readonly LengthName[],
): Promise<Map<LengthName, LengthFigure>[]> {
  const none: LengthFigure = { count: 0, medianSeconds: null, p90Seconds: null };
  const zero = new Map(names.map((name) => [name, none]));
  return numbersOf(db, cells, names.map(lengthSql).join(', '), zero, (values) => {
    const at = (index: number): LengthFigure => ({
      count: values[index * 3] ?? 0,
      medianSeconds: values[index * 3 + 1] ?? null,
      p90Seconds: values[index * 3 + 2] ?? null,
    });
    return new Map(names.map((name, index) => [name, at(index)]));
  });
}

const LifeSchema = Type.Object({
  place: Type.Integer(),
  workOrderId: Type.String(),
  life: Type.Integer(),
  value: Type.Number(),
  openedMs: Type.Number(),
});
/** A life that a measure counts in a cell. */
export type CountedLife = Static<typeof LifeSchema>;
const lifeRows = rowsOf(LifeSchema);

export interface Listing {
  measure: FigureMeasure;
  take: number;
  after: { openedMs: number; workOrderId: string; life: number } | null;
}

/** The first lives that a measure counts in each cell of one cohort, newest opening first, by one statement. */
export async function livesOfCells(
  db: Queryable,
  cells: readonly Cell[],
  { measure, take, after }: Listing,
): Promise<CountedLife[][]> {
  const [first] = cells;
  if (first === undefined) return [];
  const where = new Where();
  const item = cellItem(where, first.cohort, cells);
  cohortWhere(where, first.cohort);
  where.add(conditionOf(measure));
  if (after !== null) {
    const at = where.param(new Date(after.openedMs));
    const [id, life] = [where.param(after.workOrderId), where.param(after.life)];
    where.add(
      `(m.opened_at, m.work_order_id, m.life) < (${at}::timestamptz, ${id}::text COLLATE "C", ${life}::int)`,
    );
  }
  const sql = `SELECT k.place, m.work_order_id AS "workOrderId", m.life, ${amountOf(measure)} AS value,
      (extract(epoch FROM m.opened_at) * 1000)::float8 AS "openedMs"
    FROM ${item} CROSS JOIN LATERAL (
      SELECT * FROM work_order_measure m ${where.sql}
      ORDER BY m.opened_at DESC, m.work_order_id DESC, m.life DESC LIMIT ${where.param(take)}
    ) m ORDER BY m.opened_at DESC, m.work_order_id DESC, m.life DESC`;
  return byPlace(cells.length, lifeRows(await db.query(sql, where.values)));
}

const countRows = rowsOf(Type.Object({ place: Type.Integer(), count: Type.Integer() }));

/** How many lives a measure counts in each cell of one cohort, whatever each adds. */
export async function countsOfCells(
  db: Queryable,
  cells: readonly Cell[],
  measure: FigureMeasure,
): Promise<number[]> {
  const [first] = cells;
  if (first === undefined) return [];
  const where = new Where();
  const item = cellItem(where, first.cohort, cells);
  cohortWhere(where, first.cohort);
  where.add(conditionOf(measure));
  const rows = countRows(
    await db.query(
      `SELECT k.place, count(*)::int AS count FROM ${item} JOIN work_order_measure m ON true ${where.sql} GROUP BY k.place`,
      where.values,
    ),
  );
  const found = new Map(rows.map(({ place, count }) => [place, count]));
  return cells.map((_, place) => found.get(place) ?? 0);
}

/** A row of figures before its numbers: its place among the periods, its values, and what it is sorted by. */
export interface FoundCell {
  place: number;
  key: string[];
  order: number;
}
const foundRows = rowsOf(
  Type.Object({ place: Type.Integer(), key: Type.Array(Type.String()), order: Type.Number() }),
);

export interface Grouping {
  periods: readonly FigurePeriod[];
  orderBy: { measure: FigureMeasure; descending: boolean } | null;
}

function groupsSql(where: Where, cohort: Cohort, { periods, orderBy }: Grouping): string {
  const item = livesOfPeriods(where, periods);
  cohortWhere(where, cohort);
  const names = cohort.dimensions.map((_, index) => `v${index}`);
  const values = cohort.dimensions.map((dimension, index) => `${dimensionSql(dimension)} AS v${index}`);
  const sign = orderBy?.descending === true ? '-' : '';
  const order = orderBy === null ? '0::float8' : `${sign}${valueSql(orderBy.measure)}`;
  return `SELECT k.place, ${[...values, `${order} AS ord`].join(', ')}
    FROM ${item} ${where.sql} GROUP BY ${['k.place', ...names].join(', ')}`;
}

/** The groups that have orders in a period, sorted by what is asked, then by their values, then by period. */
export async function cellsOfCohort(
  db: Queryable,
  cohort: Cohort,
  grouping: Grouping,
  take: number,
  after: FoundCell | null,
): Promise<FoundCell[]> {
  const where = new Where();
  const groups = groupsSql(where, cohort, grouping);
  const names = cohort.dimensions.map((_, index) => `g.v${index}`);
  const sorted = ['g.ord', ...names, 'g.place'];
  let later = '';
  if (after !== null) {
    const from = [
      `${where.param(after.order)}::float8`,
      ...cohort.dimensions.map((_, index) => `${where.param(after.key[index] ?? '')}::text COLLATE "C"`),
      `${where.param(after.place)}::int`,
    ];
    later = `WHERE (${sorted.join(', ')}) > (${from.join(', ')})`;
  }
  const sql = `SELECT g.place, ARRAY[${names.join(', ')}]::text[] AS key, g.ord AS "order"
    FROM (${groups}) g ${later} ORDER BY ${sorted.join(', ')} LIMIT ${where.param(take)}`;
  return foundRows(await db.query(sql, where.values));
}

/** How many groups there are; null beyond COUNT_CAP. */
export async function countCohort(db: Queryable, cohort: Cohort, grouping: Grouping): Promise<number | null> {
  const where = new Where();
  const groups = groupsSql(where, cohort, { ...grouping, orderBy: null });
  const sql = `SELECT 0 AS place, count(*)::int AS count FROM (SELECT 1 FROM (${groups}) g LIMIT ${COUNT_CAP + 1}) capped`;
  const count = countRows(await db.query(sql, where.values))[0]?.count ?? 0;
  return count > COUNT_CAP ? null : count;
}
