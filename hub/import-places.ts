import type { GeoPoint } from '../core/geo.ts';
import { toWgs84 } from '../core/geo.ts';
import { areaM2, boundaryFaultText, checkBoundary, mapBoundary } from '../core/grid-boundary.ts';
import { KEY_PERSON_CATEGORIES } from '../core/households.ts';
import type { Boundary } from '../core/polygon.ts';
import { type Checked, check, type ImportLine, type LineCheck } from './import-check.ts';
import { IMPORT_COLUMNS } from './import-columns.ts';
import { coordinateSystem, existingGrid, placedGrid, position } from './import-rows.ts';

export interface BoundaryRow {
  code: string;
  boundary: Boundary;
  areaM2: number;
  /** Null: since ever when nothing is drawn yet, else from now on. */
  validFrom: string | null;
}

export interface BuildingRow {
  id: string;
  gridCode: string;
  name: string;
  compound: string | null;
  address: string | null;
  floors: number | null;
  leaderId: string | null;
  longitude: number | null;
  latitude: number | null;
  /** Null: the file says nothing of them. */
  floorLeaders: { floor: string; leaderId: string }[] | null;
}

export interface HouseholdRow {
  id: string;
  gridCode: string;
  buildingId: string | null;
  floor: string | null;
  room: string | null;
  headName: string | null;
  phone: string | null;
  permanent: boolean | null;
  members: number | null;
  longitude: number | null;
  latitude: number | null;
}

export interface KeyPersonRow {
  id: string;
  gridCode: string;
  householdId: string | null;
  category: string;
  name: string | null;
  phone: string | null;
  careNote: string | null;
  weeklyVisit: boolean | null;
}

const EMPTY: Boundary = { type: 'Polygon', coordinates: [] };

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Every ring that is wrong is told with its stable code, its place and how to mend it. `zone` is where a day begins. */
export function checkBoundaries(
  lines: readonly ImportLine[],
  grids: ReadonlySet<string>,
  zone: string,
): Checked<BoundaryRow> {
  return check<BoundaryRow>(
    lines,
    IMPORT_COLUMNS.boundaries,
    (row) => row.code,
    (line) => {
      const code = existingGrid(line, grids, 'code');
      const text = line.text('boundary');
      const checked = checkBoundary(text === '' ? null : parsedJson(text));
      const system = coordinateSystem(line);
      if (text !== '') {
        for (const fault of checked.faults) {
          const { en, zh } = boundaryFaultText(fault);
          line.fail('boundary', en, zh, fault.code);
        }
      }
      const drawn = checked.boundary ?? EMPTY;
      const boundary = system === 'WGS84' ? drawn : mapBoundary(drawn, (point) => toWgs84(point, system));
      return { code, boundary, areaM2: areaM2(boundary), validFrom: line.moment('validFrom', zone) };
    },
  );
}

function existing(line: LineCheck, column: string, known: ReadonlySet<string>, zh: string): string | null {
  const id = line.optional(column);
  if (id !== null && !known.has(id)) {
    line.fail(column, `${id} does not exist`, `${zh} ${id} 不存在`, 'NO_OBJECT');
  }
  return id;
}

/** `3=p1; 4=p2` */
function floorLeaders(line: LineCheck, persons: ReadonlySet<string>): BuildingRow['floorLeaders'] {
  const text = line.optional('floorLeaders');
  if (text === null) return null;
  return text
    .split(/[;；]/)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [floor = '', leaderId = ''] = part.split(/[=:：]/).map((one) => one.trim());
      if (floor === '' || leaderId === '') {
        line.fail('floorLeaders', 'is written floor=person id; …', '应写作“楼层=人员编号；…”');
      } else if (!persons.has(leaderId)) {
        line.fail(
          'floorLeaders',
          `person ${leaderId} does not exist`,
          `人员 ${leaderId} 不存在`,
          'NO_OBJECT',
        );
      }
      return { floor, leaderId };
    });
}

