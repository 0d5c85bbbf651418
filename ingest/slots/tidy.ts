import type { Logger } from 'pino';
import type { SlotLease, SlotLeases } from './leases.ts';
import { type Slot, type SlotReader, staleFilters } from './slot.ts';

export interface TidyOptions {
  leases: Pick<SlotLeases, 'subscribed'>;
  log: Logger;
  /** All slots of the sources file. */
  slots: readonly Slot[];
  /** Filters of a broker's sources, which a session may have from before it was divided. */
  filtersOf: (broker: string) => readonly string[];
  workerId: () => string;
  /** The others, and this process, are to look again. */
  poke: () => void;
}

/** Brings one slot's session to what its slot says, step by step, whenever it is shown what the leases say. */
export interface SessionTidy {
  look(leased: readonly SlotLease[]): void;
}

/**
 * What a session reads from before the division was changed it gives up when another slot reads it, not earlier. Whenever
 * this process ends in between, the leases know what the session may still have.
 */
export function tidySession(
  options: TidyOptions,
  { slot, token, reader }: { slot: Slot; token: string; reader: SlotReader },
): SessionTidy {
  const { leases, log, slots, workerId } = options;
  let noted = false;
  let done = false;
  let busy = false;

  /** Whether every slot of its broker is subscribed to all that is its own. */
  function allSubscribed(leased: readonly SlotLease[]): boolean {
    const recorded = new Map(leased.map(({ name, filters }) => [name, new Set(filters)]));
    return slots
      .filter(({ broker }) => broker === slot.broker)
      .every(({ name, filters }) => filters.every((filter) => recorded.get(name)?.has(filter) === true));
  }

  async function step(leased: readonly SlotLease[]): Promise<void> {
    const lease = leased.find(({ name }) => name === slot.name);
    const recorded = [...(lease?.filters ?? []), ...(lease?.mayHave ?? [])];
    const has = (filters: readonly string[], mayHave: readonly string[]) =>
      leases.subscribed(workerId(), slot.name, token, { filters, mayHave: [...new Set(mayHave)] });
    if (!noted) {
      const filters = [...new Set([...(lease?.filters ?? []), ...slot.filters])];
      await has(filters, [...recorded, ...filters]);
      noted = true;
      return options.poke();
    }
    if (!allSubscribed(leased)) return;
    const others = slots.filter(({ broker }) => broker === slot.broker).flatMap(({ filters }) => filters);
    const stale = staleFilters(slot, recorded, [...others, ...options.filtersOf(slot.broker)]);
    if (stale.length > 0) {
      // before it is done: what the leases tell that a session has it must really have
      await has(slot.filters, [...recorded, ...slot.filters]);
      await reader.unsubscribe(stale);
    }
    await has(slot.filters, slot.filters);
    done = true;
  }

  return {
    look(leased) {
      if (done || busy || !reader.subscribed()) return;
      busy = true;
      // not waited for: a broker that does not answer must not keep the lease from being renewed
      void step(leased)
        .catch((error) => log.warn({ err: error, slot: slot.name }, 'old subscriptions are not ended yet'))
        .finally(() => {
          busy = false;
        });
    },
  };
}
