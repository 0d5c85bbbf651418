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

export function isClockKind(value: string): value is ClockKind {
  return Object.hasOwn(CLOCK_KINDS, value);
}

export interface Clock {
  kind: ClockKind;
  targetMinutes: number;
  startedAt: Date;
  /** Null while it runs. */
  stoppedAt: Date | null;
}

export interface ClockView {
  /** MET: stopped in time. BREACHED: past due, stopped or not. */
  state: 'RUNNING' | 'MET' | 'BREACHED';
  dueAt: Date;
  /** Running, not yet due, and AMBER_PART of its time is gone. */
  amber: boolean;
}

/** Part of the target after which a running clock turns amber (黄灯). */
export const AMBER_PART = 0.75;

const MINUTE_MS = 60_000;

/** Where a clock stands at `now`: computed on reading, so no timer can be late or lost. The due moment is in time. */
export function clockView(clock: Clock, now: Date): ClockView {
  const started = clock.startedAt.getTime();
  const due = started + clock.targetMinutes * MINUTE_MS;
  const until = (clock.stoppedAt ?? now).getTime();
  const dueAt = new Date(due);
  if (until > due) return { state: 'BREACHED', dueAt, amber: false };
  if (clock.stoppedAt !== null) return { state: 'MET', dueAt, amber: false };
  return { state: 'RUNNING', dueAt, amber: until - started >= (due - started) * AMBER_PART };
}
