// The tables of work orders; what moves them is core/workflow/engine.ts, by a profile.

export type { Transition } from './work-order-conditions.ts';
export {
  ENDED_STATES,
  isLive,
  isWorkOrderState,
  LIVE_STATES,
  START_STATES,
  TERMINAL_STATES,
  WORK_ORDER_STATE_NAMES,
  WORK_ORDER_STATES,
  type WorkOrderState,
} from './work-order-states.ts';
export {
  isWorkOrderAction,
  REOPEN_WITHIN_DAYS,
  TRANSITIONS,
  WORK_ORDER_ACTIONS,
  type WorkOrderAction,
} from './work-order-transitions.ts';
export type { TransitionInput } from './workflow/step-input.ts';
