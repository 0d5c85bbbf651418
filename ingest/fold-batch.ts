import { alertType } from '../core/alert-types.ts';
import type { IncidentFeedEvent } from '../core/feed-event.ts';
import { flapPolicy } from '../core/flap-policy.ts';
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
  /** What its incident is about (`incidentKey`). */
  key: string;
  place: Place;
  receivedAt: number;
}

/** An alert on its way through a batch: what it said, where it lies, and what became of it. */
export interface AlertItem {
  signal: AlertSignal;
  /** A code of the type table: a bounded set, since it is a tag in InfluxDB. */
  type: string;
  /** What its incident is about (`incidentKey`). */
  key: string;
  severity: Severity;
  /** Why the severity policy changed it; null when it did not. */
  severityReason: string | null;
  maintenance: { id: string; untilMs: number } | null;
  place: Place;
  receivedAt: number;
  codec: string;
  redelivered: boolean;
  fingerprint: bigint;
  /** JSON of what the signal carries; null when it carries none. */
  values: string | null;
  evidence: string | null;
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
  /** Newest clears of keys that have no incident. */
  marks: { deviceId: string; channel: string; type: string; clearMs: number }[];
}

interface Step {
  item: AlertItem | ClearItem;
  /** The item when it is an alert. */
  alert: AlertItem | null;
}

/** The value that the hysteresis of the type looks at, when the source sent it. */
function measuredValue({ signal, type }: Step['item']): number | null {
  const { hysteresis } = flapPolicy(type);
  const value = hysteresis === null ? undefined : signal.values?.[hysteresis.metric];
  return typeof value === 'number' ? value : null;
}

function inputOf({ item, alert }: Step): IncidentInput {
  return {
    kind: alert === null ? 'clear' : 'alert',
    alertId: alert?.id ?? '',
    severity: alert?.severity ?? 'info',
    severityReason: alert?.severityReason ?? null,
    maintenance: alert?.maintenance ?? null,
    value: measuredValue(item),
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
  return events.filter((event) => !event.quiet).map((event) => feedEvent(event, state));
}

/**
 * Folds a batch into the newest incidents of its keys, in event order; equal times keep their order of arrival.
 * Marks each alert with its incident. A storm of repeats of one incident is one changed row and one REPEATED.
 */
export function foldBatch(
  alerts: readonly AlertItem[],
  clears: readonly ClearItem[],
  newestOf: (key: string) => IncidentState | null,
  newId: () => string,
  knownMarks: ReadonlyMap<string, number> = new Map(),
): FoldedBatch {
  const steps: Step[] = [
    ...alerts.map((item): Step => ({ item, alert: item })),
    ...clears.map((item): Step => ({ item, alert: null })),
  ].sort((a, b) => a.item.signal.time.ms - b.item.signal.time.ms || a.item.receivedAt - b.item.receivedAt);

  /** The newest of each key that the batch has changed. */
  const current = new Map<string, IncidentState>();
  const created = new Map<string, IncidentState>();
  const changed = new Map<string, IncidentState>();
  const told: { event: IncidentEventRecord; state: IncidentState }[] = [];
  const lastRepeat = new Map<string, IncidentEventRecord>();
  const marks = new Map(knownMarks);
  const newMarks = new Map<string, FoldedBatch['marks'][number]>();

  function keep(state: IncidentState): void {
    if (created.has(state.id)) created.set(state.id, state);
    else changed.set(state.id, state);
  }

  for (const step of steps) {
    const { item, alert } = step;
    const { key } = item;
    const before = current.get(key) ?? newestOf(key);
    const input = inputOf(step);
    const result = foldIncident(before, input, alertType(item.type), {
      newId,
      clearMarkMs: before === null ? (marks.get(key) ?? null) : null,
    });
    const { state, ended } = result;
    if (alert !== null) {
      alert.counted = result.disposition === 'COUNTED';
      alert.incidentId = alert.counted ? (state?.id ?? null) : null;
    }
    if (state === null) {
      const { deviceId, channel, type, eventMs } = input;
      const known = marks.get(key);
      const remembered = alert === null && alertType(type).clearMode !== 'latched';
      if (remembered && (known === undefined || known < eventMs)) {
        marks.set(key, eventMs);
        newMarks.set(key, { deviceId, channel, type, clearMs: eventMs });
      }
      continue;
    }
    if (state === before) continue;
    current.set(key, state);
    if (ended !== null) keep(ended);
    if (result.opened) created.set(state.id, state);
    else keep(state);
    for (const event of result.events) {
      told.push({ event, state: event.incidentId === state.id ? state : (ended ?? state) });
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
    feed: kept.filter(({ event }) => !event.quiet).map(({ event, state }) => feedEvent(event, state)),
    marks: [...newMarks.values()],
  };
}
