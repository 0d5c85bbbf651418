import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codecFor } from '../ingest/codecs/table.ts';
import { startFrontDoor } from '../ingest/front-door.ts';
import { createPipeline } from '../ingest/pipeline.ts';
import { createRegistry } from '../ingest/registry.ts';
import { ensurePartitions } from '../runtime/alert-log.ts';
import { loadConfig } from '../runtime/config.ts';
import { startEmbeddedPostgres } from '../runtime/embedded-postgres.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { migrate } from '../runtime/migrate.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { benchLog } from './servers.ts';

/**
 * `node bench/front-door.ts`: messages a second that devices get acknowledged by the hub's own broker, each PUBACK after
 * its COMMIT, by the number of connections; with the CPU of this process (broker and pipeline) a message.
 */
const FRAMES = Number(process.env.BENCH_FRAMES ?? 20_000);
const folder = await mkdtemp(join(tmpdir(), 'wangge-door-'));
const postgres = await startEmbeddedPostgres(folder, benchLog);
await migrate(postgres.url, benchLog);
const db = await openPostgres(postgres.url, { log: benchLog });
await ensurePartitions(db, Date.now());
const registry = await createRegistry(db, benchLog);
const base = loadConfig({});
const config = { ...base, mqtt: { ...base.mqtt, host: '127.0.0.1', port: 0 } };
const metrics = createMetrics();
const pipeline = createPipeline({ db, registry, log: benchLog, metrics, config, codecFor });
const door = await startFrontDoor({ config, pipeline, log: benchLog, metrics });

async function run(count: number, connections: number): Promise<void> {
  const args = [door.port, count, 0, connections, 1_000, `door-${connections}-${count}`].map(String);
  const path = fileURLToPath(new URL('load.ts', import.meta.url));
  const before = process.cpuUsage();
  const child = fork(path, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await once(child, 'exit');
  const { user, system } = process.cpuUsage(before);
  const { acknowledged, seconds }: { acknowledged: number; seconds: number } = JSON.parse(text);
  console.log(
    `${connections} connections: ${acknowledged} acknowledged in ${seconds.toFixed(2)} s, ` +
      `${Math.round(acknowledged / seconds)}/s, ${Math.round((user + system) / acknowledged)} us of CPU each`,
  );
}

try {
  await run(2_000, 10);
  await run(400, 2);
  for (const connections of [1, 2, 50]) await run(FRAMES, connections);
} finally {
  await door.close();
  await pipeline.close();
  await registry.close();
  await db.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
