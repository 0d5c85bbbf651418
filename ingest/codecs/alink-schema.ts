import Type from 'typebox';
import { Compile } from 'typebox/compile';

const MessageId = Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Integer()]);
const Time = Type.Optional(Type.Union([Type.Number(), Type.String({ maxLength: 64 }), Type.Null()]));

/** `params` of an event: one value with its time. The value is what the product's own TSL says. */
export const eventPost = Compile(
  Type.Object({ id: MessageId, params: Type.Object({ value: Type.Optional(Type.Unknown()), time: Time }) }),
);
/** `params` of a property post: identifier to value, or to value with time. */
export const propertyPost = Compile(
  Type.Object({ id: MessageId, params: Type.Record(Type.String(), Type.Unknown()) }),
);
export const timedValue = Compile(Type.Object({ value: Type.Unknown(), time: Time }));
export const outputs = Compile(Type.Record(Type.String(), Type.Unknown()));

/** Output parameters that say of an alarm event whether it begins (1) or ends (0). */
export const END_WORDS: readonly string[] = ['AlarmState', 'alarmState', 'AlarmStatus'];
