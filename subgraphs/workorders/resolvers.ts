import { isReportChannel } from '../../core/report-channels.ts';
import { severityOfRank } from '../../core/severity.ts';
import { isLive } from '../../core/work-order.ts';
import { stateLabel } from '../../core/workflow/profile.ts';
import type { SubgraphBase } from '../../runtime/subgraph.ts';
import type { CountedPage } from '../page.ts';
import type { Actions } from './actions.ts';
import { WorkOrderClock, WorkOrderClockStage } from './clocks.ts';
import type { Shown } from './history-shown.ts';
import type { EventRow, OrderRow } from './rows.ts';
import type { WorkOrdersService } from './service.ts';
import { stateOf } from './steps.ts';
import type * as T from './types.generated.ts';
import { actionShown, requestsOf, stepIn, WorkflowProfileResolvers } from './workflow-resolvers.ts';

export interface WorkOrdersContext extends SubgraphBase {
  orders: WorkOrdersService;
  actions: Actions;
  shown: Shown;
}

/** The payload of a mutation that answers with the changed order. */
async function payload(change: Promise<OrderRow>, input: { clientMutationId?: string | null | undefined }) {
  return { workOrder: await change, clientMutationId: input.clientMutationId };
}

const WorkOrder = {
  __resolveReference: ({ id }, { orders }) => orders.workOrder(id),
  stateLabel: (order, _, { orders }) => stateLabel(orders.profile(order), stateOf(order)),
  profileInfo: (order, _, { orders }) => orders.profile(order),
  step: (order, _, { orders }) => stepIn(orders.profile(order), stateOf(order)),
  live: (order) => isLive(stateOf(order)),
  severity: ({ severity }) => severityOfRank(severity),
  grid: ({ gridCode }) => (gridCode === null ? null : { code: gridCode }),
  incidents: (order, { first }, { orders }) => orders.incidents(order, first),
  assignee: ({ assigneeId }) => (assigneeId === null ? null : { id: assigneeId }),
  party: ({ partyId }) => (partyId === null ? null : { id: partyId }),
  clocks: async (order, _, { orders, shown }) => shown.clocks(await orders.clocks(order)),
  history: (order, _, { orders }) => orders.history(order),
  events: (order, page, { orders }) => orders.events(order, page),
  allowedActions: async (order, _, { orders }) => [
    ...new Set((await orders.actions(order)).filter(({ allowed }) => allowed).map(({ action }) => action)),
  ],
  actions: async (order, _, { orders }) => (await orders.actions(order)).map(actionShown),
  channel: ({ channel }) => (isReportChannel(channel) ? channel : null),
  firstReceiver: ({ firstReceiver }) =>
    firstReceiver?.personId == null ? null : { id: firstReceiver.personId },
  requests: (order) => requestsOf(order),
  createdAt: ({ createdMs }) => new Date(createdMs),
  updatedAt: ({ updatedMs }) => new Date(updatedMs),
  closedAt: ({ closedMs }) => (closedMs === null ? null : new Date(closedMs)),
} satisfies T.WorkOrderResolvers<WorkOrdersContext, OrderRow>;

const WorkOrderEvent = {
  at: ({ atMs }) => new Date(atMs),
  actor: async (event, _, { shown }) => (await shown.step(event)).actor,
  reason: async (event, _, { shown }) => (await shown.step(event)).reason,
  detail: async (event, _, { shown }) => (await shown.step(event)).detail,
} satisfies T.WorkOrderEventResolvers<WorkOrdersContext, EventRow>;

const WorkOrderConnection = {
  totalCount: (page) => page.count(),
} satisfies T.WorkOrderConnectionResolvers<WorkOrdersContext, CountedPage<OrderRow>>;

const Grid = {
  __resolveReference: ({ code }) => ({ code }),
  workOrders: ({ code }, { states, ...page }, { orders }) => orders.ofGrid(code, page, states),
} satisfies T.GridResolvers<WorkOrdersContext, { code: string }>;

