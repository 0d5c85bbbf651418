import Type, { type Static } from 'typebox';
import type { ClockPolicy } from './clock-engine-policy.ts';
import {
  CLOSED,
  DOCUMENT_HEADER,
  type GovernanceFault,
  type GovernanceLookup,
  type Published,
} from './governance-document.ts';
import { targetFault } from './working-time.ts';

const Target = Type.Object(
  {
    amount: Type.Number(),
    unit: Type.Enum(['MINUTES', 'HOURS', 'URGENT_HOURS', 'WORKING_HOURS', 'WORKING_DAYS', 'CALENDAR_DAYS']),
    ends: Type.Optional(Type.Enum(['CLOSE_OF_DAY', 'SAME_TIME'])),
  },
  CLOSED,
);

/** `governance/clocks/*.yaml`: a promise with one target, or several stages (先停后罚). */
export const ClockPolicySchema = Type.Object(
  {
    ...DOCUMENT_HEADER,
    /** Code of a calendar. */
    calendar: Type.String(),
    /** Part of a target after which it turns amber; 0.75 when left out. */
    amberPart: Type.Optional(Type.Number({ minimum: 0.01, maximum: 0.99 })),
    /** Where the number comes from: a standard's clause, a place's own rule. */
    source: Type.Optional(Type.String({ maxLength: 500 })),
    stages: Type.Array(
      Type.Object(
        {
          code: Type.String({ pattern: '^[A-Z][A-Z0-9_]{0,31}$' }),
          nameZh: DOCUMENT_HEADER.nameZh,
          nameEn: DOCUMENT_HEADER.nameEn,
          target: Target,
        },
        CLOSED,
      ),
      { minItems: 1, maxItems: 20 },
    ),
  },
  CLOSED,
);

export type ClockPolicyDocument = Static<typeof ClockPolicySchema>;

/** Part of a target after which a clock turns amber where a policy names none. */
export const DEFAULT_AMBER = 0.75;

export function checkClockPolicy(body: ClockPolicyDocument, lookup: GovernanceLookup): GovernanceFault[] {
  const faults: GovernanceFault[] = [];
  if (!lookup.has('CALENDAR', body.calendar)) {
    const known = lookup.codes('CALENDAR').join(', ');
    faults.push({
      path: '/calendar',
      zh: `没有日历 ${body.calendar}；可用：${known}`,
      en: `there is no calendar ${body.calendar}; there is ${known}`,
    });
  }
  body.stages.forEach(({ code, target }, index) => {
    const fault = targetFault(target);
    if (fault !== null) faults.push({ path: `/stages/${index}/target`, ...fault });
    if (body.stages.findIndex((stage) => stage.code === code) !== index) {
      const path = `/stages/${index}/code`;
      faults.push({ path, zh: `阶段 ${code} 重复`, en: `stage ${code} is there twice` });
    }
  });
  return faults;
}

/** The policy version as the clock engine takes it; its id is `<code>@<version>`. */
export function clockPolicyOf({
  code,
  version,
  validFromMs,
  body,
}: Published<ClockPolicyDocument>): ClockPolicy {
  const { nameZh, nameEn, calendar, amberPart, stages } = body;
  return {
    id: `${code}@${version}`,
    key: code,
    version,
    nameZh,
    nameEn,
    validFromMs,
    calendar,
    amberPart: amberPart ?? DEFAULT_AMBER,
    stages,
  };
}
