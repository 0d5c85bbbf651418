import type { Logger } from 'pino';
import type { FeedEvent } from '../core/feed-event.ts';
import { textArray } from './array-literal.ts';
import { copyText } from './copy-text.ts';
import { before, decodeFeedCursor, encodeFeedCursor, FEED_START } from './feed-cursor.ts';
import { type FeedHandler, type FollowStep, followOnce, followUntil } from './feed-follow.ts';
import { createFeedReader } from './feed-reader.ts';
import { type FeedRow, feedKey, readFeed, readFeedRow } from './feed-row.ts';
import { createTail, type FeedTail, type TailOptions } from './feed-tail.ts';
import { createFeedWake } from './feed-wake.ts';
import type { Metrics } from './metrics.ts';
import type { Db } from './postgres.ts';

// small transactions: readers wait for the oldest open one
const PRUNE_ROWS = 2_000;
/** A consumer that has not read for this many times the kept days no longer keeps rows from being pruned. */
const STALE_CONSUMER_FACTOR = 4;

/** What an event is appended through: a client or a pool of `pg`, or what sends several statements at once. */
export interface FeedSink {
  query(statement: { name: string; text: string; values: string[] }): Promise<unknown>;
}

/** Wakes the feed's readers at COMMIT: an expression, for a SELECT of the transaction that `copyFeed` is part of. */
export const WAKE_FEED = "pg_notify('feed', '')";

/**
 * Tells events in the transaction of the change they tell; readers are woken at its COMMIT. One statement for all.
 * @param client the transaction's client; a pool appends in a transaction of its own
 */
export async function appendFeed(client: FeedSink, events: readonly FeedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await client.query({
    name: 'feed-append',
    text: `WITH added AS (
        INSERT INTO feed (topic, change, key, grid_code, payload)
        SELECT topic, change, key, grid_code, payload
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[])
          WITH ORDINALITY AS e (topic, change, key, grid_code, payload, n)
        ORDER BY n)
      SELECT ${WAKE_FEED}`,
    values: [
      textArray(events.map((event) => event.topic)),
      textArray(events.map((event) => event.change)),
      textArray(events.map(feedKey)),
      textArray(events.map((event) => event.gridCode)),
      textArray(events.map((event) => JSON.stringify(event))),
    ],
  });
}

/** A sink that takes rows by COPY too: many statements sent at once. */
export interface FeedCopySink extends FeedSink {
  copy(name: string, text: string, rows: string): Promise<void>;
}

/**
 * As `appendFeed`, for many events at once: a row by COPY costs the server less than half of one from arrays. The caller
 * wakes the readers, by WAKE_FEED.
 */
export function copyFeed(sink: FeedCopySink, events: readonly FeedEvent[]): Promise<void> {
  if (events.length === 0) return Promise.resolve();
  let rows = '';
  for (const event of events) {
    rows += `${event.topic}\t${event.change}\t${copyText(feedKey(event))}\t${copyText(event.gridCode)}\t${copyText(JSON.stringify(event))}\n`;
  }
  return sink.copy('feed_copy', 'COPY feed (topic, change, key, grid_code, payload) FROM STDIN', rows);
}

export interface Feed {
  /**
   * Hands each event of `topics` to `handler`, in commit order, from where `consumer` stopped last (a new one: from the
   * oldest kept). One replica acts at a time. Ends when `signal` aborts.
   */
  follow(
    consumer: string,
    topics: readonly FeedEvent['topic'][],
    handler: FeedHandler,
    signal: AbortSignal,
  ): Promise<void>;
  /** One batch of `follow`. @throws what the handler throws, after rolling back */
  followOnce(
    consumer: string,
    topics: readonly FeedEvent['topic'][],
    handler: FeedHandler,
  ): Promise<FollowStep>;
  /** Events for one subscriber: see createTail. @throws HubError BAD_CURSOR */
  tail(options: TailOptions): FeedTail;
  /** The event at a cursor; null when there is none (any more). @throws HubError BAD_CURSOR */
  at(cursor: string, path?: string): Promise<FeedRow | null>;
  /** A cursor after everything that is final now. */
  latest(): Promise<string>;
  /**
   * Removes what is older than the kept days and read by every consumer that still reads.
   * @returns rows removed
   */
  prune(): Promise<number>;
  close(): Promise<void>;
}

