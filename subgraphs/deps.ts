import type { Logger } from 'pino';
import type { Config } from '../runtime/config.ts';
import type { Feed } from '../runtime/feed.ts';
import type { Governance } from '../runtime/governance.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { Db } from '../runtime/postgres.ts';
import type { SeriesStore } from '../runtime/series/port.ts';

/** What a process gives to the subgraphs it runs; whoever opened these closes them. */
export interface SubgraphDeps {
  db: Db;
  series: SeriesStore;
  feed: Feed;
  /** Calendars, clock policies, matters, profiles and rules in force. */
  governance: Governance;
  config: Config;
  log: Logger;
  metrics: Metrics;
}
