import Type, { type Static } from 'typebox';
import { checkCalendar } from './calendar-check.ts';
import type { WEEK_DAYS } from './calendar-data.ts';
import { CLOSED, DOCUMENT_HEADER, type GovernanceFault } from './governance-document.ts';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Name = { nameZh: DOCUMENT_HEADER.nameZh, nameEn: DOCUMENT_HEADER.nameEn };
const Periods = Type.Array(Type.Object({ from: Type.String(), to: Type.String() }, CLOSED), { maxItems: 24 });

const Week = Type.Object(
  {
    MON: Periods,
    TUE: Periods,
    WED: Periods,
    THU: Periods,
    FRI: Periods,
    SAT: Periods,
    SUN: Periods,
    MAKE_UP: Periods,
  } satisfies Record<(typeof WEEK_DAYS)[number], unknown>,
  CLOSED,
);

const Published = Type.Object(
  {
    year: Type.Integer(),
    status: Type.Literal('PUBLISHED'),
    source: Type.Object(
      { titleZh: Type.String(), number: Type.String(), issuedOn: Day, url: Type.String() },
      CLOSED,
    ),
    holidays: Type.Array(Type.Object({ from: Day, to: Day, ...Name }, CLOSED), { maxItems: 100 }),
    makeUpDays: Type.Array(Type.Object({ day: Day, ...Name }, CLOSED), { maxItems: 100 }),
  },
  CLOSED,
);

/** `governance/calendars/*.yaml`: core/calendar-data.ts says what each key means. */
export const CalendarSchema = Type.Object(
  {
    ...DOCUMENT_HEADER,
    zone: Type.String(),
    hours: Type.Array(Type.Object({ from: Type.Union([Day, Type.Null()]), week: Week }, CLOSED), {
      maxItems: 100,
    }),
    years: Type.Array(
      Type.Union([
        Published,
        Type.Object({ year: Type.Integer(), status: Type.Literal('NOT_PUBLISHED') }, CLOSED),
      ]),
      { maxItems: 100 },
    ),
    exceptions: Type.Array(Type.Object({ from: Day, to: Day, windows: Periods, ...Name }, CLOSED), {
      maxItems: 1000,
    }),
  },
  CLOSED,
);

export type CalendarDocument = Static<typeof CalendarSchema>;

export function checkCalendarDocument(body: CalendarDocument): GovernanceFault[] {
  return checkCalendar(body);
}
