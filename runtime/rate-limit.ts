/** At most so many events of one key in a window, counted in memory; keys are bounded. */
export interface RateLimit {
  readonly perWindow: number;
  /** Counts one event; null when it is within the limit, else whole seconds until it may be tried again. */
  hit(key: string, nowMs: number): number | null;
  /** Takes one counted event back: it was none of those that are limited. */
  forgive(key: string, nowMs: number): void;
}

export const MINUTE_MS = 60_000;

/**
 * Fixed windows. Beyond `keys` keys the oldest are forgotten: a flood from many addresses costs no more memory, and the
 * limit over all keys (one constant key) still holds.
 */
export function createRateLimit(perWindow: number, windowMs = MINUTE_MS, keys = 20_000): RateLimit {
  const windows = new Map<string, { from: number; count: number }>();

  function current(key: string, nowMs: number) {
    const window = windows.get(key);
    return window !== undefined && nowMs - window.from < windowMs ? window : null;
  }

  const secondsLeft = (from: number, nowMs: number) =>
    Math.max(1, Math.ceil((from + windowMs - nowMs) / 1_000));

  return {
    perWindow,
    hit(key, nowMs) {
      const window = current(key, nowMs);
      if (window === null) {
        windows.delete(key);
        windows.set(key, { from: nowMs, count: 1 });
        if (windows.size > keys) {
          const [oldest] = windows.keys();
          if (oldest !== undefined) windows.delete(oldest);
        }
        return perWindow < 1 ? secondsLeft(nowMs, nowMs) : null;
      }
      if (window.count >= perWindow) return secondsLeft(window.from, nowMs);
      window.count += 1;
      return null;
    },
    forgive(key, nowMs) {
      const window = current(key, nowMs);
      if (window !== null && window.count > 0) window.count -= 1;
    },
  };
}
