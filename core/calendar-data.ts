import type { Day } from './calendar-days.ts';

/** Hours of a day on its clocks, from (inclusive) to (exclusive): `09:00` to `12:00`; a day ends at `24:00`. */
export interface Period {
  from: string;
  to: string;
}

/** MON-SUN, and MAKE_UP: the hours of a day worked in exchange for one off (调休上班). */
export const WEEK_DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN', 'MAKE_UP'] as const;
export type WeekDay = (typeof WEEK_DAYS)[number];

/** Office hours from a day on, until the next row begins (summer and winter hours are a row each). */
export interface OfficeHours {
  /** Null: since ever; the first row only. */
  from: Day | null;
  week: Readonly<Record<WeekDay, readonly Period[]>>;
}

/** Days off, both inclusive. */
export interface Holiday {
  from: Day;
  to: Day;
  nameZh: string;
  nameEn: string;
}

/** A day of a weekend that is worked in exchange for one off (调休). */
export interface MakeUpDay {
  day: Day;
  nameZh: string;
  nameEn: string;
}

/** Where a year's days off were published. */
export interface CalendarSource {
  titleZh: string;
  /** Number of the document (发文字号). */
  number: string;
  issuedOn: Day;
  url: string;
}

/** What is known of a year. A year that is not published says so: nothing is guessed, whoever computes with it is warned. */
export type CalendarYear =
  | {
      year: number;
      status: 'PUBLISHED';
      source: CalendarSource;
      holidays: readonly Holiday[];
      makeUpDays: readonly MakeUpDay[];
    }
  | { year: number; status: 'NOT_PUBLISHED' };

/** A place's own days, stronger than all else: a half day, a closing for a storm, a Sunday on duty. */
export interface CalendarException {
  from: Day;
  to: Day;
  /** Empty: nobody works. */
  windows: readonly Period[];
  nameZh: string;
  nameEn: string;
}

/** A working calendar as data. */
export interface CalendarData {
  code: string;
  nameZh: string;
  nameEn: string;
  /** IANA name. */
  zone: string;
  hours: readonly OfficeHours[];
  years: readonly CalendarYear[];
  exceptions: readonly CalendarException[];
}

const MINUTE_OF = /^(\d{2}):(\d{2})$/;

/** Minutes after midnight of `HH:MM`, 0-1440; null when it is not a time. */
export function minuteOfDay(text: string): number | null {
  const match = MINUTE_OF.exec(text);
  if (match === null) return null;
  const minute = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) > 59 || minute > 1440 ? null : minute;
}
