import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ensurePartitions } from '../runtime/alert-log.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { benchLog, type Servers, startServers } from './servers.ts';

/**
 * `npm run bench:ingest`: alerts a second with all work done, beside a bare QoS 1 subscriber and beside one InfluxDB write
 * a message, on this machine, one after the other against the same servers. What ours is compared with is measured before
 * and after it, for the machine may change its speed meanwhile. BENCH_FRAMES, BENCH_DEVICES and BENCH_SECONDS change its
 * size.
 */
const FRAMES = Number(process.env.BENCH_FRAMES ?? 200_000);
const DEVICES = Number(process.env.BENCH_DEVICES ?? 1_000);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const CONNECTIONS = 50;

interface Report {
  done: number;
  relayed: number;
  latencies: number[];
  cpuMs: number;
  metrics: string | null;
}

function has<K extends string>(value: unknown, key: K): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}

interface Subject {
  child: ChildProcess;
  report: Report;
}

function script(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** Starts a subscriber process and waits until it is subscribed. */
async function start(name: string, args: string[], env: Record<string, string> = {}): Promise<Subject> {
  // as `npm start` and the containers run, the ones that are compared too
  const execArgv = ['--use-largepages=silent', '--no-allocation-site-pretenuring'];
  if (name === 'hub.ts' && process.env.BENCH_PROFILE !== undefined) {
    execArgv.push('--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`);
  }
  const child = fork(script(name), args, { env: { ...process.env, ...env }, execArgv });
  const report: Report = { done: 0, relayed: 0, latencies: [], cpuMs: 0, metrics: null };
  const ready = Promise.withResolvers<void>();
  child.on('message', (message: unknown) => {
    if (has(message, 'ready')) ready.resolve();
    if (has(message, 'metrics')) report.metrics = String(message.metrics);
    if (has(message, 'done')) report.done = Number(message.done);
    if (has(message, 'relayed')) report.relayed = Number(message.relayed);
    if (has(message, 'cpuMs')) report.cpuMs = Number(message.cpuMs);
    if (has(message, 'latencies') && Array.isArray(message.latencies)) {
      for (const ms of message.latencies) report.latencies.push(Number(ms));
    }
  });
  child.on('exit', (code) => ready.reject(new Error(`${name} ended with ${code}`)));
  await ready.promise;
  return { child, report };
}

async function end({ child }: Subject): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (child.connected) child.send('end');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await gone;
  clearTimeout(timer);
}

let runs = 0;
/** Seconds of CPU of all load so far. */
let loadSeconds = 0;
function load(port: number, count: number, rate: number): Promise<void> {
  runs += 1;
  const run = `r${runs}-${Date.now().toString(36)}`;
  const child = fork(script('load.ts'), [port, count, rate, CONNECTIONS, DEVICES, run].map(String), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', (message: unknown) => {
    if (has(message, 'cpuMs')) loadSeconds += Number(message.cpuMs) / 1_000;
  });
  return new Promise<void>((resolve, reject) =>
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error('the load was not acknowledged')),
    ),
  );
}

async function reach(
  condition: () => boolean | Promise<boolean>,
  seconds: number,
  what: string,
): Promise<void> {
  for (const until = Date.now() + seconds * 1_000; !(await condition()); await sleep(20)) {
    if (Date.now() > until) throw new Error(`not within ${seconds} s: ${what}`);
  }
}

/** Messages a second of a subscriber that is given `count` as fast as the broker takes them. */
async function throughput(subject: Subject, port: number, count: number): Promise<number> {
  const before = subject.report.done;
  const ended = load(port, count, 0);
  await reach(() => subject.report.done > before, 30, 'the first message');
  const started = performance.now();
  await reach(() => subject.report.done >= before + count, 180, `${count} messages`);
  const seconds = (performance.now() - started) / 1_000;
  await ended;
  return count / seconds;
}

