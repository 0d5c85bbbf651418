import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

// OCPP 2.0.1 part 2: messages 1.43 NotifyEvent, 1.70 StatusNotification, 1.40 MeterValues, 1.74 TransactionEvent and
// their data types. Enum fields stay open: vendors send values of their own.

const maybe = <T extends Type.TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));
const word = Type.String({ minLength: 1, maxLength: 50 });
const Time = maybe(Type.Union([Type.String({ maxLength: 64 }), Type.Number()]));
const Id = Type.Integer({ minimum: 0, maximum: 65_535 });

export const statusNotification = Compile(
  Type.Object({ timestamp: Time, connectorStatus: word, evseId: Id, connectorId: Id }),
);

const EventData = Type.Object({
  eventId: Type.Integer(),
  timestamp: Time,
  trigger: word,
  actualValue: maybe(Type.Union([Type.String({ maxLength: 2500 }), Type.Number(), Type.Boolean()])),
  cleared: maybe(Type.Boolean()),
  techCode: maybe(Type.String({ maxLength: 50 })),
  techInfo: maybe(Type.String({ maxLength: 500 })),
  transactionId: maybe(Type.String({ maxLength: 36 })),
  // OCPP 2.1; in 2.0.1 vendors add it
  severity: maybe(Type.Integer({ minimum: 0, maximum: 9 })),
  component: Type.Object({
    name: word,
    instance: maybe(Type.String({ maxLength: 50 })),
    evse: maybe(Type.Object({ id: Id, connectorId: maybe(Id) })),
  }),
  variable: Type.Object({ name: word, instance: maybe(Type.String({ maxLength: 50 })) }),
});
export type EventData = Static<typeof EventData>;
export const eventData = Compile(EventData);

export const notifyEvent = Compile(
  Type.Object({
    generatedAt: Time,
    eventData: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 5000 }),
  }),
);

const MeterValueList = Type.Array(Type.Unknown(), { maxItems: 1000 });
export const meterValues = Compile(Type.Object({ evseId: Id, meterValue: MeterValueList }));
export const transactionEvent = Compile(
  Type.Object({
    evse: maybe(Type.Object({ id: Id, connectorId: maybe(Id) })),
    meterValue: maybe(MeterValueList),
  }),
);
/** `value` is a number here, unlike in 1.6; `multiplier` is a power of ten. */
export const meterValue = Compile(
  Type.Object({
    timestamp: Time,
    sampledValue: Type.Array(
      Type.Object({
        value: Type.Number(),
        measurand: maybe(Type.String({ maxLength: 64 })),
        phase: maybe(Type.String({ maxLength: 16 })),
        unitOfMeasure: maybe(
          Type.Object({
            unit: maybe(Type.String({ maxLength: 20 })),
            multiplier: maybe(Type.Integer({ minimum: -12, maximum: 12 })),
          }),
        ),
      }),
      { minItems: 1, maxItems: 200 },
    ),
  }),
);

/** What the codec does with each action: the charging station's requests, then the management system's. */
export const OCPP201_ACTIONS = {
  StatusNotification: 'status',
  NotifyEvent: 'event',
  MeterValues: 'meter',
  TransactionEvent: 'transaction',
  Heartbeat: 'online',
  BootNotification: 'online',
  Authorize: 'nothing',
  ClearedChargingLimit: 'nothing',
  DataTransfer: 'nothing',
  FirmwareStatusNotification: 'nothing',
  Get15118EVCertificate: 'nothing',
  GetCertificateStatus: 'nothing',
  LogStatusNotification: 'nothing',
  NotifyChargingLimit: 'nothing',
  NotifyCustomerInformation: 'nothing',
  NotifyDisplayMessages: 'nothing',
  NotifyEVChargingNeeds: 'nothing',
  NotifyEVChargingSchedule: 'nothing',
  NotifyMonitoringReport: 'nothing',
  NotifyReport: 'nothing',
  PublishFirmwareStatusNotification: 'nothing',
  ReportChargingProfiles: 'nothing',
  ReservationStatusUpdate: 'nothing',
  SecurityEventNotification: 'nothing',
  SignCertificate: 'nothing',
  CancelReservation: 'nothing',
  CertificateSigned: 'nothing',
  ChangeAvailability: 'nothing',
  ClearCache: 'nothing',
  ClearChargingProfile: 'nothing',
  ClearDisplayMessage: 'nothing',
  ClearVariableMonitoring: 'nothing',
  CostUpdated: 'nothing',
  CustomerInformation: 'nothing',
  DeleteCertificate: 'nothing',
  GetBaseReport: 'nothing',
  GetChargingProfiles: 'nothing',
  GetCompositeSchedule: 'nothing',
  GetDisplayMessages: 'nothing',
  GetInstalledCertificateIds: 'nothing',
  GetLocalListVersion: 'nothing',
  GetLog: 'nothing',
  GetMonitoringReport: 'nothing',
  GetReport: 'nothing',
  GetTransactionStatus: 'nothing',
  GetVariables: 'nothing',
  InstallCertificate: 'nothing',
  PublishFirmware: 'nothing',
  RequestStartTransaction: 'nothing',
  RequestStopTransaction: 'nothing',
  ReserveNow: 'nothing',
  Reset: 'nothing',
  SendLocalList: 'nothing',
  SetChargingProfile: 'nothing',
  SetDisplayMessage: 'nothing',
  SetMonitoringBase: 'nothing',
  SetMonitoringLevel: 'nothing',
  SetNetworkProfile: 'nothing',
  SetVariableMonitoring: 'nothing',
  SetVariables: 'nothing',
  TriggerMessage: 'nothing',
  UnlockConnector: 'nothing',
  UnpublishFirmware: 'nothing',
  UpdateFirmware: 'nothing',
} as const satisfies Record<string, 'status' | 'event' | 'meter' | 'transaction' | 'online' | 'nothing'>;
