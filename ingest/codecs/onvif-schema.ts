import Type from 'typebox';
import { Compile } from 'typebox/compile';

const value = Type.Union([Type.String({ maxLength: 1000 }), Type.Number(), Type.Boolean(), Type.Null()]);

/** Core Specification, MQTT payload `onvif-ej`: simple items by name; element items are passed over. */
export const message = Compile(
  Type.Object({
    UtcTime: Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Number(), Type.Null()])),
    Source: Type.Optional(Type.Record(Type.String({ maxLength: 128 }), value)),
    Data: Type.Optional(Type.Record(Type.String({ maxLength: 128 }), Type.Unknown())),
  }),
);

/** First levels of topics that are alarms even when no row names them. */
export const ALARM_ROOTS: ReadonlySet<string> = new Set(['RuleEngine', 'VideoSource']);

/** Names of items that hold a state: only there `1` and `0` are no numbers. */
const STATE_ITEM = /^(?:State|LogicalState|active|Failed|Is[A-Z]\w{0,60})$/;
const TRUE = new Set(['true', '1']);
const FALSE = new Set(['false', '0']);

/** The state that an event's data tells: true when any item is, null when none holds one. */
export function stateOf(data: Readonly<Record<string, unknown>>): boolean | null {
  const states = Object.entries(data).flatMap(([name, item]) => {
    if (typeof item === 'boolean') return [item];
    if (typeof item !== 'string' && typeof item !== 'number') return [];
    const word = String(item).trim().toLowerCase();
    const named = STATE_ITEM.test(name);
    if (word === 'true' || (named && TRUE.has(word))) return [true];
    return word === 'false' || (named && FALSE.has(word)) ? [false] : [];
  });
  return states.length === 0 ? null : states.some(Boolean);
}

/** `Rule=MyRule` of newer devices and `MyRule` of older ones are one value. */
export function sourceValue(level: string): string {
  return level.replace(/^[A-Za-z]\w{0,60}=/, '');
}
