import { buildSchema, type GraphQLError, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { HubError } from '../core/errors.ts';
import { cpuTimeMs } from '../tests/support/cpu-time.ts';
import { type AdmissionLimits, admissionRule } from './admission.ts';

const schema = buildSchema('type Query { a: Query b: Int list: [Query!]! }');
const LIMITS: AdmissionLimits = {
  maxCharacters: 10_000,
  maxTokens: 1000,
  maxDepth: 4,
  maxAliases: 3,
  maxRootFields: 3,
  maxFields: 12,
  maxCost: 1000,
};

/** What the rule refuses of a document: `depth 5 > 4`, one a fault. */
function refusals(query: string): string[] {
  return validate(schema, parse(query), [admissionRule(LIMITS)]).map((error: GraphQLError) => {
    const { originalError } = error;
    if (!(originalError instanceof HubError)) throw error;
    expect(originalError.code).toBe('DOCUMENT_TOO_LARGE');
    return `${originalError.detail.what} ${originalError.detail.actual} > ${originalError.detail.limit}`;
  });
}

describe('admission', () => {
  it.each([
    { name: 'a document at every limit', query: '{ x: a { y: a { z: a { b } } } b }', refused: [] },
    { name: 'depth', query: '{ a { a { a { a { b } } } } }', refused: ['depth 5 > 4'] },
    { name: 'aliases', query: '{ a { p: b q: b r: b s: b } }', refused: ['aliases 4 > 3'] },
    { name: 'root fields', query: '{ a { b } b list { b } b }', refused: ['root fields 4 > 3'] },
    { name: 'fields', query: `{ a { ${'b '.repeat(12)} } }`, refused: ['fields 13 > 12'] },
    {
      name: 'depth through a fragment',
      query: '{ a { ...F } } fragment F on Query { a { a { a { b } } } }',
      refused: ['depth 5 > 4'],
    },
    {
      name: 'root fields through inline and named fragments',
      query: '{ ... on Query { a { b } b } ...F } fragment F on Query { b list { b } }',
      refused: ['root fields 4 > 3'],
    },
    {
      name: 'aliases of a fragment as often as it is spread',
      query: '{ a { ...F } list { ...F } } fragment F on Query { x: b y: b }',
      refused: ['aliases 4 > 3'],
    },
    {
      name: 'each operation by itself',
      query: 'query One { a { b } } query Two { a { a { a { a { b } } } } }',
      refused: ['depth 5 > 4'],
    },
  ])('measures $name', ({ query, refused }) => {
    expect(refusals(query)).toEqual(refused);
  });

  it('lets introspection nest deeply, but not beside other fields', () => {
    const deep = '__schema { types { fields { type { ofType { ofType { name } } } } } }';
    expect(refusals(`{ ${deep} }`)).toEqual([]);
    expect(refusals(`{ b ${deep} }`)).toEqual(['depth 7 > 4']);
  });

  it('counts the aliases and fields of introspection as of any other', () => {
    const schemas = Array.from({ length: 4 }, (_, index) => `s${index}: __schema { types { name } }`);
    expect(refusals(`{ ${schemas.join(' ')} }`)).toEqual(['aliases 4 > 3', 'root fields 4 > 3']);
    expect(refusals(`{ __schema { types { ${'name '.repeat(12)} } } }`)).toEqual(['fields 14 > 12']);
  });

  it('ends on fragments that spread each other, which another rule refuses', () => {
    const query = '{ ...A } fragment A on Query { a { ...B } } fragment B on Query { a { ...A } }';
    expect(refusals(query)).toEqual([]);
    const messages = validate(schema, parse(query), [...specifiedRules, admissionRule(LIMITS)]);
    expect(messages.map((error) => error.message).join()).toContain('Cannot spread fragment');
  });

  it('measures a document whose fragments double each other without walking them all', () => {
    const levels = Array.from(
      { length: 60 },
      (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`,
    );
    const started = cpuTimeMs();
    const [fault] = refusals(`{ ...F0 } ${levels.join(' ')} fragment F60 on Query { b }`);
    expect(fault).toBe(`root fields ${2 ** 60} > 3`);
    expect(cpuTimeMs() - started).toBeLessThan(1_000);
  });
});
