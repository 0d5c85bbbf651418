import type { Codec } from '../codec.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';

const TOPIC = 'dahua/nvr-3/event';
const BRIDGE = 'CameraEvents/CrossRegionDetection/Camera:4';
/** 2026-03-05 08:30:00 in Shanghai. */
const UTC = 1_772_670_600;
const OFFSET = 8 * 3600;
const TIME = { ms: UTC * 1000, quality: 'GOOD' } as const;
const UNTIMED = { ms: EXAMPLE_RECEIVED_AT, quality: 'BAD' } as const;

const data = (changes: object = {}) =>
  JSON.stringify(
    { Name: 'East wall', UTC, UTCMS: 0, LocaleTime: '2026-03-05 08:30:00', ...changes },
    null,
    3,
  );
const text = (code = 'CrossRegionDetection', action = 'Start', body = data(), index = 2) =>
  `Code=${code};action=${action};index=${index};data=${body}`;
const push = (...events: unknown[]) => JSON.stringify({ Events: events });

const INTRUSION = {
  kind: 'alert',
  deviceId: 'nvr-3',
  family: 'camera',
  time: TIME,
  type: 'camera.intrusion',
  codeSystem: 'dahua',
  code: 'CrossRegionDetection',
  channel: '2',
} as const;

export const DAHUA_ACCEPTED: Codec['accepted'] = [
  {
    name: 'Start, with data over several lines',
    topic: TOPIC,
    payload: text(),
    gives: [{ ...INTRUSION, sourceEventId: null, values: { rule: 'East wall' } }],
  },
  {
    name: 'Stop clears',
    topic: TOPIC,
    payload: text(undefined, 'Stop'),
    gives: [{ kind: 'clear', deviceId: 'nvr-3', type: 'camera.intrusion', channel: '2', time: TIME }],
  },
  { name: 'Pulse', topic: TOPIC, payload: text(undefined, 'Pulse'), gives: [INTRUSION] },
  {
    name: 'an action that nobody knows raises, the word kept',
    topic: TOPIC,
    payload: text(undefined, 'State'),
    gives: [{ ...INTRUSION, values: { actionRaw: 'State' } }],
  },
  {
    name: 'several events with the multipart lines of the stream',
    topic: TOPIC,
    payload: `--myboundary\r\nContent-Type: text/plain\r\nContent-Length:39\r\n\r\n${text()}\r\n\r\n--myboundary\r\nContent-Type: text/plain\r\n\r\n${text('VideoBlind', 'Start', '{}', 0)}\r\n\r\n`,
    gives: [INTRUSION, { kind: 'alert', type: 'camera.tampered', channel: '0', time: UNTIMED }],
  },
  {
    name: 'no data: receive time, quality BAD',
    topic: TOPIC,
    payload: 'Code=VideoLoss;action=Start;index=0',
    gives: [{ kind: 'alert', type: 'camera.video_loss', channel: '0', time: UNTIMED }],
  },
  {
    name: 'data that cannot be read: the event stands without it',
    topic: TOPIC,
    payload: text(undefined, undefined, '{ "Name" : }'),
    gives: [{ ...INTRUSION, time: UNTIMED, values: {} }],
  },
  {
    name: 'UTCMS is the ms within the second',
    topic: TOPIC,
    payload: text(undefined, undefined, data({ UTCMS: 437 })),
    gives: [{ ...INTRUSION, time: { ms: UTC * 1000 + 437, quality: 'GOOD' } }],
  },
  {
    name: 'local time in UTC, beside LocaleTime',
    topic: TOPIC,
    payload: text(undefined, undefined, data({ UTC: UTC + OFFSET, UTCMS: 12 })),
    gives: [{ ...INTRUSION, time: { ms: TIME.ms + 12, quality: 'GOOD' } }],
  },
  {
    name: 'local time in UTC, without LocaleTime: it lies ahead by the zone of the site',
    topic: TOPIC,
    payload: text(undefined, undefined, data({ UTC: UTC + OFFSET, LocaleTime: undefined })),
    gives: [INTRUSION],
  },
  {
    name: 'local time in UTC, two days late, beside LocaleTime',
    topic: TOPIC,
    payload: text(
      undefined,
      undefined,
      data({ UTC: UTC + OFFSET - 172_800, LocaleTime: '2026-03-03 08:30:00' }),
    ),
    gives: [{ ...INTRUSION, time: { ms: TIME.ms - 172_800_000, quality: 'GOOD' } }],
  },
  {
    name: 'a device set to UTC: its LocaleTime is no time of the site',
    topic: TOPIC,
    payload: text(undefined, undefined, data({ LocaleTime: '2026-03-05 00:30:00' })),
    gives: [INTRUSION],
  },
  {
    name: 'RealUTC beside a wrong UTC',
    topic: TOPIC,
    payload: text(undefined, undefined, data({ RealUTC: UTC, UTC: UTC + OFFSET })),
    gives: [INTRUSION],
  },
  {
    name: 'only LocaleTime: the zone of the site',
    topic: TOPIC,
    payload: text(undefined, undefined, data({ UTC: undefined, UTCMS: undefined })),
    gives: [INTRUSION],
  },
  {
    name: 'a code that nobody has mapped is other, raw',
    topic: TOPIC,
    payload: text('NewFile', 'Pulse', '{}'),
    gives: [{ kind: 'alert', type: 'other', codeSystem: 'dahua', code: 'NewFile' }],
  },
  {
    name: 'the end of an unmapped code clears nothing',
    topic: TOPIC,
    payload: text('VideoMotion', 'Stop'),
    gives: [],
  },
  {
    name: 'a heartbeat says online',
    topic: TOPIC,
    payload: 'Heartbeat\r\n',
    gives: [{ kind: 'status', deviceId: 'nvr-3', online: true }],
  },
  {
    name: 'JSON of a platform',
    topic: TOPIC,
    payload: push(
      {
        Code: 'CrossRegionDetection',
        Action: 'Start',
        Index: 2,
        Data: { UTC, Object: { ObjectType: 'Human' } },
      },
      { Code: 'VideoLoss', Action: 'Stop', Index: 5, Data: { UTC } },
    ),
    gives: [
      { ...INTRUSION, values: { objectType: 'Human' } },
      { kind: 'clear', type: 'camera.video_loss', channel: '5', time: TIME },
    ],
  },
  {
    name: 'JSON of a platform: the bad event is refused alone',
    topic: TOPIC,
    payload: push({ Action: 'Start' }, { Code: 'FireWarning', Action: 'Pulse', Index: 0, Data: { UTC } }),
    gives: [{ kind: 'alert', type: 'camera.fire', channel: '0' }],
  },
  {
    name: 'bridge: ON',
    topic: BRIDGE,
    payload: 'ON',
    gives: [{ ...INTRUSION, deviceId: 'Camera:4', channel: '', time: UNTIMED, values: {} }],
  },
  {
    name: 'bridge: OFF',
    topic: BRIDGE,
    payload: 'OFF',
    gives: [
      {
        kind: 'clear',
        deviceId: 'Camera:4',
        type: 'camera.intrusion',
        channel: '',
        time: { ms: EXAMPLE_RECEIVED_AT, quality: 'GOOD' },
      },
    ],
  },
  {
    name: 'bridge: free text raises and is kept',
    topic: BRIDGE,
    payload: 'Human entered East wall',
    gives: [
      {
        ...INTRUSION,
        deviceId: 'Camera:4',
        channel: '',
        time: UNTIMED,
        values: { text: 'Human entered East wall' },
      },
    ],
  },
  { name: 'bridge: a deleted retained message says nothing', topic: BRIDGE, payload: '', gives: [] },
];

