import { HubError } from '../core/errors.ts';
import { type Connection, connection, decodeCursor, encodeCursor } from '../runtime/connection.ts';

/** A connection whose total is counted only when `totalCount` is asked for. */
export interface CountedPage<T> extends Connection<T> {
  /** Null beyond COUNT_CAP. */
  count(): Promise<number | null>;
}

/** A page of `first` rows from up to `first + 1`; the one more only tells that there is a next page. */
export function pageOf<T>(
  rows: readonly T[],
  first: number,
  hasPrevious: boolean,
  keyOf: (row: T) => readonly (string | number | bigint)[],
): Connection<T> {
  const cursorOf = (row: T) => encodeCursor(keyOf(row));
  return connection(rows.slice(0, first), rows.length > first, cursorOf, hasPrevious);
}

/** The id in the cursor of a list that is sorted by id. @throws HubError BAD_CURSOR */
export function idCursor(after: string | null | undefined): string | null {
  return decodeCursor(after, 1)?.[0] ?? null;
}

/** What a `bigint` of Postgres holds, either side of zero. */
const LARGEST_TIME = 2n ** 63n - 1n;
/** The end of the year 9999: before it a `timestamptz` and a DateTime hold the same. */
const LARGEST_INSTANT_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** The (integer, id) in the cursor of a list that is sorted by time. @throws HubError BAD_CURSOR */
export function timeCursor(after: string | null | undefined): { time: bigint; id: string } | null {
  const [text, id] = decodeCursor(after, 2) ?? [];
  if (text === undefined || id === undefined) return null;
  const time = /^-?\d{1,19}$/.test(text) ? BigInt(text) : null;
  if (time === null || time > LARGEST_TIME || time < -LARGEST_TIME) {
    throw new HubError('BAD_CURSOR', { path: 'after' });
  }
  return { time, id };
}

/** The (epoch ms, id) in the cursor of a list that is sorted by a `timestamptz(3)`. @throws HubError BAD_CURSOR */
export function instantCursor(after: string | null | undefined): { at: Date; id: string } | null {
  const key = timeCursor(after);
  if (key === null) return null;
  const ms = Number(key.time);
  if (Math.abs(ms) > LARGEST_INSTANT_MS) throw new HubError('BAD_CURSOR', { path: 'after' });
  return { at: new Date(ms), id: key.id };
}
