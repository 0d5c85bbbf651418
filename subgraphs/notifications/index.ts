import { ACKNOWLEDGE_FIELD } from '../../core/notify.ts';
import { defineSubgraph, type Subgraph } from '../../runtime/subgraph.ts';
import { subgraphTypeDefs } from '../../schema/load.ts';
import type { SubgraphDeps } from '../deps.ts';
import { createDeliveries } from './deliveries.ts';
import { createEndpoints } from './endpoints.ts';
import { type NotificationsContext, notificationsResolvers } from './resolvers.ts';
import { createRules } from './rules.ts';
import { sealerOf } from './sealer.ts';

/** Notifications: whom alarms and orders are told to, by which rules, and what became of each telling. */
export function createNotifications(deps: Pick<SubgraphDeps, 'db' | 'config' | 'log'>): Subgraph {
  const { db, config } = deps;
  const own = { db, config, sealer: sealerOf(config) };
  return defineSubgraph<NotificationsContext>({
    name: 'notifications',
    typeDefs: subgraphTypeDefs('notifications'),
    resolvers: notificationsResolvers,
    context(base) {
      const now = new Date();
      return {
        ...base,
        endpoints: createEndpoints(own, base.principal, now),
        rules: createRules(own, base.principal, now),
        deliveries: createDeliveries(own, base.principal, now),
      };
    },
    // its service asks for a token, a link's or a reader's
    publicFields: new Set([ACKNOWLEDGE_FIELD]),
    log: deps.log,
  });
}
