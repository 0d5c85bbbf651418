import { defineSubgraph, type Subgraph } from '../../runtime/subgraph.ts';
import { subgraphTypeDefs } from '../../schema/load.ts';
import type { SubgraphDeps } from '../deps.ts';
import { mergeResolvers } from '../merge-resolvers.ts';
import { createActions } from './actions.ts';
import { createDispatchReads } from './dispatch-reads.ts';
import { type DispatchContext, dispatchResolvers } from './dispatch-resolvers.ts';
import { createServiceOffers } from './dispatch-services.ts';
import {
  type GovernanceContext,
  governanceContext,
  governanceMutation,
  governanceOrder,
  governanceQuery,
  governanceTypes,
} from './governance-resolvers.ts';
import { createShown } from './history-shown.ts';
import { createFollowUpLists } from './lists.ts';
import { type ListsContext, listsResolvers } from './lists-resolvers.ts';
import { createFollowUpWrites } from './lists-writes.ts';
import { type WorkOrdersContext, workOrdersResolvers } from './resolvers.ts';
import { createWorkOrdersService } from './service.ts';
import { createTrackActs } from './track-acts.ts';
import { createTrackReads } from './track-reads.ts';
import { type TrackResolverContext, trackResolvers } from './track-resolvers.ts';
import { createVoteSight } from './vote-sight.ts';

const RESOLVERS = {
  ...workOrdersResolvers,
  ...governanceTypes,
  WorkOrder: { ...workOrdersResolvers.WorkOrder, ...governanceOrder },
  Query: { ...workOrdersResolvers.Query, ...governanceQuery },
  Mutation: { ...workOrdersResolvers.Mutation, ...governanceMutation },
};

/** Work orders: who does what by when, from report to close. */
export function createWorkorders(
  deps: Pick<SubgraphDeps, 'db' | 'feed' | 'config' | 'log' | 'governance'>,
): Subgraph {
  return defineSubgraph<
    WorkOrdersContext & GovernanceContext & DispatchContext & TrackResolverContext & ListsContext
  >({
    name: 'workorders',
    typeDefs: subgraphTypeDefs('workorders'),
    resolvers: mergeResolvers(RESOLVERS, dispatchResolvers, trackResolvers, listsResolvers),
    context: (base) => {
      const now = new Date();
      const orders = createWorkOrdersService(deps, base.principal, now);
      const governance = governanceContext(deps, base.principal, now);
      const dispatch = createDispatchReads(deps, base.principal, now);
      const services = createServiceOffers(deps, base.principal, now);
      const sight = createVoteSight(deps, base.principal, orders);
      const tracks = createTrackReads(deps, now);
      const trackActs = createTrackActs(deps, base.principal);
      const actions = createActions(deps, base.principal);
      const lists = createFollowUpLists(deps, base.principal, now);
      const listWrites = createFollowUpWrites(deps, base.principal, now);
      return {
        ...base,
        lists,
        listWrites,
        orders,
        dispatch,
        services,
        actions,
        tracks,
        sight,
        shown: createShown(base.principal, orders, sight),
        trackActs,
        ...governance,
      };
    },
    log: deps.log,
  });
}
