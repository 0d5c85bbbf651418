import type { Signal } from '../../core/signal.ts';
import type { Codec } from '../codec.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';

const TOPIC = 'ocpp/CP-0001/raw';
const AT = '2026-03-05T00:30:00Z';
const TIME = { ms: Date.parse(AT), quality: 'GOOD' } as const;
const call = (action: string, payload: object, id = 'm-1') => JSON.stringify([2, id, action, payload]);
const status = (payload: object) =>
  call('StatusNotification', {
    connectorId: 1,
    errorCode: 'NoError',
    status: 'Available',
    timestamp: AT,
    ...payload,
  });
const cleared = (channel: string): Partial<Signal>[] =>
  [
    'charger.fault',
    'charger.overheat',
    'charger.overcurrent',
    'charger.overvoltage',
    'charger.undervoltage',
    'charger.ground_fault',
    'charger.emergency_stop',
  ].map((type) => ({ kind: 'clear', type, channel, time: TIME }));

export const OCPP16_ACCEPTED: Codec['accepted'] = [
  {
    name: 'high temperature on connector 2',
    topic: TOPIC,
    payload: status({ connectorId: 2, errorCode: 'HighTemperature', status: 'Faulted', info: '82 C' }),
    gives: [
      {
        kind: 'alert',
        deviceId: 'CP-0001',
        family: 'charger',
        gridHint: null,
        time: TIME,
        type: 'charger.overheat',
        codeSystem: 'ocpp16',
        code: 'HighTemperature',
        channel: '2',
        sourceEventId: 'm-1',
        values: { ocppStatus: 'Faulted', info: '82 C' },
      },
    ],
  },
  {
    name: 'connector 0 is the whole station',
    topic: TOPIC,
    payload: status({ connectorId: 0, errorCode: 'GroundFailure', status: 'Faulted' }),
    gives: [{ kind: 'alert', type: 'charger.ground_fault', channel: '' }],
  },
  {
    name: 'an error while charging goes on is raised too',
    topic: TOPIC,
    payload: status({ errorCode: 'OverCurrentFailure', status: 'Charging' }),
    gives: [{ kind: 'alert', type: 'charger.overcurrent', channel: '1' }],
  },
  {
    name: 'Faulted with NoError keeps the fault open',
    topic: TOPIC,
    payload: status({ errorCode: 'NoError', status: 'Faulted' }),
    gives: [],
  },
  {
    name: 'NoError clears what this connector may have raised',
    topic: TOPIC,
    payload: status({ connectorId: 2, status: 'Charging' }),
    gives: cleared('2'),
  },
  {
    name: 'an errorCode outside the standard is a charger fault with the raw code',
    topic: TOPIC,
    payload: status({ errorCode: 'FanStuck', status: 'Faulted' }),
    gives: [{ kind: 'alert', type: 'charger.fault', codeSystem: 'ocpp16', code: 'FanStuck' }],
  },
  {
    name: 'a car that does not talk is no fault, and clears none',
    topic: TOPIC,
    payload: status({ errorCode: 'EVCommunicationError', status: 'SuspendedEV' }),
    gives: [],
  },
  {
    name: 'smoke by vendor code',
    topic: TOPIC,
    payload: status({
      errorCode: 'OtherError',
      status: 'Faulted',
      vendorId: 'example',
      vendorErrorCode: 'Smoke_Detected',
    }),
    gives: [{ kind: 'alert', type: 'charger.smoke', codeSystem: 'ocpp16-vendor', code: 'Smoke_Detected' }],
  },
  {
    name: 'an emergency stop beside a real error gives both',
    topic: TOPIC,
    payload: status({ errorCode: 'PowerSwitchFailure', status: 'Faulted', vendorErrorCode: 'EStop' }),
    gives: [
      { kind: 'alert', type: 'charger.emergency_stop', code: 'EStop' },
      { kind: 'alert', type: 'charger.fault', code: 'PowerSwitchFailure' },
    ],
  },
  {
    name: 'a fault told only by an unknown vendor code',
    topic: TOPIC,
    payload: status({ status: 'Faulted', vendorErrorCode: 'E-17' }),
    gives: [{ kind: 'alert', type: 'charger.fault', codeSystem: 'ocpp16-vendor', code: 'E-17' }],
  },
  {
    name: 'a status that nobody knows clears nothing',
    topic: TOPIC,
    payload: status({ status: 'Sleeping' }),
    gives: [],
  },
  {
    name: 'no timestamp: receive time, quality BAD',
    topic: TOPIC,
    payload: call('StatusNotification', { connectorId: 1, errorCode: 'UnderVoltage', status: 'Faulted' }),
    gives: [
      { kind: 'alert', type: 'charger.undervoltage', time: { ms: EXAMPLE_RECEIVED_AT, quality: 'BAD' } },
    ],
  },
  {
    name: 'a timestamp days old is kept: the incident rules judge it',
    topic: TOPIC,
    payload: status({ errorCode: 'OverVoltage', status: 'Faulted', timestamp: '2026-03-01T00:00:00Z' }),
    gives: [
      {
        kind: 'alert',
        type: 'charger.overvoltage',
        time: { ms: Date.parse('2026-03-01T00:00:00Z'), quality: 'GOOD' },
      },
    ],
  },
  {
    name: 'a heartbeat says online',
    topic: TOPIC,
    payload: call('Heartbeat', {}),
    gives: [{ kind: 'status', online: true, deviceId: 'CP-0001' }],
  },
  {
    name: 'a boot says online',
    topic: TOPIC,
    payload: call('BootNotification', { chargePointVendor: 'example', chargePointModel: 'x' }),
    gives: [{ kind: 'status', online: true }],
  },
  {
    name: 'meter values, in our units',
    topic: TOPIC,
    payload: call('MeterValues', {
      connectorId: 1,
      transactionId: 9,
      meterValue: [
        {
          timestamp: AT,
          sampledValue: [
            { value: '12.5', measurand: 'Energy.Active.Import.Register', unit: 'kWh' },
            { value: '300', measurand: 'Temperature', unit: 'K' },
            { value: '6.2', measurand: 'Current.Import', phase: 'L1', unit: 'A' },
            { value: 'AAEC', format: 'SignedData' },
          ],
        },
        { timestamp: AT, sampledValue: [{ value: 'n/a' }] },
      ],
    }),
    gives: [
      {
        kind: 'telemetry',
        time: TIME,
        values: {
          'connector1.energyWh': 12_500,
          'connector1.temperatureC': 300 - 273.15,
          'connector1.currentA.L1': 6.2,
        },
      },
    ],
  },
  { name: 'a CALLRESULT says nothing', topic: TOPIC, payload: '[3,"m-1",{}]', gives: [] },
  { name: 'a CALLERROR says nothing', topic: TOPIC, payload: '[4,"m-1","InternalError","",{}]', gives: [] },
  {
    name: 'a transaction says nothing to us',
    topic: TOPIC,
    payload: call('StopTransaction', { transactionId: 9 }),
    gives: [],
  },
];

