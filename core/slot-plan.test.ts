import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planSlots, type SlotHolding, type SlotWorker } from './slot-plan.ts';

const workers = fc.uniqueArray(fc.record({ id: fc.stringMatching(/^[a-f]{1,3}$/), steady: fc.boolean() }), {
  selector: ({ id }) => id,
  minLength: 1,
  maxLength: 8,
});
const state = workers.chain((alive) =>
  fc.record({
    alive: fc.constant(alive),
    slots: fc.uniqueArray(
      fc.record({
        name: fc.stringMatching(/^s[0-9]{1,2}$/),
        holder: fc.constantFrom(null, 'dead', ...alive.map(({ id }) => id)),
      }),
      { selector: ({ name }) => name, maxLength: 20 },
    ),
  }),
);

const planned = (plan: Map<string, string>): SlotHolding[] =>
  [...plan].map(([name, holder]) => ({ name, holder }));

function counts(slots: readonly SlotHolding[], of: readonly string[]): Map<string, number> {
  return new Map(of.map((id) => [id, slots.filter(({ holder }) => holder === id).length]));
}

/** Those among whom a state is divided. */
function sharersOf(slots: readonly SlotHolding[], alive: readonly SlotWorker[]): string[] {
  const known = alive.filter(({ id, steady }) => steady || slots.some(({ holder }) => holder === id));
  return (known.length > 0 ? known : alive).map(({ id }) => id);
}

test('every slot has one worker, who is alive, and no two differ by more than one', () => {
  fc.assert(
    fc.property(state, ({ slots, alive }) => {
      const plan = planSlots(slots, alive);
      expect([...plan.keys()].sort()).toEqual(slots.map(({ name }) => name).sort());
      const sharers = sharersOf(slots, alive);
      expect([...plan.values()].filter((id) => !sharers.includes(id))).toEqual([]);
      const shares = [...counts(planned(plan), sharers).values()];
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }),
  );
});

test('a plan that came true is left alone, also when a process comes that is not steady yet', () => {
  fc.assert(
    fc.property(state, ({ slots, alive }) => {
      const plan = planSlots(slots, alive);
      const stays = alive.filter(({ id, steady }) => steady || [...plan.values()].includes(id));
      fc.pre(slots.length > 0);
      expect(planSlots(planned(plan), stays)).toEqual(plan);
      expect(planSlots(planned(plan), [...stays, { id: 'zz', steady: false }])).toEqual(plan);
    }),
  );
});

test('nobody gives up more than evenness takes', () => {
  fc.assert(
    fc.property(state, ({ slots, alive }) => {
      const plan = planSlots(slots, alive);
      const sharers = sharersOf(slots, alive);
      const most = Math.ceil(slots.length / sharers.length);
      const least = Math.floor(slots.length / sharers.length);
      const held = counts(slots, sharers);
      const after = counts(planned(plan), sharers);
      for (const id of sharers) {
        const kept = slots.filter(({ name, holder }) => holder === id && plan.get(name) === id).length;
        const before = held.get(id) ?? 0;
        if (before <= least) expect(kept).toBe(before);
        else {
          expect(kept).toBeGreaterThanOrEqual(least);
          expect(kept).toBe(Math.min(before, after.get(id) ?? 0, most));
        }
      }
    }),
  );
});

test('the order in which workers and slots are told does not matter', () => {
  fc.assert(
    fc.property(state, ({ slots, alive }) => {
      expect(planSlots(slots.toReversed(), alive.toReversed())).toEqual(planSlots(slots, alive));
    }),
  );
});

test('what a dead worker held goes to those that live', () => {
  const plan = planSlots(
    [
      { name: 'a', holder: 'w1' },
      { name: 'b', holder: 'w1' },
      { name: 'c', holder: 'w3' },
    ],
    [
      { id: 'w1', steady: true },
      { id: 'w2', steady: true },
    ],
  );
  expect(Object.fromEntries(plan)).toEqual({ a: 'w1', b: 'w1', c: 'w2' });
});

test('a second worker gets its half once it is steady, and not before', () => {
  const slots = ['a', 'b', 'c', 'd'].map((name) => ({ name, holder: 'w1' }));
  const first = { id: 'w1', steady: true };
  expect([...planSlots(slots, [first, { id: 'w2', steady: false }]).values()]).toEqual(
    Array.from({ length: 4 }, () => 'w1'),
  );
  const plan = planSlots(slots, [first, { id: 'w2', steady: true }]);
  expect(Object.fromEntries(plan)).toEqual({ a: 'w1', b: 'w1', c: 'w2', d: 'w2' });
});

test('nobody alive: nothing is planned', () => {
  expect(planSlots([{ name: 'a', holder: 'w1' }], []).size).toBe(0);
});
