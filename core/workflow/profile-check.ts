import { isPartyKind, isPostRole } from '../duty-roles.ts';
import type { GovernanceFault, GovernanceLookup } from '../governance-document.ts';
import { hasRight, type Right, ROLES, type Role } from '../permissions.ts';
import {
  isWorkOrderState,
  TERMINAL_STATES,
  WORK_ORDER_STATES,
  type WorkOrderState,
} from '../work-order-states.ts';
import { transitionOf, type WorkOrderAction } from '../work-order-transitions.ts';
import { GATE_RULES, gateRuleFaults } from './gates-rules.ts';
import { policyKeys, type Workflow, workflowOf } from './profile.ts';
import { edgesOf, isEnded, leadingTo, reachable } from './profile-graph.ts';
import type { WorkflowProfile } from './profile-schema.ts';

type Told = (path: string, zh: string, en: string) => void;

const isTerminal = (state: WorkOrderState) => TERMINAL_STATES.some((one) => one === state);

/** Actions that end an order out of turn: a state that only they leave is a dead end. */
const OUT_OF_TURN: readonly WorkOrderAction[] = ['VOID', 'MERGE'];

function checkStates({ profile, states }: Workflow, tell: Told): void {
  states.forEach((state, index) => {
    if (states.indexOf(state) !== index)
      tell(`/states/${index}`, `状态 ${state} 重复`, `state ${state} is there twice`);
    if (!isTerminal(state) && !profile.steps.some((step) => step.states.includes(state))) {
      tell(`/states/${index}`, `状态 ${state} 不属于任何步骤`, `state ${state} belongs to no step`);
    }
  });
  const listed = (path: string, state: string) => {
    if (isWorkOrderState(state) && states.includes(state)) return true;
    tell(path, `状态 ${state} 未列入 states`, `state ${state} is not among the states`);
    return false;
  };
  profile.steps.forEach((step, index) => {
    step.states.forEach((state, at) => {
      listed(`/steps/${index}/states/${at}`, state);
    });
  });
  const starts: [string, WorkOrderState][] = [
    ['/start', profile.start],
    ...Object.entries(profile.startBySource ?? {}).map(([source, state]): [string, WorkOrderState] => [
      `/startBySource/${source}`,
      state,
    ]),
  ];
  for (const [path, state] of starts) {
    if (listed(path, state) && isEnded(state))
      tell(path, '不能从已结束的状态开始', 'an order cannot begin ended');
  }
}

function checkTransitions({ transitions, states }: Workflow, tell: Told): void {
  const seen = new Set<string>();
  transitions.forEach((row, index) => {
    const path = `/transitions/${index}`;
    const base = transitionOf(row.action);
    if (row.from.length === 0) {
      const zh = `本流程没有可执行“${row.action}”的状态`;
      tell(path, zh, `the profile has none of the states in which ${row.action} can be done`);
    }
    for (const from of row.from) {
      if (!states.includes(from)) {
        tell(`${path}/from`, `状态 ${from} 未列入 states`, `state ${from} is not among the states`);
      }
      if (seen.has(`${row.action} ${from}`)) {
        const zh = `${row.action} 在状态 ${from} 已定义`;
        tell(`${path}/from`, zh, `${row.action} is already there for state ${from}`);
      }
      seen.add(`${row.action} ${from}`);
      if (isTerminal(from) && row.action !== 'UNMERGE') {
        tell(`${path}/from`, `状态 ${from} 不可离开`, `nothing leads out of ${from}`);
      }
    }
    if ((row.to === 'SAME') !== (base.to === 'SAME')) {
      const zh = base.to === 'SAME' ? '此操作不改变状态' : '此操作必须改变状态';
      tell(
        `${path}/to`,
        zh,
        base.to === 'SAME' ? 'this action keeps the state' : 'this action changes the state',
      );
    } else if (row.to !== 'SAME' && row.to !== 'BEFORE' && !states.includes(row.to)) {
      tell(`${path}/to`, `状态 ${row.to} 未列入 states`, `state ${row.to} is not among the states`);
    }
  });
}

function checkGraph(workflow: Workflow, tell: Told): void {
  const { profile, states } = workflow;
  const edges = edgesOf(workflow);
  const starts = [profile.start, ...Object.values(profile.startBySource ?? {})].filter(isWorkOrderState);
  const reached = reachable(starts, edges);
  const inTurn = edges.filter(({ action }) => !OUT_OF_TURN.includes(action));
  const ending = leadingTo(
    states.filter((state) => state === 'CLOSED' || state === 'REJECTED'),
    inTurn,
  );
  states.forEach((state, index) => {
    const path = `/states/${index}`;
    const { zh } = WORK_ORDER_STATES[state];
    if (!reached.has(state)) tell(path, `状态 ${state}（${zh}）无法到达`, `state ${state} cannot be reached`);
    if (!isEnded(state) && !ending.has(state)) {
      tell(
        path,
        `状态 ${state}（${zh}）无法离开：没有通向结案或不予受理的路径`,
        `state ${state} cannot be left: no way leads on to a close or a refusal`,
      );
    }
  });
}

