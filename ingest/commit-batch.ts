import type { FeedEvent } from '../core/feed-event.ts';
import { newIncidentId } from '../core/ids.ts';
import type { IncidentState } from '../core/incident.ts';
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
import { backOnline, items, keysOf, sort, without } from './batch-items.ts';
import type { BatchTransaction } from './batch-transaction.ts';
import { clearMarks, keepClearMarks } from './clear-marks.ts';
import { applyReplies } from './command-replies.ts';
import type { DecodedFrame } from './decode.ts';
import { attachEvidence, evidenceOfDuplicates, lateEvidence } from './evidence.ts';
import { type AlertItem, foldBatch, incidentKey } from './fold-batch.ts';
import type { IncidentCache, KnownIncident } from './incident-cache.ts';
import type { KeyParts } from './incident-keys.ts';
import { lockNewest, lockOpen } from './incident-reads.ts';
import {
  appendIncidentEvents,
  expectUnchanged,
  type IncidentUpdate,
  insertIncidents,
  updateKnownIncidents,
} from './incident-writes.ts';
import type { Policies } from './policies.ts';
import { type QuarantineOptions, type QuarantineTally, quarantine } from './quarantine.ts';
import type { Registry } from './registry.ts';
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
  // None of these is `async`: what one of them throws is thrown here, and a round without its statement is never sent.
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
