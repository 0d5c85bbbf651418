import { createHash } from 'node:crypto';
import { isPostRole, POST_ROLES } from '../core/duty.ts';
import { type CoordinateSystem, type GeoPoint, toWgs84 } from '../core/geo.ts';
import { GRID_LEVELS, gridLevel, isGridCode, parentCode } from '../core/grid.ts';
import { FAMILIES } from '../core/signal.ts';

/** What an imported file may hold. */
export const IMPORT_KINDS = ['grids', 'posts', 'devices'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export function isImportKind(value: string): value is ImportKind {
  return IMPORT_KINDS.some((kind) => kind === value);
}

export interface ImportFault {
  /** Line of the file, from 1; the header is line 1. */
  line: number;
  /** The column as the header names it; '' when the whole line is meant. */
  column: string;
  reason: string;
  reasonZh: string;
}

/** One data line: cells by our column name, '' when empty or absent. */
export interface ImportLine {
  line: number;
  cells: Readonly<Record<string, string>>;
}

interface Column {
  /** Other headers that mean this column. */
  also: readonly string[];
  required?: boolean;
  maxLength?: number;
}

/** Columns by kind. Headers are matched without regard to case, spaces, `_` and `-`. */
export const IMPORT_COLUMNS: Readonly<Record<ImportKind, Readonly<Record<string, Column>>>> = {
  grids: {
    code: { also: ['网格编码', '编码'], required: true },
    name: { also: ['网格名称', '名称'], required: true },
    households: { also: ['常住户数', '户数'] },
  },
  posts: {
    role: { also: ['岗位', '岗位角色'], required: true },
    gridCode: { also: ['grid', '网格编码', '网格'], required: true },
    title: { also: ['职务称呼', '职务', '称呼'], required: true },
    personId: { also: ['person', '人员编号'], maxLength: 128 },
    phone: { also: ['电话', '手机'], maxLength: 40 },
    validFrom: { also: ['from', '任职起始', '起始日期'] },
    validTo: { also: ['to', '任职终止', '终止日期'] },
  },
  devices: {
    id: { also: ['deviceId', '设备编号', '编号'], required: true, maxLength: 128 },
    family: { also: ['类别', '设备类别'], required: true },
    name: { also: ['设备名称', '名称'], required: true },
    // may be left out where a position is given
    gridCode: { also: ['grid', '网格编码', '网格'] },
    vendor: { also: ['maker', '厂商', '厂家'] },
    model: { also: ['型号'] },
    serial: { also: ['serialNumber', 'sn', '序列号'] },
    firmware: { also: ['固件', '固件版本'] },
    address: { also: ['地址', '安装位置'], maxLength: 500 },
    building: { also: ['楼栋'], maxLength: 100 },
    floor: { also: ['楼层'], maxLength: 100 },
    tags: { also: ['标签'], maxLength: 3_000 },
    coordinateSystem: { also: ['crs', '坐标系'] },
    longitude: { also: ['lon', 'lng', '经度'] },
    latitude: { also: ['lat', '纬度'] },
    codec: { also: ['format', '协议'] },
  },
};

export interface GridRow {
  code: string;
  level: string;
  name: string;
  parentCode: string | null;
  households: number | null;
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

export interface Checked<T> {
  rows: T[];
  errors: ImportFault[];
}

/** Collects what is wrong with one line; a line without a fault becomes a row. */
class LineCheck {
  readonly errors: ImportFault[] = [];
  readonly #line: ImportLine;
  readonly #columns: Readonly<Record<string, Column>>;

  constructor(line: ImportLine, columns: Readonly<Record<string, Column>>) {
    this.#line = line;
    this.#columns = columns;
  }

  fail(column: string, reason: string, reasonZh: string): void {
    this.errors.push({ line: this.#line.line, column, reason, reasonZh });
  }

  /** The cell; '' when absent, told when it is required. */
  text(column: string): string {
    const value = this.#line.cells[column] ?? '';
    const { required = false, maxLength = 200 } = this.#columns[column] ?? { also: [] };
    if (value === '' && required) this.fail(column, 'is empty', '不能为空');
    if (value.length > maxLength) {
      this.fail(column, `is longer than ${maxLength} characters`, `超过 ${maxLength} 个字符`);
    }
    if (/\p{Cc}/u.test(value)) this.fail(column, 'holds a control character', '含有控制字符');
    return value;
  }

  optional(column: string): string | null {
    const value = this.text(column);
    return value === '' ? null : value;
  }

  number(column: string, low: number, high: number, whole = false): number | null {
    const value = this.text(column);
    if (value === '') return null;
    const number = Number(value);
    if (!Number.isFinite(number) || number < low || number > high || (whole && !Number.isInteger(number))) {
      const kind = whole ? 'a whole number' : 'a number';
      this.fail(
        column,
        `must be ${kind} from ${low} to ${high}`,
        `应为 ${low} 至 ${high} 的${whole ? '整' : ''}数`,
      );
      return null;
    }
    return number;
  }

  gridCode(column: string): string {
    const value = this.text(column);
    if (value === '' || isGridCode(value)) return value;
    if (/^[\d.]+e\+?\d+$/i.test(value)) {
      this.fail(
        column,
        'was turned into a scientific number by a spreadsheet: make the column text and export again',
        '被电子表格改成了科学计数法：请将该列设为文本后重新导出',
      );
    } else {
      const digits = Object.values(GRID_LEVELS).map((level) => level.digits);
      this.fail(
        column,
        `is no grid code (${digits.join(', ')} digits)`,
        `不是网格编码（${digits.join('、')} 位数字）`,
      );
    }
    return value;
  }

  /** A date or time with zone; a bare date is midnight in UTC+8. */
  moment(column: string): string | null {
    const value = this.text(column);
    if (value === '') return null;
    const bare = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(value);
    const iso = bare
      ? `${bare[1]}-${bare[2]?.padStart(2, '0')}-${bare[3]?.padStart(2, '0')}T00:00:00+08:00`
      : value;
    const at = new Date(iso);
    const year = at.getUTCFullYear();
    if (
      (!bare && !/(?:Z|[+-]\d{2}:\d{2})$/.test(value)) ||
      Number.isNaN(at.getTime()) ||
      year < 1900 ||
      year > 9000
    ) {
      this.fail(
        column,
        'must be a date like 2026-03-05, or a time with its zone',
        '应为 2026-03-05 形式的日期或带时区的时间',
      );
      return null;
    }
    return at.toISOString();
  }
}

function check<T>(
  lines: readonly ImportLine[],
  columns: Readonly<Record<string, Column>>,
  keyOf: (row: T) => string,
  read: (line: LineCheck) => T,
): Checked<T> {
  const result: Checked<T> = { rows: [], errors: [] };
  const firstLine = new Map<string, number>();
  for (const line of lines) {
    const checked = new LineCheck(line, columns);
    const row = read(checked);
    const key = keyOf(row);
    const earlier = firstLine.get(key);
    if (checked.errors.length === 0 && earlier !== undefined) {
      checked.fail('', `is the same as line ${earlier}`, `与第 ${earlier} 行重复`);
    }
    if (checked.errors.length > 0) {
      result.errors.push(...checked.errors);
      continue;
    }
    firstLine.set(key, line.line);
    result.rows.push(row);
  }
  return result;
}

/** `known`: the codes that exist already. A row's parent must be one of them, or a sound row of the file. */
export function checkGrids(lines: readonly ImportLine[], known: ReadonlySet<string>): Checked<GridRow> {
  const codes = new Set(known);
  const codeOf = (line: ImportLine) => line.cells.code ?? '';
  // parents before their children, whatever the order of the file
  const ordered = lines.toSorted((a, b) => codeOf(a).length - codeOf(b).length || a.line - b.line);
  const checked = check<GridRow>(
    ordered,
    IMPORT_COLUMNS.grids,
    (row) => row.code,
    (line) => {
      const code = line.gridCode('code');
      const name = line.text('name');
      const households = line.number('households', 0, 1_000_000, true);
      const above = parentCode(code);
      const level = gridLevel(code);
      const hasParent = above !== null && codes.has(above);
      if (above !== null && !hasParent && level !== 'COUNTY') {
        line.fail('code', `lies in grid ${above}, which does not exist`, `上级网格 ${above} 不存在`);
      }
      if (line.errors.length === 0) codes.add(code);
      return { code, level: level ?? '', name, parentCode: hasParent ? above : null, households };
    },
  );
  return { rows: checked.rows, errors: checked.errors.toSorted((a, b) => a.line - b.line) };
}

function hashId(prefix: string, ...parts: string[]): string {
  return `${prefix}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)}`;
}

/** Same line, same ids: importing a file again changes nothing. Without a person id, title and grid make the person. */
export function checkPosts(lines: readonly ImportLine[], grids: ReadonlySet<string>): Checked<PostRow> {
  return check<PostRow>(
    lines,
    IMPORT_COLUMNS.posts,
    (row) => row.id,
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
      const [validFrom, validTo] = [line.moment('validFrom'), line.moment('validTo')];
      if (validFrom !== null && validTo !== null && validTo <= validFrom) {
        line.fail('validTo', 'is not after validFrom', '应晚于任职起始');
      }
      const id = hashId('post', code, gridCode, personId);
      return { id, role: code, gridCode, personId, title, phone: line.optional('phone'), validFrom, validTo };
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
      const [longitude, latitude] = [line.number('longitude', -180, 180), line.number('latitude', -90, 90)];
      if (line.errors.length === 0 && (longitude === null) !== (latitude === null)) {
        line.fail(
          longitude === null ? 'longitude' : 'latitude',
          'is missing beside the other',
          '经纬度须同时填写',
        );
      }
      const system = coordinateSystem(line);
      const point = longitude === null || latitude === null ? null : toWgs84({ longitude, latitude }, system);
      return {
        id,
        family,
        name: line.text('name'),
        gridCode: deviceGrid(line, grids, point, gridAt),
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

/** WGS-84 unless the line says otherwise. */
function coordinateSystem(line: LineCheck): CoordinateSystem {
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

function deviceGrid(
  line: LineCheck,
  grids: ReadonlySet<string>,
  point: GeoPoint | null,
  gridAt: (point: GeoPoint) => string | null,
): string {
  if (line.text('gridCode') !== '') return existingGrid(line, grids);
  const found = point === null ? null : gridAt(point);
  if (found === null && point === null) {
    line.fail('gridCode', 'is empty, and there is no position to find it by', '为空，且没有可据以判定的位置');
  } else if (found === null) {
    line.fail('gridCode', 'is empty, and no grid is drawn at the position', '为空，且该位置没有已绘制的网格');
  }
  return found ?? '';
}

function existingGrid(line: LineCheck, grids: ReadonlySet<string>): string {
  const before = line.errors.length;
  const code = line.gridCode('gridCode');
  if (line.errors.length === before && !grids.has(code)) {
    line.fail(
      'gridCode',
      `grid ${code} does not exist: import the grids first`,
      `网格 ${code} 不存在：请先导入网格`,
    );
  }
  return code;
}
