import type { SkippedStep } from '../../core/duty.ts';
import {
  PARTY_KINDS,
  POST_DUTIES,
  POST_ROLE_NAMES,
  partyKindNames,
  roleNames,
} from '../../core/duty-roles.ts';
import type { Shift as HeldShift } from '../../core/roster.ts';
import type {
  Party as PartyShape,
  Person as PersonShape,
  Post as PostShape,
} from '../../runtime/prisma/client.ts';
import type { CountedPage } from '../page.ts';
import { type DutyRung, type DutyService, explainAnswer, type GridDuty } from './duty-answer.ts';
import type { LeaveWrites } from './leave-writes.ts';
import type { PeopleService } from './people-service.ts';
import type { AbsenceRow, HeldPost, PartyRow, SubstituteRow } from './people-store.ts';
import type { PeopleWrites } from './people-writes.ts';
import type { GridsContext } from './resolvers.ts';
import type { RosterService, ToldFault } from './roster-service.ts';
import type { ChangeRow, RosterRow } from './roster-store.ts';
import type { RosterWrites } from './roster-writes.ts';
import type * as T from './types.generated.ts';

export interface DutyContext extends GridsContext {
  duty: DutyService;
  people: PeopleService;
  peopleWrites: PeopleWrites;
  leaveWrites: LeaveWrites;
  rosters: RosterService;
  rosterWrites: RosterWrites;
}

function named(code: string, { zh, en }: { zh: string; en: string }) {
  return { code, nameZh: zh, nameEn: en };
}
const tableRows = (table: Readonly<Record<string, { zh: string; en: string }>>) =>
  Object.entries(table).map(([code, names]) => named(code, names));
const dutyNames = (code: string) =>
  named(code, Object.entries(POST_DUTIES).find(([key]) => key === code)?.[1] ?? { zh: code, en: code });
const roleOf = (code: string) => named(code, roleNames(code));

/** The persons of some ids that may be seen. */
async function personsOf(ids: readonly string[], { grids }: GridsContext): Promise<PersonShape[]> {
  const found = await Promise.all(ids.map((id) => grids.person(id)));
  return found.filter((person) => person !== null);
}

const Grid = {
  duty: async ({ code }, args, { duty }) => (await duty.of(code, args)).rungs,
  dutyAnswer: ({ code }, args, { duty }) => duty.of(code, args),
  rosters: ({ code }, { at }, { rosters }) => rosters.ofGrid(code, at),
} satisfies T.GridResolvers<DutyContext, { code: string }>;

const DutyEntry = {
  person: ({ post }, _, { grids }) => grids.person(post.personId),
  answering: ({ answering }, _, { grids }) => grids.person(answering),
  party: ({ post }, _, { grids }) => grids.party(post.partyId),
  grid: ({ post }, _, { grids }) => grids.grid(post.gridCode),
} satisfies T.DutyEntryResolvers<DutyContext, DutyRung>;

const SkippedDuty = {
  role: ({ role }) => roleOf(role),
} satisfies T.SkippedDutyResolvers<DutyContext, SkippedStep>;

const DutyAnswer = {
  ladder: ({ ladder }) => ladder.code,
  ladderVersion: ({ ladder }) => ladder.version,
  ladderNameZh: ({ ladder }) => ladder.nameZh,
  ladderNameEn: ({ ladder }) => ladder.nameEn,
  steps: ({ ladder }) => ladder.steps.map(({ roles, levels = [] }) => ({ roles: roles.map(roleOf), levels })),
  post: ({ answer }) => answer.post,
  person: ({ answer }, _, { grids }) => grids.person(answer.personId),
  step: ({ answer }) => (answer.step === null ? null : answer.step + 1),
  equals: ({ answer }) =>
    answer.equals.map(({ post, personId, live, lastGivenMs }) => ({
      post,
      personId,
      liveOrders: live,
      lastGivenAt: lastGivenMs === null ? null : new Date(lastGivenMs),
    })),
  skipped: ({ answer }) => answer.skipped,
  explanationZh: (duty) => explainAnswer(duty).zh,
  explanationEn: (duty) => explainAnswer(duty).en,
} satisfies T.DutyAnswerResolvers<DutyContext, GridDuty>;

