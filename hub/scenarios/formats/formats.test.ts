import { describe, expect, test } from 'vitest';
import type { Signal } from '../../../core/signal.ts';
import type { CodecMemory } from '../../../ingest/codec.ts';
import { createCodecMemory } from '../../../ingest/codec-memory.ts';
import { CODECS, codecFor } from '../../../ingest/codecs/table.ts';
import { newCast } from '../cast.ts';
import { type Cast, isSaying, type Saying, type Scenario, type Told } from '../scenario.ts';
import { formatsOf, framesOf, speakersOf } from '../stage.ts';
import { SCENARIOS } from '../table.ts';
import type { Format } from './format.ts';
import { FORMATS } from './table.ts';

const START = Date.parse('2026-03-05T08:00:00.250Z');
const GRIDS = ['51142100100100101', '51142100100100102'];

function castOf(scenario: Scenario, format: Format): Cast {
  return newCast(scenario, { run: 'unit', seed: 1, gridCodes: GRIDS, format });
}
const script = { startMs: START, seed: 1, rate: 1 };

function decoded(told: Told | null, format: Format, receivedAt: number, memory: CodecMemory): Signal[] {
  if (told === null) throw new Error('no words for it');
  const codec = codecFor(told.topic);
  expect(codec?.name).toBe(format.name);
  const frame = { topic: told.topic, payload: Buffer.from(told.payload), receivedAt };
  const { signals, refusals } = codec?.decode(frame, { siteZone: 'Asia/Shanghai', memory }) ?? {
    signals: [],
    refusals: [],
  };
  expect(refusals).toEqual([]);
  return signals;
}

test.each(['elevator-vendor', 'hikvision-isecure', 'gbt28181'])(
  '%s tells times without a zone in that of the site, as its codec reads them',
  (name) => {
    const format = FORMATS.find((one) => one.name === name);
    if (format === undefined) throw new Error(name);
    const zone = 'America/New_York';
    const roles = [
      { type: 'elevator.trapped', family: 'elevator' },
      { type: 'camera.intrusion', family: 'camera' },
      { type: 'camera.fire', family: 'camera' },
    ] as const;
    const words = roles.flatMap(({ type, family }) => {
      const id = format.idOf?.('one-1', family) ?? 'one-1';
      const actor = { id, family, gridCode: '511421001001001' };
      const told = format.say({ kind: 'raise', type, actor, eventId: 'e1', timeMs: START, zone });
      return told === null ? [] : [told];
    });
    const [told] = words;
    if (told === undefined) throw new Error('no words');
    const frame = { topic: told.topic, payload: Buffer.from(told.payload), receivedAt: START + 500 };
    const decoded = codecFor(told.topic)?.decode(frame, { siteZone: zone });
    expect(decoded?.signals.map(({ time }) => time.ms)).toContain(START);
  },
);

const STATUS = { Test: 'TEST', Exercise: 'EXERCISE' } as const;

/** The codec reads in it what was said. */
function expectMeaning(saying: Saying, signals: readonly Signal[], format: Format): void {
  const { actor, kind } = saying;
  for (const signal of signals) expect(signal.deviceId).toBe(actor.id);
  const time = signals[0]?.time;
  if (saying.kind === 'online' || saying.kind === 'offline') {
    expect(signals).toMatchObject([{ kind: 'status', online: kind === 'online' }]);
    return;
  }
  if (saying.kind === 'raise') {
    const raised = signals.filter((signal) => signal.kind === 'alert');
    const status = saying.status === undefined ? 'ACTUAL' : STATUS[saying.status];
    expect(raised).toMatchObject([{ type: saying.type, status }]);
  }
  if (saying.kind === 'clear') {
    const cleared = signals.filter((signal) => signal.kind === 'clear');
    // NoError ends every fault of a connector at once
    expect(cleared.map((signal) => signal.type)).toContain(saying.type);
    if (format.name !== 'ocpp16') expect(cleared).toHaveLength(1);
    expect(signals.filter((signal) => signal.kind === 'alert')).toEqual([]);
  }
  if (format.untimed === true) expect(time?.quality).toBe('BAD');
  else if (saying.clock === undefined) expect(time).toEqual({ ms: saying.timeMs, quality: 'GOOD' });
}

const PAIRS = SCENARIOS.flatMap((scenario) =>
  FORMATS.flatMap((format) => {
    const cast = castOf(scenario, format);
    const speakers = speakersOf(scenario, cast, script, format);
    return speakers.size === 0 ? [] : [{ name: scenario.name, in: format.name, scenario, format }];
  }),
);

describe('the simulator speaks', () => {
  test('every format of the codecs', () => {
    const spoken = FORMATS.map((format) => format.name);
    const unspoken = CODECS.map((codec) => codec.name).filter((name) => !spoken.includes(name));
    expect(unspoken).toEqual([]);
    expect(spoken.filter((name) => !CODECS.some((codec) => codec.name === name))).toEqual([]);
  });

  test('each of them in at least one scenario, and each scenario in at least one', () => {
    for (const format of FORMATS) expect(PAIRS.filter((pair) => pair.in === format.name)).not.toEqual([]);
    for (const scenario of SCENARIOS) {
      if (scenario.name === 'hostile-frames') continue;
      expect(PAIRS.filter((pair) => pair.scenario === scenario).length).toBeGreaterThan(0);
    }
  });

  test.each(PAIRS)('$name in $in, and its codec reads the same meaning', ({ scenario, format }) => {
    const cast = castOf(scenario, format);
    const speakers = speakersOf(scenario, cast, script, format);
    const memory = createCodecMemory();
    const introduced = new Set<string>();
    const channels = new Map<string, Set<string>>();
    for (const { say, atMs } of scenario.script(cast, script)) {
      if (!isSaying(say) || !speakers.has(say.actor.id)) continue;
      if (!introduced.has(say.actor.id)) {
        introduced.add(say.actor.id);
        for (const told of format.introduce?.(say.actor, say.timeMs) ?? [])
          decoded(told, format, atMs, memory);
      }
      const signals = decoded(format.say(say), format, atMs, memory);
      expectMeaning(say, signals, format);
      for (const signal of signals) {
        if (signal.kind !== 'alert' && signal.kind !== 'clear') continue;
        if (say.kind === 'raise' || (say.kind === 'clear' && signal.type === say.type)) {
          const key = `${signal.deviceId} ${signal.type}`;
          channels.set(key, (channels.get(key) ?? new Set()).add(signal.channel));
        }
      }
    }
    // a clear must find what was raised
    for (const [key, found] of channels) expect(found.size, key).toBe(1);
  });

  test.each(PAIRS)('$name in $in the same again with the same seed', ({ scenario, format }) => {
    const frames = () => [...framesOf(scenario, castOf(scenario, format), script, format)];
    expect(frames()).toEqual(frames());
    const times = frames().map((frame) => frame.atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('no scenario in a format that has no words for it', () => {
    const [scenario] = SCENARIOS.filter(({ name }) => name === 'trapped-passengers');
    const [format] = FORMATS.filter(({ name }) => name === 'dahua');
    if (scenario === undefined || format === undefined) throw new Error('not in the tables');
    const cast = castOf(scenario, format);
    expect(() => framesOf(scenario, cast, script, format)).toThrow(/dahua has no words/);
    expect(formatsOf(scenario, cast, script)).toEqual(['canonical', 'elevator-vendor']);
  });
});
