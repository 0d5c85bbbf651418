import type { GovernanceLookup } from './governance-document.ts';
import { nearest } from './near.ts';

const NAMES = {
  CLOCK: { zh: '时限政策', en: 'clock policy' },
  PROFILE: { zh: '流程模板', en: 'workflow profile' },
  MATTER: { zh: '事项', en: 'matter' },
} as const;

/** What to say of a name that no document bears: the one that was meant, maybe, else where they are listed. */
export function missingText(
  kind: keyof typeof NAMES,
  code: string,
  lookup: GovernanceLookup,
): { zh: string; en: string } {
  const near = nearest(code, lookup.codes(kind), 4);
  const { zh, en } = NAMES[kind];
  return near === null
    ? {
        zh: `没有${zh} ${code}；可用 \`npx hub governance list\` 查看现有${zh}`,
        en: `there is no ${en} ${code}; \`npx hub governance list\` shows those there are`,
      }
    : { zh: `没有${zh} ${code}，是否应为 ${near}？`, en: `there is no ${en} ${code}: did you mean ${near}?` };
}
