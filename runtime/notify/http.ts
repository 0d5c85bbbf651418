import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { type AddressPolicy, BlockedAddress, guardedLookup } from './addresses.ts';

/** Bytes of an answer that are read; what comes after them is dropped with the connection. */
const MOST_ANSWER_BYTES = 65_536;

export interface HttpAnswer {
  status: number;
  /** At most 64 kB of it. */
  body: string;
  retryAfterMs: number | null;
}

export interface HttpPost {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Over the whole call: look-up, connection, answer. */
  timeoutMs: number;
}

/** POSTs to addresses of others. */
export interface OutgoingHttp {
  /** @throws BlockedAddress, or what the connection failed with; redirects are answers like others */
  post(request: HttpPost): Promise<HttpAnswer>;
  close(): Promise<void>;
}

function retryAfterMs(header: string | string[] | undefined, nowMs: number): number | null {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return null;
  const ms = /^\d{1,9}$/.test(text.trim()) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
  // a day at most: a receiver cannot ask for more than a dead letter
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, 86_400_000) : null;
}

/**
 * An HTTP client that reaches only what the policy allows, whatever a name resolves to, and never follows a redirect.
 * Plain HTTP only to networks that the operator named.
 * @param resolve name look-up, for tests
 */
export function createOutgoingHttp(policy: AddressPolicy, resolve?: LookupFunction): OutgoingHttp {
  const lookup = guardedLookup(policy, resolve);
  const connect = buildConnector({ lookup, timeout: 10_000 });
  const agent = new Agent({
    connections: 16,
    keepAliveTimeout: 4_000,
    maxHeaderSize: 16_384,
    connect(options, done) {
      const literal = options.hostname.replace(/^\[|\]$/g, '');
      // net asks no lookup for an address
      if (isIP(literal) !== 0 && !policy.isAllowed(literal)) {
        done(new BlockedAddress(literal), null);
        return;
      }
      connect(options, (...[error, socket]) => {
        if (error !== null) {
          done(error, null);
          return;
        }
        const reached = socket.remoteAddress ?? '';
        const plainHttp = options.protocol !== 'https:';
        if (!policy.isAllowed(reached) || (plainHttp && !policy.isNamed(reached))) {
          socket.destroy();
          done(new BlockedAddress(reached), null);
          return;
        }
        done(null, socket);
      });
    },
  });

  async function readSome(body: AsyncIterable<Buffer>): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      // leaving the loop destroys the stream
      if (size >= MOST_ANSWER_BYTES) break;
    }
    return Buffer.concat(chunks).subarray(0, MOST_ANSWER_BYTES).toString('utf8');
  }

  return {
    async post({ url, headers, body, timeoutMs }) {
      const { origin, pathname, search } = new URL(url);
      const answer = await agent.request({
        origin,
        path: `${pathname}${search}`,
        method: 'POST',
        headers: { 'user-agent': 'wangge-hub', ...headers },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      return {
        status: answer.statusCode,
        retryAfterMs: retryAfterMs(answer.headers['retry-after'], Date.now()),
        body: await readSome(answer.body),
      };
    },
    close: () => agent.destroy(),
  };
}
