import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { GraphQLError } from 'graphql';
import { Pool } from 'undici';
import { HubError } from '../core/errors.ts';
import { toGraphQLError } from '../runtime/graphql-error.ts';
import type { Log } from '../runtime/log.ts';
import { outageReason } from '../runtime/outage.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { inSpan, traceparent, type WorkKind } from '../runtime/telemetry.ts';
import { codesOf } from '../runtime/telemetry-apollo.ts';
import type { GatewayContext } from './context.ts';

type Options = GraphQLDataSourceProcessOptions<GatewayContext>;
type Response = Awaited<ReturnType<GraphQLDataSource<GatewayContext>['process']>>;

function operationOf({ request }: Options) {
  return {
    query: request.query ?? '',
    variables: request.variables ?? {},
    ...(request.operationName === undefined ? {} : { operationName: request.operationName }),
  };
}

/** A fetch in a span of its own, which tells the codes of its errors. */
function traced(name: string, kind: WorkKind, fetch: (options: Options) => Promise<Response>) {
  return (options: Options): Promise<Response> => {
    const { operationName } = options.request;
    const attributes = {
      'hub.subgraph': name,
      ...(operationName === undefined ? {} : { 'graphql.operation.name': operationName }),
    };
    return inSpan(`subgraph ${name}`, { kind, attributes }, async (span) => {
      const answer = await fetch(options);
      const codes = codesOf(answer.errors ?? []);
      if (codes[0] !== undefined) {
        span.set({ 'hub.error.codes': codes });
        span.fail(codes[0]);
      }
      return answer;
    });
  };
}

/** A subgraph in this process: no HTTP, no serialisation; the principal travels as an object. */
export function inProcessDataSource(subgraph: Subgraph): GraphQLDataSource<GatewayContext> {
  return {
    process: traced(subgraph.name, 'internal', async (options) => {
      const { principal = null, requestId = '' } = options.context;
      const result = await subgraph.execute(operationOf(options), { principal, requestId });
      return {
        data: result.data ?? null,
        ...(result.errors === undefined ? {} : { errors: result.errors.map((error) => error.toJSON()) }),
      };
    }),
  };
}

export interface HttpDataSourceOptions {
  /** Whole call, connect to last byte. */
  timeoutMs: number;
  /** A larger answer is refused. */
  maxResponseBytes: number;
  /** Keep-alive connections to one subgraph. */
  connections: number;
}

/** A subgraph over HTTP: keep-alive pool, a deadline on every call, a cap on every answer. */
export function httpDataSource(
  name: string,
  url: string,
  limits: HttpDataSourceOptions,
  log: Log,
): { source: GraphQLDataSource<GatewayContext>; close: () => Promise<void> } {
  const target = new URL(url);
  const pool = new Pool(target.origin, {
    connections: limits.connections,
    keepAliveTimeout: 30_000,
    headersTimeout: limits.timeoutMs,
    bodyTimeout: limits.timeoutMs,
    connect: { timeout: Math.min(limits.timeoutMs, 5_000) },
  });

  function unavailable(reason: string, reasonZh: string, cause?: unknown): GraphQLError {
    const fault = new HubError('SUBGRAPH_UNAVAILABLE', { subgraph: name, reason, reasonZh }, { cause });
    return toGraphQLError(fault, log);
  }

  async function readCapped(body: AsyncIterable<Uint8Array>): Promise<string> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > limits.maxResponseBytes) {
        throw unavailable(
          `its answer is larger than ${limits.maxResponseBytes} bytes`,
          `应答超过 ${limits.maxResponseBytes} 字节`,
        );
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  async function post(
    body: string,
    context: Partial<GatewayContext>,
  ): Promise<{ status: number; text: string }> {
    const trace = traceparent();
    const answer = await pool.request({
      method: 'POST',
      path: target.pathname + target.search,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-request-id': context.requestId ?? '',
        ...(trace === undefined ? {} : { traceparent: trace }),
        ...(context.authorization === undefined ? {} : { authorization: context.authorization }),
      },
      body,
      signal: AbortSignal.timeout(limits.timeoutMs),
    });
    return { status: answer.statusCode, text: await readCapped(answer.body) };
  }

  const source: GraphQLDataSource<GatewayContext> = {
    process: traced(name, 'client', async (options) => {
      const sent = JSON.stringify(operationOf(options));
      let answer: { status: number; text: string };
      try {
        answer = await post(sent, options.context);
      } catch (error) {
        if (error instanceof GraphQLError) throw error;
        const { reason, reasonZh } = outageReason(error);
        throw unavailable(reason, reasonZh, error);
      }
      let parsed: unknown;
      try {
        parsed = JSON.parse(answer.text);
      } catch (error) {
        throw unavailable(
          `HTTP ${answer.status} without a GraphQL answer`,
          `HTTP ${answer.status}，无 GraphQL 应答`,
          error,
        );
      }
      if (!isGraphQLAnswer(parsed))
        throw unavailable(
          `HTTP ${answer.status} without a GraphQL answer`,
          `HTTP ${answer.status}，无 GraphQL 应答`,
        );
      return parsed;
    }),
  };
  return { source, close: () => pool.close() };
}

function isGraphQLAnswer(value: unknown): value is Response {
  return typeof value === 'object' && value !== null && ('data' in value || 'errors' in value);
}
