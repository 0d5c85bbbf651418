import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Boundary, contains, lowestGrid } from '../core/polygon.ts';
import { boundaryOf, createGridIndex } from './grid-locator.ts';

function cell(column: number, row: number, size: number): Boundary {
  const [left, bottom] = [104 + column * size, 30 + row * size];
  return {
    type: 'Polygon',
    coordinates: [
      [
        [left, bottom],
        [left + size, bottom],
        [left + size, bottom + size],
        [left, bottom + size],
        [left, bottom],
      ],
    ],
  };
}

const digits = (n: number, length: number) => String(n).padStart(length, '0');
/** 10 x 10 grids of 4 micro-grids each. */
const grids = Array.from({ length: 100 }, (_, index) => {
  const [column, row] = [index % 10, Math.floor(index / 10)];
  const code = `511402001001${digits(index + 1, 3)}`;
  const micro = [0, 1, 2, 3].map(
    (part) =>
      [`${code}${digits(part + 1, 2)}`, cell(column * 2 + (part % 2), row * 2 + (part >> 1), 0.005)] as const,
  );
  return [[code, cell(column, row, 0.01)] as const, ...micro];
}).flat();
const index = createGridIndex(grids);

test('the tree finds what a look at every grid finds, on lines and off them', () => {
  const step = fc.oneof(
    fc.double({ min: -0.01, max: 0.11, noNaN: true }),
    fc.integer({ min: -1, max: 21 }).map((n) => n * 0.005),
  );
  fc.assert(
    fc.property(step, step, (east, north) => {
      const point = { longitude: 104 + east, latitude: 30 + north };
      const all = grids.filter(([, boundary]) => contains(boundary, point)).map(([code]) => code);
      expect(index.at(point)).toBe(lowestGrid(all));
    }),
    { numRuns: 2_000 },
  );
});

test('a point inside lies in a micro-grid, one outside in nothing', () => {
  expect(index.at({ longitude: 104.001, latitude: 30.001 })).toBe('51140200100100101');
  expect(index.at({ longitude: 104.2, latitude: 30.001 })).toBeNull();
});

test.each([
  [null],
  [{ type: 'Point', coordinates: [104, 30] }],
  [{ type: 'Polygon', coordinates: [] }],
  [
    {
      type: 'Polygon',
      coordinates: [
        [
          [104, 30],
          [105, 'x'],
          [104, 31],
        ],
      ],
    },
  ],
  [{ type: 'MultiPolygon', coordinates: [[[104, 30]]] }],
])('%j is no boundary', (value) => {
  expect(boundaryOf(value)).toBeNull();
});