export function checkBuildings(
  lines: readonly ImportLine[],
  grids: ReadonlySet<string>,
  persons: ReadonlySet<string>,
  gridAt: (point: GeoPoint) => string | null = () => null,
): Checked<BuildingRow> {
  return check<BuildingRow>(
    lines,
    IMPORT_COLUMNS.buildings,
    (row) => row.id,
    (line) => {
      const point = position(line);
      return {
        id: line.text('buildingId'),
        name: line.text('name'),
        gridCode: placedGrid(line, grids, point, gridAt),
        compound: line.optional('compound'),
        address: line.optional('address'),
        floors: line.number('floors', 1, 300, true),
        leaderId: existing(line, 'leaderId', persons, '人员'),
        longitude: point?.longitude ?? null,
        latitude: point?.latitude ?? null,
        floorLeaders: floorLeaders(line, persons),
      };
    },
  );
}

/** What is named (a building, a household) and the grid beside it must lie on one path; without a grid its own counts. */
function gridBeside(
  line: LineCheck,
  grids: ReadonlySet<string>,
  point: GeoPoint | null,
  gridAt: (point: GeoPoint) => string | null,
  beside: string | null,
): string {
  const given = line.text('gridCode');
  if (given === '' && beside !== null) {
    if (grids.has(beside)) return beside;
    line.fail('gridCode', `grid ${beside} is retired`, `网格 ${beside} 已停用`, 'RETIRED_GRID');
    return beside;
  }
  const code = placedGrid(line, grids, point, gridAt);
  if (beside !== null && grids.has(code) && !code.startsWith(beside) && !beside.startsWith(code)) {
    line.fail(
      'gridCode',
      `${code} is not on the path of grid ${beside}, where it stands`,
      `${code} 与其所在网格 ${beside} 不在同一路径`,
      'NO_GRID',
    );
  }
  return code;
}

/** `buildings`: grid by building. */
export function checkHouseholds(
  lines: readonly ImportLine[],
  grids: ReadonlySet<string>,
  buildings: ReadonlyMap<string, string>,
  gridAt: (point: GeoPoint) => string | null = () => null,
): Checked<HouseholdRow> {
  return check<HouseholdRow>(
    lines,
    IMPORT_COLUMNS.households,
    (row) => row.id,
    (line) => {
      const buildingId = line.optional('buildingId');
      const beside = buildingId === null ? null : (buildings.get(buildingId) ?? null);
      if (buildingId !== null && beside === null) {
        line.fail(
          'buildingId',
          `building ${buildingId} does not exist`,
          `楼栋 ${buildingId} 不存在`,
          'NO_OBJECT',
        );
      }
      const point = position(line);
      return {
        id: line.text('householdId'),
        gridCode: gridBeside(line, grids, point, gridAt, beside),
        buildingId,
        floor: line.optional('floor'),
        room: line.personal('room'),
        headName: line.personal('headName'),
        phone: line.personal('phone'),
        permanent: line.flag('permanent'),
        members: line.number('members', 0, 100, true),
        longitude: point?.longitude ?? null,
        latitude: point?.latitude ?? null,
      };
    },
  );
}

/** `households`: grid by household. */
export function checkKeyPersons(
  lines: readonly ImportLine[],
  grids: ReadonlySet<string>,
  households: ReadonlyMap<string, string>,
  known: ReadonlySet<string>,
): Checked<KeyPersonRow> {
  return check<KeyPersonRow>(
    lines,
    IMPORT_COLUMNS['key-persons'],
    (row) => row.id,
    (line) => {
      const id = line.text('keyPersonId');
      const householdId = line.optional('householdId');
      const beside = householdId === null ? null : (households.get(householdId) ?? null);
      if (householdId !== null && beside === null) {
        line.fail(
          'householdId',
          `household ${householdId} does not exist`,
          `住户 ${householdId} 不存在`,
          'NO_OBJECT',
        );
      }
      const told = line.text('name');
      const name = line.personal('name');
      if (told !== '' && name === null && line.errors.length === 0 && !known.has(id)) {
        line.fail('name', 'is masked, and nobody knows it yet', '已隐去，且尚未登记', 'MISSING');
      }
      return {
        id,
        category: line.coded('category', KEY_PERSON_CATEGORIES) ?? '',
        name,
        gridCode: gridBeside(line, grids, null, () => null, beside),
        householdId,
        phone: line.personal('phone'),
        careNote: line.personal('careNote'),
        weeklyVisit: line.flag('weeklyVisit'),
      };
    },
  );
}
