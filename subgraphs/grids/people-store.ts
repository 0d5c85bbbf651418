import Type, { type Static } from 'typebox';
import type { Principal } from '../../core/permissions.ts';
import { scopePrefixes } from '../../core/permissions.ts';
import { liveGrid } from '../live-grid.ts';
import { Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { servesSql, standingsOf, withinSql } from '../ties.ts';

const PartyRow = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  name: Type.String(),
  gridCode: nullable(Type.String()),
  endedAt: nullable(Instant),
});
export type PartyRow = Static<typeof PartyRow>;
const partyRows = rowsOf(PartyRow);
const PARTY = 'party.id, party.kind, party.name, party.grid_code AS "gridCode", party.ended_at AS "endedAt"';

const HeldPost = Type.Object({
  id: Type.String(),
  role: Type.String(),
  gridCode: Type.String(),
  personId: Type.String(),
  partyId: nullable(Type.String()),
  validFrom: Instant,
  validTo: nullable(Instant),
  capacity: nullable(Type.Integer()),
  duties: Type.Array(Type.String()),
});
export type HeldPost = Static<typeof HeldPost>;
const heldPosts = rowsOf(HeldPost);
const POST = `post.id, post.role, post.grid_code AS "gridCode", post.person_id AS "personId", post.party_id AS "partyId",
  post.valid_from AS "validFrom", post.valid_to AS "validTo", post.capacity, post.duties`;

const AbsenceRow = Type.Object({
  id: Type.String(),
  personId: Type.String(),
  startsAt: Instant,
  endsAt: Instant,
});
export type AbsenceRow = Static<typeof AbsenceRow>;
const absenceRows = rowsOf(AbsenceRow);
const ABSENCE = 'id, person_id AS "personId", starts_at AS "startsAt", ends_at AS "endsAt"';

const SubstituteRow = Type.Object({
  id: Type.String(),
  postId: Type.String(),
  personId: Type.String(),
  startsAt: Instant,
  endsAt: Instant,
});
export type SubstituteRow = Static<typeof SubstituteRow>;
const substituteRows = rowsOf(SubstituteRow);
const SUBSTITUTE =
  'id, post_id AS "postId", person_id AS "personId", starts_at AS "startsAt", ends_at AS "endsAt"';

const PersonRow = Type.Object({
  id: Type.String(),
  title: Type.String(),
  phone: nullable(Type.String()),
  partyId: nullable(Type.String()),
});
const personRows = rowsOf(PersonRow);
const PERSON = 'id, title, phone, party_id AS "partyId"';

const headcountRows = rowsOf(
  Type.Object({ community: Type.String(), role: Type.String(), present: Type.Integer() }),
);
const countRows = rowsOf(Type.Object({ count: Type.Integer() }));
const reasonRows = rowsOf(Type.Object({ reason: Type.String() }));

export interface PartyQuery {
  gridCode: string | null;
  kind: string | null;
  ended: boolean;
}

export interface PostQuery {
  gridCode: string | null;
  roles: readonly string[] | null;
  duty: string | null;
  at: Date;
}

const PARTIES = `FROM party WHERE ${servesSql('party.grid_code')} AND ($2::text IS NULL OR starts_with(party.grid_code, $2))
  AND ($3::text IS NULL OR kind = $3) AND ($4 OR ended_at IS NULL)`;
const POSTS = `FROM post WHERE ${withinSql('post.grid_code')} AND ($2::text[] IS NULL OR role = ANY($2))
  AND ($3::text IS NULL OR $3 = ANY(duties)) AND valid_from <= $4 AND (valid_to IS NULL OR valid_to > $4)`;

