import DataLoader from 'dataloader';
import type { FigureMeasure } from '../../core/figures-measures.ts';
import type { Queryable } from '../rows.ts';
import type { Cell } from './cohort.ts';
import { valuesByDays } from './day-values.ts';
import type { LengthName } from './measures.ts';
import {
  type CountedLife,
  countsOfCells,
  type LengthFigure,
  type Listing,
  lengthsOfCells,
  livesOfCells,
} from './store.ts';

/** The same for the same cell. */
function cellId({ cohort, key, period }: Cell): string {
  return JSON.stringify([cohort.id, key, period.fromMs, period.toMs]);
}

/**
 * A loader of one thing of one cell. All that is asked of cells of one cohort in one tick costs one call of `load`, which
 * answers every cell with every thing.
 */
function cellLoader<A, V>(
  nameOf: (asked: A) => string,
  load: (cells: readonly Cell[], asked: readonly A[]) => Promise<readonly ((asked: A) => V)[]>,
): (cell: Cell, asked: A) => Promise<V> {
  const loader = new DataLoader<{ cell: Cell; asked: A }, V, string>(
    async (items) => {
      const answers: (V | Error)[] = items.map(() => new Error('a batch gave no answer for a key'));
      const groups = Map.groupBy(
        items.map((item, at) => ({ ...item, at })),
        ({ cell }) => cell.cohort.id,
      );
      await Promise.all(
        [...groups.values()].map(async (group) => {
          const cells = new Map(group.map(({ cell }) => [cellId(cell), cell]));
          const asked = new Map(group.map((one) => [nameOf(one.asked), one.asked]));
          const places = new Map([...cells.keys()].map((id, place) => [id, place]));
          try {
            const loaded = await load([...cells.values()], [...asked.values()]);
            for (const one of group) {
              const answer = loaded[places.get(cellId(one.cell)) ?? -1];
              // the very thing that `load` was given, not its like
              const same = asked.get(nameOf(one.asked));
              if (answer !== undefined && same !== undefined) answers[one.at] = answer(same);
            }
          } catch (error) {
            const failure = error instanceof Error ? error : new Error(String(error));
            for (const { at } of group) answers[at] = failure;
          }
        }),
      );
      return answers;
    },
    { cacheKeyFn: ({ cell, asked }) => `${nameOf(asked)} ${cellId(cell)}` },
  );
  return (cell, asked) => loader.load({ cell, asked });
}

/** Every load of one request: however many cells, one statement per cohort and kind of question. */
export function createFigureLoaders(db: Queryable, zone: string) {
  const value = cellLoader<FigureMeasure, number>(
    (measure) => measure,
    async (cells, measures) =>
      (await valuesByDays(db, cells, measures, zone)).map((values) => (measure) => values.get(measure) ?? 0),
  );
  const none: LengthFigure = { count: 0, medianSeconds: null, p90Seconds: null };
  const length = cellLoader<LengthName, LengthFigure>(
    (name) => name,
    async (cells, names) =>
      (await lengthsOfCells(db, cells, names)).map((lengths) => (name) => lengths.get(name) ?? none),
  );
  const count = cellLoader<FigureMeasure, number>(
    (measure) => measure,
    async (cells, measures) => {
      const lists = await Promise.all(measures.map((measure) => countsOfCells(db, cells, measure)));
      return cells.map((_, place) => (measure) => lists[measures.indexOf(measure)]?.[place] ?? 0);
    },
  );
  const lives = cellLoader<Listing, CountedLife[]>(
    (listing) => JSON.stringify(listing),
    async (cells, listings) => {
      const lists = await Promise.all(listings.map((listing) => livesOfCells(db, cells, listing)));
      return cells.map((_, place) => (listing) => lists[listings.indexOf(listing)]?.[place] ?? []);
    },
  );
  return { value, length, count, lives };
}
