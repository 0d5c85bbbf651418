import type { PoolClient } from 'pg';
import { gridLevel, parentCode } from '../../core/grid.ts';
import type { GridPlan } from '../../core/grid-split.ts';
import type { Principal } from '../../core/permissions.ts';
import type { Boundary } from '../../core/polygon.ts';
import { drawBoundary } from './boundaries.ts';
import type { OpenedGrids } from './reorganise-open.ts';
import { followRules } from './reorganise-rules.ts';
import { applyMoves } from './reorganise-store.ts';

/** What a code becomes: its row and its drawing from now on. */
export interface Made {
  code: string;
  name: string;
  households: number | null;
  /** Undefined: as its predecessor was drawn. */
  boundary: Boundary | null | undefined;
}

/** A split or merger with all that it comes to. */
export interface Change {
  change: 'SPLIT' | 'MERGED';
  state: OpenedGrids;
  made: readonly Made[];
  /** What goes, and into which codes; a code may be its own successor. */
  ended: ReadonlyMap<string, readonly string[]>;
  plan: GridPlan;
}

/** Makes, retires, draws, tells the lineage and moves, in this order. @returns how many rules follow */
export async function carryOut(
  client: PoolClient,
  by: Principal,
  { change, state, made, ended, plan }: Change,
  { reason, now, zone }: { reason: string; now: Date; zone: string },
): Promise<number> {
  const known = new Map(state.active.map((row) => [row.code, row]));
  const all: Made[] = [...made];
  for (const [from, to] of plan.recoded) {
    const row = known.get(from);
    if (row === undefined || made.some(({ code }) => code === to)) continue;
    all.push({
      code: to,
      name: row.name,
      households: row.households,
      boundary: state.drawn.get(from) ?? null,
    });
  }
  for (const { code, name, households, boundary } of all.toSorted((a, b) => a.code.length - b.code.length)) {
    if (known.has(code)) {
      await client.query(
        'UPDATE grid SET name = $2, households = COALESCE($3, households), updated_at = $4 WHERE code = $1',
        [code, name, households, now],
      );
      if (boundary !== undefined) await drawBoundary(client, code, boundary, now, by.subject);
      continue;
    }
    await client.query(
      `INSERT INTO grid (code, level, name, parent_code, households, valid_from, compound, property_class)
       SELECT $1, $2, $3, $4, $5, $6, old.compound, old.property_class
       FROM (SELECT) one LEFT JOIN grid old ON old.code = $7`,
      [code, gridLevel(code), name, parentCode(code), households, now, [...ended.keys()][0] ?? null],
    );
    if (boundary !== undefined && boundary !== null)
      await drawBoundary(client, code, boundary, now, by.subject);
  }
  // after the new grids are there, before the old ones end
  await applyMoves(client, plan.moves, { actor: by.subject, reason, at: now, zone });
  const lineage: [string, string][] = [...ended].flatMap(([old, next]) =>
    next.filter((code) => code !== old).map((code): [string, string] => [old, code]),
  );
  for (const [from, to] of plan.recoded) if (!ended.has(from)) lineage.push([from, to]);
  await client.query(
    `INSERT INTO grid_lineage (predecessor, successor, change, at, reason, actor)
     SELECT p, s, $3, $4, $5, $6 FROM unnest($1::text[], $2::text[]) AS l (p, s)`,
    [lineage.map(([p]) => p), lineage.map(([, s]) => s), change, now, reason, by.subject],
  );
  const gone = [...new Set(lineage.map(([old]) => old))].filter((code) => !ended.get(code)?.includes(code));
  for (const code of gone) await drawBoundary(client, code, null, now, by.subject);
  const rules = await followRules(client, lineage, gone);
  await client.query(
    `UPDATE grid SET status = 'RETIRED', valid_to = $2, updated_at = $2 WHERE code = ANY($1::text[])`,
    [gone, now],
  );
  return rules;
}
