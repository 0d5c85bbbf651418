import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../hub/demo.ts';
import { check, type Stage } from '../hub/scenarios/check.ts';
import { differenceText } from '../hub/scenarios/judge.ts';
import { gatewayDown } from '../hub/scenarios/scripts/gateway-down.ts';
import { SCENARIOS } from '../hub/scenarios/table.ts';
import { freePort } from '../runtime/free-port.ts';
import { type HubProcess, startProcess } from './e2e/child.ts';
import { type TestDb, testDb } from './support/db.ts';
import { testLog } from './support/log.ts';

let store: TestDb;
let hub: HubProcess;
let folder: string;
let stage: Stage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wangge-scenarios-'));
  store = await testDb();
  await seedDemo(store.db);
  const [httpPort, mqttPort] = [await freePort(), await freePort()];
  hub = await startProcess({
    name: 'the hub',
    script: 'hub/cli.ts',
    args: ['start'],
    env: {
      DATABASE_URL: store.url,
      HUB_DATA_DIR: folder,
      HUB_DEMO: 'off',
      HUB_HTTP_PORT: String(httpPort),
      HUB_MQTT_PORT: String(mqttPort),
    },
    url: `http://127.0.0.1:${httpPort}`,
    folder,
  });
  stage = { db: store.db, mqttUrl: `mqtt://127.0.0.1:${mqttPort}`, log: testLog };
});
afterAll(async () => {
  await hub.stop();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

describe('on a running hub', () => {
  const quick = SCENARIOS.filter((scenario) => scenario !== gatewayDown);

  test.each(quick.map((scenario) => ({ name: scenario.name, scenario })))(
    'what must happen in $name happens, and nothing else',
    async ({ scenario }) => {
      const { differences } = await check(stage, scenario, { run: 'test' });
      expect(differences.map(differenceText)).toEqual([]);
    },
  );

  test('what must happen in gateway-down happens, and nothing else', async () => {
    const { differences } = await check(stage, gatewayDown, { run: 'test' });
    expect(differences.map(differenceText)).toEqual([]);
  });
});
