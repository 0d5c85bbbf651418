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

/** Characters of a part that an index finds wherever it stands: of fewer, no three are together. */
const PART_FROM = 3;

/** What a text asks of a case number; `text` is in capitals where it is the whole or the beginning. */
export interface CaseSearch {
  how: 'WHOLE' | 'BEGINNING' | 'PART' | 'NEVER';
  text: string;
}

/** A whole number is found by its index, a part wherever it stands, one or two characters as the beginning. */
export function caseSearch(search: string): CaseSearch {
  if (isCaseNumber(search)) return { how: 'WHOLE', text: search.toUpperCase() };
  if (search.length >= PART_FROM) return { how: 'PART', text: search };
  // no number begins otherwise
  if (!/^([CE][0-9]?)?$/i.test(search)) return { how: 'NEVER', text: search };
  return { how: 'BEGINNING', text: search.toUpperCase() };
}

/** Whether a search finds a case number: what the list's SQL says of it. */
export function caseFound({ how, text }: CaseSearch, number: string): boolean {
  switch (how) {
    case 'WHOLE':
      return number === text;
    case 'BEGINNING':
      return number.startsWith(text);
    case 'PART':
      return number.toLowerCase().includes(text.toLowerCase());
    case 'NEVER':
      return false;
  }
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
