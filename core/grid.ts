/**
 * The grid code is the path: a child's code starts with its parent's. City 4 digits, county 6 (GB/T 2260),
 * sub-district 9 (GB/T 10114), community 12, grid 15 (GB/T 30428.1 family), then the local levels. A place may leave
 * out the lowest ones. The only table of levels and digit counts.
 */
export const GRID_LEVELS = {
  CITY: { digits: 4, zh: '市', en: 'City' },
  COUNTY: { digits: 6, zh: '区县', en: 'County' },
  SUBDISTRICT: { digits: 9, zh: '街道', en: 'Sub-district' },
  COMMUNITY: { digits: 12, zh: '社区', en: 'Community' },
  GRID: { digits: 15, zh: '网格', en: 'Grid' },
  MICRO_GRID: { digits: 17, zh: '微网格', en: 'Micro-grid' },
  NEIGHBOUR_UNIT: { digits: 19, zh: '邻', en: 'Neighbour unit' },
} as const satisfies Record<string, { digits: number; zh: string; en: string }>;

export type GridLevel = keyof typeof GRID_LEVELS;

/** Highest level first. */
export const GRID_LEVEL_NAMES = [
  'CITY',
  'COUNTY',
  'SUBDISTRICT',
  'COMMUNITY',
  'GRID',
  'MICRO_GRID',
  'NEIGHBOUR_UNIT',
] as const satisfies readonly GridLevel[];

/** Stands where no community is known: an unclaimed device, or a grid above community level. */
export const UNKNOWN_COMMUNITY = '000000000000';

const DIGITS = /^[0-9]+$/;
const LEVEL_OF_LENGTH: ReadonlyMap<number, GridLevel> = new Map(
  GRID_LEVEL_NAMES.map((level) => [GRID_LEVELS[level].digits, level]),
);

/** The level that a code's length names; null when it is no grid code. */
export function gridLevel(code: string): GridLevel | null {
  return DIGITS.test(code) ? (LEVEL_OF_LENGTH.get(code.length) ?? null) : null;
}

export function isGridCode(value: unknown): value is string {
  return typeof value === 'string' && gridLevel(value) !== null;
}

/** Codes above this one, nearest first; empty for a city and for what is no grid code. */
export function ancestorCodes(code: string): string[] {
  if (gridLevel(code) === null) return [];
  return GRID_LEVEL_NAMES.map((level) => GRID_LEVELS[level].digits)
    .filter((digits) => digits < code.length)
    .reverse()
    .map((digits) => code.slice(0, digits));
}

/** The code one level up; null for a city and for what is no grid code. */
export function parentCode(code: string): string | null {
  return ancestorCodes(code)[0] ?? null;
}

/** The 12-digit community a code lies in; UNKNOWN_COMMUNITY when null, too short or no grid code. */
export function communityOf(code: string | null): string {
  if (code === null || gridLevel(code) === null || code.length < 12) return UNKNOWN_COMMUNITY;
  return code.slice(0, 12);
}
