import { checkCalendar } from './calendar-check.ts';
import { type CalendarData, minuteOfDay, type Period, WEEK_DAYS } from './calendar-data.ts';
import {
  type Day,
  dayNumber,
  dayText,
  type Interval,
  lengthOf,
  localIntervals,
  weekdayOf,
} from './calendar-days.ts';
import { HubError } from './errors.ts';

export const DAY_KINDS = {
  WORKDAY: { zh: '工作日', en: 'working day' },
  WEEKEND: { zh: '休息日', en: 'day of rest' },
  HOLIDAY: { zh: '放假', en: 'holiday' },
  MAKE_UP: { zh: '调休上班', en: 'make-up working day' },
  EXCEPTION: { zh: '特别安排', en: 'special arrangement' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type DayKind = keyof typeof DAY_KINDS;

/** One local day of a calendar. */
export interface DayPlan {
  day: Day;
  kind: DayKind;
  /** Of the holiday, make-up day or exception; '' otherwise. */
  nameZh: string;
  nameEn: string;
  /** When it is worked; none on a day that is not a working day. */
  windows: readonly Interval[];
  /** Length of all windows, ms. */
  workMs: number;
  /** The whole day: 24 h, or 23 or 25 where the clocks change. */
  whole: Interval;
}

/** A checked calendar, ready to be asked. */
export interface WorkCalendar {
  readonly code: string;
  readonly zone: string;
  readonly data: CalendarData;
  /** By day number (core/calendar-days.ts). */
  plan(day: number): DayPlan;
  /** Whether the days off of this year are known. */
  knows(year: number): boolean;
}

interface NamedDay {
  kind: DayKind;
  nameZh: string;
  nameEn: string;
  /** Null: the hours of the week in force. */
  windows: readonly Period[] | null;
}

function* daysOf(from: Day, to: Day): Generator<number> {
  const last = dayNumber(to) ?? Number.NEGATIVE_INFINITY;
  for (let day = dayNumber(from) ?? 0; day <= last; day += 1) yield day;
}

/** Every day that is not a plain day of the week; an exception is written last and so wins. */
function namedDays(data: CalendarData): Map<number, NamedDay> {
  const named = new Map<number, NamedDay>();
  for (const year of data.years) {
    if (year.status !== 'PUBLISHED') continue;
    for (const { from, to, nameZh, nameEn } of year.holidays) {
      for (const day of daysOf(from, to)) named.set(day, { kind: 'HOLIDAY', nameZh, nameEn, windows: [] });
    }
    for (const { day, nameZh, nameEn } of year.makeUpDays) {
      for (const one of daysOf(day, day)) named.set(one, { kind: 'MAKE_UP', nameZh, nameEn, windows: null });
    }
  }
  for (const { from, to, nameZh, nameEn, windows } of data.exceptions) {
    for (const day of daysOf(from, to)) named.set(day, { kind: 'EXCEPTION', nameZh, nameEn, windows });
  }
  return named;
}

const WHOLE_DAY = [{ fromMinute: 0, toMinute: 1440 }];
/** Days kept worked out: ten years. */
const KEPT_DAYS = 3660;

/**
 * A calendar from its data.
 * @throws HubError CONFIG_INVALID that names every fault at once (core/calendar-check.ts)
 */
export function openCalendar(data: CalendarData): WorkCalendar {
  const faults = checkCalendar(data);
  if (faults.length > 0) {
    throw new HubError('CONFIG_INVALID', {
      count: faults.length,
      faults: faults.map(({ path, en }) => `calendar ${data.code}${path}: ${en}`).join('\n'),
      faultsZh: faults.map(({ path, zh }) => `日历 ${data.code}${path}：${zh}`).join('\n'),
    });
  }
  const named = namedDays(data);
  const hours = data.hours.map(({ from, week }) => ({
    from: from === null ? Number.NEGATIVE_INFINITY : (dayNumber(from) ?? 0),
    week,
  }));
  const known = new Set(data.years.filter(({ status }) => status === 'PUBLISHED').map(({ year }) => year));
  const kept = new Map<number, DayPlan>();

  function work(day: number): DayPlan {
    const { kind, nameZh, nameEn, windows } = named.get(day) ?? {
      kind: null,
      nameZh: '',
      nameEn: '',
      windows: null,
    };
    const week = hours.findLast(({ from }) => from <= day)?.week;
    const periods = windows ?? week?.[WEEK_DAYS[kind === 'MAKE_UP' ? 7 : weekdayOf(day)] ?? 'MON'] ?? [];
    const worked = localIntervals(
      day,
      data.zone,
      periods.map(({ from, to }) => ({
        fromMinute: minuteOfDay(from) ?? 0,
        toMinute: minuteOfDay(to) ?? 0,
      })),
    );
    const whole = localIntervals(day, data.zone, WHOLE_DAY);
    const fromMs = whole[0]?.fromMs ?? 0;
    return {
      day: dayText(day),
      kind: kind ?? (worked.length > 0 ? 'WORKDAY' : 'WEEKEND'),
      nameZh,
      nameEn,
      windows: worked,
      workMs: lengthOf(worked),
      whole: { fromMs, toMs: whole.at(-1)?.toMs ?? fromMs },
    };
  }

  return {
    code: data.code,
    zone: data.zone,
    data,
    plan(day) {
      const before = kept.get(day);
      if (before !== undefined) return before;
      // the oldest goes: a site asks about the same weeks over and over
      if (kept.size >= KEPT_DAYS) for (const oldest of [...kept.keys()].slice(0, 1)) kept.delete(oldest);
      const made = work(day);
      kept.set(day, made);
      return made;
    },
    knows: (year) => known.has(year),
  };
}
