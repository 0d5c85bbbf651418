import type { PoolClient } from 'pg';
import { alertType } from '../core/alert-types.ts';
import type { FeedEvent } from '../core/feed-event.ts';
import { fingerprint, newIncidentId } from '../core/ids.ts';
import type {
  AlertSignal,
  ClearSignal,
  EvidenceSignal,
  ReplySignal,
  StatusSignal,
  TelemetrySignal,
} from '../core/signal.ts';
import { appendFeed } from '../runtime/feed.ts';
import {
  assignAddresses,
  countAlerts,
  findDuplicates,
  insertAlerts,
  insertReadings,
  takenAddresses,
} from './alert-store.ts';
import { applyReplies } from './command-replies.ts';
import type { DecodedFrame } from './decode.ts';
import { attachEvidence, evidenceOfDuplicates, lateEvidence } from './evidence.ts';
import { type AlertItem, type ClearItem, foldBatch, incidentKey } from './fold-batch.ts';
import {
  appendIncidentEvents,
  clearMarks,
  insertIncidents,
  type KeyParts,
  keepClearMarks,
  lockNewest,
  lockOpen,
  updateIncidents,
} from './incident-store.ts';
import type { Policies } from './policies.ts';
import { type QuarantineOptions, type QuarantineTally, quarantine } from './quarantine.ts';
import type { Place, Registry, Resolved, Sighting } from './registry.ts';
import { type ReplayOutcome, recordReplays } from './replay.ts';
import { createRound } from './round.ts';
import { applyStatuses } from './statuses.ts';

/** Another alert took an address of this batch first: roll back, look which, and do it all again. */
export class AddressTaken extends Error {
  constructor() {
    super('another alert holds an address of this batch');
    this.name = 'AddressTaken';
  }
}

export interface BatchResult {
  alerts: number;
  duplicates: number;
  opened: number;
  readings: number;
  quarantined: QuarantineTally[];
  replayed: ReplayOutcome[];
  /** To be called once COMMIT has been answered. */
  done(): void;
}

export interface BatchContext {
  registry: Registry;
  /** How far back the alert log is sure to reach, ms. */
  hotWindowMs: number;
  /** A second try after AddressTaken: look which addresses are taken. */
  probe: boolean;
  faults: QuarantineOptions;
  policies: Policies;
}

