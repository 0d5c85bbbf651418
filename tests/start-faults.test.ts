import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDb, testDb } from './support/db.ts';
import { freePort } from './support/free-port.ts';
import { processEnv } from './support/process-env.ts';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const PROCESSES = {
  'the hub': [file('./fixtures/migrate-process.ts')],
  ingest: [file('../ingest/main.ts')],
  'a subgraph': [file('../subgraphs/main.ts'), 'grids'],
  'a command': [file('../hub/cli.ts'), 'migrate'],
};

let test: TestDb;
let folder: string;

beforeAll(async () => {
  test = await testDb();
  folder = await mkdtemp(join(tmpdir(), 'hub-start-'));
});

afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

function start(
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number; told: string }> {
  const own = {
    ...processEnv(),
    HUB_DATA_DIR: folder,
    HUB_OPS_PORT: '0',
    HUB_MQTT_PORT: '0',
    HUB_SUBGRAPH_PORT: '0',
  };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...args],
      { env: { ...own, ...env }, timeout: 60_000 },
      (_, out, err) => resolve({ code: child.exitCode ?? -1, told: out + err }),
    );
  });
}

/** Stack lines, also inside a line of JSON. */
const STACK = /\bat [\w.<>[\] ]* ?\(?(?:file:|node:|\/)/;

describe.each(Object.entries(PROCESSES))('%s without its Postgres', (_, args) => {
  it('ends with 1, says in both languages which server refuses and what to do, and shows no stack', async () => {
    const port = await freePort();
    const { code, told } = await start(args, { DATABASE_URL: `postgres://hub:s3cret@127.0.0.1:${port}/hub` });
    expect(code).toBe(1);
    expect(told).toContain(`hub@127.0.0.1:${port}/hub: it refuses connections`);
    expect(told).toContain('拒绝连接');
    expect(told).toContain('DATABASE_URL');
    expect(told).toContain('运维人员请检查 Postgres');
    expect(told).not.toMatch(STACK);
    expect(told).not.toContain('s3cret');
  });
});

describe('a start', () => {
  it('with a wrong password says so', async () => {
    const url = new URL(test.db.url);
    url.password = 'not-this';
    const { code, told } = await start(PROCESSES['the hub'], { DATABASE_URL: url.href });
    expect(code).toBe(1);
    expect(told).toContain('the password is wrong');
    expect(told).toContain('密码错误');
    expect(told).not.toMatch(STACK);
  });

  it('with a database that is not there says so', async () => {
    const url = new URL(test.db.url);
    url.pathname = '/nowhere';
    const { told } = await start(PROCESSES['the hub'], { DATABASE_URL: url.href });
    expect(told).toContain('the database does not exist');
    expect(told).toContain('数据库不存在');
  });

  it.each(['ingest', 'a subgraph'] as const)(
    'of %s with a database that is not migrated, or of an older version, says so',
    async (name) => {
      const old = await testDb();
      try {
        const told = [];
        for (const statement of [
          `DELETE FROM _prisma_migrations WHERE migration_name =
             (SELECT max(migration_name) FROM _prisma_migrations)`,
          'DROP TABLE _prisma_migrations',
        ]) {
          await old.db.pool.query(statement);
          told.push(await start(PROCESSES[name], { DATABASE_URL: old.db.url }));
        }
        for (const one of told) {
          expect(one.code).toBe(1);
          expect(one.told).toContain('SCHEMA_BEHIND');
          expect(one.told).toContain('npx hub migrate');
          expect(one.told).toContain('数据库版本落后');
          expect(one.told).not.toMatch(STACK);
        }
        expect(told[0]?.told).toContain('1 migration(s) are not applied');
        expect(told[1]?.told).toContain('20261121000000_spine the first');
      } finally {
        await old.close();
      }
    },
  );

  it('with a sources file that is not there or is none says so', async () => {
    const wrong = join(folder, 'sources.json');
    await writeFile(wrong, '{');
    for (const path of [join(folder, 'missing.json'), wrong]) {
      const { code, told } = await start(PROCESSES.ingest, {
        DATABASE_URL: test.db.url,
        HUB_SOURCES_FILE: path,
      });
      expect(code).toBe(1);
      expect(told).toMatch(/HUB_SOURCES_FILE|sources\.json:1/);
      expect(told).toMatch(/配置有 \d+ 处错误/);
      expect(told).toContain('请改正所列配置项');
      expect(told).not.toMatch(STACK);
    }
  });

  it('on a data folder that cannot be one says so', async () => {
    const path = join(folder, 'a-file');
    await writeFile(path, '');
    const { code, told } = await start([file('../hub/cli.ts'), 'start'], { HUB_DATA_DIR: path });
    expect(code).toBe(1);
    expect(told).toContain('"code":"DATA_DIR"');
    expect(told).toContain(`${path}/postgres cannot be used: it is a file, or lies below one`);
    expect(told).toContain('请将 HUB_DATA_DIR 设为当前用户可写');
    expect(told).not.toMatch(STACK);
  });

  it('of notifications with a key file that holds no key says so', async () => {
    const path = join(folder, 'no-key');
    await writeFile(path, 'rubbish');
    const { code, told } = await start([file('../subgraphs/main.ts'), 'notifications'], {
      DATABASE_URL: test.db.url,
      HUB_SUBGRAPH_PORT: '0',
      HUB_SECRET_KEY_FILE: path,
    });
    expect(code).toBe(1);
    expect(told).toContain(`HUB_SECRET_KEY_FILE (${path}): it is not 32 bytes`);
    expect(told).not.toMatch(STACK);
  });

  it('on a port that is taken says so', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { told } = await start(PROCESSES.ingest, {
      DATABASE_URL: test.db.url,
      HUB_MQTT_PORT: String(port),
    });
    taken.close();
    expect(told).toContain('已被占用');
    expect(told).toContain('请停止占用端口的进程');
  });
});
