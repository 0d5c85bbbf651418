import { HubError } from '../errors.ts';
import type { Blocker } from './guard-facts.ts';

/** Who supervises 督办. */
export const SUPERVISOR_KINDS = {
  OWNERS_COMMITTEE: { zh: '业委会', en: "Owners' committee" },
  OWNERS_SUPERVISORS: { zh: '业主监督员', en: "Owners' supervisors" },
  BRANCH: { zh: '党支部', en: 'Party branch' },
  GROUP: { zh: '监督小组', en: 'Supervision group' },
  SUPERIOR: { zh: '上级', en: 'Superior authority' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type SupervisorKind = keyof typeof SUPERVISOR_KINDS;

export const SUPERVISION_STATES = {
  OPEN: { zh: '督办中', en: 'Open' },
  REPORTED: { zh: '已报告', en: 'Reported on' },
  SATISFIED: { zh: '满意办结', en: 'Satisfied' },
  WITHDRAWN: { zh: '已撤销', en: 'Withdrawn' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type SupervisionState = keyof typeof SUPERVISION_STATES;

/** What the rows of a supervision's own history say. */
export const SUPERVISION_ENTRIES = {
  OPEN: { zh: '启动督办', en: 'opened' },
  REMIND: { zh: '催办', en: 'reminded' },
  /** Whole-time, whole-length tracking 全程跟踪 (HY-31): changes nothing. */
  TRACK: { zh: '跟踪记录', en: 'noted' },
  REPORT: { zh: '提交报告', en: 'reported' },
  SATISFIED: { zh: '满意', en: 'satisfied' },
  UNSATISFIED: { zh: '不满意', en: 'not satisfied' },
  WITHDRAW: { zh: '撤销督办', en: 'withdrawn' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type SupervisionEntry = keyof typeof SUPERVISION_ENTRIES;

export interface Supervision {
  id: string;
  by: SupervisorKind;
  state: SupervisionState;
  /** A verdict of satisfied needs a report first. */
  reportRequired: boolean;
  blocksClosing: boolean;
  dueAtMs: number | null;
}

const LIVE: readonly SupervisionState[] = ['OPEN', 'REPORTED'];

/** Where each leads while it is open (null: nowhere else), and what a refusal calls it. */
const STEPS: Readonly<
  Record<Exclude<SupervisionEntry, 'OPEN'>, { to: SupervisionState | null; act: string }>
> = {
  REMIND: { to: null, act: 'be reminded of under this supervision' },
  TRACK: { to: null, act: 'be followed under this supervision' },
  REPORT: { to: 'REPORTED', act: 'be reported on to this supervisor' },
  SATISFIED: { to: 'SATISFIED', act: 'satisfy this supervisor' },
  UNSATISFIED: { to: 'OPEN', act: 'be found wanting by this supervisor' },
  WITHDRAW: { to: 'WITHDRAWN', act: 'have this supervision withdrawn' },
};

/**
 * Where an entry takes a supervision.
 * @throws HubError ILLEGAL_TRANSITION; BAD_USER_INPUT for satisfied before the report that it requires
 */
export function supervisionStep(
  supervision: Pick<Supervision, 'id' | 'state' | 'reportRequired'>,
  entry: Exclude<SupervisionEntry, 'OPEN'>,
): SupervisionState {
  const { to, act: action } = STEPS[entry];
  const { state, id } = supervision;
  if (!LIVE.includes(state)) {
    const actionZh = SUPERVISION_ENTRIES[entry].zh;
    const now = SUPERVISION_STATES[state];
    throw new HubError('ILLEGAL_TRANSITION', { id, from: now.en, fromZh: now.zh, action, actionZh });
  }
  if (entry === 'SATISFIED' && supervision.reportRequired && state !== 'REPORTED') {
    throw new HubError('BAD_USER_INPUT', {
      path: 'input.supervisionId',
      reason: 'it asks for a report, and none has come since the last verdict',
      reasonZh: '该督办要求报告，自上次评判以来尚未收到',
    });
  }
  return to ?? state;
}

/** Supervisions that keep an order from being closed. */
export function blockingSupervisions(supervisions: readonly Supervision[]): Blocker[] {
  return supervisions
    .filter(({ state, blocksClosing }) => blocksClosing && (state === 'OPEN' || state === 'REPORTED'))
    .map(({ id, by, state }) => ({
      ref: id,
      zh: `${SUPERVISOR_KINDS[by].zh}${SUPERVISION_STATES[state].zh}，尚未评判满意`,
      en: `${SUPERVISOR_KINDS[by].en}: ${SUPERVISION_STATES[state].en.toLowerCase()}, not yet satisfied`,
    }));
}

/** Whether its deadline has gone by while it is open; the due moment itself is in time. */
export function isOverdue(supervision: Supervision, nowMs: number): boolean {
  const { state, dueAtMs } = supervision;
  return (state === 'OPEN' || state === 'REPORTED') && dueAtMs !== null && nowMs > dueAtMs;
}
