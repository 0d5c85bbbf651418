import type pg from 'pg';
import { targetsFor } from '../../core/dispatch.ts';
import type { WorkOrderChangeKind } from '../../core/feed-event.ts';
import { severityOfRank } from '../../core/severity.ts';
import {
  isLive,
  isWorkOrderState,
  type TransitionInput,
  transition,
  type WorkOrderAction,
  type WorkOrderState,
} from '../../core/work-order.ts';
import { appendFeed } from '../../runtime/feed.ts';
import { eventsOfOrders } from './reads.ts';
import type { OrderRow } from './rows.ts';
import { applyClocks, feedEventOf, insertEvent, setLinksLive, type Targets, updateOrder } from './writes.ts';

/** The state of a stored order. @throws Error when the database holds one that this version does not know */
export function stateOf(order: Pick<OrderRow, 'id' | 'state'>): WorkOrderState {
  if (isWorkOrderState(order.state)) return order.state;
  throw new Error(`work order ${order.id} is in an unknown state ${order.state}`);
}

/** Time limits of an order that begin after it was opened, by its severity. */
export function targetsOf(order: Pick<OrderRow, 'severity'>): Targets {
  const { respondMinutes, reportBackMinutes, handleMinutes } = targetsFor(severityOfRank(order.severity));
  return { RESPOND: respondMinutes, REPORT_BACK: reportBackMinutes, HANDLE: handleMinutes };
}

export interface Step {
  action: WorkOrderAction;
  actor: string;
  input?: TransitionInput;
  /** Kept with the history row: evidence references, stars, whom it went to. */
  detail?: Record<string, unknown>;
  /** The person it is with from now on, where that is not what core says: whoever takes it. */
  assigneeId?: string;
  /** Replaces why it went where it went. */
  explanation?: { rule: string | null; text: string };
  atMs: number;
}

/** When the suspension that an order is in began, epoch ms. */
async function suspendedAt(client: pg.PoolClient, order: OrderRow): Promise<number | null> {
  if (order.state !== 'SUSPENDED') return null;
  const events = await eventsOfOrders(client, [order.id]);
  return events.findLast(({ action }) => action === 'SUSPEND')?.atMs ?? null;
}

/**
 * One step of an order that this transaction holds locked: core decides; the row, its history, clocks, links and the
 * feed follow. Rights and scope are the caller's to check first.
 * @throws HubError ILLEGAL_TRANSITION, FOUR_EYES or BAD_USER_INPUT
 */
export async function takeStep(client: pg.PoolClient, order: OrderRow, step: Step): Promise<OrderRow> {
  const facts = {
    id: order.id,
    state: stateOf(order),
    version: order.version,
    assigneeId: order.assigneeId,
    partyId: order.partyId,
    postRole: order.postRole,
    handledBy: order.handledBy,
    closedAtMs: order.closedMs,
    suspendedAtMs: await suspendedAt(client, order),
  };
  const { order: next, event } = transition(facts, step.action, step.actor, step.input ?? {}, step.atMs);
  const changed: OrderRow = {
    ...order,
    state: next.state,
    version: next.version,
    assigneeId: step.assigneeId ?? next.assigneeId,
    partyId: next.partyId,
    postRole: next.postRole,
    handledBy: next.handledBy,
    closedMs: next.closedAtMs,
    updatedMs: step.atMs,
    rule: step.explanation === undefined ? order.rule : step.explanation.rule,
    dispatchExplanation: step.explanation?.text ?? order.dispatchExplanation,
  };
  await updateOrder(client, changed);
  await insertEvent(client, { ...event, detail: step.detail ?? null });
  await applyClocks(client, order.id, event.clocks, targetsOf(order), step.atMs);
  if (isLive(facts.state) !== isLive(next.state)) await setLinksLive(client, order.id, isLive(next.state));
  const change: WorkOrderChangeKind = step.action === 'DISPATCH' ? 'ASSIGNED' : 'TRANSITIONED';
  await appendFeed(client, [feedEventOf(change, changed)]);
  return changed;
}
