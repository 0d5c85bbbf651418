import { describe, expect, test } from 'vitest';
import { type GridFactsOfRules, gridRuleFindings } from './grid-rules.ts';
import { checkGridRules, type GridRule } from './grid-rules-schema.ts';

const C = '511402001001';
const grid = (code: string, more: Partial<GridFactsOfRules> = {}): GridFactsOfRules => ({
  ...{ code, level: code.length === 15 ? 'GRID' : code.length === 17 ? 'MICRO_GRID' : 'NEIGHBOUR_UNIT' },
  ...{
    name: '某',
    households: 60,
    compound: null,
    buildingCompounds: [],
    propertyClass: null,
    fullMembers: null,
  },
  ...{ posts: {}, parties: {}, children: 0 },
  ...more,
});
const found = (rule: GridRule, ...grids: GridFactsOfRules[]) =>
  gridRuleFindings([rule], grids).map(({ gridCode, others }) => [
    gridCode.slice(12),
    ...others.map((code) => code.slice(12)),
  ]);

const MICRO: GridRule = { id: 'size', kind: 'HOUSEHOLDS', level: 'MICRO_GRID', min: 50, max: 80 };

describe('rules of the grid are data', () => {
  test.each([
    [49, 1],
    [50, 0],
    [80, 0],
    [81, 1],
    [null, 1],
  ])('a micro-grid of %s households gives %i findings at 50-80 (RS-09)', (households, findings) => {
    expect(found(MICRO, grid(`${C}00101`, { households }))).toHaveLength(findings);
  });

  test('another number in the document is another rule (RS-09)', () => {
    expect(found({ ...MICRO, max: 100 }, grid(`${C}00101`, { households: 81 }))).toEqual([]);
  });

  test('a neighbour unit has 10 to 20 households (LA-08), other levels are not asked', () => {
    const rule: GridRule = { id: 'n', kind: 'HOUSEHOLDS', level: 'NEIGHBOUR_UNIT', min: 10, max: 20 };
    expect(found(rule, grid(`${C}0010101`, { households: 21 }), grid(`${C}00101`))).toEqual([['0010101']]);
  });

  test('one closed compound is one grid, and one grid is one compound (LA-07)', () => {
    const rule: GridRule = { id: 'c', kind: 'COMPOUND', level: 'GRID', splitAbove: 300 };
    const twice = [grid(`${C}001`, { compound: '锦绣' }), grid(`${C}002`, { buildingCompounds: ['锦绣'] })];
    expect(found(rule, ...twice)).toEqual([['001', '002']]);
    // the same name in another community is another compound
    expect(
      found(rule, grid(`${C}001`, { compound: '锦绣' }), grid('511402001002001', { compound: '锦绣' })),
    ).toEqual([]);
    expect(found(rule, grid(`${C}001`, { compound: '锦绣', buildingCompounds: ['锦绣', '翠竹'] }))).toEqual([
      ['001'],
    ]);
    expect(found(rule, grid(`${C}001`, { households: 301 }))).toEqual([['001']]);
    expect(found(rule, grid(`${C}001`, { households: 301, children: 4 }))).toEqual([]);
  });

  test('three full members have a branch of their own, fewer have none (RS-03)', () => {
    const rule: GridRule = { id: 'b', kind: 'BRANCH', level: 'GRID', minMembers: 3 };
    const cases: [number | null, number, number][] = [
      [3, 0, 1],
      [3, 1, 0],
      [2, 0, 0],
      [2, 1, 1],
      [null, 0, 0],
    ];
    for (const [fullMembers, BRANCH, findings] of cases) {
      expect(found(rule, grid(`${C}001`, { fullMembers, parties: { BRANCH } }))).toHaveLength(findings);
    }
  });

  test('posts and organisations are counted (RS-09, LC-14)', () => {
    const worker: GridRule = {
      id: 'w',
      kind: 'POSTS',
      level: 'MICRO_GRID',
      role: 'GRID_WORKER',
      min: 1,
      max: 1,
    };
    expect(found(worker, grid(`${C}00101`), grid(`${C}00102`, { posts: { GRID_WORKER: 1 } }))).toEqual([
      ['00101'],
    ]);
    const property: GridRule = {
      id: 'p',
      kind: 'PARTIES',
      level: 'GRID',
      partyKind: 'PROPERTY',
      propertyClass: 'MANAGED',
      min: 1,
    };
    expect(
      found(
        property,
        grid(`${C}001`, { propertyClass: 'MANAGED' }),
        grid(`${C}002`, { propertyClass: 'SCATTERED' }),
      ),
    ).toEqual([['001']]);
  });

  test('every finding says why, in both languages, with the source', () => {
    const [finding] = gridRuleFindings(
      [{ ...MICRO, source: 'RS-09' }],
      [grid(`${C}00101`, { households: 90 })],
    );
    expect(finding).toMatchObject({ source: 'RS-09', rule: 'size' });
    expect(finding?.en).toContain('90 permanent households; 50 to 80');
    expect(finding?.zh).toContain('宜拆分');
  });

  test('a document with rules that cannot hold is refused, all faults at once', () => {
    const rules: GridRule[] = [
      { ...MICRO, min: 90 },
      { id: 'size', kind: 'HOUSEHOLDS', level: 'GRID' },
      { id: 'r', kind: 'POSTS', level: 'GRID', role: 'KING', min: 1 },
      { id: 'q', kind: 'PARTIES', level: 'GRID', partyKind: 'CLUB', min: 1 },
    ];
    const faults = checkGridRules({ code: 'x', version: 1, nameZh: '某', nameEn: 'x', rules });
    expect(faults.map(({ path }) => path)).toEqual([
      '/rules/0/min',
      '/rules/1/id',
      '/rules/1',
      '/rules/2/role',
      '/rules/3/partyKind',
    ]);
  });
});
