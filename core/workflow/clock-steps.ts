import type { ClockEvent } from '../clock-engine.ts';
import type { Severity } from '../severity.ts';
import type { WorkOrderAction } from '../work-order-transitions.ts';
import type { OrderState } from './order-state.ts';
import { policyKeyOf, type Workflow, type WorkflowClock } from './profile.ts';

/** The promises in force, as far as clocks that start ask for them. */
export interface Promises {
  /** The version of a policy (`HUAYING/RESPOND@1`) that a clock starting at an instant takes; null: there is none. */
  version(key: string, atMs: number): string | null;
  /** Key of the handling target that the catalogue gives a matter; null: none. */
  handling(matter: string, severity: Severity, atMs: number): string | null;
}

/** The unit that a clock of the present holder belongs to. */
export function holderOf({ partyId, assigneeId }: Pick<OrderState, 'partyId' | 'assigneeId'>): string | null {
  return partyId ?? assigneeId;
}

interface Timing {
  workflow: Workflow;
  promises: Promises;
  atMs: number;
}

function keyOf(clock: WorkflowClock, order: OrderState, { promises, atMs }: Timing): string {
  return policyKeyOf(clock, order, promises.handling(order.matter, order.severity, atMs));
}

function begin(
  clock: WorkflowClock,
  type: 'START' | 'RESTART',
  order: OrderState,
  timing: Timing,
): ClockEvent[] {
  const policy = timing.promises.version(keyOf(clock, order, timing), timing.atMs);
  if (policy === null) return [];
  // nobody rates what a device told
  if (clock.kind === 'RATE' && order.source === 'INCIDENT') return [];
  const holder = clock.perHolder ? holderOf(order) : null;
  if (clock.perHolder && holder === null) return [];
  return [{ type, atMs: timing.atMs, kind: clock.kind, holder, policy }];
}

/**
 * Clocks that run with a new order; `atMs`: the first signal of it. One that begins further on (an incident's is filed
 * at once) starts what the steps that lead there would have started.
 */
export function clocksOnOpening(order: OrderState, timing: Timing): ClockEvent[] {
  const { clocks, transitions } = timing.workflow;
  const skipped: readonly string[] = transitions
    .filter(({ to }) => to === order.state)
    .map(({ action }) => action);
  return clocks
    .filter(({ start }) => start.some((one) => one === 'OPEN' || skipped.includes(one)))
    .flatMap((clock) => begin(clock, 'START', order, timing));
}

/** A unit that gives the order away ends its clock; the next one gets its own, the case clocks are not touched. */
function handOver(before: OrderState, after: OrderState, timing: Timing): ClockEvent[] {
  const { workflow, promises, atMs } = timing;
  const from = holderOf(before);
  const to = holderOf(after);
  if (from === null || to === null || from === to) return [];
  return workflow.clocks.flatMap((clock): ClockEvent[] => {
    const policy = clock.perHolder ? promises.version(keyOf(clock, after, timing), atMs) : null;
    return policy === null ? [] : [{ type: 'TRANSFER', atMs, kind: clock.kind, from, to, policy }];
  });
}

/** A new severity may have other promises: they hold as if from the start; pauses and granted extensions stay. */
function regraded(before: OrderState, after: OrderState, timing: Timing): ClockEvent[] {
  const { workflow, promises, atMs } = timing;
  return workflow.clocks.flatMap((clock): ClockEvent[] => {
    const key = keyOf(clock, after, timing);
    if (key === keyOf(clock, before, timing)) return [];
    const policy = promises.version(key, atMs);
    if (policy === null) return [];
    const reason = `${before.severity} -> ${after.severity}`;
    return [{ type: 'POLICY', atMs, which: { kind: clock.kind }, policy, counting: 'FROM_START', reason }];
  });
}

function extended({ workflow, promises, atMs }: Timing, reason: string | null): ClockEvent[] {
  return workflow.clocks.flatMap((clock): ClockEvent[] => {
    const policy = clock.extended === null ? null : promises.version(clock.extended, atMs);
    if (policy === null) return [];
    const which = { kind: clock.kind };
    return [{ type: 'POLICY', atMs, which, policy, counting: 'FROM_START', reason, granted: true }];
  });
}

const EVERY = {};
/** Causes of pauses; each pauses by itself. */
export const PAUSE_SUSPENDED = 'SUSPENDED';
export const PAUSE_MERGED = 'MERGED';

/** What a step does to the clocks of its order, besides what its profile starts and stops by action. */
function byAction(
  action: WorkOrderAction,
  before: OrderState,
  after: OrderState,
  timing: Timing,
  said: { reason: string | null; stage: string | null },
): ClockEvent[] {
  const { atMs } = timing;
  switch (action) {
    case 'SUSPEND':
      return [{ type: 'PAUSE', atMs, which: EVERY, cause: PAUSE_SUSPENDED, reason: said.reason }];
    case 'RESUME':
      return [{ type: 'RESUME', atMs, which: EVERY, cause: PAUSE_SUSPENDED }];
    // not cancelled: a pause never escalates either, and undoing the merge gives back exactly what was left
    case 'MERGE':
      return [{ type: 'PAUSE', atMs, which: EVERY, cause: PAUSE_MERGED, reason: after.mergedInto }];
    case 'UNMERGE':
      return [{ type: 'RESUME', atMs, which: EVERY, cause: PAUSE_MERGED }];
    case 'REGRADE':
      return regraded(before, after, timing);
    case 'GRANT_EXTENSION':
      return extended(timing, said.reason);
    case 'REACH_STAGE':
      return said.stage === null ? [] : [{ type: 'STAGE', atMs, which: EVERY, stage: said.stage }];
    default:
      return [];
  }
}

/** What a step does to the clocks of its order, in the order in which it counts. */
export function clocksOfStep(
  action: WorkOrderAction,
  before: OrderState,
  after: OrderState,
  timing: Timing,
  said: { reason: string | null; stage: string | null },
): ClockEvent[] {
  const { workflow, atMs } = timing;
  if (after.state === 'VOIDED') {
    return [{ type: 'CANCEL', atMs, which: EVERY, reason: said.reason }];
  }
  const stops = workflow.clocks.filter(({ stop }) => stop.includes(action));
  const ends = after.state === 'CLOSED' || after.state === 'REJECTED';
  const unitEnds = action === 'REQUEST_RETURN' || action === 'REOPEN';
  return [
    ...byAction(action, before, after, timing, said),
    ...(ends
      ? [{ type: 'STOP', atMs, which: EVERY } satisfies ClockEvent]
      : stops.map(({ kind }): ClockEvent => ({ type: 'STOP', atMs, which: { kind } }))),
    ...(unitEnds
      ? workflow.clocks
          .filter(({ perHolder }) => perHolder)
          .map(({ kind }): ClockEvent => ({ type: 'STOP', atMs, which: { kind } }))
      : []),
    ...handOver(before, after, timing),
    ...workflow.clocks
      .filter(({ restart }) => restart.includes(action))
      .flatMap((clock) => begin(clock, 'RESTART', after, timing)),
    ...workflow.clocks
      .filter(({ start }) => start.includes(action))
      .flatMap((clock) => begin(clock, 'START', after, timing)),
  ];
}
