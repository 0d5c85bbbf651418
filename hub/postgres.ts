import { join } from 'node:path';
import type { Config } from '../runtime/config.ts';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '../runtime/embedded-postgres.ts';
import type { Log } from '../runtime/log.ts';

/**
 * The Postgres that the configuration means: the server of DATABASE_URL, or the embedded one, started. `onSpawn` is called
 * when the work has gone to processes of its own.
 */
export async function postgresOf(
  config: Config,
  log: Log,
  onSpawn?: () => void,
): Promise<{ url: string; stop: () => Promise<void> }> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, stop: async () => {} };
  return startEmbeddedPostgres(join(config.dataDir, 'postgres'), log, {}, onSpawn);
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * A command that a signal interrupts leaves by `exit`, which stops the Postgres that it started; by default a signal
 * ends a process without. A command that has its own way to end keeps it.
 */
function leaveOnSignal(): void {
  for (const [signal, code] of Object.entries(SIGNALS)) {
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(code));
  }
}

/** For a command that may run beside the hub: the Postgres of the hub that is running on the data folder, if one is. */
export async function postgresBeside(
  config: Config,
  log: Log,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const running =
    config.databaseUrl === null ? await runningEmbeddedPostgres(join(config.dataDir, 'postgres')) : null;
  if (running !== null) return { url: running, stop: async () => {} };
  if (config.databaseUrl === null) leaveOnSignal();
  return postgresOf(config, log);
}
