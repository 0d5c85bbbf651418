import type pg from 'pg';
import type { GovernanceBook } from '../../core/governance.ts';
import { GATE_STATES } from '../../core/workflow/gates.ts';
import { moveByGate } from './gates-open.ts';
import type { CountedGate } from './gates-store.ts';
import type { OrderRow } from './rows.ts';
import { besideStep, stopTrackClock } from './tracks.ts';

/** Who closes a gate, and what is said to it. */
export interface Closing {
  actor: string;
  atMs: number;
  note: string | null;
  /** Whether the order goes where the result sends it. */
  moveOrder: boolean;
  /** At its deadline, by nobody's hand. */
  expired?: boolean;
}

/** What was announced of a gate, in words. */
function announced({ rule, tally }: CountedGate, note: string | null, how = ''): string {
  return `${rule.zh}${GATE_STATES[tally.result].zh}${how}：${tally.zh}${note === null ? '' : `。${note}`}`;
}

/** Moves an order by the result of a gate that was closed: it goes on, or is turned down, as its profile has it. */
export function moveByResult(
  client: pg.PoolClient,
  order: OrderRow,
  gate: CountedGate,
  { actor, atMs, note }: Pick<Closing, 'actor' | 'atMs' | 'note'>,
  book: GovernanceBook,
  reason: string = announced(gate, note),
): Promise<OrderRow> {
  const action = gate.tally.result === 'PASSED' ? 'PASS_GATE' : 'REFUSE_GATE';
  return moveByGate(client, book, order, action, { actor, atMs, reason });
}

/** Counts an open gate of an order that this transaction holds locked, announces the result and moves the order. */
export async function closeCounted(
  client: pg.PoolClient,
  order: OrderRow,
  gate: CountedGate,
  { actor, atMs, note, moveOrder, expired = false }: Closing,
  book: GovernanceBook,
): Promise<OrderRow> {
  const { row, tally } = gate;
  await client.query(
    'UPDATE order_gate SET state = $2, closed_by = $3, closed_at = $4, tally = $5 WHERE id = $1',
    [row.id, tally.result, actor, new Date(atMs), JSON.stringify(tally)],
  );
  const { en } = GATE_STATES[tally.result];
  const reason = announced(gate, note, expired ? '（到期自动计票）' : '');
  const detail = {
    gateId: row.id,
    gate: row.code,
    result: tally.result,
    zh: tally.zh,
    en: `${en}${expired ? ', counted at its deadline' : ''}: ${tally.en}`,
    ...(expired ? { expired } : {}),
  };
  const clocks = stopTrackClock('GATE', row.id, atMs);
  const closed = await besideStep(
    client,
    order,
    { act: 'GATE_CLOSED', actor, reason, detail, clocks, atMs },
    book,
  );
  return moveOrder ? moveByResult(client, closed, gate, { actor, atMs, note }, book, reason) : closed;
}
