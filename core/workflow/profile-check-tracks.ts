import type { GovernanceLookup } from '../governance-document.ts';
import { isWorkOrderState, TERMINAL_STATES, type WorkOrderState } from '../work-order-states.ts';
import type { WorkOrderAction } from '../work-order-transitions.ts';
import { grantOf } from './effects.ts';
import { GATE_RULES, gateRuleFaults } from './gates-rules.ts';
import type { Workflow } from './profile.ts';
import { edgesOf, isEnded, leadingTo, reachable } from './profile-graph.ts';

/** Takes a fault: its JSON Pointer, and what is wrong in both languages. */
export type Told = (path: string, zh: string, en: string) => void;

export const isTerminal = (state: WorkOrderState) => TERMINAL_STATES.some((one) => one === state);

/** Actions that end an order out of turn: a state that only they leave is a dead end. */
export const OUT_OF_TURN: readonly WorkOrderAction[] = ['VOID', 'MERGE'];

export function checkClocks(
  workflow: Workflow,
  { fresh }: Pick<GovernanceLookup, 'fresh'>,
  tell: Told,
): void {
  const { profile, transitions, clocks } = workflow;
  const edges = edgesOf(workflow);
  const has = (action: string) => transitions.some((row) => row.action === action);
  const starts = [profile.start, ...Object.values(profile.startBySource ?? {})].filter(isWorkOrderState);
  clocks.forEach((clock, index) => {
    const path = `/clocks/${index}`;
    if (clocks.findIndex(({ kind }) => kind === clock.kind) !== index) {
      tell(`${path}/kind`, `时限 ${clock.kind} 重复`, `clock ${clock.kind} is there twice`);
    }
    const began = [...clock.start, ...clock.restart];
    if (began.length === 0) tell(path, '没有任何操作启动此时限', 'no action starts it');
    if (clock.stop.length === 0) tell(`${path}/stop`, '没有任何操作停止此时限', 'no action stops it');
    for (const name of ['start', 'restart', 'stop'] as const) {
      clock[name].forEach((action, at) => {
        if (action === 'OPEN' || has(action)) return;
        tell(`${path}/${name}/${at}`, `本流程没有操作 ${action}`, `the profile has no action ${action}`);
      });
    }
    const stops = (action: WorkOrderAction, to: WorkOrderState) => clock.stop.includes(action) || isEnded(to);
    const starting = (action: string) => began.some((one) => one === action);
    const begun = [
      ...(clock.start.includes('OPEN') ? starts : []),
      ...edges.filter(({ action }) => starting(action)).map(({ to }) => to),
    ];
    const running = reachable(
      begun,
      edges.filter(({ action, to }) => !stops(action, to)),
    );
    const stopping = leadingTo(
      edges.filter(({ from, action, to }) => running.has(from) && stops(action, to)).map(({ from }) => from),
      edges.filter(({ from, action }) => running.has(from) && !OUT_OF_TURN.includes(action)),
    );
    const endless = [...running].filter((state) => !isTerminal(state) && !stopping.has(state));
    if (endless.length > 0) {
      const names = endless.join(', ');
      tell(`${path}/stop`, `在状态 ${names} 中永不停止`, `it never stops in ${names}`);
    }
    // begun where the method has gone past its stops already: it would be over before anybody could do anything
    const opening = starts.filter((state) =>
      transitions.some(({ action, to }) => to === state && clock.start.includes(action)),
    );
    const inTime = leadingTo(
      edges.filter(({ action }) => clock.stop.includes(action)).map(({ from }) => from),
      edges.filter(({ action, to }) => clock.stop.includes(action) || !isEnded(to)),
    );
    const late = [...new Set([...begun, ...opening])].filter((state) => !inTime.has(state));
    if (fresh === true && clock.stop.length > 0 && late.length > 0) {
      const names = late.join(', ');
      const zh = `自状态 ${names} 起计时后，已无法执行任何停止它的操作`;
      tell(`${path}/stop`, zh, `begun in ${names}, none of the actions that stop it can be done any more`);
    }
    const extends_ = has('GRANT_EXTENSION');
    if (clock.extended !== null && !extends_) {
      tell(`${path}/extended`, '本流程不能延时', 'the profile has no GRANT_EXTENSION');
    }
  });
  const grant = transitions.findIndex(({ action }) => action === 'GRANT_EXTENSION');
  if (grant !== -1 && clocks.every(({ extended }) => extended === null)) {
    tell(`/transitions/${grant}`, '没有可延长的时限（extended）', 'no clock has an `extended` policy');
  }
}

