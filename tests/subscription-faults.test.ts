// What may go wrong with subscriptions: thousands of readers at once, readers that leave, stores that are away, tokens that
// end, a feed that is not the one it was. The feed and its database are real; what resolves an event is a stand-in.
import { Supergraph } from '@apollo/federation-internals';
import { type FormattedExecutionResult, type GraphQLSchema, parse } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '../core/permissions.ts';
import type { GatewayContext } from '../gateway/context.ts';
import { type Bridge, type BridgeOptions, createBridge } from '../gateway/subscriptions.ts';
import { appendFeed, createFeed, type Feed } from '../runtime/feed.ts';
import { subjectReader } from '../runtime/feed-subject.ts';
import { createLog } from '../runtime/log.ts';
import { createMetrics, type Metrics } from '../runtime/metrics.ts';
import { supergraphSdl } from '../schema/load.ts';
import { type TestDb, testDb } from './support/db.ts';
import { testLog as log } from './support/log.ts';
import { addIncident, EAST, seedGrids } from './support/subgraph-world.ts';
import { until } from './support/until.ts';

const WATCH = `subscription ($filter: IncidentFilter, $after: String) {
  incidentChanged(filter: $filter, after: $after) { cursor change } }`;
const FROM = { filter: { from: '2026-01-01T00:00:00Z' } };

let test: TestDb;
let schema: GraphQLSchema;
let feed: Feed;
let metrics: Metrics;
let ended: AbortController;

beforeAll(async () => {
  test = await testDb({ poolSize: 4 });
  await seedGrids(test.db);
  await addIncident(test.db, {
    ...{ id: 'inc_1', deviceId: 'd-1', gridCode: EAST, firstSeenMs: Date.UTC(2026, 10, 21) },
  });
  schema = Supergraph.build(supergraphSdl()).apiSchema().toGraphQLJSSchema();
});
afterAll(() => test.close());
beforeEach(() => {
  metrics = createMetrics({ processMetrics: false });
  feed = createFeed(test.db, { log, metrics, keptDays: 7 });
  ended = new AbortController();
});
afterEach(async () => {
  ended.abort();
  await feed.close();
});

type Resolve = (cursor: string, context: GatewayContext) => Promise<FormattedExecutionResult>;

const answered: Resolve = async (cursor) => ({ data: { incidentChanged: { cursor, change: 'REPEATED' } } });

function bridgeOf(resolve: Resolve = answered, options: Partial<BridgeOptions> = {}): Bridge {
  return createBridge({
    engine: {
      schema,
      admit: ({ query, variables }) => ({ document: parse(query), variables: { ...variables } }),
      execute: ({ variables }, context) => resolve(String(variables?.hubEventCursor), context),
    },
    ...{ feed, metrics, log, subject: subjectReader(test.db), maxSubscriptions: 10_000, maxQueue: 1_000 },
    ...options,
  });
}

function contextOf(subject: string, expiresAt = Date.now() + 600_000): GatewayContext {
  const principal: Principal = { subject, roles: ['admin'], grids: [''], expiresAt };
  return { principal, address: '', authorization: undefined, requestId: 'test' };
}

async function tell(count: number): Promise<void> {
  await appendFeed(test.db.pool, [
    {
      ...{
        topic: 'incident',
        change: 'REPEATED',
        incidentId: 'inc_1',
        alertId: null,
        deviceId: 'd-1',
        channel: '',
      },
      ...{ type: 'camera.fire', severity: 'critical', state: 'ACTIVE', gridCode: EAST, count },
    },
  ]);
}

interface Seen {
  cursors: (string | null)[];
  codes: unknown[];
  done: boolean;
  error: unknown;
}

/** What comes on a subscription, and how it ends. */
async function watch(
  bridge: Bridge,
  variables: Record<string, unknown> = {},
  context = contextOf('anybody'),
  signal = ended.signal,
) {
  const messages = await bridge.subscribe({ query: WATCH, variables }, context, signal);
  const seen: Seen = { cursors: [], codes: [], done: false, error: null };
  const reading = (async () => {
    for await (const { cursor, result } of messages) {
      seen.cursors.push(cursor);
      seen.codes.push(result.errors?.[0]?.extensions?.code);
    }
  })();
  reading.then(
    () => Object.assign(seen, { done: true }),
    (error) => Object.assign(seen, { done: true, error }),
  );
  return seen;
}

async function metric(name: string): Promise<number> {
  return Number(new RegExp(`^${name} (-?\\d+)$`, 'm').exec(await metrics.text())?.[1]);
}

function failure(code: string): FormattedExecutionResult {
  return { data: { incidentChanged: null }, errors: [{ message: code, extensions: { code } }] };
}

