import type { EventTime } from './signal.ts';

const DAY_MS = 86_400_000;
// A clock before this was never set: 1900-01-00, the epoch, and chips that count on from 2000-01-01 after a reset.
const EARLIEST_MS = Date.UTC(2010, 0, 1);

/**
 * Upper bounds by unit; between 2010 and the year 5000 the ranges do not touch. A double holds seconds with a fraction
 * and ns only to a fraction of a microsecond: whole microseconds first, or 0.123 s would come out as 122 ms.
 */
const UNITS = [
  { below: 1e11, toMicros: (value: number) => value * 1e6 },
  { below: 1e14, toMicros: (value: number) => value * 1e3 },
  { below: 1e17, toMicros: (value: number) => value },
  { below: 1e20, toMicros: (value: number) => value / 1e3 },
] as const;

// `2026-03-01T08:00:00.123+08:00`, `2026/3/1 8:00`, `20260301T080000Z`, date only
const CALENDAR =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9})\d*)?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})(?:[.,](\d{1,9}))?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const NUMBER = /^\d{1,20}(\.\d+)?$/;
const NANOSECONDS = /^\d{18,20}$/;

function fromNumber(value: number): number | null {
  const unit = UNITS.find((candidate) => Math.abs(value) < candidate.below);
  return unit === undefined ? null : Math.floor(Math.round(unit.toMicros(value)) / 1e3);
}

function fromDigits(digits: string): number | null {
  // exact: a double would lose the last digits
  return NANOSECONDS.test(digits) ? Number(BigInt(digits) / 1_000_000n) : fromNumber(Number(digits));
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  FORMATS.set(zone, made);
  return made;
}

/** Offset of a zone from UTC at an instant, in ms, east positive. @throws RangeError for an unknown zone */
export function zoneOffsetMs(zone: string, atMs: number): number {
  // China has had one offset since 1991, and this is the hot path of every zone-less camera
  if (zone === 'Asia/Shanghai' && atMs >= EARLIEST_MS) return 8 * 3_600_000;
  const name = formatOf(zone)
    .formatToParts(atMs)
    .find((part) => part.type === 'timeZoneName')?.value;
  return offsetMs((name ?? 'GMT').replace('GMT', '')) ?? 0;
}

/** `Z`, ``, `+08`, `+0800` or `+08:00` in ms; null when out of range. */
function offsetMs(text: string): number | null {
  const match = /^([+-])(\d{2}):?(\d{2})?/.exec(text);
  if (match === null) return 0;
  const [, sign, hours, minutes = '0'] = match;
  if (Number(hours) > 14 || Number(minutes) > 59) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function fromCalendar(text: string, siteZone: string): number | null {
  const match = CALENDAR.exec(text) ?? COMPACT.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const made = new Date(midnight);
  // Date rolls 1900-01-00 and 2026-02-30 over into another day
  if (made.getUTCMonth() !== Number(month) - 1 || made.getUTCDate() !== Number(day)) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const wall = midnight + seconds * 1e3 + Math.floor(Number(`0.${fraction || '0'}`) * 1e3);
  if (zone !== undefined) {
    const offset = offsetMs(zone);
    return offset === null ? null : wall - offset;
  }
  // the offset at the instant itself, not at the wall time read as UTC, right also next to a change of the clocks
  const first = wall - zoneOffsetMs(siteZone, wall);
  return wall - zoneOffsetMs(siteZone, first);
}

/** Two digits as a number; negative when they are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function daysIn(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return leap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

/**
 * The form nearly all alerts come in, `2026-03-01T08:00:00.123` with `Z` or `+08:00`, the fraction of three digits or
 * none: what `fromCalendar` makes of it in an eighth of the time. Null for any other form, a bad one too. `Date.parse`
 * would take 30 February for 2 March.
 */
function fromPlainIso(text: string): number | null {
  const { length } = text;
  const zone = length === 20 || length === 25 ? 19 : length === 24 || length === 29 ? 23 : 0;
  if (zone === 0 || text[4] !== '-' || text[7] !== '-' || text[10] !== 'T') return null;
  if (text[13] !== ':' || text[16] !== ':') return null;
  const century = twoDigits(text, 0);
  const ofCentury = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if ((century | ofCentury | month | day | hour | minute | second) < 0) return null;
  const year = century * 100 + ofCentury;
  // `Date.UTC` takes the years before 100 for those of 1900
  if (year < 100 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 60)
    return null;
  let wall = Date.UTC(year, month - 1, day) + ((hour * 60 + minute) * 60 + second) * 1e3;
  if (zone === 23) {
    const hundredths = twoDigits(text, 20);
    const last = text.charCodeAt(22) - 0x30;
    if (text[19] !== '.' || hundredths < 0 || last < 0 || last > 9) return null;
    wall += hundredths * 10 + last;
  }
  const sign = text[zone];
  if (length === zone + 1) return sign === 'Z' ? wall : null;
  if ((sign !== '+' && sign !== '-') || text[zone + 3] !== ':') return null;
  const hours = twoDigits(text, zone + 1);
  const minutes = twoDigits(text, zone + 4);
  if ((hours | minutes) < 0 || hours > 14 || minutes > 59) return null;
  return wall - (sign === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function toMs(raw: unknown, siteZone: string): number | null {
  if (typeof raw === 'number') return Number.isFinite(raw) ? fromNumber(raw) : null;
  if (typeof raw === 'bigint') return fromDigits(raw.toString());
  if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? null : raw.getTime();
  if (typeof raw !== 'string' || raw.length > 64) return null;
  const plain = fromPlainIso(raw);
  if (plain !== null) return plain;
  const text = raw.trim();
  // 14 digits are a compact wall time; as ms they would lie in the year 2600
  if (!NUMBER.test(text) || (text.length === 14 && COMPACT.test(text))) return fromCalendar(text, siteZone);
  return fromDigits(text);
}

/**
 * A moment as a device told it, made usable (domain rule 9). ISO 8601 with or without a zone (none: the site's), and
 * numbers or digit strings in s, ms, us or ns told apart by range. What cannot be read, a clock that was never set
 * (before 2010) and more than 24 h ahead of the hub give the receive time with quality BAD. Never throws for bad input.
 */
export function parseEventTime(raw: unknown, receivedAtMs: number, siteZone = 'Asia/Shanghai'): EventTime {
  const ms = toMs(raw, siteZone);
  if (ms === null || ms < EARLIEST_MS || ms > receivedAtMs + DAY_MS) {
    return { ms: receivedAtMs, quality: 'BAD' };
  }
  return { ms, quality: 'GOOD' };
}
