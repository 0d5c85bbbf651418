import type { Pause } from './working-time.ts';

/** Which clocks an event means: of one kind, of one holder, or (nothing named) all of the order. */
export interface ClockSelector {
  kind?: string;
  holder?: string | null;
}

/**
 * What happens to the clocks of an order, in the order's own history; instants are ms since the epoch. A holder is the
 * unit a clock belongs to (单位时钟), null for the clock of the case itself (案件时钟).
 */
export type ClockEvent =
  /** Begins unless it runs; after an end a new run begins, with its lineage. */
  | { type: 'START'; atMs: number; kind: string; holder: string | null; policy: string }
  /** Begins anew also while it runs. */
  | { type: 'RESTART'; atMs: number; kind: string; holder: string | null; policy: string }
  /** One stage of a staged target is reached; the clock goes on to the next. */
  | { type: 'STAGE'; atMs: number; which: ClockSelector; stage: string }
  | { type: 'STOP'; atMs: number; which: ClockSelector }
  /** Each cause pauses by itself: the clock runs again when none is left. Clocks begun meanwhile begin paused. */
  | { type: 'PAUSE'; atMs: number; which: ClockSelector; cause: string; reason: string | null }
  | { type: 'RESUME'; atMs: number; which: ClockSelector; cause: string }
  /**
   * Re-grading or a change of policy. FROM_START: as if it had held all along. Pauses stay in either case. `granted`: an
   * extension that somebody approved; it stays as well, and never makes the due time earlier.
   */
  | {
      type: 'POLICY';
      atMs: number;
      which: ClockSelector;
      policy: string;
      counting: 'FROM_START' | 'FROM_CHANGE';
      reason: string | null;
      granted?: true;
    }
  /** The unit clock of one holder ends, the next holder gets its own; the case clock is not touched. */
  | { type: 'TRANSFER'; atMs: number; kind: string; from: string; to: string; policy: string }
  /** Merged or void: it never escalates again. */
  | { type: 'CANCEL'; atMs: number; which: ClockSelector; reason: string | null };

export interface ClockPause extends Pause {
  cause: string;
  reason: string | null;
}

/** A policy a run has been under. */
export interface PolicyInForce {
  /** Id of a policy version (core/clock-engine-policy.ts). */
  policy: string;
  sinceMs: number;
  /** From here its targets count. */
  countFromMs: number;
  reason: string | null;
  /** An extension 延时 that was granted. */
  granted: boolean;
}

export type ClockEnd = 'STOPPED' | 'HANDED_OVER' | 'CANCELLED';

/** One run of one clock, as its events tell it; where it stands is computed on reading (core/clock-engine-view.ts). */
export interface ClockRun {
  /** `HANDLE#1`, `UNIT:pt_7#2`: stable, a key for timers. */
  readonly id: string;
  readonly kind: string;
  readonly holder: string | null;
  /** 1 for the first; a reopened order's is 2. */
  readonly generation: number;
  readonly startedAtMs: number;
  /** In the order of time; which of them holds is `policyInForce`'s to tell (core/clock-engine-view.ts). Never empty. */
  readonly policies: readonly [PolicyInForce, ...PolicyInForce[]];
  readonly pauses: readonly ClockPause[];
  readonly stagesDone: ReadonlyMap<string, number>;
  readonly end: { atMs: number; how: ClockEnd; reason: string | null } | null;
}

interface Draft {
  kind: string;
  holder: string | null;
  generation: number;
  startedAtMs: number;
  policies: [PolicyInForce, ...PolicyInForce[]];
  pauses: ClockPause[];
  stagesDone: Map<string, number>;
  end: ClockRun['end'];
}

interface OpenPause {
  which: ClockSelector;
  cause: string;
  reason: string | null;
}

function matches(which: ClockSelector, run: { kind: string; holder: string | null }): boolean {
  return (
    (which.kind === undefined || which.kind === run.kind) &&
    (which.holder === undefined || which.holder === run.holder)
  );
}

/** Whether one means all that the other means. */
function covers(wide: ClockSelector, narrow: ClockSelector): boolean {
  return (
    (wide.kind === undefined || wide.kind === narrow.kind) &&
    (wide.holder === undefined || wide.holder === narrow.holder)
  );
}

const same = (a: ClockSelector, b: ClockSelector) => a.kind === b.kind && a.holder === b.holder;

class Runs {
  readonly all: Draft[] = [];
  private paused: OpenPause[] = [];

  live(which: ClockSelector): Draft[] {
    return this.all.filter((run) => run.end === null && matches(which, run));
  }

