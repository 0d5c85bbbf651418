import DataLoader from 'dataloader';
import type { WorkOrderChangeKind } from '../../core/feed-event.ts';
import { inScope, type Principal } from '../../core/permissions.ts';
import { severityRank } from '../../core/severity.ts';
import type { ActorFacts } from '../../core/workflow/actor.ts';
import { allowedActions } from '../../core/workflow/engine.ts';
import { type GuardFacts, NO_FACTS } from '../../core/workflow/guard-facts.ts';
import { clampFirst } from '../../runtime/connection.ts';
import {
  allowed,
  askableId,
  boundsArgument,
  gridCodeArgument,
  prefixesWithin,
  textArgument,
} from '../access.ts';
import { groupedLoader, idLoader } from '../batch.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type CountedPage, instantCursor, pageOf } from '../page.ts';
import { COUNT_CAP } from '../rows.ts';
import { actorFor, type HeldPost, postsOf } from './actor.ts';
import { clocksOfOrders, type OrderClock } from './clocks.ts';
import { guardFactsOfOrders } from './guard-facts.ts';
import { helpedBy } from './helpers-store.ts';
import { createHistory, type HistoryArguments } from './history.ts';
import {
  incidentsOfOrders,
  type OrderQuery,
  type OwnerKind,
  orderCounts,
  orderPages,
  ordersById,
  ordersOfIncidents,
} from './reads.ts';
import type { OrderRow } from './rows.ts';
import type { WorkOrderFilter, WorkOrderState } from './types.generated.ts';
import { orderStateOf, profileOf, workflowOfOrder } from './workflow.ts';

type Maybe<T> = T | null | undefined;

export interface PageArguments {
  first?: Maybe<number>;
  after?: Maybe<string>;
}

export interface WorkOrderChange {
  cursor: string;
  change: WorkOrderChangeKind;
  at: Date;
  workOrder: OrderRow;
}

interface PageKey {
  kind: OwnerKind;
  query: OrderQuery;
  take: number;
  after: { at: Date; id: string } | null;
}

function listsOf<R>(ids: readonly string[], rows: readonly R[], ownerOf: (row: R) => string): R[][] {
  const lists = Map.groupBy(rows, ownerOf);
  return ids.map((id) => lists.get(id) ?? []);
}

