import { HubError } from '../core/errors.ts';

/**
 * A place in the feed, in commit order: the row's transaction id (64 bit), then its sequence number. A sequence alone
 * is not commit order: a transaction that took number 1 may commit after the one that took number 2.
 */
export interface FeedPosition {
  xid: bigint;
  seq: bigint;
}

export const FEED_START: FeedPosition = { xid: 0n, seq: 0n };
const MAX_XID = 2n ** 64n;
const MAX_SEQ = 2n ** 63n - 1n;

/** After every row of transactions older than `xid`, before every row of `xid` itself. */
export function before(xid: bigint): FeedPosition {
  return { xid: xid - 1n, seq: MAX_SEQ };
}

/** Negative when `a` comes first, 0 when they are one. */
export function comparePositions(a: FeedPosition, b: FeedPosition): number {
  if (a.xid !== b.xid) return a.xid < b.xid ? -1 : 1;
  if (a.seq !== b.seq) return a.seq < b.seq ? -1 : 1;
  return 0;
}

/** Opaque to clients, URL-safe. */
export function encodeFeedCursor(position: FeedPosition): string {
  return Buffer.from(`f1.${position.xid}.${position.seq}`).toString('base64url');
}

/** @throws HubError BAD_CURSOR when this is no cursor of the feed; `path` names the argument it came in */
export function decodeFeedCursor(cursor: string, path = 'after'): FeedPosition {
  const match = /^f1\.(\d{1,20})\.(\d{1,19})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  const position = { xid: BigInt(match?.[1] ?? MAX_XID), seq: BigInt(match?.[2] ?? 0) };
  if (position.xid >= MAX_XID || position.seq > MAX_SEQ || encodeFeedCursor(position) !== cursor) {
    throw new HubError('BAD_CURSOR', { path });
  }
  return position;
}
