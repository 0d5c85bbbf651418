/** Sorts after every text that starts with `prefix` in a bytewise collation (`COLLATE "C"`). */
export function prefixEnd(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}

/** Collects the conditions of a query with their parameters, so that no value is ever pasted into SQL. */
export class Where {
  readonly values: unknown[] = [];
  readonly #conditions: string[] = [];

  /** Adds a parameter; returns its placeholder. */
  param(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  add(condition: string): void {
    this.#conditions.push(condition);
  }

  /**
   * Only rows whose grid code starts with one of `prefixes` (from `scopePrefixes`): `['']` lets everything through,
   * rows without a grid too; none lets nothing through. A range, not LIKE, so that the index serves it with parameters.
   * `condition` says how a range is asked of the table; by default of its column `grid_code`.
   */
  prefixes(
    prefixes: readonly string[],
    condition: (lo: string, hi: string) => string = (lo, hi) => `(grid_code >= ${lo} AND grid_code < ${hi})`,
  ): void {
    if (prefixes.includes('')) return;
    if (prefixes.length === 0) {
      this.add('false');
      return;
    }
    const ranges = prefixes.map((prefix) => condition(this.param(prefix), this.param(prefixEnd(prefix))));
    this.add(`(${ranges.join(' OR ')})`);
  }

  /** `WHERE a AND b`, or nothing. */
  get sql(): string {
    return this.#conditions.length === 0 ? '' : `WHERE ${this.#conditions.join(' AND ')}`;
  }
}
