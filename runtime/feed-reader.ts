import type { Logger } from 'pino';
import { HubError } from '../core/errors.ts';
import { before, comparePositions, FEED_START, type FeedPosition } from './feed-cursor.ts';
import { type FeedBatch, type PlacedRow, readFeed } from './feed-row.ts';
import type { FeedWake } from './feed-wake.ts';
import type { Db } from './postgres.ts';

export const BATCH_ROWS = 500;
/** A NOTIFY may be lost with its connection. */
export const POLL_MS = 1_000;
/** Rows held back by an open transaction become readable without a NOTIFY of their own. */
export const HELD_MS = 10;

/** Where the rows of the shared loop go. */
export interface RowSink {
  rows(rows: readonly PlacedRow[]): void;
  /** The database is not the one that was read until now, or rows were pruned unread: what comes next is not what is next. */
  lost(error: HubError): void;
}

/** One reading loop a process, whatever the number of tails: it reads each row once and hands it to all of them. */
export interface FeedReader {
  /** Everything up to here has been handed out; null while the reader does not yet know where it stands. */
  readonly position: FeedPosition | null;
  /** Resolves when the reader stands somewhere; rows committed after that reach every attached sink. */
  attach(sink: RowSink): Promise<FeedPosition>;
  detach(sink: RowSink): void;
  /**
   * The next rows after a place, for one tail. Those who ask for the same at a time share one read: thousands come back
   * with one cursor when a gateway was away.
   * @throws HubError BAD_CURSOR (of another database), CURSOR_EXPIRED
   */
  read(after: FeedPosition, until?: FeedPosition): Promise<FeedBatch>;
  close(): Promise<void>;
}

/** @throws HubError when what follows `after` is not to be had here: BAD_CURSOR (of another database), CURSOR_EXPIRED */
function requireNext(after: FeedPosition, batch: FeedBatch, keptDays: number): FeedBatch {
  if (after.xid >= batch.nextXid) throw new HubError('BAD_CURSOR', { path: 'after' });
  if (comparePositions(after, batch.pruned) < 0) throw new HubError('CURSOR_EXPIRED', { keptDays });
  return batch;
}

export function createFeedReader(
  db: Pick<Db, 'pool'>,
  wake: FeedWake,
  log: Logger,
  keptDays: number,
): FeedReader {
  const sinks = new Set<RowSink>();
  const reading = new Map<string, Promise<FeedBatch>>();
  const closing = new AbortController();
  const { signal } = closing;
  let position: FeedPosition | null = null;
  let standing = Promise.withResolvers<FeedPosition>();
  standing.promise.catch(() => {});
  let loop: Promise<void> | null = null;

  /** Where it stands is to be found again. */
  function stand(): void {
    if (position === null) return;
    position = null;
    standing = Promise.withResolvers<FeedPosition>();
    standing.promise.catch(() => {});
  }

  /** Nobody is told of a row that this version cannot read (a newer process wrote it), so the log has it. */
  function logUnread({ rows }: FeedBatch): void {
    for (const { row, position, topic } of rows) {
      if (row !== null) continue;
      const place = { xid: String(position.xid), seq: String(position.seq), topic };
      log.error(place, 'subscribers are not told of an event that this version does not know');
    }
  }

  async function step(): Promise<FeedBatch> {
    if (position === null) {
      const here = await readFeed(db.pool, FEED_START, 0);
      position = before(here.horizonXid);
      standing.resolve(position);
    }
    const batch = requireNext(position, await readFeed(db.pool, position, BATCH_ROWS), keptDays);
    const last = batch.rows.at(-1);
    if (last !== undefined) {
      position = last.position;
      logUnread(batch);
      for (const sink of [...sinks]) sink.rows(batch.rows);
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
        if (error instanceof HubError) {
          log.warn(
            { err: error },
            'the feed is not the one that was read; its subscribers have to read the lists again',
          );
          for (const sink of [...sinks]) sink.lost(error);
          stand();
          continue;
        }
        log.warn({ err: error }, 'the feed cannot be read; trying again');
        await wake.wait(wake.count, backoffMs, signal);
        backoffMs = Math.min(backoffMs * 2, 2_000);
      }
    }
    // nobody listens: the next one starts from its own present
    stand();
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
    async read(after, until) {
      const key = `${after.xid}.${after.seq} ${until?.xid}.${until?.seq}`;
      const known = reading.get(key);
      if (known !== undefined) return requireNext(after, await known, keptDays);
      const batch = readFeed(db.pool, after, BATCH_ROWS, until).finally(() => reading.delete(key));
      reading.set(key, batch);
      const read = requireNext(after, await batch, keptDays);
      logUnread(read);
      return read;
    },
    async close() {
      closing.abort();
      sinks.clear();
      standing.reject(new Error('the feed is closed'));
      await loop;
    },
  };
}
