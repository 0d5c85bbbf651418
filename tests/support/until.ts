import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until `condition` gives something other than false, null or undefined, and returns it. A condition that
 * throws is tried again; its last error is the cause when time runs out.
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  options: { timeoutMs?: number; what?: string } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const { timeoutMs = 15_000, what = condition.toString() } = options;
  const deadline = Date.now() + timeoutMs;
  for (let wait = 2; ; wait = Math.min(wait * 1.5, 50)) {
    let cause: unknown;
    try {
      const result = await condition();
      if (isThere(result)) return result;
    } catch (error) {
      cause = error;
    }
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`, { cause });
    await sleep(wait);
  }
}

function isThere<T>(value: T): value is NonNullable<Exclude<T, false>> {
  return value !== false && value !== null && value !== undefined;
}
