import { setTimeout as sleep } from 'node:timers/promises';

/** Lets a loop sleep until somebody pokes it. A poke while it works is not lost: the next wait returns at once. */
export interface Waker {
  poke(): void;
  /** At most `ms`; an abort wakes it too. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export function createWaker(): Waker {
  let poked = false;
  let wake: (() => void) | null = null;
  return {
    poke() {
      poked = true;
      wake?.();
    },
    async wait(ms, signal) {
      if (!poked && !signal.aborted) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const timer = setTimeout(resolve, ms);
        const aborted = () => resolve();
        wake = resolve;
        signal.addEventListener('abort', aborted, { once: true });
        await promise;
        clearTimeout(timer);
        signal.removeEventListener('abort', aborted);
        wake = null;
      }
      poked = false;
    },
  };
}

/** Returns early when aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}

/** Exponential with jitter, ms: 0.25 s at first, 10 s at most, so that intake runs again within 30 s of a repair. */
export function backoffMs(attempt: number, random = Math.random()): number {
  const whole = Math.min(10_000, 250 * 2 ** Math.min(attempt, 10));
  return Math.round(whole * (0.5 + random / 2));
}
