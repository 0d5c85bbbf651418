import type { Auth } from '../runtime/auth.ts';
import type { Config } from '../runtime/config.ts';
import type { Lifecycle } from '../runtime/lifecycle.ts';
import type { Log } from '../runtime/log.ts';
import { createMetrics, type Metrics } from '../runtime/metrics.ts';
import type { Check } from '../runtime/ops.ts';
import type { Db } from '../runtime/postgres.ts';
import { requireOwnPorts } from './ports.ts';
import { postgresOf } from './postgres.ts';

/** The running all-in-one. */
export interface Hub {
  httpUrl: string;
  /** The broker that devices publish to. */
  mqttUrl: string;
  db: Db;
  auth: Auth;
  metrics: Metrics;
  series: 'embedded' | 'influx';
  /** Whether each server that is read or written works: what /readyz says, and the series store. */
  checks: readonly Check[];
  /** Resolves when what the simulator sent first has its work orders, or after `withinMs`. */
  dispatched(withinMs: number): Promise<boolean>;
}

export interface HubOptions {
  /** Whether the simulator plays the demo's devices (as HUB_DEMO says). */
  simulate?: boolean;
}

/**
 * Everything in one process: opens what the configuration names or its embedded stand-in, in order, and registers
 * each with the lifecycle, which closes them in reverse: doors first, stores last.
 * @throws HubError PORT_BUSY, CONFIG_INVALID, DATA_DIR, EMBEDDED_POSTGRES, STORE_UNAVAILABLE
 */
export async function openHub(
  config: Config,
  log: Log,
  lifecycle: Lifecycle,
  options: HubOptions = {},
): Promise<Hub> {
  const { simulate = config.demo } = options;
  await requireOwnPorts(config);
  const spawned = Promise.withResolvers<void>();
  const starting = postgresOf(config, log, spawned.resolve);
  // registered before it is up: a Ctrl-C during the start waits for the server and stops it
  lifecycle.onClose('postgres server', () =>
    starting.then(
      (server) => server.stop(),
      () => undefined,
    ),
  );
  await Promise.race([spawned.promise, starting]);
  // most of the hub is read while Postgres starts: reading is work of this process, starting that of others
  starting.catch(() => {});
  const { openParts } = await import('./parts.ts');
  const { url: postgresUrl } = await starting;
  lifecycle.signal.throwIfAborted();
  return openParts({ config, log, lifecycle, metrics: createMetrics(), postgresUrl, simulate });
}
