import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordReplays } from '../ingest/replay.ts';
import type { Db } from '../runtime/postgres.ts';
import { createDevicesSubgraph } from '../subgraphs/devices/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import {
  ADMIN,
  addDevice,
  asker,
  EAST,
  principalOf,
  seedGrids,
  statements,
  subgraphDeps,
  WEST,
} from './support/subgraph-world.ts';

let test: TestDb;
let db: Db;
let deps: ReturnType<typeof subgraphDeps>;
let ask: ReturnType<typeof asker>;

const EASTERN = principalOf(['community'], EAST);
const number = (n: number) => String(n).padStart(2, '0');
const CLAIM = `mutation ($input: ClaimDeviceInput!) {
  claimDevice(input: $input) { clientMutationId device { id name state version claimedBy grid { code } } } }`;
const ENTITIES =
  'query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Device { id name } } }';

beforeAll(async () => {
  test = await testDb();
  db = test.db;
  deps = subgraphDeps(db);
  ask = asker(createDevicesSubgraph(deps));
  await seedGrids(db);
  for (let n = 1; n <= 25; n += 1) await addDevice(db, `east-${number(n)}`, { gridCode: `${EAST}001` });
  for (let n = 1; n <= 25; n += 1) {
    await addDevice(db, `west-${number(n)}`, { gridCode: `${WEST}002` }, 'elevator');
  }
  await addDevice(db, 'stranger', {});
  await addDevice(db, 'newcomer', { gridHint: `${EAST}002` }, 'sensor');
});

afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

async function changes(deviceId: string) {
  const sql = `SELECT change, grid_code FROM feed WHERE topic = 'device' AND key = $1 ORDER BY seq`;
  return (await db.pool.query(sql, [deviceId])).rows;
}

