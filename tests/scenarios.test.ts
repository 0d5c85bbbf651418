import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { playedDevices, seedDemo } from '../hub/demo.ts';
import { newCast } from '../hub/scenarios/cast.ts';
import { type CheckOptions, check, type Stage } from '../hub/scenarios/check.ts';
import { checkDay } from '../hub/scenarios/day-check.ts';
import { canonical } from '../hub/scenarios/formats/canonical.ts';
import type { Format } from '../hub/scenarios/formats/format.ts';
import { FORMATS } from '../hub/scenarios/formats/table.ts';
import { differenceText } from '../hub/scenarios/judge.ts';
import type { Scenario } from '../hub/scenarios/scenario.ts';
import { gatewayDown } from '../hub/scenarios/scripts/gateway-down.ts';
import { storm } from '../hub/scenarios/scripts/storm.ts';
import { speakersOf } from '../hub/scenarios/stage.ts';
import { SCENARIOS } from '../hub/scenarios/table.ts';
import { type HubProcess, launch, startProcess } from './e2e/child.ts';
import { type TestDb, testDb } from './support/db.ts';
import { freePort } from './support/free-port.ts';
import { testLog } from './support/log.ts';

/** The hub lives in a heap of this size, MB: what it kept of every alert would show. */
const HEAP_MB = 256;
/** What it may still grow by over 10,000 more alerts of which it keeps nothing: the collector's slack, bytes. */
const MEMORY_SLACK = 96_000_000;

let store: TestDb;
let hub: HubProcess;
let folder: string;
let stage: Stage;
let mqttPort: number;
/** Those that wait for timers of the hub run beside the others, from the start. */
const background = new Map<string, Promise<string[]>>();

function wordsFor(scenario: Scenario, format: Format): boolean {
  const cast = newCast(scenario, { run: 'test', seed: 1, gridCodes: ['511421001001001'], format });
  return speakersOf(scenario, cast, { startMs: 0, seed: 1, rate: 1 }, format).size > 0;
}

const PERFORMANCES = SCENARIOS.flatMap((scenario) =>
  FORMATS.filter((format) => format === canonical || wordsFor(scenario, format)).map((format) => ({
    name: scenario.name,
    in: format.name,
    scenario,
    format,
  })),
);
const isForeign = ({ format }: { format: Format }) => format !== canonical;
const waits = ({ scenario }: { scenario: Scenario }) => scenario === gatewayDown;

async function differencesIn(scenario: Scenario, options: CheckOptions): Promise<string[]> {
  const { differences } = await check(stage, scenario, options);
  return differences.map(differenceText);
}

