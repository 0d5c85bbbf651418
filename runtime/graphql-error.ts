import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { ERRORS, HubError } from '../core/errors.ts';
import type { Log } from './log.ts';

/** What the GraphQL layer itself refuses, before any of our code runs. Its texts name only the caller's document. */
const LAYER_CODES = {
  GRAPHQL_PARSE_FAILED: {
    zh: '查询语法错误',
    fix: 'Correct the syntax of the document at the line and column that `locations` names.',
    fixZh: '请按 `locations` 所指的行列改正查询语法。',
  },
  GRAPHQL_VALIDATION_FAILED: {
    zh: '查询不符合模式',
    fix: 'Compare the document with the schema: `npx hub export-schema` prints it.',
    fixZh: '请对照模式改正查询；`npx hub export-schema` 可导出模式。',
  },
  OPERATION_RESOLUTION_FAILURE: {
    zh: '无法确定要执行的操作',
    fix: 'Set `operationName` to one of the operations in the document; send mutations by POST.',
    fixZh: '请将 `operationName` 设为文档中的一个操作；变更操作须用 POST 发送。',
  },
  BAD_USER_INPUT: {
    zh: '输入无效',
    fix: 'Correct the named argument or variable and send it again.',
    fixZh: '请改正所指参数或变量后重新提交。',
  },
  BAD_REQUEST: {
    zh: '请求无效',
    fix: 'POST {"query": "…", "variables": {…}} to /graphql with content-type: application/json.',
    fixZh: '请以 POST 向 /graphql 发送 {"query": "…", "variables": {…}}，content-type 为 application/json。',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    zh: '未找到持久化查询',
    fix: 'Send the whole document.',
    fixZh: '请发送完整的查询文档。',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    zh: '不支持持久化查询',
    fix: 'Send the whole document.',
    fixZh: '请发送完整的查询文档。',
  },
} as const satisfies Record<string, { zh: string; fix: string; fixZh: string }>;
export type LayerCode = keyof typeof LAYER_CODES;

function isLayerCode(code: unknown): code is LayerCode {
  return typeof code === 'string' && Object.hasOwn(LAYER_CODES, code);
}

/** The error and what it was made from, outermost first. */
function* chainOf(error: unknown): Generator<unknown> {
  const seen = new Set<unknown>();
  for (let current: unknown = error; current !== undefined && current !== null && !seen.has(current); ) {
    seen.add(current);
    yield current;
    if (current instanceof GraphQLError && current.originalError !== undefined)
      current = current.originalError;
    else current = undefined;
  }
}

function rebuilt(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLError {
  const place = error instanceof GraphQLError ? error : null;
  return new GraphQLError(message, {
    nodes: place?.nodes ?? null,
    source: place?.source,
    positions: place?.positions,
    path: place?.path,
    extensions,
  });
}

function fromHubError(error: unknown, hub: HubError): GraphQLError {
  return rebuilt(error, hub.message, {
    code: hub.code,
    messageZh: hub.messageZh,
    fix: hub.fix,
    fixZh: hub.fixZh,
    detail: hub.detail,
  });
}

/** An error of the GraphQL layer: its own text, our code, a Chinese lead, and what to do; what it tells itself stands. */
export function layerError(error: GraphQLError, code: LayerCode): GraphQLError {
  const { http: _http, stacktrace: _stacktrace, ...kept } = error.extensions;
  const { zh, fix, fixZh } = LAYER_CODES[code];
  return rebuilt(error, error.message, { messageZh: `${zh}：${error.message}`, fix, fixZh, ...kept, code });
}

/** The code of an error that graphql-js raised itself while coercing a caller's values; null for any other. */
function coercionCode(error: GraphQLError): LayerCode | null {
  const aboutVariable = error.nodes?.length === 1 && error.nodes[0]?.kind === Kind.VARIABLE_DEFINITION;
  return aboutVariable || error.message.startsWith('Argument "') ? 'BAD_USER_INPUT' : null;
}

/**
 * What a caller is told of any error, the same in-process, over HTTP and at the gateway: message in English,
 * `extensions` {code, messageZh, fix, fixZh, detail}. An unknown error is logged under an id, and only the id is told.
 * An error that went through here before comes out as it was.
 */
export function toGraphQLError(error: unknown, log?: Log): GraphQLError {
  const chain = [...chainOf(error)];
  for (const link of chain) {
    if (link instanceof HubError) {
      if (link.status >= 500) log?.warn({ err: link.cause ?? link, code: link.code }, link.message);
      return fromHubError(error, link);
    }
  }
  const graphql = chain.filter((link) => link instanceof GraphQLError);
  // The innermost code wins: a scalar's BAD_USER_INPUT lies inside the validation error that carries it.
  for (const link of graphql.toReversed()) {
    const { code } = link.extensions;
    const outer = graphql[0] ?? link;
    if (isLayerCode(code)) return layerError(outer, code);
    if (typeof code === 'string' && Object.hasOwn(ERRORS, code)) {
      const { http: _http, stacktrace: _stacktrace, ...extensions } = link.extensions;
      return rebuilt(error, link.message, extensions);
    }
  }
  for (const link of graphql) {
    const code = coercionCode(link);
    if (code !== null) return layerError(link, code);
  }
  const innermost = chain.at(-1);
  const errorId = randomUUID();
  log?.error(
    {
      err: innermost instanceof Error ? innermost : new Error(String(innermost)),
      errorId,
      path: error instanceof GraphQLError ? error.path?.join('.') : undefined,
    },
    'request failed',
  );
  return fromHubError(error, new HubError('INTERNAL', { errorId }));
}

/** Apollo Server's `formatError`. */
export function createErrorFormatter(
  log: Log,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (_formatted, error) => toGraphQLError(error, log).toJSON();
}
