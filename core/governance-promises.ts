import type { ClockPolicy } from './clock-engine-policy.ts';
import { DEFAULT_AMBER } from './clock-policy-schema.ts';
import type { GovernanceBook } from './governance.ts';
import { handlingPolicyOf, matterAt } from './matters.ts';
import type { Promises } from './workflow/clock-steps.ts';
import { policyKeys } from './workflow/profile.ts';
import { targetFault } from './working-time.ts';

type Policies = Pick<GovernanceBook, 'clocks' | 'clockBook'>;

/**
 * The policy that a clock of this key takes when it starts at an instant, the only answer to that question: plain
 * minutes need no document, and a policy that only holds from later on is better than no clock. Null: there is none.
 */
export function policyAt(book: Policies, key: string, atMs: number): ClockPolicy | null {
  const found = book.clocks.at(key, atMs) ?? book.clocks.at(key, Number.POSITIVE_INFINITY);
  const id = found === null ? `${key}@1` : `${found.code}@${found.version}`;
  return (found === null && !isMinutesKey(key) ? undefined : book.clockBook.policies.get(id)) ?? null;
}

/** What the engine asks of the promises in force. */
export function promisesOf(book: GovernanceBook): Promises {
  return {
    version: (key, atMs) => policyAt(book, key, atMs)?.id ?? null,
    handling(matter, severity, atMs) {
      const found = matterAt(book, matter, atMs);
      return found === null ? null : handlingPolicyOf(found, severity);
    },
  };
}

/** A policy that a document in force names and nobody published: its clock would not run. */
export interface MissingPolicy {
  /** `PROFILE county@2`. */
  document: string;
  /** JSON Pointer into the document. */
  path: string;
  policy: string;
}

/** Every clock that the documents in force promise and that cannot run, to be told where the book is read. */
export function missingPolicies(book: GovernanceBook, nowMs: number): MissingPolicy[] {
  const profiles = book.profiles.inForce(nowMs).flatMap(({ code, version, body }) =>
    policyKeys(body).map(({ path, key }) => ({
      document: `PROFILE ${code}@${version}`,
      path,
      policy: key,
    })),
  );
  const matters = book.matters.inForce(nowMs).flatMap(({ code, version, body }) => {
    const { standard, bySeverity = {} } = body.handling;
    const own = Object.entries(bySeverity).map(([of, key]) => ({ path: `/handling/bySeverity/${of}`, key }));
    return [{ path: '/handling/standard', key: standard }, ...own].flatMap(({ path, key }) =>
      key === undefined ? [] : [{ document: `MATTER ${code}@${version}`, path, policy: key }],
    );
  });
  return [...profiles, ...matters].filter(({ policy }) => policyAt(book, policy, nowMs) === null);
}

const MINUTES = /^MINUTES\/([1-9]\d{0,6})$/;

function minutesOf(key: string): number | null {
  const amount = Number(MINUTES.exec(key)?.[1] ?? 0);
  return targetFault({ amount, unit: 'MINUTES' }) === null ? amount : null;
}

/** Whether a key is one of the policies that need no document: `MINUTES/90` is ninety minutes, ten years at most. */
export function isMinutesKey(key: string): boolean {
  return minutesOf(key) !== null;
}

/** The calendar that minutes around the clock are shown on; which one changes nothing but the zone. */
const ZONE_OF = 'china';

function minutesPolicy(id: string): ClockPolicy | undefined {
  const [key = '', version] = id.split('@');
  const amount = minutesOf(key);
  if (amount === null || version !== '1') return undefined;
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