  start(atMs: number, kind: string, holder: string | null, policy: string): void {
    if (this.live({ kind, holder }).length > 0) return;
    const earlier = this.all.filter((run) => run.kind === kind && run.holder === holder);
    const pauses = this.paused.filter(({ which }) => matches(which, { kind, holder }));
    this.all.push({
      kind,
      holder,
      generation: earlier.length + 1,
      startedAtMs: atMs,
      policies: [{ policy, sinceMs: atMs, countFromMs: atMs, reason: null, granted: false }],
      pauses: pauses.map(({ cause, reason }) => ({ fromMs: atMs, toMs: null, cause, reason })),
      stagesDone: new Map(),
      end: null,
    });
  }

  end(run: Draft, atMs: number, how: ClockEnd, reason: string | null): void {
    for (const pause of run.pauses) pause.toMs ??= atMs;
    run.end = { atMs, how, reason };
  }

  /** Ends what is meant, and its pauses with it: a reopened order does not begin in the suspension of its last life. */
  endAll(which: ClockSelector, atMs: number, how: ClockEnd, reason: string | null): void {
    for (const run of this.live(which)) this.end(run, atMs, how, reason);
    this.paused = this.paused.filter((one) => !covers(which, one.which));
  }

  pause(atMs: number, open: OpenPause): void {
    const { which, cause, reason } = open;
    if (!this.paused.some((one) => one.cause === cause && same(one.which, which))) this.paused.push(open);
    for (const run of this.live(which)) {
      if (run.pauses.some((pause) => pause.toMs === null && pause.cause === cause)) continue;
      run.pauses.push({ fromMs: atMs, toMs: null, cause, reason });
    }
  }

  resume(atMs: number, which: ClockSelector, cause: string): void {
    this.paused = this.paused.filter((one) => one.cause !== cause || !covers(which, one.which));
    for (const run of this.live(which)) {
      for (const pause of run.pauses) if (pause.cause === cause) pause.toMs ??= atMs;
    }
  }
}

function apply(runs: Runs, event: ClockEvent): void {
  const { atMs } = event;
  switch (event.type) {
    case 'START':
      runs.start(atMs, event.kind, event.holder, event.policy);
      break;
    case 'RESTART':
      for (const run of runs.live({ kind: event.kind, holder: event.holder })) {
        runs.end(run, atMs, 'CANCELLED', null);
      }
      runs.start(atMs, event.kind, event.holder, event.policy);
      break;
    case 'STAGE':
      for (const run of runs.live(event.which)) {
        if (!run.stagesDone.has(event.stage)) run.stagesDone.set(event.stage, atMs);
      }
      break;
    case 'STOP':
      runs.endAll(event.which, atMs, 'STOPPED', null);
      break;
    case 'PAUSE':
      runs.pause(atMs, event);
      break;
    case 'RESUME':
      runs.resume(atMs, event.which, event.cause);
      break;
    case 'POLICY':
      for (const run of runs.live(event.which)) {
        const { policy, reason } = event;
        const granted = event.granted === true;
        const countFromMs = event.counting === 'FROM_START' ? run.startedAtMs : atMs;
        run.policies.push({ policy, sinceMs: atMs, countFromMs, reason, granted });
      }
      break;
    case 'TRANSFER':
      for (const run of runs.live({ kind: event.kind, holder: event.from })) {
        runs.end(run, atMs, 'HANDED_OVER', null);
      }
      runs.start(atMs, event.kind, event.to, event.policy);
      break;
    case 'CANCEL':
      runs.endAll(event.which, atMs, 'CANCELLED', event.reason);
      break;
  }
}

/**
 * The clocks of an order from its events, as they stood at `asOfMs` (later events are left out). Events may come in any
 * order; those of one instant keep theirs. What is told twice, or of a clock that does not run, changes nothing.
 */
export function clockRuns(
  events: readonly ClockEvent[],
  asOfMs: number = Number.POSITIVE_INFINITY,
): ClockRun[] {
  const runs = new Runs();
  for (const event of events.filter(({ atMs }) => atMs <= asOfMs).toSorted((a, b) => a.atMs - b.atMs)) {
    apply(runs, event);
  }
  return runs.all.map((run) => ({
    ...run,
    id: `${run.kind}${run.holder === null ? '' : `:${run.holder}`}#${run.generation}`,
  }));
}

/** The promise that a run is under and the extensions that were granted, newest last: the latest due time of them holds. */
export function promisesOfRun({ policies }: ClockRun): PolicyInForce[] {
  const promise = policies.findLast(({ granted }) => !granted);
  return policies.filter((one) => one.granted || one === promise);
}
