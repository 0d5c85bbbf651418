// Intake by itself: `node ingest/main.ts`. MQTT_URL (or our own broker) -> DATABASE_URL -> INFLUX_URL.
import '../runtime/telemetry-off.ts';
import { createFeed } from '../runtime/feed.ts';
import { createHttp, listen } from '../runtime/http.ts';
import { startMaintenance } from '../runtime/maintenance.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { registerOps } from '../runtime/ops.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { assertSettings } from '../runtime/required.ts';
import { runProcess } from '../runtime/run-process.ts';
import { requireSchema } from '../runtime/schema-state.ts';
import { startIngest } from './start.ts';

await runProcess('ingest', async ({ config, log, lifecycle }) => {
  const settings: Record<'DATABASE_URL', string | null> = { DATABASE_URL: config.databaseUrl };
  assertSettings(settings);
  let started = false;
  await requireSchema(settings.DATABASE_URL, 'wangge-hub ingest');
  const metrics = createMetrics();
  const db = await openPostgres(settings.DATABASE_URL, {
    log,
    metrics,
    poolSize: config.postgresConnections,
    applicationName: 'wangge-hub ingest',
  });
  lifecycle.onClose('postgres', () => db.close());
  const feed = createFeed(db, { log, metrics, keptDays: config.retention.feedDays });
  lifecycle.onClose('feed', () => feed.close());
  const maintenance = await startMaintenance({
    db,
    feed,
    log,
    metrics,
    retention: config.retention,
    series: config.influx === null ? 'embedded' : 'influx',
  });
  lifecycle.onClose('maintenance', () => maintenance.close());
  const ingest = await startIngest({ config, db, log, metrics });
  lifecycle.onClose('ingest', () => ingest.close());
  const ops = createHttp({ log, metrics, server: 'ingest', bodyBytes: config.limits.bodyBytes });
  registerOps(ops, {
    metrics,
    log,
    started: () => started && !lifecycle.signal.aborted,
    checks: [
      { name: 'postgres', check: async () => void (await db.pool.query('SELECT 1')) },
      ...ingest.checks,
    ],
  });
  const url = await listen(ops, {
    host: config.subgraph.host,
    port: config.opsPort,
    what: '/readyz',
    setting: 'HUB_OPS_PORT',
  });
  lifecycle.onClose('ops', () => ops.close());
  started = true;
  log.info({ mqtt: ingest.mqttUrl, ops: url }, 'ingest is ready');
});
