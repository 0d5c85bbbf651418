import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
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
/** Beyond this the exact cost no longer matters; it also keeps the number finite. */
const CEILING = 1e12;

interface Walk {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
  limit: number;
  spent: number;
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
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = state.fragments.get(node.name.value);
      const on = fragment && state.schema.getType(fragment.typeCondition.name.value);
      if (fragment && (isObjectType(on) || isInterfaceType(on)))
        walk(state, fragment.selectionSet, on, times, paged);
    } else if (node.kind === Kind.INLINE_FRAGMENT) {
      walk(state, node.selectionSet, type, times, paged);
    } else {
      const field = fields[node.name.value];
      if (field === undefined || node.selectionSet === undefined) continue;
      const { first } = field.args.some((arg) => arg.name === 'first')
        ? getArgumentValues(field, node, { ...state.variables })
        : {};
      // a connection's `first` bounds its edges and nodes, which are then not counted again
      const isPage = typeof first === 'number';
      const isList = isListType(getNullableType(field.type));
      const length = isPage ? Math.max(1, first) : isList && !paged ? UNPAGED_LIST : 1;
      walk(state, node.selectionSet, field.type, times * length, isPage);
    }
  }
}

/**
 * The cost of an operation: its fields, times the lengths of the lists around them (`first`, or 10 for a list
 * without it). Variables count with their values.
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
