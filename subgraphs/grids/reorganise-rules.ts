import type { PoolClient } from 'pg';

/** What holds for a grid and all below it: rules, not things. `live`: what still counts, as SQL of row `t`. */
const HOLDS = [
  { table: 'notification_rule', place: 'grid_code', live: 'true', fresh: `'nr_' || ${uuid()}` },
  {
    table: 'maintenance_window',
    place: 'grid_code',
    live: 't.ended_at IS NULL AND (t.ends_at IS NULL OR t.ends_at > now())',
    fresh: `'mw_' || ${uuid()}`,
  },
  { table: 'severity_rule', place: 'grid_prefix', live: 'true', fresh: `left(t.id, 75) || ' @' || l.next` },
] as const;

function uuid(): string {
  return `replace(gen_random_uuid()::text, '-', '')`;
}

/**
 * Rules of a grid hold for every grid that was made from it: else nobody is told any more of what happens there. The rule
 * goes to the first one when the grid is no more, and is there again for each other one.
 * @param lineage grids and what was made from them @param gone those that are no more
 * @returns how many rules went or were made
 */
export async function followRules(
  client: PoolClient,
  lineage: readonly (readonly [string, string])[],
  gone: readonly string[],
): Promise<number> {
  let count = 0;
  const heirs = new Map(lineage.toReversed());
  const moved = lineage.filter(([old, next]) => gone.includes(old) && heirs.get(old) === next);
  const added = lineage.filter((pair) => !moved.includes(pair));
  const pairs = (of: readonly (readonly [string, string])[]) => [
    of.map(([old]) => old),
    of.map(([, n]) => n),
  ];
  for (const { table, place, live, fresh } of HOLDS) {
    const made = await client.query(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object('id', ${fresh}, '${place}', l.next))).*
       FROM ${table} t JOIN unnest($1::text[], $2::text[]) AS l (old, next) ON t.${place} = l.old
       WHERE ${live} ON CONFLICT DO NOTHING`,
      pairs(added),
    );
    const went = await client.query(
      `UPDATE ${table} t SET ${place} = l.next FROM unnest($1::text[], $2::text[]) AS l (old, next)
       WHERE t.${place} = l.old AND ${live}`,
      pairs(moved),
    );
    count += (made.rowCount ?? 0) + (went.rowCount ?? 0);
  }
  return count;
}
