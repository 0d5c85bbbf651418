import Type, { type Static } from 'typebox';
import { DAY_MS, dayText, localDay } from '../core/calendar-days.ts';
import type { DutyFacts, DutyLoad } from '../core/duty.ts';
import { ancestorCodes } from '../core/grid.ts';
import { type Roster, type RosterChange, RosterPattern } from '../core/roster.ts';
import { Instant, nullable, type Queryable, rowsOf } from './rows.ts';

const PostRow = Type.Object({
  id: Type.String(),
  role: Type.String(),
  gridCode: Type.String(),
  personId: Type.String(),
  partyId: nullable(Type.String()),
  title: Type.String(),
  capacity: nullable(Type.Integer()),
  validFrom: Instant,
  validTo: nullable(Instant),
});
/** A post with its holder, as the duty ladder is asked with. */
export type PostRow = Static<typeof PostRow>;
export const postRows = rowsOf(PostRow);

/** Posts held at `$1`; conditions follow with AND. */
export const POSTS_HELD = `
  SELECT post.id, post.role, post.grid_code AS "gridCode", post.person_id AS "personId",
         coalesce(post.party_id, person.party_id) AS "partyId", person.title, post.capacity,
         post.valid_from AS "validFrom", post.valid_to AS "validTo"
  FROM post JOIN person ON person.id = post.person_id
  WHERE post.valid_from <= $1 AND (post.valid_to IS NULL OR post.valid_to > $1)`;

const Span = { startsMs: Type.Number(), endsMs: Type.Number() };
const AroundRow = Type.Object({
  absences: Type.Array(Type.Object({ personId: Type.String(), ...Span })),
  substitutes: Type.Array(Type.Object({ postId: Type.String(), personId: Type.String(), ...Span })),
  loads: Type.Array(
    Type.Object({ personId: Type.String(), live: Type.Integer(), lastGivenMs: nullable(Type.Number()) }),
  ),
  rosters: Type.Array(
    Type.Object({
      id: Type.String(),
      gridCode: Type.String(),
      role: Type.String(),
      pattern: RosterPattern,
      validFromMs: Type.Number(),
      validToMs: nullable(Type.Number()),
      changes: Type.Array(
        Type.Object({
          kind: Type.Enum(['OFF', 'REPLACE', 'EXTRA']),
          day: Type.String(),
          shift: nullable(Type.String()),
          personId: nullable(Type.String()),
          byId: nullable(Type.String()),
          fromMs: nullable(Type.Number()),
          toMs: nullable(Type.Number()),
        }),
      ),
    }),
  ),
});
const aroundRows = rowsOf(AroundRow);
type ChangeRow = Static<typeof AroundRow>['rosters'][number]['changes'][number];

const epoch = (column: string) => `extract(epoch FROM ${column}) * 1000`;
const spans = (alias: string) =>
  `'startsMs', ${epoch(`${alias}.starts_at`)}, 'endsMs', ${epoch(`${alias}.ends_at`)}`;

/** All that decides among posts, by one statement: $1 persons, $2 posts, $3 now, $4 grids, $5 and $6 days of changes. */
const AROUND = `
  WITH standing AS (
    SELECT * FROM post_substitute WHERE post_id = ANY($2::text[]) AND starts_at <= $3 AND ends_at > $3),
  people AS (SELECT unnest($1::text[]) AS id UNION SELECT person_id FROM standing)
  SELECT
    (SELECT coalesce(jsonb_agg(jsonb_build_object('personId', a.person_id, ${spans('a')})), '[]')
     FROM absence a JOIN people ON people.id = a.person_id WHERE a.starts_at <= $3 AND a.ends_at > $3) AS absences,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('postId', s.post_id, 'personId', s.person_id, ${spans('s')})), '[]')
     FROM standing s) AS substitutes,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('personId', people.id,
       'live', (SELECT count(*) FROM work_order w WHERE w.assignee_id = people.id AND w.closed_at IS NULL),
       'lastGivenMs', (SELECT ${epoch('max(e.at)')} FROM work_order_event e
                       WHERE e.action = 'DISPATCH' AND e.detail ->> 'personId' = people.id))), '[]')
     FROM people) AS loads,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'gridCode', r.grid_code, 'role', r.role,
       'pattern', r.pattern, 'validFromMs', ${epoch('r.valid_from')}, 'validToMs', ${epoch('r.valid_to')},
       'changes', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'day', c.day, 'shift', c.shift,
           'personId', c.person_id, 'byId', c.by_id, 'fromMs', ${epoch('c.starts_at')}, 'toMs', ${epoch('c.ends_at')})
           ORDER BY c.created_at, c.id), '[]')
         FROM roster_change c WHERE c.roster_id = r.id AND c.day BETWEEN $5::date AND $6::date)) ORDER BY r.id), '[]')
     FROM roster r WHERE r.grid_code = ANY($4::text[]) AND r.valid_from <= $3
       AND (r.valid_to IS NULL OR r.valid_to > $3)) AS rosters`;

