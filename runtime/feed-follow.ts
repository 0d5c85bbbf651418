import type pg from 'pg';
import type { Logger } from 'pino';
import { comparePositions, FEED_START, type FeedPosition } from './feed-cursor.ts';
import { HELD_MS, POLL_MS } from './feed-reader.ts';
import { type FeedRow, type PlacedRow, readFeed } from './feed-row.ts';
import type { FeedWake } from './feed-wake.ts';
import type { Db } from './postgres.ts';
import { inSpan } from './telemetry.ts';

/** `client` is the transaction that also stores the cursor: what the handler writes and the cursor are one. */
export type FeedHandler = (row: FeedRow, client: pg.PoolClient) => Promise<void>;

/**
 * What one step came to: `worked` rows were passed, `idle` nothing new, `held` an open transaction is waited for,
 * `busy` another replica acts.
 */
export type FollowStep = 'worked' | 'idle' | 'held' | 'busy';

export interface Follower {
  consumer: string;
  topics: ReadonlySet<string>;
  handler: FeedHandler;
}

const BATCH_ROWS = 100;
/** Readers wait for the oldest open transaction, so a batch of slow handlers is committed in parts. */
const BATCH_MS = 50;
const MAX_BACKOFF_MS = 5_000;

/** One batch: lock, read, handle, store the cursor, in one transaction. @throws what the handler throws */
export async function followOnce(
  db: Db,
  follower: Follower,
  log: Logger,
  limit = BATCH_ROWS,
): Promise<FollowStep> {
  const { consumer, topics, handler } = follower;
  return db.tx(async (client) => {
    // A lock on the cursor's row would do too, but takes a transaction id, and that holds back every reader.
    const lock = await client.query(
      "SELECT pg_try_advisory_xact_lock(hashtextextended('feed:' || $1, 0)) AS got",
      [consumer],
    );
    if (!lock.rows[0].got) return 'busy';
    const stored = await client.query('SELECT xid, seq FROM feed_consumer WHERE name = $1', [consumer]);
    const from: FeedPosition =
      stored.rows[0] === undefined
        ? FEED_START
        : { xid: BigInt(stored.rows[0].xid), seq: BigInt(stored.rows[0].seq) };
    const batch = await readFeed(client, from, limit);
    if (stored.rows[0] !== undefined && comparePositions(from, batch.pruned) < 0) {
      log.error({ consumer }, 'the feed was pruned beyond what this consumer had read: it has missed events');
    }
    if (batch.rows.length === 0) return batch.held ? 'held' : 'idle';

    const began = performance.now();
    let done: PlacedRow | null = null;
    for (const one of batch.rows) {
      if (done !== null && performance.now() - began > BATCH_MS) break;
      if (topics.has(one.topic)) {
        const { row, topic } = one;
        const attributes = { 'hub.feed.consumer': consumer, 'hub.feed.topic': topic };
        if (row === null) log.error({ consumer, ...place(one) }, 'this version does not know such an event');
        else
          await inSpan(`feed ${consumer}`, { kind: 'consumer', root: true, attributes }, () =>
            handler(row, client),
          );
      }
      done = one;
    }
    if (done !== null) {
      await client.query(
        `INSERT INTO feed_consumer (name, xid, seq) VALUES ($1, $2::xid8, $3)
         ON CONFLICT (name) DO UPDATE SET xid = excluded.xid, seq = excluded.seq, updated_at = now()`,
        [consumer, done.position.xid, done.position.seq],
      );
    }
    return 'worked';
  });
}

function place({ position }: PlacedRow) {
  return { xid: String(position.xid), seq: String(position.seq) };
}

/** Steps until `signal` aborts. A failed batch is rolled back and tried again, row by row, with growing pauses. */
export async function followUntil(
  db: Db,
  follower: Follower,
  wake: FeedWake,
  signal: AbortSignal,
  log: Logger,
  onFailure: () => void,
): Promise<void> {
  let backoffMs = 0;
  while (!signal.aborted) {
    const seen = wake.count;
    try {
      const step = await followOnce(db, follower, log, backoffMs === 0 ? BATCH_ROWS : 1);
      backoffMs = 0;
      if (step !== 'worked') await wake.wait(seen, step === 'held' ? HELD_MS : POLL_MS, signal);
    } catch (error) {
      onFailure();
      backoffMs = Math.min(Math.max(50, backoffMs * 2), MAX_BACKOFF_MS);
      log.warn(
        { err: error, consumer: follower.consumer, backoffMs },
        'a feed handler failed; it is tried again',
      );
      await pause(backoffMs * (0.5 + Math.random() / 2), signal);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
    signal.addEventListener('abort', end, { once: true });
  });
}