/** Whether any role of the hub holds a right without holding all of them. */
function held(right: Right): boolean {
  const names: readonly string[] = Object.keys(ROLES);
  const isRole = (name: string): name is Role => Object.hasOwn(ROLES, name);
  return names.some(
    (name) =>
      isRole(name) &&
      name !== 'admin' &&
      hasRight({ subject: '', roles: [name], grids: [], expiresAt: 0 }, right),
  );
}

/** Why nobody can hold a role in this profile; null when somebody can. */
function roleFault(role: string, { profile, transitions }: Workflow): { zh: string; en: string } | null {
  const [kind, name = ''] = role.split(':');
  if (kind === 'party') {
    return isPartyKind(name) ? null : { zh: `没有组织类别 ${name}`, en: `there is no kind of party ${name}` };
  }
  if (kind === 'post') {
    return isPostRole(name) ? null : { zh: `没有岗位 ${name}`, en: `there is no post ${name}` };
  }
  const has = (action: WorkOrderAction) => transitions.some((row) => row.action === action);
  if (role === 'HELPER' && (profile.helpers ?? []).length === 0) {
    return { zh: '本流程没有协办', en: 'the profile has no helpers' };
  }
  if (role === 'OFFERED' && !has('OFFER_TRANSFER')) {
    return { zh: '本流程不能转办', en: 'nothing can be offered in this profile' };
  }
  if (role === 'FIRST_RECEIVER' && profile.firstReceiverResponsible !== true) {
    return { zh: '本流程不实行首接负责', en: 'the profile has no first receiver' };
  }
  if ((role === 'LEAD' || role === 'LEAD_PARTY') && !has('DISPATCH') && !has('CLAIM')) {
    return { zh: '本流程既不派单也不抢单', en: 'nobody is ever sent or claims an order' };
  }
  return null;
}

function checkWho(workflow: Workflow, tell: Told): void {
  workflow.transitions.forEach((row, index) => {
    row.who.forEach(({ right, as }, at) => {
      const path = `/transitions/${index}/who/${at}`;
      if (!held(right)) tell(`${path}/right`, `没有角色持有 ${right}`, `no role holds ${right}`);
      as.forEach((role, place) => {
        const fault = roleFault(role, workflow);
        if (fault !== null) {
          tell(
            `${path}/as/${place}`,
            `无人可担任 ${role}：${fault.zh}`,
            `nobody can be ${role}: ${fault.en}`,
          );
        }
      });
    });
  });
  workflow.profile.helpers?.forEach(({ parties }, index) => {
    parties.forEach((kind, at) => {
      if (!isPartyKind(kind)) {
        tell(`/helpers/${index}/parties/${at}`, `没有组织类别 ${kind}`, `there is no kind of party ${kind}`);
      }
    });
  });
}

function checkClocks(workflow: Workflow, tell: Told): void {
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

function checkGates({ profile, transitions }: Workflow, tell: Told): void {
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

function checkTracks({ profile, transitions }: Workflow, tell: Told): void {
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

function checkReferences({ profile }: Workflow, lookup: GovernanceLookup, tell: Told): void {
  for (const { path, key } of policyKeys(profile)) {
    if (!lookup.has('CLOCK', key)) tell(path, `没有时限政策 ${key}`, `there is no clock policy ${key}`);
  }
  const matter = (path: string, code: string) => {
    if (lookup.has('MATTER', code)) return;
    tell(path, `没有事项 ${code}`, `there is no matter ${code}`);
  };
  profile.clocks.forEach(({ byMatter = {} }, index) => {
    for (const code of Object.keys(byMatter)) matter(`/clocks/${index}/byMatter/${code}`, code);
  });
  profile.applies?.matters?.forEach((code, at) => {
    matter(`/applies/matters/${at}`, code);
  });
  profile.supervision?.forEach(({ matters = [] }, index) => {
    matters.forEach((code, at) => {
      matter(`/supervision/${index}/matters/${at}`, code);
    });
  });
  profile.gates?.forEach(({ matters = [] }, index) => {
    matters.forEach((code, at) => {
      matter(`/gates/${index}/matters/${at}`, code);
    });
  });
}

/**
 * What no schema can say of a profile, all of it at once; none for a sound one: states that cannot be reached or left,
 * roles that nobody can hold, clocks that never stop, gates that nothing waits for, and names that nothing bears.
 */
export function checkProfile(profile: WorkflowProfile, lookup: GovernanceLookup): GovernanceFault[] {
  const faults: GovernanceFault[] = [];
  const tell: Told = (path, zh, en) => {
    faults.push({ path, zh, en });
  };
  const workflow = workflowOf(profile);
  checkStates(workflow, tell);
  checkTransitions(workflow, tell);
  checkGraph(workflow, tell);
  checkWho(workflow, tell);
  checkClocks(workflow, tell);
  checkGates(workflow, tell);
  checkTracks(workflow, tell);
  checkReferences(workflow, lookup, tell);
  return faults;
}
