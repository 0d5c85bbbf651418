import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intersectionOf } from './clip.ts';
import { boundaryFaultText, checkBoundary } from './grid-boundary.ts';
import { overlappingPolygons } from './polygons-apart.ts';

/** A box on a small raster, near Chengdu. */
const box = (x: number, y: number, width: number, height = width) =>
  [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
    [x, y],
  ].map(([east = 0, north = 0]) => [104 + east, 30 + north]);
const told = (...polygons: number[][][][]) =>
  checkBoundary({ type: 'MultiPolygon', coordinates: polygons }).faults.map(
    ({ code, path, other }) => `${code} ${path} ${other}`,
  );
const LAKE = [box(0, 0, 10), box(2, 2, 6)];
const REFUSED = 'POLYGONS_OVERLAP /coordinates/1 /coordinates/0';

describe('the polygons of one boundary', () => {
  test.each([
    ['apart', [[box(0, 0, 2)], [box(4, 0, 2)]]],
    ['which touch along an edge and at a corner', [[box(0, 0, 2)], [box(2, 0, 2)], [box(4, 2, 2)]]],
    ['of which one lies in the hole of another', [LAKE, [box(3, 3, 2)]]],
    ['of which one fills the hole of another, whichever is first', [[box(2, 2, 6)], LAKE]],
    ['of which several lie in one hole', [LAKE, [box(3, 3, 2)], [box(5, 5, 2)]]],
    ['an island in a lake on an island in a lake', [LAKE, [box(3, 3, 4), box(4, 4, 2)], [box(4.5, 4.5, 1)]]],
  ])('%s are taken', (_, polygons) => {
    expect(told(...polygons)).toEqual([]);
  });

  test.each([
    ['which cross', [[box(0, 0, 4)], [box(2, 2, 4)]], [REFUSED]],
    ['which are the same', [[box(0, 0, 4)], [box(0, 0, 4)]], [REFUSED]],
    ['of which one holds the other', [[box(0, 0, 4)], [box(1, 1, 1)]], [REFUSED]],
    ['of which one lies in the other', [[box(1, 1, 1)], [box(0, 0, 4)]], [REFUSED]],
    ['of which one reaches out of the hole', [LAKE, [box(3, 3, 6)]], [REFUSED]],
    [
      'two islands that cross',
      [LAKE, [box(3, 3, 2)], [box(4, 4, 2)]],
      ['POLYGONS_OVERLAP /coordinates/2 /coordinates/1'],
    ],
  ])('%s are refused', (_, polygons, faults) => {
    expect(told(...polygons)).toEqual(faults);
  });

  test('a refusal says in both languages which, and where', () => {
    const { faults } = checkBoundary({ type: 'MultiPolygon', coordinates: [[box(0, 0, 4)], [box(2, 2, 4)]] });
    const [text] = faults.map(boundaryFaultText);
    expect(text?.en).toMatch(/overlap near .* \(\/coordinates\/1 with \/coordinates\/0\)/);
    expect(text?.zh).toMatch(/重叠（.*附近）（\/coordinates\/1 与 \/coordinates\/0）/);
  });

  test('boxes are refused when, and only when, two of them have an area in common', () => {
    const drawn = fc.tuple(
      fc.nat(6),
      fc.nat(6),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
    );
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 2, maxLength: 5 }), (boxes) => {
        const polygons = boxes.map(([x, y, width, height]) => [box(x, y, width, height)]);
        const meet = polygons.some((one, index) =>
          polygons
            .slice(index + 1)
            .some(
              (other) =>
                intersectionOf({ type: 'Polygon', coordinates: one }, { type: 'Polygon', coordinates: other })
                  .length > 0,
            ),
        );
        expect(overlappingPolygons(polygons).length > 0).toBe(meet);
      }),
    );
  });

  test('a thousand thin ones beside each other on a slope end soon', () => {
    const slope = Array.from({ length: 1_000 }, (_, index) => {
      const at = index / 10_000;
      return [
        [
          [104 + at, 30],
          [105 + at, 31],
          [105.00005 + at, 31],
          [104.00005 + at, 30],
          [104 + at, 30],
        ],
      ];
    });
    expect(overlappingPolygons(slope)).toEqual([]);
  });
});
