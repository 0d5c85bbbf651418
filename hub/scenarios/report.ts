// `npm run scenarios`: plays every scenario on an all-in-one of its own and writes docs/scenarios.md.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../runtime/config.ts';
import { runningEmbeddedPostgres } from '../../runtime/embedded-postgres.ts';
import { freePort } from '../../runtime/free-port.ts';
import { createLog } from '../../runtime/log.ts';
import { openPostgres } from '../../runtime/postgres.ts';
import { playedDevices, seedDemo } from '../demo.ts';
import { newCast } from './cast.ts';
import { check, type Stage } from './check.ts';
import { checkDay } from './day-check.ts';
import { canonical } from './formats/canonical.ts';
import { FORMATS } from './formats/table.ts';
import { differenceText } from './judge.ts';
import { type Reported, scenariosPage } from './page.ts';
import type { Scenario } from './scenario.ts';
import { DAY, HOUR } from './scripts/lines.ts';
import { speakersOf } from './stage.ts';
import { SCENARIOS } from './table.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = join(ROOT, 'docs/scenarios.md');
const SEED = 1;
const RUN = 'report';
const START_WITHIN_MS = 60_000;
const DAY_RATE = 1;

interface RunningHub {
  httpUrl: string;
  mqttUrl: string;
  dataDir: string;
  stop(): Promise<void>;
}

/** The all-in-one as `npm start` runs it, without the simulator, on free ports and an empty folder. */
async function startHub(): Promise<RunningHub> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wangge-scenarios-'));
  // Postgres runs as another user where this is root
  await chmod(dataDir, 0o755);
  const [httpPort, mqttPort] = [await freePort(), await freePort()];
  const child: ChildProcess = spawn(process.execPath, [join(ROOT, 'hub/cli.ts'), 'start'], {
    cwd: dataDir,
    env: {
      PATH: process.env.PATH ?? '',
      HUB_DATA_DIR: dataDir,
      HUB_DEMO: 'off',
      HUB_HTTP_PORT: String(httpPort),
      HUB_MQTT_PORT: String(mqttPort),
      HUB_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const httpUrl = `http://127.0.0.1:${httpPort}`;
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    await rm(dataDir, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_WITHIN_MS;
  for (;;) {
    const ready = await fetch(`${httpUrl}/readyz`).then(
      (response) => response.status === 200,
      () => false,
    );
    if (ready) return { httpUrl, mqttUrl: `mqtt://127.0.0.1:${mqttPort}`, dataDir, stop };
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error('the hub did not start');
    }
    await sleep(100);
  }
}

/** Formats other than canonical that have words for somebody in it. */
function otherFormats(scenario: Scenario): string[] {
  return FORMATS.filter((format) => {
    const cast = newCast(scenario, { run: RUN, seed: SEED, gridCodes: ['511421001001001'], format });
    return speakersOf(scenario, cast, { startMs: 0, seed: SEED, rate: 1 }, format).size > 0;
  }).map((format) => format.name);
}

/** Yesterday's midnight in China: whatever the hour, the same day is played. */
function yesterdayMs(nowMs: number): number {
  const local = nowMs + 8 * HOUR;
  return local - (local % DAY) - DAY - 8 * HOUR;
}

async function report(stage: Stage): Promise<boolean> {
  const reported: Reported[] = [];
  for (const scenario of SCENARIOS) {
    const checked = await check(stage, scenario, { seed: SEED, run: RUN, format: canonical });
    reported.push({ checked, formats: otherFormats(scenario) });
    console.log(`${checked.differences.length === 0 ? '✓' : '✗'} ${scenario.name}`);
    for (const difference of checked.differences) console.log(`  ${differenceText(difference)}`);
  }
  const devices = await playedDevices(stage.db);
  const speed = Number.POSITIVE_INFINITY;
  const startMs = yesterdayMs(Date.now());
  const day = await checkDay(stage, { devices, seed: SEED, speed, rate: DAY_RATE, run: RUN, startMs });
  for (const difference of day.differences) console.log(`  ${differenceText(difference)}`);
  const holds = day.differences.length === 0;
  console.log(`${holds ? '✓' : '✗'} day`);
  await writeFile(PAGE, scenariosPage(reported, { ...day, holds, rate: DAY_RATE }));
  return holds && reported.every(({ checked }) => checked.differences.length === 0);
}

const hub = await startHub();
try {
  const log = createLog(loadConfig({ HUB_LOG_LEVEL: 'warn' }), 'scenarios');
  const url = await runningEmbeddedPostgres(join(hub.dataDir, 'postgres'));
  if (url === null) throw new Error('the hub has no Postgres of its own');
  const db = await openPostgres(url, { log });
  try {
    await seedDemo(db);
    if (!(await report({ db, mqttUrl: hub.mqttUrl, log }))) process.exitCode = 1;
  } finally {
    await db.close();
  }
} finally {
  await hub.stop();
}
