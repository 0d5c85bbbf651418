import Type from 'typebox';
import type { KeyPersonCategory } from '../../core/households.ts';
import type { Db } from '../../runtime/postgres.ts';
import { byPlace } from '../batch.ts';
import { cappedCount, Instant, nullable, rowsOf } from '../rows.ts';
import { type Subtree, subtreeItem } from '../subtrees.ts';
import { Where } from '../where.ts';

const text = nullable(Type.String());
const number = nullable(Type.Number());

/** What the grid's row holds beside what Prisma knows. */
const FactsSchema = Type.Object({
  code: Type.String(),
  status: Type.Union([Type.Literal('ACTIVE'), Type.Literal('RETIRED')]),
  validFrom: nullable(Instant),
  validTo: nullable(Instant),
  compound: text,
  propertyClass: text,
  fullMembers: number,
});
const factsRows = rowsOf(FactsSchema);
export type GridFacts = Type.Static<typeof FactsSchema>;

const BoundarySchema = Type.Object({
  gridCode: Type.String(),
  boundary: Type.Unknown(),
  validFrom: nullable(Instant),
  validTo: nullable(Instant),
  drawnBy: Type.String(),
});
const boundaryRows = rowsOf(BoundarySchema);
export type BoundaryVersion = Type.Static<typeof BoundarySchema>;

const LineageSchema = Type.Object({
  gridCode: Type.String(),
  otherCode: Type.String(),
  change: Type.String(),
  at: Instant,
  reason: Type.String(),
});
const lineageRows = rowsOf(LineageSchema);
export type Lineage = Type.Static<typeof LineageSchema>;

const aliasRows = rowsOf(
  Type.Object({ gridCode: Type.String(), scheme: Type.String(), code: Type.String() }),
);

export const BuildingSchema = Type.Object({
  id: Type.String(),
  gridCode: Type.String(),
  name: Type.String(),
  compound: text,
  address: text,
  floors: number,
  longitude: number,
  latitude: number,
  leaderId: text,
});
export type Building = Type.Static<typeof BuildingSchema>;
const floorRows = rowsOf(Type.Object({ buildingId: Type.String(), floor: Type.String(), leaderId: text }));

export const HouseholdSchema = Type.Object({
  id: Type.String(),
  gridCode: Type.String(),
  buildingId: text,
  floor: text,
  room: text,
  headName: text,
  phone: text,
  permanent: Type.Boolean(),
  members: number,
  version: Type.Integer(),
});
export type Household = Type.Static<typeof HouseholdSchema>;

export const KeyPersonSchema = Type.Object({
  id: Type.String(),
  gridCode: Type.String(),
  householdId: text,
  category: Type.String(),
  name: Type.String(),
  phone: text,
  careNote: text,
  weeklyVisit: Type.Boolean(),
  version: Type.Integer(),
});
export type KeyPerson = Type.Static<typeof KeyPersonSchema>;

export const BUILDING_COLUMNS = `id, grid_code AS "gridCode", name, compound, address, floors, longitude, latitude,
  leader_id AS "leaderId"`;
export const HOUSEHOLD_COLUMNS = `id, grid_code AS "gridCode", building_id AS "buildingId", floor, room,
  head_name AS "headName", phone, permanent, members, version`;
export const KEY_PERSON_COLUMNS = `id, grid_code AS "gridCode", household_id AS "householdId", category, name, phone,
  care_note AS "careNote", weekly_visit AS "weeklyVisit", version`;

const placed = Type.Object({ place: Type.Integer() });
const LISTED = {
  building: {
    columns: BUILDING_COLUMNS,
    rows: rowsOf(Type.Intersect([placed, BuildingSchema])),
    condition: 'true',
  },
  household: {
    columns: HOUSEHOLD_COLUMNS,
    rows: rowsOf(Type.Intersect([placed, HouseholdSchema])),
    condition: 'true',
  },
  key_person: {
    columns: KEY_PERSON_COLUMNS,
    rows: rowsOf(Type.Intersect([placed, KeyPersonSchema])),
    condition: 'ended_at IS NULL',
  },
} as const;

type ListedTable = keyof typeof LISTED;

export interface ListArgs {
  take: number;
  after: string | null;
  category?: KeyPersonCategory | null;
  weeklyVisit?: boolean | null;
}

const countRows = rowsOf(Type.Object({ place: Type.Integer(), count: Type.Integer() }));
const totalRows = rowsOf(
  Type.Object({
    place: Type.Integer(),
    category: Type.String(),
    count: Type.Integer(),
    weeklyVisit: Type.Integer(),
  }),
);

