import type { PoolClient } from 'pg';
import Type from 'typebox';
import { Instant, nullable, rowsOf } from '../subgraphs/rows.ts';
import { hashId, type PostRow } from './import-rows.ts';

const heldRows = rowsOf(
  Type.Object({
    id: Type.String(),
    role: Type.String(),
    gridCode: Type.String(),
    personId: Type.String(),
    validFrom: Instant,
    validTo: nullable(Instant),
  }),
);
/** A post that is there already. */
export type HeldTerm = ReturnType<typeof heldRows>[number];

const termOf = ({ role, gridCode, personId }: Pick<HeldTerm, 'role' | 'gridCode' | 'personId'>) =>
  JSON.stringify([role, gridCode, personId]);

/** Posts of these persons, the latest first. */
export async function heldTerms(client: PoolClient, personIds: readonly string[]): Promise<HeldTerm[]> {
  return heldRows(
    await client.query(
      `SELECT id, role, grid_code AS "gridCode", person_id AS "personId", valid_from AS "validFrom", valid_to AS "validTo"
       FROM post WHERE person_id = ANY($1::text[]) ORDER BY valid_from DESC, id`,
      [personIds],
    ),
  );
}

/**
 * Lines as the posts that they are: a post that was given in the graph, or imported under another id, is not given twice.
 * A line means the term that begins as it says; without such a one the one that its own id names, or (where it says no
 * beginning) the latest; a term that begins after that one ended is another.
 */
export function asHeld(rows: readonly PostRow[], held: readonly HeldTerm[]): PostRow[] {
  const terms = Map.groupBy(held, termOf);
  return rows.map((row) => {
    const own = terms.get(termOf(row)) ?? [];
    const from = row.validFrom === null ? null : Date.parse(row.validFrom);
    const same = own.find(({ validFrom }) => validFrom.getTime() === from);
    const named = own.find(({ id }) => id === row.id);
    const meant = same ?? named ?? (from === null ? own[0] : undefined);
    const over = from !== null && meant !== undefined && meant.validTo !== null && +meant.validTo <= from;
    if (meant !== undefined && !over) return { ...row, id: meant.id };
    const again = named !== undefined || rows.some((other) => other !== row && other.id === row.id);
    return again
      ? { ...row, id: hashId('post', row.role, row.gridCode, row.personId, row.validFrom ?? '') }
      : row;
  });
}
