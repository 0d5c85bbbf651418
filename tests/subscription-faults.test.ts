// What may go wrong with a subscription: readers that leave or are slow, tokens that end, stores that are away.
import type { FormattedExecutionResult } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { subjectReader } from '../runtime/feed-subject.ts';
import {
  answered,
  type BridgePlace,
  type BridgeWorld,
  bridgePlace,
  contextOf,
  WATCH,
} from './support/bridge-place.ts';
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

function failure(code: string): FormattedExecutionResult {
  return { data: { incidentChanged: null }, errors: [{ message: code, extensions: { code } }] };
}

describe('a reader that leaves', () => {
  it('while what it missed is read gives back its place and its tail, though it never took a message', async () => {
    const cursor = await world.feed.latest();
    await place.tell(1);
    await place.tell(2);
    const bridge = world.bridge();
    const leaving = new AbortController();
    await bridge.subscribe(
      { query: WATCH, variables: { after: cursor } },
      contextOf('anybody'),
      leaving.signal,
    );
    expect([await world.metric('hub_subscriptions_open'), await world.metric('hub_feed_tails')]).toEqual([
      1, 1,
    ]);
    leaving.abort();
    await until(async () => (await world.metric('hub_feed_tails')) === 0);
    expect(await world.metric('hub_subscriptions_open')).toBe(0);
  });

  it('before it begins leaves nothing', async () => {
    const bridge = world.bridge();
    const gone = AbortSignal.abort();
    const seen = await world.watch(bridge, { after: await world.feed.latest() }, contextOf('anybody'), gone);
    await until(() => seen.done);
    await until(async () => (await world.metric('hub_feed_tails')) === 0);
    expect(await world.metric('hub_subscriptions_open')).toBe(0);
  });

  it('that is slow is told so and dropped, and the others go on', async () => {
    const bridge = world.bridge(answered, { maxQueue: 5 });
    const slow = await bridge.subscribe({ query: WATCH }, contextOf('anybody'), world.signal);
    const quick = await world.watch(bridge);
    for (let count = 0; count < 10; count += 1) {
      await place.tell(count);
      await until(() => quick.cursors.length === count + 1);
    }
    await expect(
      (async () => {
        for await (const _ of slow);
      })(),
    ).rejects.toMatchObject({ code: 'SLOW_CONSUMER' });
    expect(quick.cursors).toHaveLength(10);
    expect(await world.metric('hub_subscriptions_open')).toBe(1);
  });
});

describe('a token that ends', () => {
  it('while an event is resolved gets no message of it', async () => {
    let answer = () => {};
    const bridge = world.bridge(
      (cursor, context) =>
        new Promise((resolve) => {
          answer = () => answered(cursor, context).then(resolve);
        }),
    );
    const expiresAt = Date.now() + 400;
    const seen = await world.watch(bridge, {}, contextOf('anybody', expiresAt));
    await place.tell(1);
    await until(async () => (await world.metric('hub_subscription_executions_total')) === 1);
    await until(async () => (await world.metric('hub_subscriptions_open')) === 0);
    answer();
    await until(() => seen.done);
    expect([seen.cursors, seen.error]).toEqual([[], null]);
  });
});

describe('an event that cannot be resolved', () => {
  it('for a store or subgraph that stays away ends the stream before it, and comes to who resumes', async () => {
    let away = true;
    const bridge = world.bridge(
      async (cursor, context) => (away ? failure('SUBGRAPH_UNAVAILABLE') : answered(cursor, context)),
      // longer than an answer is shared
      { outageWaitsMs: [300] },
    );
    const start = await world.feed.latest();
    const seen = await world.watch(bridge);
    await place.tell(1);
    await until(() => seen.done);
    // the fault is told without a cursor, so nobody resumes after what they did not get
    expect([seen.cursors, seen.codes, seen.error]).toEqual([[null], ['SUBGRAPH_UNAVAILABLE'], null]);
    away = false;
    const resumed = await world.watch(bridge, { after: start });
    await until(() => resumed.cursors.length === 1);
    expect(resumed.codes).toEqual([undefined]);
  });

  it('for a fault of the hub is told with its cursor, and the stream goes on', async () => {
    let first = true;
    const bridge = world.bridge(
      async (cursor, context) => (first ? failure('INTERNAL') : answered(cursor, context)),
      { outageWaitsMs: [] },
    );
    const seen = await world.watch(bridge);
    await place.tell(1);
    await until(() => seen.cursors.length === 1);
    first = false;
    await place.tell(2);
    await until(() => seen.cursors.length === 2);
    expect(seen.codes).toEqual(['INTERNAL', undefined]);
    expect(seen.cursors).not.toContain(null);
  });

  it('for what has left the grids of the asker is passed over, without a message of nothing', async () => {
    let gone = true;
    const bridge = world.bridge(async (cursor, context) =>
      gone ? { data: { incidentChanged: null } } : answered(cursor, context),
    );
    const seen = await world.watch(bridge);
    await place.tell(1);
    await until(async () => (await world.metric('hub_subscription_executions_total')) === 1);
    gone = false;
    await place.tell(2);
    await until(() => seen.cursors.length > 0);
    expect(seen.codes).toEqual([undefined]);
    expect(await world.metric('hub_subscription_messages_total')).toBeLessThan(2);
  });

  it('by its filter while the store is away waits for it, and is neither told nor lost before', async () => {
    const read = subjectReader(place.db);
    let tries = 0;
    const bridge = world.bridge(answered, {
      subject: async (event) => {
        tries += 1;
        if (tries < 3) throw new Error('the store is away');
        return read(event);
      },
    });
    const seen = await world.watch(bridge, FROM);
    const other = await world.watch(bridge, { filter: { from: '2199-01-01T00:00:00Z' } });
    await place.tell(1);
    await until(() => seen.cursors.length === 1);
    expect([tries, seen.codes]).toEqual([3, [undefined]]);
    expect(other.cursors).toEqual([]);
  });
});
