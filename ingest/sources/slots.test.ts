import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HubError } from '../../core/errors.ts';
import { CODECS } from '../codecs/table.ts';
import { parseSources } from './read.ts';
import type { SlotSettings } from './slots.ts';

const parse = (text: string) => parseSources('s.yaml', text, { codecs: CODECS, clientId: 'hub' });

const BY_FAMILY = `
slots:
  cameras: { filters: ['community/v1/+/camera/+/+'] }
  others:
    filters: ['community/v1/+/elevator/+/+', 'community/v1/+/charger/+/+', 'community/v1/+/sensor/+/+']
    clientId: wangge-hub
    username: hub-others
sources:
  - codec: canonical
`;

function faultsOf(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof HubError) return `${error.message}\n${error.messageZh}`;
    throw error;
  }
  return '';
}

const named = (slots: readonly SlotSettings[] | null) => (slots ?? []).map(({ name }) => name);

test('slots divide the topics of a broker', () => {
  expect(parse(BY_FAMILY).slots).toEqual([
    {
      ...{ name: 'cameras', broker: 'hub', clientId: null, credentials: null },
      filters: ['community/v1/+/camera/+/+'],
    },
    {
      ...{ name: 'others', broker: 'hub', clientId: 'wangge-hub' },
      credentials: { username: 'hub-others', password: null },
      filters: ['community/v1/+/elevator/+/+', 'community/v1/+/charger/+/+', 'community/v1/+/sensor/+/+'],
    },
  ]);
});

test('the example file divides all that its sources read', () => {
  const example = readFileSync(new URL('../../deploy/slots.example.yaml', import.meta.url), 'utf8');
  expect(named(parse(example).slots)).toEqual(['cameras', 'lifts-and-piles', 'sensors']);
});

test('without them nothing is divided', () => {
  expect(parse('sources: [{ codec: canonical }]').slots).toBeNull();
});

test('a broker of the file without slots of its own is one slot', () => {
  const { slots } = parse(`
brokers: { city: { url: 'mqtt://city.example' } }
slots:
  cameras: { filters: ['community/v1/+/camera/+/+'] }
  others: { filters: ['community/v1/+/elevator/+/+'] }
sources:
  - { codec: canonical, filters: ['community/v1/+/camera/+/+', 'community/v1/+/elevator/+/+'] }
  - { codec: canonical, broker: city }
`);
  expect(slots?.at(-1)).toEqual({
    ...{ name: 'city', broker: 'city', clientId: null, credentials: null },
    filters: ['community/v1/+/+/+/+'],
  });
});

test('an empty map leaves each broker whole, for one process at a time', () => {
  expect(named(parse('{ slots: {}, sources: [{ codec: canonical }] }').slots)).toEqual(['hub']);
});

test('a slot that is given up has no filters', () => {
  const text = BY_FAMILY.replace('slots:', 'slots:\n  old: { filters: [] }');
  expect(named(parse(text).slots)).toEqual(['old', 'cameras', 'others']);
});

test.each([
  [
    'two slots that read one topic',
    BY_FAMILY.replace('+/sensor/+', '511421001001001/+/+'),
    'shares topics with community/v1/+/camera/+/+ of slot cameras',
  ],
  [
    'a source that no slot reads',
    `${BY_FAMILY}  - { codec: ocpp16 }\n`,
    'none reads ocpp/+/raw of source hub/ocpp16',
  ],
  ['a filter that no source reads', BY_FAMILY.replace('v1/+/camera', 'v2/+/camera'), 'matches no source'],
  [
    'a $share filter',
    BY_FAMILY.replace("'community/v1/+/camera", "'$share/g/community/v1/+/camera"),
    '$share',
  ],
  [
    'a filter that is none',
    BY_FAMILY.replace('+/camera/+/+', '+/cam+/+'),
    'wildcard that is not a whole level',
  ],
  ["a broker's name", BY_FAMILY.replace('cameras:', 'hub:'), 'is the name of a broker'],
  ['a slash in the name', BY_FAMILY.replace('cameras:', 'a/b:'), 'is no name'],
  [
    'a broker that is not there',
    BY_FAMILY.replace('cameras: {', 'cameras: { broker: hubb,'),
    'did you mean hub',
  ],
  ['a mistyped key', BY_FAMILY.replace('clientId', 'clientID'), 'did you mean clientId'],
  [
    'a client id twice',
    BY_FAMILY.replace('cameras: {', 'cameras: { clientId: wangge-hub,'),
    'is that of slot cameras',
  ],
  [
    'the client id that another has by its name',
    BY_FAMILY.replace('clientId: wangge-hub', 'clientId: hub-cameras'),
    'is that of slot cameras',
  ],
  [
    'a password without a user',
    BY_FAMILY.replace('username: hub-others', 'passwordFile: ./none'),
    'needs username',
  ],
])('%s is refused', (_what, text, expected) => {
  expect(faultsOf(text)).toContain(expected);
});
