import type { PoolClient } from 'pg';
import { HubError } from '../../core/errors.ts';
import { type CoordinateSystem, toWgs84 } from '../../core/geo.ts';
import { parentCode } from '../../core/grid.ts';
import { areaM2, boundaryFaultText, checkBoundary, mapBoundary } from '../../core/grid-boundary.ts';
import {
  type BoundaryFinding,
  boundaryFindings,
  type DrawnGrid,
  overlapsOf,
} from '../../core/grid-overlap.ts';
import type { Principal } from '../../core/permissions.ts';
import { inScope, placeNamed, requireScope } from '../../core/permissions.ts';
import { type Boundary, polygonsOf } from '../../core/polygon.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { boundaryOf, drawnAt } from '../../runtime/grid-locator.ts';
import type { Db } from '../../runtime/postgres.ts';
import { allowed, gridCodeArgument } from '../access.ts';
import { liveGrid } from '../live-grid.ts';
import { groundOfOthers, PEN_M2 } from './ground.ts';

export interface PlanFaultRow {
  code: string;
  object: string;
  en: string;
  zh: string;
}

export interface SetBoundary {
  gridCode: string;
  boundary: unknown;
  coordinateSystem?: CoordinateSystem | undefined;
  validFrom?: Date | null | undefined;
  dryRun?: boolean | undefined;
}

/** A drawing on WGS-84, or what is wrong with it. `object` names it in the faults. */
export function readBoundary(
  object: string,
  value: unknown,
  system: CoordinateSystem,
): { boundary: Boundary | null; faults: PlanFaultRow[] } {
  const { boundary, faults } = checkBoundary(value);
  if (boundary === null) {
    return {
      boundary,
      faults: faults.map((fault) => ({ code: fault.code, object, ...boundaryFaultText(fault) })),
    };
  }
  const moved = system === 'WGS84' ? boundary : mapBoundary(boundary, (point) => toWgs84(point, system));
  return { boundary: moved, faults: [] };
}

/**
 * Draws a boundary from a moment on: the version that held ends there, later ones go. In the caller's transaction.
 * `null` ends what is drawn.
 */
export async function drawBoundary(
  client: PoolClient,
  gridCode: string,
  boundary: Boundary | null,
  from: Date | null,
  drawnBy: string,
): Promise<void> {
  const start = from ?? '-infinity';
  await client.query(
    `UPDATE grid_boundary SET valid_to = $2::timestamptz
     WHERE grid_code = $1 AND valid_from < $2::timestamptz AND valid_to > $2::timestamptz`,
    [gridCode, start],
  );
  await client.query('DELETE FROM grid_boundary WHERE grid_code = $1 AND valid_from >= $2::timestamptz', [
    gridCode,
    start,
  ]);
  if (boundary === null) return;
  await client.query(
    `INSERT INTO grid_boundary (grid_code, boundary, valid_from, area_m2, drawn_by)
     VALUES ($1, $2, $3::timestamptz, $4, $5)`,
    [gridCode, JSON.stringify(boundary), start, areaM2(boundary), drawnBy],
  );
}

/** Square metres of a stored boundary. */
export function storedArea(value: unknown): number {
  const boundary = boundaryOf(value);
  return boundary === null ? 0 : areaM2(boundary);
}

/** A point in what is drawn: the middle of the widest stretch of a line across its middle; null for an empty drawing. */
export function pointWithin(boundary: Boundary): { longitude: number; latitude: number } | null {
  let best: { longitude: number; latitude: number; width: number } | null = null;
  for (const rings of polygonsOf(boundary)) {
    const ys = (rings[0] ?? []).map(([, y = 0]) => y);
    const [low, high] = [Math.min(...ys), Math.max(...ys)];
    // off the middle: a corner or a level edge may lie there
    for (const share of [0.5, 0.4871, 0.3137]) {
      const latitude = low + share * (high - low);
      const crossings = rings
        .flatMap((ring) =>
          ring.slice(1).flatMap(([x = 0, y = 0], index) => {
            const [px = 0, py = 0] = ring[index] ?? [];
            return y > latitude === py > latitude ? [] : [px + ((latitude - py) / (y - py)) * (x - px)];
          }),
        )
        .toSorted((a, b) => a - b);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const [from = 0, to = 0] = crossings.slice(i, i + 2);
        if (to - from > (best?.width ?? 0)) best = { longitude: (from + to) / 2, latitude, width: to - from };
      }
    }
  }
  return best === null ? null : { longitude: best.longitude, latitude: best.latitude };
}

