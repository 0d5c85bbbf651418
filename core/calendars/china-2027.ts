import type { CalendarYear } from '../calendar-data.ts';

/**
 * The notice for 2027 had not been published when this was written: nothing is guessed, and whoever computes a time in
 * 2027 is warned. Once it is out, this becomes a PUBLISHED year like china-2026.ts.
 */
export const CHINA_2027: CalendarYear = { year: 2027, status: 'NOT_PUBLISHED' };
