import Type, { type Static } from 'typebox';

/** What a gate 前置审议 is for; the names are shown. */
export const GATE_KINDS = {
  BRANCH_REVIEW: { zh: '支部前置审议', en: 'Review by the party branch' },
  BUILDING_LEADERS: { zh: '楼栋长先行议事', en: 'Deliberation by the building leaders' },
  CONSENT: { zh: '居民同意', en: 'Consent of the residents' },
  COUNCIL: { zh: '议事会', en: 'Council' },
  MEDIATION: { zh: '调解', en: 'Mediation' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type GateKind = keyof typeof GATE_KINDS;

/** A part of a whole, exact: `80%` or `2/3`. */
export const Share = Type.String({ pattern: '^[0-9]{1,3}(%|/[1-9][0-9]{0,2})$' });

const Labels = { zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) };

/** Who may vote: taken down as a roll when the gate opens, and not changed afterwards. */
export const Electorate = Type.Union([
  /** One vote a household of the order's grid and what lies below it. */
  Type.Object({ of: Type.Literal('HOUSEHOLDS') }, { additionalProperties: false }),
  /** One vote a person who holds one of these posts in the grid, below it, or (`above`) over it. */
  Type.Object(
    {
      of: Type.Literal('POSTS'),
      roles: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
      above: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  /** One vote a person who belongs to a party of one of these kinds (`MEMBERS`), or one a party (`PARTY`). */
  Type.Object(
    {
      of: Type.Literal('PARTIES'),
      kinds: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
      vote: Type.Union([Type.Literal('MEMBERS'), Type.Literal('PARTY')]),
    },
    { additionalProperties: false },
  ),
  /** One vote a party that helps with the order, or was summoned to it and came. */
  Type.Object({ of: Type.Literal('HELPERS') }, { additionalProperties: false }),
  /** Whoever is named when it opens. */
  Type.Object({ of: Type.Literal('NAMED') }, { additionalProperties: false }),
]);
export type Electorate = Static<typeof Electorate>;

/** What an order has to pass before it goes on. Data: a profile or a place has its own. */
export const GateRule = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Z][A-Z0-9_]{0,63}$' }),
    ...Labels,
    kind: Type.Enum([
      'BRANCH_REVIEW',
      'BUILDING_LEADERS',
      'CONSENT',
      'COUNCIL',
      'MEDIATION',
    ] satisfies GateKind[]),
    electorate: Electorate,
    /** How much of the roll must have voted. */
    quorum: Share,
    /** How much must say yes … */
    threshold: Share,
    /** … of the whole roll, or of the votes that were cast. */
    of: Type.Union([Type.Literal('ROLL'), Type.Literal('CAST')]),
    /** More than the threshold, not just as much (过半数). */
    moreThan: Type.Optional(Type.Boolean()),
    /** Quorum and threshold hold for the floor area of the voters too (民法典 278). */
    byArea: Type.Optional(Type.Boolean()),
    /** What comes before the vote, in this order. */
    stages: Type.Optional(
      Type.Array(
        Type.Object(
          { code: Type.String({ pattern: '^[A-Z][A-Z0-9_]{0,63}$' }), ...Labels },
          { additionalProperties: false },
        ),
      ),
    ),
    /** Calendar days until it should be closed. */
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
    /** Whether one may vote for another, which is noted with the vote. True by default. */
    proxies: Type.Optional(Type.Boolean()),
    /** Row of the requirements that it serves, or the paper it comes from. */
    source: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type GateRule = Static<typeof GateRule>;

const BRANCH_POSTS = ['BRANCH_SECRETARY', 'PARTY_MEMBER'];

/** The gates that ship. A profile names them by code, or brings its own of the same shape. */
const SHIPPED: readonly GateRule[] = [
  {
    code: 'BRANCH_REVIEW',
    zh: '支部前置审议',
    en: 'Review by the party branch',
    kind: 'BRANCH_REVIEW',
    electorate: { of: 'POSTS', roles: BRANCH_POSTS, above: true },
    quorum: '1/2',
    threshold: '1/2',
    of: 'ROLL',
    moreThan: true,
    days: 7,
    proxies: false,
    source: 'HY-07, HUA-04, AQ-09',
  },
  {
    code: 'BUILDING_LEADERS',
    zh: '楼栋长先行议事',
    en: 'Deliberation by the building leaders',
    kind: 'BUILDING_LEADERS',
    electorate: { of: 'POSTS', roles: ['BUILDING_LEADER'] },
    quorum: '1/2',
    threshold: '1/2',
    of: 'CAST',
    moreThan: true,
    stages: [
      { code: 'SURVEY', zh: '摸底', en: 'Survey' },
      { code: 'OPINION', zh: '初步意见', en: 'Initial opinion' },
      { code: 'CONSENSUS', zh: '共识会', en: 'Consensus meeting' },
    ],
    days: 15,
    source: 'HUA-07',
  },
  {
    code: 'CONSENT_80',
    zh: '居民同意率 80%',
    en: 'Consent of 80 % of the households',
    kind: 'CONSENT',
    electorate: { of: 'HOUSEHOLDS' },
    quorum: '80%',
    threshold: '80%',
    of: 'ROLL',
    days: 60,
    source: 'LC-10',
  },
  {
    code: 'OWNERS_VOTE',
    zh: '业主共同决定',
    en: "Owners' common decision",
    kind: 'CONSENT',
    electorate: { of: 'HOUSEHOLDS' },
    quorum: '2/3',
    threshold: '1/2',
    of: 'CAST',
    moreThan: true,
    byArea: true,
    days: 30,
    source: '民法典 278',
  },
  {
    code: 'COUNCIL',
    zh: '议事会',
    en: "Residents' council",
    kind: 'COUNCIL',
    electorate: { of: 'NAMED' },
    quorum: '1/2',
    threshold: '1/2',
    of: 'CAST',
    moreThan: true,
    days: 15,
    source: 'HUA-12, AQ-05, RS-13',
  },
  {
    code: 'JOINT_MEETING',
    zh: '联席会议',
    en: 'Joint meeting of parties',
    kind: 'COUNCIL',
    electorate: {
      of: 'PARTIES',
      kinds: ['BRANCH', 'OWNERS_COMMITTEE', 'PROPERTY', 'COMMUNITY'],
      vote: 'PARTY',
    },
    quorum: '1/2',
    threshold: '1/2',
    of: 'CAST',
    moreThan: true,
    days: 15,
    source: 'HY-04, HUA-05, LC-18',
  },
  {
    code: 'DEPARTMENTS',
    zh: '部门会商',
    en: 'Decision of the summoned departments',
    kind: 'COUNCIL',
    electorate: { of: 'HELPERS' },
    quorum: '1/2',
    threshold: '1/2',
    of: 'ROLL',
    moreThan: true,
    days: 7,
    source: 'RS-15',
  },
  {
    code: 'MEDIATION',
    zh: '邻里纠纷调解',
    en: 'Mediation among neighbours',
    kind: 'MEDIATION',
    electorate: { of: 'NAMED' },
    quorum: '100%',
    threshold: '100%',
    of: 'ROLL',
    days: 15,
    source: 'HY-19',
  },
];

export const GATE_RULES: ReadonlyMap<string, GateRule> = new Map(SHIPPED.map((rule) => [rule.code, rule]));

/** A share as a fraction. */
export function shareOf(text: string): { parts: number; whole: number } {
  const [parts = '0', whole] = text.replace('%', '/100').split('/');
  return { parts: Number(parts), whole: Number(whole ?? 1) };
}

/** What is wrong with a rule that has the right shape; none for a sound one. `path` is a JSON Pointer. */
export function gateRuleFaults(rule: GateRule): { path: string; zh: string; en: string }[] {
  const faults: { path: string; zh: string; en: string }[] = [];
  for (const name of ['quorum', 'threshold'] as const) {
    const { parts, whole } = shareOf(rule[name]);
    if (parts > whole) {
      faults.push({ path: `/${name}`, zh: `${rule[name]} 超过全部`, en: `${rule[name]} is more than all` });
    }
  }
  const { parts, whole } = shareOf(rule.threshold);
  if (rule.moreThan === true && parts === whole) {
    faults.push({ path: '/threshold', zh: '“超过全部”无法达到', en: 'more than all can never be reached' });
  }
  const codes = (rule.stages ?? []).map(({ code }) => code);
  for (const [index, code] of codes.entries()) {
    if (codes.indexOf(code) !== index) {
      faults.push({
        path: `/stages/${index}/code`,
        zh: `阶段 ${code} 重复`,
        en: `stage ${code} is there twice`,
      });
    }
  }
  if (rule.byArea === true && rule.electorate.of !== 'HOUSEHOLDS') {
    faults.push({ path: '/byArea', zh: '按面积计票只适用于住户', en: 'only households have a floor area' });
  }
  return faults;
}
