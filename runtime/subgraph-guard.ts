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

/** Where in these arguments a text holds half a surrogate pair: no UTF-8 says that, so no store keeps it. */
function halfPairIn(args: object): string | null {
  const open: [path: string, value: unknown][] = Object.entries(args);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [path, value] = next;
    if (typeof value === 'string') {
      if (!value.isWellFormed()) return path;
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (!key.isWellFormed()) return path;
        if (inner !== null) open.push([`${path}.${key}`, inner]);
      }
    }
  }
  return null;
}

function wellFormed(resolve: GraphQLFieldResolver<unknown, unknown>): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    const path = halfPairIn(args);
    if (path !== null) {
      throw new HubError('BAD_USER_INPUT', {
        path,
        reason: 'it holds half of a surrogate pair, as a text that was cut inside a character does',
        reasonZh: '含有不成对的代理字符（文本可能在字符中间被截断）',
      });
    }
    return resolve(source, args, context, info);
  };
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
    const { name, resolve = defaultFieldResolver } = field;
    // the keys of entities are the gateway's own words
    const checked = name === '_entities' ? resolve : wellFormed(resolve);
    field.resolve = open.has(`${root}.${name}`) ? checked : guarded(checked);
  }
}

/**
 * No root field answers without a principal, `_entities` and `_service` included: whatever a resolver forgets, nothing
 * is shown to nobody. No argument of one holds text that no store keeps as it is. Subscriptions are the gateway's, which turns each event into a query; here they are refused.
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
