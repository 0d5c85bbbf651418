import type { Interval } from './calendar-days.ts';
import type { DutyAbsence, DutyPost, DutySubstitute } from './duty.ts';
import { coverOf, type Roster, type Shift, shiftsBetween } from './roster.ts';

export const ROSTER_FAULTS = {
  NO_SHIFT: { zh: '无人排班', en: 'nobody has a shift' },
  AWAY: { zh: '排班人员均请假且无人替班', en: 'everybody on the shift is away and nobody stands in' },
  NO_POST: { zh: '排班人员已不在岗', en: 'nobody on the shift holds the post any more' },
  TOO_MANY: { zh: '同一时段多人当班', en: 'more than one has the shift' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type RosterFaultKind = keyof typeof ROSTER_FAULTS;

/** A stretch in which a roster does not do what it declares. */
export interface RosterFault extends Interval {
  kind: RosterFaultKind;
  /** Who has the shift there. */
  personIds: readonly string[];
}

export interface RosterFacts {
  roster: Roster;
  posts: readonly DutyPost[];
  absences: readonly DutyAbsence[];
  substitutes: readonly DutySubstitute[];
  zone: string;
}

const within = ({ startsAt, endsAt }: DutyAbsence, ms: number) =>
  startsAt.getTime() <= ms && ms < endsAt.getTime();

/** Those of a shift who are there at an instant: on their post and not away, or somebody stands in who is not away. */
function presence(personIds: readonly string[], facts: RosterFacts, ms: number) {
  const { roster, posts, absences, substitutes } = facts;
  const isAway = (personId: string) => absences.some((one) => one.personId === personId && within(one, ms));
  const held = posts.filter(
    (post) =>
      post.gridCode === roster.gridCode &&
      post.role === roster.role &&
      personIds.includes(post.personId) &&
      post.validFrom.getTime() <= ms &&
      (post.validTo === null || ms < post.validTo.getTime()),
  );
  const there = held.filter(
    (post) =>
      !isAway(post.personId) ||
      substitutes.some((one) => one.postId === post.id && within(one, ms) && !isAway(one.personId)),
  );
  return { held: held.length, there: there.length };
}

function boundaries(facts: RosterFacts, cover: readonly Interval[], shifts: readonly Shift[]): number[] {
  const { posts, absences, substitutes } = facts;
  const times = [
    ...[...cover, ...shifts].flatMap(({ fromMs, toMs }) => [fromMs, toMs]),
    ...[...absences, ...substitutes].flatMap(({ startsAt, endsAt }) => [
      startsAt.getTime(),
      endsAt.getTime(),
    ]),
    ...posts.flatMap(({ validFrom, validTo }) => [
      validFrom.getTime(),
      validTo?.getTime() ?? validFrom.getTime(),
    ]),
  ];
  return [...new Set(times)].sort((a, b) => a - b);
}

/**
 * Where a roster leaves its grid without anybody on duty, and where it puts several on it though it declares at most
 * one. A roster that declares nothing is looked at as "at least one" for gaps in the hours of its shifts alone.
 */
export function rosterFaults(facts: RosterFacts, range: Interval): RosterFault[] {
  const { roster, zone } = facts;
  const { coverage = 'ANY' } = roster.pattern;
  const shifts = shiftsBetween(roster, range, zone);
  const mustBeCovered = coverage === 'AT_LEAST_ONE' || coverage === 'EXACTLY_ONE';
  const cover = mustBeCovered ? coverOf(roster, range, zone) : [];
  const times = boundaries(facts, cover, shifts).filter((ms) => ms >= range.fromMs && ms < range.toMs);
  if (times[0] !== range.fromMs) times.unshift(range.fromMs);
  const faults: RosterFault[] = [];
  times.forEach((fromMs, index) => {
    const toMs = times[index + 1] ?? range.toMs;
    const at = (one: Interval) => one.fromMs <= fromMs && fromMs < one.toMs;
    const personIds = [...new Set(shifts.filter(at).flatMap((shift) => shift.personIds))];
    const told = (kind: RosterFaultKind) => {
      const last = faults.at(-1);
      const same =
        last?.kind === kind && last.toMs === fromMs && String(last.personIds) === String(personIds);
      if (last !== undefined && same) last.toMs = toMs;
      else faults.push({ kind, fromMs, toMs, personIds });
    };
    if (personIds.length === 0) {
      if (cover.some(at)) told('NO_SHIFT');
      return;
    }
    if (personIds.length > 1 && (coverage === 'AT_MOST_ONE' || coverage === 'EXACTLY_ONE')) told('TOO_MANY');
    const { held, there } = presence(personIds, facts, fromMs);
    if (held === 0) told('NO_POST');
    else if (there === 0) told('AWAY');
  });
  return faults;
}
