import Type, { type Static } from 'typebox';
import { PARTY_KINDS } from './duty-roles.ts';
import {
  CLOSED,
  DOCUMENT_HEADER,
  type GovernanceFault,
  type GovernanceLookup,
} from './governance-document.ts';
import { missingText } from './governance-missing.ts';
import { keysOf } from './keys.ts';
import type { SEVERITIES } from './severity.ts';

const Words = Type.String({ minLength: 1, maxLength: 1000 });
const Both = { zh: Words, en: Words };
const Digits = Type.String({ pattern: '^\\d{2}$' });
const Reference = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$' });

/** What a filing condition 立案条件 can ask that the hub itself can see; the rest is judged by a person. */
export const FILING_NEEDS = {
  GRID: { zh: '已定位到网格', en: 'its grid is known' },
  DESCRIPTION: { zh: '有情况描述', en: 'it is described' },
  EVIDENCE_BEFORE: { zh: '有处置前佐证', en: 'there is evidence made before the work' },
  VERIFIED: { zh: '已现场核实', en: 'somebody verified it on the spot' },
  CONSENT: { zh: '居民同意的审议已通过', en: 'a gate of consent has passed' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type FilingNeed = keyof typeof FILING_NEEDS;

/** What a closing condition 结案条件 can ask that the hub itself can see. */
export const CLOSING_NEEDS = {
  EVIDENCE_AFTER: { zh: '有处置后佐证', en: 'there is evidence made after the work' },
  FEEDBACK: { zh: '已反馈处置情况', en: 'what was done was reported back' },
  CHECKED: { zh: '核查通过', en: 'a check was passed' },
  STAGES: { zh: '各阶段均已完成', en: 'every stage of its clock is reached' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type ClosingNeed = keyof typeof CLOSING_NEEDS;

/** Kinds of a matter in the standards: a thing that is broken 部件, something that happens 事件. */
export const MATTER_KINDS = {
  COMPONENT: { zh: '部件', en: 'Component', caseClass: 'C' },
  EVENT: { zh: '事件', en: 'Event', caseClass: 'E' },
} as const satisfies Record<string, { zh: string; en: string; caseClass: 'C' | 'E' }>;
export type MatterKind = keyof typeof MATTER_KINDS;

/** Where a code was read: in the standard's own text, or only in implementations of it. */
export const CODE_READINGS = {
  TEXT: { zh: '标准文本', en: "The standard's own text" },
  IMPLEMENTATION: { zh: '据实现系统，未核对标准文本', en: 'Read in implementations, not in the text' },
  LOCAL: { zh: '本地扩展', en: 'Local extension' },
} as const satisfies Record<string, { zh: string; en: string }>;

/** `governance/matters/*.yaml`: what a work order is about, from filing to closing. */
export const MatterSchema = Type.Object(
  {
    ...DOCUMENT_HEADER,
    /** What orders carry: letters, digits, dots and dashes. */
    code: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$' }),
    /** The standard, its kind and the code there; `standardRef + kind + code` is unique. LOCAL: the place's own. */
    standard: Type.Object(
      {
        ref: Type.String({ minLength: 1, maxLength: 100 }),
        kind: Type.Enum(keysOf(MATTER_KINDS)),
        code: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$' }),
        read: Type.Enum(keysOf(CODE_READINGS)),
      },
      CLOSED,
    ),
    /** Digits of the case number 案卷号: category and sub-category, unique among the matters of a class. */
    category: Digits,
    sub: Digits,
    filing: Type.Object(
      { ...Both, requires: Type.Array(Type.Enum(keysOf(FILING_NEEDS)), { uniqueItems: true }) },
      CLOSED,
    ),
    closing: Type.Object(
      { ...Both, requires: Type.Array(Type.Enum(keysOf(CLOSING_NEEDS)), { uniqueItems: true }) },
      CLOSED,
    ),
    /** Keys of clock policies for the handling clock; a severity that is not named takes `standard`. */
    handling: Type.Object(
      {
        standard: Reference,
        bySeverity: Type.Optional(
          Type.Object(
            {
              info: Type.Optional(Reference),
              minor: Type.Optional(Reference),
              major: Type.Optional(Reference),
              critical: Type.Optional(Reference),
            } satisfies Record<(typeof SEVERITIES)[number], unknown>,
            CLOSED,
          ),
        ),
      },
      CLOSED,
    ),
    /** Code of the workflow profile that an order takes unless a rule or a person names another. */
    profile: Reference,
    /** Kind of party that leads 主办 unless a rule or a person names one; null: whoever is on duty. */
    leadParty: Type.Union([Type.Enum(keysOf(PARTY_KINDS)), Type.Null()]),
    evidence: Type.Array(
      Type.Object(
        {
          phase: Type.Enum(['BEFORE', 'AFTER']),
          kind: Type.Enum(['IMAGE', 'VIDEO', 'AUDIO', 'DOCUMENT', 'OTHER']),
          count: Type.Integer({ minimum: 1, maximum: 20 }),
        },
        CLOSED,
      ),
      { maxItems: 10 },
    ),
    /** Whether it stands in the task catalogue 网格化管理任务目录; what does not needs approval with funds or people (LA-10). */
    inTaskCatalogue: Type.Boolean(),
    /** The residents' side. Left out: they may report it, nothing of it is published, severity minor. */
    residents: Type.Optional(
      Type.Object(
        {
          /** Whether a resident may report it. */
          reportable: Type.Optional(Type.Boolean()),
          /** Whether its orders are published (公示): place to the unit grid, stage and times. */
          published: Type.Optional(Type.Boolean()),
          /** Severity that a resident's report begins with. */
          severity: Type.Optional(
            Type.Enum(['info', 'minor', 'major', 'critical'] satisfies (typeof SEVERITIES)[number][]),
          ),
          /** Words that residents look for it by. */
          keywords: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 50 }), { maxItems: 20 })),
        },
        CLOSED,
      ),
    ),
    /** Requirement rows or rules of the place that it serves. */
    sources: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 20 })),
  },
  CLOSED,
);

export type MatterDocument = Static<typeof MatterSchema>;

function missing(
  lookup: GovernanceLookup,
  kind: 'CLOCK' | 'PROFILE',
  code: string,
  path: string,
): GovernanceFault[] {
  return lookup.has(kind, code) ? [] : [{ path, ...missingText(kind, code, lookup) }];
}

export function checkMatter(body: MatterDocument, lookup: GovernanceLookup): GovernanceFault[] {
  const { handling, profile, standard } = body;
  const faults = missing(lookup, 'CLOCK', handling.standard, '/handling/standard');
  for (const [severity, key] of Object.entries(handling.bySeverity ?? {})) {
    if (key !== undefined) faults.push(...missing(lookup, 'CLOCK', key, `/handling/bySeverity/${severity}`));
  }
  faults.push(...missing(lookup, 'PROFILE', profile, '/profile'));
  if ((standard.ref === 'LOCAL') !== (standard.read === 'LOCAL')) {
    faults.push({
      path: '/standard/read',
      zh: '本地事项的 ref 与 read 均应为 LOCAL',
      en: 'a local matter has LOCAL in `ref` and in `read`',
    });
  }
  return faults;
}

/** What no two matters share: their place in the standards, and the digits of their case numbers. */
export function matterIdentities({ standard, category, sub }: MatterDocument): string[] {
  const { ref, kind, code } = standard;
  return [`${ref} ${kind} ${code}`, `${MATTER_KINDS[kind].caseClass} ${category} ${sub}`];
}