export interface FeedOptions {
  log: Logger;
  metrics?: Metrics | undefined;
  keptDays: number;
}

async function prune(db: Db, keptDays: number): Promise<number> {
  for (let removed = 0; ; ) {
    const batch = await db.tx(async (client) => {
      const { rows } = await client.query(
        // the oldest rows in commit order, which is nearly that of their times: no index on times is needed
        `WITH first AS (SELECT xid, seq, at FROM feed ORDER BY xid, seq LIMIT $3),
         old AS (
           SELECT xid, seq FROM first f
           WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) AND at < now() - make_interval(days => $1)
             AND NOT EXISTS (
               SELECT 1 FROM feed_consumer c
               WHERE (c.xid, c.seq) < (f.xid, f.seq) AND c.updated_at > now() - make_interval(days => $2))),
         last AS (SELECT xid, seq FROM old ORDER BY xid DESC, seq DESC LIMIT 1),
         mark AS (
           UPDATE feed_pruned p SET xid = last.xid, seq = last.seq FROM last
           WHERE (p.xid, p.seq) < (last.xid, last.seq)),
         gone AS (DELETE FROM feed f USING last WHERE (f.xid, f.seq) <= (last.xid, last.seq) RETURNING 1)
         SELECT count(*)::int AS removed FROM gone`,
        [keptDays, keptDays * STALE_CONSUMER_FACTOR, PRUNE_ROWS],
      );
      return Number(rows[0].removed);
    });
    removed += batch;
    if (batch < PRUNE_ROWS) return removed;
  }
}

/** The feed of one process. Whoever makes it closes it, after the tails and followers were aborted. */
export function createFeed(db: Db, { log, metrics, keptDays }: FeedOptions): Feed {
  const wake = createFeedWake(db, log);
  const reader = createFeedReader(db, wake, log, keptDays);
  const closing = new AbortController();
  const followers = new Set<Promise<void>>();

  const tails = metrics?.gauge({ name: 'hub_feed_tails', help: 'Subscribers that read the feed' });
  const slow = metrics?.counter({
    name: 'hub_feed_slow_consumers_total',
    help: 'Subscribers dropped as too slow',
  });
  const failures = metrics?.counter({
    name: 'hub_feed_handler_failures_total',
    help: 'Batches of a consumer that failed and were tried again',
    labels: ['consumer'],
  });

  return {
    async follow(consumer, topics, handler, signal) {
      const follower = { consumer, topics: new Set<string>(topics), handler };
      const running = followUntil(db, follower, wake, AbortSignal.any([signal, closing.signal]), log, () =>
        failures?.inc({ consumer }),
      );
      followers.add(running);
      await running.finally(() => followers.delete(running));
    },
    followOnce: (consumer, topics, handler) =>
      followOnce(db, { consumer, topics: new Set<string>(topics), handler }, log),
    tail(options) {
      return createTail(
        {
          reader,
          wake,
          log,
          count(change, wasSlow) {
            tails?.inc(change);
            if (wasSlow) slow?.inc();
          },
        },
        { ...options, signal: AbortSignal.any([options.signal, closing.signal]) },
      );
    },
    at: async (cursor, path = 'cursor') => readFeedRow(db.pool, decodeFeedCursor(cursor, path)),
    async latest() {
      const { horizonXid } = await readFeed(db.pool, FEED_START, 0);
      return encodeFeedCursor(before(horizonXid));
    },
    prune: () => prune(db, keptDays),
    async close() {
      closing.abort();
      await reader.close();
      await wake.close();
      await Promise.all(followers);
    },
  };
}
