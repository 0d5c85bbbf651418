import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Logger } from 'pino';
import { HubError } from '../core/errors.ts';
import { cannotRun } from './embedded-binaries.ts';
import { type EmbeddedFiles, handOver, prepareFiles, type ServerUser } from './embedded-files.ts';
import { claimFolder, holderOf, stopOrphan, waitForExit } from './embedded-orphan.ts';
import { freePort } from './free-port.ts';

const run = promisify(execFile);
const USER = 'hub';
const DATABASE = 'hub';
const LOG_FILE_LIMIT_BYTES = 10_000_000;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // loopback TCP only: no socket file in a shared folder
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  // the promise: acknowledged is on disk
  synchronous_commit: 'on',
  max_wal_size: '1GB',
  huge_pages: 'off',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};

export interface EmbeddedPostgres {
  url: string;
  /** Process id of the running postmaster. */
  pid(): number;
  /** Fast shutdown; the data stays. */
  stop(): Promise<void>;
}

async function password(dataDir: string): Promise<string> {
  const path = join(dataDir, 'postgres-password');
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    const fresh = randomBytes(24).toString('base64url');
    await writeFile(path, `${fresh}\n`, { mode: 0o600, flag: 'wx' });
    return fresh;
  }
}

function as(user: ServerUser): { uid?: number; gid?: number } {
  return user === null ? {} : user;
}

/** The fault that a program told, without its hints. */
function saidBy(cause: unknown): string {
  const told = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : '';
  return /\berror: (.+)/.exec(told)?.[1] ?? (cause instanceof Error ? cause.message : String(cause));
}

