import type { DayPlan, WorkCalendar } from './calendar.ts';
import { type Interval, localDay, mergeIntervals, subtractIntervals } from './calendar-days.ts';
import { HubError } from './errors.ts';

/**
 * What time is counted in. `counts`: which time passes; `day`: each day counts as one, however long it is, so that a
 * working day is a day of the calendar and not 24 working hours.
 */
export const TIME_UNITS = {
  MINUTES: { zh: '分钟', en: 'minutes', counts: 'ALL', day: false, ms: 60_000 },
  HOURS: { zh: '小时', en: 'hours', counts: 'ALL', day: false, ms: 3_600_000 },
  /** Hours of an urgent matter, which no calendar holds up (紧急工作时). */
  URGENT_HOURS: { zh: '紧急工作时', en: 'urgent hours', counts: 'ALL', day: false, ms: 3_600_000 },
  WORKING_HOURS: { zh: '工作时', en: 'working hours', counts: 'WORK', day: false, ms: 3_600_000 },
  WORKING_DAYS: { zh: '工作日', en: 'working days', counts: 'WORK', day: true, ms: 1 },
  CALENDAR_DAYS: { zh: '自然日', en: 'calendar days', counts: 'ALL', day: true, ms: 1 },
} as const satisfies Record<
  string,
  { zh: string; en: string; counts: 'ALL' | 'WORK'; day: boolean; ms: number }
>;

export type TimeUnit = keyof typeof TIME_UNITS;

/**
 * How a target in days ends. CLOSE_OF_DAY: the day it starts on does not count, and it ends with the last day, at
 * 24:00 or, in working days, when the office closes (Civil Code of China, arts. 201 and 203; the default). SAME_TIME:
 * as far into the last day as it was into the first when it started.
 */
export type DayEnd = 'CLOSE_OF_DAY' | 'SAME_TIME';

/** How long something may take; days are whole numbers. */
export interface TimeTarget {
  amount: number;
  unit: TimeUnit;
  /** Days only. */
  ends?: DayEnd;
}

/** Time that does not count; `toMs` null while it lasts. */
export interface Pause {
  fromMs: number;
  toMs: number | null;
}

/** Time that counts, all within one day (around the clock: `plan` null). A weight: ms that make one point. */
export interface Counted extends Interval {
  plan: DayPlan | null;
  weight: number;
}

/** A target further away than this is a mistake, and a search without end. */
const HORIZON_DAYS = 36_600;

/** Sorted and joined; one that lasts ends never. */
export function pausedIntervals(pauses: readonly Pause[]): Interval[] {
  return mergeIntervals(
    pauses.map(({ fromMs, toMs }) => ({ fromMs, toMs: toMs ?? Number.POSITIVE_INFINITY })),
  );
}

/** The days from an instant on, in order. */
function* daysFrom(calendar: WorkCalendar, fromMs: number): Generator<DayPlan> {
  const first = localDay(fromMs, calendar.zone);
  for (let day = first; day < first + HORIZON_DAYS; day += 1) yield calendar.plan(day);
}

/** Every stretch that counts from an instant on, without the pauses; ends only at a pause that lasts, or the horizon. */
export function* countedFrom(
  fromMs: number,
  unit: TimeUnit,
  calendar: WorkCalendar,
  pauses: readonly Pause[],
): Generator<Counted> {
  const { counts, day, ms } = TIME_UNITS[unit];
  const gone = pausedIntervals(pauses);
  if (!day && counts === 'ALL') {
    const rest = { fromMs, toMs: fromMs + HORIZON_DAYS * 86_400_000 };
    for (const piece of subtractIntervals(rest, gone)) yield { ...piece, plan: null, weight: ms };
    return;
  }
  const never = gone.at(-1)?.toMs === Number.POSITIVE_INFINITY ? gone.at(-1)?.fromMs : undefined;
  for (const plan of daysFrom(calendar, fromMs)) {
    if (never !== undefined && plan.whole.fromMs >= never) return;
    const weight = !day ? ms : counts === 'WORK' ? plan.workMs : plan.whole.toMs - plan.whole.fromMs;
    for (const window of counts === 'WORK' ? plan.windows : [plan.whole]) {
      const clipped = { fromMs: Math.max(window.fromMs, fromMs), toMs: window.toMs };
      for (const piece of subtractIntervals(clipped, gone)) yield { ...piece, plan, weight };
    }
  }
}

/**
 * Time that counted between two instants, in the unit: fractions of a day are parts of that day's working time (or of
 * its 23, 24 or 25 hours). Without what was paused.
 */
