import type { PoolClient } from 'pg';
import Type from 'typebox';
import { HubError } from '../../core/errors.ts';
import { gridLevel, parentCode } from '../../core/grid.ts';
import type { Below } from '../../core/grid-split.ts';
import { type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import { drawnAt } from '../../runtime/grid-locator.ts';
import { liveGrid } from '../live-grid.ts';
import { nullable, rowsOf } from '../rows.ts';
import { prefixEnd } from '../where.ts';
import { pointWithin } from './boundaries.ts';
import { holdingsOf } from './reorganise-store.ts';

const gridRows = rowsOf(
  Type.Object({
    code: Type.String(),
    name: Type.String(),
    status: Type.String(),
    households: nullable(Type.Integer()),
    validFrom: nullable(Type.Unsafe<Date>({})),
  }),
);
type Row = ReturnType<typeof gridRows>[number];

/** The grids of these subtrees, retired ones too, locked against another reorganisation. */
async function subtree(client: PoolClient, codes: readonly string[]): Promise<Row[]> {
  return gridRows(
    await client.query(
      `SELECT g.code, g.name, g.status, g.households, g.valid_from AS "validFrom" FROM grid g
       JOIN unnest($1::text[], $2::text[]) AS k (lo, hi) ON g.code >= k.lo AND g.code < k.hi
       ORDER BY g.code FOR UPDATE OF g`,
      [codes, codes.map(prefixEnd)],
    ),
  );
}

/** The grids of a change and all that it has to know of them, locked. @throws HubError OUT_OF_SCOPE | NOT_FOUND */
export async function openGrids(client: PoolClient, by: Principal, codes: readonly string[], now: Date) {
  for (const code of codes) requireScope(by, code, placeNamed(code));
  // one at a time under one parent: codes are looked at and given
  await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [
    `grids ${parentCode(codes[0] ?? '') ?? ''}`,
  ]);
  const rows = await subtree(client, codes);
  const active = rows.filter(({ status }) => status === 'ACTIVE');
  for (const code of codes) {
    if (active.some((row) => row.code === code) || (await liveGrid(client, code))) continue;
    throw new HubError('NOT_FOUND', { what: 'Grid in use', whatZh: '在用网格', id: code });
  }
  const drawn = new Map(await drawnAt(client, now));
  const below = active
    .filter(({ code }) => !codes.includes(code))
    .map(({ code }): Below => {
      const boundary = drawn.get(code);
      return { code, point: boundary === undefined ? null : pointWithin(boundary) };
    });
  const holdings = await holdingsOf(
    client,
    active.map(({ code }) => code),
    now,
  );
  const siblings = gridRows(
    await client.query(
      `SELECT code, name, status, households, valid_from AS "validFrom" FROM grid
       WHERE parent_code IS NOT DISTINCT FROM $1 AND level = $2`,
      [parentCode(codes[0] ?? ''), gridLevel(codes[0] ?? '')],
    ),
  );
  const taken = new Set([...rows, ...siblings].map(({ code }) => code));
  return { active, drawn, below, holdings, taken };
}

/** What `openGrids` found. */
export type OpenedGrids = Awaited<ReturnType<typeof openGrids>>;
