/** A process that reads slots, and has renewed its lease in time. */
export interface SlotWorker {
  id: string;
  /** It has been here without a gap for some seconds: slots of others may be moved to it. */
  steady: boolean;
}

export interface SlotHolding {
  name: string;
  /** Its worker's id; null, or a worker who is not among the living: nobody reads it. */
  holder: string | null;
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Who should hold which slot: evenly (no two workers differ by more than one), with as few moves as that takes, and the
 * same answer for whoever asks about the same state; a state that it planned it leaves alone. A worker that has only just
 * come and holds nothing gets nothing while others can have it, so that one that starts and dies again moves no slots about.
 * @returns a worker's id by the slot's name; empty where nobody is alive
 */
export function planSlots(
  slots: readonly SlotHolding[],
  workers: readonly SlotWorker[],
): Map<string, string> {
  const plan = new Map<string, string>();
  const held = new Map<string, string[]>(workers.map(({ id }) => [id, []]));
  const names = slots.toSorted((a, b) => byText(a.name, b.name));
  for (const { name, holder } of names) if (holder !== null) held.get(holder)?.push(name);
  const countOf = (id: string) => held.get(id)?.length ?? 0;

  const known = workers.filter(({ id, steady }) => steady || countOf(id) > 0);
  // who holds most keeps the slot that one of them has more than the others
  const sharers = (known.length > 0 ? known : workers)
    .map(({ id }) => id)
    .toSorted((a, b) => countOf(b) - countOf(a) || byText(a, b));
  if (sharers.length === 0) return plan;
  const least = Math.floor(slots.length / sharers.length);
  const more = slots.length % sharers.length;

  const room: string[] = [];
  for (const [index, id] of sharers.entries()) {
    const share = least + (index < more ? 1 : 0);
    const kept = (held.get(id) ?? []).slice(0, share);
    for (const name of kept) plan.set(name, id);
    room.push(...Array.from({ length: share - kept.length }, () => id));
  }
  for (const { name } of names) {
    if (plan.has(name)) continue;
    const next = room.shift();
    if (next !== undefined) plan.set(name, next);
  }
  return plan;
}
