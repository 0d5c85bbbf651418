import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { accept } from './json.ts';

const scalar = Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Number(), Type.Null()]));

/** `{"Events": [...]}` of the platforms; the events are looked at one by one. */
export const dahuaPush = Compile(Type.Object({ Events: Type.Array(Type.Unknown(), { minItems: 1 }) }));

export const dahuaEvent = Compile(
  Type.Object({
    Code: Type.String({ minLength: 1, maxLength: 128 }),
    Action: Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Null()])),
    Index: Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Integer(), Type.Null()])),
    Data: Type.Optional(Type.Unknown()),
  }),
);

/** What is read of `data={…}` and `Data`; there is far more in it. */
const Data = Type.Object({
  /** Seconds since the epoch; see ingest/codecs/dahua-time.ts. */
  UTC: scalar,
  /** Milliseconds within the second. */
  UTCMS: scalar,
  /** Newer firmwares: what `UTC` should have been. */
  RealUTC: scalar,
  LocaleTime: scalar,
  /** Name of the rule. */
  Name: Type.Optional(Type.Unknown()),
  Object: Type.Optional(
    Type.Union([Type.Object({ ObjectType: Type.Optional(Type.Unknown()) }), Type.Null()]),
  ),
});
export type DahuaData = Static<typeof Data> & { text?: string };
const shape = Compile(Data);

/** @throws Refusal SCHEMA_MISMATCH */
export function dataOf(value: unknown, at: string): DahuaData {
  return value == null ? {} : accept(shape, value, at);
}

/** What an action says, by lower case; others raise. */
export const ACTIONS: ReadonlyMap<string, 'raise' | 'stop'> = new Map([
  ['start', 'raise'],
  ['pulse', 'raise'],
  ['stop', 'stop'],
]);
