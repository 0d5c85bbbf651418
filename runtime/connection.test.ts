import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampFirst, connection, decodeCursor, encodeCursor } from './connection.ts';

describe('cursors', () => {
  it('a key comes back as it went in', () => {
    const part = fc.string().filter((text) => !text.includes('\0') && text.isWellFormed());
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (key) => {
        expect(decodeCursor(encodeCursor(key), key.length)).toEqual(key);
      }),
    );
  });

  it('a 64-bit time keeps its last digit', () => {
    expect(decodeCursor(encodeCursor([1_763_689_032_123_456_789n, 'a']), 2)).toEqual([
      '1763689032123456789',
      'a',
    ]);
  });

  it('no cursor is no key', () => {
    expect([decodeCursor(null, 1), decodeCursor(undefined, 1)]).toEqual([null, null]);
  });

  it.each([
    '',
    'x',
    '%%%',
    encodeCursor(['one']),
    encodeCursor(['1', '2', '3']),
    Buffer.from('{"a":1}').toString('base64url'),
    Buffer.from('[1,2]').toString('base64url'),
    Buffer.from('["a", "b"]').toString('base64url'),
    Buffer.from('["a\\u0000","b"]').toString('base64url'),
    'A'.repeat(10_000),
  ])('%j is refused as BAD_CURSOR', (cursor) => {
    expect(() => decodeCursor(cursor, 2)).toThrow(expect.objectContaining({ code: 'BAD_CURSOR' }));
  });
});

it('first has a default, and bounds that are told', () => {
  expect([clampFirst(undefined), clampFirst(null, 500, 20), clampFirst(500)]).toEqual([50, 20, 500]);
  for (const wrong of [0, -1, 501, 1.5, Number.NaN]) {
    expect(() => clampFirst(wrong)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  }
});

it('a page tells its first and last cursor, an empty one none', () => {
  const page = connection([1, 2], true, (row) => encodeCursor([row]));
  expect(page.nodes).toEqual([1, 2]);
  expect(page.pageInfo).toEqual({
    hasNextPage: true,
    hasPreviousPage: false,
    startCursor: encodeCursor([1]),
    endCursor: encodeCursor([2]),
  });
  expect(connection([], false, String).pageInfo).toMatchObject({ startCursor: null, endCursor: null });
});
