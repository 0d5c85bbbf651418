import type { Severity } from './severity.ts';

/** Device families of the canonical topic, `community/v1/<gridCode>/<family>/<deviceId>/<kind>`. */
export const FAMILIES = ['camera', 'elevator', 'charger', 'sensor'] as const;
export type Family = (typeof FAMILIES)[number];

/** CAP 1.2 `status`: Test and Exercise alerts are stored and shown, never dispatched. */
export const ALERT_STATUSES = ['ACTUAL', 'TEST', 'EXERCISE'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** GOOD: the device's own time was usable. BAD: it was not, and the receive time stands in for it. */
export type TimeQuality = 'GOOD' | 'BAD';

/** A moment as a device told it. `ms` is epoch milliseconds, UTC, after time hygiene (core/event-time.ts). */
export interface EventTime {
  ms: number;
  quality: TimeQuality;
}

/** What a reference to evidence leads to. */
export const EVIDENCE_KINDS = ['image', 'video', 'audio', 'document', 'other'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** A reference to evidence, never the bytes (no image, face template or ID number is stored). */
export interface Evidence {
  url: string;
  kind: EvidenceKind;
  /** Lower-case hex SHA-256 of the referenced bytes, when the device gives it. */
  sha256?: string | undefined;
}

interface SignalBase {
  deviceId: string;
  family: Family;
  /** Grid code that the topic or payload names; the device registry wins over it. Null when none is named. */
  gridHint: string | null;
  time: EventTime;
}

/** A raise: something was seen. One alert once stored. */
export interface AlertSignal extends SignalBase {
  kind: 'alert';
  /** A code of core/alert-types.ts; `other` for a code nobody has mapped yet. */
  type: string;
  /** Vendor's code system and code as received, kept beside our type. */
  codeSystem: string | null;
  code: string | null;
  /** Camera channel, connector, port or lift part; '' when the device is one thing. */
  channel: string;
  /** The source's own event id; it counts only within its device. */
  sourceEventId: string | null;
  /** As the source graded it; null leaves it to the type's default. */
  severity: Severity | null;
  /** AI confidence, 0-1. */
  confidence: number | null;
  status: AlertStatus;
  values: Record<string, number | string | boolean>;
  evidence: Evidence[];
}

/** The source says that what it raised has ended. */
export interface ClearSignal extends SignalBase {
  kind: 'clear';
  type: string;
  channel: string;
  sourceEventId: string | null;
  /** What was measured when it ended, where the source tells it: a type's hysteresis looks at it. */
  values?: Record<string, number | string | boolean> | undefined;
}

/**
 * Evidence of an alert that was told before, or that is still on its way (domain rule 8): it attaches by device and
 * source event id, and is no second alert. `time` is the alert's event time where the source repeats it.
 */
export interface EvidenceSignal extends SignalBase {
  kind: 'evidence';
  sourceEventId: string;
  evidence: Evidence[];
}

/** Measured values in SI or field units named by the metric (`temperatureC`, `powerW`). */
export interface TelemetrySignal extends SignalBase {
  kind: 'telemetry';
  values: Record<string, number>;
}

export interface StatusSignal extends SignalBase {
  kind: 'status';
  online: boolean;
}

/** What a device answers to a command of the hub. */
export interface ReplySignal extends SignalBase {
  kind: 'reply';
  /** Id of the command, as the hub sent it. */
  commandId: string;
  ok: boolean;
  /** What the command gave, any JSON. */
  result: unknown;
  /** Why it failed, in the device's words. */
  error: string | null;
}

export type Signal =
  | AlertSignal
  | ClearSignal
  | EvidenceSignal
  | TelemetrySignal
  | StatusSignal
  | ReplySignal;
