import type { Codec } from '../codec.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';

const AT = '2026-03-05T08:30:00.250+08:00';
const AT_TIME = { ms: Date.parse(AT), quality: 'GOOD' } as const;
const LIFT = 'community/v1/51142100100100101/elevator/lift-001';
const CAMERA = 'community/v1/511421001001001/camera/cam-001';
const PILE = 'community/v1/511421001001001/charger/pile-001';
const POST = 'community/v1/511421001001001/charger/post-07';

export const ACCEPTED: Codec['accepted'] = [
  {
    name: 'an alert by our type',
    topic: `${LIFT}/alert`,
    payload: JSON.stringify({
      id: 'e-1',
      type: 'elevator.ebike',
      time: AT,
      severity: 'major',
      confidence: 0.93,
    }),
    gives: [
      {
        kind: 'alert',
        deviceId: 'lift-001',
        family: 'elevator',
        gridHint: '51142100100100101',
        time: AT_TIME,
        type: 'elevator.ebike',
        sourceEventId: 'e-1',
        severity: 'major',
        confidence: 0.93,
        status: 'ACTUAL',
        channel: '',
      },
    ],
  },
  {
    name: 'an alert by vendor code; the same number under another system is another fault',
    topic: `${LIFT}/alert`,
    payload: JSON.stringify({ codeSystem: 'gbt24476-b', code: 11, time: AT }),
    gives: [{ kind: 'alert', type: 'elevator.overspeed', codeSystem: 'gbt24476-b', code: '11' }],
  },
  {
    name: 'an unknown type is `other`, the raw word kept',
    topic: `${CAMERA}/alert`,
    payload: JSON.stringify({ type: 'camera.drone', time: AT }),
    gives: [{ kind: 'alert', type: 'other', codeSystem: 'canonical', code: 'camera.drone' }],
  },
  {
    name: 'unknown severity, status and confidence fall back, the raw ones kept',
    topic: `${CAMERA}/alert`,
    payload: JSON.stringify({
      type: 'camera.fall',
      time: AT,
      severity: '特急',
      status: 'Drill',
      confidence: 93,
    }),
    gives: [
      {
        kind: 'alert',
        severity: null,
        status: 'ACTUAL',
        confidence: null,
        values: { severityRaw: '特急', statusRaw: 'Drill', confidenceRaw: 93 },
      },
    ],
  },
  {
    name: 'a test alert, with channel, values, evidence and an extra field',
    topic: `${CAMERA}/alert`,
    payload: JSON.stringify({
      type: 'camera.smoke',
      time: AT,
      status: 'Test',
      channel: 3,
      values: { areaM2: 1.5, seenBy: '巡检', night: false },
      evidence: [{ url: 'https://media.invalid/1.jpg', kind: 'IMAGE', sha256: 'AB'.repeat(32) }],
      firmware: { build: 7 },
    }),
    gives: [
      {
        kind: 'alert',
        status: 'TEST',
        channel: '3',
        values: { areaM2: 1.5, seenBy: '巡检', night: false },
        evidence: [{ url: 'https://media.invalid/1.jpg', kind: 'image', sha256: 'ab'.repeat(32) }],
      },
    ],
  },
  {
    name: 'no time: received time, quality BAD',
    topic: `${CAMERA}/alert`,
    payload: '{"type":"camera.fire"}',
    gives: [{ kind: 'alert', time: { ms: EXAMPLE_RECEIVED_AT, quality: 'BAD' } }],
  },
  {
    name: 'a byte order mark in front',
    topic: `${CAMERA}/alert`,
    payload: `\uFEFF{"type":"camera.fire","time":"${AT}"}`,
    gives: [{ kind: 'alert', type: 'camera.fire' }],
  },
  {
    name: 'quotes and separators of other languages stay what they are',
    topic: `community/v1/511421/sensor/it's "a",b=c\\d/alert`,
    payload: JSON.stringify({ type: 'sensor.sos', time: AT, id: `a'b"c\\d,e=f\ng` }),
    gives: [{ kind: 'alert', deviceId: `it's "a",b=c\\d`, sourceEventId: `a'b"c\\d,e=f\ng` }],
  },
  {
    name: 'a clear',
    topic: `${PILE}/clear`,
    payload: JSON.stringify({ type: 'charger.overheat', channel: '2', time: AT }),
    gives: [{ kind: 'clear', type: 'charger.overheat', channel: '2', time: AT_TIME }],
  },
  {
    name: 'a clear with what was measured then, for the hysteresis of its type',
    topic: `${PILE}/clear`,
    payload: JSON.stringify({
      type: 'charger.overheat',
      time: AT,
      values: { temperatureC: 68.5, 'fan on': true },
    }),
    gives: [
      {
        kind: 'clear',
        type: 'charger.overheat',
        time: AT_TIME,
        values: { temperatureC: 68.5, 'fan on': true },
      },
    ],
  },
  {
    name: 'a reading',
    topic: `${PILE}/telemetry`,
    payload: JSON.stringify({ time: AT, values: { 'port3.currentA': 1.8, temperatureC: 31 } }),
    gives: [{ kind: 'telemetry', values: { 'port3.currentA': 1.8, temperatureC: 31 }, time: AT_TIME }],
  },
  {
    name: 'an array of readings: the bad one is refused alone',
    topic: `${PILE}/telemetry`,
    payload: JSON.stringify([
      { time: AT, values: { powerW: 300 } },
      { time: AT, values: { powerW: '300' } },
      { time: AT, values: { powerW: 310 } },
    ]),
    gives: [
      { kind: 'telemetry', values: { powerW: 300 } },
      { kind: 'telemetry', values: { powerW: 310 } },
    ],
  },
  {
    name: 'an e-bike charging post: current, power and temperature per port',
    topic: `${POST}/telemetry`,
    payload: JSON.stringify({
      time: AT,
      values: {
        'port1.currentA': 1.9,
        'port1.powerW': 410,
        'port1.temperatureC': 36.5,
        'port2.currentA': 0,
        'port2.powerW': 0,
        'port2.temperatureC': 24,
        temperatureC: 29,
      },
    }),
    gives: [
      {
        kind: 'telemetry',
        deviceId: 'post-07',
        family: 'charger',
        time: AT_TIME,
        values: { 'port1.currentA': 1.9, 'port1.powerW': 410, 'port2.temperatureC': 24, temperatureC: 29 },
      },
    ],
  },
  {
    name: 'a port of a charging post too hot, by the pile fault list; the port is the channel',
    topic: `${POST}/alert`,
    payload: JSON.stringify({
      id: 'p-1',
      codeSystem: 'pile-fault',
      code: 13,
      channel: 1,
      time: AT,
      values: { currentA: 6.1, powerW: 1320, temperatureC: 78 },
    }),
    gives: [
      {
        kind: 'alert',
        deviceId: 'post-07',
        type: 'charger.overheat',
        codeSystem: 'pile-fault',
        code: '13',
        channel: '1',
        values: { currentA: 6.1, powerW: 1320, temperatureC: 78 },
      },
    ],
  },
  {
    name: 'the port has cooled down: only its own channel clears',
    topic: `${POST}/clear`,
    payload: JSON.stringify({ codeSystem: 'pile-fault', code: 13, channel: 1, time: AT }),
    gives: [{ kind: 'clear', type: 'charger.overheat', channel: '1', time: AT_TIME }],
  },
  {
    name: 'a data: URL is no evidence reference; the alert stands without it',
    topic: `${CAMERA}/alert`,
    payload: JSON.stringify({
      type: 'camera.fire',
      time: AT,
      evidence: [{ url: 'data:image/png;base64,AA' }],
    }),
    gives: [{ kind: 'alert', type: 'camera.fire', evidence: [] }],
  },
  {
    name: 'online',
    topic: `${CAMERA}/status`,
    payload: 'online',
    gives: [{ kind: 'status', online: true }],
  },
  {
    name: 'offline as a JSON string',
    topic: `${CAMERA}/status`,
    payload: '"offline"',
    gives: [{ kind: 'status', online: false }],
  },
  {
    name: 'a deleted retained status says nothing',
    topic: `${CAMERA}/status`,
    payload: '',
    gives: [],
  },
  {
    name: 'a reply to a command of the hub',
    topic: `${LIFT}/reply`,
    payload: JSON.stringify({ id: 'cmd_1', result: { floor: 3 }, time: AT }),
    gives: [
      {
        kind: 'reply',
        deviceId: 'lift-001',
        commandId: 'cmd_1',
        ok: true,
        result: { floor: 3 },
        error: null,
      },
    ],
  },
  {
    name: 'a reply that tells why it could not',
    topic: `${LIFT}/reply`,
    payload: JSON.stringify({ id: 'cmd_2', error: '门未关闭', time: AT }),
    gives: [{ kind: 'reply', commandId: 'cmd_2', ok: false, error: '门未关闭', time: AT_TIME }],
  },
  {
    name: "the hub's own command, read back from the broker",
    topic: `${LIFT}/command`,
    payload: JSON.stringify({ id: 'cmd_1', command: 'goToFloor', params: { floor: 3 } }),
    gives: [],
  },
];

