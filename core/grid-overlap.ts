import RBush, { type BBox } from 'rbush';
import { differenceOf, intersectionOf } from './clip.ts';
import type { GeoPoint } from './geo.ts';
import { polygonAreaM2 } from './grid-boundary.ts';
import { type Boundary, boxOf, type PolygonRings } from './polygon.ts';

/** What a look at the drawn boundaries of neighbours finds. */
export const BOUNDARY_FINDINGS = {
  OVERLAP: { zh: '重叠', en: 'Two grids of one level overlap' },
  GAP: { zh: '空隙', en: 'A part of the parent lies in none of its children' },
  OUTSIDE_PARENT: { zh: '超出上级', en: 'A grid reaches beyond its parent' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type BoundaryFindingKind = keyof typeof BOUNDARY_FINDINGS;

export interface BoundaryFinding {
  kind: BoundaryFindingKind;
  /** OVERLAP: both, in order; GAP: the parent; OUTSIDE_PARENT: the child, then the parent. */
  codes: readonly string[];
  areaM2: number;
  /** A corner of the greatest piece, WGS-84: where to look. */
  at: GeoPoint;
}

export interface DrawnGrid {
  code: string;
  boundary: Boundary;
}

/** The pieces as one finding; null when they come to less than `minAreaM2`. */
function found(
  kind: BoundaryFindingKind,
  codes: readonly string[],
  pieces: readonly PolygonRings[],
  minAreaM2: number,
): BoundaryFinding | null {
  const sized = pieces
    .map((rings) => ({ rings, areaM2: polygonAreaM2(rings) }))
    .toSorted((a, b) => b.areaM2 - a.areaM2);
  const areaM2 = sized.reduce((sum, piece) => sum + piece.areaM2, 0);
  const [longitude = 0, latitude = 0] = sized[0]?.rings[0]?.[0] ?? [];
  return areaM2 < minAreaM2 ? null : { kind, codes, areaM2, at: { longitude, latitude } };
}

/** Overlaps between grids of one level, pair by pair over an R-tree. */
export function overlapsOf(grids: readonly DrawnGrid[], minAreaM2: number): BoundaryFinding[] {
  const tree = new RBush<BBox & { grid: DrawnGrid }>();
  const boxed = grids.flatMap((grid) => {
    const box = boxOf(grid.boundary);
    return box === null ? [] : [{ ...box, grid }];
  });
  tree.load(boxed);
  const findings: BoundaryFinding[] = [];
  for (const one of boxed) {
    for (const other of tree.search(one)) {
      if (other.grid.code <= one.grid.code) continue;
      const pieces = intersectionOf(one.grid.boundary, other.grid.boundary);
      const finding = found('OVERLAP', [one.grid.code, other.grid.code], pieces, minAreaM2);
      if (finding !== null) findings.push(finding);
    }
  }
  return findings.toSorted((a, b) => (a.codes.join() < b.codes.join() ? -1 : 1));
}

/**
 * Everything that does not fit between a grid and its drawn children: overlaps of the children, what they leave of the
 * parent, what of them lies beyond it. Pieces that come to less than `minAreaM2` are the drawing's own width.
 */
export function boundaryFindings(
  parent: DrawnGrid | null,
  children: readonly DrawnGrid[],
  minAreaM2: number,
): BoundaryFinding[] {
  const findings = overlapsOf(children, minAreaM2);
  if (parent === null || children.length === 0) return findings;
  const whole = parent.boundary;
  const left = differenceOf(
    whole,
    children.map(({ boundary }) => boundary),
  );
  const gap = found('GAP', [parent.code], left, minAreaM2);
  const beyond = children.map(({ code, boundary }) =>
    found('OUTSIDE_PARENT', [code, parent.code], differenceOf(boundary, [whole]), minAreaM2),
  );
  return [...findings, gap, ...beyond].filter((finding) => finding !== null);
}

/** Findings in words. */
export function findingText({ kind, codes, areaM2, at }: BoundaryFinding): { en: string; zh: string } {
  const size = Math.round(areaM2).toLocaleString('en-US');
  const [one = '', other = ''] = codes;
  const place = `${at.longitude.toFixed(6)}, ${at.latitude.toFixed(6)}`;
  const words = {
    OVERLAP: {
      en: `grids ${one} and ${other} overlap by ${size} m² near ${place}`,
      zh: `网格 ${one} 与 ${other} 重叠 ${size} 平方米（${place} 附近）`,
    },
    GAP: {
      en: `${size} m² of grid ${one} lie in none of its children, near ${place}`,
      zh: `网格 ${one} 有 ${size} 平方米不属于任何下级（${place} 附近）`,
    },
    OUTSIDE_PARENT: {
      en: `${size} m² of grid ${one} lie beyond its parent ${other}, near ${place}`,
      zh: `网格 ${one} 有 ${size} 平方米超出上级 ${other}（${place} 附近）`,
    },
  } as const;
  return words[kind];
}
