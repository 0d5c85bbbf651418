import type { Transition } from './work-order-conditions.ts';
import { ENDING } from './work-order-ending.ts';
import { HANDLING } from './work-order-handling.ts';
import { INTAKE } from './work-order-intake.ts';

/** After closing, the reporter may reopen for this long where a profile says nothing else. */
export const REOPEN_WITHIN_DAYS = 14;

/** Every action there is: what a profile leaves out is not possible in it. */
export const TRANSITIONS = { ...INTAKE, ...HANDLING, ...ENDING } as const satisfies Record<
  string,
  Transition
>;

export type WorkOrderAction = keyof typeof TRANSITIONS;

export function isWorkOrderAction(value: unknown): value is WorkOrderAction {
  return typeof value === 'string' && Object.hasOwn(TRANSITIONS, value);
}

export const WORK_ORDER_ACTIONS: readonly WorkOrderAction[] =
  Object.keys(TRANSITIONS).filter(isWorkOrderAction);

/** The row of an action, as wide as the table allows. */
export function transitionOf(action: WorkOrderAction): Transition {
  return TRANSITIONS[action];
}