describe('devices', () => {
  it('come in pages that together hold each of them exactly once', async () => {
    const query = `query ($after: String) { devices(first: 7, after: $after) {
      nodes { id } pageInfo { hasNextPage endCursor } totalCount } }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { devices } = await ask.data(ADMIN, query, { after });
      seen.push(...devices.nodes.map((device: { id: string }) => device.id));
      expect(devices.totalCount).toBe(52);
      after = devices.pageInfo.hasNextPage ? devices.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toHaveLength(52);
    expect(new Set(seen).size).toBe(52);
    expect(seen).toEqual([...seen].sort());
  });

  it('are counted only when the count is asked for', async () => {
    const without = await statements(db, () => ask.data(ADMIN, '{ devices { nodes { id } } }'));
    const withCount = await statements(db, () => ask.data(ADMIN, '{ devices { totalCount } }'));
    expect([without, withCount]).toEqual([1, 2]);
  });

  it.each([
    ['a subtree', { gridCode: WEST }, 25],
    ['a family', { families: ['SENSOR', 'ELEVATOR'] }, 26],
    ['a state', { state: 'UNCLAIMED' }, 2],
    ['what people type, with its wildcards taken literally', { search: 'EAST-0' }, 9],
    ['a wildcard that nothing holds', { search: '%' }, 0],
    ['online', { online: true }, 0],
  ])('are narrowed by %s', async (_, filter, count) => {
    const query = 'query ($filter: DeviceFilter) { devices(filter: $filter) { totalCount } }';
    expect(await ask.data(ADMIN, query, { filter })).toEqual({ devices: { totalCount: count } });
  });

  it('that name no grid yet are seen by a whole-site scope alone, others where their topic says', async () => {
    const query =
      '{ stranger: device(id: "stranger") { state grid { code } } newcomer: device(id: "newcomer") { gridHint } }';
    expect(await ask.data(ADMIN, query)).toEqual({
      stranger: { state: 'UNCLAIMED', grid: null },
      newcomer: { gridHint: `${EAST}002` },
    });
    expect(await ask.data(EASTERN, query)).toEqual({ stranger: null, newcomer: { gridHint: `${EAST}002` } });
  });

  it.each([
    [
      'a grid code that is none',
      '{ devices(filter: { gridCode: "51%" }) { nodes { id } } }',
      'BAD_USER_INPUT',
    ],
    ['a cursor of another maker', '{ devices(after: "x") { nodes { id } } }', 'BAD_CURSOR'],
    ['a page of none', '{ devices(first: 0) { nodes { id } } }', 'BAD_USER_INPUT'],
    [
      'a range turned round, of the quarantine',
      '{ quarantine(filter: { from: "2026-11-21T00:00:00Z", to: "2026-11-20T00:00:00Z" }) { nodes { id } } }',
      'BAD_USER_INPUT',
    ],
    [
      'a range turned round, of the audit trail',
      '{ auditTrail(filter: { from: "2026-11-21T00:00:00Z", to: "2026-11-20T00:00:00Z" }) { nodes { action } } }',
      'BAD_USER_INPUT',
    ],
    ['NUL in a search', '{ devices(filter: { search: "a\\u0000" }) { nodes { id } } }', 'BAD_USER_INPUT'],
  ])('refuse %s with a code', async (_, query, code) => {
    expect(await ask.codes(ADMIN, query)).toEqual([code]);
  });

  it('answer an id that no device can have with null', async () => {
    expect(await ask.data(ADMIN, '{ device(id: "a\\u0000b") { id } }')).toEqual({ device: null });
  });

  it('give readings oldest first, and refuse a range turned round', async () => {
    const now = Date.now();
    for (const [ago, value] of [
      [3000, 1.5],
      [2000, 2.5],
      [1000, 4],
    ] as const) {
      await db.pool.query(
        `INSERT INTO reading_log (device_id, metric, time_ns, value, community_code) VALUES ('east-01', 'temperatureC', $1, $2, $3)`,
        [BigInt(now - ago) * 1_000_000n, value, EAST],
      );
    }
    const query =
      'query ($from: DateTime) { device(id: "east-01") { readings(metric: "temperatureC", from: $from) { value } } }';
    const { device } = await ask.data(EASTERN, query, {});
    expect(device.readings).toEqual([{ value: 1.5 }, { value: 2.5 }, { value: 4 }]);
    const ahead = { from: new Date(now + 60_000).toISOString() };
    expect(await ask.codes(EASTERN, query, ahead)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('the scope of a token', () => {
  it('hides the devices of other grids in lists, by id, as entities and under their grid', async () => {
    const query = `query ($of: [_Any!]!) {
      devices(filter: { gridCode: "${WEST}" }) { nodes { id } totalCount }
      device(id: "west-01") { id }
      _entities(representations: $of) { ... on Device { id } ... on Grid { code devices { nodes { id } totalCount } } } }`;
    const of = [
      { __typename: 'Device', id: 'west-01' },
      { __typename: 'Grid', code: `${WEST}002` },
    ];
    expect(await ask.data(EASTERN, query, { of })).toEqual({
      devices: { nodes: [], totalCount: 0 },
      device: null,
      _entities: [null, { code: `${WEST}002`, devices: { nodes: [], totalCount: 0 } }],
    });
  });

  it('narrows a grid above it to its own part', async () => {
    const query =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Grid { devices { totalCount } } } }';
    const of = [{ __typename: 'Grid', code: '511402' }];
    const both = principalOf(['viewer'], `${EAST}001`, WEST);
    expect(await ask.data(both, query, { of })).toEqual({ _entities: [{ devices: { totalCount: 50 } }] });
    expect(await ask.data(EASTERN, query, { of })).toEqual({ _entities: [{ devices: { totalCount: 26 } }] });
  });

  it('is asked for: without a token nothing is answered', async () => {
    expect(await ask.codes(null, '{ devices { totalCount } }')).toEqual(['UNAUTHENTICATED']);
  });
});

describe('50 keys in one request', () => {
  it('cost one query for devices, whatever their number', async () => {
    const ids = Array.from({ length: 25 }, (_, n) => [
      `east-${number(n + 1)}`,
      `west-${number(n + 1)}`,
    ]).flat();
    const of = ids.map((id) => ({ __typename: 'Device', id }));
    const few = await statements(db, () => ask.data(ADMIN, ENTITIES, { of: of.slice(0, 2) }));
    const many = await statements(db, async () => {
      const { _entities } = await ask.data(ADMIN, ENTITIES, { of });
      expect(_entities.map((device: { id: string }) => device.id)).toEqual(ids);
    });
    expect([few, many]).toEqual([1, 1]);
  });

  it('cost one query for the devices of their grids, each in its own pages', async () => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) {
      ... on Grid { code devices(first: 2) { nodes { id } pageInfo { hasNextPage } } } } }`;
    const codes = ['511402', EAST, `${EAST}001`, `${EAST}002`, WEST, `${WEST}001`, `${WEST}002`];
    const of = codes.map((code) => ({ __typename: 'Grid', code }));
    let lists: Record<string, string[]> = {};
    const sent = await statements(db, async () => {
      const { _entities } = await ask.data(ADMIN, query, { of });
      lists = Object.fromEntries(
        _entities.map((grid: { code: string; devices: { nodes: { id: string }[] } }) => [
          grid.code,
          grid.devices.nodes.map(({ id }) => id),
        ]),
      );
    });
    expect(sent).toBe(1);
    expect(lists).toMatchObject({
      511402: ['east-01', 'east-02'],
      [`${EAST}002`]: ['newcomer'],
      [`${WEST}001`]: [],
      [`${WEST}002`]: ['west-01', 'west-02'],
    });
  });
});

