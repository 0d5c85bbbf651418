import type { AlertType } from './alert-types.ts';
import type { FlapPolicy } from './flap-policy.ts';
import { type IncidentChange, type IncidentState, later, NOTHING_PENDING, record } from './incident-state.ts';
import type { Severity } from './severity.ts';

/** Event times kept while a least number of alerts is waited for: as many as a window can ask for, and then some. */
const MOST_RECENT = 64;

/** Silence after which a pulse is over, ms: longer while it is flapping. */
export function silenceMs(type: AlertType, policy: FlapPolicy, state: IncidentState | null): number {
  const calm = state?.flapping === true ? policy.flapping.calmSeconds : 0;
  return Math.max(type.pulseTimeoutSeconds, calm) * 1000;
}

/** Two raises of a pulse further apart than this, in event time, are two incidents whatever came of the timers. */
function apartMs(type: AlertType, policy: FlapPolicy, state: IncidentState): number {
  return silenceMs(type, policy, state) + type.reopenWindowSeconds * 1000;
}

/**
 * Whether a raise is about a time that is over: older than the last clear; of the occurrence before this incident
 * began; or, for a pulse, so long before its present occurrence that it would have been another incident.
 */
export function isHistorical(
  last: IncidentState,
  eventMs: number,
  type: AlertType,
  policy: FlapPolicy,
): boolean {
  if (last.lastClearMs !== null && eventMs < last.lastClearMs) return true;
  if (last.priorUntilMs !== null && eventMs <= last.priorUntilMs && eventMs < last.firstSeenMs) return true;
  const isPulse = type.clearMode === 'pulse' && last.state === 'ACTIVE';
  return isPulse && eventMs < last.activeSinceMs - apartMs(type, policy, last);
}

/**
 * The end of an active incident that lies before a raise in event time, though no timer has come to it; else null.
 * Silence counts here only when it was long enough for another incident (a batch of two days that comes at once): a
 * shorter one is for the timer, which knows whether the raise was late or only its message.
 */
export function lapse(
  last: IncidentState,
  eventMs: number,
  type: AlertType,
  policy: FlapPolicy,
): IncidentChange | null {
  const over = (clearedMs: number, knownClearMs: number, reason: string | null): IncidentChange => {
    const state: IncidentState = {
      ...last,
      ...NOTHING_PENDING,
      state: 'CLEARED',
      clearedMs,
      lastClearMs: later(last.lastClearMs, knownClearMs),
      version: last.version + 1,
    };
    return { state, events: [record(state, 'CLEARED', clearedMs, { reason })] };
  };
  if (last.pendingClearMs !== null && last.pendingUntilMs !== null) {
    if (eventMs < last.pendingUntilMs) return null;
    return over(last.pendingClearMs, last.pendingUntilMs, last.flapping ? 'FLAPPING_CALM' : null);
  }
  if (type.clearMode !== 'pulse' || eventMs <= last.lastSeenMs + apartMs(type, policy, last)) return null;
  const end = last.lastSeenMs + silenceMs(type, policy, last);
  return over(end, end, 'PULSE_TIMEOUT');
}

/** The part of a raise that is about having been clear before it: flap counting, and the start of what now goes on. */
export function afterChange(
  last: IncidentState,
  { eventMs, receivedMs }: { eventMs: number; receivedMs: number },
  policy: FlapPolicy,
): IncidentState {
  const reopens = last.state === 'CLEARED';
  const cancels = last.pendingClearMs !== null;
  const { changes, withinSeconds, calmSeconds } = policy.flapping;
  const onDelay = policy.onDelaySeconds * 1000;
  if (!reopens && !cancels) {
    const newest = last.changesMs.at(-1) ?? last.activeSinceMs;
    const calm = last.flapping && eventMs - newest >= calmSeconds * 1000;
    // a plain repeat, which is what a storm is made of
    if (!calm && eventMs >= last.activeSinceMs) return last;
    return {
      ...last,
      activeSinceMs: Math.min(last.activeSinceMs, eventMs),
      ...(calm ? { flapping: false, flapDueMs: null } : {}),
    };
  }
  // the last evidence before: the same whatever ended it, and whichever raise is heard first after it
  const at = last.lastSeenMs;
  const kept = last.changesMs.filter((ms) => ms > at - withinSeconds * 1000).slice(1 - changes);
  const changesMs = [...kept, at];
  const flapping = last.flapping || changesMs.length >= changes;
  return {
    ...last,
    activeSinceMs: reopens ? eventMs : last.activeSinceMs,
    pendingClearMs: null,
    pendingUntilMs: null,
    clearDueMs: null,
    announceDueMs:
      reopens && !last.announced && onDelay > 0 ? receivedMs + onDelay : reopens ? null : last.announceDueMs,
    recentMs: reopens ? [] : last.recentMs,
    changesMs,
    flapping,
    flapDueMs: flapping ? receivedMs + calmSeconds * 1000 : null,
  };
}

export function recentWith(
  policy: FlapPolicy,
  recentMs: readonly number[],
  eventMs: number,
): readonly number[] {
  if (policy.atLeast === null) return [];
  return [...recentMs, eventMs].sort((a, b) => a - b).slice(-MOST_RECENT);
}

/** Whether as many alerts as the type asks for lie within its window. */
export function enoughAlerts(recentMs: readonly number[], policy: FlapPolicy): boolean {
  const { atLeast } = policy;
  if (atLeast === null) return true;
  return recentMs.some((ms, index) => {
    const first = recentMs[index - atLeast.count + 1];
    return first !== undefined && ms - first <= atLeast.withinSeconds * 1000;
  });
}

/**
 * Marks the incident as told when it may be: it has lasted for the on-delay, enough alerts have come, it flaps, or its
 * severity is critical or has changed.
 */
export function announcement(
  state: IncidentState,
  severity: Severity,
  policy: FlapPolicy,
  before: Severity = severity,
): IncidentState {
  // explained by another incident: only the judge tells it
  if (state.suppressedBy !== null) return state;
  const graver = severity !== before || severity === 'critical';
  const lasted = state.lastSeenMs - state.activeSinceMs >= policy.onDelaySeconds * 1000;
  const told = graver || state.flapping || (lasted && enoughAlerts(state.recentMs, policy));
  return told ? { ...state, announced: true, announceDueMs: null, recentMs: [] } : state;
}
