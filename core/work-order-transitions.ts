import type { ClockKind } from './clocks.ts';
import type { Right } from './permissions.ts';
import { LIVE_STATES, type WorkOrderState } from './work-order-states.ts';

/** What an action wants to be told; each is checked before the state changes. */
export type Need = 'reason' | 'evidence' | 'until' | 'assignee' | 'stars';

/** One row of the transition table. */
export interface Transition {
  from: readonly WorkOrderState[];
  to: WorkOrderState;
  zh: string;
  right: Right;
  needs: readonly Need[];
  /** Clocks that begin if they have not (`start`), begin anew (`restart`), stop, or wait while suspended (`pause`). */
  clocks: { start?: ClockKind[]; restart?: ClockKind[]; stop?: ClockKind[]; pause?: 'begin' | 'end' };
  /** The actor becomes the handler of the order. */
  handles?: true;
  /** The actor must not be its handler (四眼). */
  fourEyes?: true;
  /** Only this long after the order ended. */
  withinDays?: number;
}

const EVERY_CLOCK: ClockKind[] = ['RESPOND', 'REPORT_BACK', 'HANDLE'];

/** After closing, the reporter may reopen for this long. */
export const REOPEN_WITHIN_DAYS = 14;

/**
 * The core path: what may be done in which state, by whom, with what. RESPOND and REPORT_BACK start when the order
 * opens, HANDLE when it is filed. A failed check leaves the clocks as they are: the case clock continues.
 */
export const TRANSITIONS = {
  ACCEPT: { from: ['REPORTED'], to: 'ACCEPTED', zh: '受理', right: 'order.dispatch', needs: [], clocks: {} },
  REJECT: {
    from: ['REPORTED'],
    to: 'REJECTED',
    zh: '不予受理',
    right: 'order.dispatch',
    needs: ['reason'],
    clocks: { stop: EVERY_CLOCK },
  },
  FILE: {
    from: ['ACCEPTED'],
    to: 'FILED',
    zh: '立案',
    right: 'order.dispatch',
    needs: [],
    clocks: { start: ['HANDLE'] },
  },
  DISPATCH: {
    // again while nobody took it, on a granted return, or to somebody else after a failed check
    from: ['FILED', 'DISPATCHED', 'RETURN_REQUESTED', 'REWORK', 'REOPENED'],
    to: 'DISPATCHED',
    zh: '派单',
    right: 'order.dispatch',
    needs: ['assignee'],
    clocks: {},
  },
  TAKE: {
    // out of RETURN_REQUESTED: the return is withdrawn, the first receiver stays responsible (首接负责)
    from: ['DISPATCHED', 'RETURN_REQUESTED'],
    to: 'TAKEN',
    zh: '接单',
    right: 'order.take',
    needs: [],
    clocks: { stop: ['RESPOND'] },
    handles: true,
  },
  START: {
    from: ['TAKEN', 'REWORK'],
    to: 'IN_PROGRESS',
    zh: '开始处置',
    right: 'order.work',
    needs: [],
    clocks: {},
    handles: true,
  },
  SUSPEND: {
    from: ['TAKEN', 'IN_PROGRESS'],
    to: 'SUSPENDED',
    zh: '挂账',
    right: 'order.work',
    needs: ['reason', 'until'],
    clocks: { pause: 'begin' },
  },
  RESUME: {
    from: ['SUSPENDED'],
    to: 'IN_PROGRESS',
    zh: '恢复处置',
    right: 'order.work',
    needs: [],
    clocks: { pause: 'end' },
  },
  REQUEST_RETURN: {
    from: ['DISPATCHED', 'TAKEN', 'IN_PROGRESS'],
    to: 'RETURN_REQUESTED',
    zh: '申请回退',
    right: 'order.take',
    needs: ['reason'],
    clocks: {},
  },
  FEEDBACK: {
    from: ['IN_PROGRESS'],
    to: 'FEEDBACK',
    zh: '反馈',
    right: 'order.work',
    needs: ['evidence'],
    clocks: { stop: ['REPORT_BACK'] },
    handles: true,
  },
  CHECK_PASS: {
    from: ['FEEDBACK'],
    to: 'CHECKING',
    zh: '核查通过',
    right: 'order.check',
    needs: [],
    clocks: {},
    fourEyes: true,
  },
  CHECK_FAIL: {
    from: ['FEEDBACK', 'CHECKING'],
    to: 'REWORK',
    zh: '核查不通过',
    right: 'order.check',
    needs: ['reason'],
    clocks: {},
    fourEyes: true,
  },
  CLOSE: {
    from: ['CHECKING'],
    to: 'CLOSED',
    zh: '结案',
    right: 'order.close',
    needs: [],
    clocks: { stop: EVERY_CLOCK },
  },
  RATE: {
    from: ['CLOSED'],
    to: 'RATED',
    zh: '评价',
    right: 'order.report',
    needs: ['stars'],
    clocks: {},
  },
  REOPEN: {
    from: ['CLOSED', 'RATED'],
    to: 'REOPENED',
    zh: '重办',
    right: 'order.report',
    needs: ['reason'],
    clocks: { restart: EVERY_CLOCK },
    withinDays: REOPEN_WITHIN_DAYS,
  },
  VOID: {
    from: LIVE_STATES,
    to: 'VOIDED',
    zh: '作废',
    right: 'order.void',
    needs: ['reason'],
    clocks: { stop: EVERY_CLOCK },
  },
} as const satisfies Record<string, Transition>;

export type WorkOrderAction = keyof typeof TRANSITIONS;

export function isWorkOrderAction(value: unknown): value is WorkOrderAction {
  return typeof value === 'string' && Object.hasOwn(TRANSITIONS, value);
}

export const WORK_ORDER_ACTIONS: readonly WorkOrderAction[] =
  Object.keys(TRANSITIONS).filter(isWorkOrderAction);
