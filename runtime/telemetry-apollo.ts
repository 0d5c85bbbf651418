import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { currentSpan, tracing } from './telemetry.ts';

const LONGEST_NAME = 100;

/** The codes of a result's errors, each once. */
export function codesOf(errors: readonly { extensions?: Readonly<Record<string, unknown>> }[]): string[] {
  return [...new Set(errors.map(({ extensions }) => String(extensions?.code ?? 'INTERNAL')))];
}

/**
 * Says of the span that a request is in which operation it is and what became of it: name, type, codes of its errors,
 * and its fields where `fieldsOf` counts them. Never variables, arguments or the document.
 */
export function operationTrace<C extends BaseContext>(
  fieldsOf?: (document: DocumentNode, operation: OperationDefinitionNode) => number,
): ApolloServerPlugin<C> {
  return {
    async requestDidStart() {
      if (!tracing()) return;
      const span = currentSpan();
      return {
        async didResolveOperation({ document, operation }) {
          if (operation === undefined) return;
          const type = operation.operation;
          const name = operation.name?.value.slice(0, LONGEST_NAME);
          span.rename(name === undefined ? type : `${type} ${name}`);
          span.set({
            'graphql.operation.type': type,
            ...(name === undefined ? {} : { 'graphql.operation.name': name }),
            ...(fieldsOf === undefined ? {} : { 'hub.graphql.fields': fieldsOf(document, operation) }),
          });
        },
        async willSendResponse({ response: { body } }) {
          const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
          const codes = codesOf(errors);
          if (codes.length === 0) return;
          span.set({ 'hub.error.codes': codes });
          span.fail(codes[0] ?? 'INTERNAL');
        },
      };
    },
  };
}
