import type { GeoPoint } from './geo.ts';
import { misplacedHoles } from './holes.ts';
import type { Boundary, PolygonRings, Position, Ring } from './polygon.ts';
import { polygonsOf } from './polygon.ts';
import { overlappingPolygons } from './polygons-apart.ts';
import { lat, lon, same, selfCrossing, shoelace } from './ring.ts';

/** Stable codes of what can be wrong with a drawn boundary, and how to mend it. */
export const BOUNDARY_FAULTS = {
  NOT_A_POLYGON: {
    en: 'is no GeoJSON Polygon or MultiPolygon',
    zh: '不是 GeoJSON 的 Polygon 或 MultiPolygon',
    fix: 'Give a geometry {"type":"Polygon","coordinates":[[[longitude, latitude], …]]}.',
    fixZh: '请给出 {"type":"Polygon","coordinates":[[[经度, 纬度], …]]} 形式的几何。',
  },
  RING_TOO_SHORT: {
    en: 'has a ring of fewer than three corners',
    zh: '有一个环不足三个顶点',
    fix: 'Draw at least three different corners.',
    fixZh: '请至少绘制三个不同的顶点。',
  },
  RING_NOT_CLOSED: {
    en: 'has a ring whose last position is not its first',
    zh: '有一个环未闭合：末点与首点不同',
    fix: 'Repeat the first position at the end of the ring (RFC 7946, 3.1.6).',
    fixZh: '请在环的末尾重复首点（RFC 7946 第 3.1.6 节）。',
  },
  RING_CROSSES_ITSELF: {
    en: 'has a ring that crosses itself',
    zh: '有一个环自相交',
    fix: 'Draw the corners in their order around the area; look near the position that is named.',
    fixZh: '请按绕行次序绘制顶点；请检查所指位置附近。',
  },
  COORDINATE_ORDER: {
    en: 'gives latitude before longitude',
    zh: '坐标次序为先纬度后经度',
    fix: 'GeoJSON puts longitude first: swap the two numbers of every position.',
    fixZh: 'GeoJSON 须经度在前：请对调每个坐标的两个数。',
  },
  OFF_GLOBE: {
    en: 'has a position off the globe',
    zh: '有坐标超出地球范围',
    fix: 'Longitude lies in -180 to 180, latitude in -90 to 90, in degrees (no projected metres).',
    fixZh: '经度须在 -180 至 180、纬度须在 -90 至 90 之间，单位为度（不是投影米）。',
  },
  NO_AREA: {
    en: 'has a ring without an area',
    zh: '有一个环没有面积',
    fix: 'Remove the ring, or draw it around an area.',
    fixZh: '请删除该环，或使其围出区域。',
  },
  HOLE_OUTSIDE: {
    en: 'has a hole that does not lie in its outer ring',
    zh: '有一个内环（洞）不在外环之内',
    fix: 'Draw the hole within its outer ring, or as a polygon of its own.',
    fixZh: '请将洞画在外环之内，或作为单独的多边形。',
  },
  HOLES_OVERLAP: {
    en: 'has a hole that crosses, holds or lies in another hole',
    zh: '有一个内环（洞）与另一内环相交、重叠或嵌套',
    fix: 'Draw the two holes apart, or as one; what lies within a hole is a polygon of its own.',
    fixZh: '请将两个洞分开绘制或合并为一个；洞内的部分请作为单独的多边形。',
  },
  POLYGONS_OVERLAP: {
    en: 'has polygons that overlap',
    zh: '有两个多边形重叠',
    fix: 'Draw the two polygons apart, or as one; what lies within a polygon needs a hole there.',
    fixZh: '请将两个多边形分开绘制或合并为一个；位于另一多边形之内的，须先在其中画出洞。',
  },
  TOO_MANY_POSITIONS: {
    en: 'has more positions than are taken',
    zh: '坐标点过多',
    fix: 'Simplify the line to at most 20,000 positions.',
    fixZh: '请将边界简化到不超过 20000 个坐标点。',
  },
} as const satisfies Record<string, { en: string; zh: string; fix: string; fixZh: string }>;

export type BoundaryFaultCode = keyof typeof BOUNDARY_FAULTS;

export interface BoundaryFault {
  code: BoundaryFaultCode;
  /** JSON Pointer into the geometry. */
  path: string;
  /** The other ring or polygon, where two do not go together. */
  other?: string;
  /** Where, longitude and latitude; null when no single place is meant. */
  at: readonly [number, number] | null;
}

/** A fault as people read it, with its place. */
export function boundaryFaultText({ code, path, other, at }: BoundaryFault): { en: string; zh: string } {
  const { en, zh } = BOUNDARY_FAULTS[code];
  const place = at === null ? '' : ` near ${at[0]}, ${at[1]}`;
  const placeZh = at === null ? '' : `（${at[0]}, ${at[1]} 附近）`;
  const [rings, ringsZh] =
    other === undefined ? [path, path] : [`${path} with ${other}`, `${path} 与 ${other}`];
  return { en: `${en}${place} (${rings})`, zh: `${zh}${placeZh}（${ringsZh}）` };
}

const MAX_POSITIONS = 20_000;

function isPosition(value: unknown): value is number[] {
  return Array.isArray(value) && value.length >= 2 && value.every((one) => Number.isFinite(one));
}

function isRing(value: unknown): value is number[][] {
  return Array.isArray(value) && value.every(isPosition);
}

