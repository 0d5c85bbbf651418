import { maskName } from '../../core/mask.ts';
import { HELPER_STATES } from '../../core/workflow/helpers.ts';
import { isOverdue, SUPERVISOR_KINDS } from '../../core/workflow/supervision.ts';
import { clampFirst } from '../../runtime/connection.ts';
import type { CountedPage } from '../page.ts';
import type { EvidenceRow } from './evidence-store.ts';
import type { CountedGate, VoteRow, VoterRow } from './gates-store.ts';
import type { HelperRow, WhistleRow } from './helpers-store.ts';
import type { RecurrenceRow } from './merge-store.ts';
import type { OrderRow } from './rows.ts';
import type { EntryRow, SupervisionRow } from './supervision-store.ts';
import type { TrackActs } from './track-acts.ts';
import type { AdmissionRow, TrackReads } from './track-reads.ts';
import type * as T from './types.generated.ts';
import type { VoteSight } from './vote-sight.ts';
import { stateOf } from './workflow.ts';

/** What the resolvers of the tracks need of a request. */
export interface TrackResolverContext {
  orders: { workOrder(id: string): Promise<OrderRow | null> };
  tracks: TrackReads;
  sight: VoteSight;
  trackActs: TrackActs;
}
type C = TrackResolverContext;

const at = (ms: number) => new Date(ms);
const atOrNull = (ms: number | null) => (ms === null ? null : new Date(ms));
const both = ({ zh, en }: { zh: string; en: string }) => ({ zh, en });

/** A helper with its order: what it brought is read with the order's evidence. */
type Helper = HelperRow & { order: OrderRow };
/** A gate with its order. */
type Gate = CountedGate & { order: OrderRow };
/** A whistle with its order. */
type Whistle = WhistleRow & { order: OrderRow };

const withOrder =
  (order: OrderRow) =>
  <R extends object>(row: R): R & { order: OrderRow } => ({ ...row, order });

async function candidates(order: OrderRow, { orders, tracks }: C) {
  const found = await tracks.duplicates(order);
  const rows = await Promise.all(
    found.map(async ({ id, score, reasons, verdict }) => ({
      workOrder: await orders.workOrder(id),
      score,
      reasons: reasons.map(({ points, zh, en }) => ({ points, label: { zh, en } })),
      verdict,
    })),
  );
  return rows.flatMap(({ workOrder, ...rest }) => (workOrder === null ? [] : [{ workOrder, ...rest }]));
}

const WorkOrder = {
  helpers: async (order, _, { tracks }) => (await tracks.helpers(order)).map(withOrder(order)),
  whistles: async (order, _, { tracks }) => (await tracks.whistles(order)).map(withOrder(order)),
  gates: async (order, _, { tracks }) => (await tracks.gates(order)).map(withOrder(order)),
  supervisions: (order, _, { tracks }) => tracks.supervisions(order),
  evidence: (order, _, { tracks }) => tracks.evidence(order),
  evidenceMissing: async (order, _, { tracks }) =>
    (await tracks.evidenceMissing(order)).map(({ ref, zh, en }) => ({ ref, label: { zh, en } })),
  async mergedParent(order, _, { orders, tracks }) {
    const id = await tracks.parentId(order);
    return id === null ? null : orders.workOrder(id);
  },
  async mergedOrders(order, _, { orders, tracks }) {
    const links = await tracks.childIds(order);
    const children = await Promise.all(links.map(({ childId }) => orders.workOrder(childId)));
    return children.filter((child) => child !== null);
  },
  async effectiveState(order, _, { orders }) {
    let followed = order;
    // a chain has no ring: a parent is never merged into what follows it
    while (followed.mergedInto !== null) {
      const parent = await orders.workOrder(followed.mergedInto);
      if (parent === null) break;
      followed = parent;
    }
    return stateOf(followed);
  },
  recurrences: (order, _, { tracks }) => tracks.recurrences(order),
  duplicateCandidates: (order, _, context) => candidates(order, context),
  admission: (order, _, { tracks }) => tracks.admission(order),
  inTaskCatalogue: (order, _, { tracks }) => tracks.inTaskCatalogue(order),
  sampledForCheck: (order, _, { tracks }) => tracks.sampled(order),
} satisfies T.WorkOrderResolvers<C, OrderRow>;

