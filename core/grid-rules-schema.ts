import Type, { type Static } from 'typebox';
import { isPostRole, PARTY_KINDS } from './duty-roles.ts';
import { CLOSED, DOCUMENT_HEADER, type GovernanceFault } from './governance-document.ts';
import { GRID_LEVEL_NAMES } from './grid.ts';
import { PROPERTY_CLASSES } from './households.ts';

const Level = Type.Enum([...GRID_LEVEL_NAMES]);
const count = Type.Integer({ minimum: 0, maximum: 1_000_000 });
const BASE = {
  /** Unique in the document. */
  id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }),
  /** What it is taken from: a row of the requirements, a local document. */
  source: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  level: Level,
};

/** Permanent households of each grid of a level. */
const Households = Type.Object(
  {
    ...BASE,
    kind: Type.Literal('HOUSEHOLDS'),
    min: Type.Optional(count),
    max: Type.Optional(count),
    /** Only grids that are a closed compound or a part of one. */
    compoundsOnly: Type.Optional(Type.Boolean()),
  },
  CLOSED,
);
/** One closed compound is one grid of the level, and such a grid is one compound. */
const Compound = Type.Object(
  {
    ...BASE,
    kind: Type.Literal('COMPOUND'),
    /** A compound of more households than this is divided into grids below. */
    splitAbove: Type.Optional(count),
  },
  CLOSED,
);
/** Where that many full Party members are, there is a branch of their own, else none. */
const Branch = Type.Object({ ...BASE, kind: Type.Literal('BRANCH'), minMembers: count }, CLOSED);
/** How many holders a role has at each grid of a level. */
const Posts = Type.Object(
  {
    ...BASE,
    kind: Type.Literal('POSTS'),
    role: Type.String(),
    min: Type.Optional(count),
    max: Type.Optional(count),
  },
  CLOSED,
);
/** How many organisations of a kind serve each grid of a level. */
const Parties = Type.Object(
  {
    ...BASE,
    kind: Type.Literal('PARTIES'),
    partyKind: Type.String(),
    min: Type.Optional(count),
    max: Type.Optional(count),
    /** Only grids whose property is managed so (LC-14). */
    propertyClass: Type.Optional(Type.Enum(Object.keys(PROPERTY_CLASSES))),
  },
  CLOSED,
);

export const GridRulesSchema = Type.Object(
  {
    ...DOCUMENT_HEADER,
    rules: Type.Array(Type.Union([Households, Compound, Branch, Posts, Parties]), {
      minItems: 1,
      maxItems: 200,
    }),
  },
  CLOSED,
);
export type GridRules = Static<typeof GridRulesSchema>;
export type GridRule = GridRules['rules'][number];

/** What the schema cannot say. */
export function checkGridRules({ rules }: GridRules): GovernanceFault[] {
  const faults: GovernanceFault[] = [];
  const seen = new Map<string, number>();
  for (const [index, rule] of rules.entries()) {
    const path = `/rules/${index}`;
    const before = seen.get(rule.id);
    if (before !== undefined) {
      faults.push({
        path: `${path}/id`,
        en: `is the same as that of rule ${before}`,
        zh: `与第 ${before} 条规则重复`,
      });
    }
    seen.set(rule.id, index);
    if ('min' in rule || 'max' in rule) {
      const { min = 0, max = Number.POSITIVE_INFINITY } = rule;
      if (min > max) {
        faults.push({ path: `${path}/min`, en: 'is greater than max', zh: '大于 max' });
      }
    }
    const asks = rule.kind === 'COMPOUND' || rule.kind === 'BRANCH' || 'min' in rule || 'max' in rule;
    if (!asks)
      faults.push({ path, en: 'asks nothing: give min, max or both', zh: '没有要求：请给出 min 或 max' });
    if (rule.kind === 'POSTS' && !isPostRole(rule.role)) {
      faults.push({
        path: `${path}/role`,
        en: `${rule.role} is no role of a post`,
        zh: `${rule.role} 不是岗位角色`,
      });
    }
    if (rule.kind === 'PARTIES' && !Object.hasOwn(PARTY_KINDS, rule.partyKind)) {
      faults.push({
        path: `${path}/partyKind`,
        en: `${rule.partyKind} is no kind of organisation`,
        zh: `${rule.partyKind} 不是组织类别`,
      });
    }
  }
  return faults;
}
