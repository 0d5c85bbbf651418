import { type Buckets, bucketsOf, type TrendInterval, zoneNamed } from '../../core/analytics-buckets.ts';
import { HubError } from '../../core/errors.ts';
import { type Severity, severityRank } from '../../core/severity.ts';
import { typesArgument } from '../../core/type-filter.ts';
import { askableId, gridCodeArgument, rangeArgument } from '../access.ts';
import { type Cohort, type IncidentDimension, isGridLevel } from './analytics-cells.ts';
import type { Period } from './analytics-store.ts';
import type { EventRange } from './range.ts';

type Maybe<T> = T | null | undefined;

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MOST_DAYS = 400;
/** Buckets of one trend, and of all trends that one statement is asked for. */
export const MOST_BUCKETS = 400;
export const MOST_CELLS = 5000;

export interface StatisticsFilter {
  gridCode?: Maybe<string>;
  types?: Maybe<readonly string[]>;
  minSeverity?: Maybe<Severity>;
  deviceId?: Maybe<string>;
  from?: Maybe<Date>;
  to?: Maybe<Date>;
  includeTests?: Maybe<boolean>;
  includeUntold?: Maybe<boolean>;
}

function refused(path: string, reason: string, reasonZh: string): HubError {
  return new HubError('BAD_USER_INPUT', { path, reason, reasonZh });
}

/**
 * The range asked for: 30 days up to now by default. Never beyond now, so that a period is compared with one of the
 * same length that has passed as well.
 * @throws HubError BAD_USER_INPUT when it is empty, or longer than 400 days
 */
export function periodOf(path: string, { from, to }: Pick<StatisticsFilter, 'from' | 'to'>, nowMs: number) {
  const toMs = Math.min(to?.getTime() ?? nowMs, nowMs);
  const fromMs = from?.getTime() ?? toMs - DEFAULT_DAYS * DAY_MS;
  const range = rangeArgument(`${path}from`, fromMs, toMs);
  if (toMs - fromMs > MOST_DAYS * DAY_MS) {
    throw refused(`${path}from`, `a range of at most ${MOST_DAYS} days`, `时间范围不超过 ${MOST_DAYS} 天`);
  }
  return { ...range, defaulted: !from || !to } satisfies EventRange;
}

/** @throws HubError BAD_USER_INPUT for a grid code or a type that is none, or several levels of the grid */
export function cohortOf(filter: StatisticsFilter, by: Cohort['by'], path = 'filter.types'): Cohort {
  if (by !== 'subtrees' && by.filter(isGridLevel).length > 1) {
    throw refused('groupBy', 'at most one level of the grid', '网格层级至多一个');
  }
  const { deviceId = null } = filter;
  // a device id that no row can have matches nothing, and neither does no type at all
  const types = typesArgument(path, filter.types);
  const askable = deviceId === null ? null : askableId(deviceId);
  return {
    by,
    gridCode: gridCodeArgument('filter.gridCode', filter.gridCode),
    types: deviceId !== null && askable === null ? [] : types,
    minSeverity: severityRank(filter.minSeverity ?? 'info'),
    deviceId: askable,
    includeTests: filter.includeTests ?? false,
    includeUntold: filter.includeUntold ?? false,
  };
}

/** Each once, in the order given. */
export function groupingOf(groupBy: Maybe<readonly IncidentDimension[]>): IncidentDimension[] {
  return [...new Set(groupBy ?? [])];
}

/** @throws HubError BAD_USER_INPUT for a zone that is none */
export function zoneOf(timeZone: Maybe<string>, siteZone: string): string {
  if (timeZone === null || timeZone === undefined) return siteZone;
  const zone = zoneNamed(timeZone);
  if (zone !== null) return zone;
  throw refused('timeZone', 'an IANA name, e.g. Asia/Shanghai', '应为 IANA 时区名，如 Asia/Shanghai');
}

/** @throws HubError BAD_USER_INPUT for more buckets than a trend may have */
export function trendBuckets(period: Period, interval: TrendInterval, zone: string): Buckets {
  const buckets = bucketsOf(period, interval, zone, MOST_BUCKETS);
  if (buckets !== null) return buckets;
  throw refused('interval', `at most ${MOST_BUCKETS} buckets`, `统计周期不超过 ${MOST_BUCKETS} 个`);
}

/** @throws HubError BAD_USER_INPUT when so many trends together have too many buckets */
export function requireCells(trends: number, buckets: Buckets): void {
  if (trends * buckets.count <= MOST_CELLS) return;
  throw refused(
    'interval',
    `${trends} trends of ${buckets.count} buckets are more than ${MOST_CELLS} in all`,
    `${trends} 条趋势各 ${buckets.count} 个周期，合计超过 ${MOST_CELLS} 个`,
  );
}
