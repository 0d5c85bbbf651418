import { Compile } from 'typebox/compile';
import { dayNumber } from '../../core/calendar-days.ts';
import { RosterPattern } from '../../core/roster.ts';
import { badInput } from './people-arguments.ts';

const pattern = Compile(RosterPattern);
/** @throws HubError BAD_USER_INPUT naming every misfit, or what is impossible on a clock */
export function patternArgument(path: string, value: unknown): RosterPattern {
  if (!pattern.Check(value)) {
    const faults = pattern.Errors(value).slice(0, 5);
    const told = faults.map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ');
    throw badInput(path, `it is no roster pattern: ${told}`, `不是有效的排班方案：${told}`);
  }
  if (value.kind === 'ROTATION' && dayNumber(value.start) === null) {
    throw badInput(`${path}.start`, 'a day as YYYY-MM-DD', '须为 YYYY-MM-DD 形式的日期');
  }
  const names = value.shifts.map(({ name }) => name);
  if (new Set(names).size < names.length)
    throw badInput(`${path}.shifts`, 'two shifts have one name', '班次名称重复');
  return value;
}

/** @throws HubError BAD_USER_INPUT for what is no day */
export function dayArgument(path: string, day: string): string {
  if (dayNumber(day) !== null) return day;
  throw badInput(path, 'a day as YYYY-MM-DD', '须为 YYYY-MM-DD 形式的日期');
}

/** Everybody whom a plan names. */
export function membersOf(value: RosterPattern): string[] {
  return [
    ...new Set(value.kind === 'WEEKLY' ? value.shifts.flatMap(({ members }) => members) : value.members),
  ];
}
