import { PARTY_KINDS, roleNames } from './duty-roles.ts';
import { GRID_LEVELS, type GridLevel, parentCode } from './grid.ts';
import type { GridRule } from './grid-rules-schema.ts';

/** What the rules ask about a grid in use. */
export interface GridFactsOfRules {
  code: string;
  level: GridLevel;
  name: string;
  /** Permanent households, registered ones where there are any, else as counted; null: nobody knows. */
  households: number | null;
  /** The closed compound it is, or is a part of. */
  compound: string | null;
  /** Compounds of the buildings that stand in it and below. */
  buildingCompounds: readonly string[];
  propertyClass: string | null;
  fullMembers: number | null;
  /** Holders by role at this very grid, now. */
  posts: Readonly<Record<string, number>>;
  /** Organisations by kind that serve this very grid. */
  parties: Readonly<Record<string, number>>;
  /** Grids in use one level down. */
  children: number;
}

export interface RuleFinding {
  rule: string;
  source: string | null;
  gridCode: string;
  others: readonly string[];
  en: string;
  zh: string;
}

type Finding = Omit<RuleFinding, 'rule' | 'source'>;

function range(min: number | undefined, max: number | undefined): { en: string; zh: string } {
  if (min !== undefined && max !== undefined) {
    return min === max ? { en: `${min}`, zh: `${min}` } : { en: `${min} to ${max}`, zh: `${min} 至 ${max}` };
  }
  return min === undefined
    ? { en: `at most ${max}`, zh: `不超过 ${max}` }
    : { en: `at least ${min}`, zh: `不少于 ${min}` };
}

const outside = (value: number, { min = 0, max = Infinity }: { min?: number; max?: number }) =>
  value < min || value > max;
const named = ({ level, name, code }: GridFactsOfRules) => ({
  en: `${GRID_LEVELS[level].en} ${name} (${code})`,
  zh: `${GRID_LEVELS[level].zh}${name}（${code}）`,
});
const found = (grid: GridFactsOfRules, en: string, zh: string, others: readonly string[] = []): Finding => {
  const who = named(grid);
  return { gridCode: grid.code, others, en: `${who.en} ${en}`, zh: `${who.zh}${zh}` };
};

function ofHouseholds(rule: GridRule & { kind: 'HOUSEHOLDS' }, grid: GridFactsOfRules): Finding[] {
  if (rule.compoundsOnly === true && grid.compound === null) return [];
  const asked = range(rule.min, rule.max);
  if (grid.households === null) {
    return [
      found(grid, `has no count of households; ${asked.en} are asked for`, `未登记户数；要求 ${asked.zh} 户`),
    ];
  }
  if (!outside(grid.households, rule)) return [];
  const mend =
    grid.households > (rule.max ?? Infinity)
      ? { en: 'split it', zh: '宜拆分' }
      : { en: 'merge it with a neighbour', zh: '宜与相邻网格合并' };
  return [
    found(
      grid,
      `has ${grid.households} permanent households; ${asked.en} are asked for: ${mend.en}`,
      `有常住 ${grid.households} 户；要求 ${asked.zh} 户：${mend.zh}`,
    ),
  ];
}

function ofCompounds(rule: GridRule & { kind: 'COMPOUND' }, grids: readonly GridFactsOfRules[]): Finding[] {
  const compoundsOf = (grid: GridFactsOfRules) => [
    ...new Set([...(grid.compound === null ? [] : [grid.compound]), ...grid.buildingCompounds]),
  ];
  // a compound of the same name in another community is another one
  const places = Map.groupBy(
    grids.flatMap((grid) => compoundsOf(grid).map((compound) => ({ grid, compound }))),
    ({ grid, compound }) => `${parentCode(grid.code)} ${compound}`,
  );
  const findings: Finding[] = [];
  for (const [first, ...rest] of places.values()) {
    if (first === undefined || rest.length === 0) continue;
    const others = rest.map(({ grid }) => grid.code);
    findings.push(
      found(
        first.grid,
        `shares the closed compound ${first.compound} with ${others.join(', ')}: one compound is one grid`,
        `与 ${others.join('、')} 同属封闭小区“${first.compound}”：一个小区应为一个网格`,
        others,
      ),
    );
  }
  for (const grid of grids) {
    const compounds = compoundsOf(grid);
    if (compounds.length > 1) {
      findings.push(
        found(
          grid,
          `holds ${compounds.length} closed compounds (${compounds.join(', ')}): one compound is one grid`,
          `内有 ${compounds.length} 个封闭小区（${compounds.join('、')}）：一个小区应为一个网格`,
        ),
      );
    }
    const { splitAbove } = rule;
    if (splitAbove === undefined || grid.children > 0 || (grid.households ?? 0) <= splitAbove) continue;
    findings.push(
      found(
        grid,
        `has ${grid.households} households, more than ${splitAbove}, and no grids below: divide it`,
        `有 ${grid.households} 户，超过 ${splitAbove} 户而未设下级网格：宜划分二级网格`,
      ),
    );
  }
  return findings;
}

