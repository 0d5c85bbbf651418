import { describe, expect, it } from 'vitest';
import { catalogueFaults, holdsCounty } from './admission.ts';

describe('the task catalogue (LA-10)', () => {
  it('lets in what stands in it, and what the county approved with funds or people', () => {
    expect(catalogueFaults(true, null)).toEqual([]);
    expect(catalogueFaults(false, { state: 'APPROVED', funds: '2 万元', people: null })).toEqual([]);
    expect(catalogueFaults(false, { state: 'APPROVED', funds: null, people: '3 名社工' })).toEqual([]);
  });

  it('keeps out everything else, each with its reason', () => {
    const reasons = [
      catalogueFaults(false, null),
      catalogueFaults(false, { state: 'ASKED', funds: null, people: null }),
      catalogueFaults(false, { state: 'REFUSED', funds: '2 万元', people: null }),
      catalogueFaults(false, { state: 'APPROVED', funds: null, people: null }),
    ].map(([first]) => first?.zh);
    expect(new Set(reasons).size).toBe(4);
    expect(reasons).not.toContain(undefined);
  });

  it('asks somebody whose grids cover the whole county', () => {
    expect(holdsCounty(['511421'], '511421001001001')).toBe(true);
    expect(holdsCounty(['5114'], '511421001')).toBe(true);
    expect(holdsCounty([''], null)).toBe(true);
    expect(holdsCounty(['511421001'], '511421001001001')).toBe(false);
    expect(holdsCounty(['511422'], '511421001001001')).toBe(false);
    expect(holdsCounty(['511421'], null)).toBe(false);
  });
});
