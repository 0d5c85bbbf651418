// The gateway by itself: `node gateway/main.ts`. Needs DATABASE_URL (for the feed) and HUB_SUBGRAPHS.
import '../runtime/telemetry-off.ts';
import { createAuth } from '../runtime/auth.ts';
import { createFeed } from '../runtime/feed.ts';
import { subjectReader } from '../runtime/feed-subject.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { assertSettings } from '../runtime/required.ts';
import { runProcess } from '../runtime/run-process.ts';
import { startGateway } from './start.ts';

await runProcess('gateway', async ({ config, log, lifecycle }) => {
  const settings: Record<'DATABASE_URL', string | null> = { DATABASE_URL: config.databaseUrl };
  assertSettings(settings);
  const metrics = createMetrics();
  const db = await openPostgres(settings.DATABASE_URL, {
    log,
    metrics,
    poolSize: config.postgresConnections,
    applicationName: 'wangge-hub gateway',
  });
  lifecycle.onClose('postgres', () => db.close());
  const feed = createFeed(db, { log, metrics, keptDays: config.retention.feedDays });
  lifecycle.onClose('feed', () => feed.close());
  const gateway = await startGateway({
    config,
    auth: await createAuth(config),
    feed,
    subject: subjectReader(db),
    log,
    metrics,
    subgraphs: [],
    checks: [{ name: 'postgres', check: async () => void (await db.pool.query('SELECT 1')) }],
  });
  lifecycle.onClose('gateway', () => gateway.close());
  log.info({ url: gateway.url }, 'gateway listening');
});
