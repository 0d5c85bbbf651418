import { defineSubgraph, type Subgraph } from '../../runtime/subgraph.ts';
import { subgraphTypeDefs } from '../../schema/load.ts';
import type { SubgraphDeps } from '../deps.ts';
import { createActions } from './actions.ts';
import { type WorkOrdersContext, workOrdersResolvers } from './resolvers.ts';
import { createWorkOrdersService } from './service.ts';

/** Work orders: who does what by when, from report to close. */
export function createWorkorders(deps: Pick<SubgraphDeps, 'db' | 'feed' | 'config' | 'log'>): Subgraph {
  return defineSubgraph<WorkOrdersContext>({
    name: 'workorders',
    typeDefs: subgraphTypeDefs('workorders'),
    resolvers: workOrdersResolvers,
    context: (base) => {
      const orders = createWorkOrdersService(deps, base.principal, new Date());
      return { ...base, orders, actions: createActions(deps, base.principal) };
    },
    log: deps.log,
  });
}
