import type { Codec } from '../codec.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';

const TOPIC = 'ocpp201/CS-0001/raw';
const AT = '2026-03-05T00:30:00.250Z';
const TIME = { ms: Date.parse(AT), quality: 'GOOD' } as const;
const call = (action: string, payload: object, id = 'm-1') => JSON.stringify([2, id, action, payload]);
const status = (connectorStatus: string) =>
  call('StatusNotification', { timestamp: AT, connectorStatus, evseId: 1, connectorId: 2 });
const HOT = {
  eventId: 41,
  timestamp: AT,
  trigger: 'Alerting',
  actualValue: '92.5',
  techCode: 'T-17',
  eventNotificationType: 'HardWiredMonitor',
  component: { name: 'TemperatureSensor', evse: { id: 1, connectorId: 2 } },
  variable: { name: 'Temperature' },
};
const event = (...eventData: unknown[]) => call('NotifyEvent', { generatedAt: AT, seqNo: 0, eventData });

export const OCPP201_ACCEPTED: Codec['accepted'] = [
  {
    name: 'a hot connector; the value is a string',
    topic: TOPIC,
    payload: event(HOT),
    gives: [
      {
        kind: 'alert',
        deviceId: 'CS-0001',
        family: 'charger',
        gridHint: null,
        time: TIME,
        type: 'charger.overheat',
        codeSystem: 'ocpp201',
        code: 'T-17',
        channel: '1.2 TemperatureSensor/Temperature T-17',
        sourceEventId: '41',
        severity: null,
        values: {
          component: 'TemperatureSensor',
          variable: 'Temperature',
          actualValue: '92.5',
          techCode: 'T-17',
        },
      },
    ],
  },
  {
    name: 'its clear has another eventId and value, and finds the same channel and type',
    topic: TOPIC,
    payload: event({ ...HOT, eventId: 99, actualValue: '40', cleared: true }),
    gives: [
      {
        kind: 'clear',
        type: 'charger.overheat',
        channel: '1.2 TemperatureSensor/Temperature T-17',
        time: TIME,
      },
    ],
  },
  {
    name: 'another techCode, EVSE or variable is another fault',
    topic: TOPIC,
    payload: event(
      { ...HOT, techCode: 'T-18' },
      { ...HOT, component: { name: 'TemperatureSensor', evse: { id: 2 } } },
      { ...HOT, variable: { name: 'Problem' }, actualValue: 'true' },
    ),
    gives: [
      { kind: 'alert', channel: '1.2 TemperatureSensor/Temperature T-18' },
      { kind: 'alert', channel: '2 TemperatureSensor/Temperature T-17' },
      { kind: 'alert', channel: '1.2 TemperatureSensor/Problem T-17' },
    ],
  },
  {
    name: 'a boolean fault variable says itself whether it is there: no `cleared` needed',
    topic: TOPIC,
    payload: event(
      {
        ...HOT,
        techCode: undefined,
        trigger: 'Delta',
        component: { name: 'RCD' },
        variable: { name: 'Tripped' },
        actualValue: 'true',
      },
      {
        ...HOT,
        techCode: undefined,
        trigger: 'Delta',
        component: { name: 'RCD' },
        variable: { name: 'Tripped' },
        actualValue: 'false',
      },
    ),
    gives: [
      { kind: 'alert', type: 'charger.ground_fault', channel: 'RCD/Tripped', code: 'RCD/Tripped' },
      { kind: 'clear', type: 'charger.ground_fault', channel: 'RCD/Tripped' },
    ],
  },
  {
    name: 'smoke by techCode, at the station',
    topic: TOPIC,
    payload: event({
      ...HOT,
      techCode: 'Smoke_Detected',
      component: { name: 'ChargingStation' },
      variable: { name: 'Problem' },
      actualValue: 'true',
    }),
    gives: [
      {
        kind: 'alert',
        type: 'charger.smoke',
        code: 'Smoke_Detected',
        channel: 'ChargingStation/Problem Smoke_Detected',
      },
    ],
  },
  {
    name: 'the severity of the monitor, where it is sent',
    topic: TOPIC,
    payload: event(
      {
        ...HOT,
        severity: 2,
        component: { name: 'PowerContactor', evse: { id: 1 } },
        variable: { name: 'Problem' },
        actualValue: 'true',
      },
      { ...HOT, severity: 8 },
    ),
    gives: [
      { kind: 'alert', type: 'charger.fault', severity: 'major', values: { monitorSeverity: 2 } },
      { kind: 'alert', type: 'charger.overheat', severity: null, values: { monitorSeverity: 8 } },
    ],
  },
  {
    name: 'a periodic value is a reading',
    topic: TOPIC,
    payload: event({ ...HOT, trigger: 'Periodic', actualValue: '31.5' }),
    gives: [{ kind: 'telemetry', values: { 'evse1.2.TemperatureSensor.Temperature': 31.5 }, time: TIME }],
  },
  {
    name: 'a part of a message (tbc) stands by itself; a bad entry is refused alone',
    topic: TOPIC,
    payload: call('NotifyEvent', { generatedAt: AT, seqNo: 3, tbc: true, eventData: [{ eventId: 1 }, HOT] }),
    gives: [{ kind: 'alert', type: 'charger.overheat' }],
  },
  {
    name: 'Faulted without an error code',
    topic: TOPIC,
    payload: status('Faulted'),
    gives: [
      {
        kind: 'alert',
        type: 'charger.fault',
        code: 'Faulted',
        channel: '1.2',
        time: TIME,
        sourceEventId: 'm-1',
      },
    ],
  },
  {
    name: 'any other status clears that alone, not what NotifyEvent told',
    topic: TOPIC,
    payload: status('Available'),
    gives: [{ kind: 'clear', type: 'charger.fault', channel: '1.2', time: TIME }],
  },
  {
    name: 'the state of a connector as an event (2.1) is the same incident',
    topic: TOPIC,
    payload: event({
      ...HOT,
      trigger: 'Delta',
      techCode: undefined,
      component: { name: 'Connector', evse: { id: 1, connectorId: 2 } },
      variable: { name: 'AvailabilityState' },
      actualValue: 'Faulted',
    }),
    gives: [{ kind: 'alert', type: 'charger.fault', channel: '1.2', code: 'Faulted' }],
  },
  {
    name: 'no timestamp: receive time, quality BAD',
    topic: TOPIC,
    payload: event({ ...HOT, timestamp: undefined }),
    gives: [{ kind: 'alert', time: { ms: EXAMPLE_RECEIVED_AT, quality: 'BAD' } }],
  },
  {
    name: 'meter values are numbers with a power of ten',
    topic: TOPIC,
    payload: call('MeterValues', {
      evseId: 1,
      meterValue: [
        {
          timestamp: AT,
          sampledValue: [
            { value: 1.25, measurand: 'Power.Active.Import', unitOfMeasure: { unit: 'W', multiplier: 3 } },
            { value: 16, measurand: 'Current.Import', phase: 'L1', unitOfMeasure: { unit: 'A' } },
          ],
        },
      ],
    }),
    gives: [{ kind: 'telemetry', values: { 'evse1.powerW': 1250, 'evse1.currentA.L1': 16 }, time: TIME }],
  },
  {
    name: 'meter values in a transaction',
    topic: TOPIC,
    payload: call('TransactionEvent', {
      eventType: 'Updated',
      evse: { id: 2 },
      meterValue: [{ timestamp: AT, sampledValue: [{ value: 4200 }] }],
    }),
    gives: [{ kind: 'telemetry', values: { 'evse2.energyWh': 4200 } }],
  },
  {
    name: 'a heartbeat says online',
    topic: TOPIC,
    payload: call('Heartbeat', {}),
    gives: [{ kind: 'status', online: true }],
  },
  {
    name: 'a boot says online',
    topic: TOPIC,
    payload: call('BootNotification', { reason: 'PowerUp' }),
    gives: [{ kind: 'status', online: true, deviceId: 'CS-0001' }],
  },
  { name: 'a CALLRESULT says nothing', topic: TOPIC, payload: '[3,"m-1",{}]', gives: [] },
  { name: 'a report says nothing to us', topic: TOPIC, payload: call('NotifyReport', {}), gives: [] },
];

export const OCPP201_REFUSED: Codec['refused'] = [
  { name: 'empty', topic: TOPIC, payload: '', reason: 'EMPTY_PAYLOAD' },
  { name: 'not JSON', topic: TOPIC, payload: '[2,', reason: 'MALFORMED_JSON' },
  {
    name: 'an action of 1.6',
    topic: TOPIC,
    payload: call('StartTransaction', {}),
    reason: 'UNSUPPORTED_MESSAGE',
    path: '/2',
  },
  {
    name: 'a 1.6 status: no connectorStatus',
    topic: TOPIC,
    payload: call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' }),
    reason: 'SCHEMA_MISMATCH',
    path: '/3/connectorStatus',
  },
  {
    name: 'events, none readable',
    topic: TOPIC,
    payload: event({ ...HOT, component: undefined }),
    reason: 'SCHEMA_MISMATCH',
    path: '/3/eventData/0/component',
  },
  { name: 'no charger', topic: 'ocpp201//raw', payload: '[3,"m"]', reason: 'BAD_TOPIC' },
];
