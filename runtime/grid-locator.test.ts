import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Boundary, contains, lowestGrid } from '../core/polygon.ts';
import { boundaryOf, createGridIndex, createGridLocator } from './grid-locator.ts';
import { silentLog } from './log.ts';

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

describe('a locator that many ask at once after a change', () => {
  const point = { longitude: 104.001, latitude: 30.001 };
  const ask = (fail = false) => {
    const asked: string[] = [];
    const query = async (text: string) => {
      asked.push(text);
      await Promise.resolve();
      if (fail) throw new Error('away');
      return text.includes('grid_boundary b')
        ? { rows: grids.map(([code, boundary]) => ({ code, boundary })) }
        : { rows: [{ from: 0, to: null }] };
    };
    const locator = createGridLocator(
      { pool: { query }, listen: async () => ({ close: async () => {} }) },
      silentLog(),
    );
    const all = Array.from({ length: 50 }, (_, n) => locator.gridAt(point, { at: new Date(1_000 + n) }));
    return { asked, answers: Promise.allSettled(all) };
  };

  test('reads the boundaries once, whatever moments of one stretch they ask about', async () => {
    const { asked, answers } = ask();
    for (const answer of await answers) {
      expect(answer).toEqual({ status: 'fulfilled', value: '51140200100100101' });
    }
    expect(asked).toHaveLength(2);
  });

  test('tells all of them that the database is away', async () => {
    const { asked, answers } = ask(true);
    expect((await answers).every(({ status }) => status === 'rejected')).toBe(true);
    expect(asked).toHaveLength(1);
  });
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

describe('a county cut into grids at random (trap: a boundary point in no grid)', () => {
  /** A piece is cut by a straight line through two of its sides, over and over: convex pieces with crooked edges. */
  type Piece = [number, number][];
  const mix = (a: [number, number], b: [number, number], t: number): [number, number] => [
    a[0] + t * (b[0] - a[0]),
    a[1] + t * (b[1] - a[1]),
  ];
  const SHARE = fc.double({ min: 0.2, max: 0.8, noNaN: true });
  const CUTS = fc.array(
    fc.record({ piece: fc.nat(), side: fc.nat(), other: fc.nat(), from: SHARE, to: SHARE }),
    {
      minLength: 1,
      maxLength: 24,
    },
  );
  const COUNTY: Piece = [
    [104, 30],
    [104.3, 30.02],
    [104.28, 30.25],
    [103.99, 30.2],
  ];
  function tiling(cuts: readonly { piece: number; side: number; other: number; from: number; to: number }[]) {
    let pieces: Piece[] = [COUNTY];
    for (const { piece: which, side, other, from, to } of cuts) {
      const piece = pieces[which % pieces.length] ?? COUNTY;
      const n = piece.length;
      const i = side % n;
      const j = (i + 1 + (other % (n - 1))) % n;
      const corner = (index: number) => piece[index % n] ?? [0, 0];
      const [p, q] = [mix(corner(i), corner(i + 1), from), mix(corner(j), corner(j + 1), to)];
      const walk = (start: number, end: number) =>
        Array.from({ length: (end - start + n) % n || n }, (_, step) => corner(start + 1 + step));
      const halves: Piece[] = [
        [p, ...walk(i, j), q],
        [q, ...walk(j, i), p],
      ];
      pieces = [...pieces.filter((one) => one !== piece), ...halves];
    }
    return pieces.map(
      (piece, index) =>
        [
          `511402001001${digits(index + 1, 3)}`,
          { type: 'Polygon', coordinates: [[...piece, piece[0] ?? [0, 0]]] } satisfies Boundary,
        ] as const,
    );
  }

  test('every point of it lies in exactly one grid, on edges and corners too', () => {
    fc.assert(
      fc.property(
        CUTS,
        fc.array(
          fc.record({
            piece: fc.nat(),
            side: fc.nat(),
            along: fc.double({ min: 0, max: 1, noNaN: true }),
            in: fc.constantFrom(0, 0, 0.3, 1),
          }),
          { minLength: 20, maxLength: 20 },
        ),
        (cuts, asked) => {
          const tiles = tiling(cuts);
          const tree = createGridIndex(tiles);
          for (const { piece, side, along, in: inward } of asked) {
            const [, tile] = tiles[piece % tiles.length] ?? [];
            const ring = tile?.coordinates[0] ?? [];
            const corners = ring.slice(0, -1);
            const [a = [0, 0], b = [0, 0]] = [ring[side % corners.length], ring[(side % corners.length) + 1]];
            const middle: [number, number] = [
              corners.reduce((sum, [x]) => sum + (x ?? 0), 0) / corners.length,
              corners.reduce((sum, [, y]) => sum + (y ?? 0), 0) / corners.length,
            ];
            const edge = mix([a[0] ?? 0, a[1] ?? 0], [b[0] ?? 0, b[1] ?? 0], along);
            const [longitude, latitude] = mix(edge, middle, inward);
            const owner = tree.at({ longitude, latitude });
            const holders = tiles.filter(([, boundary]) => contains(boundary, { longitude, latitude }));
            expect(holders.length).toBeGreaterThanOrEqual(1);
            expect(owner).toBe(holders.map(([code]) => code).toSorted()[0]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
