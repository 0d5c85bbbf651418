import type pg from 'pg';
import type { Metrics } from './metrics.ts';

/** A consumer of the feed that keeps its place in the database: the dispatcher, notifications, figures … */
export interface FeedBehind {
  consumer: string;
  /** Since the oldest event that it has not read was written, s; 0: it has read all. */
  seconds: number;
}

/** One look-up by index a consumer. */
export async function feedBehind(client: Pick<pg.ClientBase, 'query'>): Promise<FeedBehind[]> {
  const { rows } = await client.query<FeedBehind>(
    `SELECT c.name AS consumer, COALESCE(GREATEST(0, date_part('epoch', now() - (
       SELECT f.at FROM feed f WHERE (f.xid, f.seq) > (c.xid, c.seq) ORDER BY f.xid, f.seq LIMIT 1))), 0) AS seconds
     FROM feed_consumer c ORDER BY c.name`,
  );
  return rows;
}

/** `hub_feed_behind_seconds`, looked up once a scrape; while Postgres is away it keeps what it had. */
export function measureFeedBehind(client: Pick<pg.Pool, 'query'>, metrics: Metrics): void {
  metrics.gauge({
    name: 'hub_feed_behind_seconds',
    help: 'Age of the oldest event of the feed that a consumer has not read',
    labels: ['consumer'],
    async collect(gauge) {
      const rows = await feedBehind(client).catch(() => []);
      for (const { consumer, seconds } of rows) gauge.set({ consumer }, seconds);
    },
  });
}
