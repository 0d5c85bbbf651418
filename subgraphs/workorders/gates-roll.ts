import Type from 'typebox';
import { ancestorCodes } from '../../core/grid.ts';
import type { Principal } from '../../core/permissions.ts';
import type { Electorate } from '../../core/workflow/gates-rules.ts';
import { nullable, type Queryable, rowsOf } from '../rows.ts';
import { servingPartiesOf, servingPersons } from '../ties.ts';
import { prefixEnd } from '../where.ts';

export interface Voter {
  voter: string;
  kind: 'HOUSEHOLD' | 'PERSON' | 'PARTY' | 'NAMED';
  /** Floor area, m²; null where it is not on file. */
  area: number | null;
}

/** Who may vote, as it is now. */
export interface RollCall {
  voters: Voter[];
  size: number;
  area: number | null;
  /** False: households are counted, not listed. */
  listed: boolean;
}

const idRows = rowsOf(Type.Object({ id: Type.String() }));
const countRows = rowsOf(Type.Object({ households: nullable(Type.Integer()) }));

function listed(ids: readonly string[], kind: Voter['kind']): RollCall {
  const unique = [...new Set(ids)];
  return {
    voters: unique.map((voter) => ({ voter, kind, area: null })),
    size: unique.length,
    area: null,
    listed: true,
  };
}

/** Households on file in a grid and below; where there are none, as many as the grids say that there are. */
async function households(db: Queryable, gridCode: string, told: number | null): Promise<RollCall> {
  const range = [gridCode, prefixEnd(gridCode)];
  const rows = idRows(
    await db.query('SELECT id FROM household WHERE grid_code >= $1 AND grid_code < $2 ORDER BY id', range),
  );
  if (rows.length > 0)
    return listed(
      rows.map(({ id }) => id),
      'HOUSEHOLD',
    );
  const [counted] = countRows(
    await db.query(
      // the grid's own number, else the sum of what lies right below it
      `SELECT coalesce((SELECT households FROM grid WHERE code = $1),
         (SELECT sum(households)::int FROM grid WHERE parent_code = $1 AND status = 'ACTIVE')) AS households`,
      [gridCode],
    ),
  );
  return { voters: [], size: told ?? counted?.households ?? 0, area: null, listed: false };
}

async function onPosts(
  db: Queryable,
  roles: readonly string[],
  gridCode: string,
  above: boolean,
  atMs: number,
) {
  const rows = idRows(
    await db.query(
      `SELECT DISTINCT post.person_id AS id FROM post
       WHERE post.role = ANY($1::text[]) AND post.valid_from <= $2 AND (post.valid_to IS NULL OR post.valid_to > $2)
         AND (post.grid_code >= $3 AND post.grid_code < $4 OR post.grid_code = ANY($5::text[]))
       ORDER BY 1`,
      [roles, new Date(atMs), gridCode, prefixEnd(gridCode), above ? ancestorCodes(gridCode) : []],
    ),
  );
  return listed(
    rows.map(({ id }) => id),
    'PERSON',
  );
}

async function ofParties(
  db: Queryable,
  kinds: readonly string[],
  gridCode: string,
  members: boolean,
  atMs: number,
) {
  const rows = idRows(
    await db.query(
      `SELECT DISTINCT ${members ? 'person.id' : 'party.id'} AS id
       FROM party ${
         members
           ? `JOIN person ON person.party_id = party.id OR EXISTS (SELECT FROM post WHERE post.person_id = person.id
                AND post.party_id = party.id AND post.valid_from <= $2 AND (post.valid_to IS NULL OR post.valid_to > $2))`
           : ''
       }
       WHERE party.kind = ANY($1::text[]) AND $2::timestamptz IS NOT NULL
         AND (party.grid_code >= $3 AND party.grid_code < $4 OR party.grid_code = ANY($5::text[]))
       ORDER BY 1`,
      [kinds, new Date(atMs), gridCode, prefixEnd(gridCode), ancestorCodes(gridCode)],
    ),
  );
  return listed(
    rows.map(({ id }) => id),
    members ? 'PERSON' : 'PARTY',
  );
}

/** The parties that came to help: they reported in, or back. */
async function ofHelpers(db: Queryable, orderId: string) {
  const rows = idRows(
    await db.query(
      `SELECT DISTINCT party_id AS id FROM order_helper
       WHERE work_order_id = $1 AND party_id IS NOT NULL AND arrived_at IS NOT NULL ORDER BY 1`,
      [orderId],
    ),
  );
  return listed(
    rows.map(({ id }) => id),
    'PARTY',
  );
}

/** Who serves nobody's grids here is a name like any other: an invited guest. */
async function ofNames(
  db: Queryable,
  named: readonly string[],
  { who, atMs }: { who: Principal; atMs: number },
): Promise<RollCall> {
  const ids = [...new Set(named)];
  const persons = await servingPersons(db, who, ids, new Date(atMs));
  const parties = await servingPartiesOf(db, who, ids);
  const kindOf = (id: string): Voter['kind'] =>
    persons.has(id) ? 'PERSON' : parties.has(id) ? 'PARTY' : 'NAMED';
  const voters = ids.map((voter) => ({ voter, kind: kindOf(voter), area: null }));
  return { voters, size: voters.length, area: null, listed: true };
}

/** Takes down who may vote on an order now; an order at no grid has only voters that are named. */
export async function callRoll(
  db: Queryable,
  electorate: Electorate,
  order: { id: string; gridCode: string | null },
  given: { named: readonly string[]; households: number | null; who: Principal },
  atMs: number,
): Promise<RollCall> {
  const { gridCode } = order;
  if (electorate.of === 'NAMED') return ofNames(db, given.named, { who: given.who, atMs });
  if (electorate.of === 'HELPERS') return ofHelpers(db, order.id);
  if (gridCode === null) return { voters: [], size: 0, area: null, listed: true };
  if (electorate.of === 'HOUSEHOLDS') return households(db, gridCode, given.households);
  if (electorate.of === 'POSTS')
    return onPosts(db, electorate.roles, gridCode, electorate.above === true, atMs);
  return ofParties(db, electorate.kinds, gridCode, electorate.vote === 'MEMBERS', atMs);
}
