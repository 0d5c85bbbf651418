import { typeOfSourceCode } from '../../core/alert-types.ts';
import { parseEventTime } from '../../core/event-time.ts';
import type { AlertSignal, Evidence } from '../../core/signal.ts';
import type { Codec, CodecOptions, Frame } from '../codec.ts';
import { cameraAlert, deviceInTopic, endOf, numberOf, referenceOf, valuesOf } from './alert.ts';
import { ISAPI_ACCEPTED, ISAPI_REFUSED } from './hikvision-isapi-examples.ts';
import {
  type EventNotificationAlert,
  HEARTBEAT,
  INACTIVE,
  notificationOf,
  regionsOf,
} from './hikvision-isapi-schema.ts';

/** Code system of Hikvision's event names and of the numbers of its platform. */
const CODE_SYSTEM = 'hikvision';

/**
 * Hikvision ISAPI `EventNotificationAlert`, as a camera or recorder posts it to its HTTP listening host or alertStream,
 * copied onto `hikvision/<device>/event` by a bridge. XML or JSON, told apart by the first character. Source: ISAPI
 * Developer Guide, "XML_EventNotificationAlert" and "JSON_EventNotificationAlert_Alarm/EventInfo".
 *
 * - The device is the topic's: payloads name it by an address that changes. The channel is `dynChannelID` (a
 *   recorder's network camera), else `channelID`; number or text.
 * - XML has one of two namespaces or none, JSON is bare or wrapped in `EventNotificationAlert`.
 * - An active event is told again every second with a growing `activePostCount`, and often its end is never told: each
 *   is an alert, one incident counts them, and silence ends it. `inactive` clears when it does come.
 * - An idle camera says `videoloss` `inactive` as its heartbeat: a clear where nothing is open, which leaves no trace.
 *   Newer ones say `heartBeat`.
 * - An `eventType` that no row names is `other` with the raw code; an unknown `eventState` is a raise, the word kept.
 * - `dateTime` without a zone is the site's. `fireMaxTemperature`, on top or in a region, is `fireMaxTemperatureC`.
 */
export const hikvisionIsapi: Codec = {
  name: 'hikvision-isapi',
  version: 1,
  titleZh: '海康威视 ISAPI 事件',
  titleEn: 'Hikvision ISAPI events',
  filters: ['hikvision/+/event'],
  decode(frame, options) {
    const deviceId = deviceInTopic(frame.topic, 'hikvision', 'event');
    const notification = notificationOf(frame.payload);
    if (HEARTBEAT.test(notification.eventType)) {
      const time = { ms: frame.receivedAt, quality: 'GOOD' } as const;
      const base = { deviceId, family: 'camera', gridHint: null } as const;
      return { signals: [{ kind: 'status', ...base, time, online: true }], refusals: [] };
    }
    const alert = alertOf(notification, deviceId, frame, options);
    const ended = INACTIVE.test(notification.eventState ?? '');
    return { signals: ended ? endOf(alert) : [alert], refusals: [] };
  },
  accepted: ISAPI_ACCEPTED,
  refused: ISAPI_REFUSED,
};

function alertOf(
  event: EventNotificationAlert,
  deviceId: string,
  frame: Frame,
  options: CodecOptions,
): AlertSignal {
  const code = event.eventType.trim();
  const state = event.eventState?.trim() ?? '';
  const posts = event.activePostCount ?? null;
  return cameraAlert({
    deviceId,
    time: parseEventTime(event.dateTime, frame.receivedAt, options.siteZone),
    type: typeOfSourceCode(CODE_SYSTEM, code),
    codeSystem: CODE_SYSTEM,
    code,
    channel: channelOf(event),
    // one id for all posts of an event: with the post's number a repeat is news, a redelivery is not
    sourceEventId: event.uuid ? `${event.uuid}#${posts ?? ''}` : null,
    values: valuesOf({
      activePostCount: numberOf(posts),
      eventDescription: event.eventDescription,
      channelName: event.channelName,
      targetType: event.targetType ?? event.detectionTarget,
      eventStateRaw: state.toLowerCase() === 'active' ? '' : state,
      fireMaxTemperatureC: fireMaxTemperature(event),
    }),
    evidence: evidenceOf(event),
  });
}

function channelOf({ dynChannelID, channelID }: EventNotificationAlert): string {
  const given = [dynChannelID, channelID].find((id) => id != null && String(id).trim() !== '');
  return given == null ? '' : String(given).trim();
}

function fireMaxTemperature(event: EventNotificationAlert): number | undefined {
  const told = [event, ...regionsOf(event)].flatMap((part) => numberOf(part.fireMaxTemperature) ?? []);
  return told.length === 0 ? undefined : Math.max(...told);
}

function evidenceOf(event: EventNotificationAlert): Evidence[] {
  return [
    ...referenceOf(event.imageURL, 'image'),
    ...referenceOf(event.bkgUrl, 'image'),
    ...referenceOf(event.videoURL, 'video'),
  ];
}