/** What one request may read of work orders; holds the loaders of that request and its one `now`. */
export function createWorkOrdersService(
  { db, feed, governance }: Pick<SubgraphDeps, 'db' | 'feed' | 'governance'>,
  principal: Principal | null,
  now: Date,
) {
  const reader = () => allowed(principal, 'order.read');
  const visible = (rows: readonly OrderRow[]) => rows.filter((row) => inScope(reader(), row.gridCode));

  const byId = idLoader(
    async (ids) => visible(await ordersById(db.pool, ids)),
    (order) => order.id,
  );
  const ofIncident = new DataLoader<string, OrderRow[]>(async (ids) => {
    const rows = await ordersOfIncidents(db.pool, ids);
    return listsOf(ids, rows, (row) => row.owner).map(visible);
  });
  const incidents = new DataLoader<string, { incidentId: string; gridCode: string | null }[]>(async (ids) =>
    listsOf(ids, await incidentsOfOrders(db.pool, ids), (row) => row.workOrderId),
  );
  const clocks = new DataLoader<OrderRow, OrderClock[], string>(
    (orders) =>
      clocksOfOrders(
        db.pool,
        orders.map(({ id }) => id),
        governance.current(),
        // a step of this very request may be younger than its `now`
        Math.max(now.getTime(), ...orders.map(({ updatedMs }) => updatedMs)),
      ),
    { cacheKeyFn: ({ id, version }) => `${id}@${version}` },
  );
  const posts = new DataLoader<string, HeldPost[]>(async (subjects) =>
    Promise.all(subjects.map((subject) => postsOf(db.pool, subject, now.getTime()))),
  );
  const helps = new DataLoader<{ order: OrderRow; partyIds: readonly string[] }, boolean, string>(
    async (asked) => {
      const ids = asked.map(({ order }) => order.id);
      const parties = [...new Set(asked.flatMap(({ partyIds }) => partyIds))];
      const helped = await helpedBy(db.pool, ids, reader().subject, parties);
      return ids.map((id) => helped.has(id));
    },
    { cacheKeyFn: ({ order }) => `${order.id}@${order.version}` },
  );
  const guards = new DataLoader<OrderRow, GuardFacts, string>(
    async (orders) => {
      const found = await guardFactsOfOrders(db.pool, orders, governance.current(), now.getTime());
      return orders.map(({ id }) => found.get(id) ?? NO_FACTS);
    },
    { cacheKeyFn: ({ id, version }) => `${id}@${version}` },
  );
  const history = createHistory(db.pool);
  const pages = groupedLoader(async (owners, { kind, query, take, after }: PageKey) =>
    listsOf(owners, await orderPages(db.pool, kind, owners, query, take, after), (row) => row.owner),
  );
  const counts = groupedLoader(async (owners, { kind, query }: Pick<PageKey, 'kind' | 'query'>) => {
    const found = new Map(
      (await orderCounts(db.pool, kind, owners, query)).map(({ owner, count }) => [owner, count]),
    );
    return owners.map((owner) => found.get(owner) ?? 0);
  });

  async function page(
    kind: OwnerKind,
    owner: string,
    query: OrderQuery,
    args: PageArguments,
  ): Promise<CountedPage<OrderRow>> {
    const first = clampFirst(args.first);
    const after = instantCursor(args.after);
    const rows = await pages(owner, { kind, query, take: first + 1, after });
    return {
      ...pageOf(rows, first, after !== null, (order) => [order.createdMs, order.id]),
      async count() {
        const count = await counts(owner, { kind, query });
        return count > COUNT_CAP ? null : count;
      },
    };
  }

  /** The asker at an order, with what they are to it. */
  async function actor(order: OrderRow): Promise<ActorFacts> {
    const who = reader();
    const plain = actorFor(who, order, await posts.load(who.subject));
    return { ...plain, helper: await helps.load({ order, partyIds: plain.partyIds }) };
  }

  return {
    actor,

    async workOrders(filter: WorkOrderFilter, args: PageArguments) {
      const subtree = gridCodeArgument('filter.gridCode', filter.gridCode);
      const assigneeId = filter.assigneeId ?? null;
      const query: OrderQuery = {
        prefixes: prefixesWithin(reader(), subtree),
        states: filter.states,
        live: filter.live,
        // an id that no row can have finds nothing
        assigneeId: assigneeId === null ? null : (askableId(assigneeId) ?? ''),
        minSeverity: filter.minSeverity == null ? null : severityRank(filter.minSeverity),
        sources: filter.sources,
        ...boundsArgument('filter', filter),
        search: textArgument('filter.search', filter.search, 64),
        lamps: { overdue: filter.overdue, dueBefore: filter.dueBefore, light: filter.light },
        now,
      };
      return page('all', '', query, args);
    },

    /** Those in or below a grid; nothing for one outside the scope. */
    async ofGrid(code: string, args: PageArguments, states: Maybe<readonly WorkOrderState[]>) {
      const owner = gridCodeArgument('code', code) ?? '';
      return page('grid', owner, { prefixes: prefixesWithin(reader()), states }, args);
    },

    async ofPerson(id: string, args: PageArguments, states: Maybe<readonly WorkOrderState[]>) {
      return page('person', askableId(id) ?? '', { prefixes: prefixesWithin(reader()), states }, args);
    },

    /** The organisations that the asker belongs to now, wherever. */
    async ownParties(): Promise<string[]> {
      const held = await posts.load(reader().subject);
      return held.map(({ partyId }) => partyId).filter((id) => id !== null);
    },

    /** Whether an incident is linked to an order and may be seen. */
    async linkedIncident(orderId: string, incidentId: string): Promise<boolean> {
      const links = await incidents.load(orderId);
      return links.some((link) => link.incidentId === incidentId && inScope(reader(), link.gridCode));
    },

    /** Null when it does not exist or lies outside the scope. */
    async workOrder(id: string) {
      reader();
      const askable = askableId(id);
      return askable === null ? null : byId.load(askable);
    },

    /** The live one first, then the newest. */
    async ofIncident(id: string): Promise<OrderRow[]> {
      reader();
      const askable = askableId(id);
      return askable === null ? [] : ofIncident.load(askable);
    },

    async incidents(order: OrderRow, first: Maybe<number>) {
      const who = reader();
      const links = await incidents.load(order.id);
      const seen = links.filter(({ gridCode }) => inScope(who, gridCode));
      return seen.slice(0, clampFirst(first)).map(({ incidentId }) => ({ id: incidentId }));
    },

    clocks: (order: OrderRow) => clocks.load(order),

    history: (order: OrderRow) => history.list(order),

    events: (order: OrderRow, args: HistoryArguments) => history.page(order, args),

    profile: (order: OrderRow) => profileOf(governance.current(), order),

    /** One version of a profile; the one in force without a number. */
    profileByCode(code: string, version: Maybe<number>) {
      reader();
      const { profiles } = governance.current();
      const found = version == null ? profiles.at(code, now.getTime()) : profiles.version(code, version);
      return found?.body ?? null;
    },

    profiles() {
      reader();
      return governance
        .current()
        .profiles.inForce(now.getTime())
        .map(({ body }) => body);
    },

    /** Every step that the profile has from here, and what stands in the asker's way. */
    async actions(order: OrderRow) {
      const [asker, facts] = await Promise.all([actor(order), guards.load(order)]);
      const workflow = workflowOfOrder(governance.current(), order);
      return allowedActions(orderStateOf(order), asker, { workflow, facts, nowMs: now.getTime() });
    },

    /** One change by its feed cursor; null when it is no order's, or of one that may not be seen. */
    async change(cursor: string): Promise<WorkOrderChange | null> {
      reader();
      const row = await feed.at(cursor);
      if (row === null || row.event.topic !== 'workOrder') return null;
      const workOrder = await byId.load(row.event.workOrderId);
      return workOrder === null ? null : { cursor, change: row.event.change, at: row.at, workOrder };
    },
  };
}

export type WorkOrdersService = ReturnType<typeof createWorkOrdersService>;
