import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Logger } from 'pino';
import { HubError } from '../core/errors.ts';

const run = promisify(execFile);

/** False also for a zombie: it has ended, only its parent (a container's init, say) has not taken note. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to another user
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

export async function waitForExit(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

// A process id alone may have been given to somebody else since; with its start time it is one process for good.
async function identity(pid: number): Promise<string> {
  try {
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ');
    return `${pid} ${fields[19]}`;
  } catch {
    const started = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
    return `${pid} ${started.stdout.trim()}`;
  }
}

async function readOr(path: string, otherwise: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => otherwise);
}

/** The living process, other than this one, that has marked the data folder as its own; null when there is none. */
export async function holderOf(dataDir: string): Promise<number | null> {
  const held = (await readOr(join(dataDir, 'hub.pid'), '')).trim();
  if (held === '' || held === (await identity(process.pid))) return null;
  const holder = Number(held.split(' ')[0]);
  return isAlive(holder) && (await identity(holder)) === held ? holder : null;
}

/**
 * Marks the data folder as this process's own. A mark left by a process that is gone is taken over.
 * @throws HubError DATA_DIR when a living hub holds it
 */
export async function claimFolder(dataDir: string): Promise<() => Promise<void>> {
  const mark = join(dataDir, 'hub.pid');
  const mine = await identity(process.pid);
  const holder = await holderOf(dataDir);
  if (holder !== null) {
    throw new HubError('DATA_DIR', {
      path: dataDir,
      reason: `the hub is already running on it, as process ${holder}`,
      reasonZh: `枢纽已在该目录上运行（进程 ${holder}）`,
    });
  }
  await writeFile(mark, `${mine}\n`);
  return () => rm(mark, { force: true });
}

async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  const folder = await realpath(cluster);
  try {
    // Postgres makes PGDATA its working folder
    return (await readlink(`/proc/${pid}/cwd`)) === folder;
  } catch {
    const command = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
    return command.stdout.includes(`-D ${folder}`);
  }
}

/**
 * Stops the Postgres that a killed hub has left running on this cluster, so that the next one starts clean.
 * A lock file whose process is gone, or is not this cluster's, is removed.
 */
export async function stopOrphan(cluster: string, log: Logger): Promise<void> {
  const lock = join(cluster, 'postmaster.pid');
  const pid = Number((await readOr(lock, '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (!isAlive(pid) || !(await isPostmasterOf(pid, cluster))) {
    await rm(lock, { force: true });
    return;
  }
  log.warn({ pid }, 'stopping the Postgres that a killed hub left behind');
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(pid, signal);
    if (await waitForExit(pid, 10_000)) return;
  }
  throw new HubError('DATA_DIR', {
    path: cluster,
    reason: `its old Postgres (process ${pid}) does not stop`,
    reasonZh: `遗留的 Postgres（进程 ${pid}）无法停止`,
  });
}
