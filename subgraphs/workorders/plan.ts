import type { ClockEvent } from '../../core/clock-engine.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { severityOfRank } from '../../core/severity.ts';
import { isLive } from '../../core/work-order.ts';
import type { Queryable } from '../rows.ts';
import type { OrderRow } from './rows.ts';
import { clockEventsOfOrders, replanTimers } from './timers.ts';
import { stateOf } from './workflow.ts';

/**
 * Plans the timers of an order anew after a row of its history was written, in the same transaction.
 * @param known every clock event of the order, where whoever calls has them; read otherwise
 */
export async function planTimers(
  client: Queryable,
  order: OrderRow,
  book: GovernanceBook,
  nowMs: number,
  known: readonly ClockEvent[] | null = null,
): Promise<void> {
  const events = known ?? (await clockEventsOfOrders(client, [order.id])).get(order.id) ?? [];
  const facts = { ...order, severity: severityOfRank(order.severity), live: isLive(stateOf(order)) };
  await replanTimers(client, facts, events, book, nowMs);
}
