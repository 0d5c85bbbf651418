import Type, { type Static } from 'typebox';
import { minuteOfDay } from './calendar-data.ts';
import {
  CLOSED,
  DOCUMENT_HEADER,
  type GovernanceFault,
  type GovernanceLookup,
} from './governance-document.ts';
import { nearest } from './near.ts';
import { SEVERITIES } from './severity.ts';

/** How often a duty recurs. */
export const SCHEDULE_UNITS = {
  DAY: { zh: '每日', en: 'every day' },
  WEEK: { zh: '每周', en: 'every week' },
  MONTH: { zh: '每月', en: 'every month' },
  QUARTER: { zh: '每季度', en: 'every quarter' },
  YEAR: { zh: '每年', en: 'every year' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type ScheduleUnit = keyof typeof SCHEDULE_UNITS;

/** What is done about periods that went by while the hub was down, or before a binding was made known. */
export const CATCH_UP_RULES = {
  LATEST: { zh: '只补最近一期', en: 'only the latest is made up' },
  ALL: { zh: '逐期补齐', en: 'every one is made up' },
} as const satisfies Record<string, { zh: string; en: string }>;

export const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;

const Words = Type.String({ minLength: 1, maxLength: 200 });
const Reference = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$' });

/** `governance/schedules/*.yaml`: a duty that opens an order once a period, for each grid or person it is bound to. */
export const ScheduleSchema = Type.Object(
  {
    ...DOCUMENT_HEADER,
    /** False ends it; nothing is opened any more. */
    enabled: Type.Boolean(),
    every: Type.Object(
      {
        unit: Type.Enum(['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR']),
        /** WEEK. */
        weekday: Type.Optional(Type.Enum([...WEEKDAYS])),
        /** MONTH, QUARTER, YEAR: day of the month; one that the month does not have is its last. -1: the last. */
        day: Type.Optional(Type.Integer({ minimum: -1, maximum: 31 })),
        /** QUARTER: which month of it, 1-3; YEAR: 1-12. */
        month: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
      },
      CLOSED,
    ),
    /** `HH:MM` on the clocks of the calendar's zone. */
    time: Type.String(),
    calendar: Reference,
    /** What if that day is no working day: opened all the same, or on the next that is. */
    onDayOff: Type.Enum(['SAME', 'NEXT_WORKDAY']),
    matter: Reference,
    /** Left out: the matter's. */
    profile: Type.Optional(Reference),
    severity: Type.Enum([...SEVERITIES]),
    /** `{grid}`, `{subject}` and `{period}` are filled in. */
    title: Type.Object({ zh: Words, en: Words }, CLOSED),
    /** Without a binding of its own every grid of this level has it; left out: only where it is bound. */
    each: Type.Optional(
      Type.Enum(['CITY', 'COUNTY', 'SUBDISTRICT', 'COMMUNITY', 'GRID', 'MICRO_GRID', 'NEIGHBOUR_UNIT']),
    ),
    /** Sent to whoever the duty ladder names; left out or false: it waits to be dispatched. */
    dispatch: Type.Optional(Type.Boolean()),
    catchUp: Type.Object(
      {
        rule: Type.Enum(['LATEST', 'ALL']),
        /** What was due longer ago is never made up. */
        withinDays: Type.Integer({ minimum: 1, maximum: 366 }),
      },
      CLOSED,
    ),
    sources: Type.Optional(Type.Array(Words, { maxItems: 20 })),
  },
  CLOSED,
);

export type ScheduleDocument = Static<typeof ScheduleSchema>;

/** Which keys of `every` a unit needs. */
const NEEDS: Record<ScheduleUnit, readonly ('weekday' | 'day' | 'month')[]> = {
  DAY: [],
  WEEK: ['weekday'],
  MONTH: ['day'],
  QUARTER: ['month', 'day'],
  YEAR: ['month', 'day'],
};

export function checkSchedule(body: ScheduleDocument, lookup: GovernanceLookup): GovernanceFault[] {
  const faults: GovernanceFault[] = [];
  const { every } = body;
  for (const key of ['weekday', 'day', 'month'] as const) {
    const needed = NEEDS[every.unit].includes(key);
    if (needed && every[key] === undefined) {
      faults.push({ path: '/every', zh: `${every.unit} 需要 ${key}`, en: `${every.unit} needs ${key}` });
    }
    if (!needed && every[key] !== undefined) {
      const path = `/every/${key}`;
      faults.push({ path, zh: `${every.unit} 不用 ${key}`, en: `does not go with ${every.unit}` });
    }
  }
  if (every.day === 0) faults.push({ path: '/every/day', zh: '应为 1-31 或 -1', en: 'it is 1-31, or -1' });
  if (every.unit === 'QUARTER' && (every.month ?? 1) > 3) {
    faults.push({ path: '/every/month', zh: '季度中的月份为 1-3', en: 'the month of a quarter is 1-3' });
  }
  const minute = minuteOfDay(body.time);
  if (minute === null || minute >= 1440) {
    faults.push({ path: '/time', zh: '应为 HH:MM', en: 'it is HH:MM' });
  }
  const references = [
    ['/calendar', 'CALENDAR', body.calendar],
    ['/matter', 'MATTER', body.matter],
    ['/profile', 'PROFILE', body.profile],
  ] as const;
  for (const [path, kind, code] of references) {
    if (code === undefined || lookup.has(kind, code)) continue;
    const near = nearest(code, lookup.codes(kind), 4);
    faults.push({
      path,
      zh: `没有 ${code}${near === null ? '' : `，是否应为 ${near}？`}`,
      en: `there is no ${code}${near === null ? '' : `: did you mean ${near}?`}`,
    });
  }
  return faults;
}
