import { describe, expect, it } from 'vitest';
import { formFault } from './form.ts';
import type { ProfileField } from './profile-schema.ts';

const field = (type: ProfileField['type'], more: Partial<ProfileField> = {}): ProfileField => ({
  ...{ code: 'one', zh: '项', en: 'Item', type, ...more },
});
const told = (one: ProfileField, value: unknown) => formFault([one], { [one.code]: value })?.en ?? 'sound';

describe('an answer to a form', () => {
  it.each([
    [field('DATE'), '2026-11-21', 'sound'],
    [field('DATE'), '1', 'Item must be a day as YYYY-MM-DD'],
    [field('DATE'), '2026-02-30', 'Item must be a day as YYYY-MM-DD'],
    [field('NUMBER', { max: 5 }), 6, 'Item must be a number up to 5'],
    [field('TEXT', { max: 3 }), 'long', 'Item must be text of at most 3 characters'],
    [field('BOOLEAN'), 'yes', 'Item must be true or false'],
    [
      field('CHOICE', { choices: [{ code: 'GOOD', zh: '好', en: 'Good' }] }),
      'BAD',
      'Item must be one of GOOD',
    ],
  ])('%j: %j is %s', (one, value, expected) => {
    expect(told(one, value)).toBe(expected);
  });

  it('is what was sent, not what every object has', () => {
    expect(formFault([field('TEXT', { code: 'constructor' })], {})).toBeNull();
    expect(formFault([field('TEXT', { code: 'constructor', required: true })], {})?.en).toBe(
      'Item is needed',
    );
  });
});
