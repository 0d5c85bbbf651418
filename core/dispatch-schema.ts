import Type, { type Static } from 'typebox';
import { ALERT_TYPES } from './alert-types.ts';
import { matches } from './dispatch-conditions.ts';
import { undispatchedFrom } from './dispatch-profile.ts';
import type { DispatchFacts, DispatchRule } from './dispatch-rules.ts';
import { isPartyKind, isPostRole } from './duty-roles.ts';
import {
  CLOSED,
  DOCUMENT_HEADER,
  type GovernanceFault,
  type GovernanceLookup,
} from './governance-document.ts';
import { GRID_LEVEL_NAMES, isGridCode } from './grid.ts';
import { nearest } from './near.ts';
import { SEVERITIES } from './severity.ts';
import { ALERT_STATUSES } from './signal.ts';
import { WORK_ORDER_STATES } from './work-order-states.ts';

const Code = Type.String({ minLength: 1, maxLength: 64 });
const Codes = Type.Array(Code, { minItems: 1, maxItems: 200, uniqueItems: true });
const Prefixes = Type.Array(Type.String({ pattern: '^[0-9]{4,19}$' }), {
  minItems: 1,
  maxItems: 500,
  uniqueItems: true,
});
const Words = Type.String({ minLength: 1, maxLength: 400 });
const Hour = Type.Integer({ minimum: 0, maximum: 23 });
const Levels = Type.Array(Type.Enum([...GRID_LEVEL_NAMES]), { minItems: 1, uniqueItems: true });
/** From (inclusive) to (exclusive), hours of the local day. */
export const HoursOfDay = Type.Array(Hour, { minItems: 2, maxItems: 2 });
export { Levels as GridLevels, Prefixes as GridPrefixes };

const Condition = Type.Object(
  {
    types: Type.Optional(Codes),
    matters: Type.Optional(Codes),
    severities: Type.Optional(Type.Array(Type.Enum([...SEVERITIES]), { minItems: 1, uniqueItems: true })),
    statuses: Type.Optional(Type.Array(Type.Enum([...ALERT_STATUSES]), { minItems: 1, uniqueItems: true })),
    lifeSafety: Type.Optional(Type.Boolean()),
    placed: Type.Optional(Type.Boolean()),
    grids: Type.Optional(Prefixes),
    levels: Type.Optional(Levels),
    hours: Type.Optional(HoursOfDay),
    lateOverHours: Type.Optional(Type.Number({ minimum: 0 })),
    sources: Type.Optional(Codes),
    channels: Type.Optional(Codes),
  },
  CLOSED,
);

const Opens = Type.Object(
  {
    profile: Code,
    /** What a report is about stays its own. */
    matter: Code,
    /** Without it the operations centre has the order. */
    ladder: Type.Optional(Code),
    lead: Type.Optional(Code),
    helpers: Type.Optional(
      Type.Array(Type.Object({ party: Type.Optional(Code), role: Type.Optional(Code) }, CLOSED), {
        minItems: 1,
      }),
    ),
    notes: Type.Optional(Type.Object({ zh: Words, en: Words }, CLOSED)),
  },
  CLOSED,
);

const Example = Type.Object(
  {
    type: Type.Optional(Code),
    matter: Type.Optional(Code),
    severity: Type.Optional(Type.Enum([...SEVERITIES])),
    gridCode: Type.Optional(Type.Union([Type.String({ pattern: '^[0-9]{4,19}$' }), Type.Null()])),
    status: Type.Optional(Type.Enum([...ALERT_STATUSES])),
    deviceClaimed: Type.Optional(Type.Boolean()),
    localHour: Type.Optional(Hour),
    lateHours: Type.Optional(Type.Number({ minimum: 0 })),
    source: Type.Optional(Code),
    channel: Type.Optional(Code),
  },
  CLOSED,
);

/**
 * Dispatch rules of a place: `governance/dispatch/<code>.yaml`. The rules of the document with the longest matching
 * `grids` prefix are asked first, `default` last; within a document from the top: the first match wins.
 */
