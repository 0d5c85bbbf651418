import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kind, parse, print } from 'graphql';
import type { MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRole } from '../core/permissions.ts';
import { importFile } from '../hub/import.ts';
import { type Hub, openHub } from '../hub/open.ts';
import { loadConfig } from '../runtime/config.ts';
import { createLifecycle } from '../runtime/lifecycle.ts';
import {
  docBlocks,
  filled,
  framesInShell,
  isRecord,
  parsedRecord,
  parsedSteps,
  queriesInShell,
} from '../schema/doc-blocks.ts';
import { connectDevice } from './e2e/flow.ts';
import {
  ask,
  at,
  codesOf,
  data,
  listAt,
  openStream,
  textAt,
  type Watch,
  watchWs,
} from './e2e/graph-client.ts';
import { type TestDb, testDb } from './support/db.ts';
import { testLog } from './support/log.ts';
import { until } from './support/until.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Whom the page lets ask what the operations centre may not. */
const ASKED_BY: Readonly<Record<string, string>> = {
  MyOrders: '$WORKER',
  Trail: '$ADMIN',
  Replay: '$ADMIN',
  Replayed: '$ADMIN',
};

const pageOf = async (name: string) => ({
  name,
  text: await readFile(new URL(`../${name}`, import.meta.url), 'utf8'),
});
const shellOf = (blocks: readonly { info: string; body: string }[]) =>
  blocks
    .filter(({ info }) => info === 'sh')
    .map(({ body }) => body)
    .join('\n');

