import { HubError } from '../errors.ts';
import { type Guard, PENDING_KINDS } from '../work-order-conditions.ts';
import { ENDED_STATES, type WorkOrderState } from '../work-order-states.ts';
import { transitionOf, type WorkOrderAction } from '../work-order-transitions.ts';
import { type ActorFacts, whoBlocks } from './actor.ts';
import { clocksOfStep, clocksOnOpening, type Promises } from './clock-steps.ts';
import { effectOf, grantedBy } from './effects.ts';
import { formFault } from './form.ts';
import type { Blocker, GuardFacts } from './guard-facts.ts';
import { guardBlockers, unmetNeed } from './guards.ts';
import { changesOf, type OrderEvent, type OrderState } from './order-state.ts';
import { stateLabel, type Workflow, type WorkflowTransition } from './profile.ts';
import { type StepInput, stepInput, type TransitionInput } from './step-input.ts';

/** What a step is judged by beside the order itself. */
export interface StepContext {
  workflow: Workflow;
  facts: GuardFacts;
  promises: Promises;
  nowMs: number;
}

/** Who acts: the name for the history, and what decides what they may; `facts` null is the hub itself. */
export interface Actor {
  name: string;
  facts: ActorFacts | null;
}

function transitionAt(workflow: Workflow, order: OrderState, action: WorkOrderAction) {
  return workflow.transitions.find((row) => row.action === action && row.from.includes(order.state));
}

function illegal(workflow: Workflow, order: OrderState, action: WorkOrderAction): HubError {
  const { zh } = workflow.transitions.find((row) => row.action === action) ?? transitionOf(action);
  const fromZh = stateLabel(workflow.profile, order.state).zh;
  return new HubError('ILLEGAL_TRANSITION', {
    id: order.id,
    from: order.state,
    fromZh,
    action,
    actionZh: zh,
  });
}

/** Where a transition leads from here; null when it leads back and nothing is known of before. */
function destination(row: WorkflowTransition, order: OrderState): WorkOrderState | null {
  if (row.to === 'SAME') return order.state;
  if (row.to === 'BEFORE') return order.state === 'MERGED' ? order.mergedFrom : order.beforeState;
  return row.to;
}

/** A request that the action decides and nobody made, or makes and somebody has made. */
function requestBlocker({ pending, notPending }: WorkflowTransition, order: OrderState): Blocker | null {
  if (pending !== null && order.pending[pending] === undefined) {
    const { zh, en } = PENDING_KINDS[pending];
    return { ref: pending, zh: `没有待办的${zh}`, en: `no ${en}` };
  }
  if (notPending !== null && order.pending[notPending] !== undefined) {
    const { zh, en } = PENDING_KINDS[notPending];
    return { ref: notPending, zh: `已有待办的${zh}`, en: `${en} already` };
  }
  return null;
}

/** A blocker by a right says once more what the error says already: only the right is named. */
function forbidden(row: { zh: string; en: string }, { ref, zh, en }: Blocker): HubError {
  const right = ref.startsWith('right:') ? ref.slice('right:'.length) : null;
  const why = right === null ? { zh, en } : { zh: `需要权限 ${right}`, en: `it takes the right ${right}` };
  return new HubError('FORBIDDEN', { action: `"${row.en}" (${why.en})`, actionZh: `${row.zh}（${why.zh}）` });
}

function refuse(row: WorkflowTransition, order: OrderState, blocker: Blocker & { guard?: string }): HubError {
  const { zh: reasonZh, en: reason } = blocker;
  if (blocker.guard === 'fourEyes') return new HubError('FOUR_EYES', { id: order.id });
  if (blocker.guard === 'withinDays') {
    return new HubError('BAD_USER_INPUT', { path: 'input.workOrderId', reason, reasonZh });
  }
  return new HubError('STEP_BLOCKED', { id: order.id, action: row.en, actionZh: row.zh, reason, reasonZh });
}

const FINAL_GUARDS: readonly Guard[] = ['fourEyes', 'withinDays', 'returnLimit', 'askedByAnother'];

function check(
  row: WorkflowTransition,
  order: OrderState,
  actor: Actor,
  input: StepInput,
  context: StepContext,
) {
  const { workflow, facts, nowMs } = context;
  if (actor.facts !== null) {
    const blocked = whoBlocks(row.who, order, actor.facts);
    if (blocked !== null) throw forbidden(row, blocked);
  }
  const blockers: (Blocker & { guard?: Guard })[] = [
    ...[requestBlocker(row, order)].filter((one) => one !== null),
    ...guardBlockers({ order, row, workflow, facts, actor: actor.facts, nowMs }),
  ];
  // what nothing that is sent could mend, then what is sent, then what others have to see to first
  const final = blockers.find(({ guard }) => guard === undefined || FINAL_GUARDS.includes(guard));
  if (final !== undefined) throw refuse(row, order, final);
  const fault = unmetNeed(row.needs, input, nowMs) ?? formFault(row.form, input.form);
  if (fault !== null) {
    throw new HubError('BAD_USER_INPUT', { path: fault.path, reason: fault.en, reasonZh: fault.zh });
  }
  const [blocker] = blockers;
  if (blocker !== undefined) throw refuse(row, order, blocker);
}

