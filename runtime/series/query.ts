import { HubError } from '../../core/errors.ts';
import { SEVERITIES, type Severity, severityRank } from '../../core/severity.ts';
import type { AlertStatus } from '../../core/signal.ts';
import { MAX_TIME_NS, MIN_TIME_NS } from './line.ts';
import type { AlertQuery } from './port.ts';

/** An AlertQuery made safe and narrow, the same for every store. Undefined: not filtered by it. */
export interface AlertPlan {
  /** Digits only, none inside another; undefined: everything, also what has no grid. */
  prefixes: readonly string[] | undefined;
  fromMs: number;
  toMs: number;
  types: readonly string[] | undefined;
  severities: readonly Severity[] | undefined;
  deviceId: string | undefined;
  channel: string | undefined;
  incidentId: string | undefined;
  statuses: readonly AlertStatus[] | undefined;
}

/** Text that Postgres can hold, so that an alert can have it. */
export function storable(value: string | undefined): boolean {
  return value === undefined || (value.isWellFormed() && !value.includes('\0'));
}

function gridPrefixes(prefixes: readonly string[]): string[] {
  const digits = [...new Set(prefixes)].filter((prefix) => /^[0-9]{1,19}$/.test(prefix));
  return digits.filter((prefix) => !digits.some((other) => other !== prefix && prefix.startsWith(other)));
}

/** @throws HubError BAD_USER_INPUT when it is not a time */
function wholeMs(path: string, ms: number): number {
  if (!Number.isFinite(ms))
    throw new HubError('BAD_USER_INPUT', { path, reason: 'not a time', reasonZh: '不是时间' });
  return Math.floor(ms);
}

/** Null: nothing can match (no prefix, an empty list, an empty range, text that no alert can hold). */
export function planAlerts(query: AlertQuery): AlertPlan | null {
  const fromMs = wholeMs('from', query.fromMs);
  const toMs = wholeMs('to', query.toMs);
  const prefixes = query.prefixes.includes('') ? undefined : gridPrefixes(query.prefixes);
  const types = query.types?.filter(storable);
  const lowest = query.minSeverity === undefined ? 0 : severityRank(query.minSeverity);
  const impossible =
    fromMs >= toMs ||
    [prefixes, types, query.statuses].some((list) => list?.length === 0) ||
    ![query.deviceId, query.channel, query.incidentId].every(storable);
  if (impossible) return null;
  return {
    prefixes,
    fromMs,
    toMs,
    types,
    severities: lowest === 0 ? undefined : SEVERITIES.slice(lowest),
    deviceId: query.deviceId,
    channel: query.channel,
    incidentId: query.incidentId,
    statuses: query.statuses,
  };
}

/** Epoch ms as ns, held inside what the stores can compare. */
export function nsOfMs(ms: number): bigint {
  const ns = BigInt(ms) * 1_000_000n;
  if (ns < MIN_TIME_NS) return MIN_TIME_NS;
  return ns > MAX_TIME_NS ? MAX_TIME_NS : ns;
}

/** The millisecond a ns time lies in. */
export function msOfNs(ns: bigint): number {
  const rest = ((ns % 1_000_000n) + 1_000_000n) % 1_000_000n;
  return Number((ns - rest) / 1_000_000n);
}

/** Start of the bucket; buckets are counted from the epoch. */
export function bucketStart(ms: number, intervalMs: number): number {
  return Math.floor(ms / intervalMs) * intervalMs;
}

const LONGEST_INTERVAL_MS = 10 * 366 * 86_400_000;
const MAX_BUCKETS = 20_000;

function badInterval(reason: string, reasonZh: string): HubError {
  return new HubError('BAD_USER_INPUT', { path: 'interval', reason, reasonZh });
}

/** @throws HubError BAD_USER_INPUT naming `interval` when it is no length, or cuts the range too finely */
export function checkInterval(intervalMs: number | null, fromMs: number, toMs: number): void {
  if (intervalMs === null) return;
  if (!Number.isSafeInteger(intervalMs) || intervalMs < 1 || intervalMs > LONGEST_INTERVAL_MS) {
    throw badInterval('must be from 1 ms to 10 years', '应为 1 毫秒至 10 年');
  }
  if ((toMs - fromMs) / intervalMs > MAX_BUCKETS) {
    throw badInterval(
      `cuts the range into more than ${MAX_BUCKETS} parts; take a longer one`,
      `将时间范围分成 ${MAX_BUCKETS} 份以上，请取更长的间隔`,
    );
  }
}
