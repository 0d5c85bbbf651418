import * as polyclip from 'polyclip-ts';
import type { Boundary, PolygonRings } from './polygon.ts';
import { polygonsOf } from './polygon.ts';

/** Degrees, far below a millimetre. */
const ONE_PLACE = 1e-15;

/**
 * Exact comparisons are twice as fast, but where a crossing of two edges has no exact number the clipper may lose its way
 * ("Unable to complete output ring", about one ordinary drawing in five hundred): then again with places that near as one.
 */
function steadily<T>(work: () => T): T {
  try {
    return work();
  } catch {
    polyclip.setPrecision(ONE_PLACE);
    try {
      return work();
    } finally {
      polyclip.setPrecision();
    }
  }
}

/** What the clipper takes: pairs, in arrays of its own. */
function geomOf(boundary: Boundary): polyclip.Geom {
  return polygonsOf(boundary).map((rings) =>
    rings.map((ring) => ring.map(([x = 0, y = 0]): [number, number] => [x, y])),
  );
}

/** What lies in both. */
export function intersectionOf(one: Boundary, other: Boundary): PolygonRings[] {
  return steadily(() => polyclip.intersection(geomOf(one), geomOf(other)));
}

/** What lies in any of them. */
export function unionOf(all: readonly Boundary[]): PolygonRings[] {
  const [first, ...rest] = all.map(geomOf);
  return first === undefined ? [] : steadily(() => polyclip.union(first, ...rest));
}

/** What of one lies in none of the others. */
export function differenceOf(one: Boundary, others: readonly Boundary[]): PolygonRings[] {
  return steadily(() => polyclip.difference(geomOf(one), ...others.map(geomOf)));
}
