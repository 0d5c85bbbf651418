import { HubError } from '../../core/errors.ts';
import { severityRank } from '../../core/severity.ts';
import type { AlertCountRow, AlertDimension } from './port.ts';
import { type AlertPlan, bucketStart, checkInterval } from './query.ts';

const HOUR_MS = 3_600_000;
const DEFAULT_LIMIT = 10_000;

/** Counts over `[fromMs, toMs)` of the plan; zero rows left out, any order. */
export type Count = (
  plan: AlertPlan,
  intervalMs: number | null,
  groupBy: readonly AlertDimension[],
) => Promise<AlertCountRow[]>;

/**
 * The full grid code is no tag of InfluxDB, so counting by it outside the hourly rollup reads every alert: more than
 * these are refused, by both stores.
 */
export const MAX_GRID_SCAN = 200_000;

/** @throws HubError BAD_USER_INPUT naming `groupBy` */
export function refuseGridScan(alerts: number): void {
  if (alerts <= MAX_GRID_SCAN) return;
  throw new HubError('BAD_USER_INPUT', {
    path: 'groupBy',
    reason: `GRID over more than ${MAX_GRID_SCAN} alerts needs an interval of whole hours (or none), and no filter by device, channel, incident or status; or take a shorter range`,
    reasonZh: `按网格统计超过 ${MAX_GRID_SCAN} 条告警时，间隔须为整小时（或不设），且不按设备、通道、事件或状态过滤；或缩短时间范围`,
  });
}

/** Whether the hourly rollup knows what is asked; then only the broken hours at both ends are counted one by one. */
function rollupAnswers(plan: AlertPlan, intervalMs: number | null): boolean {
  const { deviceId, channel, incidentId, statuses } = plan;
  return (
    (intervalMs === null || intervalMs % HOUR_MS === 0) &&
    [deviceId, channel, incidentId, statuses].every((filter) => filter === undefined)
  );
}

function keyOf(row: AlertCountRow): string {
  return JSON.stringify([row.startMs, row.type, row.severity, row.communityCode, row.gridCode]);
}

function merge(parts: readonly AlertCountRow[][]): AlertCountRow[] {
  const sums = new Map<string, AlertCountRow>();
  for (const row of parts.flat()) {
    const key = keyOf(row);
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { ...row });
    else sum.count += row.count;
  }
  return [...sums.values()].filter((row) => row.count !== 0);
}

/** By time, then type, severity, community and grid. */
function inOrder(a: AlertCountRow, b: AlertCountRow): number {
  return (
    (a.startMs ?? 0) - (b.startMs ?? 0) ||
    compare(a.type, b.type) ||
    (a.severity === undefined || b.severity === undefined
      ? 0
      : severityRank(a.severity) - severityRank(b.severity)) ||
    compare(a.communityCode, b.communityCode) ||
    compare(a.gridCode, b.gridCode)
  );
}

function compare(a: string | null | undefined, b: string | null | undefined): number {
  const [left, right] = [a ?? '', b ?? ''];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/**
 * What `SeriesStore.counts` does in both stores: whole hours from the rollup, the rest from the alerts themselves.
 * @throws HubError BAD_USER_INPUT
 */
export async function countAlerts(
  sources: { alerts: Count; hourly: Count },
  plan: AlertPlan,
  intervalMs: number | null,
  groupBy: readonly AlertDimension[],
  limit = DEFAULT_LIMIT,
): Promise<AlertCountRow[]> {
  checkInterval(intervalMs, plan.fromMs, plan.toMs);
  const firstHour = Math.ceil(plan.fromMs / HOUR_MS) * HOUR_MS;
  const lastHour = bucketStart(plan.toMs, HOUR_MS);
  const parts: Promise<AlertCountRow[]>[] = [];
  if (rollupAnswers(plan, intervalMs) && firstHour < lastHour) {
    parts.push(sources.hourly({ ...plan, fromMs: firstHour, toMs: lastHour }, intervalMs, groupBy));
    if (plan.fromMs < firstHour) {
      parts.push(sources.alerts({ ...plan, toMs: firstHour }, intervalMs, groupBy));
    }
    if (lastHour < plan.toMs) parts.push(sources.alerts({ ...plan, fromMs: lastHour }, intervalMs, groupBy));
  } else {
    parts.push(sources.alerts(plan, intervalMs, groupBy));
  }
  const rows = merge(await Promise.all(parts));
  if (rows.length > limit) {
    throw new HubError('BAD_USER_INPUT', {
      path: 'interval',
      reason: `gives more than ${limit} rows; take a longer one, fewer dimensions or a shorter range`,
      reasonZh: `结果超过 ${limit} 行，请取更长的间隔、更少的维度或更短的时间范围`,
    });
  }
  return rows.sort(inOrder);
}
