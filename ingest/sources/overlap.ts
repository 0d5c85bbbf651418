/** Whether some topic matches both filters. A `$share/<group>/` in front is no part of a plain filter. */
export function filtersOverlap(one: string, other: string): boolean {
  // files name thousands, and nearly all differ in a letter before anything of them is a wildcard
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [mine, yours] = [one[at], other[at]];
  if (mine !== undefined && yours !== undefined && !isWild(mine) && !isWild(yours)) return false;
  return levelsOverlap(one.split('/'), other.split('/'), 0);
}

function levelsOverlap(one: readonly string[], other: readonly string[], at: number): boolean {
  const [mine, yours] = [one[at], other[at]];
  // a wildcard at the beginning matches no topic of `$SYS` and its like (MQTT 5, 4.7.2)
  if (at === 0 && isWild(mine) !== isWild(yours) && [mine, yours].some((level) => level?.startsWith('$')))
    return false;
  // `#` is also the level above it, where the other may end
  if (mine === '#' || yours === '#') return true;
  if (mine === undefined || yours === undefined) return mine === yours;
  if (mine !== '+' && yours !== '+' && mine !== yours) return false;
  return levelsOverlap(one, other, at + 1);
}

function isWild(level: string | undefined): boolean {
  return level === '+' || level === '#';
}
