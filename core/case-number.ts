import { zoneOffsetMs } from './event-time.ts';

/** C 部件 (a thing is broken) or E 事件 (something happens), as in the national digital city management process. */
export type CaseClass = 'C' | 'E';

const TWO_DIGITS = /^[0-9]{2}$/;
const DAY = /^[0-9]{8}$/;

/** Day of an instant in the site's zone, `yyyyMMdd`. */
export function siteDay(atMs: number, zone = 'Asia/Shanghai'): string {
  return new Date(atMs + zoneOffsetMs(zone, atMs)).toISOString().slice(0, 10).replaceAll('-', '');
}

/**
 * What a case number starts with, and what its serial counts within: class, category, sub-category, day.
 * @throws RangeError when a part has the wrong shape
 */
export function casePrefix(caseClass: CaseClass, category: string, sub: string, day: string): string {
  if (!TWO_DIGITS.test(category) || !TWO_DIGITS.test(sub) || !DAY.test(day)) {
    throw new RangeError(`no case prefix: ${category} ${sub} ${day}`);
  }
  return `${caseClass}${category}${sub}${day}`;
}

/** Whether a text is a whole case number, in capitals or not; the serial has four digits, or more of a great day. */
export function isCaseNumber(text: string): boolean {
  return /^[CE][0-9]{16,24}$/i.test(text);
}

/**
 * 案卷号: class + category 2 + sub-category 2 + yyyyMMdd (site zone) + serial, at least 4 digits, growing beyond.
 * The serial comes from one row update in the database, never from max + 1.
 * @throws RangeError when a part has the wrong shape
 */
export function caseNumber(
  caseClass: CaseClass,
  category: string,
  sub: string,
  day: string,
  serial: number,
): string {
  if (!Number.isSafeInteger(serial) || serial < 1) throw new RangeError(`no case serial: ${serial}`);
  return casePrefix(caseClass, category, sub, day) + String(serial).padStart(4, '0');
}
