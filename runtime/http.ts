import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { HubError } from '../core/errors.ts';
import { layerError, toGraphQLError } from './graphql-error.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

export interface HttpOptions {
  log: Log;
  metrics: Metrics;
  /** Name of the server in the metrics. */
  server: string;
  /** A larger body is refused with 413. */
  bodyBytes: number;
  /** Proxies whose X-Forwarded-For tells where a request comes from; none by default. */
  trustedProxies?: readonly string[];
}

/** What HTTP itself refuses, by status. */
const REFUSED: Readonly<Record<number, { en: string; zh: string; fix: string; fixZh: string }>> = {
  404: {
    en: 'There is nothing at this address.',
    zh: '该地址不存在。',
    fix: 'The graph is at /graphql, event streams at /graphql/stream, readiness at /readyz.',
    fixZh: '图接口在 /graphql，事件流在 /graphql/stream，就绪检查在 /readyz。',
  },
  413: {
    en: 'The body of the request is too large.',
    zh: '请求体过大。',
    fix: 'Ask for less in one request; HUB_MAX_BODY_BYTES sets the limit.',
    fixZh: '请减小单次请求；上限由 HUB_MAX_BODY_BYTES 设定。',
  },
  415: {
    en: 'The body of the request is of a media type that is not taken here.',
    zh: '不支持该请求体的媒体类型。',
    fix: 'Send content-type: application/json.',
    fixZh: '请发送 content-type: application/json。',
  },
};

/** A refusal of HTTP in the shape of GraphQL's errors; a status without a row tells `text`. */
function refused(status: number, text: string): GraphQLError {
  const row = REFUSED[status];
  if (row === undefined) return layerError(new GraphQLError(text), 'BAD_REQUEST');
  const { en, zh: messageZh, fix, fixZh } = row;
  return layerError(new GraphQLError(en, { extensions: { messageZh, fix, fixZh } }), 'BAD_REQUEST');
}

const REQUEST_ID = /^[\w.:-]{1,100}$/;

function statusOf(error: unknown): number {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
}

/**
 * A Fastify server as every process of the hub has it: bounded bodies, a request id (the caller's `x-request-id` when
 * it is a plain one), timings, and errors in GraphQL's shape that show a 5xx's id and never its text.
 */
export function createHttp(options: HttpOptions): FastifyInstance {
  const { log, metrics, server, bodyBytes, trustedProxies = [] } = options;
  const app = Fastify({
    logger: false,
    ...(trustedProxies.length === 0 ? {} : { trustProxy: [...trustedProxies] }),
    bodyLimit: bodyBytes,
    requestTimeout: 60_000,
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 200 },
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });
  const seconds = metrics.histogram({
    name: 'hub_http_request_seconds',
    help: 'Time to answer an HTTP request',
    labels: ['server', 'route', 'status'],
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
  });
  app.addHook('onResponse', async (request, reply) => {
    // The route's pattern, not the URL: a stranger must not be able to make new series.
    const route = request.routeOptions.url ?? 'none';
    seconds.observe({ server, route, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
  });
  app.setErrorHandler((error, request, reply) => {
    const status = error instanceof HubError ? error.status : statusOf(error);
    const text = error instanceof Error ? error.message : 'bad request';
    const answer =
      error instanceof HubError || status >= 500
        ? toGraphQLError(error, log.child({ requestId: request.id }))
        : refused(status, text);
    return reply.code(status).send({ errors: [answer.toJSON()] });
  });
  app.setNotFoundHandler((_request, reply) => {
    return reply.code(404).send({ errors: [refused(404, '').toJSON()] });
  });
  return app;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/**
 * Listens and gives the base URL.
 * @throws HubError PORT_BUSY naming the setting to change
 */
export async function listen(
  app: FastifyInstance,
  { host, port, what, setting }: { host: string; port: number; what: string; setting: string },
): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (cause) {
    if (hasCode(cause, 'EADDRINUSE')) throw new HubError('PORT_BUSY', { port, what, setting }, { cause });
    throw cause;
  }
}
