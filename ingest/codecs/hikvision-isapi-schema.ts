import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { Refusal } from '../../core/errors.ts';
import { accept, jsonOf } from './json.ts';
import { looksLikeXml, xmlOf } from './xml.ts';

const ROOT = 'EventNotificationAlert';

/** `heartBeat`, in any case. */
export const HEARTBEAT = /^\s*heartbeat\s*$/i;
export const INACTIVE = /^\s*inactive\s*$/i;

const maybeText = Type.Optional(Type.Union([Type.String({ maxLength: 1000 }), Type.Null()]));
/** XML has texts only; JSON has either. */
const scalar = Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Number(), Type.Null()]));

const Schema = Type.Object({
  eventType: Type.String({ minLength: 1, maxLength: 128 }),
  eventState: Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
  channelID: scalar,
  dynChannelID: scalar,
  dateTime: scalar,
  activePostCount: scalar,
  uuid: Type.Optional(Type.Union([Type.String({ maxLength: 128 }), Type.Null()])),
  eventDescription: maybeText,
  channelName: maybeText,
  targetType: maybeText,
  detectionTarget: maybeText,
  fireMaxTemperature: scalar,
  // an image may also be in the field of its URL: looked at one by one, none of them sinks the alert
  imageURL: Type.Optional(Type.Unknown()),
  bkgUrl: Type.Optional(Type.Unknown()),
  videoURL: Type.Optional(Type.Unknown()),
  DetectionRegionList: Type.Optional(Type.Unknown()),
});
export type EventNotificationAlert = Static<typeof Schema>;
const notification = Compile(Schema);
const jsonWrapped = Compile(Type.Object({ [ROOT]: Type.Unknown() }));

/** The notification in a payload, XML or JSON. @throws Refusal */
export function notificationOf(payload: Uint8Array): EventNotificationAlert {
  if (looksLikeXml(payload)) {
    const { root, value } = xmlOf(payload);
    if (root !== ROOT) throw new Refusal('UNSUPPORTED_MESSAGE', '', `expected ${ROOT}`);
    return accept(notification, value);
  }
  const value = jsonOf(payload);
  return jsonWrapped.Check(value)
    ? accept(notification, value[ROOT], `/${ROOT}`)
    : accept(notification, value);
}

const regionEntry = Compile(Type.Object({ fireMaxTemperature: scalar }));
const regionList = Compile(Type.Object({ DetectionRegionEntry: Type.Unknown() }));

/** The regions of an event: one, several, or an array of lists, by format and firmware. */
export function regionsOf({ DetectionRegionList: list }: EventNotificationAlert) {
  const entries: unknown[] = (Array.isArray(list) ? list : [list]).flatMap((entry: unknown) =>
    regionList.Check(entry) ? entry.DetectionRegionEntry : [entry],
  );
  return entries.flat().filter((entry) => regionEntry.Check(entry));
}
