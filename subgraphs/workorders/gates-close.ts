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

/** Counts an open gate of an order that this transaction holds locked, announces the result and moves the order. */
export async function closeCounted(
  client: pg.PoolClient,
  order: OrderRow,
  { row, rule, tally }: CountedGate,
  { actor, atMs, note, moveOrder, expired = false }: Closing,
  book: GovernanceBook,
): Promise<OrderRow> {
  await client.query(
    'UPDATE order_gate SET state = $2, closed_by = $3, closed_at = $4, tally = $5 WHERE id = $1',
    [row.id, tally.result, actor, new Date(atMs), JSON.stringify(tally)],
  );
  const { zh, en } = GATE_STATES[tally.result];
  const how = expired ? '（到期自动计票）' : '';
  const reason = `${rule.zh}${zh}${how}：${tally.zh}${note === null ? '' : `。${note}`}`;
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
  if (!moveOrder) return closed;
  const action = tally.result === 'PASSED' ? 'PASS_GATE' : 'REFUSE_GATE';
  return moveByGate(client, book, closed, action, { actor, atMs, reason });
}
