import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { admissionRule } from './admission.ts';
import { createDocuments } from './documents.ts';

const LIMITS = {
  maxCharacters: 2 ** 21,
  maxTokens: 100,
  maxDepth: 3,
  maxAliases: 3,
  maxRootFields: 3,
  maxFields: 10,
  maxCost: 10,
};
const documents = () =>
  createDocuments(buildSchema('type Query { a: Query b: Int }'), [admissionRule(LIMITS)], LIMITS.maxTokens);

describe('documents', () => {
  it('are read and validated once, and told apart by their text', () => {
    const read = documents();
    expect(read('{ a { b } }')).toBe(read('{ a { b } }'));
    expect(read('{ b }')).not.toBe(read('{  b }'));
  });

  it.each([
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['{ c }', 'GRAPHQL_VALIDATION_FAILED'],
    [`{ ${'b '.repeat(100)} }`, 'GRAPHQL_PARSE_FAILED'],
  ])('are refused as often as they come: %s', (query, code) => {
    const read = documents();
    for (let times = 0; times < 2; times += 1) {
      expect(() => read(query)).toThrow(expect.objectContaining({ extensions: { code } }));
    }
    expect(() => read('{ a { a { a { b } } } }')).toThrow(/depth/);
  });

  it('are forgotten when there are too many, the oldest first', () => {
    const read = documents();
    const first = read('{ b }');
    const last = read(`{ b } #${'x'.repeat(2 ** 20)}`);
    read(`{ b } #${'y'.repeat(2 ** 20)}`);
    expect(read('{ b }')).not.toBe(first);
    expect(read(`{ b } #${'x'.repeat(2 ** 20)}`)).not.toBe(last);
  });
});
