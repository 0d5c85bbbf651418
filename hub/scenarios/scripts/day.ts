import { alertType } from '../../../core/alert-types.ts';
import type { RefusalReason } from '../../../core/errors.ts';
import { Refusal } from '../../../core/errors.ts';
import { zoneOffsetMs } from '../../../core/event-time.ts';
import { codecFor } from '../../../ingest/codecs/table.ts';
import type { PlayedDevice } from '../../demo.ts';
import { type Chance, chance, greeting, type PlannedFrame, reading, SCENES } from '../../simulator-scenes.ts';
import { DAY_RATES, READING_EVERY_MS } from '../day-rates.ts';
import { NOTHING_ELSE, type TimedFrame } from '../scenario.ts';
import { DAY, HOUR } from './lines.ts';

export interface DayOptions {
  devices: readonly PlayedDevice[];
  startMs: number;
  seed: number;
  /** Multiplies what happens, not what is measured. */
  rate: number;
  /** How long it lasts, ms (24 h). */
  lengthMs?: number;
  /** Of the site, for the hours of the table; by default China's. */
  zone?: string | undefined;
}

const CHINA = 'Asia/Shanghai';

const localHour = (ms: number, zone: string) => Math.floor(((ms + zoneOffsetMs(zone, ms)) % DAY) / HOUR);

/** Beyond it e to its negative is too small for a number. */
const LARGEST_MEAN = 500;

/** How often something of this mean happens (Knuth); a great mean is the sum of smaller ones. */
export function poisson(mean: number, random: Chance): number {
  let times = 0;
  for (let left = mean; left > 0; left -= LARGEST_MEAN) {
    const limit = Math.exp(-Math.min(left, LARGEST_MEAN));
    for (let product = random.next(); product > limit; product *= random.next()) times += 1;
  }
  return times;
}

/** What begins within an hour, or the part of it that the day has. */
function begins(options: DayOptions, fromMs: number, toMs: number, random: Chance): PlannedFrame[] {
  const frames: PlannedFrame[] = [];
  const part = (toMs - fromMs) / HOUR;
  for (const { scene: name, perDeviceDay, hours } of DAY_RATES) {
    const scene = SCENES.find((candidate) => candidate.name === name);
    const fitting = options.devices.filter((device) => scene?.plays(device) === true);
    if (scene === undefined || fitting.length === 0) continue;
    const total = hours.reduce((sum, weight) => sum + weight, 0);
    const share = (hours[localHour(fromMs, options.zone ?? CHINA)] ?? 0) / total;
    const times = poisson(fitting.length * perDeviceDay * options.rate * share * part, random);
    for (let n = 0; n < times; n += 1) {
      const atMs = fromMs + Math.floor(random.next() * (toMs - fromMs));
      frames.push(...scene.frames(random.pick(fitting), atMs, random));
    }
  }
  for (const [index, device] of options.devices.entries()) {
    // spread over the interval, so that they do not all report in one second
    const offset = Math.floor((index / options.devices.length) * READING_EVERY_MS);
    for (let atMs = fromMs + offset; atMs < toMs; atMs += READING_EVERY_MS) {
      const frame = reading(device, atMs, random);
      if (frame !== null) frames.push(frame);
    }
  }
  return frames;
}

/**
 * A day of the demo county: every device comes up, measures every five minutes, and what happens does so at the rates
 * and hours of day-rates.ts, each device in its own format. Made an hour at a time, in order of time; what begins
 * before the end goes on to its own.
 */
export function* dayFrames(options: DayOptions): Generator<TimedFrame> {
  const { devices, startMs, lengthMs = DAY } = options;
  const random = chance(options.seed);
  let planned = devices.map((device, index) => greeting(device, startMs + index * 25, random));
  const endMs = startMs + lengthMs;
  for (let fromMs = startMs; fromMs < endMs; fromMs += HOUR) {
    const toMs = Math.min(fromMs + HOUR, endMs);
    planned.push(...begins(options, fromMs, toMs, random));
    planned.sort((a, b) => a.atMs - b.atMs);
    const due = toMs === endMs ? planned.length : planned.findIndex((frame) => frame.atMs >= toMs);
    const now = due === -1 ? planned : planned.slice(0, due);
    planned = due === -1 ? [] : planned.slice(due);
    for (const frame of now) yield { ...frame, dup: false, restMs: 0 };
  }
}

/**
 * What a day must leave: read from its own frames by the codecs. Every alert is stored once (told again under the same
 * id and time, it is the same), every refused frame is in quarantine; incidents are not foretold. Alerts that the hub
 * makes of devices that go offline are its own, and not counted here.
 */
export function dayExpectation(frames: Iterable<TimedFrame>, zone = CHINA) {
  const alerts = new Set<string>();
  let tests = 0;
  const quarantined: Partial<Record<RefusalReason, number>> = {};
  for (const { topic, payload, atMs } of frames) {
    const bytes = Buffer.from(payload);
    try {
      const frame = { topic, payload: bytes, receivedAt: atMs };
      for (const signal of codecFor(topic)?.decode(frame, { siteZone: zone }).signals ?? []) {
        if (signal.kind !== 'alert') continue;
        const { deviceId, channel, sourceEventId, status, time } = signal;
        const { code } = alertType(signal.type);
        const key = [deviceId, channel, code, sourceEventId, time.ms].join('\n');
        if (!alerts.has(key) && status !== 'ACTUAL') tests += 1;
        alerts.add(key);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      quarantined[error.reason] = (quarantined[error.reason] ?? 0) + 1;
    }
  }
  return { ...NOTHING_ELSE, alerts: alerts.size, tests, quarantined, incidents: 'not counted' as const };
}
