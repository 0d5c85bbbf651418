import { describe, expect, it } from 'vitest';
import { knownCommunity, sumRows } from './counts.ts';

describe('counts of many grids in one', () => {
  const rows = [
    { startMs: 0, type: 'camera.fire', gridCode: '511402001001001', count: 2 },
    { startMs: 0, type: 'camera.fire', gridCode: '511402001001002', count: 3 },
    { startMs: 3_600_000, type: 'camera.fire', gridCode: '511402001001002', count: 1 },
    { startMs: 0, type: 'camera.smoke', gridCode: null, count: 1 },
  ];

  it('are summed over the grids when nobody asked for the grid', () => {
    expect(sumRows(rows, false)).toEqual([
      { startMs: 0, type: 'camera.fire', count: 5 },
      { startMs: 3_600_000, type: 'camera.fire', count: 1 },
      { startMs: 0, type: 'camera.smoke', count: 1 },
    ]);
  });

  it('are left as they are when somebody did', () => {
    expect(sumRows(rows, true)).toEqual(rows);
  });

  it('name no community for alerts of no known place', () => {
    expect(knownCommunity('000000000000')).toBeNull();
    expect(knownCommunity('511402001001')).toBe('511402001001');
  });
});
