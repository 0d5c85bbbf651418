import type { Codec } from '../codec.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';
import { encodePayload } from './sparkplug-payload.ts';

const AT = Date.parse('2026-03-05T08:30:00.250+08:00');
const TIME = { ms: AT, quality: 'GOOD' } as const;
const RECEIVED = { ms: EXAMPLE_RECEIVED_AT, quality: 'GOOD' } as const;
const INT32 = 3;
const UINT64 = 8;
const FLOAT = 9;
const BOOLEAN = 11;

const topic = (type: string, device = '') => `spBv1.0/Park/${type}/gw-1${device === '' ? '' : `/${device}`}`;
const frame = (type: string, seq: number | null, metrics: object[], device = '', timestamp = AT) => ({
  topic: topic(type, device),
  payload: encodePayload({ timestamp, ...(seq === null ? {} : { seq }), metrics }),
});
const bdSeq = (value: number) => ({ name: 'bdSeq', datatype: UINT64, long_value: value });

const NBIRTH = frame('NBIRTH', 0, [
  bdSeq(5),
  { name: 'Node Control/Rebirth', datatype: BOOLEAN, boolean_value: false },
  { name: 'Supply', alias: 1, datatype: FLOAT, float_value: 12.5 },
]);
const DBIRTH = frame(
  'DBIRTH',
  1,
  [
    { name: 'Hall/Smoke', alias: 10, datatype: BOOLEAN, boolean_value: false },
    { name: 'Hall/Temperature', alias: 11, datatype: INT32, int_value: 21 },
  ],
  'floor-3',
);
const BORN = [NBIRTH, DBIRTH];
const SMOKE_BY_ALIAS = [{ alias: 10, boolean_value: true }];
const SMOKE = {
  kind: 'alert',
  deviceId: 'Park/gw-1/floor-3',
  family: 'sensor',
  gridHint: null,
  time: TIME,
  type: 'sensor.smoke',
  codeSystem: 'sparkplug',
  code: 'Hall/Smoke',
  channel: 'Hall/Smoke',
} as const;

