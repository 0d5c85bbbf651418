import Type from 'typebox';
import { Compile } from 'typebox/compile';

/** Device name to its entries; each entry is looked at by itself, so that a bad one does not sink the rest. */
export const gatewayTelemetry = Compile(Type.Record(Type.String(), Type.Unknown()));
/** `{ts, values}`; `ts` in ms. */
export const timedEntry = Compile(
  Type.Object({
    ts: Type.Optional(Type.Union([Type.Number(), Type.String({ maxLength: 64 }), Type.Null()])),
    values: Type.Record(Type.String(), Type.Unknown()),
  }),
);
/** Values alone: the time is that of receipt. */
export const bareEntry = Compile(Type.Record(Type.String(), Type.Unknown()));
/** Connect and disconnect. */
export const deviceNamed = Compile(Type.Object({ device: Type.String({ minLength: 1, maxLength: 128 }) }));
