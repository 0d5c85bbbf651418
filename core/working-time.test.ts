import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHINA_CALENDAR } from '../tests/support/china-calendar.ts';
import { openCalendar } from './calendar.ts';
import { type CalendarData, type Period, WEEK_DAYS } from './calendar-data.ts';
import { localText } from './calendar-days.ts';
import { parseEventTime } from './event-time.ts';
import {
  calendarWarnings,
  dueAt,
  elapsed,
  type Pause,
  type TimeTarget,
  type TimeUnit,
} from './working-time.ts';
import { countMinutes } from './working-time-reference.ts';

const CHINA = openCalendar(CHINA_CALENDAR);
const at = (text: string, zone = 'Asia/Shanghai') => parseEventTime(text, Date.UTC(2099, 0, 1), zone).ms;
const pause = (from: string, to: string | null): Pause => ({
  fromMs: at(from),
  toMs: to === null ? null : at(to),
});
function due(start: string, target: TimeTarget, pauses: Pause[] = []): string | null {
  const ms = dueAt(at(start), target, CHINA, pauses);
  return ms === null ? null : localText(ms, CHINA.zone);
}
const of = (amount: number, unit: TimeUnit, ends?: TimeTarget['ends']): TimeTarget =>
  ends === undefined ? { amount, unit } : { amount, unit, ends };

