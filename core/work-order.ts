import type { ClockKind } from './clocks.ts';
import { HubError } from './errors.ts';
import type { Right } from './permissions.ts';
import { WORK_ORDER_STATES, type WorkOrderState } from './work-order-states.ts';
import {
  type Need,
  TRANSITIONS,
  type Transition,
  WORK_ORDER_ACTIONS,
  type WorkOrderAction,
} from './work-order-transitions.ts';

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
  type Transition,
  WORK_ORDER_ACTIONS,
  type WorkOrderAction,
} from './work-order-transitions.ts';

/** What of an order decides where it can go; a service spreads the result over its own row. */
export interface OrderFacts {
  id: string;
  state: WorkOrderState;
  version: number;
  assigneeId: string | null;
  partyId: string | null;
  postRole: string | null;
  /** Subject of whoever took, worked or reported back last. */
  handledBy: string | null;
  /** When it ended; null while live. */
  closedAtMs: number | null;
  /** When the present suspension began (the `at` of its SUSPEND event); needed for RESUME only. */
  suspendedAtMs?: number | null;
}

/** What came with an action. Texts are trimmed; '' counts as absent. */
export interface TransitionInput {
  reason?: string | null | undefined;
  note?: string | null | undefined;
  evidence?: readonly { url: string; phase?: 'BEFORE' | 'AFTER' | undefined }[] | undefined;
  untilMs?: number | undefined;
  stars?: number | undefined;
  /** Whom DISPATCH sends it to: a person, or a party alone. */
  assignee?: { personId: string | null; partyId: string | null; postRole: string | null } | undefined;
}

/** What happens to the clocks of the order; those not named go on as they are. */
export interface ClockEffects {
  /** Begin now unless begun. */
  start: readonly ClockKind[];
  /** Begin anew now, running. */
  restart: readonly ClockKind[];
  /** Stop now unless stopped. */
  stop: readonly ClockKind[];
  /** Move the start of every clock still running by this much, ms: what a suspension took is given back exactly. */
  shiftMs: number;
}

/** The row of history that a transition leaves. */
export interface OrderEvent {
  workOrderId: string;
  /** Of the order after this step. */
  version: number;
  action: WorkOrderAction;
  fromState: WorkOrderState;
  toState: WorkOrderState;
  actor: string;
  reason: string | null;
  atMs: number;
  clocks: ClockEffects;
}

const DAY_MS = 86_400_000;

function text(value: string | null | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** What is wrong with the input, as [path, English, Chinese]; null when the need is met. */
const NEEDS = {
  reason: (input) =>
    text(input.reason) === null ? ['input.reason', 'a reason is needed', '须填写原因'] : null,
  evidence: (input) =>
    input.evidence?.some((item) => item.phase !== 'BEFORE')
      ? null
      : [
          'input.evidence',
          'at least one reference made after the work is needed',
          '至少须有一条处置后的佐证',
        ],
  until: (input, nowMs) =>
    (input.untilMs ?? nowMs) > nowMs ? null : ['input.until', 'it must lie ahead', '须晚于当前时间'],
  assignee: (input) =>
    (input.assignee?.personId ?? input.assignee?.partyId ?? null) === null
      ? ['input.personId', 'nobody is named and nobody is on duty', '未指定人员，且当前无人值守']
      : null,
  stars: ({ stars = 0 }) =>
    Number.isInteger(stars) && stars >= 1 && stars <= 5
      ? null
      : ['input.stars', 'a whole number from 1 to 5', '须为 1 至 5 的整数'],
} as const satisfies Record<
  Need,
  (input: TransitionInput, nowMs: number) => readonly [path: string, reason: string, reasonZh: string] | null
>;

function check(
  row: Transition,
  order: OrderFacts,
  action: WorkOrderAction,
  actor: string,
  input: TransitionInput,
  nowMs: number,
): void {
  if (!row.from.includes(order.state)) {
    throw new HubError('ILLEGAL_TRANSITION', {
      id: order.id,
      from: order.state,
      fromZh: WORK_ORDER_STATES[order.state].zh,
      action,
      actionZh: row.zh,
    });
  }
  if (row.fourEyes === true && order.handledBy === actor) throw new HubError('FOUR_EYES', { id: order.id });
  const ended = order.closedAtMs ?? nowMs;
  if (row.withinDays !== undefined && nowMs - ended > row.withinDays * DAY_MS) {
    const reason = `it ended more than ${row.withinDays} days ago`;
    const reasonZh = `结束已超过 ${row.withinDays} 天`;
    throw new HubError('BAD_USER_INPUT', { path: 'input.workOrderId', reason, reasonZh });
  }
  for (const need of row.needs) {
    const fault = NEEDS[need](input, nowMs);
    if (fault !== null)
      throw new HubError('BAD_USER_INPUT', { path: fault[0], reason: fault[1], reasonZh: fault[2] });
  }
}

/**
 * One step of an order. Rights are the caller's to check first (`TRANSITIONS[action].right`).
 * @throws HubError ILLEGAL_TRANSITION, FOUR_EYES or BAD_USER_INPUT (a need of the action is not met)
 */
export function transition(
  order: OrderFacts,
  action: WorkOrderAction,
  actor: string,
  input: TransitionInput,
  nowMs: number,
): { order: OrderFacts; event: OrderEvent } {
  const row: Transition = TRANSITIONS[action];
  check(row, order, action, actor, input, nowMs);
  const { start = [], restart = [], stop = [], pause } = row.clocks;
  const suspendedAt = order.suspendedAtMs ?? nowMs;
  const ends = row.to === 'CLOSED' || row.to === 'REJECTED' || row.to === 'VOIDED';
  const version = order.version + 1;
  const event: OrderEvent = {
    workOrderId: order.id,
    version,
    action,
    fromState: order.state,
    toState: row.to,
    actor,
    reason: text(input.reason) ?? text(input.note),
    atMs: nowMs,
    clocks: { start, restart, stop, shiftMs: pause === 'end' ? Math.max(0, nowMs - suspendedAt) : 0 },
  };
  const sentTo = action === 'DISPATCH' ? input.assignee : undefined;
  const next: OrderFacts = {
    ...order,
    assigneeId: sentTo === undefined ? order.assigneeId : sentTo.personId,
    partyId: sentTo === undefined ? order.partyId : sentTo.partyId,
    postRole: sentTo === undefined ? order.postRole : sentTo.postRole,
    state: row.to,
    version,
    handledBy: row.handles === true ? actor : order.handledBy,
    closedAtMs: ends ? nowMs : row.to === 'REOPENED' ? null : order.closedAtMs,
    suspendedAtMs: pause === 'begin' ? nowMs : null,
  };
  return { order: next, event };
}

/** What somebody with these rights may do to an order in this state; four eyes is judged when it is done. */
export function allowedActions(state: WorkOrderState, rights: readonly Right[]): WorkOrderAction[] {
  return WORK_ORDER_ACTIONS.filter((action) => {
    const row: Transition = TRANSITIONS[action];
    return row.from.includes(state) && rights.includes(row.right);
  });
}
