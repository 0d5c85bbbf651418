import { HubError } from '../../core/errors.ts';
import { evaluate, measuresOf, type PublishedFormula } from '../../core/figures-formulas.ts';
import { FIGURE_MEASURE_NAMES, FIGURE_MEASURES, type FigureMeasure } from '../../core/figures-measures.ts';
import {
  changeOf,
  comparedPeriod,
  type FigureComparison,
  type FigurePeriod,
} from '../../core/figures-periods.ts';
import type { Principal } from '../../core/permissions.ts';
import { clampFirst, decodeCursor } from '../../runtime/connection.ts';
import { allowed, askableId } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type CountedPage, pageOf } from '../page.ts';
import { COUNT_CAP } from '../rows.ts';
import { cohortOf, groupingArgument, periodsArgument } from './arguments.ts';
import type { Cell, CellDimension, Cohort } from './cohort.ts';
import { createFigureLoaders } from './loaders.ts';
import type { LengthName } from './measures.ts';
import { type CountedLife, cellsOfCohort, countCohort, type FoundCell, type Grouping } from './store.ts';
import type {
  FigureDimension,
  FigureOrder,
  FigurePeriodInput,
  WorkOrderFigureFilter,
} from './types.generated.ts';

type Maybe<T> = T | null | undefined;

export interface FiguresQuestion {
  filter?: Maybe<WorkOrderFigureFilter>;
  period?: Maybe<FigurePeriodInput>;
  groupBy?: Maybe<readonly FigureDimension[]>;
  orderBy?: Maybe<FigureOrder>;
}
export interface PageArguments {
  first?: Maybe<number>;
  after?: Maybe<string>;
}

export type FiguresDeps = Pick<SubgraphDeps, 'db' | 'governance' | 'config'>;

/** The sort key of a row: what it is sorted by, its values, its period. */
function keyOf({ order, key, place }: FoundCell): (string | number)[] {
  return [order, ...key, place];
}

/** @throws HubError BAD_CURSOR */
function foundAfter(after: Maybe<string>, dimensions: number): FoundCell | null {
  const parts = decodeCursor(after, dimensions + 2);
  if (parts === null) return null;
  const order = Number(parts[0]);
  const place = Number(parts.at(-1));
  if (!Number.isFinite(order) || !Number.isInteger(place) || Math.abs(place) > 1e6) {
    throw new HubError('BAD_CURSOR', { path: 'after' });
  }
  return { order, place, key: parts.slice(1, -1) };
}

/** @throws HubError BAD_CURSOR */
function lifeAfter(after: Maybe<string>) {
  const [opened, workOrderId, life] = decodeCursor(after, 3) ?? [];
  if (opened === undefined || workOrderId === undefined || life === undefined) return null;
  const key = { openedMs: Number(opened), workOrderId, life: Number(life) };
  if (Number.isNaN(new Date(key.openedMs).getTime()) || !Number.isInteger(key.life) || key.life > 1e6) {
    throw new HubError('BAD_CURSOR', { path: 'after' });
  }
  return key;
}

/** Sorts rows that need no groups as the statement sorts those that do. */
function pageInMemory(cells: FoundCell[], take: number, after: FoundCell | null): FoundCell[] {
  const compare = (a: FoundCell, b: FoundCell) => a.order - b.order || a.place - b.place;
  const sorted = cells.toSorted(compare);
  return sorted.filter((cell) => after === null || compare(cell, after) > 0).slice(0, take);
}

