import type { Codec } from '../codec.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';

const TOPIC = 'v1/gateway/telemetry';
const TS = Date.parse('2026-03-05T08:30:00.250+08:00');
const TIME = { ms: TS, quality: 'GOOD' } as const;

export const THINGSBOARD_ACCEPTED: Codec['accepted'] = [
  {
    name: 'many devices a message',
    topic: TOPIC,
    payload: JSON.stringify({
      'Hall 3 smoke': [{ ts: TS, values: { smoke: true, temperature: 41.5 } }],
      地下室水浸: [{ ts: TS, values: { water_leak: false, battery: 88 } }],
    }),
    gives: [
      {
        kind: 'alert',
        deviceId: 'Hall 3 smoke',
        family: 'sensor',
        gridHint: null,
        time: TIME,
        type: 'sensor.smoke',
        codeSystem: 'thingsboard',
        code: 'smoke',
        channel: '',
        sourceEventId: String(TS),
        values: { temperature: 41.5 },
      },
      { kind: 'telemetry', deviceId: 'Hall 3 smoke', values: { temperature: 41.5 } },
      { kind: 'clear', deviceId: '地下室水浸', type: 'sensor.water_leak', channel: '', time: TIME },
      { kind: 'telemetry', deviceId: '地下室水浸', values: { battery: 88 }, time: TIME },
    ],
  },
  {
    name: 'one bad entry does not sink the rest',
    topic: TOPIC,
    payload: JSON.stringify({
      A: [
        { ts: TS, values: 'none' },
        { ts: TS, values: { humidity: 61 } },
      ],
      B: 7,
      '': [{ ts: TS, values: { humidity: 3 } }],
      C: [{ ts: TS + 1, values: { humidity: 62 } }],
    }),
    gives: [
      { kind: 'telemetry', deviceId: 'A', values: { humidity: 61 } },
      { kind: 'telemetry', deviceId: 'C', values: { humidity: 62 } },
    ],
  },
  {
    name: 'values alone: receive time, quality BAD',
    topic: TOPIC,
    payload: JSON.stringify({ A: [{ sos: 1 }] }),
    gives: [
      {
        kind: 'alert',
        type: 'sensor.sos',
        time: { ms: EXAMPLE_RECEIVED_AT, quality: 'BAD' },
        sourceEventId: null,
      },
    ],
  },
  {
    name: 'two alarms of one type are two channels',
    topic: TOPIC,
    payload: JSON.stringify({
      A: [{ ts: TS, values: { 'zone1.smokeAlarm': true, 'zone2.smokeAlarm': false } }],
    }),
    gives: [
      { kind: 'alert', type: 'sensor.smoke', channel: 'zone1.smokeAlarm', code: 'zone1.smokeAlarm' },
      { kind: 'clear', type: 'sensor.smoke', channel: 'zone2.smokeAlarm' },
    ],
  },
  {
    name: 'a gas concentration is a reading, no state',
    topic: TOPIC,
    payload: JSON.stringify({ A: [{ ts: TS, values: { gas: 350 } }] }),
    gives: [{ kind: 'telemetry', values: { gas: 350 } }],
  },
  {
    name: 'a device connects',
    topic: 'v1/gateway/connect',
    payload: '{"device":"A","type":"smoke"}',
    gives: [{ kind: 'status', deviceId: 'A', online: true }],
  },
  {
    name: 'a device is gone',
    topic: 'v1/gateway/disconnect',
    payload: '{"device":"A"}',
    gives: [{ kind: 'status', deviceId: 'A', online: false }],
  },
  {
    name: 'attributes say nothing to us',
    topic: 'v1/gateway/attributes',
    payload: '{"A":{"fw":"1"}}',
    gives: [],
  },
];

export const THINGSBOARD_REFUSED: Codec['refused'] = [
  { name: 'empty', topic: TOPIC, payload: '', reason: 'EMPTY_PAYLOAD' },
  { name: 'not JSON', topic: TOPIC, payload: '{"A":[', reason: 'MALFORMED_JSON' },
  { name: 'a list', topic: TOPIC, payload: '[1]', reason: 'SCHEMA_MISMATCH' },
  {
    name: 'entries, all bad',
    topic: TOPIC,
    payload: '{"A/b":[{"ts":1,"values":3}]}',
    reason: 'SCHEMA_MISMATCH',
    path: '/A~1b/0/values',
  },
  {
    name: 'a connect without a device',
    topic: 'v1/gateway/connect',
    payload: '{}',
    reason: 'SCHEMA_MISMATCH',
    path: '/device',
  },
  { name: 'another topic', topic: 'v1/gateway/weather', payload: '{}', reason: 'BAD_TOPIC' },
];