export function checkGates({ profile, transitions }: Workflow, tell: Told): void {
  const gates = profile.gates ?? [];
  const passesAll = transitions.some(
    (row) => row.action === 'PASS_GATE' && row.guards.includes('gatePassed') && row.gates.length === 0,
  );
  gates.forEach(({ gate, rule }, index) => {
    const path = `/gates/${index}`;
    if (gates.findIndex((one) => one.gate === gate) !== index) {
      tell(`${path}/gate`, `审议 ${gate} 重复`, `gate ${gate} is there twice`);
    }
    if (rule === undefined && !GATE_RULES.has(gate)) {
      const known = [...GATE_RULES.keys()].join(', ');
      tell(
        `${path}/gate`,
        `没有审议规则 ${gate}；可用：${known}`,
        `there is no gate ${gate}; there is ${known}`,
      );
    }
    if (rule !== undefined && rule.code !== gate) {
      tell(`${path}/rule/code`, `应为 ${gate}`, `it should read ${gate}`);
    }
    if (rule !== undefined) {
      for (const fault of gateRuleFaults(rule)) tell(`${path}/rule${fault.path}`, fault.zh, fault.en);
    }
    if (!passesAll && !transitions.some((row) => row.gates.includes(gate))) {
      tell(path, `没有任何操作等待审议 ${gate}`, `nothing waits for gate ${gate}`);
    }
  });
  transitions.forEach((row, index) => {
    row.gates.forEach((code, at) => {
      if (gates.some(({ gate }) => gate === code)) return;
      tell(`/transitions/${index}/gates/${at}`, `本流程没有审议 ${code}`, `the profile has no gate ${code}`);
    });
  });
}

export function checkTracks({ profile, transitions }: Workflow, tell: Told): void {
  const guarded = (action: WorkOrderAction, guard: string) =>
    transitions.some((row) => row.action === action && row.guards.some((one) => one === guard));
  profile.supervision?.forEach(({ fromStates, blocksClosing }, index) => {
    const path = `/supervision/${index}`;
    if (blocksClosing && !guarded('CLOSE', 'supervisionSatisfied')) {
      tell(`${path}/blocksClosing`, '结案未要求督办办结', 'CLOSE does not wait for supervisionSatisfied');
    }
    fromStates.forEach((state, at) => {
      if (profile.states.some((one) => one.state === state)) return;
      tell(
        `${path}/fromStates/${at}`,
        `状态 ${state} 未列入 states`,
        `state ${state} is not among the states`,
      );
    });
  });
  const sampled = (profile.checkSampling ?? 1) < 1;
  const skips = transitions.some(({ guards }) => guards.includes('notSampled'));
  if (sampled !== skips) {
    tell(
      '/checkSampling',
      '抽查比例小于 1 时须有带 notSampled 条件的操作，反之亦然',
      'a sampling below 1 and a transition with the guard notSampled belong together',
    );
  }
  const asking = [
    ...transitions.map(({ notPending }) => notPending),
    ...(transitions.some(({ action }) => action === 'REQUEST_RETURN') ? (['return'] as const) : []),
  ];
  transitions.forEach(({ action, guards }, index) => {
    const kind = grantOf(action) ?? null;
    if (!guards.includes('askedByAnother') || (kind !== null && asking.includes(kind))) return;
    tell(
      `/transitions/${index}/guards`,
      'askedByAnother 仅用于审批申请的操作，且本流程须有相应的申请操作',
      'askedByAnother is for what grants a request that the profile has',
    );
  });
  transitions.forEach(({ form }, index) => {
    form.forEach((field, at) => {
      const path = `/transitions/${index}/form/${at}`;
      if (form.findIndex(({ code }) => code === field.code) !== at) {
        tell(`${path}/code`, `字段 ${field.code} 重复`, `field ${field.code} is there twice`);
      }
      if ((field.type === 'CHOICE') !== (field.choices !== undefined)) {
        tell(`${path}/choices`, '仅 CHOICE 字段须有选项', 'a CHOICE has choices, and nothing else has');
      }
    });
  });
}
