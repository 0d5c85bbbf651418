import { chooseOnDuty, type DutyAnswer, type DutyStep, type SkippedStep } from '../../core/duty.ts';
import { roleNames } from '../../core/duty-roles.ts';
import {
  type DutyAround,
  dutyAround,
  POSTS_HELD,
  type PostRow,
  postRows,
  postsServing,
} from '../duty-facts.ts';
import type { Queryable } from '../rows.ts';

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

/** Where somebody is looked for, and when. */
export interface DutyQuestion {
  gridCode: string | null;
  steps: readonly DutyStep[];
  nowMs: number;
  /** The site's zone: shifts are local time. */
  zone: string;
}

export interface FoundDuty {
  assignee: Assignee | null;
  answer: DutyAnswer<PostRow>;
  /** What it was decided by. */
  posts: readonly PostRow[];
  around: DutyAround;
}

async function titleOf(client: Queryable, personId: string): Promise<string> {
  const { rows } = await client.query('SELECT title FROM person WHERE id = $1', [personId]);
  const [row] = rows;
  return typeof row === 'object' && row !== null && 'title' in row ? String(row.title) : personId;
}

/**
 * Asks the duty ladder of a grid: one query for posts of the grid and all above it, one for leave, substitutes, rosters
 * and loads around them.
 */
export async function findOnDuty(client: Queryable, question: DutyQuestion): Promise<FoundDuty> {
  const { gridCode, steps, nowMs, zone } = question;
  const asked = gridCode !== null && steps.length > 0;
  const roles = steps.flatMap((step) => step.roles);
  const posts = asked ? await postsServing(client, [gridCode], roles, nowMs) : [];
  const around = await dutyAround(client, posts, nowMs, zone);
  const answer = chooseOnDuty({ gridCode, steps, posts, nowMs, zone, ...around });
  const { post, personId, substituteFor } = answer;
  const facts = { answer, posts, around };
  if (post === null || personId === null) return { assignee: null, ...facts };
  if (substituteFor === null) return { assignee: assigneeOf(post), ...facts };
  return { assignee: { ...assigneeOf(post), personId, title: await titleOf(client, personId) }, ...facts };
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
    await client.query(`${POSTS_HELD} AND post.person_id = $2`, [new Date(nowMs), personId]),
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

/** Who it went to, why that one of several, and who was passed over, in words. */
export function explainDuty(
  assignee: Assignee | null,
  skipped: readonly SkippedStep[],
  choice: Pick<DutyAnswer<PostRow>, 'choiceZh' | 'choiceEn'> = { choiceZh: '', choiceEn: '' },
): Bilingual {
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
  const role = roleNames(assignee.postRole);
  const chosenZh = choice.choiceZh === '' ? '' : `；${choice.choiceZh}`;
  const chosenEn = choice.choiceEn === '' ? '' : `; ${choice.choiceEn}`;
  return {
    zh: `派给 ${assignee.title}（${role.zh}，网格 ${assignee.gridCode}）${chosenZh}${zh}`,
    en: `sent to ${assignee.title} (${role.en.toLowerCase()}, grid ${assignee.gridCode})${chosenEn}${en}`,
  };
}
