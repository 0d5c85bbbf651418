import Type from 'typebox';
import { Compile } from 'typebox/compile';

const text = Type.String({ minLength: 1, maxLength: 200 });
const maybeText = Type.Optional(Type.Union([Type.String({ maxLength: 1000 }), Type.Null()]));
const Time = Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Number(), Type.Null()]));
const ConnectorId = Type.Integer({ minimum: 0, maximum: 65_535 });

/** OCPP 1.6, 6.47 StatusNotification.req. Enum fields stay open: vendors send values of their own. */
export const statusNotification = Compile(
  Type.Object({
    connectorId: ConnectorId,
    errorCode: text,
    status: text,
    timestamp: Time,
    info: maybeText,
    vendorId: maybeText,
    vendorErrorCode: Type.Optional(
      Type.Union([Type.String({ maxLength: 200 }), Type.Integer(), Type.Null()]),
    ),
  }),
);

/** OCPP 1.6, 6.31 MeterValues.req and 7.43 SampledValue: `value` is a decimal in a string. */
export const meterValues = Compile(
  Type.Object({ connectorId: ConnectorId, meterValue: Type.Array(Type.Unknown(), { maxItems: 1000 }) }),
);
export const meterValue = Compile(
  Type.Object({
    timestamp: Time,
    sampledValue: Type.Array(
      Type.Object({
        value: Type.Union([Type.String({ maxLength: 4096 }), Type.Number()]),
        format: maybeText,
        measurand: maybeText,
        phase: maybeText,
        unit: maybeText,
      }),
      { minItems: 1, maxItems: 200 },
    ),
  }),
);

/** What the codec does with each action of a CALL: alert, telemetry, online, or nothing to store. */
export const OCPP16_ACTIONS = {
  StatusNotification: 'status',
  MeterValues: 'meter',
  Heartbeat: 'online',
  BootNotification: 'online',
  Authorize: 'nothing',
  DataTransfer: 'nothing',
  DiagnosticsStatusNotification: 'nothing',
  FirmwareStatusNotification: 'nothing',
  LogStatusNotification: 'nothing',
  SecurityEventNotification: 'nothing',
  SignCertificate: 'nothing',
  SignedFirmwareStatusNotification: 'nothing',
  StartTransaction: 'nothing',
  StopTransaction: 'nothing',
  // the central system's own calls, when a bridge copies both directions
  CancelReservation: 'nothing',
  ChangeAvailability: 'nothing',
  ChangeConfiguration: 'nothing',
  ClearCache: 'nothing',
  ClearChargingProfile: 'nothing',
  GetCompositeSchedule: 'nothing',
  GetConfiguration: 'nothing',
  GetDiagnostics: 'nothing',
  GetLocalListVersion: 'nothing',
  RemoteStartTransaction: 'nothing',
  RemoteStopTransaction: 'nothing',
  ReserveNow: 'nothing',
  Reset: 'nothing',
  SendLocalList: 'nothing',
  SetChargingProfile: 'nothing',
  TriggerMessage: 'nothing',
  UnlockConnector: 'nothing',
  UpdateFirmware: 'nothing',
} as const satisfies Record<string, 'status' | 'meter' | 'online' | 'nothing'>;

/** Statuses (7.7 ChargePointStatus) that together with `NoError` say that nothing is wrong any more. */
export const HEALTHY_STATUSES: ReadonlySet<string> = new Set([
  'Available',
  'Preparing',
  'Charging',
  'SuspendedEVSE',
  'SuspendedEV',
  'Finishing',
  'Reserved',
  'Unavailable',
]);

/**
 * `vendorErrorCode` (lower case, without spaces, `_` and `-`) to our type, whatever the vendor: the words that makers
 * use for what OCPP 1.6 has no error code for. A row per word.
 */
export const VENDOR_ERROR_TYPES: ReadonlyMap<string, string> = new Map([
  ['smoke', 'charger.smoke'],
  ['smokedetected', 'charger.smoke'],
  ['smokealarm', 'charger.smoke'],
  ['烟雾', 'charger.smoke'],
  ['烟感告警', 'charger.smoke'],
  ['emergencystop', 'charger.emergency_stop'],
  ['emergencystoppressed', 'charger.emergency_stop'],
  ['estop', 'charger.emergency_stop'],
  ['急停', 'charger.emergency_stop'],
]);

/** Measurand and unit (7.31, 7.44) to our metric name and the factor and offset to its unit. */
export const MEASURANDS: Readonly<Record<string, { metric: string; factor: number; offset: number }>> = {
  'Energy.Active.Import.Register/Wh': { metric: 'energyWh', factor: 1, offset: 0 },
  'Energy.Active.Import.Register/kWh': { metric: 'energyWh', factor: 1000, offset: 0 },
  'Power.Active.Import/W': { metric: 'powerW', factor: 1, offset: 0 },
  'Power.Active.Import/kW': { metric: 'powerW', factor: 1000, offset: 0 },
  'Current.Import/A': { metric: 'currentA', factor: 1, offset: 0 },
  'Voltage/V': { metric: 'voltageV', factor: 1, offset: 0 },
  'Temperature/Celsius': { metric: 'temperatureC', factor: 1, offset: 0 },
  'Temperature/Celcius': { metric: 'temperatureC', factor: 1, offset: 0 },
  'Temperature/K': { metric: 'temperatureC', factor: 1, offset: -273.15 },
  'Temperature/Fahrenheit': { metric: 'temperatureC', factor: 5 / 9, offset: -160 / 9 },
  'SoC/Percent': { metric: 'stateOfChargePercent', factor: 1, offset: 0 },
};

/** The unit meant when a sampled value names none (7.43: Wh; the rest by what is usual). */
export const DEFAULT_UNITS: Readonly<Record<string, string>> = {
  'Energy.Active.Import.Register': 'Wh',
  'Power.Active.Import': 'W',
  'Current.Import': 'A',
  Voltage: 'V',
  Temperature: 'Celsius',
  SoC: 'Percent',
};
