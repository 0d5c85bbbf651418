import {
  DUTY_LADDER,
  type DutyAbsence,
  type DutyPost,
  resolveDuty,
  type SkippedStep,
} from '../../core/duty.ts';

/** Who answers for one rung of the ladder, and what was passed over since the rung before that is held. */
export interface DutyRung<P extends DutyPost> {
  post: P;
  skipped: SkippedStep[];
}

/** The whole ladder of a grid at a moment, first to be called first; rungs that nobody holds are told as skipped. */
export function dutyOf<P extends DutyPost>(
  gridCode: string,
  at: Date,
  posts: readonly P[],
  absences: readonly DutyAbsence[],
): DutyRung<P>[] {
  const rungs: DutyRung<P>[] = [];
  let passed: SkippedStep[] = [];
  for (const role of DUTY_LADDER) {
    const { post, skipped } = resolveDuty(gridCode, [role], posts, absences, at.getTime());
    passed.push(...skipped);
    if (post === null) continue;
    rungs.push({ post, skipped: passed });
    passed = [];
  }
  return rungs;
}
