import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planSlots, type SlotHolding, type SlotWorker } from './slot-plan.ts';

const slot = (name: string, holder: string | null, broker = 'hub'): SlotHolding => ({ name, broker, holder });
const worker = (id: string, reach: Partial<SlotWorker> = {}): SlotWorker => ({
  ...{ id, steady: true, reaches: [], misses: [] },
  ...reach,
});

const workers = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^[a-f]{1,3}$/),
    steady: fc.boolean(),
    reaches: fc.constant<string[]>([]),
    misses: fc.constant<string[]>([]),
  }),
  {
    selector: ({ id }) => id,
    minLength: 1,
    maxLength: 8,
  },
);
const state = workers.chain((alive) =>
  fc.record({
    alive: fc.constant(alive),
    slots: fc.uniqueArray(
      fc.record({
        name: fc.stringMatching(/^s[0-9]{1,2}$/),
        broker: fc.constant('hub'),
        holder: fc.constantFrom(null, 'dead', ...alive.map(({ id }) => id)),
      }),
      { selector: ({ name }) => name, maxLength: 20 },
    ),
  }),
);

const planned = (plan: Map<string, string>): SlotHolding[] =>
  [...plan].map(([name, holder]) => slot(name, holder));

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
      expect(planSlots(planned(plan), [...stays, worker('zz', { steady: false })])).toEqual(plan);
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
  const plan = planSlots([slot('a', 'w1'), slot('b', 'w1'), slot('c', 'w3')], [worker('w1'), worker('w2')]);
  expect(Object.fromEntries(plan)).toEqual({ a: 'w1', b: 'w1', c: 'w2' });
});

test('a second worker gets its half once it is steady, and not before', () => {
  const slots = ['a', 'b', 'c', 'd'].map((name) => slot(name, 'w1'));
  expect([...planSlots(slots, [worker('w1'), worker('w2', { steady: false })]).values()]).toEqual(
    Array.from({ length: 4 }, () => 'w1'),
  );
  const plan = planSlots(slots, [worker('w1'), worker('w2')]);
  expect(Object.fromEntries(plan)).toEqual({ a: 'w1', b: 'w1', c: 'w2', d: 'w2' });
});

test('nobody alive: nothing is planned', () => {
  expect(planSlots([slot('a', 'w1')], []).size).toBe(0);
});

const misses = { misses: ['hub'] };
const reaches = { reaches: ['hub'] };
const planOf = (slots: readonly SlotHolding[], alive: readonly SlotWorker[]) =>
  Object.fromEntries(planSlots(slots, alive));

test('who misses its broker gives its slots up to who has shown to reach it, and gets none back meanwhile', () => {
  const slots = [slot('a', 'w1'), slot('b', 'w1'), slot('c', 'w2')];
  const alive = [worker('w1', misses), worker('w2', reaches)];
  expect(planOf(slots, alive)).toEqual({ a: 'w2', b: 'w2', c: 'w2' });
  expect(planOf(planned(planSlots(slots, alive)), alive)).toEqual({ a: 'w2', b: 'w2', c: 'w2' });
});

test('who is not known to reach it gets none of them, and keeps what it has', () => {
  const slots = [slot('a', 'w1'), slot('b', 'w1'), slot('c', 'w2')];
  expect(planOf(slots, [worker('w1', misses), worker('w2')])).toEqual({ a: 'w1', b: 'w1', c: 'w2' });
});

test('a broker that is away for all moves nothing, whoever comes', () => {
  const slots = [slot('a', 'w1'), slot('b', 'w1'), slot('c', 'w1')];
  const same = { a: 'w1', b: 'w1', c: 'w1' };
  expect(planOf(slots, [worker('w1', misses), worker('w2', misses)])).toEqual(same);
  expect(planOf(slots, [worker('w1', misses), worker('w2', misses), worker('w3')])).toEqual(same);
});

test('who comes and misses the broker takes nothing from who reaches it; what nobody reads goes to who may reach it', () => {
  const slots = [slot('a', 'w1'), slot('b', 'w1')];
  expect(planOf(slots, [worker('w1', reaches), worker('w2', misses)])).toEqual({ a: 'w1', b: 'w1' });
  const free = [slot('a', null), slot('b', null)];
  expect(planOf(free, [worker('w1', { steady: false }), worker('w2', misses)])).toEqual({ a: 'w1', b: 'w1' });
  expect(planOf(free, [worker('w2', misses)])).toEqual({ a: 'w2', b: 'w2' });
});

test('slots of another broker are divided as ever, and make up for it', () => {
  const slots = [slot('a', 'w1'), slot('b', 'w2'), slot('x', 'w1', 'far'), slot('y', 'w2', 'far')];
  const alive = [worker('w1', misses), worker('w2', reaches)];
  const after = planned(planSlots(slots, alive)).map((one) => ({
    ...one,
    broker: one.name < 'm' ? 'hub' : 'far',
  }));
  expect(planOf(after, alive)).toEqual({ a: 'w2', b: 'w2', x: 'w1', y: 'w1' });
});

test('whoever reaches or misses what: all is given, to the living, by who may, and a plan that came true is left alone', () => {
  const known = fc.constantFrom<Partial<SlotWorker>>({}, misses, reaches, { steady: false });
  const some = fc.uniqueArray(fc.record({ id: fc.stringMatching(/^[a-f]{1,2}$/), known }), {
    selector: ({ id }) => id,
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(
      some,
      fc.array(fc.tuple(fc.nat(7), fc.constantFrom('hub', 'far')), { maxLength: 12 }),
      (who, has) => {
        const alive = who.map(({ id, known: state }) => worker(id, state));
        const slots = has.map(([at, broker], index) => slot(`s${index}`, who[at]?.id ?? null, broker));
        const brokerOf = (name: string) => slots.find((one) => one.name === name)?.broker ?? '';
        const come = (plan: Map<string, string>) =>
          [...plan].map(([name, holder]) => slot(name, holder, brokerOf(name)));
        const plan = planSlots(slots, alive);
        expect(plan.size).toBe(slots.length);
        const reachable = alive.some((one) => one.steady && one.reaches.length > 0);
        for (const [name, id] of plan) {
          const taker = alive.find((one) => one.id === id);
          expect(taker).toBeDefined();
          if (reachable && brokerOf(name) === 'hub') expect(taker?.misses).toEqual([]);
        }
        const second = planSlots(come(plan), alive);
        const third = planSlots(come(second), alive);
        expect(planSlots(come(third), alive)).toEqual(third);
      },
    ),
  );
});
