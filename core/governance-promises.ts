import type { ClockPolicy } from './clock-engine-policy.ts';
import { DEFAULT_AMBER } from './clock-policy-schema.ts';
import type { GovernanceBook } from './governance.ts';
import { handlingPolicyOf, matterAt } from './matters.ts';
import type { Severity } from './severity.ts';

/** The promises in force, as far as clocks that start ask for them. */
export interface BookPromises {
  /** The version of a policy (`HUAYING/RESPOND@1`) that a clock starting at an instant takes; null: there is none. */
  version(key: string, atMs: number): string | null;
  /** Key of the handling target that the catalogue gives a matter; null: none. */
  handling(matter: string, severity: Severity, atMs: number): string | null;
}

export function promisesOf(book: GovernanceBook): BookPromises {
  return {
    version(key, atMs) {
      if (isMinutesKey(key)) return `${key}@1`;
      const policy = book.clocks.at(key, atMs);
      return policy === null ? null : `${policy.code}@${policy.version}`;
    },
    handling(matter, severity, atMs) {
      const found = matterAt(book, matter, atMs);
      return found === null ? null : handlingPolicyOf(found, severity);
    },
  };
}

const MINUTES = /^MINUTES\/([1-9]\d{0,6})$/;

/** Whether a key is one of the policies that need no document: `MINUTES/90` is ninety minutes around the clock. */
export function isMinutesKey(key: string): boolean {
  return MINUTES.test(key);
}

/** The calendar that minutes around the clock are shown on; which one changes nothing but the zone. */
const ZONE_OF = 'china';

function minutesPolicy(id: string): ClockPolicy | undefined {
  const [key = '', version] = id.split('@');
  const amount = Number(MINUTES.exec(key)?.[1] ?? 0);
  if (amount === 0 || version !== '1') return undefined;
  return {
    id,
    key,
    version: 1,
    nameZh: `${amount} 分钟`,
    nameEn: `${amount} minutes`,
    validFromMs: 0,
    calendar: ZONE_OF,
    amberPart: DEFAULT_AMBER,
    stages: [{ code: 'TARGET', nameZh: '时限', nameEn: 'Limit', target: { amount, unit: 'MINUTES' } }],
  };
}

/** The published policies by their ids, and those of plain minutes. */
export class PolicyMap extends Map<string, ClockPolicy> {
  override get(id: string): ClockPolicy | undefined {
    return super.get(id) ?? minutesPolicy(id);
  }

  override has(id: string): boolean {
    return this.get(id) !== undefined;
  }
}