describe('claiming', () => {
  it('binds an unclaimed device and tells it on the feed; the same claim again changes nothing', async () => {
    const input = {
      deviceId: 'newcomer',
      gridCode: `${EAST}001`,
      name: ' 3号楼烟感 ',
      clientMutationId: 'c1',
    };
    const claimed = {
      clientMutationId: 'c1',
      device: {
        ...{ id: 'newcomer', name: '3号楼烟感', state: 'CLAIMED', version: 2 },
        claimedBy: EASTERN.subject,
        grid: { code: `${EAST}001` },
      },
    };
    expect(await ask.data(EASTERN, CLAIM, { input })).toEqual({ claimDevice: claimed });
    expect(await ask.data(EASTERN, CLAIM, { input })).toEqual({ claimDevice: claimed });
    expect(await changes('newcomer')).toEqual([{ change: 'CLAIMED', grid_code: `${EAST}001` }]);
  });

  it('moves a claimed device, and says moved', async () => {
    const input = { deviceId: 'east-25', gridCode: `${EAST}002`, expectedVersion: 1 };
    await ask.data(EASTERN, CLAIM, { input });
    expect(await changes('east-25')).toEqual([{ change: 'MOVED', grid_code: `${EAST}002` }]);
  });

  it.each([
    ['a grid outside the scope', EASTERN, { deviceId: 'east-01', gridCode: WEST }, 'OUT_OF_SCOPE'],
    ['a device outside the scope', EASTERN, { deviceId: 'west-01', gridCode: EAST }, 'NOT_FOUND'],
    ['a device of no grid, for a grid scope', EASTERN, { deviceId: 'stranger', gridCode: EAST }, 'NOT_FOUND'],
    ['a device that does not exist', ADMIN, { deviceId: 'nobody', gridCode: EAST }, 'NOT_FOUND'],
    ['a grid that does not exist', ADMIN, { deviceId: 'east-01', gridCode: `${EAST}999` }, 'BAD_USER_INPUT'],
    ['an empty name', ADMIN, { deviceId: 'east-01', gridCode: EAST, name: ' ' }, 'BAD_USER_INPUT'],
    ['a stale version', ADMIN, { deviceId: 'east-01', gridCode: EAST, expectedVersion: 7 }, 'CONFLICT'],
    [
      'a role without the right',
      principalOf(['viewer'], ''),
      { deviceId: 'east-01', gridCode: EAST },
      'FORBIDDEN',
    ],
  ])('refuses %s, and changes nothing', async (_, who, input, code) => {
    expect(await ask.codes(who, CLAIM, { input })).toEqual([code]);
    expect(await changes(input.deviceId)).toEqual([]);
  });
});

