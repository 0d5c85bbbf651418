import { HeaderMap } from '@apollo/server';
import type { GraphQLError } from 'graphql';
import { HubError } from '../core/errors.ts';
import { toGraphQLError } from '../runtime/graphql-error.ts';
import type { Log } from '../runtime/log.ts';

/** Headers that a refusal carries over HTTP: when to come again, and by what means to say who one is (RFC 9110, 15.5.2). */
export function refusalHeaders({ status, detail }: HubError): Record<string, string> {
  const seconds = detail.retryAfterSeconds;
  return {
    ...(typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {}),
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  };
}

/** What is thrown before an operation runs must say its HTTP status: Apollo answers 500 otherwise. */
export function refusal(error: unknown, log?: Log): GraphQLError {
  const told = toGraphQLError(error, log);
  if (error instanceof HubError) {
    const headers = new HeaderMap();
    for (const [name, value] of Object.entries(refusalHeaders(error))) headers.set(name, value);
    told.extensions.http = { status: error.status, headers };
  }
  return told;
}
