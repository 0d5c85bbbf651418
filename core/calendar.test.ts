import { describe, expect, it } from 'vitest';
import { CHINA_CALENDAR } from '../tests/support/china-calendar.ts';
import { openCalendar } from './calendar.ts';
import { checkCalendar } from './calendar-check.ts';
import { type CalendarData, minuteOfDay } from './calendar-data.ts';
import { dayNumber, dayText, localText, weekdayOf } from './calendar-days.ts';
import { HubError } from './errors.ts';

const CHINA = openCalendar(CHINA_CALENDAR);
const plan = (day: string) => CHINA.plan(dayNumber(day) ?? Number.NaN);

describe('the published years of China', () => {
  // sums as the notices give them: days off (共N天), and days worked in exchange (上班)
  it.each([
    [2025, 28, 5],
    [2026, 33, 6],
  ])('%d has %d days off in its holidays and %d made-up days', (year, off, made) => {
    const days = [...Array(366).keys()].map((index) => (dayNumber(`${year}-01-01`) ?? 0) + index);
    const plans = days.filter((day) => dayText(day).startsWith(`${year}`)).map((day) => CHINA.plan(day));
    expect(plans.filter(({ kind }) => kind === 'HOLIDAY')).toHaveLength(off);
    expect(plans.filter(({ kind }) => kind === 'MAKE_UP')).toHaveLength(made);
    expect(CHINA.knows(year)).toBe(true);
  });

  it('a day exchanged keeps the number of working days: 2025 has 248, 2026 has 248', () => {
    // 365 days, less the days of rest, less the 13 statutory days off (全国年节及纪念日放假办法, as amended in 2024)
    for (const year of [2025, 2026]) {
      const first = dayNumber(`${year}-01-01`) ?? 0;
      const worked = [...Array(365).keys()].filter((index) => CHINA.plan(first + index).workMs > 0);
      const weekdays = [...Array(365).keys()].filter((index) => weekdayOf(first + index) < 5);
      const statutory = 13;
      expect(worked).toHaveLength(weekdays.length - statutory);
      expect(worked).toHaveLength(248);
    }
  });

  it.each([
    ['2026-10-01', 'HOLIDAY', '国庆节', 0],
    ['2026-09-20', 'MAKE_UP', '国庆节', 8],
    ['2026-09-21', 'WORKDAY', '', 8],
    ['2026-09-26', 'HOLIDAY', '中秋节', 0],
    ['2026-11-21', 'WEEKEND', '', 0],
    ['2025-01-28', 'HOLIDAY', '春节', 0],
  ] as const)('%s is a %s', (day, kind, nameZh, hours) => {
    expect(plan(day)).toMatchObject({ day, kind, nameZh, workMs: hours * 3_600_000 });
  });

  it('2027 is not guessed: New Year is a plain Friday there, and the calendar says that it does not know', () => {
    expect(CHINA.knows(2027)).toBe(false);
    expect(plan('2027-01-01').kind).toBe('WORKDAY');
  });
});

describe('a calendar of a place', () => {
  const afternoon = [{ from: '14:30', to: '18:00' }];
  const county: CalendarData = {
    ...CHINA_CALENDAR,
    code: 'county',
    hours: [
      ...CHINA_CALENDAR.hours,
      {
        from: '2026-06-01',
        week: {
          MON: afternoon,
          TUE: afternoon,
          WED: afternoon,
          THU: afternoon,
          FRI: [],
          SAT: afternoon,
          SUN: [],
          MAKE_UP: afternoon,
        },
      },
    ],
    exceptions: [
      { from: '2026-10-01', to: '2026-10-02', windows: afternoon, nameZh: '值守', nameEn: 'On duty' },
    ],
  };
  const opened = openCalendar(county);
  const at = (day: string) => opened.plan(dayNumber(day) ?? Number.NaN);

  it('summer hours begin on their day, and an exception beats a national holiday', () => {
    expect(at('2026-05-29')).toMatchObject({ kind: 'WORKDAY', workMs: 8 * 3_600_000 });
    expect(at('2026-06-01')).toMatchObject({ kind: 'WORKDAY', workMs: 3.5 * 3_600_000 });
    expect(at('2026-06-05')).toMatchObject({ kind: 'WEEKEND', workMs: 0 });
    expect(at('2026-10-02')).toMatchObject({ kind: 'EXCEPTION', nameEn: 'On duty', workMs: 3.5 * 3_600_000 });
    expect(at('2026-10-03')).toMatchObject({ kind: 'HOLIDAY' });
    expect(localText(at('2026-10-02').windows[0]?.fromMs ?? 0, 'Asia/Shanghai')).toBe('2026-10-02 14:30');
  });

  it('a place that works on Saturdays keeps the national list as it is', () => {
    expect(checkCalendar(county)).toEqual([]);
  });
});

