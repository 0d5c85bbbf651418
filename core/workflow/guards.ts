import { type Guard, NEEDS, type Need } from '../work-order-conditions.ts';
import type { ActorFacts } from './actor.ts';
import { grantedBy } from './effects.ts';
import type { Blocker, GuardFacts } from './guard-facts.ts';
import type { OrderState } from './order-state.ts';
import { gatesFor, type Workflow, type WorkflowTransition } from './profile.ts';
import type { StepInput } from './step-input.ts';

const DAY_MS = 86_400_000;

export interface GuardQuestion {
  order: OrderState;
  row: WorkflowTransition;
  workflow: Workflow;
  facts: GuardFacts;
  /** Null: the hub itself. */
  actor: ActorFacts | null;
  nowMs: number;
}

const say = (ref: string, zh: string, en: string): Blocker[] => [{ ref, zh, en }];

/** Gates that have to be passed for this transition of this order. */
function gateBlockers({ order, row, workflow, facts }: GuardQuestion): Blocker[] {
  const ofMatter = gatesFor(workflow.profile, order.matter).map(({ gate }) => gate);
  const listed = row.gates.filter((code) => ofMatter.includes(code));
  const asked = row.guards.includes('gatePassed') ? facts.gatesRequired : [];
  // leaving the waiting room wants every gate that was opened, and at least one
  const opened =
    row.action === 'PASS_GATE' && row.gates.length === 0 ? facts.gates.map(({ ref }) => ref) : [];
  const needed = [...new Set([...listed, ...asked, ...opened])];
  if (row.action === 'PASS_GATE' && needed.length === 0) {
    return say('gatePassed', '尚未发起前置审议', 'no gate has been opened');
  }
  return needed.flatMap((code): Blocker[] => {
    const fact = facts.gates.findLast(({ ref }) => ref === code);
    if (fact?.state === 'PASSED') return [];
    const zh = fact === undefined ? `尚未发起审议 ${code}` : fact.zh;
    return [{ ref: code, zh, en: fact === undefined ? `gate ${code} has not been opened` : fact.en }];
  });
}

const CHECKS = {
  duplicateChecked: ({ facts }) => facts.duplicatesUndecided,
  filingCondition: ({ facts }) => facts.filingFaults,
  closingCondition: ({ facts }) => facts.closingFaults,
  // gates that the transition lists are asked for whether or not the guard is named: see below
  gatePassed: () => [],
  supervisionSatisfied: ({ facts }) => facts.supervisionsOpen,
  evidenceComplete: ({ facts }) => facts.evidenceMissing,
  helpersDone: ({ facts }) => facts.helpersOutstanding,
  fourEyes: ({ order, actor }) =>
    actor !== null && order.handledBy === actor.subject
      ? say('fourEyes', '处置人不能兼任核查人', 'whoever handled it cannot check it')
      : [],
  geofence: ({ facts }) => facts.geofenceBreaches,
  catalogueApproved: ({ facts }) => facts.catalogueFaults,
  returnLimit({ order, workflow, facts }) {
    const limit = workflow.profile.returnLimit;
    if (limit === undefined || Math.max(order.returnsUsed, facts.returnsUsed) < limit) return [];
    return say('returnLimit', `最多回退 ${limit} 次`, `it may be returned ${limit} time(s) at most`);
  },
  withinDays({ order, workflow, nowMs }) {
    const days = workflow.reopenWithinDays;
    if (nowMs - (order.closedAtMs ?? nowMs) <= days * DAY_MS) return [];
    return say('withinDays', `结束已超过 ${days} 天`, `it ended more than ${days} days ago`);
  },
  notSampled: ({ facts }) =>
    facts.sampledForCheck === false ? [] : say('notSampled', '须经核查', 'it has to be checked'),
  askedByAnother({ order, row, actor }) {
    if (actor === null) return [];
    const asked = grantedBy(row.action, order);
    // an action that decides a request is blocked without one already
    if (asked === undefined && row.pending !== null) return [];
    if (asked === undefined) return say('askedByAnother', '须先申请', 'it has to be asked for first');
    return asked.by === actor.subject
      ? say('askedByAnother', '申请人不能审批自己的申请', 'whoever asked for it cannot grant it')
      : [];
  },
} as const satisfies Record<Guard, (question: GuardQuestion) => readonly Blocker[]>;

/** Everything that stands in the way of a transition, guard by guard. */
export function guardBlockers(question: GuardQuestion): (Blocker & { guard: Guard })[] {
  const blocked = question.row.guards.flatMap((guard) =>
    CHECKS[guard](question).map((blocker) => ({ ...blocker, guard })),
  );
  const gates = gateBlockers(question).map((blocker) => ({ ...blocker, guard: 'gatePassed' as const }));
  return [...blocked, ...gates];
}

const missing = (path: string, need: Need, zh?: string, en?: string) => ({
  path,
  zh: zh ?? `须填写${NEEDS[need].zh}`,
  en: en ?? `${NEEDS[need].en} is needed`,
});

interface Missing {
  path: string;
  zh: string;
  en: string;
}

/** What is wrong with the input of an action; null when the need is met. */
const MET = {
  reason: ({ reason }) => (reason === null ? missing('input.reason', 'reason') : null),
  note: ({ note }) => (note === null ? missing('input.note', 'note') : null),
  evidence: ({ evidence }) =>
    evidence.some(({ phase }) => phase === 'AFTER' || phase === undefined)
      ? null
      : missing(
          'input.evidence',
          'evidence',
          '至少须有一条处置后的佐证',
          'at least one reference made after the work is needed',
        ),
  until: ({ untilMs }, nowMs) =>
    (untilMs ?? nowMs) > nowMs
      ? null
      : missing('input.until', 'until', '须晚于当前时间', 'it must lie ahead'),
  assignee: ({ assignee }) =>
    (assignee?.personId ?? assignee?.partyId ?? null) === null
      ? missing(
          'input.personId',
          'assignee',
          '未指定人员，且当前无人值守',
          'nobody is named and nobody is on duty',
        )
      : null,
  taker: ({ taker }) =>
    taker === null
      ? missing('input.workOrderId', 'taker', '仅在册人员可以抢单', 'only a person on file can claim it')
      : null,
  stars: ({ stars }) =>
    stars !== null && Number.isInteger(stars) && stars >= 1 && stars <= 5
      ? null
      : missing('input.stars', 'stars', '须为 1 至 5 的整数', 'a whole number from 1 to 5'),
  severity: ({ severity }) => (severity === null ? missing('input.severity', 'severity') : null),
  stage: ({ stage }) => (stage === null ? missing('input.stage', 'stage') : null),
  mergeInto: ({ mergeInto }) => (mergeInto === null ? missing('input.into', 'mergeInto') : null),
} as const satisfies Record<Need, (input: StepInput, nowMs: number) => Missing | null>;

/** The first need of an action that its input does not meet. */
export function unmetNeed(needs: readonly Need[], input: StepInput, nowMs: number): Missing | null {
  for (const need of needs) {
    const fault = MET[need](input, nowMs);
    if (fault !== null) return fault;
  }
  return null;
}
