import { readFileSync } from 'node:fs';
import { Value } from 'typebox/value';
import { parse } from 'yaml';
import type { CalendarData } from '../../core/calendar-data.ts';
import { CalendarSchema } from '../../core/calendar-schema.ts';

/** The shipped calendar of mainland China, as its document has it. */
export const CHINA_CALENDAR: CalendarData = Value.Parse(
  CalendarSchema,
  parse(readFileSync(new URL('../../governance/calendars/china.yaml', import.meta.url), 'utf8')),
);