function endedAt(order: OrderState, to: WorkOrderState, nowMs: number): number | null {
  if (!ENDED_STATES.some((state) => state === to)) return null;
  return order.closedAtMs ?? nowMs;
}

/**
 * One step of an order by its profile. Pure: the order after it and the row of history that tells it.
 * @throws HubError ILLEGAL_TRANSITION (the profile has no such step here), FORBIDDEN, FOUR_EYES, STEP_BLOCKED (a guard)
 * or BAD_USER_INPUT (a need of the action is not met)
 */
export function step(
  order: OrderState,
  action: WorkOrderAction,
  actor: Actor,
  input: TransitionInput,
  context: StepContext,
): { order: OrderState; event: OrderEvent } {
  const { workflow, promises, nowMs: atMs } = context;
  const row = transitionAt(workflow, order, action);
  const to = row === undefined ? null : destination(row, order);
  if (row === undefined || to === null) {
    // what somebody may never do is told before what cannot be done now
    const rows = workflow.transitions.filter((one) => one.action === action);
    const who =
      rows.length === 0 ? [{ right: transitionOf(action).right, as: [] }] : rows.flatMap((one) => one.who);
    const anywhere = who.map(({ right }) => ({ right, as: [] }));
    const blocked = actor.facts === null ? null : whoBlocks(anywhere, order, actor.facts);
    if (blocked !== null) throw forbidden(rows[0] ?? transitionOf(action), blocked);
    throw illegal(workflow, order, action);
  }
  const said = stepInput(input, grantedBy(action, order));
  check(row, order, actor, said, context);
  const next: OrderState = {
    ...order,
    ...effectOf(action, { order, actor: actor.name, input: said, atMs, profile: workflow.profile }),
    state: to,
    beforeState:
      to === order.state || action === 'MERGE' || action === 'UNMERGE' ? order.beforeState : order.state,
    version: order.version + 1,
    handledBy: row.handles ? actor.name : order.handledBy,
    closedAtMs: endedAt(order, to, atMs),
  };
  const reason = said.reason ?? said.note;
  const timing = { workflow, promises, atMs };
  const event: OrderEvent = {
    workOrderId: order.id,
    version: next.version,
    action,
    fromState: order.state,
    toState: to,
    actor: actor.name,
    reason,
    atMs,
    clocks: clocksOfStep(action, order, next, timing, { reason, stage: said.stage }),
    changes: changesOf(order, next),
  };
  return { order: next, event };
}

/** The first row of an order's history. `clocksFromMs`: when its clocks began, the first signal of it. */
export function open(
  order: OrderState,
  actor: string,
  context: Pick<StepContext, 'workflow' | 'promises' | 'nowMs'> & { clocksFromMs: number },
): OrderEvent {
  const { workflow, promises, nowMs, clocksFromMs } = context;
  return {
    workOrderId: order.id,
    version: order.version,
    action: 'OPEN',
    fromState: null,
    toState: order.state,
    actor,
    reason: null,
    atMs: nowMs,
    clocks: clocksOnOpening(order, { workflow, promises, atMs: clocksFromMs }),
    changes: changesOf(null, order),
  };
}

/** A step that the profile has in the present state, and what stands in its way. */
export interface ActionView {
  action: WorkOrderAction;
  row: WorkflowTransition;
  to: WorkOrderState;
  allowed: boolean;
  blockedBy: readonly Blocker[];
}

/** Every step that the profile has from here, with what stands in the way of this actor. */
export function allowedActions(
  order: OrderState,
  actor: ActorFacts,
  { workflow, facts, nowMs }: Omit<StepContext, 'promises'>,
): ActionView[] {
  return workflow.transitions.flatMap((row): ActionView[] => {
    const to = row.from.includes(order.state) ? destination(row, order) : null;
    if (to === null) return [];
    const blockedBy = [
      whoBlocks(row.who, order, actor),
      requestBlocker(row, order),
      ...guardBlockers({ order, row, workflow, facts, actor, nowMs }),
    ].filter((one) => one !== null);
    return [{ action: row.action, row, to, allowed: blockedBy.length === 0, blockedBy }];
  });
}
