import { Writable } from 'node:stream';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { HubError } from '../core/errors.ts';
import type { Principal } from '../core/permissions.ts';
import { createLog } from './log.ts';
import { defineSubgraph, type Subgraph } from './subgraph.ts';

const lines: string[] = [];
const log = createLog(
  { logLevel: 'info', logFormat: 'json' },
  'test',
  new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  }),
);

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable"])
  type Query {
    me: String!
    fail: String
    missing: String
    echo(at: DateTime, n: Int): DateTime
    worst(least: Severity): Severity
    thing(id: ID!): Thing
    keep(input: Kept!): JSON
    defaults(every: Duration = "1h", least: Severity = MINOR, filter: Filter = { long: "5m" }): String!
  }
  input Kept { note: JSON }
  input Filter { long: Duration = "1d" least: Severity = MAJOR }
  type Subscription { thingChanged: Thing }
  type Thing @key(fields: "id") { id: ID! name: String! }
`;

function makeThings(): Subgraph {
  return defineSubgraph({
    name: 'things',
    typeDefs: parse(SDL),
    log,
    context: ({ principal }) => ({ who: principal?.subject ?? 'nobody' }),
    resolvers: {
      Query: {
        defaults: (_: unknown, args: object) => JSON.stringify(args),
        me: (_: unknown, _args: unknown, context: { who: string }) => context.who,
        fail: () => {
          throw new Error('connect ECONNREFUSED db.internal:5432');
        },
        missing: () => {
          throw new HubError('NOT_FOUND', { what: 'Thing', whatZh: '物件', id: 'x' });
        },
        echo: (_: unknown, { at }: { at?: Date }) => at ?? null,
        worst: (_: unknown, { least }: { least?: string }) =>
          least === 'major' ? 'critical' : (least ?? 'bogus'),
        keep: (_: unknown, { input }: { input: { note?: unknown } }) => input.note ?? null,
        thing: (_: unknown, { id }: { id: string }) => ({ id, name: id }),
      },
      Thing: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `thing ${id}` }) },
    },
  });
}

const things = makeThings();
const principal: Principal = { subject: 'ops', roles: ['viewer'], grids: [''], expiresAt: 0 };
const base = { principal, requestId: 'r1' };

async function codes(query: string, variables: Record<string, unknown> = {}) {
  const result = await things.execute({ query, variables }, base);
  return result.errors?.map((error) => error.extensions.code);
}

describe('a subgraph in this process', () => {
  it('answers with its context', async () => {
    expect((await things.execute({ query: '{ me }' }, base)).data).toEqual({ me: 'ops' });
  });

  it('resolves entities', async () => {
    const { data } = await things.execute(
      {
        query: 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { id name } } }',
        variables: { r: [{ __typename: 'Thing', id: '1' }] },
      },
      base,
    );
    expect(data).toEqual({ _entities: [{ id: '1', name: 'thing 1' }] });
  });

  it('has the shared scalars and Severity, inside as core writes it', async () => {
    const { data } = await things.execute(
      { query: '{ echo(at: 0) worst(least: MAJOR) a: worst(least: INFO) }' },
      base,
    );
    expect(data).toEqual({ echo: '1970-01-01T00:00:00.000Z', worst: 'CRITICAL', a: 'INFO' });
  });

  it('gives defaults of the SDL to resolvers as it gives values', async () => {
    const { data } = await things.execute({ query: '{ defaults given: defaults(filter: {}) }' }, base);
    const rest = { every: 3_600_000, least: 'minor' };
    expect(JSON.parse(String(data?.defaults))).toEqual({
      ...rest,
      filter: { long: 300_000, least: 'major' },
    });
    expect(JSON.parse(String(data?.given))).toEqual({
      ...rest,
      filter: { long: 86_400_000, least: 'major' },
    });
  });

  it('refuses text that was cut inside a character, wherever it stands, and names the place', async () => {
    const query = 'query ($v: JSON) { keep(input: { note: $v }) }';
    for (const [v, path] of [
      ['half \ud83d', 'input.note'],
      [{ list: [1, null, { deep: '\udfff' }] }, 'input.note.list.2.deep'],
      [{ '\ud800': 1 }, 'input.note'],
    ]) {
      const { errors } = await things.execute({ query, variables: { v } }, base);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', detail: { path } });
    }
    const whole = { face: '😀', nothing: null };
    const { data } = await things.execute({ query, variables: { v: whole } }, base);
    expect(data).toEqual({ keep: whole });
  });

  it('shows nothing at all to nobody', async () => {
    const nobody = { principal: null, requestId: 'r2' };
    for (const query of [
      '{ me }',
      '{ fail missing }',
      '{ thing(id: "1") { id } }',
      '{ _service { sdl } }',
      '{ _entities(representations: [{__typename: "Thing", id: "1"}]) { __typename } }',
    ]) {
      const { errors = [], data } = await things.execute({ query }, nobody);
      expect(errors.map((error) => error.extensions.code)).toContain('UNAUTHENTICATED');
      expect(JSON.stringify(data ?? null)).not.toMatch(/thing 1|type|"1"/);
    }
  });

  it('tells each fault by its code', async () => {
    expect(await codes('{ me')).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(await codes('{ nope }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(await codes('query a { me } query b { me }')).toEqual(['OPERATION_RESOLUTION_FAILURE']);
    expect(await codes('query($n: Int) { echo(n: $n) }', { n: 'x' })).toEqual(['BAD_USER_INPUT']);
    expect(await codes('query($n: ID!) { thing(id: $n) { id } }')).toEqual(['BAD_USER_INPUT']);
    expect(await codes('query($at: DateTime) { echo(at: $at) }', { at: 'soon' })).toEqual(['BAD_USER_INPUT']);
    expect(await codes('{ echo(at: "soon") }')).toEqual(['BAD_USER_INPUT']);
    expect(await codes('{ missing }')).toEqual(['NOT_FOUND']);
    expect(await codes('{ worst }')).toEqual(['INTERNAL']);
    expect(await codes('subscription { thingChanged { id } }')).toEqual(['BAD_USER_INPUT']);
  });

  it('tells an error in both languages, with where it was and how to mend it', async () => {
    const { errors } = await things.execute({ query: '{ missing }' }, base);
    expect(errors?.[0]?.toJSON()).toMatchObject({
      message: 'Thing x does not exist, or you may not see it.',
      path: ['missing'],
      extensions: { messageZh: '物件 x 不存在，或您无权查看。', fix: 'Check the id.', detail: { id: 'x' } },
    });
  });

  it('of an unknown error tells the id alone, under which the log has the rest', async () => {
    lines.length = 0;
    const { errors } = await things.execute({ query: '{ fail }' }, base);
    const [error] = errors ?? [];
    expect(JSON.stringify(error)).not.toContain('ECONNREFUSED');
    expect(error?.extensions.code).toBe('INTERNAL');
    const id = /error id ([\w-]+)/.exec(error?.message ?? '')?.[1];
    expect(error?.extensions.detail).toEqual({ errorId: id });
    expect(lines.join('')).toContain('ECONNREFUSED');
    expect(lines.join('')).toContain(id);
    expect(lines.join('')).toContain('"requestId":"r1"');
  });

  it('answers the three-thousandth different document like the first', async () => {
    for (let i = 0; i < 3_000; i++) await things.execute({ query: `{ a${i}: me }` }, base);
    expect((await things.execute({ query: '{ a0: me }' }, base)).data).toEqual({ a0: 'ops' });
  });
});
