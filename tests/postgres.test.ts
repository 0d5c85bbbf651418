import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../runtime/embedded-orphan.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../runtime/embedded-postgres.ts';
import { appendFeed, createFeed } from '../runtime/feed.ts';
import { migrate } from '../runtime/migrate.ts';
import { type Db, openPostgres, sqlState } from '../runtime/postgres.ts';
import { type TestDb, testDb } from './support/db.ts';
import { freezingProxy } from './support/freezing-proxy.ts';
import { testLog as log } from './support/log.ts';
import { until } from './support/until.ts';

async function terminateOthers(db: Db): Promise<void> {
  await db.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
}

describe('the pools', () => {
  let test: TestDb;
  let db: Db;
  beforeAll(async () => {
    test = await testDb();
    db = test.db;
  });
  afterAll(() => test.close());

  it('commit what a transaction did, and roll back what failed', async () => {
    await db.tx((client) => client.query("INSERT INTO party (id, kind, name) VALUES ('kept', 'k', 'n')"));
    const failing = db.tx(async (client) => {
      await client.query("INSERT INTO party (id, kind, name) VALUES ('undone', 'k', 'n')");
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    const { rows } = await db.pool.query('SELECT id FROM party');
    expect(rows).toEqual([{ id: 'kept' }]);
  });

  it('tell a data error from a lost connection', async () => {
    const nul = await db.pool.query('SELECT $1::text', ['a\u0000b']).catch((error: unknown) => error);
    expect(sqlState(nul)).toBe('22021');
    const nobody = await openPostgres('postgres://nobody:x@127.0.0.1:1/none', { log });
    expect(sqlState(await nobody.pool.query('SELECT 1').catch((error: unknown) => error))).toBeNull();
    await nobody.close();
  });

  it('leave a server that owes an answer and has fallen silent, and reach it anew', async () => {
    const proxy = await freezingProxy(test.url);
    const other = await openPostgres(proxy.url, { log, silenceMs: 1_500, poolSize: 1 });
    await other.pool.query('SELECT 1');
    const silent = other.tx(async (client) => {
      proxy.freeze();
      await client.query('SELECT 1');
    });
    await expect(silent).rejects.toThrow('Postgres has said nothing for 1500 ms');
    const { rows } = await other.pool.query('SELECT 1 AS one');
    expect(rows).toEqual([{ one: 1 }]);
    await other.close();
    await proxy.close();
  });

  it('leave a silent server also over a connection that was idle before', async () => {
    const proxy = await freezingProxy(test.url);
    const other = await openPostgres(proxy.url, { log, silenceMs: 500, poolSize: 1 });
    const silent = other.tx(async (client) => {
      await once(client.connection.stream, 'timeout');
      await client.query('SELECT 1');
      proxy.freeze();
      await client.query('SELECT 1');
    });
    await expect(silent).rejects.toThrow('Postgres has said nothing for 500 ms');
    await other.close();
    await proxy.close();
  });

  it('keep a connection that nothing was asked of', async () => {
    const other = await openPostgres(test.url, { log, silenceMs: 50, poolSize: 1 });
    const client = await other.pool.connect();
    const pid = async () => (await client.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;
    const before = await pid();
    await once(client.connection.stream, 'timeout');
    expect(await pid()).toBe(before);
    client.release();
    await other.close();
  });

  it('survive the loss of idle and of checked-out connections', async () => {
    const other = await openPostgres(test.url, { log });
    await other.prisma.party.count();
    const lost = other.tx(async (client) => {
      await client.query('SELECT 1');
      await terminateOthers(db);
      await client.query('SELECT 2');
    });
    await expect(lost).rejects.toThrow();
    await until(async () => (await other.pool.query('SELECT 1')).rowCount === 1);
    await until(async () => (await other.prisma.party.count()) === 1);
    await other.close();
  });

  it('come back to LISTEN by themselves and tell it', async () => {
    const heard: string[] = [];
    let reconnects = 0;
    const listening = await db.listen(
      'something',
      (payload) => heard.push(payload),
      () => {
        reconnects += 1;
      },
    );
    await db.pool.query("SELECT pg_notify('something', 'one'), pg_notify('other', 'not ours')");
    await until(() => heard.length === 1);
    await terminateOthers(db);
    await until(() => reconnects === 1);
    await db.pool.query("SELECT pg_notify('something', 'two')");
    await until(() => heard.length === 2);
    expect(heard).toEqual(['one', 'two']);
    await listening.close();
  });

  it('tell every statement, by the pool it takes', async () => {
    await db.prisma.party.count();
    const seen: string[] = [];
    const stop = db.onQuery((source) => seen.push(source));
    await db.pool.query('SELECT 1');
    await db.tx((client) => client.query('SELECT 1'));
    await db.prisma.party.findMany();
    stop();
    await db.pool.query('SELECT 1');
    expect(seen).toEqual(['pg', 'pg', 'pg', 'pg', 'prisma']);
  });

  it('read the same instant through Prisma and pg, whatever zone the server is set to', async () => {
    await db.pool.query(
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = ''Asia/Shanghai''', current_database()); END $$",
    );
    const far = await openPostgres(test.url, { log });
    const at = new Date('2026-03-01T08:00:00.123Z');
    await far.prisma.person.create({ data: { id: 'p', title: '网格员' } });
    await far.prisma.absence.create({
      data: { id: 'a', personId: 'p', startsAt: at, endsAt: new Date(at.getTime() + 1), reason: '休假' },
    });
    const row = await far.prisma.absence.findUniqueOrThrow({ where: { id: 'a' } });
    const plain = await far.pool.query('SELECT starts_at FROM absence');
    expect(row.startsAt).toEqual(at);
    expect(plain.rows[0].starts_at).toEqual(at);
    await far.close();
  });

  it('have nothing to migrate a second time', async () => {
    expect(await migrate(test.url, log)).toEqual([]);
  });
});

describe('embedded Postgres', () => {
  const folders: string[] = [];
  const folder = async () => {
    const made = await mkdtemp(join(tmpdir(), 'wangge-embedded-'));
    folders.push(made);
    return made;
  };
  const servers: EmbeddedPostgres[] = [];
  const start = async (dir: string) => {
    const server = await startEmbeddedPostgres(dir, log);
    servers.push(server);
    return server;
  };
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await Promise.all(folders.map((one) => rm(one, { recursive: true, force: true })));
  });

  async function ask(server: EmbeddedPostgres, sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    await client.end();
    return rows;
  }

  it('keeps its data through a stop, reads Chinese whatever the locale, and guards its password', async () => {
    const dir = await folder();
    const first = await start(dir);
    await ask(first, "CREATE TABLE t AS SELECT '阳光小区 Ä' AS name");
    await first.stop();
    expect(isAlive(first.pid())).toBe(false);
    const again = await start(dir);
    expect(await ask(again, "SELECT lower(name), name ILIKE '%小区 ä' FROM t")).toEqual([
      ['阳光小区 ä', true],
    ]);
    expect(
      await ask(
        again,
        "SELECT name, setting FROM pg_settings WHERE name IN ('server_encoding', 'synchronous_commit', 'listen_addresses', 'TimeZone') ORDER BY name COLLATE \"C\"",
      ),
    ).toEqual([
      ['TimeZone', 'UTC'],
      ['listen_addresses', '127.0.0.1'],
      ['server_encoding', 'UTF8'],
      ['synchronous_commit', 'on'],
    ]);
    expect((await stat(join(dir, 'postgres-password'))).mode & 0o777).toBe(0o600);
    const wrong = new URL(again.url);
    wrong.password = 'guess';
    const guessed = new pg.Client({ connectionString: wrong.href });
    await expect(guessed.connect()).rejects.toMatchObject({ code: '28P01' });
    await again.stop();
  });

  it('migrates once when several processes start together', async () => {
    const server = await start(await folder());
    const applied = await Promise.all([1, 2, 3].map(() => migrate(server.url, log)));
    expect(applied.flat()).toHaveLength(new Set(applied.flat()).size);
    expect(applied.flat().length).toBeGreaterThan(0);
    await server.stop();
  });

  it('migrates by copies of one module, as a test runner makes them', async () => {
    const server = await start(await folder());
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const urls = ['one', 'two'].map((name) => {
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return url.href;
    });
    for (const name of ['one', 'two']) await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    const script = fileURLToPath(new URL('fixtures/migrate-twice.ts', import.meta.url));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, ...urls]);
    const [one, two] = stdout.trim().split('\n').map(Number);
    expect(stderr).toBe('');
    expect(one).toBeGreaterThan(0);
    expect(two).toBe(one);
    await server.stop();
  });

  it('starts on the data of a hub that was killed, and refuses those of one that lives', async () => {
    const dir = await folder();
    const script = fileURLToPath(new URL('support/hub-postgres.ts', import.meta.url));
    const hub = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(hub.stdout, 'data');
    const orphan = Compile(Type.Object({ url: Type.String(), pid: Type.Integer() })).Parse(
      JSON.parse(String(line)),
    );
    await expect(startEmbeddedPostgres(dir, log)).rejects.toMatchObject({ code: 'DATA_DIR' });

    const client = new pg.Client({ connectionString: orphan.url });
    client.on('error', () => {});
    await client.connect();
    await client.query('CREATE TABLE committed AS SELECT 1 AS n');
    hub.kill('SIGKILL');
    await once(hub, 'exit');
    expect(isAlive(orphan.pid)).toBe(true);

    const again = await start(dir);
    expect(isAlive(orphan.pid)).toBe(false);
    expect(await ask(again, 'SELECT n FROM committed')).toEqual([[1]]);
    await again.stop();
    await client.end().catch(() => {});
  });

  it('comes back by itself after a crash, and the feed with it: nothing skipped, nothing twice', async () => {
    const server = await start(await folder());
    await migrate(server.url, log);
    const db = await openPostgres(server.url, { log });
    const feed = createFeed(db, { log, keptDays: 7 });
    const abort = new AbortController();
    const tailed: string[] = [];
    const followed: string[] = [];
    const tail = feed.tail({ after: await feed.latest(), signal: abort.signal });
    const reading = (async () => {
      for await (const { event } of tail) if (event.topic === 'device') tailed.push(event.deviceId);
    })();
    const following = feed.follow(
      'crash',
      ['device'],
      async ({ event }, client) => {
        if (event.topic !== 'device') return;
        await client.query("INSERT INTO party (id, kind, name) VALUES ($1, 'k', 'n')", [event.deviceId]);
        followed.push(event.deviceId);
      },
      abort.signal,
    );
    await tail.ready;
    const append = (name: string) =>
      appendFeed(db.pool, [{ topic: 'device', change: 'ONLINE', deviceId: name, gridCode: null }]);
    await append('before');
    await until(() => tailed.length === 1 && followed.length === 1);

    const crashed = server.pid();
    process.kill(crashed, 'SIGKILL');
    await until(() => server.pid() !== crashed, { timeoutMs: 30_000, what: 'Postgres is started again' });
    await until(() => append('after').then(() => true), { timeoutMs: 30_000, what: 'Postgres is back' });
    await until(() => tailed.includes('after') && followed.includes('after'));
    expect(tailed).toEqual(['before', 'after']);
    // the handler has run before its transaction commits
    const parties = async () => (await db.pool.query('SELECT id FROM party ORDER BY id DESC')).rows;
    await until(async () => (await parties()).length === 2);
    expect(await parties()).toEqual([{ id: 'before' }, { id: 'after' }]);

    abort.abort();
    await Promise.all([reading, following]);
    await feed.close();
    await db.close();
    await server.stop();
  });
});
