import type { WorkOrderState } from '../work-order-states.ts';
import { sameSubtree } from './duplicates.ts';

/** What of an order decides whether it may be merged. */
export interface Mergeable {
  id: string;
  state: WorkOrderState;
  matter: string;
  gridCode: string | null;
  createdMs: number;
  mergedInto: string | null;
}

/** Data of the place: how far apart two orders may have been opened to be one. */
export interface MergeRule {
  days: number;
}
export const MERGE_RULE: MergeRule = { days: 30 };

export const MERGE_FAULTS = {
  SELF: { zh: '不能并入自身', en: 'it cannot be merged into itself' },
  PARENT_MERGED: {
    zh: '主单已并入另一工单，请并入其主单',
    en: 'that order is itself merged: merge into its parent',
  },
  PARENT_ENDED: { zh: '主单已结束', en: 'that order has ended' },
  OTHER_MATTER: { zh: '事项不同', en: 'they are about different matters' },
  OTHER_PLACE: { zh: '不在同一网格范围', en: 'neither lies in the grid of the other' },
  OUTSIDE_WINDOW: { zh: '上报时间相隔过久', en: 'they were opened too long apart' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type MergeFault = keyof typeof MERGE_FAULTS;

const ENDED: readonly WorkOrderState[] = ['REJECTED', 'CLOSED', 'RATED', 'VOIDED'];

/**
 * Why one order may not be merged into another; null when it may. A parent is never merged itself, and is judged under
 * its lock: whoever would close a ring finds its last parent merged already, so there are no cycles.
 */
export function mergeFault(
  child: Mergeable,
  parent: Mergeable,
  rule: MergeRule = MERGE_RULE,
): MergeFault | null {
  if (child.id === parent.id) return 'SELF';
  if (parent.state === 'MERGED' || parent.mergedInto !== null) return 'PARENT_MERGED';
  if (ENDED.includes(parent.state)) return 'PARENT_ENDED';
  if (child.matter !== parent.matter) return 'OTHER_MATTER';
  if (!sameSubtree(child.gridCode, parent.gridCode)) return 'OTHER_PLACE';
  if (Math.abs(child.createdMs - parent.createdMs) > rule.days * 86_400_000) return 'OUTSIDE_WINDOW';
  return null;
}

/** What becomes of a child when its parent comes into a state. */
export type Following =
  /** It ends as its parent ended, with the same result. */
  | { how: 'END'; state: 'CLOSED' | 'REJECTED' }
  /** Its parent lives again, and it with it. */
  | { how: 'REJOIN' }
  /** Its parent was cancelled: what its own reporter told of is still there, so it goes its own way again. */
  | { how: 'RELEASE' }
  /** It stays merged; its reporter is told. */
  | { how: 'STAY' };

/**
 * How a child follows its parent. It never becomes VOIDED by it: closing the parent closes it with the same result, and
 * a parent that is cancelled gives it free.
 */
export function following(child: WorkOrderState, parent: WorkOrderState): Following | null {
  if (child === 'MERGED') {
    if (parent === 'CLOSED') return { how: 'END', state: 'CLOSED' };
    if (parent === 'REJECTED') return { how: 'END', state: 'REJECTED' };
    if (parent === 'VOIDED') return { how: 'RELEASE' };
    return { how: 'STAY' };
  }
  // it ended with its parent; one that its own reporter reopened, or rated, goes its own way
  if (child === 'CLOSED' && parent === 'REOPENED') return { how: 'REJOIN' };
  return null;
}
