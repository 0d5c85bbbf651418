import Type, { type Static } from 'typebox';
import { checkPlaceAndTime, GridLevels, GridPrefixes, HoursOfDay } from './dispatch-schema.ts';
import { DUTY_LADDER, type DutyStep, stepsOf } from './duty.ts';
import { POST_ROLE_NAMES } from './duty-roles.ts';
import {
  CLOSED,
  DOCUMENT_HEADER,
  type GovernanceFault,
  type GovernanceLookup,
  type Shelf,
} from './governance-document.ts';
import { hourMatches, typeMatches } from './patterns.ts';
import { SEVERITIES } from './severity.ts';

const Codes = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
  minItems: 1,
  maxItems: 200,
  uniqueItems: true,
});
const Roles = Type.Array(Type.Enum([...POST_ROLE_NAMES]), { minItems: 1, maxItems: 20, uniqueItems: true });
const Words = Type.String({ minLength: 1, maxLength: 400 });

const Widening = Type.Object(
  {
    /** Every severity without it. */
    severities: Type.Optional(Type.Array(Type.Enum([...SEVERITIES]), { minItems: 1, uniqueItems: true })),
    steps: Type.Array(
      Type.Object(
        {
          /** Since it was first sent, without being taken. */
          afterMinutes: Type.Integer({ minimum: 1, maximum: 10_080 }),
          /** Everybody on duty in these roles is told, the grid itself and above. */
          tell: Type.Optional(Roles),
          /** The order goes to whoever of these is on duty, if anybody is. */
          assign: Type.Optional(Roles),
          levels: Type.Optional(GridLevels),
          zh: Words,
          en: Words,
        },
        CLOSED,
      ),
      { minItems: 1, maxItems: 20 },
    ),
  },
  CLOSED,
);

/**
 * A duty ladder: who is asked, in which order, and whom an order that nobody takes is told to next (graded response
 * 分级响应, AQ-17). `governance/ladders/<code>.yaml`.
 */
export const LadderSchema = Type.Object(
  {
    ...DOCUMENT_HEADER,
    /** Whose ladder it is: a requirement, an order of the county. */
    source: Type.Optional(Words),
    /** Where and when it holds by itself; without it only where a rule or another ladder names it. */
    applies: Type.Optional(
      Type.Object(
        {
          grids: Type.Optional(GridPrefixes),
          matters: Type.Optional(Codes),
          types: Type.Optional(Codes),
          /** Of the order: the bound of a small matter lies lower than that of a great one (HY-19). */
          severities: Type.Optional(
            Type.Array(Type.Enum([...SEVERITIES]), { minItems: 1, uniqueItems: true }),
          ),
          hours: Type.Optional(HoursOfDay),
        },
        { ...CLOSED, minProperties: 1 },
      ),
    ),
    /** Ladders of rules that it stands for where it applies; every one without it. */
    instead: Type.Optional(Codes),
    steps: Type.Array(Type.Object({ roles: Roles, levels: Type.Optional(GridLevels) }, CLOSED), {
      minItems: 1,
      maxItems: 30,
    }),
    widen: Type.Optional(Type.Array(Widening, { minItems: 1, maxItems: 10 })),
  },
  CLOSED,
);
export type LadderDocument = Static<typeof LadderSchema>;
export type WideningStep = Static<typeof Widening>['steps'][number];

export interface LadderFacts {
  gridCode: string | null;
  matter?: string | null | undefined;
  type?: string | null | undefined;
  /** Of the order; what is asked without one meets no ladder that names severities. */
  severity?: string | undefined;
  /** 0-23 in the site's zone. */
  localHour: number;
  /** The ladder that the rule names; null: none is named. */
  named: string | null;
}

/** A ladder as it is used: its steps, and which version of which document they are. */
export interface Ladder {
  code: string;
  version: number;
  nameZh: string;
  nameEn: string;
  steps: readonly DutyStep[];
  widen: NonNullable<LadderDocument['widen']>;
}

/** Where no document is published at all. */
const BUILT_IN: Ladder = {
  code: 'default',
  version: 0,
  nameZh: '通用值守阶梯',
  nameEn: 'Default ladder',
  steps: stepsOf(DUTY_LADDER),
  widen: [],
};

function ladderOf({ code, version, nameZh, nameEn, steps, widen = [] }: LadderDocument): Ladder {
  return { code, version, nameZh, nameEn, steps, widen };
}

