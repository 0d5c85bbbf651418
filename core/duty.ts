import { ancestorCodes } from './grid.ts';

/** Roles that a post can have; the code is stored, the names are shown. */
export const POST_ROLES = {
  NEIGHBOUR_STEWARD: { zh: '邻管家', en: 'Neighbour steward' },
  GRID_WORKER: { zh: '网格员', en: 'Grid worker' },
  GRID_HEAD: { zh: '网格长', en: 'Grid head' },
  BUILDING_LEADER: { zh: '楼栋长', en: 'Building leader' },
  PARTY_HOUSEHOLD: { zh: '党员中心户', en: 'Party member household' },
  BRANCH_SECRETARY: { zh: '支部书记', en: 'Branch secretary' },
  OWNERS_COMMITTEE_DIRECTOR: { zh: '业委会主任', en: "Owners' committee director" },
  PROPERTY_MANAGER: { zh: '物业经理', en: 'Property manager' },
  LEGAL_ADVISER: { zh: '法律顾问', en: 'Legal adviser' },
  POLICE: { zh: '社区民警', en: 'Community police' },
  COMMUNITY_DUTY: { zh: '社区值班', en: 'Community duty desk' },
  SUBDISTRICT_DUTY: { zh: '街道值班', en: 'Sub-district duty desk' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type PostRole = keyof typeof POST_ROLES;

export function isPostRole(value: unknown): value is PostRole {
  return typeof value === 'string' && Object.hasOwn(POST_ROLES, value);
}

/** 邻管家 > 网格员 > 网格长/楼栋长 > 物业 > 社区 > 街道: who is asked first where a rule names no other order. */
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
}

/** Leave or absence of a person: from `startsAt` until before `endsAt`. */
export interface DutyAbsence {
  personId: string;
  startsAt: Date;
  endsAt: Date;
}

/** A step of the ladder that was passed over. */
export interface SkippedStep {
  role: PostRole;
  /** Where the absent holder's post is; for a vacant role the grid that was asked for. */
  gridCode: string;
  reasonZh: string;
  reasonEn: string;
}

export interface DutyAnswer<P extends DutyPost> {
  /** Null when the whole ladder is empty or away. */
  post: P | null;
  /** In the order they were passed over. */
  skipped: SkippedStep[];
}

function holds(post: DutyPost, nowMs: number): boolean {
  return post.validFrom.getTime() <= nowMs && (post.validTo === null || nowMs < post.validTo.getTime());
}

function away(personId: string, absences: readonly DutyAbsence[], nowMs: number): DutyAbsence | undefined {
  return absences.find(
    (absence) =>
      absence.personId === personId &&
      absence.startsAt.getTime() <= nowMs &&
      nowMs < absence.endsAt.getTime(),
  );
}

function vacant(role: PostRole, gridCode: string): SkippedStep {
  const { zh, en } = POST_ROLES[role];
  return { role, gridCode, reasonZh: `${zh}空缺`, reasonEn: `no ${en.toLowerCase()} here or above` };
}

// why somebody is on leave is private; the dispatch explanation is read by many
function onLeave(role: PostRole, gridCode: string, until: Date): SkippedStep {
  const { zh, en } = POST_ROLES[role];
  const end = until.toISOString();
  return {
    role,
    gridCode,
    reasonZh: `${zh}请假至 ${end}`,
    reasonEn: `${en.toLowerCase()} away until ${end}`,
  };
}

/**
 * Who is on duty for a grid at `nowMs`: for each role of the ladder in turn, the grid itself and then up to the city,
 * nearest first. Vacant and absent steps are passed over and told. Of several holders at one grid the lowest post id
 * answers, so that the same facts always give the same person. `posts` may hold any grid's; a null grid has no ladder.
 */
export function resolveDuty<P extends DutyPost>(
  gridCode: string | null,
  ladder: readonly PostRole[],
  posts: readonly P[],
  absences: readonly DutyAbsence[],
  nowMs: number,
): DutyAnswer<P> {
  const skipped: SkippedStep[] = [];
  if (gridCode === null) return { post: null, skipped };
  const path = [gridCode, ...ancestorCodes(gridCode)];
  for (const role of ladder) {
    const holders = path.flatMap((code) =>
      posts
        .filter((post) => post.role === role && post.gridCode === code && holds(post, nowMs))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    if (holders.length === 0) skipped.push(vacant(role, gridCode));
    for (const post of holders) {
      const absence = away(post.personId, absences, nowMs);
      if (absence === undefined) return { post, skipped };
      skipped.push(onLeave(role, post.gridCode, absence.endsAt));
    }
  }
  return { post: null, skipped };
}
