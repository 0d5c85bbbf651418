import { join } from 'node:path';
import type { Config } from '../runtime/config.ts';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '../runtime/embedded-postgres.ts';
import type { Log } from '../runtime/log.ts';

/** The Postgres that the configuration means: the server of DATABASE_URL, or the embedded one, started. */
export async function postgresOf(
  config: Config,
  log: Log,
): Promise<{ url: string; stop: () => Promise<void> }> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, stop: async () => {} };
  return startEmbeddedPostgres(join(config.dataDir, 'postgres'), log);
}

/** For a command that may run beside the hub: the Postgres of the hub that is running on the data folder, if one is. */
export async function postgresBeside(
  config: Config,
  log: Log,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const running =
    config.databaseUrl === null ? await runningEmbeddedPostgres(join(config.dataDir, 'postgres')) : null;
  return running === null ? postgresOf(config, log) : { url: running, stop: async () => {} };
}
