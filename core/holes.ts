import { EDGE_DEGREES, edgeDistance2, type Position, type Ring, type Side, sideOfRing } from './polygon.ts';
import { lat, lon, same } from './ring.ts';

/** A hole that does not lie in its outer ring (`other` null), or that meets an earlier hole. */
export interface MisplacedHole {
  /** Index among the holes. */
  hole: number;
  /** The earlier hole that it crosses, holds or lies in; null: the outer ring. */
  other: number | null;
  at: Position;
}

/** A place of a ring on an edge of another one, or nearer to it than EDGE_DEGREES. */
interface Touch {
  /** Number of the ring's edge plus the share of it that lies before; whole at its corners. */
  along: number;
  /** Number of the other ring's edge. */
  edge: number;
}

/** The corners of a ring, none repeated; edge n goes from corner n to the next one, the last back to the first. */
interface Line {
  ring: Ring;
  corners: readonly Position[];
}

/** Touches for each corner, of the most that a drawing by hand comes to; more are lines wound over each other. */
const TOUCHES_PER_CORNER = 16;
/** Edges looked at for the side on which pieces lie: a second or so, what a hole of 10,000 corners on 10,000 edges takes. */
const MAX_LOOKS = 100_000_000;

const lineOf = (ring: Ring): Line => {
  const corners = ring.filter((position, at) => at === 0 || !same(position, ring[at - 1] ?? []));
  return { ring, corners: corners.slice(0, -1) };
};

/** The edges of all rings as columns of numbers, in the order of their western ends. */
function edgesOf(lines: readonly Line[]) {
  const all = lines.flatMap(({ corners }, line) =>
    corners.map((a, edge) => {
      const b = corners[(edge + 1) % corners.length] ?? [];
      return { line, edge, west: Math.min(lon(a), lon(b)), ax: lon(a), ay: lat(a), bx: lon(b), by: lat(b) };
    }),
  );
  all.sort((one, other) => one.west - other.west);
  return {
    count: all.length,
    line: Int32Array.from(all, (one) => one.line),
    edge: Int32Array.from(all, (one) => one.edge),
    ax: Float64Array.from(all, (one) => one.ax),
    ay: Float64Array.from(all, (one) => one.ay),
    bx: Float64Array.from(all, (one) => one.bx),
    by: Float64Array.from(all, (one) => one.by),
  };
}

/** What is known of each two rings; the outer ring is number 0, hole n is n + 1. */
class Meetings {
  /** By its number, whether a fault of a ring is known: what else is wrong with it nobody asks. */
  readonly blamed: Uint8Array;
  readonly found: MisplacedHole[] = [];
  readonly #touches = new Map<number, Touch[]>();
  readonly #lines: number;
  #left: number;

  constructor(lines: number, corners: number) {
    this.blamed = new Uint8Array(lines);
    this.#lines = lines;
    this.#left = corners * TOUCHES_PER_CORNER;
  }

  blame(one: number, other: number, at: Position): void {
    const [low, high] = one < other ? [one, other] : [other, one];
    if (this.blamed[high] === 1) return;
    this.blamed[high] = 1;
    this.found.push({ hole: high - 1, other: low === 0 ? null : low - 1, at });
  }

  touch(line: number, other: number, touch: Touch, at: Position): void {
    if (this.#left === 0) {
      this.blame(line, other, at);
      return;
    }
    this.#left -= 1;
    const key = line * this.#lines + other;
    const known = this.#touches.get(key);
    if (known === undefined) this.#touches.set(key, [touch]);
    else known.push(touch);
  }

  of(line: number, other: number): readonly Touch[] {
    return this.#touches.get(line * this.#lines + other) ?? [];
  }
}

/** Share of an edge before the foot of a point on it, 0 to 1. */
function shareOf(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  return Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
}

/** Looks at every two edges of different rings: where they cross, and where one has its end on the other. */
function meetingsOf(lines: readonly Line[]): Meetings {
  const { count, line: LINE, edge: EDGE, ax: AX, ay: AY, bx: BX, by: BY } = edgesOf(lines);
  const meetings = new Meetings(lines.length, count);
  const reach = EDGE_DEGREES * EDGE_DEGREES;
  const { blamed } = meetings;
  const corners = (line: number) => lines[line]?.corners.length ?? 1;
  for (let one = 0; one < count; one += 1) {
    const [line = 0, ax = 0, ay = 0, bx = 0, by = 0] = [LINE[one], AX[one], AY[one], BX[one], BY[one]];
    const east = Math.max(ax, bx) + EDGE_DEGREES;
    const [south, north] = [Math.min(ay, by) - EDGE_DEGREES, Math.max(ay, by) + EDGE_DEGREES];
    const [dx, dy] = [bx - ax, by - ay];
    const width = Math.hypot(dx, dy) * EDGE_DEGREES;
    for (let two = one + 1; two < count; two += 1) {
      const px = AX[two] ?? 0;
      const qx = BX[two] ?? 0;
      if (px > east && qx > east) break;
      const py = AY[two] ?? 0;
      const qy = BY[two] ?? 0;
      if ((py > north && qy > north) || (py < south && qy < south)) continue;
      const other = LINE[two] ?? 0;
      if (other === line || blamed[Math.max(line, other)] === 1) continue;
      // which side of the one the ends of the other lie on
      const p = dx * (py - ay) - dy * (px - ax);
      const q = dx * (qy - ay) - dy * (qx - ax);
      if ((p > width && q > width) || (p < -width && q < -width)) continue;
      const [a, b] = [
        [ax, ay],
        [bx, by],
      ];
      const [c, d] = [
        [px, py],
        [qx, qy],
      ];
      const [edge = 0, facing = 0] = [EDGE[one], EDGE[two]];
      let touched = false;
      const tell = (on: number, to: number, along: number, onEdge: number, at: Position) => {
        touched = true;
        meetings.touch(on, to, { along: along % corners(on), edge: onEdge }, at);
      };
      for (const [end, corner] of [
        [0, a],
        [1, b],
      ] as const) {
        if (edgeDistance2(lon(corner), lat(corner), c, d) > reach) continue;
        tell(line, other, edge + end, facing, corner);
        tell(other, line, facing + shareOf(lon(corner), lat(corner), px, py, qx, qy), edge, corner);
      }
      for (const [end, corner] of [
        [0, c],
        [1, d],
      ] as const) {
        if (edgeDistance2(lon(corner), lat(corner), a, b) > reach) continue;
        tell(other, line, facing + end, edge, corner);
        tell(line, other, edge + shareOf(lon(corner), lat(corner), ax, ay, bx, by), facing, corner);
      }
      if (touched || p > 0 === q > 0) continue;
      const from = (qx - px) * (ay - py) - (qy - py) * (ax - px);
      const to = (qx - px) * (by - py) - (qy - py) * (bx - px);
      if (from > 0 === to > 0) continue;
      const share = from / (from - to);
      meetings.blame(line, other, [ax + share * dx, ay + share * dy]);
    }
  }
  return meetings;
}

