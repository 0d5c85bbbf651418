import { instantOf } from './calendar-days.ts';
import { zoneOffsetMs } from './event-time.ts';
import { typeMatches } from './patterns.ts';

/**
 * Planned work: alerts are stored and incidents shown, but nobody is sent. What a window names (device, type, grid) must
 * all match; types on which a life hangs are exempt unless it says otherwise.
 */
export interface MaintenanceWindow {
  id: string;
  deviceId: string | null;
  /** A type code, or `camera.*`. */
  typePattern: string | null;
  /** This grid and everything below it. */
  gridCode: string | null;
  /** One-off: the time itself. Recurring: the first and (null: no) last moment of the whole series. Epoch ms. */
  startsMs: number;
  endsMs: number | null;
  recurs: Recurrence | null;
  includeLifeSafety: boolean;
}

/** Every week on `days` (1 = Monday … 7 = Sunday), minutes of the site's day; over midnight when from >= to. */
export interface Recurrence {
  days: readonly number[];
  minuteFrom: number;
  minuteTo: number;
}

export interface MaintenanceFacts {
  deviceId: string;
  type: string;
  lifeSafety: boolean;
  gridCode: string | null;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const DAY_MS = DAY_MINUTES * MINUTE_MS;

/** Weekday of a local day number (days since the epoch, a Thursday), 1 = Monday. */
function weekday(localDay: number): number {
  return ((((localDay + 3) % 7) + 7) % 7) + 1;
}

/** End of the occurrence that holds at `nowMs`, epoch ms; null when none does. */
export function occurrenceEnd(
  { days, minuteFrom, minuteTo }: Recurrence,
  nowMs: number,
  zone: string,
): number | null {
  const localMs = nowMs + zoneOffsetMs(zone, nowMs);
  const today = Math.floor(localMs / DAY_MS);
  const length = (minuteTo - minuteFrom + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  // an occurrence of yesterday may reach over midnight into today
  for (const day of [today, today - 1]) {
    if (!days.includes(weekday(day))) continue;
    const startMs = day * DAY_MS + minuteFrom * MINUTE_MS;
    const endMs = startMs + length * MINUTE_MS;
    // by the clocks of the zone: a night in which they change is an hour shorter or longer
    if (localMs >= startMs && localMs < endMs) return instantOf(endMs, zone);
  }
  return null;
}

/** When the window that holds at `nowMs` ends (epoch ms); null when it does not hold then. */
export function windowEnd(window: MaintenanceWindow, nowMs: number, zone: string): number | null {
  const { startsMs, endsMs, recurs } = window;
  if (nowMs < startsMs || (endsMs !== null && nowMs >= endsMs)) return null;
  if (recurs === null) return endsMs;
  const end = occurrenceEnd(recurs, nowMs, zone);
  return end === null || endsMs === null ? end : Math.min(end, endsMs);
}

function covers(window: MaintenanceWindow, facts: MaintenanceFacts): boolean {
  return (
    (window.includeLifeSafety || !facts.lifeSafety) &&
    (window.deviceId === null || window.deviceId === facts.deviceId) &&
    typeMatches(window.typePattern, facts.type) &&
    (window.gridCode === null || (facts.gridCode ?? '').startsWith(window.gridCode))
  );
}

/** The window that holds for an incident at `atMs`, and when that ends: of several the one that ends last. */
export function maintenanceOf(
  windows: readonly MaintenanceWindow[],
  facts: MaintenanceFacts,
  atMs: number,
  zone: string,
): { id: string; untilMs: number } | null {
  let found: { id: string; untilMs: number } | null = null;
  for (const window of windows) {
    if (!covers(window, facts)) continue;
    const untilMs = windowEnd(window, atMs, zone);
    if (untilMs !== null && (found === null || untilMs > found.untilMs)) found = { id: window.id, untilMs };
  }
  return found;
}
