import {
  type CalendarData,
  type CalendarYear,
  minuteOfDay,
  type Period,
  WEEK_DAYS,
} from './calendar-data.ts';
import { dayNumber, dayText, weekdayOf } from './calendar-days.ts';

/** What is wrong with a calendar's data. `path` is a JSON Pointer into it. */
export interface CalendarFault {
  path: string;
  zh: string;
  en: string;
}

type Report = (path: string, zh: string, en: string) => void;

/** A row that takes days, for the search of overlaps; numbers are day numbers. */
interface Taken {
  path: string;
  from: number;
  to: number;
}

/** Longer than any holiday was; a mistyped year is not a holiday of twelve months. */
const LONGEST_DAYS = 31;

function checkPeriods(periods: readonly Period[], path: string, report: Report): void {
  const read = periods.map(({ from, to }, index) => {
    const fromMinute = minuteOfDay(from);
    const toMinute = minuteOfDay(to);
    const at = `${path}/${index}`;
    if (fromMinute === null || toMinute === null) {
      report(at, `“${from}–${to}”不是 HH:MM 时间`, `"${from}-${to}" is not a pair of times HH:MM`);
      return null;
    }
    if (fromMinute >= toMinute) {
      const en = `${from}-${to} does not end after it begins; split hours over midnight at 24:00`;
      report(at, `${from}–${to} 结束不晚于开始；跨零点的时段请在 24:00 处拆开`, en);
      return null;
    }
    return { at, text: `${from}-${to}`, fromMinute, toMinute };
  });
  const sorted = read.filter((one) => one !== null).sort((a, b) => a.fromMinute - b.fromMinute);
  sorted.forEach((one, index) => {
    const before = sorted[index - 1];
    if (before !== undefined && one.fromMinute < before.toMinute) {
      report(one.at, `${one.text} 与 ${before.text} 重叠`, `${one.text} overlaps ${before.text}`);
    }
  });
}

function checkDays(from: string, to: string, path: string, report: Report): Taken | null {
  const first = dayNumber(from);
  const last = dayNumber(to);
  for (const [text, day] of [
    [from, first],
    [to, last],
  ] as const) {
    if (day === null) report(path, `“${text}”不是有效日期`, `"${text}" is not a day of the calendar`);
    if (from === to) break;
  }
  if (first === null || last === null) return null;
  if (last < first) {
    report(path, `${to} 早于 ${from}`, `${to} lies before ${from}`);
    return null;
  }
  if (last - first >= LONGEST_DAYS) {
    report(
      path,
      `${from} 至 ${to} 超过 ${LONGEST_DAYS} 天`,
      `${from} to ${to} is longer than ${LONGEST_DAYS} days`,
    );
    return null;
  }
  return { path, from: first, to: last };
}

function checkOverlaps(rows: readonly (Taken | null)[], report: Report): void {
  const sorted = rows.filter((row) => row !== null).sort((a, b) => a.from - b.from || a.to - b.to);
  let before: Taken | undefined;
  for (const row of sorted) {
    if (before !== undefined && row.from <= before.to) {
      const day = dayText(row.from);
      report(row.path, `${day} 与 ${before.path} 重叠`, `${day} overlaps ${before.path}`);
    }
    if (before === undefined || row.to > before.to) before = row;
  }
}

function checkHours(data: CalendarData, report: Report): void {
  if (data.hours.length === 0) report('/hours', '没有工作时间', 'there are no office hours');
  let last = Number.NEGATIVE_INFINITY;
  data.hours.forEach(({ from, week }, index) => {
    const path = `/hours/${index}`;
    const first = index === 0;
    if (first !== (from === null)) {
      report(`${path}/from`, '仅第一行（且必须）为 null', 'the first row, and only it, has null here');
    }
    const day = from === null ? Number.NEGATIVE_INFINITY : dayNumber(from);
    if (day === null)
      report(`${path}/from`, `“${from}”不是有效日期`, `"${from}" is not a day of the calendar`);
    else if (from !== null && day <= last) {
      report(`${path}/from`, `${from} 不晚于上一行`, `${from} does not lie after the row before`);
    }
    last = day ?? last;
    for (const name of WEEK_DAYS) checkPeriods(week[name], `${path}/week/${name}`, report);
    if (WEEK_DAYS.every((name) => name === 'MAKE_UP' || week[name].length === 0)) {
      report(`${path}/week`, '整周没有工作时间', 'no day of the week has working hours');
    }
  });
}

