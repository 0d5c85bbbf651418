import { HubError } from '../../core/errors.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { matterAt } from '../../core/matters.ts';
import { severityOfRank, severityRank } from '../../core/severity.ts';
import { isWorkOrderState, type WorkOrderState } from '../../core/work-order.ts';
import type { OrderState } from '../../core/workflow/order-state.ts';
import {
  type NewOrderFacts,
  profileOfPlace,
  type Workflow,
  type WorkflowProfile,
  workflowOf,
} from '../../core/workflow/profile.ts';
import type { OrderRow } from './rows.ts';

/** The profile of orders for which nothing names another. */
export const STANDARD_PROFILE = 'standard';

function known(id: string, state: string): WorkOrderState {
  if (isWorkOrderState(state)) return state;
  throw new Error(`work order ${id} is in an unknown state ${state}`);
}

/** The state of a stored order. @throws Error when the database holds one that this version does not know */
export function stateOf({ id, state }: Pick<OrderRow, 'id' | 'state'>): WorkOrderState {
  return known(id, state);
}

/** A stored order as the engine takes it. */
export function orderStateOf(row: OrderRow): OrderState {
  const { id, profile, profileVersion, source, matter, gridCode, reportedBy, version } = row;
  return {
    id,
    profile,
    profileVersion,
    source,
    matter,
    gridCode,
    reportedBy,
    version,
    state: known(id, row.state),
    beforeState: row.beforeState === null ? null : known(id, row.beforeState),
    severity: severityOfRank(row.severity),
    assigneeId: row.assigneeId,
    partyId: row.partyId,
    postRole: row.postRole,
    handledBy: row.handledBy,
    firstReceiver: row.firstReceiver,
    closedAtMs: row.closedMs,
    suspendedAtMs: row.suspendedMs,
    pending: row.pending,
    returnsUsed: row.returnsUsed,
    mergedInto: row.mergedInto,
    mergedFrom: row.mergedFrom === null ? null : known(id, row.mergedFrom),
    rule: row.rule,
    dispatchExplanation: row.dispatchExplanation,
  };
}

/** A stored order with what a step made of it. */
export function rowAfter(row: OrderRow, next: OrderState, atMs: number): OrderRow {
  return {
    ...row,
    state: next.state,
    beforeState: next.beforeState,
    version: next.version,
    severity: severityRank(next.severity),
    assigneeId: next.assigneeId,
    partyId: next.partyId,
    postRole: next.postRole,
    handledBy: next.handledBy,
    firstReceiver: next.firstReceiver,
    closedMs: next.closedAtMs,
    suspendedMs: next.suspendedAtMs,
    pending: next.pending,
    returnsUsed: next.returnsUsed,
    mergedInto: next.mergedInto,
    mergedFrom: next.mergedFrom,
    rule: next.rule,
    dispatchExplanation: next.dispatchExplanation,
    updatedMs: atMs,
  };
}

/** The version of a profile that an order took; the usual path for one that this place no longer knows. */
export function profileOf(
  book: GovernanceBook,
  { profile, profileVersion }: Pick<OrderRow, 'profile' | 'profileVersion'>,
): WorkflowProfile {
  const found =
    book.profiles.version(profile, profileVersion) ??
    book.profiles.at(profile, Number.POSITIVE_INFINITY) ??
    book.profiles.at(STANDARD_PROFILE, Number.POSITIVE_INFINITY);
  if (found === null) throw new Error(`there is no workflow profile ${profile}, nor ${STANDARD_PROFILE}`);
  return found.body;
}

/**
 * The profile that a new order takes: the one that is named, else the one that holds at its place, else its matter's,
 * else the usual path.
 * @throws HubError BAD_USER_INPUT for a name that no profile in force has
 */
export function profileFor(
  book: GovernanceBook,
  { profile, ...order }: NewOrderFacts & { profile?: string | undefined },
  atMs: number,
): WorkflowProfile {
  if (profile !== undefined) {
    const named = book.profiles.at(profile, atMs);
    if (named !== null) return named.body;
    const reason = `no workflow profile in force is called ${profile}`;
    const reasonZh = `没有名为 ${profile} 的现行流程`;
    throw new HubError('BAD_USER_INPUT', { path: 'input.profile', reason, reasonZh });
  }
  const inForce = book.profiles.inForce(atMs).map(({ body }) => body);
  const ofPlace = profileOfPlace(inForce, order);
  if (ofPlace !== null) return ofPlace;
  const own = matterAt(book, order.matter, atMs)?.profile;
  const found =
    (own === undefined ? null : book.profiles.at(own, atMs)) ?? book.profiles.at(STANDARD_PROFILE, atMs);
  if (found === null) throw new Error(`there is no workflow profile ${STANDARD_PROFILE}`);
  return found.body;
}

export function workflowOfOrder(
  book: GovernanceBook,
  order: Pick<OrderRow, 'profile' | 'profileVersion'>,
): Workflow {
  return workflowOf(profileOf(book, order));
}
