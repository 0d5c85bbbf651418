import { typeOfSourceCode } from '../../core/alert-types.ts';
import { Refusal } from '../../core/errors.ts';
import { parseEventTime } from '../../core/event-time.ts';
import type { Signal } from '../../core/signal.ts';
import type { Codec, CodecOptions, Frame } from '../codec.ts';
import { accept, deviceIdOf, jsonOf, textOf } from './json.ts';
import { alertOf, clearOf, type Origin, telemetryOf } from './states.ts';
import { ZIGBEE2MQTT_ACCEPTED, ZIGBEE2MQTT_REFUSED } from './zigbee2mqtt-examples.ts';
import {
  type DeviceState,
  deviceState,
  HELP_ACTIONS,
  METRICS,
  MILLIVOLTS_FROM,
  STATE_CODES,
  TESTABLE,
} from './zigbee2mqtt-schema.ts';

const CODE_SYSTEM = 'zigbee2mqtt';

/**
 * Zigbee2MQTT, `zigbee2mqtt/<friendly name>`: the whole cached state of a device at each change, as JSON. Source:
 * Zigbee2MQTT documentation, "MQTT topics and messages" and the exposes of its devices.
 *
 * - A friendly name may hold `/` and spaces; as it stands it is the device's id. Output by attribute is not read.
 * - Each message raises what is true and clears what is false; what it does not name it leaves alone.
 * - `smoke: true` with `test: true` is the test button: status Test.
 * - `action` is a press and no state: a call for help is raised by it, and its release ends nothing.
 * - `contact: true` is closed: told as the metric `open` = 0.
 * - `last_seen` is ms or ISO 8601; without it the receive time stands in with quality BAD.
 * - `…/availability` and `bridge/state` are `{"state": "online"}` or the bare word, retained.
 */
export const zigbee2mqtt: Codec = {
  name: 'zigbee2mqtt',
  version: 1,
  titleZh: 'Zigbee2MQTT',
  titleEn: 'Zigbee2MQTT',
  filters: ['zigbee2mqtt/#'],
  decode(frame, options) {
    const slash = frame.topic.indexOf('/');
    const rest = slash === -1 ? '' : frame.topic.slice(slash + 1);
    if (rest === 'bridge/state') return { signals: availabilityOf(frame, 'zigbee2mqtt'), refusals: [] };
    // the bridge's own lists and logs, and what others ask of a device
    if (rest.startsWith('bridge/') || /\/(?:set|get)(?:\/[^/]+)?$/.test(rest))
      return { signals: [], refusals: [] };
    const name = /^(.*)\/availability$/s.exec(rest);
    if (name !== null) return { signals: availabilityOf(frame, deviceIdOf(name[1])), refusals: [] };
    const deviceId = deviceIdOf(rest);
    // a deleted retained state
    if (frame.payload.length === 0) return { signals: [], refusals: [] };
    return { signals: decodeState(frame, deviceId, options), refusals: [] };
  },
  accepted: ZIGBEE2MQTT_ACCEPTED,
  refused: ZIGBEE2MQTT_REFUSED,
};

function decodeState(frame: Frame, deviceId: string, options: CodecOptions): Signal[] {
  const payload = jsonOf(frame.payload);
  const state = accept(deviceState, payload);
  const origin: Origin = {
    deviceId,
    family: 'sensor',
    gridHint: null,
    time: parseEventTime(state.last_seen, frame.receivedAt, options.siteZone),
    codeSystem: CODE_SYSTEM,
    sourceEventId: null,
  };
  const readings = readingsOf(payload, state);
  const values = Object.fromEntries(readings);
  const signals: Signal[] = [];
  const action = state.action?.toLowerCase() ?? '';
  if (HELP_ACTIONS.has(action)) {
    signals.push(alertOf(origin, { type: typeOfSourceCode(CODE_SYSTEM, action), code: action, values }));
  }
  for (const code of STATE_CODES) {
    const type = typeOfSourceCode(CODE_SYSTEM, code);
    // two detectors in one housing keep their incidents apart
    const channel = code === 'carbon_monoxide' ? code : '';
    const status = state.test === true && TESTABLE.has(code) ? 'TEST' : 'ACTUAL';
    if (state[code] === true) signals.push(alertOf(origin, { type, code, channel, status, values }));
    else if (state[code] === false) signals.push(clearOf(origin, type, channel));
  }
  return [...signals, ...telemetryOf(origin, readings)];
}

function readingsOf(payload: unknown, state: DeviceState): [string, number][] {
  const readings: [string, number][] = [];
  for (const [name, value] of Object.entries(Object(payload))) {
    const row = Object.hasOwn(METRICS, name) ? METRICS[name] : undefined;
    if (row === undefined) continue;
    const number = typeof value === 'boolean' ? Number(value) : value;
    if (typeof number !== 'number') continue;
    const isMillivolts = name === 'voltage' && number >= MILLIVOLTS_FROM;
    readings.push([row.metric, isMillivolts ? number / 1000 : number * row.factor]);
  }
  if (typeof state.contact === 'boolean') readings.push(['open', state.contact ? 0 : 1]);
  return readings;
}

function availabilityOf(frame: Frame, deviceId: string): Signal[] {
  if (frame.payload.length === 0) return [];
  const word = /^\s*(?:\{\s*"state"\s*:\s*)?"?(online|offline)"?\s*\}?\s*$/.exec(textOf(frame.payload));
  if (word === null) throw new Refusal('SCHEMA_MISMATCH', '', 'expected online or offline');
  // the bridge's own observation, and the message carries no time
  const time = { ms: frame.receivedAt, quality: 'GOOD' } as const;
  return [{ kind: 'status', deviceId, family: 'sensor', gridHint: null, time, online: word[1] === 'online' }];
}
