import { ALERT_TYPES, alertType, typeOfSourceCode } from '../../core/alert-types.ts';
import { Refusal } from '../../core/errors.ts';
import { parseEventTime } from '../../core/event-time.ts';
import type { AlertSignal, Signal } from '../../core/signal.ts';
import type { Codec, CodecOptions, Decoded, Frame } from '../codec.ts';
import { accept, collectRefusals, jsonOf } from './json.ts';
import { callOf, type OcppCall, rawTopicDevice } from './ocpp-call.ts';
import {
  DEFAULT_UNITS,
  HEALTHY_STATUSES,
  MEASURANDS,
  meterValue,
  meterValues,
  OCPP16_ACTIONS,
  statusNotification,
  VENDOR_ERROR_TYPES,
} from './ocpp16-actions.ts';
import { OCPP16_ACCEPTED, OCPP16_REFUSED } from './ocpp16-examples.ts';

/** Code systems stored beside the raw code: the standard's errorCode, and the maker's vendorErrorCode. */
const ERROR_CODES = 'ocpp16';
const VENDOR_CODES = 'ocpp16-vendor';

/** No fault of the charger (the car did not talk): neither raises nor clears. */
const NO_FAULT = new Set(['EVCommunicationError']);

/** What `NoError` can end: the types that this codec raises and that clear by word of the source. Smoke is latched. */
const CLEARED_BY_NO_ERROR: readonly string[] = [
  ...new Set([
    'charger.fault',
    ...[...ALERT_TYPES.values()]
      .filter((type) => type.sourceCodes.some((source) => source.system === ERROR_CODES))
      .map((type) => type.code),
    ...VENDOR_ERROR_TYPES.values(),
  ]),
].filter((code) => alertType(code).clearMode === 'explicit');

/**
 * OCPP 1.6-J frames copied onto MQTT, `ocpp/<charger>/raw`: CALL `[2, id, action, payload]`, CALLRESULT `[3, …]`,
 * CALLERROR `[4, …]`. Source: OCPP 1.6 edition 2 (clauses in ocpp16-actions.ts) and OCPP-J 1.6, 4.2.
 *
 * - `connectorId` is the channel; 0 is the whole station, channel ''.
 * - A fault is told by `errorCode`, whatever `status` says: with `Charging` it is a warning that does not stop it.
 * - `Faulted` with `NoError` says that a fault told before is still there: nothing is cleared, nothing raised.
 * - `NoError` with any other known status clears every explicit fault type of that connector. One errorCode fits in a
 *   frame, so a second fault does not clear the first.
 * - An errorCode outside the standard's list is `charger.fault` with the raw code. `vendorErrorCode` is looked up
 *   besides (smoke and emergency stop have no errorCode of their own).
 * - Without `timestamp` the receive time stands in (clause 6.47 says so) with quality BAD, which keeps a redelivered
 *   frame one alert.
 */
export const ocpp16: Codec = {
  name: 'ocpp16',
  version: 1,
  titleZh: 'OCPP 1.6 充电桩',
  titleEn: 'OCPP 1.6 charge point',
  filters: ['ocpp/+/raw'],
  decode(frame, options) {
    const charger = rawTopicDevice(frame.topic, 'ocpp');
    const call = callOf(jsonOf(frame.payload));
    if (call === null) return { signals: [], refusals: [] };
    switch (actionOf(call.action)) {
      case 'status':
        return { signals: decodeStatus(frame, charger, call, options), refusals: [] };
      case 'meter':
        return decodeMeter(frame, charger, call.payload, options);
      case 'online': {
        const time = { ms: frame.receivedAt, quality: 'GOOD' } as const;
        const base = { deviceId: charger, family: 'charger', gridHint: null } as const;
        return { signals: [{ kind: 'status', ...base, time, online: true }], refusals: [] };
      }
      case 'nothing':
        return { signals: [], refusals: [] };
    }
  },
  accepted: OCPP16_ACCEPTED,
  refused: OCPP16_REFUSED,
};

function actionOf(name: string): (typeof OCPP16_ACTIONS)[keyof typeof OCPP16_ACTIONS] {
  for (const [known, does] of Object.entries(OCPP16_ACTIONS)) if (known === name) return does;
  throw new Refusal('UNSUPPORTED_MESSAGE', '/2', 'not an action of OCPP 1.6');
}

