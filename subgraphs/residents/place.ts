import { HubError } from '../../core/errors.ts';
import { type CoordinateSystem, type GeoPoint, isOnGlobe, toWgs84 } from '../../core/geo.ts';
import { inScope, type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import { boxOf } from '../../core/polygon.ts';
import { gridNamedIn } from '../../core/residents-place.ts';
import { boundaryOf, type GridLocator } from '../../runtime/grid-locator.ts';
import { bad, gridCodeArgument } from '../access.ts';
import { liveGrid } from '../live-grid.ts';
import type { Queryable } from '../rows.ts';
import { namedGridRows, placeRows } from './rows.ts';

/** Where something is, as a reporter says it. */
export interface PlaceInput {
  gridCode?: string | null | undefined;
  position?:
    | { longitude: number; latitude: number; system?: CoordinateSystem | null | undefined }
    | null
    | undefined;
  address?: string | null | undefined;
}

export interface ReportPlace {
  gridCode: string;
  /** WGS-84; null when only a grid or an address was given. */
  point: GeoPoint | null;
}

function pointOf(position: NonNullable<PlaceInput['position']>): GeoPoint {
  const { longitude, latitude, system } = position;
  const point = { longitude, latitude };
  if (!isOnGlobe(point)) {
    throw bad(
      'input.position',
      'longitude -180 to 180, latitude -90 to 90',
      '经度须在 -180 至 180、纬度须在 -90 至 90 之间',
    );
  }
  return toWgs84(point, system ?? 'WGS84');
}

/**
 * The grid of a report: the code it names, else the grid its position lies in, else the one that its address names. A token
 * of some grids finds no others; without one (`who` null) the door is open for the whole site.
 * @throws HubError BAD_USER_INPUT, NOT_FOUND, GRID_RETIRED or OUT_OF_SCOPE
 */
export async function placeOf(
  db: Queryable,
  locator: GridLocator,
  { gridCode, position, address }: PlaceInput,
  who: Principal | null,
): Promise<ReportPlace> {
  const open = (code: string) => who === null || inScope(who, code);
  const point = position === null || position === undefined ? null : pointOf(position);
  const named = gridCodeArgument('input.gridCode', gridCode);
  if (named !== null) {
    if (who !== null) requireScope(who, named, placeNamed(named));
    if (!(await liveGrid(db, named)))
      throw new HubError('NOT_FOUND', { what: 'Grid', whatZh: '网格', id: named });
    return { gridCode: named, point };
  }
  if (point !== null) {
    const found = await locator.gridAt(point);
    if (found !== null && open(found)) return { gridCode: found, point };
    throw bad('input.position', 'it lies in no grid of this site', '该位置不在本系统的任何网格内');
  }
  if (address === null || address === undefined) {
    throw bad('input', 'give a gridCode, a position or an address', '请提供网格编码、位置或地点描述之一');
  }
  const grids = namedGridRows(
    await db.query(`SELECT code, name FROM grid WHERE status = 'ACTIVE' AND strpos($1, name) > 0 LIMIT 500`, [
      address,
    ]),
  );
  const match = gridNamedIn(
    address,
    grids.filter(({ code }) => open(code)),
  );
  if ('code' in match) return { gridCode: match.code, point: null };
  throw match.fault === 'NONE'
    ? bad('input.address', 'it names no grid of this site', '地点描述中没有本系统的网格名称')
    : bad('input.address', 'it names several grids', '地点描述对应多个网格，请写明社区与小区');
}

export interface PublicPlace {
  code: string;
  name: string | null;
  longitude: number | null;
  latitude: number | null;
}

/** Degrees to four places, about 10 m: the middle of a grid's box, which is nobody's position. */
const coarse = (degrees: number) => Math.round(degrees * 10_000) / 10_000;

/** Grids as they may be published, by code, in the order of `codes`. */
export async function publicPlaces(db: Queryable, codes: readonly string[]): Promise<PublicPlace[]> {
  const rows = placeRows(
    await db.query('SELECT code, name, boundary FROM grid WHERE code = ANY($1::text[])', [
      [...new Set(codes)],
    ]),
  );
  const byCode = new Map(rows.map((row) => [row.code, row]));
  return codes.map((code) => {
    const row = byCode.get(code);
    const boundary = boundaryOf(row?.boundary);
    const box = boundary === null ? null : boxOf(boundary);
    return {
      code,
      name: row?.name ?? null,
      longitude: box === null ? null : coarse((box.minX + box.maxX) / 2),
      latitude: box === null ? null : coarse((box.minY + box.maxY) / 2),
    };
  });
}