export const DispatchSchema = Type.Object(
  {
    ...DOCUMENT_HEADER,
    /** Where these rules hold; everywhere without it. */
    grids: Type.Optional(Prefixes),
    rules: Type.Array(
      Type.Object(
        {
          name: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }),
          zh: Words,
          en: Words,
          when: Condition,
          /** `false`: no order. */
          open: Type.Union([Type.Literal(false), Opens]),
          /** With `open: false`: the incident's history says why, and another sign of it is judged anew. */
          tell: Type.Optional(Type.Boolean()),
          /** Facts that this rule must win; what is left out is a minor alert of an ordinary day. */
          example: Example,
        },
        CLOSED,
      ),
      { minItems: 1, maxItems: 500 },
    ),
  },
  CLOSED,
);
export type DispatchDocument = Static<typeof DispatchSchema>;

/** A compound of nowhere, where an example names no place. */
const SOMEWHERE = '511681001001001';

/** The rules of a document as `decideDispatch` takes them, in their order. */
export function rulesOf(document: DispatchDocument): DispatchRule[] {
  return document.rules.map((rule): DispatchRule => {
    const example: DispatchFacts = {
      type: 'other',
      severity: 'minor',
      gridCode: document.grids?.[0] ?? SOMEWHERE,
      status: 'ACTUAL',
      deviceClaimed: true,
      localHour: 10,
      lateHours: 0,
      source: 'INCIDENT',
      channel: null,
      matter: null,
      ...rule.example,
    };
    const { open } = rule;
    return {
      document: `${document.code}@${document.version}`,
      name: rule.name,
      zh: rule.zh,
      en: rule.en,
      when: rule.when,
      tell: rule.tell ?? false,
      example,
      plan:
        open === false
          ? null
          : {
              profile: open.profile,
              matter: open.matter,
              ladder: open.ladder ?? null,
              lead: open.lead ?? null,
              helpers: open.helpers ?? [],
              notesZh: open.notes?.zh ?? '',
              notesEn: open.notes?.en ?? '',
            },
    };
  });
}

const FAMILIES = new Set([...ALERT_TYPES.values()].map(({ code }) => code.split('.')[0] ?? ''));

function isTypePattern(pattern: string): boolean {
  return pattern.endsWith('.*') ? FAMILIES.has(pattern.slice(0, -2)) : ALERT_TYPES.has(pattern);
}

function unknown(
  path: string,
  what: { zh: string; en: string },
  code: string,
  known: readonly string[],
): GovernanceFault {
  const near = nearest(code, known, Math.max(2, Math.floor(code.length / 4)));
  const zh = near === null ? '' : `，是否应为 ${near}？`;
  const en = near === null ? '' : `: did you mean ${near}?`;
  return { path, zh: `没有${what.zh} ${code}${zh}`, en: `there is no ${what.en} ${code}${en}` };
}

/** Grid codes and matters that conditions name, and hours that never come. Shared with ladders. */
export function checkPlaceAndTime(
  path: string,
  when: {
    grids?: readonly string[];
    matters?: readonly string[];
    types?: readonly string[];
    hours?: readonly number[];
  },
  lookup: GovernanceLookup,
): GovernanceFault[] {
  const matters = lookup.codes('MATTER');
  const faults: GovernanceFault[] = [];
  when.grids?.forEach((prefix, at) => {
    if (isGridCode(prefix)) return;
    faults.push({
      path: `${path}/grids/${at}`,
      zh: '网格编码应为 4、6、9、12、15、17 或 19 位数字',
      en: 'a grid code has 4, 6, 9, 12, 15, 17 or 19 digits',
    });
  });
  when.types?.forEach((pattern, at) => {
    if (isTypePattern(pattern)) return;
    faults.push(
      unknown(`${path}/types/${at}`, { zh: '告警类型', en: 'alert type' }, pattern, [...ALERT_TYPES.keys()]),
    );
  });
  when.matters?.forEach((code, at) => {
    if (matters.includes(code)) return;
    faults.push(unknown(`${path}/matters/${at}`, { zh: '事项', en: 'matter' }, code, matters));
  });
  if (when.hours !== undefined && when.hours[0] === when.hours[1]) {
    faults.push({
      path: `${path}/hours`,
      zh: '起止时刻相同，永远不会成立',
      en: 'it begins when it ends: that never holds',
    });
  }
  return faults;
}

