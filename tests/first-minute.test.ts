// What somebody sees who starts the hub: what stands in the way at once, and a banner that says no more than is true.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Aedes } from 'aedes';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { untilDispatched } from '../hub/dispatched.ts';
import { ownPorts, requireOwnPorts } from '../hub/ports.ts';
import { loadConfig } from '../runtime/config.ts';
import { flushCommits } from '../runtime/flush-commits.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { type TestDb, testDb } from './support/db.ts';
import { freePort } from './support/free-port.ts';
import { testLog } from './support/log.ts';
import { processEnv } from './support/process-env.ts';
import { until } from './support/until.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let store: TestDb;
let folder: string;
let child: ChildProcess | null = null;
const servers: Server[] = [];

beforeAll(async () => {
  store = await testDb();
  folder = await mkdtemp(join(tmpdir(), 'hub-first-'));
});
afterEach(async () => {
  if (child?.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
  child = null;
  for (const server of servers.splice(0)) server.close();
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** `hub start` on these settings; what it has told so far on either stream. */
function started(settings: Record<string, string>): { told: () => string; ended: Promise<unknown> } {
  let told = '';
  const env = { ...processEnv(), HUB_DATA_DIR: join(folder, 'data'), ...settings };
  const hub = spawn(process.execPath, ['hub/cli.ts', 'start'], { cwd: root, env });
  child = hub;
  for (const stream of [hub.stdout, hub.stderr]) {
    stream.on('data', (chunk) => {
      told += String(chunk);
    });
  }
  return { told: () => told, ended: once(hub, 'close') };
}

describe('ports that are taken', () => {
  it('are told together, in both languages, before anything is started', async () => {
    const [http, mqtt] = [await takenPort(), await takenPort()];
    const dataDir = join(folder, 'untouched');
    const hub = started({
      HUB_DATA_DIR: dataDir,
      HUB_HTTP_PORT: String(http),
      HUB_MQTT_PORT: String(mqtt),
    });
    await hub.ended;
    expect(child?.exitCode).toBe(1);
    expect(hub.told()).toContain(`HUB_HTTP_PORT: port ${http} (HTTP) is already in use`);
    expect(hub.told()).toContain(`HUB_MQTT_PORT: port ${mqtt} (MQTT) is already in use`);
    expect(hub.told()).toContain(`HUB_HTTP_PORT：端口 ${http}（HTTP）已被占用`);
    expect(hub.told()).toContain(`HUB_MQTT_PORT：端口 ${mqtt}（MQTT）已被占用`);
    expect(existsSync(dataDir)).toBe(false);
  });

  const config = (settings: Record<string, string>) =>
    loadConfig({ HUB_DATA_DIR: join(folder, 'data'), ...settings });

  it('is told alone as PORT_BUSY; two settings with one port, and an address of another machine, as faults', async () => {
    const port = String(await takenPort());
    await expect(requireOwnPorts(config({ HUB_HTTP_PORT: port, HUB_MQTT_PORT: '0' }))).rejects.toMatchObject({
      code: 'PORT_BUSY',
      detail: { setting: 'HUB_HTTP_PORT' },
    });
    const free = String(await freePort());
    await expect(requireOwnPorts(config({ HUB_HTTP_PORT: free, HUB_MQTT_PORT: free }))).rejects.toMatchObject(
      { code: 'PORT_BUSY', detail: { setting: 'HUB_MQTT_PORT' } },
    );
    await expect(
      requireOwnPorts(config({ HUB_HTTP_PORT: port, HUB_MQTT_HOST: '192.0.2.1', HUB_MQTT_PORT: free })),
    ).rejects.toThrow('HUB_MQTT_HOST: 192.0.2.1 (MQTT) is no address of this machine');
    await expect(
      requireOwnPorts(config({ HUB_HTTP_PORT: free, HUB_MQTT_PORT: '0' })),
    ).resolves.toBeUndefined();
  });

  it('with a broker elsewhere no port of MQTT is asked for', async () => {
    const ports = await ownPorts(config({ MQTT_URL: 'mqtt://127.0.0.1:1' }));
    expect(ports.map(({ portSetting }) => portSetting)).toEqual(['HUB_HTTP_PORT']);
  });
});

describe('the banner', () => {
  it('names a broker that is away instead of being ready, and says ready once it is there', async () => {
    const mqtt = await freePort();
    const hub = started({
      DATABASE_URL: store.url,
      MQTT_URL: `mqtt://127.0.0.1:${mqtt}`,
      HUB_HTTP_PORT: '0',
      HUB_LOG_LEVEL: 'silent',
    });
    await until(() => hub.told().includes('Ctrl-C'), { timeoutMs: 40_000 });
    expect(hub.told()).toContain('has started, but not all of it works yet 已启动，以下部分尚不可用');
    expect(hub.told()).toMatch(/^ {2}mqtt: The MQTT broker does not serve us: .*ECONNREFUSED.*MQTT_URL/m);
    expect(hub.told()).toMatch(/^ {4}MQTT 服务器不可用：/m);
    expect(hub.told()).not.toContain('is ready 已就绪');

    const broker = await Aedes.createBroker();
    const server = createServer((socket) => broker.handle(socket)).listen(mqtt, '127.0.0.1');
    servers.push(server);
    await until(() => hub.told().includes('Wangge Hub 网格枢纽 is ready 已就绪'), { timeoutMs: 30_000 });
    child?.kill('SIGTERM');
    await hub.ended;
    expect(child?.exitCode).toBe(0);
    await new Promise<void>((resolve) => broker.close(resolve));
  });

  it('waits until what was published is dispatched, and not for ever', async () => {
    const { db } = store;
    const consumer = 'first-minute';
    const { rows } = await db.pool.query(
      `INSERT INTO feed (topic, change, key, grid_code, payload)
       VALUES ('device', 'CLAIMED', 'd', '5114', '{}') RETURNING xid::text, seq::text`,
    );
    expect(await untilDispatched(db, consumer, { published: () => 0, withinMs: 30 })).toBe(false);
    expect(await untilDispatched(db, consumer, { published: () => 1, withinMs: 30 })).toBe(false);
    const waiting = untilDispatched(db, consumer, { published: () => 1, withinMs: 30_000 });
    await db.pool.query('INSERT INTO feed_consumer (name, xid, seq) VALUES ($1, $2::xid8, $3)', [
      consumer,
      rows[0].xid,
      rows[0].seq,
    ]);
    expect(await waiting).toBe(true);
  });
});

it('what was committed without waiting for the disk is there once commits are flushed', async () => {
  const quick = await openPostgres(store.url, { log: testLog, settings: { synchronous_commit: 'off' } });
  try {
    await quick.pool.query("INSERT INTO party (id, kind, name) VALUES ('flushed', 'k', 'n')");
    const { rows } = await quick.pool.query('SELECT pg_current_wal_insert_lsn()::text AS at');
    await flushCommits(quick.pool);
    const flushed = await quick.pool.query('SELECT pg_current_wal_flush_lsn() >= $1::pg_lsn AS done', [
      rows[0].at,
    ]);
    expect(flushed.rows).toEqual([{ done: true }]);
  } finally {
    await quick.close();
  }
});
