import { type Format, json, numberFor } from './format.ts';

const OCPP16: ReadonlyMap<string, object> = new Map([
  ['charger.overheat', { errorCode: 'HighTemperature', info: '86 C' }],
  ['charger.overcurrent', { errorCode: 'OverCurrentFailure' }],
  ['charger.overvoltage', { errorCode: 'OverVoltage' }],
  ['charger.undervoltage', { errorCode: 'UnderVoltage' }],
  ['charger.ground_fault', { errorCode: 'GroundFailure' }],
  ['charger.smoke', { errorCode: 'OtherError', vendorErrorCode: 'SmokeDetected' }],
]);

/** `StatusNotification` of connector 1. `NoError` ends every fault of the connector at once. */
export const ocpp16: Format = {
  name: 'ocpp16',
  say(saying) {
    const topic = `ocpp/${saying.actor.id}/raw`;
    if (saying.actor.family !== 'charger') return null;
    if (saying.kind === 'online') {
      const id = `boot-${saying.timeMs}`;
      const boot = { chargePointVendor: 'demo', chargePointModel: 'demo-2' };
      return json(topic, [2, id, 'BootNotification', boot]);
    }
    if (saying.kind !== 'raise' && saying.kind !== 'clear') return null;
    const fault = OCPP16.get(saying.type);
    if (fault === undefined || (saying.kind === 'raise' && saying.status !== undefined)) return null;
    const timestamp = saying.clock ?? new Date(saying.timeMs).toISOString();
    const told =
      saying.kind === 'raise'
        ? { status: 'Faulted', ...fault }
        : { status: 'Available', errorCode: 'NoError' };
    return json(topic, [2, saying.eventId, 'StatusNotification', { connectorId: 1, timestamp, ...told }]);
  },
};

const OCPP201: ReadonlyMap<string, [component: string, variable: string]> = new Map([
  ['charger.overheat', ['TemperatureSensor', 'Temperature']],
  ['charger.overcurrent', ['OverCurrentProtection', 'Operated']],
  ['charger.overvoltage', ['Connector', 'OverVoltage']],
  ['charger.undervoltage', ['Connector', 'UnderVoltage']],
  ['charger.ground_fault', ['RCD', 'Operated']],
  ['charger.smoke', ['SmokeSensor', 'Alarm']],
]);

/** `NotifyEvent` with one monitored variable of EVSE 1. */
export const ocpp201: Format = {
  name: 'ocpp201',
  say(saying) {
    const topic = `ocpp201/${saying.actor.id}/raw`;
    if (saying.actor.family !== 'charger') return null;
    if (saying.kind === 'online') {
      const boot = { reason: 'PowerUp', chargingStation: { model: 'demo-2', vendorName: 'demo' } };
      return json(topic, [2, `boot-${saying.timeMs}`, 'BootNotification', boot]);
    }
    if (saying.kind !== 'raise' && saying.kind !== 'clear') return null;
    const [component, variable] = OCPP201.get(saying.type) ?? [];
    if (component === undefined || (saying.kind === 'raise' && saying.status !== undefined)) return null;
    const timestamp = saying.clock ?? new Date(saying.timeMs).toISOString();
    const event = {
      eventId: numberFor(saying.eventId),
      timestamp,
      trigger: 'Alerting',
      actualValue: saying.kind === 'raise' ? '86' : '40',
      eventNotificationType: 'HardWiredMonitor',
      component: { name: component, evse: { id: 1 } },
      variable: { name: variable },
      ...(saying.kind === 'clear' ? { cleared: true } : {}),
    };
    return json(topic, [
      2,
      saying.eventId,
      'NotifyEvent',
      { generatedAt: timestamp, seqNo: 0, eventData: [event] },
    ]);
  },
};
