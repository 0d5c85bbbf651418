import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { HubError } from '../core/errors.ts';

/** Of all documents that are remembered together, characters. */
const REMEMBERED = 2 ** 21;

export function badDocument(message: string, code: string, cause?: unknown): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code },
    originalError: cause instanceof Error ? cause : null,
  });
}

/**
 * Reads and validates documents, each text once for as long as it is remembered: when a gateway was away, thousands of
 * subscribers come back at once with a handful of documents, and validating one is most of what beginning costs.
 * What is refused is judged anew each time. The function throws GraphQLError.
 */
export function createDocuments(
  schema: GraphQLSchema,
  rules: readonly ValidationRule[],
  maxTokens: number,
): (query: string) => DocumentNode {
  const known = new LRUCache<string, DocumentNode>({
    maxSize: REMEMBERED,
    sizeCalculation: (_, query) => query.length + 1,
  });
  return (query) => {
    const before = known.get(query);
    if (before !== undefined) return before;
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens });
    } catch (error) {
      throw badDocument(error instanceof Error ? error.message : 'unreadable', 'GRAPHQL_PARSE_FAILED', error);
    }
    const faults = validate(schema, document, [...specifiedRules, ...rules]);
    const [first] = faults;
    if (first !== undefined) {
      // too large says more than whatever else is wrong with it
      const own = faults.find((fault) => fault.originalError instanceof HubError);
      throw own ?? badDocument(first.message, 'GRAPHQL_VALIDATION_FAILED');
    }
    known.set(query, document);
    return document;
  };
}
