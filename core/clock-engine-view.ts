import type { WorkCalendar } from './calendar.ts';
import {
  type ClockEnd,
  type ClockEvent,
  type ClockRun,
  clockRuns,
  type PolicyInForce,
  promisesOfRun,
} from './clock-engine.ts';
import { type ClockBook, type ClockPolicy, type ClockStage, policyOf } from './clock-engine-policy.ts';
import {
  type CalendarWarning,
  calendarWarnings,
  countsFrom,
  elapsed,
  instantAfter,
  type Pause,
  pausedIntervals,
  type TimeUnit,
} from './working-time.ts';

/** Where a clock stands. */
export const CLOCK_STATES = {
  RUNNING: { zh: '计时中', en: 'running' },
  PAUSED: { zh: '已暂停', en: 'paused' },
  MET: { zh: '按时', en: 'met' },
  BREACHED: { zh: '超时', en: 'breached' },
  /** Its order was merged or voided, or it began anew: neither met nor breached. */
  CANCELLED: { zh: '已取消', en: 'cancelled' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type ClockState = keyof typeof CLOCK_STATES;

/** The lamp of a clock (红灯、黄灯、绿灯), worst first. */
export const CLOCK_LIGHTS = ['RED', 'AMBER', 'GREEN'] as const;
export type ClockLight = (typeof CLOCK_LIGHTS)[number];

export interface StageView {
  stage: ClockStage;
  /** Whose target it is: the view's, or a promise or an extension beside it that makes this stage due later. */
  policy: ClockPolicy;
  calendar: WorkCalendar;
  state: ClockState;
  light: ClockLight;
  /** The due moment itself is in time. Null while a pause lasts: it moves with it. */
  dueAtMs: number | null;
  /** The first ms that is late: 1 ms after it is due, or after a pause that began just then. Null while that lasts. */
  lateFromMs: number | null;
  /** Null as the due time is, or earlier. */
  amberAtMs: number | null;
  /** When it was reached, or its clock ended. */
  doneAtMs: number | null;
  unit: TimeUnit;
  /** Where it counts from: the start of the clock, or of the next day (core/working-time.ts, countsFrom). */
  countsFromMs: number;
  /** What has counted until it was done, or now. */
  elapsed: number;
  /** Less than 0 when over. */
  remaining: number;
}

export interface ClockView {
  run: ClockRun;
  policy: ClockPolicy;
  calendar: WorkCalendar;
  /** BREACHED as soon as one stage is, though the clock may go on. */
  state: ClockState;
  light: ClockLight;
  paused: boolean;
  /** Still counts, or waits in a pause. */
  live: boolean;
  /** Of the next stage to reach, else of the last one. */
  dueAtMs: number | null;
  stages: readonly StageView[];
  warnings: readonly CalendarWarning[];
}

const END_STATE = {
  STOPPED: 'MET',
  HANDED_OVER: 'MET',
  CANCELLED: 'CANCELLED',
} as const satisfies Record<ClockEnd, ClockState>;

/** Of a pause that begins at the due moment no ms is late: nothing was left then, and nothing passes in it. */
function lateFrom(dueAtMs: number | null, pauses: readonly Pause[]): number | null {
  if (dueAtMs === null) return null;
  const pause = pausedIntervals(pauses).find(({ fromMs, toMs }) => fromMs <= dueAtMs && dueAtMs < toMs);
  const lastMs = pause?.toMs ?? dueAtMs;
  return Number.isFinite(lastMs) ? lastMs + 1 : null;
}

/** When the targets of a policy are due by their stages' codes, were the pauses that last over now. */
function duesOf(
  run: ClockRun,
  { policy: id, countFromMs }: PolicyInForce,
  book: ClockBook,
  nowMs: number,
): Map<string, number> {
  const { policy, calendar } = policyOf(book, id);
  const pauses = run.pauses.map(({ fromMs, toMs }) => ({ fromMs, toMs: toMs ?? Math.max(fromMs, nowMs) }));
  return new Map(
    policy.stages.map(({ code, target }) => {
      const from = countsFrom(countFromMs, target, calendar);
      const due = instantAfter(from, target.amount, target.unit, calendar, pauses);
      return [code, due ?? Number.POSITIVE_INFINITY];
    }),
  );
}

const lastDueMs = (...asked: Parameters<typeof duesOf>) => Math.max(...duesOf(...asked).values());

/** What a stage of the policy that holds is under: that, or whichever beside it makes the stage due later. */
function stageInForce(
  run: ClockRun,
  held: PolicyInForce,
  code: string,
  dues: ReadonlyMap<PolicyInForce, ReadonlyMap<string, number>>,
): PolicyInForce {
  const dueOf = (one: PolicyInForce) => dues.get(one)?.get(code) ?? Number.NEGATIVE_INFINITY;
  return promisesOfRun(run).reduce((latest, one) => (dueOf(one) > dueOf(latest) ? one : latest), held);
}

/**
 * The policy a run is under: its promise, or an extension that makes it due later. One that would be due earlier (15
 * working days granted to whom 30 days were promised, or promised since by a new severity) changes nothing. Of several
 * stages the last one decides which policy holds; each stage is due at the latest that any of them promises for it.
 * @throws HubError NOT_FOUND for a policy that the book does not have
 */
export function policyInForce(run: ClockRun, book: ClockBook, nowMs: number): PolicyInForce {
  const [first = run.policies[0], ...others] = promisesOfRun(run);
  let held = first;
  for (const one of others) {
    if (lastDueMs(run, one, book, nowMs) >= lastDueMs(run, held, book, nowMs)) held = one;
  }
  return held;
}

/** Whether the book has every policy that a run may be under; one that nobody published any more promises nothing. */
export function isPromised(run: ClockRun, book: ClockBook): boolean {
  return promisesOfRun(run).every(({ policy }) => book.policies.has(policy));
}

function stageView(
  run: ClockRun,
  { policy: id, countFromMs }: PolicyInForce,
  code: string,
  book: ClockBook,
  nowMs: number,
): StageView[] {
  const { policy, calendar } = policyOf(book, id);
  const stage = policy.stages.find((one) => one.code === code);
  if (stage === undefined) return [];
  const { target } = stage;
  const { unit } = target;
  const from = countsFrom(countFromMs, target, calendar);
  const total = target.amount;
  const dueAtMs = instantAfter(from, total, unit, calendar, run.pauses);
  const amberAtMs = instantAfter(from, total * policy.amberPart, unit, calendar, run.pauses);
  const reached = run.stagesDone.get(code);
  const doneAtMs = reached ?? run.end?.atMs ?? null;
  const untilMs = doneAtMs ?? nowMs;
  const lateFromMs = lateFrom(dueAtMs, run.pauses);
  const late = lateFromMs !== null && untilMs >= lateFromMs;
  const counted = elapsed(from, untilMs, unit, calendar, run.pauses);
  const paused = run.pauses.some(({ toMs }) => toMs === null);
  const ended = reached !== undefined ? 'MET' : run.end === null ? null : END_STATE[run.end.how];
  const amber = doneAtMs === null && amberAtMs !== null && nowMs >= amberAtMs;
  const view: StageView = {
    ...{ stage, policy, calendar },
    state: ended === 'CANCELLED' ? ended : late ? 'BREACHED' : (ended ?? (paused ? 'PAUSED' : 'RUNNING')),
    light: ended === 'CANCELLED' ? 'GREEN' : late ? 'RED' : amber ? 'AMBER' : 'GREEN',
    dueAtMs,
    lateFromMs,
    amberAtMs,
    doneAtMs,
    unit,
    countsFromMs: from,
    elapsed: counted,
    remaining: total - counted,
  };
  return [view];
}

const STATE_ORDER: readonly ClockState[] = ['BREACHED', 'PAUSED', 'RUNNING', 'CANCELLED', 'MET'];

/** Where one run stands at `nowMs`. @throws HubError NOT_FOUND for a policy that the book does not have */
export function clockViewOf(run: ClockRun, book: ClockBook, nowMs: number): ClockView {
  const held = policyInForce(run, book, nowMs);
  const { countFromMs: from } = held;
  const { policy, calendar } = policyOf(book, held.policy);
  const promises = promisesOfRun(run);
  const dues = new Map(
    promises.length === 1 ? [] : promises.map((one) => [one, duesOf(run, one, book, nowMs)]),
  );
  const stages = policy.stages.flatMap(({ code }) =>
    stageView(run, stageInForce(run, held, code, dues), code, book, nowMs),
  );
  const open = stages.filter(({ doneAtMs }) => doneAtMs === null);
  const next = open.toSorted(
    (a, b) => (a.dueAtMs ?? Number.POSITIVE_INFINITY) - (b.dueAtMs ?? Number.POSITIVE_INFINITY),
  );
  const warnings = stages.flatMap(({ dueAtMs, doneAtMs, unit, calendar: counting }) =>
    calendarWarnings(from, Math.max(dueAtMs ?? nowMs, doneAtMs ?? from), unit, counting),
  );
  return {
    run,
    policy,
    calendar,
    state: STATE_ORDER.find((state) => stages.some((stage) => stage.state === state)) ?? 'MET',
    light: CLOCK_LIGHTS.find((light) => stages.some((stage) => stage.light === light)) ?? 'GREEN',
    paused: open.length > 0 && run.pauses.some(({ toMs }) => toMs === null),
    live: open.length > 0,
    dueAtMs: (next[0] ?? stages.at(-1))?.dueAtMs ?? null,
    stages,
    warnings: warnings.filter(({ year }, index) => warnings.findIndex((one) => one.year === year) === index),
  };
}

/** Every clock of an order at `nowMs`, from its events: nothing is stored, so nothing can be late or lost. */
export function clockViews(events: readonly ClockEvent[], book: ClockBook, nowMs: number): ClockView[] {
  return clockRuns(events, nowMs).map((run) => clockViewOf(run, book, nowMs));
}

/** A row for whoever wakes up: at this time look at the clock again. Its key is one per step of one run. */
export interface ClockTimer {
  key: string;
  runId: string;
  stage: string;
  light: 'AMBER' | 'RED';
  atMs: number;
}

/**
 * When a live clock will change its lamp: rows to be kept, never a timer of the process (whose 32 bits of milliseconds
 * end after 24.8 days). Paused and ended clocks have none, so that an order that is merged, void or closed never
 * escalates; who wakes up reads the clock again before acting. Times may lie in the past: then it is due at once.
 */
export function clockTimers(view: ClockView): ClockTimer[] {
  if (!view.live || view.paused) return [];
  return view.stages.flatMap(({ stage, doneAtMs, amberAtMs, lateFromMs }) => {
    if (doneAtMs !== null) return [];
    const row = (light: 'AMBER' | 'RED', atMs: number | null): ClockTimer[] =>
      atMs === null
        ? []
        : [
            {
              key: `${view.run.id}/${stage.code}/${light}`,
              runId: view.run.id,
              stage: stage.code,
              light,
              atMs,
            },
          ];
    return [...row('AMBER', amberAtMs), ...row('RED', lateFromMs)];
  });
}
