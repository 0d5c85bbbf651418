import type pg from 'pg';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { type Delivery, deliver, deliverLines, type Refused } from './relay-deliver.ts';
import type { Handover } from './relay-handover.ts';
import type { Point } from './relay-lines.ts';
import { AFTER, type Cursor, type LogName, readPoints, SETTLED } from './relay-source.ts';

/** Points of one request: with two in flight, where influxd 1.6.7 took most a second. */
const BATCH = 2_000;
/** Rows that are looked at to see of which transactions they are, and the most that one request carries of such. */
const LOOKED_AT = 5_000;

/** What one request carries, or more when it is refused. */
export interface Load {
  count: number;
  /** The log is read up to here with it. */
  last: Cursor;
  /** More waits: no need to pause. */
  more: boolean;
  /** Returns when each point is in InfluxDB or known to be refused by it. @throws the signal's reason when aborted */
  deliver(delivery: Delivery): Promise<Refused[]>;
}

/** The next of a log after a place in it. */
export type Next = (client: pg.Client, after: Cursor) => Promise<Load>;

export function fromLog(log: LogName): Next {
  return async (client, after) => {
    const { points, last } = await readPoints(client, log, after, BATCH);
    return loadOf(points, last, points.length === BATCH);
  };
}

function loadOf(points: Point[], last: Cursor, more: boolean): Load {
  return { count: points.length, last, more, deliver: (delivery) => deliver(points, delivery) };
}

const text = Type.String();
const transactionRows = Compile(Type.Array(Type.Tuple([text, Type.Number(), text])));

interface Transaction {
  xid: string;
  rows: number;
  lastSeq: string;
}

/** The next transactions of the alert log, each with all of its rows that come after the cursor, oldest first. */
async function nextTransactions(
  client: pg.Client,
  after: Cursor,
): Promise<{ whole: Transaction[]; more: boolean }> {
  const { rows } = await client.query<unknown[]>({
    name: 'relay_transactions',
    text: `SELECT xid::text, count(*)::int, max(seq)::text
           FROM (SELECT l.xid, l.seq FROM alert_log l WHERE ${AFTER} AND ${SETTLED}
                 ORDER BY l.xid, l.seq LIMIT ${LOOKED_AT}) AS next
           GROUP BY next.xid ORDER BY next.xid`,
    values: [after.xid, after.seq],
    rowMode: 'array',
  });
  const found = transactionRows
    .Parse(rows)
    .map(([xid, count, lastSeq]): Transaction => ({ xid, rows: count, lastSeq }));
  const more = found.reduce((sum, one) => sum + one.rows, 0) === LOOKED_AT;
  // the limit may have cut through the last one
  return { whole: more ? found.slice(0, -1) : found, more };
}

function textOf(parts: readonly Buffer[]): Buffer {
  const newline = Buffer.from('\n');
  return Buffer.concat(parts.flatMap((part, index) => (index === 0 ? [part] : [newline, part])));
}

/** Where a load came from, and how many alerts. */
export type Told = (from: 'memory' | 'log', count: number) => void;

/**
 * The next of the alert log: what this process has stored itself is not read back but taken from the hand-over, when that
 * has just as many rows of the transaction as the log. Which they are, and in which order, the log alone says.
 */
export function fromMemory(handover: Handover, told: Told): Next {
  const logged = fromLog('alert');

  async function rowsUpTo(client: pg.Client, from: Cursor, upTo: string): Promise<Point[]> {
    const all: Point[] = [];
    for (let after = from; ; ) {
      const { points, last } = await readPoints(client, 'alert', after, BATCH, upTo);
      all.push(...points);
      if (points.length < BATCH) return all;
      after = last;
    }
  }

  async function read(client: pg.Client, after: Cursor): Promise<Load & { from: 'memory' | 'log' }> {
    if (handover.isEmpty()) return { ...(await logged(client, after)), from: 'log' };
    const { whole, more } = await nextTransactions(client, after);
    const isHere = ({ xid, rows }: Transaction) => handover.has(xid, rows);
    const firstHere = whole.findIndex(isHere);
    if (firstHere !== 0) {
      // up to the first that is here, or as far as was looked; a transaction larger than that is read in pieces
      const upTo = whole[firstHere < 0 ? whole.length - 1 : firstHere - 1]?.xid;
      const { points, last } = await readPoints(client, 'alert', after, BATCH, upTo);
      const load = loadOf(points, last, points.length === BATCH || firstHere > 0 || more);
      return { ...load, from: 'log' };
    }
    const parts: Buffer[] = [];
    let [count, last] = [0, after];
    for (const transaction of whole) {
      const { xid, rows, lastSeq } = transaction;
      const lines = isHere(transaction) ? handover.take(xid) : null;
      if (lines === null) break;
      parts.push(lines);
      count += rows;
      last = { xid, seq: lastSeq };
    }
    const lines = { count, text: textOf(parts) };
    return {
      count,
      last,
      more: more || parts.length < whole.length,
      deliver: (delivery) => deliverLines(lines, () => rowsUpTo(client, after, last.xid), delivery),
      from: 'memory',
    };
  }

  return async (client, after) => {
    const { from, ...load } = await read(client, after);
    handover.passed(load.last.xid);
    if (load.count > 0) told(from, load.count);
    return load;
  };
}
