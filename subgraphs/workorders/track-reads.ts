import DataLoader from 'dataloader';
import Type, { type Static } from 'typebox';
import { matterAt } from '../../core/matters.ts';
import { severityOfRank } from '../../core/severity.ts';
import type { Suspicion } from '../../core/workflow/duplicates.ts';
import { missingEvidence } from '../../core/workflow/evidence.ts';
import { attendance } from '../../core/workflow/helpers.ts';
import { isSampled } from '../../core/workflow/sampling.ts';
import { clampFirst } from '../../runtime/connection.ts';
import { groupedLoader } from '../batch.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type CountedPage, idCursor, pageOf } from '../page.ts';
import { nullable, type Queryable, rowsOf } from '../rows.ts';
import { suspicionsOfOrders, type Verdicts, verdictsOf } from './duplicates-store.ts';
import { evidenceOfOrders, livesOf } from './evidence-store.ts';
import { gateTallies, type RollQuery, rollCount, rollsOf, type VoterRow, votesOf } from './gates-store.ts';
import { helpersOfOrders, type WhistleRow, whistlesOfOrders } from './helpers-store.ts';
import { childrenOf, parentsOf, recurrencesOf } from './merge-store.ts';
import type { OrderRow } from './rows.ts';
import { entriesOf, supervisionsOfOrders } from './supervision-store.ts';
import type { OrderGateRollArgs } from './types.generated.ts';
import { profileOf } from './workflow.ts';

type RollArguments = Partial<OrderGateRollArgs>;

const AdmissionRow = Type.Object({
  workOrderId: Type.String(),
  state: Type.Enum(['ASKED', 'APPROVED', 'REFUSED']),
  ask: Type.String(),
  askedBy: Type.String(),
  askedMs: Type.Number(),
  decidedBy: nullable(Type.String()),
  decidedMs: nullable(Type.Number()),
  funds: nullable(Type.String()),
  people: nullable(Type.String()),
  reason: nullable(Type.String()),
});
export type AdmissionRow = Static<typeof AdmissionRow>;
const admissionRows = rowsOf(AdmissionRow);

async function admissionsOf(db: Queryable, orderIds: readonly string[]): Promise<AdmissionRow[]> {
  return admissionRows(
    await db.query(
      `SELECT work_order_id AS "workOrderId", state, ask, asked_by AS "askedBy",
         (extract(epoch FROM asked_at) * 1000)::float8 AS "askedMs", decided_by AS "decidedBy",
         (extract(epoch FROM decided_at) * 1000)::float8 AS "decidedMs", funds, people, reason
       FROM order_admission WHERE work_order_id = ANY($1::text[])`,
      [orderIds],
    ),
  );
}

/** Loads what belongs to an order as it is at its version: a payload never shows what was before it. */
function ofOrder<R>(load: (ids: readonly string[]) => Promise<readonly R[]>, ownerOf: (row: R) => string) {
  const loader = new DataLoader<OrderRow, R[], string>(
    async (orders) => {
      const lists = Map.groupBy(await load(orders.map(({ id }) => id)), ownerOf);
      return orders.map(({ id }) => lists.get(id) ?? []);
    },
    { cacheKeyFn: ({ id, version }) => `${id}@${version}` },
  );
  return (order: OrderRow) => loader.load(order);
}

/** What belongs to a row of a track by its id; `load` is asked once for all of a tick, and nothing is kept. */
function ofRow<R>(load: (ids: readonly string[]) => Promise<readonly R[]>, ownerOf: (row: R) => string) {
  const loader = new DataLoader<string, R[]>(
    async (ids) => {
      const lists = Map.groupBy(await load(ids), ownerOf);
      return ids.map((id) => lists.get(id) ?? []);
    },
    { cache: false },
  );
  return (id: string) => loader.load(id);
}

