import { type ClockView, clockTimers, type StageView } from './clock-engine-view.ts';
import type {
  EscalationAct,
  EscalationDocument,
  EscalationMoment,
  EscalationStep,
} from './escalation-schema.ts';
import type { Published, Shelf } from './governance-document.ts';
import type { Severity } from './severity.ts';
import { dueAt, TIME_UNITS, type TimeTarget } from './working-time.ts';

/** What a ladder may look at. */
export interface EscalationFacts {
  profile: string;
  matter: string;
  source: string;
  severity: Severity;
  gridCode: string | null;
}

/** A step that is due at a time, unless its clock stops or pauses before. */
export interface PlannedStep {
  /** One per step of one run of one clock: it fires once in the life of the order. */
  key: string;
  runId: string;
  /** Null: of the clock as a whole. */
  stage: string | null;
  ladder: string;
  ladderVersion: number;
  step: string;
  moment: EscalationMoment;
  act: EscalationAct;
  atMs: number;
}

function fits({ when }: EscalationDocument, kind: string, facts: EscalationFacts): boolean {
  const { gridCode } = facts;
  return (
    (when.kinds?.some((one) => one === kind) ?? true) &&
    (when.severities?.includes(facts.severity) ?? true) &&
    (when.profiles?.includes(facts.profile) ?? true) &&
    (when.matters?.includes(facts.matter) ?? true) &&
    (when.sources?.includes(facts.source) ?? true) &&
    (when.grids?.some((prefix) => gridCode?.startsWith(prefix) ?? false) ?? true)
  );
}

/** The ladder of a clock: of those in force when it started and that fit, the one with the lowest number. */
export function escalationFor(
  ladders: Shelf<EscalationDocument>,
  view: ClockView,
  facts: EscalationFacts,
): Published<EscalationDocument> | null {
  const [first] = ladders
    .inForce(view.run.startedAtMs)
    .filter(({ body }) => fits(body, view.run.kind, facts))
    .toSorted((a, b) => a.body.order - b.body.order || (a.code < b.code ? -1 : 1));
  return first ?? null;
}

/** When a moment of a clock is; null while nobody can say (it is paused before it). */
function momentMs(view: ClockView, stage: StageView | null, moment: EscalationMoment): number | null {
  if (stage === null) return moment === 'START' ? view.run.startedAtMs : null;
  if (moment === 'AMBER') return stage.amberAtMs;
  return stage.lateFromMs;
}

/** What is due at 24:00, and the red that begins 1 ms later, belong to the day that ends there and not to the next. */
const PAST_MIDNIGHT_MS = 2;

/** So long after an instant, on the clock's own calendar and without its pauses; `due`: the instant is a due time. */
function later(view: ClockView, fromMs: number, span: TimeTarget, due: boolean): number | null {
  const from = due && TIME_UNITS[span.unit].day ? fromMs - PAST_MIDNIGHT_MS : fromMs;
  return dueAt(from, span, view.calendar, view.run.pauses);
}

function* occurrences(view: ClockView, step: EscalationStep, baseMs: number): Generator<number> {
  let atMs = step.after === undefined ? baseMs : later(view, baseMs, step.after, step.at === 'RED');
  if (atMs === null) return;
  yield atMs;
  for (let times = step.repeat?.times ?? 0; times > 0 && step.repeat !== undefined; times -= 1) {
    atMs = later(view, atMs, step.repeat.every, true);
    if (atMs === null) return;
    yield atMs;
  }
}

function stepsOf(
  view: ClockView,
  ladder: Published<EscalationDocument>,
  step: EscalationStep,
): PlannedStep[] {
  const stages: (StageView | null)[] =
    step.at === 'START' ? [null] : view.stages.filter(({ doneAtMs }) => doneAtMs === null);
  return stages.flatMap((stage) => {
    const baseMs = momentMs(view, stage, step.at);
    if (baseMs === null) return [];
    const stageCode = stage?.stage.code ?? null;
    return [...occurrences(view, step, baseMs)].map((atMs, index) => ({
      // without the ladder's version: a new version of a ladder does not do again what was done
      key: `${view.run.id}/${stageCode ?? '*'}/${ladder.code}/${step.code}#${index + 1}`,
      runId: view.run.id,
      stage: stageCode,
      ladder: ladder.code,
      ladderVersion: ladder.version,
      step: step.code,
      moment: step.at,
      act: step.act,
      atMs,
    }));
  });
}

/**
 * Every step that the ladders have for the clocks of a live order as they stand now; times may lie in the past: then a
 * step is due at once. Clocks that are paused, ended or cancelled have none, so that an order that is suspended, merged,
 * void or closed never escalates.
 */
export function planEscalation(
  views: readonly ClockView[],
  ladders: Shelf<EscalationDocument>,
  facts: EscalationFacts,
): PlannedStep[] {
  return views.flatMap((view) => {
    if (!view.live || view.paused) return [];
    const ladder = escalationFor(ladders, view, facts);
    return ladder === null ? [] : ladder.body.steps.flatMap((step) => stepsOf(view, ladder, step));
  });
}

/** When the lamps of an order change next, if nothing happens: what lists of overdue orders are read from. */
export interface LampPlan {
  amberAtMs: number | null;
  /** The due moment itself is in time. */
  dueAtMs: number | null;
}

/** The earliest amber and due time of the clocks that run. */
export function lampPlan(views: readonly ClockView[]): LampPlan {
  const timers = views.flatMap(clockTimers);
  const first = (light: 'AMBER' | 'RED') => {
    const times = timers.filter((timer) => timer.light === light).map(({ atMs }) => atMs);
    return times.length === 0 ? null : Math.min(...times);
  };
  const red = first('RED');
  return { amberAtMs: first('AMBER'), dueAtMs: red === null ? null : red - 1 };
}

/**
 * Whether a planned step is still due at `nowMs`, for the clocks as they stand now: whoever wakes up asks this before
 * acting. A reminder before the due time is not sent after it, and of several that fell due in a downtime only the last.
 */
export function stillDue(
  key: string,
  views: readonly ClockView[],
  ladders: Shelf<EscalationDocument>,
  facts: EscalationFacts,
  nowMs: number,
): { planned: PlannedStep; view: ClockView } | null {
  const plans = planEscalation(views, ladders, facts);
  const planned = plans.find((one) => one.key === key);
  const view = views.find(({ run }) => run.id === planned?.runId);
  if (planned === undefined || view === undefined || planned.atMs > nowMs) return null;
  const overtaken = plans.some(
    (one) =>
      one.act === 'REMIND' &&
      one.step === planned.step &&
      one.runId === planned.runId &&
      one.stage === planned.stage &&
      one.atMs > planned.atMs &&
      one.atMs <= nowMs,
  );
  if (overtaken) return null;
  if (planned.moment === 'AMBER' && planned.stage !== null) {
    const stage = view.stages.find(({ stage: { code } }) => code === planned.stage);
    if (stage?.light === 'RED') return null;
  }
  return { planned, view };
}