/** Point of a line at a place along it. */
function pointAt({ corners }: Line, along: number): Position {
  const edge = Math.floor(along) % corners.length;
  const [a = [], b = []] = [corners[edge], corners[(edge + 1) % corners.length]];
  const share = along - Math.floor(along);
  return [lon(a) + share * (lon(b) - lon(a)), lat(a) + share * (lat(b) - lat(a))];
}

/** Points of one ring, one for each piece between the places where it touches another; null: a piece along its edge. */
function* piecesOf(line: Line, touches: readonly Touch[]): Generator<Position | null> {
  const size = line.corners.length;
  const stops = [...Map.groupBy(touches, ({ along }) => along)]
    .map(([along, all]) => ({ along, edges: new Set(all.map(({ edge }) => edge)) }))
    .toSorted((a, b) => a.along - b.along);
  if (stops.length === 0) yield line.corners[0] ?? [];
  for (const [index, { along, edges }] of stops.entries()) {
    const next = stops[(index + 1) % stops.length] ?? { along, edges };
    const end = next.along > along ? next.along : next.along + size;
    const corner = Math.floor(along) + 1;
    if (corner < end) yield line.corners[corner % size] ?? [];
    else yield [...edges].every((one) => !next.edges.has(one)) ? pointAt(line, (along + end) / 2) : null;
  }
}

interface Box {
  west: number;
  east: number;
  south: number;
  north: number;
}

function boxOf({ corners }: Line): Box {
  const box = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  for (const corner of corners) {
    box.west = Math.min(box.west, lon(corner));
    box.east = Math.max(box.east, lon(corner));
    box.south = Math.min(box.south, lat(corner));
    box.north = Math.max(box.north, lat(corner));
  }
  return box;
}

const apart = (a: Box, b: Box) =>
  a.west > b.east || b.west > a.east || a.south > b.north || b.south > a.north;

/**
 * The holes of a polygon that reach out of its outer ring, or that cross, hold or lie in an earlier hole: at most one
 * fault for each. Rings may touch, also along an edge. Each ring by itself is closed and does not cross itself.
 */
export function misplacedHoles(outer: Ring, holes: readonly Ring[]): MisplacedHole[] {
  if (holes.length === 0) return [];
  const lines = [outer, ...holes].map(lineOf);
  const boxes = lines.map(boxOf);
  const meetings = meetingsOf(lines);
  let looks = MAX_LOOKS;
  /** Blames the two for the first piece of one that lies on that side of the other; whether all lie along its edge. */
  const look = (one: number, other: number, wrong: Side): boolean => {
    const [line, about] = [lines[one], lines[other]];
    if (line === undefined || about === undefined) return false;
    let along = true;
    for (const piece of piecesOf(line, meetings.of(one, other))) {
      if (piece === null) continue;
      looks -= about.ring.length;
      const side = looks < 0 ? wrong : sideOfRing(about.ring, lon(piece), lat(piece));
      if (side !== 'EDGE') along = false;
      if (side !== wrong) continue;
      meetings.blame(one, other, piece);
      return false;
    }
    return along;
  };
  for (const [number, line] of lines.entries()) {
    const start = line.corners[0] ?? [];
    if (number === 0 || meetings.blamed[number] === 1) continue;
    if (look(number, 0, 'OUTSIDE')) meetings.blame(number, 0, start);
    for (let other = 1; other < number && meetings.blamed[number] === 0; other += 1) {
      const [one, two] = [boxes[number], boxes[other]];
      if (one === undefined || two === undefined || apart(one, two)) continue;
      // a ring that runs along another all the way round is the same
      if (look(number, other, 'INSIDE')) meetings.blame(number, other, start);
      else look(other, number, 'INSIDE');
    }
  }
  return meetings.found.toSorted((a, b) => a.hole - b.hole);
}
