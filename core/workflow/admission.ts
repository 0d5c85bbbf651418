import { gridLevel } from '../grid.ts';
import type { Blocker } from './guard-facts.ts';

/** What was decided on a matter outside the task catalogue 网格化管理任务目录. */
export const ADMISSION_STATES = {
  ASKED: { zh: '待县级审批', en: 'Asked for' },
  APPROVED: { zh: '已批准', en: 'Approved' },
  REFUSED: { zh: '未批准', en: 'Refused' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type AdmissionState = keyof typeof ADMISSION_STATES;

export interface Admission {
  state: AdmissionState;
  /** Where the money comes from, and how much; null: none is named. */
  funds: string | null;
  /** Who does it; null: nobody is named. */
  people: string | null;
}

/**
 * What keeps an order out (LA-10): a matter outside the catalogue needs the county's approval together with funds or
 * people, so that nothing is put on the grid without what it takes.
 */
export function catalogueFaults(inCatalogue: boolean, admission: Admission | null): Blocker[] {
  if (inCatalogue) return [];
  const say = (zh: string, en: string): Blocker[] => [{ ref: 'catalogue', zh, en }];
  if (admission === null) {
    return say(
      '任务目录外事项，须报县级审批',
      'the matter is outside the task catalogue: the county has to approve it',
    );
  }
  if (admission.state === 'ASKED')
    return say('任务目录外事项，待县级审批', 'waiting for the approval of the county');
  if (admission.state === 'REFUSED')
    return say('任务目录外事项，县级未批准', 'the county did not approve it');
  if (admission.funds === null && admission.people === null) {
    return say('任务目录外事项，未明确经费或人员', 'approved without funds or people');
  }
  return [];
}

/** Whether somebody with these grid prefixes speaks for the county of a grid: the whole of it is theirs. */
export function holdsCounty(prefixes: readonly string[], gridCode: string | null): boolean {
  if (gridCode === null || gridLevel(gridCode) === null) return prefixes.includes('');
  const county = gridCode.slice(0, 6);
  return prefixes.some((prefix) => county.startsWith(prefix));
}
