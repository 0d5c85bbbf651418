import Type, { type Static } from 'typebox';
import {
  type FollowedOrder,
  type FollowUpKind,
  isFollowUpKind,
  type ListProgress,
  progressOf,
  promiseOf,
} from '../../core/follow-up-lists.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { isWorkOrderState } from '../../core/work-order-states.ts';
import { Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { clocksOfOrders } from './clocks.ts';

const Kind = Type.Refine(Type.Unsafe<FollowUpKind>({}), isFollowUpKind);
const Progress = Type.Object({
  total: Type.Integer(),
  open: Type.Integer(),
  ended: Type.Integer(),
  dropped: Type.Integer(),
  onTime: Type.Integer(),
  overdue: Type.Integer(),
});
const ListRow = Type.Object({
  id: Type.String(),
  code: Type.String(),
  nameZh: Type.String(),
  nameEn: Type.String(),
  kind: Kind,
  gridCode: nullable(Type.String()),
  partyId: nullable(Type.String()),
  personId: nullable(Type.String()),
  decidedAt: Instant,
  source: nullable(Type.String()),
  gateId: nullable(Type.String()),
  targetAt: nullable(Instant),
  endedAt: nullable(Instant),
  endedProgress: nullable(Progress),
  version: Type.Integer(),
});
export type ListRow = Static<typeof ListRow>;
export const listRows = rowsOf(ListRow);
export const ownedListRows = rowsOf(Type.Intersect([ListRow, Type.Object({ owner: Type.String() })]));
/** Select list of a list, read under the alias `f`. */
export const LIST = `f.id, f.code, f.name_zh AS "nameZh", f.name_en AS "nameEn", f.kind, f.grid_code AS "gridCode",
  f.party_id AS "partyId", f.person_id AS "personId", f.decided_at AS "decidedAt", f.source, f.gate_id AS "gateId",
  f.target_at AS "targetAt", f.ended_at AS "endedAt", f.ended_progress AS "endedProgress", f.version`;

const ItemRow = Type.Object({
  owner: Type.String(),
  id: Type.String(),
  workOrderId: Type.String(),
  note: nullable(Type.String()),
  addedAt: Instant,
});
export type ItemRow = Static<typeof ItemRow>;
const itemRows = rowsOf(ItemRow);

/** One page of the items of each list, in the order of adding. */
export async function itemsOfLists(
  db: Queryable,
  listIds: readonly string[],
  take: number,
  after: string | null,
): Promise<ItemRow[]> {
  const sql = `SELECT asked.id AS owner, i.id, i.work_order_id AS "workOrderId", i.note, i.added_at AS "addedAt"
    FROM unnest($1::text[]) AS asked (id)
    CROSS JOIN LATERAL (
      SELECT * FROM follow_up_item WHERE list_id = asked.id AND ($3::text IS NULL OR id > $3) ORDER BY id LIMIT $2) i
    ORDER BY i.id`;
  return itemRows(await db.query(sql, [listIds, take, after]));
}

const FollowedRow = Type.Object({
  owner: Type.String(),
  orderId: Type.String(),
  state: Type.Refine(Type.Unsafe<FollowedOrder['state']>({}), isWorkOrderState),
  closedAtMs: nullable(Type.Number()),
});
const followedRows = rowsOf(FollowedRow);

/** How far each list is now, with its orders as they stand: a merged one as what it was merged into in the end. */
export async function progressOfLists(
  db: Queryable,
  lists: readonly ListRow[],
  book: GovernanceBook,
  nowMs: number,
): Promise<ListProgress[]> {
  const sql = `WITH RECURSIVE followed AS (
      SELECT i.list_id AS owner, i.id AS item, w.id, w.state, w.merged_into, w.closed_at, 0 AS depth
      FROM follow_up_item i JOIN work_order w ON w.id = i.work_order_id WHERE i.list_id = ANY($1::text[])
      UNION ALL
      SELECT f.owner, f.item, w.id, w.state, w.merged_into, w.closed_at, f.depth + 1
      FROM followed f JOIN work_order w ON w.id = f.merged_into WHERE f.state IN ('MERGED', 'CLOSED', 'RATED') AND f.depth < 20
    )
    SELECT DISTINCT ON (item) owner, id AS "orderId", state, (extract(epoch FROM closed_at) * 1000)::float8 AS "closedAtMs"
    FROM followed ORDER BY item, depth DESC`;
  const rows = followedRows(await db.query(sql, [lists.map(({ id }) => id)]));
  const orderIds = [...new Set(rows.map(({ orderId }) => orderId))];
  const clocks = await clocksOfOrders(db, orderIds, book, nowMs);
  const promised = new Map(
    orderIds.map((id, at) => [
      id,
      promiseOf((clocks[at] ?? []).map(({ view }) => ({ kind: view.run.kind, state: view.state }))),
    ]),
  );
  const byList = Map.groupBy(rows, ({ owner }) => owner);
  return lists.map(({ id, targetAt }) => {
    const orders = (byList.get(id) ?? []).map(({ orderId, state, closedAtMs }) => ({
      ...{ state, closedAtMs, promised: promised.get(orderId) ?? 'NONE' },
    }));
    return progressOf(orders, targetAt?.getTime() ?? null, nowMs);
  });
}
