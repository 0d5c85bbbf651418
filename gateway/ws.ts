import {
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  getOperationAST,
} from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import { HubError } from '../core/errors.ts';
import { toGraphQLError } from '../runtime/graphql-error.ts';
import type { GatewayContext } from './context.ts';
import type { Engine, GraphQLRequest } from './engine.ts';
import type { Bridge, SubscriptionMessage } from './subscriptions.ts';

export interface WebSocketOptions {
  engine: Engine;
  bridge: Bridge;
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

/** Results only; `return()` aborts at once, also while the next message is still awaited. */
function resultsOf(
  messages: AsyncGenerator<SubscriptionMessage, void>,
  abort: () => void,
): AsyncGenerator<ExecutionResult, void> {
  const results: AsyncGenerator<ExecutionResult, void> = {
    async next() {
      try {
        const step = await messages.next();
        return step.done === true
          ? { done: true, value: undefined }
          : { done: false, value: asExecutionResult(step.value.result) };
      } catch (error) {
        throw toGraphQLError(error);
      }
    },
    async return() {
      abort();
      await messages.return();
      return { done: true, value: undefined };
    },
    async throw(error) {
      abort();
      await messages.return();
      throw error;
    },
    [Symbol.asyncIterator]: () => results,
    async [Symbol.asyncDispose]() {
      await results.return();
    },
  };
  return results;
}

/** The graphql-transport-ws door: the same admission, context and execution as HTTP. */
export function webSocketHandler({ engine, bridge, contextOf }: WebSocketOptions) {
  const contexts = new WeakMap<object, GatewayContext>();
  return makeHandler({
    isProd: true,
    connectionInitWaitTimeout: 5_000,
    async onConnect({ connectionParams, extra }) {
      const named = connectionParams?.authorization ?? connectionParams?.Authorization;
      const authorization = typeof named === 'string' ? named : extra.request.headers.authorization;
      try {
        const context = await contextOf(authorization);
        if (context.principal === null)
          throw new HubError('UNAUTHENTICATED', { reason: 'no token was sent', reasonZh: '未发送令牌' });
        contexts.set(extra.socket, context);
        return true;
      } catch (error) {
        // closes with 4403; the reason goes to clients that read close reasons
        extra.socket.close(
          4403,
          error instanceof HubError ? `${error.code}: ${error.message}`.slice(0, 120) : 'Forbidden',
        );
        return false;
      }
    },
    onSubscribe({ extra }, _id, payload) {
      const context = contexts.get(extra.socket);
      if (context === undefined)
        return [
          toGraphQLError(
            new HubError('UNAUTHENTICATED', { reason: 'no token was sent', reasonZh: '未发送令牌' }),
          ),
        ];
      const request: GraphQLRequest = {
        query: payload.query,
        variables: payload.variables ?? {},
        operationName: payload.operationName ?? null,
      };
      try {
        const { document } = engine.admit(request);
        const operation = getOperationAST(document, request.operationName ?? null);
        if (operation === null || operation === undefined) {
          throw new HubError('BAD_USER_INPUT', {
            path: 'operationName',
            reason: 'it names no operation',
            reasonZh: '所指操作不存在',
          });
        }
        return {
          schema: engine.schema,
          document,
          operationName: request.operationName ?? null,
          variableValues: request.variables,
          contextValue: new OperationCarrier({ request, context }),
        };
      } catch (error) {
        return [toGraphQLError(error)];
      }
    },
    execute: (args) => {
      const { request, context } = operationOf(args);
      return engine.execute(request, context).then(asExecutionResult);
    },
    subscribe: async (args) => {
      const { request, context } = operationOf(args);
      const controller = new AbortController();
      try {
        const messages = await bridge.subscribe(request, context, controller.signal);
        return resultsOf(messages, () => controller.abort());
      } catch (error) {
        return { errors: [toGraphQLError(error)] };
      }
    },
  });
}
