import { REPORT_CHANNELS as RESIDENT_CHANNELS } from './residents-channels.ts';

/** How a report can reach us: what residents use, and other systems. */
export const REPORT_CHANNELS = {
  ...RESIDENT_CHANNELS,
  SYSTEM: { zh: '外部系统', en: 'Another system', source: 'RESIDENT' },
} as const;
export type ReportChannel = keyof typeof REPORT_CHANNELS;

export function isReportChannel(value: unknown): value is ReportChannel {
  return typeof value === 'string' && Object.hasOwn(REPORT_CHANNELS, value);
}
