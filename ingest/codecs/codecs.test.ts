import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALERT_TYPES } from '../../core/alert-types.ts';
import { REFUSAL_REASONS, Refusal } from '../../core/errors.ts';
import { cpuTimeMs } from '../../tests/support/cpu-time.ts';
import type { Codec, CodecExample, Decoded } from '../codec.ts';
import { createCodecMemory } from '../codec-memory.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';
import { FRIGATE_RULES } from './frigate-rules.ts';
import { MAX_REFUSALS } from './json.ts';
import { VENDOR_ERROR_TYPES } from './ocpp16-actions.ts';
import { OCPP201_FAULT_TYPES } from './ocpp201-faults.ts';
import { allFilters, CODECS, codecFor } from './table.ts';

function parseJson(text: string): unknown {
  return JSON.parse(text);
}

/** With a memory of its own that has seen the frames that came before. */
function decode(codec: Codec, example: Omit<CodecExample, 'name'>): Decoded {
  const options = { siteZone: 'Asia/Shanghai', memory: createCodecMemory() };
  const read = ({ topic, payload }: Pick<CodecExample, 'topic' | 'payload'>) =>
    codec.decode({ topic, payload: Buffer.from(payload), receivedAt: EXAMPLE_RECEIVED_AT }, options);
  for (const before of example.after ?? []) read(before);
  return read(example);
}

/** The refusal a codec throws; null when it takes the frame. Anything else thrown fails the test. */
function refusalOf(codec: Codec, example: Omit<CodecExample, 'name'>): Refusal | null {
  try {
    decode(codec, example);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    return error instanceof Refusal ? error : null;
  }
}