/** The notice of a year may name days of the last December too (2007-12-29 was one of 2008). */
function checkYear(year: CalendarYear, index: number, data: CalendarData, report: Report): (Taken | null)[] {
  if (year.status !== 'PUBLISHED') return [];
  const path = `/years/${index}`;
  if (dayNumber(year.source.issuedOn) === null) {
    const text = year.source.issuedOn;
    report(`${path}/source/issuedOn`, `“${text}”不是有效日期`, `"${text}" is not a day of the calendar`);
  }
  if (year.holidays.length === 0) {
    report(`${path}/holidays`, '已公布的年份没有任何假日', 'a published year without a holiday');
  }
  const own = (day: number) =>
    dayText(day) >= `${year.year - 1}-12-01` && dayText(day) <= `${year.year}-12-31`;
  const rows = [
    ...year.holidays.map(({ from, to }, at) => checkDays(from, to, `${path}/holidays/${at}`, report)),
    ...year.makeUpDays.map(({ day }, at) => checkDays(day, day, `${path}/makeUpDays/${at}`, report)),
  ];
  for (const row of rows) {
    if (row !== null && !(own(row.from) && own(row.to))) {
      report(row.path, `不在 ${year.year} 年内`, `lies outside the year ${year.year}`);
    }
  }
  for (const row of rows.slice(year.holidays.length)) {
    if (row === null) continue;
    const hours = data.hours.findLast(({ from }) => from === null || (dayNumber(from) ?? 0) <= row.from);
    const name = WEEK_DAYS[weekdayOf(row.from)] ?? 'MON';
    // a place that works on Saturdays still keeps the national list
    if (weekdayOf(row.from) < 5 && (hours?.week[name].length ?? 0) > 0) {
      const day = dayText(row.from);
      const en = `${day} (${name}) is a working day anyway; a make-up day lies on a day of rest`;
      report(row.path, `${day} 本就是工作日，调休上班日应为休息日`, en);
    }
    if ((hours?.week.MAKE_UP.length ?? 1) === 0) {
      report(row.path, '工作时间中没有调休上班日（MAKE_UP）的时段', 'the office hours name none for MAKE_UP');
    }
  }
  return rows;
}

/** Every fault of a calendar at once: days, hours, order, overlaps; none for a sound one. */
export function checkCalendar(data: CalendarData): CalendarFault[] {
  const faults: CalendarFault[] = [];
  const report: Report = (path, zh, en) => faults.push({ path, zh, en });
  if (data.code.trim() === '') report('/code', '缺少代码', 'the code is empty');
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: data.zone });
  } catch {
    report('/zone', `未知时区“${data.zone}”`, `there is no zone "${data.zone}"`);
  }
  checkHours(data, report);
  const seen = new Map<number, number>();
  data.years.forEach(({ year }, index) => {
    const path = `/years/${index}/year`;
    if (!Number.isInteger(year) || year < 1970 || year > 9999) {
      report(path, `“${year}”不是年份`, `"${year}" is not a year`);
    }
    const before = seen.get(year);
    if (before !== undefined)
      report(path, `${year} 年重复`, `the year ${year} is at /years/${before} already`);
    else seen.set(year, index);
  });
  checkOverlaps(
    data.years.flatMap((year, index) => checkYear(year, index, data, report)),
    report,
  );
  checkOverlaps(
    data.exceptions.map(({ from, to }, index) => checkDays(from, to, `/exceptions/${index}`, report)),
    report,
  );
  data.exceptions.forEach(({ windows }, index) => {
    checkPeriods(windows, `/exceptions/${index}/windows`, report);
  });
  return faults;
}
