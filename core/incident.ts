import type { AlertType } from './alert-types.ts';
import type { IncidentChangeKind } from './feed-event.ts';
import { type FlapPolicy, flapPolicy, insideBand } from './flap-policy.ts';
import { afterChange, announcement, isHistorical, lapse, recentWith, silenceMs } from './incident-flap.ts';
import {
  type IncidentEventRecord,
  type IncidentState,
  later,
  NOTHING_PENDING,
  record,
  sooner,
} from './incident-state.ts';
import { higherSeverity, type Severity, severityRank } from './severity.ts';
import type { AlertStatus } from './signal.ts';

export { acknowledge, clearByPerson, markFalseAlarm, shelve } from './incident-acts.ts';
export type { IncidentChange, IncidentEventRecord, IncidentState } from './incident-state.ts';
export { expirePulse } from './incident-timers.ts';

export interface IncidentInput {
  kind: 'alert' | 'clear';
  /** '' for a clear. */
  alertId: string;
  severity: Severity;
  /** Why the severity policy changed it; null when it did not. */
  severityReason?: string | null | undefined;
  eventMs: number;
  receivedMs: number;
  deviceId: string;
  channel: string;
  type: string;
  gridCode: string | null;
  communityCode: string;
  status: AlertStatus;
  /** The value that the type's hysteresis looks at, when the source sent it. */
  value?: number | null | undefined;
  /** The maintenance window that holds for it, and when that ends (epoch ms). */
  maintenance?: { id: string; untilMs: number } | null | undefined;
}

/**
 * COUNTED: the alert is part of `state`. HISTORICAL: it is older than the last clear; stored, pages nobody.
 * TEST: CAP status Test or Exercise; stored and shown, never part of an incident, so never dispatched, and it can
 * neither raise the severity of a real one nor end it. NOT_COUNTED: the input was a clear.
 */
export type Disposition = 'COUNTED' | 'HISTORICAL' | 'TEST' | 'NOT_COUNTED';

export interface FoldResult {
  /** The newest incident of the key after the input; null when there is still none. The same object when unchanged. */
  state: IncidentState | null;
  /** The one before it, when this input showed that it had ended and began another. */
  ended: IncidentState | null;
  /** A new incident began with this input. */
  opened: boolean;
  events: IncidentEventRecord[];
  disposition: Disposition;
}

/** What is known of a key beside its newest incident. */
export interface FoldContext {
  newId: () => string;
  policy?: FlapPolicy | undefined;
  /** Newest clear told for a key that had no incident yet, event time: an older raise is historical. */
  clearMarkMs?: number | null | undefined;
}

function pulseDue(type: AlertType, policy: FlapPolicy, receivedMs: number, last: IncidentState | null) {
  if (type.clearMode !== 'pulse') return null;
  return later(last?.pulseDueMs ?? null, receivedMs + silenceMs(type, policy, last));
}

function open(
  last: IncidentState | null,
  input: IncidentInput,
  type: AlertType,
  policy: FlapPolicy,
  context: FoldContext,
): FoldResult {
  const window = type.reopenWindowSeconds * 1000;
  const shelved = last?.shelvedUntilMs ?? null;
  const held: IncidentState = {
    id: context.newId(),
    deviceId: input.deviceId,
    channel: input.channel,
    type: input.type,
    gridCode: input.gridCode,
    communityCode: input.communityCode,
    severity: input.severity,
    severityReason: input.severityReason ?? null,
    state: 'ACTIVE',
    acknowledged: false,
    count: 1,
    firstSeenMs: input.eventMs,
    lastSeenMs: input.eventMs,
    lastAlertId: input.alertId,
    lastClearMs: last === null ? (context.clearMarkMs ?? null) : last.lastClearMs,
    clearedMs: null,
    // a shelf is about the condition: it does not end because the condition went away for a while
    shelvedUntilMs: shelved !== null && shelved > input.receivedMs ? shelved : null,
    falseAlarm: false,
    status: input.status,
    ...NOTHING_PENDING,
    pulseDueMs: pulseDue(type, policy, input.receivedMs, null),
    openedMs: input.receivedMs,
    announced: false,
    announceDueMs: policy.onDelaySeconds > 0 ? input.receivedMs + policy.onDelaySeconds * 1000 : null,
    activeSinceMs: input.eventMs,
    priorUntilMs: last === null ? null : (last.clearedMs ?? last.lastSeenMs) + window,
    changesMs: [],
    recentMs: recentWith(policy, [], input.eventMs),
    maintenanceId: input.maintenance?.id ?? null,
    maintenanceUntilMs: input.maintenance?.untilMs ?? null,
    version: 1,
  };
  const state = announcement(held, input.severity, policy);
  const events = state.announced ? [record(state, 'OPENED', input.eventMs, { alertId: input.alertId })] : [];
  return { state, ended: null, opened: true, events, disposition: 'COUNTED' };
}

