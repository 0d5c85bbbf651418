import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuTimeMs } from '../tests/support/cpu-time.ts';
import { areaM2, BOUNDARY_FAULTS, boundaryFaultText, checkBoundary, mapBoundary } from './grid-boundary.ts';

const polygon = (...coordinates: number[][][]) => ({ type: 'Polygon', coordinates });
const SQUARE = [
  [104, 30],
  [104.01, 30],
  [104.01, 30.01],
  [104, 30.01],
  [104, 30],
];
const HOLE = [
  [104.004, 30.004],
  [104.006, 30.004],
  [104.006, 30.006],
  [104.004, 30.004],
];
const codesOf = (value: unknown) => checkBoundary(value).faults.map(({ code }) => code);

describe('a boundary that people drew', () => {
  test.each([
    ['a square', polygon(SQUARE)],
    ['one with a hole', polygon(SQUARE, HOLE)],
    [
      'several',
      { type: 'MultiPolygon', coordinates: [[SQUARE], [HOLE.map(([x = 0, y = 0]) => [x + 0.02, y])]] },
    ],
    ['one drawn the other way round', polygon(SQUARE.toReversed())],
  ])('%s is taken', (_, value) => {
    expect(checkBoundary(value)).toMatchObject({ faults: [], boundary: { type: value.type } });
  });

  test.each([
    ['NOT_A_POLYGON', { type: 'Point', coordinates: [104, 30] }],
    ['NOT_A_POLYGON', null],
    ['NOT_A_POLYGON', polygon([[104, Number.NaN]])],
    ['RING_TOO_SHORT', polygon([SQUARE[0] ?? [], SQUARE[1] ?? [], SQUARE[0] ?? []])],
    ['RING_NOT_CLOSED', polygon(SQUARE.slice(0, -1))],
    [
      'RING_CROSSES_ITSELF',
      polygon([
        [104, 30],
        [104.01, 30.01],
        [104.01, 30],
        [104, 30.01],
        [104, 30],
      ]),
    ],
    // a spike out and back over the same line
    [
      'RING_CROSSES_ITSELF',
      polygon([
        [104, 30],
        [104.01, 30],
        [104.02, 30],
        [104.01, 30],
        [104.01, 30.01],
        [104, 30],
      ]),
    ],
    ['COORDINATE_ORDER', polygon(SQUARE.map(([x = 0, y = 0]) => [y, x]))],
    ['OFF_GLOBE', polygon(SQUARE.map(([x = 0, y = 0]) => [x * 1_000, y * 1_000]))],
    [
      'HOLE_OUTSIDE',
      polygon(
        SQUARE,
        HOLE.map(([x = 0, y = 0]) => [x + 1, y]),
      ),
    ],
  ])('%s is told', (code, value) => {
    expect(codesOf(value)).toEqual([code]);
  });

  test('every bad ring is told with its place and how to mend it', () => {
    const value = {
      type: 'MultiPolygon',
      coordinates: [[SQUARE.slice(0, -1)], [SQUARE], [HOLE.slice(0, -1)]],
    };
    const { faults } = checkBoundary(value);
    expect(faults.map(({ path }) => path)).toEqual(['/coordinates/0/0', '/coordinates/2/0']);
    for (const fault of faults) {
      expect(boundaryFaultText(fault).en).toContain(fault.path);
      expect(boundaryFaultText(fault).zh).toContain('未闭合');
      expect(BOUNDARY_FAULTS[fault.code].fixZh).not.toBe('');
    }
  });

  test('a ring crosses itself just where two of its edges meet, each pair looked at', () => {
    type Corner = [number, number];
    const side = ([ax, ay]: Corner, [bx, by]: Corner, [cx, cy]: Corner) =>
      Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
    const on = (a: Corner, b: Corner, c: Corner) =>
      side(a, b, c) === 0 && (c[0] - a[0]) * (c[0] - b[0]) + (c[1] - a[1]) * (c[1] - b[1]) <= 0;
    const meets = (a: Corner, b: Corner, c: Corner, d: Corner) =>
      side(a, b, c) * side(a, b, d) * side(c, d, a) * side(c, d, b) > 0 && side(a, b, c) !== side(a, b, d)
        ? side(c, d, a) !== side(c, d, b)
        : on(a, b, c) || on(a, b, d) || on(c, d, a) || on(c, d, b);
    const corner = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(fc.uniqueArray(corner, { minLength: 3, maxLength: 9, selector: String }), (corners) => {
        const n = corners.length;
        const at = (index: number): Corner => corners[index % n] ?? [0, 0];
        const crosses = corners.some((a, i) =>
          corners.some((c, j) => {
            if (j <= i) return false;
            const [b, d] = [at(i + 1), at(j + 1)];
            if (j === i + 1) return on(a, b, d) || on(c, d, a);
            if ((j + 1) % n === i) return on(a, b, c) || on(c, d, b);
            return meets(a, b, c, d);
          }),
        );
        const ring = [...corners, at(0)].map(([x, y]) => [104 + x, 30 + y]);
        expect(codesOf(polygon(ring))).toEqual(crosses ? ['RING_CROSSES_ITSELF'] : []);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a hostile ring of many long edges is judged in time', () => {
    const comb = Array.from({ length: 4_000 }, (_, n) => {
      const ends = [
        [100, 20 + n * 1e-6],
        [101, 21 + n * 1e-6],
      ];
      return n % 2 === 0 ? ends : ends.toReversed();
    }).flat();
    const ring = [...comb, [99.9, 20.1], [99.9, 20], [100, 20]];
    const began = cpuTimeMs();
    expect(codesOf(polygon(ring))).toEqual([]);
    expect(cpuTimeMs() - began).toBeLessThan(4_000);
  });

  test('a star-shaped ring never crosses itself; with two corners swapped it does or loses nothing', () => {
    const radii = fc.array(fc.double({ min: 0.001, max: 0.01, noNaN: true }), {
      minLength: 4,
      maxLength: 60,
    });
    fc.assert(
      fc.property(radii, (all) => {
        const corners = all.map((radius, index) => {
          const angle = (2 * Math.PI * index) / all.length;
          return [104 + radius * Math.cos(angle), 30 + radius * Math.sin(angle)];
        });
        expect(codesOf(polygon([...corners, corners[0] ?? []]))).toEqual([]);
      }),
    );
  });
});

test('areas are in square metres', () => {
  const { boundary } = checkBoundary(polygon(SQUARE));
  if (boundary === null) throw new Error('the square is sound');
  // 0.01 degree: 1,112 m north, 963 m east at 30 degrees
  expect(areaM2(boundary)).toBeGreaterThan(1_065_000);
  expect(areaM2(boundary)).toBeLessThan(1_075_000);
  const shifted = mapBoundary(boundary, ({ longitude, latitude }) => ({
    longitude: longitude + 1,
    latitude,
  }));
  expect(areaM2(shifted)).toBeCloseTo(areaM2(boundary), 3);
});
