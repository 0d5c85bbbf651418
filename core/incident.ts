import type { AlertType } from './alert-types.ts';
import type { IncidentChangeKind } from './feed-event.ts';
import {
  type IncidentChange,
  type IncidentEventRecord,
  type IncidentState,
  later,
  record,
} from './incident-state.ts';
import { higherSeverity, type Severity, severityRank } from './severity.ts';
import type { AlertStatus } from './signal.ts';

export { acknowledge, clearByPerson, markFalseAlarm, shelve } from './incident-acts.ts';
export type { IncidentChange, IncidentEventRecord, IncidentState } from './incident-state.ts';

export interface IncidentInput {
  kind: 'alert' | 'clear';
  /** '' for a clear. */
  alertId: string;
  severity: Severity;
  eventMs: number;
  receivedMs: number;
  deviceId: string;
  channel: string;
  type: string;
  gridCode: string | null;
  communityCode: string;
  status: AlertStatus;
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
  /** A new incident began with this input. */
  opened: boolean;
  events: IncidentEventRecord[];
  disposition: Disposition;
}

function pulseDue(type: AlertType, receivedMs: number, before: number | null): number | null {
  return type.clearMode === 'pulse' ? later(before, receivedMs + type.pulseTimeoutSeconds * 1000) : null;
}

function open(last: IncidentState | null, input: IncidentInput, type: AlertType, id: string): FoldResult {
  const state: IncidentState = {
    id,
    deviceId: input.deviceId,
    channel: input.channel,
    type: input.type,
    gridCode: input.gridCode,
    communityCode: input.communityCode,
    severity: input.severity,
    state: 'ACTIVE',
    acknowledged: false,
    count: 1,
    firstSeenMs: input.eventMs,
    lastSeenMs: input.eventMs,
    lastAlertId: input.alertId,
    lastClearMs: last?.lastClearMs ?? null,
    clearedMs: null,
    shelvedUntilMs: null,
    falseAlarm: false,
    status: input.status,
    pulseDueMs: pulseDue(type, input.receivedMs, null),
    openedMs: input.receivedMs,
    version: 1,
  };
  const event = record(state, 'OPENED', input.eventMs, { alertId: input.alertId });
  return { state, opened: true, events: [event], disposition: 'COUNTED' };
}

/** One more alert of an incident, open or reopened by it. A rise in severity is always told, shelved or not. */
function repeat(last: IncidentState, input: IncidentInput, type: AlertType): FoldResult {
  const reopens = last.state === 'CLEARED';
  const newest = input.eventMs >= last.lastSeenMs;
  // an incident opened while its device was unclaimed learns its grid later
  const place = last.gridCode === null || reopens ? input : last;
  const state: IncidentState = {
    ...last,
    gridCode: place.gridCode,
    communityCode: place.communityCode,
    severity: higherSeverity(last.severity, input.severity),
    state: 'ACTIVE',
    acknowledged: reopens ? false : last.acknowledged,
    count: last.count + 1,
    firstSeenMs: Math.min(last.firstSeenMs, input.eventMs),
    lastSeenMs: Math.max(last.lastSeenMs, input.eventMs),
    lastAlertId: newest ? input.alertId : last.lastAlertId,
    clearedMs: null,
    falseAlarm: reopens ? false : last.falseAlarm,
    pulseDueMs: pulseDue(type, input.receivedMs, last.pulseDueMs),
    version: last.version + 1,
  };
  const rises = severityRank(input.severity) > severityRank(last.severity);
  const kinds: IncidentChangeKind[] = [
    ...(reopens ? (['REOPENED'] as const) : []),
    ...(rises ? (['ESCALATED'] as const) : []),
    ...(!reopens && !rises ? (['REPEATED'] as const) : []),
  ];
  const events = kinds.map((kind) => record(state, kind, input.eventMs, { alertId: input.alertId }));
  return { state, opened: false, events, disposition: 'COUNTED' };
}

function clear(last: IncidentState | null, input: IncidentInput, type: AlertType): FoldResult {
  const unchanged: FoldResult = { state: last, opened: false, events: [], disposition: 'NOT_COUNTED' };
  if (last === null) return unchanged;
  const lastClearMs = later(last.lastClearMs, input.eventMs);
  const ends = last.state === 'ACTIVE' && type.clearMode !== 'latched' && input.eventMs >= last.lastSeenMs;
  if (!ends) {
    if (lastClearMs === last.lastClearMs) return unchanged;
    return { ...unchanged, state: { ...last, lastClearMs, version: last.version + 1 } };
  }
  const state: IncidentState = {
    ...last,
    state: 'CLEARED',
    lastClearMs,
    clearedMs: input.eventMs,
    pulseDueMs: null,
    version: last.version + 1,
  };
  return { ...unchanged, state, events: [record(state, 'CLEARED', input.eventMs)] };
}

/**
 * The incident engine: folds one alert or clear into the newest incident of its key, open or cleared (null: the key never had one).
 *
 * Order is judged by event time, never by arrival, and only against other times of the same device: what the hub's own
 * clock says (a person's clear, silence) never makes a later alert of a device with a slow clock look old. Two signals
 * of one millisecond keep their order of arrival. A clear for a key that never had an incident leaves no trace.
 * `newId` is asked only when an incident opens. At most one incident of a key is ever ACTIVE.
 */
export function foldIncident(
  last: IncidentState | null,
  input: IncidentInput,
  type: AlertType,
  newId: () => string,
): FoldResult {
  if (input.status !== 'ACTUAL') {
    const disposition = input.kind === 'alert' ? 'TEST' : 'NOT_COUNTED';
    return { state: last, opened: false, events: [], disposition };
  }
  if (input.kind === 'clear') return clear(last, input, type);
  if (last === null) return open(null, input, type, newId());
  if (last.lastClearMs !== null && input.eventMs < last.lastClearMs) {
    return { state: last, opened: false, events: [], disposition: 'HISTORICAL' };
  }
  if (last.state === 'ACTIVE') return repeat(last, input, type);
  const sinceClear = input.eventMs - (last.clearedMs ?? last.lastSeenMs);
  if (sinceClear <= type.reopenWindowSeconds * 1000) return repeat(last, input, type);
  return open(last, input, type, newId());
}

/** Ends a pulse incident that has been silent past its time; null when it is not due. `nowMs` is the hub's clock. */
export function expirePulse(last: IncidentState, nowMs: number): IncidentChange | null {
  const due = last.pulseDueMs;
  if (last.state !== 'ACTIVE' || due === null || due > nowMs) return null;
  const state: IncidentState = {
    ...last,
    state: 'CLEARED',
    lastClearMs: later(last.lastClearMs, last.lastSeenMs),
    clearedMs: due,
    pulseDueMs: null,
    version: last.version + 1,
  };
  return { state, events: [record(state, 'CLEARED', due, { reason: 'PULSE_TIMEOUT' })] };
}
