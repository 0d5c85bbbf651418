import { GRID_LEVEL_NAMES, GRID_LEVELS, type GridLevel } from '../../core/grid.ts';
import type { Principal } from '../../core/permissions.ts';
import { prefixesWithin } from '../access.ts';
import { subtreeItem, subtreesOf } from '../subtrees.ts';
import type { Where } from '../where.ts';

/** What incidents may be grouped by. */
export type IncidentDimension = GridLevel | 'TYPE' | 'SEVERITY' | 'DEVICE' | 'CODEC' | 'MODEL';

/** '' for an incident of no grid, or of one above the level. */
function gridAt(level: GridLevel): string {
  const { digits } = GRID_LEVELS[level];
  return `CASE WHEN length(i.grid_code) >= ${digits} THEN left(i.grid_code, ${digits}) ELSE '' END`;
}

/** The value of incident `i` (of device `d`), as text; '' where there is none. */
const VALUES: Readonly<Record<IncidentDimension, string>> = {
  CITY: gridAt('CITY'),
  COUNTY: gridAt('COUNTY'),
  SUBDISTRICT: gridAt('SUBDISTRICT'),
  COMMUNITY: gridAt('COMMUNITY'),
  GRID: gridAt('GRID'),
  MICRO_GRID: gridAt('MICRO_GRID'),
  NEIGHBOUR_UNIT: gridAt('NEIGHBOUR_UNIT'),
  TYPE: 'i.type',
  SEVERITY: 'i.severity::text',
  DEVICE: 'i.device_id',
  CODEC: "coalesce(d.codec, '')",
  MODEL: "coalesce(d.model, '')",
};

export function isGridLevel(dimension: IncidentDimension): dimension is GridLevel {
  return GRID_LEVEL_NAMES.some((level) => level === dimension);
}

/** The FROM item `incident i`, with its device `d` where a dimension needs it. */
export function incidentItem(dimensions: readonly IncidentDimension[]): string {
  const device = dimensions.some((dimension) => dimension === 'CODEC' || dimension === 'MODEL');
  return device ? 'incident i LEFT JOIN device d ON d.id = i.device_id' : 'incident i';
}

export function valueSql(dimension: IncidentDimension): string {
  return VALUES[dimension];
}

/** Which incidents, beside their time. */
export interface Cohort {
  /** What the keys of cells are: codes of grids (with all below them), or values of these dimensions. */
  by: 'subtrees' | readonly IncidentDimension[];
  gridCode: string | null;
  types: readonly string[] | null;
  /** Rank, 0-3. */
  minSeverity: number;
  deviceId: string | null;
  includeTests: boolean;
  includeUntold: boolean;
}

export function dimensionsOf({ by }: Cohort): readonly IncidentDimension[] {
  return by === 'subtrees' ? [] : by;
}

/** The key of the cell that has these values of the cohort's dimensions. */
export function cellKey(values: readonly string[]): string {
  return JSON.stringify(values);
}

function valuesIn(key: string): string[] {
  const parsed: unknown = JSON.parse(key);
  return Array.isArray(parsed) ? parsed.map(String) : [];
}

/** The value of one dimension in a cell's key; null where the incidents have none, or the cell is not by that. */
export function valueIn(cohort: Cohort, key: string, dimension: IncidentDimension): string | null {
  if (cohort.by === 'subtrees') return null;
  const place = cohort.by.indexOf(dimension);
  const value = place === -1 ? '' : (valuesIn(key)[place] ?? '');
  return value === '' ? null : value;
}

/** Only incidents `i` that the principal may see and the cohort takes, whenever they were. */
export function cohortWhere(where: Where, principal: Principal, cohort: Cohort): void {
  where.prefixes(
    prefixesWithin(principal, cohort.gridCode),
    (lo, hi) => `(i.grid_code >= ${lo} AND i.grid_code < ${hi})`,
  );
  if (cohort.types !== null) where.add(`i.type = ANY(${where.param(cohort.types)}::text[])`);
  if (cohort.minSeverity > 0) where.add(`i.severity >= ${where.param(cohort.minSeverity)}`);
  if (cohort.deviceId !== null) where.add(`i.device_id = ${where.param(cohort.deviceId)}`);
  if (!cohort.includeTests) where.add(`i.status = 'ACTUAL'`);
  if (!cohort.includeUntold) where.add('i.announced');
}

/**
 * The FROM item `k (place, …)`: one row a cell, or several that do not overlap, when the principal may see only parts
 * of a grid. Adds what ties an incident to its cell.
 */
export function cellItem(
  where: Where,
  principal: Principal,
  cohort: Cohort,
  keys: readonly string[],
): string {
  if (cohort.by === 'subtrees') {
    where.add('i.grid_code >= k.lo AND i.grid_code < k.hi');
    return subtreeItem(where, subtreesOf(principal, keys, cohort.gridCode));
  }
  const cells = keys.map(valuesIn);
  const columns = cohort.by.map((dimension, index) => {
    where.add(`${VALUES[dimension]} = k.v${index}`);
    return `${where.param(cells.map((values) => values[index] ?? ''))}::text[]`;
  });
  const names = ['place', ...columns.map((_, index) => `v${index}`)];
  const places = `${where.param(keys.map((_, place) => place))}::int[]`;
  return `unnest(${[places, ...columns].join(', ')}) AS k (${names.join(', ')})`;
}
