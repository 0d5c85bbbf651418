import { matterAt } from '../../core/matters.ts';
import { publicGridCode, publicText } from '../../core/residents-mask.ts';
import { PUBLIC_STEPS, type ReportStage, stageOf } from '../../core/residents-stages.ts';
import { eventsOfOrders } from '../workorders/reads.ts';
import {
  allows,
  type EngineDeps,
  expectedTimes,
  mergedUnder,
  type OrderRow,
  parentIds,
  reopenUntilMs,
  stateOf,
  stateWords,
} from './engine.ts';
import { type PublicPlace, publicPlaces } from './place.ts';
import { notesOfOrders, noticesOfOrder, reportsOfOrders } from './reads.ts';
import type { ReportRow } from './rows.ts';

export interface Label {
  zh: string;
  en: string;
}

export interface PublicNote {
  text: string;
  at: Date;
}

export interface Rating {
  stars: number;
  comment: string | null;
  at: Date;
}

/** An order as anybody may see it who may see it at all. */
export interface PublicOrder {
  id: string;
  caseNumber: string;
  stage: ReportStage;
  stateLabel: Label;
  matter: Label;
  matterCode: string;
  place: PublicPlace;
  openedAt: Date;
  updatedAt: Date;
  expectedAt: Date | null;
  closedAt: Date | null;
  notes: PublicNote[];
  /** Mean of its reporters' ratings. */
  stars: number | null;
}

export interface ReportStatus {
  caseNumber: string;
  stage: ReportStage;
  stateLabel: Label;
  matter: Label;
  matterCode: string;
  channel: string;
  place: PublicPlace;
  submittedAt: Date;
  updatedAt: Date;
  expectedAt: Date | null;
  closedAt: Date | null;
  steps: { label: Label; at: Date }[];
  notices: { text: Label; at: Date }[];
  notes: PublicNote[];
  rejectedBecause: string | null;
  merged: boolean;
  rating: Rating | null;
  canRate: boolean;
  canReopen: boolean;
  reopenUntil: Date | null;
  canWithdraw: boolean;
}

export function ratingOf({ stars, comment, ratedAt }: ReportRow): Rating | null {
  return stars === null || ratedAt === null ? null : { stars, comment, at: ratedAt };
}

function matterWords(deps: EngineDeps, order: OrderRow): Label {
  const matter = matterAt(deps.governance.current(), order.matter, order.createdMs);
  // an order's own code stands where the catalogue has no name for it
  return matter === null ? { zh: order.matter, en: order.matter } : { zh: matter.nameZh, en: matter.nameEn };
}

/** Orders as they are published, in their order. */
export async function publicOrders(
  deps: EngineDeps,
  orders: readonly OrderRow[],
  nowMs: number,
): Promise<PublicOrder[]> {
  const ids = orders.map(({ id }) => id);
  const [notes, places, expected, stars] = await Promise.all([
    notesOfOrders(deps.db.pool, ids),
    publicPlaces(
      deps.db.pool,
      orders.map(({ gridCode }) => publicGridCode(gridCode) ?? ''),
    ),
    expectedTimes(deps, orders, nowMs),
    meanStars(deps, ids),
  ]);
  const notesOf = Map.groupBy(notes, ({ workOrderId }) => workOrderId);
  return orders.map((order, at) => ({
    id: order.id,
    caseNumber: order.caseNumber,
    stage: stageOf(stateOf(order)),
    stateLabel: stateWords(deps, order),
    matter: matterWords(deps, order),
    matterCode: order.matter,
    place: places[at] ?? { code: '', name: null, longitude: null, latitude: null },
    openedAt: new Date(order.createdMs),
    updatedAt: new Date(order.updatedMs),
    expectedAt: expected.get(order.id) ?? null,
    closedAt: order.closedMs === null ? null : new Date(order.closedMs),
    notes: (notesOf.get(order.id) ?? []).map(({ body, at: told }) => ({ text: publicText(body), at: told })),
    stars: stars.get(order.id) ?? null,
  }));
}

/** Mean rating of each order by its reporters, those of merged orders included; absent before the first. */
async function meanStars(deps: EngineDeps, orderIds: readonly string[]): Promise<Map<string, number>> {
  const rootOf = await mergedUnder(deps.db.pool, orderIds);
  const rated = Map.groupBy(
    (await reportsOfOrders(deps.db.pool, [...rootOf.keys()])).filter(({ stars }) => stars !== null),
    ({ workOrderId }) => rootOf.get(workOrderId) ?? workOrderId,
  );
  return new Map(
    [...rated].map(([id, reports]) => [
      id,
      reports.reduce((sum, { stars }) => sum + (stars ?? 0), 0) / reports.length,
    ]),
  );
}

/** What of another order's history the reporters of an order that joined it do not hear. */
const OTHERS_OWN: readonly string[] = ['OPEN', 'MERGE', 'UNMERGE', 'RATE'];

/**
 * A report as its reporter sees it. `root` is the order it is handled by: its own, or the one it was merged into. Steps
 * before the merge are its own order's, those after it the root's too.
 */
export async function reportStatus(
  deps: EngineDeps,
  report: ReportRow,
  own: OrderRow,
  root: OrderRow,
  nowMs: number,
): Promise<ReportStatus> {
  const parents = await parentIds(deps.db.pool, own.id);
  const [[shown], [ownPlace], events, notices] = await Promise.all([
    publicOrders(deps, [root], nowMs),
    publicPlaces(deps.db.pool, [publicGridCode(report.gridCode) ?? '']),
    eventsOfOrders(deps.db.pool, [own.id, ...parents], [...PUBLIC_STEPS.keys()]),
    noticesOfOrder(deps.db.pool, own.id),
  ]);
  if (shown === undefined) throw new Error(`order ${root.id} has no public view`);
  const mergedAt =
    events.findLast((event) => event.workOrderId === own.id && event.action === 'MERGE')?.atMs ?? Infinity;
  const told = events
    .filter(
      ({ workOrderId, action, atMs }) =>
        workOrderId === own.id || (atMs >= mergedAt && !OTHERS_OWN.includes(action)),
    )
    .sort((a, b) => a.atMs - b.atMs || a.version - b.version);
  const steps = told.flatMap(({ action, atMs }) => {
    const label = PUBLIC_STEPS.get(action);
    return label === undefined ? [] : [{ label, at: new Date(atMs) }];
  });
  const withdrawn = report.withdrawnAt !== null;
  const state = stateOf(root);
  const rejected = events.findLast(
    ({ workOrderId, action }) => workOrderId === root.id && (action === 'REJECT' || action === 'REFUSE_GATE'),
  );
  const ended = state === 'CLOSED' || state === 'RATED';
  const until = ended ? reopenUntilMs(deps, root) : null;
  const { id: _id, caseNumber: _root, openedAt: _opened, stars: _stars, ...rest } = shown;
  return {
    ...rest,
    caseNumber: report.caseNumber,
    stage: stageOf(state, withdrawn),
    channel: report.channel,
    place: ownPlace ?? shown.place,
    submittedAt: report.submittedAt,
    steps,
    notices: notices.map(({ zh, en, at }) => ({ text: { zh, en }, at })),
    rejectedBecause: state === 'REJECTED' && rejected?.reason != null ? publicText(rejected.reason) : null,
    merged: parents.length > 0,
    rating: ratingOf(report),
    canRate: ended && !withdrawn && (state === 'RATED' || allows(deps, root, 'RATE')),
    canReopen: until !== null && nowMs <= until && !withdrawn,
    reopenUntil: until === null ? null : new Date(until),
    canWithdraw: !withdrawn && root.closedMs === null,
  };
}
