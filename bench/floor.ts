import mqtt from 'mqtt';
import { Pool } from 'undici';
import { startConsumer } from '../ingest/consumer.ts';
import { createRound } from '../ingest/round.ts';
import { loadConfig } from '../runtime/config.ts';
import { copyText } from '../runtime/copy-text.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { stringField } from '../runtime/series/line.ts';
import { ageOf } from './frames.ts';
import { benchLog } from './servers.ts';

/**
 * The least that keeps the promise, as a process of its own: each message is a row of one table with one index before it
 * is acknowledged, and a point of one field in InfluxDB afterwards, both in batches. It reads, checks and links nothing.
 * What ours costs more than this is the hub's own work; what this costs is the promise. Run by bench/ingest.ts.
 */
const config = loadConfig();
const metrics = createMetrics();
const db = await openPostgres(config.databaseUrl ?? '', { log: benchLog, poolSize: 1 });
const { url } = config.mqtt;
if (config.influx === null || url === null) throw new Error('MQTT_URL and INFLUX_URL are needed');
const influx = new Pool(config.influx.url, { connections: 1 });
await db.pool.query(
  'CREATE TABLE IF NOT EXISTS bench_floor (n bigserial PRIMARY KEY, topic text, payload text)',
);

interface Waiting {
  topic: string;
  payload: Buffer;
  resolve(): void;
}

const waiting: Waiting[] = [];
let isRunning = false;
let stored = 0;
let latencies: number[] = [];
let written = 0;
const points: string[] = [];
let lastNs = 0n;
let isWriting = false;

async function write(): Promise<void> {
  if (isWriting) return;
  isWriting = true;
  for (let batch = points.splice(0, 5_000); batch.length > 0; batch = points.splice(0, 5_000)) {
    const { body, statusCode } = await influx.request({
      path: '/write?db=bench',
      method: 'POST',
      body: batch.join('\n'),
    });
    await body.dump();
    if (statusCode !== 204) throw new Error(`InfluxDB answered ${statusCode}`);
    written += batch.length;
  }
  isWriting = false;
}

async function run(): Promise<void> {
  while (waiting.length > 0) {
    const batch = waiting.splice(0, config.limits.batchSize);
    const client = await db.pool.connect();
    const round = createRound(client, { state: 'no' });
    const rows = batch.map(({ topic, payload }) => `${topic}\t${copyText(payload.toString())}\n`).join('');
    const done = [
      round.copy('bench_floor', 'COPY bench_floor (topic, payload) FROM STDIN', rows),
      round.commit(),
    ];
    round.send();
    await Promise.all(done);
    client.release();
    stored += batch.length;
    const now = Date.now();
    const nowNs = BigInt(now) * 1_000_000n;
    if (nowNs > lastNs) lastNs = nowNs;
    for (const { payload, resolve } of batch) {
      resolve();
      latencies.push(ageOf(payload, now));
      lastNs += 1n;
      points.push(`floor payload=${stringField(payload.toString())} ${lastNs}`);
    }
    setImmediate(write);
  }
  isRunning = false;
}

const consumer = startConsumer({
  config,
  url,
  filters: ['community/v1/#'],
  log: benchLog,
  metrics,
  pipeline: {
    submit: ({ topic, payload }) =>
      new Promise((resolve) => {
        waiting.push({ topic, payload, resolve });
        if (isRunning) return;
        isRunning = true;
        setImmediate(run);
      }),
    // what is in flight is bounded by the receive maximum
    isFull: () => false,
    whenRoom: () => Promise.resolve(),
    depth: () => waiting.length,
    idle: () => Promise.resolve(),
  },
});

let told = false;
setInterval(() => {
  if (!told && consumer.state().subscribed) {
    told = true;
    process.send?.({ ready: true });
  }
  const { user, system } = process.cpuUsage();
  const batch = latencies;
  latencies = [];
  process.send?.({ done: stored, relayed: written, latencies: batch, cpuMs: (user + system) / 1_000 });
}, 20);
process.on('disconnect', () => process.exit(1));
process.on('message', async (message) => {
  if (message !== 'end') return;
  await consumer.close();
  // the broker would go on keeping messages for it
  const { clientId } = config.mqtt;
  const cleared = await mqtt.connectAsync(url, { clientId, clean: true, protocolVersion: 5 });
  await cleared.endAsync();
  process.exit(0);
});
