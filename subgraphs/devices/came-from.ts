import Type from 'typebox';
import { type Queryable, rowsOf } from '../rows.ts';

const arrivalRows = rowsOf(Type.Object({ id: Type.String(), atMs: Type.Number() }));

const ARRIVALS = `
  SELECT object_id AS id, (extract(epoch FROM max(at)) * 1000)::float8 AS "atMs" FROM audit_log
  WHERE kind = 'device' AND action = 'claimDevice' AND object_id = ANY($1::text[]) AND before ->> 'gridCode' IS NOT NULL
    AND NOT EXISTS (SELECT FROM unnest($2::text[]) AS own (prefix) WHERE starts_with(before ->> 'gridCode', own.prefix))
  GROUP BY object_id`;

/**
 * When devices came into these grids from others, epoch ms; those that did not are left out. What they measured before is
 * its former place's, as its commands and incidents of then are.
 */
export async function arrivals(
  db: Queryable,
  ids: readonly string[],
  prefixes: readonly string[],
): Promise<Map<string, number>> {
  if (prefixes.includes('')) return new Map();
  const rows = arrivalRows(await db.query(ARRIVALS, [ids, prefixes]));
  return new Map(rows.map(({ id, atMs }) => [id, atMs]));
}