/** Bytes of memory that the hub's process holds. */
async function hubMemory(): Promise<number> {
  const text = await (await fetch(`${hub.url}/metrics`)).text();
  const bytes = Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);
  if (!(bytes > 0)) throw new Error('the hub does not tell its memory');
  return bytes;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wangge-scenarios-'));
  store = await testDb();
  await seedDemo(store.db);
  const httpPort = await freePort();
  mqttPort = await freePort();
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
      NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
    },
    url: `http://127.0.0.1:${httpPort}`,
    folder,
  });
  stage = { db: store.db, mqttUrl: `mqtt://127.0.0.1:${mqttPort}`, log: testLog };
  for (const { scenario, format } of PERFORMANCES.filter(waits)) {
    const differences = differencesIn(scenario, { run: format.name, format });
    differences.catch(() => {});
    background.set(`${scenario.name} ${format.name}`, differences);
  }
});
afterAll(async () => {
  await hub.stop();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

describe('on a running hub', () => {
  const quick = PERFORMANCES.filter((one) => !waits(one));

  test.each(quick.filter((one) => !isForeign(one)))(
    'what must happen in $name happens, and nothing else',
    async ({ scenario }) => {
      expect(await differencesIn(scenario, { run: 'canonical' })).toEqual([]);
    },
  );

  test.each(quick.filter(isForeign))('$name told in $in comes to the same', async ({ scenario, format }) => {
    const rate = scenario === storm ? 5 : scenario.defaultRate;
    expect(await differencesIn(scenario, { run: format.name, format, rate })).toEqual([]);
  });

  test('an hour of the county: every alert once, every refused frame in quarantine', async () => {
    const devices = await playedDevices(store.db);
    // early afternoon of yesterday in China: what happens hangs on the hour of the day
    const startMs = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 19 * 3_600_000;
    const hour = {
      seed: 3,
      rate: 24,
      run: 'test',
      lengthMs: 3_600_000,
      speed: Number.POSITIVE_INFINITY,
      startMs,
    };
    const { differences, expected } = await checkDay(stage, { devices, ...hour });
    expect(differences.map(differenceText)).toEqual([]);
    expect(expected.alerts).toBeGreaterThan(100);
    expect(Object.keys(expected.quarantined)).toEqual(['MALFORMED_JSON']);
  });

  test('a storm at ×100 leaves the hub’s memory flat', async () => {
    // the storm of before has warmed it up
    const before = await hubMemory();
    expect(await differencesIn(storm, { run: 'again' })).toEqual([]);
    expect((await hubMemory()) - before).toBeLessThan(MEMORY_SLACK);
  });

  test('repeats that come together in a storm are told as one', async () => {
    const { rows } = await store.db.pool.query(
      `SELECT count(*)::int AS told FROM feed WHERE topic = 'incident'
         AND key IN (SELECT id FROM incident WHERE device_id LIKE 'cam-storm-canonical-%')`,
    );
    expect(rows[0]?.told).toBeGreaterThan(0);
    expect(rows[0]?.told).toBeLessThan(10_000 / 3);
  });

  test.each(PERFORMANCES.filter(waits))(
    'what must happen in $name, told in $in, happens, and nothing else',
    async ({ scenario, format }) => {
      expect(await background.get(`${scenario.name} ${format.name}`)).toEqual([]);
    },
  );
});

describe('hub simulate', () => {
  async function simulate(...args: string[]): Promise<{ code: number | null; output: string }> {
    const run = launch({
      name: 'hub simulate',
      script: 'hub/cli.ts',
      args: ['simulate', ...args],
      env: { DATABASE_URL: store.url, HUB_DATA_DIR: folder, HUB_MQTT_PORT: String(mqttPort) },
      url: '',
      folder,
    });
    const code = await run.exited;
    return { code, output: run.output() };
  }

  test('checks a scenario on the hub that runs beside it, also twice at once', async () => {
    const args = ['ebike-in-lift', '--check', '--speed', 'max', '--format', 'frigate', '--seed', '9'];
    for (const { code, output } of await Promise.all([simulate(...args), simulate(...args)])) {
      expect(output).toContain('✓ ebike-in-lift (frigate): 6 frames');
      expect(code).toBe(0);
    }
  });

  test('plays on the demo’s own devices where nothing is checked', async () => {
    const { code, output } = await simulate('falling-objects', '--speed', 'max');
    expect(output).toContain('falling-objects: 8 frames');
    expect(code).toBe(0);
    const { rows } = await store.db.pool.query(
      `SELECT count(*)::int AS alerts FROM alert_log a JOIN device d ON d.id = a.device_id
       WHERE a.type = 'camera.falling_object' AND d.claimed_by = 'demo'`,
    );
    expect(rows[0]?.alerts).toBe(8);
  });

  test('needs no database for a broker that is named', async () => {
    const url = `mqtt://127.0.0.1:${mqttPort}`;
    const { code, output } = await simulate('storm', '--rate', '1', '--speed', 'max', '--broker-url', url);
    expect(output).toContain('storm: 100 frames');
    expect(code).toBe(0);
  });

  test('says what there is when it is asked for something else', async () => {
    const [unknown, mute] = await Promise.all([
      simulate('earthquake'),
      simulate('storm', '--format', 'ocpp16'),
    ]);
    expect(unknown.code).toBe(1);
    expect(unknown.output).toContain('none of day, ebike-in-lift');
    expect(mute.output).toContain('it can be told in canonical, frigate');
    expect(mute.code).toBe(1);
  });
});
