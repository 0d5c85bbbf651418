import { alertType } from '../../core/alert-types.ts';
import { Refusal } from '../../core/errors.ts';
import { parseEventTime } from '../../core/event-time.ts';
import type { AlertSignal, Signal } from '../../core/signal.ts';
import type { Codec, CodecOptions, Decoded, Frame } from '../codec.ts';
import { accept, collectRefusals, jsonOf } from './json.ts';
import { callOf, type OcppCall, rawTopicDevice } from './ocpp-call.ts';
import { DEFAULT_UNITS, MEASURANDS } from './ocpp16-actions.ts';
import { OCPP201_ACCEPTED, OCPP201_REFUSED } from './ocpp201-examples.ts';
import { faultType, isFaultFlag, MONITOR_SEVERITIES } from './ocpp201-faults.ts';
import {
  type EventData,
  eventData,
  meterValue,
  meterValues,
  notifyEvent,
  OCPP201_ACTIONS,
  statusNotification,
  transactionEvent,
} from './ocpp201-schema.ts';
import { alertOf, clearOf, type Origin, telemetryOf } from './states.ts';

const CODE_SYSTEM = 'ocpp201';

/**
 * OCPP 2.0.1 frames copied onto MQTT, `ocpp201/<charger>/raw`, framed as OCPP-J. Source: OCPP 2.0.1 edition 2, part 2
 * (use cases G01, N07, J02) and part 4.
 *
 * - Faults come in `NotifyEvent`. Raise and clear match on (component, EVSE, variable, techCode), not on `eventId`: the
 *   four together are the channel, and the type follows from their names alone (ocpp201-faults.ts), so that the clear
 *   finds its incident. `evseId` 0 or none is the whole station.
 * - `cleared: true` clears. Else trigger Alerting raises, and a boolean fault variable (Problem, Tripped, …) says by its
 *   own value whether it is there, whatever triggered it. Other numbers of Delta and Periodic are readings.
 * - `StatusNotification` has no error code: `Faulted` raises `charger.fault` of the connector, any other status clears
 *   that one alone, never what NotifyEvent told.
 * - `severity` 0-9 is taken where sent; it does not make light of what may cost lives.
 * - Each part of a message split by `tbc` stands by itself. `actualValue` is a string, also for numbers.
 */
export const ocpp201: Codec = {
  name: 'ocpp201',
  version: 1,
  titleZh: 'OCPP 2.0.1 充电桩',
  titleEn: 'OCPP 2.0.1 charging station',
  filters: ['ocpp201/+/raw'],
  decode(frame, options) {
    const charger = rawTopicDevice(frame.topic, 'ocpp201');
    const call = callOf(jsonOf(frame.payload));
    if (call === null) return { signals: [], refusals: [] };
    const message = { frame, options, charger, call };
    switch (actionOf(call.action)) {
      case 'status':
        return { signals: readStatus(message), refusals: [] };
      case 'event':
        return readEach(
          accept(notifyEvent, call.payload, '/3').eventData,
          '/3/eventData',
          (one, at) => readEvent(message, accept(eventData, one, at)),
          (one) => eventData.Check(one),
        );
      case 'meter': {
        const { evseId, meterValue: list } = accept(meterValues, call.payload, '/3');
        return readMeter(message, evseId, list);
      }
      case 'transaction': {
        const { evse, meterValue: list } = accept(transactionEvent, call.payload, '/3');
        return readMeter(message, evse?.id ?? 0, list ?? []);
      }
      case 'online': {
        const time = { ms: frame.receivedAt, quality: 'GOOD' } as const;
        const base = { deviceId: charger, family: 'charger', gridHint: null } as const;
        return { signals: [{ kind: 'status', ...base, time, online: true }], refusals: [] };
      }
      case 'nothing':
        return { signals: [], refusals: [] };
    }
  },
  accepted: OCPP201_ACCEPTED,
  refused: OCPP201_REFUSED,
};

interface Message {
  frame: Frame;
  options: CodecOptions;
  charger: string;
  call: OcppCall;
}

function actionOf(name: string): (typeof OCPP201_ACTIONS)[keyof typeof OCPP201_ACTIONS] {
  for (const [known, does] of Object.entries(OCPP201_ACTIONS)) if (known === name) return does;
  throw new Refusal('UNSUPPORTED_MESSAGE', '/2', 'not an action of OCPP 2.0.1');
}

function originOf({ frame, options, charger }: Message, raw: unknown, sourceEventId: string): Origin {
  const time = parseEventTime(raw, frame.receivedAt, options.siteZone);
  return {
    deviceId: charger,
    family: 'charger',
    gridHint: null,
    time,
    codeSystem: CODE_SYSTEM,
    sourceEventId,
  };
}

/** `''` the station, `1` an EVSE, `1.2` a connector of it. */
function placeOf(evseId: number, connectorId: number | null | undefined): string {
  if (evseId === 0) return '';
  return connectorId == null || connectorId === 0 ? String(evseId) : `${evseId}.${connectorId}`;
}

