import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getArgumentValues,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  print,
  separateOperations,
  visit,
} from 'graphql';
import { HubError } from '../core/errors.ts';
import { compileFilter, type EventFilter } from './subscription-rules.ts';
import { SUBSCRIPTION_FIELDS, type SubscriptionField } from './subscription-table.ts';

/** Name of the variable that carries the event's cursor in the rewritten query; reserved. */
const CURSOR_VARIABLE = 'hubEventCursor';

/** A subscription, ready to be run once per event. */
export interface PreparedSubscription {
  field: SubscriptionField;
  /** What the `filter` argument lets through. */
  filter: EventFilter;
  after: string | null;
  /** The query that resolves one event; print of the rewritten document. */
  query: string;
  /** Variables of the query, without the cursor. */
  variables: Readonly<Record<string, unknown>>;
  withCursor: (cursor: string) => Record<string, unknown>;
}

function rootField(operation: OperationDefinitionNode): FieldNode {
  const [only, ...rest] = operation.selectionSet.selections;
  if (only?.kind !== Kind.FIELD || rest.length > 0) {
    throw new HubError('BAD_USER_INPUT', {
      path: 'subscription',
      reason: 'a subscription selects exactly one field, directly and not through a fragment',
      reasonZh: '订阅须直接选取且仅选取一个字段，不可通过片段',
    });
  }
  return only;
}

/** Turns the operation into `query { <key>: <lookup>(cursor: $…) { …same selection } }`. */
function rewrite(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  field: FieldNode,
  lookup: string,
): DocumentNode {
  const own = separateOperations(document)[operation.name?.value ?? ''] ?? document;
  const root: FieldNode = {
    ...field,
    alias: field.alias ?? field.name,
    name: { kind: Kind.NAME, value: lookup },
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: 'cursor' },
        value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: CURSOR_VARIABLE } },
      },
    ],
  };
  const rewritten = visit(own, {
    OperationDefinition: (node) => ({
      ...node,
      operation: 'query' as const,
      selectionSet: { ...node.selectionSet, selections: [root] },
    }),
  });
  // variables that only `filter` and `after` used are gone from the query, and must not be declared there
  const used = new Set<string>();
  visit(rewritten, {
    VariableDefinition: () => false,
    Variable: (node) => {
      used.add(node.name.value);
    },
  });
  return visit(rewritten, {
    OperationDefinition: (node) => ({
      ...node,
      variableDefinitions: [
        ...(node.variableDefinitions ?? []).filter((defined) => used.has(defined.variable.name.value)),
        {
          kind: Kind.VARIABLE_DEFINITION,
          variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: CURSOR_VARIABLE } },
          type: {
            kind: Kind.NON_NULL_TYPE,
            type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'String' } },
          },
        },
      ],
    }),
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Prepares a validated subscription document.
 * `variables` are coerced already. `afterHeader` is SSE's Last-Event-ID, which wins over the `after` argument.
 * @throws HubError BAD_USER_INPUT, FILTER_NOT_STREAMED
 */
export function prepareSubscription(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
  variables: Readonly<Record<string, unknown>>,
  afterHeader: string | null = null,
): PreparedSubscription {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'subscription') {
    throw new HubError('BAD_USER_INPUT', {
      path: 'operationName',
      reason: 'it names no subscription',
      reasonZh: '所指操作不是订阅',
    });
  }
  if (operation.variableDefinitions?.some(({ variable }) => variable.name.value === CURSOR_VARIABLE)) {
    throw new HubError('BAD_USER_INPUT', {
      path: 'subscription',
      reason: `the variable name $${CURSOR_VARIABLE} is reserved`,
      reasonZh: `变量名 $${CURSOR_VARIABLE} 为系统保留`,
    });
  }
  const node = rootField(operation);
  const definition = schema.getSubscriptionType()?.getFields()[node.name.value];
  const field = SUBSCRIPTION_FIELDS[node.name.value];
  if (definition === undefined || field === undefined) {
    throw new HubError('BAD_USER_INPUT', {
      path: 'subscription',
      reason: `${node.name.value} is no subscription`,
      reasonZh: `${node.name.value} 不是可用的订阅`,
    });
  }
  const args = getArgumentValues(definition, node, variables);
  const rewritten = rewrite(document, operation, node, field.lookup);
  const declared = new Set(
    rewritten.definitions.flatMap((each) =>
      each.kind === Kind.OPERATION_DEFINITION
        ? (each.variableDefinitions ?? []).map((variable) => variable.variable.name.value)
        : [],
    ),
  );
  const kept = Object.fromEntries(Object.entries(variables).filter(([name]) => declared.has(name)));
  return {
    field,
    filter: compileFilter(field.filter, isRecord(args.filter) ? args.filter : {}),
    after: afterHeader ?? (typeof args.after === 'string' ? args.after : null),
    query: print(rewritten),
    variables: kept,
    withCursor: (cursor) => ({ ...kept, [CURSOR_VARIABLE]: cursor }),
  };
}