// Everything that the host's locale would decide is fixed: UTF-8, bytewise order, Unicode character classes.
async function initialise(files: EmbeddedFiles, secret: string, onSpawn: () => void): Promise<void> {
  const fresh = `${files.cluster}.new`;
  const secretFile = `${files.cluster}.secret`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await handOver(fresh, files.user);
  await writeFile(secretFile, `${secret}\n`, { mode: 0o600 });
  await handOver(secretFile, files.user);
  try {
    const made = run(
      join(files.bin, 'initdb'),
      [
        `--pgdata=${fresh}`,
        `--username=${USER}`,
        `--pwfile=${secretFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C.UTF-8',
      ],
      { cwd: dirname(files.cluster), env: { ...process.env, LC_ALL: 'C.UTF-8' }, ...as(files.user) },
    );
    onSpawn();
    await made;
  } catch (cause) {
    const unfit = cannotRun('initdb', cause);
    if (unfit !== null) throw unfit;
    const why = saidBy(cause);
    throw new HubError(
      'DATA_DIR',
      { path: fresh, reason: `initdb failed: ${why}`, reasonZh: `initdb 执行失败：${why}` },
      { cause },
    );
  } finally {
    await rm(secretFile, { force: true });
  }
  // a hub killed half-way leaves only the .new folder, never a half-made cluster
  await rename(fresh, files.cluster);
}

async function logFile(path: string) {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_FILE_LIMIT_BYTES) await rename(path, `${path}.1`);
  return open(path, 'a', 0o600);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function startServer(
  files: EmbeddedFiles,
  port: number,
  adminUrl: string,
  logPath: string,
  settings: Record<string, string>,
  onSpawn: () => void = () => {},
): Promise<ChildProcess> {
  const out = await logFile(logPath);
  const flags = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const child = spawn(join(files.bin, 'postgres'), ['-D', files.cluster, '-p', String(port), ...flags], {
    cwd: dirname(files.cluster),
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', out.fd, out.fd],
    // a session of its own: Ctrl-C reaches the hub, which then stops it in order
    detached: true,
    ...as(files.user),
  });
  const failed = once(child, 'error').then(([error]) => {
    throw cannotRun('postgres', error) ?? error;
  });
  await Promise.race([once(child, 'spawn'), failed]).finally(() => out.close());
  onSpawn();
  child.unref();
  // last resort when the hub ends without closing, while it starts too; kill -9 is left to stopOrphan
  const onExit = () => child.kill('SIGINT');
  process.once('exit', onExit);
  child.once('exit', () => process.removeListener('exit', onExit));
  const deadline = Date.now() + 60_000;
  while (!(await answers(adminUrl))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      if (child.exitCode === null) child.kill('SIGQUIT');
      const tail = (await readFile(logPath, 'utf8')).split('\n').slice(-6).join(' ').trim();
      // 127: its loader's, it did not come to run
      const told = Object.assign(new Error(tail), { stderr: tail });
      const unfit = child.exitCode === 127 ? cannotRun('postgres', told) : null;
      if (unfit !== null) throw unfit;
      throw new HubError('DATA_DIR', {
        path: files.cluster,
        reason: `Postgres did not start: ${tail}`,
        reasonZh: `Postgres 未能启动：${tail}`,
      });
    }
    await sleep(20);
  }
  return child;
}

async function ensureDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

const urlOf = (secret: string, port: number, database: string) =>
  `postgres://${USER}:${secret}@127.0.0.1:${port}/${database}`;

/**
 * The URL of the Postgres that a running hub has started on this folder, for a command beside it; null when none runs.
 * @throws HubError DATA_DIR when a hub holds the folder and its Postgres is not up yet
 */
export async function runningEmbeddedPostgres(dataDir: string): Promise<string | null> {
  const holder = await holderOf(dataDir);
  if (holder === null) return null;
  const { cluster } = await prepareFiles(dataDir);
  // postmaster.pid: process, folder, start, port
  const [, , , port] = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  if (port === undefined || !/^\d+$/.test(port)) {
    throw new HubError('DATA_DIR', {
      path: dataDir,
      reason: `the hub is still starting on it, as process ${holder}`,
      reasonZh: `枢纽仍在启动（进程 ${holder}），请稍候`,
    });
  }
  return urlOf(await password(dataDir), Number(port), DATABASE);
}

/**
 * A real Postgres 18 from npm, its data below `dataDir`, on a free port of 127.0.0.1 with a random password (kept
 * there, mode 0600). Works as root (as the system user `postgres`). A server left by a killed hub is stopped first;
 * a server that dies is started again.
 * @param settings server settings that differ from the usual ones
 * @param onSpawn called when the work has gone to processes of Postgres, and this one has little to do until it is up
 * @throws HubError DATA_DIR, EMBEDDED_POSTGRES
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  log: Logger,
  settings: Record<string, string> = {},
  onSpawn: () => void = () => {},
): Promise<EmbeddedPostgres> {
  const files = await prepareFiles(dataDir);
  if (files.relocated)
    log.warn({ cluster: files.cluster }, 'Postgres cannot reach the data folder; it lies here');
  const release = await claimFolder(dataDir);
  const secret = await password(dataDir);
  await stopOrphan(files.cluster, log);
  const isNew = await access(join(files.cluster, 'PG_VERSION')).then(
    () => false,
    () => true,
  );
  if (isNew) await initialise(files, secret, onSpawn);

  const logPath = join(dataDir, 'postgres.log');
  let port = await freePort();
  let child: ChildProcess | null = null;
  for (let attempt = 1; child === null; attempt++) {
    try {
      child = await startServer(files, port, urlOf(secret, port, 'postgres'), logPath, settings, onSpawn);
    } catch (error) {
      if (error instanceof HubError && error.code === 'EMBEDDED_POSTGRES') throw error;
      // the port was taken in between, or backends of a killed server are still leaving
      if (attempt === 5) throw error;
      await sleep(500 * attempt);
      port = await freePort();
    }
  }
  await ensureDatabase(urlOf(secret, port, 'postgres'));

  let server = child;
  let stopping = false;
  const watch = (watched: ChildProcess) => {
    watched.once('exit', async (code, signal) => {
      if (stopping) return;
      log.error({ code, signal }, 'embedded Postgres ended by itself; starting it again');
      for (let wait = 200; !stopping; wait = Math.min(wait * 2, 5_000)) {
        try {
          server = await startServer(files, port, urlOf(secret, port, 'postgres'), logPath, settings);
          watch(server);
          return;
        } catch (error) {
          log.error({ err: error }, 'embedded Postgres does not start');
          await sleep(wait);
        }
      }
    });
  };
  watch(server);

  return {
    url: urlOf(secret, port, DATABASE),
    pid: () => server.pid ?? 0,
    async stop() {
      stopping = true;
      for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
        if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) break;
        server.kill(signal);
        if (await waitForExit(server.pid, 20_000)) break;
      }
      await release();
    },
  };
}