const lifecycle = createLifecycle(testLog);
let dataDir: string;
let store: TestDb;
let hub: Hub;
let device: MqttClient;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wangge-docs-'));
  store = await testDb();
  const config = loadConfig({
    HUB_DATA_DIR: dataDir,
    HUB_DEMO: 'on',
    HUB_HTTP_PORT: '0',
    HUB_MQTT_PORT: '0',
    DATABASE_URL: store.url,
  });
  hub = await openHub(config, testLog, lifecycle, { simulate: false });
  device = await connectDevice(hub.mqttUrl, 'docs-device');
});
afterAll(async () => {
  await device?.endAsync();
  await lifecycle.close();
  await store?.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** A token as `npx hub token` with these flags prints it. */
function tokenOf(flags: string): Promise<string> {
  const flag = (name: string) => new RegExp(`--${name} '?([^\\s')]+)`).exec(flags)?.[1];
  const role = flag('role') ?? '';
  if (!isRole(role)) throw new Error(`no role in ${flags}`);
  const subject = flag('subject') ?? 'cli';
  return hub.auth.sign({ subject, roles: [role], grids: [flag('grid') ?? ''], ttlSeconds: 600 });
}

async function publishAll(shell: string): Promise<void> {
  for (const { topic, payload } of framesInShell(shell)) {
    await device.publishAsync(topic, payload, { qos: 1 });
  }
}

/** What an operation answers, without errors and without an empty answer at its root. */
async function answered(token: string, query: string, variables: Record<string, unknown>): Promise<unknown> {
  const { data: given, errors } = await ask(hub.httpUrl, token, query, variables);
  expect(errors).toBeUndefined();
  expect(isRecord(given) && Object.values(given).every((value) => value !== null), query).toBe(true);
  return given;
}

/** One operation of a document with the fragments that it stands beside. */
function operationNamed(document: string, name: string): string {
  return parse(document)
    .definitions.filter(
      (one) => one.kind === Kind.FRAGMENT_DEFINITION || ('name' in one && one.name?.value === name),
    )
    .map(print)
    .join('\n');
}

describe('the documents on a hub with the demo community', () => {
  test('both READMEs send and ask the same; it is answered and watched as they say', async () => {
    const shell = shellOf(docBlocks(await pageOf('README.md')));
    const other = shellOf(docBlocks(await pageOf('README.zh-CN.md')));
    for (const read of [framesInShell, queriesInShell]) expect(read(other)).toEqual(read(shell));
    const token = await tokenOf(/hub token (.*)\)/.exec(shell)?.[1] ?? '');
    const [asked = '', watched = '', refused = ''] = queriesInShell(shell);
    const stream = await openStream(hub.httpUrl, { token, query: watched });
    await until(async () => /^hub_subscriptions_open 1$/m.test(await hub.metrics.text()));
    await publishAll(shell);
    await until(() => stream.events.length > 0);
    for (const event of stream.events) {
      expect(parsedRecord(event.data).errors).toBeUndefined();
      expect(
        textAt(parsedRecord(event.data), 'data', 'incidentChanged', 'incident', 'grid', 'name'),
      ).not.toBe('');
    }
    stream.close();
    const nodes = await until(async () => {
      const found = listAt(await data(hub.httpUrl, token, asked), 'incidents', 'nodes');
      return found.length > 0 && found.every((node) => at(node, 'workOrder') !== null) && found;
    });
    for (const node of nodes) expect(textAt(node, 'workOrder', 'dispatchExplanation')).not.toBe('');
    await answered(token, refused, {});
    await until(async () => /^hub_subscriptions_open 0$/m.test(await hub.metrics.text()));
  });

  test('every operation of graph.md, in its order, is answered without errors', async () => {
    const blocks = docBlocks(await pageOf('docs/graph.md'));
    const shell = shellOf(blocks);
    const now = Date.now();
    const names: Record<string, string> = {
      FROM: new Date(now - 7 * DAY_MS).toISOString(),
      TO: new Date(now + HOUR_MS).toISOString(),
      TOMORROW: new Date(now + DAY_MS).toISOString(),
    };
    for (const [, name = '', flags = ''] of shell.matchAll(/^export ([A-Z]+)=\$\(npx hub token (.*)\)$/gm)) {
      names[name] = await tokenOf(flags);
    }
    const operations = names.OPERATIONS ?? '';
    const handlerFlags = /^export WORKER=.* token (.*)\)$/m.exec(shell)?.[1] ?? '';

    const watches = new Map<string, Watch>();
    for (const [index, { info, body }] of blocks.entries()) {
      if (info !== 'graphql' || !body.startsWith('subscription')) continue;
      const next = blocks[index + 1];
      const variables = next?.info === 'json variables' ? parsedRecord(filled(next.body, names)) : {};
      watches.set(
        /subscription (\w+)/.exec(body)?.[1] ?? '',
        watchWs(hub.httpUrl, operations, body, variables),
      );
    }
    await until(async () =>
      new RegExp(`^hub_subscriptions_open ${watches.size}$`, 'm').test(await hub.metrics.text()),
    );
    const told = (name: string, field: string) => {
      const [first] = watches.get(name)?.messages ?? [];
      return first !== undefined && textAt(first.data, field, 'cursor');
    };

    await publishAll(shell);
    const newest = queriesInShell(shell).find((query) => query.startsWith('query Newest')) ?? '';
    const found = await data(hub.httpUrl, operations, newest, {
      device: 'lift-001',
      type: 'elevator.stopped',
    });
    names.INCIDENT = textAt(found, 'incidents', 'nodes', 0, 'id');
    names.INCIDENT_CURSOR = await until(() => told('Incidents', 'incidentChanged'));
    names.ORDER_CURSOR = await until(() => told('Orders', 'workOrderChanged'));

    const ran: string[] = [];
    let document = '';
    for (const [index, { info, body, where }] of blocks.entries()) {
      if (info === 'graphql') document = body;
      if (info === 'json steps') {
        for (const { as, run, input } of parsedSteps(body)) {
          const variables = parsedRecord(filled(JSON.stringify({ input }), names));
          if (run === 'Check') {
            const handler = await tokenOf(handlerFlags.replace('gridWorker', 'community'));
            const refused = await ask(hub.httpUrl, handler, operationNamed(document, run), variables);
            expect(codesOf(refused)).toEqual(['FOUR_EYES']);
          }
          const given = await answered(filled(as, names), operationNamed(document, run), variables);
          if (run === 'Report') names.ORDER = textAt(given, 'reportMatter', 'workOrder', 'id');
          ran.push(run);
        }
      }
      if (info !== 'graphql' || body.startsWith('subscription') || body.startsWith('fragment')) continue;
      const name = /^(?:query|mutation) (\w+)/.exec(body)?.[1] ?? '';
      expect(name, where).not.toBe('');
      const next = blocks[index + 1];
      const variables = next?.info === 'json variables' ? parsedRecord(filled(next.body, names)) : {};
      const given = await answered(filled(ASKED_BY[name] ?? '$OPERATIONS', names), body, variables);
      if (name === 'Replay') names.REPLAY = textAt(given, 'replayQuarantine', 'replay', 'id');
      ran.push(name);
    }
    expect(ran).toEqual(
      expect.arrayContaining(['OneIncident', 'Check', 'Reject', 'Claim', 'Send', 'Replayed']),
    );

    for (const [name, watch] of watches) {
      await until(() => watch.messages.length > 0, { what: `a message of ${name}` });
      expect(
        watch.messages.flatMap(({ errors = [] }) => errors),
        name,
      ).toEqual([]);
      expect(watch.fault()).toBeNull();
      await watch.close();
    }
  });
});

describe('the sample files', () => {
  test('of grids, posts and devices are taken in that order, each checked by a dry run first', async () => {
    const empty = await testDb();
    try {
      for (const kind of ['grids', 'posts', 'devices'] as const) {
        const path = new URL(`../deploy/${kind}.example.csv`, import.meta.url).pathname;
        const dry = await importFile(empty.db, kind, path, { dryRun: true });
        expect(dry.faults).toEqual([]);
        expect(dry).toMatchObject({ kind, applied: false });
        expect(dry.added).toBeGreaterThan(0);
        expect(await importFile(empty.db, kind, path)).toMatchObject({ added: dry.added, applied: true });
      }
    } finally {
      await empty.close();
    }
  });
});
