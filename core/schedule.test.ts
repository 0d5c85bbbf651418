import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHINA_CALENDAR } from '../tests/support/china-calendar.ts';
import { openCalendar } from './calendar.ts';
import { dayText, localText } from './calendar-days.ts';
import { binds, duePeriods, dutyTitle, nextDuty, planDuty } from './schedule.ts';
import type { ScheduleDocument } from './schedule-schema.ts';

const CHINA = openCalendar(CHINA_CALENDAR);
const at = (text: string) => Date.parse(`${text}+08:00`);

function schedule(every: ScheduleDocument['every'], more: Partial<ScheduleDocument> = {}): ScheduleDocument {
  return {
    code: 'visit',
    version: 1,
    nameZh: '探访',
    nameEn: 'Visit',
    enabled: true,
    every,
    time: '09:00',
    calendar: 'china',
    onDayOff: 'NEXT_WORKDAY',
    matter: 'duty-elderly-visit',
    severity: 'minor',
    title: { zh: '{grid} 探访 {subject}（{period}）', en: 'Visit' },
    catchUp: { rule: 'LATEST', withinDays: 6 },
    ...more,
  };
}
const shown = (of: ScheduleDocument, from: string, to: string) =>
  duePeriods(of, CHINA, at(from), at(to)).map(
    ({ period, dueMs }) => `${period} ${localText(dueMs, 'Asia/Shanghai')}`,
  );

