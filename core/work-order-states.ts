/** States of a work order 工单 (domain.md). VERIFYING, AWAITING_GATE and MERGED are reached by wider profiles only. */
export const WORK_ORDER_STATES = {
  REPORTED: { zh: '已上报', en: 'Reported' },
  VERIFYING: { zh: '核实中', en: 'Verifying' },
  REJECTED: { zh: '不予受理', en: 'Rejected' },
  ACCEPTED: { zh: '已受理', en: 'Accepted' },
  FILED: { zh: '已立案', en: 'Filed' },
  AWAITING_GATE: { zh: '前置审议中', en: 'Awaiting deliberation' },
  DISPATCHED: { zh: '已派单', en: 'Dispatched' },
  TAKEN: { zh: '已接单', en: 'Taken' },
  IN_PROGRESS: { zh: '处置中', en: 'In progress' },
  SUSPENDED: { zh: '挂账', en: 'Suspended' },
  RETURN_REQUESTED: { zh: '申请回退', en: 'Return requested' },
  FEEDBACK: { zh: '已反馈', en: 'Reported back' },
  CHECKING: { zh: '核查中', en: 'Checking' },
  REWORK: { zh: '返工', en: 'Rework' },
  CLOSED: { zh: '已结案', en: 'Closed' },
  RATED: { zh: '已评价', en: 'Rated' },
  REOPENED: { zh: '重办', en: 'Reopened' },
  VOIDED: { zh: '已作废', en: 'Voided' },
  MERGED: { zh: '已并单', en: 'Merged' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type WorkOrderState = keyof typeof WORK_ORDER_STATES;

export function isWorkOrderState(value: unknown): value is WorkOrderState {
  return typeof value === 'string' && Object.hasOwn(WORK_ORDER_STATES, value);
}

/** Every state, in the order of the table. */
export const WORK_ORDER_STATE_NAMES: readonly WorkOrderState[] =
  Object.keys(WORK_ORDER_STATES).filter(isWorkOrderState);

/** Ended: its incidents may open another order, its clocks stand. CLOSED and RATED may still be reopened. */
export const ENDED_STATES = [
  'REJECTED',
  'CLOSED',
  'RATED',
  'VOIDED',
  'MERGED',
] as const satisfies WorkOrderState[];

/** No way leads out. */
export const TERMINAL_STATES = ['REJECTED', 'VOIDED', 'MERGED'] as const satisfies WorkOrderState[];

export function isLive(state: WorkOrderState): boolean {
  return !ENDED_STATES.some((ended) => ended === state);
}

/** Somebody has to do something about an order in one of these. */
export const LIVE_STATES: readonly WorkOrderState[] = WORK_ORDER_STATE_NAMES.filter(isLive);

/** Where an order may begin: a report, or an incident sent to somebody (FILED while nobody is on duty). */
export const START_STATES = ['REPORTED', 'FILED', 'DISPATCHED'] as const satisfies WorkOrderState[];
