import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compared, per100Households, periodBefore, rate } from './analytics.ts';
import { bucketsOf, TREND_INTERVALS, zoneNamed } from './analytics-buckets.ts';
import { zoneOffsetMs } from './event-time.ts';

const HOUR = 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString();
const days = (text: string) => ({ fromMs: Date.parse(text.slice(0, 20)), toMs: Date.parse(text.slice(21)) });

describe('a comparison', () => {
  it.each([
    ['a rise', 12, 8, { change: 4, changePercent: 50 }],
    ['a fall to nothing', 0, 8, { change: -8, changePercent: -100 }],
    ['no percent of nothing', 5, 0, { change: 5, changePercent: null }],
    ['nothing where a figure is missing', null, 8, { change: null, changePercent: null }],
  ])('tells %s', (_, value, previous, told) => {
    expect(compared(value, previous)).toEqual({ value, previous, ...told });
  });

  it('has no rate of nothing and none per household where there are none', () => {
    expect([rate(1, 4), rate(0, 0)]).toEqual([0.25, null]);
    expect([per100Households(3, 600), per100Households(3, 0), per100Households(3, null)]).toEqual([
      0.5,
      null,
      null,
    ]);
    expect(periodBefore({ fromMs: 100, toMs: 130 })).toEqual({ fromMs: 70, toMs: 100 });
  });
});

describe('buckets', () => {
  it('begin with days of the site, and the last is cut as its counterpart is', () => {
    const range = days('2026-03-04T10:00:00Z/2026-03-06T01:00:00Z');
    const buckets = bucketsOf(range, 'DAY', 'Asia/Shanghai', 400);
    const midnights = ['02-28', '03-01', '03-02', '03-03', '03-04', '03-05', '03-06'];
    expect(buckets?.bounds.map(iso)).toEqual(midnights.map((day) => `2026-${day}T16:00:00.000Z`));
    expect(buckets?.count).toBe(3);
    expect(iso(buckets?.earlierToMs ?? 0)).toBe('2026-03-03T01:00:00.000Z');
  });

  it.each([
    ['a week begins on Monday', 'WEEK', 'Asia/Shanghai', '2026-03-04', ['2026-02-22', '2026-03-01']],
    ['a month has the length it has', 'MONTH', 'Asia/Shanghai', '2026-03-04', ['2026-01-31', '2026-02-28']],
  ] as const)('%s', (_, interval, zone, day, starts) => {
    const fromMs = Date.parse(`${day}T00:00:00Z`);
    const buckets = bucketsOf({ fromMs, toMs: fromMs + 1 }, interval, zone, 400);
    expect(buckets?.bounds.slice(0, 2).map((ms) => iso(ms).slice(0, 13))).toEqual(
      starts.map((start) => `${start}T16`),
    );
  });

  it('of days are 23 and 25 hours long where the clocks change', () => {
    const lengths = (from: string, to: string, zone: string) => {
      const found = bucketsOf({ fromMs: Date.parse(from), toMs: Date.parse(to) }, 'DAY', zone, 400);
      const own = found?.bounds.slice(found.count) ?? [];
      return own.slice(1).map((end, index) => (end - (own[index] ?? 0)) / HOUR);
    };
    expect(lengths('2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z', 'Europe/Berlin')).toEqual([24, 23, 24]);
    expect(lengths('2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z', 'Europe/Berlin')).toEqual([24, 25, 24]);
    // the day begins at 01:00: at midnight the clocks jump
    expect(lengths('2017-10-14T12:00:00Z', '2017-10-16T12:00:00Z', 'America/Sao_Paulo')).toEqual([
      24, 23, 24,
    ]);
  });

  it('cover the range, ascend, and begin at midnight of the zone, whatever the range', () => {
    const zones = [
      'Asia/Shanghai',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
    ];
    const range = fc.tuple(
      fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2035, 0, 1) }),
      fc.integer({ min: 1, max: 9 * 24 * HOUR }),
    );
    fc.assert(
      fc.property(
        range,
        fc.constantFrom(...TREND_INTERVALS),
        fc.constantFrom(...zones),
        ([fromMs, lengthMs], interval, zone) => {
          const toMs = fromMs + lengthMs;
          const found = bucketsOf({ fromMs, toMs }, interval, zone, 400);
          if (found === null) throw new Error('too many');
          const { bounds, count, earlierToMs } = found;
          expect(bounds).toHaveLength(2 * count + 1);
          expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
          expect(new Set(bounds).size).toBe(bounds.length);
          const at = (index: number) => bounds[index] ?? Number.NaN;
          expect(at(count) <= fromMs && fromMs < at(count + 1)).toBe(true);
          expect(at(2 * count - 1) < toMs && toMs <= at(2 * count)).toBe(true);
          expect(earlierToMs > at(count - 1) && earlierToMs <= at(count)).toBe(true);
          // hours that pass: where the clocks move by half an hour, later ones begin at half past
          const hourly = interval === 'HOUR';
          for (const bound of bounds) {
            const offset = zoneOffsetMs(zone, hourly ? fromMs : bound);
            expect((bound + offset) % (hourly ? HOUR : 24 * HOUR)).toBe(0);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are not made in any number, nor of a zone that is none', () => {
    const year = days('2025-01-01T00:00:00Z/2026-01-01T00:00:00Z');
    expect(bucketsOf(year, 'HOUR', 'Asia/Shanghai', 400)).toBeNull();
    expect(zoneNamed('asia/shanghai')).toBe('Asia/Shanghai');
    expect(['Mars/Base', '+08:00', '', "'; --"].map(zoneNamed)).toEqual([null, null, null, null]);
  });
});
