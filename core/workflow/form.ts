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
  DATE: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  CHOICE: (value, { choices = [] }) => choices.some(({ code }) => code === value),
} as const satisfies Record<ProfileField['type'], (value: unknown, field: ProfileField) => boolean>;

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
    const value = answers[field.code];
    if (value === undefined || value === null) {
      if (field.required === true) return { path, zh: `须填写${field.zh}`, en: `${field.en} is needed` };
    } else if (!FITS[field.type](value, field)) {
      return {
        path,
        zh: `${field.zh}填写有误`,
        en: `${field.en} does not fit (${field.type.toLowerCase()})`,
      };
    }
  }
  return null;
}
