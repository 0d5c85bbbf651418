import Type, { type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { HubError } from '../core/errors.ts';

/** A `timestamptz` as pg hands it over. */
export const Instant = Type.Refine(Type.Unsafe<Date>({}), (value: unknown) => value instanceof Date);

export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** What carries a query: the pool, or the client of an open transaction. */
export interface Queryable {
  /** A statement with a name is prepared once a connection: for those whose planning costs more than they do. */
  query(
    statement: string | { name: string; text: string },
    values: readonly unknown[],
  ): Promise<{ rows: unknown[] }>;
}

/**
 * Reads result rows of one shape.
 * @throws HubError INTERNAL when the database holds what the schema does not allow, naming the column.
 */
export function rowsOf<T extends TSchema>(schema: T): (result: { rows: unknown[] }) => Static<T>[] {
  const row = Compile(schema);
  return (result) =>
    result.rows.map((value) => {
      if (row.Check(value)) return value;
      const cause = new Error(
        row
          .Errors(value)
          .map((e) => `${e.instancePath} ${e.message}`)
          .join('; '),
      );
      throw new HubError('INTERNAL', { errorId: 'row' }, { cause });
    });
}

/** The greatest total that a connection counts; beyond it `totalCount` is null. */
export const COUNT_CAP = 10_000;

const CountRow = rowsOf(Type.Object({ count: Type.Integer() }));

/** How many rows `from` (FROM … WHERE …) has; null beyond COUNT_CAP, so that a big table costs no more than the cap. */
export async function cappedCount(db: Queryable, from: string, values: readonly unknown[]) {
  const sql = `SELECT count(*)::int AS count FROM (SELECT 1 ${from} LIMIT ${COUNT_CAP + 1}) capped`;
  const count = CountRow(await db.query(sql, values))[0]?.count ?? 0;
  return count > COUNT_CAP ? null : count;
}
