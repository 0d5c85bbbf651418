import { HubError } from '../core/errors.ts';
import { type Principal, type Right, requireRight, scopePrefixes } from '../core/permissions.ts';

export { bad, boundsArgument, gridCodeArgument, rangeArgument, textArgument } from '../core/arguments.ts';

/**
 * The one who asks, when the token is there and holds the right.
 * @throws HubError UNAUTHENTICATED | FORBIDDEN
 */
export function allowed(principal: Principal | null, right: Right): Principal {
  if (principal === null) {
    throw new HubError('UNAUTHENTICATED', { reason: 'none was sent', reasonZh: '未携带令牌' });
  }
  requireRight(principal, right);
  return principal;
}

/** Prefixes that lie in all of: the principal's scope, the grid asked from, the grid of the filter. */
export function prefixesWithin(principal: Principal, ...subtrees: (string | null | undefined)[]): string[] {
  return subtrees.reduce<string[]>(
    (grids, subtree) => scopePrefixes({ ...principal, grids }, subtree ?? null),
    scopePrefixes(principal),
  );
}

/** An id as the database may be asked for; null for one that no row can have. */
export function askableId(id: string): string | null {
  return id.includes('\0') || id.length > 8192 ? null : id;
}
