import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseNumber, casePrefix, siteDay } from './case-number.ts';
import { type Clock, clockView } from './clocks.ts';
import { MATTERS, matterOf } from './matters.ts';

const START = Date.UTC(2026, 10, 21);
const MINUTE = 60_000;
const clock = (targetMinutes: number, stoppedAfterMs: number | null = null): Clock => ({
  kind: 'RESPOND',
  targetMinutes,
  startedAt: new Date(START),
  stoppedAt: stoppedAfterMs === null ? null : new Date(START + stoppedAfterMs),
});
const at = (ms: number) => new Date(START + ms);

describe('clocks', () => {
  it.each([
    ['fresh', clock(10), 0, 'RUNNING', false],
    ['just before three quarters', clock(10), 7.5 * MINUTE - 1, 'RUNNING', false],
    ['at three quarters', clock(10), 7.5 * MINUTE, 'RUNNING', true],
    ['at its due moment', clock(10), 10 * MINUTE, 'RUNNING', true],
    ['past it', clock(10), 10 * MINUTE + 1, 'BREACHED', false],
    ['stopped at its due moment', clock(10, 10 * MINUTE), 99 * MINUTE, 'MET', false],
    ['stopped late', clock(10, 10 * MINUTE + 1), 99 * MINUTE, 'BREACHED', false],
  ] as const)('%s', (_, one, ms, state, amber) => {
    expect(clockView(one, at(ms))).toEqual({ state, amber, dueAt: at(10 * MINUTE) });
  });

  it('a target of 25 days or of years does not overflow', () => {
    for (const minutes of [25 * 1440, 35_792, 2 ** 31 - 1]) {
      expect(clockView(clock(minutes), at(0)).dueAt.getTime()).toBe(START + minutes * MINUTE);
      expect(clockView(clock(minutes), at(MINUTE)).state).toBe('RUNNING');
    }
  });

  it('a clock never goes back from breached, and amber only while running', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat(1e11), fc.nat(1e11), (minutes, one, more) => {
        const early = clockView(clock(minutes), at(one));
        const late = clockView(clock(minutes), at(one + more));
        if (early.state === 'BREACHED') expect(late.state).toBe('BREACHED');
        if (early.amber) expect(early.state).toBe('RUNNING');
      }),
    );
  });
});

describe('case numbers', () => {
  it('are class, categories, day of the site and serial', () => {
    expect(caseNumber('E', '01', '02', '20261121', 7)).toBe('E0102202611210007');
    expect(caseNumber('C', '03', '02', '20261121', 12_345)).toBe('C03022026112112345');
    expect(siteDay(Date.UTC(2026, 10, 21, 15, 59))).toBe('20261121');
    expect(siteDay(Date.UTC(2026, 10, 21, 16, 0))).toBe('20261122');
    expect(siteDay(Date.UTC(2026, 10, 21, 16, 0), 'UTC')).toBe('20261121');
  });

  it('no two serials of a prefix give one number', () => {
    const serial = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(serial, serial, (a, b) => {
        const number = (n: number) => caseNumber('E', '01', '01', '20261121', n);
        expect(number(a) === number(b)).toBe(a === b);
      }),
    );
  });

  it('a part of the wrong shape is refused', () => {
    expect(() => casePrefix('E', '1', '01', '20261121')).toThrow(RangeError);
    expect(() => casePrefix('E', '01', '01', '2026-11-21')).toThrow(RangeError);
    for (const serial of [0, -1, 1.5, Number.NaN]) {
      expect(() => caseNumber('E', '01', '01', '20261121', serial)).toThrow(RangeError);
    }
  });

  it('every matter has its own case category, an unknown one is filed under 99', () => {
    const prefixes = [...MATTERS.values()].map((row) =>
      casePrefix(row.caseClass, row.category, row.sub, '20261121'),
    );
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(matterOf('06042')).toMatchObject({ code: '06042', category: '99' });
  });
});
