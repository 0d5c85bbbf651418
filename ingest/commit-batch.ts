import { alertType } from '../core/alert-types.ts';
import type { FeedEvent } from '../core/feed-event.ts';
import { fingerprint, newIncidentId } from '../core/ids.ts';
import type { IncidentState } from '../core/incident.ts';
import type {
  AlertSignal,
  ClearSignal,
  EvidenceSignal,
  ReplySignal,
  StatusSignal,
  TelemetrySignal,
} from '../core/signal.ts';
import { appendFeed, copyFeed, WAKE_FEED } from '../runtime/feed.ts';
import {
  assignAddresses,
  countAlerts,
  findStored,
  findStoredUntimed,
  insertAlerts,
  insertReadings,
  repeatedInBatch,
  takenPlaces,
} from './alert-store.ts';
import type { BatchTransaction } from './batch-transaction.ts';
import { applyReplies } from './command-replies.ts';
import type { DecodedFrame } from './decode.ts';
import { attachEvidence, evidenceOfDuplicates, lateEvidence } from './evidence.ts';
import { type AlertItem, type ClearItem, foldBatch, incidentKey } from './fold-batch.ts';
import type { IncidentCache, KnownIncident } from './incident-cache.ts';
import {
  appendIncidentEvents,
  clearMarks,
  expectUnchanged,
  type IncidentUpdate,
  insertIncidents,
  type KeyParts,
  keepClearMarks,
  lockNewest,
  lockOpen,
  updateKnownIncidents,
} from './incident-store.ts';
import type { Policies } from './policies.ts';
import { type QuarantineOptions, type QuarantineTally, quarantine } from './quarantine.ts';
import type { Place, Registry, Resolved, Sighting } from './registry.ts';
import { type ReplayOutcome, recordReplays } from './replay.ts';
import { applyStatuses } from './statuses.ts';

/** Another alert stands where one of this batch belongs, or is the same: roll back, look which, and do it all again. */
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
  /** What COMMIT stores in alert_log, and the transaction that does; no alerts where evidence may have changed a row. */
  stored: { xid: string; alerts: readonly AlertItem[] };
  /** To be called once COMMIT has been answered. */
  done(): void;
}

