import type { ApolloServerPlugin } from '@apollo/server';
import type { Metrics } from '../runtime/metrics.ts';
import type { GatewayContext } from './context.ts';

/** Counts and times operations by kind and outcome; operation names are unbounded and stay out of labels. */
export function operationMetrics(metrics: Metrics): ApolloServerPlugin<GatewayContext> {
  const seconds = metrics.histogram({
    name: 'hub_graphql_operation_seconds',
    help: 'Time to answer one GraphQL operation',
    labels: ['kind', 'outcome'],
  });
  return {
    async requestDidStart() {
      const startedAt = performance.now();
      return {
        async willSendResponse({ operation, errors }) {
          seconds.observe(
            { kind: operation?.operation ?? 'unparsed', outcome: errors === undefined ? 'ok' : 'error' },
            (performance.now() - startedAt) / 1000,
          );
        },
      };
    },
  };
}