describe.each(CODECS.map((codec) => ({ name: codec.name, codec })))('$name', ({ codec }) => {
  test.each(codec.accepted.map((example) => ({ name: example.name, example })))(
    'takes: $name',
    ({ example }) => {
      const decoded = decode(codec, example);
      expect(decoded.signals).toMatchObject([...example.gives]);
      if (example.refuses !== undefined) {
        expect(decoded.refusals.map((refusal) => refusal.reason)).toEqual([...example.refuses]);
      }
      for (const signal of decoded.signals) {
        if (signal.kind === 'alert' || signal.kind === 'clear')
          expect(ALERT_TYPES.has(signal.type)).toBe(true);
      }
    },
  );

  test.each(codec.refused.map((example) => ({ name: example.name, example })))(
    'refuses: $name',
    ({ example }) => {
      const refusal = refusalOf(codec, example);
      expect(refusal?.reason).toBe(example.reason);
      if (example.path !== undefined) expect(refusal?.path).toBe(example.path);
    },
  );

  test('is bound by the table to the topics of its examples', () => {
    for (const example of [...codec.accepted]) expect(codecFor(example.topic)?.name).toBe(codec.name);
  });

  test('decodes the same bytes to the same signals', () => {
    for (const example of codec.accepted) {
      expect(decode(codec, example).signals).toEqual(decode(codec, example).signals);
    }
  });

  test('throws nothing but refusals, whatever the bytes', () => {
    const topics = [...codec.accepted, ...codec.refused].map((example) => example.topic);
    fc.assert(
      fc.property(fc.constantFrom(...topics), fc.uint8Array({ maxLength: 200 }), (topic, payload) => {
        refusalOf(codec, { topic, payload });
      }),
    );
  });

  test('throws nothing but refusals, whatever the JSON', () => {
    const topics = codec.accepted.map((example) => example.topic);
    fc.assert(
      fc.property(fc.constantFrom(...topics), fc.json({ maxDepth: 6 }), (topic, payload) => {
        refusalOf(codec, { topic, payload });
      }),
    );
  });

  test('survives any bytes of an example being cut out, doubled or replaced', () => {
    const bytes = codec.accepted.map(({ payload, ...rest }) => ({ ...rest, payload: Buffer.from(payload) }));
    fc.assert(
      fc.property(
        fc.constantFrom(...bytes),
        fc.nat(),
        fc.nat({ max: 40 }),
        fc.uint8Array({ maxLength: 8 }),
        fc.boolean(),
        ({ topic, after = [], payload }, place, length, replacement, doubled) => {
          const from = place % (payload.length + 1);
          const end = payload.subarray(doubled ? Math.max(0, from - length) : from + length);
          const mutant = Buffer.concat([payload.subarray(0, from), replacement, end]);
          refusalOf(codec, { topic, after, payload: mutant });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('survives any field of an example being replaced, and gives only storable strings', () => {
    const parsed = codec.accepted.flatMap((example) => {
      const text = Buffer.from(example.payload)
        .toString()
        .replace(/^\uFEFF/, '');
      return /^[[{]/.test(text) ? [{ ...example, value: parseJson(text) }] : [];
    });
    // a format without JSON has the bytes of its examples changed below
    if (parsed.length === 0) return;
    fc.assert(
      fc.property(
        fc.constantFrom(...parsed),
        fc.nat({ max: 40 }),
        fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }),
        ({ topic, after = [], value }, place, replacement) => {
          let seen = 0;
          const payload = JSON.stringify(value, (_key, entry: unknown) =>
            seen++ === place ? replacement : entry,
          );
          try {
            const { signals } = decode(codec, { topic, after, payload });
            const text = JSON.stringify(signals);
            expect(text).not.toContain('\\u0000');
            expect(text).not.toMatch(/\\ud[89ab]/i);
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the codec table', () => {
  test('has unique names and filters', () => {
    expect(new Set(CODECS.map((codec) => codec.name)).size).toBe(CODECS.length);
    expect(new Set(allFilters()).size).toBe(allFilters().length);
  });

  test('binds no codec to a topic that none names', () => {
    for (const topic of [
      '',
      '/',
      'community',
      'community/v1/511421',
      'ocpp/CP-1',
      'frigate/a/b',
      '$SYS/uptime',
    ]) {
      expect(codecFor(topic)).toBeNull();
    }
  });

  test('names only known alert types in its rule tables', () => {
    const named = [
      ...FRIGATE_RULES.map((rule) => rule.type),
      ...VENDOR_ERROR_TYPES.values(),
      ...OCPP201_FAULT_TYPES,
    ];
    expect(named.filter((type) => !ALERT_TYPES.has(type))).toEqual([]);
  });
});

describe('hostile payloads', () => {
  const [canonical] = CODECS;
  const telemetry = 'community/v1/511421001001001/charger/pile-001/telemetry';

  test('a quarter megabyte of bad readings is refused with a bounded list', () => {
    if (canonical === undefined) throw new Error('no canonical codec');
    const entries = Array.from({ length: 12_000 }, (_, index) =>
      index === 0 ? '{"values":{"a":1}}' : '{"values":{"a":""}}',
    );
    const decoded = decode(canonical, { topic: telemetry, payload: `[${entries.join(',')}]` });
    expect(decoded.signals).toHaveLength(1);
    expect(decoded.refusals).toHaveLength(MAX_REFUSALS);
    expect(decoded.refusals.at(-1)?.message).toContain('more entries');
  });

  test('100,000 open brackets are refused without a stack overflow', () => {
    if (canonical === undefined) throw new Error('no canonical codec');
    const payload = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(refusalOf(canonical, { topic: telemetry, payload })?.reason).toBe('MALFORMED_JSON');
  });

  test('a refusal quotes nothing that the database would refuse', () => {
    if (canonical === undefined) throw new Error('no canonical codec');
    for (const payload of ['{"a":\0}', '\0', '{"\\u0000":1}', `{"values":{"${'x'.repeat(9000)}":"y"}}`]) {
      const refusal = refusalOf(canonical, { topic: telemetry, payload });
      expect(refusal).not.toBeNull();
      expect(`${refusal?.message}${refusal?.path}`).not.toContain('\0');
      expect(`${refusal?.message}${refusal?.path}`.length).toBeLessThan(1000);
    }
  });

  test.each(CODECS.map((codec) => ({ name: codec.name, codec })))(
    '$name reads a quarter megabyte of anything in linear time',
    ({ codec }) => {
      const size = 262_144;
      const fill = (unit: string, before = '', after = '') =>
        before + unit.repeat(Math.floor((size - before.length - after.length) / unit.length)) + after;
      const payloads = [
        fill('{'),
        fill(' ', '', '<'),
        fill('<a>', '<Notify>'),
        fill('<a/>', '<Notify>', '</Notify>'),
        fill('&amp;', '<EventNotificationAlert><eventType>', '</eventType></EventNotificationAlert>'),
        fill('Code=a;action=Start;index=1;data={x}\n'),
        fill(';', 'Code=a;action=Start'),
        fill('1,', '{"Events":[', '1]}'),
        fill('{"url":"/a"},', '{"Events":[],"data":[', '{}]}'),
        fill('7,', '{"method":"OnEventNotify","params":{"events":[', '7]}}'),
        fill('\u{10ffff}'),
      ];
      const began = cpuTimeMs();
      for (const payload of payloads) {
        for (const { topic } of codec.accepted.slice(0, 1)) refusalOf(codec, { topic, payload });
      }
      // what grew with the square of the size would take minutes
      expect(cpuTimeMs() - began).toBeLessThan(3000 * payloads.length);
    },
    60_000,
  );

  test('every reason used is in the table of reasons', () => {
    for (const codec of CODECS)
      for (const { reason } of codec.refused) expect(REFUSAL_REASONS).toHaveProperty(reason);
  });
});
