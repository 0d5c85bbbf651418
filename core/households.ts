/** What a grid is in: retired ones stay readable, with all that hung on them when they ended. */
export const GRID_STATUSES = {
  ACTIVE: { zh: '在用', en: 'In use' },
  RETIRED: { zh: '已停用', en: 'Retired by a split or merger' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type GridStatus = keyof typeof GRID_STATUSES;

/** How the property of a compound is managed (LC-14). */
export const PROPERTY_CLASSES = {
  MANAGED: { zh: '有物业小区', en: 'A property company manages it' },
  UNMANAGED: { zh: '无物业小区', en: 'No property company' },
  SCATTERED: { zh: '零散楼栋', en: 'Scattered buildings' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type PropertyClass = keyof typeof PROPERTY_CLASSES;

/** Why somebody is looked after (HUA-22). */
export const KEY_PERSON_CATEGORIES = {
  ELDERLY_ALONE: { zh: '独居老人', en: 'Elderly living alone' },
  EMPTY_NEST: { zh: '空巢老人', en: 'Elderly without children at home' },
  DISABLED: { zh: '残疾人', en: 'Disabled' },
  LEFT_BEHIND_CHILD: { zh: '留守儿童', en: 'Child left behind' },
  CHILD_IN_DIFFICULTY: { zh: '困境儿童', en: 'Child in difficulty' },
  SERIOUS_ILLNESS: { zh: '重病患者', en: 'Seriously ill' },
  LOW_INCOME: { zh: '低保与特困', en: 'On minimum living allowance' },
  VETERAN: { zh: '优抚对象', en: 'Veteran or family with special care' },
  OTHER: { zh: '其他重点关爱', en: 'Other special care' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type KeyPersonCategory = keyof typeof KEY_PERSON_CATEGORIES;

/** The code of a table's row by its code or Chinese name, whatever the case; null for none. */
export function codeNamed<T extends Record<string, { zh: string }>>(
  table: T,
  text: string,
): (keyof T & string) | null {
  for (const code in table) {
    if (code === text.toUpperCase() || table[code]?.zh === text) return code;
  }
  return null;
}

/** The codes of a table, typed. */
export function isCodeOf<T extends object>(table: T, code: string): code is keyof T & string {
  return Object.hasOwn(table, code);
}

/** What identity documents look like: kept out of every text that people type here (17 digits and a check digit). */
const IDENTITY_NUMBER =
  /(?<![0-9])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9])/;

/** Whether a text holds an identity card number, which is never stored. */
export function holdsIdentityNumber(text: string): boolean {
  return IDENTITY_NUMBER.test(text.replaceAll(/[\s-]/g, ''));
}