function decodeStatus(frame: Frame, charger: string, call: OcppCall, options: CodecOptions): Signal[] {
  const payload = accept(statusNotification, call.payload, '/3');
  const base = {
    deviceId: charger,
    family: 'charger',
    gridHint: null,
    time: parseEventTime(payload.timestamp, frame.receivedAt, options.siteZone),
    channel: payload.connectorId === 0 ? '' : String(payload.connectorId),
    sourceEventId: call.id,
  } as const;
  const values: AlertSignal['values'] = { ocppStatus: payload.status };
  if (payload.info) values.info = payload.info;
  if (payload.vendorId) values.vendorId = payload.vendorId;
  const raise = (type: string, codeSystem: string, code: string): AlertSignal => ({
    kind: 'alert',
    ...base,
    type,
    codeSystem,
    code,
    severity: null,
    confidence: null,
    status: 'ACTUAL',
    values,
    evidence: [],
  });

  const raised = new Map<string, AlertSignal>();
  const { errorCode, status } = payload;
  const vendorCode = payload.vendorErrorCode == null ? '' : String(payload.vendorErrorCode).trim();
  const vendorType = VENDOR_ERROR_TYPES.get(vendorCode.toLowerCase().replaceAll(/[\s_-]/g, ''));
  if (vendorType !== undefined) {
    raised.set(vendorType, raise(vendorType, VENDOR_CODES, vendorCode));
  } else if (vendorCode !== '' && status === 'Faulted' && errorCode === 'NoError') {
    raised.set('charger.fault', raise('charger.fault', VENDOR_CODES, vendorCode));
  }
  if (errorCode !== 'NoError' && !NO_FAULT.has(errorCode)) {
    // OtherError beside a vendor code that we know says nothing more
    if (!(errorCode === 'OtherError' && vendorType !== undefined)) {
      const mapped = typeOfSourceCode(ERROR_CODES, errorCode);
      const type = mapped === 'other' ? 'charger.fault' : mapped;
      if (vendorCode !== '') values.vendorErrorCode = vendorCode;
      raised.set(type, raise(type, ERROR_CODES, errorCode));
    }
  }
  if (raised.size > 0) return [...raised.values()];
  if (errorCode !== 'NoError' || !HEALTHY_STATUSES.has(status)) return [];
  return CLEARED_BY_NO_ERROR.map((type) => ({ kind: 'clear', ...base, type }));
}

function decodeMeter(frame: Frame, charger: string, raw: unknown, options: CodecOptions): Decoded {
  const payload = accept(meterValues, raw, '/3');
  const refusals = collectRefusals();
  // telemetry has no channel of its own: a connector's metrics carry its number
  const prefix = payload.connectorId === 0 ? '' : `connector${payload.connectorId}.`;
  const signals = payload.meterValue.flatMap((entry, index): Signal[] => {
    const at = `/3/meterValue/${index}`;
    try {
      const { timestamp, sampledValue } = accept(meterValue, entry, at);
      const values = Object.fromEntries(
        sampledValue.flatMap((sample, place) => {
          const measurand = sample.measurand ?? 'Energy.Active.Import.Register';
          const unit = sample.unit ?? DEFAULT_UNITS[measurand] ?? '';
          const row = Object.hasOwn(MEASURANDS, `${measurand}/${unit}`)
            ? MEASURANDS[`${measurand}/${unit}`]
            : undefined;
          if (row === undefined || sample.format === 'SignedData') return [];
          const value = typeof sample.value === 'number' ? sample.value : decimal(sample.value);
          if (!Number.isFinite(value)) {
            throw new Refusal('SCHEMA_MISMATCH', `${at}/sampledValue/${place}/value`, 'not a decimal number');
          }
          const phase = /^(?:L[123]|N)(?:-(?:L[123]|N))?$/.test(sample.phase ?? '') ? `.${sample.phase}` : '';
          return [[`${prefix}${row.metric}${phase}`, value * row.factor + row.offset]];
        }),
      );
      if (Object.keys(values).length === 0) return [];
      const time = parseEventTime(timestamp, frame.receivedAt, options.siteZone);
      return [{ kind: 'telemetry', deviceId: charger, family: 'charger', gridHint: null, time, values }];
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

function decimal(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
