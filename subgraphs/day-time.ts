import { HubError } from '../core/errors.ts';

/** Minutes after midnight of `HH:mm`, 0 to 1440. @throws HubError BAD_USER_INPUT */
export function minuteArgument(path: string, text: string): number {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  const minute = match === null ? Number.NaN : Number(match[1]) * 60 + Number(match[2]);
  if (minute <= 1440) return minute;
  throw new HubError('BAD_USER_INPUT', {
    path,
    reason: 'a time of the day as HH:mm, 00:00 to 24:00',
    reasonZh: '须为 HH:mm 形式的时刻（00:00 至 24:00）',
  });
}

/** `HH:mm` of minutes after midnight. */
export function timeOfMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Weekdays, 1 Monday to 7 Sunday, each once and in order. @throws HubError BAD_USER_INPUT when there is none or another */
export function weekdaysArgument(path: string, days: readonly number[]): number[] {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  if (sorted.length > 0 && sorted.every((day) => Number.isInteger(day) && day >= 1 && day <= 7))
    return sorted;
  throw new HubError('BAD_USER_INPUT', {
    path,
    reason: '1 (Monday) to 7 (Sunday)',
    reasonZh: '须为 1（周一）至 7（周日）',
  });
}
