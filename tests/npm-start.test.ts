// `npm start` as a newcomer and a supervisor have it: npm and its shell stand between them and the hub.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { claimFolder } from '../runtime/embedded-orphan.ts';
import { type TestDb, testDb } from './support/db.ts';
import { freePort } from './support/free-port.ts';
import { processEnv } from './support/process-env.ts';
import { until } from './support/until.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let store: TestDb;
let folder: string;
let npm: ChildProcess | null = null;

beforeAll(async () => {
  store = await testDb();
  folder = await mkdtemp(join(tmpdir(), 'hub-npm-start-'));
});
afterEach(() => {
  // the whole group: npm, its shell, and a hub that they left
  if (npm?.pid !== undefined && isThere(-npm.pid)) process.kill(-npm.pid, 'SIGKILL');
  npm = null;
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function settings(): Promise<Record<string, string>> {
  return {
    ...processEnv(),
    DATABASE_URL: store.url,
    HUB_DATA_DIR: folder,
    HUB_DEMO: 'off',
    HUB_HTTP_PORT: String(await freePort()),
    HUB_MQTT_PORT: String(await freePort()),
  };
}

/** Whether any process of the group is left. */
function isThere(group: number): boolean {
  try {
    return process.kill(group, 0);
  } catch {
    return false;
  }
}

function doctor(env: Record<string, string>): Promise<{ code: number | null; told: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['hub/cli.ts', 'doctor'], { cwd: root, env }, (_, out, err) =>
      resolve({ code: child.exitCode, told: out + err }),
    );
  });
}

it.each(['SIGINT', 'SIGTERM'] as const)(
  'npm start: the doctor finds the hub ready; %s to npm ends all of it with 0',
  async (signal) => {
    const env = await settings();
    npm = spawn('npm', ['start'], { cwd: root, env, detached: true, stdio: 'ignore' });
    const ended = once(npm, 'exit');
    const url = `http://127.0.0.1:${env.HUB_HTTP_PORT}/readyz`;
    await until(async () => (await fetch(url)).status === 200, { timeoutMs: 30_000 });

    const { code, told } = await doctor(env);
    expect(told).toContain(`✓ HTTP port ${env.HUB_HTTP_PORT}: the hub runs and is ready`);
    expect(told).toContain(`✓ MQTT port ${env.HUB_MQTT_PORT}: answers`);
    expect(told).not.toContain('✗');
    expect(code).toBe(0);

    const elsewhere = await doctor({ ...env, DATABASE_URL: '', HUB_DATA_DIR: join(folder, 'elsewhere') });
    expect(elsewhere.told).toContain('✗ Postgres: the hub that runs does not have');
    expect(elsewhere.code).toBe(1);

    npm.kill(signal);
    expect(await ended).toEqual([0, null]);
    await expect(fetch(url)).rejects.toThrow();
  },
);

it.each(['SIGHUP', 'SIGKILL'] as const)(
  'npm start: %s ends npm, which passes it on to nobody; the hub goes too, in order',
  async (signal) => {
    const env = await settings();
    const started = spawn('npm', ['start'], {
      cwd: root,
      env: { ...env, HUB_LOG_LEVEL: 'info', HUB_LOG_FORMAT: 'json' },
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    npm = started;
    let log = '';
    started.stderr.on('data', (chunk) => {
      log += String(chunk);
    });
    const url = `http://127.0.0.1:${env.HUB_HTTP_PORT}/readyz`;
    await until(async () => (await fetch(url)).status === 200, { timeoutMs: 30_000 });
    started.kill(signal);
    await until(() => !isThere(-Number(started.pid)), { timeoutMs: 15_000 });
    expect(log).toContain('"msg":"closing"');
    expect(log).not.toContain('closing takes too long');
  },
);

it('the doctor tells a folder that a hub has on another port, and one that cannot be written', async () => {
  const env = { ...(await settings()), DATABASE_URL: '' };
  const mine = join(folder, 'held');
  await mkdir(join(mine, 'postgres'), { recursive: true });
  const release = await claimFolder(join(mine, 'postgres'));
  const held = await doctor({ ...env, HUB_DATA_DIR: mine });
  expect(held.told).toContain(`✗ Postgres: a hub has ${mine}, as process ${process.pid}`);
  expect(held.told).toContain('give HUB_HTTP_PORT as that hub has it');
  expect(held.code).toBe(1);
  await release();

  const file = join(folder, 'file');
  await writeFile(file, '');
  const refused = await doctor({ ...env, HUB_DATA_DIR: file });
  expect(refused.told).toContain(`✗ Postgres: ${file}: it is a file`);
  expect(refused.told).toContain('请将 HUB_DATA_DIR 设为');
  expect(refused.code).toBe(1);
});

it('the doctor tells a port that something else has', async () => {
  const env = await settings();
  const server = createServer((_, response) => response.end('{"ok":true}'));
  server.listen(Number(env.HUB_HTTP_PORT), '127.0.0.1');
  await once(server, 'listening');
  const { code, told } = await doctor(env);
  server.close();
  expect(told).toContain(`✗ HTTP port ${env.HUB_HTTP_PORT}: in use`);
  expect(told).toContain('set HUB_HTTP_PORT');
  expect(code).toBe(1);
});