function isPolygon(value: unknown): value is number[][][] {
  return Array.isArray(value) && value.length > 0 && value.every(isRing);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The geometry when it is a polygon or several by its shape, whatever is drawn. */
function shapeOf(value: unknown): Boundary | null {
  if (!isRecord(value)) return null;
  const { type, coordinates } = value;
  if (type === 'Polygon' && isPolygon(coordinates)) return { type, coordinates };
  const several = Array.isArray(coordinates) && coordinates.length > 0 && coordinates.every(isPolygon);
  return type === 'MultiPolygon' && several ? { type, coordinates } : null;
}

const inChina = (x: number, y: number) => x >= 73 && x <= 136 && y >= 3 && y <= 54;

/** A position that is one of China only with its numbers swapped, or that has a latitude no latitude can have. */
function isSwapped(position: Position): boolean {
  const [x, y] = [lon(position), lat(position)];
  return inChina(y, x) && !inChina(x, y);
}

function ringFault(ring: Ring): Pick<BoundaryFault, 'code' | 'at'> | null {
  const place = (position: Position | undefined): readonly [number, number] | null =>
    position === undefined ? null : [lon(position), lat(position)];
  const swapped = ring.find(isSwapped);
  if (swapped !== undefined) return { code: 'COORDINATE_ORDER', at: place(swapped) };
  const off = ring.find((position) => Math.abs(lon(position)) > 180 || Math.abs(lat(position)) > 90);
  if (off !== undefined) return { code: 'OFF_GLOBE', at: place(off) };
  const [first = [], last = []] = [ring[0], ring.at(-1)];
  const distinct = new Set(ring.map((position) => `${lon(position)} ${lat(position)}`)).size;
  if (distinct < 3) return { code: 'RING_TOO_SHORT', at: place(ring[0]) };
  if (!same(first, last)) return { code: 'RING_NOT_CLOSED', at: place(ring.at(-1)) };
  const crossing = selfCrossing(ring);
  if (crossing !== null) return { code: 'RING_CROSSES_ITSELF', at: place(crossing) };
  return shoelace(ring) === 0 ? { code: 'NO_AREA', at: place(ring[0]) } : null;
}

function polygonFaults(rings: PolygonRings, path: string): BoundaryFault[] {
  const faults: BoundaryFault[] = [];
  for (const [index, ring] of rings.entries()) {
    const fault = ringFault(ring);
    if (fault !== null) faults.push({ ...fault, path: `${path}/${index}` });
  }
  const [outer = [], ...holes] = rings;
  if (faults.length > 0) return faults;
  return misplacedHoles(outer, holes).map(({ hole, other, at }) => ({
    ...{ code: other === null ? 'HOLE_OUTSIDE' : 'HOLES_OVERLAP', path: `${path}/${hole + 1}` },
    ...{ other: `${path}/${(other ?? -1) + 1}`, at: [lon(at), lat(at)] },
  }));
}

export type CheckedBoundary =
  | { boundary: Boundary; faults: [] }
  | { boundary: null; faults: BoundaryFault[] };

/** A boundary that people drew: sound, or everything that is wrong with it, ring by ring. */
export function checkBoundary(value: unknown): CheckedBoundary {
  const boundary = shapeOf(value);
  if (boundary === null) return { boundary, faults: [{ code: 'NOT_A_POLYGON', path: '', at: null }] };
  const polygons = polygonsOf(boundary);
  const positions = polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
  if (positions > MAX_POSITIONS) {
    return { boundary: null, faults: [{ code: 'TOO_MANY_POSITIONS', path: '/coordinates', at: null }] };
  }
  const faults = polygons.flatMap((rings, index) =>
    polygonFaults(rings, boundary.type === 'Polygon' ? '/coordinates' : `/coordinates/${index}`),
  );
  if (faults.length > 0) return { boundary: null, faults };
  const overlaps = overlappingPolygons(polygons).map(
    ({ polygon, other, at }): BoundaryFault => ({
      ...{ code: 'POLYGONS_OVERLAP', path: `/coordinates/${polygon}`, other: `/coordinates/${other}` },
      at: [lon(at), lat(at)],
    }),
  );
  return overlaps.length === 0 ? { boundary, faults: [] } : { boundary: null, faults: overlaps };
}

/** The boundary with every position put through `move`; other numbers of a position are dropped. */
export function mapBoundary(boundary: Boundary, move: (point: GeoPoint) => GeoPoint): Boundary {
  const rings = (all: PolygonRings) =>
    all.map((ring) =>
      ring.map((position) => {
        const { longitude, latitude } = move({ longitude: lon(position), latitude: lat(position) });
        return [longitude, latitude];
      }),
    );
  return boundary.type === 'Polygon'
    ? { type: 'Polygon', coordinates: rings(boundary.coordinates) }
    : { type: 'MultiPolygon', coordinates: boundary.coordinates.map(rings) };
}

const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Square metres on the sphere (Chamberlain and Duquette); good to a part in a hundred, like the sphere itself. */
function ringAreaM2(ring: Ring): number {
  let sum = 0;
  let before = ring.at(-1) ?? [];
  for (const here of ring) {
    sum +=
      (lon(here) - lon(before)) *
      RADIANS *
      (2 + Math.sin(lat(before) * RADIANS) + Math.sin(lat(here) * RADIANS));
    before = here;
  }
  return Math.abs((sum * EARTH_RADIUS_M * EARTH_RADIUS_M) / 2);
}

export function polygonAreaM2([outer = [], ...holes]: PolygonRings): number {
  return ringAreaM2(outer) - holes.reduce((sum, hole) => sum + ringAreaM2(hole), 0);
}

/** Square metres of a boundary, holes left out. */
export function areaM2(boundary: Boundary): number {
  return polygonsOf(boundary).reduce((sum, rings) => sum + polygonAreaM2(rings), 0);
}
