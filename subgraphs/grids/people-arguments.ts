import { isPostDuty, POST_DUTIES } from '../../core/duty-roles.ts';
import { HubError } from '../../core/errors.ts';

type Maybe<V> = V | null | undefined;

export function badInput(path: string, reason: string, reasonZh: string): HubError {
  return new HubError('BAD_USER_INPUT', { path, reason, reasonZh });
}
export function missing(what: string, whatZh: string, id: string): HubError {
  return new HubError('NOT_FOUND', { what, whatZh, id });
}

/** One of the codes of a table. @throws HubError BAD_USER_INPUT naming them */
export function codeArgument<C extends string>(
  path: string,
  code: string,
  is: (value: unknown) => value is C,
  table: Readonly<Record<string, unknown>>,
): C {
  if (is(code)) return code;
  const known = Object.keys(table).join(', ');
  throw badInput(path, `one of ${known}`, `应为 ${known} 之一`);
}

/** @throws HubError BAD_USER_INPUT unless the end lies after the start */
export function spanArgument(path: string, startsAt: Date, endsAt: Date | null): void {
  if (endsAt !== null && endsAt <= startsAt)
    throw badInput(path, 'it must lie after the start', '须晚于起始时间');
}

/** @throws HubError BAD_USER_INPUT for what is no number of orders */
export function capacityArgument(path: string, capacity: Maybe<number>): number | null {
  if (capacity === null || capacity === undefined) return null;
  if (capacity >= 1 && capacity <= 10_000) return capacity;
  throw badInput(path, 'a whole number from 1 to 10000', '须为 1 至 10000 的整数');
}

/** @throws HubError BAD_USER_INPUT for an unknown duty */
export function dutiesArgument(path: string, duties: readonly string[]): string[] {
  return [...new Set(duties.map((duty, at) => codeArgument(`${path}.${at}`, duty, isPostDuty, POST_DUTIES)))];
}

export const spanOf = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) => ({ startsAt, endsAt });
