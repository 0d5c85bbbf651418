import type { Codec } from '../codec.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';

const BAD = { ms: EXAMPLE_RECEIVED_AT, quality: 'BAD' } as const;
const GOOD = { ms: EXAMPLE_RECEIVED_AT, quality: 'GOOD' } as const;
const STATE = 'homeassistant/binary_sensor/hall3/smoke/state';
const config = (payload: object, topic = 'homeassistant/binary_sensor/hall3/smoke/config') => ({
  topic,
  payload: JSON.stringify(payload),
});
const DEVICE = { identifiers: ['hall-3'], name: 'Hall 3' };

const SMOKE = config({
  name: 'Smoke',
  state_topic: STATE,
  device_class: 'smoke',
  unique_id: 'hall3_smoke',
  device: DEVICE,
});
const SHORT = config({
  '~': 'homeassistant/binary_sensor/hall3/smoke',
  stat_t: '~/state',
  dev_cla: 'smoke',
  pl_on: 'alarm',
  pl_off: 'idle',
  exp_aft: 3600,
  off_dly: 30,
  avty: [{ t: '~/lwt', pl_avail: 'up', pl_not_avail: 'down' }],
  dev: { ids: 'hall-3' },
});
const TEMPLATED = config({
  state_topic: STATE,
  device_class: 'moisture',
  payload_on: true,
  payload_off: false,
  value_template: "{{ value_json.sensors['leak'] | default(false) }}",
  device: DEVICE,
});
const WHOLE_DEVICE = config(
  {
    dev: { ids: ['hall-3'] },
    o: { name: 'example' },
    stat_t: 'homeassistant/hall3/state',
    cmps: {
      leak: { p: 'binary_sensor', dev_cla: 'moisture', val_tpl: '{{ value_json.leak }}' },
      temp: {
        p: 'sensor',
        dev_cla: 'temperature',
        unit_of_meas: '°F',
        val_tpl: '{{ value_json.t | float }}',
      },
      lamp: { p: 'light', cmd_t: 'x' },
      odd: { p: 'sensor', val_tpl: '{{ value_json.t + 1 }}' },
    },
  },
  'homeassistant/device/hall3/config',
);

const RAISED = {
  kind: 'alert',
  deviceId: 'hall-3',
  family: 'sensor',
  gridHint: null,
  time: BAD,
  type: 'sensor.smoke',
  codeSystem: 'home-assistant',
  code: 'smoke',
  channel: 'smoke',
} as const;

