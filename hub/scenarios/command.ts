import { HubError } from '../../core/errors.ts';
import { trySignIn } from '../../ingest/sign-in.ts';
import type { Config } from '../../runtime/config.ts';
import { loadConfig } from '../../runtime/config.ts';
import { createLog, type Log } from '../../runtime/log.ts';
import { withDatabase } from '../commands.ts';
import { buildDemo, type PlayedDevice, playedDevices, seedDemo } from '../demo.ts';
import { demoCast } from './cast.ts';
import { check, type Stage } from './check.ts';
import { checkDay } from './day-check.ts';
import { canonical } from './formats/canonical.ts';
import type { Format } from './formats/format.ts';
import { FORMATS, formatNamed } from './formats/table.ts';
import { type Difference, differenceText } from './judge.ts';
import { play, startOf } from './play.ts';
import type { Scenario } from './scenario.ts';
import { dayFrames } from './scripts/day.ts';
import { DAY } from './scripts/lines.ts';
import { framesOf } from './stage.ts';
import { DAY_NAME, SCENARIOS, scenarioNamed } from './table.ts';

/** As written on the command line. */
export interface SimulateFlags {
  seed: string;
  speed: string;
  rate?: string;
  format: string;
  brokerUrl?: string;
  check: boolean;
}

interface Wanted {
  /** Null: the day. */
  scenario: Scenario | null;
  seed: number;
  speed: number;
  rate: number;
  format: Format;
  brokerUrl: string | null;
  signal: AbortSignal;
}

function refuse(path: string, reason: string, reasonZh: string): HubError {
  return new HubError('BAD_USER_INPUT', { path, reason, reasonZh });
}

function positive(text: string, path: string, most: number): number {
  const value = Number(text);
  if (!(value > 0 && value <= most))
    throw refuse(path, `it must lie in 0-${most}`, `须大于 0 且不超过 ${most}`);
  return value;
}

function wantedOf(name: string, flags: SimulateFlags, signal: AbortSignal): Wanted {
  const scenario = scenarioNamed(name);
  if (scenario === null && name !== DAY_NAME) {
    const names = [DAY_NAME, ...SCENARIOS.map((one) => one.name)].join(', ');
    throw refuse('scenario', `${name} is none of ${names}`, `${name} 不在 ${names} 之列`);
  }
  const format = formatNamed(flags.format);
  if (format === null) {
    const names = FORMATS.map((one) => one.name).join(', ');
    throw refuse('--format', `${flags.format} is none of ${names}`, `${flags.format} 不在 ${names} 之列`);
  }
  if (scenario === null && format !== canonical) {
    throw refuse(
      '--format',
      'in a day every device speaks its own format',
      '一天的模拟中各设备使用各自的格式',
    );
  }
  const seed = Number(flags.seed);
  if (!Number.isSafeInteger(seed)) throw refuse('--seed', 'it must be a whole number', '须为整数');
  const speed =
    flags.speed === 'max' ? Number.POSITIVE_INFINITY : positive(flags.speed, '--speed', 1_000_000);
  const rate =
    flags.rate === undefined ? (scenario?.defaultRate ?? 1) : positive(flags.rate, '--rate', 10_000);
  const brokerUrl = flags.brokerUrl ?? null;
  if (brokerUrl !== null && !/^mqtts?:\/\//.test(brokerUrl)) {
    throw refuse('--broker-url', 'it must be an mqtt:// or mqtts:// URL', '须为 mqtt:// 或 mqtts:// 地址');
  }
  return { scenario, seed, speed, rate, format, brokerUrl, signal };
}

function brokerOf(config: Config, { brokerUrl }: Wanted) {
  return {
    mqttUrl: brokerUrl ?? config.mqtt.url ?? `mqtt://${config.mqtt.host}:${config.mqtt.port}`,
    username: config.mqtt.username ?? undefined,
    password: config.mqtt.password ?? undefined,
  };
}

/**
 * A scenario once. Days one after the other, each by its own seed, until stopped; a day that is played faster than the
 * clock once, for the next one would tell of hours that the first has told of already.
 */
