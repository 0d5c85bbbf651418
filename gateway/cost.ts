import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { HubError } from '../core/errors.ts';

/** Items assumed of a list that takes no `first`. */
const UNPAGED_LIST = 10;
/** Items of a page that is asked for with `first: null`: the subgraphs then take their default. */
const PAGE_WITHOUT_FIRST = 50;
/** Beyond this the exact cost no longer matters; it also keeps the number finite. */
const CEILING = 1e12;

interface Walk {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
  limit: number;
  spent: number;
}

/** The items that a field may give: of a page its `first`, or what it takes without one. */
function pageLength({ args }: GraphQLField<unknown, unknown>, first: unknown): number {
  if (typeof first === 'number') return Math.max(1, first);
  const byDefault = args.find(({ name }) => name === 'first')?.defaultValue;
  return typeof byDefault === 'number' ? byDefault : PAGE_WITHOUT_FIRST;
}

/** Fields below one item of `type`, each list counted as long as it may become. Stops at the limit. */
function walk(
  state: Walk,
  set: SelectionSetNode,
  type: GraphQLOutputType,
  times: number,
  paged: boolean,
): void {
  if (state.spent > state.limit) return;
  const parent = getNamedType(type);
  const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {};
  for (const node of set.selections) {
    // every node costs, spreads too: fragments that only spread each other must not walk for ever
    state.spent = Math.min(CEILING, state.spent + times);
    if (node.kind === Kind.FRAGMENT_SPREAD || node.kind === Kind.INLINE_FRAGMENT) {
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : state.fragments.get(node.name.value);
      const on = fragment?.typeCondition?.name.value;
      const within = on === undefined ? parent : state.schema.getType(on);
      if (fragment !== undefined && isCompositeType(within))
        walk(state, fragment.selectionSet, within, times, paged);
    } else {
      const field = fields[node.name.value];
      if (field === undefined || node.selectionSet === undefined) continue;
      // a connection's `first` bounds its edges and nodes, which are then not counted again
      const isPage = field.args.some((arg) => arg.name === 'first');
      const { first } = isPage ? getArgumentValues(field, node, { ...state.variables }) : {};
      const isList = isListType(getNullableType(field.type));
      const length = isPage ? pageLength(field, first) : isList && !paged ? UNPAGED_LIST : 1;
      walk(state, node.selectionSet, field.type, times * length, isPage);
    }
  }
}

/**
 * The cost of an operation: its fields, times the lengths of the lists around them (`first`, or 10 for a list
 * without it). Variables count with their values: they must be coerced, so that their defaults are among them.
 * @throws HubError DOCUMENT_TOO_LARGE above the limit
 */
export function requireCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  limit: number,
): void {
  const root = schema.getRootType(operation.operation);
  if (root === undefined || root === null) return;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const state: Walk = { schema, fragments, variables, limit, spent: 0 };
  walk(state, operation.selectionSet, root, 1, false);
  if (state.spent > limit)
    throw new HubError('DOCUMENT_TOO_LARGE', { what: 'cost', whatZh: '代价', actual: state.spent, limit });
}
