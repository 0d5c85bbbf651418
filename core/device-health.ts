/** What the hub keeps of how a device does (table device_health), and the registry's word on it. */
export interface HealthFacts {
  online: boolean | null;
  lastSeenMs: number | null;
  /** Median of receive time minus event time; positive: the device's clock is behind, or its frames wait. */
  clockDriftMs: number | null;
  batteryPercent: number | null;
  /** When a frame of it was refused last. */
  refusedMs: number | null;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Silence after which a device counts as silent. Liveness alerts have finer limits of their own, by device class. */
export const SILENT_AFTER_MS = 24 * HOUR_MS;
/** Drift beyond which incidents of several devices no longer line up. */
export const DRIFTING_FROM_MS = MINUTE_MS;
export const LOW_BATTERY_PERCENT = 20;

interface HealthRule {
  zh: string;
  en: string;
  holds(facts: HealthFacts, nowMs: number): boolean;
}

/** First match wins: what must be mended first. */
export const HEALTH_STATUSES = {
  UNSEEN: {
    zh: '从未上报',
    en: 'It has never spoken.',
    holds: ({ lastSeenMs }) => lastSeenMs === null,
  },
  OFFLINE: {
    zh: '离线',
    en: 'It said, or was found, to be offline.',
    holds: ({ online }) => online === false,
  },
  SILENT: {
    zh: '静默',
    en: 'Nothing was heard of it for a day.',
    holds: ({ lastSeenMs }, nowMs) => lastSeenMs !== null && nowMs - lastSeenMs > SILENT_AFTER_MS,
  },
  REFUSED: {
    zh: '报文被拒',
    en: 'A frame of it was refused within the last hour.',
    holds: ({ refusedMs }, nowMs) => refusedMs !== null && nowMs - refusedMs <= HOUR_MS,
  },
  DRIFTING: {
    zh: '时钟漂移',
    en: 'Its clock is a minute or more off.',
    holds: ({ clockDriftMs }) => clockDriftMs !== null && Math.abs(clockDriftMs) >= DRIFTING_FROM_MS,
  },
  LOW_BATTERY: {
    zh: '电量低',
    en: 'Its battery is at 20 % or less.',
    holds: ({ batteryPercent }) => batteryPercent !== null && batteryPercent <= LOW_BATTERY_PERCENT,
  },
  HEALTHY: { zh: '正常', en: 'Nothing of the above.', holds: () => true },
} as const satisfies Record<string, HealthRule>;

export type HealthStatus = keyof typeof HEALTH_STATUSES;

const ORDER: readonly HealthStatus[] = [
  'UNSEEN',
  'OFFLINE',
  'SILENT',
  'REFUSED',
  'DRIFTING',
  'LOW_BATTERY',
  'HEALTHY',
];

export function healthStatus(facts: HealthFacts, nowMs: number): HealthStatus {
  return ORDER.find((status) => HEALTH_STATUSES[status].holds(facts, nowMs)) ?? 'HEALTHY';
}

/** Two counters of whole hours (UTC) as the rate of the hour that ends now. */
export function messagesPerHour(
  { hourMs, thisHour, lastHour }: { hourMs: number; thisHour: number; lastHour: number },
  nowMs: number,
): number {
  const ahead = Math.floor((nowMs - hourMs) / HOUR_MS);
  const rest = 1 - (nowMs % HOUR_MS) / HOUR_MS;
  // a row that another process wrote a moment ago may be of the hour that just begins
  if (ahead <= 0) return thisHour + lastHour * rest;
  return ahead === 1 ? thisHour * rest : 0;
}
