import { expect, test } from 'vitest';
import { codeNamed, holdsIdentityNumber, KEY_PERSON_CATEGORIES } from './households.ts';

test('a category is known by its code or its Chinese name (HUA-22)', () => {
  expect(codeNamed(KEY_PERSON_CATEGORIES, '独居老人')).toBe('ELDERLY_ALONE');
  expect(codeNamed(KEY_PERSON_CATEGORIES, 'elderly_alone')).toBe('ELDERLY_ALONE');
  expect(codeNamed(KEY_PERSON_CATEGORIES, 'nobody')).toBeNull();
});

test('a number of an identity card is found in what people type, a phone or a grid code is not', () => {
  expect(holdsIdentityNumber('身份证 51140219500101123X，每周上门')).toBe(true);
  expect(holdsIdentityNumber('511402 19500101 1234')).toBe(true);
  expect(holdsIdentityNumber('13800000000')).toBe(false);
  expect(holdsIdentityNumber('5114020010010010102')).toBe(false);
});
