import { typeOfSourceCode } from '../../core/alert-types.ts';
import { Refusal } from '../../core/errors.ts';
import { parseEventTime } from '../../core/event-time.ts';
import type { AlertSignal, Evidence, Family, Signal } from '../../core/signal.ts';
import type { Codec, CodecOptions, Frame } from '../codec.ts';
import { cameraAlert, deviceInTopic, endOf, numberOf, referenceOf, valuesOf } from './alert.ts';
import { ISECURE_ACCEPTED, ISECURE_REFUSED } from './hikvision-isecure-examples.ts';
import {
  callback,
  detail,
  EVENT_STATUSES,
  type PlatformEvent,
  platformEvent,
} from './hikvision-isecure-schema.ts';
import { accept, collectRefusals, jsonOf } from './json.ts';

const CODE_SYSTEM = 'hikvision';
const MAX_EVIDENCE = 5;

/** `srcType` of what is no camera. */
const FAMILIES: Readonly<Record<string, Family>> = {
  defence: 'sensor',
  fireSensor: 'sensor',
  sensor: 'sensor',
  transmission: 'sensor',
  elevator: 'elevator',
};

/**
 * Events of the Hikvision platform iSecure Center (综合安防管理平台), its `OnEventNotify` callback copied onto
 * `isecure/<platform>/event`. Source: the platform's open API, "事件订阅" and the table of event types (事件类型码).
 *
 * - The device is `srcIndex`, the platform's index of the camera or sensor that saw it; the topic names the platform
 *   only. `srcParentIndex`, or `srcParentIdex` as it is misspelt, is kept as `parentDevice`.
 * - `status` 0 instant, 1 start and 3 pulse raise; 2 stop clears; 4 linkage result and 5 picture come later for an
 *   event told before, often with a `happenTime` of their own: evidence, which finds its alert by `srcIndex` and
 *   `eventId`, and no alert. One of them that refers to no picture or video says nothing.
 * - Outer type 0 (combined events, 联动) hides the real type and source in `eventDetails[0]`.
 * - `happenTime` may be `1900-01-00T…` (then the receive time, quality BAD) or without a zone (the site's).
 * - Up to 50 events a call; one that is bad is refused alone. `timeout`, the seconds after which the source itself takes
 *   it for over, is kept as `timeoutSeconds`.
 * - 889196545, device offline, is an alert like the others: its number and event id are kept.
 * - Of `data` only references of pictures and videos are taken: it may hold names, numbers and faces.
 */
export const hikvisionIsecure: Codec = {
  name: 'hikvision-isecure',
  version: 2,
  titleZh: '海康威视综合安防管理平台',
  titleEn: 'Hikvision iSecure Center',
  filters: ['isecure/+/event'],
  decode(frame, options) {
    deviceInTopic(frame.topic, 'isecure', 'event');
    const { method, params } = accept(callback, jsonOf(frame.payload));
    if (method !== 'OnEventNotify')
      throw new Refusal('UNSUPPORTED_MESSAGE', '/method', 'expected OnEventNotify');
    const refusals = collectRefusals();
    const signals = params.events.flatMap((event, index): Signal[] => {
      if (refusals.full() && !platformEvent.Check(event)) {
        refusals.count();
        return [];
      }
      try {
        const at = `/params/events/${index}`;
        return signalsOf(accept(platformEvent, event, at), frame, options, at);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusals.add(error);
        return [];
      }
    });
    const [first] = refusals.all();
    if (signals.length === 0 && first !== undefined) throw first;
    return { signals, refusals: refusals.all() };
  },
  accepted: ISECURE_ACCEPTED,
  refused: ISECURE_REFUSED,
};

function signalsOf(event: PlatformEvent, frame: Frame, options: CodecOptions, at: string): Signal[] {
  const inner = innerOf(event);
  const code = String(inner.eventType ?? event.eventType).trim();
  const deviceId = [event.srcIndex, inner.srcIndex].find((index) => index != null && index !== '');
  if (deviceId == null) throw new Refusal('SCHEMA_MISMATCH', `${at}/srcIndex`, 'no source is named');
  const means = EVENT_STATUSES[String(event.status ?? 0)];
  const srcType = event.srcType || inner.srcType;
  const family =
    (srcType != null && Object.hasOwn(FAMILIES, srcType) ? FAMILIES[srcType] : undefined) ?? 'camera';
  const time = parseEventTime(event.happenTime, frame.receivedAt, options.siteZone);
  const evidence = [event.data, event.eventDetails].flatMap(referencesIn).slice(0, MAX_EVIDENCE);
  if (means === 'later') {
    if (evidence.length === 0) return [];
    return [
      { kind: 'evidence', deviceId, family, gridHint: null, time, sourceEventId: event.eventId, evidence },
    ];
  }
  const alert: AlertSignal = cameraAlert({
    deviceId,
    family,
    time,
    type: typeOfSourceCode(CODE_SYSTEM, code),
    codeSystem: CODE_SYSTEM,
    code,
    channel: '',
    sourceEventId: event.eventId,
    values: valuesOf({
      deviceName: event.srcName || inner.srcName,
      sourceType: srcType,
      parentDevice: event.srcParentIndex || event.srcParentIdex,
      timeoutSeconds: numberOf(event.timeout) || undefined,
      statusRaw: means === undefined ? event.status : undefined,
    }),
    evidence,
  });
  return means === 'stop' ? endOf(alert) : [alert];
}

/** What a combined event is made of: its first detail; nothing for an event with a type of its own. */
function innerOf(event: PlatformEvent) {
  const first: unknown = event.eventDetails?.[0];
  return String(event.eventType) === '0' && detail.Check(first) ? first : {};
}

/** Keys of references by what they lead to: `imageUrl`, `picUrl`, `bkgUrl`, `faceUri`, `videoUrl` … */
const URL_KEY = /ur[il]$/i;

/** Every picture and video that is referred to below a value; jsonOf has bounded its depth. */
function referencesIn(value: unknown): Evidence[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
    if (typeof child !== 'string') return referencesIn(child);
    if (!URL_KEY.test(key)) return [];
    return referenceOf(child, /video|record/i.test(key) ? 'video' : 'image');
  });
}
