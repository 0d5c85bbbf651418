import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeOf,
  comparedPeriod,
  FIGURE_UNITS,
  type FigureUnit,
  figurePeriods,
  wholePeriod,
} from './figures-periods.ts';

const ZONE = 'Asia/Shanghai';
const at = (text: string) => Date.parse(`${text}+08:00`);
const NOW = at('2026-11-21T12:00:00.000');
const iso = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, -5);

function periods(from: string, to: string, unit: FigureUnit, nowMs = NOW) {
  const found = figurePeriods({ fromMs: at(from), toMs: at(to) }, unit, ZONE, nowMs, 400);
  if (found === null) throw new Error('too many');
  return found;
}
const units: FigureUnit[] = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'];

describe('periods of figures', () => {
  it('are whole units of the calendar of the zone, named', () => {
    const shown = units.map((unit) => {
      const [first] = periods('2026-01-02T03:00:00', '2026-01-02T03:00:01', unit);
      return first && [first.label, iso(first.fromMs), iso(first.endMs)];
    });
    expect(shown).toEqual([
      ['2026-01-02', '2026-01-02T00:00:00', '2026-01-03T00:00:00'],
      // the week of ISO 8601 begins in the year before
      ['2026-W01', '2025-12-29T00:00:00', '2026-01-05T00:00:00'],
      ['2026-01', '2026-01-01T00:00:00', '2026-02-01T00:00:00'],
      ['2026-Q1', '2026-01-01T00:00:00', '2026-04-01T00:00:00'],
      ['2026', '2026-01-01T00:00:00', '2027-01-01T00:00:00'],
    ]);
    expect(periods('2021-01-02T00:00:00', '2021-01-02T00:00:01', 'WEEK')[0]?.label).toBe('2020-W53');
  });

  it('count up to now, now included, and nothing that lies ahead', () => {
    const [october, november, december] = periods('2026-10-01T00:00:00', '2026-12-31T00:00:00', 'MONTH');
    expect(october?.toMs).toBe(october?.endMs);
    expect(november?.toMs).toBe(NOW + 1);
    expect(december?.toMs).toBe(december?.fromMs);
  });

  it('follow each other without a gap, in a zone whose clocks move too', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(...units),
        fc.constantFrom(ZONE, 'Europe/Berlin', 'America/New_York', 'UTC'),
        (fromMs, days, unit, zone) => {
          const range = { fromMs, toMs: fromMs + days * 86_400_000 };
          const found = figurePeriods(range, unit, zone, NOW, 400) ?? [];
          expect(found[0]?.fromMs).toBeLessThanOrEqual(fromMs);
          expect(found.at(-1)?.endMs).toBeGreaterThanOrEqual(range.toMs);
          found.slice(1).forEach((one, index) => {
            expect(one.fromMs).toBe(found[index]?.endMs);
          });
          expect(new Set(found.map(({ label }) => label)).size).toBe(found.length);
        },
      ),
    );
  });

  it('are refused in too great a number', () => {
    const range = { fromMs: at('2020-01-01T00:00:00'), toMs: NOW };
    expect(figurePeriods(range, 'DAY', ZONE, NOW, 400)).toBeNull();
  });
});

describe('comparison (LA-02)', () => {
  const compare = (unit: FigureUnit, from: string, to: string, against: 'PREVIOUS' | 'YEAR_BEFORE') => {
    const whole = wholePeriod(periods(from, to, unit));
    if (whole === null) throw new Error('none');
    const { label, fromMs, toMs, endMs } = comparedPeriod(whole, against, ZONE);
    return [label, iso(fromMs), iso(toMs), iso(endMs)];
  };

  it('is with the period before, and with the same of the year before', () => {
    expect(compare('MONTH', '2026-07-05T00:00:00', '2026-07-05T00:00:01', 'PREVIOUS')).toEqual([
      ...['2026-06', '2026-06-01T00:00:00', '2026-07-01T00:00:00', '2026-07-01T00:00:00'],
    ]);
    expect(compare('MONTH', '2026-07-05T00:00:00', '2026-07-05T00:00:01', 'YEAR_BEFORE')).toEqual([
      ...['2025-07', '2025-07-01T00:00:00', '2025-08-01T00:00:00', '2025-08-01T00:00:00'],
    ]);
    expect(compare('QUARTER', '2026-01-05T00:00:00', '2026-06-05T00:00:01', 'PREVIOUS')).toEqual([
      ...['2025-Q3/2025-Q4', '2025-07-01T00:00:00', '2026-01-01T00:00:00', '2026-01-01T00:00:00'],
    ]);
    expect(compare('WEEK', '2026-07-08T00:00:00', '2026-07-08T00:00:01', 'YEAR_BEFORE')).toEqual([
      ...['2025-W28', '2025-07-07T00:00:00', '2025-07-14T00:00:00', '2025-07-14T00:00:00'],
    ]);
  });

  it('is of the same part while the period goes on', () => {
    expect(compare('MONTH', '2026-11-05T00:00:00', '2026-11-05T00:00:01', 'YEAR_BEFORE').slice(0, 3)).toEqual(
      [...['2025-11', '2025-11-01T00:00:00', '2025-11-21T12:00:00']],
    );
    expect(compare('YEAR', '2026-11-05T00:00:00', '2026-11-05T00:00:01', 'PREVIOUS').slice(0, 3)).toEqual([
      ...['2025', '2025-01-01T00:00:00', '2025-11-21T12:00:00'],
    ]);
  });

  it('of 29 February and of 31 March is with the last day there is', () => {
    const [leap] = periods('2024-02-29T10:00:00', '2024-02-29T10:00:01', 'DAY');
    expect(leap && comparedPeriod(leap, 'YEAR_BEFORE', ZONE).label).toBe('2023-02-28');
    expect(compare('DAY', '2025-02-28T10:00:00', '2025-02-28T10:00:01', 'YEAR_BEFORE')).toEqual([
      ...['2024-02-28', '2024-02-28T00:00:00', '2024-02-29T00:00:00', '2024-02-29T00:00:00'],
    ]);
    const now = at('2026-03-31T12:00:00');
    const [march] = periods('2026-03-31T10:00:00', '2026-03-31T10:00:01', 'MONTH', now);
    const before = march && comparedPeriod(march, 'PREVIOUS', ZONE);
    expect(before && iso(before.toMs)).toBe('2026-02-28T12:00:00');
  });

  it('makes no rate of a zero base', () => {
    expect(changeOf(50, 100)).toEqual({
      value: 50,
      before: 100,
      difference: -50,
      percent: -50,
      base: 'COMPARED',
    });
    expect(changeOf(7, 0)).toEqual({ value: 7, before: 0, difference: 7, percent: null, base: 'FROM_ZERO' });
    expect(changeOf(0, 0)).toEqual({ value: 0, before: 0, difference: 0, percent: 0, base: 'BOTH_ZERO' });
    expect(Object.keys(FIGURE_UNITS)).toEqual(units);
  });
});
