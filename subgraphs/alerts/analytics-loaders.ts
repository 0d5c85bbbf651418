import type { Buckets } from '../../core/analytics-buckets.ts';
import type { Principal } from '../../core/permissions.ts';
import { prefixesWithin } from '../access.ts';
import { byPlace, groupedLoader } from '../batch.ts';
import { COUNT_CAP, type Queryable } from '../rows.ts';
import { subtreesOf } from '../subtrees.ts';
import { requireCells } from './analytics-arguments.ts';
import { type Cohort, dimensionsOf, isGridLevel, valueIn } from './analytics-cells.ts';
import * as lists from './analytics-list.ts';
import type { IncidentPart } from './analytics-parts.ts';
import * as store from './analytics-store.ts';

interface ListArguments extends lists.IncidentListing {
  cohort: Cohort;
}

/** A cell with its period as the key of a loader, and back. */
export const timedKey = ({ key, fromMs, toMs }: lists.TimedCell) => JSON.stringify([fromMs, toMs, key]);
function timedCell(text: string): lists.TimedCell {
  const [fromMs, toMs, key]: unknown[] = JSON.parse(text);
  return { fromMs: Number(fromMs), toMs: Number(toMs), key: String(key) };
}

/** The loaders of one request: each asks once for all cells that are asked with the same arguments. */
export function createAnalyticsLoaders(pool: Queryable, reader: () => Principal) {
  const figuresOf = groupedLoader(
    async (keys, { cohort, period }: { cohort: Cohort; period: store.Period }) => {
      const rows = await store.figuresOf(pool, reader(), cohort, keys, period);
      return byPlace(keys.length, rows).map(([row]): store.Figures => row ?? store.NO_FIGURES);
    },
  );

  const bucketFiguresOf = groupedLoader(
    async (keys, { cohort, buckets }: { cohort: Cohort; buckets: Buckets }) => {
      requireCells(keys.length, buckets);
      const rows = await store.figuresOf(pool, reader(), cohort, keys, buckets);
      return byPlace(keys.length, rows).map((own) => new Map(own.map((row) => [row.bucket, row])));
    },
  );

  const countOf = groupedLoader(
    async (keys, { cohort, period, part }: { cohort: Cohort; period: store.Period; part: IncidentPart }) => {
      const rows = await store.countPartOf(pool, reader(), cohort, keys, period, part);
      return byPlace(keys.length, rows).map(([row]) => row?.count ?? 0);
    },
  );

  const householdsOf = groupedLoader(async (keys, cohort: Cohort) => {
    const who = reader();
    const subtrees =
      cohort.by === 'subtrees'
        ? subtreesOf(who, keys, cohort.gridCode)
        : keys.flatMap((key, place) => {
            const level = dimensionsOf(cohort).find(isGridLevel);
            const grid = level === undefined ? null : valueIn(cohort, key, level);
            if (level !== undefined && grid === null) return [];
            return prefixesWithin(who, cohort.gridCode, grid).map((prefix) => ({ place, prefix }));
          });
    const rows = await store.householdsOf(pool, subtrees);
    return byPlace(keys.length, rows).map((own) =>
      own.length === 0 ? null : own.reduce((sum, row) => sum + row.count, 0),
    );
  });

  const listOf = groupedLoader(async (keys, { cohort, ...listing }: ListArguments) => {
    const cells = keys.map(timedCell);
    const rows = await lists.incidentsOfCells(pool, reader(), cohort, cells, listing);
    return byPlace(keys.length, rows).map((own) => own.map(({ incident }) => incident));
  });

  const totalOf = groupedLoader(
    async (keys, { cohort, part, listed }: { cohort: Cohort; part: IncidentPart; listed: lists.Listed }) => {
      const cells = keys.map(timedCell);
      const rows = await lists.countListed(pool, reader(), cohort, cells, part, listed, COUNT_CAP);
      return byPlace(keys.length, rows).map((own) => own.reduce((sum, { count }) => sum + count, 0));
    },
  );

  return { figuresOf, bucketFiguresOf, countOf, householdsOf, listOf, totalOf };
}
