import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { Refusal } from '../../core/errors.ts';

/** Any object: its fields are looked up by the spellings below. */
export const boxAlarm = Compile(Type.Record(Type.String(), Type.Unknown()));

/** What a version of the box may call a field; the first that is there counts. */
export const FIELDS = {
  major: ['major', 'alarmMajor', 'alarmClass', 'alarm_class', 'majorType'],
  minor: ['minor', 'alarmMinor', 'alarmCode', 'alarm_code', 'minorType'],
  id: ['id', 'alarmId', 'alarm_id', 'eventId', 'uuid'],
  time: ['time', 'alarmTime', 'alarm_time', 'captureTime', 'timestamp'],
  channel: ['channel', 'channelId', 'channel_id', 'cameraId', 'camera_id'],
  name: ['channelName', 'cameraName', 'camera_name'],
  confidence: ['confidence', 'score'],
  image: ['imageUrl', 'image_url', 'picUrl', 'snapshotUrl'],
  video: ['videoUrl', 'video_url'],
} as const;

const MAX_TEXT = 100;

/**
 * The text of a field under any of its spellings; a number counts as its digits.
 * @throws Refusal SCHEMA_MISMATCH when it is neither, too long, or missing though needed
 */
export function firstOf(
  given: Readonly<Record<string, unknown>>,
  field: keyof typeof FIELDS,
  need: 'needed' | 'optional' = 'needed',
): string {
  const name = FIELDS[field].find((spelling) => Object.hasOwn(given, spelling) && given[spelling] != null);
  const value = name === undefined ? '' : given[name];
  const path = `/${name ?? FIELDS[field][0]}`;
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new Refusal('SCHEMA_MISMATCH', path, 'must be a text or a number');
  }
  const text = String(value).trim();
  if (text.length > MAX_TEXT)
    throw new Refusal('SCHEMA_MISMATCH', path, `longer than ${MAX_TEXT} characters`);
  if (text === '' && need === 'needed') throw new Refusal('SCHEMA_MISMATCH', path, 'is missing');
  return text;
}
