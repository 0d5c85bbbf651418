import { REOPEN_WITHIN_DAYS } from '../../core/work-order.ts';
import { GUARDS } from '../../core/work-order-conditions.ts';
import { ACTION_MUTATIONS } from '../../core/work-order-mutations.ts';
import { isWorkOrderState, type WorkOrderState } from '../../core/work-order-states.ts';
import { roleLabel } from '../../core/workflow/actor.ts';
import type { ActionView } from '../../core/workflow/engine.ts';
import type { Pending } from '../../core/workflow/order-state.ts';
import {
  stateLabel,
  stepOf,
  type WorkflowProfile,
  type WorkflowTransition,
  workflowOf,
} from '../../core/workflow/profile.ts';
import type { ProfileField } from '../../core/workflow/profile-schema.ts';
import { SUPERVISOR_KINDS } from '../../core/workflow/supervision.ts';
import type { OrderRow } from './rows.ts';
import type * as T from './types.generated.ts';

const label = ({ zh, en }: { zh: string; en: string }) => ({ zh, en });

/** A step of a profile as the graph shows it. */
export function stepIn(profile: WorkflowProfile, state: WorkOrderState) {
  const step = stepOf(profile, state);
  return step === null ? null : stepShown(profile, step.index);
}

function stepShown({ steps }: WorkflowProfile, index: number) {
  const step = steps[index - 1];
  return step === undefined ? null : { code: step.code, label: label(step), index, states: step.states };
}

function fieldShown({ code, type, required = false, max, choices = [], ...words }: ProfileField) {
  return {
    code,
    label: label(words),
    type,
    required,
    max: max ?? null,
    choices: choices.map((choice) => ({ code: choice.code, label: label(choice) })),
  };
}

function transitionShown(row: WorkflowTransition) {
  const { action, to, needs, guards, gates } = row;
  const gated = gates.length > 0 && !guards.includes('gatePassed') ? ['gatePassed' as const] : [];
  return {
    action,
    label: label(row),
    from: [...row.from],
    to: isWorkOrderState(to) ? to : null,
    who: row.who.map(({ right, as }) => ({ right, as: as.map(roleLabel) })),
    needs: [...needs],
    guards: [...guards, ...gated].map((guard) => label(GUARDS[guard])),
    form: row.form.map(fieldShown),
  };
}

export const WorkflowProfileResolvers = {
  label: ({ nameZh, nameEn }) => ({ zh: nameZh, en: nameEn }),
  steps: (profile) =>
    profile.steps.map((step, at) => ({
      code: step.code,
      label: label(step),
      index: at + 1,
      states: step.states,
    })),
  states: (profile) =>
    profile.states.map(({ state }) => ({
      state,
      label: stateLabel(profile, state),
      step: stepIn(profile, state),
    })),
  transitions: (profile) => workflowOf(profile).transitions.map(transitionShown),
  clocks: (profile) =>
    workflowOf(profile).clocks.map(({ kind, policy, start, restart, stop }) => ({
      kind,
      policy,
      start: [...new Set([...start, ...restart])],
      stop: [...stop],
    })),
  gates: ({ gates = [] }) => gates.map(({ gate, matters = [] }) => ({ code: gate, matters })),
  supervision: ({ supervision = [] }) =>
    supervision.map(({ code, by, fromStates, blocksClosing, ...words }) => ({
      code,
      label: label(words),
      by: label(SUPERVISOR_KINDS[by]),
      fromStates,
      blocksClosing,
    })),
  checkSampling: ({ checkSampling = 1 }) => checkSampling,
  returnLimit: ({ returnLimit = null }) => returnLimit,
  reopenWithinDays: ({ reopenWithinDays = REOPEN_WITHIN_DAYS }) => reopenWithinDays,
  firstReceiverResponsible: ({ firstReceiverResponsible = false }) => firstReceiverResponsible,
  body: (profile) => profile,
} satisfies T.WorkflowProfileResolvers<unknown, WorkflowProfile>;

/** A step with what stands in its way, as the graph shows it. */
export function actionShown({ action, row, to, allowed, blockedBy }: ActionView) {
  return {
    action,
    mutation: ACTION_MUTATIONS[action],
    label: label(row),
    to,
    allowed,
    blockedBy: blockedBy.map((blocker) => ({ ref: blocker.ref, label: label(blocker) })),
    needs: [...row.needs],
    form: row.form.map(fieldShown),
  };
}

function requestShown(kind: T.WorkOrderRequestKind, { by, atMs, reason, untilMs, to }: Pending) {
  return {
    kind,
    by,
    reason,
    at: new Date(atMs),
    until: untilMs === undefined ? null : new Date(untilMs),
    toPerson: to?.personId == null ? null : { id: to.personId },
    toParty: to?.partyId == null ? null : { id: to.partyId },
  };
}

/** What is asked for and not decided yet. */
export function requestsOf({ pending }: Pick<OrderRow, 'pending'>) {
  const { suspend, extension, transfer, return: back } = pending;
  return [
    ...(suspend === undefined ? [] : [requestShown('SUSPEND', suspend)]),
    ...(extension === undefined ? [] : [requestShown('EXTENSION', extension)]),
    ...(transfer === undefined ? [] : [requestShown('TRANSFER', transfer)]),
    ...(back === undefined ? [] : [requestShown('RETURN', back)]),
  ];
}
