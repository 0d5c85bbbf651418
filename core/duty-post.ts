import type { Candidate, DutyAbsence, DutyFacts, DutyLoad, DutyPost, SkipKind, SkippedStep } from './duty.ts';
import type { PostRole } from './duty-roles.ts';
import { skippedStep } from './duty-words.ts';
import { nextShiftMs, shiftHolders } from './roster.ts';

const NO_LOAD: DutyLoad = { live: 0, lastGivenMs: null };

/** Whether somebody holds a post at a moment. */
export function holds(post: DutyPost, nowMs: number): boolean {
  return post.validFrom.getTime() <= nowMs && (post.validTo === null || nowMs < post.validTo.getTime());
}

function covers({ startsAt, endsAt }: DutyAbsence, nowMs: number): boolean {
  return startsAt.getTime() <= nowMs && nowMs < endsAt.getTime();
}

/** The last of the absences that hold now: it says until when. */
function away(personId: string, { absences, nowMs }: Pick<DutyFacts<DutyPost>, 'absences' | 'nowMs'>) {
  return absences
    .filter((absence) => absence.personId === personId && covers(absence, nowMs))
    .sort((a, b) => b.endsAt.getTime() - a.endsAt.getTime())[0];
}

/** Who answers for one post, and who of it was passed over. */
export interface PostAnswer<P extends DutyPost> {
  candidate: Candidate<P> | null;
  skipped: SkippedStep[];
}

/** Whether a post answers now and by whom: the shift first, then who stands in, then leave. */
export function answerOf<P extends DutyPost>(post: P, role: PostRole, facts: DutyFacts<P>): PostAnswer<P> {
  const { nowMs, zone = 'Asia/Shanghai', rosters = [], substitutes = [], loads } = facts;
  const skip = (kind: SkipKind, zh: string, en: string): SkippedStep =>
    skippedStep(kind, role, post.gridCode, post.id, zh, en);
  const candidate = (personId: string, substituteFor: string | null): Candidate<P> => ({
    post,
    personId,
    substituteFor,
    ...(loads?.get(personId) ?? NO_LOAD),
  });
  const own = rosters.filter(
    (roster) =>
      roster.gridCode === post.gridCode &&
      roster.role === post.role &&
      roster.validFromMs <= nowMs &&
      (roster.validToMs === null || nowMs < roster.validToMs),
  );
  if (own.length > 0 && !own.some((roster) => shiftHolders(roster, nowMs, zone).includes(post.personId))) {
    const next = own
      .map((roster) => nextShiftMs(roster, post.personId, nowMs, zone))
      .filter((ms) => ms !== null)
      .sort((a, b) => a - b)[0];
    const until = next === undefined ? null : new Date(next).toISOString();
    const zh = until === null ? '不在班' : `不在班，下一班 ${until}`;
    const en = until === null ? 'not on shift' : `not on shift, next one ${until}`;
    return { candidate: null, skipped: [skip('NOT_ON_SHIFT', zh, en)] };
  }
  const skipped: SkippedStep[] = [];
  const standing = substitutes
    .filter((one) => one.postId === post.id && covers(one, nowMs))
    .sort((a, b) => (a.personId < b.personId ? -1 : 1));
  for (const substitute of standing) {
    const absence = away(substitute.personId, facts);
    const until = substitute.endsAt.toISOString();
    if (absence === undefined) {
      skipped.push(skip('SUBSTITUTED', `由他人替班至 ${until}`, `somebody stands in until ${until}`));
      return { candidate: candidate(substitute.personId, post.personId), skipped };
    }
    const end = absence.endsAt.toISOString();
    skipped.push(skip('ON_LEAVE', `替班人请假至 ${end}`, `the substitute is away until ${end}`));
  }
  // why somebody is on leave is private; the dispatch explanation is read by many
  const absence = away(post.personId, facts);
  if (absence === undefined) return { candidate: candidate(post.personId, null), skipped };
  const end = absence.endsAt.toISOString();
  return { candidate: null, skipped: [...skipped, skip('ON_LEAVE', `请假至 ${end}`, `away until ${end}`)] };
}
