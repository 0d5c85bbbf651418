import { alertType } from './alert-types.ts';
import { HubError } from './errors.ts';
import { type IncidentChange, type IncidentState, later, NOTHING_PENDING, record } from './incident-state.ts';

const SHELVE_AT_MOST_MS = 30 * 86_400_000;

function said(reason: string | null | undefined): string | null {
  const text = reason?.trim() ?? '';
  return text === '' ? null : text;
}

/** @throws HubError BAD_USER_INPUT when a latched type is ended without a reason */
function reasonToEnd(state: IncidentState, reason: string | null | undefined): string | null {
  const text = said(reason);
  if (text === null && alertType(state.type).clearMode === 'latched') {
    throw new HubError('BAD_USER_INPUT', {
      path: 'input.reason',
      reason: `an incident of the latched type ${state.type} ends only with a reason`,
      reasonZh: `“${alertType(state.type).nameZh}”须由人工说明原因后方可解除`,
    });
  }
  return text;
}

function ended(state: IncidentState, nowMs: number): IncidentState {
  return {
    ...state,
    state: 'CLEARED',
    // the device's own time: a raise after the last evidence is news, however slow its clock
    lastClearMs: later(state.lastClearMs, state.lastSeenMs),
    clearedMs: nowMs,
    ...NOTHING_PENDING,
    // a person has looked: what it did before is no flapping any more
    changesMs: [],
    version: state.version + 1,
  };
}

/** Somebody has seen it. Also for a cleared one; a second time changes nothing. */
export function acknowledge(
  state: IncidentState,
  by: string,
  reason: string | null,
  nowMs: number,
): IncidentChange {
  if (state.acknowledged) return { state, events: [] };
  const next: IncidentState = { ...state, acknowledged: true, version: state.version + 1 };
  return {
    state: next,
    events: [record(next, 'ACKNOWLEDGED', nowMs, { actor: by, reason: said(reason), quiet: false })],
  };
}

/**
 * A person ends it: the only way for latched types, and those want a reason. Already cleared: nothing changes.
 * @throws HubError BAD_USER_INPUT
 */
export function clearByPerson(
  state: IncidentState,
  by: string,
  reason: string | null,
  nowMs: number,
): IncidentChange {
  if (state.state === 'CLEARED') return { state, events: [] };
  const why = reasonToEnd(state, reason);
  const next = ended(state, nowMs);
  return { state: next, events: [record(next, 'CLEARED', nowMs, { actor: by, reason: why, quiet: false })] };
}

/**
 * Nobody is paged for it until `untilMs`; it is counted and shown all the same, and a rise in severity is still told.
 * @throws HubError BAD_USER_INPUT without a reason, for a time not ahead or over 30 days ahead, or when it is cleared
 */
export function shelve(
  state: IncidentState,
  by: string,
  reason: string | null,
  nowMs: number,
  untilMs: number,
): IncidentChange {
  const refuse = (path: string, reason: string, reasonZh: string) =>
    new HubError('BAD_USER_INPUT', { path, reason, reasonZh });
  const why = said(reason);
  if (why === null) throw refuse('input.reason', 'shelving needs a reason', '搁置须填写原因');
  if (!(untilMs > nowMs)) throw refuse('input.until', 'it must lie ahead', '须晚于当前时间');
  if (untilMs > nowMs + SHELVE_AT_MOST_MS)
    throw refuse('input.until', 'at most 30 days ahead', '最多为 30 天之后');
  if (state.state === 'CLEARED') {
    throw refuse('input.incidentId', 'a cleared incident cannot be shelved', '已解除的事件不能搁置');
  }
  const next: IncidentState = { ...state, shelvedUntilMs: untilMs, version: state.version + 1 };
  return { state: next, events: [record(next, 'SHELVED', nowMs, { actor: by, reason: why, quiet: false })] };
}

/**
 * It was none: ends it if it is open, and marks it. A new raise within the type's window takes the mark away again.
 * @throws HubError BAD_USER_INPUT when a latched type is ended without a reason
 */
export function markFalseAlarm(
  state: IncidentState,
  by: string,
  reason: string | null,
  nowMs: number,
): IncidentChange {
  if (state.falseAlarm) return { state, events: [] };
  const why = reasonToEnd(state, reason);
  const cleared = state.state === 'CLEARED' ? { ...state, version: state.version + 1 } : ended(state, nowMs);
  const next: IncidentState = { ...cleared, falseAlarm: true };
  return {
    state: next,
    events: [record(next, 'FALSE_ALARM', nowMs, { actor: by, reason: why, quiet: false })],
  };
}
