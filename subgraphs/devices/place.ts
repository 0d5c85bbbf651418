import { HubError } from '../../core/errors.ts';
import { type CoordinateSystem, type GeoPoint, isOnGlobe, toWgs84 } from '../../core/geo.ts';
import { inScope, type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import type { GridLocator } from '../../runtime/grid-locator.ts';
import { gridCodeArgument } from '../access.ts';
import { liveGrid } from '../live-grid.ts';
import type { Queryable } from '../rows.ts';

export interface PositionInput extends GeoPoint {
  /** WGS84 by default. */
  coordinateSystem?: CoordinateSystem | undefined;
}

/** A position as it is stored, on WGS-84. @throws HubError BAD_USER_INPUT when it is off the globe */
export function positionArgument(path: string, input: PositionInput | null | undefined): GeoPoint | null {
  if (input === null || input === undefined) return null;
  if (isOnGlobe(input)) return toWgs84(input, input.coordinateSystem ?? 'WGS84');
  throw new HubError('BAD_USER_INPUT', {
    path,
    reason: 'longitude lies in -180 to 180, latitude in -90 to 90',
    reasonZh: '经度须在 -180 至 180 之间，纬度须在 -90 至 90 之间',
  });
}

/**
 * The grid that is named, else the one that the position lies in, within the caller's scope.
 * @throws HubError BAD_USER_INPUT | OUT_OF_SCOPE
 */
export async function gridArgument(
  locator: GridLocator,
  by: Principal,
  code: string | null | undefined,
  position: GeoPoint | null,
): Promise<string> {
  let gridCode = gridCodeArgument('input.gridCode', code);
  if (gridCode === null && position === null) {
    throw new HubError('BAD_USER_INPUT', {
      path: 'input.gridCode',
      reason: 'give a grid code or a position',
      reasonZh: '请给出网格编码或位置',
    });
  }
  if (gridCode === null && position !== null) {
    const found = await locator.gridAt(position);
    // where another's grid is drawn, nothing is drawn for the caller
    gridCode = found !== null && inScope(by, found) ? found : null;
  }
  if (gridCode === null) {
    throw new HubError('BAD_USER_INPUT', {
      path: 'input.position',
      reason: 'no grid of yours is drawn there: give its code',
      reasonZh: '该位置没有已绘制的您的网格：请给出网格编码',
    });
  }
  requireScope(by, gridCode, placeNamed(gridCode));
  return gridCode;
}

/** @throws HubError BAD_USER_INPUT | GRID_RETIRED */
export async function requireGrid(tx: Queryable, gridCode: string): Promise<void> {
  if (await liveGrid(tx, gridCode)) return;
  throw new HubError('BAD_USER_INPUT', {
    path: 'input.gridCode',
    reason: `grid ${gridCode} does not exist`,
    reasonZh: `网格 ${gridCode} 不存在`,
  });
}
