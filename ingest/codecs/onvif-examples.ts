import type { Codec } from '../codec.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';

const ROOT = 'onvif/cam-12/onvif-ej';
const LOITERING = `${ROOT}/RuleEngine/LoiteringDetector/ObjectIsLoitering`;
const LOSS = `${ROOT}/VideoSource/SignalLoss`;
const AT = '2026-03-05T00:30:00.120Z';
const TIME = { ms: Date.parse(AT), quality: 'GOOD' } as const;

const event = (data: object, source: object = { VideoSource: '1', Rule: 'Bench' }, changes: object = {}) =>
  JSON.stringify({ UtcTime: AT, Source: source, Data: data, ...changes });

const LOITERER = {
  kind: 'alert',
  deviceId: 'cam-12',
  family: 'camera',
  time: TIME,
  type: 'camera.loitering',
  codeSystem: 'onvif',
  code: 'RuleEngine/LoiteringDetector/ObjectIsLoitering',
  channel: '1/Bench',
} as const;

export const ONVIF_ACCEPTED: Codec['accepted'] = [
  {
    name: 'a rule, its source in the topic and the payload',
    topic: `${LOITERING}/&/1/Bench`,
    payload: event({ State: true, ObjectId: '17' }),
    gives: [
      {
        ...LOITERER,
        sourceEventId: `${LOITERER.code} ${AT} 17`,
        values: { rule: 'Bench', objectId: '17' },
      },
    ],
  },
  {
    name: 'source values right after the ampersand',
    topic: `${LOITERING}/&1/Bench`,
    payload: event({ State: 'true' }),
    gives: [LOITERER],
  },
  {
    name: 'source values with names, as newer devices send them',
    topic: `${LOITERING}&/VideoSource=1/Rule=Bench`,
    payload: event({ State: true }),
    gives: [LOITERER],
  },
  {
    name: 'no source in the topic: that of the payload',
    topic: LOITERING,
    payload: event({ State: true }),
    gives: [LOITERER],
  },
  {
    name: 'a quoted number as state',
    topic: `${LOSS}/&/1`,
    payload: event({ State: '1' }, { VideoSource: 1 }),
    gives: [{ kind: 'alert', type: 'camera.video_loss', code: 'VideoSource/SignalLoss', channel: '1' }],
  },
  {
    name: 'a bare number as state',
    topic: `${LOSS}/&/1`,
    payload: event({ State: 1 }, { VideoSource: 1 }),
    gives: [{ kind: 'alert', type: 'camera.video_loss' }],
  },
  {
    name: 'false clears: bare',
    topic: `${LOSS}/&/1`,
    payload: event({ State: false }, { VideoSource: '1' }),
    gives: [{ kind: 'clear', deviceId: 'cam-12', type: 'camera.video_loss', channel: '1', time: TIME }],
  },
  {
    name: 'false clears: quoted',
    topic: `${LOSS}/&/1`,
    payload: event({ State: '0' }, { VideoSource: '1' }),
    gives: [{ kind: 'clear', type: 'camera.video_loss', channel: '1' }],
  },
  {
    name: 'a rule ends only what it raised: another rule is another channel',
    topic: `${LOITERING}/&/1/Gate`,
    payload: event({ State: false }, { VideoSource: '1', Rule: 'Gate' }),
    gives: [{ kind: 'clear', type: 'camera.loitering', channel: '1/Gate' }],
  },
  {
    name: 'an object with the number 0 is no state',
    topic: `${ROOT}/RuleEngine/LineDetector/Crossed/&/1/Line`,
    payload: event({ ObjectId: '0' }),
    gives: [{ kind: 'alert', type: 'other', code: 'RuleEngine/LineDetector/Crossed', channel: '1/Line' }],
  },
  {
    name: 'somebody in a field',
    topic: `${ROOT}/RuleEngine/FieldDetector/ObjectsInside/&/1/Wall`,
    payload: event({ IsInside: 'true' }),
    gives: [{ kind: 'alert', type: 'camera.intrusion', channel: '1/Wall' }],
  },
  {
    name: 'a scene that changed, under a topic with one more level',
    topic: `${ROOT}/VideoSource/GlobalSceneChange/ImagingService/&/1`,
    payload: event({ State: true }),
    gives: [{ kind: 'alert', type: 'camera.tampered', code: 'VideoSource/GlobalSceneChange/ImagingService' }],
  },
  {
    name: 'a namespace that a device did not drop',
    topic: `${ROOT}/tns1:VideoSource/SignalLoss`,
    payload: event({ State: true }),
    gives: [{ kind: 'alert', type: 'camera.video_loss', code: 'VideoSource/SignalLoss' }],
  },
  {
    name: 'a retained property that a broker sends again is the same alert: path and UtcTime tell',
    topic: `${LOSS}/&/1`,
    payload: event({ State: true }, { VideoSource: '1' }),
    gives: [{ kind: 'alert', time: TIME, sourceEventId: `VideoSource/SignalLoss ${AT} ` }],
  },
  { name: 'zero bytes delete a property, and say nothing', topic: `${LOSS}/&/1`, payload: '', gives: [] },
  {
    name: 'a retained property that is no alarm says nothing',
    topic: `${ROOT}/PTZController/PTZReady/&/1`,
    payload: event({ State: true }),
    gives: [],
  },
  {
    name: 'UtcTime without a zone is UTC',
    topic: `${LOITERING}/&/1/Bench`,
    payload: event({ State: true }, undefined, { UtcTime: '2026-03-05T00:30:00.120' }),
    gives: [LOITERER],
  },
  {
    name: 'no UtcTime: receive time, quality BAD',
    topic: `${LOITERING}/&/1/Bench`,
    payload: event({ State: true }, undefined, { UtcTime: undefined }),
    gives: [{ ...LOITERER, time: { ms: EXAMPLE_RECEIVED_AT, quality: 'BAD' }, sourceEventId: null }],
  },
];

export const ONVIF_REFUSED: Codec['refused'] = [
  { name: 'not JSON', topic: LOSS, payload: '{"UtcTime":', reason: 'MALFORMED_JSON' },
  { name: 'an array', topic: LOSS, payload: '[]', reason: 'SCHEMA_MISMATCH' },
  {
    name: 'a source that holds an object',
    topic: LOSS,
    payload: event({ State: true }, { VideoSource: { token: '1' } }),
    reason: 'SCHEMA_MISMATCH',
    path: '/Source/VideoSource',
  },
  { name: 'no topic path', topic: `${ROOT}/`, payload: event({ State: true }), reason: 'BAD_TOPIC' },
  { name: 'a path without an end', topic: `${ROOT}${'/a'.repeat(20)}`, payload: '{}', reason: 'BAD_TOPIC' },
  { name: 'no device', topic: 'onvif//onvif-ej/VideoSource/SignalLoss', payload: '{}', reason: 'BAD_TOPIC' },
  {
    name: 'a source too long for a channel',
    topic: LOSS,
    payload: event({ State: true }, { VideoSource: 'x'.repeat(300) }),
    reason: 'SCHEMA_MISMATCH',
    path: '/Source',
  },
];
