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
