import type { Logger } from 'pino';
import { type BrokerReach, isReached, noteReach, type ReachTiming } from '../../core/broker-reach.ts';
import type { Slot } from './slot.ts';
import type { SlotTiming } from './timing.ts';

export interface ReachOptions {
  log: Logger;
  slots: readonly Slot[];
  timing: SlotTiming;
  /** Whether a broker answers at an address. */
  ask: (url: string) => Promise<boolean>;
  /** Whether a session of a slot of that broker is open; null: this process reads none. */
  connected: (broker: string) => boolean | null;
  /** What this process tells has become another. */
  changed: () => void;
}

/** What a process tells the others of its brokers, by their names. */
export interface ReachTold {
  /** Those that answer it, steadily. */
  reaches: string[];
  /** Those that have not for long. */
  misses: string[];
}

export interface SlotReach {
  told(): ReachTold;
  /** To be called every few seconds; waits for nothing. `missed` are brokers that anybody says to miss. */
  look(missed: ReadonlySet<string>): void;
}

/**
 * Whether the brokers of slots can be reached from here. An open session says so by itself. Brokers are asked beside that at
 * the start, while a session that should be open is not, and while anybody misses them.
 */
export function slotReach(options: ReachOptions): SlotReach {
  const { log, timing, connected } = options;
  const reachTiming: ReachTiming = {
    graceMs: timing.graceMs,
    steadyMs: timing.steadyMs,
    freshMs: timing.leaseMs,
  };
  const urls = new Map(options.slots.map(({ broker, url }) => [broker, url]));
  const known = new Map<string, BrokerReach>();
  const asking = new Set<string>();

  function note(broker: string, answered: boolean): void {
    const before = known.get(broker) ?? null;
    const at = performance.now();
    const next = noteReach(before, { answered, holds: connected(broker) !== null, at }, reachTiming);
    known.set(broker, next);
    if (next.misses !== (before?.misses ?? false)) {
      if (next.misses) {
        const zh = '无法连接该服务器：其分片将移交给能够连接的进程';
        log.warn({ broker, zh }, 'the broker cannot be reached: its slots go to who reaches it');
      } else log.info({ broker }, 'the broker can be reached again');
      options.changed();
    } else if (before !== null && isReached(next, at, reachTiming) !== isReached(before, at, reachTiming)) {
      options.changed();
    }
  }

  function ask(broker: string, url: string): void {
    if (asking.has(broker)) return;
    asking.add(broker);
    void options
      .ask(url)
      .catch(() => false)
      .then((answered) => {
        asking.delete(broker);
        note(broker, answered || connected(broker) === true);
      });
  }

  return {
    told() {
      const at = performance.now();
      const all = [...known];
      return {
        reaches: all.filter(([, reach]) => isReached(reach, at, reachTiming)).map(([broker]) => broker),
        misses: all.filter(([, reach]) => reach.misses).map(([broker]) => broker),
      };
    },
    look(missed) {
      for (const [broker, url] of urls) {
        const reach = known.get(broker);
        const open = connected(broker);
        if (open === true) note(broker, true);
        else if (open === false || reach === undefined || reach.misses || missed.has(broker))
          ask(broker, url);
      }
    },
  };
}
