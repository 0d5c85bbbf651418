// The feed behind subscriptions: thousands of readers at once, and a feed that is not the one it was.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFeed } from '../runtime/feed.ts';
import { createLog } from '../runtime/log.ts';
import {
  answered,
  type BridgePlace,
  type BridgeWorld,
  bridgePlace,
  contextOf,
} from './support/bridge-place.ts';
import { EAST } from './support/subgraph-world.ts';
import { until } from './support/until.ts';

const FROM = { filter: { from: '2026-01-01T00:00:00Z' } };

let place: BridgePlace;
let world: BridgeWorld;

beforeAll(async () => {
  place = await bridgePlace();
});
afterAll(() => place.close());
beforeEach(() => {
  world = place.world();
});
afterEach(() => world.end());

describe('thousands of subscribers on one stream', () => {
  it('are one look at the thing and one execution a person for each event', async () => {
    const bridge = world.bridge();
    const all = await Promise.all(
      Array.from({ length: 5_000 }, (_, index) =>
        world.watch(bridge, FROM, contextOf(`person ${index % 50}`)),
      ),
    );
    await place.tell(1);
    await until(() => all.every(({ cursors }) => cursors.length === 1), { timeoutMs: 30_000 });
    expect(await world.metric('hub_subscription_lookups_total')).toBe(1);
    expect(await world.metric('hub_subscription_executions_total')).toBe(50);
    expect(new Set(all.flatMap(({ cursors }) => cursors)).size).toBe(1);
  });

  it('that come back with one cursor share the reads of what they missed', async () => {
    const cursor = await world.feed.latest();
    for (let count = 0; count < 20; count += 1) await place.tell(count);
    let reads = 0;
    const stop = place.db.onQuery((_source, text) => {
      if (text.includes('pg_current_snapshot')) reads += 1;
    });
    const bridge = world.bridge();
    const all = await Promise.all(
      Array.from({ length: 2_000 }, (_, index) =>
        world.watch(bridge, { ...FROM, after: cursor }, contextOf(`person ${index % 50}`)),
      ),
    );
    await until(() => all.every(({ cursors }) => cursors.length === 20), { timeoutMs: 30_000 });
    stop();
    expect(reads).toBeGreaterThan(0);
    expect(reads).toBeLessThan(200);
    expect(await world.metric('hub_subscription_lookups_total')).toBe(20);
  });
});

describe('a feed that is not the one it was', () => {
  it('refuses a cursor from before what is kept, and holds no place for it', async () => {
    const cursor = await world.feed.latest();
    await place.tell(1);
    await place.db.pool.query(
      'UPDATE feed_pruned SET xid = f.xid, seq = f.seq FROM (SELECT xid, seq FROM feed ORDER BY xid DESC, seq DESC LIMIT 1) f',
    );
    const bridge = world.bridge();
    await expect(world.watch(bridge, { after: cursor })).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
    expect(await world.metric('hub_subscriptions_open')).toBe(0);
  });

  it('tells live subscribers that rows went unread, after those that were read', async () => {
    const bridge = world.bridge();
    const seen = await world.watch(bridge);
    await place.tell(1);
    await until(() => seen.cursors.length === 1);
    // as a restore leaves it: everything that this process knows is from before
    await place.db.pool.query(
      `UPDATE feed_pruned SET xid = (pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 5)::text::xid8, seq = 0`,
    );
    await until(() => seen.done);
    expect([seen.cursors.length, seen.error]).toMatchObject([1, { code: 'CURSOR_EXPIRED' }]);
    await place.db.pool.query("UPDATE feed_pruned SET xid = '0', seq = 0");
    const again = await world.watch(bridge);
    await place.tell(2);
    await until(() => again.cursors.length === 1);
  });

  it('passes over an event of a newer version, live and missed, and has it in the log', async () => {
    const lines: string[] = [];
    const own = createFeed(place.db, {
      log: createLog({ logLevel: 'error', logFormat: 'json' }, 'test', { write: (line) => lines.push(line) }),
      keptDays: 7,
    });
    try {
      const bridge = world.bridge(answered, { feed: own });
      const start = await own.latest();
      const seen = await world.watch(bridge);
      await place.db.pool.query(
        `INSERT INTO feed (topic, change, key, grid_code, payload) VALUES ('incident', 'NEWER', 'inc_1', $1, '{"topic":"incident","change":"NEWER"}')`,
        [EAST],
      );
      await place.tell(1);
      await until(() => seen.cursors.length === 1);
      const missed = await world.watch(bridge, { after: start });
      await until(() => missed.cursors.length === 1);
      expect(missed.cursors).toEqual(seen.cursors);
      expect(lines.filter((line) => line.includes('this version does not know'))).toHaveLength(2);
    } finally {
      await own.close();
    }
  });

  it('tells them that the database is an older one', async () => {
    const bridge = world.bridge();
    const { pool } = place.db;
    const seen = await world.watch(bridge);
    await place.tell(1);
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
