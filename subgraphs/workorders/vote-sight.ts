import DataLoader from 'dataloader';
import Type from 'typebox';
import { hasRight, type Principal } from '../../core/permissions.ts';
import { actsOn } from '../../core/workflow/actor.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type Queryable, rowsOf } from '../rows.ts';
import { gatesOfOrders, ruleOf, type SeenGate } from './gates-store.ts';
import type { OrderRow } from './rows.ts';
import type { WorkOrdersService } from './service.ts';
import { orderStateOf } from './workflow.ts';

const onRollRows = rowsOf(Type.Object({ id: Type.String() }));

/** Those of some gates on whose roll one of these voters is. */
async function gatesWith(db: Queryable, gateIds: readonly string[], voters: readonly string[]) {
  const sql = `SELECT DISTINCT gate_id AS id FROM order_gate_voter
    WHERE gate_id = ANY($1::text[]) AND voter = ANY($2::text[])`;
  return new Set(onRollRows(await db.query(sql, [gateIds, voters])).map(({ id }) => id));
}

/**
 * Whether the asker sees who voted how at a gate, for one request. Who holds the gate or takes votes down does, always.
 * A council votes by roll-call: so do those on its roll, and those who act on the order. How a household voted is for
 * nobody else; everybody who sees the order sees the count.
 */
export function createVoteSight(
  { db }: Pick<SubgraphDeps, 'db'>,
  principal: Principal | null,
  orders: Pick<WorkOrdersService, 'actor' | 'ownParties'>,
) {
  const onRoll = new DataLoader<string, boolean>(async (gateIds) => {
    const voters = [...(principal === null ? [] : [principal.subject]), ...(await orders.ownParties())];
    const found = await gatesWith(db.pool, gateIds, voters);
    return gateIds.map((id) => found.has(id));
  });
  const gates = new DataLoader<string, SeenGate[]>(async (orderIds) => {
    const rows = Map.groupBy(await gatesOfOrders(db.pool, orderIds), ({ workOrderId }) => workOrderId);
    return orderIds.map((id) => (rows.get(id) ?? []).map((row) => ({ row, rule: ruleOf(row) })));
  });
  const keeps = () =>
    principal !== null && (hasRight(principal, 'gate.record') || hasRight(principal, 'gate.manage'));

  async function seesVotes(order: OrderRow, { row, rule }: SeenGate): Promise<boolean> {
    if (keeps()) return true;
    // consent is the residents' own, whoever is on the roll for them
    if (rule.electorate.of === 'HOUSEHOLDS' || rule.kind === 'CONSENT') return false;
    return actsOn(orderStateOf(order), await orders.actor(order)) || (await onRoll.load(row.id));
  }

  return {
    seesVotes,
    /** The same of a gate of the order by its id; of one that there is not, no. */
    async seesVotesOf(order: OrderRow, gateId: unknown): Promise<boolean> {
      if (keeps()) return true;
      const gate = (await gates.load(order.id)).find(({ row }) => row.id === gateId);
      return gate !== undefined && seesVotes(order, gate);
    },
  };
}

export type VoteSight = ReturnType<typeof createVoteSight>;
