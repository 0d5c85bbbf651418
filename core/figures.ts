import { type ClockEvent, type ClockRun, clockRuns } from './clock-engine.ts';
import type { ClockBook } from './clock-engine-policy.ts';
import { clockViewOf, isPromised } from './clock-engine-view.ts';
import { type CLOCK_KINDS, type ClockKind, isClockKind, PROMISES } from './clocks.ts';
import { type Draft, livesOf } from './figures-lives.ts';
import type { Severity } from './severity.ts';
import { type Pause, pausedIntervals } from './working-time.ts';

/** What figures are grouped by; the last that a life was with stands. */
export interface MeasuredFacts {
  gridCode: string | null;
  matter: string;
  source: string;
  profile: string;
  severity: Severity;
  partyId: string | null;
  assigneeId: string | null;
}

/** A row of an order's history, as far as figures ask. */
export interface MeasuredEvent {
  action: string;
  fromState: string | null;
  toState: string;
  atMs: number;
  /** Stars of a rating; null for every other row. */
  stars: number | null;
  clocks: readonly ClockEvent[];
  /** What the step set of these. */
  after: Partial<MeasuredFacts>;
}

export type LifeOutcome = 'OPEN' | 'CLOSED' | 'REJECTED' | 'VOIDED' | 'MERGED';

/** All runs of one kind of clock in a life. */
export interface KindMeasure {
  /** When the last of them ended; null while one runs. */
  endedAtMs: number | null;
  /** The first moment at which one of them is over; may lie ahead. Null: in time, or paused before it was due. */
  breachAtMs: number | null;
}

/** How long something took, in ms without the pauses (suspended, merged), and when it was done. */
export interface Length {
  ms: number;
  atMs: number;
}

/** One life of an order: from its opening or reopening to the next reopening. Times are epoch ms; null: has not happened. */
export interface LifeMeasure extends MeasuredFacts {
  /** 1, 2, … */
  life: number;
  outcome: LifeOutcome;
  /** False for what is merged or void: its report is counted with its parent, or not at all. */
  counted: boolean;
  openedAtMs: number;
  filedAtMs: number | null;
  dispatchedAtMs: number | null;
  takenAtMs: number | null;
  closedAtMs: number | null;
  endedAtMs: number | null;
  supervisedAtMs: number | null;
  remindedAtMs: number | null;
  ratedAtMs: number | null;
  reworks: number;
  returns: number;
  reminders: number;
  stars: number | null;
  respond: Length | null;
  reportBack: Length | null;
  handle: Length | null;
  close: Length | null;
  /** Whether it has a promise to the one who reported: a clock of RESPOND, REPORT_BACK or HANDLE. */
  promised: boolean;
  /** The first moment at which one of those is over. */
  lateAtMs: number | null;
  kinds: Readonly<Record<ClockKind, KindMeasure>>;
}

/** From one moment to another without the pauses; null while the other has not come. */
function lengthOf(fromMs: number, toMs: number | null, pauses: readonly Pause[]): Length | null {
  if (toMs === null) return null;
  const paused = pausedIntervals(pauses).reduce(
    (sum, one) => sum + Math.max(0, Math.min(one.toMs, toMs) - Math.max(one.fromMs, fromMs)),
    0,
  );
  return { ms: Math.max(0, toMs - fromMs - paused), atMs: toMs };
}

function kindOf(runs: readonly ClockRun[], book: ClockBook, nowMs: number): KindMeasure {
  const told = runs.filter(notCancelled);
  const ends = told.map((run) => run.end?.atMs ?? null);
  const breaches = told.flatMap((run) => {
    if (!isPromised(run, book)) return [];
    return clockViewOf(run, book, nowMs).stages.flatMap(({ lateFromMs, doneAtMs }) =>
      lateFromMs === null || (doneAtMs !== null && doneAtMs < lateFromMs) ? [] : [lateFromMs],
    );
  });
  return {
    endedAtMs:
      told.length === 0 ? null : ends.reduce((a, b) => (a === null || b === null ? null : Math.max(a, b))),
    breachAtMs: breaches.length === 0 ? null : Math.min(...breaches),
  };
}

const notCancelled = ({ end: ended }: ClockRun) => ended?.how !== 'CANCELLED';

/**
 * What a kind of clock has measured of a life, from its first start to its last end; null while one runs. Without its own
 * pauses and those of the life, which between two runs no clock has.
 */
function clocked(runs: readonly ClockRun[], pauses: readonly Pause[]): Length | null {
  const told = runs.filter(notCancelled);
  const [first] = told;
  const last = told.at(-1);
  if (first === undefined || last === undefined) return null;
  const paused = [...told.flatMap((run) => run.pauses), ...pauses];
  return lengthOf(first.startedAtMs, last.end?.atMs ?? null, paused);
}

function measured(draft: Draft, runs: readonly ClockRun[], book: ClockBook, nowMs: number): LifeMeasure {
  const { pauses, reportedBackAtMs, handledAtMs, ...life } = draft;
  const of = (kind: ClockKind) => runs.filter((run) => run.kind === kind);
  const hasClock = (name: ClockKind) => of(name).some(notCancelled);
  const kind = (name: ClockKind) => kindOf(of(name), book, nowMs);
  const kinds = {
    RESPOND: kind('RESPOND'),
    REPORT_BACK: kind('REPORT_BACK'),
    HANDLE: kind('HANDLE'),
    UNIT: kind('UNIT'),
    CHECK: kind('CHECK'),
    RATE: kind('RATE'),
    GATE: kind('GATE'),
    SUPERVISION: kind('SUPERVISION'),
  } satisfies Record<keyof typeof CLOCK_KINDS, KindMeasure>;
  const late = PROMISES.flatMap((name) => kinds[name].breachAtMs ?? []);
  // the first signal, which may be older than the order
  const sinceMs = Math.min(life.openedAtMs, ...runs.map(({ startedAtMs }) => startedAtMs));
  const worked = life.takenAtMs ?? life.dispatchedAtMs ?? life.filedAtMs ?? life.openedAtMs;
  const length = (name: ClockKind, fromMs: number, toMs: number | null) =>
    hasClock(name) ? clocked(of(name), pauses) : lengthOf(fromMs, toMs, pauses);
  return {
    ...life,
    counted: life.outcome !== 'VOIDED' && life.outcome !== 'MERGED',
    respond: length('RESPOND', sinceMs, life.takenAtMs),
    reportBack: length('REPORT_BACK', sinceMs, reportedBackAtMs),
    handle: length('HANDLE', worked, handledAtMs),
    close: lengthOf(sinceMs, life.closedAtMs, pauses),
    promised: PROMISES.some(hasClock),
    lateAtMs: late.length === 0 ? null : Math.min(...late),
    kinds,
  };
}

/**
 * What figures count of an order, by its history alone: one measure per life, oldest first. `events` in the order of
 * their versions. Breaches of clocks that still run are moments ahead: whoever reads judges them by their own now.
 */
export function measureOrder(
  events: readonly MeasuredEvent[],
  book: ClockBook,
  nowMs: number,
): LifeMeasure[] {
  const lives = livesOf(events);
  const runs = clockRuns(events.flatMap(({ clocks }) => [...clocks])).filter(({ kind }) => isClockKind(kind));
  return lives.map((draft, index) => {
    const next = lives[index + 1];
    const own = runs.filter(
      ({ startedAtMs }) =>
        (index === 0 || startedAtMs >= draft.openedAtMs) &&
        (next === undefined || startedAtMs < next.openedAtMs),
    );
    return measured(draft, own, book, nowMs);
  });
}
