import type { GridLevel } from '../core/grid.ts';
import { gridLevel, parentCode } from '../core/grid.ts';

/** GeoJSON polygon, WGS-84, longitude first. */
export interface Polygon {
  type: 'Polygon';
  coordinates: [number, number][][];
}

export interface DemoGrid {
  code: string;
  level: GridLevel;
  name: string;
  parentCode: string | null;
  /** Permanent households; null above the compound. */
  households: number | null;
  boundary: Polygon;
}

/** A west-south corner with a size, degrees. */
export interface Box {
  west: number;
  south: number;
  width: number;
  height: number;
}

// Every name is invented; the codes have the shape of real ones.
const CITY = { code: '5114', name: '示范市' };
const COUNTY = { code: '511421', name: '示范县' };
const SUBDISTRICTS: readonly {
  name: string;
  communities: readonly { name: string; compounds: readonly string[] }[];
}[] = [
  {
    name: '安和街道',
    communities: [
      { name: '春晖社区', compounds: ['安居小区', '和顺苑'] },
      { name: '书香社区', compounds: ['书香里', '翠竹园'] },
    ],
  },
  {
    name: '清源街道',
    communities: [
      { name: '桃源社区', compounds: ['桃源里', '锦绣苑'] },
      { name: '枫林社区', compounds: ['枫林苑', '云锦里'] },
    ],
  },
  {
    name: '临江街道',
    communities: [
      { name: '望江社区', compounds: ['望江苑', '清河家园'] },
      { name: '朝阳社区', compounds: ['朝阳里', '明月苑'] },
    ],
  },
];
const NUMERALS = ['一', '二', '三', '四', '五', '六'];
/** Micro-grids of the n-th compound, repeating: 40 over the 12 compounds. */
const MICRO_GRIDS = [4, 3, 3];

const ORIGIN = { west: 104.1, south: 30.0 };
const COMPOUND = { width: 0.004, height: 0.003 };
const GAP = 0.001;

export function boxPolygon({ west, south, width, height }: Box): Polygon {
  const [east, north] = [west + width, south + height];
  const ring: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Polygon', coordinates: [ring.map(([x, y]) => [round(x), round(y)])] };
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

function serial(index: number, digits: number): string {
  return String(index + 1).padStart(digits, '0');
}

function grid(code: string, name: string, households: number | null, box: Box): DemoGrid {
  const level = gridLevel(code);
  if (level === null) throw new Error(`${code} is no grid code`);
  return { code, level, name, parentCode: parentCode(code), households, boundary: boxPolygon(box) };
}

/** Splits a micro-grid's households into neighbour units of 10 to 20. */
export function neighbourSizes(households: number): number[] {
  const units = Math.ceil(households / 17);
  return Array.from({ length: units }, (_, index) => Math.floor((households + index) / units));
}

/**
 * The demo community as grids, parents first: 1 city, 1 county, 3 sub-districts, 6 communities, 12 compounds, 40
 * micro-grids of 50 to 80 households, their neighbour units.
 */
export function demoGrids(): DemoGrid[] {
  const grids: DemoGrid[] = [];
  const communityWidth = 2 * (COMPOUND.width + GAP);
  const rowHeight = COMPOUND.height + GAP;
  const all: Box = { ...ORIGIN, width: 2 * communityWidth, height: SUBDISTRICTS.length * rowHeight };
  grids.push(grid(CITY.code, CITY.name, null, all), grid(COUNTY.code, COUNTY.name, null, all));
  let compoundCount = 0;
  let microCount = 0;
  for (const [s, subdistrict] of SUBDISTRICTS.entries()) {
    const subdistrictCode = `${COUNTY.code}${serial(s, 3)}`;
    const south = ORIGIN.south + s * rowHeight;
    const row: Box = { west: ORIGIN.west, south, width: 2 * communityWidth, height: rowHeight };
    grids.push(grid(subdistrictCode, subdistrict.name, null, row));
    for (const [c, community] of subdistrict.communities.entries()) {
      const communityCode = `${subdistrictCode}${serial(c, 3)}`;
      const west = ORIGIN.west + c * communityWidth;
      grids.push(
        grid(communityCode, community.name, null, { west, south, width: communityWidth, height: rowHeight }),
      );
      for (const [k, name] of community.compounds.entries()) {
        const box: Box = { west: west + k * (COMPOUND.width + GAP), south, ...COMPOUND };
        const microGrids = MICRO_GRIDS[compoundCount % MICRO_GRIDS.length] ?? 3;
        const compound = compoundGrids(`${communityCode}${serial(k, 3)}`, name, box, microGrids, microCount);
        grids.push(...compound);
        compoundCount += 1;
        microCount += microGrids;
      }
    }
  }
  return grids;
}

function compoundGrids(code: string, name: string, box: Box, microGrids: number, before: number): DemoGrid[] {
  const sizes = Array.from({ length: microGrids }, (_, index) => 50 + (((before + index) * 7) % 31));
  const below = sizes.flatMap((households, index) => {
    const width = box.width / microGrids;
    const strip: Box = { ...box, west: box.west + index * width, width };
    const microCode = `${code}${serial(index, 2)}`;
    const microName = `${name}${NUMERALS[index] ?? index + 1}号微网格`;
    const units = neighbourSizes(households);
    return [
      grid(microCode, microName, households, strip),
      ...units.map((size, unit) => {
        const height = strip.height / units.length;
        const part: Box = { ...strip, south: strip.south + unit * height, height };
        return grid(
          `${microCode}${serial(unit, 2)}`,
          `${microName}第${NUMERALS[unit] ?? unit + 1}邻`,
          size,
          part,
        );
      }),
    ];
  });
  const households = sizes.reduce((sum, size) => sum + size, 0);
  return [grid(code, name, households, box), ...below];
}