/** Draws boundaries and looks at how they fit. */
export function createBoundaries(db: Db, principal: Principal | null, now: Date) {
  async function drawn(at: Date): Promise<Map<string, DrawnGrid>> {
    const all = await drawnAt(db.pool, at);
    return new Map(all.map(([code, boundary]) => [code, { code, boundary }]));
  }

  return {
    async report(gridCode: string, minAreaM2: number, at: Date | null): Promise<BoundaryFinding[]> {
      const by = allowed(principal, 'grid.read');
      const code = gridCodeArgument('gridCode', gridCode) ?? gridCode;
      requireScope(by, code, placeNamed(code));
      if (!(minAreaM2 >= 0)) {
        throw new HubError('BAD_USER_INPUT', {
          path: 'minAreaM2',
          reason: 'it is 0 or more',
          reasonZh: '须为不小于 0 的数',
        });
      }
      const grids = await drawn(at ?? now);
      const children = [...grids.values()].filter((grid) => parentCode(grid.code) === code);
      return boundaryFindings(grids.get(code) ?? null, children, minAreaM2);
    },

    async set(input: SetBoundary) {
      const by = allowed(principal, 'grid.manage');
      const code = gridCodeArgument('input.gridCode', input.gridCode) ?? input.gridCode;
      requireScope(by, code, placeNamed(code));
      const { boundary, faults } = readBoundary(code, input.boundary, input.coordinateSystem ?? 'WGS84');
      const from = input.validFrom ?? now;
      return db.tx(async (client) => {
        await client.query('SELECT FROM grid WHERE code = $1 FOR UPDATE', [code]);
        if (!(await liveGrid(client, code)))
          throw new HubError('NOT_FOUND', { what: 'Grid', whatZh: '网格', id: code });
        if (boundary === null) return { applied: false, faults, findings: [], gridCode: code };
        const around = await drawnAt(client, from);
        const above = parentCode(code);
        const own = { code, boundary };
        const before = around.find(([other]) => other === code)?.[1] ?? null;
        const refused = groundOfOthers(by, around, [own], before);
        // of neighbours outside the caller's grids nothing is named
        const siblings = around.filter(
          ([other]) => other !== code && parentCode(other) === above && inScope(by, other),
        );
        const findings = overlapsOf(
          [own, ...siblings.map(([other, shape]) => ({ code: other, boundary: shape }))],
          PEN_M2,
        ).filter(({ codes }) => codes.includes(code));
        const parent = around.find(([other]) => other === above);
        const beyond =
          parent === undefined
            ? []
            : boundaryFindings({ code: parent[0], boundary: parent[1] }, [own], PEN_M2).filter(
                ({ kind }) => kind === 'OUTSIDE_PARENT',
              );
        const applied = input.dryRun !== true && refused.length === 0;
        if (applied) {
          await drawBoundary(client, code, boundary, from, by.subject);
          await appendAudit(client, {
            ...{
              actor: by.subject,
              action: 'setGridBoundary',
              kind: 'grid',
              objectId: code,
              gridCode: code,
              at: now,
            },
            ...{ before: null, after: { validFrom: from, areaM2: Math.round(areaM2(boundary)) } },
          });
        }
        return { applied, faults: refused, findings: [...findings, ...beyond], gridCode: code };
      });
    },
  };
}

export type Boundaries = ReturnType<typeof createBoundaries>;
