import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { Refusal } from '../../core/errors.ts';
import { templateOf, type ValuePath } from './home-assistant-template.ts';
import { accept } from './json.ts';
import { deviceNameOf, isMetricName, stateType } from './states.ts';

/** Home Assistant, MQTT integration, "Supported abbreviations": those of the options that are read. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  avty: 'availability',
  avty_t: 'availability_topic',
  avty_tpl: 'availability_template',
  cmps: 'components',
  dev: 'device',
  dev_cla: 'device_class',
  exp_aft: 'expire_after',
  obj_id: 'object_id',
  off_dly: 'off_delay',
  p: 'platform',
  pl_avail: 'payload_available',
  pl_not_avail: 'payload_not_available',
  pl_off: 'payload_off',
  pl_on: 'payload_on',
  stat_t: 'state_topic',
  t: 'topic',
  uniq_id: 'unique_id',
  unit_of_meas: 'unit_of_measurement',
  val_tpl: 'value_template',
};
const DEVICE_ABBREVIATIONS: Readonly<Record<string, string>> = { ids: 'identifiers', cns: 'connections' };

const maybe = <T extends Type.TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));
const text = maybe(Type.String({ maxLength: 512 }));
// payload_on: 1 and payload_on: true are told as such
const word = maybe(Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()]));
const seconds = maybe(Type.Number({ minimum: 0 }));
const id = Type.Union([Type.String({ minLength: 1, maxLength: 128 }), Type.Number()]);

const Availability = {
  payload_available: word,
  payload_not_available: word,
};
const AvailabilityEntry = Type.Object({
  topic: Type.String({ minLength: 1, maxLength: 512 }),
  value_template: text,
  ...Availability,
});
const EntityConfig = Type.Object({
  state_topic: text,
  value_template: text,
  device_class: text,
  unit_of_measurement: text,
  unique_id: text,
  payload_on: word,
  payload_off: word,
  expire_after: seconds,
  off_delay: seconds,
  availability_topic: text,
  availability_template: text,
  availability: maybe(Type.Union([AvailabilityEntry, Type.Array(AvailabilityEntry, { maxItems: 20 })])),
  ...Availability,
  device: maybe(Type.Object({ identifiers: maybe(Type.Union([id, Type.Array(id, { maxItems: 20 })])) })),
});
type EntityConfig = Static<typeof EntityConfig>;
const entityConfig = Compile(EntityConfig);

const Bag = Type.Record(Type.String(), Type.Unknown());
const bag = Compile(Bag);
const components = Compile(Type.Record(Type.String(), Bag, { maxProperties: 200 }));

/** What a message on a topic means to one entity. */
export interface Listener {
  deviceId: string;
  /** The entity within its device. */
  key: string;
  path: ValuePath;
  /** `state` of a binary sensor, number of a sensor, or whether the device is there. */
  role: 'state' | 'number' | 'presence';
  /** Lower case; for a number '' both. */
  on: string;
  off: string;
  /** Alert type of a binary sensor; null: its state is a reading. */
  type: string | null;
  deviceClass: string;
  unit: string;
  expireAfterSeconds: number | null;
  offDelaySeconds: number | null;
}

export interface Discovered {
  listeners: { topic: string; listener: Listener }[];
  refusals: Refusal[];
}

/** Where a configuration stands: `<prefix>/<component>/[<node>/]<object>/config`. */
export interface ConfigPlace {
  component: string;
  node: string | null;
  object: string;
}

/** @throws Refusal when the entity, or every component of a device, cannot be understood */
export function discover(place: ConfigPlace, raw: unknown): Discovered {
  const config = expand(accept(bag, raw));
  if (place.component !== 'device') {
    return { listeners: listenersOf(place.component, place.object, place, config, ''), refusals: [] };
  }
  const { components: parts, ...shared } = config;
  const refusals: Refusal[] = [];
  const listeners = Object.entries(accept(components, parts, '/components')).flatMap(([key, part]) => {
    const own = expand({ '~': config['~'], ...part });
    try {
      return listenersOf(
        String(own.platform),
        key,
        place,
        { ...shared, ...own },
        `/components/${key.slice(0, 100)}`,
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error);
      return [];
    }
  });
  const [first] = refusals;
  if (listeners.length === 0 && first !== undefined) throw first;
  return { listeners, refusals };
}

