import type { Codec } from '../codec.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';

const TOPIC = 'isecure/county/event';
const AT = '2026-03-05T08:30:00.000+08:00';
const TIME = { ms: Date.parse(AT), quality: 'GOOD' } as const;
const CAMERA = '0a6d4b2e7c1f4e53a1';
const ID = 'A1B2C3D4-0001';

const event = (changes: object = {}) => ({
  eventId: ID,
  eventType: 131588,
  happenTime: AT,
  srcIndex: CAMERA,
  srcName: '东门周界',
  srcParentIndex: 'f1e2d3c4b5a69788',
  srcType: 'camera',
  status: 0,
  timeout: 0,
  ...changes,
});
const call = (...events: unknown[]) =>
  JSON.stringify({ method: 'OnEventNotify', params: { ability: 'event_vss', sendTime: AT, events } });

const INTRUSION = {
  kind: 'alert',
  deviceId: CAMERA,
  family: 'camera',
  gridHint: null,
  time: TIME,
  type: 'camera.intrusion',
  codeSystem: 'hikvision',
  code: '131588',
  channel: '',
  sourceEventId: ID,
} as const;

/** Evidence for the alert of the same source and event id. */
const LATER = {
  kind: 'evidence',
  deviceId: CAMERA,
  family: 'camera',
  gridHint: null,
  time: TIME,
  sourceEventId: ID,
} as const;

export const ISECURE_ACCEPTED: Codec['accepted'] = [
  {
    name: 'status 0: instant',
    topic: TOPIC,
    payload: call(event()),
    gives: [
      {
        ...INTRUSION,
        values: { deviceName: '东门周界', sourceType: 'camera', parentDevice: 'f1e2d3c4b5a69788' },
      },
    ],
  },
  { name: 'status 1: start', topic: TOPIC, payload: call(event({ status: 1 })), gives: [INTRUSION] },
  {
    name: 'status 2: stop, same event id',
    topic: TOPIC,
    payload: call(event({ status: 2, happenTime: '2026-03-05T08:30:20.000+08:00' })),
    gives: [
      {
        kind: 'clear',
        deviceId: CAMERA,
        type: 'camera.intrusion',
        channel: '',
        sourceEventId: ID,
        time: { ms: TIME.ms + 20_000, quality: 'GOOD' },
      },
    ],
  },
  {
    name: 'status 3: pulse, with the source its own time-out',
    topic: TOPIC,
    payload: call(event({ status: 3, timeout: 30 })),
    gives: [{ ...INTRUSION, values: { timeoutSeconds: 30 } }],
  },
  {
    name: 'trap: status 4, the linkage result, is what was recorded of an event told before, not a second alert',
    topic: TOPIC,
    payload: call(
      event({
        status: 4,
        happenTime: '2026-03-05T08:30:12.000+08:00',
        data: { linkageResult: [{ videoUrl: 'https://media.invalid/r/1.mp4' }] },
      }),
    ),
    gives: [
      {
        ...LATER,
        time: { ms: TIME.ms + 12_000, quality: 'GOOD' },
        evidence: [{ url: 'https://media.invalid/r/1.mp4', kind: 'video' }],
      },
    ],
  },
  {
    name: 'trap: status 5, the picture that comes later under another happenTime, is not a second alert',
    topic: TOPIC,
    payload: call(
      event({
        status: 5,
        happenTime: '2026-03-05T08:30:09.000+08:00',
        data: { fielddetection: [{ imageUrl: '/pic?id=7', regionID: 1 }] },
      }),
    ),
    gives: [
      {
        ...LATER,
        time: { ms: TIME.ms + 9_000, quality: 'GOOD' },
        evidence: [{ url: '/pic?id=7', kind: 'image' }],
      },
    ],
  },
  {
    name: 'trap: the picture of a combined event stands in its details',
    topic: TOPIC,
    payload: call(
      event({
        eventType: 0,
        srcIndex: '',
        status: 5,
        eventDetails: [{ eventType: 192515, srcIndex: CAMERA, data: { picUrl: '/pic?id=8' } }],
      }),
    ),
    gives: [{ ...LATER, evidence: [{ url: '/pic?id=8', kind: 'image' }] }],
  },
  {
    name: 'trap: status 4 or 5 without a picture or video says nothing',
    topic: TOPIC,
    payload: call(
      event({ status: 4, data: { linkageResult: [{ result: 'ok' }] } }),
      event({ status: 5, data: { imageUrl: 'data:image/jpeg;base64,/9j/4AAQ' } }),
    ),
    gives: [],
  },
  {
    name: 'trap: a picture that comes with the event itself is part of the alert',
    topic: TOPIC,
    payload: call(event({ data: { fielddetection: [{ imageUrl: '/pic?id=6' }] } })),
    gives: [{ ...INTRUSION, evidence: [{ url: '/pic?id=6', kind: 'image' }] }],
  },
  {
    name: 'a status that nobody knows raises, the number kept',
    topic: TOPIC,
    payload: call(event({ status: 9 })),
    gives: [{ ...INTRUSION, values: { statusRaw: 9 } }],
  },
  {
    name: 'type and status as texts',
    topic: TOPIC,
    payload: call(event({ eventType: '131588', status: '1' })),
    gives: [INTRUSION],
  },
  {
    name: 'srcParentIdex, as it is misspelt',
    topic: TOPIC,
    payload: call(event({ srcParentIndex: undefined, srcParentIdex: 'nvr-9' })),
    gives: [{ ...INTRUSION, values: { parentDevice: 'nvr-9' } }],
  },
  {
    name: 'outer type 0: the real type and source are in the first detail',
    topic: TOPIC,
    payload: call(
      event({
        eventType: 0,
        srcIndex: '',
        srcType: 'eventRule',
        eventDetails: [{ eventType: 192515, srcIndex: CAMERA, srcType: 'camera' }, { eventType: 131588 }],
      }),
    ),
    gives: [{ kind: 'alert', deviceId: CAMERA, type: 'camera.fire', code: '192515' }],
  },
  {
    name: 'a detail under a type of its own says nothing of the type',
    topic: TOPIC,
    payload: call(event({ eventDetails: [{ eventType: 192515 }] })),
    gives: [INTRUSION],
  },
  {
    name: 'happenTime 1900-01-00: receive time, quality BAD',
    topic: TOPIC,
    payload: call(event({ happenTime: '1900-01-00T00:00:00.000+08:00' })),
    gives: [{ ...INTRUSION, time: { ms: EXAMPLE_RECEIVED_AT, quality: 'BAD' } }],
  },
  {
    name: 'happenTime without a zone is in the zone of the site',
    topic: TOPIC,
    payload: call(event({ happenTime: '2026-03-05 08:30:00' })),
    gives: [INTRUSION],
  },
  {
    name: 'fifty events in a call, one without an id: it is refused alone',
    topic: TOPIC,
    payload: call(
      ...Array.from({ length: 50 }, (_, index) => event({ eventId: index === 20 ? '' : `${ID}-${index}` })),
    ),
    gives: Array.from({ length: 50 }, (_, index) => ({
      ...INTRUSION,
      sourceEventId: `${ID}-${index}`,
    })).filter((_, index) => index !== 20),
  },
  {
    name: 'two devices may use one event id',
    topic: TOPIC,
    payload: call(event(), event({ srcIndex: 'another' })),
    gives: [INTRUSION, { ...INTRUSION, deviceId: 'another' }],
  },
  {
    name: 'a device that went offline',
    topic: TOPIC,
    payload: call(event({ eventType: 889196545, status: 1 })),
    gives: [{ kind: 'alert', type: 'device.offline', code: '889196545' }],
  },
  {
    name: 'and came back',
    topic: TOPIC,
    payload: call(event({ eventType: 889196545, status: 2 })),
    gives: [{ kind: 'clear', type: 'device.offline' }],
  },
  {
    name: 'a number that nobody has mapped is other, raw',
    topic: TOPIC,
    payload: call(event({ eventType: 999999 })),
    gives: [{ kind: 'alert', type: 'other', codeSystem: 'hikvision', code: '999999' }],
  },
  {
    name: 'the end of an unmapped number clears nothing',
    topic: TOPIC,
    payload: call(event({ eventType: 999999, status: 2 })),
    gives: [],
  },
  {
    name: 'names, ID numbers and faces in the data are not taken',
    topic: TOPIC,
    payload: call(
      event({
        data: { personName: '某某', certificateNumber: '511421190001010000', faceImage: 'iVBORw0KGgo=' },
      }),
    ),
    gives: [
      {
        ...INTRUSION,
        values: { deviceName: '东门周界', sourceType: 'camera', parentDevice: 'f1e2d3c4b5a69788' },
        evidence: [],
      },
    ],
  },
];