function ofBranch(rule: GridRule & { kind: 'BRANCH' }, grid: GridFactsOfRules): Finding[] {
  if (grid.fullMembers === null) return [];
  const branches = grid.parties.BRANCH ?? 0;
  if (grid.fullMembers >= rule.minMembers && branches === 0) {
    return [
      found(
        grid,
        `has ${grid.fullMembers} full Party members and no branch of its own; from ${rule.minMembers} on there is one`,
        `有正式党员 ${grid.fullMembers} 名而未单独成立党支部；满 ${rule.minMembers} 名应单独成立`,
      ),
    ];
  }
  if (grid.fullMembers < rule.minMembers && branches > 0) {
    return [
      found(
        grid,
        `has a branch of its own with ${grid.fullMembers} full members, fewer than ${rule.minMembers}: join it to the grid's`,
        `单独成立了党支部，但正式党员仅 ${grid.fullMembers} 名，不足 ${rule.minMembers} 名：宜联合或网格覆盖`,
      ),
    ];
  }
  return [];
}

function ofPosts(rule: GridRule & { kind: 'POSTS' }, grid: GridFactsOfRules): Finding[] {
  const count = grid.posts[rule.role] ?? 0;
  if (!outside(count, rule)) return [];
  const { zh, en } = roleNames(rule.role);
  const asked = range(rule.min, rule.max);
  return [
    found(
      grid,
      `has ${count} holders of ${en.toLowerCase()}; ${asked.en} asked for`,
      `有${zh} ${count} 名；要求 ${asked.zh} 名`,
    ),
  ];
}

function ofParties(rule: GridRule & { kind: 'PARTIES' }, grid: GridFactsOfRules): Finding[] {
  if (rule.propertyClass !== undefined && rule.propertyClass !== grid.propertyClass) return [];
  const count = grid.parties[rule.partyKind] ?? 0;
  if (!outside(count, rule)) return [];
  const kind = Object.entries(PARTY_KINDS).find(([code]) => code === rule.partyKind)?.[1];
  const asked = range(rule.min, rule.max);
  return [
    found(
      grid,
      `has ${count} of ${kind?.en.toLowerCase() ?? rule.partyKind}; ${asked.en} asked for`,
      `有${kind?.zh ?? rule.partyKind} ${count} 个；要求 ${asked.zh} 个`,
    ),
  ];
}

function findingsOf(rule: GridRule, grids: readonly GridFactsOfRules[]): Finding[] {
  switch (rule.kind) {
    case 'HOUSEHOLDS':
      return grids.flatMap((grid) => ofHouseholds(rule, grid));
    case 'COMPOUND':
      return ofCompounds(rule, grids);
    case 'BRANCH':
      return grids.flatMap((grid) => ofBranch(rule, grid));
    case 'POSTS':
      return grids.flatMap((grid) => ofPosts(rule, grid));
    case 'PARTIES':
      return grids.flatMap((grid) => ofParties(rule, grid));
  }
}

/** Everything that breaks the rules, in order of grid, then of the rules. */
export function gridRuleFindings(
  rules: readonly GridRule[],
  grids: readonly GridFactsOfRules[],
): RuleFinding[] {
  const sorted = grids.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  return rules
    .flatMap((rule) =>
      findingsOf(
        rule,
        sorted.filter(({ level }) => level === rule.level),
      ).map((finding) => ({ rule: rule.id, source: rule.source ?? null, ...finding })),
    )
    .toSorted((a, b) => (a.gridCode < b.gridCode ? -1 : a.gridCode > b.gridCode ? 1 : 0));
}
