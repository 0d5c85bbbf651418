import { defineSubgraph, type Subgraph } from '../../runtime/subgraph.ts';
import { subgraphTypeDefs } from '../../schema/load.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type AlertsContext, alertsResolvers } from './resolvers.ts';
import { createAlertsService } from './service.ts';

/** Alerts (the series store) and incidents (Postgres), what people do to incidents, and what the feed tells of them. */
export function createAlertsSubgraph(deps: SubgraphDeps): Subgraph {
  return defineSubgraph<AlertsContext>({
    name: 'alerts',
    typeDefs: subgraphTypeDefs('alerts'),
    resolvers: alertsResolvers,
    context: ({ principal }) => ({ alerts: createAlertsService(deps, principal, Date.now()) }),
    log: deps.log,
  });
}
