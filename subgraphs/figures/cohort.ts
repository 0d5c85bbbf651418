import type { FigurePeriod } from '../../core/figures-periods.ts';
import { GRID_LEVELS, type GridLevel } from '../../core/grid.ts';
import { prefixEnd, type Where } from '../where.ts';
import type { FigureDimension } from './types.generated.ts';

/** What a row is the figure of, beside its period; SUBTREE: a grid with all below it. */
export type CellDimension = Exclude<FigureDimension, 'PERIOD'> | 'SUBTREE';

/** Which orders, and how they are told apart. `id` is the same for the same. */
export interface Cohort {
  id: string;
  /** Grid codes that may be seen, from the scope and the filter. */
  prefixes: readonly string[];
  matters: readonly string[] | null;
  sources: readonly string[] | null;
  channels: readonly string[] | null;
  profiles: readonly string[] | null;
  /** Rank, 0-3. */
  minSeverity: number;
  partyId: string | null;
  personId: string | null;
  dimensions: readonly CellDimension[];
}

/** One row: the values of the cohort's dimensions ('': none), and the period. */
export interface Cell {
  cohort: Cohort;
  key: readonly string[];
  period: FigurePeriod;
}

function atLevel(level: GridLevel): string {
  const { digits } = GRID_LEVELS[level];
  return `CASE WHEN length(m.grid_code) >= ${digits} THEN left(m.grid_code, ${digits}) ELSE '' END`;
}

/** The value of life `m`, as text; '' where there is none. */
const VALUES: Readonly<Record<Exclude<CellDimension, 'SUBTREE'>, string>> = {
  CITY: atLevel('CITY'),
  COUNTY: atLevel('COUNTY'),
  SUBDISTRICT: atLevel('SUBDISTRICT'),
  COMMUNITY: atLevel('COMMUNITY'),
  GRID: atLevel('GRID'),
  MICRO_GRID: atLevel('MICRO_GRID'),
  NEIGHBOUR_UNIT: atLevel('NEIGHBOUR_UNIT'),
  PARTY: 'm.party_id',
  PERSON: 'm.assignee_id',
  MATTER: 'm.matter',
  SOURCE: 'm.source',
  CHANNEL: 'm.channel',
  PROFILE: 'm.profile',
  SEVERITY: 'm.severity::text',
};

export function isGridDimension(dimension: CellDimension): dimension is GridLevel | 'SUBTREE' {
  return dimension === 'SUBTREE' || Object.hasOwn(GRID_LEVELS, dimension);
}

export function dimensionSql(dimension: CellDimension): string {
  return dimension === 'SUBTREE' ? 'm.grid_code' : `(${VALUES[dimension]}) COLLATE "C"`;
}

/** Only lives `m` that may be seen and that the cohort takes. */
export function cohortWhere(where: Where, cohort: Cohort): void {
  const among = (column: string, values: readonly string[] | null) => {
    if (values !== null) where.add(`m.${column} = ANY(${where.param(values)}::text[])`);
  };
  where.prefixes(cohort.prefixes, (lo, hi) => `(m.grid_code >= ${lo} AND m.grid_code < ${hi})`);
  among('matter', cohort.matters);
  among('source', cohort.sources);
  among('channel', cohort.channels);
  among('profile', cohort.profiles);
  if (cohort.minSeverity > 0) where.add(`m.severity >= ${where.param(cohort.minSeverity)}`);
  if (cohort.partyId !== null) where.add(`m.party_id = ${where.param(cohort.partyId)}`);
  if (cohort.personId !== null) where.add(`m.assignee_id = ${where.param(cohort.personId)}`);
}

/** Only lives that a figure of the period of `k` may count; served by the index on their span. */
const TOUCHED = "m.span && tstzrange(k.since, k.until, '[)')";

/**
 * The FROM item of lives `m` with every period `k (place, since, until)` that a figure may count them in; the periods lie in
 * a row. The lives of all periods are read once: a join by the index on their span reads them again for each.
 */
export function livesOfPeriods(where: Where, periods: readonly FigurePeriod[]): string {
  // what lies ahead is empty, and comes last
  const begun = periods.filter(({ fromMs, toMs }) => toMs > fromMs);
  const edges = [...begun.map(({ fromMs }) => fromMs), begun.at(-1)?.toMs ?? 0].map((ms) => new Date(ms));
  const [since, until] = [edges[0], edges.at(-1)].map((edge) => `${where.param(edge)}::timestamptz`);
  where.add(`m.span && tstzrange(${since}, ${until}, '[)')`);
  const last = begun.length;
  if (last <= 1) {
    return `work_order_measure m CROSS JOIN (SELECT 0 AS place, ${since} AS since, ${until} AS until) k`;
  }
  const bounds = `${where.param(edges)}::timestamptz[]`;
  return `work_order_measure m CROSS JOIN LATERAL (
      SELECT at - 1 AS place, (${bounds})[at] AS since, (${bounds})[at + 1] AS until FROM generate_series(
        greatest(width_bucket(lower(m.span), ${bounds}), 1),
        CASE WHEN upper_inf(m.span) THEN ${last} ELSE least(width_bucket(upper(m.span), ${bounds}), ${last}) END) at) k`;
}

/** The FROM item `k (place, …)` of the values of cells, with columns of each place; adds what ties life `m` to them. */
function keyedItem(
  where: Where,
  cohort: Cohort,
  keys: readonly (readonly string[])[],
  more: Readonly<Record<string, string>> = {},
): string {
  const columns = new Map(
    Object.entries({ place: `${where.param(keys.map((_, at) => at))}::int[]`, ...more }),
  );
  const add = (name: string, values: readonly string[]) =>
    columns.set(name, `${where.param(values)}::text[]`);
  cohort.dimensions.forEach((dimension, index) => {
    const values = keys.map((key) => key[index] ?? '');
    if (dimension === 'SUBTREE') {
      add(`lo${index}`, values);
      add(`hi${index}`, values.map(prefixEnd));
      where.add(`m.grid_code >= k.lo${index} COLLATE "C" AND m.grid_code < k.hi${index} COLLATE "C"`);
    } else {
      add(`v${index}`, values);
      where.add(`${dimensionSql(dimension)} = k.v${index}`);
    }
  });
  return `unnest(${[...columns.values()].join(', ')}) AS k (${[...columns.keys()].join(', ')})`;
}

/** The FROM item `k (place, …)` of values alone, whatever the period. */
export function keyItem(where: Where, cohort: Cohort, keys: readonly (readonly string[])[]): string {
  return keyedItem(where, cohort, keys);
}

/** The FROM item `k (place, since, until, …)` of cells of one cohort; adds what ties life `m` to its cell. */
export function cellItem(where: Where, cohort: Cohort, cells: readonly Cell[]): string {
  const moments = (of: (period: FigurePeriod) => number) =>
    `${where.param(cells.map(({ period }) => new Date(of(period))))}::timestamptz[]`;
  const spans = { since: moments(({ fromMs }) => fromMs), until: moments(({ toMs }) => toMs) };
  const item = keyedItem(
    where,
    cohort,
    cells.map(({ key }) => key),
    spans,
  );
  where.add(TOUCHED);
  return item;
}
