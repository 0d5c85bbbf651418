import { Refusal } from '../../core/errors.ts';
import { parseEventTime } from '../../core/event-time.ts';
import type { Signal } from '../../core/signal.ts';
import type { Codec, CodecMemory, CodecOptions, Decoded, Frame } from '../codec.ts';
import { type ConfigPlace, discover, type Listener } from './home-assistant-config.ts';
import { HOME_ASSISTANT_ACCEPTED, HOME_ASSISTANT_REFUSED } from './home-assistant-examples.ts';
import { valueAt } from './home-assistant-template.ts';
import { collectRefusals, jsonOf, textOf } from './json.ts';
import { alertOf, clearOf, type Origin, telemetryOf } from './states.ts';

/** Entities on one topic: each state is read for each of them. */
const MAX_LISTENERS = 200;

/** What a device class and unit of a sensor are called here, and the factor and offset to our unit. */
const METRICS: Readonly<Record<string, { metric: string; factor: number; offset: number }>> = {
  'temperature/°C': { metric: 'temperatureC', factor: 1, offset: 0 },
  'temperature/°F': { metric: 'temperatureC', factor: 5 / 9, offset: -160 / 9 },
  'humidity/%': { metric: 'humidityPercent', factor: 1, offset: 0 },
  'battery/%': { metric: 'batteryPercent', factor: 1, offset: 0 },
  'voltage/V': { metric: 'voltageV', factor: 1, offset: 0 },
  'voltage/mV': { metric: 'voltageV', factor: 0.001, offset: 0 },
  'current/A': { metric: 'currentA', factor: 1, offset: 0 },
  'power/W': { metric: 'powerW', factor: 1, offset: 0 },
  'power/kW': { metric: 'powerW', factor: 1000, offset: 0 },
  'energy/kWh': { metric: 'energyWh', factor: 1000, offset: 0 },
  'energy/Wh': { metric: 'energyWh', factor: 1, offset: 0 },
};

/**
 * Home Assistant MQTT discovery: the retained `homeassistant/<component>/[<node>/]<object>/config` names the topics on
 * which an entity tells its state. Source: Home Assistant documentation, MQTT integration, "MQTT discovery".
 *
 * - Binary sensors and sensors are learned, alone or as components of a `device`, with all abbreviations and `~`. The
 *   device is the first of `device.identifiers`, else the node, the unique id, the object id.
 * - A binary sensor whose class (or key) names an alarm raises on `payload_on` and clears on `payload_off`; its key is
 *   the channel. Other states are readings `<key>.<metric>`. `connectivity` and availability topics say online.
 * - An empty configuration forgets the entity; so does a new one its old topics.
 * - A template that only picks a value is read, with the filters that leave it as it is; one that computes is refused.
 * - `expire_after` and `off_delay` are kept beside the alert, in seconds. With `off_delay` the device never says off:
 *   the incident ends by a person, not by a state that nobody sent.
 * - States carry no time: receive time, quality BAD.
 * - By default only state topics under `homeassistant/` arrive here; others are bound by configuration. A state that
 *   comes before its configuration is refused with NEEDS_BIRTH: Home Assistant's own birth message on
 *   `homeassistant/status` makes devices send both again; the hub sends nothing.
 */
export const homeAssistant: Codec = {
  name: 'home-assistant',
  version: 1,
  titleZh: 'Home Assistant 自动发现',
  titleEn: 'Home Assistant MQTT discovery',
  filters: ['homeassistant/#'],
  decode(frame, options) {
    // what is remembered by its topic has to be small
    if (frame.topic.length > 512) throw new Refusal('BAD_TOPIC', '', 'longer than 512 characters');
    if (frame.topic === 'homeassistant/status') return { signals: [], refusals: [] };
    const memory = entities(options.memory);
    const place = placeOf(frame.topic);
    if (place === null) return decodeState(frame, options, memory.on(frame.topic));
    if (frame.payload.length === 0) {
      memory.forget(frame.topic);
      return { signals: [], refusals: [] };
    }
    const { listeners, refusals } = discover(place, jsonOf(frame.payload));
    memory.forget(frame.topic);
    for (const { topic, listener } of listeners) memory.keep(frame.topic, topic, listener);
    return { signals: [], refusals };
  },
  accepted: HOME_ASSISTANT_ACCEPTED,
  refused: HOME_ASSISTANT_REFUSED,
};

function placeOf(topic: string): ConfigPlace | null {
  const levels = topic.split('/');
  if (levels[0] !== 'homeassistant' || levels.at(-1) !== 'config') return null;
  const [, component = '', one = '', two] = levels;
  if (levels.length === 4) return { component, node: null, object: one };
  return levels.length === 5 && two !== undefined ? { component, node: one, object: two } : null;
}

/** The entities that one topic speaks of, by the configuration that named it. */
class TopicEntities {
  readonly byConfig = new Map<string, Listener[]>();
}

class ConfigTopics {
  readonly topics = new Set<string>();
}

