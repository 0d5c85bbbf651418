import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Holding, type HoldingKind, planMerge, planSplit } from './grid-split.ts';
import type { Boundary } from './polygon.ts';

const OLD = '511402001001001';
const [A, B] = ['511402001001002', '511402001001003'];
const box = (west: number, east: number): Boundary => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 30],
      [east, 30],
      [east, 30.01],
      [west, 30.01],
      [west, 30],
    ],
  ],
});
const at = (longitude: number) => ({ longitude, latitude: 30.005 });
const held = (
  kind: HoldingKind,
  id: string,
  longitude: number | null,
  more: Partial<Holding> = {},
): Holding => ({
  ...{ kind, id, gridCode: OLD, follows: null },
  point: longitude === null ? null : at(longitude),
  ...more,
});
const PARTS = [
  { code: A, boundary: box(104, 104.01) },
  { code: B, boundary: box(104.01, 104.02) },
];
const split = (more: Partial<Parameters<typeof planSplit>[0]> = {}) => ({
  ...{ code: OLD, parts: PARTS, named: new Map<string, string>(), rest: null },
  ...more,
});
const goes = (plan: ReturnType<typeof planSplit>) =>
  Object.fromEntries(plan.moves.map(({ kind, id, to }) => [`${kind} ${id}`, to]));

describe('a split (LA-07)', () => {
  test('gives by name, by position, with the building, and the rest', () => {
    const plan = planSplit(
      split({ named: new Map([['POST p1', B]]), rest: A }),
      [],
      [
        held('DEVICE', 'd1', 104.001),
        held('DEVICE', 'd2', 104.015),
        held('BUILDING', 'b1', 104.015),
        held('HOUSEHOLD', 'h1', null, { follows: { kind: 'BUILDING', id: 'b1' } }),
        held('KEY_PERSON', 'k1', null, { follows: { kind: 'HOUSEHOLD', id: 'h1' } }),
        held('POST', 'p1', null),
        held('ORDER', 'o1', null),
        // on the line between both: the lowest code
        held('DEVICE', 'd3', 104.01),
      ],
      new Set([OLD]),
    );
    expect(plan.faults).toEqual([]);
    expect(goes(plan)).toEqual({
      ...{ 'DEVICE d1': A, 'DEVICE d2': B, 'DEVICE d3': A, 'BUILDING b1': B, 'HOUSEHOLD h1': B },
      ...{ 'KEY_PERSON k1': B, 'POST p1': B, 'ORDER o1': A },
    });
  });

  test('takes the grids below along under new codes, with what hangs on them', () => {
    const plan = planSplit(
      split(),
      [
        { code: `${OLD}01`, point: at(104.001) },
        { code: `${OLD}02`, point: at(104.015) },
        { code: `${OLD}0201`, point: null },
      ],
      [held('HOUSEHOLD', 'h1', null, { gridCode: `${OLD}0201` })],
      new Set([OLD]),
    );
    expect(plan.faults).toEqual([]);
    expect([...plan.recoded]).toEqual([
      [`${OLD}01`, `${A}01`],
      [`${OLD}02`, `${B}02`],
      [`${OLD}0201`, `${B}0201`],
    ]);
    expect(goes(plan)).toEqual({ 'HOUSEHOLD h1': `${B}0201` });
  });

  test('may leave a part its old code: what lies there stays', () => {
    const parts = [{ code: OLD, boundary: box(104, 104.01) }, PARTS[1] ?? { code: B, boundary: null }];
    const plan = planSplit(
      split({ parts }),
      [{ code: `${OLD}01`, point: at(104.001) }],
      [held('DEVICE', 'd1', 104.001), held('DEVICE', 'd2', 104.011)],
      new Set([OLD]),
    );
    expect(plan).toMatchObject({ faults: [], recoded: new Map(), moves: [{ id: 'd2', to: B }] });
  });

  test.each([
    ['TOO_FEW', split({ parts: PARTS.slice(0, 1) })],
    ['CODE_TAKEN', split({ parts: [...PARTS, { code: '511402001001009', boundary: null }] })],
    ['OTHER_PARENT', split({ parts: [...PARTS, { code: '511402001002001', boundary: null }] })],
    ['OTHER_PARENT', split({ parts: [...PARTS, { code: `${A}01`, boundary: null }] })],
    ['BAD_CODE', split({ parts: [...PARTS, { code: '51140', boundary: null }] })],
    ['TWICE', split({ parts: [...PARTS, { code: A, boundary: null }] })],
    ['UNKNOWN_TARGET', split({ rest: '511402001001007' })],
    ['UNKNOWN_HOLDING', split({ named: new Map([['DEVICE nobody', A]]) })],
  ])('is refused with %s', (code, request) => {
    const plan = planSplit(request, [], [], new Set([OLD, '511402001001009']));
    expect(plan.faults.map((fault) => fault.code)).toContain(code);
  });

  test('names each thing that would belong to nobody', () => {
    const plan = planSplit(
      split(),
      [{ code: `${OLD}01`, point: null }],
      [held('DEVICE', 'd1', null)],
      new Set([OLD]),
    );
    expect(plan.faults.map(({ code, object }) => [code, object])).toEqual([
      ['NO_TARGET', `${OLD}01`],
      ['NO_TARGET', 'DEVICE d1'],
    ]);
  });

  test('loses nothing and doubles nothing: each holding goes to one part, or is a fault', () => {
    const kinds = fc.constantFrom<HoldingKind>('DEVICE', 'BUILDING', 'HOUSEHOLD', 'ORDER');
    const points = fc.option(fc.double({ min: 103.99, max: 104.03, noNaN: true }));
    fc.assert(
      fc.property(fc.array(fc.tuple(kinds, points)), fc.constantFrom(null, A, B), (all, rest) => {
        const holdings = all.map(([kind, point], n) => held(kind, `${n}`, point));
        const plan = planSplit(split({ rest }), [], holdings, new Set([OLD]));
        expect(plan.moves.length + plan.faults.length).toBe(holdings.length);
        expect(plan.moves.every(({ to }) => to === A || to === B)).toBe(true);
        if (rest !== null) expect(plan.faults).toEqual([]);
      }),
    );
  });
});

