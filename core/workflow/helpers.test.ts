import { describe, expect, it } from 'vitest';
import {
  attendance,
  HELPER_ACTIONS,
  type HELPER_STATES,
  type Helper,
  helperStep,
  outstanding,
} from './helpers.ts';

const helper = (id: string, state: Helper['state'], required = true): Helper => ({
  id,
  name: `单位${id}`,
  state,
  required,
});

describe('helpers of an order (HY-08)', () => {
  it('hold the lead up until each required one has reported back, the one that declined too', () => {
    const helpers = [
      helper('a', 'REPORTED'),
      helper('b', 'ARRIVED'),
      helper('c', 'DECLINED'),
      helper('d', 'ASKED', false),
      helper('e', 'RELEASED'),
    ];
    expect(outstanding(helpers)).toEqual([
      { ref: 'b', zh: '单位b：已报到', en: '单位b: arrived' },
      { ref: 'c', zh: '单位c：已谢绝', en: '单位c: declined' },
    ]);
    expect(outstanding([])).toEqual([]);
  });

  it('take no step out of order, and the refusal names both words', () => {
    expect(helperStep(helper('a', 'ASKED'), 'REPORT')).toBe('REPORTED');
    expect(() => helperStep(helper('a', 'REPORTED'), 'DECLINE')).toThrow('Reported back');
    expect(() => helperStep(helper('a', 'RELEASED'), 'ARRIVE')).toThrow();
  });

  it('can always come to an end that lets the lead go on', () => {
    for (const [name, { from, to }] of Object.entries(HELPER_ACTIONS)) {
      expect([name, from.some((state) => state === to)]).toEqual([name, false]);
    }
    const open = ['ASKED', 'ARRIVED', 'DECLINED'] as const satisfies (keyof typeof HELPER_STATES)[];
    for (const state of open) expect(helperStep(helper('a', state), 'RELEASE')).toBe('RELEASED');
  });
});

describe('a whistle (RS-15)', () => {
  it('counts who came and lists who did not; one that came and reported stays present', () => {
    const called = [
      { ...helper('a', 'REPORTED'), arrivedAtMs: 5 },
      { ...helper('b', 'REPORTED'), arrivedAtMs: null },
      { ...helper('c', 'ASKED'), arrivedAtMs: null },
      { ...helper('d', 'DECLINED'), arrivedAtMs: null },
      { ...helper('e', 'RELEASED'), arrivedAtMs: null },
      { ...helper('f', 'RELEASED'), arrivedAtMs: 7 },
    ];
    expect(attendance(called)).toEqual({
      called: 5,
      arrived: 2,
      absent: ['b', 'c', 'd'].map((id) => ({ id, name: `单位${id}` })),
    });
  });
});
