import { type Db, openPostgres, type PostgresOptions } from '../runtime/postgres.ts';

/**
 * Every statement of a batch finds its rows by an index, however many rows the tables have, and takes them one by one. Left
 * to itself Postgres plans each small batch anew, which costs as much as doing it, and what it plans for an empty table
 * reads all of it until the next ANALYZE.
 * @see https://www.postgresql.org/docs/18/runtime-config-query.html
 */
const INDEX_PLANS = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  jit: 'off',
} as const;

/** Connections for a pipeline alone, with plans made once: batches are committed one at a time, in order. */
export function openIntakePostgres(
  url: string,
  options: Omit<PostgresOptions, 'poolSize' | 'settings'>,
): Promise<Db> {
  return openPostgres(url, {
    applicationName: 'wangge-hub intake',
    ...options,
    poolSize: 2,
    settings: INDEX_PLANS,
  });
}
