import { isPartyKind, isPostRole } from '../duty-roles.ts';
import type { GovernanceFault, GovernanceLookup } from '../governance-document.ts';
import { missingText } from '../governance-missing.ts';
import { hasRight, type Right, ROLES, type Role } from '../permissions.ts';
import { isWorkOrderState, WORK_ORDER_STATES, type WorkOrderState } from '../work-order-states.ts';
import { transitionOf, type WorkOrderAction } from '../work-order-transitions.ts';
import { policyKeys, type Workflow, workflowOf } from './profile.ts';
import {
  checkClocks,
  checkGates,
  checkTracks,
  isTerminal,
  OUT_OF_TURN,
  type Told,
} from './profile-check-tracks.ts';
import { edgesOf, isEnded, leadingTo, reachable } from './profile-graph.ts';
import type { WorkflowProfile } from './profile-schema.ts';

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

function checkReferences({ profile }: Workflow, lookup: GovernanceLookup, tell: Told): void {
  for (const { path, key } of policyKeys(profile)) {
    if (lookup.has('CLOCK', key)) continue;
    const { zh, en } = missingText('CLOCK', key, lookup);
    tell(path, zh, en);
  }
  const matter = (path: string, code: string) => {
    if (lookup.has('MATTER', code)) return;
    const { zh, en } = missingText('MATTER', code, lookup);
    tell(path, zh, en);
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
  checkClocks(workflow, lookup, tell);
  checkGates(workflow, tell);
  checkTracks(workflow, tell);
  checkReferences(workflow, lookup, tell);
  return faults;
}
