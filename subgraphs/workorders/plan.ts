import type { GovernanceBook } from '../../core/governance.ts';
import { severityOfRank } from '../../core/severity.ts';
import { isLive } from '../../core/work-order.ts';
import type { Queryable } from '../rows.ts';
import type { OrderRow } from './rows.ts';
import { clockEventsOfOrders, replanTimers } from './timers.ts';
import { stateOf } from './workflow.ts';

/** Plans the timers of an order anew after a row of its history was written, in the same transaction. */
export async function planTimers(
  client: Queryable,
  order: OrderRow,
  book: GovernanceBook,
  nowMs: number,
): Promise<void> {
  const events = await clockEventsOfOrders(client, [order.id]);
  const facts = { ...order, severity: severityOfRank(order.severity), live: isLive(stateOf(order)) };
  await replanTimers(client, facts, events.get(order.id) ?? [], book, nowMs);
}
