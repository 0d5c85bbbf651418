import { createHash } from 'node:crypto';
import { isPostRole, POST_ROLES } from '../core/duty.ts';
import { type CoordinateSystem, type GeoPoint, toWgs84 } from '../core/geo.ts';
import { gridLevel, parentCode } from '../core/grid.ts';
import { aliasScheme, type CodeSchemeName } from '../core/grid-codes.ts';
import { PROPERTY_CLASSES } from '../core/households.ts';
import { FAMILIES } from '../core/signal.ts';
import { type Checked, check, type ImportLine, type LineCheck } from './import-check.ts';
import { IMPORT_COLUMNS } from './import-columns.ts';

export interface GridRow {
  code: string;
  level: string;
  name: string;
  parentCode: string | null;
  households: number | null;
  /** Null: the file says nothing of it. */
  compound: string | null;
  propertyClass: string | null;
  fullMembers: number | null;
  alias: string | null;
}

export interface PostRow {
  id: string;
  role: string;
  gridCode: string;
  personId: string;
  title: string;
  phone: string | null;
  validFrom: string | null;
  validTo: string | null;
}

export interface DeviceRow {
  id: string;
  family: string;
  name: string;
  gridCode: string;
  vendor: string | null;
  model: string | null;
  serial: string | null;
  firmware: string | null;
  address: string | null;
  building: string | null;
  floor: string | null;
  /** Null: the file says nothing of them. */
  tags: string[] | null;
  /** WGS-84. */
  longitude: number | null;
  latitude: number | null;
  codec: string | null;
}

const NONE: ReadonlySet<string> = new Set();

/** `known`: the codes that exist already. A row's parent must be one of them, or a sound row of the file. */
export function checkGrids(
  lines: readonly ImportLine[],
  known: ReadonlySet<string>,
  { scheme = 'GB', retired = NONE }: { scheme?: CodeSchemeName; retired?: ReadonlySet<string> } = {},
): Checked<GridRow> {
  const codes = new Set(known);
  const aliases = new Map<string, string>();
  const codeOf = (line: ImportLine) => line.cells.code ?? '';
  // parents before their children, whatever the order of the file
  const ordered = lines.toSorted((a, b) => codeOf(a).length - codeOf(b).length || a.line - b.line);
  const checked = check<GridRow>(
    ordered,
    IMPORT_COLUMNS.grids,
    (row) => row.code,
    (line) => {
      const code = line.gridCode('code', scheme);
      if (retired.has(code)) {
        line.fail('code', 'was a grid that is retired', '是已停用网格的编码', 'TAKEN');
      }
      const name = line.text('name');
      const households = line.number('households', 0, 1_000_000, true);
      const above = parentCode(code);
      const level = gridLevel(code);
      const hasParent = above !== null && codes.has(above);
      if (above !== null && !hasParent && level !== 'COUNTY') {
        line.fail(
          'code',
          `lies in grid ${above}, which does not exist`,
          `上级网格 ${above} 不存在`,
          'NO_PARENT',
        );
      }
      const row = {
        ...{ code, level: level ?? '', name, parentCode: hasParent ? above : null, households },
        compound: line.optional('compound'),
        propertyClass: line.coded('propertyClass', PROPERTY_CLASSES),
        fullMembers: line.number('fullMembers', 0, 1_000_000, true),
        alias: line.optional('alias'),
      };
      if (row.alias !== null && aliasScheme(row.alias) === null) {
        line.fail('alias', 'has 20 digits (CJ/T 349)', '应为 20 位数字（CJ/T 349）', 'BAD_CODE');
      }
      const before = row.alias === null ? undefined : aliases.get(row.alias);
      if (before !== undefined) {
        line.fail('alias', `is that of grid ${before} too`, `与网格 ${before} 的相同`, 'DUPLICATE');
      }
      if (row.alias !== null) aliases.set(row.alias, code);
      if (line.errors.length === 0) codes.add(code);
      return row;
    },
  );
  return { rows: checked.rows, errors: checked.errors.toSorted((a, b) => a.line - b.line) };
}

/** The same words, the same id. */
export function hashId(prefix: string, ...parts: string[]): string {
  return `${prefix}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)}`;
}

/**
 * Same line, same ids: importing a file again changes nothing. Without a person id, title and grid make the person. Two
 * terms of one post begin at two moments. `zone` is where a day begins.
 */
export function checkPosts(
  lines: readonly ImportLine[],
  grids: ReadonlySet<string>,
  zone: string,
): Checked<PostRow> {
  return check<PostRow>(
    lines,
    IMPORT_COLUMNS.posts,
    (row) => `${row.id} ${row.validFrom ?? ''}`,
    (line) => {
      const named = line.text('role');
      const role = Object.entries(POST_ROLES).find(
        ([code, { zh }]) => code === named.toUpperCase() || zh === named,
      );
      if (named !== '' && role === undefined) {
        const all = Object.entries(POST_ROLES).map(([code, { zh }]) => `${code} ${zh}`);
        line.fail('role', `is no role; known are ${all.join(', ')}`, `不是已知岗位；可用：${all.join('、')}`);
      }
      const gridCode = existingGrid(line, grids);
      const title = line.text('title');
      const personId = line.optional('personId') ?? hashId('person', title, gridCode);
      const code = isPostRole(role?.[0]) ? role[0] : '';
      const [validFrom, validTo] = [line.moment('validFrom', zone), line.moment('validTo', zone)];
      if (validFrom !== null && validTo !== null && validTo <= validFrom) {
        line.fail('validTo', 'is not after validFrom', '应晚于任职起始');
      }
      const id = hashId('post', code, gridCode, personId);
      return { id, role: code, gridCode, personId, title, phone: line.personal('phone'), validFrom, validTo };
    },
  );
}

