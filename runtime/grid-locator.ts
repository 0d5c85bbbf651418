import type { Logger } from 'pino';
import RBush, { type BBox } from 'rbush';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { GeoPoint } from '../core/geo.ts';
import { GRID_LEVELS, type GridLevel } from '../core/grid.ts';
import { type Boundary, boxOf, contains, lowestGrid } from '../core/polygon.ts';
import type { Db } from './postgres.ts';

const Position = Type.Array(Type.Number(), { minItems: 2 });
const Rings = Type.Array(Type.Array(Position, { minItems: 3 }), { minItems: 1 });
const BoundarySchema = Compile(
  Type.Union([
    Type.Object({ type: Type.Literal('Polygon'), coordinates: Rings }),
    Type.Object({ type: Type.Literal('MultiPolygon'), coordinates: Type.Array(Rings, { minItems: 1 }) }),
  ]),
);
const Row = Compile(Type.Object({ code: Type.String(), boundary: Type.Unknown() }));

/** A GeoJSON Polygon or MultiPolygon; null for anything else. */
export function boundaryOf(value: unknown): Boundary | null {
  return BoundarySchema.Check(value) ? value : null;
}

interface Drawn extends BBox {
  code: string;
  boundary: Boundary;
}

/** Boundaries in an R-tree. */
export interface GridIndex {
  /** Code of the one grid that a point (WGS-84) belongs to, see `lowestGrid`; null where nothing is drawn. */
  at(point: GeoPoint): string | null;
  size: number;
}

export function createGridIndex(grids: Iterable<readonly [code: string, boundary: Boundary]>): GridIndex {
  const tree = new RBush<Drawn>();
  const drawn: Drawn[] = [];
  for (const [code, boundary] of grids) {
    const box = boxOf(boundary);
    if (box !== null) drawn.push({ ...box, code, boundary });
  }
  tree.load(drawn);
  return {
    size: drawn.length,
    at(point) {
      const { longitude, latitude } = point;
      const near = tree.search({ minX: longitude, maxX: longitude, minY: latitude, maxY: latitude });
      return lowestGrid(near.filter(({ boundary }) => contains(boundary, point)).map(({ code }) => code));
    },
  };
}

export interface LocateOptions {
  /** By the boundaries of that moment; now without it. */
  at?: Date | null | undefined;
  /** The grid of this level instead of the deepest one; null where the deepest lies above it. */
  level?: GridLevel | null | undefined;
}

export interface GridLocator {
  /** Code of the grid at a point (WGS-84); null where no grid is drawn. */
  gridAt(point: GeoPoint, options?: LocateOptions): Promise<string | null>;
}

/** The boundaries between two changes of any of them: they all hold from `fromMs` until before `toMs`. */
interface Epoch {
  fromMs: number;
  toMs: number;
  index: GridIndex;
}

/** Trees kept at once: now, and a few moments of the past that are asked about. */
const KEPT_EPOCHS = 6;

const BOUNDARIES = `
  SELECT b.grid_code AS code, b.boundary FROM grid_boundary b JOIN grid g ON g.code = b.grid_code
  WHERE b.valid_from <= $1 AND b.valid_to > $1
    AND COALESCE(g.valid_from, '-infinity') <= $1 AND COALESCE(g.valid_to, 'infinity') > $1`;

/** The changes around a moment, ms; null: none on that side. */
const CHANGES = `
  SELECT (extract(epoch FROM max(t) FILTER (WHERE t <= $1)) * 1000)::float8 AS "from",
         (extract(epoch FROM min(t) FILTER (WHERE t > $1)) * 1000)::float8 AS "to"
  FROM (SELECT valid_from AS t FROM grid_boundary UNION SELECT valid_to FROM grid_boundary
        UNION SELECT valid_from FROM grid UNION SELECT valid_to FROM grid) change
  WHERE t > '-infinity' AND t < 'infinity'`;

const MaybeMs = Type.Union([Type.Number(), Type.Null()]);
const ChangesRow = Compile(Type.Object({ from: MaybeMs, to: MaybeMs }));

interface Queryable {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}

/** The grids as they were drawn at a moment. Rows that are no polygon are told to the log and passed over. */
export async function drawnAt(
  client: Queryable,
  at: Date,
  log: Logger | null = null,
): Promise<[code: string, boundary: Boundary][]> {
  const { rows } = await client.query(BOUNDARIES, [at]);
  const grids: [string, Boundary][] = [];
  for (const row of rows) {
    if (!Row.Check(row)) continue;
    const boundary = boundaryOf(row.boundary);
    if (boundary === null) log?.warn({ code: row.code }, 'a grid has a boundary that is no GeoJSON polygon');
    else grids.push([row.code, boundary]);
  }
  return grids;
}

/**
 * The boundaries of the grids in memory, a tree for each stretch of time in which none of them changes; read when first
 * asked for and again after a change (`NOTIFY grid_changed`). Its LISTEN ends with `db`.
 */
export function createGridLocator(db: Pick<Db, 'listen'> & { pool: Queryable }, log: Logger): GridLocator {
  /** Newest use last. */
  let epochs: Epoch[] = [];
  /** One at a time: what many ask about at once after a change is mostly one and the same stretch of time. */
  let reading: Promise<unknown> | null = null;
  let generation = 0;
  let listening: Promise<unknown> | null = null;

  function forget(): void {
    generation += 1;
    epochs = [];
    reading = null;
  }

  async function read(at: Date): Promise<Epoch> {
    const begun = generation;
    const grids = await drawnAt(db.pool, at, log);
    const { rows } = await db.pool.query(CHANGES, [at]);
    const [row] = rows;
    const { from, to } = ChangesRow.Check(row) ? row : { from: null, to: null };
    const epoch = { fromMs: from ?? -Infinity, toMs: to ?? Infinity, index: createGridIndex(grids) };
    // what changed meanwhile is answered once and not kept
    if (begun === generation) epochs = [...epochs, epoch].slice(-KEPT_EPOCHS);
    return epoch;
  }

  async function epochAt(at: Date): Promise<GridIndex> {
    // first the ear, then the look: a change in between is heard
    listening ??= db.listen('grid_changed', forget, forget);
    try {
      await listening;
    } catch (error) {
      listening = null;
      throw error;
    }
    const ms = at.getTime();
    for (;;) {
      const known = epochs.find(({ fromMs, toMs }) => fromMs <= ms && ms < toMs);
      if (known !== undefined) {
        if (known !== epochs.at(-1)) epochs = [...epochs.filter((epoch) => epoch !== known), known];
        return known.index;
      }
      if (reading === null) {
        const asked = read(at);
        reading = asked;
        try {
          return (await asked).index;
        } finally {
          if (reading === asked) reading = null;
        }
      }
      // a failure is everybody's who waits: a database that is away is not asked once more for each of them
      await reading;
    }
  }

  return {
    async gridAt(point, { at, level } = {}) {
      const code = (await epochAt(at ?? new Date())).at(point);
      if (code === null || level === null || level === undefined) return code;
      const { digits } = GRID_LEVELS[level];
      return code.length < digits ? null : code.slice(0, digits);
    },
  };
}
