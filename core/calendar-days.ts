import { zoneOffsetMs } from './event-time.ts';

/** A local day as `YYYY-MM-DD`. */
export type Day = string;

/** Part of time, from (inclusive) to (exclusive), ms since the epoch. */
export interface Interval {
  fromMs: number;
  toMs: number;
}

export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;
/** Offsets of zones from UTC lie between -12 h and +14 h. */
const WEST_MS = 12 * 3_600_000;
const EAST_MS = 14 * 3_600_000;
/** No zone changes its clocks twice within this. */
const STEP_MS = 6 * 3_600_000;

const DAY_TEXT = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01 of `YYYY-MM-DD`; null when it is not a day (2026-02-30 is not). */
export function dayNumber(text: Day): number | null {
  const match = DAY_TEXT.exec(text);
  if (match === null) return null;
  const number = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS;
  return dayText(number) === text ? number : null;
}

/** `YYYY-MM-DD` of a day number. */
export function dayText(day: number): Day {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 0 Monday ... 6 Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The local day an instant lies in, as a day number. @throws RangeError for an unknown zone */
export function localDay(ms: number, zone: string): number {
  return Math.floor((ms + zoneOffsetMs(zone, ms)) / DAY_MS);
}

/** `YYYY-MM-DD HH:mm` on the clocks of a zone; seconds where there are any. */
export function localText(ms: number, zone: string): string {
  const text = new Date(ms + zoneOffsetMs(zone, ms)).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, ms % MINUTE_MS === 0 ? 16 : 19)}`;
}

/** A wall time (as if it were UTC) of a zone; the first of two, and where the clocks jump over it, the jump. */
export function instantOf(wallMs: number, zone: string): number {
  const before = zoneOffsetMs(zone, wallMs - DAY_MS);
  const after = zoneOffsetMs(zone, wallMs + DAY_MS);
  const early = wallMs - before;
  if (zoneOffsetMs(zone, early) === before) return early;
  const late = wallMs - after;
  return zoneOffsetMs(zone, late) === after ? late : early;
}

/** The first instant in (from, to] that has the offset of `to`; the offset changes once in between. */
function changeBetween(zone: string, fromMs: number, toMs: number): number {
  const after = zoneOffsetMs(zone, toMs);
  let low = fromMs;
  let high = toMs;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zoneOffsetMs(zone, middle) === after) high = middle;
    else low = middle;
  }
  return high;
}

/** Stretches of one offset that cover every instant at which a clock of the zone can show this day. */
function offsetsAround(day: number, zone: string): (Interval & { offsetMs: number })[] {
  const end = (day + 1) * DAY_MS + WEST_MS;
  const stretches: (Interval & { offsetMs: number })[] = [];
  let from = day * DAY_MS - EAST_MS;
  let offsetMs = zoneOffsetMs(zone, from);
  for (let at = from; at < end; ) {
    const next = Math.min(at + STEP_MS, end);
    const changed = zoneOffsetMs(zone, next);
    if (changed !== offsetMs) {
      const change = changeBetween(zone, at, next);
      stretches.push({ fromMs: from, toMs: change, offsetMs });
      from = change;
      offsetMs = changed;
    }
    at = next;
  }
  stretches.push({ fromMs: from, toMs: end, offsetMs });
  return stretches;
}

/**
 * The instants at which the clocks of a zone show this day and a time in one of the windows (minutes after midnight,
 * 0-1440). Right where the clocks change: an hour that is skipped gives nothing, one that is shown twice counts twice.
 */
export function localIntervals(
  day: number,
  zone: string,
  windows: readonly { fromMinute: number; toMinute: number }[],
): Interval[] {
  const found = offsetsAround(day, zone).flatMap((stretch) =>
    windows.map((window) => ({
      fromMs: Math.max(stretch.fromMs, day * DAY_MS + window.fromMinute * MINUTE_MS - stretch.offsetMs),
      toMs: Math.min(stretch.toMs, day * DAY_MS + window.toMinute * MINUTE_MS - stretch.offsetMs),
    })),
  );
  return mergeIntervals(found);
}

/** Sorted, without empty ones, what touches or overlaps joined. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(({ fromMs, toMs }) => fromMs < toMs).sort((a, b) => a.fromMs - b.fromMs);
  const merged: Interval[] = [];
  for (const { fromMs, toMs } of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else merged.push({ fromMs, toMs });
  }
  return merged;
}

/** What of an interval none of `gone` (sorted, disjoint) covers. */
export function subtractIntervals(from: Interval, gone: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let at = from.fromMs;
  for (const { fromMs, toMs } of gone) {
    if (toMs <= at) continue;
    if (fromMs >= from.toMs) break;
    if (fromMs > at) left.push({ fromMs: at, toMs: fromMs });
    at = Math.max(at, toMs);
  }
  if (at < from.toMs) left.push({ fromMs: at, toMs: from.toMs });
  return left;
}

/** Length of all of them, ms. */
export function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}
