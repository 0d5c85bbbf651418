// A signal while something starts: the Postgres that it has started already is not left behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isAlive } from '../runtime/embedded-orphan.ts';
import { processEnv } from './support/process-env.ts';
import { until } from './support/until.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;
let child: ChildProcess | null = null;
let postmaster = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-interrupted-'));
  // the server's user passes through
  await chmod(folder, 0o755);
});
afterEach(async () => {
  if (child?.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  if (postmaster > 0 && isAlive(postmaster)) process.kill(postmaster, 'SIGQUIT');
  child = null;
  postmaster = 0;
  await rm(folder, { recursive: true, force: true });
});

/** Runs a command of the hub on a fresh folder until its Postgres is there, not yet to be used. */
async function untilPostgresIsThere(command: string): Promise<ChildProcess> {
  const own = { ...processEnv(), HUB_DATA_DIR: folder, HUB_HTTP_PORT: '0', HUB_MQTT_PORT: '0' };
  const started = spawn(process.execPath, ['hub/cli.ts', command], { cwd: root, env: own, stdio: 'ignore' });
  child = started;
  const lock = join(folder, 'postgres', 'postgres', 'postmaster.pid');
  postmaster = await until(
    async () => Number((await readFile(lock, 'utf8').catch(() => '')).split('\n')[0]) || false,
    { timeoutMs: 60_000 },
  );
  expect(isAlive(postmaster)).toBe(true);
  return started;
}

it.each([
  ['start', 'SIGINT', 0],
  ['start', 'SIGTERM', 0],
  ['migrate', 'SIGINT', 130],
  ['migrate', 'SIGHUP', 129],
] as const)('hub %s: %s stops the Postgres that is just starting', async (command, signal, code) => {
  const started = await untilPostgresIsThere(command);
  const ended = once(started, 'exit');
  started.kill(signal);
  expect(await ended).toEqual([code, null]);
  await until(() => !isAlive(postmaster));
});
