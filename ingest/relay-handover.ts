import type { Metrics } from '../runtime/metrics.ts';
import type { AlertItem } from './fold-batch.ts';
import { alertLines } from './relay-lines.ts';

/** What a transaction of this process has put into the alert log. */
export interface Stored {
  /** Its number (xid8), as text. */
  xid: string;
  /** Its rows, all of them as they are stored; none where what became of a row is not known here. */
  alerts: readonly AlertItem[];
}

/**
 * Alerts on their way from the batch that stored them to the relay of the same process, as finished lines, so that they
 * need not be read back. Only a shorter way: what is not here is read from the alert log, and nothing leaves that by it.
 */
export interface Handover {
  /** From now on transactions are kept: this process's relay is the one that works. Begins empty. */
  open(): void;
  close(): void;
  /** Takes what a COMMIT stored; lets the oldest go when it is full. Does nothing while closed. */
  put(stored: Stored): void;
  /** Whether anything waits. */
  isEmpty(): boolean;
  /** Whether the transaction waits, with just so many rows. */
  has(xid: string, rows: number): boolean;
  /** Its lines, once. */
  take(xid: string): Buffer | null;
  /** The relay has read all up to here: what waits of it, or comes late, is not needed any more. */
  passed(xid: string): void;
}

interface Entry {
  rows: number;
  lines: Buffer;
}

const MOST_ROWS = 50_000;
const MOST_BYTES = 64 * 1024 * 1024;

export function createHandover(metrics: Metrics, mostRows = MOST_ROWS, mostBytes = MOST_BYTES): Handover {
  /** In order of arrival, which is nearly that of the numbers. */
  const waiting = new Map<string, Entry>();
  let isOpen = false;
  let [rows, bytes] = [0, 0];
  let passed = 0n;
  metrics.gauge({
    name: 'hub_relay_handover_bytes',
    help: 'Lines of committed alerts in memory, on their way to the relay',
    collect: (gauge) => gauge.set(bytes),
  });

  function remove(xid: string): Buffer | null {
    const entry = waiting.get(xid);
    if (entry === undefined) return null;
    waiting.delete(xid);
    rows -= entry.rows;
    bytes -= entry.lines.length;
    return entry.lines;
  }

  function empty(): void {
    waiting.clear();
    [rows, bytes, passed] = [0, 0, 0n];
  }

  return {
    open() {
      empty();
      isOpen = true;
    },
    close() {
      isOpen = false;
      empty();
    },
    put({ xid, alerts }) {
      if (!isOpen || alerts.length === 0 || BigInt(xid) <= passed) return;
      const text = alertLines(alerts);
      if (text === null) return;
      remove(xid);
      // outside the heap: what waits a quarter of a second would be copied by every collection
      const lines = Buffer.from(text);
      waiting.set(xid, { rows: alerts.length, lines });
      rows += alerts.length;
      bytes += lines.length;
      for (const [oldest] of waiting) {
        if (rows <= mostRows && bytes <= mostBytes) break;
        remove(oldest);
      }
    },
    isEmpty: () => waiting.size === 0,
    has: (xid, count) => waiting.get(xid)?.rows === count,
    take: remove,
    passed(xid) {
      passed = BigInt(xid);
      for (const known of waiting.keys()) if (BigInt(known) <= passed) remove(known);
    },
  };
}
