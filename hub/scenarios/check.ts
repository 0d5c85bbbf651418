import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Db } from '../../runtime/postgres.ts';
import { enlist, newCast, standingPlaces } from './cast.ts';
import { canonical } from './formats/canonical.ts';
import type { Format } from './formats/format.ts';
import { type Difference, judge } from './judge.ts';
import { type Observation, observe, refusedSoFar } from './observe.ts';
import { play, startOf } from './play.ts';
import type { Cast, Expectation, Scenario } from './scenario.ts';
import { framesOf } from './stage.ts';

/** A running hub: where devices speak, and where it keeps what came of it. */
export interface Stage {
  db: Db;
  mqttUrl: string;
  username?: string | undefined;
  password?: string | undefined;
  log: Logger;
  /** Of the site; by default China's. */
  zone?: string | undefined;
}

export interface CheckOptions {
  format?: Format;
  /** 1 */
  seed?: number;
  /** Infinity: as fast as the hub acknowledges. */
  speed?: number;
  /** The scenario's own by default. */
  rate?: number;
  /** Part of the devices' ids. Each run on the same hub needs its own. */
  run: string;
  signal?: AbortSignal | undefined;
}

export interface Checked {
  scenario: Scenario;
  format: string;
  frames: number;
  cast: Cast;
  expected: Expectation;
  seen: Observation;
  /** Empty: it happened as it must. */
  differences: readonly Difference[];
}

const LOOK_EVERY_MS = 50;
const SETTLE_MS = 20_000;

/** Looks until everything is as expected, or the time is up. */
export async function settled(
  look: () => Promise<Observation>,
  expected: Expectation,
  withinMs: number,
  signal?: AbortSignal,
): Promise<{ seen: Observation; differences: Difference[] }> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    const differences = judge(expected, seen);
    if (differences.length === 0 || Date.now() > deadline || signal?.aborted === true) {
      return { seen, differences };
    }
    await sleep(LOOK_EVERY_MS);
  }
}

/**
 * Plays a scenario with devices of its own against a running hub, waits until the hub has settled, and compares what
 * happened with what must have happened. Needs grids (the demo community's, or a site's own).
 */
export async function check(stage: Stage, scenario: Scenario, options: CheckOptions): Promise<Checked> {
  const { db, mqttUrl, username, password, log } = stage;
  const { format = canonical, seed = 1, speed = Number.POSITIVE_INFINITY, run, signal } = options;
  const gridCodes = await standingPlaces(db);
  const cast = newCast(scenario, { run, seed, gridCodes, format });
  const now = Date.now();
  await enlist(db, scenario, cast, new Date(now));
  const script = {
    startMs: startOf(scenario.durationMs, speed, now),
    seed,
    rate: options.rate ?? scenario.defaultRate,
    zone: stage.zone,
  };
  const before = await refusedSoFar(db);
  const frames = framesOf(scenario, cast, script, format);
  const sent = await play({
    mqttUrl,
    username,
    password,
    frames,
    startMs: script.startMs,
    speed,
    signal,
    log,
  });
  const expected = scenario.expected(cast, script);
  const ids = cast.everybody().map(({ id }) => id);
  const { seen, differences } = await settled(
    () => observe(db, ids, before),
    expected,
    scenario.settleMs ?? SETTLE_MS,
    signal,
  );
  return { scenario, format: format.name, frames: sent, cast, expected, seen, differences };
}
