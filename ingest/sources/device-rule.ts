import { Refusal } from '../../core/errors.ts';
import type { DeviceRule } from './schema.ts';

/** The id a device is stored under, from the topic as it was received and the id that the codec read. */
export type DeviceIdOf = (topic: string, deviceId: string) => string;

/**
 * `level` (from 1) or the first group of `pattern` takes the id from the topic, for formats whose frames name none or
 * the wrong one; `prefix` keeps the same id of two installations apart. Without a rule the codec's id stands.
 * @throws SyntaxError when the pattern is no regular expression
 */
export function deviceIdRule({ prefix = '', level, pattern }: DeviceRule): DeviceIdOf {
  if (level !== undefined) {
    return (topic) => {
      const part = topic.split('/')[level - 1];
      if (part === undefined || part === '') {
        throw new Refusal('BAD_TOPIC', '', `the topic has no level ${level}, which names the device`);
      }
      return prefix + part;
    };
  }
  if (pattern !== undefined) {
    const expression = new RegExp(pattern, 'u');
    return (topic) => {
      const found = expression.exec(topic)?.[1] ?? '';
      if (found === '')
        throw new Refusal('BAD_TOPIC', '', 'the topic does not fit the pattern of device ids');
      return prefix + found;
    };
  }
  return prefix === '' ? (_, deviceId) => deviceId : (_, deviceId) => prefix + deviceId;
}

/** How many groups a regular expression has. @throws SyntaxError */
export function groupsOf(pattern: string): number {
  // with an empty alternative it matches anything, and the match has a place for every group
  return (new RegExp(`${pattern}|`, 'u').exec('')?.length ?? 1) - 1;
}

const PLACE = /\{(\d{1,3})(\+?)\}/g;

/**
 * The topic that a codec is shown in place of the received one, for codecs that read their topic: `{2}` is the second
 * level, `{2+}` that and all after it. `ocpp/{4}/raw` shows `city/east/piles/CP-1/up` as `ocpp/CP-1/raw`.
 */
export function topicTemplate(template: string): (topic: string) => string {
  return (topic) => {
    const levels = topic.split('/');
    return template.replaceAll(PLACE, (_, number: string, rest: string) => {
      const index = Number(number) - 1;
      const part = rest === '+' ? levels.slice(index).join('/') : levels[index];
      if (part === undefined || index >= levels.length) {
        throw new Refusal('BAD_TOPIC', '', `the topic has no level ${number}, which the codec needs`);
      }
      return part;
    });
  };
}

/** Whether every brace of a topic template belongs to a place, from level 1 on. */
export function isTopicTemplate(template: string): boolean {
  const places = [...template.matchAll(PLACE)];
  return places.every(([, number]) => Number(number) >= 1) && !/[{}#]/.test(template.replaceAll(PLACE, ''));
}
