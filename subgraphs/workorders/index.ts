import { defineSubgraph, type Subgraph } from '../../runtime/subgraph.ts';
import { subgraphTypeDefs } from '../../schema/load.ts';
import type { SubgraphDeps } from '../deps.ts';
import { mergeResolvers } from '../merge-resolvers.ts';
import { createActions } from './actions.ts';
import { createDispatchReads } from './dispatch-reads.ts';
import { type DispatchContext, dispatchResolvers } from './dispatch-resolvers.ts';
import {
  type GovernanceContext,
  governanceContext,
  governanceMutation,
  governanceOrder,
  governanceQuery,
  governanceTypes,
} from './governance-resolvers.ts';
import { type WorkOrdersContext, workOrdersResolvers } from './resolvers.ts';
import { createWorkOrdersService } from './service.ts';

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
  return defineSubgraph<WorkOrdersContext & GovernanceContext & DispatchContext>({
    name: 'workorders',
    typeDefs: subgraphTypeDefs('workorders'),
    resolvers: mergeResolvers(RESOLVERS, dispatchResolvers),
    context: (base) => {
      const now = new Date();
      const orders = createWorkOrdersService(deps, base.principal, now);
      const governance = governanceContext(deps, base.principal, now);
      const dispatch = createDispatchReads(deps, base.principal, now);
      return { ...base, orders, dispatch, actions: createActions(deps, base.principal), ...governance };
    },
    log: deps.log,
  });
}
