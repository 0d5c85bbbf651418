import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseNumber, casePrefix, siteDay } from './case-number.ts';

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
});