/** A rule that sends its orders to somebody by a profile that cannot send them: none would ever go. */
function unsent(path: string, profile: string, lookup: GovernanceLookup): GovernanceFault[] {
  const begins = (lookup.bodies?.('PROFILE', profile) ?? []).map(undispatchedFrom);
  const [from] = begins;
  if (from === undefined || from === null || begins.includes(null)) return [];
  return [
    {
      path: `${path}/profile`,
      zh: `流程 ${profile} 的设备事件工单从“${WORK_ORDER_STATES[from].zh}”开始，由此不能派单`,
      en: `orders of incidents begin as ${from} in ${profile}, and cannot be dispatched from there`,
    },
  ];
}

function checkOpens(path: string, open: Static<typeof Opens>, lookup: GovernanceLookup): GovernanceFault[] {
  const faults = checkPlaceAndTime(path, { matters: [open.matter] }, lookup).map((fault) => ({
    ...fault,
    path: `${path}/matter`,
  }));
  const profiles = lookup.codes('PROFILE');
  // a set of rules may be checked by itself
  if (profiles.length > 0 && !profiles.includes(open.profile)) {
    faults.push(
      unknown(`${path}/profile`, { zh: '流程模板', en: 'workflow profile' }, open.profile, profiles),
    );
  }
  if (open.ladder !== undefined || open.lead !== undefined)
    faults.push(...unsent(path, open.profile, lookup));
  if (open.ladder !== undefined && !lookup.has('LADDER', open.ladder)) {
    faults.push(
      unknown(`${path}/ladder`, { zh: '值守阶梯', en: 'ladder' }, open.ladder, lookup.codes('LADDER')),
    );
  }
  if (open.lead !== undefined && !isPartyKind(open.lead)) {
    faults.push({
      path: `${path}/lead`,
      zh: `没有组织类别 ${open.lead}`,
      en: `there is no kind of party ${open.lead}`,
    });
  }
  open.helpers?.forEach(({ party, role }, at) => {
    const sound =
      (party === undefined) !== (role === undefined) &&
      (party === undefined || isPartyKind(party)) &&
      (role === undefined || isPostRole(role));
    if (sound) return;
    faults.push({
      path: `${path}/helpers/${at}`,
      zh: '须为已知的组织类别（party）或岗位（role）之一',
      en: 'name a known kind of party (party) or a known role (role), one of the two',
    });
  });
  return faults;
}

/** What a schema cannot say: examples that another rule takes, codes that nothing has, rules that never apply. */
export function checkDispatch(document: DispatchDocument, lookup: GovernanceLookup): GovernanceFault[] {
  const faults = checkPlaceAndTime(
    '',
    { ...(document.grids === undefined ? {} : { grids: document.grids }) },
    lookup,
  );
  const rules = rulesOf(document);
  const seen = new Set<string>();
  document.rules.forEach((rule, at) => {
    const path = `/rules/${at}`;
    if (seen.has(rule.name))
      faults.push({
        path: `${path}/name`,
        zh: `规则名 ${rule.name} 重复`,
        en: `the name ${rule.name} stands twice`,
      });
    seen.add(rule.name);
    const { grids, matters, types, hours } = rule.when;
    faults.push(
      ...checkPlaceAndTime(
        `${path}/when`,
        {
          ...(grids === undefined ? {} : { grids }),
          ...(matters === undefined ? {} : { matters }),
          ...(types === undefined ? {} : { types }),
          ...(hours === undefined ? {} : { hours }),
        },
        lookup,
      ),
    );
    if (rule.open !== false) faults.push(...checkOpens(`${path}/open`, rule.open, lookup));
    const example = rules[at]?.example;
    if (example === undefined) return;
    const winner = rules.find((one) => matches(one.when, example));
    if (winner?.name === rule.name) return;
    faults.push(
      winner === undefined
        ? {
            path: `${path}/example`,
            zh: '示例不满足本规则的条件',
            en: 'the example does not meet the conditions of its own rule',
          }
        : {
            path: `${path}/example`,
            zh: `示例由规则 ${winner.name} 先匹配：本规则不可达或顺序有误，或示例不符合本规则`,
            en: `rule ${winner.name} takes the example: this rule is unreachable or stands in the wrong place, or the example is not its own`,
          },
    );
  });
  return faults;
}
