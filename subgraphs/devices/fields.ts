import { HubError } from '../../core/errors.ts';
import type { GeoPoint } from '../../core/geo.ts';
import { textArgument } from '../access.ts';
import { type PositionInput, positionArgument } from './place.ts';

/** What people tell of a device; the registry keeps it beside where it is claimed. */
export interface RegistryFields {
  name: string;
  vendor: string | null;
  model: string | null;
  serial: string | null;
  firmware: string | null;
  address: string | null;
  building: string | null;
  floor: string | null;
  longitude: number | null;
  latitude: number | null;
  tags: string[];
}

export interface Channel {
  channel: string;
  name: string | null;
  place: string | null;
}

type Maybe<T> = T | null | undefined;

export interface ChannelInput {
  channel: string;
  name?: Maybe<string>;
  place?: Maybe<string>;
}

/** A field left out (undefined) is kept, null empties it. */
export interface FieldsInput {
  name?: Maybe<string>;
  vendor?: Maybe<string>;
  model?: Maybe<string>;
  serial?: Maybe<string>;
  firmware?: Maybe<string>;
  address?: Maybe<string>;
  building?: Maybe<string>;
  floor?: Maybe<string>;
  position?: Maybe<PositionInput>;
  tags?: Maybe<readonly string[]>;
  channels?: Maybe<readonly ChannelInput[]>;
}

/** Longest text of each field, in UTF-16 units. */
const TEXTS = {
  vendor: 200,
  model: 200,
  serial: 200,
  firmware: 200,
  address: 500,
  building: 100,
  floor: 100,
} as const;
const MAX_TAGS = 50;
const MAX_CHANNELS = 256;

function tooMany(path: string, limit: number): HubError {
  return new HubError('BAD_USER_INPUT', {
    path,
    reason: `at most ${limit}`,
    reasonZh: `最多 ${limit} 个`,
  });
}

/** Each once, in order. @throws HubError BAD_USER_INPUT */
export function tagsArgument(path: string, tags: readonly string[]): string[] {
  const texts = tags.map((tag, index) => textArgument(`${path}.${index}`, tag, 64) ?? '');
  const unique = [...new Set(texts)].sort();
  if (unique.length > MAX_TAGS) throw tooMany(path, MAX_TAGS);
  return unique;
}

/** By channel; null when none were given. @throws HubError BAD_USER_INPUT */
export function channelsArgument(input: FieldsInput): Channel[] | null {
  if (input.channels === undefined) return null;
  const given = input.channels ?? [];
  if (given.length > MAX_CHANNELS) throw tooMany('input.channels', MAX_CHANNELS);
  const channels = given.map(({ channel, name, place }, index) => ({
    channel: textArgument(`input.channels.${index}.channel`, channel, 100) ?? '',
    name: textArgument(`input.channels.${index}.name`, name, 200),
    place: textArgument(`input.channels.${index}.place`, place, 500),
  }));
  const twice = channels.find(
    ({ channel }, index) => channels.findIndex((c) => c.channel === channel) < index,
  );
  if (twice === undefined) return channels.sort((a, b) => (a.channel < b.channel ? -1 : 1));
  throw new HubError('BAD_USER_INPUT', {
    path: 'input.channels',
    reason: `channel ${twice.channel} is there twice`,
    reasonZh: `通道 ${twice.channel} 重复`,
  });
}

/** What the registry holds once `input` is applied to `kept`. @throws HubError BAD_USER_INPUT */
export function applyFields(kept: RegistryFields, input: FieldsInput): RegistryFields {
  const text = (name: keyof typeof TEXTS) =>
    input[name] === undefined ? kept[name] : textArgument(`input.${name}`, input[name], TEXTS[name]);
  const point: GeoPoint | null | undefined =
    input.position === undefined ? undefined : positionArgument('input.position', input.position);
  const { name } = input;
  if (name === null) {
    throw new HubError('BAD_USER_INPUT', {
      path: 'input.name',
      reason: 'a name cannot be emptied',
      reasonZh: '名称不可清空',
    });
  }
  return {
    name: textArgument('input.name', name, 200) ?? kept.name,
    vendor: text('vendor'),
    model: text('model'),
    serial: text('serial'),
    firmware: text('firmware'),
    address: text('address'),
    building: text('building'),
    floor: text('floor'),
    longitude: point === undefined ? kept.longitude : (point?.longitude ?? null),
    latitude: point === undefined ? kept.latitude : (point?.latitude ?? null),
    tags: input.tags === undefined ? kept.tags : tagsArgument('input.tags', input.tags ?? []),
  };
}

/** The entries in which two records of one shape differ, each as it was and as it is; null when there are none. */
export function difference(
  before: object,
  after: object,
): { before: Record<string, unknown>; after: Record<string, unknown> } | null {
  const was = new Map<string, unknown>(Object.entries(before));
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(was.get(name)) !== JSON.stringify(value),
  );
  if (changed.length === 0) return null;
  return {
    before: Object.fromEntries(changed.map(([name]) => [name, was.get(name) ?? null])),
    after: Object.fromEntries(changed),
  };
}
