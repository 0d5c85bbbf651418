import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuTimeMs } from '../tests/support/cpu-time.ts';
import { differenceOf, intersectionOf } from './clip.ts';
import { boundaryFaultText, checkBoundary } from './grid-boundary.ts';
import { misplacedHoles } from './holes.ts';
import { selfCrossing } from './ring.ts';

type Corner = [number, number];

/** A closed ring of corners on a small raster, near Chengdu. */
const ring = (...corners: Corner[]) =>
  [...corners, ...corners.slice(0, 1)].map(([x, y]) => [104 + x, 30 + y]);
const box = (x: number, y: number, width: number, height = width) =>
  ring([x, y], [x + width, y], [x + width, y + height], [x, y + height]);
const told = (...rings: number[][][]) =>
  checkBoundary({ type: 'Polygon', coordinates: rings }).faults.map(
    ({ code, path, other }) => `${code} ${path} ${other}`,
  );
const OUTER = box(0, 0, 10);
/** A U, open to the north between 4 and 6. */
const NOTCHED = ring([0, 0], [10, 0], [10, 10], [6, 10], [6, 5], [4, 5], [4, 10], [0, 10]);

describe('the holes of a boundary', () => {
  test.each([
    ['apart', [OUTER, box(1, 1, 2), box(4, 1, 2), box(1, 4, 2)]],
    [
      'which touch at a corner, at an edge, and the outer ring',
      [OUTER, box(1, 1, 2), box(3, 3, 2), box(5, 4, 5)],
    ],
    ['which touch along an edge by corners of their own', [OUTER, box(1, 1, 4), box(5, 2, 2), box(5, 4, 1)]],
    ['of a corner a hair outside the edge that it lies on', [OUTER, ring([-1e-12, 5], [2, 4], [2, 6])]],
    [
      'around the notch of a U',
      [NOTCHED, ring([1, 1], [9, 1], [9, 9], [7, 9], [7, 4], [3, 4], [3, 9], [1, 9])],
    ],
  ])('%s are taken', (_, rings) => {
    expect(told(...rings)).toEqual([]);
  });

  test.each([
    ['outside', [OUTER, box(20, 0, 2)], 'HOLE_OUTSIDE /coordinates/1 /coordinates/0'],
    ['around it', [OUTER, box(-1, -1, 12)], 'HOLE_OUTSIDE /coordinates/1 /coordinates/0'],
    ['half outside', [OUTER, box(8, 8, 4)], 'HOLE_OUTSIDE /coordinates/1 /coordinates/0'],
    [
      'with a corner on the edge, outside',
      [OUTER, ring([10, 5], [12, 4], [12, 6])],
      'HOLE_OUTSIDE /coordinates/1 /coordinates/0',
    ],
    // every corner inside or on the edge
    ['across a notch', [NOTCHED, box(2, 6, 6, 2)], 'HOLE_OUTSIDE /coordinates/1 /coordinates/0'],
    [
      'in a notch, by its corners alone',
      [NOTCHED, box(4, 5, 2, 5)],
      'HOLE_OUTSIDE /coordinates/1 /coordinates/0',
    ],
    [
      'over a notch, by its corners alone',
      [NOTCHED, ring([4, 8], [6, 8], [6, 5], [5, 2], [4, 5])],
      'HOLE_OUTSIDE /coordinates/1 /coordinates/0',
    ],
    ['the same as it', [OUTER, OUTER], 'HOLE_OUTSIDE /coordinates/1 /coordinates/0'],
    [
      'the same, begun elsewhere',
      [OUTER, ring([10, 10], [0, 10], [0, 0], [10, 0])],
      'HOLE_OUTSIDE /coordinates/1 /coordinates/0',
    ],
  ])('one that lies %s of the outer ring is told', (_, rings, fault) => {
    expect(told(...rings)).toEqual([fault]);
  });

  test.each([
    ['crosses', [box(1, 1, 4), box(3, 3, 4)]],
    ['crosses as in a sign +', [box(1, 4, 8, 2), box(4, 1, 2, 8)]],
    ['crosses, by corners on its edges', [box(1, 1, 4), ring([1, 3], [5, 3], [5, 7], [1, 7])]],
    ['lies in', [box(1, 1, 6), box(2, 2, 2)]],
    ['holds', [box(2, 2, 2), box(1, 1, 6)]],
    ['holds, along an edge', [box(1, 1, 2), box(1, 1, 6)]],
    ['is the same as', [box(1, 1, 2), box(1, 1, 2).toReversed()]],
  ])('one that %s another is told, the later of the two', (_, [first = [], second = []]) => {
    expect(told(OUTER, box(8, 8, 1), first, second)).toEqual(['HOLES_OVERLAP /coordinates/3 /coordinates/2']);
  });

  test('a fault says which rings, and where', () => {
    const coordinates = [[OUTER, box(1, 1, 4), box(3, 3, 4)]];
    const [fault] = checkBoundary({ type: 'MultiPolygon', coordinates }).faults;
    if (fault === undefined) throw new Error('they cross');
    const { en, zh } = boundaryFaultText(fault);
    expect(fault.at).toEqual([107, 35]);
    expect(en).toBe(
      'has a hole that crosses, holds or lies in another hole near 107, 35 (/coordinates/0/2 with /coordinates/0/1)',
    );
    expect(zh).toBe(
      '有一个内环（洞）与另一内环相交、重叠或嵌套（107, 35 附近）（/coordinates/0/2 与 /coordinates/0/1）',
    );
  });

  test('are judged as a clipper does, whatever corners and edges they share', () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }));
    const simple = fc
      .uniqueArray(corner, { minLength: 3, maxLength: 8, selector: String })
      .map((corners) => ring(...corners))
      .filter((drawn) => selfCrossing(drawn) === null);
    const area = (drawn: number[][]) => ({ type: 'Polygon' as const, coordinates: [drawn] });
    let apart = 0;
    fc.assert(
      fc.property(simple, simple, simple, (outer, first, second) => {
        const outside = differenceOf(area(first), [area(outer)]).length > 0;
        const same = differenceOf(area(outer), [area(first)]).length === 0;
        const [alone] = misplacedHoles(outer, [first]);
        expect(alone === undefined).toBe(!outside && !same);
        const wide = box(-1, -1, 9);
        const crossing = intersectionOf(area(first), area(second)).length > 0;
        expect(misplacedHoles(wide, [first, second]).map(({ other }) => other)).toEqual(crossing ? [0] : []);
        if (!crossing) apart += 1;
      }),
      { numRuns: 500 },
    );
    expect(apart).toBeGreaterThan(20);
  });
});

