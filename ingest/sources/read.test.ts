import { describe, expect, test } from 'vitest';
import { HubError } from '../../core/errors.ts';
import { CODECS } from '../codecs/table.ts';
import { parseSources } from './read.ts';

const options = { codecs: CODECS, clientId: 'wangge-hub' };
const read = (text: string) => parseSources('sources.yaml', text, options);

/** The lines that a text is refused with, English; every one has its Chinese. */
function faultsOf(text: string): string[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (!(error instanceof HubError) || error.code !== 'CONFIG_INVALID') throw error;
    const lines = String(error.detail.faults).split('\n');
    const chinese = String(error.detail.faultsZh).split('\n');
    expect(chinese).toHaveLength(lines.length);
    expect(error.detail.count).toBe(lines.length);
    for (const line of chinese) expect(line).toMatch(/\p{Script=Han}/u);
    return lines.map((line) => line.replace(/^ {2}- /, ''));
  }
}

describe('a sources file', () => {
  test('names brokers and sources; a codec without filters reads its own topics', () => {
    const { brokers, sources } = read(`
brokers: { city: { url: 'mqtt://10.0.0.1' } }
sources:
  - { broker: city, codec: ocpp16 }
  - { codec: frigate, filters: ['x/#'], name: cams }
`);
    expect(brokers).toEqual([
      {
        ...{ name: 'city', url: 'mqtt://10.0.0.1', username: null, password: null },
        ...{ clientId: 'wangge-hub-city', receiveMaximum: null },
      },
    ]);
    expect(sources.map(({ name, broker, filters }) => [name, broker, filters])).toEqual([
      ['city/ocpp16', 'city', ['ocpp/+/raw']],
      ['cams', 'hub', ['x/#']],
    ]);
  });

  test('may be JSON', () => {
    expect(read('{"sources": [{"codec": "all"}]}').sources).toHaveLength(CODECS.length);
  });

  test('tells every fault at once, with its line and path', () => {
    const faults = faultsOf(`brokers:
  hub: { url: 'mqtt://10.0.0.1' }
  city: { url: 'http://10.0.0.1', passwordFile: /nowhere/at/all, password: x }
  town: { url: 'mqtt://u:p@10.0.0.1', receiveMaximum: 0 }
  idle: { url: 'mqtt://10.0.0.2' }
sources:
  - { broker: hub, codec: canonicl }
  - { broker: citi, codec: ocpp16, filters: ['a/#/b', ok/+] }
  - broker: city
    codec: frigate
    option: {}
  - { broker: town, codec: frigate, options: { rule: [], rules: [{ labels: [cat], type: camera.cat }] } }
  - { broker: town, codec: ocpp16, options: { x: 1 } }
  - { broker: city, codec: canonical, siteZone: Mars/Base, gridCode: '12', topic: 'a/{0}' }
  - { codec: canonical, deviceId: { level: 2, pattern: '(' } }
  - { codec: canonical, name: twice, deviceId: { pattern: 'no-group' } }
  - { codec: ocpp16, name: twice }
  - { codec: all, filters: [a] }
  - { filters: [] }
  - { codec: canonica, filters: [] }
`);
    const expected = [
      ':2 /brokers/hub: hub is the broker of MQTT_URL',
      ':3 /brokers/city/password: is not known',
      ':3 /brokers/city/url: does not begin with mqtt://',
      ':3 /brokers/city/passwordFile: needs username',
      ':3 /brokers/city/passwordFile: cannot be read',
      ':4 /brokers/town/receiveMaximum: must be >= 1',
      ':4 /brokers/town/url: holds a user or password',
      ':5 /brokers/idle: is read by no source',
      ':7 /sources/0/codec: no codec is named canonicl: did you mean canonical?',
      ':8 /sources/1/broker: no broker is named citi: did you mean city?',
      ':8 /sources/1/filters/0: has a wildcard that is not a whole level',
      ':11 /sources/2/option: is not known: did you mean options?',
      ':12 /sources/3/options/rule: is not known: did you mean rules?',
      ':12 /sources/3/options/rules/0/type: ',
      ':13 /sources/4/options: ocpp16 has no options',
      ':14 /sources/5/siteZone: is not an IANA time zone',
      ':14 /sources/5/gridCode: is no grid code',
      ':14 /sources/5/topic: is no topic with places',
      ':15 /sources/6/deviceId: has both level and pattern',
      ':15 /sources/6/deviceId/pattern: is no regular expression',
      ':16 /sources/7/deviceId/pattern: has no group',
      ':17 /sources/8/name: twice is named twice',
      ':18 /sources/9/filters: goes with one codec',
      ':19 /sources/10: codec is missing',
      ':19 /sources/10/filters: must not have fewer than 1 items',
      ':20 /sources/11/filters: must not have fewer than 1 items',
      ':20 /sources/11/codec: no codec is named canonica: did you mean canonical?',
    ];
    const missing = expected.filter((part) => !faults.some((line) => line.startsWith(`sources.yaml${part}`)));
    expect(missing, faults.join('\n')).toEqual([]);
    expect(faults, faults.join('\n')).toHaveLength(expected.length);
    const lines = faults.map((line) => Number(line.split(/[: ]/)[1]));
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });

  test.each([
    ['sources: [', /no YAML or JSON/],
    ['sources: []', /fewer than 1/],
    ['', /must be object|does not fit/],
    ['sources: [{codec: all}]\nsources: []', /Map keys must be unique/],
    ['a: &a [x]\nsources: *b', /alias/i],
  ])('%j is refused in words', (text, words) => {
    expect(faultsOf(text).join('\n')).toMatch(words);
  });

  test('two brokers of one address need client ids of their own', () => {
    const broker = "{ url: 'mqtt://10.0.0.1', clientId: same }";
    const faults = faultsOf(
      `brokers: { a: ${broker}, b: ${broker} }\nsources: [{ codec: all, broker: a }, { codec: all, broker: b }]`,
    );
    expect(faults).toEqual([
      expect.stringContaining('/brokers/b: has the url and client id of another broker'),
    ]);
  });
});
