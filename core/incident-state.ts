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
}

/** A change of one incident by a person or by silence; the same state and no events when nothing changed. */
export interface IncidentChange {
  state: IncidentState;
  events: IncidentEventRecord[];
}

export function later(a: number | null, b: number): number {
  return a === null ? b : Math.max(a, b);
}

export function record(
  state: IncidentState,
  change: IncidentChangeKind,
  eventMs: number,
  who: { actor?: string | null; reason?: string | null; alertId?: string | null } = {},
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
  };
}
