import Type, { type Static } from 'typebox';
import { nullable, type Queryable, rowsOf } from '../rows.ts';

const LinkRow = Type.Object({
  id: Type.String(),
  childId: Type.String(),
  parentId: Type.String(),
});
export type MergeLink = Static<typeof LinkRow>;
const linkRows = rowsOf(LinkRow);
const LINKS = 'SELECT id, child_id AS "childId", parent_id AS "parentId" FROM order_merge';

/** Live links of orders to their children, in the order of the children's ids: the order in which rows are locked. */
export async function childrenOf(db: Queryable, parentIds: readonly string[]): Promise<MergeLink[]> {
  const sql = `${LINKS} WHERE parent_id = ANY($1::text[]) AND ended_at IS NULL ORDER BY child_id`;
  return linkRows(await db.query(sql, [parentIds]));
}

/** The live link of each order to its parent. */
export async function parentsOf(db: Queryable, childIds: readonly string[]): Promise<MergeLink[]> {
  const sql = `${LINKS} WHERE child_id = ANY($1::text[]) AND ended_at IS NULL ORDER BY child_id`;
  return linkRows(await db.query(sql, [childIds]));
}

export interface Notice {
  orderId: string;
  kind: 'MERGED' | 'UNMERGED' | 'FOLLOWED' | 'RECURRED';
  /** The other order. */
  aboutId: string | null;
  /** State of the order that the reporter's own follows. */
  state: string;
}

/** Writes down what the reporters of these orders have to be told; whoever tells them reads it there. */
export async function tellReporters(
  client: Queryable,
  notices: readonly Notice[],
  atMs: number,
  words: { zh: string; en: string },
): Promise<void> {
  if (notices.length === 0) return;
  await client.query(
    `INSERT INTO reporter_notice (work_order_id, kind, about_id, state, zh, en, at)
     SELECT order_id, kind, about_id, state, $5, $6, $7
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS n (order_id, kind, about_id, state)`,
    [
      ...[notices.map(({ orderId }) => orderId), notices.map(({ kind }) => kind)],
      ...[notices.map(({ aboutId }) => aboutId), notices.map(({ state }) => state), words.zh, words.en],
      new Date(atMs),
    ],
  );
}

const RecurrenceRow = Type.Object({
  id: Type.String(),
  workOrderId: Type.String(),
  title: Type.String(),
  description: nullable(Type.String()),
  source: Type.String(),
  atMs: Type.Number(),
});
export type RecurrenceRow = Static<typeof RecurrenceRow>;
const recurrenceRows = rowsOf(RecurrenceRow);

export async function recurrencesOf(db: Queryable, orderIds: readonly string[]): Promise<RecurrenceRow[]> {
  return recurrenceRows(
    await db.query(
      `SELECT id, work_order_id AS "workOrderId", title, description, source,
         (extract(epoch FROM at) * 1000)::float8 AS "atMs"
       FROM order_recurrence WHERE work_order_id = ANY($1::text[]) ORDER BY at, id`,
      [orderIds],
    ),
  );
}
