import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Boundary, boxOf, contains, lowestGrid, type Ring } from './polygon.ts';

const square = (left: number, bottom: number, right: number, top: number): Ring => [
  [left, bottom],
  [right, bottom],
  [right, top],
  [left, top],
  [left, bottom],
];
const polygon = (...coordinates: Ring[]): Boundary => ({ type: 'Polygon', coordinates });
const at = (longitude: number, latitude: number) => ({ longitude, latitude });
/** A drawn code and its boundary; which of them a point belongs to. */
const ownerOf = (drawn: readonly (readonly [string, Boundary])[], point: ReturnType<typeof at>) =>
  lowestGrid(drawn.flatMap(([code, boundary]) => (contains(boundary, point) ? [code] : [])));

describe('a point', () => {
  const ring = polygon(square(0, 0, 10, 10), square(4, 4, 6, 6));

  test.each([
    ['inside', 1, 1, true],
    ['outside', 11, 1, false],
    ['in a hole', 5, 5, false],
    ['on the edge of a hole', 4, 5, true],
    ['on an edge', 0, 5, true],
    ['on a vertex', 10, 10, true],
    ['level with a vertex, outside', -1, 10, false],
    ['level with the top of a hole', 1, 6, true],
  ])('%s', (_, longitude, latitude, expected) => {
    expect(contains(ring, at(longitude, latitude))).toBe(expected);
  });

  test('is looked for in every part of a multi-polygon', () => {
    const parts: Boundary = {
      type: 'MultiPolygon',
      coordinates: [[square(0, 0, 1, 1)], [square(5, 5, 6, 6)]],
    };
    expect([at(0.5, 0.5), at(5.5, 5.5), at(3, 3)].map((point) => contains(parts, point))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('means the same whichever way round a ring is drawn, and whether it is closed', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 11, noNaN: true }),
        fc.double({ min: -1, max: 11, noNaN: true }),
        (x, y) => {
          const rings = square(0, 0, 10, 10);
          const expected = contains(polygon(rings), at(x, y));
          expect(contains(polygon(rings.toReversed()), at(x, y))).toBe(expected);
          expect(contains(polygon(rings.slice(0, -1)), at(x, y))).toBe(expected);
        },
      ),
    );
  });

  test('a boundary without an area contains nothing and has no box', () => {
    expect(boxOf(polygon([]))).toBeNull();
    expect(contains(polygon([]), at(0, 0))).toBe(false);
  });
});

describe('grids that share edges', () => {
  test('own each point of a plane of cells exactly once: an edge goes to the lowest code', () => {
    // a 4 x 4 plane; the lines between cells are crooked, so that edges are not parallel to the axes
    const line = (n: number, along: number) => n * 0.01 + Math.sin(along * 7 + n) * 0.001;
    const corner = (column: number, row: number) => [104 + line(column, row), 30 + line(row, column)];
    const cells = Array.from({ length: 16 }, (_, index) => {
      const [column, row] = [index % 4, Math.floor(index / 4)];
      const ring = [
        corner(column, row),
        corner(column + 1, row),
        corner(column + 1, row + 1),
        corner(column, row + 1),
        corner(column, row),
      ];
      return [`511402001001${String(index + 1).padStart(3, '0')}`, polygon(ring)] as const;
    });
    fc.assert(
      fc.property(
        fc.nat({ max: 15 }),
        fc.nat({ max: 3 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (index, side, along) => {
          const [, boundary] = cells[index] ?? ['', polygon()];
          const ring = boundary.type === 'Polygon' ? (boundary.coordinates[0] ?? []) : [];
          const [a = [], b = []] = [ring[side], ring[side + 1]];
          const mix = (axis: number) => (a[axis] ?? 0) + along * ((b[axis] ?? 0) - (a[axis] ?? 0));
          const point = at(mix(0), mix(1));
          const owners = cells.filter(([, cell]) => contains(cell, point)).map(([code]) => code);
          expect(owners.length).toBeGreaterThanOrEqual(1);
          expect(ownerOf(cells, point)).toBe(owners.toSorted()[0]);
          // whatever the order they are asked in
          expect(ownerOf(cells.toReversed(), point)).toBe(ownerOf(cells, point));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('leave no sliver where one side has more vertices on the common edge than the other', () => {
    const third = 1 / 3;
    const west = polygon([
      [0, 0],
      [third, third],
      [1, 1],
      [0, 1],
    ]);
    const east = polygon([
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (t) => {
        expect(
          ownerOf(
            [
              ['511402001001002', west],
              ['511402001001001', east],
            ],
            at(t, t),
          ),
        ).toBe('511402001001001');
      }),
    );
  });

  test('answer with the deepest grid, under the lowest of their parents', () => {
    expect(lowestGrid(['511402001001001', '511402001001', '51140200100100101'])).toBe('51140200100100101');
    expect(lowestGrid(['51140200100200101', '511402001002001', '511402001001001'])).toBe('511402001001001');
    expect(lowestGrid([])).toBeNull();
  });
});
