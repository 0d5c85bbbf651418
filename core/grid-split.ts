import type { GeoPoint } from './geo.ts';
import { gridLevel, parentCode } from './grid.ts';
import { codeFaults } from './grid-codes.ts';
import { type Boundary, contains, lowestGrid } from './polygon.ts';

/** What hangs on a grid and goes with it. */
export const HOLDING_KINDS = {
  DEVICE: { zh: '设备', en: 'Device' },
  BUILDING: { zh: '楼栋', en: 'Building' },
  HOUSEHOLD: { zh: '住户', en: 'Household' },
  KEY_PERSON: { zh: '重点人员', en: 'Key person' },
  PARTY: { zh: '组织', en: 'Organisation' },
  POST: { zh: '岗位', en: 'Post' },
  ROSTER: { zh: '排班', en: 'Roster' },
  TALENT: { zh: '人才', en: 'Talent' },
  TALENT_GROUP: { zh: '群团组织', en: 'Group' },
  SERVICE_OFFER: { zh: '服务项目', en: 'Service offer' },
  FOLLOW_UP_LIST: { zh: '跟踪清单', en: 'Follow-up list' },
  RECURRING_DUTY: { zh: '例行任务', en: 'Recurring duty' },
  ORDER: { zh: '未结工单', en: 'Open work order' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type HoldingKind = keyof typeof HOLDING_KINDS;

export interface Holding {
  kind: HoldingKind;
  id: string;
  gridCode: string;
  /** WGS-84. */
  point: GeoPoint | null;
  /** Without a position of its own it goes where this one goes: a household with its building. */
  follows: { kind: HoldingKind; id: string } | null;
}

/** A grid below the one that changes. */
export interface Below {
  code: string;
  /** A point inside what is drawn of it; null when nothing is drawn. */
  point: GeoPoint | null;
}

export interface PlanFault {
  code:
    | 'BAD_CODE'
    | 'CODE_TAKEN'
    | 'OTHER_PARENT'
    | 'TOO_FEW'
    | 'TWICE'
    | 'NO_TARGET'
    | 'UNKNOWN_TARGET'
    | 'UNKNOWN_HOLDING'
    | 'NO_SERIAL';
  /** What it is about: a code, or `DEVICE cam-1`. */
  object: string;
  en: string;
  zh: string;
}

export interface GridPlan {
  /** Old code to new code of the grids themselves and all below them; those that keep theirs are left out. */
  recoded: ReadonlyMap<string, string>;
  /** Where each holding goes; those that stay are left out. */
  moves: readonly { kind: HoldingKind; id: string; from: string; to: string }[];
  faults: readonly PlanFault[];
}

export interface SplitPart {
  code: string;
  /** Null: it gets its things by name or as `rest` alone. */
  boundary: Boundary | null;
}

export interface SplitRequest {
  code: string;
  /** At least two; one of them may keep the code of the grid. */
  parts: readonly SplitPart[];
  /** Targets by name: `DEVICE cam-1` or the code of a grid below, to the code of a part. */
  named: ReadonlyMap<string, string>;
  /** Takes what has neither a name nor a position; null: each such thing is a fault. */
  rest: string | null;
}

export const holdingName = ({ kind, id }: { kind: HoldingKind; id: string }) => `${kind} ${id}`;

function codesFaults(code: string, wanted: readonly string[], taken: ReadonlySet<string>): PlanFault[] {
  const faults: PlanFault[] = [];
  const seen = new Set<string>();
  for (const one of wanted) {
    const [bad] = codeFaults(one, 'LOCAL');
    if (bad !== undefined)
      faults.push({ code: 'BAD_CODE', object: one, en: `${one} ${bad.en}`, zh: `${one} ${bad.zh}` });
    else if (gridLevel(one) !== gridLevel(code) || parentCode(one) !== parentCode(code)) {
      faults.push({
        ...{ code: 'OTHER_PARENT', object: one },
        en: `${one} is of another level or parent than ${code}`,
        zh: `${one} 与 ${code} 不属同一层级或上级`,
      });
    } else if (one !== code && taken.has(one)) {
      faults.push({
        ...{ code: 'CODE_TAKEN', object: one },
        en: `${one} exists already, codes are never given twice`,
        zh: `${one} 已存在，编码不得重复使用`,
      });
    }
    if (seen.has(one)) {
      faults.push({ code: 'TWICE', object: one, en: `${one} is named twice`, zh: `${one} 重复出现` });
    }
    seen.add(one);
  }
  return faults;
}

function targetOf(request: SplitRequest, name: string, point: GeoPoint | null): string | null {
  const named = request.named.get(name);
  if (named !== undefined) return named;
  if (point !== null) {
    const holding = request.parts.filter(({ boundary }) => boundary !== null && contains(boundary, point));
    const found = lowestGrid(holding.map(({ code }) => code));
    if (found !== null) return found;
  }
  return request.rest;
}

function noTarget(object: string, kindZh: string): PlanFault {
  return {
    ...{ code: 'NO_TARGET', object },
    en: `${object} has no position in a part: name its part, or give \`rest\``,
    zh: `${kindZh} ${object} 没有落在任何一部分的位置：请指明其去向，或给出 rest`,
  };
}

/**
 * Who gets what when a grid is divided: by name, else by position, else with what it follows, else `rest`. Grids below
 * are recoded under their part, what hangs on them goes along.
 * @param taken every code that a grid has or had
 */
export function planSplit(
  request: SplitRequest,
  below: readonly Below[],
  holdings: readonly Holding[],
  taken: ReadonlySet<string>,
): GridPlan {
  const { code, parts } = request;
  const partCodes = new Set(parts.map((part) => part.code));
  const faults = codesFaults(code, [...parts.map((part) => part.code)], taken);
  if (parts.length < 2) {
    faults.push({
      code: 'TOO_FEW',
      object: code,
      en: 'a split has at least two parts',
      zh: '拆分至少为两部分',
    });
  }
  for (const target of [...request.named.values(), ...(request.rest === null ? [] : [request.rest])]) {
    if (partCodes.has(target)) continue;
    faults.push({
      ...{ code: 'UNKNOWN_TARGET', object: target },
      en: `${target} is none of the parts`,
      zh: `${target} 不是所列的部分`,
    });
  }
  const known = new Set([...holdings.map(holdingName), ...below.map((one) => one.code)]);
  for (const name of request.named.keys()) {
    if (known.has(name)) continue;
    faults.push({
      ...{ code: 'UNKNOWN_HOLDING', object: name },
      en: `${name} does not hang on this grid`,
      zh: `${name} 不在本网格内`,
    });
  }

  const recoded = new Map<string, string>();
  /** Roots of what is below: the grids one level down; deeper ones go with them. */
  for (const one of below.toSorted((a, b) => a.code.length - b.code.length)) {
    const root = below.find(
      (other) => other.code.length < one.code.length && one.code.startsWith(other.code),
    );
    const target =
      root === undefined
        ? targetOf(request, one.code, one.point)
        : (recoded.get(root.code) ?? root.code).slice(0, code.length);
    if (target === null) faults.push(noTarget(one.code, '下级网格'));
    else if (target !== code) recoded.set(one.code, `${target}${one.code.slice(code.length)}`);
  }
  const goes = new Map<string, string>();
  const moves: GridPlan['moves'][number][] = [];
  const leaders = holdings.toSorted((a, b) => Number(a.follows !== null) - Number(b.follows !== null));
  // what follows something that follows goes last
  const byName = new Map(holdings.map((one) => [holdingName(one), one]));
  const targetFor = (one: Holding, depth: number): string | null => {
    const name = holdingName(one);
    const before = goes.get(name);
    if (before !== undefined) return before;
    let target: string | null;
    if (one.gridCode !== code) target = recoded.get(one.gridCode) ?? one.gridCode;
    else {
      const own = targetOf({ ...request, rest: null }, name, one.point);
      const lead = one.follows === null ? undefined : byName.get(holdingName(one.follows));
      const led = own === null && lead !== undefined && depth < 3 ? targetFor(lead, depth + 1) : null;
      target = own ?? (led === null ? request.rest : led);
    }
    if (target !== null) goes.set(name, target);
    return target;
  };
  for (const one of leaders) {
    const to = targetFor(one, 0);
    if (to === null) faults.push(noTarget(holdingName(one), HOLDING_KINDS[one.kind].zh));
    else if (to !== one.gridCode) moves.push({ kind: one.kind, id: one.id, from: one.gridCode, to });
  }
  return { recoded, moves, faults };
}

export interface MergeRequest {
  /** At least two, of one level and parent. */
  codes: readonly string[];
  /** A new code, or one of theirs. */
  into: string;
}

/** The code under `parent` with the serial of `old` where that is free, else the lowest that is; null: none is left. */
function freeCode(parent: string, old: string, taken: ReadonlySet<string>): string | null {
  const digits = old.length - (parentCode(old)?.length ?? 0);
  const serial = old.slice(-digits);
  if (!taken.has(`${parent}${serial}`)) return `${parent}${serial}`;
  for (let n = 1; n < 10 ** digits; n += 1) {
    const code = `${parent}${String(n).padStart(digits, '0')}`;
    if (!taken.has(code)) return code;
  }
  return null;
}

/**
 * Who gets what when grids become one: everything goes to `into`. Grids below keep their serial where it is free there,
 * else they get the next free one.
 * @param taken every code that a grid has or had
 */
export function planMerge(
  { codes, into }: MergeRequest,
  below: readonly Below[],
  holdings: readonly Holding[],
  taken: ReadonlySet<string>,
): GridPlan {
  const [first = into] = codes;
  const faults = codes.flatMap((code) =>
    gridLevel(code) === gridLevel(first) && parentCode(code) === parentCode(first)
      ? []
      : [
          {
            ...{ code: 'OTHER_PARENT' as const, object: code },
            en: `${code} is of another level or parent than ${first}`,
            zh: `${code} 与 ${first} 不属同一层级或上级`,
          },
        ],
  );
  const all: PlanFault[] = [...faults, ...(codes.includes(into) ? [] : codesFaults(first, [into], taken))];
  if (new Set(codes).size < 2) {
    all.push({
      code: 'TOO_FEW',
      object: into,
      en: 'a merger has at least two grids',
      zh: '合并至少为两个网格',
    });
  }
  const recoded = new Map<string, string>();
  for (const code of codes) if (code !== into) recoded.set(code, into);
  const used = new Set(taken);
  for (const one of below.toSorted((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1))) {
    const above = parentCode(one.code) ?? '';
    const parent = recoded.get(above) ?? above;
    if (parent === above) continue;
    const code = freeCode(parent, one.code, used);
    if (code === null) {
      all.push({
        ...{ code: 'NO_SERIAL', object: one.code },
        en: `no serial is free under ${parent} for ${one.code}`,
        zh: `${parent} 之下已无可用顺序码给 ${one.code}`,
      });
      continue;
    }
    used.add(code);
    recoded.set(one.code, code);
  }
  const moves = holdings.flatMap(({ kind, id, gridCode }) => {
    const to = recoded.get(gridCode);
    return to === undefined ? [] : [{ kind, id, from: gridCode, to }];
  });
  return { recoded, moves, faults: all };
}
