import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Subgraph } from '../runtime/subgraph.ts';
import { createGrids } from '../subgraphs/grids/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';

let test: TestDb;
let grids: Subgraph;
let closeFeed: () => Promise<void>;

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  const deps = governanceDeps(test.db);
  closeFeed = () => deps.feed.close();
  grids = createGrids(deps);
});

afterAll(async () => {
  await closeFeed();
  await test.close();
});

const operations = principal('operations');

describe('places', () => {
  it('are listed in order of code, by level and parent, page after page', async () => {
    const query = `query ($after: String) { grids(level: COMMUNITY, first: 1, after: $after) {
      nodes { code level name } totalCount pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
    const first = await ask(grids, operations, query);
    expect(first.data.grids.nodes).toEqual([{ code: PLACE.community, level: 'COMMUNITY', name: '书院社区' }]);
    expect(first.data.grids).toMatchObject({
      totalCount: 2,
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    const second = await ask(grids, operations, query, { after: first.data.grids.pageInfo.endCursor });
    expect(second.data.grids.nodes).toMatchObject([{ code: PLACE.otherCommunity }]);
    expect(second.data.grids.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });

    const children = await ask(
      grids,
      operations,
      `{ grids(parent: "${PLACE.subdistrict}") { nodes { code } } }`,
    );
    expect(children.data.grids.nodes).toHaveLength(2);
  });

  it('know their parent, ancestors and children', async () => {
    const { data } = await ask(
      grids,
      operations,
      `{ grid(code: "${PLACE.grid}") { id parent { code } ancestors { code }
         children(first: 5) { nodes { code level } totalCount } households } }`,
    );
    expect(data.grid).toEqual({
      id: PLACE.grid,
      parent: { code: PLACE.community },
      ancestors: [PLACE.community, PLACE.subdistrict, PLACE.county, PLACE.city].map((code) => ({ code })),
      children: { nodes: [{ code: PLACE.microGrid, level: 'MICRO_GRID' }], totalCount: 1 },
      households: 60,
    });
  });

  it('outside the scope are null, also as references, and never listed', async () => {
    const scoped = principal('community', [PLACE.community]);
    const { data } = await ask(
      grids,
      scoped,
      `query ($refs: [_Any!]!) {
        mine: grid(code: "${PLACE.grid}") { code parent { parent { code } } ancestors { code } }
        other: grid(code: "${PLACE.otherGrid}") { code }
        above: grid(code: "${PLACE.county}") { code }
        grids { nodes { code } }
        _entities(representations: $refs) { ... on Grid { name } ... on Person { title } ... on Party { name } }
      }`,
      {
        refs: [
          { __typename: 'Grid', code: PLACE.grid },
          { __typename: 'Grid', code: PLACE.otherGrid },
          { __typename: 'Person', id: PEOPLE.worker.id },
          { __typename: 'Person', id: PEOPLE.otherWorker.id },
          { __typename: 'Party', id: 'pt-property' },
          { __typename: 'Party', id: 'pt-other' },
          { __typename: 'Party', id: 'pt-emergency' },
        ],
      },
    );
    expect(data.mine).toEqual({
      code: PLACE.grid,
      parent: { parent: null },
      ancestors: [{ code: PLACE.community }],
    });
    expect([data.other, data.above]).toEqual([null, null]);
    expect(data.grids.nodes.map((node: { code: string }) => node.code)).toEqual([
      PLACE.community,
      PLACE.grid,
      PLACE.microGrid,
    ]);
    expect(data._entities).toEqual([
      { name: '锦绣小区' },
      null,
      { title: '锦绣一微网格员' },
      null,
      { name: '锦绣物业' },
      null,
      { name: '应急局' },
    ]);
  });

  it.each([
    ['{ grids(first: 0) { nodes { code } } }', 'BAD_USER_INPUT'],
    ['{ grids(first: 501) { nodes { code } } }', 'BAD_USER_INPUT'],
    ['{ grids(after: "nonsense") { nodes { code } } }', 'BAD_CURSOR'],
    ['{ grids(parent: "12") { nodes { code } } }', 'BAD_USER_INPUT'],
    ['{ grid(code: "abc") { code } }', 'BAD_USER_INPUT'],
    ['{ grid(code: "51142") { code } }', 'BAD_USER_INPUT'],
  ])('%s is refused as %s', async (query, code) => {
    expect((await ask(grids, operations, query)).codes).toEqual([code]);
  });

  it('are shown to nobody without a token', async () => {
    expect((await ask(grids, null, `{ grid(code: "${PLACE.city}") { code } }`)).codes).toEqual([
      'UNAUTHENTICATED',
    ]);
  });

  it('are refused with a NUL in their code, and a person with an absurd id is nobody', async () => {
    const { data, codes } = await ask(
      grids,
      operations,
      'query ($a: ID!, $b: ID!) { a: grid(code: $a) { code } b: person(id: $b) { id } }',
      { a: `5114\0`, b: 'x'.repeat(10_000) },
    );
    expect(codes).toEqual(['BAD_USER_INPUT']);
    expect(data).toEqual({ a: null, b: null });
  });
});

describe('duty', () => {
  const DUTY = `query ($code: ID!, $at: DateTime) { grid(code: $code) { duty(at: $at) {
    post { role { code nameZh } gridCode } person { title phone } party { name } grid { code }
    skipped { role { code } gridCode reasonZh reasonEn } } } }`;

  it('names one person for each rung that is held, nearest first, and tells what is vacant', async () => {
    const { data } = await ask(grids, operations, DUTY, { code: PLACE.microGrid });
    expect(data.grid.duty.map((entry: { person: { title: string } }) => entry.person.title)).toEqual([
      PEOPLE.worker.title,
      PEOPLE.head.title,
      PEOPLE.property.title,
      PEOPLE.desk.title,
    ]);
    expect(data.grid.duty[0]).toMatchObject({
      post: { role: { code: 'GRID_WORKER', nameZh: '网格员' }, gridCode: PLACE.microGrid },
      party: null,
      skipped: [{ role: { code: 'NEIGHBOUR_STEWARD' }, reasonZh: '邻管家空缺' }],
    });
    expect(data.grid.duty[2]).toMatchObject({ party: { name: '锦绣物业' }, grid: { code: PLACE.grid } });
  });

  it('passes over who is on leave at that moment, and only then', async () => {
    await test.db.pool.query(
      `INSERT INTO absence (id, person_id, starts_at, ends_at, reason)
       VALUES ('a1', $1, '2026-03-01T00:00:00Z', '2026-03-08T00:00:00Z', '年休')`,
      [PEOPLE.worker.id],
    );
    const during = await ask(grids, operations, DUTY, { code: PLACE.microGrid, at: '2026-03-05T00:00:00Z' });
    expect(during.data.grid.duty[0].person.title).toBe(PEOPLE.head.title);
    expect(during.data.grid.duty[0].skipped).toContainEqual(
      expect.objectContaining({ role: { code: 'GRID_WORKER' }, gridCode: PLACE.microGrid }),
    );
    expect(JSON.stringify(during.data)).not.toContain('年休');
    const after = await ask(grids, operations, DUTY, { code: PLACE.microGrid, at: '2026-03-08T00:00:00Z' });
    expect(after.data.grid.duty[0].person.title).toBe(PEOPLE.worker.title);
    const before = await ask(grids, operations, DUTY, { code: PLACE.microGrid, at: '2019-01-01T00:00:00Z' });
    expect(before.data.grid.duty).toEqual([]);
  });

  it('tells a micro-grid worker who answers above, without opening the grids above', async () => {
    const worker = principal('gridWorker', [PLACE.microGrid], PEOPLE.worker.id);
    const { data } = await ask(grids, worker, DUTY, { code: PLACE.microGrid });
    expect(data.grid.duty[3]).toMatchObject({
      post: { gridCode: PLACE.community },
      person: { title: PEOPLE.desk.title },
      grid: null,
    });
  });

  it('masks phone numbers for roles that may not read personal data', async () => {
    const phones = async (role: 'community' | 'viewer') => {
      const { data } = await ask(
        grids,
        principal(role),
        `{ person(id: "${PEOPLE.head.id}") { phone posts { role { code } } } }`,
      );
      return data.person;
    };
    expect(await phones('community')).toEqual({
      phone: '13800000000',
      posts: [{ role: { code: 'GRID_HEAD' } }],
    });
    expect((await phones('viewer')).phone).toBe('138****0000');
  });
});

describe('batching', () => {
  it('asks the same number of queries for one grid as for fifty', async () => {
    const codes = Array.from({ length: 50 }, (_, n) => `${PLACE.otherCommunity}${String(n + 100)}`);
    await test.db.pool.query(
      `INSERT INTO grid (code, level, name, parent_code) SELECT code, 'GRID', code, $2 FROM unnest($1::text[]) AS c (code)`,
      [codes, PLACE.otherCommunity],
    );
    await test.db.pool.query(
      `INSERT INTO post (id, role, grid_code, person_id, valid_from)
       SELECT 'post-' || code, 'GRID_WORKER', code, $2, '2020-01-01' FROM unnest($1::text[]) AS c (code)`,
      [codes, PEOPLE.otherWorker.id],
    );
    const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Grid {
      name parent { name } ancestors { code } children { nodes { code } totalCount }
      duty { post { id party { name } } person { title phone party { name } } grid { code } } posts { person { title } } } } }`;
    const count = async (asked: readonly string[]) => {
      let queries = 0;
      const end = test.db.onQuery((_, text) => {
        if (!/^(BEGIN|COMMIT)/.test(text)) queries++;
      });
      const refs = asked.map((code) => ({ __typename: 'Grid', code }));
      const { data, codes: errors } = await ask(grids, operations, query, { refs });
      end();
      expect(errors).toEqual([]);
      expect(data._entities.every((grid: { duty: unknown[] }) => grid.duty.length > 0)).toBe(true);
      return queries;
    };
    const one = await count(codes.slice(0, 1));
    expect(await count(codes)).toBe(one);
    expect(one).toBeLessThanOrEqual(10);
  });
});