/** Reads and writes of organisations, posts, leave and substitutes. Scope of single rows is the service's to check. */
export function createPeopleStore(db: Queryable) {
  return {
    async partyPage(who: Principal, query: PartyQuery, take: number, after: string | null) {
      const values = [who.grids, query.gridCode, query.kind, query.ended];
      const sql = `SELECT ${PARTY} ${PARTIES} AND ($5::text IS NULL OR party.id > $5) ORDER BY party.id LIMIT $6`;
      return partyRows(await db.query(sql, [...values, after, take]));
    },
    async partyCount(who: Principal, query: PartyQuery, limit: number) {
      const values = [who.grids, query.gridCode, query.kind, query.ended, limit];
      const sql = `SELECT count(*)::int AS count FROM (SELECT 1 ${PARTIES} LIMIT $5) capped`;
      return countRows(await db.query(sql, values))[0]?.count ?? 0;
    },
    async postPage(who: Principal, query: PostQuery, take: number, after: string | null) {
      const values = [scopePrefixes(who, query.gridCode), query.roles, query.duty, query.at];
      const sql = `SELECT ${POST} ${POSTS} AND ($5::text IS NULL OR post.id > $5) ORDER BY post.id LIMIT $6`;
      return heldPosts(await db.query(sql, [...values, after, take]));
    },
    async postCount(who: Principal, query: PostQuery, limit: number) {
      const values = [scopePrefixes(who, query.gridCode), query.roles, query.duty, query.at, limit];
      const sql = `SELECT count(*)::int AS count FROM (SELECT 1 ${POSTS} LIMIT $5) capped`;
      return countRows(await db.query(sql, values))[0]?.count ?? 0;
    },
    async partiesById(ids: readonly string[]) {
      const text = `SELECT ${PARTY} FROM party WHERE id = ANY($1::text[])`;
      return partyRows(await db.query({ name: 'parties-by-id', text }, [ids]));
    },
    async postsById(ids: readonly string[]) {
      return heldPosts(await db.query(`SELECT ${POST} FROM post WHERE id = ANY($1::text[])`, [ids]));
    },
    async postsOfParties(ids: readonly string[]) {
      const sql = `SELECT ${POST} FROM post WHERE party_id = ANY($1::text[]) ORDER BY grid_code, role, id`;
      return heldPosts(await db.query(sql, [ids]));
    },
    async personsById(ids: readonly string[]) {
      const text = `SELECT ${PERSON} FROM person WHERE id = ANY($1::text[])`;
      return personRows(await db.query({ name: 'persons-by-id', text }, [ids]));
    },
    standingsOf: (who: Principal, ids: readonly string[], now: Date) => standingsOf(db, who, ids, now),
    /** The posts that somebody holds now or will hold. */
    async postsHeldBy(personId: string, now: Date) {
      const sql = `SELECT ${POST} FROM post WHERE person_id = $1 AND (valid_to IS NULL OR valid_to > $2)`;
      return heldPosts(await db.query(sql, [personId, now]));
    },
    async absencesOf(personIds: readonly string[], from: Date) {
      const sql = `SELECT ${ABSENCE} FROM absence WHERE person_id = ANY($1::text[]) AND ends_at > $2 ORDER BY starts_at, id`;
      return absenceRows(await db.query(sql, [personIds, from]));
    },
    async absence(id: string) {
      return absenceRows(await db.query(`SELECT ${ABSENCE} FROM absence WHERE id = $1`, [id]))[0] ?? null;
    },
    async absenceReason(id: string) {
      return reasonRows(await db.query('SELECT reason FROM absence WHERE id = $1', [id]))[0]?.reason ?? null;
    },
    async substitutesOf(postIds: readonly string[], from: Date) {
      const sql = `SELECT ${SUBSTITUTE} FROM post_substitute WHERE post_id = ANY($1::text[]) AND ends_at > $2
        ORDER BY starts_at, id`;
      return substituteRows(await db.query(sql, [postIds, from]));
    },
    async substitute(id: string) {
      return (
        substituteRows(await db.query(`SELECT ${SUBSTITUTE} FROM post_substitute WHERE id = $1`, [id]))[0] ??
        null
      );
    },
    async insertParty({ id, kind, name, gridCode }: Omit<PartyRow, 'endedAt'>) {
      const sql = 'INSERT INTO party (id, kind, name, grid_code) VALUES ($1, $2, $3, $4)';
      await db.query(sql, [id, kind, name, gridCode]);
    },
    async endParty(id: string, at: Date) {
      await db.query('UPDATE party SET ended_at = $2 WHERE id = $1', [id, at]);
    },
    /** `gridCode`: the grid that they are entered for. */
    async insertPerson({ id, title, phone, partyId }: Static<typeof PersonRow>, gridCode: string | null) {
      const sql = `INSERT INTO person (id, title, phone, party_id, grid_code) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO NOTHING RETURNING ${PERSON}`;
      return personRows(await db.query(sql, [id, title, phone, partyId, gridCode])).length === 1;
    },
    async insertPost(post: HeldPost) {
      await db.query(
        `INSERT INTO post (id, role, grid_code, person_id, party_id, valid_from, valid_to, capacity, duties)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          ...[post.id, post.role, post.gridCode, post.personId, post.partyId, post.validFrom, post.validTo],
          ...[post.capacity, post.duties],
        ],
      );
    },
    async updatePost({ id, validTo, capacity, duties }: HeldPost) {
      const sql = 'UPDATE post SET valid_to = $2, capacity = $3, duties = $4 WHERE id = $1';
      await db.query(sql, [id, validTo, capacity, duties]);
    },
    async insertAbsence({ id, personId, startsAt, endsAt }: AbsenceRow, reason: string) {
      const sql =
        'INSERT INTO absence (id, person_id, starts_at, ends_at, reason) VALUES ($1, $2, $3, $4, $5)';
      await db.query(sql, [id, personId, startsAt, endsAt, reason]);
    },
    async insertSubstitute({ id, postId, personId, startsAt, endsAt }: SubstituteRow) {
      const sql = `INSERT INTO post_substitute (id, post_id, person_id, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5)`;
      await db.query(sql, [id, postId, personId, startsAt, endsAt]);
    },
    /** Ends what has begun; what has not is gone. `at` is after its start in the first case. */
    async endSpan(table: 'absence' | 'post_substitute', id: string, startsAt: Date, at: Date) {
      if (startsAt < at)
        await db.query(`UPDATE ${table} SET ends_at = least(ends_at, $2) WHERE id = $1`, [id, at]);
      else await db.query(`DELETE FROM ${table} WHERE id = $1`, [id]);
    },
    lockGrid: (code: string) => liveGrid(db, code),
    /** All that are in use, however many: a county's answer must not end before the county does. */
    async communities(prefixes: readonly string[]) {
      const codeRows = rowsOf(Type.Object({ code: Type.String() }));
      const sql = `SELECT code FROM grid
        WHERE level = 'COMMUNITY' AND status = 'ACTIVE' AND ${withinSql('code')} ORDER BY code`;
      return codeRows(await db.query(sql, [prefixes])).map(({ code }) => code);
    },
    /** How many people hold posts of some roles at a moment, by community (the 12 digits of GB/T 30428.1) and role. */
    async headcounts(prefixes: readonly string[], roles: readonly string[], at: Date) {
      return headcountRows(
        await db.query(
          `SELECT left(post.grid_code, 12) AS community, role, count(DISTINCT person_id)::int AS present ${POSTS} GROUP BY 1, 2`,
          [prefixes, roles, null, at],
        ),
      );
    },
    /** Posts of some roles held at a moment in or below some prefixes. */
    async postsWithin(prefixes: readonly string[], roles: readonly string[], at: Date) {
      return heldPosts(
        await db.query(`SELECT ${POST} ${POSTS} ORDER BY post.grid_code, post.id`, [
          prefixes,
          roles,
          null,
          at,
        ]),
      );
    },
  };
}

export type PeopleStore = ReturnType<typeof createPeopleStore>;
