import { startGateway } from '../gateway/start.ts';
import { type Ingest, startIngest } from '../ingest/start.ts';
import { createAuth } from '../runtime/auth.ts';
import type { Config } from '../runtime/config.ts';
import { createFeed } from '../runtime/feed.ts';
import { subjectReader } from '../runtime/feed-subject.ts';
import { openGovernance } from '../runtime/governance.ts';
import type { Lifecycle } from '../runtime/lifecycle.ts';
import type { Log } from '../runtime/log.ts';
import { startMaintenance } from '../runtime/maintenance.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { migrate } from '../runtime/migrate.ts';
import type { Check } from '../runtime/ops.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { mendAfterRestore } from '../runtime/restore.ts';
import { openSeries } from '../runtime/series/open.ts';
import { SUBGRAPHS } from '../subgraphs/table.ts';
import { DISPATCHER_CONSUMER } from '../subgraphs/workorders/dispatcher.ts';
import { playedDevices, seedDemo } from './demo.ts';
import { untilDispatched } from './dispatched.ts';
import type { Hub } from './open.ts';
import { openDemoOrders } from './seed.ts';
import { startSimulator } from './simulator.ts';

export interface PartsOptions {
  config: Config;
  log: Log;
  lifecycle: Lifecycle;
  metrics: Metrics;
  /** A Postgres that is up. */
  postgresUrl: string;
  /** Whether the simulator plays the demo's devices. */
  simulate: boolean;
}

/**
 * Everything that stands on Postgres, in order, each registered with the lifecycle, which closes them in reverse: doors
 * first, stores last.
 * @throws HubError PORT_BUSY, CONFIG_INVALID, STORE_UNAVAILABLE
 */
export async function openParts(options: PartsOptions): Promise<Hub> {
  const { config, log, lifecycle, metrics, postgresUrl, simulate } = options;
  await migrate(postgresUrl, log);
  const db = await openPostgres(postgresUrl, { log, metrics, poolSize: config.postgresConnections });
  lifecycle.onClose('postgres', () => db.close());
  await mendAfterRestore(db, log);
  const auth = await createAuth(config);
  for (const { check } of SUBGRAPHS) await check?.(config);
  const governance = await openGovernance({ db, log, config });
  lifecycle.onClose('governance', () => governance.close());
  const isNewDemo = config.demo && (await seedDemo(db)) !== null;

  const feed = createFeed(db, { log, metrics, keptDays: config.retention.feedDays });
  lifecycle.onClose('feed', () => feed.close());
  const series = openSeries(config, db, log, metrics);
  lifecycle.onClose('series', () => series.close());
  const seriesCheck = `series (${series.name})`;
  const deps = { config, db, feed, governance, series, log, metrics };

  // the graph is made while the orders of a demo are told: that is work of this process, those are mostly Postgres's
  const told = isNewDemo
    ? (await openDemoOrders({ config, governance, log, postgresUrl })).told()
    : Promise.resolve();
  told.catch(() => {});
  const opened = Promise.withResolvers<Ingest>();
  /** What works behind the graph. Nothing acts on the orders of a demo before all of them are told. */
  async function openBehind(): Promise<Check[]> {
    await told;
    lifecycle.signal.throwIfAborted();
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
    for (const { name, background } of SUBGRAPHS) {
      const running = background?.(deps);
      if (running !== undefined) lifecycle.onClose(`background of ${name}`, () => running.close());
    }
    opened.resolve(ingest);
    return [
      { name: 'postgres', check: async () => void (await db.pool.query('SELECT 1')) },
      {
        name: seriesCheck,
        // away is no reason to send traffic elsewhere: intake, incidents and orders go on
        check: () =>
          series.ping().then(
            () => 'answers',
            () => 'does not answer',
          ),
      },
      ...ingest.checks,
    ];
  }
  const gateway = await startGateway({
    config,
    auth,
    feed,
    log,
    metrics,
    subgraphs: SUBGRAPHS.map((subgraph) => subgraph.create(deps)),
    subject: subjectReader(db),
    checks: openBehind,
  });
  lifecycle.onClose('gateway', () => gateway.close());

  const ingest = await opened.promise;
  const mqttUrl = config.mqtt.url ?? ingest.mqttUrl;
  let dispatched: Hub['dispatched'] = async () => true;
  if (simulate) {
    const simulator = startSimulator({
      mqttUrl,
      username: config.mqtt.username ?? undefined,
      password: config.mqtt.password ?? undefined,
      devices: await playedDevices(db),
      log,
    });
    lifecycle.onClose('simulator', () => simulator.close());
    const { published } = simulator;
    dispatched = (withinMs) => untilDispatched(db, DISPATCHER_CONSUMER, { published, withinMs });
  }
  return {
    ...{ httpUrl: gateway.url, mqttUrl, db, auth, metrics, series: series.name, dispatched },
    checks: [{ name: seriesCheck, check: series.ping }, ...ingest.checks],
  };
}