/** How closely a ladder applies: length of its prefix, then how much else it names; null: not at all. */
function fit({ applies, instead }: LadderDocument, facts: LadderFacts): [number, number] | null {
  if (applies === undefined) return null;
  const { grids, matters, types, severities, hours } = applies;
  if (instead !== undefined && !(facts.named !== null && instead.includes(facts.named))) return null;
  const near = grids?.filter((prefix) => facts.gridCode?.startsWith(prefix) === true) ?? [''];
  const { matter, type, severity } = facts;
  const holds =
    near.length > 0 &&
    (matters === undefined || (typeof matter === 'string' && matters.includes(matter))) &&
    (types === undefined ||
      (typeof type === 'string' && types.some((pattern) => typeMatches(pattern, type)))) &&
    (severities === undefined || severities.some((one) => one === severity)) &&
    (hours === undefined || hourMatches(hours, facts.localHour));
  const named = [matters, types, severities, hours, instead].filter((one) => one !== undefined).length;
  return holds ? [Math.max(...near.map((prefix) => prefix.length)), named] : null;
}

/**
 * The ladder of a place and a matter: the one that applies most closely (longest grid prefix, then most conditions, then
 * the first code); else the one that the rule names; else `default`.
 */
export function ladderFor(shelf: Shelf<LadderDocument>, facts: LadderFacts, atMs: number): Ladder {
  const applying = shelf
    .inForce(atMs)
    .map(({ body }) => ({ body, fit: fit(body, facts) }))
    .filter((one): one is { body: LadderDocument; fit: [number, number] } => one.fit !== null)
    .sort((a, b) => b.fit[0] - a.fit[0] || b.fit[1] - a.fit[1] || (a.body.code < b.body.code ? -1 : 1));
  const found =
    applying[0]?.body ?? shelf.at(facts.named ?? 'default', atMs)?.body ?? shelf.at('default', atMs)?.body;
  return found === undefined ? BUILT_IN : ladderOf(found);
}

/** A step of the graded response that an order of a severity gets, and when. */
export interface PlannedStep extends WideningStep {
  /** From 1. */
  step: number;
  dueMs: number;
}

/** The steps by which the circle of an order widens while nobody takes it, in the order they are due. */
export function wideningOf(ladder: Pick<Ladder, 'widen'>, severity: string, sinceMs: number): PlannedStep[] {
  return ladder.widen
    .filter(({ severities }) => severities === undefined || severities.some((one) => one === severity))
    .flatMap(({ steps }) => steps)
    .sort((a, b) => a.afterMinutes - b.afterMinutes)
    .map((step, index) => ({ ...step, step: index + 1, dueMs: sinceMs + step.afterMinutes * 60_000 }));
}

/** What a schema cannot say. */
export function checkLadder(document: LadderDocument, lookup: GovernanceLookup): GovernanceFault[] {
  const faults = checkPlaceAndTime('/applies', definedOf(document.applies ?? {}), lookup);
  const seen = new Set<string>();
  document.steps.forEach(({ roles, levels }, at) => {
    for (const role of roles) {
      const key = `${role} ${levels?.join(' ') ?? ''}`;
      if (seen.has(key)) {
        faults.push({
          path: `/steps/${at}/roles`,
          zh: `${role} 在前面的步骤中已出现`,
          en: `${role} was asked in a step before`,
        });
      }
      seen.add(key);
    }
  });
  document.instead?.forEach((code, at) => {
    if (lookup.has('LADDER', code)) return;
    faults.push({ path: `/instead/${at}`, zh: `没有值守阶梯 ${code}`, en: `there is no ladder ${code}` });
  });
  if (document.instead !== undefined && document.applies === undefined) {
    faults.push({
      path: '/instead',
      zh: '须同时写明 applies',
      en: 'say with `applies` where it stands for them',
    });
  }
  document.widen?.forEach(({ steps }, at) => {
    steps.forEach(({ tell, assign, afterMinutes }, index) => {
      const path = `/widen/${at}/steps/${index}`;
      if (tell === undefined && assign === undefined) {
        faults.push({ path, zh: '须写明 tell 或 assign', en: 'name whom to tell or to assign' });
      }
      if (afterMinutes <= (steps[index - 1]?.afterMinutes ?? 0)) {
        faults.push({
          path: `${path}/afterMinutes`,
          zh: '须大于上一步',
          en: 'must be later than the step before',
        });
      }
    });
  });
  return faults;
}

/** Without the keys that are undefined, as exact optional properties want it. */
function definedOf(applies: NonNullable<LadderDocument['applies']>) {
  const { grids, matters, types, hours } = applies;
  return {
    ...(grids === undefined ? {} : { grids }),
    ...(matters === undefined ? {} : { matters }),
    ...(types === undefined ? {} : { types }),
    ...(hours === undefined ? {} : { hours }),
  };
}
