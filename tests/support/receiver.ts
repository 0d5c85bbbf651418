import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { until } from './until.ts';

/** A request that a receiver got, as it came. */
export interface Received {
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  atMs: number;
}

export interface Answer {
  status?: number;
  body?: string;
  headers?: Record<string, string>;
  /** Nothing is answered before it resolves. */
  wait?: Promise<unknown>;
}

export interface Receiver {
  url: string;
  port: number;
  received: Received[];
  /** Says what each request is answered; 200 and a robot's "ok" by default. */
  answer: (request: Received) => Answer;
  /** Waits for so many requests. */
  got(count: number): Promise<Received[]>;
  /** Waits for the n-th request, 1 the first. */
  nth(place: number): Promise<Received>;
  close(): Promise<void>;
}

/** Both forms of a robot's "ok" in one. */
const OK = JSON.stringify({ errcode: 0, errmsg: 'ok', code: 0, msg: 'success' });

/** A program on the loopback that notifications are sent to. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const url = new URL(request.url ?? '/', 'http://receiver');
      const one = {
        ...{ path: url.pathname, query: url.searchParams, headers: request.headers },
        ...{ body: Buffer.concat(chunks).toString('utf8'), atMs: Date.now() },
      };
      received.push(one);
      const { status = 200, body = OK, headers = {}, wait } = receiver.answer(one);
      await wait;
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    });
  });
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await listening;
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const receiver: Receiver = {
    ...{ url: `http://127.0.0.1:${port}`, port, received },
    answer: () => ({}),
    async got(count) {
      await until(() => received.length >= count, { what: `${count} requests, got ${received.length}` });
      return received;
    },
    nth: (place) => until(() => received[place - 1], { what: `request ${place}` }),
    async close() {
      const { promise: closed, resolve: done } = Promise.withResolvers<void>();
      server.close(() => done());
      server.closeAllConnections();
      await closed;
    },
  };
  return receiver;
}

/** Checks as the Standard Webhooks specification tells a receiver to: which of the secrets signed it; null: none, or too old. */
export function signedBy(
  secrets: readonly string[],
  { headers, body }: Received,
  nowMs = Date.now(),
): string | null {
  const id = String(headers['webhook-id']);
  const seconds = String(headers['webhook-timestamp']);
  if (Math.abs(nowMs / 1_000 - Number(seconds)) > 300) return null;
  const given = String(headers['webhook-signature']).split(' ');
  for (const secret of secrets) {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const expected = Buffer.from(
      `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`,
    );
    const same = given.some((one) => {
      const got = Buffer.from(one);
      return got.length === expected.length && timingSafeEqual(got, expected);
    });
    if (same) return secret;
  }
  return null;
}
