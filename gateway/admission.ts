import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { HubError } from '../core/errors.ts';

/** Bounds on one document, the same over HTTP, WebSocket and SSE. */
export interface AdmissionLimits {
  /** UTF-16 units; looked at before it is parsed: names of any length would be taken for one token each. */
  maxCharacters: number;
  /** Lexical tokens; counted by the parser before anything else is done. */
  maxTokens: number;
  /** Depth of nested fields, fragments followed. */
  maxDepth: number;
  /** Aliased fields in the whole operation, fragments followed. */
  maxAliases: number;
  /** Fields at the root of one operation. */
  maxRootFields: number;
  /** Fields in the whole operation, fragments followed. */
  maxFields: number;
  /** Fields times the lengths of the lists around them (gateway/cost.ts). */
  maxCost: number;
}

interface Measure {
  depth: number;
  aliases: number;
  fields: number;
  rootFields: number;
}

const NOTHING: Measure = { depth: 0, aliases: 0, fields: 0, rootFields: 0 };

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return fragments;
}

/** Measures a selection, each fragment once however often it is spread: linear in the document. */
class Measurer {
  readonly #fragments: Map<string, FragmentDefinitionNode>;
  readonly #known = new Map<string, Measure>();
  readonly #open = new Set<string>();

  constructor(document: DocumentNode) {
    this.#fragments = fragmentsOf(document);
  }

  #fragment(name: string): Measure {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    // a cycle or an unknown fragment is another rule's error; here it must only not loop
    if (fragment === undefined || this.#open.has(name)) return NOTHING;
    this.#open.add(name);
    const measure = this.selection(fragment.selectionSet);
    this.#open.delete(name);
    this.#known.set(name, measure);
    return measure;
  }

  #field(field: FieldNode): Measure {
    const inner = field.selectionSet === undefined ? NOTHING : this.selection(field.selectionSet);
    return {
      depth: inner.depth + 1,
      aliases: inner.aliases + (field.alias === undefined ? 0 : 1),
      fields: inner.fields + 1,
      rootFields: 1,
    };
  }

  selection(set: SelectionSetNode): Measure {
    let total = NOTHING;
    for (const node of set.selections) {
      const part =
        node.kind === Kind.FIELD
          ? this.#field(node)
          : node.kind === Kind.INLINE_FRAGMENT
            ? this.selection(node.selectionSet)
            : this.#fragment(node.name.value);
      total = {
        depth: Math.max(total.depth, part.depth),
        aliases: total.aliases + part.aliases,
        fields: total.fields + part.fields,
        rootFields: total.rootFields + part.rootFields,
      };
    }
    return total;
  }
}

/** @throws HubError DOCUMENT_TOO_LARGE for one that is not even parsed */
export function requireLength(
  { length }: string,
  { maxCharacters }: Pick<AdmissionLimits, 'maxCharacters'>,
): void {
  if (length <= maxCharacters) return;
  throw new HubError('DOCUMENT_TOO_LARGE', {
    ...{ what: 'characters', whatZh: '字符数' },
    ...{ actual: length, limit: maxCharacters },
  });
}

/** Fields of an operation, fragments followed. */
export function fieldCount(document: DocumentNode, { selectionSet }: OperationDefinitionNode): number {
  return new Measurer(document).selection(selectionSet).fields;
}

/**
 * Introspection nests deeply by design (`ofType`), so the depth of a pure introspection query is left to graphql-js's
 * own rule; all else is bounded as of any other, or one document could ask for the whole schema hundreds of times.
 */
function isIntrospection(set: SelectionSetNode): boolean {
  return set.selections.every((node) => node.kind === Kind.FIELD && node.name.value.startsWith('__'));
}

/** The validation rule that refuses a document beyond the limits, with code DOCUMENT_TOO_LARGE. */
export function admissionRule(limits: AdmissionLimits): ValidationRule {
  const checks = [
    { what: 'depth', whatZh: '嵌套深度', of: (m: Measure) => m.depth, limit: limits.maxDepth },
    { what: 'aliases', whatZh: '别名数', of: (m: Measure) => m.aliases, limit: limits.maxAliases },
    {
      what: 'root fields',
      whatZh: '根字段数',
      of: (m: Measure) => m.rootFields,
      limit: limits.maxRootFields,
    },
    { what: 'fields', whatZh: '字段数', of: (m: Measure) => m.fields, limit: limits.maxFields },
  ];
  return (context: ValidationContext): ASTVisitor => {
    const measurer = new Measurer(context.getDocument());
    return {
      OperationDefinition(operation) {
        const deep = isIntrospection(operation.selectionSet);
        const measure = measurer.selection(operation.selectionSet);
        for (const { what, whatZh, of, limit } of checks) {
          if (of(measure) <= limit || (deep && what === 'depth')) continue;
          const fault = new HubError('DOCUMENT_TOO_LARGE', { what, whatZh, actual: of(measure), limit });
          context.reportError(new GraphQLError(fault.message, { nodes: operation, originalError: fault }));
        }
      },
    };
  };
}
