import Type from 'typebox';
import type { GridLevel } from '../../core/grid.ts';
import type { Db } from '../../runtime/postgres.ts';
import type { Grid, Party, Person, Post } from '../../runtime/prisma/client.ts';
import { rowsOf } from '../rows.ts';

const childRows = rowsOf(Type.Object({ parent: Type.String(), code: Type.String() }));
const countRows = rowsOf(Type.Object({ parent: Type.String(), count: Type.Integer() }));

/** Condition that a code starts with one of the prefixes; `['']` asks nothing, `[]` lets nothing through. */
function startsWithAny(prefixes: readonly string[]) {
  return prefixes.includes('') ? {} : { OR: prefixes.map((prefix) => ({ code: { startsWith: prefix } })) };
}

export interface GridQuery {
  prefixes: readonly string[];
  level: GridLevel | null;
  parent: string | null;
}

/** Reads of the governance grid and its people. Knows nothing of who asks: the service does. */
export function createGridStore(db: Db) {
  const where = (query: GridQuery) => ({
    ...startsWithAny(query.prefixes),
    ...(query.level === null ? {} : { level: query.level }),
    ...(query.parent === null ? {} : { parentCode: query.parent }),
  });
  return {
    grids: (query: GridQuery, take: number, after: string | null): Promise<Grid[]> =>
      db.prisma.grid.findMany({
        where: { AND: [where(query), after === null ? {} : { code: { gt: after } }] },
        orderBy: { code: 'asc' },
        take,
      }),

    /** Counts no further than `limit`. */
    async countGrids(query: GridQuery, limit: number): Promise<number> {
      const counted = await db.prisma.grid.findMany({
        where: where(query),
        select: { code: true },
        take: limit,
      });
      return counted.length;
    },

    gridsByCode: (codes: readonly string[]): Promise<Grid[]> =>
      db.prisma.grid.findMany({ where: { code: { in: [...codes] } } }),

    /** Codes of the first `take` children of each parent, in order of code, by one query. */
    async childCodes(parents: readonly string[], take: number, after: string | null) {
      const found = await db.pool.query(
        `SELECT parent.code AS parent, child.code
         FROM unnest($1::text[]) AS parent (code)
         CROSS JOIN LATERAL (
           SELECT grid.code FROM grid
           WHERE grid.parent_code = parent.code AND ($3::text IS NULL OR grid.code > $3)
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
           WHERE parent_code = ANY($1::text[]) GROUP BY parent_code`,
          [parents],
        ),
      );
    },

    personsById: (ids: readonly string[]): Promise<Person[]> =>
      db.prisma.person.findMany({ where: { id: { in: [...ids] } } }),

    partiesById: (ids: readonly string[]): Promise<Party[]> =>
      db.prisma.party.findMany({ where: { id: { in: [...ids] } } }),

    /** Every post these persons hold, held or will hold. */
    postsOfPersons: (personIds: readonly string[]): Promise<Post[]> =>
      db.prisma.post.findMany({
        where: { personId: { in: [...personIds] } },
        orderBy: [{ gridCode: 'asc' }, { role: 'asc' }, { id: 'asc' }],
      }),

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
