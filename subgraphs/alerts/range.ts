import { HubError } from '../../core/errors.ts';
import { rangeArgument } from '../access.ts';

const DAY_MS = 86_400_000;

/** The range of event time that is read: epoch ms, from (inclusive), to (exclusive). */
export interface EventRange {
  fromMs: number;
  toMs: number;
  /** One end was not given. */
  defaulted: boolean;
}

/**
 * The range asked for: by default from 24 hours ago (or before `to`) to 24 hours ahead, since a device is believed
 * when its clock is that far ahead, and a fresh alert must not be missing from the list.
 * @throws HubError BAD_USER_INPUT when it is empty, or longer than `maxDays`
 */
export function eventRange(
  path: string,
  given: { from?: Date | null | undefined; to?: Date | null | undefined },
  nowMs: number,
  maxDays: number,
): EventRange {
  const to = given.to?.getTime() ?? nowMs + DAY_MS;
  const from = given.from?.getTime() ?? (given.to?.getTime() ?? nowMs) - DAY_MS;
  const range = rangeArgument(`${path}from`, from, to);
  if (to - from > maxDays * DAY_MS + DAY_MS) {
    throw new HubError('BAD_USER_INPUT', {
      path: `${path}from`,
      reason: `a range of at most ${maxDays} days`,
      reasonZh: `时间范围不超过 ${maxDays} 天`,
    });
  }
  return { ...range, defaulted: !given.from || !given.to };
}
