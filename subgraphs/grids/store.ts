import Type, { type Static } from 'typebox';
import type { GridLevel } from '../../core/grid.ts';
import type { GridStatus } from '../../core/households.ts';
import type { Principal } from '../../core/permissions.ts';
import type { Db } from '../../runtime/postgres.ts';
import type { Post } from '../../runtime/prisma/client.ts';
import { nullable, rowsOf } from '../rows.ts';
import { standingsOf } from '../ties.ts';
import { Where } from '../where.ts';
import { createPeopleStore } from './people-store.ts';

/** A grid but for its boundary, which may be large and is read for those who ask for it (places-service.ts). */
const Grid = Type.Object({
  code: Type.String(),
  level: Type.String(),
  name: Type.String(),
  parentCode: nullable(Type.String()),
  households: nullable(Type.Integer()),
});
export type GridRow = Static<typeof Grid>;
const gridRows = rowsOf(Grid);
const GRID = 'code, level, name, parent_code AS "parentCode", households';
const codeRows = rowsOf(Type.Object({ code: Type.String() }));
const childRows = rowsOf(Type.Object({ parent: Type.String(), code: Type.String() }));
const countRows = rowsOf(Type.Object({ parent: Type.String(), count: Type.Integer() }));

export interface GridQuery {
  prefixes: readonly string[];
  level: GridLevel | null;
  parent: string | null;
  /** Null: whichever. */
  status: GridStatus | null;
}

/** Reads of the governance grid and its people. Knows nothing of who asks: the service does. */
export function createGridStore(db: Db) {
  const people = createPeopleStore(db.pool);
  function whereOf(query: GridQuery, after: string | null = null): Where {
    const where = new Where();
    where.prefixes(query.prefixes, (lo, hi) => `(code >= ${lo} AND code < ${hi})`);
    if (query.level !== null) where.add(`level = ${where.param(query.level)}`);
    if (query.parent !== null) where.add(`parent_code = ${where.param(query.parent)}`);
    if (query.status !== null) where.add(`status = ${where.param(query.status)}`);
    if (after !== null) where.add(`code > ${where.param(after)}`);
    return where;
  }
  async function gridsByCode(codes: readonly string[]): Promise<GridRow[]> {
    const statement = {
      name: 'grids-by-code',
      text: `SELECT ${GRID} FROM grid WHERE code = ANY($1::text[]) ORDER BY code`,
    };
    return gridRows(await db.pool.query(statement, [codes]));
  }
  return {
    async grids(query: GridQuery, take: number, after: string | null): Promise<GridRow[]> {
      const where = whereOf(query, after);
      const limit = where.param(take);
      const sql = `SELECT ${GRID} FROM grid ${where.sql} ORDER BY code LIMIT ${limit}`;
      return gridRows(await db.pool.query(sql, where.values));
    },

    /** Counts no further than `limit`. */
    async countGrids(query: GridQuery, limit: number): Promise<number> {
      const where = whereOf(query);
      const cap = where.param(limit);
      const found = await db.pool.query(
        `SELECT '' AS parent, count(*)::int AS count FROM (SELECT FROM grid ${where.sql} LIMIT ${cap}) capped`,
        where.values,
      );
      return countRows(found)[0]?.count ?? 0;
    },

    /** The grid that a code of another scheme means. */
    async gridOfAlias(alias: string): Promise<string | null> {
      const found = await db.pool.query('SELECT grid_code AS code FROM grid_alias WHERE code = $1', [alias]);
      return codeRows(found)[0]?.code ?? null;
    },

    gridsByCode,

    /** Codes of the first `take` children of each parent, in order of code, by one query. */
    async childCodes(parents: readonly string[], take: number, after: string | null) {
      const found = await db.pool.query(
        `SELECT parent.code AS parent, child.code
         FROM unnest($1::text[]) AS parent (code)
         CROSS JOIN LATERAL (
           SELECT grid.code FROM grid
           WHERE grid.parent_code = parent.code AND grid.status = 'ACTIVE' AND ($3::text IS NULL OR grid.code > $3)
           ORDER BY grid.code LIMIT $2
         ) child
         ORDER BY child.code`,
        [parents, take, after],
      );
      return childRows(found);
    },

    async childCounts(parents: readonly string[]) {
      return countRows(
        await db.pool.query(
          `SELECT parent_code AS parent, count(*)::int AS count FROM grid
           WHERE parent_code = ANY($1::text[]) AND status = 'ACTIVE' GROUP BY parent_code`,
          [parents],
        ),
      );
    },

    personsById: people.personsById,
    partiesById: people.partiesById,

    /** Every post these persons hold, held or will hold. */
    postsOfPersons: (personIds: readonly string[]): Promise<Post[]> =>
      db.prisma.post.findMany({
        where: { personId: { in: [...personIds] } },
        orderBy: [{ gridCode: 'asc' }, { role: 'asc' }, { id: 'asc' }],
      }),

    standingsOf: (who: Principal, ids: readonly string[], now: Date) => standingsOf(db.pool, who, ids, now),

    /** Posts held at these very grids at a moment. */
    postsAt: (codes: readonly string[], at: Date): Promise<Post[]> =>
      db.prisma.post.findMany({
        where: {
          gridCode: { in: [...codes] },
          validFrom: { lte: at },
          OR: [{ validTo: null }, { validTo: { gt: at } }],
        },
        orderBy: [{ gridCode: 'asc' }, { role: 'asc' }, { id: 'asc' }],
      }),
  };
}

export type GridStore = ReturnType<typeof createGridStore>;
