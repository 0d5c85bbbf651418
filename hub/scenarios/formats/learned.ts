import { encodePayload } from '../../../ingest/codecs/sparkplug-payload.ts';
import { type Actor, type Format, json, type Told } from './format.ts';

/** Sparkplug 3.0.0, 6.4.16. */
const UINT64 = 8;
const DOUBLE = 10;
const BOOLEAN = 11;
const GROUP = 'Sim';

/** Alarm types by the metric's name; its place is the alias that data messages use. */
const ALARMS: ReadonlyMap<string, string> = new Map([
  ['sensor.smoke', 'smoke'],
  ['sensor.gas', 'gas'],
  ['sensor.water_leak', 'water_leak'],
  ['sensor.sos', 'sos'],
]);
const NAMES = [...ALARMS.values()];

function sparkplugFrame(actor: Actor, type: string, timestamp: number, metrics: object[]): Told {
  const [, node = actor.id] = actor.id.split('/');
  const payload = Buffer.from(encodePayload({ timestamp, metrics }));
  return { topic: `spBv1.0/${GROUP}/${type}/${node}`, payload };
}

const bdSeq = { name: 'bdSeq', datatype: UINT64, long_value: 0 };

/** A birth names the alarms and their aliases, and no state yet. */
function birthOf(actor: Actor, timeMs: number): Told {
  const metrics = NAMES.map((name, alias) => ({ name, alias: alias + 1, datatype: BOOLEAN, is_null: true }));
  return sparkplugFrame(actor, 'NBIRTH', timeMs, [bdSeq, ...metrics]);
}

/** Each device an edge node of its own. Without `seq`, so that a frame can be sent again. */
export const sparkplug: Format = {
  name: 'sparkplug',
  idOf: (plain, family) => (family === 'sensor' ? `${GROUP}/${plain}` : plain),
  introduce: (actor, timeMs) => [birthOf(actor, timeMs)],
  say(saying) {
    const { actor, timeMs } = saying;
    if (actor.family !== 'sensor' || saying.clock !== undefined) return null;
    if (saying.kind === 'online') return birthOf(actor, timeMs);
    if (saying.kind === 'offline') return sparkplugFrame(actor, 'NDEATH', timeMs, [bdSeq]);
    if (saying.kind === 'reading') {
      const metrics = Object.entries(saying.values).map(([name, value]) => ({
        name,
        datatype: DOUBLE,
        double_value: value,
      }));
      return sparkplugFrame(actor, 'NDATA', timeMs, metrics);
    }
    const alias = NAMES.indexOf(ALARMS.get(saying.type) ?? '') + 1;
    if (alias === 0 || (saying.kind === 'raise' && saying.status !== undefined)) return null;
    return sparkplugFrame(actor, 'NDATA', timeMs, [{ alias, boolean_value: saying.kind === 'raise' }]);
  },
};

/** Device classes of Home Assistant's binary sensors. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['sensor.smoke', 'smoke'],
  ['sensor.gas', 'gas'],
  ['sensor.water_leak', 'moisture'],
]);

const entityTopic = (actor: Actor, word: string) => `homeassistant/binary_sensor/${actor.id}/${word}/state`;
const availabilityTopic = (actor: Actor) => `homeassistant/device/${actor.id}/availability`;

/** One discovery message of the whole device, then bare states. */
export const homeAssistant: Format = {
  name: 'home-assistant',
  untimed: true,
  introduce(actor) {
    const components = [...CLASSES.values()].map((word) => [
      word,
      { p: 'binary_sensor', dev_cla: word, stat_t: entityTopic(actor, word) },
    ]);
    const config = {
      dev: { ids: [actor.id], name: actor.id },
      o: { name: 'simulator' },
      avty_t: availabilityTopic(actor),
      cmps: Object.fromEntries(components),
    };
    return [{ ...json(`homeassistant/device/${actor.id}/config`, config), retain: true }];
  },
  say(saying) {
    const { actor } = saying;
    if (actor.family !== 'sensor' || saying.clock !== undefined || saying.kind === 'reading') return null;
    if (saying.kind === 'online' || saying.kind === 'offline') {
      return { topic: availabilityTopic(actor), payload: saying.kind, retain: true };
    }
    const word = CLASSES.get(saying.type);
    if (word === undefined || (saying.kind === 'raise' && saying.status !== undefined)) return null;
    return { topic: entityTopic(actor, word), payload: saying.kind === 'raise' ? 'ON' : 'OFF' };
  },
};