const DutyCandidate = {
  person: ({ personId }, _, { grids }) => grids.person(personId),
} satisfies T.DutyCandidateResolvers<DutyContext, { personId: string }>;

const Party = {
  kindLabel: ({ kind }) => named(kind, partyKindNames(kind)),
  endedAt: async ({ id }, _, { people }) => (await people.party.load(id))?.endedAt ?? null,
  posts: ({ id }, { at }, { people }) => people.postsOfParty(id, at),
} satisfies T.PartyResolvers<DutyContext, PartyShape>;

const Post = {
  capacity: async ({ id }, _, { people }) => (await people.post.load(id))?.capacity ?? null,
  duties: async ({ id }, _, { people }) => ((await people.post.load(id))?.duties ?? []).map(dutyNames),
  substitutes: ({ id }, _, { people }) => people.substitutes(id),
} satisfies T.PostResolvers<DutyContext, PostShape>;

const Person = {
  absences: async ({ id }, _, { people, grids }) => ((await grids.hasLeft(id)) ? [] : people.absences(id)),
} satisfies T.PersonResolvers<DutyContext, PersonShape>;

const Substitute = {
  post: ({ postId }, _, { people }) => people.post.load(postId),
  person: ({ personId }, _, { grids }) => grids.person(personId),
} satisfies T.SubstituteResolvers<DutyContext, SubstituteRow>;

const Absence = {
  person: ({ personId }, _, { grids }) => grids.person(personId),
} satisfies T.AbsenceResolvers<DutyContext, AbsenceRow>;

const CrossPost = {
  person: ({ personId }, _, { grids }) => grids.person(personId),
} satisfies T.CrossPostResolvers<DutyContext, { personId: string }>;

const TeamMember = {
  role: ({ role }) => roleOf(role),
} satisfies T.TeamMemberResolvers<DutyContext, { role: string }>;

const PartyConnection = {
  totalCount: (page) => page.count(),
} satisfies T.PartyConnectionResolvers<DutyContext, CountedPage<PartyRow>>;

const PostConnection = {
  totalCount: (page) => page.count(),
} satisfies T.PostConnectionResolvers<DutyContext, CountedPage<HeldPost>>;

const Roster = {
  grid: ({ gridCode }, _, { grids }) => grids.grid(gridCode),
  role: ({ role }) => roleOf(role),
  coverage: ({ pattern }) => pattern.coverage ?? 'ANY',
  shifts: (roster, { from, to }, { rosters }) => rosters.shifts(roster, from, to),
  onDuty: async (roster, { at }, context) => personsOf(await context.rosters.onDuty(roster, at), context),
  changes: (roster, { from }, { rosters }) => rosters.changes(roster, from),
  faults: (roster, { days }, { rosters }) => rosters.faults(roster, days),
} satisfies T.RosterResolvers<DutyContext, RosterRow>;

const Shift = {
  startsAt: ({ fromMs }) => new Date(fromMs),
  endsAt: ({ toMs }) => new Date(toMs),
  persons: ({ personIds }, _, context) => personsOf(personIds, context),
} satisfies T.ShiftResolvers<DutyContext, HeldShift>;

const ShiftChange = {
  person: ({ personId }, _, { grids }) => grids.person(personId),
  by: ({ byId }, _, { grids }) => grids.person(byId),
} satisfies T.ShiftChangeResolvers<DutyContext, ChangeRow>;

const RosterFault = {
  startsAt: ({ fromMs }) => new Date(fromMs),
  endsAt: ({ toMs }) => new Date(toMs),
  persons: ({ personIds }, _, context) => personsOf(personIds, context),
} satisfies T.RosterFaultResolvers<DutyContext, ToldFault>;

