import { alertType } from '../core/alert-types.ts';
import type { IncidentFeedEvent } from '../core/feed-event.ts';
import {
  foldIncident,
  type IncidentEventRecord,
  type IncidentInput,
  type IncidentState,
} from '../core/incident.ts';
import type { Severity } from '../core/severity.ts';
import type { AlertSignal, ClearSignal } from '../core/signal.ts';
import type { Place } from './registry.ts';

/** A clear on its way through a batch. */
export interface ClearItem {
  signal: ClearSignal;
  type: string;
  place: Place;
  receivedAt: number;
}

/** An alert on its way through a batch: what it said, where it lies, and what became of it. */
export interface AlertItem {
  signal: AlertSignal;
  /** A code of the type table: a bounded set, since it is a tag in InfluxDB. */
  type: string;
  severity: Severity;
  place: Place;
  receivedAt: number;
  codec: string;
  redelivered: boolean;
  fingerprint: bigint;
  timeNs: bigint;
  id: string;
  /** Set by the fold. */
  incidentId: string | null;
  counted: boolean;
}

/** Domain rule 1: what an incident is about. No part may hold U+0000 (ingest/sanitise.ts). */
export function incidentKey(deviceId: string, channel: string, type: string): string {
  return `${deviceId}\u0000${channel}\u0000${type}`;
}

export interface FoldedBatch {
  created: IncidentState[];
  changed: IncidentState[];
  /** In order; of the repeats of one incident only the last. */
  events: IncidentEventRecord[];
  feed: IncidentFeedEvent[];
}

interface Step {
  kind: 'alert' | 'clear';
  item: AlertItem | ClearItem;
  alert: AlertItem | null;
}

function inputOf({ item, alert }: Step): IncidentInput {
  return {
    kind: alert === null ? 'clear' : 'alert',
    alertId: alert?.id ?? '',
    severity: alert?.severity ?? 'info',
    eventMs: item.signal.time.ms,
    receivedMs: item.receivedAt,
    deviceId: item.signal.deviceId,
    channel: item.signal.channel,
    type: item.type,
    gridCode: item.place.gridCode,
    communityCode: item.place.communityCode,
    status: alert?.signal.status ?? 'ACTUAL',
  };
}

function feedEvent(event: IncidentEventRecord, state: IncidentState): IncidentFeedEvent {
  return {
    topic: 'incident',
    change: event.change,
    incidentId: event.incidentId,
    alertId: event.alertId,
    deviceId: state.deviceId,
    channel: state.channel,
    type: state.type,
    severity: event.severity,
    state: event.change === 'CLEARED' ? 'CLEARED' : state.state,
    count: event.count,
    gridCode: state.gridCode,
  };
}

/** The incident rows and feed events of changes that were not folded here (a pulse that ran out). */
export function feedOf(state: IncidentState, events: readonly IncidentEventRecord[]): IncidentFeedEvent[] {
  return events.map((event) => feedEvent(event, state));
}

/**
 * Folds a batch into the newest incidents of its keys, in event order; equal times keep their order of arrival.
 * Marks each alert with its incident. A storm of repeats of one incident is one changed row and one REPEATED.
 */
export function foldBatch(
  alerts: readonly AlertItem[],
  clears: readonly ClearItem[],
  newest: ReadonlyMap<string, IncidentState>,
  newId: () => string,
): FoldedBatch {
  const steps: Step[] = [
    ...alerts.map((item): Step => ({ kind: 'alert', item, alert: item })),
    ...clears.map((item): Step => ({ kind: 'clear', item, alert: null })),
  ].sort((a, b) => a.item.signal.time.ms - b.item.signal.time.ms || a.item.receivedAt - b.item.receivedAt);

  const current = new Map(newest);
  const created = new Map<string, IncidentState>();
  const changed = new Map<string, IncidentState>();
  const told: { event: IncidentEventRecord; state: IncidentState }[] = [];
  const lastRepeat = new Map<string, IncidentEventRecord>();

  for (const step of steps) {
    const { item, alert } = step;
    const key = incidentKey(item.signal.deviceId, item.signal.channel, item.type);
    const before = current.get(key) ?? null;
    const result = foldIncident(before, inputOf(step), alertType(item.type), newId);
    const { state } = result;
    if (alert !== null) {
      alert.counted = result.disposition === 'COUNTED';
      alert.incidentId = alert.counted ? (state?.id ?? null) : null;
    }
    if (state === null || state === before) continue;
    current.set(key, state);
    if (result.opened || created.has(state.id)) created.set(state.id, state);
    else changed.set(state.id, state);
    for (const event of result.events) {
      told.push({ event, state });
      if (event.change === 'REPEATED') lastRepeat.set(event.incidentId, event);
    }
  }

  const kept = told.filter(
    ({ event }) => event.change !== 'REPEATED' || lastRepeat.get(event.incidentId) === event,
  );
  return {
    created: [...created.values()],
    changed: [...changed.values()],
    events: kept.map(({ event }) => event),
    feed: kept.map(({ event, state }) => feedEvent(event, state)),
  };
}
