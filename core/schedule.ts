import type { WorkCalendar } from './calendar.ts';
import { minuteOfDay } from './calendar-data.ts';
import { DAY_MS, dayNumber, dayText, localDay, localIntervals, weekdayOf } from './calendar-days.ts';
import { type ScheduleDocument, WEEKDAYS } from './schedule-schema.ts';

/** One period of a recurring duty. */
export interface DutyPeriod {
  /** `2026-W48`, `2026-11`, `2026-Q4`, `2026`, `2026-11-21`: stable, whatever the due day becomes. */
  period: string;
  /** When its order is opened. */
  dueMs: number;
}

type Every = ScheduleDocument['every'];

const MONTH_NAMES = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}`;

/** Day number of a day of a month; beyond its end, or -1: its last day. */
function dayOfMonth(year: number, month: number, day: number): number {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const chosen = day < 0 ? last : Math.min(day, last);
  return Date.UTC(year, month - 1, chosen) / DAY_MS;
}

/** ISO 8601 week of a Monday, as `2026-W48`: the year is that of its Thursday. */
function weekName(monday: number): string {
  const year = new Date((monday + 3) * DAY_MS).getUTCFullYear();
  const first = Date.UTC(year, 0, 4) / DAY_MS;
  const firstMonday = first - weekdayOf(first);
  return `${year}-W${String((monday - firstMonday) / 7 + 1).padStart(2, '0')}`;
}

/** The period that a day lies in, its nominal day, and the first day of the next period. */
function periodOf(every: Every, day: number): { period: string; nominal: number; next: number } {
  const date = new Date(day * DAY_MS);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  switch (every.unit) {
    case 'DAY':
      return { period: dayText(day), nominal: day, next: day + 1 };
    case 'WEEK': {
      const monday = day - weekdayOf(day);
      const nominal = monday + WEEKDAYS.indexOf(every.weekday ?? 'MON');
      return { period: weekName(monday), nominal, next: monday + 7 };
    }
    case 'MONTH': {
      const next = Date.UTC(year, month, 1) / DAY_MS;
      return { period: MONTH_NAMES(year, month), nominal: dayOfMonth(year, month, every.day ?? 1), next };
    }
    case 'QUARTER': {
      const quarter = Math.ceil(month / 3);
      const first = (quarter - 1) * 3;
      const nominal = dayOfMonth(year, first + (every.month ?? 1), every.day ?? 1);
      return { period: `${year}-Q${quarter}`, nominal, next: Date.UTC(year, first + 3, 1) / DAY_MS };
    }
    case 'YEAR': {
      const nominal = dayOfMonth(year, every.month ?? 1, every.day ?? 1);
      return { period: String(year), nominal, next: Date.UTC(year + 1, 0, 1) / DAY_MS };
    }
  }
}

/** A year of days off in a row is no calendar. */
const LONGEST_WAIT_DAYS = 366;

function openingDay(schedule: ScheduleDocument, calendar: WorkCalendar, nominal: number): number {
  if (schedule.onDayOff === 'SAME') return nominal;
  for (let day = nominal; day < nominal + LONGEST_WAIT_DAYS; day += 1) {
    if (calendar.plan(day).workMs > 0) return day;
  }
  return nominal;
}

function instantOf(day: number, time: string, zone: string): number {
  const fromMinute = minuteOfDay(time) ?? 0;
  // an hour that the clocks skip begins where they go on
  const [first] = localIntervals(day, zone, [{ fromMinute, toMinute: 1440 }]);
  return first?.fromMs ?? day * DAY_MS;
}

/** The periods whose orders are due in (fromMs, toMs], oldest first. */
export function duePeriods(
  schedule: ScheduleDocument,
  calendar: WorkCalendar,
  fromMs: number,
  toMs: number,
): DutyPeriod[] {
  const periods: DutyPeriod[] = [];
  // a due day may lie behind its period, by as much as a run of days off
  const last = localDay(toMs, calendar.zone);
  let day = localDay(fromMs, calendar.zone) - 45;
  while (day <= last) {
    const { period, nominal, next } = periodOf(schedule.every, day);
    const dueMs = instantOf(openingDay(schedule, calendar, nominal), schedule.time, calendar.zone);
    if (dueMs > fromMs && dueMs <= toMs) periods.push({ period, dueMs });
    day = next;
  }
  return periods.sort((a, b) => a.dueMs - b.dueMs);
}

/** What is to be done about the periods that are due. */
export interface DutyPlan {
  /** An order is opened for each. */
  open: readonly DutyPeriod[];
  /** Marked as passed over: nobody is sent for last month's visit. */
  passOver: readonly DutyPeriod[];
}

/** By the catch-up rule of the schedule: which of the due periods of the last days get an order now. */
export function planDuty(schedule: ScheduleDocument, calendar: WorkCalendar, nowMs: number): DutyPlan {
  if (!schedule.enabled) return { open: [], passOver: [] };
  const { rule, withinDays } = schedule.catchUp;
  const due = duePeriods(schedule, calendar, nowMs - withinDays * DAY_MS, nowMs);
  return rule === 'ALL' ? { open: due, passOver: [] } : { open: due.slice(-1), passOver: due.slice(0, -1) };
}

/** When the next order of a schedule is due; null: none within a year and a half. */
export function nextDuty(
  schedule: ScheduleDocument,
  calendar: WorkCalendar,
  nowMs: number,
): DutyPeriod | null {
  if (!schedule.enabled) return null;
  return duePeriods(schedule, calendar, nowMs, nowMs + 550 * DAY_MS)[0] ?? null;
}

/** Whether a binding that holds from one local day to another (inclusive) has this period. */
export function binds(
  { startsOn, endsOn }: { startsOn: string; endsOn: string | null },
  { dueMs }: DutyPeriod,
  zone: string,
): boolean {
  const day = localDay(dueMs, zone);
  const from = dayNumber(startsOn) ?? Number.POSITIVE_INFINITY;
  const to = endsOn === null ? Number.POSITIVE_INFINITY : (dayNumber(endsOn) ?? Number.NEGATIVE_INFINITY);
  return from <= day && day <= to;
}

/** The title of an order, Chinese, with what it is about filled in. */
export function dutyTitle(
  { title }: ScheduleDocument,
  values: { grid: string; subject: string; period: string },
): string {
  const known: Readonly<Record<string, string>> = values;
  return title.zh.replaceAll(/\{(grid|subject|period)\}/g, (_, name: string) => known[name] ?? '').trim();
}
