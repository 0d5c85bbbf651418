import { Refusal } from '../../core/errors.ts';
import { parseEventTime } from '../../core/event-time.ts';
import type { AlertSignal, ClearSignal, Evidence, Signal } from '../../core/signal.ts';
import type { Codec, CodecOptions, Frame } from '../codec.ts';
import { FRIGATE_ACCEPTED, FRIGATE_REFUSED } from './frigate-examples.ts';
import { FrigateSettings, frigateRules, frigateType } from './frigate-rules.ts';
import {
  anyMessage,
  eventMessage,
  FRIGATE_MESSAGES,
  type ReviewSegment,
  reviewMessage,
  type TrackedObject,
} from './frigate-schema.ts';
import { accept, deviceIdOf, jsonOf, textOf } from './json.ts';

/** The Frigate server itself, as a device: `frigate/available` tells of it. */
export const FRIGATE_SERVER_ID = 'frigate';
const CODE_SYSTEM = 'frigate';
/** A review starts a moment after its first detection; a detection older than this is not its beginning. */
const SAME_START_SECONDS = 5;
const MAX_EVIDENCE = 5;

/**
 * Frigate NVR 0.14 and later, topic prefix `frigate` (source: Frigate's documentation, "Integrations, MQTT").
 *
 * - `frigate/events`: the device is the camera. `new`, `update` and `end` of one tracked object all give the same
 *   alert (its id, its start time), so the many updates a second are one alert, and a lost `new` is made good by the
 *   next update. `end` clears besides. `false_positive` objects are passed over until they are none.
 * - `frigate/reviews`: a segment with several objects. While its first detection is as new as the segment, the alert
 *   takes the detection's id and time, so that events and reviews together count it once; a segment that lists only an
 *   older detection is news of its own. What Frigate itself calls `alert` is never dropped: without a rule it is
 *   `other`.
 * - Labels and zones become our types by ingest/codecs/frigate-rules.ts, and rules of the source before them; what no row
 *   names is no alert.
 * - `sub_label` may hold a face's name or a number plate: it is matched against the rules and never stored.
 * - `frigate/<camera>/status/<role>`: the role `detect` tells whether the camera is online; `disabled` is a person's
 *   wish, no outage. Times are epoch seconds as floats. Evidence is Frigate's own URL path, never the bytes.
 */
export const frigate: Codec = {
  name: 'frigate',
  version: 1,
  titleZh: 'Frigate 智能录像机',
  titleEn: 'Frigate NVR',
  settings: FrigateSettings,
  filters: ['frigate/events', 'frigate/reviews', 'frigate/available', 'frigate/+/status/+'],
  decode(frame, options) {
    const levels = frame.topic.split('/');
    if (levels[0] === 'frigate' && levels.length === 2) {
      switch (levels[1]) {
        case 'events':
          return { signals: decodeEvent(frame, options), refusals: [] };
        case 'reviews':
          return { signals: decodeReview(frame, options), refusals: [] };
        case 'available':
          return { signals: statusOf(frame, FRIGATE_SERVER_ID), refusals: [] };
      }
    }
    if (levels[0] === 'frigate' && levels.length === 4 && levels[2] === 'status') {
      const signals = statusOf(frame, deviceIdOf(levels[1]));
      return { signals: levels[3] === 'detect' ? signals : [], refusals: [] };
    }
    throw new Refusal('BAD_TOPIC', '', 'not a topic of Frigate that the hub reads');
  },
  accepted: FRIGATE_ACCEPTED,
  refused: FRIGATE_REFUSED,
};

/** Whether the message carries a state. @throws Refusal UNSUPPORTED_MESSAGE */
function carriesState(message: unknown): boolean {
  const { type } = accept(anyMessage, message);
  const carries = Object.hasOwn(FRIGATE_MESSAGES, type) ? FRIGATE_MESSAGES[type] : undefined;
  if (carries === undefined) throw new Refusal('UNSUPPORTED_MESSAGE', '/type', 'expected new, update or end');
  return carries === 'state';
}

function decodeEvent(frame: Frame, options: CodecOptions): Signal[] {
  const message = jsonOf(frame.payload);
  if (!carriesState(message)) return [];
  const { type, after } = accept(eventMessage, message);
  if (after.false_positive === true) return [];
  const zones = [...new Set([...(after.entered_zones ?? []), ...(after.current_zones ?? [])])];
  const match = frigateType(
    [after.label, ...subLabel(after.sub_label)],
    zones,
    after.camera,
    frigateRules(options),
  );
  if (match === null) return [];
  const alert = alertOf(frame, options, {
    camera: after.camera,
    id: after.id,
    startSeconds: after.start_time ?? null,
    type: match.type,
    code: match.label,
    confidence: after.top_score ?? null,
    zones,
    evidence: eventEvidence(after),
  });
  return type === 'end' ? [alert, clearOf(alert, after.end_time, frame, options)] : [alert];
}

