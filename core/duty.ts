import { answerOf, holds } from './duty-post.ts';
import { POST_ROLES, type PostRole, roleNames } from './duty-roles.ts';
import { explainEquals, skippedStep } from './duty-words.ts';
import { ancestorCodes, type GridLevel, gridLevel } from './grid.ts';
import type { Roster } from './roster.ts';

export { isPostRole, POST_ROLES, type PostRole } from './duty-roles.ts';

/** 邻管家 > 网格员 > 网格长/楼栋长 > 物业 > 社区 > 街道: who is asked first where no ladder document names another order. */
export const DUTY_LADDER = [
  'NEIGHBOUR_STEWARD',
  'GRID_WORKER',
  'GRID_HEAD',
  'BUILDING_LEADER',
  'PROPERTY_MANAGER',
  'COMMUNITY_DUTY',
  'SUBDISTRICT_DUTY',
] as const satisfies readonly PostRole[];

/** A post as stored; other fields pass through. */
export interface DutyPost {
  id: string;
  /** A PostRole; a role nobody knows is never asked. */
  role: string;
  gridCode: string;
  personId: string;
  /** Held from this moment … */
  validFrom: Date;
  /** … until before this one; null while open-ended. */
  validTo: Date | null;
  /** Live orders that its holder takes at most; no limit without it. */
  capacity?: number | null;
}

/** Leave or absence of a person: from `startsAt` until before `endsAt`. */
export interface DutyAbsence {
  personId: string;
  startsAt: Date;
  endsAt: Date;
}

/** Somebody who stands in for a post for a time. */
export interface DutySubstitute extends DutyAbsence {
  postId: string;
}

/** What somebody has at hand. */
export interface DutyLoad {
  /** Live orders. */
  live: number;
  /** When they were given the last one; null: never. */
  lastGivenMs: number | null;
}

/** A step of a ladder. Its roles are equals: the nearest grid, then the least loaded. */
export interface DutyStep {
  roles: readonly PostRole[];
  /** Levels of the grids at which it is looked for; every level from the grid itself up without it. */
  levels?: readonly GridLevel[] | undefined;
}