const OrderHelper = {
  party: ({ partyId }) => (partyId === null ? null : { id: partyId }),
  person: ({ personId }) => (personId === null ? null : { id: personId }),
  stateLabel: ({ state }) => both(HELPER_STATES[state]),
  askedAt: ({ askedMs }) => at(askedMs),
  arrivedAt: ({ arrivedMs }) => atOrNull(arrivedMs),
  reportedAt: ({ reportedMs }) => atOrNull(reportedMs),
  evidence: async ({ id, order }, _, { tracks }) =>
    (await tracks.evidence(order)).filter(({ helperId }) => helperId === id),
} satisfies T.OrderHelperResolvers<C, Helper>;

const OrderWhistle = {
  meetAt: ({ meetMs }) => atOrNull(meetMs),
  blownAt: ({ blownMs }) => at(blownMs),
  minutesAt: ({ minutesMs }) => atOrNull(minutesMs),
  called: async (whistle, _, { tracks }) =>
    (await tracks.called(whistle, whistle.order)).called.map(withOrder(whistle.order)),
  arrivedCount: async (whistle, _, { tracks }) => (await tracks.called(whistle, whistle.order)).arrivedCount,
  absent: async (whistle, _, { tracks }) =>
    (await tracks.called(whistle, whistle.order)).absent.map(withOrder(whistle.order)),
} satisfies T.OrderWhistleResolvers<C, Whistle>;

const OrderGate = {
  id: ({ row }) => row.id,
  code: ({ row }) => row.code,
  kind: ({ rule }) => rule.kind,
  label: ({ rule }) => both(rule),
  round: ({ row }) => row.round,
  subject: ({ row }) => row.subject,
  state: ({ row }) => row.state,
  waitingFor: (gate) => gate.waitingFor,
  tally: ({ tally }) => ({ ...tally, explanation: { zh: tally.zh, en: tally.en } }),
  stages: ({ rule, stages }) =>
    (rule.stages ?? []).map((stage) => {
      const held = stages.find((one) => one.stage === stage.code);
      return {
        code: stage.code,
        label: both(stage),
        doneAt: atOrNull(held?.atMs ?? null),
        note: held?.note ?? null,
        by: held?.by ?? null,
      };
    }),
  rollListed: ({ row }) => row.rollListed,
  votesShown: (gate, _, { sight }) => sight.seesVotes(gate.order, gate),
  async votes(gate, { first }, { tracks, sight }) {
    const take = clampFirst(first, 500, 100);
    return (await sight.seesVotes(gate.order, gate)) ? tracks.votes(gate.row.id, take) : [];
  },
  async roll(gate, args, { tracks, sight }) {
    return (await sight.seesVotes(gate.order, gate)) ? tracks.roll(gate.row.id, args) : tracks.noRoll(args);
  },
  openedBy: ({ row }) => row.openedBy,
  openedAt: ({ row }) => at(row.openedMs),
  dueAt: ({ row }) => atOrNull(row.dueMs),
  closedBy: ({ row }) => row.closedBy,
  closedAt: ({ row }) => atOrNull(row.closedMs),
} satisfies T.OrderGateResolvers<C, Gate>;

const OrderGateVote = {
  at: ({ atMs }) => at(atMs),
  // a person's name: whoever counts again needs to know that there was a proxy, not who
  proxy: ({ proxy }) => (proxy === null ? null : maskName(proxy)),
} satisfies T.OrderGateVoteResolvers<C, VoteRow>;

const OrderGateVoter = {
  votedAt: ({ votedMs }) => atOrNull(votedMs),
} satisfies T.OrderGateVoterResolvers<C, VoterRow>;

const OrderGateVoterConnection = {
  totalCount: (page) => page.count(),
} satisfies T.OrderGateVoterConnectionResolvers<C, CountedPage<VoterRow>>;

const OrderSupervision = {
  byLabel: ({ by }) => both(SUPERVISOR_KINDS[by]),
  party: ({ partyId }) => (partyId === null ? null : { id: partyId }),
  dueAt: ({ dueMs }) => atOrNull(dueMs),
  overdue: (row, _, { tracks }) => isOverdue({ ...row, dueAtMs: row.dueMs }, tracks.now.getTime()),
  entries: ({ id }, _, { tracks }) => tracks.entries(id),
  openedAt: ({ openedMs }) => at(openedMs),
  endedAt: ({ endedMs }) => atOrNull(endedMs),
} satisfies T.OrderSupervisionResolvers<C, SupervisionRow>;

