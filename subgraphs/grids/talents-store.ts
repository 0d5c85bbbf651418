import Type, { type Static } from 'typebox';
import { byPlace } from '../batch.ts';
import { cappedCount, Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { type Subtree, subtreeItem } from '../subtrees.ts';
import { Where } from '../where.ts';

const TalentSchema = Type.Object({
  id: Type.String(),
  gridCode: Type.String(),
  personId: nullable(Type.String()),
  name: nullable(Type.String()),
  phone: nullable(Type.String()),
  consentedAt: nullable(Instant),
  fields: Type.Array(Type.String()),
  note: nullable(Type.String()),
  available: Type.Boolean(),
  endedAt: nullable(Instant),
  version: Type.Integer(),
});
export type TalentRow = Static<typeof TalentSchema>;
export const talentRows = rowsOf(TalentSchema);
const placedTalents = rowsOf(Type.Intersect([TalentSchema, Type.Object({ place: Type.Integer() })]));
export const TALENT = `id, grid_code AS "gridCode", person_id AS "personId", name, phone, consented_at AS "consentedAt",
  fields, note, available, ended_at AS "endedAt", version`;

const GroupSchema = Type.Object({
  id: Type.String(),
  gridCode: Type.String(),
  kind: Type.String(),
  name: Type.String(),
  memberCount: Type.Integer(),
  version: Type.Integer(),
});
export type GroupRow = Static<typeof GroupSchema>;
export const groupRows = rowsOf(GroupSchema);
const ownedGroups = rowsOf(Type.Intersect([GroupSchema, Type.Object({ owner: Type.String() })]));
export const GROUP = `g.id, g.grid_code AS "gridCode", g.kind, g.name, g.member_count AS "memberCount", g.version`;
const countRows = rowsOf(Type.Object({ owner: Type.String(), count: Type.Integer() }));

export interface TalentQuery {
  fields: readonly string[] | null;
  available: boolean | null;
  groupId: string | null;
}
export interface GroupQuery {
  prefixes: readonly string[];
  kind: string | null;
}

function talentConditions(where: Where, { fields, available, groupId }: TalentQuery): void {
  where.add('ended_at IS NULL');
  if (fields !== null) where.add(`fields && ${where.param(fields)}::text[]`);
  if (available !== null) where.add(`available = ${where.param(available)}`);
  if (groupId !== null) {
    const members = `SELECT talent_id FROM talent_group_member WHERE group_id = ${where.param(groupId)}`;
    where.add(`id IN (${members})`);
  }
}

/** Reads of talents and groups; scope is what the prefixes and subtrees say. */
export function createTalentStore(db: Queryable) {
  return {
    /** The first `take` by id under each place. */
    async talentsUnder(
      places: number,
      subtrees: readonly Subtree[],
      query: TalentQuery,
      take: number,
      after: string | null,
    ): Promise<TalentRow[][]> {
      const where = new Where();
      const item = subtreeItem(where, subtrees);
      talentConditions(where, query);
      if (after !== null) where.add(`id > ${where.param(after)}`);
      const limit = where.param(take);
      const sql = `SELECT row.* FROM (SELECT k.place, t.*, row_number() OVER (PARTITION BY k.place ORDER BY t.id) AS nth
          FROM ${item} CROSS JOIN LATERAL (
            SELECT ${TALENT} FROM talent ${where.sql} AND grid_code >= k.lo AND grid_code < k.hi ORDER BY id LIMIT ${limit}) t) row
        WHERE nth <= ${limit} ORDER BY place, id`;
      return byPlace(places, placedTalents(await db.query(sql, where.values)));
    },
    talentCount(prefixes: readonly string[], query: TalentQuery) {
      const where = new Where();
      talentConditions(where, query);
      where.prefixes(prefixes);
      return cappedCount(db, `FROM talent ${where.sql}`, where.values);
    },
    async talents(
      prefixes: readonly string[],
      query: TalentQuery,
      take: number,
      after: string | null,
    ): Promise<TalentRow[]> {
      const where = new Where();
      talentConditions(where, query);
      where.prefixes(prefixes);
      if (after !== null) where.add(`id > ${where.param(after)}`);
      const sql = `SELECT ${TALENT} FROM talent ${where.sql} ORDER BY id LIMIT ${where.param(take)}`;
      return talentRows(await db.query(sql, where.values));
    },

    async groups({ prefixes, kind }: GroupQuery, take: number, after: string | null): Promise<GroupRow[]> {
      const where = new Where();
      where.add('g.ended_at IS NULL');
      where.prefixes(prefixes);
      if (kind !== null) where.add(`g.kind = ${where.param(kind)}`);
      if (after !== null) where.add(`g.id > ${where.param(after)}`);
      const sql = `SELECT ${GROUP} FROM talent_group g ${where.sql} ORDER BY g.id LIMIT ${where.param(take)}`;
      return groupRows(await db.query(sql, where.values));
    },
    groupCount({ prefixes, kind }: GroupQuery) {
      const where = new Where();
      where.add('ended_at IS NULL');
      where.prefixes(prefixes);
      if (kind !== null) where.add(`kind = ${where.param(kind)}`);
      return cappedCount(db, `FROM talent_group ${where.sql}`, where.values);
    },
    async groupsOfTalents(talentIds: readonly string[]) {
      const sql = `SELECT m.talent_id AS owner, ${GROUP} FROM talent_group_member m
        JOIN talent_group g ON g.id = m.group_id AND g.ended_at IS NULL
        WHERE m.talent_id = ANY($1::text[]) ORDER BY g.id`;
      return ownedGroups(await db.query(sql, [talentIds]));
    },
    async talentsInGroups(groupIds: readonly string[], prefixes: readonly string[]) {
      const where = new Where([groupIds]);
      where.add('m.group_id = ANY($1::text[])');
      where.prefixes(prefixes);
      const sql = `SELECT m.group_id AS owner, count(*)::int AS count FROM talent_group_member m
        JOIN talent t ON t.id = m.talent_id AND t.ended_at IS NULL ${where.sql} GROUP BY 1`;
      return countRows(await db.query(sql, where.values));
    },
  };
}
