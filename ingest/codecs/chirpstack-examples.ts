import type { Codec } from '../codec.ts';

const DEVICE = 'application/6f1c/device/0018B20000000101';
const TIME = '2026-03-05T00:30:00.250987654+00:00';
const AT = { ms: Date.parse('2026-03-05T00:30:00.250Z'), quality: 'GOOD' } as const;
const DEDUPLICATION = '3ac7e3c4-4401-4b8d-9386-a5c902f9202d';
const uplink = (more: object) =>
  JSON.stringify({
    deduplicationId: DEDUPLICATION,
    time: TIME,
    deviceInfo: { deviceName: 'basement 1', devEui: '0018b20000000101', tags: {} },
    dr: 5,
    fCnt: 12,
    fPort: 85,
    data: 'A2cBAQ==',
    rxInfo: [
      { gatewayId: '0016c001f153a14c', rssi: -110, snr: -3.5 },
      { gatewayId: '0016c001f153a14d', rssi: -48, snr: 9 },
    ],
    ...more,
  });

export const CHIRPSTACK_ACCEPTED: Codec['accepted'] = [
  {
    name: 'smoke in the decoded object; the time has nanoseconds',
    topic: `${DEVICE}/event/up`,
    payload: uplink({ object: { smoke: true, temperature: 57.25 } }),
    gives: [
      {
        kind: 'alert',
        deviceId: '0018b20000000101',
        family: 'sensor',
        time: AT,
        type: 'sensor.smoke',
        codeSystem: 'chirpstack',
        code: 'smoke',
        channel: '',
        sourceEventId: DEDUPLICATION,
        values: { temperature: 57.25, dataHex: '03670101' },
      },
      { kind: 'telemetry', values: { temperature: 57.25 } },
      { kind: 'telemetry', values: { frameCounter: 12, rssiDbm: -48, snrDb: 9 }, time: AT },
    ],
  },
  {
    name: 'a leak told in a word, nested',
    topic: `${DEVICE}/event/up`,
    payload: uplink({ object: { sensor: { water_leak: 'leak' } }, rxInfo: [] }),
    gives: [
      { kind: 'alert', type: 'sensor.water_leak', channel: 'sensor.water_leak', code: 'sensor.water_leak' },
      { kind: 'telemetry', values: { frameCounter: 12 } },
    ],
  },
  {
    name: 'back to normal clears',
    topic: `${DEVICE}/event/up`,
    payload: uplink({ object: { water_leak: 'normal' }, rxInfo: [] }),
    gives: [
      { kind: 'clear', type: 'sensor.water_leak', channel: '', time: AT },
      { kind: 'telemetry', values: { frameCounter: 12 } },
    ],
  },
  {
    name: 'no fCnt means 0: proto3 leaves zero values out',
    topic: `${DEVICE}/event/up`,
    payload: uplink({ fCnt: undefined, rxInfo: [{ gatewayId: '0016c001f153a14c', snr: 9 }] }),
    gives: [{ kind: 'telemetry', values: { frameCounter: 0, rssiDbm: 0, snrDb: 9 } }],
  },
  {
    name: 'the grid in a device tag',
    topic: `${DEVICE}/event/up`,
    payload: uplink({
      deviceInfo: { tags: { gridCode: '511421001001001' } },
      object: { sos: true },
      rxInfo: [],
    }),
    gives: [
      { kind: 'alert', type: 'sensor.sos', gridHint: '511421001001001' },
      { kind: 'telemetry', values: { frameCounter: 12 } },
    ],
  },
  {
    name: 'a status without batteryLevel is an empty battery',
    topic: `${DEVICE}/event/status`,
    payload: JSON.stringify({ time: TIME, margin: 7 }),
    gives: [{ kind: 'telemetry', values: { linkMarginDb: 7, batteryPercent: 0 }, time: AT }],
  },
  {
    name: 'a status on mains has no battery',
    topic: `${DEVICE}/event/status`,
    payload: JSON.stringify({ time: TIME, externalPowerSource: true }),
    gives: [{ kind: 'telemetry', values: { linkMarginDb: 0 } }],
  },
  {
    name: 'a join says online',
    topic: `${DEVICE}/event/join`,
    payload: JSON.stringify({ time: TIME, devAddr: '01020304' }),
    gives: [{ kind: 'status', online: true, deviceId: '0018b20000000101', time: AT }],
  },
  { name: 'a downlink acknowledgement says nothing', topic: `${DEVICE}/event/ack`, payload: '{}', gives: [] },
];

export const CHIRPSTACK_REFUSED: Codec['refused'] = [
  { name: 'empty', topic: `${DEVICE}/event/up`, payload: '', reason: 'EMPTY_PAYLOAD' },
  {
    name: 'the protobuf marshaler',
    topic: `${DEVICE}/event/up`,
    payload: new Uint8Array([10, 36, 0xff]),
    reason: 'NOT_UTF8',
  },
  {
    name: 'data that is no base64',
    topic: `${DEVICE}/event/up`,
    payload: uplink({ data: 'A2cBAQ=' }),
    reason: 'SCHEMA_MISMATCH',
    path: '/data',
  },
  {
    name: 'data longer than any LoRaWAN frame',
    topic: `${DEVICE}/event/up`,
    payload: uplink({ data: 'AAAA'.repeat(300) }),
    reason: 'SCHEMA_MISMATCH',
    path: '/data',
  },
  {
    name: 'an object that is a list',
    topic: `${DEVICE}/event/up`,
    payload: uplink({ object: [1] }),
    reason: 'SCHEMA_MISMATCH',
    path: '/object',
  },
  {
    name: 'an event nobody knows',
    topic: `${DEVICE}/event/sing`,
    payload: '{}',
    reason: 'UNSUPPORTED_MESSAGE',
  },
  { name: 'no devEui', topic: 'application/1/device/basement/event/up', payload: '{}', reason: 'BAD_TOPIC' },
];
