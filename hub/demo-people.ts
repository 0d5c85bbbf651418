import type { PostRole } from '../core/duty.ts';
import type { RosterPattern } from '../core/roster.ts';
import type { DemoGrid } from './demo-places.ts';

export interface DemoParty {
  id: string;
  kind: string;
  name: string;
  gridCode: string;
}

export interface DemoPerson {
  id: string;
  /** Duty title, never a personal name. */
  title: string;
  phone: string;
  partyId: string | null;
}

export interface DemoPost {
  id: string;
  role: PostRole;
  gridCode: string;
  personId: string;
  partyId: string | null;
  validFrom: Date;
  validTo: Date | null;
}

export interface DemoAbsence {
  id: string;
  personId: string;
  startsAt: Date;
  endsAt: Date;
  reason: string;
}

/** Who stands in for a post, from and to. */
interface DemoSubstitute {
  id: string;
  postId: string;
  personId: string;
  startsAt: Date;
  endsAt: Date;
}

interface DemoRoster {
  id: string;
  gridCode: string;
  role: PostRole;
  name: string;
  pattern: RosterPattern;
  validFrom: Date;
}

export interface DemoPeople {
  substitutes: DemoSubstitute[];
  rosters: DemoRoster[];
  parties: DemoParty[];
  persons: DemoPerson[];
  posts: DemoPost[];
  absences: DemoAbsence[];
}

const DAY_MS = 86_400_000;
/** Every n-th grid worker is on leave; every n-th micro-grid has no grid worker at all. */
const ON_LEAVE_EVERY = 7;
const VACANT_EVERY = 13;

/** Parties of a level: kind, id prefix and name after the grid's own. */
const PARTIES = {
  CITY: [],
  COUNTY: [
    ['DEPARTMENT', 'dept-fire', '消防救援站'],
    ['DEPARTMENT', 'dept-market', '市场监管局特种设备股'],
  ],
  SUBDISTRICT: [['SUBDISTRICT', 'street', '街道办事处']],
  COMMUNITY: [['COMMUNITY', 'community', '居民委员会']],
  GRID: [
    ['BRANCH', 'branch', '党支部'],
    ['OWNERS_COMMITTEE', 'owners', '业主委员会'],
    ['OWNERS_SUPERVISORS', 'supervisors', '业主监事会'],
    ['PROPERTY', 'property', '物业服务中心'],
  ],
  MICRO_GRID: [],
  NEIGHBOUR_UNIT: [],
} as const satisfies Record<DemoGrid['level'], readonly (readonly [string, string, string])[]>;

/** Posts of a level: role, title after the grid's name, and the prefix of the party it is held for. */
const POSTS = {
  CITY: [],
  COUNTY: [],
  SUBDISTRICT: [['SUBDISTRICT_DUTY', '值班席', 'street']],
  COMMUNITY: [
    ['COMMUNITY_DUTY', '值班席', 'community'],
    ['POLICE', '社区民警', null],
    ['LEGAL_ADVISER', '法律顾问', null],
  ],
  GRID: [
    ['GRID_HEAD', '网格长', 'community'],
    ['PROPERTY_MANAGER', '物业经理', 'property'],
    ['BRANCH_SECRETARY', '支部书记', 'branch'],
    ['OWNERS_COMMITTEE_DIRECTOR', '业委会主任', 'owners'],
  ],
  MICRO_GRID: [
    ['GRID_WORKER', '网格员', 'community'],
    ['BUILDING_LEADER', '楼栋长', null],
    ['PARTY_HOUSEHOLD', '党员中心户', 'branch'],
  ],
  NEIGHBOUR_UNIT: [['NEIGHBOUR_STEWARD', '邻管家', null]],
} as const satisfies Record<DemoGrid['level'], readonly (readonly [PostRole, string, string | null])[]>;

/** Committee members of a compound, who take turns in the evening (LA-16). */
const MEMBERS = ['一', '二', '三'];

/** Where the party of a prefix lies on the way up from a grid. */
const PARTY_DIGITS: Readonly<Record<string, number>> = {
  street: 9,
  community: 12,
  branch: 15,
  owners: 15,
  property: 15,
};

