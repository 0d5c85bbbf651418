import {
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
} from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import { HubError } from '../core/errors.ts';
import { toGraphQLError } from '../runtime/graphql-error.ts';
import type { Log } from '../runtime/log.ts';
import type { GatewayContext } from './context.ts';
import type { Engine, GraphQLRequest } from './engine.ts';
import type { Bridge, SubscriptionMessage } from './subscriptions.ts';

export interface WebSocketOptions {
  engine: Engine;
  bridge: Bridge;
  log: Log;
  /** Authorization header or `connectionParams.authorization` → context. @throws HubError UNAUTHENTICATED */
  contextOf: (authorization: string | undefined) => Promise<GatewayContext>;
}

interface Operation {
  request: GraphQLRequest;
  context: GatewayContext;
}

function operationOf(args: ExecutionArgs): Operation {
  const value: unknown = args.contextValue;
  if (!(value instanceof OperationCarrier)) throw new Error('a WebSocket operation without its context');
  return value.operation;
}

/** Carries the request through graphql-ws, whose context value is untyped. */
class OperationCarrier {
  readonly operation: Operation;
  constructor(operation: Operation) {
    this.operation = operation;
  }
}

/** graphql-ws formats errors itself, so formatted ones are made errors again. */
function asExecutionResult({ data, errors }: FormattedExecutionResult): ExecutionResult {
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined
      ? {}
      : {
          errors: errors.map(
            ({ message, path, extensions }) =>
              new GraphQLError(message, { path: path ?? null, extensions: extensions ?? null }),
          ),
        }),
  };
}

/**
 * Results only. Handed to graphql-ws before the stream has begun, which may take as long as the store is away: so a client
 * that leaves, or says complete, ends what is being begun. What is refused is the one result. `return()` aborts at once,
 * also while the next message is still awaited.
 */
function resultsOf(
  open: (signal: AbortSignal) => Promise<AsyncGenerator<SubscriptionMessage, void>>,
  log: Log,
): AsyncGenerator<ExecutionResult, void> {
  const controller = new AbortController();
  const opening = open(controller.signal);
  opening.catch(() => {});
  let refused = false;

  async function end(): Promise<void> {
    controller.abort();
    const messages = await opening.catch(() => null);
    await messages?.return();
  }

  async function opened(): Promise<AsyncGenerator<SubscriptionMessage, void> | ExecutionResult> {
    try {
      return await opening;
    } catch (error) {
      refused = true;
      return { errors: [toGraphQLError(error, log)] };
    }
  }

  const results: AsyncGenerator<ExecutionResult, void> = {
    async next() {
      if (refused) return { done: true, value: undefined };
      const messages = await opened();
      if (!('next' in messages)) return { done: false, value: messages };
      try {
        const step = await messages.next();
        return step.done === true
          ? { done: true, value: undefined }
          : { done: false, value: asExecutionResult(step.value.result) };
      } catch (error) {
        throw toGraphQLError(error, log);
      }
    },
    async return() {
      await end();
      return { done: true, value: undefined };
    },
    async throw(error) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]: () => results,
    async [Symbol.asyncDispose]() {
      await results.return();
    },
  };
  return results;
}

/** Bytes that a close frame has for its reason (RFC 6455, 5.5.1). */
const CLOSE_REASON_BYTES = 123;
const FORBIDDEN = 4403;
const TRY_AGAIN_LATER = 1013;

/** Why a socket is closed, for clients that read it: a token that does not count, or an issuer that does not answer. */
export function closeOf(error: unknown): { code: number; reason: string } {
  if (!(error instanceof HubError)) return { code: FORBIDDEN, reason: 'Forbidden' };
  const bytes = new Uint8Array(CLOSE_REASON_BYTES);
  // whole characters only: half of one is no UTF-8, and one byte more would throw
  const { written } = new TextEncoder().encodeInto(`${error.code}: ${error.message}`, bytes);
  return {
    code: error.status === 503 ? TRY_AGAIN_LATER : FORBIDDEN,
    reason: new TextDecoder().decode(bytes.subarray(0, written)),
  };
}

function unauthenticated(reason: string, reasonZh: string): HubError {
  return new HubError('UNAUTHENTICATED', { reason, reasonZh });
}

/** The graphql-transport-ws door: the same admission, context and execution as HTTP. */
export function webSocketHandler({ engine, bridge, contextOf, log }: WebSocketOptions) {
  const contexts = new WeakMap<object, GatewayContext>();
  return makeHandler({
    isProd: true,
    connectionInitWaitTimeout: 5_000,
    async onConnect({ connectionParams, extra }) {
      const named = connectionParams?.authorization ?? connectionParams?.Authorization;
      const authorization = typeof named === 'string' ? named : extra.request.headers.authorization;
      try {
        const context = await contextOf(authorization);
        if (context.principal === null) throw unauthenticated('no token was sent', '未发送令牌');
        contexts.set(extra.socket, context);
        return true;
      } catch (error) {
        if (!(error instanceof HubError)) log.error({ err: error }, 'a WebSocket could not be opened');
        const { code, reason } = closeOf(error);
        extra.socket.close(code, reason);
        return false;
      }
    },
    onSubscribe({ extra }, _id, payload) {
      const context = contexts.get(extra.socket);
      if (context === undefined || context.principal === null)
        return [toGraphQLError(unauthenticated('no token was sent', '未发送令牌'))];
      if (context.principal.expiresAt <= Date.now()) {
        // an open socket must not outlive its token; its client comes again with a fresh one
        const error = unauthenticated('it expired while the connection was open', '令牌在连接期间已过期');
        const { code, reason } = closeOf(error);
        extra.socket.close(code, reason);
        return [toGraphQLError(error)];
      }
      const request: GraphQLRequest = {
        query: payload.query,
        variables: payload.variables ?? {},
        operationName: payload.operationName ?? null,
      };
      try {
        const { document } = engine.admit(request);
        return {
          schema: engine.schema,
          document,
          operationName: request.operationName ?? null,
          variableValues: request.variables,
          contextValue: new OperationCarrier({ request, context }),
        };
      } catch (error) {
        return [toGraphQLError(error, log)];
      }
    },
    execute: (args) => {
      const { request, context } = operationOf(args);
      return engine.execute(request, context).then(asExecutionResult);
    },
    subscribe: (args) => {
      const { request, context } = operationOf(args);
      return resultsOf((signal) => bridge.subscribe(request, context, signal), log);
    },
  });
}
