import Type from 'typebox';
import type { SubgraphDeps } from '../deps.ts';
import { rowsOf } from '../rows.ts';
import { closeCounted } from './gates-close.ts';
import { gateById } from './gates-store.ts';
import { lockOrder } from './writes.ts';

/** The actor in the history of what a gate's deadline did. */
export const GATE_KEEPER = 'gates';
/** How long a gate may stay open beyond its deadline. */
const ROUND_MS = 5_000;
/** Gates closed in one round; each is a transaction of its own. */
const GATES_A_ROUND = 200;
/** A gate that could not be closed is left alone for so long, so that it does not hold up the others. */
const RETRY_MS = 600_000;

const dueRows = rowsOf(Type.Object({ id: Type.String(), workOrderId: Type.String() }));

type RoundDeps = Pick<SubgraphDeps, 'db' | 'governance' | 'log'>;
type Result = 'PASSED' | 'REFUSED';

/**
 * Closes one gate whose deadline has passed, by the same count and with the same step as by hand. The order is locked
 * first and the gate read again, so of several replicas one closes it; a gate of an order that has ended, or is merged,
 * waits with it. Null: none is due that nobody else is at.
 */
async function closeOne(
  { db, governance }: RoundDeps,
  nowMs: number,
  passedOver: readonly string[],
  at: (gateId: string) => void,
): Promise<{ id: string; workOrderId: string; result: Result | null } | null> {
  return db.tx(async (client) => {
    const [due] = dueRows(
      await client.query(
        `SELECT g.id, g.work_order_id AS "workOrderId" FROM order_gate g JOIN work_order w ON w.id = g.work_order_id
         WHERE g.state = 'OPEN' AND g.due_at < $1 AND g.id <> ALL($2::text[])
           AND w.closed_at IS NULL
         ORDER BY g.due_at, g.id LIMIT 1 FOR NO KEY UPDATE OF w SKIP LOCKED`,
        [new Date(nowMs), passedOver],
      ),
    );
    if (due === undefined) return null;
    at(due.id);
    const order = await lockOrder(client, due.workOrderId);
    const gate = await gateById(client, due.id);
    // somebody closed it while this looked
    if (order === null || gate?.row.state !== 'OPEN') return { ...due, result: null };
    const closing = { actor: GATE_KEEPER, atMs: nowMs, note: null, moveOrder: true, expired: true };
    await closeCounted(client, order, gate, closing, governance.current());
    return { ...due, result: gate.tally.result };
  });
}

/** One bounded round over the gates whose deadline has passed; any number of replicas may do it at once. */
export async function gateRound(
  deps: RoundDeps,
  nowMs: number,
  failed: Map<string, number> = new Map(),
): Promise<{ gateId: string; workOrderId: string; result: Result }[]> {
  for (const [id, untilMs] of failed) if (untilMs <= nowMs) failed.delete(id);
  const closed: { gateId: string; workOrderId: string; result: Result }[] = [];
  for (let left = GATES_A_ROUND; left > 0; left -= 1) {
    let gateId: string | null = null;
    try {
      const done = await closeOne(deps, nowMs, [...failed.keys()], (id) => {
        gateId = id;
      });
      if (done === null) break;
      if (done.result !== null) {
        closed.push({ gateId: done.id, workOrderId: done.workOrderId, result: done.result });
      }
    } catch (error) {
      // without the database there is nothing to go on with
      if (gateId === null) throw error;
      failed.set(gateId, nowMs + RETRY_MS);
      deps.log.error({ err: error, gateId }, 'a gate could not be closed at its deadline; it is tried again');
    }
  }
  return closed;
}

/** Closes gates at their deadline until closed itself. `now` gives epoch milliseconds. */
export function startGateDeadlines(
  deps: RoundDeps & Pick<SubgraphDeps, 'metrics'>,
  now: () => number = Date.now,
): { close(): Promise<void>; round(): Promise<void> } {
  const { log, metrics } = deps;
  const counted = metrics.counter({
    name: 'hub_gates_expired_total',
    help: 'Gates that were counted at their deadline, by result',
    labels: ['result'],
  });
  const failed = new Map<string, number>();
  let running: Promise<void> | null = null;
  let over = false;

  async function once(): Promise<void> {
    try {
      for (const gate of await gateRound(deps, now(), failed)) {
        counted.inc({ result: gate.result });
        log.info(gate, 'a gate was counted at its deadline');
      }
    } catch (error) {
      log.warn({ err: error }, 'gates could not be looked at; tried again');
    }
  }

  function round(): Promise<void> {
    if (over) return Promise.resolve();
    running ??= once().finally(() => {
      running = null;
    });
    return running;
  }

  const timer = setInterval(() => void round(), ROUND_MS);
  timer.unref();
  return {
    round,
    async close() {
      over = true;
      clearInterval(timer);
      await running;
    },
  };
}
