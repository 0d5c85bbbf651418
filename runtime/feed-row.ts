import type pg from 'pg';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { COMMAND_STATES, type FeedEvent, INCIDENT_CHANGES, WORK_ORDER_CHANGES } from '../core/feed-event.ts';
import { SEVERITIES } from '../core/severity.ts';
import { encodeFeedCursor, type FeedPosition } from './feed-cursor.ts';

export interface FeedRow {
  cursor: string;
  event: FeedEvent;
  /** When its transaction began. */
  at: Date;
}

/** A row with its place; `event` is null when its payload is none that this version knows. */
export interface PlacedRow {
  position: FeedPosition;
  topic: string;
  row: FeedRow | null;
}

const Nullable = Type.Union([Type.String(), Type.Null()]);
const Severity = Type.Enum(SEVERITIES);
const Event = Compile(
  Type.Union([
    Type.Object({
      topic: Type.Literal('incident'),
      change: Type.Enum(INCIDENT_CHANGES),
      incidentId: Type.String(),
      alertId: Nullable,
      deviceId: Type.String(),
      channel: Type.String(),
      type: Type.String(),
      severity: Severity,
      state: Type.Enum(['ACTIVE', 'CLEARED']),
      count: Type.Integer(),
      gridCode: Nullable,
      told: Type.Optional(Type.Boolean()),
      before: Type.Optional(Type.Object({ state: Type.Enum(['ACTIVE', 'CLEARED']), told: Type.Boolean() })),
    }),
    Type.Object({
      topic: Type.Literal('workOrder'),
      change: Type.Enum(WORK_ORDER_CHANGES),
      workOrderId: Type.String(),
      state: Type.String(),
      severity: Severity,
      gridCode: Nullable,
      assigneeId: Nullable,
      before: Type.Optional(
        Type.Object({
          state: Type.String(),
          severity: Severity,
          gridCode: Nullable,
          assigneeId: Nullable,
        }),
      ),
    }),
    Type.Object({
      topic: Type.Literal('device'),
      change: Type.Enum(['REGISTERED', 'CLAIMED', 'MOVED', 'UPDATED', 'RETIRED', 'ONLINE', 'OFFLINE']),
      deviceId: Type.String(),
      gridCode: Nullable,
    }),
    Type.Object({
      topic: Type.Literal('deviceCommand'),
      change: Type.Enum(COMMAND_STATES),
      commandId: Type.String(),
      deviceId: Type.String(),
      gridCode: Nullable,
    }),
  ]),
);

interface RawRow {
  xid: string;
  seq: string;
  topic: string;
  payload: unknown;
  at: Date;
}

function placed(raw: RawRow): PlacedRow {
  const position = { xid: BigInt(raw.xid), seq: BigInt(raw.seq) };
  const row = Event.Check(raw.payload)
    ? { cursor: encodeFeedCursor(position), event: raw.payload, at: raw.at }
    : null;
  return { position, topic: raw.topic, row };
}

export interface FeedBatch {
  rows: PlacedRow[];
  /** Committed rows wait for an older transaction that is still open: look again soon, no NOTIFY may come. */
  held: boolean;
  /** Every row of a transaction below this id is final. */
  horizonXid: bigint;
  /** No transaction has this id or a later one yet. */
  nextXid: bigint;
  /** What is not after this has been pruned. */
  pruned: FeedPosition;
}

const STATUS = `SELECT pg_snapshot_xmin(s) AS xmin, pg_snapshot_xmax(s) AS xmax, p.xid AS pruned_xid, p.seq AS pruned_seq,
    EXISTS (SELECT 1 FROM feed f WHERE f.xid >= pg_snapshot_xmin(s)) AS held
  FROM pg_current_snapshot() s, feed_pruned p`;

const READ = `WITH status AS MATERIALIZED (${STATUS}), rows AS MATERIALIZED (
    SELECT xid, seq, topic, payload, at FROM feed
    WHERE (xid, seq) > ($1::xid8, $2::bigint) AND (xid, seq) <= ($4::xid8, $5::bigint)
      AND xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY xid, seq LIMIT $3)
  SELECT status.*, rows.* FROM status LEFT JOIN rows ON true ORDER BY rows.xid, rows.seq`;

const END: FeedPosition = { xid: 2n ** 63n - 1n, seq: 0n };

/**
 * The next rows after `after` in commit order, up to and with `until`. Rows of transactions that started after one
 * that is still open are left for later, so that nothing is skipped when that one commits.
 * @see https://www.postgresql.org/docs/18/functions-info.html#FUNCTIONS-PG-SNAPSHOT
 */
export async function readFeed(
  client: pg.Pool | pg.PoolClient,
  after: FeedPosition,
  limit: number,
  until: FeedPosition = END,
): Promise<FeedBatch> {
  const { rows } = await client.query({
    name: 'feed-read',
    text: READ,
    values: [after.xid, after.seq, limit, until.xid, until.seq],
  });
  const status = rows[0];
  return {
    rows: rows.filter((row) => row.xid !== null).map(placed),
    held: status.held,
    horizonXid: BigInt(status.xmin),
    nextXid: BigInt(status.xmax),
    pruned: { xid: BigInt(status.pruned_xid), seq: BigInt(status.pruned_seq) },
  };
}

/** The one row at this place, or null. */
export async function readFeedRow(pool: pg.Pool, { xid, seq }: FeedPosition): Promise<FeedRow | null> {
  const { rows } = await pool.query(
    'SELECT xid, seq, topic, payload, at FROM feed WHERE xid = $1::xid8 AND seq = $2',
    [xid, seq],
  );
  return rows[0] === undefined ? null : placed(rows[0]).row;
}

/** The thing that an event is about. */
export function feedKey(event: FeedEvent): string {
  switch (event.topic) {
    case 'incident':
      return event.incidentId;
    case 'workOrder':
      return event.workOrderId;
    case 'device':
      return event.deviceId;
    case 'deviceCommand':
      return event.commandId;
  }
}
