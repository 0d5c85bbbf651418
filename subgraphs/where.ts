/** Sorts after every text that starts with `prefix` in a bytewise collation (`COLLATE "C"`). */
export function prefixEnd(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}

function gridCodeRange(lo: string, hi: string): string {
  return `(grid_code >= ${lo} AND grid_code < ${hi})`;
}

/** Collects the conditions of a query with their parameters, so that no value is ever pasted into SQL. */
export class Where {
  readonly values: unknown[];
  readonly #conditions: string[] = [];

  /** `values`: the parameters of the query so far, to be shared with another Where of the same query. */
  constructor(values: unknown[] = []) {
    this.values = values;
  }

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
   * `range` says how it is asked of the table; by default of its column `grid_code`.
   */
  prefixes(prefixes: readonly string[], range: (lo: string, hi: string) => string = gridCodeRange): void {
    if (prefixes.includes('')) return;
    const ranges = prefixes.map((prefix) => range(this.param(prefix), this.param(prefixEnd(prefix))));
    this.add(ranges.length === 0 ? 'false' : `(${ranges.join(' OR ')})`);
  }

  /** `a AND b`, or ''. */
  get condition(): string {
    return this.#conditions.join(' AND ');
  }

  /** `WHERE a AND b`, or ''. */
  get sql(): string {
    return this.#conditions.length === 0 ? '' : `WHERE ${this.condition}`;
  }
}