describe('faults', () => {
  const office = [{ from: '09:00', to: '17:00' }];
  const none = { MON: [], TUE: [], WED: [], THU: [], FRI: [], SAT: [], SUN: [], MAKE_UP: office };
  const source = { titleZh: '通知', number: '1号', issuedOn: '2025-11-31', url: '' };
  const name = { nameZh: '节', nameEn: 'Feast' };
  const broken: CalendarData = {
    ...CHINA_CALENDAR,
    code: '',
    zone: 'Asia/Chengdu',
    hours: [
      {
        from: null,
        week: {
          ...none,
          MON: [
            { from: '09:00', to: '12:00' },
            { from: '11:30', to: '18:00' },
            { from: '22:00', to: '06:00' },
            { from: '9:00', to: '24:30' },
          ],
        },
      },
      { from: '2026-06-31', week: none },
      { from: null, week: { ...none, MON: office } },
    ],
    years: [
      {
        year: 2026,
        status: 'PUBLISHED',
        source,
        holidays: [
          { from: '2026-02-15', to: '2026-02-23', ...name },
          { from: '2026-02-20', to: '2026-02-20', ...name },
          { from: '2026-05-05', to: '2026-05-01', ...name },
          { from: '2026-08-01', to: '2026-09-20', ...name },
          { from: '2027-01-01', to: '2027-01-02', ...name },
        ],
        makeUpDays: [
          { day: '2026-02-22', ...name },
          { day: '2026-11-16', ...name },
          { day: 'soon', ...name },
        ],
      },
      { year: 2026, status: 'NOT_PUBLISHED' },
    ],
    exceptions: [
      { from: '2026-07-01', to: '2026-07-03', windows: [{ from: '10:00', to: '10:00' }], ...name },
      { from: '2026-07-03', to: '2026-07-04', windows: [], ...name },
    ],
  };

  it('are told all at once, each with its place, in Chinese and English', () => {
    const faults = checkCalendar(broken);
    expect(faults.map(({ path }) => path).toSorted()).toEqual(
      [
        '/code',
        '/zone',
        '/hours/0/week/MON/1',
        '/hours/0/week/MON/2',
        '/hours/0/week/MON/3',
        '/hours/1/from',
        '/hours/1/week',
        '/hours/2/from',
        '/years/0/source/issuedOn',
        '/years/0/holidays/1',
        '/years/0/holidays/2',
        '/years/0/holidays/3',
        '/years/0/holidays/4',
        '/years/0/makeUpDays/0',
        '/years/0/makeUpDays/1',
        '/years/0/makeUpDays/2',
        '/years/1/year',
        '/exceptions/0/windows/0',
        '/exceptions/1',
      ].toSorted(),
    );
    expect(faults.every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
  });

  it('keep a calendar from being opened, with every one in the error', () => {
    const count = checkCalendar(broken).length;
    try {
      openCalendar(broken);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(HubError);
      if (!(error instanceof HubError)) return;
      expect(error.code).toBe('CONFIG_INVALID');
      expect(error.message.split('\n')).toHaveLength(count + 1);
      expect(error.messageZh).toContain('重叠');
    }
  });

  it('the shipped calendar has none', () => {
    expect(checkCalendar(CHINA_CALENDAR)).toEqual([]);
  });
});

describe('days and times as text', () => {
  it.each([
    ['2026-02-29', null],
    ['2024-02-29', 19_782],
    ['1970-01-01', 0],
    ['2026-13-01', null],
    ['2026-1-1', null],
  ])('day %s', (day, number) => {
    expect(dayNumber(day)).toBe(number);
  });

  it.each([
    ['00:00', 0],
    ['24:00', 1440],
    ['24:01', null],
    ['12:60', null],
    ['9:00', null],
  ])('time %s', (time, minute) => {
    expect(minuteOfDay(time)).toBe(minute);
  });
});
