import type { GeoPoint } from './geo.ts';

/** [longitude, latitude]; more numbers (an altitude) are passed over. */
export type Position = readonly number[];
/** A closed ring, the last position repeats the first (RFC 7946, 3.1.6); one that is left open is closed. */
export type Ring = readonly Position[];
/** The outer ring, then its holes. */
export type PolygonRings = readonly Ring[];

/** A GeoJSON geometry that has an inside. */
export type Boundary =
  | { type: 'Polygon'; coordinates: PolygonRings }
  | { type: 'MultiPolygon'; coordinates: readonly PolygonRings[] };

export interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

/**
 * Degrees, about 0.1 mm: how near to an edge counts as on it. Neighbours are drawn with other vertices on their common
 * edge; without it rounding would leave slivers that belong to nobody.
 */
export const EDGE_DEGREES = 1e-9;

const x = (position: Position) => position[0] ?? Number.NaN;
const y = (position: Position) => position[1] ?? Number.NaN;

export function polygonsOf(boundary: Boundary): readonly PolygonRings[] {
  return boundary.type === 'Polygon' ? [boundary.coordinates] : boundary.coordinates;
}

/** The box around a boundary, widened by EDGE_DEGREES; null for one without a position. */
export function boxOf(boundary: Boundary): Box | null {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const [outer = []] of polygonsOf(boundary)) {
    for (const position of outer) {
      box.minX = Math.min(box.minX, x(position) - EDGE_DEGREES);
      box.maxX = Math.max(box.maxX, x(position) + EDGE_DEGREES);
      box.minY = Math.min(box.minY, y(position) - EDGE_DEGREES);
      box.maxY = Math.max(box.maxY, y(position) + EDGE_DEGREES);
    }
  }
  return box.minX <= box.maxX && box.minY <= box.maxY ? box : null;
}

/** Squared distance in degrees from (px, py) to the edge from a to b. */
export function edgeDistance2(px: number, py: number, a: Position, b: Position): number {
  const dx = x(b) - x(a);
  const dy = y(b) - y(a);
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : ((px - x(a)) * dx + (py - y(a)) * dy) / length2;
  const t = Math.min(1, Math.max(0, along));
  return (px - x(a) - t * dx) ** 2 + (py - y(a) - t * dy) ** 2;
}

export type Side = 'INSIDE' | 'EDGE' | 'OUTSIDE';

/** Even-odd rule; an edge counts its lower end and not its upper one, so that a vertex is crossed once. */
export function sideOfRing(ring: Ring, px: number, py: number): Side {
  let inside = false;
  let before = ring.at(-1) ?? [];
  const south = py - EDGE_DEGREES;
  const north = py + EDGE_DEGREES;
  for (const here of ring) {
    const from = y(before);
    const to = y(here);
    // most edges of a long ring lie wholly north or south of the point
    if (!((from > north && to > north) || (from < south && to < south))) {
      if (edgeDistance2(px, py, before, here) <= EDGE_DEGREES * EDGE_DEGREES) return 'EDGE';
      if (to > py !== from > py) {
        const crossing = x(here) + ((py - to) / (from - to)) * (x(before) - x(here));
        if (px < crossing) inside = !inside;
      }
    }
    before = here;
  }
  return inside ? 'INSIDE' : 'OUTSIDE';
}

function covers([outer = [], ...holes]: PolygonRings, px: number, py: number): boolean {
  const side = sideOfRing(outer, px, py);
  if (side !== 'INSIDE') return side === 'EDGE';
  // the edge of a hole still belongs to what is around it (and to what lies in it)
  return holes.every((hole) => sideOfRing(hole, px, py) !== 'INSIDE');
}

/** Whether a point lies in a boundary or on its edge. Plane geometry in degrees; not for one across the 180th meridian. */
export function contains(boundary: Boundary, { longitude, latitude }: GeoPoint): boolean {
  return polygonsOf(boundary).some((rings) => covers(rings, longitude, latitude));
}

/**
 * The one grid of all that contain a point: on a shared edge the lowest code, and then as deep as the drawing goes below
 * it. The grids of one level thus never claim a point twice, and the levels agree: the answer's ancestors, where they
 * are drawn, are those that a coarser drawing would have answered.
 */
export function lowestGrid(codes: readonly string[]): string | null {
  const [first, ...rest] = codes.toSorted();
  if (first === undefined) return null;
  return rest.reduce((found, code) => (code.startsWith(found) ? code : found), first);
}
