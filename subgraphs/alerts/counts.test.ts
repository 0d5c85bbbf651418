import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '../../tests/support/cpu-time.ts';
import { knownCommunity, rowsUnder, sumRows } from './counts.ts';

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

  it('are found under the prefixes of each, each row once and in its order', () => {
    const under = rowsUnder(rows);
    const [first, second, third] = rows;
    expect(under(['511402001001002'])).toEqual([second, third]);
    expect(under(['511402', '511402001001001', '511402001001'])).toEqual([first, second, third]);
    expect(under(['5114020010010', '9', ''])).toEqual([first, second, third]);
    expect(under(['512'])).toEqual([]);
    expect(under([])).toEqual([]);
  });

  it('a thousand grids of an hour each for three weeks are looked up in no time', () => {
    const codes = Array.from({ length: 1_000 }, (_, n) => `511402001001${String(n).padStart(3, '0')}`);
    const many = Array.from({ length: 500 }, (_, hour) =>
      codes.map((gridCode) => ({ startMs: hour * 3_600_000, gridCode, count: 1 })),
    ).flat();
    const began = cpuTimeMs();
    const under = rowsUnder(many);
    for (const code of codes) expect(under([code])).toHaveLength(500);
    expect(cpuTimeMs() - began).toBeLessThan(4_000);
  });

  it('name no community for alerts of no known place', () => {
    expect(knownCommunity('000000000000')).toBeNull();
    expect(knownCommunity('511402001001')).toBe('511402001001');
  });
});
