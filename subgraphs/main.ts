// One subgraph by itself: `node subgraphs/main.ts alerts`. Needs DATABASE_URL; INFLUX_URL when the alerts are there.
import '../runtime/telemetry-off.ts';
import { HubError } from '../core/errors.ts';
import { createAuth } from '../runtime/auth.ts';
import { createFeed } from '../runtime/feed.ts';
import { openGovernance } from '../runtime/governance.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { assertSettings } from '../runtime/required.ts';
import { runProcess } from '../runtime/run-process.ts';
import { requireSchema } from '../runtime/schema-state.ts';
import { openSeries } from '../runtime/series/open.ts';
import { serveSubgraph } from '../runtime/subgraph.ts';
import { SUBGRAPHS, type SubgraphEntry } from './table.ts';

function entryNamed(name: string | undefined): SubgraphEntry {
  const entry = SUBGRAPHS.find((one) => one.name === name);
  if (entry !== undefined) return entry;
  const names = SUBGRAPHS.map((one) => one.name).join(', ');
  throw new HubError('CONFIG_INVALID', {
    count: 1,
    faults: `  - name the subgraph to run, one of ${names}: node subgraphs/main.ts <name>`,
    faultsZh: `  - 请指定要运行的子图（${names}）：node subgraphs/main.ts <name>`,
  });
}

const name = process.argv[2];

await runProcess(`subgraph ${name ?? '?'}`, async ({ config, log, lifecycle }) => {
  const entry = entryNamed(name);
  const settings: Record<'DATABASE_URL', string | null> = { DATABASE_URL: config.databaseUrl };
  assertSettings(settings);
  await entry.check?.(config);
  await requireSchema(settings.DATABASE_URL, `wangge-hub ${entry.name}`);
  const metrics = createMetrics();
  const db = await openPostgres(settings.DATABASE_URL, {
    log,
    metrics,
    poolSize: config.postgresConnections,
    applicationName: `wangge-hub ${entry.name}`,
  });
  lifecycle.onClose('postgres', () => db.close());
  const feed = createFeed(db, { log, metrics, keptDays: config.retention.feedDays });
  lifecycle.onClose('feed', () => feed.close());
  const governance = await openGovernance({ db, log, config });
  lifecycle.onClose('governance', () => governance.close());
  const series = openSeries(config, db, log, metrics);
  lifecycle.onClose('series', () => series.close());

  const deps = { db, series, feed, governance, config, log, metrics };
  const background = entry.background?.(deps);
  if (background !== undefined) lifecycle.onClose('background', () => background.close());
  const served = await serveSubgraph(entry.create(deps), {
    config,
    auth: await createAuth(config),
    metrics,
    log,
    ...config.subgraph,
    // the series store is not among them: without it incidents, devices and orders are still of use
    checks: [{ name: 'postgres', check: async () => void (await db.pool.query('SELECT 1')) }],
  });
  lifecycle.onClose('server', () => served.close());
  log.info({ url: served.url }, 'subgraph listening');
});