/** One more alert of an incident, open or reopened by it. A rise in severity is always told, shelved or not. */
function repeat(last: IncidentState, input: IncidentInput, type: AlertType, policy: FlapPolicy): FoldResult {
  const reopens = last.state === 'CLEARED';
  const newest = input.eventMs >= last.lastSeenMs;
  const rises = severityRank(input.severity) > severityRank(last.severity);
  // an incident opened while its device was unclaimed learns its grid later
  const place = last.gridCode === null || reopens ? input : last;
  const changed = afterChange(last, input, policy);
  const counted: IncidentState = {
    ...changed,
    gridCode: place.gridCode,
    communityCode: place.communityCode,
    severity: higherSeverity(last.severity, input.severity),
    severityReason: rises ? (input.severityReason ?? null) : last.severityReason,
    state: 'ACTIVE',
    acknowledged: reopens ? false : last.acknowledged,
    count: last.count + 1,
    firstSeenMs: Math.min(last.firstSeenMs, input.eventMs),
    lastSeenMs: Math.max(last.lastSeenMs, input.eventMs),
    lastAlertId: newest ? input.alertId : last.lastAlertId,
    clearedMs: null,
    falseAlarm: reopens ? false : last.falseAlarm,
    pulseDueMs: pulseDue(type, policy, input.receivedMs, changed),
    maintenanceId: reopens ? (input.maintenance?.id ?? null) : last.maintenanceId,
    maintenanceUntilMs: reopens ? (input.maintenance?.untilMs ?? null) : last.maintenanceUntilMs,
    recentMs: last.announced ? [] : recentWith(policy, changed.recentMs, input.eventMs),
    version: last.version + 1,
  };
  const state = last.announced ? counted : announcement(counted, input.severity, policy, last.severity);
  const told = last.announced;
  if (told && !reopens && !rises && !state.flapping && !last.flapping) {
    // what a storm is made of
    const events = [record(state, 'REPEATED', input.eventMs, { alertId: input.alertId })];
    return { state, ended: null, opened: false, events, disposition: 'COUNTED' };
  }
  const kinds: IncidentChangeKind[] = state.announced
    ? [
        ...(told ? [] : (['OPENED'] as const)),
        ...(told && reopens ? (['REOPENED'] as const) : []),
        ...(told && rises ? (['ESCALATED'] as const) : []),
        ...(told && !reopens && !rises ? (['REPEATED'] as const) : []),
      ]
    : [];
  const events = kinds.map((kind) => record(state, kind, input.eventMs, { alertId: input.alertId }));
  const { changes, withinSeconds } = policy.flapping;
  if (state.flapping && !last.flapping) {
    const reason = `${changes} changes in ${withinSeconds} s`;
    events.push(record(state, 'FLAPPING', input.eventMs, { reason, alertId: input.alertId }));
  }
  if (!state.flapping && last.flapping) events.push(record(state, 'STEADY', input.eventMs));
  return { state, ended: null, opened: false, events, disposition: 'COUNTED' };
}

/** When a clear of this value and state counts, ms after it. */
function offDelayMs(last: IncidentState, input: IncidentInput, policy: FlapPolicy): number {
  // nobody was told that it began, so nobody waits to hear that it ended
  if (!last.announced) return 0;
  return (
    Math.max(
      policy.offDelaySeconds,
      last.flapping ? policy.flapping.calmSeconds : 0,
      insideBand(policy, input.value ?? null) ? (policy.hysteresis?.holdSeconds ?? 0) : 0,
    ) * 1000
  );
}