const Person = {
  __resolveReference: ({ id }) => ({ id }),
  workOrders: ({ id }, { states, ...page }, { orders }) => orders.ofPerson(id, page, states),
} satisfies T.PersonResolvers<WorkOrdersContext, { id: string }>;

const Incident = {
  __resolveReference: ({ id }) => ({ id }),
  workOrder: async ({ id }, _, { orders }) => (await orders.ofIncident(id))[0] ?? null,
  workOrders: ({ id }, _, { orders }) => orders.ofIncident(id),
} satisfies T.IncidentResolvers<WorkOrdersContext, { id: string }>;

const Query = {
  workOrders: (_, { filter, ...page }, { orders }) => orders.workOrders(filter ?? {}, page),
  workOrder: (_, { id }, { orders }) => orders.workOrder(id),
  workflowProfiles: (_, __, { orders }) => orders.profiles(),
  workflowProfile: (_, { code, version }, { orders }) => orders.profileByCode(code, version),
  workOrderChange: (_, { cursor }, { orders }) => orders.change(cursor),
} satisfies T.QueryResolvers<WorkOrdersContext>;

const Mutation = {
  reportMatter: (_, { input }, { actions }) => payload(actions.report(input), input),
  acceptWorkOrder: (_, { input }, { actions }) => payload(actions.accept(input), input),
  rejectMatter: (_, { input }, { actions }) => payload(actions.reject(input), input),
  dispatchWorkOrder: (_, { input }, { actions }) => payload(actions.dispatch(input), input),
  takeWorkOrder: (_, { input }, { actions }) => payload(actions.take(input), input),
  startWork: (_, { input }, { actions }) => payload(actions.start(input), input),
  suspendWork: (_, { input }, { actions }) => payload(actions.suspend(input), input),
  resumeWork: (_, { input }, { actions }) => payload(actions.resume(input), input),
  requestReturn: (_, { input }, { actions }) => payload(actions.requestReturn(input), input),
  giveFeedback: (_, { input }, { actions }) => payload(actions.feedback(input), input),
  checkWork: (_, { input }, { actions }) => payload(actions.check(input), input),
  closeWorkOrder: (_, { input }, { actions }) => payload(actions.close(input), input),
  rateWorkOrder: (_, { input }, { actions }) => payload(actions.rate(input), input),
  reopenWorkOrder: (_, { input }, { actions }) => payload(actions.reopen(input), input),
  voidWorkOrder: (_, { input }, { actions }) => payload(actions.void(input), input),
  verifyMatter: (_, { input }, { actions }) => payload(actions.verify(input), input),
  fileWorkOrder: (_, { input }, { actions }) => payload(actions.file(input), input),
  claimWorkOrder: (_, { input }, { actions }) => payload(actions.claim(input), input),
  reachWorkStage: (_, { input }, { actions }) => payload(actions.reachStage(input), input),
  requestSuspension: (_, { input }, { actions }) => payload(actions.requestSuspension(input), input),
  refuseSuspension: (_, { input }, { actions }) => payload(actions.refuseSuspension(input), input),
  decideReturn: (_, { input }, { actions }) => payload(actions.decideReturn(input), input),
  offerTransfer: (_, { input }, { actions }) => payload(actions.offerTransfer(input), input),
  answerTransfer: (_, { input }, { actions }) => payload(actions.answerTransfer(input), input),
  requestExtension: (_, { input }, { actions }) => payload(actions.requestExtension(input), input),
  decideExtension: (_, { input }, { actions }) => payload(actions.decideExtension(input), input),
  regradeWorkOrder: (_, { input }, { actions }) => payload(actions.regrade(input), input),
  remindWorkOrder: (_, { input }, { actions }) => payload(actions.remind(input), input),
} satisfies T.MutationResolvers<WorkOrdersContext>;

export const workOrdersResolvers = {
  WorkOrder,
  WorkflowProfile: WorkflowProfileResolvers,
  WorkOrderClock,
  WorkOrderClockStage,
  WorkOrderEvent,
  WorkOrderConnection,
  Grid,
  Person,
  Incident,
  Query,
  Mutation,
};
