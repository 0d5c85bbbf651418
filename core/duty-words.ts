import type { Candidate, DutyPost, SkipKind, SkippedStep } from './duty.ts';
import { POST_ROLES, type PostRole } from './duty-roles.ts';

/** A passed-over holder of a role, in words: `网格员请假至 …`. */
export function skippedStep(
  kind: SkipKind,
  role: PostRole,
  gridCode: string,
  postId: string,
  zh: string,
  en: string,
): SkippedStep {
  const names = POST_ROLES[role];
  return {
    kind,
    role,
    gridCode,
    postId,
    reasonZh: `${names.zh}${zh}`,
    reasonEn: `${names.en.toLowerCase()} ${en}`,
  };
}

/** Why the first of several equals was chosen; '' where there was but one. */
export function explainEquals(
  equals: readonly Candidate<DutyPost>[],
  overCapacity: boolean,
): { choiceZh: string; choiceEn: string } {
  const [chosen, next] = equals;
  const full = overCapacity
    ? {
        zh: '在岗人员均已满负荷，仍派给负荷最轻者',
        en: 'everybody present is full; the least loaded takes it',
      }
    : { zh: '', en: '' };
  if (chosen === undefined || next === undefined) return { choiceZh: full.zh, choiceEn: full.en };
  const why =
    chosen.live < next.live
      ? { zh: `在办 ${chosen.live} 单，最少`, en: `fewest live orders (${chosen.live})` }
      : chosen.lastGivenMs !== next.lastGivenMs
        ? {
            zh: `同为 ${chosen.live} 单，距上次派单最久`,
            en: `equal load (${chosen.live}), longest since the last order`,
          }
        : {
            zh: `负荷相同（${chosen.live} 单），岗位编号在前`,
            en: `equal load (${chosen.live}), lowest post id`,
          };
  const zh = `${equals.length} 人同级：${why.zh}`;
  const en = `of ${equals.length} equals: ${why.en}`;
  return {
    choiceZh: full.zh === '' ? zh : `${full.zh}；${zh}`,
    choiceEn: full.en === '' ? en : `${full.en}; ${en}`,
  };
}
