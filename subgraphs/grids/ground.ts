import type { BoundaryFinding, DrawnGrid } from '../../core/grid-overlap.ts';
import { overlapsOf } from '../../core/grid-overlap.ts';
import { inScope, type Principal } from '../../core/permissions.ts';
import type { Boundary } from '../../core/polygon.ts';

/** Pieces below this are told by nobody when a boundary is drawn, m². */
export const PEN_M2 = 1;

function overlapOf(one: DrawnGrid, other: DrawnGrid): BoundaryFinding | null {
  return overlapsOf([one, other], PEN_M2)[0] ?? null;
}

/**
 * Drawings that take ground of grids outside the caller's, more than those before them did. Whose ground a place is decides
 * where its reports and devices go: between two grids, who is above both draws the line. What is told is how much and
 * where in the caller's own drawing, not whose it is.
 * @param around what is drawn, of the whole site @param before what the new drawings stand in place of
 */
export function groundOfOthers(
  by: Principal,
  around: Iterable<readonly [string, Boundary]>,
  drawings: readonly DrawnGrid[],
  before: Boundary | null,
): { code: string; object: string; en: string; zh: string }[] {
  if (by.grids.includes('')) return [];
  const theirs = [...around].filter(([code]) => !inScope(by, code));
  return drawings.flatMap((own) => {
    const taken = theirs.flatMap(([code, boundary]) => {
      // what lies above holds it
      const other = { code, boundary };
      const overlap = own.code.startsWith(code) ? null : overlapOf(own, other);
      if (overlap === null) return [];
      const was = before === null ? null : overlapOf({ code: own.code, boundary: before }, other);
      return overlap.areaM2 > (was?.areaM2 ?? 0) + PEN_M2 ? [overlap] : [];
    });
    const [greatest] = taken.toSorted((a, b) => b.areaM2 - a.areaM2);
    if (greatest === undefined) return [];
    const size = Math.round(greatest.areaM2).toLocaleString('en-US');
    const place = `${greatest.at.longitude.toFixed(6)}, ${greatest.at.latitude.toFixed(6)}`;
    return [
      {
        code: 'GROUND_OF_OTHERS',
        object: own.code,
        en: `${size} m² near ${place} belong to grids outside yours: who is above both draws the line`,
        zh: `${place} 附近有 ${size} 平方米属于您范围之外的网格，须由共同上级划定`,
      },
    ];
  });
}