export const SKIP_KINDS = {
  VACANT: { zh: '空缺', en: 'vacant' },
  ON_LEAVE: { zh: '请假', en: 'on leave' },
  NOT_ON_SHIFT: { zh: '不在班', en: 'not on shift' },
  SUBSTITUTED: { zh: '由他人替班', en: 'substituted' },
  OVER_CAPACITY: { zh: '已满负荷', en: 'over capacity' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type SkipKind = keyof typeof SKIP_KINDS;

/** A step of the ladder that was passed over, or a holder for whom another stands in. */
export interface SkippedStep {
  kind: SkipKind;
  role: PostRole;
  /** Where the holder's post is; for a vacant role the grid that was asked for. */
  gridCode: string;
  /** Null for a vacant role. */
  postId: string | null;
  reasonZh: string;
  reasonEn: string;
}

/** One of several who could have answered. */
export interface Candidate<P extends DutyPost> extends DutyLoad {
  post: P;
  /** Who answers for the post: its holder, or who stands in. */
  personId: string;
  /** The holder for whom they stand in. */
  substituteFor: string | null;
}

export interface DutyAnswer<P extends DutyPost> {
  /** Null when the whole ladder is empty or away. */
  post: P | null;
  /** Who answers for it; null with the post. */
  personId: string | null;
  /** The holder for whom that person stands in. */
  substituteFor: string | null;
  /** Place of the step that answered in the ladder. */
  step: number | null;
  /** Everybody who was equal there, the chosen one first. */
  equals: Candidate<P>[];
  /** Everybody present was full; the least loaded of the first step takes it nevertheless. */
  overCapacity: boolean;
  /** In the order they were passed over. */
  skipped: SkippedStep[];
  /** Why this one of several; '' where there was no choice. */
  choiceZh: string;
  choiceEn: string;
}

/** All that decides who is on duty. Lists may hold other grids' rows. */
export interface DutyFacts<P extends DutyPost> {
  /** Null: an unknown place has no ladder. */
  gridCode: string | null;
  steps: readonly DutyStep[];
  posts: readonly P[];
  absences: readonly DutyAbsence[];
  substitutes?: readonly DutySubstitute[];
  rosters?: readonly Roster[];
  loads?: ReadonlyMap<string, DutyLoad>;
  nowMs: number;
  /** Of the rosters' shifts. */
  zone?: string;
}

/** Each role a step of its own. */
export function stepsOf(roles: readonly PostRole[]): DutyStep[] {
  return roles.map((role) => ({ roles: [role] }));
}

/** Fewest live orders, then longest since the last, then the lowest id. */
function byLoad(a: Candidate<DutyPost>, b: Candidate<DutyPost>): number {
  const since = (one: DutyLoad) => one.lastGivenMs ?? Number.NEGATIVE_INFINITY;
  if (a.live !== b.live) return a.live - b.live;
  if (since(a) !== since(b)) return since(a) < since(b) ? -1 : 1;
  return a.post.id < b.post.id ? -1 : 1;
}

function isFull({ post, live }: Candidate<DutyPost>): boolean {
  return post.capacity !== undefined && post.capacity !== null && live >= post.capacity;
}

/** The grid and those above it that a step looks at, nearest first. */
function pathOf(gridCode: string, step: DutyStep): string[] {
  const path = [gridCode, ...ancestorCodes(gridCode)];
  const { levels } = step;
  return levels === undefined
    ? path
    : path.filter((code) => levels.some((level) => level === gridLevel(code)));
}

/**
 * Who is on duty for a grid: each step of the ladder in turn, the grid itself and then up to the city, nearest first.
 * Vacant, absent, off-shift and full holders are passed over and told. Of several at one grid the least loaded answers,
 * then whoever has waited longest, then the lowest post id: the same facts always give the same person. Where everybody
 * present is full, the least loaded of the first such step answers nevertheless: an order is never left for that alone.
 */
export function chooseOnDuty<P extends DutyPost>(facts: DutyFacts<P>): DutyAnswer<P> {
  const { gridCode, steps, posts, nowMs } = facts;
  const skipped: SkippedStep[] = [];
  const full: { candidate: Candidate<P>; step: number }[] = [];
  const answered = (candidates: Candidate<P>[], step: number, overCapacity: boolean): DutyAnswer<P> => {
    const equals = candidates.sort(byLoad);
    const [chosen] = equals;
    return {
      post: chosen?.post ?? null,
      personId: chosen?.personId ?? null,
      substituteFor: chosen?.substituteFor ?? null,
      step,
      equals,
      overCapacity,
      skipped,
      ...explainEquals(equals, overCapacity),
    };
  };
  for (const [index, step] of (gridCode === null ? [] : steps).entries()) {
    let held = false;
    for (const code of pathOf(gridCode ?? '', step)) {
      const present: Candidate<P>[] = [];
      const holders = posts
        .filter((post) => post.gridCode === code && holds(post, nowMs))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      for (const role of step.roles) {
        for (const post of holders.filter((one) => one.role === role)) {
          held = true;
          const answer = answerOf(post, role, facts);
          skipped.push(...answer.skipped);
          if (answer.candidate === null) continue;
          if (!isFull(answer.candidate)) {
            present.push(answer.candidate);
            continue;
          }
          const { live } = answer.candidate;
          skipped.push(
            skippedStep(
              'OVER_CAPACITY',
              role,
              code,
              post.id,
              `已有 ${live} 单，达到上限`,
              `has ${live} orders, its limit`,
            ),
          );
          full.push({ candidate: answer.candidate, step: index });
        }
      }
      if (present.length > 0) return answered(present, index, false);
    }
    if (held) continue;
    for (const role of step.roles) {
      const { en } = roleNames(role);
      const zh = `${POST_ROLES[role].zh}空缺`;
      skipped.push({
        kind: 'VACANT',
        role,
        gridCode: gridCode ?? '',
        postId: null,
        reasonZh: zh,
        reasonEn: `no ${en.toLowerCase()} here or above`,
      });
    }
  }
  const [first] = full;
  if (first !== undefined) {
    const same = full.filter(({ step }) => step === first.step).map(({ candidate }) => candidate);
    return answered(same, first.step, true);
  }
  return {
    post: null,
    personId: null,
    substituteFor: null,
    step: null,
    equals: [],
    overCapacity: false,
    skipped,
    choiceZh: '',
    choiceEn: '',
  };
}

/** `chooseOnDuty` of single roles, by posts and leave alone. */
export function resolveDuty<P extends DutyPost>(
  gridCode: string | null,
  ladder: readonly PostRole[],
  posts: readonly P[],
  absences: readonly DutyAbsence[],
  nowMs: number,
): Pick<DutyAnswer<P>, 'post' | 'skipped'> {
  const { post, skipped } = chooseOnDuty({ gridCode, steps: stepsOf(ladder), posts, absences, nowMs });
  return { post, skipped };
}
