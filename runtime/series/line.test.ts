import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeTag,
  encodeLine,
  encodeTag,
  type FieldValue,
  floatField,
  intField,
  LineFault,
} from './line.ts';

interface Parsed {
  measurement: string;
  tags: Record<string, string>;
  fields: Record<string, string | number | boolean | bigint>;
  time: string;
}

/** A parser written from the reference, apart from the encoder: one point a line, backslash before a delimiter. */
function parse(line: string): Parsed {
  let at = 0;
  const until = (stops: string, escapes: string) => {
    let text = '';
    for (; at < line.length && !stops.includes(line.charAt(at)); at += 1) {
      if (line.charAt(at) === '\\' && escapes.includes(line.charAt(at + 1)) && at + 1 < line.length) at += 1;
      text += line.charAt(at);
    }
    return text;
  };
  const eat = (expected: string) => {
    if (line.charAt(at) !== expected) throw new Error(`expected ${expected} at ${at} of ${line}`);
    at += 1;
  };
  const measurement = until(', ', ', ');
  const tags: Parsed['tags'] = {};
  while (line.charAt(at) === ',') {
    eat(',');
    const key = until('=', ',= ');
    eat('=');
    tags[key] = until(', ', ',= ');
    if (tags[key] === '') throw new Error('an empty tag');
  }
  eat(' ');
  const fields: Parsed['fields'] = {};
  for (let more = true; more; ) {
    const key = until('=', ',= ');
    eat('=');
    if (line.charAt(at) === '"') {
      eat('"');
      fields[key] = until('"', '"\\');
      eat('"');
    } else {
      fields[key] = scalar(until(', ', ''));
    }
    more = line.charAt(at) === ',';
    if (more) eat(',');
  }
  eat(' ');
  const time = until('', '');
  if (!/^-?\d+$/.test(time)) throw new Error(`time ${time}`);
  return { measurement, tags, fields, time };
}

function scalar(text: string): number | boolean | bigint {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^-?\d+i$/.test(text)) return BigInt(text.slice(0, -1));
  if (!/^-?\d+(\.\d+)?(e[+-]\d+)?$/.test(text)) throw new Error(`value ${text}`);
  return Number(text);
}

function plain(field: FieldValue): string | number | boolean | bigint {
  if (field.kind === 'string') return field.value.toWellFormed().replaceAll('\0', '\ufffd');
  return field.kind === 'int' ? BigInt(field.value) : field.value;
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'a,= "\\\'\n\r\t\0#%火\ud800\udc00u0d'.split('')) }),
);
const key = hostile.filter((text) => text !== '__proto__');
const field: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.record({ kind: fc.constant('string' as const), value: hostile }),
  fc.record({
    kind: fc.constant('float' as const),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }),
  }),
  fc.record({ kind: fc.constant('int' as const), value: fc.maxSafeInteger() }),
  fc.record({ kind: fc.constant('bool' as const), value: fc.boolean() }),
);

describe('line protocol', () => {
  test('whatever the names and values hold, one line carries exactly them', () => {
    fc.assert(
      fc.property(
        hostile,
        fc.dictionary(key, hostile, { maxKeys: 4 }),
        fc.dictionary(key, field, { minKeys: 1, maxKeys: 4 }),
        fc.bigInt({ min: -(2n ** 63n) + 2n, max: 2n ** 63n - 2n }),
        (measurement, tags, fields, time) => {
          const parsed = parse(encodeLine(measurement, tags, fields, time));
          const decoded = (entries: [string, string][]) =>
            Object.fromEntries(entries.map(([name, value]) => [decodeTag(name), decodeTag(value)]));
          expect(decodeTag(parsed.measurement)).toBe(measurement);
          expect(decoded(Object.entries(parsed.tags))).toEqual({ ...tags });
          const expected = Object.entries(fields).map(([name, value]) => [name, plain(value)]);
          const got = Object.entries(parsed.fields).map(([name, value]) => [decodeTag(name), value]);
          // -0 is written as 0
          expect(got.map(([name, value]) => [name, value === 0 ? 0 : value])).toEqual(
            expected.map(([name, value]) => [name, value === 0 ? 0 : value]),
          );
          expect(parsed.time).toBe(time.toString());
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('a tag holds no newline, no control character, no lone surrogate and never ends with a backslash', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const stored = encodeTag(value);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
        expect(stored).not.toMatch(/[\u0000-\u001f\\]/);
        expect(stored.isWellFormed()).toBe(true);
        expect(stored).not.toBe('');
        expect(decodeTag(stored)).toBe(value);
      }),
      { numRuns: 2_000 },
    );
  });

  test('codes and device ids as they come are stored as they are', () => {
    for (const value of ['510104001002', 'camera.fire', 'critical', '北门-球机 3#', 'a,b=c']) {
      expect(encodeTag(value)).toBe(value);
    }
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%s is refused', (value) => {
    expect(() => floatField(value)).toThrow(LineFault);
  });

  test.each([0.5, 2 ** 53, 2n ** 63n, -(2n ** 63n) - 1n])('%s is no 64-bit integer', (value) => {
    expect(() => intField(value)).toThrow(LineFault);
  });

  test('a time that InfluxDB cannot store, and a point without fields, are refused', () => {
    const fields: Record<string, FieldValue> = { value: { kind: 'float', value: 1 } };
    expect(() => encodeLine('m', {}, fields, 2n ** 63n - 1n)).toThrow(LineFault);
    expect(() => encodeLine('m', {}, {}, 0n)).toThrow(LineFault);
  });
});
