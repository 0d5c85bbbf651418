import { setTimeout as wait } from 'node:timers/promises';
import mqtt from 'mqtt';
import type { Logger } from 'pino';
import type { PlayedDevice } from './demo.ts';
import {
  chance,
  greeting,
  OPENING,
  type PlannedFrame,
  reading,
  SCENES,
  type Scene,
} from './simulator-scenes.ts';

export interface SimulatorOptions {
  /** `mqtt://host:port` */
  mqttUrl: string;
  username?: string | undefined;
  password?: string | undefined;
  devices: readonly PlayedDevice[];
  /** The same seed picks the same scenes and devices. */
  seed?: number;
  /** Scenes begun a minute, on average; each sends one to eight messages. */
  ratePerMinute?: number;
  /** Ordinary readings a minute, over all devices. */
  readingsPerMinute?: number;
  /** Ends it, like `close`. */
  signal?: AbortSignal | undefined;
  log: Logger;
}

export interface Simulator {
  /** Messages that the broker has acknowledged. */
  published(): number;
  close(): Promise<void>;
}

const MINUTE = 60_000;
/** The opening scenes begin one after the other, this far apart: all within 3 s. */
const OPENING_GAP_MS = 400;
const GREETING_GAP_MS = 25;

/**
 * Plays the demo community over MQTT at QoS 1: opening scenes within 3 seconds, every device's online message, then
 * scenes and readings at the given rates until closed. Each message waits for the acknowledgement of the one before,
 * so a broker that is down or slow makes the simulator wait, not pile up.
 */
export function startSimulator(options: SimulatorOptions): Simulator {
  const { devices, log, ratePerMinute = 6, readingsPerMinute = 30 } = options;
  const random = chance(options.seed ?? 1);
  const ended = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, ended.signal]) : ended.signal;
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const client = mqtt.connect(options.mqttUrl, {
    clientId: `hub-simulator-${process.pid}-${random.between(0, 1_000_000)}`,
    reconnectPeriod: 1000,
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(options.password === undefined ? {} : { password: options.password }),
  });
  client.on('error', (error) => log.warn({ err: error }, 'the simulator has lost its broker'));

  const startMs = Date.now();
  const pending: PlannedFrame[] = [];
  const schedule = (frames: readonly PlannedFrame[]) => {
    pending.push(...frames);
    pending.sort((a, b) => a.atMs - b.atMs);
  };
  const play = (scene: Scene, atMs: number) => {
    const fitting = devices.filter((device) => scene.plays(device));
    if (fitting.length > 0) schedule(scene.frames(random.pick(fitting), atMs, random));
  };

  for (const [index, name] of OPENING.entries()) {
    const scene = SCENES.find((candidate) => candidate.name === name);
    if (scene !== undefined) play(scene, startMs + index * OPENING_GAP_MS);
  }
  schedule(devices.map((device, index) => greeting(device, startMs + index * GREETING_GAP_MS, random)));

  const deck = SCENES.flatMap((scene) => Array.from({ length: scene.weight }, () => scene));
  // exponential gaps: events that do not know of each other
  const gapMs = () => (-Math.log(1 - random.next()) * MINUTE) / ratePerMinute;
  let nextSceneMs = ratePerMinute > 0 ? startMs + gapMs() : Number.POSITIVE_INFINITY;
  const readingGapMs = readingsPerMinute > 0 ? MINUTE / readingsPerMinute : Number.POSITIVE_INFINITY;
  let nextReadingMs = startMs + readingGapMs;
  let turn = 0;
  let published = 0;

  /** Plans what begins now; the next reading goes round the devices that measure. */
  function plan(nowMs: number): void {
    if (nowMs >= nextSceneMs) {
      play(random.pick(deck), nowMs);
      nextSceneMs = nowMs + gapMs();
    }
    if (nowMs < nextReadingMs) return;
    nextReadingMs = nowMs + readingGapMs;
    for (let tried = 0; tried < devices.length; tried += 1) {
      const device = devices[turn % devices.length];
      turn += 1;
      const frame = device === undefined ? null : reading(device, nowMs, random);
      if (frame === null) continue;
      schedule([frame]);
      return;
    }
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const nowMs = Date.now();
      plan(nowMs);
      const frame = pending[0];
      if (frame !== undefined && frame.atMs <= nowMs) {
        pending.shift();
        const { topic, payload, retain = false } = frame;
        const sent = client.publishAsync(topic, payload, { qos: 1, retain }).then(
          () => {
            published += 1;
          },
          (error: unknown) => log.debug({ err: error, topic }, 'the simulator could not publish'),
        );
        await Promise.race([sent, aborted]);
        continue;
      }
      const nextMs = Math.min(
        frame?.atMs ?? Number.POSITIVE_INFINITY,
        nextSceneMs,
        nextReadingMs,
        nowMs + MINUTE,
      );
      await wait(Math.max(1, nextMs - nowMs), undefined, { signal }).catch(() => undefined);
    }
    // the last will of nothing: unacknowledged demo messages need not be waited for
    await client.endAsync(true).catch(() => undefined);
  }

  const running = run();
  return {
    published: () => published,
    async close() {
      ended.abort();
      await running;
    },
  };
}
