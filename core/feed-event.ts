import type { Severity } from './severity.ts';

/** What happened to an incident, as told by the feed and by `incidentChanged`. */
export const INCIDENT_CHANGES = [
  'OPENED',
  'REPEATED',
  'ESCALATED',
  'REOPENED',
  'ACKNOWLEDGED',
  'SHELVED',
  'UNSHELVED',
  'CLEARED',
  'FALSE_ALARM',
  'FLAPPING',
  'STEADY',
  'SUPPRESSED',
  'RELEASED',
  'MAINTENANCE_ENDED',
  'EVIDENCE',
  'NOT_DISPATCHED',
] as const;
export type IncidentChangeKind = (typeof INCIDENT_CHANGES)[number];

/** What happened to a work order, as told by the feed and by `workOrderChanged`. */
export const WORK_ORDER_CHANGES = [
  'OPENED',
  'TRANSITIONED',
  'ASSIGNED',
  'INCIDENT_LINKED',
  'UNASSIGNED',
  'WIDENED',
  'HELPER',
  'GATE',
  'SUPERVISED',
  'REMINDED',
  'ESCALATED',
  'MERGED',
  'EVIDENCE',
  'RECURRED',
  'ADMISSION',
] as const;
export type WorkOrderChangeKind = (typeof WORK_ORDER_CHANGES)[number];

export interface IncidentFeedEvent {
  topic: 'incident';
  change: IncidentChangeKind;
  incidentId: string;
  /** The newest alert behind this change; null for a person's act. */
  alertId: string | null;
  deviceId: string;
  channel: string;
  type: string;
  severity: Severity;
  state: 'ACTIVE' | 'CLEARED';
  /** Whole count after this change. */
  count: number;
  /** Full grid code of the incident; null while its device is unclaimed and named no known grid. */
  gridCode: string | null;
  /** False while it is waited on: an act of a person on an incident of which nobody has been told. */
  told?: boolean | undefined;
  /** What it was before a person's act; of all else the change says it (`phasesOf`). */
  before?: { state: 'ACTIVE' | 'CLEARED'; told: boolean } | undefined;
}

export interface WorkOrderFeedEvent {
  topic: 'workOrder';
  change: WorkOrderChangeKind;
  workOrderId: string;
  state: string;
  severity: Severity;
  gridCode: string | null;
  assigneeId: string | null;
  /** The same before this change, where it changed any of them. */
  before?:
    | { state: string; severity: Severity; gridCode: string | null; assigneeId: string | null }
    | undefined;
}

export interface DeviceFeedEvent {
  topic: 'device';
  change: 'REGISTERED' | 'CLAIMED' | 'MOVED' | 'UPDATED' | 'RETIRED' | 'ONLINE' | 'OFFLINE';
  deviceId: string;
  gridCode: string | null;
}

/** What became of a command to a device. */
export const COMMAND_STATES = ['PENDING', 'SENT', 'ACKNOWLEDGED', 'FAILED', 'TIMED_OUT'] as const;
export type CommandState = (typeof COMMAND_STATES)[number];

export interface DeviceCommandFeedEvent {
  topic: 'deviceCommand';
  change: CommandState;
  commandId: string;
  deviceId: string;
  gridCode: string | null;
}

/** Everything that the feed can carry. One table row each, in the transaction of the change it tells. */
export type FeedEvent = IncidentFeedEvent | WorkOrderFeedEvent | DeviceFeedEvent | DeviceCommandFeedEvent;