export const REFUSED: Codec['refused'] = [
  { name: 'empty alert', topic: `${CAMERA}/alert`, payload: '', reason: 'EMPTY_PAYLOAD' },
  { name: 'half a JSON', topic: `${CAMERA}/alert`, payload: '{"type":', reason: 'MALFORMED_JSON' },
  {
    name: 'GBK bytes',
    topic: `${CAMERA}/alert`,
    payload: new Uint8Array([0x22, 0xbb, 0xf0, 0xc7, 0xe9, 0x22]),
    reason: 'NOT_UTF8',
  },
  {
    name: 'nested too deep',
    topic: `${CAMERA}/alert`,
    payload: '['.repeat(99) + ']'.repeat(99),
    reason: 'MALFORMED_JSON',
  },
  {
    name: 'NUL in a string',
    topic: `${CAMERA}/alert`,
    payload: '{"type":"camera.fire","values":{"note":"a\\u0000b"}}',
    reason: 'SCHEMA_MISMATCH',
    path: '/values/note',
  },
  {
    name: 'half a surrogate pair',
    topic: `${CAMERA}/alert`,
    payload: '{"type":"camera.fire","id":"\\ud800"}',
    reason: 'SCHEMA_MISMATCH',
    path: '/id',
  },
  {
    name: 'a wrong type',
    topic: `${CAMERA}/alert`,
    payload: '{"type":"camera.fire","values":{"temperatureC":{"value":3}}}',
    reason: 'SCHEMA_MISMATCH',
    path: '/values/temperatureC',
  },
  {
    name: 'a clear with a nested value',
    topic: `${PILE}/clear`,
    payload: '{"type":"charger.overheat","values":{"temperatureC":{"value":3}}}',
    reason: 'SCHEMA_MISMATCH',
    path: '/values/temperatureC',
  },
  {
    name: 'neither type nor code',
    topic: `${CAMERA}/alert`,
    payload: `{"time":"${AT}"}`,
    reason: 'SCHEMA_MISMATCH',
    path: '/type',
  },
  {
    name: 'a code without its system',
    topic: `${LIFT}/alert`,
    payload: '{"code":"11"}',
    reason: 'SCHEMA_MISMATCH',
    path: '/codeSystem',
  },
  {
    name: 'a newline in a metric name',
    topic: `${PILE}/telemetry`,
    payload: '{"values":{"a\\nb":1}}',
    reason: 'SCHEMA_MISMATCH',
  },
  {
    name: 'a number beyond double',
    topic: `${PILE}/telemetry`,
    payload: '{"values":{"powerW":1e999}}',
    reason: 'SCHEMA_MISMATCH',
    path: '/values/powerW',
  },
  {
    name: 'readings, all bad',
    topic: `${PILE}/telemetry`,
    payload: '[{"values":{}},7]',
    reason: 'SCHEMA_MISMATCH',
  },
  { name: 'no such family', topic: 'community/v1/511421/drone/d1/alert', payload: '{}', reason: 'BAD_TOPIC' },
  { name: 'no grid code', topic: 'community/v1/51-1/camera/c1/alert', payload: '{}', reason: 'BAD_TOPIC' },
  { name: 'no such kind', topic: 'community/v1/511421/camera/c1/alarm', payload: '{}', reason: 'BAD_TOPIC' },
  {
    name: 'a status that is neither',
    topic: `${CAMERA}/status`,
    payload: 'sleeping',
    reason: 'SCHEMA_MISMATCH',
  },
  {
    name: 'a reply to nothing',
    topic: `${LIFT}/reply`,
    payload: '{}',
    reason: 'SCHEMA_MISMATCH',
    path: '/id',
  },
  {
    name: 'a reply as large as a file',
    topic: `${LIFT}/reply`,
    payload: JSON.stringify({ id: 'cmd_1', result: 'x'.repeat(70_000) }),
    reason: 'TOO_LARGE',
  },
];