const Query = {
  partyKinds: () => tableRows(PARTY_KINDS),
  postRoles: () => POST_ROLE_NAMES.map(roleOf),
  postDuties: () => tableRows(POST_DUTIES),
  parties: (_, args, { people }) => people.parties(args),
  posts: (_, args, { people }) => people.posts(args),
  crossPosts: (_, args, { people }) => people.crossPosts(args),
  teamChecks: (_, args, { people }) => people.teamChecks(args),
  roster: (_, { id }, { rosters }) => rosters.roster(id),
  dutyGaps: (_, { gridCode, days }, { rosters }) => rosters.gaps(gridCode, days),
} satisfies T.QueryResolvers<DutyContext>;

type Sent = { clientMutationId?: string | null | undefined };
const roster = async (done: Promise<RosterRow>, { clientMutationId }: Sent) => ({
  roster: await done,
  clientMutationId,
});
const post = async (done: Promise<HeldPost>, { clientMutationId }: Sent) => ({
  post: await done,
  clientMutationId,
});
const party = async (done: Promise<PartyRow>, { clientMutationId }: Sent) => ({
  party: await done,
  clientMutationId,
});
const absence = async (done: Promise<AbsenceRow>, { clientMutationId }: Sent) => ({
  absence: await done,
  clientMutationId,
});
const substitute = async (done: Promise<SubstituteRow>, { clientMutationId }: Sent) => ({
  substitute: await done,
  clientMutationId,
});

const Mutation = {
  createParty: (_, { input }, { peopleWrites }) => party(peopleWrites.createParty(input), input),
  endParty: (_, { input }, { peopleWrites }) => party(peopleWrites.endParty(input), input),
  createPerson: async (_, { input }, { peopleWrites }) => ({
    person: await peopleWrites.createPerson(input),
    clientMutationId: input.clientMutationId,
  }),
  createPost: (_, { input }, { peopleWrites }) => post(peopleWrites.createPost(input), input),
  updatePost: (_, { input }, { peopleWrites }) => post(peopleWrites.updatePost(input), input),
  endPost: (_, { input }, { peopleWrites }) => post(peopleWrites.endPost(input), input),
  recordAbsence: (_, { input }, { leaveWrites }) => absence(leaveWrites.recordAbsence(input), input),
  endAbsence: (_, { input }, { leaveWrites }) => absence(leaveWrites.endAbsence(input), input),
  revealAbsenceReason: async (_, { input }, { leaveWrites }) => ({
    reason: await leaveWrites.revealAbsenceReason(input),
    clientMutationId: input.clientMutationId,
  }),
  addSubstitute: (_, { input }, { leaveWrites }) => substitute(leaveWrites.addSubstitute(input), input),
  endSubstitute: (_, { input }, { leaveWrites }) => substitute(leaveWrites.endSubstitute(input), input),
  createRoster: (_, { input }, { rosterWrites }) => roster(rosterWrites.create(input), input),
  changeRoster: (_, { input }, { rosterWrites }) => roster(rosterWrites.change(input), input),
  changeShift: (_, { input }, { rosterWrites }) => roster(rosterWrites.changeShift(input), input),
  swapShifts: (_, { input }, { rosterWrites }) => roster(rosterWrites.swap(input), input),
  undoShiftChange: (_, { input }, { rosterWrites }) => roster(rosterWrites.undoChange(input), input),
} satisfies T.MutationResolvers<DutyContext>;

export const dutyResolvers = {
  Grid,
  DutyEntry,
  SkippedDuty,
  DutyAnswer,
  DutyCandidate,
  Party,
  Post,
  Person,
  Substitute,
  Absence,
  CrossPost,
  TeamMember,
  PartyConnection,
  PostConnection,
  Roster,
  Shift,
  ShiftChange,
  RosterFault,
  Query,
  Mutation,
};