export const ISECURE_REFUSED: Codec['refused'] = [
  { name: 'empty', topic: TOPIC, payload: '', reason: 'EMPTY_PAYLOAD' },
  { name: 'not JSON', topic: TOPIC, payload: '{"method":', reason: 'MALFORMED_JSON' },
  {
    name: 'another callback',
    topic: TOPIC,
    payload: JSON.stringify({ method: 'OnDataNotify', params: { events: [event()] } }),
    reason: 'UNSUPPORTED_MESSAGE',
    path: '/method',
  },
  {
    name: 'no events',
    topic: TOPIC,
    payload: call(),
    reason: 'SCHEMA_MISMATCH',
    path: '/params/events',
  },
  {
    name: 'an event that is none',
    topic: TOPIC,
    payload: call(7),
    reason: 'SCHEMA_MISMATCH',
    path: '/params/events/0',
  },
  {
    name: 'no event id',
    topic: TOPIC,
    payload: call(event({ eventId: undefined })),
    reason: 'SCHEMA_MISMATCH',
    path: '/params/events/0/eventId',
  },
  {
    name: 'no source',
    topic: TOPIC,
    payload: call(event({ srcIndex: null })),
    reason: 'SCHEMA_MISMATCH',
    path: '/params/events/0/srcIndex',
  },
  { name: 'no platform in the topic', topic: 'isecure//event', payload: call(event()), reason: 'BAD_TOPIC' },
];
