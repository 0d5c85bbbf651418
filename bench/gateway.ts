import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { playedDevices, seedDemo } from '../hub/demo.ts';
import { codecFor } from '../ingest/codecs/table.ts';
import { openIntakePostgres } from '../ingest/intake-postgres.ts';
import { createPipeline } from '../ingest/pipeline.ts';
import { createRegistry } from '../ingest/registry.ts';
import { ensurePartitions } from '../runtime/alert-log.ts';
import { createAuth } from '../runtime/auth.ts';
import { loadConfig } from '../runtime/config.ts';
import { startEmbeddedPostgres } from '../runtime/embedded-postgres.ts';
import { freePort } from '../runtime/free-port.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { migrate } from '../runtime/migrate.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { SUBGRAPHS } from '../subgraphs/table.ts';
import { benchLog } from './servers.ts';

/**
 * `node bench/gateway.ts`: CPU of the gateway process for a request of a dashboard over three subgraphs, beside Apollo
 * Server standalone with Apollo Gateway over the same subgraphs, in turn; and how soon hostile documents are refused.
 * Every process runs by itself, over HTTP.
 * BENCH_REQUESTS (2,000), BENCH_ROUNDS (3); BENCH_PROFILE=<folder> writes a profile of ours.
 */
const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 2_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const CONCURRENCY = 8;
const OURS = '../gateway/main.ts';

const DASHBOARD = `query Dashboard { incidents(first: 10) { nodes {
  id severity state count lastSeenAt type { code nameZh } device { name family } grid { name level }
} } }`;

