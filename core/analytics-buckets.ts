import { instantOf } from './calendar-days.ts';
import { zoneOffsetMs } from './event-time.ts';

/** Lengths of one bucket of a trend, by the calendar of a zone; a week begins on Monday (ISO 8601). */
export const TREND_INTERVALS = ['HOUR', 'DAY', 'WEEK', 'MONTH'] as const;
export type TrendInterval = (typeof TREND_INTERVALS)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Buckets of a range and as many before it. All times in epoch ms. */
export interface Buckets {
  /** Starts of the earlier buckets, starts of the buckets, and the end of the last one: ascending, 2 × count + 1. */
  bounds: readonly number[];
  count: number;
  /** End of what is counted, exclusive; the last bucket may end later. */
  toMs: number;
  /** End, exclusive, of what is counted of the last earlier bucket: as long as the last bucket has lasted. */
  earlierToMs: number;
}

/** The start of the bucket that holds an instant, as wall time. */
function wallStart(atMs: number, interval: TrendInterval, zone: string): number {
  const wall = atMs + zoneOffsetMs(zone, atMs);
  const day = Math.floor(wall / DAY_MS) * DAY_MS;
  if (interval === 'DAY') return day;
  const date = new Date(day);
  if (interval === 'WEEK') return day - ((date.getUTCDay() + 6) % 7) * DAY_MS;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

function wallStep(wallMs: number, interval: TrendInterval, steps: number): number {
  if (interval === 'DAY') return wallMs + steps * DAY_MS;
  if (interval === 'WEEK') return wallMs + steps * 7 * DAY_MS;
  const date = new Date(wallMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + steps, 1);
}

/** The start of the bucket `steps` after the one that holds `atMs`. */
function startOf(atMs: number, interval: TrendInterval, zone: string): (steps: number) => number {
  if (interval === 'HOUR') {
    // by hours that pass, not by hours of the clock: no hour is lost or doubled when the clocks change
    const offset = zoneOffsetMs(zone, atMs);
    const start = Math.floor((atMs + offset) / HOUR_MS) * HOUR_MS - offset;
    return (steps) => start + steps * HOUR_MS;
  }
  const first = wallStart(atMs, interval, zone);
  return (steps) => instantOf(wallStep(first, interval, steps), zone);
}

/**
 * The buckets that cover a range, aligned to hours, days, weeks or months of a zone, and as many before them. The range
 * begins with the bucket that holds `fromMs`, so that no first bucket is cut; the last one is cut at `toMs`, and so is
 * its counterpart. Null when there are more than `most`.
 */
export function bucketsOf(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  interval: TrendInterval,
  zone: string,
  most: number,
): Buckets | null {
  const start = startOf(fromMs, interval, zone);
  const starts = [start(0)];
  for (let next = start(1); next < toMs; next = start(starts.length)) {
    if (starts.length === most) return null;
    starts.push(next);
  }
  const count = starts.length;
  const earlier = starts.map((_, index) => start(index - count));
  const last = starts[count - 1] ?? fromMs;
  const end = start(count);
  const lastEarlier = earlier[count - 1] ?? fromMs;
  const first = starts[0] ?? fromMs;
  const earlierToMs = end <= toMs ? first : Math.min(first, lastEarlier + (toMs - last));
  return { bounds: [...earlier, ...starts, end], count, toMs, earlierToMs };
}

/** The zone by its proper name; null when there is none of that name. Offsets such as `+08:00` are none. */
export function zoneNamed(name: string): string | null {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return null;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