export const SPARKPLUG_ACCEPTED: Codec['accepted'] = [
  {
    name: 'a node is born: online, with its values',
    ...NBIRTH,
    gives: [
      { kind: 'status', deviceId: 'Park/gw-1', online: true, time: RECEIVED },
      { kind: 'telemetry', deviceId: 'Park/gw-1', values: { Supply: 12.5 }, time: TIME },
    ],
  },
  {
    name: 'a device is born: what is false clears',
    ...DBIRTH,
    after: [NBIRTH],
    gives: [
      { kind: 'status', deviceId: 'Park/gw-1/floor-3', online: true },
      {
        kind: 'clear',
        deviceId: 'Park/gw-1/floor-3',
        type: 'sensor.smoke',
        channel: 'Hall/Smoke',
        time: TIME,
      },
      { kind: 'telemetry', values: { 'Hall/Temperature': 21 } },
    ],
  },
  {
    name: 'after birth only aliases: the name is remembered',
    ...frame('DDATA', 2, SMOKE_BY_ALIAS, 'floor-3'),
    after: BORN,
    gives: [SMOKE],
  },
  {
    name: 'a negative integer: its two’s complement, the type remembered from the birth',
    ...frame('DDATA', 2, [{ alias: 11, int_value: 4_294_967_291 }], 'floor-3'),
    after: BORN,
    gives: [{ kind: 'telemetry', values: { 'Hall/Temperature': -5 } }],
  },
  {
    name: 'seq wraps 255 to 0: nothing was lost',
    ...frame('DDATA', 0, SMOKE_BY_ALIAS, 'floor-3'),
    after: [
      NBIRTH,
      {
        ...DBIRTH,
        payload: encodePayload({
          timestamp: AT,
          seq: 255,
          metrics: [{ name: 'Hall/Smoke', alias: 10, boolean_value: false }],
        }),
      },
    ],
    gives: [SMOKE],
    refuses: [],
  },
  {
    name: 'a gap in seq: the values are taken, the loss is told',
    ...frame('DDATA', 7, SMOKE_BY_ALIAS, 'floor-3'),
    after: BORN,
    gives: [SMOKE],
    refuses: ['NEEDS_BIRTH'],
  },
  {
    name: 'a metric whose name cannot be stored is left out, by alias too',
    ...frame('NDATA', 1, [{ alias: 3, int_value: 1 }]),
    after: [
      frame('NBIRTH', 0, [bdSeq(5), { name: 'x'.repeat(300), alias: 3, datatype: INT32, int_value: 1 }]),
    ],
    gives: [],
    refuses: [],
  },
  {
    name: 'the same frame delivered twice is no gap',
    ...frame('DDATA', 2, SMOKE_BY_ALIAS, 'floor-3'),
    after: [...BORN, frame('DDATA', 2, SMOKE_BY_ALIAS, 'floor-3')],
    gives: [SMOKE],
    refuses: [],
  },
  {
    name: 'one unknown alias among known ones is refused alone',
    ...frame('DDATA', 2, [{ alias: 77, int_value: 1 }, ...SMOKE_BY_ALIAS], 'floor-3'),
    after: BORN,
    gives: [SMOKE],
    refuses: ['NEEDS_BIRTH'],
  },
  {
    name: 'the same birth once more does not end what was born behind it',
    ...frame('DDATA', 2, SMOKE_BY_ALIAS, 'floor-3'),
    after: [...BORN, NBIRTH],
    gives: [SMOKE],
    refuses: [],
  },
  {
    name: 'a death of the connection that was born: the node and its devices are gone, at the receive time',
    ...frame('NDEATH', null, [bdSeq(5)], '', AT - 86_400_000),
    after: BORN,
    gives: [
      { kind: 'status', deviceId: 'Park/gw-1', online: false, time: RECEIVED },
      { kind: 'status', deviceId: 'Park/gw-1/floor-3', online: false, time: RECEIVED },
    ],
  },
  {
    name: 'a death whose bdSeq is not the current birth’s is ignored',
    ...frame('NDEATH', null, [bdSeq(4)]),
    after: BORN,
    gives: [],
  },
  {
    name: 'after a stale death the aliases still stand',
    ...frame('DDATA', 2, SMOKE_BY_ALIAS, 'floor-3'),
    after: [...BORN, frame('NDEATH', null, [bdSeq(4)])],
    gives: [SMOKE],
  },
  {
    name: 'what is historical raises no current alarm: a reading of then',
    ...frame(
      'DDATA',
      2,
      [{ alias: 10, boolean_value: true, is_historical: true, timestamp: AT - 3_600_000 }],
      'floor-3',
    ),
    after: BORN,
    gives: [
      { kind: 'telemetry', values: { 'Hall/Smoke': 1 }, time: { ms: AT - 3_600_000, quality: 'GOOD' } },
    ],
  },
  {
    name: 'a null value says nothing',
    ...frame('DDATA', 2, [{ alias: 10, is_null: true }], 'floor-3'),
    after: BORN,
    gives: [],
  },
  {
    name: 'a metric that carries its name needs no birth',
    ...frame('NDATA', 9, [{ name: 'water_leak', datatype: BOOLEAN, boolean_value: true }]),
    gives: [
      {
        kind: 'alert',
        deviceId: 'Park/gw-1',
        type: 'sensor.water_leak',
        channel: '',
        sourceEventId: String(AT),
      },
    ],
  },
  {
    name: 'bytes by hand: timestamp 1, metric 2 {name 1, alias 2, datatype 4, boolean_value 14}, seq 3',
    topic: topic('NDATA'),
    payload: Buffer.from('08fa899bdbcb33120d0a05736d6f6b651007200b70011809', 'hex'),
    gives: [
      {
        kind: 'alert',
        type: 'sensor.smoke',
        code: 'smoke',
        time: { ms: 1_772_670_600_442, quality: 'GOOD' },
      },
    ],
  },
  {
    name: 'a device is gone',
    ...frame('DDEATH', 2, [], 'floor-3'),
    after: BORN,
    gives: [{ kind: 'status', deviceId: 'Park/gw-1/floor-3', online: false }],
  },
  {
    name: 'the state of a host application is none of a device',
    topic: 'spBv1.0/STATE/scada',
    payload: JSON.stringify({ online: true, timestamp: AT }),
    gives: [],
  },
  {
    name: 'a command says nothing',
    ...frame('NCMD', null, [{ name: 'Node Control/Rebirth', boolean_value: true }]),
    gives: [],
  },
];

export const SPARKPLUG_REFUSED: Codec['refused'] = [
  {
    name: 'data before the birth',
    ...frame('DDATA', 2, SMOKE_BY_ALIAS, 'floor-3'),
    reason: 'NEEDS_BIRTH',
    path: '/metrics/0/alias',
  },
  {
    name: 'data after the death',
    ...frame('DDATA', 2, SMOKE_BY_ALIAS, 'floor-3'),
    after: [...BORN, frame('NDEATH', null, [bdSeq(5)])],
    reason: 'NEEDS_BIRTH',
  },
  {
    name: 'data of a device after its node was born anew, before the device was',
    ...frame('DDATA', 1, SMOKE_BY_ALIAS, 'floor-3'),
    after: [...BORN, frame('NBIRTH', 0, [bdSeq(6)])],
    reason: 'NEEDS_BIRTH',
  },
  { name: 'JSON', topic: topic('NDATA'), payload: '{"smoke":true}', reason: 'MALFORMED_PROTOBUF' },
  {
    name: 'cut short',
    topic: topic('NBIRTH'),
    payload: NBIRTH.payload.slice(0, 18),
    reason: 'MALFORMED_PROTOBUF',
  },
  {
    name: 'groups nested without end',
    topic: topic('NDATA'),
    payload: new Uint8Array(10_000).fill(0x33),
    reason: 'MALFORMED_PROTOBUF',
  },
  {
    name: 'a compressed payload',
    topic: topic('NDATA'),
    payload: encodePayload({ uuid: 'SPBV1.0_COMPRESSED', body: 'AAAA' }),
    reason: 'UNSUPPORTED_MESSAGE',
    path: '/uuid',
  },
  { name: 'a device message without a device', ...frame('DDATA', 1, []), reason: 'BAD_TOPIC' },
  { name: 'a message type nobody knows', ...frame('XDATA', 1, []), reason: 'BAD_TOPIC' },
];
