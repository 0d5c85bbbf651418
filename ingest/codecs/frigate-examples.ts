import type { Codec } from '../codec.ts';

const START = 1_772_670_540.123_456; // 2026-03-05 08:29:00.123 in Shanghai
const TIME = { ms: 1_772_670_540_123, quality: 'GOOD' } as const;
const END = START + 42.5;
const END_TIME = { ms: Math.floor(END * 1000), quality: 'GOOD' } as const;
const ID = '1772670540.123456-ab12cd';

const event = (type: string, after: object) =>
  JSON.stringify({
    type,
    before: {},
    after: {
      id: ID,
      camera: 'gate_east',
      frame_time: START + 3,
      label: 'person',
      sub_label: null,
      top_score: 0.91,
      false_positive: false,
      start_time: START,
      end_time: null,
      current_zones: ['restricted_roof'],
      entered_zones: ['restricted_roof'],
      has_snapshot: true,
      has_clip: false,
      ...after,
    },
  });

const review = (type: string, after: object, data: object = {}) =>
  JSON.stringify({
    type,
    before: {},
    after: {
      id: '1772670541.5-qwerty',
      camera: 'gate_east',
      start_time: START + 1.4,
      end_time: null,
      severity: 'alert',
      thumb_path: '/media/frigate/clips/review/thumb.webp',
      data: {
        detections: [ID],
        objects: ['person'],
        sub_labels: [],
        zones: ['restricted_roof'],
        audio: [],
        ...data,
      },
      ...after,
    },
  });

const INTRUSION = {
  kind: 'alert',
  deviceId: 'gate_east',
  family: 'camera',
  time: TIME,
  type: 'camera.intrusion',
  codeSystem: 'frigate',
  code: 'person',
  sourceEventId: ID,
} as const;

