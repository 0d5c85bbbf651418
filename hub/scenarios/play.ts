import { setTimeout as sleep } from 'node:timers/promises';
import mqtt from 'mqtt';
import type { Logger } from 'pino';
import type { TimedFrame } from './scenario.ts';

export interface PlayOptions {
  /** `mqtt://host:port` */
  mqttUrl: string;
  username?: string | undefined;
  password?: string | undefined;
  frames: Iterable<TimedFrame>;
  /** The script's time at which it begins, epoch ms. */
  startMs: number;
  /** Script seconds in one real second; Infinity: as fast as the broker acknowledges. */
  speed: number;
  /** Ends it early. */
  signal?: AbortSignal | undefined;
  log: Logger;
  /** Frames sent and not yet acknowledged, at most (200). */
  inFlight?: number;
}

/**
 * When a script begins so that its time never runs ahead of the clock: at its end both are the same. Devices of a
 * script played faster tell times that have just passed; one that is played slower begins now and falls behind.
 */
export function startOf(durationMs: number, speed: number, nowMs: number): number {
  return Math.floor(Math.min(nowMs, nowMs - durationMs + durationMs / speed));
}

/** The longest that a timer of Node can be; a longer one would end at once. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Plays frames at QoS 1 over one connection, in order, and resolves once the broker has acknowledged all of them.
 * @returns frames acknowledged
 */
export async function play(options: PlayOptions): Promise<number> {
  const { frames, startMs, speed, signal, log, inFlight = 200 } = options;
  const client = await mqtt.connectAsync(options.mqttUrl, {
    clientId: `hub-scenario-${process.pid}-${Math.random().toString(36).slice(2, 8)}`,
    reconnectPeriod: 500,
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(options.password === undefined ? {} : { password: options.password }),
  });
  client.on('error', (error) => log.warn({ err: error }, 'the scenario has lost its broker'));
  let open = 0;
  let acknowledged = 0;
  let failure: unknown = null;
  const began = performance.now();
  let rested = 0;

  const isOver = () => signal?.aborted === true;
  // whoever waits for acknowledgements waits for the end, too: a broker that is away gives none
  let wake = () => {};
  const over = () => wake();
  signal?.addEventListener('abort', over);
  const drained = async (below: number) => {
    while (open >= below && open > 0 && !isOver()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (failure !== null) throw failure;
  };
  const pause = async (ms: number) => {
    const forMs = Math.min(ms, LONGEST_MS);
    if (forMs > 0)
      await sleep(forMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  };

  try {
    for (const frame of frames) {
      if (isOver()) break;
      if (frame.restMs > 0) {
        await drained(1);
        rested += frame.restMs;
        await pause(frame.restMs);
      }
      await pause((frame.atMs - startMs) / speed + rested - (performance.now() - began));
      if (isOver()) break;
      await drained(inFlight);
      const { topic, payload, retain = false, dup } = frame;
      open += 1;
      client.publish(topic, payload, { qos: 1, retain, dup }, (error) => {
        if (error) failure ??= error;
        else acknowledged += 1;
        open -= 1;
        wake();
      });
    }
    await drained(1);
  } finally {
    signal?.removeEventListener('abort', over);
    await client.endAsync(isOver() || failure !== null);
  }
  return acknowledged;
}