function entities(memory: CodecMemory | undefined) {
  const topicKey = (topic: string) => `topic ${topic}`;
  const configKey = (config: string) => `config ${config}`;
  const sizeOf = ({ byConfig }: TopicEntities) =>
    [...byConfig.values()].reduce((sum, listeners) => sum + listeners.length, 1);
  const entitiesOf = (topic: string): TopicEntities | null => {
    const known = memory?.get(topicKey(topic));
    return known instanceof TopicEntities ? known : null;
  };
  return {
    on: (topic: string): Listener[] => [...(entitiesOf(topic)?.byConfig.values() ?? [])].flat(),
    keep(config: string, topic: string, listener: Listener): void {
      const known = entitiesOf(topic) ?? new TopicEntities();
      const listeners = known.byConfig.get(config) ?? [];
      if (sizeOf(known) > MAX_LISTENERS) return;
      known.byConfig.set(config, [...listeners, listener]);
      memory?.set(topicKey(topic), known, sizeOf(known));
      const before = memory?.get(configKey(config));
      const topics = before instanceof ConfigTopics ? before : new ConfigTopics();
      topics.topics.add(topic);
      memory?.set(configKey(config), topics, topics.topics.size);
    },
    forget(config: string): void {
      const known = memory?.get(configKey(config));
      if (!(known instanceof ConfigTopics)) return;
      for (const topic of known.topics) {
        const left = entitiesOf(topic);
        left?.byConfig.delete(config);
        if (left === null || left.byConfig.size === 0) memory?.delete(topicKey(topic));
        else memory?.set(topicKey(topic), left, sizeOf(left));
      }
      memory?.delete(configKey(config));
    },
  };
}

function decodeState(frame: Frame, options: CodecOptions, listeners: readonly Listener[]): Decoded {
  // a deleted retained state
  if (frame.payload.length === 0) return { signals: [], refusals: [] };
  if (listeners.length === 0) {
    throw new Refusal('NEEDS_BIRTH', '', 'no discovery configuration names this topic');
  }
  const text = textOf(frame.payload).trim();
  const json = listeners.some(({ path }) => path !== null) ? jsonOf(frame.payload) : null;
  const refusals = collectRefusals();
  const signals = listeners.flatMap((listener) => {
    const value = listener.path === null ? text : valueAt(json, listener.path);
    try {
      return readState(listener, value, frame, options);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.add(error);
      return [];
    }
  });
  const [first] = refusals.all();
  if (signals.length === 0 && first !== undefined) throw first;
  // one availability topic speaks for every entity of a device
  return { signals: withoutRepeats(signals), refusals: refusals.all() };
}

function readState(listener: Listener, value: unknown, frame: Frame, options: CodecOptions): Signal[] {
  if (typeof value === 'object' || value === undefined) return [];
  const word = String(value).slice(0, 200).toLowerCase();
  if (['', 'none', 'null', 'unknown', 'unavailable'].includes(word)) return [];
  const { deviceId, role, on, off, type, key } = listener;
  const origin: Origin = {
    deviceId,
    family: 'sensor',
    gridHint: null,
    time: parseEventTime(null, frame.receivedAt, options.siteZone),
    codeSystem: 'home-assistant',
    sourceEventId: null,
  };
  const path = listener.path === null ? '' : `/${listener.path.join('/').slice(0, 200)}`;
  if (role === 'number') {
    const number = typeof value === 'number' ? value : Number(word);
    if (!Number.isFinite(number)) throw new Refusal('SCHEMA_MISMATCH', path, 'not a number');
    return telemetryOf(origin, [metricOf(listener, number)]);
  }
  if (word !== on && word !== off) throw new Refusal('SCHEMA_MISMATCH', path, `expected ${on} or ${off}`);
  const isOn = word === on;
  if (role === 'presence') {
    const time = { ms: frame.receivedAt, quality: 'GOOD' } as const;
    return [{ kind: 'status', deviceId, family: 'sensor', gridHint: null, time, online: isOn }];
  }
  if (type === null) return telemetryOf(origin, [[key, isOn ? 1 : 0]]);
  if (!isOn) return [clearOf(origin, type, key)];
  const { expireAfterSeconds, offDelaySeconds, deviceClass } = listener;
  const values = {
    ...(expireAfterSeconds === null ? {} : { expireAfterSeconds }),
    ...(offDelaySeconds === null ? {} : { offDelaySeconds }),
  };
  return [alertOf(origin, { type, code: deviceClass || key, channel: key, values })];
}

function metricOf({ key, deviceClass, unit }: Listener, value: number): [string, number] {
  const name = `${deviceClass}/${unit}`;
  const row = Object.hasOwn(METRICS, name) ? METRICS[name] : undefined;
  return row === undefined ? [key, value] : [`${key}.${row.metric}`, value * row.factor + row.offset];
}

function withoutRepeats(signals: readonly Signal[]): Signal[] {
  const told = new Map<string, boolean>();
  return signals.filter((signal) => {
    if (signal.kind !== 'status') return true;
    const isRepeat = told.get(signal.deviceId) === signal.online;
    told.set(signal.deviceId, signal.online);
    return !isRepeat;
  });
}