describe('recurring duties', () => {
  it('a weekly visit has one period a week, on the next working day where Monday is off (HUA-22)', () => {
    const weekly = schedule({ unit: 'WEEK', weekday: 'MON' });
    // 2026-10-05 is a Monday in the National Day holiday; the first working day after is Thursday the 8th
    expect(shown(weekly, '2026-09-27T00:00:00', '2026-10-19T23:00:00')).toEqual([
      '2026-W40 2026-09-28 09:00',
      '2026-W41 2026-10-08 09:00',
      '2026-W42 2026-10-12 09:00',
      '2026-W43 2026-10-19 09:00',
    ]);
  });

  it('a monthly meeting falls on its day, or the next working day (AQ-06)', () => {
    expect(shown(schedule({ unit: 'MONTH', day: 10 }), '2026-09-01T00:00:00', '2026-11-30T00:00:00')).toEqual(
      ['2026-09 2026-09-10 09:00', '2026-10 2026-10-10 09:00', '2026-11 2026-11-10 09:00'],
    );
  });

  it('the last day of a month is its last, and the 31st of a short one too', () => {
    const same = { onDayOff: 'SAME' } as const;
    for (const day of [-1, 31]) {
      expect(
        shown(schedule({ unit: 'MONTH', day }, same), '2028-02-01T00:00:00', '2028-03-01T00:00:00'),
      ).toEqual(['2028-02 2028-02-29 09:00']);
    }
  });

  it('quarterly notices and yearly evaluations (LA-19, LC-18, LA-21, HY-11)', () => {
    const quarterly = schedule({ unit: 'QUARTER', month: 2, day: 15 });
    expect(shown(quarterly, '2026-01-01T00:00:00', '2026-12-31T00:00:00')).toEqual([
      // in the Spring Festival of 2026, until the 23rd
      '2026-Q1 2026-02-24 09:00',
      '2026-Q2 2026-05-15 09:00',
      '2026-Q3 2026-08-17 09:00',
      '2026-Q4 2026-11-16 09:00',
    ]);
    const yearly = schedule({ unit: 'YEAR', month: 12, day: -1 }, { onDayOff: 'SAME' });
    expect(shown(yearly, '2025-01-01T00:00:00', '2027-01-01T00:00:00')).toEqual([
      '2025 2025-12-31 09:00',
      '2026 2026-12-31 09:00',
    ]);
  });

  it('weeks are those of ISO 8601 over the turn of the year', () => {
    const weekly = schedule({ unit: 'WEEK', weekday: 'MON' }, { onDayOff: 'SAME' });
    expect(shown(weekly, '2026-12-27T00:00:00', '2027-01-05T00:00:00')).toEqual([
      '2026-W53 2026-12-28 09:00',
      '2027-W01 2027-01-04 09:00',
    ]);
  });

  it('after a downtime the rule says what is made up', () => {
    const daily = { unit: 'DAY' } as const;
    const now = at('2026-11-21T10:00:00');
    const latest = planDuty(
      schedule(daily, { onDayOff: 'SAME', catchUp: { rule: 'LATEST', withinDays: 3 } }),
      CHINA,
      now,
    );
    expect(latest.open.map(({ period }) => period)).toEqual(['2026-11-21']);
    expect(latest.passOver.map(({ period }) => period)).toEqual(['2026-11-19', '2026-11-20']);
    const all = planDuty(
      schedule(daily, { onDayOff: 'SAME', catchUp: { rule: 'ALL', withinDays: 3 } }),
      CHINA,
      now,
    );
    expect(all.open.map(({ period }) => period)).toEqual(['2026-11-19', '2026-11-20', '2026-11-21']);
    expect(planDuty(schedule(daily, { enabled: false }), CHINA, now)).toEqual({ open: [], passOver: [] });
  });

  it('every period comes exactly once however a stretch of time is cut', () => {
    const every = fc.oneof(
      fc.constant<ScheduleDocument['every']>({ unit: 'DAY' }),
      fc
        .constantFrom('MON', 'WED', 'SUN')
        .map((weekday): ScheduleDocument['every'] => ({ unit: 'WEEK', weekday })),
      fc.integer({ min: 1, max: 31 }).map((day): ScheduleDocument['every'] => ({ unit: 'MONTH', day })),
      fc
        .record({ month: fc.integer({ min: 1, max: 3 }), day: fc.integer({ min: 1, max: 31 }) })
        .map((rest): ScheduleDocument['every'] => ({ unit: 'QUARTER', ...rest })),
    );
    const from = at('2025-01-01T00:00:00');
    const cuts = fc.array(fc.integer({ min: 0, max: 700 * 86_400_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(every, cuts, fc.constantFrom('SAME', 'NEXT_WORKDAY'), (each, offsets, onDayOff) => {
        const one = schedule(each, { onDayOff });
        const stops = [from, ...offsets.map((ms) => from + ms), from + 700 * 86_400_000].sort(
          (a, b) => a - b,
        );
        const pieces = stops
          .slice(1)
          .flatMap((to, index) =>
            duePeriods(one, CHINA, stops[index] ?? from, to).map(({ period }) => period),
          );
        const whole = duePeriods(one, CHINA, from, from + 700 * 86_400_000).map(({ period }) => period);
        expect(pieces.toSorted()).toEqual(whole.toSorted());
        expect(new Set(whole).size).toBe(whole.length);
      }),
      { numRuns: 60 },
    );
  });

  it('what is next, whom it binds, what it is called', () => {
    const weekly = schedule({ unit: 'WEEK', weekday: 'MON' });
    const next = nextDuty(weekly, CHINA, at('2026-11-21T12:00:00'));
    expect(next?.period).toBe('2026-W48');
    const period = next ?? { period: '', dueMs: 0 };
    expect(binds({ startsOn: '2026-11-23', endsOn: null }, period, 'Asia/Shanghai')).toBe(true);
    expect(binds({ startsOn: '2026-11-24', endsOn: null }, period, 'Asia/Shanghai')).toBe(false);
    expect(binds({ startsOn: '2026-01-01', endsOn: '2026-11-22' }, period, 'Asia/Shanghai')).toBe(false);
    expect(dutyTitle(weekly, { grid: '锦绣小区', subject: 'kp-7', period: '2026-W48' })).toBe(
      '锦绣小区 探访 kp-7（2026-W48）',
    );
    expect(dayText(0)).toBe('1970-01-01');
  });
});
