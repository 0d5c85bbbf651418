import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import {
  type DocumentNode,
  type FormattedExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import type { Logger } from 'pino';
import { HubError } from '../core/errors.ts';
import { createErrorFormatter } from '../runtime/graphql-error.ts';
import { inSpan } from '../runtime/telemetry.ts';
import { type AdmissionLimits, admissionRule, requireLength } from './admission.ts';
import type { GatewayContext } from './context.ts';
import { requireCost } from './cost.ts';
import { badDocument, createDocuments } from './documents.ts';
import type { PublicAccess } from './public-access.ts';
import { refusal } from './refusal.ts';

export interface GraphQLRequest {
  query: string;
  variables?: Readonly<Record<string, unknown>> | undefined;
  operationName?: string | null | undefined;
}

/** The planner and executor behind one face, so that either can be changed without touching a transport. */
export interface Engine {
  /** What clients see (the API schema of the supergraph). */
  schema: GraphQLSchema;
  server: ApolloServer<GatewayContext>;
  execute(request: GraphQLRequest, context: GatewayContext): Promise<FormattedExecutionResult>;
  /** @throws HubError DOCUMENT_TOO_LARGE for what is not even to be parsed */
  requireLength(query: string): void;
  /**
   * Asks whether a stranger may ask this at all, and counts it, before the work of validating it is done for nobody. What
   * cannot be read is left to the operation itself. @throws HubError UNAUTHENTICATED | RATE_LIMITED
   */
  admitStranger(
    request: Pick<GraphQLRequest, 'query' | 'operationName'>,
    context: GatewayContext,
  ): GatewayContext;
  /** Parses, validates and coerces without running: for subscriptions. @throws GraphQLError */
  admit(request: GraphQLRequest): { document: DocumentNode; variables: Record<string, unknown> };
  close(): Promise<void>;
}

export interface EngineOptions {
  supergraphSdl: string;
  dataSourceOf: (name: string) => GraphQLDataSource<GatewayContext>;
  limits: AdmissionLimits;
  introspection: boolean;
  /** What is asked of operations without a token. */
  publicAccess: PublicAccess;
  log: Logger;
  plugins?: ApolloServerPlugin<GatewayContext>[];
}

/** Variables as the operation declares them, its defaults among them; errors for values that do not fit. */
function valuesOf(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> | undefined,
) {
  return getVariableValues(schema, variableDefinitions, { ...variables }, { maxErrors: 10 });
}

/** @throws GraphQLError what may be asked by HTTP and WebSocket alike, but not run as one request */
function requireRunnable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  limits: AdmissionLimits,
): void {
  try {
    if (operation.operation === 'subscription') {
      throw new HubError('BAD_USER_INPUT', {
        path: 'subscription',
        reason:
          'subscriptions are served over WebSocket at /graphql and as an event stream at /graphql/stream',
        reasonZh: '订阅请使用 WebSocket（/graphql）或事件流（/graphql/stream）',
      });
    }
    // values that do not fit are refused by the executor, each with its place
    const { coerced } = valuesOf(schema, operation, variables);
    if (coerced !== undefined) requireCost(schema, document, operation, coerced, limits.maxCost);
  } catch (error) {
    throw refusal(error);
  }
}

/** Apollo Server 5 over @apollo/gateway on a fixed supergraph: nothing is fetched, polled or reported. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { limits, log } = options;
  const gateway = new ApolloGateway({
    supergraphSdl: options.supergraphSdl,
    buildService: ({ name }) => options.dataSourceOf(name),
    logger: { debug: () => {}, info: () => {}, warn: (m) => log.warn(m), error: (m) => log.error(m) },
  });
  let apiSchema: GraphQLSchema | null = null;
  gateway.onSchemaLoadOrUpdate(({ apiSchema: loaded }) => {
    apiSchema = loaded;
  });
  const rules = [admissionRule(limits)];
  const server = new ApolloServer<GatewayContext>({
    gateway,
    introspection: options.introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    parseOptions: { maxTokens: limits.maxTokens },
    validationRules: rules,
    formatError: createErrorFormatter(log),
    persistedQueries: false,
    logger: { debug: () => {}, info: () => {}, warn: (m) => log.warn(m), error: (m) => log.error(m) },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      {
        async requestDidStart() {
          return {
            async didResolveOperation({ schema, document, operation, request, contextValue }) {
              if (operation === undefined) return;
              requireRunnable(schema, document, operation, request.variables ?? {}, limits);
              if (contextValue.principal !== null || contextValue.admitted === true) return;
              try {
                options.publicAccess.admit(document, operation, contextValue.address);
              } catch (error) {
                throw refusal(error);
              }
            },
          };
        },
      },
      ...(options.plugins ?? []),
    ],
  });
  await server.start();
  if (apiSchema === null) throw new Error('the gateway started without a schema');
  const schema: GraphQLSchema = apiSchema;
  const documents = createDocuments(schema, rules, limits.maxTokens);

  return {
    schema,
    server,
    async execute({ query, variables, operationName }, contextValue) {
      const attributes = { 'hub.request.id': contextValue.requestId };
      const { body } = await inSpan('graphql', { kind: 'server', attributes }, () =>
        server.executeOperation(
          {
            query,
            ...(variables === undefined ? {} : { variables: { ...variables } }),
            ...(operationName === undefined || operationName === null ? {} : { operationName }),
          },
          { contextValue },
        ),
      );
      if (body.kind !== 'single') throw new Error('an incremental answer to an operation without @defer');
      return body.singleResult;
    },
    requireLength: (query) => requireLength(query, limits),
    admitStranger({ query, operationName }, context) {
      let document: DocumentNode;
      try {
        document = parse(query, { maxTokens: limits.maxTokens });
      } catch {
        return context;
      }
      const operation = getOperationAST(document, operationName);
      if (operation === null || operation === undefined) return context;
      options.publicAccess.admit(document, operation, context.address);
      return { ...context, admitted: true };
    },
    admit({ query, variables, operationName }) {
      requireLength(query, limits);
      const document = documents(query);
      const operation = getOperationAST(document, operationName ?? null);
      if (operation === null || operation === undefined) {
        throw badDocument(
          'operationName names no operation of this document',
          'OPERATION_RESOLUTION_FAILURE',
        );
      }
      const { coerced, errors } = valuesOf(schema, operation, variables);
      if (errors !== undefined) {
        throw badDocument(errors.map((error) => error.message).join('\n'), 'BAD_USER_INPUT');
      }
      requireCost(schema, document, operation, coerced, limits.maxCost);
      return { document, variables: coerced };
    },
    close: () => server.stop(),
  };
}