describe('the quarantine', () => {
  beforeAll(async () => {
    const add = async (id: string, topic: string, reason: string, at: Date, payload: Buffer) => {
      const grid = /^community\/v1\/(\d{12})/.exec(topic)?.[1] ?? null;
      await db.pool.query(
        `WITH fault AS (
           INSERT INTO quarantine_fault (id, broker, source, codec, codec_version, reason, path, topic_pattern,
             grid_code, message, last_topic, count, first_seen_at, last_seen_at, samples)
           VALUES ($1, 'hub', 'canonical', 'canonical', 1, $2, '/time', $3, $4, 'no', $3, 7, $5, $5, 1) RETURNING id)
         INSERT INTO quarantine_sample (id, fault_id, topic, payload, size, whole, path, message, received_at)
         SELECT 's' || $1, id, $3, $6, 2, $7, '/time', 'no', $5 FROM fault`,
        [id, reason, topic, grid, at, payload, id !== 'q3'],
      );
    };
    for (let n = 0; n < 5; n += 1) {
      const topic = `community/v1/${n < 3 ? EAST : WEST}001/camera/c${n}/alert`;
      const at = new Date(Date.UTC(2026, 0, 1, 0, 0, n === 1 ? 0 : n));
      await add(`q${n}`, topic, n === 4 ? 'NOT_UTF8' : 'SCHEMA_MISMATCH', at, Buffer.from([0xff, 0x41]));
    }
    await add('q9', 'frigate/events', 'SCHEMA_MISMATCH', new Date(0), Buffer.from('{}'));
  });

  const QUERY = `query ($filter: QuarantineFilter, $first: Int, $after: String) {
    quarantine(filter: $filter, first: $first, after: $after) { nodes { id } totalCount pageInfo { endCursor hasNextPage } } }`;
  const idsOf = (answer: { quarantine: { nodes: { id: string }[] } }) =>
    answer.quarantine.nodes.map(({ id }) => id);

  it('is read newest first, page by page, equal times told apart', async () => {
    const first = await ask.data(ADMIN, QUERY, { first: 4 });
    expect(idsOf(first)).toEqual(['q4', 'q3', 'q2', 'q1']);
    expect(first.quarantine.totalCount).toBe(6);
    const rest = await ask.data(ADMIN, QUERY, { first: 4, after: first.quarantine.pageInfo.endCursor });
    expect(idsOf(rest)).toEqual(['q0', 'q9']);
    expect(rest.quarantine.pageInfo.hasNextPage).toBe(false);
  });

  it('shows the bytes that could not be read', async () => {
    const query = `{ quarantine(first: 1) { nodes { reason reasonZh payloadText payloadBase64 size path count codecVersion
        samples { id payloadBase64 whole replay { state } } } } }`;
    const { quarantine } = await ask.data(ADMIN, query);
    expect(quarantine.nodes[0]).toEqual({
      ...{ reason: 'NOT_UTF8', reasonZh: '负载不是有效的 UTF-8', payloadText: '\ufffdA' },
      ...{ payloadBase64: '/0E=', size: 2, path: '/time', count: 7, codecVersion: 1 },
      samples: [{ id: 'sq4', payloadBase64: '/0E=', whole: true, replay: null }],
    });
  });

  it('shows a grid scope only what names its grids', async () => {
    const operations = principalOf(['operations'], EAST);
    expect(idsOf(await ask.data(operations, QUERY, {}))).toEqual(['q2', 'q1', 'q0']);
    expect(idsOf(await ask.data(operations, QUERY, { filter: { topicPrefix: 'frigate/' } }))).toEqual([]);
  });

  it('is narrowed by reason and by time', async () => {
    const filter = { reasons: ['SCHEMA_MISMATCH'], from: '2026-01-01T00:00:02Z', to: '2026-01-01T00:00:03Z' };
    expect(idsOf(await ask.data(ADMIN, QUERY, { filter }))).toEqual(['q2']);
  });

  it('needs its right', async () => {
    expect(await ask.codes(EASTERN, QUERY, {})).toEqual(['FORBIDDEN']);
  });

  const REPLAY = `mutation ($input: ReplayQuarantineInput!) { replayQuarantine(input: $input) {
    clientMutationId replay { id requestedBy total skipped pending accepted finishedAt } } }`;
  const replayed = async (input: object, who = ADMIN) =>
    (await ask.data(who, REPLAY, { input })).replayQuarantine.replay;

  it('takes a demand to replay by id and by filter, what is under way or not whole passed over', async () => {
    expect(await replayed({ ids: ['q2'] })).toMatchObject({
      total: 1,
      skipped: 0,
      pending: 1,
      finishedAt: null,
    });
    expect(await replayed({ ids: ['sq2', 'q3'] })).toMatchObject({ total: 0, skipped: 2, pending: 0 });
    const all = await replayed({ filter: { reasons: ['SCHEMA_MISMATCH'] } });
    expect(all).toMatchObject({ requestedBy: ADMIN.subject, total: 3, skipped: 2 });
    const query = 'query ($id: ID!) { quarantineReplay(id: $id) { total pending } }';
    expect((await ask.data(ADMIN, query, { id: all.id })).quarantineReplay).toEqual({ total: 3, pending: 3 });
    const state = '{ quarantine { nodes { id samples { replay { state replayId } } } } }';
    const { quarantine } = await ask.data(ADMIN, state);
    const states = quarantine.nodes.map(
      (node: { id: string; samples: { replay: { state: string } | null }[] }) => [
        node.id,
        node.samples[0]?.replay?.state,
      ],
    );
    expect(Object.fromEntries(states)).toMatchObject({ q0: 'PENDING', q2: 'PENDING', q9: 'PENDING' });
    expect(Object.fromEntries(states).q4).toBeUndefined();
  });

  it('keeps who asked for a replay, in the audit chain', async () => {
    const { rows } = await db.pool.query(
      "SELECT actor, action, after FROM audit_log WHERE kind = 'quarantineReplay' ORDER BY seq LIMIT 1",
    );
    expect(rows).toEqual([
      { actor: ADMIN.subject, action: 'replayQuarantine', after: { ids: ['q2'], total: 1 } },
    ]);
  });

  it.each([
    ['without its right', principalOf(['operations'], ''), { ids: ['q4'] }, 'FORBIDDEN'],
    ['outside the scope', principalOf(['admin'], EAST), { ids: ['q4'] }, 'NOT_FOUND'],
    ['of nothing', ADMIN, {}, 'BAD_USER_INPUT'],
    ['of no ids', ADMIN, { ids: [] }, 'BAD_USER_INPUT'],
  ])('refuses a replay %s', async (_, who, input, code) => {
    expect(await ask.codes(who, REPLAY, { input })).toEqual([code]);
    const { rows } = await db.pool.query("SELECT replay_state FROM quarantine_sample WHERE id = 'sq4'");
    expect(rows).toEqual([{ replay_state: null }]);
  });

  it('tells of a replay what came of the frames that one may see, and no more', async () => {
    await db.pool.query(
      `UPDATE quarantine_sample SET replay_state = CASE id WHEN 'sq3' THEN NULL ELSE 'REFUSED' END, replay_id = NULL`,
    );
    const ids = ['q0', 'q1', 'q2', 'q3', 'q4', 'q9'];
    const { id, ...mine } = await replayed({ ids });
    expect(mine).toMatchObject({ total: 5, skipped: 1, pending: 5 });
    const query = `query ($id: ID!) { quarantineReplay(id: $id) {
      requestedBy total skipped accepted refused pending finishedAt } }`;
    const seen = async (who: typeof ADMIN) => (await ask.data(who, query, { id })).quarantineReplay;
    const reader = (...grids: string[]) => ({ ...principalOf(['operations'], ...grids), subject: 'reader' });
    expect(await seen(reader(''))).toMatchObject({ requestedBy: ADMIN.subject, total: 5, skipped: 1 });
    expect(await seen(reader(EAST))).toMatchObject({ total: 3, skipped: 0, pending: 3, finishedAt: null });
    expect(await seen(reader(WEST))).toMatchObject({ total: 1, skipped: 1, pending: 1, finishedAt: null });
    expect(await seen(reader('990000'))).toBeNull();
    // ingest has done the east's
    const done = ['sq0', 'sq1', 'sq2'].map((replayOf) => ({
      ...{ frame: { topic: '', payload: Buffer.of(), receivedAt: 0 }, redelivered: true, size: 0 },
      ...{ broker: 'hub', replayOf, codec: null, signals: [], refusals: [], fault: null },
    }));
    await db.tx((tx) => recordReplays(tx, done));
    expect(await seen(reader(EAST))).toMatchObject({
      accepted: 3,
      pending: 0,
      finishedAt: expect.any(String),
    });
    expect(await seen(reader(WEST))).toMatchObject({ accepted: 0, pending: 1, finishedAt: null });
    expect(await seen(ADMIN)).toMatchObject({ accepted: 3, pending: 2, finishedAt: null });
    // a demand that found nothing is told to whoever made it, and to those who see all
    const nobody = { ...principalOf(['admin'], '990000'), subject: 'far' };
    const none = await replayed({ filter: {} }, nobody);
    expect(none).toMatchObject({ total: 0, pending: 0, finishedAt: expect.any(String) });
  });
});
