import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { atExit } from '../support/at-exit.ts';
import { freeze } from '../support/freeze.ts';
import { processEnv } from '../support/process-env.ts';
import { until } from '../support/until.ts';

/** A process of the hub by itself. */
export interface HubProcess {
  name: string;
  /** Base URL of /livez, /readyz and /metrics. */
  url: string;
  /** What it has written so far. */
  output(): string;
  /** SIGTERM, and its exit code (null when a signal ended it). */
  stop(): Promise<number | null>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGSTOP: it keeps its connections and does nothing. */
  freeze(): void;
  thaw(): void;
}

export interface HubProcessOptions {
  name: string;
  /** Path from the root of the repository. */
  script: string;
  args?: string[];
  env: Record<string, string>;
  url: string;
  /** Its working folder, where it would look for a .env. */
  folder: string;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
  return child.exitCode;
}

/** Starts it; returns at once. */
export function launch({ name, script, args = [], env, url, folder }: HubProcessOptions): HubProcess & {
  exited: Promise<number | null>;
} {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL(`../../${script}`, import.meta.url)), ...args],
    {
      cwd: folder,
      env: { ...processEnv(), HUB_LOG_FORMAT: 'json', HUB_LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const spared = atExit(() => child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      spared();
      resolve(code);
    });
  });
  return {
    name,
    url,
    exited,
    output: () => output,
    stop: () => end(child, 'SIGTERM'),
    async kill() {
      await end(child, 'SIGKILL');
    },
    freeze: () => freeze(child),
    thaw: () => void child.kill('SIGCONT'),
  };
}

/** Starts it and waits until it is ready. */
export async function startProcess(options: HubProcessOptions): Promise<HubProcess> {
  const child = launch(options);
  let code: number | null | undefined;
  child.exited.then((exit) => {
    code = exit;
  });
  await until(async () => code !== undefined || (await fetch(`${options.url}/readyz`)).status === 200, {
    timeoutMs: 30_000,
    what: `${options.name} is ready`,
  });
  if (code !== undefined) throw new Error(`${options.name} ended with ${code}: ${child.output()}`);
  return child;
}
