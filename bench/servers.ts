import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { startEmbeddedPostgres } from '../runtime/embedded-postgres.ts';
import { freePort } from '../runtime/free-port.ts';
import { migrate } from '../runtime/migrate.ts';

export const benchLog = pino({ level: process.env.BENCH_LOG ?? 'error' });

export interface Servers {
  mqttPort: number;
  influxUrl: string;
  postgresUrl: string;
  versions: string;
  pids: Record<string, number>;
  close(): Promise<void>;
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const socket = connect(port, '127.0.0.1');
    const up = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (up) return;
    await sleep(25);
  }
  throw new Error(`nothing answers on port ${port}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** The real servers of the measurement, each with its own port and folder: mosquitto, influxd and Postgres with fsync. */
export async function startServers(): Promise<Servers> {
  const folder = await mkdtemp(join(tmpdir(), 'wangge-bench-'));
  const [mqttPort, influxPort, rpcPort] = [await freePort(), await freePort(), await freePort()];
  const mosquittoConf = join(folder, 'mosquitto.conf');
  const influxConf = join(folder, 'influxdb.conf');
  await writeFile(
    mosquittoConf,
    `listener ${mqttPort} 127.0.0.1
allow_anonymous true
user ${process.getuid?.() === 0 ? 'root' : 'mosquitto'}
set_tcp_nodelay true
max_inflight_messages 0
max_queued_messages 0
max_queued_bytes 0
log_type error
`,
  );
  await writeFile(
    influxConf,
    `reporting-disabled = true
bind-address = "127.0.0.1:${rpcPort}"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
  query-log-enabled = false
[monitor]
  store-enabled = false
[http]
  bind-address = "127.0.0.1:${influxPort}"
  log-enabled = false
`,
  );
  const path = `${process.env.PATH ?? ''}:/usr/sbin:/usr/local/sbin`;
  const options = { stdio: 'ignore' as const, env: { ...process.env, PATH: path } };
  const mosquitto = spawn('mosquitto', ['-c', mosquittoConf], options);
  const influxd = spawn('influxd', ['-config', influxConf], options);
  const lastResort = () => {
    mosquitto.kill('SIGKILL');
    influxd.kill('SIGKILL');
  };
  process.once('exit', lastResort);
  const statements: Record<string, string> = process.env.BENCH_STATEMENTS
    ? { shared_preload_libraries: 'pg_stat_statements' }
    : {};
  const postgres = await startEmbeddedPostgres(folder, benchLog, statements);
  await Promise.all([answers(mqttPort), answers(influxPort)]);
  await migrate(postgres.url, benchLog);
  const influxUrl = `http://127.0.0.1:${influxPort}`;
  const version = (await fetch(`${influxUrl}/ping`)).headers.get('x-influxdb-version') ?? '?';
  return {
    mqttPort,
    influxUrl,
    postgresUrl: postgres.url,
    versions: `influxd ${version}`,
    pids: { mosquitto: mosquitto.pid ?? 0, influxd: influxd.pid ?? 0, postgres: postgres.pid() },
    async close() {
      await postgres.stop();
      await Promise.all([end(mosquitto), end(influxd)]);
      process.removeListener('exit', lastResort);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
