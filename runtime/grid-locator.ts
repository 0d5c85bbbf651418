import type { Logger } from 'pino';
import RBush, { type BBox } from 'rbush';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { GeoPoint } from '../core/geo.ts';
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

export interface GridLocator {
  /** Code of the grid at a point (WGS-84); null where no grid is drawn. */
  gridAt(point: GeoPoint): Promise<string | null>;
}

/**
 * The boundaries of the grid table in memory, read when first asked for and again after a change of theirs (`NOTIFY
 * grid_changed`). Its LISTEN ends with `db`.
 */
export function createGridLocator(db: Db, log: Logger): GridLocator {
  let index: Promise<GridIndex> | null = null;
  let listening: Promise<unknown> | null = null;

  function forget(): void {
    index = null;
  }

  async function read(): Promise<GridIndex> {
    const { rows } = await db.pool.query('SELECT code, boundary FROM grid WHERE boundary IS NOT NULL');
    const grids: [string, Boundary][] = [];
    for (const row of rows) {
      const boundary = Row.Check(row) ? boundaryOf(row.boundary) : null;
      if (boundary === null) log.warn({ code: row.code }, 'a grid has a boundary that is no GeoJSON polygon');
      else grids.push([row.code, boundary]);
    }
    return createGridIndex(grids);
  }

  async function current(): Promise<GridIndex> {
    // first the ear, then the look: a change in between is heard
    listening ??= db.listen('grid_changed', forget, forget);
    try {
      await listening;
    } catch (error) {
      listening = null;
      throw error;
    }
    const reading = index ?? read();
    index ??= reading;
    try {
      return await reading;
    } catch (error) {
      if (index === reading) index = null;
      throw error;
    }
  }

  return { gridAt: async (point) => (await current()).at(point) };
}
