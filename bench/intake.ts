import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codecFor } from '../ingest/codecs/table.ts';
import { openIntakePostgres } from '../ingest/intake-postgres.ts';
import { createPipeline } from '../ingest/pipeline.ts';
import { createRegistry } from '../ingest/registry.ts';
import { ensurePartitions } from '../runtime/alert-log.ts';
import { loadConfig } from '../runtime/config.ts';
import { startEmbeddedPostgres } from '../runtime/embedded-postgres.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { migrate } from '../runtime/migrate.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { frameOf } from './frames.ts';
import { benchLog } from './servers.ts';

/**
 * `node bench/intake.ts`: CPU an alert of the pipeline and of Postgres alone, with no broker and no InfluxDB: what a
 * change of them is measured by. BENCH_FRAMES, BENCH_DEVICES; BENCH_STATEMENTS=1 adds the time of each statement.
 */
const FRAMES = Number(process.env.BENCH_FRAMES ?? 100_000);
const DEVICES = Number(process.env.BENCH_DEVICES ?? 1_000);
const BATCH = Number(process.env.BENCH_BATCH ?? 2_000);

/** Seconds of CPU that a process has used, its ended children left out. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function processesOf(postmaster: number): { pid: number; name: string }[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, name = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(parent) === postmaster || Number(pid) === postmaster ? [{ pid: Number(pid), name }] : [];
  });
}

const folder = await mkdtemp(join(tmpdir(), 'wangge-intake-'));
const statements: Record<string, string> = process.env.BENCH_STATEMENTS
  ? { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'all' }
  : {};
const postgres = await startEmbeddedPostgres(folder, benchLog, statements);
await migrate(postgres.url, benchLog);
const db = await openPostgres(postgres.url, { log: benchLog });
await ensurePartitions(db, Date.now());
const registry = await createRegistry(db, benchLog);
const own = await openIntakePostgres(postgres.url, { log: benchLog });
const pipeline = createPipeline({
  db: own,
  registry,
  log: benchLog,
  metrics: createMetrics(),
  config: loadConfig({}),
  codecFor,
});

async function run(from: number, count: number): Promise<void> {
  for (let done = 0; done < count; done += BATCH) {
    const size = Math.min(BATCH, count - done);
    await Promise.all(
      Array.from({ length: size }, (_, index) => {
        const now = Date.now();
        const { topic, payload } = frameOf(from + done + index, now, { devices: DEVICES, run: 'intake' });
        return pipeline.submit({ topic, payload: Buffer.from(payload), receivedAt: now });
      }),
    );
  }
}

try {
  await run(0, 20_000);
  if (process.env.BENCH_STATEMENTS) await db.pool.query('CREATE EXTENSION pg_stat_statements');
  const before = new Map(processesOf(postgres.pid()).map(({ pid }) => [pid, cpuSeconds(pid)]));
  const { rows: wal } = await db.pool.query('SELECT pg_current_wal_insert_lsn() AS lsn');
  const own = process.cpuUsage();
  await run(20_000, FRAMES);
  const used = process.cpuUsage(own);
  const { rows: bytes } = await db.pool.query(
    'SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), $1) AS n',
    [wal[0].lsn],
  );
  const perAlert = processesOf(postgres.pid()).map(({ pid, name }) => ({
    name,
    us: ((cpuSeconds(pid) - (before.get(pid) ?? 0)) / FRAMES) * 1e6,
  }));
  const all = perAlert.reduce((sum, { us }) => sum + us, 0);
  console.log(
    `CPU an alert: pipeline ${((used.user + used.system) / FRAMES).toFixed(1)} us (with the making of frames), ` +
      `Postgres ${all.toFixed(1)} us; WAL ${Math.round(Number(bytes[0].n) / FRAMES)} bytes`,
  );
  for (const { name, us } of perAlert) if (us >= 0.5) console.log(`  ${us.toFixed(1)} us  ${name}`);
  if (process.env.BENCH_STATEMENTS) {
    const { rows } = await db.pool.query(
      `SELECT left(regexp_replace(query, '\\s+', ' ', 'g'), 70) AS query, calls::int, total_exec_time AS ms,
         (wal_bytes / $1)::int AS wal FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 14`,
      [FRAMES],
    );
    for (const { query, calls, ms, wal: bytes } of rows) {
      console.log(
        `  ${((ms / FRAMES) * 1e3).toFixed(1).padStart(6)} us ${String(bytes).padStart(5)} B  ${calls} x ${query}`,
      );
    }
    const { rows: sizes } = await db.pool.query(
      `SELECT relname, pg_relation_size(oid) / $1 AS bytes FROM pg_class
       WHERE relkind IN ('r', 'i') AND relname NOT LIKE 'pg_%' ORDER BY 2 DESC LIMIT 24`,
      [FRAMES],
    );
    for (const { relname, bytes } of sizes) console.log(`  ${String(bytes).padStart(6)} B  ${relname}`);
  }
} finally {
  await pipeline.close();
  await own.close();
  await registry.close();
  await db.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
