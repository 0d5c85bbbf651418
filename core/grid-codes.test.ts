import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALIAS_SCHEMES, aliasScheme, codeFaults, codeParts } from './grid-codes.ts';

const faultsOf = (code: string, scheme: 'GB' | 'LOCAL' = 'GB') =>
  codeFaults(code, scheme).map(({ en }) => en);

describe('a code by the national tables (LA-07, RS-09, LA-08)', () => {
  test.each([
    '5114',
    '511402',
    '511402001',
    '511402001001',
    '511402001001001',
    '51140200100100101',
    '5114020010010010102',
    // a city without counties
    '441900',
    '441900003',
  ])('%s is sound', (code) => expect(codeFaults(code)).toEqual([]));

  test.each([
    ['9914', 'province'],
    ['5100', 'GB/T 2260 allows 1-70, 90'],
    ['511402000', 'only zeros where the sub-district'],
    ['511402600', 'GB/T 10114 allows 1-599'],
    ['511402001000', 'only zeros where the community'],
    ['511402001001000', 'only zeros where the grid'],
    ['51140200100100100', 'only zeros where the micro-grid'],
    ['51142', 'it has 5; a leading or trailing 0 may be lost'],
    ['51140200100100101020', 'it has 20'],
    ['5114a2', 'something else than the digits'],
    ['５１１４', 'something else than the digits'],
    ['5.11421E+11', 'spreadsheet'],
    ['', 'something else'],
  ])('%s is refused with the reason', (code, reason) => {
    expect(faultsOf(code).join('; ')).toContain(reason);
  });

  test('every fault is told, in both languages', () => {
    const faults = codeFaults('990000000');
    expect(faults.length).toBeGreaterThanOrEqual(3);
    for (const { en, zh } of faults) {
      expect(en).not.toBe('');
      expect(zh).toMatch(/\p{Script=Han}/u);
    }
  });

  test('a place with codes of its own is held to the shape alone', () => {
    expect(faultsOf('999999999', 'LOCAL')).toEqual([]);
    expect(faultsOf('99999999', 'LOCAL')).toHaveLength(1);
  });
});

test('the parts of a code are the whole code', () => {
  const digits = fc
    .constantFrom(4, 6, 9, 12, 15, 17, 19)
    .chain((length) =>
      fc
        .array(fc.constantFrom(...'0123456789'), { minLength: length, maxLength: length })
        .map((all) => all.join('')),
    );
  fc.assert(
    fc.property(digits, (code) => {
      const parts = codeParts(code).map((part) => part.digits);
      expect(parts.join('')).toBe(code);
    }),
  );
});

test('a code of 20 digits is one of CJ/T 349, never one of ours', () => {
  expect(aliasScheme('51140200100100101020')).toBe('CJ/T 349');
  expect(aliasScheme('511402001001001')).toBeNull();
  expect(Object.values(ALIAS_SCHEMES).map(({ digits }) => digits)).toEqual([20]);
});
