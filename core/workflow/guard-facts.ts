/** Why something is held up, in the words of whoever reads it. */
export interface Blocker {
  /** What it comes from: a gate's code, a supervision's id, a helper's id, the code of a condition. */
  ref: string;
  zh: string;
  en: string;
}

/** A gate 前置审议 that was opened for the order in its present life. */
export interface GateFact extends Blocker {
  /** Code of the gate, as the profile or the matter names it. `zh` and `en` say what it waits for, or how it ended. */
  ref: string;
  state: 'OPEN' | 'PASSED' | 'REFUSED';
}

/**
 * What the tracks beside an order say to its engine at the moment of a step. The engine only reads it; tracks change an
 * order through `takeStep` alone. Lists hold what still stands in the way: an empty list lets the step through.
 */
export interface GuardFacts {
  /** Suggested duplicates that nobody has decided on. Guard `duplicateChecked`. */
  duplicatesUndecided: readonly Blocker[];
  /** What of the matter's filing condition 立案条件 is not met. Guard `filingCondition`. */
  filingFaults: readonly Blocker[];
  /** What of the matter's closing condition 结案条件 is not met. Guard `closingCondition`. */
  closingFaults: readonly Blocker[];
  /** Every gate opened for this life of the order. Guard `gatePassed` looks for those that the profile names. */
  gates: readonly GateFact[];
  /** Codes of gates that this order has to pass beside those of its profile (by its matter). */
  gatesRequired: readonly string[];
  /** Supervisions 督办 that are not satisfied and block the close. Guard `supervisionSatisfied`. */
  supervisionsOpen: readonly Blocker[];
  /** Helpers 协办 and summoned departments that have not reported back. Guard `helpersDone`. */
  helpersOutstanding: readonly Blocker[];
  /** Evidence that the matter or profile wants and that neither lies there nor comes with this step. Guard `evidenceComplete`. */
  evidenceMissing: readonly Blocker[];
  /** Positions of evidence outside the order's grid, where the rule is to block (a warning is not told here). Guard `geofence`. */
  geofenceBreaches: readonly Blocker[];
  /** The matter lies outside the task catalogue 任务目录 and is not approved with funds or people (LA-10). Guard `catalogueApproved`. */
  catalogueFaults: readonly Blocker[];
  /** Returns 回退 already asked for in this life of the order. Guard `returnLimit`. */
  returnsUsed: number;
  /** Whether the order is drawn for a check 抽查; null: not decided. With `checkSampling` of the profile below 1. */
  sampledForCheck: boolean | null;
}

/** Nothing stands in the way: what holds where no track is kept. */
export const NO_FACTS: GuardFacts = {
  duplicatesUndecided: [],
  filingFaults: [],
  closingFaults: [],
  gates: [],
  gatesRequired: [],
  supervisionsOpen: [],
  helpersOutstanding: [],
  evidenceMissing: [],
  geofenceBreaches: [],
  catalogueFaults: [],
  returnsUsed: 0,
  sampledForCheck: null,
};