describe('thousands of subscribers on one stream', () => {
  it('are one look at the thing and one execution a person for each event', async () => {
    const bridge = bridgeOf();
    const all = await Promise.all(
      Array.from({ length: 5_000 }, (_, index) => watch(bridge, FROM, contextOf(`person ${index % 50}`))),
    );
    await tell(1);
    await until(() => all.every(({ cursors }) => cursors.length === 1), { timeoutMs: 30_000 });
    expect(await metric('hub_subscription_lookups_total')).toBe(1);
    expect(await metric('hub_subscription_executions_total')).toBe(50);
    expect(new Set(all.flatMap(({ cursors }) => cursors)).size).toBe(1);
  });

  it('that come back with one cursor share the reads of what they missed', async () => {
    const cursor = await feed.latest();
    for (let count = 0; count < 20; count += 1) await tell(count);
    let reads = 0;
    const stop = test.db.onQuery((_source, text) => {
      if (text.includes('pg_current_snapshot')) reads += 1;
    });
    const bridge = bridgeOf();
    const all = await Promise.all(
      Array.from({ length: 2_000 }, (_, index) =>
        watch(bridge, { ...FROM, after: cursor }, contextOf(`person ${index % 50}`)),
      ),
    );
    await until(() => all.every(({ cursors }) => cursors.length === 20), { timeoutMs: 30_000 });
    stop();
    expect(reads).toBeGreaterThan(0);
    expect(reads).toBeLessThan(200);
    expect(await metric('hub_subscription_lookups_total')).toBe(20);
  });
});

describe('a reader that leaves', () => {
  it('while what it missed is read gives back its place and its tail, though it never took a message', async () => {
    const cursor = await feed.latest();
    await tell(1);
    await tell(2);
    const bridge = bridgeOf();
    const leaving = new AbortController();
    await bridge.subscribe(
      { query: WATCH, variables: { after: cursor } },
      contextOf('anybody'),
      leaving.signal,
    );
    expect([await metric('hub_subscriptions_open'), await metric('hub_feed_tails')]).toEqual([1, 1]);
    leaving.abort();
    await until(async () => (await metric('hub_feed_tails')) === 0);
    expect(await metric('hub_subscriptions_open')).toBe(0);
  });

  it('before it begins leaves nothing', async () => {
    const bridge = bridgeOf();
    const gone = AbortSignal.abort();
    const seen = await watch(bridge, { after: await feed.latest() }, contextOf('anybody'), gone);
    await until(() => seen.done);
    await until(async () => (await metric('hub_feed_tails')) === 0);
    expect(await metric('hub_subscriptions_open')).toBe(0);
  });

  it('that is slow is told so and dropped, and the others go on', async () => {
    const bridge = bridgeOf(answered, { maxQueue: 5 });
    const slow = await bridge.subscribe({ query: WATCH }, contextOf('anybody'), ended.signal);
    const quick = await watch(bridge);
    for (let count = 0; count < 10; count += 1) {
      await tell(count);
      await until(() => quick.cursors.length === count + 1);
    }
    await expect(
      (async () => {
        for await (const _ of slow);
      })(),
    ).rejects.toMatchObject({ code: 'SLOW_CONSUMER' });
    expect(quick.cursors).toHaveLength(10);
    expect(await metric('hub_subscriptions_open')).toBe(1);
  });
});

describe('a token that ends', () => {
  it('while an event is resolved gets no message of it', async () => {
    let answer = () => {};
    const bridge = bridgeOf(
      (cursor, context) =>
        new Promise((resolve) => {
          answer = () => answered(cursor, context).then(resolve);
        }),
    );
    const expiresAt = Date.now() + 400;
    const seen = await watch(bridge, {}, contextOf('anybody', expiresAt));
    await tell(1);
    await until(async () => (await metric('hub_subscription_executions_total')) === 1);
    await until(async () => (await metric('hub_subscriptions_open')) === 0);
    answer();
    await until(() => seen.done);
    expect([seen.cursors, seen.error]).toEqual([[], null]);
  });
});

