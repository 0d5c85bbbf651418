import type { ClockKind } from '../clocks.ts';
import type { Right } from '../permissions.ts';
import type { Destination, Guard, Need, PendingKind } from '../work-order-conditions.ts';
import { isWorkOrderState, WORK_ORDER_STATES, type WorkOrderState } from '../work-order-states.ts';
import { REOPEN_WITHIN_DAYS, transitionOf, type WorkOrderAction } from '../work-order-transitions.ts';
import type {
  ProfileClock,
  ProfileField,
  ProfileGate,
  ProfileSupervision,
  ProfileTransition,
  WorkflowProfile,
} from './profile-schema.ts';

export type { ProfileGate, ProfileHelper, ProfileSupervision, WorkflowProfile } from './profile-schema.ts';

export interface Label {
  zh: string;
  en: string;
}

/** Who may do something: the right, and any one of the roles where there are some. */
export interface Who {
  right: Right;
  as: readonly string[];
}

/** A transition of a profile with what the base table says filled in. */
export interface WorkflowTransition extends Label {
  action: WorkOrderAction;
  from: readonly WorkOrderState[];
  to: Destination;
  who: readonly Who[];
  needs: readonly Need[];
  guards: readonly Guard[];
  /** Gates that must be passed, by code. */
  gates: readonly string[];
  form: readonly ProfileField[];
  handles: boolean;
  pending: PendingKind | null;
  notPending: PendingKind | null;
}

/** A clock of a profile: what starts and stops it. */
export interface WorkflowClock {
  kind: ClockKind;
  label: Label | null;
  policy: string;
  bySeverity: Partial<Record<string, string>>;
  byMatter: Partial<Record<string, string>>;
  ofMatter: boolean;
  extended: string | null;
  start: readonly ('OPEN' | WorkOrderAction)[];
  restart: readonly WorkOrderAction[];
  stop: readonly WorkOrderAction[];
  perHolder: boolean;
}

/** A profile made ready: what the engine asks. */
export interface Workflow {
  profile: WorkflowProfile;
  states: readonly WorkOrderState[];
  transitions: readonly WorkflowTransition[];
  clocks: readonly WorkflowClock[];
  reopenWithinDays: number;
}

/** States of the base row that the profile uses. */
function fromOf(row: ProfileTransition, states: readonly WorkOrderState[]): readonly WorkOrderState[] {
  return row.from ?? transitionOf(row.action).from.filter((state) => states.includes(state));
}

function transition(row: ProfileTransition, states: readonly WorkOrderState[]): WorkflowTransition {
  const base = transitionOf(row.action);
  const who = row.who?.map(({ right, as = [] }) => ({ right, as })) ?? [{ right: base.right, as: [] }];
  return {
    action: row.action,
    zh: row.zh ?? base.zh,
    en: row.en ?? base.en,
    from: fromOf(row, states),
    to: row.to ?? base.to,
    who,
    needs: row.needs === undefined ? base.needs : [...new Set([...(base.always ?? []), ...row.needs])],
    guards: row.guards ?? base.guards,
    gates: row.gates ?? [],
    form: row.form ?? [],
    handles: base.handles === true,
    pending: base.pending ?? null,
    notPending: base.notPending ?? null,
  };
}

function clock(row: ProfileClock): WorkflowClock {
  return {
    kind: row.kind,
    label: row.zh === undefined || row.en === undefined ? null : { zh: row.zh, en: row.en },
    policy: row.policy,
    bySeverity: row.bySeverity ?? {},
    byMatter: row.byMatter ?? {},
    ofMatter: row.ofMatter === true,
    extended: row.extended ?? null,
    start: row.start ?? [],
    restart: row.restart ?? [],
    stop: row.stop,
    perHolder: row.perHolder === true,
  };
}

const made = new WeakMap<WorkflowProfile, Workflow>();

/** A profile made ready; the same object for the same document. */
export function workflowOf(profile: WorkflowProfile): Workflow {
  const known = made.get(profile);
  if (known !== undefined) return known;
  const states = profile.states.map(({ state }) => state);
  const workflow: Workflow = {
    profile,
    states,
    transitions: profile.transitions.map((row) => transition(row, states)),
    clocks: profile.clocks.map(clock),
    reopenWithinDays: profile.reopenWithinDays ?? REOPEN_WITHIN_DAYS,
  };
  made.set(profile, workflow);
  return workflow;
}

