import './telemetry-off.ts';
import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { HubError } from '../core/errors.ts';
import type { Principal } from '../core/permissions.ts';
import type { Auth } from './auth.ts';
import type { Config } from './config.ts';
import { createErrorFormatter, layerError, toGraphQLError } from './graphql-error.ts';
import { createHttp, listen } from './http.ts';
import { type Log, silentLog } from './log.ts';
import type { Metrics } from './metrics.ts';
import { type Check, registerOps } from './ops.ts';
import { SHARED_RESOLVERS, SHARED_SDL } from './scalars.ts';
import { readDefaultsAgain } from './subgraph-defaults.ts';
import { guardRootFields } from './subgraph-guard.ts';
import { inSpan, tracing } from './telemetry.ts';
import { operationTrace } from './telemetry-apollo.ts';

/** Who asks, and the id that follows the request through every process. */
export interface SubgraphBase {
  principal: Principal | null;
  requestId: string;
}

export interface SubgraphRequest {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

export interface SubgraphDefinition<C extends object> {
  name: string;
  /** The subgraph's own SDL; what is shared (schema/scalars.graphql) is added when it is not in it. */
  typeDefs: DocumentNode;
  /** `{Type: {field: resolver, __resolveReference}}`; those of the shared scalars and Severity are added. */
  resolvers: object;
  /** A fresh context for each request: its loaders must not outlive it. `principal` and `requestId` are added. */
  context: (base: SubgraphBase) => C;
  /** Root fields that answer without a token, `Query.reportStatus`; none by default. */
  publicFields?: ReadonlySet<string>;
  log?: Log;
}

/** A subgraph: callable in this process, or served over HTTP by `serveSubgraph`. */
export interface Subgraph {
  name: string;
  schema: GraphQLSchema;
  contextOf: (base: SubgraphBase) => SubgraphBase;
  /** Never rejects; errors have been through `toGraphQLError`. */
  execute: (request: SubgraphRequest, base: SubgraphBase) => Promise<ExecutionResult>;
}

type SchemaModule = Extract<Parameters<typeof buildSubgraphSchema>[0], { typeDefs: unknown }>;
type ResolverMap = NonNullable<SchemaModule['resolvers']>;

function isResolverMap(map: object): map is ResolverMap {
  return Object.values(map).every((entry) => typeof entry === 'object' && entry !== null);
}

const SHARED = parse(SHARED_SDL);
/** Documents kept parsed and validated; the gateway sends few different ones. */
const CACHED_DOCUMENTS = 1_000;
const LARGEST_CACHED = 65_536;

/** The whole SDL of a subgraph: its own and, unless it is in there already, the shared. */
export function withSharedTypes(typeDefs: DocumentNode): DocumentNode {
  const names = new Set(
    typeDefs.definitions.flatMap((node) =>
      'name' in node && node.name !== undefined ? [node.name.value] : [],
    ),
  );
  const missing = SHARED.definitions.filter((node) => !('name' in node && names.has(node.name?.value ?? '')));
  return { kind: Kind.DOCUMENT, definitions: [...missing, ...typeDefs.definitions] };
}

/** @throws Error when the SDL is not valid */
export function defineSubgraph<C extends object>(definition: SubgraphDefinition<C>): Subgraph {
  const { name, context, log = silentLog() } = definition;
  const resolvers = { ...SHARED_RESOLVERS, ...definition.resolvers };
  if (!isResolverMap(resolvers)) throw new TypeError(`the resolvers of ${name} are not a map of types`);
  const schema = buildSubgraphSchema({ typeDefs: withSharedTypes(definition.typeDefs), resolvers });
  readDefaultsAgain(schema);
  guardRootFields(schema, definition.publicFields);
  const contextOf = (base: SubgraphBase): C & SubgraphBase =>
    Object.assign(context(base), { principal: base.principal, requestId: base.requestId });
  const documents = new LRUCache<string, DocumentNode>({ max: CACHED_DOCUMENTS });

  function documentOf(query: string): DocumentNode | readonly GraphQLError[] {
    const known = documents.get(query);
    if (known !== undefined) return known;
    let document: DocumentNode;
    try {
      document = parse(query, { noLocation: false });
    } catch (error) {
      if (error instanceof GraphQLError) return [layerError(error, 'GRAPHQL_PARSE_FAILED')];
      throw error;
    }
    const faults = validate(schema, document);
    if (faults.length > 0) {
      return faults.map((fault) =>
        fault.extensions.code === undefined
          ? layerError(fault, 'GRAPHQL_VALIDATION_FAILED')
          : toGraphQLError(fault, log),
      );
    }
    if (query.length <= LARGEST_CACHED) documents.set(query, document);
    return document;
  }

  return {
    name,
    schema,
    contextOf,
    async execute({ query, variables, operationName }, base) {
      try {
        const document = documentOf(query);
        if (!('kind' in document)) return { errors: document };
        const result = await execute({
          schema,
          document,
          contextValue: contextOf(base),
          variableValues: variables ?? null,
          operationName: operationName ?? null,
        });
        if (result.errors === undefined) return result;
        const operationMissing =
          result.data === undefined && result.errors.every((error) => error.nodes === undefined);
        return {
          ...result,
          errors: result.errors.map((error) =>
            operationMissing
              ? layerError(error, 'OPERATION_RESOLUTION_FAILURE')
              : toGraphQLError(error, log.child({ requestId: base.requestId })),
          ),
        };
      } catch (error) {
        return { errors: [toGraphQLError(error, log.child({ requestId: base.requestId }))] };
      }
    },
  };
}

export interface ServeOptions {
  config: Config;
  auth: Auth;
  metrics: Metrics;
  log: Log;
  /** 0: any free one. */
  port: number;
  host: string;
  checks?: readonly Check[];
}

/** Whose token it is; an error carries the HTTP status that Apollo Server then answers with. */
async function principalOf(auth: Auth, authorization: string | undefined): Promise<Principal | null> {
  try {
    return await auth.principalOf(authorization);
  } catch (error) {
    const told = toGraphQLError(error);
    if (error instanceof HubError) {
      told.extensions.http = { status: error.status, headers: new HeaderMap() };
    }
    throw told;
  }
}

/** Whether a token came that counts: then the gateway asks, or somebody who could have asked it the same. */
async function hasToken(auth: Auth, authorization: string | undefined): Promise<boolean> {
  try {
    return (await auth.principalOf(authorization)) !== null;
  } catch {
    // what is wrong with it is told where the operation begins
    return false;
  }
}

/**
 * One subgraph by itself: Apollo Server on Fastify at `/graphql`, with `/livez`, `/readyz` and `/metrics`. The token is
 * verified here again, whatever the gateway has verified.
 * @throws HubError PORT_BUSY
 */
export async function serveSubgraph(
  subgraph: Subgraph,
  { config, auth, metrics, log, port, host, checks = [] }: ServeOptions,
): Promise<{ url: string; close: () => Promise<void> }> {
  // An entity fetch carries the keys of a whole page, so it may be larger than what a caller may send.
  const app = createHttp({ log, metrics, server: subgraph.name, bodyBytes: config.limits.bodyBytes * 8 });
  const apollo = new ApolloServer<SubgraphBase>({
    schema: subgraph.schema,
    introspection: config.introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    // The gateway's own documents are larger than the caller's: every entity fetch repeats its key.
    parseOptions: { maxTokens: config.limits.tokens * 4 },
    formatError: createErrorFormatter(log),
    logger: log,
    plugins: [
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      operationTrace(),
    ],
  });
  let started = false;
  registerOps(app, { metrics, checks, log, started: () => started });
  await apollo.start();
  const answer = fastifyApolloHandler(apollo, {
    context: async (request) =>
      subgraph.contextOf({
        principal: await principalOf(auth, request.headers.authorization),
        requestId: request.id,
      }),
  });
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    handler: async (request, reply) => {
      const attributes = { 'hub.subgraph': subgraph.name, 'hub.request.id': request.id };
      const { traceparent, authorization } = request.headers;
      const trusted =
        traceparent !== undefined &&
        tracing() &&
        (config.telemetry.trustTraceparent || (await hasToken(auth, authorization)));
      const asker = { traceparent, trusted };
      return inSpan('graphql', { kind: 'server', attributes, asker }, async () =>
        answer.call(app, request, reply),
      );
    },
  });
  try {
    const base = await listen(app, {
      host,
      port,
      what: `subgraph ${subgraph.name}`,
      setting: 'HUB_SUBGRAPH_PORT',
    });
    started = true;
    return {
      url: `${base}/graphql`,
      async close() {
        started = false;
        await apollo.stop();
      },
    };
  } catch (error) {
    await apollo.stop();
    throw error;
  }
}
