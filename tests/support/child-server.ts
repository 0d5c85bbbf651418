import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './at-exit.ts';
import { freeze } from './freeze.ts';
import type { Server } from './servers.ts';
import { until } from './until.ts';

/** A real server of one test: same port, same data, through stops and kills. */
export interface ChildServer {
  pid(): number;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again on the same data; returns when it answers. */
  start(): Promise<void>;
  restart(): Promise<void>;
  /** SIGSTOP: it keeps its sockets and does not answer. */
  freeze(): void;
  thaw(): void;
  /** Ends it and removes its data. */
  close(): Promise<void>;
}

export interface ChildServerOptions {
  server: Server;
  folder: string;
  args: string[];
  answers(): Promise<boolean>;
}

export function serverFolder(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `wangge-${name}-`));
}

export async function startChildServer(options: ChildServerOptions): Promise<ChildServer> {
  const logPath = join(options.folder, 'server.log');
  let child: ChildProcess | null = null;
  const spared = atExit(() => child?.kill('SIGKILL'));

  async function start(): Promise<void> {
    if (child !== null) return;
    const out = await open(logPath, 'a');
    const started = spawn(options.server.path, options.args, {
      env: options.server.env,
      cwd: options.folder,
      stdio: ['ignore', out.fd, out.fd],
    });
    child = started;
    await once(started, 'spawn');
    await out.close();
    let ended = false;
    started.once('exit', () => {
      ended = true;
      if (child === started) child = null;
    });
    const state = await until(async () => (ended ? 'ended' : (await options.answers()) && 'ready'), {
      timeoutMs: 30_000,
      what: `${options.server.path} answers`,
    });
    if (state === 'ended')
      throw new Error(`${options.server.path} ended: ${await readFile(logPath, 'utf8')}`);
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const running = child;
    if (running === null) return;
    const exited = once(running, 'exit');
    running.kill('SIGCONT');
    running.kill(signal);
    await exited;
  }

  await start();
  return {
    pid: () => child?.pid ?? 0,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    start,
    async restart() {
      await end('SIGTERM');
      await start();
    },
    freeze: () => void (child !== null && freeze(child)),
    thaw: () => child?.kill('SIGCONT'),
    async close() {
      await end('SIGTERM');
      spared();
      await rm(options.folder, { recursive: true, force: true });
    },
  };
}