/** Reads of the grid's history and of what lies in it. Knows nothing of who asks: the service does. */
export function createPlacesStore(db: Db) {
  function conditionsOf(where: Where, table: ListedTable, args: Partial<ListArgs>): void {
    where.add(LISTED[table].condition);
    if (table !== 'key_person') return;
    if (args.category) where.add(`category = ${where.param(args.category)}`);
    if (args.weeklyVisit !== null && args.weeklyVisit !== undefined) {
      where.add(`weekly_visit = ${where.param(args.weeklyVisit)}`);
    }
  }

  /** The first `take` rows by id of each place, over its subtrees, by one query. */
  async function listed(table: ListedTable, subtrees: readonly Subtree[], args: ListArgs) {
    const where = new Where();
    const item = subtreeItem(where, subtrees);
    conditionsOf(where, table, args);
    if (args.after !== null) where.add(`id > ${where.param(args.after)}`);
    const take = where.param(args.take);
    return db.pool.query(
      `SELECT row.* FROM (SELECT k.place, t.*, row_number() OVER (PARTITION BY k.place ORDER BY t.id) AS nth
         FROM ${item} CROSS JOIN LATERAL (
           SELECT ${LISTED[table].columns} FROM ${table}
           ${where.sql} AND grid_code >= k.lo AND grid_code < k.hi ORDER BY id LIMIT ${take}) t) row
       WHERE nth <= ${take} ORDER BY place, id`,
      where.values,
    );
  }

  return {
    async facts(codes: readonly string[]): Promise<GridFacts[]> {
      return factsRows(
        await db.pool.query(
          `SELECT code, status, valid_from AS "validFrom", valid_to AS "validTo", compound,
             property_class AS "propertyClass", full_members AS "fullMembers"
           FROM grid WHERE code = ANY($1::text[])`,
          [codes],
        ),
      );
    },

    /** The versions that hold at a moment, or all of them (null), newest first. */
    async boundaries(codes: readonly string[], at: Date | null): Promise<BoundaryVersion[]> {
      return boundaryRows(
        await db.pool.query(
          `SELECT grid_code AS "gridCode", boundary, NULLIF(valid_from, '-infinity') AS "validFrom",
             NULLIF(valid_to, 'infinity') AS "validTo", drawn_by AS "drawnBy"
           FROM grid_boundary
           WHERE grid_code = ANY($1::text[]) AND ($2::timestamptz IS NULL OR (valid_from <= $2 AND valid_to > $2))
           ORDER BY grid_boundary.valid_from DESC`,
          [codes, at],
        ),
      );
    },

    async lineage(codes: readonly string[], side: 'predecessors' | 'successors'): Promise<Lineage[]> {
      const [own, other] =
        side === 'predecessors' ? ['successor', 'predecessor'] : ['predecessor', 'successor'];
      return lineageRows(
        await db.pool.query(
          `SELECT ${own} AS "gridCode", ${other} AS "otherCode", change, at, reason FROM grid_lineage
           WHERE ${own} = ANY($1::text[]) ORDER BY at DESC, ${other}`,
          [codes],
        ),
      );
    },

    aliases: async (codes: readonly string[]) =>
      aliasRows(
        await db.pool.query(
          'SELECT grid_code AS "gridCode", scheme, code FROM grid_alias WHERE grid_code = ANY($1::text[]) ORDER BY code',
          [codes],
        ),
      ),

    floors: async (ids: readonly string[]) =>
      floorRows(
        await db.pool.query(
          `SELECT building_id AS "buildingId", floor, leader_id AS "leaderId" FROM building_floor
           WHERE building_id = ANY($1::text[]) ORDER BY length(floor), floor`,
          [ids],
        ),
      ),

    async buildings(places: number, subtrees: readonly Subtree[], args: ListArgs): Promise<Building[][]> {
      return byPlace(places, LISTED.building.rows(await listed('building', subtrees, args)));
    },
    async households(places: number, subtrees: readonly Subtree[], args: ListArgs): Promise<Household[][]> {
      return byPlace(places, LISTED.household.rows(await listed('household', subtrees, args)));
    },
    async keyPersons(places: number, subtrees: readonly Subtree[], args: ListArgs): Promise<KeyPerson[][]> {
      return byPlace(places, LISTED.key_person.rows(await listed('key_person', subtrees, args)));
    },

    /** Null beyond COUNT_CAP. */
    count(
      table: ListedTable,
      prefixes: readonly string[],
      args: Partial<ListArgs> = {},
    ): Promise<number | null> {
      const where = new Where();
      conditionsOf(where, table, args);
      where.prefixes(prefixes);
      return cappedCount(db.pool, `FROM ${table} ${where.sql}`, where.values);
    },

    async permanentHouseholds(places: number, subtrees: readonly Subtree[]): Promise<number[]> {
      const where = new Where();
      const found = await db.pool.query(
        `SELECT k.place, count(h.id)::int AS count FROM ${subtreeItem(where, subtrees)}
         LEFT JOIN household h ON h.grid_code >= k.lo AND h.grid_code < k.hi AND h.permanent GROUP BY k.place`,
        where.values,
      );
      const counts = Array.from({ length: places }, () => 0);
      for (const { place, count } of countRows(found)) counts[place] = count;
      return counts;
    },

    async keyPersonTotals(places: number, subtrees: readonly Subtree[]) {
      const where = new Where();
      const found = await db.pool.query(
        `SELECT k.place, p.category, count(*)::int AS count,
           (count(*) FILTER (WHERE p.weekly_visit))::int AS "weeklyVisit"
         FROM ${subtreeItem(where, subtrees)}
         JOIN key_person p ON p.grid_code >= k.lo AND p.grid_code < k.hi AND p.ended_at IS NULL
         GROUP BY k.place, p.category ORDER BY p.category`,
        where.values,
      );
      return byPlace(places, totalRows(found));
    },
  };
}

export type PlacesStore = ReturnType<typeof createPlacesStore>;
