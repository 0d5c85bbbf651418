import type { Logger } from 'pino';
import { before, FEED_START, type FeedPosition } from './feed-cursor.ts';
import { type FeedBatch, type PlacedRow, readFeed } from './feed-row.ts';
import type { FeedWake } from './feed-wake.ts';
import type { Db } from './postgres.ts';

export const BATCH_ROWS = 500;
/** A NOTIFY may be lost with its connection. */
export const POLL_MS = 1_000;
/** Rows held back by an open transaction become readable without a NOTIFY of their own. */
export const HELD_MS = 10;

/** One reading loop a process, whatever the number of tails: it reads each row once and hands it to all of them. */
export interface FeedReader {
  /** Everything up to here has been handed out; null while the reader does not yet know where it stands. */
  readonly position: FeedPosition | null;
  /** Resolves when the reader stands somewhere; rows committed after that reach every attached sink. */
  attach(sink: (rows: readonly PlacedRow[]) => void): Promise<FeedPosition>;
  detach(sink: (rows: readonly PlacedRow[]) => void): void;
  close(): Promise<void>;
}

export function createFeedReader(db: Db, wake: FeedWake, log: Logger): FeedReader {
  const sinks = new Set<(rows: readonly PlacedRow[]) => void>();
  const closing = new AbortController();
  const { signal } = closing;
  let position: FeedPosition | null = null;
  let standing = Promise.withResolvers<FeedPosition>();
  standing.promise.catch(() => {});
  let loop: Promise<void> | null = null;

  async function step(): Promise<FeedBatch> {
    if (position === null) {
      const here = await readFeed(db.pool, FEED_START, 0);
      position = before(here.horizonXid);
      standing.resolve(position);
    }
    const batch = await readFeed(db.pool, position, BATCH_ROWS);
    const last = batch.rows.at(-1);
    if (last !== undefined) {
      position = last.position;
      for (const sink of [...sinks]) sink(batch.rows);
    }
    return batch;
  }

  async function run(): Promise<void> {
    let backoffMs = 50;
    while (!signal.aborted && sinks.size > 0) {
      const seen = wake.count;
      try {
        const batch = await step();
        backoffMs = 50;
        if (batch.rows.length < BATCH_ROWS) await wake.wait(seen, batch.held ? HELD_MS : POLL_MS, signal);
      } catch (error) {
        log.warn({ err: error }, 'the feed cannot be read; trying again');
        await wake.wait(wake.count, backoffMs, signal);
        backoffMs = Math.min(backoffMs * 2, 2_000);
      }
    }
    // nobody listens: the next one starts from its own present
    position = null;
    standing = Promise.withResolvers<FeedPosition>();
    standing.promise.catch(() => {});
    loop = null;
  }

  return {
    get position() {
      return position;
    },
    attach(sink) {
      if (signal.aborted) return Promise.reject(new Error('the feed is closed'));
      sinks.add(sink);
      const here = standing.promise;
      loop ??= run();
      return position === null ? here : Promise.resolve(position);
    },
    detach(sink) {
      sinks.delete(sink);
    },
    async close() {
      closing.abort();
      sinks.clear();
      standing.reject(new Error('the feed is closed'));
      await loop;
    },
  };
}
