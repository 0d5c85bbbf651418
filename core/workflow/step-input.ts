import type { Severity } from '../severity.ts';
import type { EvidenceReference } from './evidence.ts';
import type { Pending, Receiver } from './order-state.ts';

/** What came with an action. Texts are trimmed; '' counts as absent. */
export interface TransitionInput {
  reason?: string | null | undefined;
  note?: string | null | undefined;
  evidence?: readonly EvidenceReference[] | undefined;
  untilMs?: number | undefined;
  stars?: number | undefined;
  /** Whom DISPATCH sends it to or OFFER_TRANSFER offers it to. */
  assignee?: Receiver | undefined;
  /** Who takes or claims it, where the actor is a person that the hub knows. */
  taker?: Receiver | undefined;
  severity?: Severity | undefined;
  /** Code of the stage that is reached. */
  stage?: string | null | undefined;
  /** The order that MERGE makes it a child of. */
  mergeInto?: string | null | undefined;
  /** Answers to the form of the action. */
  form?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Every field there, null where nothing was said. */
export interface StepInput {
  reason: string | null;
  note: string | null;
  evidence: readonly EvidenceReference[];
  untilMs: number | null;
  stars: number | null;
  assignee: Receiver | null;
  taker: Receiver | null;
  severity: Severity | null;
  stage: string | null;
  mergeInto: string | null;
  form: Readonly<Record<string, unknown>>;
}

function text(value: string | null | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** The receiver alone, of whatever else came with it. */
function receiver(to: Receiver | undefined): Receiver | null {
  return to === undefined ? null : { personId: to.personId, partyId: to.partyId, postRole: to.postRole };
}

/** The input as the engine takes it; what a granted request already said need not be said again. */
export function stepInput(input: TransitionInput, granted: Pending | undefined): StepInput {
  return {
    reason: text(input.reason) ?? granted?.reason ?? null,
    note: text(input.note),
    evidence: input.evidence ?? [],
    untilMs: input.untilMs ?? granted?.untilMs ?? null,
    stars: input.stars ?? null,
    assignee: receiver(input.assignee),
    taker: receiver(input.taker),
    severity: input.severity ?? null,
    stage: text(input.stage),
    mergeInto: text(input.mergeInto),
    form: input.form ?? {},
  };
}
