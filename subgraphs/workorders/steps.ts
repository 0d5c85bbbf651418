import type pg from 'pg';
import type { ClockEvent } from '../../core/clock-engine.ts';
import type { WorkOrderChangeKind } from '../../core/feed-event.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { promisesOf } from '../../core/governance-promises.ts';
import { isLive, type TransitionInput, type WorkOrderAction } from '../../core/work-order.ts';
import type { ActorFacts } from '../../core/workflow/actor.ts';
import { step as engineStep } from '../../core/workflow/engine.ts';
import type { GuardFacts } from '../../core/workflow/guard-facts.ts';
import { changesOf } from '../../core/workflow/order-state.ts';
import { appendFeed } from '../../runtime/feed.ts';
import { planTimers } from './plan.ts';
import type { OrderRow } from './rows.ts';
import { afterStep, factsForStep } from './track-hooks.ts';
import { orderStateOf, rowAfter, workflowOfOrder } from './workflow.ts';
import { feedEventOf, insertEvent, setLinksLive, updateOrder } from './writes.ts';

export { stateOf } from './workflow.ts';

export interface Step {
  action: WorkOrderAction;
  /** Name for the history: a token's subject, or of what acted by itself. */
  actor: string;
  /** What decides what the actor may do; left out: the hub itself acts, and the caller has checked. */
  by?: ActorFacts;
  input?: TransitionInput;
  /** What the tracks beside the order say; read from them when left out. */
  facts?: GuardFacts;
  /**
   * The order was opened in this very transaction, with these clock events: nothing hangs on it yet, and nothing is asked
   * for. What comes in by the thousand pays for no more than it needs.
   */
  fresh?: readonly ClockEvent[];
  /** Kept with the history row: evidence references, stars, whom it went to. */
  detail?: Record<string, unknown>;
  /** What the feed calls it, where that is not what the action is. */
  change?: WorkOrderChangeKind;
  /** Replaces why it went where it went. */
  explanation?: { rule: string | null; text: string };
  atMs: number;
}

const CHANGES: Partial<Record<WorkOrderAction, WorkOrderChangeKind>> = {
  DISPATCH: 'ASSIGNED',
  CLAIM: 'ASSIGNED',
  ACCEPT_TRANSFER: 'ASSIGNED',
  REGRADE: 'INCIDENT_LINKED',
  REMIND: 'REMINDED',
};

/**
 * One step of an order that this transaction holds locked: its profile decides; the row, its history with the clocks,
 * links and the feed follow. Scope is the caller's to check first, and rights where `by` is left out.
 * @throws HubError ILLEGAL_TRANSITION, FORBIDDEN, FOUR_EYES, STEP_BLOCKED or BAD_USER_INPUT
 */
export async function takeStep(
  client: pg.PoolClient,
  order: OrderRow,
  step: Step,
  book: GovernanceBook,
): Promise<OrderRow> {
  const before = orderStateOf(order);
  const context = {
    workflow: workflowOfOrder(book, order),
    facts: step.facts ?? (await factsForStep(client, order, step, book)),
    promises: promisesOf(book),
    nowMs: step.atMs,
  };
  const actor = { name: step.actor, facts: step.by ?? null };
  const decided = engineStep(before, step.action, actor, step.input ?? {}, context);
  const why = step.explanation;
  const next =
    why === undefined ? decided.order : { ...decided.order, rule: why.rule, dispatchExplanation: why.text };
  const changed = rowAfter(order, next, step.atMs);
  const form = step.input?.form ?? null;
  const detail = form === null ? (step.detail ?? null) : { ...step.detail, form };
  await updateOrder(client, changed);
  await insertEvent(client, { ...decided.event, changes: changesOf(before, next), detail });
  if (isLive(before.state) !== isLive(next.state)) await setLinksLive(client, order.id, isLive(next.state));
  const clocks = step.fresh === undefined ? null : [...step.fresh, ...decided.event.clocks];
  await planTimers(client, changed, book, step.atMs, clocks);
  const change = step.change ?? CHANGES[step.action] ?? 'TRANSITIONED';
  await appendFeed(client, [feedEventOf(change, changed, order)]);
  return afterStep(client, before.state, changed, step, book);
}
