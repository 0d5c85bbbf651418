import { HubError } from '../../core/errors.ts';
import type { ReadingsQuery } from '../../runtime/series/port.ts';
import { rangeArgument, textArgument } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';

const DAY_MS = 86_400_000;
const MAX_READINGS = 5000;

type Maybe<T> = T | null | undefined;

export interface ReadingArguments {
  metric: string;
  from?: Maybe<Date>;
  to?: Maybe<Date>;
  interval?: Maybe<number>;
  limit?: Maybe<number>;
}

/**
 * What is asked of one device or of many; `nowMs` is one for the whole request, or they would not be asked together.
 * @throws HubError BAD_USER_INPUT
 */
export function readingsQuery(
  { config }: Pick<SubgraphDeps, 'config'>,
  args: ReadingArguments,
  nowMs: number,
): ReadingsQuery {
  const to = args.to?.getTime() ?? nowMs;
  const range = rangeArgument('from', args.from?.getTime() ?? to - DAY_MS, to);
  const limit = args.limit ?? 500;
  if (!(limit >= 1 && limit <= MAX_READINGS)) {
    throw new HubError('BAD_USER_INPUT', {
      path: 'limit',
      reason: `1 to ${MAX_READINGS}`,
      reasonZh: `须在 1 至 ${MAX_READINGS} 之间`,
    });
  }
  if (range.toMs - range.fromMs > config.retention.seriesDays * DAY_MS) {
    throw new HubError('BAD_USER_INPUT', {
      path: 'from',
      reason: `a range of at most ${config.retention.seriesDays} days`,
      reasonZh: `时间范围不超过 ${config.retention.seriesDays} 天`,
    });
  }
  return {
    metric: textArgument('metric', args.metric, 200) ?? '',
    ...range,
    intervalMs: args.interval ?? null,
    limit,
  };
}
