import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { HubError } from '../core/errors.ts';

/** `undefined` when the context carries no principal; a context is made by us, so its shape is only looked at. */
function hasPrincipal(context: unknown): boolean {
  return (
    typeof context === 'object' &&
    context !== null &&
    'principal' in context &&
    context.principal !== null &&
    context.principal !== undefined
  );
}

function guarded(resolve: GraphQLFieldResolver<unknown, unknown>): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    if (!hasPrincipal(context)) {
      throw new HubError('UNAUTHENTICATED', { reason: 'there is none', reasonZh: '未携带令牌' });
    }
    return resolve(source, args, context, info);
  };
}

function guardFields(
  type: GraphQLObjectType | null | undefined,
  root: 'Query' | 'Mutation',
  open: ReadonlySet<string>,
): void {
  for (const field of Object.values(type?.getFields() ?? {})) {
    if (open.has(`${root}.${field.name}`)) continue;
    field.resolve = guarded(field.resolve ?? defaultFieldResolver);
  }
}

/**
 * No root field answers without a principal, `_entities` and `_service` included: whatever a resolver forgets, nothing
 * is shown to nobody. Subscriptions are the gateway's, which turns each event into a query; here they are refused.
 * @param open root fields that answer without a principal, `Query.reportStatus`; their own service decides what they show
 */
export function guardRootFields(schema: GraphQLSchema, open: ReadonlySet<string> = new Set()): void {
  guardFields(schema.getQueryType(), 'Query', open);
  guardFields(schema.getMutationType(), 'Mutation', open);
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    field.resolve = guarded(() => {
      throw new HubError('BAD_USER_INPUT', {
        path: field.name,
        reason: 'subscriptions are served by the gateway',
        reasonZh: '订阅由网关提供',
      });
    });
  }
}
