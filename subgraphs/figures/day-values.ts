import Type from 'typebox';
import { DAY_MS, dayText, instantOf, localDay } from '../../core/calendar-days.ts';
import type { FigureMeasure } from '../../core/figures-measures.ts';
import { type Queryable, rowsOf } from '../rows.ts';
import { Where } from '../where.ts';
import { type Cell, type CellDimension, type Cohort, cohortWhere, keyItem } from './cohort.ts';
import { DAY_DIGITS, DAY_RULES, dayState } from './days.ts';
import { TALLIES } from './measures.ts';
import { valuesOfCells } from './store.ts';

/** A cell that holds whole days, and what of its period is left after them. */
interface DayCell {
  cell: Cell;
  /** Local day numbers; `end` is the day after the last. */
  first: number;
  end: number;
  /** From the last whole day to the end of the period; null: nothing. */
  rest: Cell | null;
}

const PLACES: readonly CellDimension[] = ['CITY', 'COUNTY', 'SUBDISTRICT', 'COMMUNITY', 'SUBTREE'];

/** Days know the community of a life and nothing else of it. */
function knownByDays(cohort: Cohort): boolean {
  const { matters, sources, channels, profiles, partyId, personId } = cohort;
  return (
    [matters, sources, channels, profiles, partyId, personId].every((filter) => filter === null) &&
    cohort.minSeverity === 0 &&
    cohort.prefixes.every((prefix) => prefix.length <= DAY_DIGITS) &&
    cohort.dimensions.every((dimension) => PLACES.includes(dimension))
  );
}

/** Null: the period begins within a day or holds none, or its place lies below a community. */
function dayCell(cell: Cell, zone: string): DayCell | null {
  const { period, key } = cell;
  const first = localDay(period.fromMs, zone);
  const end = localDay(period.toMs, zone);
  if (end <= first || localDay(period.fromMs - 1, zone) === first) return null;
  if (key.some((value) => value.length > DAY_DIGITS)) return null;
  const whole = localDay(period.toMs - 1, zone) !== end;
  const rest = whole ? null : { ...cell, period: { ...period, fromMs: instantOf(end * DAY_MS, zone) } };
  return { cell, first, end, rest };
}

const sumRows = rowsOf(
  Type.Object({ place: Type.Integer(), bucket: Type.Integer(), sums: Type.Array(Type.Number()) }),
);

/** Sums of tallies of each cell's days by one pass over all days: of what lasts, from the first of all to the last. */
async function sumsOfDays(
  db: Queryable,
  cells: readonly DayCell[],
  tallies: readonly (typeof TALLIES)[number][],
): Promise<number[][]> {
  const [one] = cells;
  if (one === undefined) return [];
  const edges = [...new Set(cells.flatMap(({ first, end }) => [first, end]))].sort((a, b) => a - b);
  const keys = new Map(cells.map(({ cell: { key } }) => [JSON.stringify(key), key]));
  const where = new Where();
  const item = keyItem(where, one.cell.cohort, [...keys.values()]);
  cohortWhere(where, one.cell.cohort);
  const days = where.param(edges.map(dayText));
  where.add(`m.day < ${where.param(dayText(edges.at(-1) ?? 0))}::date`);
  if (!tallies.some(({ lasts }) => lasts)) where.add(`m.day >= ${where.param(dayText(edges[0] ?? 0))}::date`);
  const sums = tallies.map((tally) => `sum(m.tallies[${TALLIES.indexOf(tally) + 1}])::float8`);
  const rows = sumRows(
    await db.query(
      `SELECT k.place, width_bucket(m.day, ${days}::date[]) AS bucket, ARRAY[${sums.join(', ')}] AS sums
       FROM ${item} JOIN (SELECT community AS grid_code, day, tallies FROM work_order_day) m ON true ${where.sql}
       GROUP BY 1, 2`,
      where.values,
    ),
  );
  const places = new Map([...keys.keys()].map((key, place) => [key, place]));
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  return cells.map(({ cell, first, end }) => {
    const own = byPlace.get(places.get(JSON.stringify(cell.key)) ?? -1) ?? [];
    // a bucket is from its edge, counted from 1, to the next one
    const [from, to] = [edges.indexOf(first) + 1, edges.indexOf(end) + 1];
    return tallies.map(({ lasts, per }, at) => {
      const counted = own.filter(({ bucket }) => bucket < to && (lasts || bucket >= from));
      return counted.reduce((sum, row) => sum + (row.sums[at] ?? 0), 0) / per;
    });
  });
}

/**
 * Values of measures in cells of one cohort, as `valuesOfCells` gives them: whole days by what is kept of days, where
 * that is there and knows the cohort, the rest by the lives.
 */
export async function valuesByDays(
  db: Queryable,
  cells: readonly Cell[],
  measures: readonly FigureMeasure[],
  zone: string,
): Promise<Map<FigureMeasure, number>[]> {
  const [first] = cells;
  const dayCells = cells.map((cell) => (knownByDays(cell.cohort) ? dayCell(cell, zone) : null));
  if (first === undefined || dayCells.every((one) => one === null)) return valuesOfCells(db, cells, measures);
  const state = await dayState(db);
  if (state?.rules !== DAY_RULES || state.zone !== zone || state.builtFrom !== '-infinity') {
    return valuesOfCells(db, cells, measures);
  }
  const tallies = TALLIES.filter(({ measure }) => measures.includes(measure));
  const known = dayCells.filter((one) => one !== null);
  const left = cells.flatMap((cell, at) => {
    const one = dayCells[at] ?? null;
    return one === null ? [cell] : one.rest === null ? [] : [one.rest];
  });
  const [sums, rests] = await Promise.all([
    sumsOfDays(db, known, tallies),
    valuesOfCells(db, left, measures),
  ]);
  const [nextSums, nextRest] = [sums.values(), rests.values()];
  return dayCells.map((one): Map<FigureMeasure, number> => {
    const none = new Map<FigureMeasure, number>();
    if (one === null) return nextRest.next().value ?? none;
    const days = nextSums.next().value ?? [];
    const rest = one.rest === null ? null : (nextRest.next().value ?? none);
    return new Map(
      tallies.map(({ measure, lasts }, at) => {
        const ofDays = days[at] ?? 0;
        if (rest === null) return [measure, ofDays];
        // what lasts is that of the end of the period
        return [measure, (lasts ? 0 : ofDays) + (rest.get(measure) ?? 0)];
      }),
    );
  });
}
