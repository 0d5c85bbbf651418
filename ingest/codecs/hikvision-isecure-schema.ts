import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const code = Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Integer()]);
const maybeText = Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()]));
const scalar = Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Number(), Type.Null()]));

/** The callback; its events are looked at one by one. Source: open API, "事件回调报文". */
export const callback = Compile(
  Type.Object({
    method: Type.String({ maxLength: 64 }),
    params: Type.Object({ events: Type.Array(Type.Unknown(), { minItems: 1 }) }),
  }),
);

const PlatformEvent = Type.Object({
  eventId: Type.String({ minLength: 1, maxLength: 128 }),
  eventType: code,
  happenTime: scalar,
  srcIndex: maybeText,
  srcParentIndex: maybeText,
  srcParentIdex: maybeText,
  srcName: maybeText,
  srcType: maybeText,
  status: scalar,
  timeout: scalar,
  data: Type.Optional(Type.Unknown()),
  eventDetails: Type.Optional(Type.Union([Type.Array(Type.Unknown()), Type.Null()])),
});
export type PlatformEvent = Static<typeof PlatformEvent>;
export const platformEvent = Compile(PlatformEvent);

/** One of the events that a combined event (outer type 0) is made of. */
export const detail = Compile(
  Type.Object({
    eventType: Type.Optional(code),
    srcIndex: maybeText,
    srcName: maybeText,
    srcType: maybeText,
  }),
);

/** 事件状态: what a report says of the occurrence; `later`: what it brings belongs to an event told before. A status that is not here raises, and is kept. */
export const EVENT_STATUSES: Readonly<Record<string, 'raise' | 'stop' | 'later'>> = {
  0: 'raise',
  1: 'raise',
  2: 'stop',
  3: 'raise',
  4: 'later',
  5: 'later',
};
