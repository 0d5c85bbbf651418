import { alertType } from '../core/alert-types.ts';
import { fingerprint } from '../core/ids.ts';
import type {
  AlertSignal,
  ClearSignal,
  EvidenceSignal,
  ReplySignal,
  StatusSignal,
  TelemetrySignal,
} from '../core/signal.ts';
import type { DecodedFrame } from './decode.ts';
import { type AlertItem, type ClearItem, incidentKey } from './fold-batch.ts';
import type { KeyParts } from './incident-keys.ts';
import type { Policies } from './policies.ts';
import type { Place, Resolved, Sighting } from './registry.ts';

/** What the frames of a batch say, by kind. */
export interface Sorted {
  sightings: Map<string, Sighting>;
  alerts: { signal: AlertSignal; from: DecodedFrame; codec: string }[];
  clears: { signal: ClearSignal; receivedAt: number }[];
  evidence: { signal: EvidenceSignal; receivedAt: number }[];
  telemetry: TelemetrySignal[];
  statuses: StatusSignal[];
  /** The hub's clock at the newest frame. */
  receivedMs: number;
  replies: { signal: ReplySignal; receivedAt: number }[];
}

export function sort(frames: readonly DecodedFrame[]): Sorted {
  const sorted: Sorted = {
    sightings: new Map(),
    alerts: [],
    clears: [],
    evidence: [],
    telemetry: [],
    statuses: [],
    receivedMs: 0,
    replies: [],
  };
  for (const from of frames) {
    const codec = from.codec?.name ?? '';
    const { receivedAt } = from.frame;
    sorted.receivedMs = Math.max(sorted.receivedMs, receivedAt);
    for (const signal of from.signals) {
      const { deviceId, family, gridHint } = signal;
      // an offline message is the broker's or the gateway's word, not the device's
      const own = signal.kind !== 'status' || signal.online;
      const aliveMs = own ? Math.max(0, signal.time.ms) : 0;
      const before = sorted.sightings.get(deviceId);
      if (before === undefined) {
        const atMs = own ? receivedAt : 0;
        sorted.sightings.set(deviceId, {
          deviceId,
          family,
          gridHint,
          codec,
          heardMs: receivedAt,
          atMs,
          aliveMs,
        });
      } else {
        before.family = family;
        before.gridHint = gridHint ?? before.gridHint;
        before.codec = codec;
        if (own) before.atMs = receivedAt;
        before.aliveMs = Math.max(before.aliveMs, aliveMs);
      }
      if (signal.kind === 'alert') sorted.alerts.push({ signal, from, codec });
      else if (signal.kind === 'clear') sorted.clears.push({ signal, receivedAt });
      else if (signal.kind === 'telemetry') sorted.telemetry.push(signal);
      else if (signal.kind === 'evidence') sorted.evidence.push({ signal, receivedAt });
      else if (signal.kind === 'reply') sorted.replies.push({ signal, receivedAt });
      else sorted.statuses.push(signal);
    }
  }
  return sorted;
}

function hasOwn(values: object): boolean {
  for (const name in values) if (Object.hasOwn(values, name)) return true;
  return false;
}

function alertItem(
  signal: AlertSignal,
  place: Place,
  from: { receivedAt: number; payload: Buffer; redelivered: boolean; codec: string },
  policies: Policies,
): AlertItem {
  const type = alertType(signal.type);
  const { deviceId, channel } = signal;
  const { severity, reason } = policies.grade(signal, type.code, place.gridCode);
  return {
    signal,
    type: type.code,
    key: incidentKey(deviceId, channel, type.code),
    severity,
    severityReason: reason,
    maintenance: policies.maintenance(signal, type.code, place.gridCode),
    place,
    receivedAt: from.receivedAt,
    codec: from.codec,
    redelivered: from.redelivered,
    fingerprint: fingerprint(signal.deviceId, identityOf(signal), from.payload),
    values: hasOwn(signal.values) ? JSON.stringify(signal.values) : null,
    evidence: signal.evidence.length === 0 ? null : JSON.stringify(signal.evidence),
    timeNs: 0n,
    id: '',
    incidentId: null,
    counted: false,
  };
}

/**
 * What the fingerprint is taken over besides the device. One frame may hold several alerts of one device, and one
 * occurrence may be told under several types: neither is a redelivery of the other.
 */
function identityOf(signal: AlertSignal): string | null {
  if (signal.sourceEventId === null) return null;
  return `${signal.type}\u0000${signal.channel}\u0000${signal.sourceEventId}`;
}

/** Alerts and clears, placed, graded and keyed. */
export function items(
  sorted: Sorted,
  statusSignals: (AlertSignal | ClearSignal)[],
  resolved: Resolved,
  policies: Policies,
) {
  const place = (signal: AlertSignal | ClearSignal) => resolved.placeOf(signal.deviceId, signal.gridHint);
  const alerts = sorted.alerts.map(({ signal, from, codec }) =>
    alertItem(
      signal,
      place(signal),
      {
        receivedAt: from.frame.receivedAt,
        payload: payloadOf(signal, from),
        redelivered: from.redelivered,
        codec,
      },
      policies,
    ),
  );
  const clearItem = (signal: ClearSignal, receivedAt: number): ClearItem => {
    const type = alertType(signal.type).code;
    const key = incidentKey(signal.deviceId, signal.channel, type);
    return { signal, type, key, place: place(signal), receivedAt };
  };
  const clears = sorted.clears.map(({ signal, receivedAt }) => clearItem(signal, receivedAt));
  for (const signal of statusSignals) {
    // a death found by silence is as old as the last sign of life
    const receivedAt = Math.max(signal.time.ms, sorted.receivedMs);
    if (signal.kind === 'clear') clears.push(clearItem(signal, receivedAt));
    else {
      const from = { receivedAt, payload: Buffer.alloc(0), redelivered: false, codec: 'status' };
      alerts.push(alertItem(signal, place(signal), from, policies));
    }
  }
  return { alerts, clears };
}

/** Alerts without an id of their own are told apart by the bytes; several of one frame also by what they say. */
function payloadOf(signal: AlertSignal, from: DecodedFrame): Buffer {
  if (signal.sourceEventId !== null || from.signals.length === 1) return from.frame.payload;
  const index = from.signals.indexOf(signal);
  return Buffer.concat([from.frame.payload, Buffer.from(`#${index}`)]);
}

/** What the alerts and clears are about, each once. */
export function keysOf(alerts: readonly AlertItem[], clears: readonly ClearItem[]): Map<string, KeyParts> {
  const keys = new Map<string, KeyParts>();
  const add = ({ key, type, signal: { deviceId, channel } }: AlertItem | ClearItem) => {
    if (!keys.has(key)) keys.set(key, { deviceId, channel, type });
  };
  alerts.forEach(add);
  clears.forEach(add);
  return keys;
}

/** Keys of which nothing is known. */
export function without<T>(keys: ReadonlyMap<string, KeyParts>, known: ReadonlyMap<string, T>): KeyParts[] {
  const rest: KeyParts[] = [];
  for (const [key, parts] of keys) if (!known.has(key)) rest.push(parts);
  return rest;
}

/** Devices that were held to be offline and spoke: as if they had said so. */
export function backOnline({ sightings }: Sorted, { returned }: Resolved): StatusSignal[] {
  return returned.flatMap(({ deviceId, atMs }) => {
    const sighting = sightings.get(deviceId);
    if (sighting === undefined) return [];
    const { family, gridHint } = sighting;
    return [
      { kind: 'status', deviceId, family, gridHint, time: { ms: atMs, quality: 'GOOD' }, online: true },
    ];
  });
}
