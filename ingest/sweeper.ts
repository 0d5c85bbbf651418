import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { expirePulse } from '../core/incident.ts';
import { appendFeed } from '../runtime/feed.ts';
import type { Db } from '../runtime/postgres.ts';
import { feedOf } from './fold-batch.ts';
import { appendIncidentEvents, lockDuePulses, updateIncidents } from './incident-store.ts';

export interface SweeperOptions {
  db: Db;
  log: Logger;
  /** Time between two looks, ms (1,000). */
  everyMs?: number;
}

export interface Sweeper {
  close(): Promise<void>;
}

const ROWS = 500;

/**
 * Clears pulse incidents whose silence has lasted long enough at `nowMs`, at most 500 of them.
 * @returns how many were cleared
 */
export async function sweepPulses(db: Db, nowMs: number): Promise<number> {
  return db.tx(async (client) => {
    const due = await lockDuePulses(client, nowMs, ROWS);
    const changes = due.flatMap((state) => expirePulse(state, nowMs) ?? []);
    await updateIncidents(
      client,
      changes.map((change) => change.state),
    );
    await appendIncidentEvents(
      client,
      changes.flatMap((change) => change.events),
    );
    await appendFeed(
      client,
      changes.flatMap((change) => feedOf(change.state, change.events)),
    );
    return changes.length;
  });
}

/**
 * Looks every second for pulse incidents that have fallen silent. What is due stands in their rows, so nothing is lost
 * with the process; several sweepers pass over each other's locked rows.
 */
export function startSweeper({ db, log, everyMs = 1_000 }: SweeperOptions): Sweeper {
  const closing = new AbortController();
  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        while ((await sweepPulses(db, Date.now())) === ROWS && !closing.signal.aborted);
      } catch (error) {
        log.warn({ err: error }, 'pulse incidents could not be swept: tried again');
      }
      await sleep(everyMs, undefined, { signal: closing.signal }).catch(() => {});
    }
  }
  const running = run();
  return {
    async close() {
      closing.abort();
      await running;
    },
  };
}
