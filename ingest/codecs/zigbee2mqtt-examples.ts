import type { Codec } from '../codec.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';

const TOPIC = 'zigbee2mqtt/3栋/2单元 smoke';
const SEEN = Date.parse('2026-03-05T08:30:00.250+08:00');
const TIME = { ms: SEEN, quality: 'GOOD' } as const;
const state = (more: object) => JSON.stringify({ last_seen: SEEN, ...more });

export const ZIGBEE2MQTT_ACCEPTED: Codec['accepted'] = [
  {
    name: 'smoke; the friendly name holds / and spaces',
    topic: TOPIC,
    payload: state({ smoke: true, battery: 97, temperature: 48.5, linkquality: 120 }),
    gives: [
      {
        kind: 'alert',
        deviceId: '3栋/2单元 smoke',
        family: 'sensor',
        gridHint: null,
        time: TIME,
        type: 'sensor.smoke',
        codeSystem: 'zigbee2mqtt',
        code: 'smoke',
        channel: '',
        status: 'ACTUAL',
        values: { batteryPercent: 97, temperatureC: 48.5, linkQuality: 120 },
      },
      { kind: 'telemetry', values: { batteryPercent: 97, temperatureC: 48.5, linkQuality: 120 }, time: TIME },
    ],
  },
  {
    name: 'the whole cached state: what is true raises, what is false clears',
    topic: TOPIC,
    payload: state({ smoke: false, tamper: true, battery_low: false }),
    gives: [
      { kind: 'clear', type: 'sensor.smoke', channel: '', time: TIME },
      { kind: 'alert', type: 'device.tampered', code: 'tamper' },
      { kind: 'clear', type: 'device.battery_low', time: TIME },
    ],
  },
  {
    name: 'smoke with test is a Test',
    topic: TOPIC,
    payload: state({ smoke: true, test: true }),
    gives: [{ kind: 'alert', type: 'sensor.smoke', status: 'TEST' }],
  },
  {
    name: 'test alone raises nothing',
    topic: TOPIC,
    payload: state({ smoke: false, test: true }),
    gives: [{ kind: 'clear', type: 'sensor.smoke' }],
  },
  {
    name: 'a test button does not make a leak a Test',
    topic: TOPIC,
    payload: state({ water_leak: true, test: true }),
    gives: [{ kind: 'alert', type: 'sensor.water_leak', status: 'ACTUAL' }],
  },
  {
    name: 'gas and carbon monoxide of one housing are two channels',
    topic: TOPIC,
    payload: state({ gas: true, carbon_monoxide: false }),
    gives: [
      { kind: 'alert', type: 'sensor.gas', channel: '' },
      { kind: 'clear', type: 'sensor.gas', channel: 'carbon_monoxide' },
    ],
  },
  {
    name: 'a help button pressed',
    topic: 'zigbee2mqtt/grandma',
    payload: state({ action: 'emergency', battery: 60 }),
    gives: [
      { kind: 'alert', deviceId: 'grandma', type: 'sensor.sos', code: 'emergency' },
      { kind: 'telemetry', values: { batteryPercent: 60 } },
    ],
  },
  {
    name: 'the release of a help button ends nothing',
    topic: 'zigbee2mqtt/grandma',
    payload: state({ action: '' }),
    gives: [],
  },
  {
    name: 'contact true is closed; it is no alarm',
    topic: 'zigbee2mqtt/door',
    payload: state({ contact: true, vibration: false }),
    gives: [{ kind: 'telemetry', values: { open: 0, vibration: 0 } }],
  },
  {
    name: 'last_seen as ISO 8601',
    topic: TOPIC,
    payload: JSON.stringify({ last_seen: '2026-03-05T08:30:00.250+08:00', water_leak: true }),
    gives: [{ kind: 'alert', type: 'sensor.water_leak', time: TIME }],
  },
  {
    name: 'no last_seen: receive time, quality BAD',
    topic: TOPIC,
    payload: '{"gas":true}',
    gives: [{ kind: 'alert', type: 'sensor.gas', time: { ms: EXAMPLE_RECEIVED_AT, quality: 'BAD' } }],
  },
  {
    name: 'a battery voltage in mV, a plug in V and kWh',
    topic: 'zigbee2mqtt/plug',
    payload: state({ voltage: 2900, power: 41, energy: 1.25 }),
    gives: [{ kind: 'telemetry', values: { voltageV: 2.9, powerW: 41, energyWh: 1250 } }],
  },
  {
    name: 'availability as JSON',
    topic: `${TOPIC}/availability`,
    payload: '{"state":"offline"}',
    gives: [{ kind: 'status', deviceId: '3栋/2单元 smoke', online: false }],
  },
  {
    name: 'availability as a bare word',
    topic: `${TOPIC}/availability`,
    payload: 'online',
    gives: [{ kind: 'status', deviceId: '3栋/2单元 smoke', online: true }],
  },
  {
    name: 'the bridge itself is gone',
    topic: 'zigbee2mqtt/bridge/state',
    payload: '{"state":"offline"}',
    gives: [{ kind: 'status', deviceId: 'zigbee2mqtt', online: false }],
  },
  {
    name: "the bridge's lists say nothing to us",
    topic: 'zigbee2mqtt/bridge/devices',
    payload: '[{}]',
    gives: [],
  },
  { name: 'a command is no state', topic: `${TOPIC}/set`, payload: '{"smoke":true}', gives: [] },
  { name: 'a deleted retained state says nothing', topic: TOPIC, payload: '', gives: [] },
];

export const ZIGBEE2MQTT_REFUSED: Codec['refused'] = [
  { name: 'not JSON', topic: TOPIC, payload: '{"smoke":', reason: 'MALFORMED_JSON' },
  { name: 'output by attribute', topic: `${TOPIC}/smoke`, payload: 'true', reason: 'SCHEMA_MISMATCH' },
  {
    name: 'smoke in words',
    topic: TOPIC,
    payload: state({ smoke: 'yes' }),
    reason: 'SCHEMA_MISMATCH',
    path: '/smoke',
  },
  { name: 'no device', topic: 'zigbee2mqtt/', payload: '{}', reason: 'BAD_TOPIC' },
  {
    name: 'an availability that is neither',
    topic: `${TOPIC}/availability`,
    payload: 'sleeping',
    reason: 'SCHEMA_MISMATCH',
  },
];
