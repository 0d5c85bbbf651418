import type pg from 'pg';
import type { GovernanceBook } from '../../core/governance.ts';
import type { WorkOrderState } from '../../core/work-order.ts';
import type { GuardFacts } from '../../core/workflow/guard-facts.ts';
import { storeEvidence } from './evidence-store.ts';
import { guardFactsOf, guardFactsOfNew } from './guard-facts.ts';
import { askProfileHelpers } from './helpers-profile.ts';
import { followParent, leaveParent } from './merge.ts';
import type { OrderRow } from './rows.ts';
import type { Step } from './steps.ts';
import { endSupervisions, openProfileSupervisions } from './supervision.ts';
import { stateOf } from './workflow.ts';

/** What the tracks say before a step; the evidence that comes with it is kept first, and counts. */
export async function factsForStep(
  client: pg.PoolClient,
  order: OrderRow,
  { actor, input, fresh, atMs }: Step,
  book: GovernanceBook,
): Promise<GuardFacts> {
  if (fresh !== undefined) return guardFactsOfNew(order, fresh, book, atMs);
  const references = input?.evidence ?? [];
  const arrived = await storeEvidence(client, order, references, { actor, atMs });
  return guardFactsOf(client, order, book, atMs, arrived);
}

const CANCELLED: readonly WorkOrderState[] = ['VOIDED', 'REJECTED'];

/** What a step of an order makes the tracks beside it do, in its transaction; the order as it is then. */
export async function afterStep(
  client: pg.PoolClient,
  from: WorkOrderState,
  order: OrderRow,
  { action, actor, input, fresh, atMs }: Step,
  book: GovernanceBook,
): Promise<OrderRow> {
  const state = stateOf(order);
  const helped =
    action === 'DISPATCH' ? await askProfileHelpers(client, order, { actor, atMs }, book) : order;
  if (state === from) return helped;
  if (CANCELLED.includes(state)) await endSupervisions(client, order.id, actor, atMs);
  if (action === 'REOPEN') await leaveParent(client, order.id, actor, atMs);
  const changed = await openProfileSupervisions(client, helped, from, { actor, atMs }, book);
  // one that was opened just now has no children
  if (fresh !== undefined) return changed;
  await followParent(client, changed, { actor, reason: input?.reason ?? input?.note ?? null, atMs }, book);
  return changed;
}
