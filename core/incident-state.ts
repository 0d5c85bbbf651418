import type { IncidentChangeKind } from './feed-event.ts';
import type { Severity } from './severity.ts';
import type { AlertStatus } from './signal.ts';

/** What repeated alerts of one (device, channel, type) are about. */
export interface IncidentState {
  id: string;
  deviceId: string;
  channel: string;
  type: string;
  gridCode: string | null;
  communityCode: string;
  /** The highest that any counted alert of it had. */
  severity: Severity;
  /** Why the severity is not the source's or the type's; null when it is. */
  severityReason: string | null;
  state: 'ACTIVE' | 'CLEARED';
  acknowledged: boolean;
  /** Counted alerts; historical and test ones are not. */
  count: number;
  /** Least and greatest event time of the counted alerts. */
  firstSeenMs: number;
  lastSeenMs: number;
  /** The counted alert of `lastSeenMs`. */
  lastAlertId: string;
  /**
   * Newest event time that the key is known to have been clear at, of this or an earlier incident: an older raise is
   * historical. For a clear by the hub's clock it is the last evidence before it.
   */
  lastClearMs: number | null;
  /** When this incident cleared: the source's event time, or the hub's clock for a person and for silence. */
  clearedMs: number | null;
  shelvedUntilMs: number | null;
  falseAlarm: boolean;
  status: AlertStatus;
  /** Pulse types: the hub's clock at which silence clears it. */
  pulseDueMs: number | null;
  /** The hub's clock when the first alert of it arrived: the clocks of its work order start here. */
  openedMs: number;
  /** Told to people (OPENED). False while an on-delay or a least number of alerts is waited for, or while suppressed. */
  announced: boolean;
  /** The hub's clock at which it is to be told, or judged again. */
  announceDueMs: number | null;
  /** Event time of the first alert since it was last clear. */
  activeSinceMs: number;
  /** Event time up to which raises belonged to the incident before this one. */
  priorUntilMs: number | null;
  /** A clear that waits for its off-delay: the source's event time of it, and event time at which it counts. */
  pendingClearMs: number | null;
  pendingUntilMs: number | null;
  /** The hub's clock at which the pending clear counts. */
  clearDueMs: number | null;
  /** Last evidence before each time it was raised again after a clear, oldest first; event time. */
  changesMs: readonly number[];
  /** Event times of its alerts while a least number of them is waited for. */
  recentMs: readonly number[];
  flapping: boolean;
  /** The hub's clock at which the FLAPPING mark goes if nothing changes until then. */
  flapDueMs: number | null;
  /** Id of the incident that explains this one: its parent's, or the summary of a storm. */
  suppressedBy: string | null;
  /** The maintenance window it began in; nobody is sent until `maintenanceUntilMs` (hub's clock). */
  maintenanceId: string | null;
  maintenanceUntilMs: number | null;
  /** One more with every change. */
  version: number;
}

export interface IncidentEventRecord {
  incidentId: string;
  change: IncidentChangeKind;
  eventMs: number;
  actor: string | null;
  reason: string | null;
  severity: Severity;
  /** Whole count after this change. */
  count: number;
  alertId: string | null;
  /** A line of its history only: nobody has been told of the incident, so nobody is told of this. */
  quiet: boolean;
}

/** A change of one incident by a person or by a timer; the same state and no events when nothing changed. */
export interface IncidentChange {
  state: IncidentState;
  events: IncidentEventRecord[];
}

export function later(a: number | null, b: number): number {
  return a === null ? b : Math.max(a, b);
}

export function sooner(a: number | null, b: number): number {
  return a === null ? b : Math.min(a, b);
}

export function record(
  state: IncidentState,
  change: IncidentChangeKind,
  eventMs: number,
  who: { actor?: string | null; reason?: string | null; alertId?: string | null; quiet?: boolean } = {},
): IncidentEventRecord {
  return {
    incidentId: state.id,
    change,
    eventMs,
    actor: who.actor ?? null,
    reason: who.reason ?? null,
    severity: state.severity,
    count: state.count,
    alertId: who.alertId ?? null,
    quiet: who.quiet ?? !state.announced,
  };
}

/** What ends with the incident, whoever ends it. */
export const NOTHING_PENDING = {
  pulseDueMs: null,
  announceDueMs: null,
  pendingClearMs: null,
  pendingUntilMs: null,
  clearDueMs: null,
  recentMs: [],
  flapping: false,
  flapDueMs: null,
  suppressedBy: null,
} as const satisfies Partial<IncidentState>;
