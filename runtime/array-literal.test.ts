import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainArray, textArray } from './array-literal.ts';

/** The elements of an array literal as Postgres reads it (Arrays, Array Input and Output Syntax). */
function elementsOf(literal: string): (string | null)[] {
  expect(literal.startsWith('{') && literal.endsWith('}')).toBe(true);
  const elements: (string | null)[] = [];
  const element = /"((?:[^"\\]|\\.)*)"|([^",{}\\]+)/gsy;
  for (let at = 1; at < literal.length - 1; ) {
    element.lastIndex = at;
    const match = element.exec(literal);
    expect(match).not.toBeNull();
    const [whole = '', quoted, bare] = match ?? [];
    expect(quoted === undefined ? bare?.toUpperCase() : 'NULL').toBe('NULL');
    elements.push(quoted === undefined ? null : quoted.replaceAll(/\\(.)/gs, '$1'));
    at += whole.length;
    if (at < literal.length - 1) expect(literal[at]).toBe(',');
    at += 1;
  }
  return elements;
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.constantFrom(
    '',
    'NULL',
    'null',
    '"',
    '\\',
    '\\n',
    '\n',
    '\\\n',
    '\\u0041',
    '\t',
    '\b',
    '{a,b}',
    '温度',
    '\ud800',
    '\u007f',
  ),
  fc
    .array(fc.constantFrom('"', '\\', 'n', 'u', 'b', '\n', '\u0001', ',', '{', '}'))
    .map((parts) => parts.join('')),
);

it('Postgres reads every text of a literal as it was, quotes, backslashes and control characters too', () => {
  fc.assert(
    fc.property(fc.array(fc.option(text, { freq: 6 })), (values) => {
      expect(elementsOf(textArray(values))).toEqual(values);
    }),
    { numRuns: 1_000 },
  );
});

it('numbers, big numbers and booleans are bare', () => {
  expect(plainArray([])).toBe('{}');
  expect(textArray([])).toBe('{}');
  expect(plainArray([1.5, -(2n ** 63n), null, true, false, 1e21])).toBe(
    '{1.5,-9223372036854775808,NULL,true,false,1e+21}',
  );
});
