import Type, { type Static } from 'typebox';
import {
  type DutyAbsence,
  isPostRole,
  POST_ROLES,
  type PostRole,
  resolveDuty,
  type SkippedStep,
} from '../../core/duty.ts';
import { ancestorCodes } from '../../core/grid.ts';
import { Instant, nullable, type Queryable, rowsOf } from '../rows.ts';

const PostRow = Type.Object({
  id: Type.String(),
  role: Type.String(),
  gridCode: Type.String(),
  personId: Type.String(),
  partyId: nullable(Type.String()),
  title: Type.String(),
  validFrom: Instant,
  validTo: nullable(Instant),
});
type PostRow = Static<typeof PostRow>;
const postRows = rowsOf(PostRow);
const absenceRows = rowsOf(
  Type.Object({ personId: Type.String(), startsAt: Instant, endsAt: Instant }) satisfies Type.TSchema,
);

const POSTS = `
  SELECT post.id, post.role, post.grid_code AS "gridCode", post.person_id AS "personId",
         coalesce(post.party_id, person.party_id) AS "partyId", person.title,
         post.valid_from AS "validFrom", post.valid_to AS "validTo"
  FROM post JOIN person ON person.id = post.person_id
  WHERE post.valid_from <= $1 AND (post.valid_to IS NULL OR post.valid_to > $1)`;

/** Whom an order goes to. */
export interface Assignee {
  personId: string;
  partyId: string | null;
  postRole: string;
  title: string;
  /** Where the post is. */
  gridCode: string;
}

function assigneeOf({ personId, partyId, role, title, gridCode }: PostRow): Assignee {
  return { personId, partyId, postRole: role, title, gridCode };
}

/** Asks the duty ladder of a grid: one query for posts of the grid and all above it, one for their absences. */
export async function findDuty(
  client: Queryable,
  gridCode: string | null,
  ladder: readonly PostRole[],
  nowMs: number,
): Promise<{ assignee: Assignee | null; skipped: SkippedStep[] }> {
  if (gridCode === null || ladder.length === 0) return { assignee: null, skipped: [] };
  const now = new Date(nowMs);
  const path = [gridCode, ...ancestorCodes(gridCode)];
  const posts = postRows(
    await client.query(`${POSTS} AND post.grid_code = ANY($2::text[]) AND post.role = ANY($3::text[])`, [
      now,
      path,
      ladder,
    ]),
  );
  const absences: DutyAbsence[] = absenceRows(
    await client.query(
      `SELECT person_id AS "personId", starts_at AS "startsAt", ends_at AS "endsAt" FROM absence
       WHERE person_id = ANY($1::text[]) AND starts_at <= $2 AND ends_at > $2`,
      [posts.map((post) => post.personId), now],
    ),
  );
  const { post, skipped } = resolveDuty(gridCode, ladder, posts, absences, nowMs);
  return { assignee: post === null ? null : assigneeOf(post), skipped };
}

/**
 * A person as the assignee of an order at a grid: by the nearest post that serves it, at, above or below it. Null: no
 * such person, or none of the posts held now serves that grid. An order at no grid may go to anybody on a post.
 */
export async function findAssignee(
  client: Queryable,
  personId: string,
  gridCode: string | null,
  nowMs: number,
): Promise<Assignee | null> {
  const held = postRows(
    await client.query(`${POSTS} AND post.person_id = $2`, [new Date(nowMs), personId]),
  ).filter(
    (post) => gridCode === null || gridCode.startsWith(post.gridCode) || post.gridCode.startsWith(gridCode),
  );
  const distance = (post: PostRow) => Math.abs(post.gridCode.length - (gridCode?.length ?? 0));
  const [nearest] = held.sort((a, b) => distance(a) - distance(b) || (a.id < b.id ? -1 : 1));
  return nearest === undefined ? null : assigneeOf(nearest);
}

/** Text in both languages, Chinese first: what `dispatchExplanation` holds. */
export interface Bilingual {
  zh: string;
  en: string;
}

export function inBoth({ zh, en }: Bilingual): string {
  return `${zh}\n${en}`;
}

/** Who it went to and who was passed over, in words. */
export function explainDuty(assignee: Assignee | null, skipped: readonly SkippedStep[]): Bilingual {
  const passedZh = skipped.map(({ reasonZh, gridCode }) => `${reasonZh}（${gridCode}）`);
  const passedEn = skipped.map(({ reasonEn, gridCode }) => `${reasonEn} (${gridCode})`);
  const zh = passedZh.length === 0 ? '' : `；跳过：${passedZh.join('、')}`;
  const en = passedEn.length === 0 ? '' : `; passed over: ${passedEn.join(', ')}`;
  if (assignee === null) {
    return {
      zh: `无人当值，工单未派出，由运行中心处理${zh}`,
      en: `nobody is on duty: not sent to anybody, the operations centre has it${en}`,
    };
  }
  const role = isPostRole(assignee.postRole)
    ? POST_ROLES[assignee.postRole]
    : { zh: assignee.postRole, en: assignee.postRole };
  return {
    zh: `派给 ${assignee.title}（${role.zh}，网格 ${assignee.gridCode}）${zh}`,
    en: `sent to ${assignee.title} (${role.en.toLowerCase()}, grid ${assignee.gridCode})${en}`,
  };
}
