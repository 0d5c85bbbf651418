/** What somebody of the talent registry 人才库 can help with (HY-05). */
export const TALENT_FIELDS = {
  LAW: { zh: '法律', en: 'Law' },
  EDUCATION: { zh: '教育', en: 'Education' },
  MEDICAL: { zh: '医疗', en: 'Medicine' },
  REPAIR: { zh: '维修', en: 'Repairs' },
  MEDIATION: { zh: '调解', en: 'Mediation' },
  ARTS: { zh: '文艺', en: 'Arts' },
  SPORTS: { zh: '体育', en: 'Sports' },
  TECHNOLOGY: { zh: '科技', en: 'Technology' },
  PSYCHOLOGY: { zh: '心理', en: 'Psychology' },
  CARE: { zh: '照护', en: 'Care' },
  EMERGENCY: { zh: '应急救援', en: 'Rescue' },
  OTHER: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type TalentField = keyof typeof TALENT_FIELDS;

export function isTalentField(value: unknown): value is TalentField {
  return typeof value === 'string' && Object.hasOwn(TALENT_FIELDS, value);
}

/** Kinds of groups 群团组织 (HY-05). */
export const TALENT_GROUP_KINDS = {
  VOLUNTEER: { zh: '志愿服务队', en: 'Volunteers' },
  INTEREST: { zh: '兴趣团队', en: 'Interest group' },
  MUTUAL_AID: { zh: '邻里互助', en: 'Mutual aid' },
  WOMEN: { zh: '妇女组织', en: 'Women' },
  YOUTH: { zh: '青年组织', en: 'Youth' },
  UNION: { zh: '工会', en: 'Union' },
  ELDERLY: { zh: '老年协会', en: 'Elderly' },
  OTHER: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type TalentGroupKind = keyof typeof TALENT_GROUP_KINDS;

export function isTalentGroupKind(value: unknown): value is TalentGroupKind {
  return typeof value === 'string' && Object.hasOwn(TALENT_GROUP_KINDS, value);
}
