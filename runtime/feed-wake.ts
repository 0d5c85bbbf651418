import type { Logger } from 'pino';
import type { Db } from './postgres.ts';

/** Tells the readers of one process that there may be something new. */
export interface FeedWake {
  /** Take it before reading, hand it to `wait` after: a NOTIFY in between is not missed. */
  readonly count: number;
  /** Ends at once when something came after `seen`, else with the next NOTIFY, after `ms`, or on abort. */
  wait(seen: number, ms: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export function createFeedWake(db: Db, log: Logger): FeedWake {
  const waiting = new Set<() => void>();
  const closing = new AbortController();
  let count = 0;
  const wake = () => {
    count += 1;
    for (const end of [...waiting]) end();
  };

  async function listen() {
    for (let ms = 100; !closing.signal.aborted; ms = Math.min(ms * 2, 2_000)) {
      try {
        return await db.listen('feed', wake, wake);
      } catch (error) {
        // readers poll meanwhile
        log.warn({ err: error }, 'cannot LISTEN to the feed');
        await wait(count, ms, closing.signal);
      }
    }
    return null;
  }
  const listening = listen();

  function wait(seen: number, ms: number, signal: AbortSignal): Promise<void> {
    if (seen !== count || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        waiting.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      waiting.add(end);
      signal.addEventListener('abort', end, { once: true });
    });
  }

  return {
    get count() {
      return count;
    },
    wait,
    async close() {
      closing.abort();
      wake();
      const open = await listening;
      await open?.close();
    },
  };
}
