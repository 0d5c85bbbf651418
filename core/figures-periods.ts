import { instantOf } from './calendar-days.ts';
import { zoneOffsetMs } from './event-time.ts';

/** Periods of figures, by the calendar of the site's zone; a week begins on Monday (ISO 8601). */
export const FIGURE_UNITS = {
  DAY: { zh: '日', en: 'day' },
  WEEK: { zh: '周', en: 'week' },
  MONTH: { zh: '月', en: 'month' },
  QUARTER: { zh: '季', en: 'quarter' },
  YEAR: { zh: '年', en: 'year' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type FigureUnit = keyof typeof FIGURE_UNITS;

/** What a figure is compared with. */
export const FIGURE_COMPARISONS = {
  PREVIOUS: { zh: '环比', en: 'against the period before' },
  YEAR_BEFORE: { zh: '同比', en: 'against the same period of the year before' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type FigureComparison = keyof typeof FIGURE_COMPARISONS;

/** One or several whole units in a row. Times are epoch ms; ends are exclusive. */
export interface FigurePeriod {
  unit: FigureUnit;
  /** How many units. */
  units: number;
  fromMs: number;
  /** End of the last unit. */
  endMs: number;
  /** End of what is counted: `endMs`, or just after now where that comes first. */
  toMs: number;
  /** `2026-11-21`, `2026-W47`, `2026-11`, `2026-Q4`, `2026`; of the first and the last unit where there are several. */
  label: string;
}

const DAY_MS = 86_400_000;
const MONTHS = { DAY: 0, WEEK: 0, MONTH: 1, QUARTER: 3, YEAR: 12 } as const satisfies Record<
  FigureUnit,
  number
>;

const wallOf = (atMs: number, zone: string) => atMs + zoneOffsetMs(zone, atMs);

/** The start of the unit that holds an instant, as wall time. */
function wallStart(atMs: number, unit: FigureUnit, zone: string): number {
  const day = Math.floor(wallOf(atMs, zone) / DAY_MS) * DAY_MS;
  if (unit === 'DAY') return day;
  const date = new Date(day);
  if (unit === 'WEEK') return day - ((date.getUTCDay() + 6) % 7) * DAY_MS;
  const month = date.getUTCMonth();
  return Date.UTC(date.getUTCFullYear(), month - (month % MONTHS[unit]), 1);
}

/** Wall time some months on; a day that the month does not have becomes its last (29 February: 28). */
function addMonths(wallMs: number, months: number): number {
  const date = new Date(wallMs);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 1);
  const into = wallMs - Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const lastDay = next - first - DAY_MS;
  return into < next - first ? first + into : first + lastDay + (into % DAY_MS);
}

function addUnits(wallMs: number, unit: FigureUnit, units: number): number {
  if (unit === 'DAY') return wallMs + units * DAY_MS;
  if (unit === 'WEEK') return wallMs + units * 7 * DAY_MS;
  return addMonths(wallMs, units * MONTHS[unit]);
}

const two = (value: number) => String(value).padStart(2, '0');

/** The week of ISO 8601: its year is the year of its Thursday. */
function weekLabel(mondayMs: number): string {
  const thursday = new Date(mondayMs + 3 * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) + 1;
  return `${year}-W${two(week)}`;
}

function labelOf(wallMs: number, unit: FigureUnit): string {
  if (unit === 'WEEK') return weekLabel(wallMs);
  const date = new Date(wallMs);
  const year = String(date.getUTCFullYear());
  const month = date.getUTCMonth();
  if (unit === 'YEAR') return year;
  if (unit === 'QUARTER') return `${year}-Q${month / 3 + 1}`;
  return unit === 'MONTH'
    ? `${year}-${two(month + 1)}`
    : `${year}-${two(month + 1)}-${two(date.getUTCDate())}`;
}

/**
 * The whole units that hold a range, each a period of its own. What lies ahead of now is not counted. Null when there
 * are more than `most`.
 */
export function figurePeriods(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  unit: FigureUnit,
  zone: string,
  nowMs: number,
  most: number,
): FigurePeriod[] | null {
  const periods: FigurePeriod[] = [];
  let wall = wallStart(fromMs, unit, zone);
  for (let start = instantOf(wall, zone); periods.length === 0 || start < toMs; ) {
    if (periods.length === most) return null;
    const label = labelOf(wall, unit);
    wall = addUnits(wall, unit, 1);
    const endMs = instantOf(wall, zone);
    periods.push({ unit, units: 1, fromMs: start, endMs, toMs: cut(start, endMs, nowMs), label });
    start = endMs;
  }
  return periods;
}

/** What happens at this very moment counts; a period that lies ahead counts nothing. */
function cut(fromMs: number, endMs: number, nowMs: number): number {
  return Math.max(fromMs, Math.min(endMs, nowMs + 1));
}

/** Periods in a row as one; null for none. */
export function wholePeriod(periods: readonly FigurePeriod[]): FigurePeriod | null {
  const [first] = periods;
  const last = periods.at(-1);
  if (first === undefined || last === undefined) return null;
  const label = periods.length === 1 ? first.label : `${first.label}/${last.label}`;
  return {
    ...first,
    units: periods.length,
    endMs: last.endMs,
    toMs: Math.max(first.fromMs, last.toMs),
    label,
  };
}

/**
 * The period that another is compared with: as many units before it, or the same of the year before (of weeks: 52 weeks
 * before, so that the days of the week are the same). Where the period goes on, the other is cut after the same part.
 */
export function comparedPeriod(period: FigurePeriod, against: FigureComparison, zone: string): FigurePeriod {
  const { unit, units } = period;
  const back = (atMs: number): number => {
    const wall = wallOf(atMs, zone);
    if (against === 'PREVIOUS') return instantOf(addUnits(wall, unit, -units), zone);
    return instantOf(unit === 'WEEK' ? wall - 364 * DAY_MS : addMonths(wall, -12), zone);
  };
  const fromMs = back(period.fromMs);
  // days stay as many: 28 February is not compared with the 28th and 29th of a leap year
  const endMs =
    unit === 'DAY' ? instantOf(addUnits(wallOf(fromMs, zone), unit, units), zone) : back(period.endMs);
  const toMs = period.toMs === period.endMs ? endMs : Math.max(fromMs, Math.min(endMs, back(period.toMs)));
  const named = (atMs: number) => labelOf(wallStart(atMs, unit, zone), unit);
  const label = units === 1 ? named(fromMs) : `${named(fromMs)}/${named(endMs - 1)}`;
  return { unit, units, fromMs, endMs, toMs, label };
}

/** How a change is to be read. */
export const CHANGE_BASES = {
  COMPARED: { zh: '基期不为零，变化率有效', en: 'the base is not zero: the rate holds' },
  FROM_ZERO: {
    zh: '基期为零、本期不为零：变化率无意义，只看增减量',
    en: 'the base is zero: there is no rate, only a difference',
  },
  BOTH_ZERO: { zh: '两期均为零：无变化', en: 'both are zero: no change' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type ChangeBase = keyof typeof CHANGE_BASES;

export interface FigureChange {
  value: number;
  before: number;
  difference: number;
  /** Difference in percent of the base; 0 when both are zero, null when only the base is. */
  percent: number | null;
  base: ChangeBase;
}

/** A figure beside that of another period (LA-02). A rate is never made of a zero base. */
export function changeOf(value: number, before: number): FigureChange {
  const difference = value - before;
  if (before === 0) {
    const base = value === 0 ? 'BOTH_ZERO' : 'FROM_ZERO';
    return { value, before, difference, percent: value === 0 ? 0 : null, base };
  }
  return { value, before, difference, percent: (difference / before) * 100, base: 'COMPARED' };
}
