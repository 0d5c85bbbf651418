import { Refusal } from '../../core/errors.ts';
import { parseEventTime, zoneOffsetMs } from '../../core/event-time.ts';
import type { EventTime, Signal } from '../../core/signal.ts';
import type { Codec, CodecOptions, Frame } from '../codec.ts';
import { ALINK_ACCEPTED, ALINK_REFUSED } from './alink-examples.ts';
import { END_WORDS, eventPost, outputs, propertyPost, timedValue } from './alink-schema.ts';
import { accept, deviceIdOf, jsonOf } from './json.ts';
import { alertOf, clearOf, type Origin, plainValues, readStates, stateOf, stateType } from './states.ts';

/**
 * Alibaba Cloud IoT Alink JSON, `/sys/<productKey>/<deviceName>/thing/event/<identifier>/post`:
 * `{id, version, params: {value, time}, method}`; identifier `property` posts properties. Source: Alibaba Cloud IoT
 * Platform documentation, Alink protocol, "device properties, events and services".
 *
 * - The device is `<productKey>/<deviceName>`: a device name counts only within its product.
 * - `id` is unique per device and day only: the source event id is `<day of the event, site zone>:<id>`.
 * - The event's identifier is the code; one that names an alarm (ingest/codecs/states.ts) is of that type, any other is
 *   `other` with the raw code. An output `AlarmState` of 0 is its end.
 * - Properties named as alarms raise and clear, other numbers are readings. Each property may have its own time.
 */
export const alink: Codec = {
  name: 'alink',
  version: 1,
  titleZh: '阿里云物联网 Alink',
  titleEn: 'Alibaba Cloud IoT Alink',
  filters: ['/sys/+/+/thing/event/+/post'],
  decode(frame, options) {
    const [empty, sys, product, device, thing, event, identifier = '', post, ...rest] =
      frame.topic.split('/');
    const fits = empty === '' && sys === 'sys' && thing === 'thing' && event === 'event' && post === 'post';
    if (!fits || rest.length > 0 || identifier === '' || identifier.length > 128) {
      throw new Refusal('BAD_TOPIC', '', 'expected /sys/<productKey>/<deviceName>/thing/event/<id>/post');
    }
    const deviceId = deviceIdOf(`${deviceIdOf(product)}/${deviceIdOf(device)}`);
    const payload = jsonOf(frame.payload);
    const read = identifier === 'property' ? readProperties : readEvent;
    return { signals: read({ frame, options, deviceId, identifier }, payload), refusals: [] };
  },
  accepted: ALINK_ACCEPTED,
  refused: ALINK_REFUSED,
};

interface Message {
  frame: Frame;
  options: CodecOptions;
  deviceId: string;
  identifier: string;
}

function originOf({ frame, options, deviceId }: Message, id: string | number, raw: unknown): Origin {
  const time = parseEventTime(raw, frame.receivedAt, options.siteZone);
  const sourceEventId = `${dayOf(time, options.siteZone)}:${id}`;
  return { deviceId, family: 'sensor', gridHint: null, time, codeSystem: 'alink', sourceEventId };
}

/** The day of a moment in the site's zone: `id` starts again with it. */
function dayOf({ ms }: EventTime, siteZone: string): string {
  return new Date(ms + zoneOffsetMs(siteZone, ms)).toISOString().slice(0, 10);
}

function readEvent(message: Message, payload: unknown): Signal[] {
  const { id, params } = accept(eventPost, payload);
  const origin = originOf(message, id, params.time);
  const { identifier } = message;
  const entries = outputs.Check(params.value) ? Object.entries(params.value) : [];
  const type = stateType(identifier);
  // every event that nobody has mapped is `other`: their own channels keep them apart
  if (type === null) {
    return [
      alertOf(origin, { type: 'other', code: identifier, channel: identifier, values: plainValues(entries) }),
    ];
  }
  const ended = entries.some(([name, value]) => END_WORDS.includes(name) && stateOf(value) === false);
  return ended
    ? [clearOf(origin, type)]
    : [alertOf(origin, { type, code: identifier, values: plainValues(entries) })];
}

function readProperties(message: Message, payload: unknown): Signal[] {
  const { id, params } = accept(propertyPost, payload);
  const byTime = new Map<unknown, [string, unknown][]>();
  for (const [name, given] of Object.entries(params)) {
    const { value, time } = timedValue.Check(given) ? given : { value: given, time: null };
    const together = byTime.get(time ?? null);
    if (together === undefined) byTime.set(time ?? null, [[name, value]]);
    else together.push([name, value]);
  }
  return [...byTime].flatMap(([time, entries]) => readStates(originOf(message, id, time), entries));
}