function clear(
  last: IncidentState | null,
  input: IncidentInput,
  type: AlertType,
  policy: FlapPolicy,
): FoldResult {
  const unchanged: FoldResult = {
    state: last,
    ended: null,
    opened: false,
    events: [],
    disposition: 'NOT_COUNTED',
  };
  // latched: only a person ends it, so what the source says of its end changes nothing, late raises included
  if (last === null || type.clearMode === 'latched') return unchanged;
  const { eventMs } = input;
  const lastClearMs = later(last.lastClearMs, eventMs);
  if (last.state === 'CLEARED') {
    const bySource =
      last.clearedMs !== null && last.lastClearMs !== null && last.lastClearMs >= last.clearedMs;
    // two clears came in the wrong order: it ended with the earlier one
    const sooner = bySource && eventMs >= last.lastSeenMs && eventMs < (last.clearedMs ?? 0);
    if (!sooner && lastClearMs === last.lastClearMs) return unchanged;
    const clearedMs = sooner ? eventMs : last.clearedMs;
    return { ...unchanged, state: { ...last, lastClearMs, clearedMs, version: last.version + 1 } };
  }
  if (eventMs < last.lastSeenMs) {
    if (lastClearMs === last.lastClearMs) return unchanged;
    return { ...unchanged, state: { ...last, lastClearMs, version: last.version + 1 } };
  }
  const delay = offDelayMs(last, input, policy);
  const pendingClearMs = sooner(last.pendingClearMs, eventMs);
  const pendingUntilMs = sooner(last.pendingUntilMs, eventMs + delay);
  if (pendingUntilMs > lastClearMs) {
    const clearDueMs = sooner(last.clearDueMs, input.receivedMs + delay);
    const waits = { ...last, lastClearMs, pendingClearMs, pendingUntilMs, clearDueMs };
    return { ...unchanged, state: { ...waits, version: last.version + 1 } };
  }
  const state: IncidentState = {
    ...last,
    ...NOTHING_PENDING,
    state: 'CLEARED',
    lastClearMs,
    clearedMs: pendingClearMs,
    version: last.version + 1,
  };
  const reason = last.flapping ? 'FLAPPING_CALM' : null;
  return { ...unchanged, state, events: [record(state, 'CLEARED', pendingClearMs, { reason })] };
}

/**
 * The incident engine: folds one alert or clear into the newest incident of its key, open or cleared (null: the key never had one).
 *
 * Order is judged by event time, never by arrival, and only against other times of the same device: what the hub's own
 * clock says (a person's clear, silence) never makes a later alert of a device with a slow clock look old. Two signals
 * of one millisecond keep their order of arrival. At most one incident of a key is ever ACTIVE.
 *
 * Signals in any order come to what the same signals come to in order of event time, without those that the rules leave
 * out: a clear older than the last evidence, a raise older than the last clear, and a raise that belonged to an
 * occurrence that was over before the present one began (core/incident-flap.ts, `isHistorical`).
 */
export function foldIncident(
  last: IncidentState | null,
  input: IncidentInput,
  type: AlertType,
  context: FoldContext,
): FoldResult {
  const left: FoldResult = {
    state: last,
    ended: null,
    opened: false,
    events: [],
    disposition: 'NOT_COUNTED',
  };
  if (input.status !== 'ACTUAL') {
    return { ...left, disposition: input.kind === 'alert' ? 'TEST' : 'NOT_COUNTED' };
  }
  const policy = context.policy ?? flapPolicy(type.code);
  if (input.kind === 'clear') return clear(last, input, type, policy);
  if (last === null) {
    const mark = type.clearMode === 'latched' ? null : (context.clearMarkMs ?? null);
    if (mark !== null && input.eventMs < mark) return { ...left, disposition: 'HISTORICAL' };
    return open(null, input, type, policy, context);
  }
  if (isHistorical(last, input.eventMs, type, policy)) return { ...left, disposition: 'HISTORICAL' };
  const lapsed = last.state === 'ACTIVE' ? lapse(last, input.eventMs, type, policy) : null;
  if (last.state === 'ACTIVE' && lapsed === null) return repeat(last, input, type, policy);
  const before = lapsed?.state ?? last;
  const sinceClear = input.eventMs - (before.clearedMs ?? before.lastSeenMs);
  const reopens = sinceClear <= type.reopenWindowSeconds * 1000;
  const result = reopens
    ? repeat(before, input, type, policy)
    : { ...open(before, input, type, policy, context), ended: lapsed?.state ?? null };
  return { ...result, events: [...(lapsed?.events ?? []), ...result.events] };
}