function readStatus(message: Message): Signal[] {
  const payload = accept(statusNotification, message.call.payload, '/3');
  const origin = originOf(message, payload.timestamp, message.call.id);
  return [connectorSignal(origin, payload.connectorStatus, placeOf(payload.evseId, payload.connectorId))];
}

function connectorSignal(origin: Origin, status: string, channel: string): Signal {
  return status === 'Faulted'
    ? alertOf(origin, { type: 'charger.fault', code: 'Faulted', channel })
    : clearOf(origin, 'charger.fault', channel);
}

function readEvent(message: Message, event: EventData): Signal[] {
  const { component, variable, trigger, cleared } = event;
  const origin = originOf(message, event.timestamp, String(event.eventId));
  const place = placeOf(component.evse?.id ?? 0, component.evse?.connectorId);
  const actual = event.actualValue == null ? '' : String(event.actualValue).trim();
  // the state that 2.1 tells here and no longer by StatusNotification
  if (variable.name === 'AvailabilityState' && component.name === 'Connector') {
    return [connectorSignal(origin, actual, place)];
  }
  const type = faultType(event);
  const channel = channelOf(event, place);
  const flag = isFaultFlag(event) ? flagOf(actual) : null;
  if (cleared === true || flag === false) return [clearOf(origin, type, channel)];
  if (flag === true || trigger === 'Alerting') {
    const severity = severityOf(event, type);
    return [
      alertOf(origin, { type, code: codeOf(event), channel, severity, values: valuesOf(event, actual) }),
    ];
  }
  const number = actual === '' ? Number.NaN : Number(actual);
  const prefix = place === '' ? '' : `evse${place}.`;
  return Number.isFinite(number)
    ? telemetryOf(origin, [[`${prefix}${named(component)}.${named(variable)}`, number]])
    : [];
}

/** `1.2 TemperatureSensor#cable/Temperature T-17`: what raise and clear have in common. */
function channelOf({ component, variable, techCode }: EventData, place: string): string {
  const fault = `${named(component)}/${named(variable)}`;
  return [place, fault, techCode ?? ''].filter((part) => part !== '').join(' ');
}

function named({ name, instance }: { name: string; instance?: string | null | undefined }): string {
  return instance ? `${name}#${instance}` : name;
}

function codeOf({ component, variable, techCode }: EventData): string {
  return techCode ? techCode : `${component.name}/${variable.name}`;
}

function flagOf(actual: string): boolean | null {
  const word = actual.toLowerCase();
  return word === 'true' || word === '1' ? true : word === 'false' || word === '0' ? false : null;
}

function severityOf({ severity }: EventData, type: string): AlertSignal['severity'] {
  const told = severity == null ? undefined : MONITOR_SEVERITIES[severity];
  if (told === undefined) return null;
  return alertType(type).lifeSafety && told !== 'critical' ? null : told;
}

function valuesOf(event: EventData, actual: string): AlertSignal['values'] {
  const { component, variable, trigger, techCode, techInfo, severity } = event;
  const values: AlertSignal['values'] = { component: named(component), variable: named(variable), trigger };
  if (actual !== '') values.actualValue = actual.slice(0, 500).toWellFormed();
  if (techCode) values.techCode = techCode;
  if (techInfo) values.techInfo = techInfo;
  if (severity != null) values.monitorSeverity = severity;
  return values;
}

function readMeter(message: Message, evseId: number, list: readonly unknown[]): Decoded {
  const prefix = evseId === 0 ? '' : `evse${evseId}.`;
  return readEach(
    list,
    '/3/meterValue',
    (one, at) => {
      const { timestamp, sampledValue } = accept(meterValue, one, at);
      const values = sampledValue.flatMap((sample): [string, number][] => {
        const measurand = sample.measurand ?? 'Energy.Active.Import.Register';
        const key = `${measurand}/${sample.unitOfMeasure?.unit ?? DEFAULT_UNITS[measurand] ?? ''}`;
        const row = Object.hasOwn(MEASURANDS, key) ? MEASURANDS[key] : undefined;
        if (row === undefined) return [];
        const phase = /^(?:L[123]|N)(?:-(?:L[123]|N))?$/.test(sample.phase ?? '') ? `.${sample.phase}` : '';
        const value = sample.value * 10 ** (sample.unitOfMeasure?.multiplier ?? 0);
        return [[`${prefix}${row.metric}${phase}`, value * row.factor + row.offset]];
      });
      return telemetryOf(originOf(message, timestamp, message.call.id), values);
    },
    (one) => meterValue.Check(one),
  );
}

/** Reads each entry by itself: a bad one is refused alone, unless nothing else could be taken. */
function readEach(
  entries: readonly unknown[],
  path: string,
  read: (entry: unknown, at: string) => Signal[],
  isSound: (entry: unknown) => boolean,
): Decoded {
  const refusals = collectRefusals();
  const signals = entries.flatMap((entry, index) => {
    // naming what is wrong costs far more than seeing that something is
    if (refusals.full() && !isSound(entry)) {
      refusals.count();
      return [];
    }
    try {
      return read(entry, `${path}/${index}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.add(error);
      return [];
    }
  });
  const [first] = refusals.all();
  if (signals.length === 0 && first !== undefined) throw first;
  return { signals, refusals: refusals.all() };
}