function decodeReview(frame: Frame, options: CodecOptions): Signal[] {
  const message = jsonOf(frame.payload);
  if (!carriesState(message)) return [];
  const { type, after } = accept(reviewMessage, message);
  const zones = after.data.zones ?? [];
  const objects = [...(after.data.objects ?? []), ...(after.data.audio ?? [])].map(bareLabel);
  const rules = frigateRules(options);
  const types = new Map<string, string>();
  for (const label of [...objects, ...(after.data.sub_labels ?? [])]) {
    const match = frigateType([label], zones, after.camera, rules);
    if (match !== null && !types.has(match.type)) types.set(match.type, match.label);
  }
  if (types.size === 0 && after.severity === 'alert') types.set('other', objects[0] ?? 'alert');
  const identity = reviewIdentity(after, types.size === 1 && new Set(objects).size === 1);
  return [...types].flatMap(([alertType, code]): Signal[] => {
    const alert = alertOf(frame, options, {
      camera: after.camera,
      ...identity,
      type: alertType,
      code,
      confidence: null,
      zones,
      evidence: (after.data.detections ?? []).slice(0, MAX_EVIDENCE).map(snapshotOf),
    });
    return type === 'end' ? [alert, clearOf(alert, after.end_time, frame, options)] : [alert];
  });
}

/** The first detection's identity when it began with the segment and nothing else is in it, else the segment's own. */
function reviewIdentity(
  segment: ReviewSegment,
  single: boolean,
): { id: string; startSeconds: number | null } {
  const own = { id: segment.id, startSeconds: segment.start_time ?? null };
  const first = segment.data.detections?.[0];
  const begun =
    first === undefined ? Number.NaN : Number(/^\d+(?:\.\d+)?(?=-)/.exec(first)?.[0] ?? Number.NaN);
  if (!single || first === undefined || own.startSeconds === null || !Number.isFinite(begun)) return own;
  return begun >= own.startSeconds - SAME_START_SECONDS ? { id: first, startSeconds: begun } : own;
}

interface Seen {
  camera: string;
  id: string;
  startSeconds: number | null;
  type: string;
  code: string;
  confidence: number | null;
  zones: readonly string[];
  evidence: Evidence[];
}

function alertOf(frame: Frame, options: CodecOptions, seen: Seen): AlertSignal {
  const { confidence } = seen;
  return {
    kind: 'alert',
    deviceId: deviceIdOf(seen.camera),
    family: 'camera',
    gridHint: null,
    time: parseEventTime(seen.startSeconds, frame.receivedAt, options.siteZone),
    type: seen.type,
    codeSystem: CODE_SYSTEM,
    code: seen.code,
    channel: '',
    sourceEventId: seen.id,
    severity: null,
    confidence: confidence !== null && confidence >= 0 && confidence <= 1 ? confidence : null,
    status: 'ACTUAL',
    values: seen.zones.length === 0 ? {} : { zones: seen.zones.slice(0, 20).join(' ') },
    evidence: seen.evidence,
  };
}

function clearOf(
  alert: AlertSignal,
  endSeconds: number | null | undefined,
  frame: Frame,
  options: CodecOptions,
): ClearSignal {
  const { deviceId, family, gridHint, type, channel, sourceEventId } = alert;
  const time = parseEventTime(endSeconds, frame.receivedAt, options.siteZone);
  return { kind: 'clear', deviceId, family, gridHint, type, channel, sourceEventId, time };
}

function subLabel(value: unknown): string[] {
  const name: unknown = Array.isArray(value) ? value[0] : value;
  return typeof name === 'string' ? [name] : [];
}

/** A verified object is told as `person-verified`. */
function bareLabel(label: string): string {
  return label.replace(/-verified$/, '');
}

function eventEvidence(object: TrackedObject): Evidence[] {
  const clip: Evidence = { url: `/api/events/${encodeURIComponent(object.id)}/clip.mp4`, kind: 'video' };
  return [
    ...(object.has_snapshot === true ? [snapshotOf(object.id)] : []),
    ...(object.has_clip === true ? [clip] : []),
  ];
}

function snapshotOf(id: string): Evidence {
  return { url: `/api/events/${encodeURIComponent(id)}/snapshot.jpg`, kind: 'image' };
}

/** `online`, `offline`; `disabled`, and the deletion of a retained message, say nothing. */
function statusOf(frame: Frame, deviceId: string): Signal[] {
  if (frame.payload.length === 0) return [];
  const word = textOf(frame.payload).trim().toLowerCase();
  if (word === 'disabled') return [];
  if (word !== 'online' && word !== 'offline') {
    throw new Refusal('SCHEMA_MISMATCH', '', 'expected online, offline or disabled');
  }
  const time = { ms: frame.receivedAt, quality: 'GOOD' } as const;
  return [{ kind: 'status', deviceId, family: 'camera', gridHint: null, time, online: word === 'online' }];
}
