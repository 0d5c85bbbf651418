import type { ClockEvent } from '../clock-engine.ts';
import type { Severity } from '../severity.ts';
import type { PendingKind } from '../work-order-conditions.ts';
import type { WorkOrderState } from '../work-order-states.ts';
import type { WorkOrderAction } from '../work-order-transitions.ts';

/** To whom an order goes: a person, or a party alone. */
export interface Receiver {
  personId: string | null;
  partyId: string | null;
  postRole: string | null;
}

/** A request that lies over the state of an order until somebody decides it. */
export interface Pending {
  by: string;
  atMs: number;
  reason: string | null;
  /** Until when it should last; suspensions and extensions. */
  untilMs?: number;
  /** Whom it is offered to; transfers. */
  to?: Receiver;
}
export type PendingRequests = { readonly [Kind in PendingKind]?: Pending };

/** All of an order that its steps decide; what it is about beside that (title, words) never changes. */
export interface OrderState {
  id: string;
  profile: string;
  profileVersion: number;
  source: string;
  matter: string;
  gridCode: string | null;
  /** Whoever told of it: a token's subject. */
  reportedBy: string | null;
  state: WorkOrderState;
  /** Where it came from into the present state: where PASS_GATE and a refused return lead. */
  beforeState: WorkOrderState | null;
  version: number;
  severity: Severity;
  assigneeId: string | null;
  partyId: string | null;
  postRole: string | null;
  /** Subject of whoever took, worked or reported back last. */
  handledBy: string | null;
  /** Who received it first in its present life (首接负责). */
  firstReceiver: Receiver | null;
  /** When it ended; null while live. */
  closedAtMs: number | null;
  /** When the present suspension began. */
  suspendedAtMs: number | null;
  pending: PendingRequests;
  /** Returns asked for in its present life. */
  returnsUsed: number;
  /** The order that it was merged into, and the state it was in then: where UNMERGE leads. */
  mergedInto: string | null;
  mergedFrom: WorkOrderState | null;
  /** Name of the dispatch rule that sent it where it is. */
  rule: string | null;
  /** Why it is where it is. */
  dispatchExplanation: string;
}

/** What a step touched, as it was and as it is. */
export interface Changes {
  before: Partial<OrderState>;
  after: Partial<OrderState>;
}

/** The row of history that a step leaves: all of them together are the order. */
export interface OrderEvent {
  workOrderId: string;
  /** Of the order after this step. */
  version: number;
  action: WorkOrderAction | 'OPEN';
  fromState: WorkOrderState | null;
  toState: WorkOrderState;
  actor: string;
  reason: string | null;
  atMs: number;
  clocks: readonly ClockEvent[];
  changes: Changes;
}

const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** What differs between an order before and after a step; all of it for a new one. */
export function changesOf(before: OrderState | null, after: OrderState): Changes {
  const known: [string, unknown][] = before === null ? [] : Object.entries(before);
  const was = new Map(known);
  const changed = Object.entries(after)
    .filter(([name, value]) => before === null || !same(was.get(name), value))
    .map(([name]) => name);
  const of = (order: OrderState): Partial<OrderState> =>
    Object.fromEntries(Object.entries(order).filter(([name]) => changed.includes(name)));
  return { before: before === null ? {} : of(before), after: of(after) };
}

/**
 * The order as its history tells it: nothing else is true. Null for a history that does not begin with OPEN or has gaps.
 */
export function project(
  events: readonly { version: number; action: string; changes: Pick<Changes, 'after'> }[],
): OrderState | null {
  const [first, ...rest] = events;
  let order = first?.version === 1 && first.action === 'OPEN' ? opened(first.changes.after) : null;
  for (const { version, action, changes } of rest) {
    if (order === null || version !== order.version + 1 || action === 'OPEN') return null;
    order = { ...order, ...changes.after };
  }
  return order;
}

function opened(after: Partial<OrderState>): OrderState | null {
  const { id, profile, profileVersion, source, matter, state, version, severity } = after;
  if (id === undefined || profile === undefined || profileVersion === undefined) return null;
  if (source === undefined || matter === undefined || state === undefined) return null;
  if (version === undefined || severity === undefined) return null;
  return {
    ...newOrder({ id, profile, profileVersion, source, matter, state, severity }),
    ...after,
  };
}

/** An order at its first version, with nobody on it. */
export function newOrder(
  facts: Pick<OrderState, 'id' | 'profile' | 'profileVersion' | 'source' | 'matter' | 'state' | 'severity'> &
    Partial<OrderState>,
): OrderState {
  return {
    gridCode: null,
    reportedBy: null,
    beforeState: null,
    version: 1,
    assigneeId: null,
    partyId: null,
    postRole: null,
    handledBy: null,
    firstReceiver: null,
    closedAtMs: null,
    suspendedAtMs: null,
    pending: {},
    returnsUsed: 0,
    mergedInto: null,
    mergedFrom: null,
    rule: null,
    dispatchExplanation: '',
    ...facts,
  };
}