export const DAHUA_REFUSED: Codec['refused'] = [
  { name: 'empty', topic: TOPIC, payload: '', reason: 'EMPTY_PAYLOAD' },
  { name: 'another text', topic: TOPIC, payload: 'Error: Invalid Authority!', reason: 'SCHEMA_MISMATCH' },
  { name: 'no action', topic: TOPIC, payload: 'Code=VideoLoss', reason: 'SCHEMA_MISMATCH', path: '/0' },
  { name: 'half a JSON', topic: TOPIC, payload: '{"Events":[', reason: 'MALFORMED_JSON' },
  { name: 'no events', topic: TOPIC, payload: push(), reason: 'SCHEMA_MISMATCH', path: '/Events' },
  {
    name: 'events, all bad',
    topic: TOPIC,
    payload: push({ Action: 'Start' }, 7),
    reason: 'SCHEMA_MISMATCH',
    path: '/Events/0/Code',
  },
  {
    name: 'events without an end',
    topic: TOPIC,
    payload: 'Code=VideoLoss;action=Start\n'.repeat(501),
    reason: 'SCHEMA_MISMATCH',
  },
  { name: 'NUL in a text', topic: TOPIC, payload: 'Code=a\0b;action=Start', reason: 'SCHEMA_MISMATCH' },
  { name: 'NUL in a text of the bridge', topic: BRIDGE, payload: 'a\0b', reason: 'SCHEMA_MISMATCH' },
  { name: 'GBK bytes', topic: TOPIC, payload: new Uint8Array([0xbb, 0xf0, 0xc7, 0xe9]), reason: 'NOT_UTF8' },
  { name: 'no camera in the topic', topic: 'CameraEvents/VideoLoss/', payload: 'ON', reason: 'BAD_TOPIC' },
];
