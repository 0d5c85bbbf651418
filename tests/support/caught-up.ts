import type { Db } from '../../runtime/postgres.ts';
import { until } from './until.ts';

/**
 * Waits until a consumer has passed everything that is in the feed now, in the order that the feed is read in: by
 * transaction, then number.
 */
export async function caughtUpWith(db: Pick<Db, 'pool'>, consumer: string): Promise<void> {
  const { rows } = await db.pool.query(
    'SELECT xid::text, seq::text FROM feed ORDER BY feed.xid DESC, feed.seq DESC LIMIT 1',
  );
  const last = rows[0];
  if (last === undefined) return;
  await until(
    async () => {
      const done = await db.pool.query(
        'SELECT FROM feed_consumer WHERE name = $1 AND (xid, seq) >= ($2::xid8, $3::bigint)',
        [consumer, last.xid, last.seq],
      );
      return done.rowCount === 1;
    },
    { what: `${consumer} reads to the end of the feed` },
  );
}
