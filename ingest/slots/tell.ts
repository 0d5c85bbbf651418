import { HubError } from '../../core/errors.ts';
import type { Metrics } from '../../runtime/metrics.ts';
import type { Check } from '../../runtime/ops.ts';
import type { LeaseState } from './leases.ts';
import type { Slot, SlotReader } from './slot.ts';

export interface SlotMetrics {
  takenOver(): void;
  fenced(): void;
}

interface Seen {
  slots: readonly Slot[];
  /** As this process saw it last; null before the first look. */
  state: () => LeaseState | null;
}

/** Names of slots that no living process holds. */
function unheld({ slots, state }: Seen): string[] {
  const seen = state();
  if (seen === null) return slots.map(({ name }) => name);
  const alive = new Set(seen.workers.filter((worker) => worker.alive).map(({ id }) => id));
  const holders = new Map(seen.slots.map(({ name, holder }) => [name, holder]));
  return slots.map(({ name }) => name).filter((name) => !alive.has(holders.get(name) ?? ''));
}

export function slotMetrics(
  metrics: Metrics,
  seen: Seen & { held: () => number; leaseAgeMs: () => number; missed: () => number },
): SlotMetrics {
  metrics.gauge({
    name: 'hub_ingest_slots_held',
    help: 'Slots that this process reads',
    collect: (gauge) => gauge.set(seen.held()),
  });
  metrics.gauge({
    name: 'hub_ingest_slots_unheld',
    help: 'Slots that no process holds, as this one saw it last',
    collect: (gauge) => gauge.set(unheld(seen).length),
  });
  metrics.gauge({
    name: 'hub_ingest_lease_age_seconds',
    help: 'Since this process last renewed its lease of slots',
    collect: (gauge) => gauge.set(seen.leaseAgeMs() / 1_000),
  });
  metrics.gauge({
    name: 'hub_ingest_brokers_missed',
    help: 'Brokers of slots that have not answered this process for long',
    collect: (gauge) => gauge.set(seen.missed()),
  });
  const takeovers = metrics.counter({
    name: 'hub_ingest_slot_takeovers_total',
    help: 'Slots that this process took over from one that had not renewed its lease',
  });
  const fenced = metrics.counter({
    name: 'hub_ingest_fenced_total',
    help: 'Times that the slots of this process were taken over by another',
  });
  return { takenOver: () => takeovers.inc(), fenced: () => fenced.inc() };
}

/** One check a slot, so that a failing one is named: nobody holds it, or this process holds it and is not subscribed. */
export function slotChecks(
  options: Seen & { held: ReadonlyMap<string, { reader: SlotReader }>; workerId: () => string },
): Check[] {
  return options.slots.map(({ name }) => ({
    name: `slot ${name}`,
    async check() {
      const lease = options.state()?.slots.find((slot) => slot.name === name);
      if (lease === undefined || unheld(options).includes(name)) {
        throw new HubError('SLOT_UNHELD', { slot: name });
      }
      const token = `token ${lease.token}`;
      if (lease.holder === options.workerId()) {
        const reader = options.held.get(name)?.reader;
        return `here, ${token}, ${reader === undefined ? 'not read now' : reader.told()}`;
      }
      const holder = options.state()?.workers.find(({ id }) => id === lease.holder)?.name;
      return `at ${holder}, ${token}`;
    },
  }));
}
