import DataLoader from 'dataloader';
import type { ListProgress } from '../../core/follow-up-lists.ts';
import { inScope, type Principal } from '../../core/permissions.ts';
import { clampFirst } from '../../runtime/connection.ts';
import { allowed, askableId, gridCodeArgument, prefixesWithin } from '../access.ts';
import { groupedLoader } from '../batch.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type CountedPage, idCursor, pageOf } from '../page.ts';
import { cappedCount } from '../rows.ts';
import { Where } from '../where.ts';
import {
  type ItemRow,
  itemsOfLists,
  LIST,
  type ListRow,
  listRows,
  ownedListRows,
  progressOfLists,
} from './lists-store.ts';
import type { OrderRow } from './rows.ts';
import type * as T from './types.generated.ts';

/** What one request may read of lists by which decided matters are followed (AQ-07, AQ-14, HUA-18). */
export function createFollowUpLists(
  { db, governance }: Pick<SubgraphDeps, 'db' | 'governance'>,
  principal: Principal | null,
  now: Date,
) {
  const reader = () => allowed(principal, 'order.read');

  const progress = new DataLoader<ListRow, ListProgress, string>(
    (lists) => progressOfLists(db.pool, lists, governance.current(), now.getTime()),
    { cacheKeyFn: ({ id, version }) => `${id}@${version}` },
  );
  const items = groupedLoader(async (ids, { take, after }: { take: number; after: string | null }) => {
    const found = Map.groupBy(await itemsOfLists(db.pool, ids, take, after), ({ owner }) => owner);
    return ids.map((id) => found.get(id) ?? []);
  });
  const ofOrder = new DataLoader<string, ListRow[]>(async (orderIds) => {
    const sql = `SELECT i.work_order_id AS owner, ${LIST} FROM follow_up_item i JOIN follow_up_list f ON f.id = i.list_id
      WHERE i.work_order_id = ANY($1::text[]) ORDER BY f.id`;
    const rows = ownedListRows(await db.pool.query(sql, [orderIds]));
    const found = Map.groupBy(
      rows.filter(({ gridCode }) => inScope(reader(), gridCode)),
      ({ owner }) => owner,
    );
    return orderIds.map((id) => found.get(id) ?? []);
  });

  return {
    progress: async (list: ListRow) => list.endedProgress ?? progress.load(list),
    ofOrder: (order: OrderRow) => ofOrder.load(order.id),

    async items(list: ListRow, args: Partial<T.FollowUpListItemsArgs>): Promise<CountedPage<ItemRow>> {
      const first = clampFirst(args.first, 500, 50);
      const after = idCursor(args.after);
      const rows = await items(list.id, { take: first + 1, after });
      return {
        ...pageOf(rows, first, after !== null, ({ id }) => [id]),
        count: () => cappedCount(db.pool, 'FROM follow_up_item WHERE list_id = $1', [list.id]),
      };
    },

    /** Null when it does not exist or lies outside the scope. */
    async byId(id: string): Promise<ListRow | null> {
      const who = reader();
      const sql = `SELECT ${LIST} FROM follow_up_list f WHERE f.id = $1`;
      const [list] = listRows(await db.pool.query(sql, [askableId(id)]));
      return list !== undefined && inScope(who, list.gridCode) ? list : null;
    },

    async page({ filter = {}, ...args }: T.QueryFollowUpListsArgs): Promise<CountedPage<ListRow>> {
      const who = reader();
      const first = clampFirst(args.first, 100, 50);
      const after = idCursor(args.after);
      const where = new Where();
      where.prefixes(prefixesWithin(who, gridCodeArgument('filter.gridCode', filter.gridCode)));
      if (filter.kinds) where.add(`f.kind = ANY(${where.param(filter.kinds)}::text[])`);
      if (filter.open != null) where.add(filter.open ? 'f.ended_at IS NULL' : 'f.ended_at IS NOT NULL');
      const [counted, values] = [`FROM follow_up_list f ${where.sql}`, [...where.values]];
      if (after !== null) where.add(`f.id > ${where.param(after)}`);
      const sql = `SELECT ${LIST} FROM follow_up_list f ${where.sql} ORDER BY f.id LIMIT ${where.param(first + 1)}`;
      const rows = listRows(await db.pool.query(sql, where.values));
      return {
        ...pageOf(rows, first, after !== null, ({ id }) => [id]),
        count: () => cappedCount(db.pool, counted, values),
      };
    },
  };
}

export type FollowUpLists = ReturnType<typeof createFollowUpLists>;