/** `gridAt`: the grid at a position (WGS-84), for lines without a grid code. */
export function checkDevices(
  lines: readonly ImportLine[],
  grids: ReadonlySet<string>,
  gridAt: (point: GeoPoint) => string | null = () => null,
): Checked<DeviceRow> {
  return check<DeviceRow>(
    lines,
    IMPORT_COLUMNS.devices,
    (row) => row.id,
    (line) => {
      const id = line.text('id');
      if (/[/+#]/.test(id)) {
        line.fail('id', 'holds / + or #, which no MQTT topic level can', '含有 MQTT 主题不允许的 / + #');
      }
      const family = line.text('family').toLowerCase();
      if (family !== '' && !FAMILIES.some((known) => known === family)) {
        line.fail('family', `must be one of ${FAMILIES.join(', ')}`, `应为 ${FAMILIES.join('、')} 之一`);
      }
      const point = position(line);
      return {
        id,
        family,
        name: line.text('name'),
        gridCode: placedGrid(line, grids, point, gridAt),
        vendor: line.optional('vendor'),
        model: line.optional('model'),
        serial: line.optional('serial'),
        firmware: line.optional('firmware'),
        address: line.optional('address'),
        building: line.optional('building'),
        floor: line.optional('floor'),
        tags: tagsOf(line),
        longitude: point?.longitude ?? null,
        latitude: point?.latitude ?? null,
        codec: line.optional('codec'),
      };
    },
  );
}

/** The position of a line on WGS-84; null when it gives none. */
export function position(line: LineCheck): GeoPoint | null {
  const before = line.errors.length;
  const [longitude, latitude] = [line.number('longitude', -180, 180), line.number('latitude', -90, 90)];
  if (line.errors.length === before && (longitude === null) !== (latitude === null)) {
    line.fail(
      longitude === null ? 'longitude' : 'latitude',
      'is missing beside the other',
      '经纬度须同时填写',
    );
  }
  const system = coordinateSystem(line);
  return longitude === null || latitude === null ? null : toWgs84({ longitude, latitude }, system);
}

/** WGS-84 unless the line says otherwise. */
export function coordinateSystem(line: LineCheck): CoordinateSystem {
  const named = line
    .text('coordinateSystem')
    .toUpperCase()
    .replaceAll(/[\s_-]/g, '');
  if (named === '' || named === 'WGS84' || named === 'GPS') return 'WGS84';
  if (named === 'GCJ02' || named === '高德' || named === '火星坐标') return 'GCJ02';
  line.fail('coordinateSystem', 'must be WGS84 or GCJ02', '应为 WGS84 或 GCJ02');
  return 'WGS84';
}

function tagsOf(line: LineCheck): string[] | null {
  const text = line.optional('tags');
  if (text === null) return null;
  const tags = [...new Set(text.split(/[;；,，、|]/).map((tag) => tag.trim()))]
    .filter((tag) => tag !== '')
    .sort();
  if (tags.length > 50 || tags.some((tag) => tag.length > 64)) {
    line.fail('tags', 'at most 50 of at most 64 characters', '最多 50 个标签，每个不超过 64 个字符');
  }
  return tags;
}

/** The grid that is named, else the one at the position. */
export function placedGrid(
  line: LineCheck,
  grids: ReadonlySet<string>,
  point: GeoPoint | null,
  gridAt: (point: GeoPoint) => string | null,
): string {
  if (line.text('gridCode') !== '') return existingGrid(line, grids);
  const found = point === null ? null : gridAt(point);
  if (found === null && point === null) {
    line.fail(
      'gridCode',
      'is empty, and there is no position to find it by',
      '为空，且没有可据以判定的位置',
      'NO_GRID',
    );
  } else if (found === null) {
    line.fail(
      'gridCode',
      'is empty, and no grid is drawn at the position',
      '为空，且该位置没有已绘制的网格',
      'NO_GRID',
    );
  }
  return found ?? '';
}

export function existingGrid(line: LineCheck, grids: ReadonlySet<string>, column = 'gridCode'): string {
  const before = line.errors.length;
  const code = line.gridCode(column);
  if (line.errors.length === before && !grids.has(code)) {
    line.fail(
      column,
      `grid ${code} does not exist or is retired: import the grids first`,
      `网格 ${code} 不存在或已停用：请先导入网格`,
      'NO_GRID',
    );
  }
  return code;
}
