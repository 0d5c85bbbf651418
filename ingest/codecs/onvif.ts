import { typeOfSourceCode } from '../../core/alert-types.ts';
import { Refusal } from '../../core/errors.ts';
import { parseEventTime } from '../../core/event-time.ts';
import type { Codec } from '../codec.ts';
import { cameraAlert, endOf, valuesOf } from './alert.ts';
import { accept, deviceIdOf, jsonOf } from './json.ts';
import { ONVIF_ACCEPTED, ONVIF_REFUSED } from './onvif-examples.ts';
import { ALARM_ROOTS, message, sourceValue, stateOf } from './onvif-schema.ts';

const CODE_SYSTEM = 'onvif';
const MAX_PATH_LEVELS = 10;
const MAX_CHANNEL = 200;

/**
 * ONVIF events over MQTT, `<prefix>/onvif-ej/<topic path>/&<source values>`, JSON `{UtcTime, Source, Data}`. Source:
 * ONVIF Core Specification 22.06, 9.10 (MQTT) with the topics of the Imaging and Analytics specifications.
 *
 * - The last level of the prefix is the device; the default filter is for prefixes `onvif/<device>`.
 * - The topic path (`RuleEngine/LoiteringDetector/ObjectIsLoitering`) is the code; its type is that of the longest part
 *   from its start that a row names, else of a single level. Devices publish every property they have: of the unnamed
 *   ones only rules and pictures are alarms (`other`, path kept), not `PTZReady` or a relay.
 * - Source values, `&/1/MyRule`, `&1/MyRule` or `&/Rule=MyRule` by the device's version, are the channel: a rule ends
 *   only what it raised.
 * - A property has a boolean state, quoted or bare, as `true` or `1`: true raises, false clears. Without one it is an
 *   event and raises.
 * - Properties are retained: what a broker sends again has the same `UtcTime` and is the same alert. Zero bytes delete
 *   the property and say nothing.
 * - `UtcTime` is UTC also when it says no zone.
 */
export const onvif: Codec = {
  name: 'onvif',
  version: 1,
  titleZh: 'ONVIF 事件（MQTT）',
  titleEn: 'ONVIF events over MQTT',
  filters: ['onvif/+/onvif-ej/#'],
  decode(frame) {
    const { deviceId, path, channel: told } = addressOf(frame.topic);
    if (frame.payload.length === 0) return { signals: [], refusals: [] };
    const event = accept(message, jsonOf(frame.payload));
    const sources = Object.values(event.Source ?? {}).map(String);
    const type = typeOfPath(path);
    if (type === 'other' && !ALARM_ROOTS.has(path[0] ?? '')) return { signals: [], refusals: [] };
    const code = path.join('/');
    const alert = cameraAlert({
      deviceId,
      time: parseEventTime(event.UtcTime, frame.receivedAt, 'UTC'),
      type,
      codeSystem: CODE_SYSTEM,
      code,
      channel: bounded(told ?? sources.join('/')),
      sourceEventId: event.UtcTime == null ? null : `${code} ${event.UtcTime} ${objectOf(event.Data)}`,
      values: valuesOf({ rule: event.Source?.Rule, objectId: objectOf(event.Data) }),
    });
    const signals = stateOf(event.Data ?? {}) === false ? endOf(alert) : [alert];
    return { signals, refusals: [] };
  },
  accepted: ONVIF_ACCEPTED,
  refused: ONVIF_REFUSED,
};

interface Address {
  deviceId: string;
  path: string[];
  /** Null when the topic has no source part. */
  channel: string | null;
}

function addressOf(topic: string): Address {
  const levels = topic.split('/');
  const mark = levels.indexOf('onvif-ej');
  if (mark < 1) throw new Refusal('BAD_TOPIC', '', 'expected <prefix>/onvif-ej/<topic path>');
  const rest = levels.slice(mark + 1).join('/');
  const source = rest.indexOf('&');
  const path = (source === -1 ? rest : rest.slice(0, source))
    .replace(/\/$/, '')
    .split('/')
    // namespaces are dropped by the specification, kept by some devices
    .map((level) => level.replace(/^tns\w{0,20}:/, ''));
  if (path.length > MAX_PATH_LEVELS || path.some((level) => level === '' || level.length > 64)) {
    throw new Refusal('BAD_TOPIC', '', 'the topic path must have 1 to 10 levels of 1 to 64 characters');
  }
  for (const level of path) deviceIdOf(level);
  const channel =
    source === -1
      ? null
      : rest
          .slice(source + 1)
          .split('/')
          .filter(Boolean)
          .map(sourceValue)
          .join('/');
  return { deviceId: deviceIdOf(levels[mark - 1]), path, channel };
}

function typeOfPath(path: readonly string[]): string {
  const parts = [...path.keys()].map((index) => path.slice(0, path.length - index).join('/'));
  for (const part of [...parts, ...path]) {
    const type = typeOfSourceCode(CODE_SYSTEM, part);
    if (type !== 'other') return type;
  }
  return 'other';
}

function bounded(channel: string): string {
  if (channel.length <= MAX_CHANNEL) return channel;
  throw new Refusal('SCHEMA_MISMATCH', '/Source', `longer than ${MAX_CHANNEL} characters`);
}

function objectOf(data: Readonly<Record<string, unknown>> | undefined): string {
  const id = data?.ObjectId;
  return typeof id === 'string' || typeof id === 'number' ? String(id).slice(0, 100) : '';
}
