import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ancestorCodes,
  communityOf,
  GRID_LEVEL_NAMES,
  GRID_LEVELS,
  gridLevel,
  isGridCode,
  parentCode,
  UNKNOWN_COMMUNITY,
} from './grid.ts';

const anyCode = fc.constantFrom(...GRID_LEVEL_NAMES).chain((level) =>
  fc
    .array(fc.constantFrom(...'0123456789'), {
      minLength: GRID_LEVELS[level].digits,
      maxLength: GRID_LEVELS[level].digits,
    })
    .map((digits) => digits.join('')),
);

describe('grid codes', () => {
  it.each([
    ['5114', 'CITY', null],
    ['511402', 'COUNTY', '5114'],
    ['511402001', 'SUBDISTRICT', '511402'],
    ['511402001001', 'COMMUNITY', '511402001'],
    ['511402001001001', 'GRID', '511402001001'],
    ['51140200100100101', 'MICRO_GRID', '511402001001001'],
    ['5114020010010010102', 'NEIGHBOUR_UNIT', '51140200100100101'],
  ])('%s is a %s under %s', (code, level, parent) => {
    expect(gridLevel(code)).toBe(level);
    expect(parentCode(code)).toBe(parent);
  });

  it.each(['', '51', '51140', '5114020010', '5114a2', '５１１４', '5114\n', ' 5114', '51140200100100101020'])(
    '%j is no grid code',
    (code) => {
      expect(isGridCode(code)).toBe(false);
      expect(ancestorCodes(code)).toEqual([]);
      expect(communityOf(code)).toBe(UNKNOWN_COMMUNITY);
    },
  );

  it('every ancestor is a proper prefix one level up, nearest first, ending at the city', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        let below = code;
        for (const above of ancestorCodes(code)) {
          expect(code.startsWith(above)).toBe(true);
          expect(parentCode(below)).toBe(above);
          below = above;
        }
        expect(gridLevel(below)).toBe('CITY');
        expect(parentCode(below)).toBeNull();
      }),
    );
  });

  it('the community is 12 digits: the prefix at or below it, unknown above', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(communityOf(code)).toBe(code.length < 12 ? UNKNOWN_COMMUNITY : code.slice(0, 12));
      }),
    );
    expect(communityOf(null)).toBe(UNKNOWN_COMMUNITY);
  });
});
