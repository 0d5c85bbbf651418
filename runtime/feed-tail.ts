import type { Logger } from 'pino';
import { HubError } from '../core/errors.ts';
import { comparePositions, decodeFeedCursor, type FeedPosition } from './feed-cursor.ts';
import { BATCH_ROWS, type FeedReader, type RowSink } from './feed-reader.ts';
import type { FeedBatch, FeedRow, PlacedRow } from './feed-row.ts';
import type { FeedWake } from './feed-wake.ts';

export interface TailOptions {
  /** The cursor of the last row seen; null: from now. */
  after: string | null;
  /** Ends the tail, without an error. */
  signal: AbortSignal;
  /** Rows that may wait for this reader (1,000); one more and it is told SLOW_CONSUMER and dropped. */
  maxQueue?: number;
}

export interface FeedTail extends AsyncIterable<FeedRow> {
  /** From then on no row is missed. Rejects like the iteration does. */
  ready: Promise<void>;
}

export interface TailDeps {
  reader: FeedReader;
  wake: FeedWake;
  log: Logger;
  /** Told of each tail that begins (+1), ends (-1). */
  count: (change: 1 | -1, slow: boolean) => void;
}

const CURSOR_FAULTS = new Set(['CURSOR_EXPIRED', 'BAD_CURSOR']);

/**
 * Backfill, cutover, stream: what is after the cursor is read from Postgres at this reader's own pace; near the end
 * it joins the process's shared reader, reads the gap between the two, and goes on from the shared stream.
 * @throws HubError BAD_CURSOR at once when `after` is none of ours; while iterating BAD_CURSOR (of another database),
 * CURSOR_EXPIRED, SLOW_CONSUMER
 */
export function createTail(deps: TailDeps, options: TailOptions): FeedTail {
  const { reader, wake, log } = deps;
  const { maxQueue = 1_000 } = options;
  const stopping = new AbortController();
  const signal = AbortSignal.any([options.signal, stopping.signal]);
  const start = options.after === null ? null : decodeFeedCursor(options.after);
  let queue: PlacedRow[] = [];
  let behind = 0;
  let lost: HubError | null = null;
  let wakeUp = () => {};

  const sink: RowSink = {
    rows(rows) {
      if (behind > 0) return;
      if (queue.length + rows.length > maxQueue) {
        behind = queue.length + rows.length;
        queue = [];
        reader.detach(sink);
      } else {
        queue.push(...rows);
      }
      wakeUp();
    },
    lost(error) {
      lost = error;
      reader.detach(sink);
      wakeUp();
    },
  };

  async function read(after: FeedPosition, until?: FeedPosition): Promise<FeedBatch | null> {
    for (let ms = 50; !signal.aborted; ms = Math.min(ms * 2, 2_000)) {
      try {
        return await reader.read(after, until);
      } catch (error) {
        if (error instanceof HubError && CURSOR_FAULTS.has(error.code)) throw error;
        log.warn({ err: error }, 'a subscriber cannot be brought up to date; trying again');
        await wake.wait(wake.count, ms, signal);
      }
    }
    return null;
  }

  // A row that this version cannot read was logged by the reader; the others go on.
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => {});

  async function* rows(): AsyncGenerator<FeedRow> {
    let position = start;
    deps.count(1, false);
    try {
      if (position !== null) {
        for (let caughtUp = false; !caughtUp; ) {
          const batch: FeedBatch | null = await read(position);
          if (batch === null) return;
          ready.resolve();
          for (const { row } of batch.rows) if (row !== null) yield row;
          position = batch.rows.at(-1)?.position ?? position;
          caughtUp = batch.rows.length < BATCH_ROWS;
        }
      }
      const joined = await (joining ?? join());
      if (joined === null) return;
      position ??= joined;
      // what the shared reader had handed out before this one joined
      while (comparePositions(position, joined) < 0) {
        const batch: FeedBatch | null = await read(position, joined);
        if (batch === null) return;
        for (const { row } of batch.rows) if (row !== null) yield row;
        position = batch.rows.length < BATCH_ROWS ? joined : (batch.rows.at(-1)?.position ?? joined);
      }
      ready.resolve();
      while (!signal.aborted) {
        if (behind > 0) throw new HubError('SLOW_CONSUMER', { behind });
        const next = queue;
        queue = [];
        for (const [index, one] of next.entries()) {
          // rows in hand count as waiting, too
          if (behind > 0) throw new HubError('SLOW_CONSUMER', { behind: behind + next.length - index });
          if (comparePositions(one.position, position) <= 0) continue;
          position = one.position;
          if (one.row !== null) yield one.row;
          if (signal.aborted) return;
        }
        if (queue.length > 0 || behind > 0 || signal.aborted) continue;
        // what was handed out before is told first
        if (lost !== null) throw lost;
        await more();
      }
    } catch (error) {
      ready.reject(error);
      throw error;
    } finally {
      reader.detach(sink);
      ready.resolve();
      deps.count(-1, behind > 0);
    }
  }

  function join(): Promise<FeedPosition | null> {
    if (signal.aborted) return Promise.resolve(null);
    const aborted = new Promise<null>((resolve) => {
      signal.addEventListener('abort', () => resolve(null), { once: true });
    });
    return Promise.race([reader.attach(sink), aborted]);
  }

  function more(): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        signal.removeEventListener('abort', end);
        wakeUp = () => {};
        resolve();
      };
      wakeUp = end;
      signal.addEventListener('abort', end, { once: true });
    });
  }

  const generator = rows();
  // a tail from now begins now, not when it is first asked
  const joining = start === null ? join() : null;
  joining?.then(() => ready.resolve(), ready.reject);
  signal.addEventListener('abort', () => reader.detach(sink), { once: true });
  return {
    ready: ready.promise,
    [Symbol.asyncIterator]: () => ({
      next: () => generator.next(),
      // a generator that waits for its next row takes note of `return` only after it: the signal is what ends the wait
      return() {
        stopping.abort();
        return generator.return(undefined);
      },
    }),
  };
}
