/** A grid as an address may name it. */
export interface NamedGrid {
  code: string;
  name: string;
}

export type AddressMatch = { code: string } | { fault: 'NONE' | 'MANY' };

/**
 * The one grid that an address in words names: the lowest grid whose name stands in it. Where several of that level
 * share the name, those win whose own parents are named too; what is still not one grid is nobody's guess.
 */
export function gridNamedIn(address: string, grids: readonly NamedGrid[]): AddressMatch {
  const named = grids.filter(({ name }) => name.trim().length >= 2 && address.includes(name.trim()));
  if (named.length === 0) return { fault: 'NONE' };
  const deepest = Math.max(...named.map(({ code }) => code.length));
  const lowest = named.filter(({ code }) => code.length === deepest);
  const parentsNamed = (code: string) =>
    named.filter((other) => other.code.length < code.length && code.startsWith(other.code)).length;
  const most = Math.max(...lowest.map(({ code }) => parentsNamed(code)));
  const best = lowest.filter(({ code }) => parentsNamed(code) === most);
  // a name that stands inside another's (锦绣 in 锦绣二期) loses to it
  const longest = Math.max(...best.map(({ name }) => name.trim().length));
  const [only, other] = best.filter(({ name }) => name.trim().length === longest);
  return only === undefined || other !== undefined ? { fault: 'MANY' } : { code: only.code };
}