async function playWith(
  devices: readonly PlayedDevice[],
  wanted: Wanted,
  config: Config,
  log: Log,
): Promise<void> {
  const { scenario, seed, speed, rate, format, signal } = wanted;
  const broker = brokerOf(config, wanted);
  const { zone } = config.site;
  if (scenario !== null) {
    const startMs = startOf(scenario.durationMs, speed, Date.now());
    const cast = demoCast(scenario, { seed, devices, format });
    const frames = framesOf(scenario, cast, { startMs, seed, rate, zone }, format);
    const sent = await play({ ...broker, frames, startMs, speed, signal, log });
    console.log(`${scenario.name}: ${sent} frames 帧`);
    return;
  }
  for (let day = 0; !signal.aborted; day += 1) {
    const startMs = startOf(DAY, speed, Date.now());
    const frames = dayFrames({ devices, startMs, seed: seed + day, rate, zone });
    const sent = await play({ ...broker, frames, startMs, speed, signal, log });
    console.log(`${DAY_NAME} ${day + 1}: ${sent} frames 帧`);
    if (speed > 1) return;
  }
}

function tell(name: string, frames: number, differences: readonly Difference[]): void {
  for (const difference of differences) console.log(`  ✗ ${differenceText(difference)}`);
  console.log(
    differences.length === 0
      ? `✓ ${name}: ${frames} frames 帧, everything happened as it must 结果符合预期`
      : `✗ ${name}: ${frames} frames 帧, ${differences.length} differences 处不符`,
  );
  if (differences.length > 0) process.exitCode = 1;
}

async function checkOn(stage: Stage, wanted: Wanted): Promise<void> {
  const { scenario, seed, speed, rate, format, signal } = wanted;
  // another run on the same hub, other devices
  const run = `${Date.now().toString(36)}${process.pid.toString(36)}`;
  if (scenario === null) {
    const devices = await playedDevices(stage.db);
    const { frames, differences } = await checkDay(stage, { devices, seed, speed, rate, run, signal });
    tell(DAY_NAME, frames, differences);
    return;
  }
  const { frames, differences } = await check(stage, scenario, { seed, speed, rate, format, run, signal });
  tell(`${scenario.name} (${format.name})`, frames, differences);
}

function list(): void {
  console.log(`${DAY_NAME}  a day of the demo county at realistic rates 示范县的一天`);
  for (const { name, title } of SCENARIOS) console.log(`${name}  ${title.en} ${title.zh}`);
  console.log(`--format: ${FORMATS.map((format) => format.name).join(', ')}`);
}

/**
 * Nobody simulates as a user whose session is somebody's: a broker that takes the user's name for the client id would throw the
 * hub out, and what waits for it away.
 */
async function refuseAnothersSession({
  mqttUrl,
  username,
  password,
}: ReturnType<typeof brokerOf>): Promise<void> {
  if (username === undefined) return;
  const clientId = `hub-simulator-ask-${process.pid}`;
  const { takenOver } = await trySignIn({ url: mqttUrl, clientId, username, password: password ?? null });
  if (!takenOver) return;
  throw refuse(
    'MQTT_USERNAME',
    `the broker takes the user ${username} for the client id, and that user has a session (the hub's): name a user of the simulator's own`,
    `MQTT 服务器以用户名作为客户端标识，而用户 ${username} 已有会话（枢纽的会话）：请改用模拟器自己的用户`,
  );
}

/** `hub simulate`: ends by itself, or on SIGINT and SIGTERM. Exit code 1 when a check finds a difference. */
export async function simulate(name: string, flags: SimulateFlags): Promise<void> {
  if (name === 'list') return list();
  const stop = new AbortController();
  const wanted = wantedOf(name, flags, stop.signal);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  if (wanted.brokerUrl !== null && !flags.check) {
    const config = loadConfig();
    await refuseAnothersSession(brokerOf(config, wanted));
    return playWith(buildDemo(new Date()).devices, wanted, config, createLog(config, 'simulate'));
  }
  await withDatabase('simulate', async (db, log, config) => {
    await refuseAnothersSession(brokerOf(config, wanted));
    await seedDemo(db);
    if (flags.check) await checkOn({ db, log, zone: config.site.zone, ...brokerOf(config, wanted) }, wanted);
    else await playWith(await playedDevices(db), wanted, config, log);
  });
}
