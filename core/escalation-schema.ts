import Type, { type Static } from 'typebox';
import { CLOCK_KINDS, type ClockKind, isClockKind } from './clocks.ts';
import {
  CLOSED,
  DOCUMENT_HEADER,
  type GovernanceFault,
  type GovernanceLookup,
} from './governance-document.ts';
import { missingText } from './governance-missing.ts';
import { SEVERITIES } from './severity.ts';
import { targetFault } from './working-time.ts';

/** What a step of an escalation ladder does. */
export const ESCALATION_ACTS = {
  REMIND: { zh: '催办承办人', en: 'remind whoever has it' },
  ESCALATE: { zh: '升级至值守阶梯下一级', en: 'call the next step of the duty ladder' },
  SUPERVISE: { zh: '督办', en: 'put it under supervision' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type EscalationAct = keyof typeof ESCALATION_ACTS;

/** Which moment of a clock a step counts from. */
export const ESCALATION_MOMENTS = {
  START: { zh: '计时开始', en: 'the clock began' },
  AMBER: { zh: '黄灯', en: 'it turned amber' },
  RED: { zh: '红灯（超时）', en: 'it turned red (past due)' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type EscalationMoment = keyof typeof ESCALATION_MOMENTS;

const Span = Type.Object(
  {
    amount: Type.Number(),
    unit: Type.Enum(['MINUTES', 'HOURS', 'URGENT_HOURS', 'WORKING_HOURS', 'WORKING_DAYS', 'CALENDAR_DAYS']),
  },
  CLOSED,
);
const Names = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { minItems: 1, maxItems: 500 });
const KINDS: ClockKind[] = Object.keys(CLOCK_KINDS).filter(isClockKind);

/** `governance/escalations/*.yaml`: what happens when a clock turns amber or red, or runs for long. */
export const EscalationSchema = Type.Object(
  {
    ...DOCUMENT_HEADER,
    /** Of the ladders that fit a clock the one with the lowest number holds. */
    order: Type.Integer({ minimum: 0, maximum: 100_000 }),
    /** Every condition named must hold; none: every clock. */
    when: Type.Object(
      {
        kinds: Type.Optional(Type.Array(Type.Enum(KINDS), { minItems: 1 })),
        severities: Type.Optional(Type.Array(Type.Enum([...SEVERITIES]), { minItems: 1 })),
        profiles: Type.Optional(Names),
        matters: Type.Optional(Names),
        sources: Type.Optional(Names),
        /** Prefixes of grid codes. */
        grids: Type.Optional(Names),
      },
      CLOSED,
    ),
    steps: Type.Array(
      Type.Object(
        {
          code: Type.String({ pattern: '^[A-Z][A-Z0-9_-]{0,31}$' }),
          zh: Type.String({ minLength: 1, maxLength: 200 }),
          en: Type.String({ minLength: 1, maxLength: 200 }),
          at: Type.Enum(['START', 'AMBER', 'RED']),
          /** This long after that moment, on the calendar of the clock's policy; pauses do not count. */
          after: Type.Optional(Span),
          act: Type.Enum(['REMIND', 'ESCALATE', 'SUPERVISE']),
          /** ESCALATE: how many steps of the duty ladder above whoever has it; 1 when left out. */
          levels: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
          /** SUPERVISE: by whom; left out: the supervision group 监督小组. */
          supervisor: Type.Optional(
            Type.Enum(['OWNERS_COMMITTEE', 'OWNERS_SUPERVISORS', 'BRANCH', 'GROUP', 'SUPERIOR']),
          ),
          /** SUPERVISE: key of the policy of its clock. */
          deadline: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
          /** Again and again after that, so many times. */
          repeat: Type.Optional(
            Type.Object({ every: Span, times: Type.Integer({ minimum: 1, maximum: 100 }) }, CLOSED),
          ),
        },
        CLOSED,
      ),
      { minItems: 1, maxItems: 50 },
    ),
  },
  CLOSED,
);

export type EscalationDocument = Static<typeof EscalationSchema>;
export type EscalationStep = EscalationDocument['steps'][number];

export function checkEscalation(body: EscalationDocument, lookup: GovernanceLookup): GovernanceFault[] {
  const faults: GovernanceFault[] = [];
  for (const [key, kind] of [
    ['profiles', 'PROFILE'],
    ['matters', 'MATTER'],
  ] as const) {
    body.when[key]?.forEach((code, index) => {
      if (lookup.has(kind, code)) return;
      faults.push({ path: `/when/${key}/${index}`, ...missingText(kind, code, lookup) });
    });
  }
  body.when.grids?.forEach((code, index) => {
    if (/^\d{1,19}$/.test(code)) return;
    faults.push({
      path: `/when/grids/${index}`,
      zh: '应为网格编码前缀',
      en: 'it is no prefix of a grid code',
    });
  });
  body.steps.forEach(({ code, after, repeat, act, levels, supervisor, deadline }, index) => {
    const path = `/steps/${index}`;
    if (body.steps.findIndex((one) => one.code === code) !== index) {
      faults.push({ path: `${path}/code`, zh: `步骤 ${code} 重复`, en: `step ${code} is there twice` });
    }
    for (const [name, span] of [
      ['after', after],
      ['repeat/every', repeat?.every],
    ] as const) {
      const fault = span === undefined ? null : targetFault(span);
      if (fault !== null) faults.push({ path: `${path}/${name}`, ...fault });
    }
    if (levels !== undefined && act !== 'ESCALATE') {
      faults.push({ path: `${path}/levels`, zh: '仅用于 ESCALATE', en: 'goes with ESCALATE only' });
    }
    for (const [name, value] of Object.entries({ supervisor, deadline })) {
      if (value === undefined || act === 'SUPERVISE') continue;
      faults.push({ path: `${path}/${name}`, zh: '仅用于 SUPERVISE', en: 'goes with SUPERVISE only' });
    }
    if (deadline !== undefined && !lookup.has('CLOCK', deadline)) {
      faults.push({ path: `${path}/deadline`, ...missingText('CLOCK', deadline, lookup) });
    }
  });
  return faults;
}
