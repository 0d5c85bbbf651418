import { createClient as createSseClient } from 'graphql-sse';
import { type Client, createClient as createWsClient } from 'graphql-ws';
import Type from 'typebox';
import { Value } from 'typebox/value';
import WebSocket from 'ws';

const ErrorShape = Type.Object({
  message: Type.String(),
  path: Type.Optional(Type.Array(Type.Unknown())),
  extensions: Type.Object({
    code: Type.String(),
    messageZh: Type.Optional(Type.String()),
    fix: Type.Optional(Type.String()),
  }),
});
const AnswerShape = Type.Object({
  data: Type.Optional(Type.Unknown()),
  errors: Type.Optional(Type.Array(ErrorShape)),
});
export type Answer = Type.Static<typeof AnswerShape>;

/** @throws when it is no GraphQL answer in the hub's shape: every error has a code */
export function answerOf(value: unknown): Answer {
  if (!Value.Check(AnswerShape, value)) throw new Error(`no GraphQL answer: ${JSON.stringify(value)}`);
  return value;
}

export function codesOf({ errors = [] }: Answer): string[] {
  return errors.map((error) => error.extensions.code);
}

/** The value at a path, or undefined where the way ends. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? Object.entries(inner).find(([name]) => name === String(key))?.[1]
        : undefined,
    value,
  );
}

/** @throws when there is no string at the path */
export function textAt(value: unknown, ...path: (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found !== 'string') throw new Error(`no text at ${path.join('.')} of ${JSON.stringify(value)}`);
  return found;
}

/** @throws when there is no list at the path */
export function listAt(value: unknown, ...path: (string | number)[]): unknown[] {
  const found = at(value, ...path);
  if (!Array.isArray(found)) throw new Error(`no list at ${path.join('.')} of ${JSON.stringify(value)}`);
  return found;
}

export interface Posted extends Answer {
  status: number;
}

/** POST /graphql. `token` null sends none. */
export async function ask(
  httpUrl: string,
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Posted> {
  const response = await fetch(`${httpUrl}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const body: unknown = await response.json();
  return { ...answerOf(body), status: response.status };
}

/** The data of an answer without errors. */
export async function data(
  httpUrl: string,
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<unknown> {
  const answer = await ask(httpUrl, token, query, variables);
  if (answer.errors !== undefined) throw new Error(`answered ${JSON.stringify(answer.errors)}`);
  return answer.data;
}

/** An open subscription and what has arrived on it. */
export interface Watch {
  /** Answers, in order of arrival. */
  messages: Answer[];
  /** What ended it, once something did. */
  fault: () => unknown;
  done: () => boolean;
  close: () => void | Promise<void>;
}

export function openWs(httpUrl: string, token: string | null): Client {
  return createWsClient({
    url: `${httpUrl.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(token === null ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
  });
}

interface Subscriber {
  subscribe(
    payload: { query: string; variables?: Record<string, unknown> },
    sink: { next(value: unknown): void; error(error: unknown): void; complete(): void },
  ): () => void;
}

function watch(client: Subscriber, query: string, variables: Record<string, unknown>): Watch {
  const messages: Answer[] = [];
  let fault: unknown = null;
  let ended = false;
  const close = client.subscribe(
    { query, variables },
    {
      next: (message) => messages.push(answerOf(message)),
      error: (error) => {
        fault = error;
        ended = true;
      },
      complete: () => {
        ended = true;
      },
    },
  );
  return { messages, fault: () => fault, done: () => ended, close };
}

/** graphql-ws's own client on a connection of its own. */
export function watchWs(
  httpUrl: string,
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
): Watch {
  const client = openWs(httpUrl, token);
  const opened = watch(client, query, variables);
  return {
    ...opened,
    async close() {
      opened.close();
      await client.dispose();
    },
  };
}

/** graphql-sse's own client, one connection an operation. */
export function watchSse(
  httpUrl: string,
  token: string,
  query: string,
  variables: Record<string, unknown> = {},
): Watch {
  const client = createSseClient({
    url: `${httpUrl}/graphql/stream`,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  return watch(client, query, variables);
}

export interface ServerEvent {
  id: string | null;
  event: string;
  data: string;
}

/** Raw server-sent events as a browser would read them. */
export interface RawStream {
  status: number;
  headers: Headers;
  contentType: string;
  events: ServerEvent[];
  /** The whole body of an answer that is no stream. */
  body: () => string;
  done: () => boolean;
  close: () => void;
}

function eventOf(block: string): ServerEvent | null {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) fields.set(name, value);
  }
  const event = fields.get('event');
  return event === undefined ? null : { event, id: fields.get('id') ?? null, data: fields.get('data') ?? '' };
}

export async function openStream(
  httpUrl: string,
  options: {
    token: string | null;
    query: string;
    variables?: Record<string, unknown>;
    lastEventId?: string;
    method?: 'GET' | 'POST';
    headers?: Record<string, string>;
  },
): Promise<RawStream> {
  const { token, query, variables = {}, lastEventId, method = 'POST' } = options;
  const abort = new AbortController();
  const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  const response = await fetch(`${httpUrl}/graphql/stream${method === 'GET' ? `?${search}` : ''}`, {
    method,
    headers: {
      accept: 'text/event-stream',
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      ...options.headers,
    },
    ...(method === 'POST' ? { body: JSON.stringify({ query, variables }) } : {}),
    signal: abort.signal,
  });
  const events: ServerEvent[] = [];
  let rest = '';
  let ended = false;
  const decoder = new TextDecoder();
  const reading = async () => {
    for await (const chunk of response.body ?? []) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = eventOf(block);
        if (event !== null) events.push(event);
      }
    }
  };
  reading()
    .catch(() => undefined)
    .finally(() => {
      ended = true;
    });
  return {
    status: response.status,
    headers: response.headers,
    contentType: response.headers.get('content-type') ?? '',
    events,
    body: () => rest,
    done: () => ended,
    close: () => abort.abort(),
  };
}