const percentile = (sorted: readonly number[], p: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;

/** Seconds of CPU of a process, and of its children that have ended. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return fields.slice(11, 15).reduce((ticks, field) => ticks + Number(field), 0) / 100;
}

/** The postmaster, and its children that still run or have ended. */
function postgresCpu(postmaster: number): number {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const children = pairs.filter(([, parent]) => parent === postmaster).map(([pid = 0]) => pid);
  return [postmaster, ...children].reduce((sum, pid) => {
    try {
      return sum + cpuSeconds(pid);
    } catch {
      // it has ended since, and is the postmaster's now
      return sum;
    }
  }, 0);
}

async function influxCount(servers: Servers, database: string): Promise<number> {
  const query = new URLSearchParams({ q: 'SELECT count(id) FROM alert', db: database });
  const text = await (await fetch(`${servers.influxUrl}/query?${query}`)).text();
  return Number(/\["1970-01-01T00:00:00Z",(\d+)\]/.exec(text)?.[1] ?? 0);
}

const servers = await startServers();
const db = await openPostgres(servers.postgresUrl, { log: benchLog, poolSize: 2 });
const { pool } = db;
try {
  const [{ model } = { model: '?' }] = cpus();
  const { rows: version } = await pool.query<{ v: string }>("SELECT current_setting('server_version') AS v");
  console.log(
    `Machine: ${cpus().length} x ${model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
  );
  console.log(
    `Servers: ${servers.versions}, Postgres ${version[0]?.v} (fsync on), mosquitto; all on this machine`,
  );
  console.log(
    `Load: ${FRAMES} frames of about 300 bytes, ${DEVICES} devices, ${CONNECTIONS} connections, QoS 1\n`,
  );
  await ensurePartitions(db, Date.now());
  await fetch(`${servers.influxUrl}/query`, {
    method: 'POST',
    body: new URLSearchParams({ q: 'CREATE DATABASE bench' }),
  });

  const settings = (clientId: string) => ({
    MQTT_URL: `mqtt://127.0.0.1:${servers.mqttPort}`,
    MQTT_CLIENT_ID: clientId,
    DATABASE_URL: servers.postgresUrl,
    INFLUX_URL: servers.influxUrl,
    INFLUX_DATABASE: 'hub',
    HUB_LOG_LEVEL: 'error',
  });

  /** From publish to COMMIT, ms, of messages that come at `rate` a second. */
  async function atRate(subject: Subject, rate: number): Promise<string> {
    const before = subject.report.done;
    subject.report.latencies = [];
    await load(servers.mqttPort, rate * SECONDS, rate);
    await reach(() => subject.report.done >= before + rate * SECONDS, 60, `${rate}/s`);
    const sorted = subject.report.latencies.toSorted((a, b) => a - b);
    return `p50 ${percentile(sorted, 0.5)} ms, p99 ${percentile(sorted, 0.99)} ms, most ${sorted.at(-1)} ms`;
  }

  /** What ours is compared with, messages a second. */
  async function baselines() {
    const bareSubject = await start('subscriber.ts', ['bare', String(servers.mqttPort)]);
    const bare = await throughput(bareSubject, servers.mqttPort, FRAMES);
    await end(bareSubject);

    const writeSubject = await start('subscriber.ts', ['write', String(servers.mqttPort), servers.influxUrl]);
    const oneWrite = await throughput(writeSubject, servers.mqttPort, Math.min(FRAMES, 10_000));
    await end(writeSubject);

    const { child, report } = await start('floor.ts', [], settings('bench-floor'));
    const floorSubject = { child, report };
    await throughput(floorSubject, servers.mqttPort, Math.min(FRAMES, 20_000));
    await reach(() => report.relayed === report.done, 60, 'the points');
    const started = performance.now();
    await throughput(floorSubject, servers.mqttPort, FRAMES);
    await reach(() => report.relayed === report.done, 60, 'the points');
    const floor = FRAMES / ((performance.now() - started) / 1_000);
    const latency = await atRate(floorSubject, 5_000);
    await end(floorSubject);
    return { bare, oneWrite, floor, latency };
  }
  const earlier = await baselines();

  const hub = await start('hub.ts', [], settings('bench-hub'));
  // the devices register and the statements are prepared: a hub that has just started is not what is measured
  await throughput(hub, servers.mqttPort, Math.min(FRAMES, 20_000));
  const warm = hub.report.done;
  await reach(() => hub.report.relayed === warm, 60, 'the relay');

  if (process.env.BENCH_STATEMENTS) await pool.query('CREATE EXTENSION pg_stat_statements');
  /** Seconds of CPU so far. */
  const cpu = () => ({
    hub: hub.report.cpuMs / 1_000,
    Postgres: postgresCpu(servers.pids.postgres ?? 0),
    mosquitto: cpuSeconds(servers.pids.mosquitto ?? 0),
    influxd: cpuSeconds(servers.pids.influxd ?? 0),
    load: loadSeconds,
  });
  type Cpu = ReturnType<typeof cpu>;
  /** Microseconds an alert, of each process. */
  const cpuSince = (before: Cpu, alerts: number): Cpu => {
    const now = cpu();
    const us = (name: keyof Cpu) => Math.round(((now[name] - before[name]) / alerts) * 1e6);
    return {
      hub: us('hub'),
      Postgres: us('Postgres'),
      mosquitto: us('mosquitto'),
      influxd: us('influxd'),
      load: us('load'),
    };
  };
  const told = (used: Cpu) =>
    Object.entries(used)
      .map(([name, us]) => `${name} ${us} us`)
      .join(', ');
  const cpuBefore = cpu();
  const started = performance.now();
  const committed = await throughput(hub, servers.mqttPort, FRAMES);
  await reach(() => hub.report.relayed === warm + FRAMES, 180, 'the relay');
  const wholeSeconds = (performance.now() - started) / 1_000;
  const relayed = FRAMES / wholeSeconds;
  const used = cpuSince(cpuBefore, FRAMES);
  if (process.env.BENCH_STATEMENTS) {
    const { rows } = await pool.query(
      `SELECT left(regexp_replace(query, '\\s+', ' ', 'g'), 70) AS query, calls::int, total_exec_time AS ms,
         shared_blks_hit / calls AS blocks
       FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 14`,
    );
    for (const { query, calls, ms, blocks } of rows) {
      console.log(
        `  ${((ms / FRAMES) * 1e3).toFixed(1).padStart(6)} us  ${calls} x ${blocks} blocks  ${query}`,
      );
    }
  }

  for (const rate of [1_000, 5_000]) {
    const cpuThen = cpu();
    const latency = await atRate(hub, rate);
    console.log(
      `Publish to committed at ${rate}/s for ${SECONDS} s     ${latency}; CPU an alert: ${told(cpuSince(cpuThen, rate * SECONDS))}`,
    );
  }

  const total = hub.report.done;
  await reach(() => hub.report.relayed === total, 60, 'the relay');
  const { rows } = await pool.query<{ alerts: number; counted: number; hourly: number; open: number }>(
    `SELECT (SELECT count(*)::int FROM alert_log) AS alerts, (SELECT sum(count)::int FROM incident) AS counted,
      (SELECT sum(count)::int FROM alert_count_hourly) AS hourly,
      (SELECT count(*)::int FROM incident WHERE state = 'ACTIVE') AS open`,
  );
  const [sum] = rows;
  const points = await influxCount(servers, 'hub');
  const right = [sum?.alerts, sum?.counted, sum?.hourly, points].every((count) => count === total);
  console.log(
    `\nVerified: ${total} acknowledged = ${sum?.alerts} in Postgres = ${sum?.counted} counted in ${sum?.open} open incidents = ` +
      `${sum?.hourly} in hourly counts = ${points} points in InfluxDB: ${right ? 'right' : 'WRONG'}`,
  );
  if (!right) process.exitCode = 1;
  if (process.env.BENCH_METRICS) {
    hub.child.send('metrics');
    await reach(() => hub.report.metrics !== null, 5, 'metrics');
    console.log(
      hub.report.metrics
        ?.split('\n')
        .filter((line) => /^hub_ingest/.test(line))
        .join('\n'),
    );
  }
  await end(hub);

  const later = await baselines();
  const compared = (what: string, name: 'bare' | 'oneWrite' | 'floor') => {
    const ratio = (relayed * 2) / (earlier[name] + later[name]);
    console.log(
      `${what.padEnd(48)} ${Math.round(earlier[name])} before, ${Math.round(later[name])} after: ours is ${ratio.toFixed(2)} times that`,
    );
  };
  console.log(`\nOurs, committed                                  ${Math.round(committed)} alerts/s`);
  console.log(`Ours, all work done, relayed to InfluxDB too     ${Math.round(relayed)} alerts/s`);
  compared('Bare QoS 1 subscriber that does nothing', 'bare');
  compared('One InfluxDB write per message', 'oneWrite');
  compared('Least that keeps the promise: a row and a point', 'floor');
  console.log(
    `Its publish to committed at 5000/s               ${earlier.latency} before; ${later.latency} after`,
  );
  const others = used.Postgres + used.mosquitto + used.influxd + used.load;
  console.log(
    `CPU an alert: ${told(used)}; without ours, ${cpus().length} processors would carry ` +
      `${Math.round((cpus().length * 1e6) / others)}/s`,
  );
} finally {
  await db.close();
  await servers.close();
}
