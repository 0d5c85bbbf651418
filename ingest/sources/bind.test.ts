import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../core/errors.ts';
import type { Codec, Decoded } from '../codec.ts';
import { createCodecMemories } from '../codec-memory.ts';
import { CODECS, codecFor as tableCodecFor } from '../codecs/table.ts';
import { bindSources, defaultBindings, loadBindings } from './bind.ts';
import { parseSources } from './read.ts';

const bind = (text: string) => bindSources(parseSources('s.yaml', text, { codecs: CODECS, clientId: 'hub' }));

function decode(codec: Codec | null, topic: string, payload: unknown): Decoded {
  if (codec === null) throw new Error(`no codec for ${topic}`);
  const frame = { topic, payload: Buffer.from(JSON.stringify(payload)), receivedAt: Date.UTC(2026, 2, 5) };
  return codec.decode(frame, { siteZone: 'Asia/Shanghai' });
}

const trapped = { id: 'e1', type: 'elevator.trapped', time: '2026-03-05T08:00:00' };

/** The example that the documents show, with the password file that it names. */
function example() {
  const folder = mkdtempSync(join(tmpdir(), 'sources-'));
  const file = join(folder, 'sources.yaml');
  writeFileSync(file, readFileSync(new URL('../../deploy/sources.example.yaml', import.meta.url)));
  writeFileSync(join(folder, 'city-mqtt-password'), 'secret\n');
  return loadBindings({ sourcesFile: file, mqtt: { clientId: 'wangge-hub', topics: null } });
}

describe('the example file', () => {
  test('is loaded, with the password beside it', () => {
    const { brokers, hubFilters } = example();
    expect(hubFilters).toContain('community/v1/+/+/+/+');
    expect(brokers.map(({ broker }) => [broker.name, broker.username, broker.password])).toEqual([
      ['city', 'wangge-hub', 'secret'],
      ['garden', null, null],
    ]);
  });

  test('binds each topic to the source that it says', () => {
    const { codecFor } = example();
    expect(codecFor('community/v1/511421001001001/elevator/lift-1/alert', 'hub')?.source?.name).toBe(
      'hub/all/canonical',
    );
    expect(codecFor('community/v1/511421001001001/elevator/lift-1/alert', 'city')?.source?.name).toBe(
      'city-canonical',
    );
    expect(codecFor('community/v1/511421001001001/elevator/lift-1/alert', 'garden')).toBeNull();
    expect(codecFor('west/frigate/events', 'garden')?.source?.name).toBe('frigate-west');
    expect(codecFor('acme/piles/CP-1/up', 'garden')?.name).toBe('ocpp16');
  });

  test('gives a lift the id that its topic holds', () => {
    const topic = 'lift/no-17/alert';
    const decoded = decode(example().codecFor(topic, 'garden'), topic, trapped);
    expect(decoded.signals).toMatchObject([{ deviceId: 'lift-17', gridHint: '511421001001001' }]);
  });

  test('gives Frigate its prefix, its grid and its own rule', () => {
    const event = {
      type: 'new',
      before: null,
      after: {
        ...{ id: '1772668800.1-abcdef', camera: 'pond', label: 'dog', start_time: 1772668800.1 },
        ...{ current_zones: ['garden'], entered_zones: ['garden'] },
      },
    };
    const { codecFor } = example();
    const topic = 'east/frigate/events';
    expect(decode(codecFor(topic, 'garden'), topic, event).signals).toMatchObject([
      { deviceId: 'east-pond', gridHint: '511421001001001', type: 'camera.intrusion', code: 'dog' },
    ]);
    const other = 'west/frigate/events';
    expect(decode(codecFor(other, 'garden'), other, event).signals).toEqual([]);
  });

  test('shows OCPP the topic that it knows', () => {
    const topic = 'acme/piles/CP-1/up';
    const frame = [2, 'm1', 'Heartbeat', {}];
    expect(decode(example().codecFor(topic, 'garden'), topic, frame).signals).toMatchObject([
      { kind: 'status', deviceId: 'CP-1' },
    ]);
  });
});

describe('a source', () => {
  test('that comes first wins, also under leading wildcards', () => {
    const { codecFor } = bind(`sources:
      - { name: one, codec: canonical, filters: ['+/lift/#'] }
      - { name: two, codec: canonical, filters: ['#'] }`);
    expect(codecFor('x/lift/1', 'hub')?.source?.name).toBe('one');
    expect(codecFor('x/door/1', 'hub')?.source?.name).toBe('two');
    expect(codecFor('$SYS/uptime', 'hub')).toBeNull();
  });

  test('has a zone of its own for times without one', () => {
    const topic = 'community/v1/511421001001001/elevator/lift-1/alert';
    const at = (zone: string) =>
      decode(
        bind(`sources: [{ codec: canonical, siteZone: ${zone} }]`).codecFor(topic, 'hub'),
        topic,
        trapped,
      ).signals[0]?.time.ms;
    expect(Number(at('Europe/Berlin')) - Number(at('Asia/Shanghai'))).toBe(7 * 3_600_000);
  });

  test('refuses a topic that lacks the level it needs', () => {
    const { codecFor } = bind(
      `sources: [{ codec: ocpp16, filters: ['#'], topic: 'ocpp/{3}/raw' }, { codec: canonical, filters: [b] }]`,
    );
    const refusal = () => decode(codecFor('a/b', 'hub'), 'a/b', []);
    expect(refusal).toThrow(Refusal);
    expect(refusal).toThrow('the topic has no level 3');
  });

  test('remembers by itself: what one installation announced says nothing of another', () => {
    const { codecFor } = bind(`sources:
      - { name: a, codec: sparkplug, filters: ['a/#'], topic: '{2+}' }
      - { name: b, codec: sparkplug, filters: ['b/#'], topic: '{2+}' }`);
    const memories = createCodecMemories({ siteZone: 'Asia/Shanghai' });
    const [a, b] = [codecFor('a/x', 'hub'), codecFor('b/x', 'hub')];
    if (a === null || b === null) throw new Error('not bound');
    memories.optionsOf(a).memory?.set('birth', 1);
    expect(memories.optionsOf(b).memory?.get('birth')).toBeUndefined();
    expect(memories.sizes()).toEqual([['sparkplug', 1]]);
  });
});

test('without a file every codec has its own topics at the one broker, or those of MQTT_TOPICS', () => {
  const { codecFor, hubFilters, brokers } = defaultBindings(null);
  expect(new Set(hubFilters)).toEqual(new Set(CODECS.flatMap(({ filters }) => filters)));
  expect(brokers).toEqual([]);
  expect(codecFor('ocpp/CP-1/raw', 'hub')).toBe(tableCodecFor('ocpp/CP-1/raw'));
  expect(defaultBindings(['a/#']).hubFilters).toEqual(['a/#']);
});
