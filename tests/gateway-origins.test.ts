import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { Gateway } from '../gateway/start.ts';
import { answerOf, codesOf, openStream } from './e2e/graph-client.ts';
import { openSite, type Site } from './e2e/site.ts';
import { until } from './support/until.ts';

const BOARD = 'https://board.example.cn';
const EVIL = 'https://evil.example';

let site: Site;
let named: Gateway;
let token: string;

beforeAll(async () => {
  site = await openSite();
  named = await site.another({
    HUB_GRAPH_ORIGINS: `http://10.0.0.8:8080, ${BOARD}`,
    HUB_PUBLIC_URL: 'https://hub.example.cn/',
  });
  token = await site.token('operations', '*');
});
afterAll(async () => {
  await named.close();
  await site.close();
});

const allowed = ({ headers }: Response) => headers.get('access-control-allow-origin');

function preflight(url: string, origin: string, method = 'POST'): Promise<Response> {
  return fetch(url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization, content-type',
    },
  });
}

function post(url: string, origin: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, origin, ...headers },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
}

describe.each(['/graphql', '/graphql/stream'])('a browser that asks before it sends to %s', (path) => {
  it('is told what the pages of a named origin may do', async () => {
    const answer = await preflight(`${named.url}${path}`, BOARD);
    expect([answer.status, allowed(answer)]).toEqual([204, BOARD]);
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET, POST');
    const headers = answer.headers.get('access-control-allow-headers')?.split(', ') ?? [];
    expect(headers).toEqual(
      expect.arrayContaining(['authorization', 'content-type', 'apollo-require-preflight', 'last-event-id']),
    );
    expect(answer.headers.get('vary')).toBe('origin');
    // a page must not act in the name of whoever sits before it
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it.each([EVIL, 'null', `${BOARD}.evil.example`, 'http://board.example.cn'])(
    'is allowed nothing for %s, and for no page where none is named',
    async (origin) => {
      expect(allowed(await preflight(`${named.url}${path}`, origin))).toBeNull();
      expect(allowed(await preflight(`${site.url}${path}`, origin))).toBeNull();
      expect(allowed(await preflight(`${site.url}${path}`, BOARD))).toBeNull();
    },
  );
});

describe('a page of a named origin', () => {
  it('reads answers and refusals over HTTP', async () => {
    const answer = await post(named.url, BOARD);
    expect([answer.status, allowed(answer), await answer.json()]).toEqual([
      ...[200, BOARD, { data: { __typename: 'Query' } }],
    ]);
    const refused = await post(named.url, BOARD, { authorization: 'Bearer nonsense' });
    expect([refused.status, allowed(refused)]).toEqual([401, BOARD]);
    expect(allowed(await post(named.url, EVIL))).toBeNull();
    expect(allowed(await post(site.url, BOARD))).toBeNull();
  });

  it('is held to the preflight all the same', async () => {
    const form = await post(named.url, BOARD, { 'content-type': 'text/plain' });
    expect([form.status, codesOf(answerOf(await form.json()))]).toEqual([400, ['BAD_REQUEST']]);
    const query = encodeURIComponent('{ __typename }');
    const get = await fetch(`${named.url}/graphql?query=${query}`, { headers: { origin: BOARD } });
    expect([get.status, codesOf(answerOf(await get.json()))]).toEqual([400, ['BAD_REQUEST']]);
  });

  it('follows an event stream', async () => {
    const query = 'subscription { incidentChanged { cursor } }';
    const headers = { origin: BOARD };
    const stream = await openStream(named.url, { token, query, headers });
    expect([stream.status, stream.headers.get('access-control-allow-origin')]).toEqual([200, BOARD]);
    stream.close();
    await until(stream.done);
    const foreign = await openStream(named.url, { token, query, headers: { origin: EVIL } });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    foreign.close();
    await until(foreign.done);
  });
});

/** The status of the handshake: 101 where it was opened. */
async function handshake(
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; body: string }> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  const opened = once(socket, 'open').then(() => ({ status: 101, body: '' }));
  const { promise: refused, resolve } = Promise.withResolvers<{ status: number; body: string }>();
  socket.on('unexpected-response', (_request, response) => {
    let body = '';
    response.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
  });
  const answer = await Promise.race([opened, refused]);
  socket.terminate();
  return answer;
}

describe('a WebSocket', () => {
  it('is opened for programs, for the hub’s own pages and for those of named origins', async () => {
    const own = [{}, { origin: site.url }, { origin: 'https://hub.lan', host: 'hub.lan' }];
    for (const headers of own) expect((await handshake(site.url, headers)).status).toBe(101);
    for (const origin of [BOARD, 'http://10.0.0.8:8080', 'https://hub.example.cn', named.url]) {
      expect([origin, (await handshake(named.url, { origin })).status]).toEqual([origin, 101]);
    }
  });

  it('is refused to pages of any other origin, with the reason', async () => {
    for (const [url, origin] of [
      [site.url, BOARD],
      [named.url, EVIL],
      [named.url, 'null'],
    ] as const) {
      const { status, body } = await handshake(url, { origin });
      expect([origin, status]).toEqual([origin, 403]);
      const answer = answerOf(JSON.parse(body));
      expect(codesOf(answer)).toEqual(['ORIGIN_REFUSED']);
      expect(answer.errors?.[0]?.extensions.fix).toContain('HUB_GRAPH_ORIGINS');
    }
  });

  it('that is none is only a question by GET, of whatever page', async () => {
    const get = await fetch(`${named.url}/graphql?query=%7B__typename%7D`, {
      headers: { origin: EVIL, 'apollo-require-preflight': 'true' },
    });
    expect([get.status, allowed(get)]).toEqual([200, null]);
  });
});