export interface BatchContext {
  registry: Registry;
  /** How far back the alert log is sure to reach, ms. */
  hotWindowMs: number;
  /** Open incidents as this process knows them. */
  incidents: IncidentCache;
  /**
   * Ask first which alerts are stored already and what the incidents are, and lock those. Otherwise the batch is written
   * as if all were as it is known here, which the statements check.
   */
  careful: boolean;
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

function keysOf(alerts: readonly AlertItem[], clears: readonly ClearItem[]): Map<string, KeyParts> {
  const keys = new Map<string, KeyParts>();
  const add = ({ key, type, signal: { deviceId, channel } }: AlertItem | ClearItem) => {
    if (!keys.has(key)) keys.set(key, { deviceId, channel, type });
  };
  alerts.forEach(add);
  clears.forEach(add);
  return keys;
}

function without<T>(keys: ReadonlyMap<string, KeyParts>, known: ReadonlyMap<string, T>): KeyParts[] {
  const rest: KeyParts[] = [];
  for (const [key, parts] of keys) if (!known.has(key)) rest.push(parts);
  return rest;
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

interface Read {
  /** Alerts that are stored already, or come twice in the batch. */
  duplicates: Set<AlertItem>;
  /** Open incidents of the batch's keys. */
  open: Map<string, KnownIncident>;
}

/** What must be known before the fold: from memory as far as the batch is not to be done with care, else in one round. */
async function read(
  tx: BatchTransaction,
  alerts: readonly AlertItem[],
  keys: ReadonlyMap<string, KeyParts>,
  { incidents, careful, hotWindowMs }: BatchContext,
): Promise<Read> {
  const duplicates = repeatedInBatch(alerts);
  const open = new Map<string, KnownIncident>();
  if (!careful) {
    for (const key of keys.keys()) {
      const known = incidents.get(key);
      if (known !== undefined) open.set(key, known);
    }
  }
  const once = duplicates.size === 0 ? alerts : alerts.filter((alert) => !duplicates.has(alert));
  const timed = careful ? once.filter(({ signal }) => signal.time.quality === 'GOOD') : [];
  const untimed = once.filter(({ signal }) => signal.time.quality !== 'GOOD');

  const reads = tx.round();
  const asked = [
    findStored(reads, timed),
    findStoredUntimed(reads, untimed, hotWindowMs),
    lockOpen(reads, without(keys, open)),
  ] as const;
  reads.send();
  const [stored, storedUntimed, locked] = await Promise.all(asked);
  for (const alert of [...stored, ...storedUntimed]) duplicates.add(alert);
  for (const [key, known] of locked) open.set(key, known);
  return { duplicates, open };
}

/** Each changed incident with what it was. */
function updatesOf(
  changed: readonly IncidentState[],
  newest: ReadonlyMap<string, KnownIncident>,
): IncidentUpdate[] {
  return changed.map((state) => {
    const known = newest.get(incidentKey(state.deviceId, state.channel, state.type));
    if (known?.state.id !== state.id) throw new Error(`incident ${state.id} was changed and never read`);
    return { state, known };
  });
}

/** What was known and led to no change: that, too, may have been decided on what is no longer so. */
function unchanged(
  newest: ReadonlyMap<string, KnownIncident>,
  updates: readonly IncidentUpdate[],
): KnownIncident[] {
  if (updates.length === newest.size) return [];
  const changed = new Set(updates.map(({ known }) => known));
  return [...newest.values()].filter((known) => !changed.has(known));
}

const NUMBER = {
  name: 'ingest_xid',
  text: 'SELECT pg_current_xact_id()::text AS xid, pg_current_xact_id()::xid::text AS xmin',
  values: [],
};
const NUMBER_AND_WAKE = { ...NUMBER, name: 'ingest_xid_wake', text: `${NUMBER.text}, ${WAKE_FEED}` };

/**
 * All that a batch of frames changes, in one transaction: devices, alert log, incidents, hourly counts, readings,
 * quarantine and feed. A batch of plain repeats of known incidents is one way to the server, and no BEGIN: what it sends is all of it.
 * @throws AddressTaken, DatabaseError 23505 (incident_open_key), 40001, 40P01: roll back and do the batch again, with care
 */
export async function commitBatch(
  tx: BatchTransaction,
  frames: readonly DecodedFrame[],
  context: BatchContext,
): Promise<BatchResult> {
  const { registry, probe, faults, policies, incidents } = context;
  const sorted = sort(frames);
  const resolved = await registry.resolve(tx, sorted.sightings);
  const statusChanges = await applyStatuses(
    tx,
    [...backOnline(sorted, resolved), ...sorted.statuses],
    (signal) => resolved.placeOf(signal.deviceId, signal.gridHint).gridCode,
  );
  const { alerts, clears } = items(sorted, statusChanges.signals, resolved, policies);
  const allKeys = keysOf(alerts, clears);
  const { duplicates, open } = await read(tx, alerts, allKeys, context);
  const fresh = duplicates.size === 0 ? alerts : alerts.filter((alert) => !duplicates.has(alert));
  const keys = duplicates.size === 0 ? allKeys : keysOf(fresh, clears);
  const taken = probe && fresh.length > 0 ? await takenPlaces(await tx.client(), fresh) : new Set<string>();
  assignAddresses(fresh, taken);

  const newest = open;
  for (const [key, known] of await lockNewest(tx, without(keys, open))) newest.set(key, known);
  const marks = await clearMarks(tx, without(keys, newest));
  const folded = foldBatch(fresh, clears, (key) => newest.get(key)?.state ?? null, newIncidentId, marks);
  const updates = updatesOf(folded.changed, newest);

  const refused = frames.filter((frame) => frame.refusals.length > 0 && frame.replayOf === null);
  const isWhole =
    duplicates.size === 0 &&
    sorted.evidence.length === 0 &&
    sorted.replies.length === 0 &&
    refused.length === 0 &&
    frames.every((frame) => frame.replayOf === null);

  const writes = tx.round();
  const inserted = insertAlerts(writes, fresh);
  const told: FeedEvent[] = [...resolved.feed, ...statusChanges.feed, ...folded.feed];
  const readings = sorted.telemetry.map((signal) => ({
    signal,
    place: resolved.placeOf(signal.deviceId, signal.gridHint),
  }));
  const changes = Promise.all([
    // an open incident must be closed in the database before the next one of its key is put in
    updateKnownIncidents(writes, updates),
    expectUnchanged(writes, unchanged(newest, updates)),
    insertIncidents(writes, folded.created),
    appendIncidentEvents(writes, folded.events),
    keepClearMarks(writes, folded.marks),
    countAlerts(writes, fresh),
    insertReadings(writes, readings),
    copyFeed(writes, told),
  ]);
  const number = told.length === 0 ? writes.query(NUMBER) : writes.query(NUMBER_AND_WAKE);
  const rest = Promise.all([changes, ...(isWhole ? [tx.endWith(writes)] : [])]);
  rest.catch(() => {});
  writes.send();
  if (!(await inserted)) throw new AddressTaken();
  await rest;
  const [{ xid = '', xmin = '' } = {}] = await number;

  const quarantined: QuarantineTally[] = [];
  const replayed: ReplayOutcome[] = [];
  let asStored = true;
  if (!isWhole) {
    const client = await tx.client();
    const late = [...sorted.evidence.map(lateEvidence), ...(await evidenceOfDuplicates(client, duplicates))];
    // evidence may be for an alert of this very batch, whose row then says more than the alert does
    asStored = late.length === 0;
    const attached = late.length === 0 ? [] : await attachEvidence(client, late);
    const answered = await applyReplies(client, sorted.replies);
    quarantined.push(...(await quarantine(client, refused, faults)));
    replayed.push(...(await recordReplays(client, frames)));
    await appendFeed(client, [...attached, ...answered]);
  }

  return {
    alerts: fresh.length,
    duplicates: duplicates.size,
    opened: folded.created.length,
    readings: sorted.telemetry.length,
    quarantined,
    replayed,
    stored: { xid: String(xid), alerts: asStored ? fresh : [] },
    done() {
      resolved.done();
      // what the batch was founded on is there already, and what it changed comes after this
      for (const [key, known] of newest) if (incidents.get(key) !== known) incidents.put(key, known);
      for (const state of [...folded.changed, ...folded.created]) {
        incidents.put(incidentKey(state.deviceId, state.channel, state.type), { state, xmin: String(xmin) });
      }
    },
  };
}
