import { fastifyApolloHandler } from '@as-integrations/fastify';
import fastifyWebsocket from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import Type from 'typebox';
import { Value } from 'typebox/value';
import { HubError } from '../core/errors.ts';
import { toGraphQLError } from '../runtime/graphql-error.ts';
import type { Log } from '../runtime/log.ts';
import { currentSpan, inSpan } from '../runtime/telemetry.ts';
import type { GatewayContext } from './context.ts';
import type { Engine } from './engine.ts';
import { sendLandingPage, wantsPage } from './landing.ts';
import { cors, requireOrigin } from './origins.ts';
import { refusal, refusalHeaders } from './refusal.ts';
import { writeEventStream } from './sse.ts';
import type { Bridge, SubscriptionRequest } from './subscriptions.ts';
import { webSocketHandler } from './ws.ts';

const StreamBody = Type.Object({
  query: Type.String(),
  operationName: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  variables: Type.Optional(Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()])),
});

/** As much of a request as says what is asked. */
const AskedBody = Type.Object({
  query: Type.String(),
  operationName: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});

export interface DoorsOptions {
  engine: Engine;
  bridge: Bridge;
  log: Log;
  contextOf: (
    authorization: string | undefined,
    requestId: string,
    address: string,
  ) => Promise<GatewayContext>;
  /** Aborts when the gateway closes: ends every open stream. */
  closing: AbortSignal;
  /** Largest WebSocket message from a client, bytes. */
  maxMessageBytes: number;
  /** Other origins whose pages may use the graph. */
  origins: readonly string[];
  /** Whether a caller's trace goes on here; else it is only linked to. */
  trustTraceparent: boolean;
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** A stream request comes as a JSON body (POST) or as query, variables and operationName in the URL (EventSource). */
function streamRequest(request: FastifyRequest): SubscriptionRequest {
  const raw: unknown = request.method === 'GET' ? request.query : request.body;
  const body: unknown =
    request.method === 'GET' && typeof raw === 'object' && raw !== null && 'variables' in raw
      ? { ...raw, variables: parseVariables(raw.variables) }
      : raw;
  if (!Value.Check(StreamBody, body)) {
    const [fault] = Value.Errors(StreamBody, body);
    throw new HubError('BAD_USER_INPUT', {
      path: fault?.instancePath === undefined || fault.instancePath === '' ? 'body' : fault.instancePath,
      reason: fault?.message ?? 'it is no GraphQL request',
      reasonZh: '不是有效的 GraphQL 请求',
    });
  }
  return {
    query: body.query,
    operationName: body.operationName ?? null,
    variables: body.variables ?? {},
    lastEventId: header(request.headers['last-event-id']) ?? null,
  };
}

function parseVariables(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HubError(
      'BAD_USER_INPUT',
      { path: 'variables', reason: 'it is not JSON', reasonZh: '不是 JSON' },
      { cause },
    );
  }
}

/** A browser form or <img> must not be able to start an operation: same rule as Apollo's CSRF prevention. */
function requirePreflight(request: FastifyRequest): void {
  const type = request.headers['content-type'] ?? '';
  const preflighted =
    type.startsWith('application/json') ||
    request.headers['apollo-require-preflight'] !== undefined ||
    request.headers.authorization !== undefined;
  if (!preflighted) {
    throw new HubError('BAD_USER_INPUT', {
      path: 'headers',
      reason: 'send content-type: application/json, or the header apollo-require-preflight: true',
      reasonZh: '请发送 content-type: application/json，或请求头 apollo-require-preflight: true',
    });
  }
}

/** What clients of GraphQL over HTTP and over SSE send. */
const ALLOWED_HEADERS = 'authorization, content-type, apollo-require-preflight, last-event-id, x-request-id';

/** Opens the three doors: /graphql over HTTP and WebSocket, /graphql/stream over server-sent events. */
export async function registerDoors(app: FastifyInstance, options: DoorsOptions): Promise<void> {
  const { engine, bridge, contextOf, origins } = options;
  await app.register(fastifyWebsocket, { options: { maxPayload: options.maxMessageBytes } });
  const onRequest = cors({ origins, methods: 'GET, POST', headers: ALLOWED_HEADERS });

  const answer = fastifyApolloHandler(engine.server, {
    async context(request: FastifyRequest) {
      try {
        const context = await contextOf(request.headers.authorization, request.id, request.ip);
        const asked: unknown = request.method === 'GET' ? request.query : request.body;
        // what it is not is Apollo's to tell
        if (!Value.Check(AskedBody, asked)) return context;
        engine.requireLength(asked.query);
        return context.principal === null ? engine.admitStranger(asked, context) : context;
      } catch (error) {
        const told = refusal(error, options.log);
        currentSpan().fail(String(told.extensions.code));
        throw told;
      }
    },
  });
  const apollo = (request: FastifyRequest, reply: FastifyReply) => {
    const attributes = { 'hub.request.id': request.id };
    const asker = { traceparent: request.headers.traceparent, trusted: options.trustTraceparent };
    return inSpan('graphql', { kind: 'server', attributes, asker }, async () =>
      answer.call(app, request, reply),
    );
  };
  app.route({
    method: 'GET',
    url: '/graphql',
    onRequest: [
      onRequest,
      async ({ ws, headers, host }) => {
        if (ws) requireOrigin({ origin: headers.origin, host }, origins);
      },
    ],
    preHandler: async (request, reply) => {
      if (wantsPage(request)) return sendLandingPage(request, reply);
    },
    handler: apollo,
    wsHandler: webSocketHandler({
      engine,
      bridge,
      log: options.log,
      // without a token no socket is opened, so no address is counted
      contextOf: (authorization) => contextOf(authorization, crypto.randomUUID(), ''),
    }),
  });
  app.route({ method: ['POST', 'OPTIONS'], url: '/graphql', onRequest, handler: apollo });
  app.get('/', async (request, reply) => sendLandingPage(request, reply));

  async function stream(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const controller = new AbortController();
    const log = options.log.child({ requestId: request.id });
    // the answer's end, not the request's: that is over once its body was read
    reply.raw.once('close', () => controller.abort());
    try {
      requirePreflight(request);
      const context = await contextOf(request.headers.authorization, request.id, request.ip);
      const messages = await bridge.subscribe(
        streamRequest(request),
        context,
        AbortSignal.any([controller.signal, options.closing]),
      );
      await writeEventStream(reply, messages, (error) => toGraphQLError(error, log).toJSON());
    } catch (error) {
      if (reply.sent || reply.raw.headersSent) return;
      const status = error instanceof HubError ? error.status : error instanceof GraphQLError ? 400 : 500;
      if (error instanceof HubError) reply.headers(refusalHeaders(error));
      await reply.code(status).send({ errors: [toGraphQLError(error, log).toJSON()] });
    }
  }
  app.route({ method: ['GET', 'POST'], url: '/graphql/stream', onRequest, handler: stream });
  app.options('/graphql/stream', { onRequest }, async (_request, reply) =>
    reply.header('allow', 'GET, POST, OPTIONS').code(204).send(),
  );
}