describe('hostile drawings of up to 20,000 corners are judged in time', { timeout: 30_000 }, () => {
  const timed = (rings: number[][][]) => {
    const began = cpuTimeMs();
    const faults = told(...rings);
    expect(cpuTimeMs() - began).toBeLessThan(10_000);
    return faults;
  };
  const comb = (x: number, y: number, teeth: number, length: number, up: number): number[][] => {
    const line = Array.from({ length: teeth }, (_, n): Corner[] => {
      const ends: Corner[] = [
        [x, y + n * up],
        [x + length, y + n * up],
      ];
      return n % 2 === 0 ? ends : ends.toReversed();
    }).flat();
    return ring(...line, [x - 1, y + teeth * up], [x - 1, y]);
  };

  test('long teeth beside long teeth', () => {
    const outer = box(-5, -5, 40);
    expect(timed([outer, comb(0, 0, 4_900, 10, 1e-3), comb(1, 5e-4, 4_900, 20, 1e-3)])).toHaveLength(1);
  });

  test('teeth nearer to each other than what counts as one edge', () => {
    expect(timed([box(-5, -5, 40), comb(0, 0, 2_400, 10, 1e-13), comb(0, 0, 2_400, 10, 1e-13)])).toHaveLength(
      1,
    );
  });

  test('many holes in one another, and many apart', () => {
    const nested = Array.from({ length: 3_900 }, (_, n) => box(1 + n * 1e-3, 1 + n * 1e-3, 9 - n * 2e-3));
    expect(timed([box(0, 0, 20), ...nested])).toHaveLength(3_899);
    const apart = Array.from({ length: 3_900 }, (_, n) =>
      box(1 + (n % 60) * 0.1, 1 + Math.floor(n / 60) * 0.1, 0.05),
    );
    expect(timed([box(0, 0, 20), ...apart])).toEqual([]);
  });

  test('a hole that touches a round outer ring at every other corner', () => {
    const round = Array.from({ length: 9_900 }, (_, n): Corner => {
      const angle = (2 * Math.PI * n) / 9_900;
      return [5 + 4 * Math.cos(angle), 5 + 4 * Math.sin(angle)];
    });
    const star = round.map(
      ([x, y], n): Corner => (n % 2 === 0 ? [x, y] : [5 + (x - 5) / 2, 5 + (y - 5) / 2]),
    );
    expect(timed([ring(...round), ring(...star)])).toEqual([]);
  });
});
