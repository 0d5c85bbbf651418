import { describe, expect, it } from 'vitest';
import { HubError } from '../core/errors.ts';
import { encodeCursor } from '../runtime/connection.ts';
import { instantCursor, timeCursor } from './page.ts';

function codeOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof HubError) return error.code;
    throw error;
  }
}

const forged = (time: bigint | string) => encodeCursor([time, 'x']);

describe('a cursor that somebody made up', () => {
  it('is refused where the database could not hold its time', () => {
    expect(timeCursor(forged(2n ** 63n - 1n))).toEqual({ time: 2n ** 63n - 1n, id: 'x' });
    for (const time of [2n ** 63n, -(2n ** 63n), 'abc', '']) {
      expect(codeOf(() => timeCursor(forged(time)))).toBe('BAD_CURSOR');
    }
    expect(instantCursor(forged(BigInt(Date.UTC(2026, 1))))).toEqual({
      at: new Date(Date.UTC(2026, 1)),
      id: 'x',
    });
    // -271821: a Date, but no timestamptz
    for (const time of [8_640_000_000_000_000n, -8_640_000_000_000_000n, 2n ** 62n]) {
      expect(codeOf(() => instantCursor(forged(time)))).toBe('BAD_CURSOR');
    }
  });
});
