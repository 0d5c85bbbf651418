import type { Right } from './permissions.ts';
import type { WorkOrderState } from './work-order-states.ts';

/** What an action wants to be told; each is checked before the state changes. */
export const NEEDS = {
  reason: { zh: '原因', en: 'a reason' },
  note: { zh: '情况说明', en: 'a note' },
  evidence: { zh: '处置后佐证', en: 'evidence made after the work' },
  until: { zh: '截止时间', en: 'a time that lies ahead' },
  assignee: { zh: '承办人或承办组织', en: 'whom it goes to' },
  taker: { zh: '在册人员', en: 'a person on file' },
  stars: { zh: '评分', en: 'one to five stars' },
  severity: { zh: '严重程度', en: 'a severity' },
  stage: { zh: '阶段', en: 'a stage' },
  mergeInto: { zh: '主单', en: 'the order it is merged into' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Need = keyof typeof NEEDS;

/** What must hold before an action; the facts come from the tracks beside the order (core/workflow/guard-facts.ts). */
export const GUARDS = {
  duplicateChecked: { zh: '疑似重复件已判定', en: 'suggested duplicates are decided' },
  filingCondition: { zh: '符合立案条件', en: 'the filing condition is met' },
  closingCondition: { zh: '符合结案条件', en: 'the closing condition is met' },
  gatePassed: { zh: '前置审议已通过', en: 'its gates are passed' },
  supervisionSatisfied: { zh: '督办已办结', en: 'its supervisions are satisfied' },
  evidenceComplete: { zh: '佐证齐全', en: 'the evidence is complete' },
  helpersDone: { zh: '协办均已反馈', en: 'every helper has reported back' },
  fourEyes: { zh: '核查人不是处置人（四眼）', en: 'the checker did not handle it (four eyes)' },
  geofence: { zh: '佐证位置在网格范围内', en: 'evidence was made within the grid' },
  catalogueApproved: {
    zh: '事项在任务目录内，或已获批准',
    en: 'the matter is in the task catalogue or approved',
  },
  returnLimit: { zh: '回退次数未用完', en: 'returns are left' },
  withinDays: { zh: '在重办期限内', en: 'within the days for reopening' },
  notSampled: { zh: '未被抽中核查', en: 'not drawn for a check' },
  askedByAnother: { zh: '已由他人申请', en: 'somebody else has asked for it' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Guard = keyof typeof GUARDS;

/** What a request waits for beside the state of its order (an overlay). */
export const PENDING_KINDS = {
  suspend: { zh: '申请挂账', en: 'suspension asked for' },
  extension: { zh: '申请延时', en: 'extension asked for' },
  transfer: { zh: '申请转办', en: 'transfer offered' },
  return: { zh: '申请回退', en: 'return asked for' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type PendingKind = keyof typeof PENDING_KINDS;

/** SAME: the state stays, something lies over it. BEFORE: the state that the order came from. */
export type Destination = WorkOrderState | 'SAME' | 'BEFORE';

/** One row of the base table. A profile picks rows and may narrow or move them (core/workflow/profile.ts). */
export interface Transition {
  from: readonly WorkOrderState[];
  to: Destination;
  zh: string;
  en: string;
  right: Right;
  needs: readonly Need[];
  /** Needs that no profile can drop: without them the action says nothing. */
  always?: readonly Need[];
  guards: readonly Guard[];
  /** The actor becomes the handler of the order. */
  handles?: true;
  /** Only while this request is open. */
  pending?: PendingKind;
  /** Only while this request is not open. */
  notPending?: PendingKind;
}
