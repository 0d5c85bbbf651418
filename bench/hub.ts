import { CODECS, codecFor } from '../ingest/codecs/table.ts';
import { startConsumer } from '../ingest/consumer.ts';
import { createPipeline, type Pipeline } from '../ingest/pipeline.ts';
import { createRegistry } from '../ingest/registry.ts';
import { startRelay } from '../ingest/relay.ts';
import { startSweeper } from '../ingest/sweeper.ts';
import { loadConfig } from '../runtime/config.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { benchLog } from './servers.ts';

/**
 * Our intake as it runs by itself (ingest/start.ts), as a process of its own, with one thing added: the time from publish
 * (the frame's own time) to COMMIT of each message. Tells its parent what is committed and what is relayed.
 */
const config = loadConfig();
const metrics = createMetrics();
const db = await openPostgres(config.databaseUrl ?? '', { log: benchLog });
if (config.influx === null || config.mqtt.url === null) throw new Error('MQTT_URL and INFLUX_URL are needed');
const relay = startRelay({
  db,
  influx: config.influx,
  seriesDays: config.retention.seriesDays,
  log: benchLog,
  metrics,
});
const registry = await createRegistry(db, benchLog);
const inner = createPipeline({
  db,
  registry,
  log: benchLog,
  metrics,
  config,
  codecFor,
  onCommit: relay.committed,
});
startSweeper({ db, log: benchLog });

let done = 0;
let latencies: number[] = [];
const TIME = Buffer.from('"time":"');

const pipeline: Pipeline = {
  ...inner,
  async submit(frame, options) {
    const start = frame.payload.indexOf(TIME) + TIME.length;
    const published = Date.parse(frame.payload.toString('latin1', start, start + 24));
    await inner.submit(frame, options);
    done += 1;
    latencies.push(Date.now() - published);
  },
};
const consumer = startConsumer({
  config,
  url: config.mqtt.url,
  filters: [...new Set(CODECS.flatMap((codec) => codec.filters))],
  pipeline,
  log: benchLog,
  metrics,
});

const written = metrics.counter({ name: 'hub_relay_written_total', help: '', labels: ['log'] });
async function relayed(): Promise<number> {
  const { values } = await written.get();
  return values.find(({ labels }) => labels.log === 'alert')?.value ?? 0;
}

let told = false;
setInterval(() => {
  if (!told && consumer.state().subscribed) {
    told = true;
    process.send?.({ ready: true });
  }
  const { user, system } = process.cpuUsage();
  const cpuMs = (user + system) / 1_000;
  const batch = latencies;
  latencies = [];
  void relayed().then((points) => process.send?.({ done, relayed: points, latencies: batch, cpuMs }));
}, 20);
process.on('disconnect', () => process.exit(1));
process.on('message', (message) => {
  if (message === 'metrics') void metrics.text().then((text) => process.send?.({ metrics: text }));
  if (message === 'end') process.exit(0);
});
