import { HubError } from '../../core/errors.ts';
import { communityOf } from '../../core/grid.ts';
import type { ReadingRow } from '../../runtime/series/port.ts';
import { rangeArgument, textArgument } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type DeviceRow, effectiveGrid } from './store.ts';

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

/** What a device measured. @throws HubError BAD_USER_INPUT | SERIES_UNAVAILABLE */
export async function readingsOf(
  { series, config }: Pick<SubgraphDeps, 'series' | 'config'>,
  device: DeviceRow,
  args: ReadingArguments,
): Promise<ReadingRow[]> {
  const to = args.to?.getTime() ?? Date.now();
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
  return series.readings({
    deviceId: device.id,
    communityCode: communityOf(effectiveGrid(device)),
    metric: textArgument('metric', args.metric, 200) ?? '',
    ...range,
    intervalMs: args.interval ?? null,
    limit,
  });
}
