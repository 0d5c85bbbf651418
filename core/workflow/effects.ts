import type { PendingKind } from '../work-order-conditions.ts';
import type { WorkOrderAction } from '../work-order-transitions.ts';
import type { OrderState, Pending, PendingRequests, Receiver } from './order-state.ts';
import type { WorkflowProfile } from './profile.ts';
import type { StepInput } from './step-input.ts';

interface Happening {
  order: OrderState;
  actor: string;
  input: StepInput;
  atMs: number;
  profile: WorkflowProfile;
}
type Effect = (happening: Happening) => Partial<OrderState>;

function without(pending: PendingRequests, ...kinds: PendingKind[]): PendingRequests {
  return Object.fromEntries(Object.entries(pending).filter(([name]) => !kinds.some((kind) => kind === name)));
}

function request({ actor, input, atMs }: Happening): Pending {
  return {
    by: actor,
    atMs,
    reason: input.reason,
    ...(input.untilMs === null ? {} : { untilMs: input.untilMs }),
    ...(input.assignee === null ? {} : { to: input.assignee }),
  };
}

const asked =
  (kind: PendingKind): Effect =>
  (happening) => ({ pending: { ...happening.order.pending, [kind]: request(happening) } });

const decided =
  (kind: PendingKind): Effect =>
  ({ order }) => ({ pending: without(order.pending, kind) });

function heldBy(order: OrderState): Receiver {
  return { personId: order.assigneeId, partyId: order.partyId, postRole: order.postRole };
}

/** It is with somebody from now on; the first one stays on it as its first receiver. */
function given(order: OrderState, to: Receiver): Partial<OrderState> {
  return {
    assigneeId: to.personId,
    partyId: to.partyId,
    postRole: to.postRole,
    firstReceiver: order.firstReceiver ?? to,
    pending: without(order.pending, 'transfer', 'return'),
  };
}

/** Whoever takes it has it, where the hub knows the person; else it stays with whom it was sent to. */
const taken: Effect = ({ order, input: { taker } }) =>
  taker === null || taker.personId === order.assigneeId ? given(order, heldBy(order)) : given(order, taker);

/** What an action does to its order beside state, version, handler and end. */
const EFFECTS: Partial<Record<WorkOrderAction, Effect>> = {
  DISPATCH: ({ order, input: { assignee } }) => (assignee === null ? {} : given(order, assignee)),
  CLAIM: taken,
  TAKE: taken,
  REQUEST_SUSPEND: asked('suspend'),
  REFUSE_SUSPEND: decided('suspend'),
  SUSPEND: ({ order, atMs }) => ({ suspendedAtMs: atMs, pending: without(order.pending, 'suspend') }),
  RESUME: () => ({ suspendedAtMs: null }),
  REQUEST_EXTENSION: asked('extension'),
  GRANT_EXTENSION: decided('extension'),
  REFUSE_EXTENSION: decided('extension'),
  OFFER_TRANSFER: asked('transfer'),
  DECLINE_TRANSFER: decided('transfer'),
  ACCEPT_TRANSFER({ order, input: { taker } }) {
    const to = order.pending.transfer?.to;
    if (to === undefined) return {};
    // offered to a party: whoever of it accepts has it
    return given(order, to.personId === null && taker !== null ? { ...taker, partyId: to.partyId } : to);
  },
  // whatever else was asked for is for whom it comes to next
  REQUEST_RETURN: (happening) => ({
    returnsUsed: happening.order.returnsUsed + 1,
    pending: { return: request(happening) },
  }),
  GRANT_RETURN({ order, profile }) {
    const first = profile.firstReceiverResponsible === true ? order.firstReceiver : null;
    return {
      assigneeId: first?.personId ?? null,
      partyId: first?.partyId ?? null,
      postRole: first?.postRole ?? null,
      pending: without(order.pending, 'return'),
    };
  },
  REFUSE_RETURN: decided('return'),
  REOPEN: () => ({ returnsUsed: 0, firstReceiver: null, pending: {}, suspendedAtMs: null }),
  REGRADE: ({ order, input }) => ({ severity: input.severity ?? order.severity }),
  MERGE: ({ order, input }) => ({ mergedInto: input.mergeInto, mergedFrom: order.state }),
  UNMERGE: () => ({ mergedInto: null, mergedFrom: null }),
  VOID: () => ({ pending: {} }),
  REJECT: () => ({ pending: {} }),
  REFUSE_GATE: () => ({ pending: {} }),
  // whatever was asked for, the work is done
  FEEDBACK: () => ({ pending: {} }),
};

export function effectOf(action: WorkOrderAction, happening: Happening): Partial<OrderState> {
  return EFFECTS[action]?.(happening) ?? {};
}

/** Actions that grant a request: what it said need not be said again. */
const GRANTS: Partial<Record<WorkOrderAction, PendingKind>> = {
  SUSPEND: 'suspend',
  GRANT_EXTENSION: 'extension',
  GRANT_RETURN: 'return',
};

/** The kind of request that an action grants; undefined for one that grants none. */
export function grantOf(action: WorkOrderAction): PendingKind | undefined {
  return GRANTS[action];
}

export function grantedBy(action: WorkOrderAction, order: OrderState): Pending | undefined {
  const kind = grantOf(action);
  return kind === undefined ? undefined : order.pending[kind];
}