const OrderSupervisionEntry = {
  at: ({ atMs }) => at(atMs),
} satisfies T.OrderSupervisionEntryResolvers<C, EntryRow>;

const OrderEvidence = {
  takenAt: ({ takenMs }) => atOrNull(takenMs),
  addedAt: ({ addedMs }) => at(addedMs),
} satisfies T.OrderEvidenceResolvers<C, EvidenceRow>;

const OrderRecurrence = {
  at: ({ atMs }) => at(atMs),
} satisfies T.OrderRecurrenceResolvers<C, RecurrenceRow>;

const OrderAdmission = {
  askedAt: ({ askedMs }) => at(askedMs),
  decidedAt: ({ decidedMs }) => atOrNull(decidedMs),
} satisfies T.OrderAdmissionResolvers<C, AdmissionRow>;

const TYPES = {
  OrderHelper,
  OrderWhistle,
  OrderGate,
  OrderGateVote,
  OrderGateVoter,
  OrderGateVoterConnection,
  OrderSupervision,
  OrderSupervisionEntry,
  OrderEvidence,
  OrderRecurrence,
  OrderAdmission,
};

async function payload(change: Promise<OrderRow>, input: { clientMutationId?: string | null | undefined }) {
  return { workOrder: await change, clientMutationId: input.clientMutationId };
}

const Mutation = {
  addHelpers: (_, { input }, { trackActs }) => payload(trackActs.helpers.add(input), input),
  blowWhistle: (_, { input }, { trackActs }) => payload(trackActs.helpers.blowWhistle(input), input),
  arriveAsHelper: (_, { input }, { trackActs }) => payload(trackActs.helpers.arrive(input), input),
  reportAsHelper: (_, { input }, { trackActs }) => payload(trackActs.helpers.report(input), input),
  declineAsHelper: (_, { input }, { trackActs }) => payload(trackActs.helpers.decline(input), input),
  releaseHelper: (_, { input }, { trackActs }) => payload(trackActs.helpers.release(input), input),
  recordWhistleMinutes: (_, { input }, { trackActs }) => payload(trackActs.helpers.minutes(input), input),
  openGate: (_, { input }, { trackActs }) => payload(trackActs.gates.open(input), input),
  recordGateStage: (_, { input }, { trackActs }) => payload(trackActs.gates.stage(input), input),
  castVote: (_, { input }, { trackActs }) => payload(trackActs.gates.vote(input), input),
  closeGate: (_, { input }, { trackActs }) => payload(trackActs.gates.close(input), input),
  openSupervision: (_, { input }, { trackActs }) => payload(trackActs.supervisions.open(input), input),
  remindSupervision: (_, { input }, { trackActs }) => payload(trackActs.supervisions.remind(input), input),
  trackSupervision: (_, { input }, { trackActs }) => payload(trackActs.supervisions.track(input), input),
  reportToSupervision: (_, { input }, { trackActs }) => payload(trackActs.supervisions.report(input), input),
  judgeSupervision: (_, { input }, { trackActs }) => payload(trackActs.supervisions.judge(input), input),
  withdrawSupervision: (_, { input }, { trackActs }) =>
    payload(trackActs.supervisions.withdraw(input), input),
  mergeWorkOrder: (_, { input }, { trackActs }) => payload(trackActs.merges.merge(input), input),
  unmergeWorkOrder: (_, { input }, { trackActs }) => payload(trackActs.merges.unmerge(input), input),
  decideDuplicates: (_, { input }, { trackActs }) => payload(trackActs.duplicates.decide(input), input),
  askAdmission: (_, { input }, { trackActs }) => payload(trackActs.admissions.ask(input), input),
  decideAdmission: (_, { input }, { trackActs }) => payload(trackActs.admissions.decide(input), input),
  addEvidence: (_, { input }, { trackActs }) => payload(trackActs.addEvidence(input), input),
} satisfies T.MutationResolvers<C>;

export const trackResolvers = { ...TYPES, WorkOrder, Mutation };
