import { createHash } from 'node:crypto';
import { type Format, json, numberFor } from './format.ts';

const words = (...pairs: [type: string, word: string][]): ReadonlyMap<string, string> => new Map(pairs);

const ZIGBEE = words(
  ['sensor.smoke', 'smoke'],
  ['sensor.gas', 'gas'],
  ['sensor.water_leak', 'water_leak'],
  ['sensor.sos', 'sos'],
  ['device.tampered', 'tamper'],
  ['device.battery_low', 'battery_low'],
);

/** The whole state of a Zigbee device; `linkquality` makes two moments differ. */
export const zigbee2mqtt: Format = {
  name: 'zigbee2mqtt',
  say(saying) {
    const topic = `zigbee2mqtt/${saying.actor.id}`;
    if (saying.actor.family !== 'sensor') return null;
    if (saying.kind === 'online' || saying.kind === 'offline') {
      return { ...json(`${topic}/availability`, { state: saying.kind }), retain: true };
    }
    if (saying.kind === 'reading') return null;
    const name = ZIGBEE.get(saying.type);
    if (name === undefined || (saying.kind === 'raise' && saying.status === 'Exercise')) return null;
    const test = saying.kind === 'raise' && saying.status === 'Test';
    return json(topic, {
      [name]: saying.kind === 'raise',
      ...(test ? { test } : {}),
      linkquality: numberFor(saying.eventId) % 255,
      last_seen: saying.clock ?? saying.timeMs,
    });
  },
};

const STATES = words(
  ['sensor.smoke', 'smoke'],
  ['sensor.gas', 'gas'],
  ['sensor.water_leak', 'water_leak'],
  ['sensor.sos', 'sos'],
  ['device.battery_low', 'battery_low'],
);

/** One entry of a ThingsBoard gateway's telemetry. */
export const thingsboard: Format = {
  name: 'thingsboard',
  say(saying) {
    const { id: device, family } = saying.actor;
    if (family !== 'sensor') return null;
    if (saying.kind === 'online') return json('v1/gateway/connect', { device });
    if (saying.kind === 'offline') return json('v1/gateway/disconnect', { device });
    if (saying.clock !== undefined) return null;
    if (saying.kind === 'reading') {
      return json('v1/gateway/telemetry', { [device]: [{ ts: saying.timeMs, values: saying.values }] });
    }
    const name = STATES.get(saying.type);
    if (name === undefined || (saying.kind === 'raise' && saying.status !== undefined)) return null;
    const values = { [name]: saying.kind === 'raise' };
    return json('v1/gateway/telemetry', { [device]: [{ ts: saying.timeMs, values }] });
  },
};

/** A decoded LoRaWAN uplink. */
export const chirpstack: Format = {
  name: 'chirpstack',
  idOf: (plain, family) =>
    family === 'sensor' ? createHash('sha256').update(plain).digest('hex').slice(0, 16) : plain,
  say(saying) {
    const topic = `application/1/device/${saying.actor.id}/event/up`;
    if (saying.actor.family !== 'sensor' || saying.kind === 'online' || saying.kind === 'offline')
      return null;
    if (saying.clock !== undefined) return null;
    const time = `${new Date(saying.timeMs).toISOString().slice(0, -1)}000000+00:00`;
    const frame = { time, deviceInfo: { tags: { gridCode: saying.actor.gridCode } }, fCnt: 12, fPort: 2 };
    if (saying.kind === 'reading') return json(topic, { ...frame, object: saying.values });
    const name = STATES.get(saying.type);
    if (name === undefined || (saying.kind === 'raise' && saying.status !== undefined)) return null;
    const object = { [name]: saying.kind === 'raise' };
    return json(topic, { deduplicationId: saying.eventId, ...frame, object });
  },
};

/** A property post of Alink. */
export const alink: Format = {
  name: 'alink',
  idOf: (plain, family) => (family === 'sensor' ? `a1demo/${plain}` : plain),
  say(saying) {
    if (saying.actor.family !== 'sensor' || saying.kind === 'online' || saying.kind === 'offline')
      return null;
    if (saying.clock !== undefined) return null;
    const name = saying.kind === 'reading' ? undefined : STATES.get(saying.type);
    if (saying.kind !== 'reading' && name === undefined) return null;
    if (saying.kind === 'raise' && saying.status !== undefined) return null;
    const values =
      saying.kind === 'reading' ? saying.values : { [name ?? '']: saying.kind === 'raise' ? 1 : 0 };
    const params = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, { value, time: saying.timeMs }]),
    );
    const id = saying.kind === 'reading' ? String(saying.timeMs) : saying.eventId;
    return json(`/sys/${saying.actor.id}/thing/event/property/post`, {
      id,
      version: '1.0',
      params,
      method: 'thing.event.property.post',
    });
  },
};
