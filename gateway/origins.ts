import type { FastifyReply, FastifyRequest } from 'fastify';
import { HubError } from '../core/errors.ts';

/** What a page of another origin may send to a door, once its browser has asked. */
export interface CorsDoor {
  /** Origins whose pages may read answers; `*` is every one. */
  origins: readonly string[];
  /** Methods of the door, as a header has them. */
  methods: string;
  /** Headers that a page may send. */
  headers: string;
}

const EXPOSED = 'retry-after, x-request-id';
const PREFLIGHT_SECONDS = '600';

/**
 * Names the asker's origin where it is allowed. The hub knows no cookies, so credentials are never allowed: a page can do
 * nothing that its own server could not, and `*` gives away nothing but what is reachable from the browser's network.
 */
function allowOrigin({ headers }: FastifyRequest, reply: FastifyReply, origins: readonly string[]): boolean {
  const { origin } = headers;
  const all = origins.includes('*');
  if (!all && origins.length > 0) reply.header('vary', 'origin');
  if (origin === undefined || !(all || origins.includes(origin))) return false;
  reply
    .header('access-control-allow-origin', all ? '*' : origin)
    .header('access-control-expose-headers', EXPOSED);
  return true;
}

/** An `onRequest` hook: what a browser is told before a page of another origin may ask, or read an answer (Fetch, 3.2). */
export function cors({ origins, methods, headers }: CorsDoor) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const asked = request.headers['access-control-request-method'];
    if (!allowOrigin(request, reply, origins) || request.method !== 'OPTIONS' || asked === undefined) return;
    return reply
      .headers({
        'access-control-allow-methods': methods,
        'access-control-allow-headers': headers,
        'access-control-max-age': PREFLIGHT_SECONDS,
      })
      .code(204)
      .send();
  };
}

const LONGEST_TOLD = 200;

/**
 * A browser opens a WebSocket to anywhere without asking first (RFC 6455, 10.2): its `Origin` must be the host that it
 * asked, or one that is named. The scheme is not compared, for a proxy may end TLS in front. Other programs send none.
 * @throws HubError ORIGIN_REFUSED
 */
export function requireOrigin(
  { origin, host }: { origin: string | undefined; host: string },
  origins: readonly string[],
): void {
  if (origin === undefined || origins.includes(origin)) return;
  const page = URL.parse(origin);
  // read by the page's scheme: a proxy may name the port that the scheme has anyway
  if (page !== null && page.host !== '' && page.host === URL.parse(`${page.protocol}//${host}`)?.host) return;
  throw new HubError('ORIGIN_REFUSED', { origin: origin.slice(0, LONGEST_TOLD) });
}
