import type { Codec } from '../codec.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';

const LIFT = 'elevator/gbt24476/30105114212019090001';
const TIME = { ms: Date.parse('2026-03-05T08:30:00+08:00'), quality: 'GOOD' } as const;
const SNAPSHOT = {
  serviceMode: 1,
  carStatus: 0,
  carDirection: 1,
  doorZone: false,
  carPosition: 'B1',
  doorStatus: 1,
  passengerStatus: 1,
};
const fault = (more: object) =>
  JSON.stringify({
    code: '0101',
    faultId: 'F-77',
    faultTime: '2026-03-05 08:30:00',
    disposal: '01',
    snapshot: SNAPSHOT,
    ...more,
  });
const TRAPPED = {
  kind: 'alert',
  deviceId: '30105114212019090001',
  family: 'elevator',
  gridHint: null,
  time: TIME,
  type: 'elevator.trapped',
  codeSystem: 'gbt24476',
  code: '0101',
  channel: '',
  sourceEventId: 'F-77',
} as const;

export const ELEVATOR_VENDOR_ACCEPTED: Codec['accepted'] = [
  {
    name: 'trapped, with the snapshot; the time has no zone',
    topic: `${LIFT}/fault`,
    payload: fault({}),
    gives: [
      {
        ...TRAPPED,
        severity: null,
        values: { ...SNAPSHOT, serviceModeName: '正常运行', disposal: '01' },
      },
    ],
  },
  {
    name: 'the same number is another fault in another city',
    topic: 'elevator/gbt24476-b/lift-1/fault',
    payload: fault({ code: 11 }),
    gives: [{ kind: 'alert', type: 'elevator.overspeed', codeSystem: 'gbt24476-b', code: '11' }],
  },
  {
    name: 'the system in the payload wins over the one in the topic',
    topic: 'elevator/gbt24476-b/lift-1/fault',
    payload: fault({ code: 11, codeSystem: 'gbt24476' }),
    gives: [{ kind: 'alert', type: 'elevator.trapped', codeSystem: 'gbt24476', code: '11' }],
  },
  {
    name: 'a number that lost its leading zero',
    topic: `${LIFT}/fault`,
    payload: fault({ code: 2 }),
    gives: [{ kind: 'alert', type: 'elevator.door_blocked', code: '2' }],
  },
  {
    name: '02 responded is the same occurrence: same id, same time',
    topic: `${LIFT}/fault`,
    payload: fault({ disposal: '02', time: '2026-03-05 08:30:40' }),
    gives: [TRAPPED],
  },
  {
    name: '04 arrived is the same occurrence, also as a number',
    topic: `${LIFT}/fault`,
    payload: fault({ disposal: 4, time: '2026-03-05 08:30:50' }),
    gives: [TRAPPED],
  },
  {
    name: '00 done clears at its own time',
    topic: `${LIFT}/fault`,
    payload: fault({ disposal: 0, code: '09', time: '2026-03-05T08:30:55+08:00' }),
    gives: [
      {
        kind: 'clear',
        type: 'elevator.level_fault',
        channel: '',
        sourceEventId: 'F-77',
        time: { ms: TIME.ms + 55_000, quality: 'GOOD' },
      },
    ],
  },
  {
    name: '05 false alarm clears',
    topic: `${LIFT}/fault`,
    payload: fault({ disposal: '05', code: '09' }),
    gives: [{ kind: 'clear', type: 'elevator.level_fault', sourceEventId: 'F-77', time: TIME }],
  },
  {
    name: 'a disposal state nobody knows leaves the fault open',
    topic: `${LIFT}/fault`,
    payload: fault({ disposal: '09' }),
    gives: [{ ...TRAPPED, values: { disposal: '09' } }],
  },
  {
    name: 'a code nobody knows is `other`, a channel of its own',
    topic: 'elevator/maker-x/lift-1/fault',
    payload: fault({ code: 'E-1234' }),
    gives: [{ kind: 'alert', type: 'other', codeSystem: 'maker-x', code: 'E-1234', channel: 'E-1234' }],
  },
  {
    name: 'an e-bike in the lift by the vendor list',
    topic: 'elevator/elevator-vendor/lift-1/fault',
    payload: '{"code":"0317"}',
    gives: [
      {
        kind: 'alert',
        type: 'elevator.ebike',
        time: { ms: EXAMPLE_RECEIVED_AT, quality: 'BAD' },
        sourceEventId: null,
      },
    ],
  },
  {
    name: 'a running state; a floor in letters is no number',
    topic: `${LIFT}/state`,
    payload: JSON.stringify({ time: '2026-03-05 08:30:00', ...SNAPSHOT, serviceMode: '02' }),
    gives: [
      {
        kind: 'telemetry',
        deviceId: '30105114212019090001',
        time: TIME,
        values: {
          serviceMode: 2,
          carStatus: 0,
          carDirection: 1,
          doorZone: 0,
          doorStatus: 1,
          passengerStatus: 1,
        },
      },
    ],
  },
];

export const ELEVATOR_VENDOR_REFUSED: Codec['refused'] = [
  { name: 'empty', topic: `${LIFT}/fault`, payload: '', reason: 'EMPTY_PAYLOAD' },
  { name: 'not JSON', topic: `${LIFT}/fault`, payload: '{"code"', reason: 'MALFORMED_JSON' },
  { name: 'no code', topic: `${LIFT}/fault`, payload: '{}', reason: 'SCHEMA_MISMATCH', path: '/code' },
  {
    name: 'a snapshot that is a list',
    topic: `${LIFT}/fault`,
    payload: fault({ snapshot: [1] }),
    reason: 'SCHEMA_MISMATCH',
    path: '/snapshot',
  },
  {
    name: 'a state that says nothing',
    topic: `${LIFT}/state`,
    payload: '{"floor":3}',
    reason: 'SCHEMA_MISMATCH',
  },
  { name: 'no lift', topic: 'elevator/gbt24476//fault', payload: '{}', reason: 'BAD_TOPIC' },
  { name: 'another kind', topic: `${LIFT}/video`, payload: '{}', reason: 'BAD_TOPIC' },
];
