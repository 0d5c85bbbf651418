import { describe, expect, test } from 'vitest';
import { boundaryFindings, findingText } from './grid-overlap.ts';
import type { Boundary } from './polygon.ts';

const box = (west: number, south: number, east: number, north: number): Boundary => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});
const PARENT = { code: '511402001001', boundary: box(104, 30, 104.02, 30.01) };
const child = (serial: number, boundary: Boundary) => ({ code: `${PARENT.code}00${serial}`, boundary });
const brief = (children: ReturnType<typeof child>[]) =>
  boundaryFindings(PARENT, children, 1).map(({ kind, codes }) => [
    kind,
    ...codes.map((code) => code.slice(12)),
  ]);

describe('the boundaries under a grid', () => {
  test('that fit together give nothing to tell', () => {
    expect(brief([child(1, box(104, 30, 104.01, 30.01)), child(2, box(104.01, 30, 104.02, 30.01))])).toEqual(
      [],
    );
  });

  test('which meet where the place has no exact number are looked at like all others', () => {
    const triangle = (...corners: [number, number][]): Boundary => ({
      type: 'Polygon',
      coordinates: [[...corners, ...corners.slice(0, 1)]],
    });
    const parent = { code: PARENT.code, boundary: triangle([104, 30], [110, 36], [105, 30]) };
    const steep = child(1, triangle([105, 36], [107, 33], [106, 30]));
    expect(boundaryFindings(parent, [steep], 1).map(({ kind }) => kind)).toEqual(['GAP', 'OUTSIDE_PARENT']);
  });

  test('that overlap are told by pair with their square metres', () => {
    const findings = boundaryFindings(
      PARENT,
      [child(1, box(104, 30, 104.011, 30.01)), child(2, box(104.01, 30, 104.02, 30.01))],
      1,
    );
    expect(findings).toMatchObject([{ kind: 'OVERLAP', codes: [`${PARENT.code}001`, `${PARENT.code}002`] }]);
    expect(findings[0]?.areaM2).toBeGreaterThan(106_000);
    expect(findings[0]?.areaM2).toBeLessThan(108_000);
  });

  test('that leave a part of the parent to nobody, or reach beyond it, are told', () => {
    expect(
      brief([child(1, box(104, 30, 104.01, 30.01)), child(2, box(104.012, 30, 104.021, 30.01))]),
    ).toEqual([
      ['GAP', ''],
      ['OUTSIDE_PARENT', '002', ''],
    ]);
  });

  test('slivers below the asked area are the width of the pen', () => {
    const children = [child(1, box(104, 30, 104.0100001, 30.01)), child(2, box(104.01, 30, 104.02, 30.01))];
    expect(boundaryFindings(PARENT, children, 100)).toEqual([]);
    expect(boundaryFindings(PARENT, children, 1)).toHaveLength(1);
  });

  test('are told in both languages', () => {
    const [finding] = boundaryFindings(PARENT, [child(1, box(104, 30, 104.01, 30.01))], 1);
    if (finding === undefined) throw new Error('half the parent is missing');
    expect(findingText(finding).zh).toContain('不属于任何下级');
    expect(findingText(finding).en).toContain('m²');
  });
});
