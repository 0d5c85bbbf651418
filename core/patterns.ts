/** Whether a type is meant by a code, by a family as `camera.*`, by `*`, or by nothing at all. */
export function typeMatches(pattern: string | null, type: string): boolean {
  if (pattern === null || pattern === '*') return true;
  return pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}

/** Whether an hour (0-23) lies from (inclusive) to (exclusive), over midnight when from > to; null: every hour. */
export function hourMatches(hours: readonly number[] | null, hour: number): boolean {
  if (hours === null) return true;
  const [from = 0, to = 24] = hours;
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}
