import { misplacedHoles } from './holes.ts';
import type { PolygonRings, Position, Ring } from './polygon.ts';
import { lat, lon, same } from './ring.ts';

/** Two polygons of one boundary that have an area in common. */
export interface OverlappingPolygon {
  polygon: number;
  /** The earlier one. */
  other: number;
  at: Position;
}

/** Around everything that is on the globe, touched by nothing. */
const AROUND_ALL: Ring = [
  [-400, -200],
  [400, -200],
  [400, 200],
  [-400, 200],
  [-400, -200],
];
/** Corners looked at for polygons that lie in holes of others; a drawing that needs more is wound over itself. */
const MAX_CORNERS = 20_000_000;

const within = (ring: Ring, hole: Ring) => misplacedHoles(hole, [ring]).length === 0;
const fills = (ring: Ring, hole: Ring) => {
  const has = (some: Ring, position: Position) => some.some((one) => same(one, position));
  return ring.every((one) => has(hole, one)) && hole.every((one) => has(ring, one));
};

/** Whether one lies in a hole of the other, as an island in a lake. */
function isIsland([one = [], ...oneHoles]: PolygonRings, [two = [], ...twoHoles]: PolygonRings): boolean {
  const liesIn = (ring: Ring) => (hole: Ring) => within(ring, hole) || fills(ring, hole);
  return oneHoles.some(liesIn(two)) || twoHoles.some(liesIn(one));
}

function apart([one = []]: PolygonRings, [two = []]: PolygonRings): boolean {
  const range = (ring: Ring, of: (position: Position) => number) => {
    const all = ring.map(of);
    return [
      all.reduce((least, each) => Math.min(least, each)),
      all.reduce((most, each) => Math.max(most, each)),
    ];
  };
  return [lon, lat].some((of) => {
    const [[from = 0, to = 0], [otherFrom = 0, otherTo = 0]] = [range(one, of), range(two, of)];
    return from > otherTo || otherFrom > to;
  });
}

/**
 * Polygons of one boundary that cross, hold or lie in an earlier one: at most one fault for each. They may touch, and one may
 * lie in a hole of another. Each by itself is sound.
 */
export function overlappingPolygons(polygons: readonly PolygonRings[]): OverlappingPolygon[] {
  if (polygons.length < 2) return [];
  const outers = polygons.map(([outer = []]) => outer);
  let left = MAX_CORNERS;
  /** Where two overlap; null: they do not. */
  const meet = (first: number, second: number, at?: Position): Position | null => {
    const [one, two] = [polygons[first], polygons[second]];
    if (one === undefined || two === undefined) return null;
    left -= one.flat().length + two.flat().length;
    if (left < 0) return at ?? two[0]?.[0] ?? null;
    if (at === undefined && apart(one, two)) return null;
    const place = at ?? misplacedHoles(AROUND_ALL, [one[0] ?? [], two[0] ?? []])[0]?.at;
    return place === undefined || isIsland(one, two) ? null : place;
  };
  return misplacedHoles(AROUND_ALL, outers).flatMap(({ hole: polygon, other: first, at }) => {
    if (first === null) return [];
    const place = meet(first, polygon, at);
    if (place !== null) return [{ polygon, other: first, at: place }];
    // an island: what else it meets was not looked at any more
    for (let other = 0; other < polygon; other += 1) {
      const met = other === first ? null : meet(other, polygon);
      if (met !== null) return [{ polygon, other, at: met }];
    }
    return [];
  });
}
