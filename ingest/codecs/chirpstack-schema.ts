import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const maybeText = Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()]));
const maybeNumber = Type.Optional(Type.Union([Type.Number(), Type.Null()]));
const maybeFlag = Type.Optional(Type.Union([Type.Boolean(), Type.Null()]));

const common = {
  time: Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Null()])),
  deduplicationId: maybeText,
  deviceInfo: Type.Optional(
    Type.Object({
      tags: Type.Optional(Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()])),
    }),
  ),
};

/** A LoRaWAN frame holds at most 242 bytes: base64 of 1,024 characters is more than any. */
const Uplink = Type.Object({
  ...common,
  fCnt: maybeNumber,
  data: Type.Optional(Type.Union([Type.String({ maxLength: 1024 }), Type.Null()])),
  object: Type.Optional(Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()])),
  rxInfo: Type.Optional(
    Type.Union([
      Type.Array(Type.Object({ rssi: maybeNumber, snr: maybeNumber }), { maxItems: 200 }),
      Type.Null(),
    ]),
  ),
});
export type Uplink = Static<typeof Uplink>;
export const uplinkEvent = Compile(Uplink);

export const statusEvent = Compile(
  Type.Object({
    ...common,
    margin: maybeNumber,
    externalPowerSource: maybeFlag,
    batteryLevelUnavailable: maybeFlag,
    batteryLevel: maybeNumber,
  }),
);

export const joinEvent = Compile(Type.Object(common));

/** What the codec does with each event of a device. */
export const CHIRPSTACK_EVENTS = new Map<string, 'up' | 'status' | 'join' | 'nothing'>([
  ['up', 'up'],
  ['status', 'status'],
  ['join', 'join'],
  ['ack', 'nothing'],
  ['txack', 'nothing'],
  ['log', 'nothing'],
  ['location', 'nothing'],
  ['integration', 'nothing'],
]);