describe('due times in China', () => {
  it.each([
    ['minutes run through the night', '2026-10-01 23:55', of(10, 'MINUTES'), '2026-10-02 00:05'],
    ['hours run through a holiday', '2026-10-01 08:00', of(48, 'HOURS'), '2026-10-03 08:00'],
    ['working hours skip the lunch', '2026-09-07 11:00', of(2, 'WORKING_HOURS'), '2026-09-07 14:00'],
    ['working hours end with the morning', '2026-09-07 10:00', of(2, 'WORKING_HOURS'), '2026-09-07 12:00'],
    ['working hours go on after the weekend', '2026-09-04 17:00', of(4, 'WORKING_HOURS'), '2026-09-07 12:00'],
    [
      'those begun at night start in the morning',
      '2026-09-07 03:00',
      of(1, 'WORKING_HOURS'),
      '2026-09-07 10:00',
    ],
    // 29, 30 Sep; 1-7 Oct are off; 8, 9, Saturday 10 made up; 12, 13
    ['seven working days over National Day', '2026-09-28 15:00', of(7, 'WORKING_DAYS'), '2026-10-13 18:00'],
    ['a made-up Saturday is a working day', '2026-10-09 15:00', of(1, 'WORKING_DAYS'), '2026-10-10 18:00'],
    ['a made-up Sunday is a working day', '2025-01-24 09:00', of(1, 'WORKING_DAYS'), '2025-01-26 18:00'],
    ['a working day is no 24 working hours', '2026-09-07 15:00', of(1, 'WORKING_DAYS'), '2026-09-08 18:00'],
    ['one begun on a Saturday ends on Monday', '2026-09-05 10:00', of(1, 'WORKING_DAYS'), '2026-09-07 18:00'],
    [
      'one begun before opening has its day free',
      '2026-09-07 07:00',
      of(1, 'WORKING_DAYS'),
      '2026-09-08 18:00',
    ],
    [
      'the same time of the next working day',
      '2026-09-04 15:00',
      of(1, 'WORKING_DAYS', 'SAME_TIME'),
      '2026-09-07 15:00',
    ],
    [
      'from opening, that is the day itself',
      '2026-09-07 09:00',
      of(1, 'WORKING_DAYS', 'SAME_TIME'),
      '2026-09-07 18:00',
    ],
    ['calendar days run through holidays', '2026-10-01 08:00', of(3, 'CALENDAR_DAYS'), '2026-10-05 00:00'],
    [
      'to the minute if so wanted',
      '2026-10-01 08:00',
      of(3, 'CALENDAR_DAYS', 'SAME_TIME'),
      '2026-10-04 08:00',
    ],
  ] as const)('%s', (_, start, target, expected) => {
    expect(due(start, target)).toBe(expected);
  });

  it.each([
    ['minutes', of(60, 'MINUTES'), '2026-09-07 10:00', '2026-09-07 11:20'],
    ['working hours', of(4, 'WORKING_HOURS'), '2026-09-07 10:00', '2026-09-07 15:20'],
    // paused for 20 of the 480 minutes of a day: as many on the day after the last
    ['working days', of(1, 'WORKING_DAYS'), '2026-09-06 10:00', '2026-09-08 09:20'],
    ['the first day, that does not count', of(1, 'WORKING_DAYS'), '2026-09-07 10:00', '2026-09-08 18:00'],
  ] as const)('a pause gives back exactly what it took: %s', (_, target, start, expected) => {
    expect(due(start, target, [pause('2026-09-07 10:30', '2026-09-07 10:50')])).toBe(expected);
  });

  it('a pause of a second counts, and one begun earlier counts from the start on', () => {
    const target = of(1, 'WORKING_HOURS');
    expect(due('2026-09-07 10:00', target, [pause('2026-09-07 10:00:30', '2026-09-07 10:00:31')])).toBe(
      '2026-09-07 11:00:01',
    );
    expect(due('2026-09-07 10:00', target, [pause('2026-09-07 08:00', '2026-09-07 10:01')])).toBe(
      '2026-09-07 11:01',
    );
    expect(due('2026-09-07 10:00', target, [pause('2026-09-07 08:00', '2026-09-07 10:00')])).toBe(
      '2026-09-07 11:00',
    );
  });

  it('a pause over a night takes no working time, overlapping pauses are one, a lasting one has no due time', () => {
    const target = of(4, 'WORKING_HOURS');
    const overnight = pause('2026-09-07 18:00', '2026-09-08 09:00');
    expect(due('2026-09-07 16:00', target, [overnight])).toBe(due('2026-09-07 16:00', target));
    const two = [
      pause('2026-09-07 10:00', '2026-09-07 11:00'),
      pause('2026-09-07 10:30', '2026-09-07 11:30'),
    ];
    expect(due('2026-09-07 09:00', target, two)).toBe('2026-09-07 15:30');
    expect(due('2026-09-07 09:00', target, [pause('2026-09-07 10:00', null)])).toBeNull();
    expect(due('2026-09-07 09:00', of(1, 'WORKING_HOURS'), [pause('2026-09-07 10:00', null)])).toBe(
      '2026-09-07 10:00',
    );
  });

  it('targets beyond 25 days, where 32 bits of milliseconds end, are right', () => {
    const start = at('2026-03-01 08:00');
    expect(dueAt(start, of(26 * 24, 'HOURS'), CHINA)).toBe(start + 26 * 86_400_000);
    expect(dueAt(start, of(60 * 24 * 400, 'MINUTES'), CHINA)).toBe(start + 400 * 86_400_000);
    expect(due('2026-03-02 10:00', of(40, 'CALENDAR_DAYS', 'SAME_TIME'))).toBe('2026-04-11 10:00');
    expect(elapsed(start, start + 40 * 86_400_000, 'CALENDAR_DAYS', CHINA)).toBe(40);
    // 21 in March, 21 in April without Qingming, 8 in May: 6-8, Saturday 9 made up, 11-14
    expect(due('2026-03-02 10:00', of(50, 'WORKING_DAYS'))).toBe('2026-05-14 18:00');
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e9])('a target of %d is refused', (amount) => {
    expect(() => due('2026-09-07 10:00', of(amount, 'HOURS'))).toThrow(/target/);
  });

  it('half a day is refused, and so is an end of day for hours', () => {
    expect(() => due('2026-09-07 10:00', of(0.5, 'WORKING_DAYS'))).toThrow(/whole/);
    expect(() => due('2026-09-07 10:00', of(5, 'HOURS', 'SAME_TIME'))).toThrow(/days/);
  });

  it('a year that is not published warns, in working time only, and never when it is not reached', () => {
    const warn = (from: string, to: string, unit: TimeUnit) =>
      calendarWarnings(at(from), at(to), unit, CHINA).map(({ year }) => year);
    expect(warn('2026-12-30 10:00', '2027-01-05 18:00', 'WORKING_DAYS')).toEqual([2027]);
    expect(warn('2024-12-30 10:00', '2025-01-05 18:00', 'WORKING_HOURS')).toEqual([2024]);
    expect(warn('2026-12-30 10:00', '2026-12-31 23:59', 'WORKING_DAYS')).toEqual([]);
    expect(warn('2026-12-30 10:00', '2027-01-05 18:00', 'CALENDAR_DAYS')).toEqual([]);
  });
});

