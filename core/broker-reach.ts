/** What one process knows about how a broker answers it. All times are ms on its own clock. */
export interface BrokerReach {
  /** It was asked last. */
  askedAt: number;
  /** It has answered at some time. */
  known: boolean;
  /** Whether it answered when it was asked last. */
  answers: boolean;
  /** Since then each asking had that result. */
  since: number;
  misses: boolean;
}

export interface ReachTiming {
  /** Missed once it has not answered for so long. */
  graceMs: number;
  /** Reached once it has answered for so long, whenever it was asked. */
  steadyMs: number;
  /** Nothing is known any more when it was not asked for so long. */
  freshMs: number;
}

/**
 * One more answer, or none, of a broker.
 *
 * A holder of slots misses a broker after the grace, and no longer with the first answer: when a broker comes back to all,
 * the first whom it answers takes nothing from the others. Who holds none of its slots misses a broker that has never
 * answered at once, and until it has answered for a while: who has given them up takes none back by one lucky connection.
 */
export function noteReach(
  before: BrokerReach | null,
  { answered, holds, at }: { answered: boolean; holds: boolean; at: number },
  timing: ReachTiming,
): BrokerReach {
  const fresh = before !== null && at - before.askedAt <= timing.freshMs;
  const since = fresh && before.answers === answered ? before.since : at;
  const known = answered || before?.known === true;
  const missed = before?.misses === true;
  const misses = answered
    ? missed && !holds && at - since < timing.steadyMs
    : missed || (!known && !holds) || at - since >= timing.graceMs;
  return { askedAt: at, known, answers: answered, since, misses };
}

/** Whether it is known to answer, steadily and until now. */
export function isReached(reach: BrokerReach, at: number, timing: ReachTiming): boolean {
  const { answers, since, askedAt } = reach;
  return answers && at - since >= timing.steadyMs && at - askedAt <= timing.freshMs;
}