/** What a new order is, as far as it decides the profile that it takes. */
export interface NewOrderFacts {
  matter: string;
  source: string;
  gridCode: string | null;
}

/** How well a profile that holds by itself fits a place: digits of the grid, then whether it names the matter. */
function fitOf({ applies }: WorkflowProfile, { matter, source, gridCode }: NewOrderFacts): number | null {
  if (applies === undefined || gridCode === null) return null;
  if (!(applies.matters?.includes(matter) ?? true) || !(applies.sources?.includes(source) ?? true))
    return null;
  const digits = applies.grids.filter((grid) => gridCode.startsWith(grid)).map(({ length }) => length);
  if (digits.length === 0) return null;
  return Math.max(...digits) * 2 + (applies.matters === undefined ? 0 : 1);
}

/** The profile that holds by itself for an order of a place: the nearest one, of several the first by code. */
export function profileOfPlace(
  profiles: readonly WorkflowProfile[],
  order: NewOrderFacts,
): WorkflowProfile | null {
  const fitting = profiles
    .map((profile) => ({ profile, fit: fitOf(profile, order) }))
    .filter(({ fit }) => fit !== null)
    .sort((a, b) => (b.fit ?? 0) - (a.fit ?? 0) || (a.profile.code < b.profile.code ? -1 : 1));
  return fitting[0]?.profile ?? null;
}

/** Where an order of this source begins. */
export function startState(profile: WorkflowProfile, source: string): WorkOrderState {
  const own = profile.startBySource?.[source];
  return own !== undefined && isWorkOrderState(own) ? own : profile.start;
}

/** What the method calls a state. */
export function stateLabel(profile: WorkflowProfile, state: WorkOrderState): Label {
  const own = profile.states.find((one) => one.state === state);
  const usual = WORK_ORDER_STATES[state];
  return { zh: own?.zh ?? usual.zh, en: own?.en ?? usual.en };
}

/** The step of the method that a state belongs to; null outside of it (a voided order). */
export function stepOf(
  profile: WorkflowProfile,
  state: WorkOrderState,
): (Label & { code: string; index: number }) | null {
  const index = profile.steps.findIndex(({ states }) => states.includes(state));
  const step = profile.steps[index];
  return step === undefined ? null : { code: step.code, zh: step.zh, en: step.en, index: index + 1 };
}

/** The policy key of a clock for an order. `handling`: the key that the order's matter names for it, if any. */
export function policyKeyOf(
  { policy, bySeverity, byMatter, ofMatter }: WorkflowClock,
  order: { matter: string; severity: string },
  handling: string | null,
): string {
  const own = byMatter[order.matter] ?? (ofMatter ? handling : null);
  return own ?? bySeverity[order.severity] ?? policy;
}

/** Every policy key that a profile names. */
export function policyKeys(profile: WorkflowProfile): { path: string; key: string }[] {
  const keys: { path: string; key: string }[] = [];
  profile.clocks.forEach((row, index) => {
    const path = `/clocks/${index}`;
    keys.push({ path: `${path}/policy`, key: row.policy });
    if (row.extended !== undefined) keys.push({ path: `${path}/extended`, key: row.extended });
    for (const name of ['bySeverity', 'byMatter'] as const) {
      for (const [of, key] of Object.entries(row[name] ?? {})) {
        if (key !== undefined) keys.push({ path: `${path}/${name}/${of}`, key });
      }
    }
  });
  for (const name of ['gates', 'supervision', 'helpers'] as const) {
    profile[name]?.forEach(({ deadline }, index) => {
      if (deadline !== undefined) keys.push({ path: `/${name}/${index}/deadline`, key: deadline });
    });
  }
  return keys;
}

/** Supervisions of a profile that concern an order. */
export function supervisionsFor(
  profile: WorkflowProfile,
  order: { source: string; matter: string },
): ProfileSupervision[] {
  return (profile.supervision ?? []).filter(
    ({ sources, matters }) =>
      (sources?.includes(order.source) ?? true) && (matters?.includes(order.matter) ?? true),
  );
}

/** Gates of a profile that an order of this matter has to pass. */
export function gatesFor(profile: WorkflowProfile, matter: string): ProfileGate[] {
  return (profile.gates ?? []).filter(({ matters }) => matters?.includes(matter) ?? true);
}
