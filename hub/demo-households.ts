import { personIdOf } from './demo-people.ts';
import type { DemoGrid } from './demo-places.ts';

interface DemoBuilding {
  id: string;
  gridCode: string;
  name: string;
  compound: string;
  address: string;
  floors: number;
  leaderId: string;
}

interface DemoFloor {
  buildingId: string;
  floor: string;
  leaderId: string;
}

interface DemoHousehold {
  id: string;
  gridCode: string;
  buildingId: string;
  floor: string;
  room: string;
  /** A door, never a personal name. */
  headName: string;
  members: number;
}

interface DemoKeyPerson {
  id: string;
  gridCode: string;
  householdId: string;
  category: 'ELDERLY_ALONE';
  name: string;
  careNote: string;
  weeklyVisit: boolean;
}

/** Who lives in the demo community, and who is visited each week. */
export interface DemoHouseholds {
  buildings: DemoBuilding[];
  floors: DemoFloor[];
  households: DemoHousehold[];
  keyPersons: DemoKeyPerson[];
}

const FLOORS = 6;
const BUILDINGS = 2;
/** One in each of the first three micro-grids that have a smoke detector for somebody who lives alone. */
const VISITED: readonly (readonly [microGrid: number, number: string])[] = [
  [1, '一'],
  [5, '二'],
  [9, '三'],
];

/** Two buildings of six floors a micro-grid, and as many households in its neighbour units as the grid says. */
function ofMicroGrid(grid: DemoGrid, units: readonly DemoGrid[], compound: DemoGrid, at: number) {
  const doors = units.flatMap(({ code, households }) => Array.from({ length: households ?? 0 }, () => code));
  const perBuilding = Math.ceil(doors.length / BUILDINGS);
  const perFloor = Math.ceil(perBuilding / FLOORS);
  const perStair = Math.ceil(perFloor / 2);
  const buildings = Array.from({ length: BUILDINGS }, (_, index): DemoBuilding => {
    const number = at * BUILDINGS + index + 1;
    return {
      ...{ id: `building-${grid.code}-${index + 1}`, gridCode: grid.code, name: `${number} 号楼` },
      ...{ compound: compound.name, address: `${compound.name} ${number} 号楼`, floors: FLOORS },
      leaderId: personIdOf('BUILDING_LEADER', grid.code),
    };
  });
  const floors: DemoFloor[] = [];
  const households = doors.map((gridCode, index): DemoHousehold => {
    const building = Math.floor(index / perBuilding);
    const place = index % perBuilding;
    const inBuilding = Math.min(perBuilding, doors.length - building * perBuilding);
    const below = Math.floor((place * FLOORS) / inBuilding);
    const floor = String(below + 1);
    const door = place - Math.ceil((below * inBuilding) / FLOORS);
    const room = `${Math.floor(door / perStair) + 1}-${floor}0${(door % perStair) + 1}`;
    const buildingId = buildings[building]?.id ?? '';
    // the steward of the neighbours who live there leads the floor
    if (door === 0) floors.push({ buildingId, floor, leaderId: personIdOf('NEIGHBOUR_STEWARD', gridCode) });
    const number = at * BUILDINGS + building + 1;
    return {
      ...{ id: `household-${grid.code}-${String(index + 1).padStart(2, '0')}`, gridCode, buildingId, floor },
      ...{ room, headName: `住户 ${number}-${room}`, members: (index % 4) + 1 },
    };
  });
  return { buildings, floors, households };
}

/** Pure: buildings, floors, households by their doors, and three who live alone and are visited each week (HUA-22). */
export function demoHouseholds(grids: readonly DemoGrid[]): DemoHouseholds {
  const found: DemoHouseholds = { buildings: [], floors: [], households: [], keyPersons: [] };
  for (const compound of grids.filter(({ level }) => level === 'GRID')) {
    const microGrids = grids.filter(({ parentCode }) => parentCode === compound.code);
    for (const [at, grid] of microGrids.entries()) {
      const units = grids.filter(({ parentCode }) => parentCode === grid.code);
      const { buildings, floors, households } = ofMicroGrid(grid, units, compound, at);
      found.buildings.push(...buildings);
      found.floors.push(...floors);
      found.households.push(...households);
    }
  }
  const microGrids = grids.filter(({ level }) => level === 'MICRO_GRID');
  for (const [at, number] of VISITED) {
    const unit = `${microGrids[at]?.code ?? ''}01`;
    const home = found.households.find(({ gridCode }) => gridCode === unit);
    if (home === undefined) continue;
    const id = `key-person-${unit}`;
    found.keyPersons.push({
      ...{ id, gridCode: unit, householdId: home.id, category: 'ELDERLY_ALONE', weeklyVisit: true },
      ...{ name: `独居老人${number}`, careNote: '独居，装有烟感，每周探访一次' },
    });
  }
  return found;
}