describe('an event that cannot be resolved', () => {
  it('for a store or subgraph that stays away ends the stream before it, and comes to who resumes', async () => {
    let away = true;
    const bridge = bridgeOf(
      async (cursor, context) => (away ? failure('SUBGRAPH_UNAVAILABLE') : answered(cursor, context)),
      // longer than an answer is shared
      { outageWaitsMs: [300] },
    );
    const start = await feed.latest();
    const seen = await watch(bridge);
    await tell(1);
    await until(() => seen.done);
    // the fault is told without a cursor, so nobody resumes after what they did not get
    expect([seen.cursors, seen.codes, seen.error]).toEqual([[null], ['SUBGRAPH_UNAVAILABLE'], null]);
    away = false;
    const resumed = await watch(bridge, { after: start });
    await until(() => resumed.cursors.length === 1);
    expect(resumed.codes).toEqual([undefined]);
  });

  it('for a fault of the hub is told with its cursor, and the stream goes on', async () => {
    let first = true;
    const bridge = bridgeOf(
      async (cursor, context) => (first ? failure('INTERNAL') : answered(cursor, context)),
      { outageWaitsMs: [] },
    );
    const seen = await watch(bridge);
    await tell(1);
    await until(() => seen.cursors.length === 1);
    first = false;
    await tell(2);
    await until(() => seen.cursors.length === 2);
    expect(seen.codes).toEqual(['INTERNAL', undefined]);
    expect(seen.cursors).not.toContain(null);
  });

  it('for what has left the grids of the asker is passed over, without a message of nothing', async () => {
    let gone = true;
    const bridge = bridgeOf(async (cursor, context) =>
      gone ? { data: { incidentChanged: null } } : answered(cursor, context),
    );
    const seen = await watch(bridge);
    await tell(1);
    await until(async () => (await metric('hub_subscription_executions_total')) === 1);
    gone = false;
    await tell(2);
    await until(() => seen.cursors.length > 0);
    expect(seen.codes).toEqual([undefined]);
    expect(await metric('hub_subscription_messages_total')).toBeLessThan(2);
  });

  it('by its filter while the store is away waits for it, and is neither told nor lost before', async () => {
    const read = subjectReader(test.db);
    let tries = 0;
    const bridge = bridgeOf(answered, {
      subject: async (event) => {
        tries += 1;
        if (tries < 3) throw new Error('the store is away');
        return read(event);
      },
    });
    const seen = await watch(bridge, FROM);
    const other = await watch(bridge, { filter: { from: '2199-01-01T00:00:00Z' } });
    await tell(1);
    await until(() => seen.cursors.length === 1);
    expect([tries, seen.codes]).toEqual([3, [undefined]]);
    expect(other.cursors).toEqual([]);
  });
});

describe('a feed that is not the one it was', () => {
  it('refuses a cursor from before what is kept, and holds no place for it', async () => {
    const cursor = await feed.latest();
    await tell(1);
    await test.db.pool.query(
      'UPDATE feed_pruned SET xid = f.xid, seq = f.seq FROM (SELECT xid, seq FROM feed ORDER BY xid DESC, seq DESC LIMIT 1) f',
    );
    const bridge = bridgeOf();
    await expect(watch(bridge, { after: cursor })).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
    expect(await metric('hub_subscriptions_open')).toBe(0);
  });

  it('tells live subscribers that rows went unread, after those that were read', async () => {
    const bridge = bridgeOf();
    const seen = await watch(bridge);
    await tell(1);
    await until(() => seen.cursors.length === 1);
    // as a restore leaves it: everything that this process knows is from before
    await test.db.pool.query(
      `UPDATE feed_pruned SET xid = (pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 5)::text::xid8, seq = 0`,
    );
    await until(() => seen.done);
    expect([seen.cursors.length, seen.error]).toMatchObject([1, { code: 'CURSOR_EXPIRED' }]);
    await test.db.pool.query("UPDATE feed_pruned SET xid = '0', seq = 0");
    const again = await watch(bridge);
    await tell(2);
    await until(() => again.cursors.length === 1);
  });

  it('passes over an event of a newer version, live and missed, and has it in the log', async () => {
    const lines: string[] = [];
    const own = createFeed(test.db, {
      log: createLog({ logLevel: 'error', logFormat: 'json' }, 'test', { write: (line) => lines.push(line) }),
      keptDays: 7,
    });
    try {
      const bridge = bridgeOf(answered, { feed: own });
      const start = await own.latest();
      const seen = await watch(bridge);
      await test.db.pool.query(
        `INSERT INTO feed (topic, change, key, grid_code, payload) VALUES ('incident', 'NEWER', 'inc_1', $1, '{"topic":"incident","change":"NEWER"}')`,
        [EAST],
      );
      await tell(1);
      await until(() => seen.cursors.length === 1);
      const missed = await watch(bridge, { after: start });
      await until(() => missed.cursors.length === 1);
      expect(missed.cursors).toEqual(seen.cursors);
      expect(lines.filter((line) => line.includes('this version does not know'))).toHaveLength(2);
    } finally {
      await own.close();
    }
  });

  it('tells them that the database is an older one', async () => {
    const bridge = bridgeOf();
    const { pool } = test.db;
    const seen = await watch(bridge);
    await tell(1);
    await until(() => seen.cursors.length === 1);
    const query = pool.query;
    // a fail-over to a copy that is behind: it has not begun the transactions that were read
    Object.assign(pool, {
      query: async (...given: unknown[]) => {
        const answer = await Reflect.apply(query, pool, given);
        for (const row of answer.rows) if (row.xmax !== undefined) row.xmax = '4';
        return answer;
      },
    });
    try {
      await until(() => seen.done);
    } finally {
      Object.assign(pool, { query });
    }
    expect([seen.cursors.length, seen.error]).toMatchObject([1, { code: 'BAD_CURSOR' }]);
  });
});
