import { buildSchema, type GraphQLSchema, getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { HubError } from '../core/errors.ts';
import { requireCost } from './cost.ts';

const schema = buildSchema(`
  type Query { things(first: Int = 50): Things! tags: [Tag!]! thing: Thing node: Node any: Any }
  type Things { nodes: [Thing!]! edges: [Edge!]! total: Int }
  type Edge { node: Thing! }
  type Thing implements Node { id: ID tags: [Tag!]! things(first: Int = 20): Things! }
  type Tag { name: String }
  union Any = Thing | Tag
  interface Node { id: ID }
  type Mutation { change: Thing }
`);

/** The cost of a document; that of its last operation, as the sum that the limit below it names. */
function cost(query: string, variables: Record<string, unknown> = {}, on: GraphQLSchema = schema): number {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (operation === null || operation === undefined) throw new Error('no operation');
  const fits = (limit: number): boolean => {
    try {
      requireCost(on, document, operation, variables, limit);
      return true;
    } catch (error) {
      if (error instanceof HubError && error.code === 'DOCUMENT_TOO_LARGE') return false;
      throw error;
    }
  };
  // the least limit that lets it through is its cost
  let [low, high] = [0, 1e9];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

describe('cost', () => {
  it.each([
    { name: 'a field', query: '{ thing { id } }', is: 2 },
    { name: 'a list without a bound as 10 items', query: '{ tags { name } }', is: 1 + 10 },
    { name: 'a page by its default', query: '{ things { nodes { id } } }', is: 1 + 50 + 50 },
    { name: 'a page by its argument', query: '{ things(first: 3) { nodes { id } } }', is: 1 + 3 + 3 },
    {
      name: 'edges and nodes of one page once each',
      query: '{ things(first: 3) { edges { node { id } } } }',
      is: 1 + 3 + 3 + 3,
    },
    {
      name: 'a page in a page as their product',
      query: '{ things(first: 3) { nodes { things(first: 4) { nodes { id } } } } }',
      is: 1 + 3 + 3 + 12 + 12,
    },
    {
      name: 'a list below a page again',
      query: '{ things(first: 3) { nodes { tags { name } } } }',
      is: 1 + 3 + 3 + 30,
    },
    {
      name: 'fragments where they are spread',
      query: '{ things(first: 3) { ...P } } fragment P on Things { nodes { ... on Thing { id } } }',
      is: 1 + 3 + 3 + 3 + 3,
    },
    {
      name: 'a page of null as its default',
      query: '{ things(first: null) { nodes { id } } }',
      is: 1 + 50 + 50,
    },
    {
      name: 'what an inline fragment asks of its own type',
      query: '{ node { ... on Thing { things(first: 40) { nodes { id } } } } }',
      is: 1 + 1 + 1 + 40 + 40,
    },
    {
      name: 'what is below a union',
      query: '{ any { ...U } } fragment U on Any { ... on Thing { things(first: 40) { nodes { id } } } }',
      is: 1 + 1 + 1 + 1 + 40 + 40,
    },
    { name: 'a mutation by its own root', query: 'mutation { change { id } }', is: 2 },
  ])('counts $name', ({ query, is }) => {
    expect(cost(query)).toBe(is);
  });

  it('counts variables with their values', () => {
    const query = 'query ($n: Int!) { things(first: $n) { nodes { id } } }';
    expect(cost(query, { n: 5 })).toBe(1 + 5 + 5);
    expect(cost(query, { n: 500 })).toBe(1 + 500 + 500);
  });

  it('does not let a page of nothing or less make a document cheaper', () => {
    expect(cost('{ things(first: -5) { nodes { id } } }')).toBe(3);
  });

  it('ends on fragments that spread each other', () => {
    const query = '{ thing { ...A } } fragment A on Thing { ...B } fragment B on Thing { ...A }';
    const document = parse(query);
    const operation = getOperationAST(document);
    if (operation === null || operation === undefined) throw new Error('no operation');
    expect(() => requireCost(schema, document, operation, {}, 1000)).toThrow(HubError);
  });

  it('says what it cost and what the limit is', () => {
    const document = parse('{ things { nodes { id } } }');
    const operation = getOperationAST(document);
    if (operation === null || operation === undefined) throw new Error('no operation');
    expect(() => requireCost(schema, document, operation, {}, 60)).toThrow(
      expect.objectContaining({
        code: 'DOCUMENT_TOO_LARGE',
        detail: { what: 'cost', whatZh: '代价', actual: 101, limit: 60 },
      }),
    );
  });
});
