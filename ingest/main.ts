import fastify from 'fastify';
import { HubError } from '../core/errors.ts';
import { loadConfig } from '../runtime/config.ts';
import { createLifecycle } from '../runtime/lifecycle.ts';
import { createLog } from '../runtime/log.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { registerOps } from '../runtime/ops.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { startIngest } from './start.ts';

/** The ingest process by itself: MQTT_URL (or our own broker) -> DATABASE_URL -> INFLUX_URL. */
const config = loadConfig();
const log = createLog(config, 'ingest');
const lifecycle = createLifecycle(log);

await lifecycle.run(async () => {
  if (config.databaseUrl === null) {
    throw new HubError('CONFIG_INVALID', {
      count: 1,
      faults: '  - ingest by itself needs DATABASE_URL',
      faultsZh: '  - 独立运行的接入进程需要 DATABASE_URL',
    });
  }
  let started = false;
  const metrics = createMetrics();
  const db = await openPostgres(config.databaseUrl, {
    log,
    poolSize: config.postgresConnections,
    applicationName: 'wangge-hub ingest',
  });
  lifecycle.onClose('postgres', () => db.close());
  const ingest = await startIngest({ config, db, log, metrics });
  lifecycle.onClose('ingest', () => ingest.close());
  const ops = fastify({ logger: false });
  registerOps(ops, {
    metrics,
    log,
    started: () => started && !lifecycle.signal.aborted,
    checks: [
      { name: 'postgres', check: async () => void (await db.pool.query('SELECT 1')) },
      ...ingest.checks,
    ],
  });
  await ops.listen({ host: config.subgraph.host, port: config.opsPort }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new HubError(
      'PORT_BUSY',
      { port: config.opsPort, what: '/readyz', setting: 'HUB_OPS_PORT' },
      { cause: error },
    );
  });
  lifecycle.onClose('ops', () => ops.close());
  started = true;
  log.info({ mqtt: ingest.mqttUrl, ops: config.opsPort }, 'ingest is ready');
});
