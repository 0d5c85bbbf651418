import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'graphql';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HubError } from '../core/errors.ts';
import { type Auth, createAuth } from '../runtime/auth.ts';
import { loadConfig } from '../runtime/config.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { defineSubgraph, serveSubgraph } from '../runtime/subgraph.ts';
import { testLog } from './support/log.ts';

const Answer = Compile(
  Type.Object({
    data: Type.Optional(Type.Unknown()),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          message: Type.String(),
          path: Type.Optional(Type.Unknown()),
          extensions: Type.Object({ code: Type.String() }, { additionalProperties: true }),
        }),
      ),
    ),
  }),
);

const things = defineSubgraph({
  name: 'things',
  log: testLog,
  typeDefs: parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable"])
    type Query { me: String! fail: String missing: String echo(at: DateTime): DateTime thing(id: ID!): Thing }
    type Thing @key(fields: "id") { id: ID! name: String! }
  `),
  context: ({ principal }) => ({ who: principal?.subject }),
  resolvers: {
    Query: {
      me: (_: unknown, _args: unknown, { who }: { who: string }) => who,
      fail: () => {
        throw new Error('password authentication failed for user "hub"');
      },
      missing: () => {
        throw new HubError('NOT_FOUND', { what: 'Thing', whatZh: '物件', id: 'x' });
      },
      echo: (_: unknown, { at }: { at?: Date }) => at ?? null,
      thing: (_: unknown, { id }: { id: string }) => ({ id, name: id }),
    },
    Thing: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `thing ${id}` }) },
  },
});

let folder: string;
let auth: Auth;
let token: string;
let url: string;
let base: string;
const closers: (() => Promise<void>)[] = [];
let storeWorks = true;

async function serve(env: Record<string, string> = {}): Promise<string> {
  const served = await serveSubgraph(things, {
    config: loadConfig({ HUB_MAX_BODY_BYTES: '1024', ...env }),
    auth,
    metrics: createMetrics({ processMetrics: false }),
    log: testLog,
    port: 0,
    host: '127.0.0.1',
    checks: [
      {
        name: 'store',
        check: async () => {
          if (!storeWorks)
            throw new HubError('STORE_UNAVAILABLE', {
              reason: 'connection to 10.1.2.3 refused',
              reasonZh: '连接被拒绝',
            });
          return 'lag 0 s';
        },
      },
    ],
  });
  closers.push(served.close);
  return served.url;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'subgraph-'));
  auth = await createAuth(loadConfig({}), folder);
  token = await auth.sign({ subject: 'ops', roles: ['viewer'], grids: [''], ttlSeconds: 600 });
  url = await serve();
  base = new URL(url).origin;
});

afterAll(async () => {
  for (const close of closers) await close();
  await rm(folder, { recursive: true });
});

async function post(body: unknown, headers: Record<string, string> = {}, to = url) {
  const response = await fetch(to, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, answer: Answer.Parse(await response.json()) };
}

const bearer = (): Record<string, string> => ({ authorization: `Bearer ${token}` });

describe('a subgraph over HTTP', () => {
  it('answers whoever carries a token', async () => {
    const { status, answer } = await post({ query: '{ me }' }, bearer());
    expect([status, answer.data]).toEqual([200, { me: 'ops' }]);
  });

  it.each([
    ['{ me', {}],
    ['{ nope }', {}],
    ['{ missing }', {}],
    ['{ fail }', {}],
    ['{ echo(at: "soon") }', {}],
    ['query($at: DateTime) { echo(at: $at) }', { at: 'soon' }],
    ['query($id: ID!) { thing(id: $id) { id } }', {}],
    ['query a { me } query b { me }', {}],
  ])('tells of %s what the same subgraph tells in process', async (query, variables) => {
    const principal = await auth.verify(token);
    const here = await things.execute({ query, variables }, { principal, requestId: 'r' });
    const { answer } = await post({ query, variables }, bearer());
    const told = (error: { extensions: Record<string, unknown>; path?: unknown }) => ({
      code: error.extensions.code,
      path: error.path,
      chinese: typeof error.extensions.messageZh,
    });
    expect(answer.errors?.map(told)).toEqual(here.errors?.map((error) => told(error)));
    expect(JSON.stringify(answer)).not.toMatch(/stacktrace|password|node_modules/);
  });

  it('says nothing without a token, entities included', async () => {
    for (const query of [
      '{ me }',
      '{ _service { sdl } }',
      '{ _entities(representations: [{__typename: "Thing", id: "1"}]) { ... on Thing { name } } }',
    ]) {
      const { answer } = await post({ query });
      expect(answer.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
      expect(answer.data ?? null).toBeNull();
    }
  });

  it('answers a wrong token with 401 and why', async () => {
    const { status, answer } = await post({ query: '{ me }' }, { authorization: 'Bearer wrong' });
    expect(status).toBe(401);
    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringContaining('it is not a signed JWT'),
      extensions: { code: 'UNAUTHENTICATED', messageZh: expect.stringContaining('请求没有有效令牌') },
    });
    expect(JSON.stringify(answer)).not.toContain('"http"');
  });

  it('refuses what a foreign page could send without asking first', async () => {
    const get = await fetch(`${url}?query=${encodeURIComponent('{ me }')}`, { headers: bearer() });
    expect(get.status).toBe(400);
    const form = await fetch(url, {
      method: 'POST',
      headers: { ...bearer(), 'content-type': 'text/plain' },
      body: JSON.stringify({ query: '{ me }' }),
    });
    expect(form.status).toBe(400);
  });

  it('refuses a body that is too large, no JSON, or a batch, in GraphQL’s shape', async () => {
    const large = await post({ query: '{ me }', extensions: { x: 'x'.repeat(20_000) } }, bearer());
    expect([large.status, large.answer.errors?.[0]?.extensions.code]).toEqual([413, 'BAD_REQUEST']);
    const broken = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(broken.status).toBe(400);
    expect(Answer.Parse(await broken.json()).errors?.[0]?.extensions.code).toBe('BAD_REQUEST');
    expect((await post([{ query: '{ me }' }], bearer())).status).toBe(400);
  });

  it('carries the request id through, but only a plain one', async () => {
    const kept = await post({ query: '{ me }' }, { ...bearer(), 'x-request-id': 'abc-1' });
    expect(kept.headers.get('x-request-id')).toBe('abc-1');
    const made = await post({ query: '{ me }' }, { ...bearer(), 'x-request-id': 'a b"<' });
    expect(made.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });

  it('shows its schema outside production alone', async () => {
    const query = '{ __schema { queryType { name } } }';
    expect((await post({ query }, bearer())).answer.errors).toBeUndefined();
    const production = await serve({ NODE_ENV: 'production' });
    expect((await post({ query }, bearer(), production)).answer.errors?.[0]?.extensions.code).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });

  it('has no landing page', async () => {
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(400);
    expect((await fetch(`${base}/elsewhere`)).status).toBe(404);
  });

  it('names a busy port and the setting to change', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(
      serveSubgraph(things, {
        config: loadConfig({}),
        auth,
        metrics: createMetrics({ processMetrics: false }),
        log: testLog,
        port,
        host: '127.0.0.1',
      }),
    ).rejects.toMatchObject({ code: 'PORT_BUSY', fix: expect.stringContaining('HUB_SUBGRAPH_PORT') });
    await new Promise((done) => other.close(done));
  });
});

describe('operations', () => {
  const get = async (path: string) => {
    const response = await fetch(base + path);
    return { status: response.status, text: await response.text() };
  };

  it('is alive and ready, and says what it looked at', async () => {
    expect(await get('/livez')).toEqual({ status: 200, text: 'ok\n' });
    expect(await get('/readyz')).toEqual({ status: 200, text: 'ok\n' });
    expect(JSON.parse((await get('/readyz?verbose')).text)).toMatchObject({
      ok: true,
      checks: [{ name: 'store', ok: true, detail: 'lag 0 s' }],
    });
  });

  it('is not ready while its store is away, names it, and shows no driver’s text', async () => {
    storeWorks = false;
    try {
      expect(await get('/readyz')).toEqual({ status: 503, text: 'not ready: store\n' });
      const { status, text } = await get('/readyz?verbose');
      expect(status).toBe(503);
      expect(text).toContain('STORE_UNAVAILABLE');
      expect(text).not.toContain('10.1.2.3');
      expect((await get('/livez')).status).toBe(200);
    } finally {
      storeWorks = true;
    }
  });

  it('measures requests by route, so that a stranger makes no series', async () => {
    await get('/made/up/by/a/stranger');
    const { text } = await get('/metrics');
    expect(text).toMatch(
      /hub_http_request_seconds_count\{server="things",route="\/graphql",status="200"\} \d+/,
    );
    expect(text).toContain('route="none"');
    expect(text).not.toContain('stranger');
  });
});