describe('where the clocks change', () => {
  const berlin = (windows: readonly Period[]) =>
    openCalendar({ ...everyDay(windows), code: 'berlin', zone: 'Europe/Berlin' });
  const day = (text: string) => at(text, 'Europe/Berlin');

  it('a skipped hour gives nothing, one shown twice counts twice', () => {
    const night = berlin([{ from: '01:00', to: '04:00' }]);
    expect(elapsed(day('2026-03-29 00:00'), day('2026-03-29 12:00'), 'WORKING_HOURS', night)).toBe(2);
    expect(elapsed(day('2026-10-25 00:00'), day('2026-10-25 12:00'), 'WORKING_HOURS', night)).toBe(4);
  });

  it('a day of 23 hours is one day, and ends at midnight', () => {
    const whole = berlin([{ from: '00:00', to: '24:00' }]);
    const start = day('2026-03-28 10:00');
    const end = dueAt(start, { amount: 1, unit: 'CALENDAR_DAYS' }, whole) ?? 0;
    expect(localText(end, 'Europe/Berlin')).toBe('2026-03-30 00:00');
    expect(end - start).toBe(37 * 3_600_000);
    expect(elapsed(day('2026-03-29 00:00'), end, 'CALENDAR_DAYS', whole)).toBe(1);
  });
});

function everyDay(windows: readonly Period[]): CalendarData {
  const week = {
    MON: windows,
    TUE: windows,
    WED: windows,
    THU: windows,
    FRI: windows,
    SAT: windows,
    SUN: windows,
    MAKE_UP: windows,
  };
  return { ...CHINA_CALENDAR, hours: [{ from: null, week }], years: [], exceptions: [] };
}

const text = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
/** Up to three windows a day, to the minute, that may touch and may reach midnight. */
const windows = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 0, maxLength: 6 })
  .map((cuts) => {
    const sorted = cuts.toSorted((a, b) => a - b);
    return sorted.flatMap((from, index) => {
      const to = sorted[index + 1];
      return index % 2 === 0 && to !== undefined ? [{ from: text(from), to: text(to) }] : [];
    });
  });
const work = windows.filter((found) => found.length > 0);
const named = { nameZh: '假', nameEn: 'off' };

/** A few weeks around a start in September 2026 (Berlin and New York: around their changes of the clocks). */
const calendars = fc
  .record({
    zone: fc.constantFrom(
      'Asia/Shanghai',
      'Asia/Shanghai',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
    ),
    month: fc.constantFrom('2026-03', '2026-10'),
    MON: work,
    THU: work,
    SAT: windows,
    MAKE_UP: work,
    later: work,
    off: fc.integer({ min: 1, max: 20 }),
    long: fc.integer({ min: 0, max: 4 }),
    half: fc.integer({ min: 1, max: 25 }),
    halfWindows: windows,
  })
  .map(({ zone, month, MON, THU, SAT, MAKE_UP, later, off, long, half, halfWindows }): CalendarData => {
    const day = (number: number) => `${month}-${String(number).padStart(2, '0')}`;
    const week = { MON, TUE: MON, WED: [], THU, FRI: THU, SAT, SUN: [], MAKE_UP };
    // a Sunday after the days off is made up
    const sunday = [...Array(7).keys()]
      .map((step) => off + long + 1 + step)
      .find((number) => new Date(`${day(number)}T00:00:00Z`).getUTCDay() === 0);
    return {
      ...CHINA_CALENDAR,
      zone,
      hours: [
        { from: null, week },
        { from: day(15), week: { ...week, TUE: later } },
      ],
      years: [
        {
          year: 2026,
          status: 'PUBLISHED',
          source: { titleZh: '试', number: '试', issuedOn: '2025-11-04', url: '' },
          holidays: [{ from: day(off), to: day(off + long), ...named }],
          makeUpDays: sunday === undefined ? [] : [{ day: day(sunday), ...named }],
        },
      ],
      exceptions: [{ from: day(half), to: day(half), windows: halfWindows, ...named }],
    };
  });
