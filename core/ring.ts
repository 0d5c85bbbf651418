import type { Position, Ring } from './polygon.ts';

export const lon = (position: Position) => position[0] ?? Number.NaN;
export const lat = (position: Position) => position[1] ?? Number.NaN;
export const same = (a: Position, b: Position) => lon(a) === lon(b) && lat(a) === lat(b);

/** Twice the signed area of a ring in square degrees. */
export function shoelace(ring: Ring): number {
  let sum = 0;
  let before = ring.at(-1) ?? [];
  for (const here of ring) {
    sum += lon(before) * lat(here) - lon(here) * lat(before);
    before = here;
  }
  return sum;
}

/** Which side of a to b a point lies on: above 0 left, below 0 right. */
const turn = (a: Position, b: Position, c: Position) =>
  (lon(b) - lon(a)) * (lat(c) - lat(a)) - (lat(b) - lat(a)) * (lon(c) - lon(a));

/** Edges as columns of numbers, in the order of their western ends: a hostile ring asks about each pair of 20,000. */
interface Edges {
  count: number;
  /** Place of each in the ring. */
  index: Int32Array;
  ax: Float64Array;
  ay: Float64Array;
  bx: Float64Array;
  by: Float64Array;
}

function edgesOf(corners: Ring): Edges {
  const count = Math.max(0, corners.length - 1);
  const west = (at: number) => Math.min(lon(corners[at] ?? []), lon(corners[at + 1] ?? []));
  const index = Int32Array.from({ length: count }, (_, at) => at).sort(
    (one, other) => west(one) - west(other),
  );
  const column = (axis: (position: Position) => number, end: number) =>
    Float64Array.from(index, (at) => axis(corners[at + end] ?? []));
  return {
    ...{ count, index, ax: column(lon, 0), ay: column(lat, 0) },
    ...{ bx: column(lon, 1), by: column(lat, 1) },
  };
}

/** Whether a point of the line through an edge lies between its ends. */
function spans(ax: number, ay: number, bx: number, by: number, x: number, y: number): boolean {
  return Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by);
}

/** A position near the first place where a closed ring meets itself other than at neighbouring corners. */
export function selfCrossing(ring: Ring): Position | null {
  const corners = ring.filter((position, at) => at === 0 || !same(position, ring[at - 1] ?? []));
  const { count, index, ax: AX, ay: AY, bx: BX, by: BY } = edgesOf(corners);
  for (let one = 0; one < count; one += 1) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = [AX[one], AY[one], BX[one], BY[one]];
    const [east, south, north] = [Math.max(ax, bx), Math.min(ay, by), Math.max(ay, by)];
    const at = index[one] ?? 0;
    for (let other = one + 1; other < count; other += 1) {
      const cx = AX[other] ?? 0;
      const dx = BX[other] ?? 0;
      if (cx > east && dx > east) break;
      const cy = AY[other] ?? 0;
      const dy = BY[other] ?? 0;
      if ((cy > north && dy > north) || (cy < south && dy < south)) continue;
      // which side of the one the ends of the other lie on
      const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
      const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
      if ((c > 0 && d > 0) || (c < 0 && d < 0)) continue;
      const place = index[other] ?? 0;
      const apart = Math.abs(place - at);
      const first = Math.min(place, at);
      if (apart === 1 || apart === count - 1) {
        // they share a corner; more than that is a spike back over itself
        const shared = apart === 1 ? first + 1 : 0;
        const [u = [], v = []] = [
          corners[apart === 1 ? first : 1],
          corners[apart === 1 ? first + 2 : count - 1],
        ];
        const corner = corners[shared] ?? [];
        if (isSpike(corner, u, v)) return corner;
        continue;
      }
      const a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
      const b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
      const cross = c !== 0 && d !== 0 && a !== 0 && b !== 0 && a > 0 !== b > 0;
      const touch =
        (c === 0 && spans(ax, ay, bx, by, cx, cy)) ||
        (d === 0 && spans(ax, ay, bx, by, dx, dy)) ||
        (a === 0 && spans(cx, cy, dx, dy, ax, ay)) ||
        (b === 0 && spans(cx, cy, dx, dy, bx, by));
      if (cross || touch) return corners[Math.max(place, at)] ?? null;
    }
  }
  return null;
}

/** Whether the ways from a corner to its two neighbours run over each other. */
function isSpike(corner: Position, u: Position, v: Position): boolean {
  return (
    turn(corner, u, v) === 0 &&
    (lon(u) - lon(corner)) * (lon(v) - lon(corner)) + (lat(u) - lat(corner)) * (lat(v) - lat(corner)) > 0
  );
}