/** The organisations, the people by duty title, their posts and some leave, around `now`. */
export function demoPeople(grids: readonly DemoGrid[], now: Date): DemoPeople {
  const parties = grids.flatMap((grid) =>
    PARTIES[grid.level].map(([kind, prefix, name]) => ({
      id: `${prefix}-${grid.code}`,
      kind,
      name: kind === 'SUBDISTRICT' ? `${grid.name}办事处` : `${grid.name}${name}`,
      gridCode: grid.code,
    })),
  );
  const persons = new Map<string, DemoPerson>();
  const posts: DemoPost[] = [];
  const absences: DemoAbsence[] = [];
  const substitutes: DemoSubstitute[] = [];
  const rosters: DemoRoster[] = [];
  const validFrom = new Date(now.getTime() - 365 * DAY_MS);
  let microGrids = 0;
  let compounds = 0;
  for (const grid of grids) {
    if (grid.level === 'MICRO_GRID') microGrids += 1;
    if (grid.level === 'GRID') compounds += 1;
    for (const [role, title, prefix] of POSTS[grid.level]) {
      if (role === 'GRID_WORKER' && microGrids % VACANT_EVERY === 0) continue;
      // 一肩挑: in every third compound the branch secretary is the owners' committee's director too
      const shared = role === 'OWNERS_COMMITTEE_DIRECTOR' && compounds % 3 === 0;
      const personId = personIdOf(shared ? 'BRANCH_SECRETARY' : role, grid.code);
      const partyId = prefix === null ? null : `${prefix}-${grid.code.slice(0, PARTY_DIGITS[prefix])}`;
      if (!persons.has(personId)) {
        // eleven digits that no operator gives out
        const phone = `000${String(persons.size + 1).padStart(8, '0')}`;
        persons.set(personId, { id: personId, title: `${grid.name}${title}`, phone, partyId });
      }
      posts.push({
        id: `post-${role.toLowerCase().replaceAll('_', '-')}-${grid.code}`,
        role,
        gridCode: grid.code,
        personId,
        partyId,
        validFrom,
        validTo: null,
      });
      if (role === 'GRID_WORKER' && microGrids % ON_LEAVE_EVERY === 0) {
        absences.push({
          id: `absence-${grid.code}`,
          personId,
          startsAt: new Date(now.getTime() - DAY_MS),
          endsAt: new Date(now.getTime() + 14 * DAY_MS),
          reason: microGrids % 2 === 0 ? '年休假' : '外出培训',
        });
      }
    }
  }
  for (const { code, name } of grids.filter(({ level }) => level === 'GRID')) {
    const partyId = `owners-${code}`;
    const members = MEMBERS.map((number, at) => {
      const personId = `${personIdOf('OWNERS_COMMITTEE_MEMBER', code)}-${at + 1}`;
      const phone = `000${String(persons.size + 1).padStart(8, '0')}`;
      persons.set(personId, { id: personId, title: `${name}业委会委员${number}`, phone, partyId });
      const id = `post-owners-committee-member-${at + 1}-${code}`;
      posts.push({
        ...{ id, role: 'OWNERS_COMMITTEE_MEMBER', gridCode: code, personId, partyId },
        ...{ validFrom, validTo: null },
      });
      return personId;
    });
    const hours = { from: '19:00', to: '21:00' };
    const start = validFrom.toISOString().slice(0, 10);
    rosters.push({
      ...{ id: `roster-owners-${code}`, gridCode: code, role: 'OWNERS_COMMITTEE_MEMBER', validFrom },
      name: `${name}业委会轮值`,
      pattern: {
        ...{ kind: 'ROTATION', every: 'DAY', start, members, shifts: [{ name: '晚班', ...hours }] },
        ...{ coverage: 'EXACTLY_ONE', cover: [hours] },
      },
    });
  }
  // every second one on leave has somebody who stands in: the building leader next door
  for (const [at, { id, personId, startsAt, endsAt }] of absences.entries()) {
    const post = posts.find((one) => one.personId === personId);
    const leader = posts.find((one) => one.role === 'BUILDING_LEADER' && one.gridCode === post?.gridCode);
    if (at % 2 === 1 || post === undefined || leader === undefined) continue;
    substitutes.push({
      id: `substitute-${id}`,
      postId: post.id,
      personId: leader.personId,
      startsAt,
      endsAt,
    });
  }
  return { parties, persons: [...persons.values()], posts, absences, substitutes, rosters };
}

/** Also the `sub` of that person's token. */
export function personIdOf(role: PostRole, gridCode: string): string {
  return `person-${role.toLowerCase().replaceAll('_', '-')}-${gridCode}`;
}
