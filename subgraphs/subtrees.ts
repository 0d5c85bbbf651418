import { isGridCode } from '../core/grid.ts';
import type { Principal } from '../core/permissions.ts';
import { prefixesWithin } from './access.ts';
import { prefixEnd, type Where } from './where.ts';

/** A subtree to look under: `prefix` belongs to the key at `place`; a key may have several, none inside another. */
export interface Subtree {
  place: number;
  prefix: string;
}

/** What may be seen under each of the grids `codes`, in their order. */
export function subtreesOf(
  principal: Principal,
  codes: readonly string[],
  filterGrid: string | null = null,
): Subtree[] {
  return codes.flatMap((code, place) =>
    isGridCode(code) ? prefixesWithin(principal, code, filterGrid).map((prefix) => ({ place, prefix })) : [],
  );
}

/** The FROM item `k (place, lo, hi)` that a lateral query runs over: one row a subtree. */
export function subtreeItem(where: Where, subtrees: readonly Subtree[]): string {
  const places = where.param(subtrees.map(({ place }) => place));
  const lows = where.param(subtrees.map(({ prefix }) => prefix));
  const highs = where.param(subtrees.map(({ prefix }) => prefixEnd(prefix)));
  return `unnest(${places}::int[], ${lows}::text[], ${highs}::text[]) AS k (place, lo, hi)`;
}
