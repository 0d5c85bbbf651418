import { FOLLOW_UP_KINDS } from '../../core/follow-up-lists.ts';
import type { SubgraphBase } from '../../runtime/subgraph.ts';
import type { CountedPage } from '../page.ts';
import type { FollowUpLists } from './lists.ts';
import type { ItemRow, ListRow } from './lists-store.ts';
import type { FollowUpWrites } from './lists-writes.ts';
import type { OrderRow } from './rows.ts';
import type { WorkOrdersService } from './service.ts';
import type * as T from './types.generated.ts';

export interface ListsContext extends SubgraphBase {
  orders: WorkOrdersService;
  lists: FollowUpLists;
  listWrites: FollowUpWrites;
}

const FollowUpList = {
  kindLabel: ({ kind }) => FOLLOW_UP_KINDS[kind],
  ownerParty: ({ partyId }) => (partyId === null ? null : { id: partyId }),
  ownerPerson: ({ personId }) => (personId === null ? null : { id: personId }),
  targetDate: ({ targetAt }) => targetAt,
  progress: (list, _, { lists }) => lists.progress(list),
  items: (list, args, { lists }) => lists.items(list, args),
} satisfies T.FollowUpListResolvers<ListsContext, ListRow>;

const FollowUpItem = {
  workOrder: ({ workOrderId }, _, { orders }) => orders.workOrder(workOrderId),
} satisfies T.FollowUpItemResolvers<ListsContext, ItemRow>;

const FollowUpItemConnection = {
  totalCount: (page) => page.count(),
} satisfies T.FollowUpItemConnectionResolvers<ListsContext, CountedPage<ItemRow>>;

const FollowUpListConnection = {
  totalCount: (page) => page.count(),
} satisfies T.FollowUpListConnectionResolvers<ListsContext, CountedPage<ListRow>>;

const WorkOrder = {
  lists: (order, _, { lists }) => lists.ofOrder(order),
} satisfies T.WorkOrderResolvers<ListsContext, OrderRow>;

const Query = {
  followUpLists: (_, args, { lists }) => lists.page(args),
  followUpList: (_, { id }, { lists }) => lists.byId(id),
} satisfies T.QueryResolvers<ListsContext>;

/** The list after a change, with what the client sent along. */
async function answer(change: Promise<ListRow>, input: { clientMutationId?: string | null | undefined }) {
  return { followUpList: await change, clientMutationId: input.clientMutationId };
}

const Mutation = {
  createFollowUpList: (_, { input }, { listWrites }) => answer(listWrites.create(input), input),
  updateFollowUpList: (_, { input }, { listWrites }) => answer(listWrites.update(input), input),
  endFollowUpList: (_, { input }, { listWrites }) => answer(listWrites.end(input), input),
  addFollowUpItem: (_, { input }, { listWrites }) => answer(listWrites.addItem(input), input),
  removeFollowUpItem: (_, { input }, { listWrites }) => answer(listWrites.removeItem(input), input),
} satisfies T.MutationResolvers<ListsContext>;

export const listsResolvers = {
  FollowUpList,
  FollowUpItem,
  FollowUpItemConnection,
  FollowUpListConnection,
  WorkOrder,
  Query,
  Mutation,
};
