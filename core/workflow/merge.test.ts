import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WORK_ORDER_STATE_NAMES } from '../work-order-states.ts';
import { following, type Mergeable, mergeFault } from './merge.ts';

const DAY = 86_400_000;
const order = (id: string, more: Partial<Mergeable> = {}): Mergeable => ({
  id,
  state: 'IN_PROGRESS',
  matter: 'noise',
  gridCode: '511421001001001',
  createdMs: 100 * DAY,
  mergedInto: null,
  ...more,
});

describe('merging orders', () => {
  it('takes the same matter, place and window, and a parent that lives by itself', () => {
    expect(mergeFault(order('a'), order('b'))).toBeNull();
    expect(mergeFault(order('a'), order('b', { gridCode: '51142100100100101' }))).toBeNull();
    expect(mergeFault(order('a'), order('a'))).toBe('SELF');
    expect(mergeFault(order('a'), order('b', { state: 'MERGED', mergedInto: 'a' }))).toBe('PARENT_MERGED');
    expect(mergeFault(order('a'), order('b', { state: 'CLOSED' }))).toBe('PARENT_ENDED');
    expect(mergeFault(order('a'), order('b', { matter: 'other' }))).toBe('OTHER_MATTER');
    expect(mergeFault(order('a'), order('b', { gridCode: null }))).toBe('OTHER_PLACE');
    expect(mergeFault(order('a'), order('b', { createdMs: 69 * DAY }))).toBe('OUTSIDE_WINDOW');
  });

  it('never makes a ring, in whatever order people merge', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const pairs = fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), { maxLength: 30 });
    fc.assert(
      fc.property(pairs, (merges) => {
        const orders = new Map(ids.map((id) => [id, order(id)]));
        for (const [from, into] of merges) {
          const [child, parent] = [orders.get(from), orders.get(into)];
          if (child === undefined || parent === undefined || child.state === 'MERGED') continue;
          if (mergeFault(child, parent) !== null) continue;
          orders.set(from, { ...child, state: 'MERGED', mergedInto: into });
        }
        for (const id of ids) {
          const seen = new Set<string>();
          for (let at: string | null = id; at !== null; at = orders.get(at)?.mergedInto ?? null) {
            expect(seen.has(at)).toBe(false);
            seen.add(at);
          }
        }
      }),
    );
  });
});

describe('a merged order', () => {
  it('is closed with its parent, with the same result', () => {
    expect(following('MERGED', 'CLOSED')).toEqual({ how: 'END', state: 'CLOSED' });
    expect(following('MERGED', 'REJECTED')).toEqual({ how: 'END', state: 'REJECTED' });
  });

  it('is never cancelled by what becomes of its parent (trap)', () => {
    expect(following('MERGED', 'VOIDED')).toEqual({ how: 'RELEASE' });
    for (const parent of WORK_ORDER_STATE_NAMES) {
      for (const child of WORK_ORDER_STATE_NAMES) {
        const what = following(child, parent);
        expect(what?.how === 'END' && what.state !== 'CLOSED' && what.state !== 'REJECTED').toBe(false);
      }
    }
  });

  it('rejoins a parent that is reopened, unless it went its own way meanwhile', () => {
    expect(following('CLOSED', 'REOPENED')).toEqual({ how: 'REJOIN' });
    for (const own of ['RATED', 'REOPENED', 'IN_PROGRESS', 'VOIDED'] as const) {
      expect(following(own, 'REOPENED')).toBeNull();
      expect(following(own, 'CLOSED')).toBeNull();
    }
  });

  it('stays merged, and its reporter is told, while its parent is worked on', () => {
    expect(following('MERGED', 'IN_PROGRESS')).toEqual({ how: 'STAY' });
  });
});
