import { dayNumber } from '../calendar-days.ts';
import type { ProfileField } from './profile-schema.ts';

const MOST_CHARACTERS = 4_000;

const FITS = {
  TEXT: (value, { max }) =>
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= (max ?? MOST_CHARACTERS) &&
    // Postgres cannot store it
    !value.includes('\0'),
  NUMBER: (value, { max }) => typeof value === 'number' && Number.isFinite(value) && value <= (max ?? value),
  BOOLEAN: (value) => typeof value === 'boolean',
  DATE: (value) => typeof value === 'string' && dayNumber(value) !== null,
  CHOICE: (value, { choices = [] }) => choices.some(({ code }) => code === value),
} as const satisfies Record<ProfileField['type'], (value: unknown, field: ProfileField) => boolean>;

/** What an answer of each type has to be. */
const WANTED = {
  TEXT: ({ max = MOST_CHARACTERS }) => ({
    zh: `不超过 ${max} 个字符的文字`,
    en: `text of at most ${max} characters`,
  }),
  NUMBER: ({ max }) =>
    max === undefined
      ? { zh: '数字', en: 'a number' }
      : { zh: `不大于 ${max} 的数字`, en: `a number up to ${max}` },
  BOOLEAN: () => ({ zh: ' true 或 false', en: 'true or false' }),
  DATE: () => ({ zh: ' YYYY-MM-DD 形式的日期', en: 'a day as YYYY-MM-DD' }),
  CHOICE: ({ choices = [] }) => ({
    zh: choices.map(({ code, zh }) => `${code}（${zh}）`).join('、'),
    en: `one of ${choices.map(({ code }) => code).join(', ')}`,
  }),
} as const satisfies Record<ProfileField['type'], (field: ProfileField) => { zh: string; en: string }>;

export interface FormFault {
  path: string;
  zh: string;
  en: string;
}

/** The first answer to a form that is missing, does not fit or was not asked for; null when all is well. */
export function formFault(
  fields: readonly ProfileField[],
  answers: Readonly<Record<string, unknown>>,
): FormFault | null {
  for (const name of Object.keys(answers)) {
    if (fields.some(({ code }) => code === name)) continue;
    return { path: `input.form.${name}`, zh: '表单没有此项', en: 'the form has no such field' };
  }
  for (const field of fields) {
    const path = `input.form.${field.code}`;
    const value = Object.hasOwn(answers, field.code) ? answers[field.code] : undefined;
    if (value === undefined || value === null) {
      if (field.required === true) return { path, zh: `须填写${field.zh}`, en: `${field.en} is needed` };
    } else if (!FITS[field.type](value, field)) {
      const { zh, en } = WANTED[field.type](field);
      return { path, zh: `${field.zh}须为${zh}`, en: `${field.en} must be ${en}` };
    }
  }
  return null;
}
