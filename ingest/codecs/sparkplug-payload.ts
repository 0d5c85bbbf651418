import protobuf from 'protobufjs/light.js';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { Refusal } from '../../core/errors.ts';

/**
 * The part of `org.eclipse.tahu.protobuf.Payload` that is read (Eclipse Sparkplug 3.0.0, 6.4.1, proto2). Data sets,
 * templates, metadata and properties are left out: unknown fields are skipped, so nothing in a payload nests.
 */
const DESCRIPTOR = {
  nested: {
    Payload: {
      fields: {
        timestamp: { type: 'uint64', id: 1 },
        metrics: { rule: 'repeated', type: 'Metric', id: 2 },
        seq: { type: 'uint64', id: 3 },
        uuid: { type: 'string', id: 4 },
        body: { type: 'bytes', id: 5 },
      },
    },
    Metric: {
      fields: {
        name: { type: 'string', id: 1 },
        alias: { type: 'uint64', id: 2 },
        timestamp: { type: 'uint64', id: 3 },
        datatype: { type: 'uint32', id: 4 },
        is_historical: { type: 'bool', id: 5 },
        is_null: { type: 'bool', id: 7 },
        int_value: { type: 'uint32', id: 10 },
        long_value: { type: 'uint64', id: 11 },
        float_value: { type: 'float', id: 12 },
        double_value: { type: 'double', id: 13 },
        boolean_value: { type: 'bool', id: 14 },
        string_value: { type: 'string', id: 15 },
      },
    },
  },
} as const;

const MAX_METRICS = 10_000;
const digits = Type.Optional(Type.String());
const number = Type.Optional(Type.Number());

const Metric = Type.Object({
  name: Type.Optional(Type.String()),
  alias: digits,
  timestamp: digits,
  datatype: number,
  is_historical: Type.Optional(Type.Boolean()),
  is_null: Type.Optional(Type.Boolean()),
  int_value: number,
  long_value: digits,
  float_value: number,
  double_value: number,
  boolean_value: Type.Optional(Type.Boolean()),
  string_value: Type.Optional(Type.String()),
});
/** 64-bit fields are decimal strings: a double would lose their last digits. */
export type Metric = Static<typeof Metric>;

const Payload = Type.Object({
  timestamp: digits,
  seq: digits,
  uuid: Type.Optional(Type.String()),
  metrics: Type.Optional(Type.Array(Metric)),
});
const payloadShape = Compile(Payload);

const message = protobuf.Root.fromJSON(DESCRIPTOR).lookupType('Payload');

/** @throws Refusal MALFORMED_PROTOBUF, SCHEMA_MISMATCH, UNSUPPORTED_MESSAGE (a compressed payload) */
export function decodePayload(bytes: Uint8Array): { timestamp?: string; seq?: string; metrics: Metric[] } {
  let value: unknown;
  try {
    value = message.toObject(message.decode(bytes), { longs: String });
  } catch (cause) {
    // an index out of range, a wire type that is none, nesting without end
    throw new Refusal('MALFORMED_PROTOBUF', '', cause instanceof Error ? cause.message.slice(0, 200) : '', {
      cause,
    });
  }
  if (!payloadShape.Check(value)) throw new Refusal('SCHEMA_MISMATCH', '', 'not a Sparkplug B payload');
  if (value.uuid === 'SPBV1.0_COMPRESSED') {
    throw new Refusal('UNSUPPORTED_MESSAGE', '/uuid', 'a compressed payload');
  }
  const { metrics = [], ...rest } = value;
  if (metrics.length > MAX_METRICS) {
    throw new Refusal('SCHEMA_MISMATCH', '/metrics', `more than ${MAX_METRICS} metrics`);
  }
  return { ...rest, metrics };
}

/** The bytes of a payload, fields named as in the specification: for examples and simulation. */
export function encodePayload(payload: Readonly<Record<string, unknown>>): Uint8Array {
  return message.encode(message.fromObject(payload)).finish();
}

/** Sparkplug 3.0.0, 6.4.16: the data types that say more than the field that carries them. */
const SIGNED_32 = new Map([
  [1, 24], // Int8
  [2, 16], // Int16
  [3, 0], // Int32
]);
const INT64 = 4;
const DATE_TIME = 13;

/**
 * The value of a metric; signed integers travel as their two's complement in unsigned fields. Null: none, or one that
 * is no reading (a date, a data set, a template).
 */
export function metricValue(metric: Metric, datatype: number | undefined): number | boolean | string | null {
  if (metric.is_null === true || datatype === DATE_TIME) return null;
  if (metric.int_value !== undefined) {
    const shift = SIGNED_32.get(datatype ?? 0);
    return shift === undefined ? metric.int_value : (metric.int_value << shift) >> shift;
  }
  if (metric.long_value !== undefined) {
    const long = BigInt(metric.long_value);
    return Number(datatype === INT64 ? BigInt.asIntN(64, long) : long);
  }
  return metric.float_value ?? metric.double_value ?? metric.boolean_value ?? metric.string_value ?? null;
}