/** What one request may read of figures; holds the loaders of that request and its one `now`. */
export function createFiguresService(
  { db, governance, config }: FiguresDeps,
  principal: Principal | null,
  now: Date,
) {
  const { zone } = config.site;
  const nowMs = now.getTime();
  const load = createFigureLoaders(db.pool, zone);
  const book = governance.current();

  /** @throws HubError UNAUTHENTICATED | FORBIDDEN; figures of persons need duty.read as well */
  function reader(filter: WorkOrderFigureFilter, dimensions: readonly CellDimension[]): Principal {
    const who = allowed(principal, 'figures.read');
    if (filter.personId != null || dimensions.includes('PERSON')) allowed(principal, 'duty.read');
    return who;
  }

  function cohort(filter: WorkOrderFigureFilter, dimensions: readonly CellDimension[]): Cohort {
    return cohortOf(reader(filter, dimensions), filter, dimensions);
  }

  /** One row of everything that belongs to a thing; an id that no row can have counts nothing. */
  function ofOne(dimension: CellDimension, id: string, period: Maybe<FigurePeriodInput>): Cell {
    const own = cohort({}, [dimension]);
    return {
      cohort: own,
      key: [askableId(id) ?? '\uffff'],
      period: periodsArgument(period, zone, nowMs).whole,
    };
  }

  async function rows(
    { filter, period, groupBy, orderBy }: FiguresQuestion,
    take: number,
    cursor: Maybe<string>,
  ) {
    const { dimensions, byPeriod } = groupingArgument(groupBy);
    const own = cohort(filter ?? {}, dimensions);
    const asked = periodsArgument(period, zone, nowMs);
    const periods: readonly FigurePeriod[] = byPeriod ? asked.periods : [asked.whole];
    const grouping: Grouping = {
      periods,
      orderBy:
        orderBy == null ? null : { measure: orderBy.measure, descending: orderBy.descending !== false },
    };
    const after = foundAfter(cursor, dimensions.length);
    const cellAt = ({ key, place }: Pick<FoundCell, 'key' | 'place'>): Cell => ({
      ...{ cohort: own, key },
      period: periods[place] ?? asked.whole,
    });
    if (dimensions.length > 0) {
      const found = await cellsOfCohort(db.pool, own, grouping, take, after);
      return {
        ...{ found, cellAt, after },
        count: () => countCohort(db.pool, own, grouping),
      };
    }
    const { orderBy: sorting } = grouping;
    const sign = sorting?.descending === true ? -1 : 1;
    const all = await Promise.all(
      periods.map(async (_, place): Promise<FoundCell> => {
        const order =
          sorting === null ? 0 : sign * (await load.value(cellAt({ key: [], place }), sorting.measure));
        return { key: [], place, order };
      }),
    );
    return { found: pageInMemory(all, take, after), cellAt, after, count: async () => all.length };
  }

  async function formulaValue(cell: Cell, formula: PublishedFormula) {
    const part = (code: string) => book.formulas.at(code, nowMs)?.body ?? null;
    const measures = measuresOf(formula.body, part);
    const values = new Map(
      await Promise.all(measures.map(async (measure) => [measure, await load.value(cell, measure)] as const)),
    );
    const context = { measure: (measure: FigureMeasure) => values.get(measure) ?? 0, formula: part };
    return { formula, ...evaluate(formula.body, context) };
  }

  const service = {
    async figures(question: FiguresQuestion, { first: wanted, after }: PageArguments) {
      const first = clampFirst(wanted, 200);
      const { found, cellAt, after: from, count } = await rows(question, first + 1, after);
      const page = pageOf(found, first, from !== null, keyOf);
      return {
        ...page,
        edges: page.edges.map(({ cursor, node }) => ({ cursor, node: cellAt(node) })),
        nodes: page.nodes.map(cellAt),
        count,
      } satisfies CountedPage<Cell>;
    },

    /** Up to `most` rows for a file, and whether those are all. */
    async all(question: FiguresQuestion, most: number): Promise<{ cells: Cell[]; complete: boolean }> {
      const { found, cellAt } = await rows(question, most + 1, null);
      return { cells: found.slice(0, most).map(cellAt), complete: found.length <= most };
    },

    ofGrid: (code: string, period: Maybe<FigurePeriodInput>) => ofOne('SUBTREE', code, period),
    ofParty: (id: string, period: Maybe<FigurePeriodInput>) => ofOne('PARTY', id, period),
    ofPerson: (id: string, period: Maybe<FigurePeriodInput>) => ofOne('PERSON', id, period),

    value: (cell: Cell, measure: FigureMeasure) => load.value(cell, measure),

    values(cell: Cell, measures: Maybe<readonly FigureMeasure[]>) {
      return Promise.all(
        [...new Set(measures ?? FIGURE_MEASURE_NAMES)].map(async (measure) => {
          const { zh: nameZh, en: nameEn } = FIGURE_MEASURES[measure];
          return { measure, nameZh, nameEn, value: await load.value(cell, measure) };
        }),
      );
    },

    length: (cell: Cell, name: LengthName) => load.length(cell, name),

    async satisfaction(cell: Cell) {
      const [rated, satisfied, stars] = await Promise.all([
        load.value(cell, 'RATED'),
        load.value(cell, 'SATISFIED'),
        load.value(cell, 'STARS'),
      ]);
      return { rated, satisfied, averageStars: rated === 0 ? null : stars / rated };
    },

    /** Period on period, or year on year (LA-02). */
    async change(cell: Cell, measure: FigureMeasure, against: FigureComparison) {
      const period = comparedPeriod(cell.period, against, zone);
      const [value, before] = await Promise.all([
        load.value(cell, measure),
        load.value({ ...cell, period }, measure),
      ]);
      return { ...changeOf(value, before), period };
    },

    formulasInForce: () => [...book.formulas.inForce(nowMs)],

    async formula(cell: Cell, code: string) {
      const found = book.formulas.at(code, nowMs);
      return found === null ? null : formulaValue(cell, found);
    },

    formulas: (cell: Cell) =>
      Promise.all(book.formulas.inForce(nowMs).map((formula) => formulaValue(cell, formula))),

    /** The very lives that a measure counts; needs order.read too. */
    async drill(cell: Cell, measure: FigureMeasure, { first: wanted, after }: PageArguments) {
      allowed(principal, 'order.read');
      const first = clampFirst(wanted);
      const from = lifeAfter(after);
      const lives = await load.lives(cell, { measure, take: first + 1, after: from });
      const keyOfLife = ({ openedMs, workOrderId, life }: CountedLife) => [openedMs, workOrderId, life];
      return {
        ...pageOf(lives, first, from !== null, keyOfLife),
        async count() {
          const count = await load.count(cell, measure);
          return count > COUNT_CAP ? null : count;
        },
      } satisfies CountedPage<CountedLife>;
    },

    /** @throws HubError UNAUTHENTICATED | FORBIDDEN */
    requireReader: () => allowed(principal, 'figures.read'),
  };
  return service;
}

export type FiguresService = ReturnType<typeof createFiguresService>;
