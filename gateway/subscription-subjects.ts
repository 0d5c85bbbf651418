import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { FeedRow } from '../runtime/feed-row.ts';
import type { FeedSubject, ReadSubject } from '../runtime/feed-subject.ts';
import type { Log } from '../runtime/log.ts';

/** Looks of things that are remembered. */
const REMEMBERED = 10_000;
const FIRST_WAIT_MS = 100;
const MOST_WAIT_MS = 2_000;

/** The thing that a row is about; null when there is none any more, or the signal ended the wait. */
export type SubjectOf = (row: FeedRow, signal: AbortSignal) => Promise<FeedSubject | null>;

/**
 * What is asked of an order never changes: one look at each is for all its events. An incident is looked at once an
 * event, after the change was committed: what moves it on later is an event of its own, with a look of its own.
 */
function keyOf({ cursor, event }: FeedRow): string {
  return event.topic === 'workOrder' ? event.workOrderId : cursor;
}

/**
 * One look-up for all subscribers whose filters ask for what the row does not say, however many and whatever they ask.
 * While the store is away it is tried again: an event that cannot be judged is neither told nor passed over.
 */
export function createSubjects(read: ReadSubject, log: Log, looked: () => void): SubjectOf {
  const known = new LRUCache<string, Promise<FeedSubject | null>>({ max: REMEMBERED });

  function look(row: FeedRow): Promise<FeedSubject | null> {
    const key = keyOf(row);
    const before = known.get(key);
    if (before !== undefined) return before;
    looked();
    const looking = read(row.event);
    known.set(key, looking);
    looking.catch((error) => {
      log.warn({ err: error }, 'an event cannot be judged by what it is about; trying again');
      if (known.peek(key) === looking) known.delete(key);
    });
    return looking;
  }

  return async (row, signal) => {
    for (let waitMs = FIRST_WAIT_MS; !signal.aborted; waitMs = Math.min(waitMs * 2, MOST_WAIT_MS)) {
      try {
        return await look(row);
      } catch {
        // logged once for all who wait for it
        await sleep(waitMs, undefined, { signal }).catch(() => {});
      }
    }
    return null;
  };
}
