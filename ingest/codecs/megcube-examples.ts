import type { Codec } from '../codec.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';

const TOPIC = 'megcube/box-2/alarm';
const AT = '2026-03-05 08:30:00';
const TIME = { ms: Date.parse('2026-03-05T08:30:00+08:00'), quality: 'GOOD' } as const;

const alarm = (changes: object = {}) =>
  JSON.stringify({ major: 'safety_alarm', minor: 'FIRE', id: 'm-1', time: AT, channel: 6, ...changes });

const FIRE = {
  kind: 'alert',
  deviceId: 'box-2',
  family: 'camera',
  time: TIME,
  type: 'camera.fire',
  codeSystem: 'megcube',
  code: 'safety_alarm/FIRE',
  channel: '6',
  sourceEventId: 'm-1',
} as const;

export const MEGCUBE_ACCEPTED: Codec['accepted'] = [
  { name: 'fire', topic: TOPIC, payload: alarm(), gives: [FIRE] },
  {
    name: 'an object thrown from height',
    topic: TOPIC,
    payload: alarm({ major: 'gkpw_alarm', minor: 'falling_goods' }),
    gives: [{ kind: 'alert', type: 'camera.falling_object', code: 'gkpw_alarm/falling_goods' }],
  },
  {
    name: 'the same code under another class is not the same alarm: a person who fell',
    topic: TOPIC,
    payload: alarm({ major: 'alert_alarm', minor: 'FALL' }),
    gives: [{ kind: 'alert', type: 'camera.fall', code: 'alert_alarm/FALL' }],
  },
  {
    name: 'the same code under another class is not the same alarm: something else that fell',
    topic: TOPIC,
    payload: alarm({ major: 'gkpw_alarm', minor: 'FALL' }),
    gives: [{ kind: 'alert', type: 'other', code: 'gkpw_alarm/FALL' }],
  },
  {
    name: 'a code that the table has without a class',
    topic: TOPIC,
    payload: alarm({ major: 'alert_alarm', minor: 'ELECTRIC_BIKE_IN_ELEVATOR' }),
    gives: [{ kind: 'alert', type: 'elevator.ebike', code: 'alert_alarm/ELECTRIC_BIKE_IN_ELEVATOR' }],
  },
  {
    name: 'other spellings of the fields',
    topic: TOPIC,
    payload: JSON.stringify({
      alarmClass: 'safety_alarm',
      alarmCode: 'FIRE',
      alarmId: 'm-1',
      alarmTime: TIME.ms,
      cameraId: '6',
    }),
    gives: [FIRE],
  },
  {
    name: 'numbers as class and code',
    topic: TOPIC,
    payload: alarm({ major: 3, minor: 17 }),
    gives: [{ kind: 'alert', type: 'other', code: '3/17' }],
  },
  {
    name: 'confidence in per cent',
    topic: TOPIC,
    payload: alarm({ confidence: 87 }),
    gives: [{ ...FIRE, confidence: 0.87 }],
  },
  {
    name: 'confidence as a text',
    topic: TOPIC,
    payload: alarm({ score: '0.87' }),
    gives: [{ ...FIRE, confidence: 0.87 }],
  },
  {
    name: 'a confidence that is none is kept raw',
    topic: TOPIC,
    payload: alarm({ confidence: 'high' }),
    gives: [{ ...FIRE, confidence: null, values: { confidenceRaw: 'high' } }],
  },
  {
    name: 'the reference of a picture is taken, the picture is not',
    topic: TOPIC,
    payload: alarm({
      imageUrl: 'http://192.0.2.9/a.jpg',
      picUrl: 'data:image/png;base64,AA',
      image: '/9j/4AAQSkZJRg==',
    }),
    gives: [{ ...FIRE, evidence: [{ url: 'http://192.0.2.9/a.jpg', kind: 'image' }], values: {} }],
  },
  {
    name: 'no time: receive time, quality BAD',
    topic: TOPIC,
    payload: alarm({ time: null }),
    gives: [{ ...FIRE, time: { ms: EXAMPLE_RECEIVED_AT, quality: 'BAD' } }],
  },
  {
    name: 'no id and no camera',
    topic: TOPIC,
    payload: alarm({ id: undefined, channel: undefined }),
    gives: [{ ...FIRE, sourceEventId: null, channel: '' }],
  },
];

export const MEGCUBE_REFUSED: Codec['refused'] = [
  { name: 'empty', topic: TOPIC, payload: '', reason: 'EMPTY_PAYLOAD' },
  { name: 'not JSON', topic: TOPIC, payload: '{"major":', reason: 'MALFORMED_JSON' },
  { name: 'an array', topic: TOPIC, payload: '[]', reason: 'SCHEMA_MISMATCH' },
  {
    name: 'a class without a code',
    topic: TOPIC,
    payload: alarm({ minor: undefined }),
    reason: 'SCHEMA_MISMATCH',
    path: '/minor',
  },
  {
    name: 'a code without a class',
    topic: TOPIC,
    payload: alarm({ major: '' }),
    reason: 'SCHEMA_MISMATCH',
    path: '/major',
  },
  {
    name: 'a class that is an object',
    topic: TOPIC,
    payload: alarm({ major: { id: 1 } }),
    reason: 'SCHEMA_MISMATCH',
    path: '/major',
  },
  { name: 'no box in the topic', topic: 'megcube//alarm', payload: alarm(), reason: 'BAD_TOPIC' },
];
