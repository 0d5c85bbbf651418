import { describe, expect, test } from 'vitest';
import { DUTY_LADDER, resolveDuty } from '../core/duty.ts';
import { gridLevel, parentCode } from '../core/grid.ts';
import { CODECS } from '../ingest/codecs/table.ts';
import { buildDemo } from './demo.ts';
import { linesOf } from './demo-lines.ts';
import { demoStories } from './demo-stories.ts';

const NOW = new Date('2026-03-05T00:00:00Z');
const demo = buildDemo(NOW);
const level = (name: string) => demo.grids.filter((grid) => grid.level === name);

describe('the demo community', () => {
  test('is the same every time', () => {
    expect(buildDemo(NOW)).toEqual(demo);
  });

  test('has a county, 3 sub-districts, 6 communities, 12 compounds and 40 micro-grids under city 5114', () => {
    expect(level('CITY').map((grid) => grid.code)).toEqual(['5114']);
    expect(level('COUNTY').map((grid) => grid.code)).toEqual(['511421']);
    const counts = ['SUBDISTRICT', 'COMMUNITY', 'GRID', 'MICRO_GRID'].map((name) => level(name).length);
    expect(counts).toEqual([3, 6, 12, 40]);
  });

  test('names every parent before its children, with codes of their level', () => {
    const seen = new Set<string>();
    for (const grid of demo.grids) {
      expect(gridLevel(grid.code)).toBe(grid.level);
      expect(grid.parentCode).toBe(parentCode(grid.code));
      if (grid.parentCode !== null) expect(seen.has(grid.parentCode)).toBe(true);
      seen.add(grid.code);
    }
    expect(seen.size).toBe(demo.grids.length);
  });

  test('has 50 to 80 households a micro-grid, 10 to 20 a neighbour unit, and their sums', () => {
    for (const grid of level('MICRO_GRID')) {
      expect(grid.households).toBeGreaterThanOrEqual(50);
      expect(grid.households).toBeLessThanOrEqual(80);
      const units = demo.grids.filter((unit) => unit.parentCode === grid.code);
      for (const unit of units) {
        expect(unit.households).toBeGreaterThanOrEqual(10);
        expect(unit.households).toBeLessThanOrEqual(20);
      }
      expect(units.reduce((sum, unit) => sum + (unit.households ?? 0), 0)).toBe(grid.households);
    }
  });

  test('has buildings of six led floors, and the households that each grid says it has, by their doors (HY-03, RS-09)', () => {
    const people = new Set(demo.persons.map(({ id }) => id));
    expect(demo.buildings).toHaveLength(2 * level('MICRO_GRID').length);
    expect(demo.floors).toHaveLength(6 * demo.buildings.length);
    for (const { leaderId } of [...demo.buildings, ...demo.floors]) expect(people).toContain(leaderId);
    for (const grid of [...level('GRID'), ...level('MICRO_GRID'), ...level('NEIGHBOUR_UNIT')]) {
      const here = demo.households.filter(({ gridCode }) => gridCode.startsWith(grid.code));
      expect(here.length, grid.code).toBe(grid.households);
    }
    const doors = new Set(demo.households.map(({ buildingId, room }) => `${buildingId} ${room}`));
    expect(doors.size).toBe(demo.households.length);
    for (const { headName } of demo.households) expect(headName).toMatch(/^住户 \d+-[12]-[1-6]0\d$/);
  });

  test('has three who live alone, at home where a smoke detector stands, visited each week (HUA-22)', () => {
    expect(demo.keyPersons).toHaveLength(3);
    for (const { gridCode, householdId, weeklyVisit } of demo.keyPersons) {
      expect(weeklyVisit).toBe(true);
      expect(demo.households.find((home) => home.id === householdId)?.gridCode).toBe(gridCode);
      expect(
        demo.devices.some((device) => device.gridCode === gridCode && device.id.startsWith('smoke-')),
      ).toBe(true);
    }
  });

  test('has about 200 devices with unique ids, in grids that exist, speaking formats that exist', () => {
    expect(demo.devices.length).toBeGreaterThan(180);
    expect(demo.devices.length).toBeLessThan(220);
    expect(new Set(demo.devices.map((device) => device.id)).size).toBe(demo.devices.length);
    const codes = new Set(demo.grids.map((grid) => grid.code));
    for (const device of demo.devices) {
      expect(codes.has(device.gridCode)).toBe(true);
      expect(CODECS.map((codec) => codec.name)).toContain(device.codec);
    }
    expect(new Set(demo.devices.map((device) => device.codec)).size).toBe(3);
  });

  test('has somebody on duty for every device, absences and vacancies included', () => {
    const skips = demo.devices.map((device) => {
      const answer = resolveDuty(device.gridCode, DUTY_LADDER, demo.posts, demo.absences, NOW.getTime());
      expect(answer.post).not.toBeNull();
      return answer.skipped;
    });
    expect(skips.flat().some((skip) => skip.reasonZh.includes('请假'))).toBe(true);
    expect(skips.flat().some((skip) => skip.role === 'GRID_WORKER' && skip.reasonZh.includes('空缺'))).toBe(
      true,
    );
  });

  test('gives every post a person and a party that exist, and one person may hold two posts', () => {
    const ids = new Set(demo.persons.map((person) => person.id));
    for (const post of demo.posts) expect(ids.has(post.personId)).toBe(true);
    expect(demo.posts.length).toBeGreaterThan(demo.persons.length);
    const parties = new Set(demo.parties.map((party) => party.id));
    for (const { partyId } of [...demo.posts, ...demo.persons]) {
      if (partyId !== null) expect(parties.has(partyId)).toBe(true);
    }
  });
});

test('stories told side by side: each once, in the order of time, and what joins another after it in its line', () => {
  const stories = demoStories(['1', '2', '3'], 36);
  const lines = linesOf(stories, 6);
  expect(
    lines
      .flat()
      .map(({ key }) => key)
      .toSorted(),
  ).toEqual(stories.map(({ key }) => key).toSorted());
  for (const line of lines) {
    expect(line).toEqual(line.toSorted((a, b) => b.startedMinutesAgo - a.startedMinutesAgo));
    for (const [index, { steps }] of line.entries()) {
      for (const { into } of steps) {
        if (into !== undefined) expect(line.slice(0, index).map(({ key }) => key)).toContain(into);
      }
    }
  }
  const lengths = lines.map((line) => line.reduce((sum, { steps }) => sum + 1 + steps.length, 0));
  expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(15);
});
