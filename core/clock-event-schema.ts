import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ClockEvent } from './clock-engine.ts';

const At = { atMs: Type.Number() };
const Text = Type.String();
const TextOrNull = Type.Union([Text, Type.Null()]);
const Which = Type.Object({ kind: Type.Optional(Text), holder: Type.Optional(TextOrNull) });
const Begun = { ...At, kind: Text, holder: TextOrNull, policy: Text };

/** Clock events as a row of history keeps them. */
const Events = Compile(
  Type.Array(
    Type.Union([
      Type.Object({ type: Type.Literal('START'), ...Begun }),
      Type.Object({ type: Type.Literal('RESTART'), ...Begun }),
      Type.Object({ type: Type.Literal('STAGE'), ...At, which: Which, stage: Text }),
      Type.Object({ type: Type.Literal('STOP'), ...At, which: Which }),
      Type.Object({ type: Type.Literal('PAUSE'), ...At, which: Which, cause: Text, reason: TextOrNull }),
      Type.Object({ type: Type.Literal('RESUME'), ...At, which: Which, cause: Text }),
      Type.Object({
        type: Type.Literal('POLICY'),
        ...At,
        which: Which,
        policy: Text,
        counting: Type.Enum(['FROM_START', 'FROM_CHANGE']),
        reason: TextOrNull,
        granted: Type.Optional(Type.Literal(true)),
      }),
      Type.Object({ type: Type.Literal('TRANSFER'), ...At, kind: Text, from: Text, to: Text, policy: Text }),
      Type.Object({ type: Type.Literal('CANCEL'), ...At, which: Which, reason: TextOrNull }),
    ]),
  ),
);

/** Clock events as read from the database; null for what is none (a row from before there were any has null). */
export function clockEventsIn(value: unknown): ClockEvent[] | null {
  if (value === null || value === undefined) return [];
  return Events.Check(value) ? value : null;
}