export const OCPP16_REFUSED: Codec['refused'] = [
  { name: 'empty', topic: TOPIC, payload: '', reason: 'EMPTY_PAYLOAD' },
  { name: 'not JSON', topic: TOPIC, payload: '[2,"m-1",', reason: 'MALFORMED_JSON' },
  { name: 'an object', topic: TOPIC, payload: '{}', reason: 'SCHEMA_MISMATCH' },
  {
    name: 'an unknown message type',
    topic: TOPIC,
    payload: '[9,"m-1"]',
    reason: 'SCHEMA_MISMATCH',
    path: '/0',
  },
  {
    name: 'an unknown action',
    topic: TOPIC,
    payload: call('toString', {}),
    reason: 'UNSUPPORTED_MESSAGE',
    path: '/2',
  },
  {
    name: 'a connector in words',
    topic: TOPIC,
    payload: status({ connectorId: 'one' }),
    reason: 'SCHEMA_MISMATCH',
    path: '/3/connectorId',
  },
  {
    name: 'no errorCode',
    topic: TOPIC,
    payload: status({ errorCode: undefined }),
    reason: 'SCHEMA_MISMATCH',
    path: '/3/errorCode',
  },
  {
    name: 'meter values, none readable',
    topic: TOPIC,
    payload: call('MeterValues', { connectorId: 1, meterValue: [{ sampledValue: [{ value: 'n/a' }] }] }),
    reason: 'SCHEMA_MISMATCH',
    path: '/3/meterValue/0/sampledValue/0/value',
  },
  {
    name: 'no charger in the topic',
    topic: 'ocpp//raw',
    payload: call('Heartbeat', {}),
    reason: 'BAD_TOPIC',
  },
];
