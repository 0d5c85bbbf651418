import type { Codec } from '../codec.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';

const DEVICE = '/sys/a1Example01/hall-3';
const AT = Date.parse('2026-03-05T08:30:00.250+08:00');
const TIME = { ms: AT, quality: 'GOOD' } as const;
const DAY = 24 * 3_600_000;
const event = (identifier: string, params: object, id: string | number = '1024') => ({
  topic: `${DEVICE}/thing/event/${identifier}/post`,
  payload: JSON.stringify({ id, version: '1.0', params, method: `thing.event.${identifier}.post` }),
});

export const ALINK_ACCEPTED: Codec['accepted'] = [
  {
    name: 'a smoke alarm; the id counts within its day',
    ...event('SmokeAlarm', { value: { Density: 12, Place: '三楼' }, time: AT }),
    gives: [
      {
        kind: 'alert',
        deviceId: 'a1Example01/hall-3',
        family: 'sensor',
        gridHint: null,
        time: TIME,
        type: 'sensor.smoke',
        codeSystem: 'alink',
        code: 'SmokeAlarm',
        channel: '',
        sourceEventId: '2026-03-05:1024',
        values: { Density: 12, Place: '三楼' },
      },
    ],
  },
  {
    name: 'the same id on another day is another event',
    ...event('SmokeAlarm', { value: {}, time: AT - DAY }),
    gives: [{ kind: 'alert', sourceEventId: '2026-03-04:1024' }],
  },
  {
    name: 'the day is that of the site: 00:30 in Shanghai is the day before in UTC',
    ...event('SmokeAlarm', { value: {}, time: Date.parse('2026-03-05T00:30:00+08:00') }, 7),
    gives: [{ kind: 'alert', sourceEventId: '2026-03-05:7' }],
  },
  {
    name: 'AlarmState 0 is the end',
    ...event('GasAlarm', { value: { AlarmState: 0 }, time: AT }),
    gives: [{ kind: 'clear', type: 'sensor.gas', channel: '', time: TIME, sourceEventId: '2026-03-05:1024' }],
  },
  {
    name: 'an event nobody knows is `other`, a channel of its own',
    ...event('FilterClogged', { value: 3, time: AT }),
    gives: [{ kind: 'alert', type: 'other', code: 'FilterClogged', channel: 'FilterClogged' }],
  },
  {
    name: 'no time: receive time, quality BAD',
    ...event('SOS', { value: {} }),
    gives: [
      {
        kind: 'alert',
        type: 'sensor.sos',
        time: { ms: EXAMPLE_RECEIVED_AT, quality: 'BAD' },
        sourceEventId: '2026-03-05:1024',
      },
    ],
  },
  {
    name: 'properties, with their own times and without',
    ...event('property', {
      SmokeSensorState: { value: 1, time: AT },
      BatteryPercentage: { value: 80, time: AT },
      Temperature: 21.5,
    }),
    gives: [
      {
        kind: 'alert',
        type: 'sensor.smoke',
        code: 'SmokeSensorState',
        channel: 'SmokeSensorState',
        time: TIME,
        values: { BatteryPercentage: 80 },
      },
      { kind: 'telemetry', values: { BatteryPercentage: 80 }, time: TIME },
      { kind: 'telemetry', values: { Temperature: 21.5 }, time: { ms: EXAMPLE_RECEIVED_AT, quality: 'BAD' } },
    ],
  },
  {
    name: 'a property back to normal clears',
    ...event('property', { SmokeSensorState: { value: 0, time: AT } }),
    gives: [{ kind: 'clear', type: 'sensor.smoke', channel: 'SmokeSensorState', time: TIME }],
  },
];

export const ALINK_REFUSED: Codec['refused'] = [
  { name: 'empty', topic: `${DEVICE}/thing/event/SOS/post`, payload: '', reason: 'EMPTY_PAYLOAD' },
  { name: 'not JSON', topic: `${DEVICE}/thing/event/SOS/post`, payload: '{"id"', reason: 'MALFORMED_JSON' },
  {
    name: 'no id',
    topic: `${DEVICE}/thing/event/SOS/post`,
    payload: '{"params":{"value":{}}}',
    reason: 'SCHEMA_MISMATCH',
    path: '/id',
  },
  {
    name: 'no params',
    topic: `${DEVICE}/thing/event/property/post`,
    payload: '{"id":"1"}',
    reason: 'SCHEMA_MISMATCH',
    path: '/params',
  },
  { name: 'no device', topic: '/sys/a1Example01//thing/event/SOS/post', payload: '{}', reason: 'BAD_TOPIC' },
];
