// `npm start` as a newcomer and a supervisor have it: npm and its shell stand between them and the hub.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { freePort } from '../runtime/free-port.ts';
import { type TestDb, testDb } from './support/db.ts';
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
  if (npm?.pid !== undefined && npm.exitCode === null) process.kill(-npm.pid, 'SIGKILL');
  npm = null;
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function settings(): Promise<Record<string, string>> {
  return {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: store.url,
    HUB_DATA_DIR: folder,
    HUB_DEMO: 'off',
    HUB_HTTP_PORT: String(await freePort()),
    HUB_MQTT_PORT: String(await freePort()),
  };
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