/** A stored change as core takes it; null for one that lacks what its kind needs. */
export function rosterChange({
  kind,
  day,
  shift,
  personId,
  byId,
  fromMs,
  toMs,
}: ChangeRow): RosterChange | null {
  if (kind === 'OFF') return { kind, day, shift };
  if (kind === 'REPLACE')
    return personId === null || byId === null ? null : { kind, day, shift, personId, byId };
  return byId === null || fromMs === null || toMs === null ? null : { kind, day, byId, fromMs, toMs };
}

export type DutyAround = Required<Pick<DutyFacts<PostRow>, 'absences' | 'substitutes' | 'rosters' | 'loads'>>;

/** Days of changes that are read: a shift may have begun the day before, the next one is looked for ahead. */
const DAYS_AHEAD = 15;

/** Leave, substitutes, rosters and loads around posts that are held at a moment. */
export async function dutyAround(
  client: Queryable,
  posts: readonly Pick<PostRow, 'id' | 'personId' | 'gridCode'>[],
  nowMs: number,
  zone: string,
): Promise<DutyAround> {
  if (posts.length === 0) return { absences: [], substitutes: [], rosters: [], loads: new Map() };
  const today = localDay(nowMs, zone);
  const values = [
    [...new Set(posts.map(({ personId }) => personId))],
    posts.map(({ id }) => id),
    new Date(nowMs),
    [...new Set(posts.map(({ gridCode }) => gridCode))],
    dayText(today - 2),
    dayText(today + DAYS_AHEAD),
  ];
  const result = await client.query({ name: 'duty-around', text: AROUND }, values);
  const [row] = aroundRows(result);
  const span = ({ startsMs, endsMs }: { startsMs: number; endsMs: number }) => ({
    startsAt: new Date(startsMs),
    endsAt: new Date(endsMs),
  });
  return {
    absences: (row?.absences ?? []).map((one) => ({ personId: one.personId, ...span(one) })),
    substitutes: (row?.substitutes ?? []).map((one) => ({
      postId: one.postId,
      personId: one.personId,
      ...span(one),
    })),
    rosters: (row?.rosters ?? []).map(
      ({ changes, ...roster }): Roster => ({
        ...roster,
        changes: changes.map(rosterChange).filter((change) => change !== null),
      }),
    ),
    loads: new Map<string, DutyLoad>(
      (row?.loads ?? []).map(({ personId, live, lastGivenMs }) => [personId, { live, lastGivenMs }]),
    ),
  };
}

/** Posts of some roles at grids and all above them, held at a moment. */
export async function postsServing(
  client: Queryable,
  codes: readonly string[],
  roles: readonly string[],
  nowMs: number,
): Promise<PostRow[]> {
  const path = [...new Set(codes.flatMap((code) => [code, ...ancestorCodes(code)]))];
  const text = `${POSTS_HELD} AND post.grid_code = ANY($2::text[]) AND post.role = ANY($3::text[])`;
  const values = [new Date(nowMs), path, roles];
  return postRows(await client.query({ name: 'duty-posts', text }, values));
}

/** When, after a moment, something may change about who is on duty by itself: a shift, a leave, a post. */
export function nextDutyChangeMs(
  posts: readonly Pick<PostRow, 'validTo'>[],
  { absences, substitutes }: Pick<DutyAround, 'absences' | 'substitutes'>,
  shiftStarts: readonly (number | null)[],
  nowMs: number,
): number {
  const times = [
    ...posts.map(({ validTo }) => validTo?.getTime() ?? null),
    ...[...absences, ...substitutes].map(({ endsAt }) => endsAt.getTime()),
    ...shiftStarts,
  ];
  const ahead = times.filter((ms) => ms !== null).filter((ms) => ms > nowMs);
  return Math.min(nowMs + DAY_MS, ...ahead);
}
