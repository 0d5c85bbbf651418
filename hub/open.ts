import { startGateway } from '../gateway/start.ts';
import { startIngest } from '../ingest/start.ts';
import { type Auth, createAuth } from '../runtime/auth.ts';
import type { Config } from '../runtime/config.ts';
import { createFeed } from '../runtime/feed.ts';
import { subjectReader } from '../runtime/feed-subject.ts';
import { openGovernance } from '../runtime/governance.ts';
import type { Lifecycle } from '../runtime/lifecycle.ts';
import type { Log } from '../runtime/log.ts';
import { startMaintenance } from '../runtime/maintenance.ts';
import { createMetrics, type Metrics } from '../runtime/metrics.ts';
import { migrate } from '../runtime/migrate.ts';
import { type Db, openPostgres } from '../runtime/postgres.ts';
import { mendAfterRestore } from '../runtime/restore.ts';
import { openSeries } from '../runtime/series/open.ts';
import { SUBGRAPHS } from '../subgraphs/table.ts';
import { playedDevices, seedDemo } from './demo.ts';
import { seedDemoOrders } from './demo-orders.ts';
import { postgresOf } from './postgres.ts';
import { startSimulator } from './simulator.ts';

/** The running all-in-one. */
export interface Hub {
  httpUrl: string;
  /** The broker that devices publish to. */
  mqttUrl: string;
  db: Db;
  auth: Auth;
  metrics: Metrics;
  series: 'embedded' | 'influx';
}

export interface HubOptions {
  /** Whether the simulator plays the demo's devices (as HUB_DEMO says). */
  simulate?: boolean;
}

/**
 * Everything in one process: opens what the configuration names or its embedded stand-in, in order, and registers
 * each with the lifecycle, which closes them in reverse: doors first, stores last.
 * @throws HubError PORT_BUSY, CONFIG_INVALID, DATA_DIR, STORE_UNAVAILABLE
 */
export async function openHub(
  config: Config,
  log: Log,
  lifecycle: Lifecycle,
  options: HubOptions = {},
): Promise<Hub> {
  const { simulate = config.demo } = options;
  const metrics = createMetrics();
  const starting = postgresOf(config, log);
  // registered before it is up: a Ctrl-C during the start waits for the server and stops it
  lifecycle.onClose('postgres server', () =>
    starting.then(
      (server) => server.stop(),
      () => undefined,
    ),
  );
  const postgres = await starting;
  lifecycle.signal.throwIfAborted();
  await migrate(postgres.url, log);
  const db = await openPostgres(postgres.url, { log, metrics, poolSize: config.postgresConnections });
  lifecycle.onClose('postgres', () => db.close());
  await mendAfterRestore(db, log);
  const auth = await createAuth(config);
  for (const { check } of SUBGRAPHS) await check?.(config);
  const governance = await openGovernance({ db, log, config });
  lifecycle.onClose('governance', () => governance.close());
  if (config.demo && (await seedDemo(db)) !== null) await seedDemoOrders({ db, config, governance });

  const feed = createFeed(db, { log, metrics, keptDays: config.retention.feedDays });
  lifecycle.onClose('feed', () => feed.close());
  const series = openSeries(config, db, log, metrics);
  lifecycle.onClose('series', () => series.close());
  const maintenance = await startMaintenance({
    db,
    feed,
    log,
    metrics,
    retention: config.retention,
    series: series.name,
  });
  lifecycle.onClose('maintenance', () => maintenance.close());
  const ingest = await startIngest({ config, db, log, metrics });
  lifecycle.onClose('ingest', () => ingest.close());
  const deps = { config, db, feed, governance, series, log, metrics };
  for (const { name, background } of SUBGRAPHS) {
    const running = background?.(deps);
    if (running !== undefined) lifecycle.onClose(`background of ${name}`, () => running.close());
  }

  const gateway = await startGateway({
    config,
    auth,
    feed,
    subject: subjectReader(db),
    log,
    metrics,
    subgraphs: SUBGRAPHS.map((subgraph) => subgraph.create(deps)),
    checks: [
      { name: 'postgres', check: async () => void (await db.pool.query('SELECT 1')) },
      {
        name: `series (${series.name})`,
        // away is no reason to send traffic elsewhere: intake, incidents and orders go on
        check: () =>
          series.ping().then(
            () => 'answers',
            () => 'does not answer',
          ),
      },
      ...ingest.checks,
    ],
  });
  lifecycle.onClose('gateway', () => gateway.close());

  const mqttUrl = config.mqtt.url ?? ingest.mqttUrl;
  if (simulate) {
    const simulator = startSimulator({
      mqttUrl,
      username: config.mqtt.username ?? undefined,
      password: config.mqtt.password ?? undefined,
      devices: await playedDevices(db),
      log,
    });
    lifecycle.onClose('simulator', () => simulator.close());
  }
  return { httpUrl: gateway.url, mqttUrl, db, auth, metrics, series: series.name };
}