export function elapsed(
  fromMs: number,
  toMs: number,
  unit: TimeUnit,
  calendar: WorkCalendar,
  pauses: readonly Pause[] = [],
): number {
  // summed in whole ms per weight and divided once: nine tenths of an hour and one are an hour
  const byWeight = new Map<number, number>();
  for (const piece of countedFrom(fromMs, unit, calendar, pauses)) {
    if (piece.fromMs >= toMs) break;
    const ms = Math.min(piece.toMs, toMs) - piece.fromMs;
    byWeight.set(piece.weight, (byWeight.get(piece.weight) ?? 0) + ms);
  }
  let points = 0;
  for (const [weight, ms] of byWeight) points += ms / weight;
  return points;
}

/** The instant at which so many points have counted; null when a pause that lasts comes first. Ms are rounded. */
export function instantAfter(
  fromMs: number,
  points: number,
  unit: TimeUnit,
  calendar: WorkCalendar,
  pauses: readonly Pause[] = [],
): number | null {
  let left = points;
  for (const { fromMs: from, toMs, weight } of countedFrom(fromMs, unit, calendar, pauses)) {
    const wanted = left * weight;
    // half a ms: the error of a sum of fractions must not carry a due time over the night
    if (wanted <= toMs - from + 0.5) return Math.min(toMs, from + Math.round(wanted));
    left -= (toMs - from) / weight;
  }
  if (pauses.some(({ toMs }) => toMs === null)) return null;
  throw new HubError('BAD_USER_INPUT', {
    path: 'target',
    reason: 'no calendar reaches that far',
    reasonZh: '日历无法到达如此远的期限',
  });
}

/** What is wrong with a target, Chinese and English; null for a sound one. */
export function targetFault({ amount, unit, ends }: TimeTarget): { zh: string; en: string } | null {
  const { day, zh, en } = TIME_UNITS[unit];
  if (!Number.isFinite(amount) || amount <= 0) return { zh: '时限必须大于 0', en: 'it must be more than 0' };
  if (day && !Number.isInteger(amount)) {
    return { zh: `${zh}必须是整数`, en: `${en} are whole numbers` };
  }
  if (!day && ends !== undefined) {
    return { zh: `${zh}没有截止方式（ends）`, en: `${en} have no "ends"; it is for days` };
  }
  const days = day ? amount : (amount * TIME_UNITS[unit].ms) / 86_400_000;
  return days > 3660 ? { zh: '时限超过十年', en: 'it is longer than ten years' } : null;
}

/**
 * From when a target counts for a clock that starts at an instant: days that end with the day, from the next day on;
 * so that a pause on the first day takes nothing and gives nothing back.
 * @throws HubError BAD_USER_INPUT for a target that is not sound
 */
export function countsFrom(fromMs: number, target: TimeTarget, calendar: WorkCalendar): number {
  const fault = targetFault(target);
  if (fault !== null) {
    throw new HubError('BAD_USER_INPUT', { path: 'target', reason: fault.en, reasonZh: fault.zh });
  }
  const { unit, ends = 'CLOSE_OF_DAY' } = target;
  if (!TIME_UNITS[unit].day || ends === 'SAME_TIME') return fromMs;
  return calendar.plan(localDay(fromMs, calendar.zone)).whole.toMs;
}

/**
 * When a target is due, ms since the epoch; the due moment itself is in time. Null while a pause lasts that began
 * before it was due.
 * @throws HubError BAD_USER_INPUT for a target that is not sound
 */
export function dueAt(
  fromMs: number,
  target: TimeTarget,
  calendar: WorkCalendar,
  pauses: readonly Pause[] = [],
): number | null {
  return instantAfter(countsFrom(fromMs, target, calendar), target.amount, target.unit, calendar, pauses);
}

/** A year whose days off nobody has told this calendar. */
export interface CalendarWarning {
  year: number;
  zh: string;
  en: string;
}

/** Warnings about a stretch of time: its years that are not published, when the unit asks for working time at all. */
export function calendarWarnings(
  fromMs: number,
  toMs: number,
  unit: TimeUnit,
  calendar: WorkCalendar,
): CalendarWarning[] {
  // a calendar without any year keeps no holidays, on purpose
  if (TIME_UNITS[unit].counts === 'ALL' || calendar.data.years.length === 0) return [];
  const yearOf = (ms: number) => new Date(localDay(ms, calendar.zone) * 86_400_000).getUTCFullYear();
  const warnings: CalendarWarning[] = [];
  for (let year = yearOf(fromMs); year <= yearOf(toMs); year += 1) {
    if (calendar.knows(year)) continue;
    warnings.push({
      year,
      zh: `日历 ${calendar.code} 没有 ${year} 年的放假安排：该年仅按周一至周日的工作时间计算，公布后时限可能变化`,
      en: `calendar ${calendar.code} does not know the holidays of ${year}: only its weekly hours count there, and due times may move once they are published`,
    });
  }
  return warnings;
}
