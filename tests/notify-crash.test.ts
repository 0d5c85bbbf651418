import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HubProcess, startProcess } from './e2e/child.ts';
import { type TestDb, testDb } from './support/db.ts';
import { freePort } from './support/free-port.ts';
import { seedPlace } from './support/governance.ts';
import { NOTIFY_ENV, notifyGraph, opened } from './support/notify.ts';
import { type Receiver, signedBy, startReceiver } from './support/receiver.ts';
import { until } from './support/until.ts';

let folder: string;
let store: TestDb;
let graph: ReturnType<typeof notifyGraph>;
let receiver: Receiver;
const processes: HubProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wangge-notify-'));
  [store, receiver] = await Promise.all([testDb(), startReceiver()]);
  await seedPlace(store.db);
  graph = notifyGraph(store.db);
});

afterAll(async () => {
  for (const one of processes) await one.kill();
  await graph.close();
  await receiver.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<HubProcess> {
  const port = String(await freePort());
  const started = await startProcess({
    name: 'notifications',
    script: 'subgraphs/main.ts',
    args: ['notifications'],
    env: { ...NOTIFY_ENV, HUB_DATA_DIR: folder, DATABASE_URL: store.url, HUB_SUBGRAPH_PORT: port },
    url: `http://127.0.0.1:${port}`,
    folder,
  });
  processes.push(started);
  return started;
}

it('a process killed while it reads the feed and sends loses nothing, and what is told twice has one id', async () => {
  const { id: endpointId, secret } = await graph.endpoint({
    address: `${receiver.url}/hook`,
    concurrency: 8,
  });
  await graph.rule({ endpointId });
  // some are on their way when the process dies: their answers never come
  const never = Promise.withResolvers<void>();
  receiver.answer = () => (receiver.received.length % 5 === 0 ? { wait: never.promise } : {});
  const first = await start();
  const happenings = [];
  for (let n = 0; n < 60; n++) {
    happenings.push(await opened(store.db));
    if (n === 30) await receiver.got(10);
    if (n === 40) await first.kill();
  }
  receiver.answer = () => ({});
  never.resolve();
  await start();
  await until(
    async () => {
      const { rows } = await store.db.pool.query(
        "SELECT count(*)::int AS done FROM notification_delivery WHERE state = 'DELIVERED'",
      );
      return rows[0].done === 60;
    },
    { timeoutMs: 30_000, what: 'all are delivered' },
  );
  const byIncident = new Map<string, Set<string>>();
  for (const request of receiver.received) {
    expect(signedBy([secret], request)).toBe(secret);
    const incidentId: string = JSON.parse(request.body).data.incident.id;
    const ids = byIncident.get(incidentId) ?? new Set();
    byIncident.set(incidentId, ids.add(String(request.headers['webhook-id'])));
  }
  expect([...byIncident.keys()].sort()).toEqual(happenings.map(({ id }) => id).sort());
  for (const ids of byIncident.values()) expect(ids.size).toBe(1);
});
