import { setTimeout as wait } from 'node:timers/promises';
import type { Db } from '../runtime/postgres.ts';

const LOOK_MS = 20;

async function until(holds: () => boolean | Promise<boolean>, deadlineMs: number): Promise<boolean> {
  while (!(await holds())) {
    if (performance.now() > deadlineMs) return false;
    await wait(LOOK_MS);
  }
  return true;
}

/**
 * Waits until `consumer` has passed all that the feed has once `published` says that something was published: what is
 * asked next shows an order with its incident. For `withinMs` at most.
 * @returns whether it came to that
 */
export async function untilDispatched(
  db: Pick<Db, 'pool'>,
  consumer: string,
  { published, withinMs }: { published: () => number; withinMs: number },
): Promise<boolean> {
  const deadlineMs = performance.now() + withinMs;
  if (!(await until(() => published() > 0, deadlineMs))) return false;
  const { rows } = await db.pool.query(
    'SELECT xid::text, seq::text FROM feed ORDER BY feed.xid DESC, feed.seq DESC LIMIT 1',
  );
  const last: { xid: string; seq: string } | undefined = rows[0];
  if (last === undefined) return true;
  return until(async () => {
    const done = await db.pool.query(
      'SELECT FROM feed_consumer WHERE name = $1 AND (xid, seq) >= ($2::xid8, $3::bigint)',
      [consumer, last.xid, last.seq],
    );
    return done.rowCount === 1;
  }, deadlineMs);
}