const runs = fc.record({
  startMinute: fc.integer({ min: 0, max: 20 * 1440 }),
  pauses: fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 4000 })), {
    maxLength: 4,
  }),
  target: fc.oneof(
    fc.record({ amount: fc.integer({ min: 1, max: 3000 }), unit: fc.constant<TimeUnit>('MINUTES') }),
    fc.record({
      amount: fc.integer({ min: 1, max: 60 }),
      unit: fc.constantFrom<TimeUnit>('HOURS', 'WORKING_HOURS'),
    }),
    fc.record({
      amount: fc.integer({ min: 1, max: 6 }),
      unit: fc.constantFrom<TimeUnit>('WORKING_DAYS', 'CALENDAR_DAYS'),
      ends: fc.constantFrom('CLOSE_OF_DAY' as const, 'SAME_TIME' as const),
    }),
  ),
});

describe('against counting every minute', () => {
  it('every start, target, pause and calendar gives the same due time and the same elapsed time', () => {
    fc.assert(
      fc.property(calendars, runs, (data, { startMinute, pauses, target }) => {
        const calendar = openCalendar(data);
        const slow = countMinutes(data);
        const start =
          Date.UTC(2026, data.hours[1]?.from?.startsWith('2026-03') ? 2 : 9, 1) + startMinute * 60_000;
        const paused = pauses.map(([from, long]) => ({
          fromMs: start + (from - 500) * 60_000,
          toMs: start + (from - 500 + long) * 60_000,
        }));
        const fast = dueAt(start, target, calendar, paused) ?? Number.NaN;
        expect(Math.abs(fast - slow.dueAt(start, target, paused))).toBeLessThan(5);
        const until = start + 7 * 86_400_000;
        const counted = elapsed(start, until, target.unit, calendar, paused);
        expect(counted).toBeCloseTo(slow.elapsed(start, until, target.unit, paused), 7);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('time counted up to the due moment is the target, and due times never come earlier by a pause or a later start', () => {
    fc.assert(
      fc.property(calendars, runs, fc.nat(5000), (data, { startMinute, pauses, target }, more) => {
        const calendar = openCalendar(data);
        const start = Date.UTC(2026, 2, 1) + startMinute * 60_000;
        const paused = pauses.map(([from, long]) => ({
          fromMs: start + from * 60_000,
          toMs: start + (from + long) * 60_000,
        }));
        const fast = dueAt(start, target, calendar, paused) ?? Number.NaN;
        expect(fast).toBeGreaterThanOrEqual(dueAt(start, target, calendar) ?? Number.NaN);
        expect(dueAt(start + more * 60_000, target, calendar)).toBeGreaterThanOrEqual(
          dueAt(start, target, calendar) ?? Number.NaN,
        );
        const counted = elapsed(start, fast, target.unit, calendar, paused);
        if (target.unit === 'WORKING_HOURS' || !('ends' in target))
          expect(counted).toBeCloseTo(target.amount, 6);
      }),
      { numRuns: 150 },
    );
  });
});

it('the weeks of these tests name every day there is', () => {
  expect(Object.keys(everyDay([]).hours[0]?.week ?? {})).toEqual([...WEEK_DAYS]);
});
