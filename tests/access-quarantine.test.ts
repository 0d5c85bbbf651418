import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDevicesSubgraph } from '../subgraphs/devices/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ADMIN, asker, EAST, principalOf, seedGrids, subgraphDeps, WEST } from './support/subgraph-world.ts';

// What of refused frames a token of grids below a community sees: those of its own grids, and no trace of others.

let test: TestDb;
let deps: ReturnType<typeof subgraphDeps>;
let ask: ReturnType<typeof asker>;
const HERE = `${EAST}001`;
const THERE = `${EAST}002`;
const QUERY = `query ($filter: QuarantineFilter, $first: Int, $after: String) {
  quarantine(filter: $filter, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    nodes { id gridCode message topic count sampleCount firstSeenAt lastSeenAt size payloadText
      samples(first: 50) { id topic payloadText message } } } }`;

beforeAll(async () => {
  test = await testDb();
  await seedGrids(test.db);
  deps = subgraphDeps(test.db);
  ask = asker(createDevicesSubgraph(deps));
  const fault = (id: string, grid: string | null, message: string, topic: string, last: string) =>
    test.db.pool.query(
      `INSERT INTO quarantine_fault (id, broker, source, codec, codec_version, reason, path, topic_pattern, grid_code,
         message, last_topic, count, first_seen_at, last_seen_at, samples)
       VALUES ($1, 'hub', 'canonical', 'canonical', 1, 'SCHEMA_MISMATCH', '/time', 'community/v1/+/#', $2, $3, $4, 900,
         '2026-01-01', $5, 3)`,
      [id, grid, message, topic, last],
    );
  const sample = (id: string, faultId: string, topic: string, at: string) =>
    test.db.pool.query(
      `INSERT INTO quarantine_sample (id, fault_id, topic, payload, size, whole, path, message, received_at)
       VALUES ($1, $2, $3, $4, 9, true, '/time', $5, $6)`,
      [id, faultId, topic, Buffer.from(`bytes of ${id}`), `message of ${id}`, at],
    );
  const on = (grid: string, device = 'c1') => `community/v1/${grid}/camera/${device}/alert`;
  await fault('mixed', EAST, 'SECRET of there', on(THERE, 'secret-cam'), '2026-02-09');
  await sample('s-here-1', 'mixed', on(HERE), '2026-02-01');
  await sample('s-here-2', 'mixed', on(`${HERE}01`), '2026-02-03');
  await sample('s-there', 'mixed', on(THERE, 'secret-cam'), '2026-02-09');
  await fault('theirs', EAST, 'SECRET of there', on(THERE, 'secret-cam'), '2026-02-08');
  await sample('s-theirs', 'theirs', on(THERE, 'secret-cam'), '2026-02-08');
  await fault('west', WEST, 'SECRET of west', on(`${WEST}001`), '2026-02-07');
  await sample('s-west', 'west', on(`${WEST}001`), '2026-02-07');
  await fault('placeless', null, 'SECRET of nowhere', 'frigate/events', '2026-02-06');
  await sample('s-none', 'placeless', 'frigate/events', '2026-02-06');
  // a community's fault by its source: its frames name no grid
  await fault('by-source', EAST, 'SECRET of a source', 'vendor/x', '2026-02-05');
  await sample('s-source', 'by-source', 'vendor/x', '2026-02-05');
});
afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

describe('the quarantine of grids below a community', () => {
  const below = principalOf(['operations'], HERE);
  const read = async (who: typeof ADMIN, variables: object = {}) =>
    (await ask.data(who, QUERY, { ...variables })).quarantine;

  it('holds what is kept of their own frames, by these alone', async () => {
    const { nodes, totalCount } = await read(below);
    expect(totalCount).toBe(1);
    expect(nodes).toEqual([
      {
        ...{ id: 'mixed', gridCode: EAST, message: 'message of s-here-2', count: 2, sampleCount: 2, size: 9 },
        topic: `community/v1/${HERE}01/camera/c1/alert`,
        firstSeenAt: '2026-02-01T00:00:00.000Z',
        lastSeenAt: '2026-02-03T00:00:00.000Z',
        payloadText: 'bytes of s-here-2',
        samples: ['s-here-2', 's-here-1'].map((id) => expect.objectContaining({ id })),
      },
    ]);
    expect(JSON.stringify(nodes)).not.toMatch(/SECRET|secret-cam|s-there/);
  });

  it.each([
    ['a topic of others', { filter: { topicPrefix: `community/v1/${THERE}` } }],
    ['a time at which only others sent', { filter: { from: '2026-02-04T00:00:00Z' } }],
    ['a time before their first', { filter: { to: '2026-01-15T00:00:00Z' } }],
    ['the topic of a source', { filter: { topicPrefix: 'vendor/' } }],
  ])('finds nothing by %s', async (_, variables) => {
    expect(await read(below, variables)).toMatchObject({ nodes: [], totalCount: 0 });
  });

  it('is whole for the community, and for a token of it beside another grid', async () => {
    const ids = async (who: typeof ADMIN) => (await read(who)).nodes.map(({ id }: { id: string }) => id);
    expect(await ids(principalOf(['operations'], EAST))).toEqual(['mixed', 'theirs', 'by-source']);
    expect(await ids(principalOf(['operations'], WEST, HERE))).toEqual(['west', 'mixed']);
    expect(await ids(principalOf(['operations'], `${HERE}02`))).toEqual([]);
    expect(await ids(ADMIN)).toEqual(['mixed', 'theirs', 'west', 'placeless', 'by-source']);
    const both = (await read(principalOf(['operations'], EAST))).nodes[0];
    expect(both).toMatchObject({ count: 900, message: 'SECRET of there' });
    expect(both.samples).toHaveLength(3);
  });

  it('is turned page by page', async () => {
    const who = principalOf(['operations'], WEST, HERE);
    const first = await read(who, { first: 1 });
    const rest = await read(who, { first: 1, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes].map(({ id }) => id)).toEqual(['west', 'mixed']);
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  it('is replayed by the community’s token only', async () => {
    const replay = `mutation ($input: ReplayQuarantineInput!) { replayQuarantine(input: $input) { replay { total } } }`;
    const input = { ids: ['s-here-1'] };
    expect(await ask.codes(principalOf(['admin'], HERE), replay, { input })).toEqual(['NOT_FOUND']);
    expect(await ask.codes(below, replay, { input })).toEqual(['FORBIDDEN']);
    const done = await ask.data(principalOf(['admin'], EAST), replay, { input });
    expect(done.replayQuarantine.replay.total).toBe(1);
  });
});
