import Type, { type Static } from 'typebox';
import { dayText, localDay } from '../../core/calendar-days.ts';
import { type Roster, RosterPattern } from '../../core/roster.ts';
import { rosterChange } from '../duty-facts.ts';
import { Instant, nullable, type Queryable, rowsOf } from '../rows.ts';

const RosterRow = Type.Object({
  id: Type.String(),
  gridCode: Type.String(),
  role: Type.String(),
  name: Type.String(),
  pattern: RosterPattern,
  validFrom: Instant,
  validTo: nullable(Instant),
  version: Type.Integer(),
});
export type RosterRow = Static<typeof RosterRow>;
const rosterRows = rowsOf(RosterRow);
const ROSTER = `id, grid_code AS "gridCode", role, name, pattern, valid_from AS "validFrom", valid_to AS "validTo", version`;

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
const ChangeRow = Type.Object({
  id: Type.String(),
  rosterId: Type.String(),
  kind: Type.Enum(['OFF', 'REPLACE', 'EXTRA']),
  day: Type.String(),
  shift: nullable(Type.String()),
  personId: nullable(Type.String()),
  byId: nullable(Type.String()),
  fromMs: nullable(Type.Number()),
  toMs: nullable(Type.Number()),
});
export type ChangeRow = Static<typeof ChangeRow>;
const changeRows = rowsOf(ChangeRow);
const CHANGE = `id, roster_id AS "rosterId", kind, to_char(day, 'YYYY-MM-DD') AS day, shift, person_id AS "personId",
  by_id AS "byId", ${ms('starts_at')} AS "fromMs", ${ms('ends_at')} AS "toMs"`;

const AroundRow = rowsOf(
  Type.Object({
    id: Type.String(),
    personId: Type.String(),
    postId: nullable(Type.String()),
    startsAt: Instant,
    endsAt: Instant,
  }),
);

