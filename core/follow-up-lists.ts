import { PROMISES } from './clocks.ts';
import { isLive, type WorkOrderState } from './work-order-states.ts';

/** What a list follows (AQ-07, AQ-14, HUA-18). */
export const FOLLOW_UP_KINDS = {
  PROJECT_LIST: { zh: '项目清单', en: 'Projects' },
  STUBBORN_ISSUES: { zh: '顽疾清单', en: 'Stubborn issues' },
  SECRETARY_PROJECT: { zh: '书记项目', en: "A branch secretary's project" },
  JOINT_MEETING: { zh: '联席会议定事项', en: 'Decided by a joint meeting' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type FollowUpKind = keyof typeof FOLLOW_UP_KINDS;

export function isFollowUpKind(value: unknown): value is FollowUpKind {
  return typeof value === 'string' && Object.hasOwn(FOLLOW_UP_KINDS, value);
}

/** Whether a promise of an order is broken, kept so far, or there is none. */
export type Promised = 'NONE' | 'KEPT' | 'BROKEN';

/** @param clocks of one order, cancelled ones too. */
export function promiseOf(clocks: readonly { kind: string; state: string }[]): Promised {
  const promises = clocks.filter(
    ({ kind, state }) => PROMISES.some((one) => one === kind) && state !== 'CANCELLED',
  );
  if (promises.some(({ state }) => state === 'BREACHED')) return 'BROKEN';
  return promises.length === 0 ? 'NONE' : 'KEPT';
}

/** An order on a list; of a merged one, what it was merged into. */
export interface FollowedOrder {
  state: WorkOrderState;
  closedAtMs: number | null;
  promised: Promised;
}

export interface ListProgress {
  total: number;
  /** Somebody still has to do something. */
  open: number;
  /** Closed or rated. */
  ended: number;
  /** Rejected or void: neither done nor owed. */
  dropped: number;
  /** Ended with no promise broken, and by the list's target; what was promised nothing is in neither number. */
  onTime: number;
  /** Ended too late, or open and late already. */
  overdue: number;
}

type Standing = { place: 'open' | 'ended' | 'dropped'; timing: 'onTime' | 'overdue' | null };

/** Where one order of a list stands. The target moment itself is in time. */
export function standing(order: FollowedOrder, targetAtMs: number | null, nowMs: number): Standing {
  const { state, closedAtMs, promised } = order;
  const late = (atMs: number) => promised === 'BROKEN' || (targetAtMs !== null && atMs > targetAtMs);
  if (isLive(state)) return { place: 'open', timing: late(nowMs) ? 'overdue' : null };
  if (state !== 'CLOSED' && state !== 'RATED') return { place: 'dropped', timing: null };
  if (late(closedAtMs ?? nowMs)) return { place: 'ended', timing: 'overdue' };
  return { place: 'ended', timing: promised === 'NONE' && targetAtMs === null ? null : 'onTime' };
}

/** How far a list is. */
export function progressOf(
  orders: readonly FollowedOrder[],
  targetAtMs: number | null,
  nowMs: number,
): ListProgress {
  const progress: ListProgress = {
    ...{ total: orders.length, open: 0, ended: 0, dropped: 0 },
    ...{ onTime: 0, overdue: 0 },
  };
  for (const order of orders) {
    const { place, timing } = standing(order, targetAtMs, nowMs);
    progress[place] += 1;
    if (timing !== null) progress[timing] += 1;
  }
  return progress;
}