export const HOME_ASSISTANT_ACCEPTED: Codec['accepted'] = [
  { name: 'a configuration is learned and says nothing', ...SMOKE, gives: [], refuses: [] },
  { name: 'a bare ON', topic: STATE, payload: 'ON', after: [SMOKE], gives: [RAISED] },
  {
    name: 'a bare OFF clears',
    topic: STATE,
    payload: 'OFF',
    after: [SMOKE],
    gives: [{ kind: 'clear', deviceId: 'hall-3', type: 'sensor.smoke', channel: 'smoke', time: BAD }],
  },
  {
    name: 'abbreviations and ~; expire_after and off_delay are kept beside the alert',
    topic: STATE,
    payload: 'alarm',
    after: [SHORT],
    gives: [{ ...RAISED, values: { expireAfterSeconds: 3600, offDelaySeconds: 30 } }],
  },
  {
    name: 'availability, with its own words',
    topic: 'homeassistant/binary_sensor/hall3/smoke/lwt',
    payload: 'down',
    after: [SHORT],
    gives: [{ kind: 'status', deviceId: 'hall-3', online: false, time: GOOD }],
  },
  {
    name: 'JSON with a template; true is true, however it is written',
    topic: STATE,
    payload: '{"sensors":{"leak":true}}',
    after: [TEMPLATED],
    gives: [{ ...RAISED, type: 'sensor.water_leak', code: 'moisture' }],
  },
  {
    name: 'a JSON state that does not name the value says nothing',
    topic: STATE,
    payload: '{"sensors":{}}',
    after: [TEMPLATED],
    gives: [],
  },
  {
    name: 'a whole device with its components: the one that cannot be read is refused alone',
    ...WHOLE_DEVICE,
    gives: [],
    refuses: ['UNSUPPORTED_MESSAGE'],
  },
  {
    name: 'the components share a state topic',
    topic: 'homeassistant/hall3/state',
    payload: '{"leak":"OFF","t":68}',
    after: [WHOLE_DEVICE],
    gives: [
      { kind: 'clear', type: 'sensor.water_leak', channel: 'leak', deviceId: 'hall-3' },
      { kind: 'telemetry', deviceId: 'hall-3' },
    ],
  },
  {
    name: 'a sensor without a unit we know keeps its key',
    topic: 'homeassistant/sensor/n1/rssi/state',
    payload: '-71',
    after: [config({ stat_t: 'homeassistant/sensor/n1/rssi/state' }, 'homeassistant/sensor/n1/rssi/config')],
    gives: [{ kind: 'telemetry', deviceId: 'n1', values: { rssi: -71 }, time: BAD }],
  },
  {
    name: 'connectivity says online',
    topic: 'homeassistant/link',
    payload: 'ON',
    after: [config({ stat_t: 'homeassistant/link', dev_cla: 'connectivity', dev: { ids: 'hall-3' } })],
    gives: [{ kind: 'status', deviceId: 'hall-3', online: true }],
  },
  {
    name: 'a door is no alarm: a reading',
    topic: 'homeassistant/door',
    payload: 'ON',
    after: [
      config(
        { stat_t: 'homeassistant/door', dev_cla: 'door', dev: { ids: 'hall-3' } },
        'homeassistant/binary_sensor/door/config',
      ),
    ],
    gives: [{ kind: 'telemetry', values: { door: 1 } }],
  },
  { name: 'unavailable says nothing', topic: STATE, payload: 'unavailable', after: [SMOKE], gives: [] },
  { name: 'an empty configuration says nothing', topic: SMOKE.topic, payload: '', after: [SMOKE], gives: [] },
  { name: 'Home Assistant itself has started', topic: 'homeassistant/status', payload: 'online', gives: [] },
  {
    name: 'a component that is no sensor is not learned',
    ...config({ cmd_t: 'a/b' }, 'homeassistant/switch/pump/config'),
    gives: [],
    refuses: [],
  },
];

export const HOME_ASSISTANT_REFUSED: Codec['refused'] = [
  { name: 'a state before its configuration', topic: STATE, payload: 'ON', reason: 'NEEDS_BIRTH' },
  {
    name: 'a state after an empty configuration deleted the entity',
    topic: STATE,
    payload: 'ON',
    after: [SMOKE, { topic: SMOKE.topic, payload: '' }],
    reason: 'NEEDS_BIRTH',
  },
  {
    name: 'the old topic after a new configuration named another',
    topic: STATE,
    payload: 'ON',
    after: [SMOKE, config({ stat_t: 'homeassistant/other', dev_cla: 'smoke' })],
    reason: 'NEEDS_BIRTH',
  },
  {
    name: 'a state that is neither',
    topic: STATE,
    payload: 'maybe',
    after: [SMOKE],
    reason: 'SCHEMA_MISMATCH',
  },
  {
    name: 'no JSON where the template needs it',
    topic: STATE,
    payload: 'ON',
    after: [TEMPLATED],
    reason: 'MALFORMED_JSON',
  },
  {
    name: 'a template that computes',
    ...config({ stat_t: STATE, val_tpl: "{{ 'ON' if value_json.x > 3 else 'OFF' }}" }),
    reason: 'UNSUPPORTED_MESSAGE',
    path: '/value_template',
  },
  { name: 'a configuration that is no object', ...config([]), reason: 'SCHEMA_MISMATCH' },
  {
    name: 'a state topic that is a number',
    ...config({ stat_t: 7 }),
    reason: 'SCHEMA_MISMATCH',
    path: '/state_topic',
  },
  { name: 'a configuration cut short', topic: SMOKE.topic, payload: '{"stat_t":', reason: 'MALFORMED_JSON' },
];