/** Reads and writes of rosters. Scope is the service's to check. */
export function createRosterStore(db: Queryable) {
  return {
    async byId(ids: readonly string[]) {
      return rosterRows(await db.query(`SELECT ${ROSTER} FROM roster WHERE id = ANY($1::text[])`, [ids]));
    },
    async lock(id: string) {
      return (
        rosterRows(await db.query(`SELECT ${ROSTER} FROM roster WHERE id = $1 FOR UPDATE`, [id]))[0] ?? null
      );
    },
    async ofGrids(codes: readonly string[], at: Date) {
      const sql = `SELECT ${ROSTER} FROM roster WHERE grid_code = ANY($1::text[]) AND valid_from <= $2
        AND (valid_to IS NULL OR valid_to > $2) ORDER BY grid_code, role, id`;
      return rosterRows(await db.query(sql, [codes, at]));
    },
    /** In or below some prefixes, in force at some time of a stretch; at most `limit`. */
    async within(prefixes: readonly string[], from: Date, to: Date, limit: number) {
      const sql = `SELECT ${ROSTER} FROM roster
        WHERE EXISTS (SELECT FROM unnest($1::text[]) AS own (prefix) WHERE starts_with(grid_code, own.prefix))
          AND valid_from < $3 AND (valid_to IS NULL OR valid_to > $2) ORDER BY grid_code, role, id LIMIT $4`;
      return rosterRows(await db.query(sql, [prefixes, from, to, limit]));
    },
    /** Changes whose day lies from a day to a day, both included. */
    async changes(ids: readonly string[], from: string, to: string | null) {
      const sql = `SELECT ${CHANGE} FROM roster_change WHERE roster_id = ANY($1::text[]) AND day >= $2::date
        AND ($3::date IS NULL OR day <= $3::date) ORDER BY created_at, id`;
      return changeRows(await db.query(sql, [ids, from, to]));
    },
    async change(id: string) {
      return changeRows(await db.query(`SELECT ${CHANGE} FROM roster_change WHERE id = $1`, [id]))[0] ?? null;
    },
    async insert(roster: RosterRow) {
      const sql = `INSERT INTO roster (id, grid_code, role, name, pattern, valid_from, valid_to)
        VALUES ($1, $2, $3, $4, $5, $6, $7)`;
      const { id, gridCode, role, name, pattern, validFrom, validTo } = roster;
      await db.query(sql, [id, gridCode, role, name, JSON.stringify(pattern), validFrom, validTo]);
    },
    async update({ id, name, pattern, validTo, version }: RosterRow) {
      const sql = 'UPDATE roster SET name = $2, pattern = $3, valid_to = $4, version = $5 WHERE id = $1';
      await db.query(sql, [id, name, JSON.stringify(pattern), validTo, version]);
    },
    async insertChange({ id, rosterId, kind, day, shift, personId, byId, fromMs, toMs }: ChangeRow) {
      const at = (value: number | null) => (value === null ? null : new Date(value));
      await db.query(
        `INSERT INTO roster_change (id, roster_id, kind, day, shift, person_id, by_id, starts_at, ends_at)
         VALUES ($1, $2, $3, $4::date, $5, $6, $7, $8, $9)`,
        [id, rosterId, kind, day, shift, personId, byId, at(fromMs), at(toMs)],
      );
    },
    async deleteChange(id: string) {
      await db.query('DELETE FROM roster_change WHERE id = $1', [id]);
    },
    /** Posts of the roles at the grids of rosters, in force at some time of a stretch, with leave and substitutes. */
    async around(rosters: readonly RosterRow[], from: Date, to: Date) {
      const posts = rowsOf(
        Type.Object({
          id: Type.String(),
          role: Type.String(),
          gridCode: Type.String(),
          personId: Type.String(),
          validFrom: Instant,
          validTo: nullable(Instant),
        }),
      )(
        await db.query(
          `SELECT id, role, grid_code AS "gridCode", person_id AS "personId", valid_from AS "validFrom", valid_to AS "validTo"
           FROM post WHERE (grid_code, role) IN (SELECT * FROM unnest($1::text[], $2::text[]))
             AND valid_from < $4 AND (valid_to IS NULL OR valid_to > $3) ORDER BY id`,
          [rosters.map(({ gridCode }) => gridCode), rosters.map(({ role }) => role), from, to],
        ),
      );
      const substitutes = AroundRow(
        await db.query(
          `SELECT id, person_id AS "personId", post_id AS "postId", starts_at AS "startsAt", ends_at AS "endsAt"
           FROM post_substitute WHERE post_id = ANY($1::text[]) AND starts_at < $3 AND ends_at > $2`,
          [posts.map(({ id }) => id), from, to],
        ),
      ).flatMap(({ postId, ...rest }) => (postId === null ? [] : [{ ...rest, postId }]));
      const people = [...posts, ...substitutes].map(({ personId }) => personId);
      const absences = AroundRow(
        await db.query(
          `SELECT id, person_id AS "personId", NULL AS "postId", starts_at AS "startsAt", ends_at AS "endsAt"
           FROM absence WHERE person_id = ANY($1::text[]) AND starts_at < $3 AND ends_at > $2`,
          [people, from, to],
        ),
      );
      return { posts, substitutes, absences };
    },
  };
}

export type RosterStore = ReturnType<typeof createRosterStore>;

/** A stored roster with its changes as core takes it. */
export function coreRoster(row: RosterRow, changes: readonly ChangeRow[]): Roster {
  const { id, gridCode, role, pattern, validFrom, validTo } = row;
  return {
    id,
    gridCode,
    role,
    pattern,
    validFromMs: validFrom.getTime(),
    validToMs: validTo?.getTime() ?? null,
    changes: changes
      .filter(({ rosterId }) => rosterId === id)
      .map(rosterChange)
      .filter((change) => change !== null),
  };
}

/** Local days of the changes that a stretch of time may need. */
export function changeDays(from: Date, to: Date, zone: string): { first: string; last: string } {
  return {
    first: dayText(localDay(from.getTime(), zone) - 2),
    last: dayText(localDay(to.getTime(), zone) + 1),
  };
}
