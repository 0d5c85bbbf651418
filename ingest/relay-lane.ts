import type pg from 'pg';
import type { Delivery, Refused } from './relay-deliver.ts';
import type { Next } from './relay-load.ts';
import { AFTER, type Cursor, type LogName } from './relay-source.ts';
import { pause, type Waker } from './relay-wait.ts';

const IN_FLIGHT = 2;
const POLL_MS = 1_000;
/** Rows wait for a transaction that is still open: no NOTIFY or poke tells when it ends. */
const HELD_BACK_MS = 20;
/**
 * From one read to the next when there is no backlog, whether it brought anything or not. Each request is an fsync of
 * InfluxDB and work for both servers, beside the commits of the intake: few and large ones.
 */
const GAP_MS = 250;

export async function readCursor(client: pg.Client | pg.Pool, name: LogName): Promise<Cursor> {
  const { rows } = await client.query<unknown[]>({
    text: 'SELECT xid::text, seq::text FROM relay_cursor WHERE log = $1',
    values: [name],
    rowMode: 'array',
  });
  const row = rows[0] ?? [];
  return { xid: String(row[0]), seq: String(row[1]) };
}

async function heldBack(client: pg.Client, name: LogName, after: Cursor): Promise<boolean> {
  // ordered, or the planner reads the whole log to find that nothing waits
  const { rows } = await client.query<unknown[]>({
    name: `relay_${name}_waiting`,
    text: `SELECT 1 FROM ${name}_log l WHERE ${AFTER} ORDER BY l.xid, l.seq LIMIT 1`,
    values: [after.xid, after.seq],
    rowMode: 'array',
  });
  return rows.length > 0;
}

/** One statement, so that the cursor never passes a refused point that was not kept. */
async function advance(client: pg.Client, name: LogName, to: Cursor, refused: Refused[]): Promise<void> {
  await client.query({
    name: 'relay_advance',
    text: `WITH kept AS (
             INSERT INTO relay_refused (log, point_key, reason, line)
             SELECT $1, k, r, l FROM unnest($4::text[], $5::text[], $6::text[]) AS given (k, r, l)
           )
           UPDATE relay_cursor SET xid = $2::text::xid8, seq = $3::text::bigint, updated_at = now() WHERE log = $1`,
    values: [
      name,
      to.xid,
      to.seq,
      refused.map(({ point }) => point.key()),
      refused.map(({ reason }) => reason.toWellFormed().replaceAll('\0', '\ufffd')),
      refused.map(({ point }) => point.line ?? ''),
    ],
  });
}

export interface Lane {
  name: LogName;
  client: pg.Client;
  next: Next;
  waker: Waker;
  delivery: Delivery;
  onWritten(written: number, refused: Refused[]): void;
}

interface Flight {
  count: number;
  to: Cursor;
  done: Promise<Refused[]>;
}

/**
 * Carries one log into InfluxDB in commit order until aborted: reads while it writes, two requests in flight, and the
 * cursor moves over a batch only when it and all before it are in. What a crash makes it send again overwrites itself.
 * @throws when Postgres fails, or the abort's reason
 */
export async function runLane({ name, client, next, waker, delivery, onWritten }: Lane): Promise<void> {
  const { signal } = delivery;
  let read = await readCursor(client, name);
  const flights: Flight[] = [];
  /** By a clock that nobody puts back. */
  let readAt = 0;

  async function land(): Promise<void> {
    const flight = flights[0];
    if (flight === undefined) return;
    const refused = await flight.done;
    await advance(client, name, flight.to, refused);
    flights.shift();
    onWritten(flight.count - refused.length, refused);
  }

  while (!signal.aborted) {
    readAt = performance.now();
    const load = await next(client, read);
    read = load.last;
    if (load.count > 0) {
      const done = load.deliver(delivery);
      // seen again in land(); without this a failure before that would count as unhandled
      done.catch(() => {});
      flights.push({ count: load.count, to: load.last, done });
    }
    if (load.more) {
      if (flights.length >= IN_FLIGHT) await land();
      continue;
    }
    while (flights.length > 0) await land();
    const held = load.count === 0 && (await heldBack(client, name, read));
    if (load.count === 0) await waker.wait(held ? HELD_BACK_MS : POLL_MS, signal);
    const early = readAt + GAP_MS - performance.now();
    if (!held && early > 0) await pause(early, signal);
  }
}
