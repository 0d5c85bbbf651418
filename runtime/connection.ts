import { HubError } from '../core/errors.ts';

/** Relay's connection shape (https://relay.dev/graphql/connections.htm), with `nodes` for those who need no cursors. */
export interface Connection<T> {
  edges: { cursor: string; node: T }[];
  nodes: T[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

/** The sort key of a row as an opaque cursor. */
export function encodeCursor(key: readonly (string | number | bigint)[]): string {
  return Buffer.from(JSON.stringify(key.map(String))).toString('base64url');
}

/**
 * The sort key in a cursor, as `length` strings; null when no cursor is given.
 * @throws HubError BAD_CURSOR for a cursor that `encodeCursor` did not make
 */
export function decodeCursor(
  cursor: string | null | undefined,
  length: number,
  path = 'after',
): string[] | null {
  if (cursor === null || cursor === undefined) return null;
  let parts: unknown;
  try {
    // 4,000 characters hold every key there is; more is no cursor of ours.
    parts = cursor.length > 4_000 ? null : JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    parts = null;
  }
  if (!Array.isArray(parts)) throw new HubError('BAD_CURSOR', { path });
  const key = parts.filter((part) => typeof part === 'string' && !part.includes('\0'));
  if (key.length !== length || parts.length !== length || encodeCursor(key) !== cursor) {
    throw new HubError('BAD_CURSOR', { path });
  }
  return key;
}

/** @throws HubError BAD_USER_INPUT unless 1 <= first <= most */
export function clampFirst(first: number | null | undefined, most = 500, fallback = 50): number {
  const wanted = first ?? fallback;
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > most) {
    throw new HubError('BAD_USER_INPUT', {
      path: 'first',
      reason: `${wanted} is not from 1 to ${most}`,
      reasonZh: `${wanted} 不在 1 到 ${most} 之间`,
    });
  }
  return wanted;
}

export function connection<T>(
  rows: readonly T[],
  hasNextPage: boolean,
  cursorOf: (row: T) => string,
  hasPreviousPage = false,
): Connection<T> {
  const edges = rows.map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    nodes: [...rows],
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
