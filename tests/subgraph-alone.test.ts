import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuth } from '../runtime/auth.ts';
import { loadConfig } from '../runtime/config.ts';
import { SUBGRAPHS } from '../subgraphs/table.ts';
import { type TestDb, testDb } from './support/db.ts';
import { freePort } from './support/free-port.ts';
import { processEnv } from './support/process-env.ts';
import { seedGrids } from './support/subgraph-world.ts';
import { until } from './support/until.ts';

let test: TestDb;
let folder: string;
let token: string;

beforeAll(async () => {
  test = await testDb();
  await seedGrids(test.db);
  folder = await mkdtemp(join(tmpdir(), 'wangge-alone-'));
  const auth = await createAuth(loadConfig({ HUB_DATA_DIR: folder }));
  token = await auth.sign({ subject: 'alone', roles: ['admin'], grids: [''], ttlSeconds: 600 });
});

afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

function start(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['subgraphs/main.ts', ...args], {
    env: { ...processEnv(), HUB_DATA_DIR: folder, HUB_LOG_FORMAT: 'json', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  return { child, said: () => said };
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
}

describe('a subgraph by itself', () => {
  it.each(SUBGRAPHS.map(({ name }) => name))(
    '%s answers over HTTP, is ready, and ends cleanly on SIGTERM',
    async (name) => {
      const port = await freePort();
      const { child, said } = start([name], { DATABASE_URL: test.url, HUB_SUBGRAPH_PORT: String(port) });
      const base = `http://127.0.0.1:${port}`;
      try {
        await until(async () => (await fetch(`${base}/readyz`)).ok, {
          what: `${name} is ready`,
          timeoutMs: 45_000,
        });
        const body = JSON.stringify({ query: '{ _service { sdl } }' });
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(`${base}/graphql`, {
          ...{ method: 'POST', body },
          headers: { ...headers, authorization: `Bearer ${token}` },
        });
        expect(await answer.text()).toContain('federation/v2');
        const refused = await fetch(`${base}/graphql`, { method: 'POST', body, headers });
        expect(await refused.text()).toContain('UNAUTHENTICATED');
      } finally {
        child.kill('SIGTERM');
      }
      expect(await ended(child), said()).toBe(0);
    },
  );

  it('names the subgraphs that there are when asked for another', async () => {
    const { child, said } = start(['alarms'], { DATABASE_URL: test.url });
    expect(await ended(child)).toBe(1);
    expect(said()).toContain(SUBGRAPHS.map(({ name }) => name).join(', '));
  });

  it('says that it needs a database', async () => {
    const { child, said } = start(['alerts'], {});
    expect(await ended(child)).toBe(1);
    expect(said()).toContain('DATABASE_URL');
  });
});
