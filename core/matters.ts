import type { CaseClass } from './case-number.ts';
import type { GovernanceBook } from './governance.ts';
import { MATTER_KINDS, type MatterDocument } from './matter-schema.ts';
import type { Severity } from './severity.ts';

/** Category digits of a case number. */
export interface CaseCategory {
  caseClass: CaseClass;
  category: string;
  sub: string;
}

/** What an unknown matter is filed under: other (E 99 99). */
export const OTHER_MATTER = 'other';
const OTHER: CaseCategory = { caseClass: 'E', category: '99', sub: '99' };

/** The matter that an order opened at an instant takes; null for a code that the catalogue does not have. */
export function matterAt(
  book: Pick<GovernanceBook, 'matters'>,
  code: string,
  atMs: number,
): MatterDocument | null {
  return book.matters.at(code, atMs)?.body ?? null;
}

/** The digits of its case number; an unknown one is filed under other, its own code kept by the order. */
export function caseCategoryOf(
  book: Pick<GovernanceBook, 'matters'>,
  code: string,
  atMs: number,
): CaseCategory {
  const matter = matterAt(book, code, atMs);
  if (matter === null) return OTHER;
  const { category, sub, standard } = matter;
  return { caseClass: MATTER_KINDS[standard.kind].caseClass, category, sub };
}

/** Key of the policy of its handling clock. */
export function handlingPolicyOf(matter: MatterDocument, severity: Severity): string {
  return matter.handling.bySeverity?.[severity] ?? matter.handling.standard;
}

/** What a work order is about, and the category digits of its case number. Rows are data; a place adds its own. */
export interface Matter {
  code: string;
  zh: string;
  en: string;
  caseClass: CaseClass;
  /** Two digits each. */
  category: string;
  sub: string;
}

const ROWS = [
  ['fire-safety', '消防火情', 'Fire, smoke, gas', 'E', '01', '01'],
  ['fire-hazard', '消防隐患', 'Fire hazard', 'E', '01', '02'],
  ['person-in-danger', '人员求助', 'Person in danger', 'E', '02', '01'],
  ['public-order', '治安秩序', 'Public order', 'E', '02', '02'],
  ['falling-object', '高空抛物', 'Falling object', 'E', '02', '03'],
  ['elevator-rescue', '电梯困人救援', 'Lift rescue', 'E', '03', '01'],
  ['elevator-fault', '电梯故障', 'Lift fault', 'C', '03', '02'],
  ['charger-danger', '充电设施险情', 'Charging hazard', 'E', '04', '01'],
  ['charger-fault', '充电设施故障', 'Charger fault', 'C', '04', '02'],
  ['water-leak', '漏水积水', 'Water leak', 'C', '05', '01'],
  ['environment', '环境卫生', 'Cleanliness', 'E', '06', '01'],
  ['device-fault', '感知设备故障', 'Device fault', 'C', '07', '01'],
  ['other', '其他事项', 'Other', 'E', '99', '99'],
] as const;

export const MATTERS: ReadonlyMap<string, Matter> = new Map(
  ROWS.map(([code, zh, en, caseClass, category, sub]) => [code, { code, zh, en, caseClass, category, sub }]),
);

/** The row of a matter code; an unknown one is filed under other (E 99 99), its own code kept by the order. */
export function matterOf(code: string): Matter {
  return (
    MATTERS.get(code) ?? { code, zh: '其他事项', en: 'Other', caseClass: 'E', category: '99', sub: '99' }
  );
}
