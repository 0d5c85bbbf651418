/** Which promise a clock of a work order measures. */
export const CLOCK_KINDS = {
  RESPOND: { zh: '响应', en: 'Respond' },
  REPORT_BACK: { zh: '反馈', en: 'Report back' },
  HANDLE: { zh: '处置', en: 'Handle' },
  /** One per unit that has the order (单位时钟). */
  UNIT: { zh: '单位时限', en: 'Unit' },
  CHECK: { zh: '核查', en: 'Check' },
  RATE: { zh: '评价', en: 'Rate' },
  /** A deliberation that the order waits for (前置审议). */
  GATE: { zh: '前置审议', en: 'Gate' },
  SUPERVISION: { zh: '督办', en: 'Supervision' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type ClockKind = keyof typeof CLOCK_KINDS;

/** Clocks that are promises to whoever reported; a life is on time when none of these is over. */
export const PROMISES = ['RESPOND', 'REPORT_BACK', 'HANDLE'] as const satisfies ClockKind[];

export function isClockKind(value: string): value is ClockKind {
  return Object.hasOwn(CLOCK_KINDS, value);
}
