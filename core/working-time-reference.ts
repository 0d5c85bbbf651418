import type { CalendarData, Period } from './calendar-data.ts';
import { type Pause, TIME_UNITS, type TimeTarget } from './working-time.ts';

/**
 * The same questions as core/working-time.ts, answered the slow and plain way: look at every minute, ask the clock of
 * the zone what it shows, and count. Shares no code with it but the types; for tests. Times are whole minutes.
 */
const MINUTE_MS = 60_000;
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;

interface Shown {
  day: string;
  time: string;
  weekday: (typeof DAYS)[number];
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function shown(ms: number, zone: string): Shown {
  let format = FORMATS.get(zone);
  if (format === undefined) {
    // sv-SE writes 2026-03-29 01:30
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    FORMATS.set(zone, format);
  }
  const [day = '', time = ''] = format.format(ms).split(' ');
  return { day, time, weekday: DAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'SUN' };
}

function periodsOf({ day, weekday }: Shown, data: CalendarData): readonly Period[] {
  const exception = data.exceptions.find(({ from, to }) => from <= day && day <= to);
  if (exception !== undefined) return exception.windows;
  const hours = data.hours.findLast(({ from }) => from === null || from <= day);
  for (const year of data.years) {
    if (year.status !== 'PUBLISHED') continue;
    if (year.holidays.some(({ from, to }) => from <= day && day <= to)) return [];
    if (year.makeUpDays.some((one) => one.day === day)) return hours?.week.MAKE_UP ?? [];
  }
  return hours?.week[weekday] ?? [];
}

export interface MinuteCounter {
  dueAt(fromMs: number, target: TimeTarget, pauses: readonly Pause[]): number;
  elapsed(fromMs: number, toMs: number, unit: TimeTarget['unit'], pauses: readonly Pause[]): number;
}

/** A counter of minutes; it remembers what it looked up, nothing else. */
export function countMinutes(data: CalendarData): MinuteCounter {
  const { zone } = data;
  const looked = new Map<number, { day: string; works: boolean }>();
  function look(ms: number): { day: string; works: boolean } {
    let known = looked.get(ms);
    if (known === undefined) {
      const at = shown(ms, zone);
      const works = periodsOf(at, data).some(({ from, to }) => from <= at.time && at.time < to);
      known = { day: at.day, works };
      looked.set(ms, known);
    }
    return known;
  }
  const counts = (ms: number, unit: TimeTarget['unit']) =>
    TIME_UNITS[unit].counts === 'ALL' || look(ms).works;

  const lengths = new Map<string, number>();
  /** Minutes of the day around an instant that count. */
  function dayLength(ms: number, unit: TimeTarget['unit']): number {
    const { day } = look(ms);
    const key = `${TIME_UNITS[unit].counts} ${day}`;
    let known = lengths.get(key);
    if (known === undefined) {
      known = 0;
      let at = ms;
      while (look(at - MINUTE_MS).day === day) at -= MINUTE_MS;
      for (; look(at).day === day; at += MINUTE_MS) if (counts(at, unit)) known += 1;
      lengths.set(key, known);
    }
    return known;
  }
  /** What one minute is worth in the unit. */
  function worth(ms: number, unit: TimeTarget['unit']): number {
    return TIME_UNITS[unit].day ? 1 / dayLength(ms, unit) : MINUTE_MS / TIME_UNITS[unit].ms;
  }
  const paused = (ms: number, pauses: readonly Pause[]) =>
    pauses.some(({ fromMs, toMs }) => fromMs <= ms && (toMs === null || ms < toMs));

  return {
    dueAt(fromMs, { amount, unit, ends = 'CLOSE_OF_DAY' }, pauses) {
      let left = amount;
      let first = fromMs;
      if (TIME_UNITS[unit].day && ends === 'CLOSE_OF_DAY') {
        const { day } = look(fromMs);
        while (look(first).day === day) first += MINUTE_MS;
      }
      for (let at = first; ; at += MINUTE_MS) {
        if (!counts(at, unit) || paused(at, pauses)) continue;
        const one = worth(at, unit);
        if (left <= one * (1 + 1e-5)) return Math.min(at + MINUTE_MS, at + (left / one) * MINUTE_MS);
        left -= one;
      }
    },
    elapsed(fromMs, toMs, unit, pauses) {
      let sum = 0;
      for (let at = fromMs; at < toMs; at += MINUTE_MS) {
        if (counts(at, unit) && !paused(at, pauses)) sum += worth(at, unit);
      }
      return sum;
    },
  };
}