describe('a merger', () => {
  test('takes everything along; grids below whose serial is taken get the next free one', () => {
    const plan = planMerge(
      { codes: [A, B], into: A },
      [
        { code: `${A}01`, point: null },
        { code: `${B}01`, point: null },
        { code: `${B}02`, point: null },
        { code: `${B}0101`, point: null },
      ],
      [held('HOUSEHOLD', 'h1', null, { gridCode: `${B}01` }), held('DEVICE', 'd1', null, { gridCode: A })],
      new Set([A, B, `${A}01`, `${B}01`, `${B}02`, `${B}0101`]),
    );
    expect(plan.faults).toEqual([]);
    expect(Object.fromEntries(plan.recoded)).toEqual({
      [B]: A,
      [`${B}01`]: `${A}02`,
      [`${B}02`]: `${A}03`,
      [`${B}0101`]: `${A}0201`,
    });
    expect(plan.moves).toEqual([{ kind: 'HOUSEHOLD', id: 'h1', from: `${B}01`, to: `${A}02` }]);
  });

  test('of grids of two parents, of one grid, or into a code that was given before, is refused', () => {
    const faults = (codes: string[], into: string) =>
      planMerge({ codes, into }, [], [], new Set([OLD])).faults.map(({ code }) => code);
    expect(faults([A, '511402001002001'], A)).toEqual(['OTHER_PARENT']);
    expect(faults([A], A)).toEqual(['TOO_FEW']);
    expect(faults([A, B], OLD)).toEqual(['CODE_TAKEN']);
    expect(faults([A, B], '511402001002009')).toEqual(['OTHER_PARENT']);
  });
});
