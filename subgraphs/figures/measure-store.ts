import Type from 'typebox';
import { measureOrder } from '../../core/figures.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import type { Db } from '../../runtime/postgres.ts';
import { type Queryable, rowsOf } from '../rows.ts';
import { planBasis } from '../workorders/timers.ts';
import { DAY_RULES, dayState, forgetDays, KEEP_DAYS, lockDays } from './days.ts';
import { EVENT_SQL, measuredEvent, measuredEventRows, measureRow } from './measure-rows.ts';

/** Of core/figures.ts: a change of what it measures gets the next number, and running orders are measured anew. */
const MEASURE_RULES = 3;
/** Orders that one transaction measures. */
export const BATCH_ORDERS = 200;

/** What measures depend on beside the orders' own history. */
export function measureBasis(book: GovernanceBook, nowMs: number): string {
  return `measure@${MEASURE_RULES} ${planBasis(book, nowMs)}`;
}

const KEYS = ['work_order_id', 'life'];
const idRows = rowsOf(Type.Object({ id: Type.String() }));

/** All columns but the key, from the new row. */
function updates(columns: readonly string[]): string {
  return columns
    .filter((column) => !KEYS.includes(column))
    .map((column) => `${column} = excluded.${column}`)
    .join(', ');
}

/**
 * Measures orders by their history and keeps the measures, all of them or none of one order. A measure of an older
 * version of the order never replaces a newer one, so it may run beside others: one after the other, in a transaction.
 * @returns ids of orders whose history this version cannot read
 */
export async function measureOrders(
  client: Queryable,
  ids: readonly string[],
  book: GovernanceBook,
  nowMs: number,
): Promise<string[]> {
  if (ids.length === 0) return [];
  await lockDays(client);
  const byOrder = Map.groupBy(
    measuredEventRows(await client.query(EVENT_SQL, [ids])),
    ({ workOrderId }) => workOrderId,
  );
  const unreadable: string[] = [];
  const basis = measureBasis(book, nowMs);
  const rows = [...byOrder].flatMap(([workOrderId, history]) => {
    const events = history.map(measuredEvent);
    const read = events.filter((event) => event !== null);
    if (read.length < events.length) {
      unreadable.push(workOrderId);
      return [];
    }
    const last = history.at(-1);
    const of = {
      workOrderId,
      orderVersion: last?.version ?? 0,
      basis,
      channel: last?.channel ?? null,
      nowMs,
    };
    return measureOrder(read, book.clockBook, nowMs).map((life) => measureRow(life, of));
  });
  const [first] = rows;
  if (first === undefined) return unreadable;
  await write(client, Object.keys(first), JSON.stringify(rows));
  return unreadable;
}

/** Puts rows in, and what they change of days beside them. */
async function write(client: Queryable, columns: readonly string[], json: string): Promise<void> {
  const put = (rows: string) => `INSERT INTO work_order_measure (${columns.join(', ')})
     SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(NULL::work_order_measure, ${rows}::jsonb)
     ORDER BY work_order_id, life
     ON CONFLICT (work_order_id, life) DO UPDATE SET ${updates(columns)}
     WHERE work_order_measure.order_version <= excluded.order_version`;
  const state = await dayState(client);
  if (state?.rules !== DAY_RULES) {
    await client.query(put('$1'), [json]);
    if (state !== null) await forgetDays(client);
    return;
  }
  await client.query(
    `WITH old AS (SELECT m.* FROM work_order_measure m WHERE m.work_order_id IN (
         SELECT work_order_id FROM jsonb_populate_recordset(NULL::work_order_measure, $4::jsonb))),
       new AS (${put('$4')} RETURNING *)${KEEP_DAYS}`,
    [state.zone, state.builtFrom, 'infinity', json],
  );
}

const AFTER_SQL = 'SELECT id FROM work_order WHERE id > $1 ORDER BY id LIMIT $2';
const UNMEASURED_SQL = `SELECT w.id FROM work_order w WHERE w.id > $1
    AND NOT EXISTS (SELECT FROM work_order_measure m WHERE m.work_order_id = w.id)
  ORDER BY w.id LIMIT $2`;
const STALE_SQL = `SELECT DISTINCT work_order_id AS id FROM work_order_measure
  WHERE upper_inf(span) AND basis <> $3 AND work_order_id > $1 ORDER BY id LIMIT $2`;

/** Which orders to measure: every one, those never measured, or running ones measured by other rules or calendars. */
export type Remeasure = 'ALL' | 'UNMEASURED' | 'STALE';

export interface RemeasureOptions {
  book: () => GovernanceBook;
  nowMs: () => number;
  signal?: AbortSignal;
  /** Told after every batch. */
  progress?: (measured: number) => void;
}

/** Measures orders in batches, each in a short transaction of its own. @returns how many, and which it could not read */
export async function remeasure(
  db: Pick<Db, 'tx'>,
  which: Remeasure,
  { book, nowMs, signal, progress }: RemeasureOptions,
): Promise<{ measured: number; unreadable: string[] }> {
  const sql = { ALL: AFTER_SQL, UNMEASURED: UNMEASURED_SQL, STALE: STALE_SQL }[which];
  const unreadable: string[] = [];
  let measured = 0;
  for (let after = ''; signal?.aborted !== true; ) {
    const ids = await db.tx(async (client) => {
      const values = which === 'STALE' ? [measureBasis(book(), nowMs())] : [];
      const found = idRows(await client.query(sql, [after, BATCH_ORDERS, ...values])).map(({ id }) => id);
      unreadable.push(...(await measureOrders(client, found, book(), nowMs())));
      return found;
    });
    measured += ids.length;
    progress?.(measured);
    after = ids.at(-1) ?? '';
    if (ids.length < BATCH_ORDERS) break;
  }
  return { measured, unreadable };
}
