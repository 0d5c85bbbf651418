import type { TriedRule as CoreTriedRule } from '../../core/dispatch.ts';
import type { Candidate } from '../../core/duty.ts';
import type { SubgraphBase } from '../../runtime/subgraph.ts';
import type { PostRow } from '../duty-facts.ts';
import type { CountedPage } from '../page.ts';
import type { CircleRow, DispatchReads } from './dispatch-reads.ts';
import type { OfferRow, ServiceOffers } from './dispatch-services.ts';
import type { Preview } from './preview.ts';
import type { OrderRow } from './rows.ts';
import type * as T from './types.generated.ts';

export interface DispatchContext extends SubgraphBase {
  dispatch: DispatchReads;
  services: ServiceOffers;
}

const WorkOrder = {
  alarm: (order, _, { dispatch }) => dispatch.alarm(order),
  circle: (order, _, { dispatch }) => dispatch.circle(order),
  widening: (order, _, { dispatch }) => dispatch.widening(order),
  matchingServices: (order, { first }, { services }) => services.servicesOf(order, first),
} satisfies T.WorkOrderResolvers<DispatchContext, OrderRow>;

const CircleMember = {
  person: ({ personId }) => ({ id: personId }),
} satisfies T.CircleMemberResolvers<DispatchContext, CircleRow>;

const UnassignedWorkOrderConnection = {
  totalCount: (page) => page.count(),
} satisfies T.UnassignedWorkOrderConnectionResolvers<DispatchContext, CountedPage<OrderRow>>;

const DispatchPreview = {
  opens: ({ decision }) => decision.open,
  rule: ({ decision }) => (decision.rule === '' ? null : decision.rule),
  document: ({ decision }) => (decision.document === '' ? null : decision.document),
  profile: ({ decision }) => (decision.open ? decision.profile : null),
  matter: ({ decision }) => (decision.open ? decision.matter : null),
  lead: ({ decision }) => (decision.open ? decision.lead : null),
  helpers: ({ decision }) => (decision.open ? [...decision.helpers] : []),
  ladder: ({ ladder }) =>
    ladder === null ? null : { ...ladder, steps: ladder.steps.map(({ roles }) => [...roles]) },
  assignee: ({ found }) => (found?.assignee == null ? null : { id: found.assignee.personId }),
  postRole: ({ found }) => found?.assignee?.postRole ?? null,
  party: ({ partyId }) => (partyId === null ? null : { id: partyId }),
  equals: ({ found }) => found?.answer.equals ?? [],
  skipped: ({ found }) => found?.answer.skipped ?? [],
  widening: ({ widening }) =>
    widening.map(({ step, dueMs, zh, en, tell = [], assign = [] }) => ({
      ...{ step, dueAt: new Date(dueMs), doneAt: null, outcome: null },
      ...{ zh, en, tell, assign },
    })),
} satisfies T.DispatchPreviewResolvers<DispatchContext, Preview>;

const TriedRule = {
  rule: ({ rule }) => rule.name,
  document: ({ rule }) => rule.document,
  nameZh: ({ rule }) => rule.zh,
  nameEn: ({ rule }) => rule.en,
  whyNotZh: ({ unmet }) => unmet.map(({ zh }) => zh).join('；'),
  whyNotEn: ({ unmet }) => unmet.map(({ en }) => en).join('; '),
} satisfies T.TriedRuleResolvers<DispatchContext, CoreTriedRule>;

const DispatchCandidate = {
  person: ({ personId }) => ({ id: personId }),
  postId: ({ post }) => post.id,
  liveOrders: ({ live }) => live,
  lastGivenAt: ({ lastGivenMs }) => (lastGivenMs === null ? null : new Date(lastGivenMs)),
  capacity: ({ post }) => post.capacity,
  substituted: ({ substituteFor }) => substituteFor !== null,
} satisfies T.DispatchCandidateResolvers<DispatchContext, Candidate<PostRow>>;

const ServiceOffer = {
  party: ({ partyId }) => (partyId === null ? null : { id: partyId }),
  person: ({ personId }) => (personId === null ? null : { id: personId }),
  liveOrders: (offer, _, { services }) => services.live(offer),
  matchingOrders: (offer, { first }, { services }) => services.ordersOf(offer, first),
} satisfies T.ServiceOfferResolvers<DispatchContext, OfferRow>;

const ServiceOfferConnection = {
  totalCount: (page) => page.count(),
} satisfies T.ServiceOfferConnectionResolvers<DispatchContext, CountedPage<OfferRow>>;

const Query = {
  previewDispatch: (_, { input }, { dispatch }) => dispatch.preview(input),
  unassignedWorkOrders: (_, args, { dispatch }) => dispatch.unassigned(args),
  serviceOffers: (_, args, { services }) => services.list(args),
} satisfies T.QueryResolvers<DispatchContext>;

const Mutation = {
  offerService: async (_, { input }, { services }) => ({
    serviceOffer: await services.offer(input),
    clientMutationId: input.clientMutationId,
  }),
  endServiceOffer: async (_, { input }, { services }) => ({
    serviceOffer: await services.end(input),
    clientMutationId: input.clientMutationId,
  }),
} satisfies T.MutationResolvers<DispatchContext>;

export const dispatchResolvers = {
  ServiceOffer,
  ServiceOfferConnection,
  Mutation,
  WorkOrder,
  CircleMember,
  UnassignedWorkOrderConnection,
  DispatchPreview,
  TriedRule,
  DispatchCandidate,
  Query,
};