function listenersOf(
  component: string,
  key: string,
  place: ConfigPlace,
  raw: Readonly<Record<string, unknown>>,
  at: string,
): Discovered['listeners'] {
  if (component !== 'binary_sensor' && component !== 'sensor') return [];
  if (!isMetricName(key)) throw new Refusal('SCHEMA_MISMATCH', at, 'a key has 1 to 128 characters');
  const config = accept(entityConfig, raw, at);
  const deviceId = deviceNameOf(deviceOf(config, place), at);
  const base = {
    deviceId,
    key,
    deviceClass: config.device_class ?? '',
    unit: config.unit_of_measurement ?? '',
    expireAfterSeconds: config.expire_after ?? null,
    offDelaySeconds: config.off_delay ?? null,
  };
  const listeners: Discovered['listeners'] = [];
  if (config.state_topic) {
    const isBinary = component === 'binary_sensor';
    const isPresence = isBinary && base.deviceClass === 'connectivity';
    const listener: Listener = {
      ...base,
      path: templateOf(config.value_template, `${at}/value_template`),
      role: isPresence ? 'presence' : isBinary ? 'state' : 'number',
      on: isBinary ? wordOf(config.payload_on, 'ON') : '',
      off: isBinary ? wordOf(config.payload_off, 'OFF') : '',
      type: isBinary ? typeOf(base.deviceClass, key) : null,
    };
    listeners.push({ topic: config.state_topic, listener });
  }
  for (const entry of availabilitiesOf(config)) {
    const listener: Listener = {
      ...base,
      path: templateOf(entry.value_template, `${at}/availability_template`),
      role: 'presence',
      on: wordOf(entry.payload_available ?? config.payload_available, 'online'),
      off: wordOf(entry.payload_not_available ?? config.payload_not_available, 'offline'),
      type: null,
    };
    listeners.push({ topic: entry.topic, listener });
  }
  return listeners;
}

/** Device classes are the words of core/code-systems.ts `sensor-state`, but for these; without a class the key is. */
function typeOf(deviceClass: string, key: string): string | null {
  if (deviceClass === 'battery') return 'device.battery_low';
  if (deviceClass === 'safety' || deviceClass === 'problem') return stateType(key) ?? 'other';
  return stateType(deviceClass === '' ? key : deviceClass);
}

function deviceOf(config: EntityConfig, place: ConfigPlace): string {
  const identifiers = config.device?.identifiers;
  const first = Array.isArray(identifiers) ? identifiers[0] : identifiers;
  return String(first ?? place.node ?? config.unique_id ?? place.object);
}

function availabilitiesOf(config: EntityConfig): Static<typeof AvailabilityEntry>[] {
  const { availability, availability_topic: topic, availability_template: value_template } = config;
  if (Array.isArray(availability)) return availability;
  if (availability) return [availability];
  return topic ? [{ topic, value_template: value_template ?? null }] : [];
}

function wordOf(word: string | number | boolean | null | undefined, fallback: string): string {
  return String(word ?? fallback).toLowerCase();
}

/** Full names for abbreviations, `~` at either end of a topic replaced by the base. */
function expand(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const base = typeof config['~'] === 'string' ? config['~'].slice(0, 512) : '';
  const inner = (value: unknown, names: Readonly<Record<string, string>>): unknown =>
    Array.isArray(value)
      ? value.slice(0, 100).map((one: unknown) => inner(one, names))
      : bag.Check(value)
        ? rename(value, names)
        : value;
  function rename(object: Readonly<Record<string, unknown>>, names: Readonly<Record<string, string>>) {
    return Object.fromEntries(
      Object.entries(object).map(([name, value]) => {
        const full = Object.hasOwn(names, name) ? (names[name] ?? name) : name;
        if (typeof value === 'string' && full.endsWith('topic')) return [full, based(value, base)];
        if (full === 'availability') return [full, inner(value, ABBREVIATIONS)];
        if (full === 'device') return [full, inner(value, DEVICE_ABBREVIATIONS)];
        return [full, value];
      }),
    );
  }
  return rename(config, ABBREVIATIONS);
}

function based(topic: string, base: string): string {
  if (topic.startsWith('~')) return `${base}${topic.slice(1)}`;
  return topic.endsWith('~') ? `${topic.slice(0, -1)}${base}` : topic;
}
