import type { AlertType } from './alert-types.ts';
import { type FlapPolicy, flapPolicy } from './flap-policy.ts';
import { enoughAlerts } from './incident-flap.ts';
import {
  type IncidentChange,
  type IncidentEventRecord,
  type IncidentState,
  later,
  NOTHING_PENDING,
  record,
} from './incident-state.ts';

/**
 * The hub's clock at which the next timer of an incident is due; null when none runs. It is stored with the incident,
 * so a timer lives as long as the row and not as long as a process.
 */
export function nextDueMs(state: IncidentState): number | null {
  const always = [state.shelvedUntilMs, state.maintenanceUntilMs];
  // a clear that waits for the calm ends the flapping too
  const flapDueMs = state.pendingClearMs === null ? state.flapDueMs : null;
  const active = [state.pulseDueMs, state.clearDueMs, state.announceDueMs, flapDueMs];
  const due = [...always, ...(state.state === 'ACTIVE' ? active : [])];
  const running = due.filter((ms) => ms !== null);
  return running.length === 0 ? null : Math.min(...running);
}

function isDue(ms: number | null, nowMs: number): boolean {
  return ms !== null && ms <= nowMs;
}

/** Whether the incident is to be told, or judged again: the caller then finds out what explains it, if anything. */
export function needsJudgement(state: IncidentState, nowMs: number): boolean {
  return state.state === 'ACTIVE' && isDue(state.announceDueMs, nowMs);
}

/** What explains an incident at the moment of its judgement: another incident's id, or nothing. */
export interface Verdict {
  suppressedBy: string | null;
}

/** Ends a pulse incident that has been silent past its time; null when it is not due. `nowMs` is the hub's clock. */
export function expirePulse(last: IncidentState, nowMs: number): IncidentChange | null {
  const due = last.pulseDueMs;
  if (last.state !== 'ACTIVE' || due === null || due > nowMs) return null;
  const state: IncidentState = {
    ...last,
    ...NOTHING_PENDING,
    state: 'CLEARED',
    lastClearMs: later(last.lastClearMs, last.lastSeenMs),
    clearedMs: due,
    version: last.version + 1,
  };
  return { state, events: [record(state, 'CLEARED', due, { reason: 'PULSE_TIMEOUT' })] };
}

function endShelf(last: IncidentState, nowMs: number): IncidentChange | null {
  const until = last.shelvedUntilMs;
  if (until === null || until > nowMs) return null;
  const state = { ...last, shelvedUntilMs: null, version: last.version + 1 };
  return { state, events: last.state === 'ACTIVE' ? [record(state, 'UNSHELVED', until)] : [] };
}

function endMaintenance(last: IncidentState, nowMs: number): IncidentChange | null {
  const until = last.maintenanceUntilMs;
  if (until === null || until > nowMs) return null;
  const state = { ...last, maintenanceId: null, maintenanceUntilMs: null, version: last.version + 1 };
  return { state, events: last.state === 'ACTIVE' ? [record(state, 'MAINTENANCE_ENDED', until)] : [] };
}

function endPendingClear(last: IncidentState, nowMs: number): IncidentChange | null {
  if (last.state !== 'ACTIVE' || last.pendingClearMs === null || !isDue(last.clearDueMs, nowMs)) return null;
  const state: IncidentState = {
    ...last,
    ...NOTHING_PENDING,
    state: 'CLEARED',
    clearedMs: last.pendingClearMs,
    version: last.version + 1,
  };
  const reason = last.flapping ? 'FLAPPING_CALM' : null;
  return { state, events: [record(state, 'CLEARED', last.pendingClearMs, { reason })] };
}

function judge(
  last: IncidentState,
  nowMs: number,
  policy: FlapPolicy,
  verdict: Verdict | null,
): IncidentChange | null {
  if (!needsJudgement(last, nowMs)) return null;
  const judged = { ...last, announceDueMs: null, version: last.version + 1 };
  const suppressedBy = verdict?.suppressedBy ?? null;
  if (suppressedBy !== null) {
    const state = { ...judged, suppressedBy };
    return { state, events: [record(state, 'SUPPRESSED', nowMs, { reason: suppressedBy })] };
  }
  if (!last.announced && !enoughAlerts(last.recentMs, policy)) return { state: judged, events: [] };
  const state = { ...judged, suppressedBy: null, announced: true, recentMs: [] };
  const event: IncidentEventRecord = last.announced
    ? record(state, 'RELEASED', nowMs)
    : record(state, 'OPENED', last.activeSinceMs, { alertId: last.lastAlertId });
  return { state, events: [event] };
}

function endFlapping(last: IncidentState, nowMs: number): IncidentChange | null {
  if (last.state !== 'ACTIVE' || !last.flapping || last.pendingClearMs !== null) return null;
  if (!isDue(last.flapDueMs, nowMs)) return null;
  const state = { ...last, flapping: false, flapDueMs: null, version: last.version + 1 };
  return { state, events: [record(state, 'STEADY', nowMs)] };
}

/**
 * Runs every timer of an incident that is due at `nowMs` (the hub's clock): the end of a shelf, of a maintenance window,
 * of silence, of an off-delay, of an on-delay, of flapping. What has run is no longer due, so a second call changes
 * nothing. `verdict` is asked for when `needsJudgement` says so.
 */
export function runTimers(
  last: IncidentState,
  type: AlertType,
  nowMs: number,
  verdict: Verdict | null = null,
  policy: FlapPolicy = flapPolicy(type.code),
): IncidentChange {
  const steps = [
    (state: IncidentState) => endShelf(state, nowMs),
    (state: IncidentState) => endMaintenance(state, nowMs),
    (state: IncidentState) => endPendingClear(state, nowMs),
    (state: IncidentState) => expirePulse(state, nowMs),
    (state: IncidentState) => judge(state, nowMs, policy, verdict),
    (state: IncidentState) => endFlapping(state, nowMs),
  ];
  return steps.reduce<IncidentChange>(
    (change, step) => {
      const next = step(change.state);
      return next === null ? change : { state: next.state, events: [...change.events, ...next.events] };
    },
    { state: last, events: [] },
  );
}

/** The parent came back, or the storm is over: judged again once the device has had time to come back too. */
export function release(last: IncidentState, judgeAtMs: number): IncidentState {
  return { ...last, announceDueMs: judgeAtMs, version: last.version + 1 };
}

/** Something that explains it was found out later. */
export function suppress(last: IncidentState, suppressedBy: string, nowMs: number): IncidentChange {
  const state = { ...last, suppressedBy, version: last.version + 1 };
  return { state, events: [record(state, 'SUPPRESSED', nowMs, { reason: suppressedBy })] };
}
