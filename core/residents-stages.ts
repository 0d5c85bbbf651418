import type { WorkOrderState } from './work-order-states.ts';

/** Where a report stands, in few words that a resident understands; states of a profile map onto them. */
export const REPORT_STAGES = {
  RECEIVED: { zh: '已收到', en: 'Received' },
  ACCEPTED: { zh: '已受理', en: 'Accepted' },
  IN_PROGRESS: { zh: '办理中', en: 'Being handled' },
  ON_HOLD: { zh: '暂缓办理', en: 'On hold' },
  DONE: { zh: '已办理，待核查', en: 'Done, being checked' },
  CLOSED: { zh: '已办结', en: 'Closed' },
  NOT_ACCEPTED: { zh: '不予受理', en: 'Not accepted' },
  WITHDRAWN: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type ReportStage = keyof typeof REPORT_STAGES;

const STAGE_OF = {
  REPORTED: 'RECEIVED',
  VERIFYING: 'RECEIVED',
  REJECTED: 'NOT_ACCEPTED',
  ACCEPTED: 'ACCEPTED',
  FILED: 'ACCEPTED',
  AWAITING_GATE: 'ACCEPTED',
  DISPATCHED: 'ACCEPTED',
  TAKEN: 'IN_PROGRESS',
  IN_PROGRESS: 'IN_PROGRESS',
  SUSPENDED: 'ON_HOLD',
  RETURN_REQUESTED: 'ACCEPTED',
  FEEDBACK: 'DONE',
  CHECKING: 'DONE',
  REWORK: 'IN_PROGRESS',
  CLOSED: 'CLOSED',
  RATED: 'CLOSED',
  REOPENED: 'ACCEPTED',
  VOIDED: 'CLOSED',
  // a merged report shows the stage of the order it was merged into; this stands where that is gone
  MERGED: 'ACCEPTED',
} as const satisfies Record<WorkOrderState, ReportStage>;

export function stageOf(state: WorkOrderState, withdrawn = false): ReportStage {
  return withdrawn ? 'WITHDRAWN' : STAGE_OF[state];
}

/** States of one stage: how a stage is asked of the database. */
export function statesOfStage(stage: ReportStage): WorkOrderState[] {
  const states: [WorkOrderState, ReportStage][] = [];
  for (const state of STATE_NAMES) states.push([state, STAGE_OF[state]]);
  return states.filter(([, own]) => own === stage).map(([state]) => state);
}

const known = (state: string): state is WorkOrderState => Object.hasOwn(STAGE_OF, state);
const STATE_NAMES: readonly WorkOrderState[] = Object.keys(STAGE_OF).filter(known);

/** Open311 knows two words. */
export function isClosedStage(stage: ReportStage): boolean {
  return stage === 'CLOSED' || stage === 'NOT_ACCEPTED' || stage === 'WITHDRAWN';
}

/**
 * Steps of an order that its reporter is told of, in words without names. Whatever is not here stays inside: requests
 * for an extension, reminders, transfers, returns, votes.
 */
export const PUBLIC_STEPS: ReadonlyMap<string, { zh: string; en: string }> = new Map(
  Object.entries({
    OPEN: { zh: '收到上报', en: 'Report received' },
    VERIFY: { zh: '现场核实', en: 'Verified on the spot' },
    ACCEPT: { zh: '受理', en: 'Accepted' },
    REJECT: { zh: '不予受理', en: 'Not accepted' },
    FILE: { zh: '立案', en: 'Filed as a case' },
    AWAIT_GATE: { zh: '提请居民议事', en: "Put before the residents' deliberation" },
    PASS_GATE: { zh: '议事通过', en: 'Deliberation passed' },
    REFUSE_GATE: { zh: '议事未通过', en: 'Deliberation did not pass' },
    DISPATCH: { zh: '派单', en: 'Sent to whoever handles it' },
    CLAIM: { zh: '认领', en: 'Claimed by whoever handles it' },
    TAKE: { zh: '接单', en: 'Taken by whoever handles it' },
    START: { zh: '开始处置', en: 'Work began' },
    SUSPEND: { zh: '暂缓办理', en: 'Put on hold' },
    RESUME: { zh: '恢复办理', en: 'Work goes on' },
    FEEDBACK: { zh: '办理反馈', en: 'Reported back as done' },
    CHECK_PASS: { zh: '核查通过', en: 'Check passed' },
    CHECK_FAIL: { zh: '核查不通过，返工', en: 'Check failed, to be done again' },
    CLOSE: { zh: '结案', en: 'Closed' },
    RATE: { zh: '评价', en: 'Rated' },
    REOPEN: { zh: '重办', en: 'Opened again' },
    MERGE: { zh: '与同一问题合并办理', en: 'Joined to another report of the same matter' },
    UNMERGE: { zh: '恢复单独办理', en: 'Handled by itself again' },
    VOID: { zh: '终止办理', en: 'Ended' },
  }),
);