export const FRIGATE_ACCEPTED: Codec['accepted'] = [
  {
    name: 'a person in a zone',
    topic: 'frigate/events',
    payload: event('new', {}),
    gives: [
      {
        ...INTRUSION,
        confidence: 0.91,
        values: { zones: 'restricted_roof' },
        evidence: [{ url: `/api/events/${ID}/snapshot.jpg`, kind: 'image' }],
      },
    ],
  },
  {
    name: 'an update is the same alert: same id, same time',
    topic: 'frigate/events',
    payload: event('update', { frame_time: START + 9, top_score: 0.97 }),
    gives: [INTRUSION],
  },
  {
    name: 'the end clears',
    topic: 'frigate/events',
    payload: event('end', { end_time: END }),
    gives: [
      INTRUSION,
      {
        kind: 'clear',
        deviceId: 'gate_east',
        type: 'camera.intrusion',
        channel: '',
        sourceEventId: ID,
        time: END_TIME,
      },
    ],
  },
  {
    name: 'a false positive says nothing',
    topic: 'frigate/events',
    payload: event('new', { false_positive: true }),
    gives: [],
  },
  {
    name: 'a person in no zone is no alert',
    topic: 'frigate/events',
    payload: event('new', { entered_zones: [], current_zones: [] }),
    gives: [],
  },
  {
    name: 'a bicycle in a lift zone',
    topic: 'frigate/events',
    payload: event('new', {
      camera: 'block3',
      label: 'bicycle',
      entered_zones: ['Lift_Car'],
      current_zones: [],
    }),
    gives: [{ kind: 'alert', deviceId: 'block3', family: 'camera', type: 'elevator.ebike', code: 'bicycle' }],
  },
  {
    name: 'a sub-label as [name, score] that a rule names',
    topic: 'frigate/events',
    payload: event('update', { label: 'object', sub_label: ['smoke', 0.8] }),
    gives: [{ kind: 'alert', type: 'camera.smoke', code: 'smoke' }],
  },
  {
    name: "a sub-label that is a person's name is not stored",
    topic: 'frigate/events',
    payload: event('update', { sub_label: '张三' }),
    gives: [{ ...INTRUSION, values: { zones: 'restricted_roof' } }],
  },
  {
    name: 'a car in the fire lane, by a Chinese zone name',
    topic: 'frigate/events',
    payload: event('new', { label: 'car', entered_zones: ['东侧消防通道'] }),
    gives: [{ kind: 'alert', type: 'camera.fire_lane_blocked' }],
  },
  {
    name: 'a review takes the identity of the detection it began with',
    topic: 'frigate/reviews',
    payload: review('new', {}),
    gives: [INTRUSION],
  },
  {
    name: 'a review that lists an older detection is news of its own',
    topic: 'frigate/reviews',
    payload: review('new', {}, { detections: ['1772660000.5-aaaaaa'] }),
    gives: [
      {
        kind: 'alert',
        type: 'camera.intrusion',
        sourceEventId: '1772670541.5-qwerty',
        time: { ms: 1_772_670_541_523, quality: 'GOOD' },
      },
    ],
  },
  {
    name: 'a review with two kinds of object',
    topic: 'frigate/reviews',
    payload: review('new', {}, { objects: ['person-verified', 'fire'], zones: ['yard'] }),
    gives: [
      { kind: 'alert', type: 'camera.intrusion', sourceEventId: '1772670541.5-qwerty' },
      { kind: 'alert', type: 'camera.fire', sourceEventId: '1772670541.5-qwerty' },
    ],
  },
  {
    name: 'the end of a review clears',
    topic: 'frigate/reviews',
    payload: review('end', { end_time: END }),
    gives: [INTRUSION, { kind: 'clear', type: 'camera.intrusion', time: END_TIME }],
  },
  {
    name: 'a detection review without a rule says nothing',
    topic: 'frigate/reviews',
    payload: review('new', { severity: 'detection' }, { objects: ['dog'] }),
    gives: [],
  },
  {
    name: 'what Frigate calls an alert is never dropped',
    topic: 'frigate/reviews',
    payload: review('new', {}, { objects: ['dog'] }),
    gives: [{ kind: 'alert', type: 'other', code: 'dog' }],
  },
  {
    name: 'a smoke alarm heard',
    topic: 'frigate/reviews',
    payload: review('new', { severity: 'detection' }, { objects: [], audio: ['fire_alarm'], detections: [] }),
    gives: [{ kind: 'alert', type: 'camera.smoke', code: 'fire_alarm', evidence: [] }],
  },
  {
    name: 'Frigate is up',
    topic: 'frigate/available',
    payload: 'online',
    gives: [{ kind: 'status', deviceId: 'frigate', online: true }],
  },
  {
    name: 'a camera is lost',
    topic: 'frigate/gate_east/status/detect',
    payload: 'offline',
    gives: [{ kind: 'status', deviceId: 'gate_east', online: false }],
  },
  {
    name: 'a camera switched off by a person is not lost',
    topic: 'frigate/gate_east/status/detect',
    payload: 'disabled',
    gives: [],
  },
  {
    name: 'another role does not speak for the camera',
    topic: 'frigate/gate_east/status/record',
    payload: 'offline',
    gives: [],
  },
  {
    name: 'a deleted retained status says nothing',
    topic: 'frigate/available',
    payload: '',
    gives: [],
  },
];

export const FRIGATE_REFUSED: Codec['refused'] = [
  { name: 'empty', topic: 'frigate/events', payload: '', reason: 'EMPTY_PAYLOAD' },
  { name: 'not JSON', topic: 'frigate/events', payload: '{"type":"new"', reason: 'MALFORMED_JSON' },
  {
    name: 'a picture',
    topic: 'frigate/events',
    payload: new Uint8Array([0xff, 0xd8, 0xff, 0xe0]),
    reason: 'NOT_UTF8',
  },
  {
    name: 'a message type that nobody knows',
    topic: 'frigate/events',
    payload: event('pause', {}),
    reason: 'UNSUPPORTED_MESSAGE',
    path: '/type',
  },
  {
    name: 'no object',
    topic: 'frigate/events',
    payload: '{"type":"new","before":{}}',
    reason: 'SCHEMA_MISMATCH',
    path: '/after',
  },
  {
    name: 'a start in words',
    topic: 'frigate/events',
    payload: event('new', { start_time: 'noon' }),
    reason: 'SCHEMA_MISMATCH',
    path: '/after/start_time',
  },
  {
    name: 'a review without data',
    topic: 'frigate/reviews',
    payload: '{"type":"new","after":{"id":"1-a","camera":"c"}}',
    reason: 'SCHEMA_MISMATCH',
    path: '/after/data',
  },
  {
    name: 'another topic of Frigate',
    topic: 'frigate/stats',
    payload: '{}',
    reason: 'BAD_TOPIC',
  },
  {
    name: 'a status that is none',
    topic: 'frigate/gate_east/status/detect',
    payload: 'maybe',
    reason: 'SCHEMA_MISMATCH',
  },
];
