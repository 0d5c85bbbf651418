import type { PlayedDevice } from '../demo.ts';
import { SCENARIO_CLAIMANT } from './cast.ts';
import { type Stage, settled } from './check.ts';
import type { Difference } from './judge.ts';
import { type Observation, observe, refusedSoFar } from './observe.ts';
import { play, startOf } from './play.ts';
import type { Expectation } from './scenario.ts';
import { dayExpectation, dayFrames } from './scripts/day.ts';
import { DAY } from './scripts/lines.ts';

export interface DayCheckOptions {
  devices: readonly PlayedDevice[];
  seed: number;
  speed: number;
  rate: number;
  run: string;
  /** 24 h */
  lengthMs?: number;
  /** When it began, epoch ms, for one in the past that is played at full speed; else it ends now. */
  startMs?: number;
  signal?: AbortSignal | undefined;
}

/** What the hub makes of devices that go offline depends on which messages it reads together: not foretold. */
const HUBS_OWN = ['device.offline'];
const SETTLE_MS = 60_000;

/**
 * Plays a day with twins of these devices, so that what they did before means nothing, and compares: every alert
 * stored once and in one incident or none, every refused frame in quarantine, one open incident a key.
 */
export async function checkDay(
  { db, mqttUrl, username, password, log, zone }: Stage,
  { devices, seed, speed, rate, run, lengthMs = DAY, signal, ...given }: DayCheckOptions,
): Promise<{ frames: number; expected: Expectation; seen: Observation; differences: readonly Difference[] }> {
  const twins = devices.map((device) => ({ ...device, id: `${device.id}-${run}` }));
  const now = Date.now();
  for (const { id, family, gridCode, codec } of twins) {
    await db.pool.query(
      `INSERT INTO device (id, family, name, model, grid_code, codec, state, claimed_at, claimed_by)
       VALUES ($1, $2, $1, 'simulator', $3, $4, 'CLAIMED', $5, $6) ON CONFLICT (id) DO NOTHING`,
      [id, family, gridCode, codec, new Date(now), SCENARIO_CLAIMANT],
    );
  }
  const startMs = given.startMs ?? startOf(lengthMs, speed, now);
  const day = () => dayFrames({ devices: twins, startMs, seed, rate, lengthMs, zone });
  const before = await refusedSoFar(db);
  const frames = await play({ mqttUrl, username, password, frames: day(), startMs, speed, signal, log });
  const expected = dayExpectation(day(), zone);
  const ids = twins.map(({ id }) => id);
  const look = () => observe(db, ids, before, HUBS_OWN);
  return { frames, expected, ...(await settled(look, expected, SETTLE_MS, signal)) };
}
