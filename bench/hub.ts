import { startIngest } from '../ingest/start.ts';
import { loadConfig } from '../runtime/config.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { ageOf } from './frames.ts';
import { benchLog } from './servers.ts';

/**
 * Our intake as it runs by itself (ingest/main.ts), as a process of its own, with one thing added: the time from publish
 * (the frame's own time) to COMMIT of each message. Tells its parent what is committed and what is relayed.
 */
const config = loadConfig();
const metrics = createMetrics();
const db = await openPostgres(config.databaseUrl ?? '', { log: benchLog });
if (config.influx === null || config.mqtt.url === null) throw new Error('MQTT_URL and INFLUX_URL are needed');

let done = 0;
let latencies: number[] = [];

const ingest = await startIngest({
  config,
  db,
  log: benchLog,
  metrics,
  observe(frames) {
    const now = Date.now();
    for (const { frame, signals } of frames) {
      if (signals.length === 0) continue;
      latencies.push(ageOf(frame.payload, now));
      done += 1;
    }
  },
});

const written = metrics.counter({ name: 'hub_relay_written_total', help: '', labels: ['log'] });
async function relayed(): Promise<number> {
  const { values } = await written.get();
  return values.find(({ labels }) => labels.log === 'alert')?.value ?? 0;
}

let told = false;
setInterval(async () => {
  if (!told) {
    told = await Promise.all(ingest.checks.map(({ check }) => check())).then(
      () => true,
      () => false,
    );
    if (told) process.send?.({ ready: true });
  }
  const { user, system } = process.cpuUsage();
  const cpuMs = (user + system) / 1_000;
  const batch = latencies;
  latencies = [];
  const points = await relayed();
  process.send?.({ done, relayed: points, latencies: batch, cpuMs });
}, 20);
process.on('disconnect', () => process.exit(1));
process.on('message', (message) => {
  if (message === 'metrics') void metrics.text().then((text) => process.send?.({ metrics: text }));
  if (message === 'end') process.exit(0);
});
