import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../core/errors.ts';
import { jsonOf, MAX_JSON_DEPTH } from './json.ts';

/** What `jsonOf` makes of a text: its value, or why it refuses it. */
function read(text: string): unknown {
  try {
    return { value: jsonOf(Buffer.from(text)) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { reason: error.reason, path: error.path, message: error.message };
  }
}

/** The same value, with its first letter written as an escape: then every string and key is looked at. */
const escaped = (text: string) =>
  text.replace(/[a-z](?=[^"]*":)/, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('JSON of a payload', () => {
  it('is the same value or refusal with and without escapes in it', () => {
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 45 },
        fc.constantFrom(1, null, true, 'x', '', -0.5),
        tie('array'),
        tie('object'),
      ),
      array: fc.array(tie('tree'), { maxLength: 3 }),
      object: fc.dictionary(fc.constantFrom('a', 'b', '', '__proto__', 'constructor', '1'), tie('tree'), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
    }));
    const wrapped = fc
      .tuple(tree, fc.integer({ min: 0, max: 40 }), fc.boolean())
      .map(([value, depth, arrays]) => {
        let text = JSON.stringify(value);
        for (let level = 0; level < depth; level += 1) text = arrays ? `[1,${text}]` : `{"b":1,"c":${text}}`;
        return `{"abc":${text}}`;
      });
    fc.assert(
      fc.property(wrapped, (text) => {
        expect(escaped(text)).not.toBe(text);
        expect(read(text)).toEqual(read(escaped(text)));
      }),
    );
  });

  it('may be as deep as the limit and no deeper, in arrays and objects, with and without escapes', () => {
    const shapes: readonly ((depth: number) => string)[] = [
      (depth) => '['.repeat(depth) + ']'.repeat(depth),
      (depth) => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`,
      (depth) => `${'[1,{"\\u0061":'.repeat(depth / 2 - 1)}[[]]${'}]'.repeat(depth / 2 - 1)}`,
    ];
    for (const shape of shapes) {
      expect(read(shape(MAX_JSON_DEPTH))).toHaveProperty('value');
      expect(read(shape(MAX_JSON_DEPTH + 2))).toMatchObject({ reason: 'MALFORMED_JSON', path: '' });
    }
    expect(read('['.repeat(33) + ']'.repeat(33))).toMatchObject({ reason: 'MALFORMED_JSON' });
    expect(read('['.repeat(100_000) + ']'.repeat(100_000))).toMatchObject({ reason: 'MALFORMED_JSON' });
  });

  it.each([
    ['{"a":{"b":["\\u0000"]}}', '/a/b/0', 'NUL'],
    ['{"a":{"b/c~\\u0000":1}}', '/a', 'NUL'],
    ['{"a":["\\ud800"]}', '/a/0', 'surrogate'],
    ['["\\udc00x"]', '/0', 'surrogate'],
    ['{"x":{"\\udfff":[]}}', '/x', 'surrogate'],
  ])('%s is refused', (text, path, what) => {
    expect(read(text)).toMatchObject({
      reason: 'SCHEMA_MISMATCH',
      path,
      message: expect.stringContaining(what),
    });
  });

  it('the last of two equal keys counts, and __proto__ is a key like any other', () => {
    expect(read('{"a":1,"a":2}')).toEqual({ value: { a: 2 } });
    const value = jsonOf(Buffer.from('{"__proto__":{"x":1},"\\u0061":2}'));
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(Object(value))).toEqual(['__proto__', 'a']);
  });
});