/** What one request may read of the tracks of orders that it may see; the caller has looked whether it may. */
export function createTrackReads({ db, governance }: Pick<SubgraphDeps, 'db' | 'governance'>, now: Date) {
  const { pool } = db;
  const helpers = ofOrder(
    (ids) => helpersOfOrders(pool, ids),
    (row) => row.workOrderId,
  );
  const evidence = ofOrder(
    (ids) => evidenceOfOrders(pool, ids),
    (row) => row.workOrderId,
  );
  const admission = ofOrder(
    (ids) => admissionsOf(pool, ids),
    (row) => row.workOrderId,
  );
  const parent = ofOrder(
    (ids) => parentsOf(pool, ids),
    (link) => link.childId,
  );
  const byVersion = { cacheKeyFn: ({ id, version }: OrderRow) => `${id}@${version}` };
  const lives = new DataLoader<OrderRow, number, string>(async (orders) => {
    const found = await livesOf(
      pool,
      orders.map(({ id }) => id),
    );
    return orders.map(({ id }) => found.get(id) ?? 1);
  }, byVersion);
  const verdicts = new DataLoader<OrderRow, Verdicts, string>(async (orders) => {
    const found = await verdictsOf(
      pool,
      orders.map(({ id }) => id),
    );
    return orders.map(({ id }) => found.get(id) ?? new Map());
  }, byVersion);
  const suspected = new DataLoader<OrderRow, Suspicion[], string>(async (orders) => {
    const found = await suspicionsOfOrders(pool, orders);
    return orders.map(({ id }) => found.get(id) ?? []);
  }, byVersion);
  const ofGate = async <R extends { gateId: string }>(ids: readonly string[], rows: Promise<R[]>) => {
    const lists = Map.groupBy(await rows, ({ gateId }) => gateId);
    return ids.map((id) => lists.get(id) ?? []);
  };
  const votes = groupedLoader((ids, take: number) => ofGate(ids, votesOf(pool, ids, take)));
  const rolls = groupedLoader((ids, query: RollQuery) => ofGate(ids, rollsOf(pool, ids, query)));
  const matter = (order: OrderRow) => matterAt(governance.current(), order.matter, now.getTime());
  return {
    now,
    helpers,
    whistles: ofOrder(
      (ids) => whistlesOfOrders(pool, ids),
      (row) => row.workOrderId,
    ),
    /** Who was called by a whistle, who came and who did not. */
    async called(whistle: WhistleRow, order: OrderRow) {
      const own = (await helpers(order)).filter(({ whistleId }) => whistleId === whistle.id);
      const came = attendance(own.map((helper) => ({ ...helper, arrivedAtMs: helper.arrivedMs })));
      const absent = new Set(came.absent.map(({ id }) => id));
      return { called: own, arrivedCount: came.arrived, absent: own.filter(({ id }) => absent.has(id)) };
    },
    gates: ofOrder(
      (ids) => gateTallies(pool, ids),
      ({ row }) => row.workOrderId,
    ),
    votes: (gateId: string, first: number) => votes(gateId, first),
    /** Who may vote at a gate, and how they voted, one page. */
    async roll(
      gateId: string,
      { first: asked, after, voted = null }: RollArguments,
    ): Promise<CountedPage<VoterRow>> {
      const first = clampFirst(asked, 500, 100);
      const from = idCursor(after);
      const rows = await rolls(gateId, { voted, after: from, take: first + 1 });
      return {
        ...pageOf(rows, first, from !== null, ({ voter }) => [voter]),
        count: () => rollCount(pool, gateId, voted),
      };
    },
    /** A roll of which nothing is shown; what was asked is checked all the same. */
    async noRoll({ first, after }: RollArguments): Promise<CountedPage<VoterRow>> {
      const page = pageOf([], clampFirst(first, 500, 100), idCursor(after) !== null, () => []);
      return { ...page, count: async () => null };
    },
    supervisions: ofOrder(
      (ids) => supervisionsOfOrders(pool, ids),
      (row) => row.workOrderId,
    ),
    entries: ofRow(
      (ids) => entriesOf(pool, ids),
      (entry) => entry.supervisionId,
    ),
    evidence,
    async evidenceMissing(order: OrderRow) {
      const needs = matter(order)?.evidence ?? [];
      if (needs.length === 0) return [];
      const life = await lives.load(order);
      const own = (await evidence(order)).filter((one) => one.helperId === null);
      return missingEvidence(
        needs,
        own.filter((one) => one.life === life || one.phase === 'BEFORE'),
      );
    },
    parentId: async (order: OrderRow) => (await parent(order))[0]?.parentId ?? null,
    childIds: ofOrder(
      (ids) => childrenOf(pool, ids),
      (link) => link.parentId,
    ),
    recurrences: ofOrder(
      (ids) => recurrencesOf(pool, ids),
      (row) => row.workOrderId,
    ),
    async duplicates(order: OrderRow) {
      const found = (await suspected.load(order)) ?? [];
      if (found.length === 0) return [];
      const said = await verdicts.load(order);
      return found.map((one) => ({ ...one, verdict: said.get(one.id) ?? 'UNDECIDED' }));
    },
    admission: async (order: OrderRow) => (await admission(order))[0] ?? null,
    inTaskCatalogue: (order: OrderRow) => matter(order)?.inTaskCatalogue ?? false,
    sampled(order: OrderRow) {
      const rate = profileOf(governance.current(), order).checkSampling ?? 1;
      return isSampled({ id: order.id, severity: severityOfRank(order.severity) }, rate);
    },
  };
}

export type TrackReads = ReturnType<typeof createTrackReads>;
