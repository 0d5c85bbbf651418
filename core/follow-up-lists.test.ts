import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FollowedOrder, progressOf, promiseOf, standing } from './follow-up-lists.ts';
import { WORK_ORDER_STATE_NAMES } from './work-order-states.ts';

const TARGET = 1_000;
const order = (more: Partial<FollowedOrder>): FollowedOrder => ({
  ...{ state: 'CLOSED', closedAtMs: 900, promised: 'KEPT' },
  ...more,
});

describe('progress of a follow-up list (AQ-07, AQ-14, HUA-18)', () => {
  test.each([
    ['closed at the very target, promises kept', order({ closedAtMs: 1_000 }), 'ended', 'onTime'],
    ['closed 1 ms after the target', order({ closedAtMs: 1_001 }), 'ended', 'overdue'],
    ['closed in time, a promise broken', order({ promised: 'BROKEN' }), 'ended', 'overdue'],
    ['rated', order({ state: 'RATED' }), 'ended', 'onTime'],
    ['open, not late yet', order({ state: 'TAKEN', closedAtMs: null }), 'open', null],
    [
      'open, a promise broken',
      order({ state: 'REWORK', closedAtMs: null, promised: 'BROKEN' }),
      'open',
      'overdue',
    ],
    ['reopened is open again', order({ state: 'REOPENED', closedAtMs: 900 }), 'open', null],
    ['void is neither done nor owed', order({ state: 'VOIDED', promised: 'BROKEN' }), 'dropped', null],
    ['rejected', order({ state: 'REJECTED' }), 'dropped', null],
  ] as const)('%s', (_, one, place, timing) => {
    expect(standing(one, TARGET, 950)).toEqual({ place, timing });
  });

  test('an open order is overdue once the target is over; without target and promise nothing is late', () => {
    const open = order({ state: 'FILED', closedAtMs: null, promised: 'NONE' });
    expect(standing(open, TARGET, 1_000).timing).toBeNull();
    expect(standing(open, TARGET, 1_001).timing).toBe('overdue');
    expect(standing(open, null, 9e15).timing).toBeNull();
    expect(standing(order({ promised: 'NONE' }), null, 950)).toEqual({ place: 'ended', timing: null });
  });

  test('only respond, report-back and handle clocks are promises, and cancelled ones are none', () => {
    expect(promiseOf([])).toBe('NONE');
    expect(promiseOf([{ kind: 'CHECK', state: 'BREACHED' }])).toBe('NONE');
    expect(promiseOf([{ kind: 'HANDLE', state: 'CANCELLED' }])).toBe('NONE');
    expect(
      promiseOf([
        { kind: 'HANDLE', state: 'MET' },
        { kind: 'UNIT', state: 'BREACHED' },
      ]),
    ).toBe('KEPT');
    expect(
      promiseOf([
        { kind: 'HANDLE', state: 'MET' },
        { kind: 'RESPOND', state: 'BREACHED' },
      ]),
    ).toBe('BROKEN');
  });

  test('every order is counted once; what is on time or overdue is within what is ended or open', () => {
    const some = fc.record({
      state: fc.constantFrom(...WORK_ORDER_STATE_NAMES),
      closedAtMs: fc.option(fc.integer({ min: 0, max: 2_000 })),
      promised: fc.constantFrom('NONE', 'KEPT', 'BROKEN'),
    });
    fc.assert(
      fc.property(fc.array(some), fc.option(fc.integer({ min: 0, max: 2_000 })), (orders, target) => {
        const { total, open, ended, dropped, onTime, overdue } = progressOf(orders, target, 1_500);
        expect(open + ended + dropped).toBe(total);
        expect(onTime).toBeLessThanOrEqual(ended);
        expect(onTime + overdue).toBeLessThanOrEqual(ended + open);
      }),
    );
  });
});
