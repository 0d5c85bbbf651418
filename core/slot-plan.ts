/** A process that reads slots, and has renewed its lease in time. */
export interface SlotWorker {
  id: string;
  /** It has been here without a gap for some seconds: slots of others may be moved to it. */
  steady: boolean;
  /** Brokers that have answered it without a gap for some seconds: core/broker-reach.ts. */
  reaches: readonly string[];
  /** Brokers that have not answered it for longer than the grace. One may be neither reached nor missed, as not known yet. */
  misses: readonly string[];
}

export interface SlotHolding {
  name: string;
  broker: string;
  /** Its worker's id; null, or a worker who is not among the living: nobody reads it. */
  holder: string | null;
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Among whom slots are divided. */
function sharersOf(slots: readonly SlotHolding[], workers: readonly SlotWorker[]): readonly SlotWorker[] {
  const holders = new Set(slots.map(({ holder }) => holder));
  const known = workers.filter(({ id, steady }) => steady || holders.has(id));
  return known.length > 0 ? known : workers;
}

/** Who may have a slot: somebody, where anybody is alive. */
function takersOf(
  { broker, holder }: SlotHolding,
  sharers: readonly SlotWorker[],
  workers: readonly SlotWorker[],
): readonly SlotWorker[] {
  const reached = ({ misses }: SlotWorker) => !misses.includes(broker);
  if (workers.every(reached)) return sharers;
  const stays = sharers.filter(({ id }) => id === holder);
  // a holder that misses its broker gives the slot up to who has shown to reach it, and to nobody else
  const shown = new Set([
    ...sharers.filter(({ reaches }) => reaches.includes(broker)),
    ...stays.filter(reached),
  ]);
  const choices = [[...shown], stays, sharers.filter(reached), workers.filter(reached)];
  return choices.find((some) => some.length > 0) ?? sharers;
}

/**
 * Who should hold which slot: evenly (no two workers differ by more than one), with as few moves as that takes, and the
 * same answer for whoever asks about the same state; a state that it planned it leaves alone. A worker that has only just
 * come and holds nothing gets nothing while others can have it, so that one that starts and dies again moves no slots about.
 *
 * While somebody misses a broker, slots of that broker go only to who has shown to reach it, and where nobody has, they stay
 * where they are: a broker that is away for all moves nothing. It is then as even as single moves can make it.
 * @returns a worker's id by the slot's name; empty where nobody is alive
 */
export function planSlots(
  slots: readonly SlotHolding[],
  workers: readonly SlotWorker[],
): Map<string, string> {
  const sharers = sharersOf(slots, workers);
  const takers = new Map(
    slots.map((slot) => [slot.name, new Set(takersOf(slot, sharers, workers).map(({ id }) => id))]),
  );
  const mayHave = (name: string, id: string) => takers.get(name)?.has(id) === true;
  const names = slots.map(({ name }) => name).toSorted(byText);
  const plan = new Map<string, string>();
  const counts = new Map(workers.map(({ id }) => [id, 0]));
  const countOf = (id: string) => counts.get(id) ?? 0;
  const give = (name: string, id: string) => {
    const before = plan.get(name);
    if (before !== undefined) counts.set(before, countOf(before) - 1);
    plan.set(name, id);
    counts.set(id, countOf(id) + 1);
  };
  const byCount = (most: 1 | -1) =>
    [...counts.keys()].toSorted((a, b) => most * (countOf(b) - countOf(a)) || byText(a, b));

  for (const { name, holder } of slots) if (holder !== null && mayHave(name, holder)) give(name, holder);
  for (const name of names) {
    if (plan.has(name)) continue;
    const next = byCount(-1).find((id) => mayHave(name, id));
    if (next !== undefined) give(name, next);
  }
  /** From who has most to who has least, while they differ by more than one: each move makes the counts more even. */
  function move(): boolean {
    for (const from of byCount(1)) {
      const own = names.filter((name) => plan.get(name) === from).reverse();
      for (const to of byCount(-1)) {
        if (countOf(from) - countOf(to) < 2) break;
        const name = own.find((one) => mayHave(one, to));
        if (name === undefined) continue;
        give(name, to);
        return true;
      }
    }
    return false;
  }
  while (move());
  return plan;
}
