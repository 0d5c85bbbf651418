import type { LifeOutcome, MeasuredEvent, MeasuredFacts } from './figures.ts';
import type { Pause } from './working-time.ts';

/** States that come before filing, or that an order never files from. */
const NOT_FILED: readonly string[] = ['REPORTED', 'VERIFYING', 'ACCEPTED', 'AWAITING_GATE', 'REJECTED'];
const OUT: readonly string[] = ['VOIDED', 'MERGED'];
const REMINDING: readonly string[] = ['REMIND', 'SUPERVISION_REMINDED'];
const TAKING: readonly string[] = ['TAKE', 'CLAIM', 'ACCEPT_TRANSFER'];

/** A life as its history tells it, before its clocks are asked. */
export interface Draft extends MeasuredFacts {
  life: number;
  outcome: LifeOutcome;
  openedAtMs: number;
  filedAtMs: number | null;
  dispatchedAtMs: number | null;
  takenAtMs: number | null;
  reportedBackAtMs: number | null;
  handledAtMs: number | null;
  closedAtMs: number | null;
  endedAtMs: number | null;
  supervisedAtMs: number | null;
  remindedAtMs: number | null;
  ratedAtMs: number | null;
  reworks: number;
  returns: number;
  reminders: number;
  stars: number | null;
  /** Suspended or merged; of the order, whatever clocks it has. */
  pauses: Pause[];
}

function begin(life: number, openedAtMs: number, facts: MeasuredFacts): Draft {
  return {
    ...facts,
    life,
    outcome: 'OPEN',
    openedAtMs,
    filedAtMs: null,
    dispatchedAtMs: null,
    takenAtMs: null,
    reportedBackAtMs: null,
    handledAtMs: null,
    closedAtMs: null,
    endedAtMs: null,
    supervisedAtMs: null,
    remindedAtMs: null,
    ratedAtMs: null,
    reworks: 0,
    returns: 0,
    reminders: 0,
    stars: null,
    pauses: [],
  };
}

/** Whoever had it last stays on it: a return that nobody was sent to yet does not hide who was late. */
function known(facts: MeasuredFacts, after: Partial<MeasuredFacts>): Partial<MeasuredFacts> {
  return {
    ...after,
    partyId: after.partyId === undefined ? facts.partyId : after.partyId,
    assigneeId: after.assigneeId === undefined ? facts.assigneeId : after.assigneeId,
  };
}

/** Comes to an end, or lives again. A child that ends with its parent stays merged: it is counted with the parent. */
function end(draft: Draft, { fromState, toState, atMs, action }: MeasuredEvent): void {
  if (toState === fromState) return;
  const followed = action === 'FOLLOWED' && (draft.outcome === 'MERGED' || toState === 'MERGED');
  if (toState === 'VOIDED' || toState === 'MERGED') {
    draft.outcome = toState;
    draft.endedAtMs ??= atMs;
  } else if (toState === 'CLOSED' || toState === 'REJECTED') {
    if (followed) return;
    draft.outcome = toState;
    draft.endedAtMs = atMs;
    if (toState === 'CLOSED') draft.closedAtMs = atMs;
  } else if (toState !== 'RATED') {
    draft.outcome = 'OPEN';
    draft.endedAtMs = null;
    draft.closedAtMs = null;
  }
}

function pause(draft: Draft, { fromState, toState, atMs }: MeasuredEvent): void {
  const halted = (state: string | null) => state === 'SUSPENDED' || state === 'MERGED';
  const open = draft.pauses.find(({ toMs }) => toMs === null);
  if (halted(toState)) {
    if (open === undefined) draft.pauses.push({ fromMs: atMs, toMs: null });
  } else if (halted(fromState) && open !== undefined) open.toMs = atMs;
}

function apply(draft: Draft, event: MeasuredEvent): void {
  const { action, toState, atMs, stars } = event;
  end(draft, event);
  pause(draft, event);
  if (!NOT_FILED.includes(toState) && !OUT.includes(toState)) draft.filedAtMs ??= atMs;
  if (action === 'DISPATCH' || toState === 'DISPATCHED') draft.dispatchedAtMs ??= atMs;
  if (TAKING.includes(action)) draft.takenAtMs ??= atMs;
  if (action === 'FEEDBACK') {
    draft.reportedBackAtMs ??= atMs;
    draft.handledAtMs = atMs;
  }
  if (action === 'SUPERVISION_OPENED') draft.supervisedAtMs ??= atMs;
  if (REMINDING.includes(action)) {
    draft.remindedAtMs ??= atMs;
    draft.reminders += 1;
  }
  // not by the state: undoing a merge leads back into REWORK too
  if (action === 'CHECK_FAIL') draft.reworks += 1;
  if (action === 'REQUEST_RETURN') draft.returns += 1;
  if (action === 'RATE' && stars !== null) {
    draft.ratedAtMs = atMs;
    draft.stars = stars;
  }
}

/** The lives of an order, oldest first; none without history. */
export function livesOf(events: readonly MeasuredEvent[]): Draft[] {
  const [first, ...rest] = events;
  if (first === undefined) return [];
  let facts: MeasuredFacts = {
    gridCode: null,
    matter: '',
    source: '',
    profile: '',
    severity: 'info',
    partyId: null,
    assigneeId: null,
    ...first.after,
  };
  const lives = [begin(1, first.atMs, facts)];
  let life = lives[0];
  if (life === undefined) return [];
  apply(life, first);
  for (const event of rest) {
    facts = { ...facts, ...known(facts, event.after) };
    if (event.action === 'REOPEN') {
      life = begin(lives.length + 1, event.atMs, facts);
      lives.push(life);
    }
    const { partyId, assigneeId } = life;
    Object.assign(life, facts, {
      partyId: facts.partyId ?? partyId,
      assigneeId: facts.assigneeId ?? assigneeId,
    });
    apply(life, event);
  }
  return lives;
}
