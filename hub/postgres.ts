import { join } from 'node:path';
import type { Config } from '../runtime/config.ts';
import { startEmbeddedPostgres } from '../runtime/embedded-postgres.ts';
import type { Log } from '../runtime/log.ts';

/** The Postgres that the configuration means: the server of DATABASE_URL, or the embedded one, started. */
export async function postgresOf(
  config: Config,
  log: Log,
): Promise<{ url: string; stop: () => Promise<void> }> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, stop: async () => {} };
  return startEmbeddedPostgres(join(config.dataDir, 'postgres'), log);
}
