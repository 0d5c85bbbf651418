import type { Right } from './permissions.ts';
import { LIVE_STATES, type WorkOrderState } from './work-order-states.ts';

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
} as const satisfies Record<string, { zh: string; en: string }>;
export type Guard = keyof typeof GUARDS;

/** What a request waits for beside the state of its order (an overlay). */
export const PENDING_KINDS = {
  suspend: { zh: '申请挂账', en: 'suspension asked for' },
  extension: { zh: '申请延时', en: 'extension asked for' },
  transfer: { zh: '申请转办', en: 'transfer offered' },
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

/** After closing, the reporter may reopen for this long where a profile says nothing else. */
export const REOPEN_WITHIN_DAYS = 14;

const AT_WORK = ['TAKEN', 'IN_PROGRESS', 'REWORK'] as const satisfies WorkOrderState[];
const WITH_SOMEBODY = ['DISPATCHED', ...AT_WORK] as const satisfies WorkOrderState[];

/** Every action there is: what a profile leaves out is not possible in it. */
export const TRANSITIONS = {
  ACCEPT: {
    from: ['REPORTED', 'VERIFYING'],
    to: 'ACCEPTED',
    zh: '受理',
    en: 'accept',
    right: 'order.dispatch',
    needs: [],
    guards: ['duplicateChecked'],
  },
  REJECT: {
    from: ['REPORTED', 'VERIFYING', 'ACCEPTED'],
    to: 'REJECTED',
    zh: '不予受理',
    en: 'reject',
    right: 'order.dispatch',
    needs: ['reason'],
    always: ['reason'],
    guards: [],
  },
  VERIFY: {
    from: ['REPORTED'],
    to: 'VERIFYING',
    zh: '核实',
    en: 'verify on the spot',
    right: 'order.work',
    needs: [],
    guards: [],
  },
  FILE: {
    from: ['ACCEPTED'],
    to: 'FILED',
    zh: '立案',
    en: 'file',
    right: 'order.dispatch',
    needs: [],
    guards: ['filingCondition', 'catalogueApproved'],
  },
  AWAIT_GATE: {
    from: ['ACCEPTED', 'FILED'],
    to: 'AWAITING_GATE',
    zh: '提请前置审议',
    en: 'put before its gate',
    right: 'gate.manage',
    needs: [],
    guards: [],
  },
  PASS_GATE: {
    from: ['AWAITING_GATE'],
    to: 'BEFORE',
    zh: '审议通过',
    en: 'pass the gate',
    right: 'gate.manage',
    needs: [],
    guards: ['gatePassed'],
  },
  REFUSE_GATE: {
    from: ['AWAITING_GATE'],
    to: 'REJECTED',
    zh: '审议未通过',
    en: 'refuse at the gate',
    right: 'gate.manage',
    needs: ['reason'],
    always: ['reason'],
    guards: [],
  },
  DISPATCH: {
    // again while nobody took it, on a granted return, or to somebody else after a failed check
    from: ['FILED', 'DISPATCHED', 'RETURN_REQUESTED', 'REWORK', 'REOPENED'],
    to: 'DISPATCHED',
    zh: '派单',
    en: 'dispatch',
    right: 'order.dispatch',
    needs: ['assignee'],
    always: ['assignee'],
    guards: ['gatePassed'],
  },
  CLAIM: {
    from: ['FILED', 'DISPATCHED', 'REOPENED'],
    to: 'TAKEN',
    zh: '抢单',
    en: 'claim',
    right: 'order.take',
    // an order always has a lead from its taking on
    needs: ['taker'],
    always: ['taker'],
    guards: ['gatePassed'],
    handles: true,
  },
  TAKE: {
    // out of RETURN_REQUESTED: the return is withdrawn, the first receiver stays responsible (首接负责)
    from: ['DISPATCHED', 'RETURN_REQUESTED'],
    to: 'TAKEN',
    zh: '接单',
    en: 'take',
    right: 'order.take',
    needs: [],
    guards: [],
    handles: true,
  },
  START: {
    from: ['TAKEN', 'REWORK'],
    to: 'IN_PROGRESS',
    zh: '开始处置',
    en: 'start the work',
    right: 'order.work',
    needs: [],
    guards: [],
    handles: true,
  },
  REACH_STAGE: {
    from: AT_WORK,
    to: 'SAME',
    zh: '完成阶段',
    en: 'reach a stage',
    right: 'order.work',
    needs: ['stage'],
    always: ['stage'],
    guards: [],
  },
  REQUEST_SUSPEND: {
    from: ['TAKEN', 'IN_PROGRESS'],
    to: 'SAME',
    zh: '申请挂账',
    en: 'ask to suspend',
    right: 'order.work',
    needs: ['reason', 'until'],
    always: ['reason', 'until'],
    guards: [],
    notPending: 'suspend',
  },
  SUSPEND: {
    from: ['TAKEN', 'IN_PROGRESS'],
    to: 'SUSPENDED',
    zh: '挂账',
    en: 'suspend',
    right: 'order.work',
    needs: ['reason', 'until'],
    always: ['reason', 'until'],
    guards: [],
  },
  REFUSE_SUSPEND: {
    from: ['TAKEN', 'IN_PROGRESS'],
    to: 'SAME',
    zh: '不同意挂账',
    en: 'refuse the suspension',
    right: 'order.approve',
    needs: ['reason'],
    guards: [],
    pending: 'suspend',
  },
  RESUME: {
    from: ['SUSPENDED'],
    to: 'IN_PROGRESS',
    zh: '恢复处置',
    en: 'resume',
    right: 'order.work',
    needs: [],
    guards: [],
  },
  REQUEST_RETURN: {
    from: ['DISPATCHED', 'TAKEN', 'IN_PROGRESS'],
    to: 'RETURN_REQUESTED',
    zh: '申请回退',
    en: 'ask to return',
    right: 'order.take',
    needs: ['reason'],
    always: ['reason'],
    guards: ['returnLimit'],
  },
  GRANT_RETURN: {
    from: ['RETURN_REQUESTED'],
    to: 'FILED',
    zh: '同意回退',
    en: 'grant the return',
    right: 'order.approve',
    needs: [],
    guards: [],
  },
  REFUSE_RETURN: {
    from: ['RETURN_REQUESTED'],
    to: 'BEFORE',
    zh: '不同意回退',
    en: 'refuse the return',
    right: 'order.approve',
    needs: ['reason'],
    guards: [],
  },
  OFFER_TRANSFER: {
    from: WITH_SOMEBODY,
    to: 'SAME',
    zh: '提出转办',
    en: 'offer a transfer',
    right: 'order.take',
    needs: ['reason', 'assignee'],
    always: ['assignee'],
    guards: [],
    notPending: 'transfer',
  },
  ACCEPT_TRANSFER: {
    from: WITH_SOMEBODY,
    to: 'SAME',
    zh: '接收转办',
    en: 'accept the transfer',
    right: 'order.take',
    needs: [],
    guards: [],
    handles: true,
    pending: 'transfer',
  },
  DECLINE_TRANSFER: {
    from: WITH_SOMEBODY,
    to: 'SAME',
    zh: '不接收转办',
    en: 'decline the transfer',
    right: 'order.take',
    needs: ['reason'],
    guards: [],
    pending: 'transfer',
  },
  REQUEST_EXTENSION: {
    from: AT_WORK,
    to: 'SAME',
    zh: '申请延时',
    en: 'ask for an extension',
    right: 'order.work',
    needs: ['reason'],
    always: ['reason'],
    guards: [],
    notPending: 'extension',
  },
  GRANT_EXTENSION: {
    from: AT_WORK,
    to: 'SAME',
    zh: '同意延时',
    en: 'grant the extension',
    right: 'order.approve',
    needs: [],
    guards: [],
    pending: 'extension',
  },
  REFUSE_EXTENSION: {
    from: AT_WORK,
    to: 'SAME',
    zh: '不同意延时',
    en: 'refuse the extension',
    right: 'order.approve',
    needs: ['reason'],
    guards: [],
    pending: 'extension',
  },
  FEEDBACK: {
    from: ['IN_PROGRESS'],
    to: 'FEEDBACK',
    zh: '反馈',
    en: 'report back',
    right: 'order.work',
    needs: ['evidence'],
    guards: ['evidenceComplete', 'geofence', 'helpersDone'],
    handles: true,
  },
  CHECK_PASS: {
    from: ['FEEDBACK'],
    to: 'CHECKING',
    zh: '核查通过',
    en: 'pass the check',
    right: 'order.check',
    needs: [],
    guards: ['fourEyes', 'helpersDone'],
  },
  CHECK_FAIL: {
    from: ['FEEDBACK', 'CHECKING'],
    to: 'REWORK',
    zh: '核查不通过',
    en: 'fail the check',
    right: 'order.check',
    needs: ['reason'],
    always: ['reason'],
    guards: ['fourEyes'],
  },
  CLOSE: {
    from: ['CHECKING'],
    to: 'CLOSED',
    zh: '结案',
    en: 'close',
    right: 'order.close',
    needs: [],
    guards: ['closingCondition', 'supervisionSatisfied', 'helpersDone'],
  },
  RATE: {
    from: ['CLOSED'],
    to: 'RATED',
    zh: '评价',
    en: 'rate',
    right: 'order.report',
    needs: ['stars'],
    always: ['stars'],
    guards: [],
  },
  REOPEN: {
    from: ['CLOSED', 'RATED'],
    to: 'REOPENED',
    zh: '重办',
    en: 'reopen',
    right: 'order.report',
    needs: ['reason'],
    always: ['reason'],
    guards: ['withinDays'],
  },
  REMIND: {
    from: LIVE_STATES,
    to: 'SAME',
    zh: '催办',
    en: 'remind',
    right: 'order.supervise',
    needs: [],
    guards: [],
  },
  REGRADE: {
    from: LIVE_STATES,
    to: 'SAME',
    zh: '调整等级',
    en: 'regrade',
    right: 'order.dispatch',
    needs: ['severity', 'reason'],
    always: ['severity', 'reason'],
    guards: [],
  },
  MERGE: {
    from: LIVE_STATES,
    to: 'MERGED',
    zh: '并单',
    en: 'merge',
    right: 'order.merge',
    needs: ['mergeInto'],
    always: ['mergeInto'],
    guards: [],
  },
  UNMERGE: {
    from: ['MERGED'],
    to: 'BEFORE',
    zh: '撤销并单',
    en: 'undo the merge',
    right: 'order.merge',
    needs: ['reason'],
    guards: [],
  },
  VOID: {
    from: LIVE_STATES,
    to: 'VOIDED',
    zh: '作废',
    en: 'void',
    right: 'order.void',
    needs: ['reason'],
    always: ['reason'],
    guards: [],
  },
} as const satisfies Record<string, Transition>;

export type WorkOrderAction = keyof typeof TRANSITIONS;

export function isWorkOrderAction(value: unknown): value is WorkOrderAction {
  return typeof value === 'string' && Object.hasOwn(TRANSITIONS, value);
}

export const WORK_ORDER_ACTIONS: readonly WorkOrderAction[] =
  Object.keys(TRANSITIONS).filter(isWorkOrderAction);

/** The row of an action, as wide as the table allows. */
export function transitionOf(action: WorkOrderAction): Transition {
  return TRANSITIONS[action];
}