/** Documents that nobody who means well sends. */
const HOSTILE: Record<string, string> = {
  'depth of 2,000': `{ grid(code: "5114") { ${'parent { '.repeat(2_000)} name ${'} '.repeat(2_001)}}`,
  '5,000 aliases': `{ ${Array.from({ length: 5_000 }, (_, n) => `a${n}: __typename`).join(' ')} }`,
  'lists in lists': `{ incidents(first: 500) { nodes { grid { incidents(first: 500) { nodes { grid { incidents(first: 500) { nodes { id } } } } } } } } }`,
  'fragments that multiply': `{ ...f0 } ${Array.from({ length: 24 }, (_, n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`).join(' ')} fragment f24 on Query { __typename }`,
  'fragments in a ring': '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
  'a name of 900,000 characters': `{ ${'x'.repeat(900_000)} }`,
};

const children: ChildProcess[] = [];
// when this one is ended in between
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
const folder = await mkdtemp(join(tmpdir(), 'wangge-gateway-'));

function start(script: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  const profile = process.env.BENCH_PROFILE;
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), args, {
    execArgv: profile !== undefined && script === OURS ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [],
    cwd: folder,
    env: { ...process.env, HUB_DATA_DIR: folder, HUB_LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  return child;
}

async function ready(url: string): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(50)) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok === true) return;
  }
  throw new Error(`${url} is not ready`);
}

/** Seconds of CPU of a process. */
function cpuSeconds({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

interface Door {
  name: string;
  child: ChildProcess;
  pool: Pool;
  path: string;
  cpuMs: number[];
  latencies: number[];
}

async function ask(
  { pool, path }: Door,
  token: string,
  query: string,
): Promise<{ status: number; text: string }> {
  const { statusCode, body } = await pool.request({
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  return { status: statusCode, text: await body.text() };
}

async function measure(door: Door, token: string, requests: number): Promise<void> {
  let left = requests;
  const before = cpuSeconds(door.child);
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (; left > 0; ) {
        left -= 1;
        const started = performance.now();
        await ask(door, token, DASHBOARD);
        door.latencies.push(performance.now() - started);
      }
    }),
  );
  door.cpuMs.push(((cpuSeconds(door.child) - before) * 1_000) / requests);
}

const postgres = await startEmbeddedPostgres(folder, benchLog);
try {
  await migrate(postgres.url, benchLog);
  const db = await openPostgres(postgres.url, { log: benchLog });
  await ensurePartitions(db, Date.now());
  await seedDemo(db);
  const own = await openIntakePostgres(postgres.url, { log: benchLog });
  const registry = await createRegistry(own, benchLog);
  const pipeline = createPipeline({
    db: own,
    registry,
    log: benchLog,
    metrics: createMetrics(),
    config: loadConfig({}),
    codecFor,
  });
  const devices = (await playedDevices(db)).filter(
    ({ codec, family }) => codec === 'canonical' && family === 'elevator',
  );
  await Promise.all(
    devices.slice(0, 40).map(({ id, family, gridCode }, n) =>
      pipeline.submit({
        topic: `community/v1/${gridCode}/${family}/${id}/alert`,
        payload: Buffer.from(JSON.stringify({ id: `bench-${n}`, type: 'elevator.door_blocked' })),
        receivedAt: Date.now(),
      }),
    ),
  );
  await pipeline.close();
  await registry.close();
  await own.close();
  await db.close();

  // the key that all of them share is made before the first looks for it
  const auth = await createAuth(loadConfig({ HUB_DATA_DIR: folder }));
  const token = await auth.sign({ subject: 'bench', roles: ['operations'], grids: ['*'], ttlSeconds: 3_600 });
  const urls = await Promise.all(
    SUBGRAPHS.map(async ({ name }) => {
      const port = await freePort();
      start('../subgraphs/main.ts', [name], { DATABASE_URL: postgres.url, HUB_SUBGRAPH_PORT: String(port) });
      return { name, url: `http://127.0.0.1:${port}` };
    }),
  );
  for (const { url } of urls) await ready(url);
  const subgraphs = urls.map(({ name, url }) => `${name}=${url}/graphql`).join(',');
  const [oursPort, theirsPort] = [await freePort(), await freePort()];
  const ours = start(OURS, [], {
    DATABASE_URL: postgres.url,
    HUB_HTTP_PORT: String(oursPort),
    HUB_SUBGRAPHS: subgraphs,
  });
  const theirs = start('vanilla-gateway.ts', [String(theirsPort), subgraphs]);
  await Promise.all([ready(`http://127.0.0.1:${oursPort}`), once(theirs, 'message')]);
  const door = (name: string, child: ChildProcess, port: number, path: string): Door => ({
    ...{ name, child, path, cpuMs: [], latencies: [] },
    pool: new Pool(`http://127.0.0.1:${port}`, { connections: CONCURRENCY }),
  });
  const doors = [
    door('ours', ours, oursPort, '/graphql'),
    door('Apollo Server standalone', theirs, theirsPort, '/'),
  ];

  const answers = await Promise.all(doors.map((one) => ask(one, token, DASHBOARD)));
  const [first, second] = answers;
  if (first?.status !== 200 || first.text.includes('"errors"') || !first.text.includes('"device":{')) {
    throw new Error(`ours answered ${first?.status}: ${first?.text.slice(0, 400)}`);
  }
  if (JSON.stringify(JSON.parse(first.text).data) !== JSON.stringify(JSON.parse(second?.text ?? '{}').data)) {
    throw new Error(`not the same answer: ${second?.text.slice(0, 400)}`);
  }
  for (const one of doors) await measure(one, token, 500);
  for (const one of doors) {
    one.cpuMs = [];
    one.latencies = [];
  }
  for (let round = 0; round < ROUNDS; round += 1)
    for (const one of doors) await measure(one, token, REQUESTS);

  const [{ model = '' } = {}] = cpus();
  console.log(
    `Dashboard over three subgraphs, ${ROUNDS} rounds of ${REQUESTS} requests, ${CONCURRENCY} at a time; ${cpus().length} x ${model}`,
  );
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  for (const { name, cpuMs, latencies } of doors) {
    const sorted = latencies.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
    console.log(
      `  ${name.padEnd(26)} ${mean(cpuMs).toFixed(2)} ms CPU a request (${cpuMs.map((ms) => ms.toFixed(2)).join(', ')}), p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
    );
  }
  const [mine = Number.NaN, other = Number.NaN] = doors.map(({ cpuMs }) => mean(cpuMs));
  console.log(`  ours of the other: ${(mine / other).toFixed(2)}`);

  console.log('Hostile documents, slowest of 20');
  for (const [name, query] of Object.entries(HOSTILE)) {
    const [one] = doors;
    if (one === undefined) continue;
    let slowest = 0;
    let code = '';
    for (let n = 0; n < 20; n += 1) {
      const started = performance.now();
      const { text } = await ask(one, token, query);
      slowest = Math.max(slowest, performance.now() - started);
      code = /"code":"([A-Z_0-9]+)"/.exec(text)?.[1] ?? `ANSWERED ${text.slice(0, 80)}`;
    }
    console.log(`  ${name.padEnd(30)} ${slowest.toFixed(1)} ms  ${code}`);
  }
  for (const { pool } of doors) await pool.close();
} finally {
  await Promise.all(
    children.map(async (child) => {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }),
  );
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