interface Sorted {
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

function sort(frames: readonly DecodedFrame[]): Sorted {
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
      const before = sorted.sightings.get(deviceId);
      // an offline message is the broker's or the gateway's word, not the device's
      const own = signal.kind !== 'status' || signal.online;
      sorted.sightings.set(deviceId, {
        deviceId,
        family,
        gridHint: gridHint ?? before?.gridHint ?? null,
        codec,
        heardMs: before?.heardMs ?? receivedAt,
        atMs: own ? receivedAt : (before?.atMs ?? 0),
        aliveMs: Math.max(before?.aliveMs ?? 0, own ? signal.time.ms : 0),
      });
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

function alertItem(
  signal: AlertSignal,
  place: Place,
  from: { receivedAt: number; payload: Buffer; redelivered: boolean; codec: string },
  policies: Policies,
): AlertItem {
  const type = alertType(signal.type);
  const { severity, reason } = policies.grade(signal, type.code, place.gridCode);
  return {
    signal,
    type: type.code,
    severity,
    severityReason: reason,
    maintenance: policies.maintenance(signal, type.code, place.gridCode),
    place,
    receivedAt: from.receivedAt,
    codec: from.codec,
    redelivered: from.redelivered,
    fingerprint: fingerprint(signal.deviceId, identityOf(signal), from.payload),
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

function items(
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
  const clears = sorted.clears.map(
    ({ signal, receivedAt }): ClearItem => ({
      signal,
      type: alertType(signal.type).code,
      place: place(signal),
      receivedAt,
    }),
  );
  for (const signal of statusSignals) {
    // a death found by silence is as old as the last sign of life
    const receivedAt = Math.max(signal.time.ms, sorted.receivedMs);
    if (signal.kind === 'clear') clears.push({ signal, type: signal.type, place: place(signal), receivedAt });
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

function keysOf(alerts: readonly AlertItem[], clears: readonly ClearItem[]): KeyParts[] {
  const keys = new Map<string, KeyParts>();
  for (const { signal, type } of [...alerts, ...clears]) {
    const { deviceId, channel } = signal;
    keys.set(incidentKey(deviceId, channel, type), { deviceId, channel, type });
  }
  return [...keys.values()];
}

/** Devices that were held to be offline and spoke: as if they had said so. */
function backOnline({ sightings }: Sorted, { returned }: Resolved): StatusSignal[] {
  return returned.flatMap(({ deviceId, atMs }) => {
    const sighting = sightings.get(deviceId);
    if (sighting === undefined) return [];
    const { family, gridHint } = sighting;
    return [
      { kind: 'status', deviceId, family, gridHint, time: { ms: atMs, quality: 'GOOD' }, online: true },
    ];
  });
}

/**
 * All that a batch of frames changes, in the transaction of `client`: devices, alert log, incidents, hourly counts,
 * readings, quarantine and feed.
 * @throws AddressTaken, DatabaseError 23505 (incident_open_key), 40001, 40P01: roll back and do the batch again
 */
export async function commitBatch(
  client: PoolClient,
  frames: readonly DecodedFrame[],
  { registry, hotWindowMs, probe, faults, policies }: BatchContext,
): Promise<BatchResult> {
  const sorted = sort(frames);
  const resolved = await registry.resolve(client, sorted.sightings);
  const statusChanges = await applyStatuses(
    client,
    [...backOnline(sorted, resolved), ...sorted.statuses],
    (signal) => resolved.placeOf(signal.deviceId, signal.gridHint).gridCode,
  );
  const { alerts, clears } = items(sorted, statusChanges.signals, resolved, policies);

  const reads = createRound(client);
  const known = alerts.length === 0 ? null : findDuplicates(reads, alerts, hotWindowMs);
  const opened = lockOpen(reads, keysOf(alerts, clears));
  reads.send();
  const [duplicates, open] = await Promise.all([known, opened]);
  const fresh = duplicates?.size ? alerts.filter((alert) => !duplicates.has(alert)) : alerts;
  const taken = probe && fresh.length > 0 ? await takenAddresses(client, fresh) : new Set<string>();
  assignAddresses(fresh, taken);

  const keys = keysOf(fresh, clears);
  const newest = await lockNewest(client, keys, open);
  const unknown = keys.filter(
    ({ deviceId, channel, type }) => !newest.has(incidentKey(deviceId, channel, type)),
  );
  const folded = foldBatch(fresh, clears, newest, newIncidentId, await clearMarks(client, unknown));

  const writes = createRound(client);
  const inserted = insertAlerts(writes, fresh);
  const told: FeedEvent[] = [...resolved.feed, ...statusChanges.feed, ...folded.feed];
  const readings = sorted.telemetry.map((signal) => ({
    signal,
    place: resolved.placeOf(signal.deviceId, signal.gridHint),
  }));
  const rest = Promise.all([
    // an open incident must be closed in the database before the next one of its key is put in
    updateIncidents(writes, folded.changed),
    insertIncidents(writes, folded.created),
    appendIncidentEvents(writes, folded.events),
    keepClearMarks(writes, folded.marks),
    countAlerts(writes, fresh),
    insertReadings(writes, readings),
    appendFeed(writes, told),
  ]);
  rest.catch(() => {});
  writes.send();
  if (!(await inserted)) throw new AddressTaken();
  await rest;

  const late = [...sorted.evidence.map(lateEvidence), ...(await evidenceOfDuplicates(client, duplicates))];
  const attached = late.length === 0 ? [] : await attachEvidence(client, late);
  const answered = await applyReplies(client, sorted.replies);
  const refused = frames.filter((frame) => frame.refusals.length > 0 && frame.replayOf === null);
  const quarantined = await quarantine(client, refused, faults);
  const replayed = await recordReplays(client, frames);
  await appendFeed(client, [...attached, ...answered]);

  return {
    alerts: fresh.length,
    duplicates: duplicates?.size ?? 0,
    opened: folded.created.length,
    readings: sorted.telemetry.length,
    quarantined,
    replayed,
    done: resolved.done,
  };
}
