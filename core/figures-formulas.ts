import Type, { type Static } from 'typebox';
import { FIGURE_MEASURE_NAMES, FIGURE_MEASURES, type FigureMeasure } from './figures-measures.ts';
import {
  CLOSED,
  DOCUMENT_HEADER,
  type GovernanceFault,
  type GovernanceLookup,
  type Published,
} from './governance-document.ts';
import { keysOf } from './keys.ts';

/** What comes out of a formula. */
export const FORMULA_UNITS = {
  PERCENT: { zh: '%', en: '%', scale: 100 },
  SCORE: { zh: '分', en: 'points', scale: 100 },
  RATIO: { zh: '', en: '', scale: 1 },
  MINUTES: { zh: '分钟', en: 'minutes', scale: 1 },
  STARS: { zh: '星', en: 'stars', scale: 1 },
} as const satisfies Record<string, { zh: string; en: string; scale: number }>;
export type FormulaUnit = keyof typeof FORMULA_UNITS;

export const FORMULA_DIRECTIONS = {
  HIGHER: { zh: '越高越好', en: 'the higher, the better' },
  LOWER: { zh: '越低越好', en: 'the lower, the better' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type FormulaDirection = keyof typeof FORMULA_DIRECTIONS;

/** What a formula is of a denominator that is zero. */
export const EMPTY_RULES = {
  NONE: { zh: '分母为零时无值', en: 'without a value when the denominator is zero' },
  ZERO: { zh: '分母为零时记 0', en: '0 when the denominator is zero' },
  FULL: { zh: '分母为零时记满分', en: 'the full value when the denominator is zero' },
} as const satisfies Record<string, { zh: string; en: string }>;

/** A sum of measures, each so many times: all the arithmetic that there is below and above the line. */
const Sum = Type.Array(
  Type.Object(
    {
      measure: Type.Enum([...FIGURE_MEASURE_NAMES]),
      /** 1 when left out; negative to take away. */
      times: Type.Optional(Type.Number({ minimum: -1000, maximum: 1000 })),
    },
    CLOSED,
  ),
  { minItems: 1, maxItems: 20 },
);
export type FormulaSum = Static<typeof Sum>;

/** `governance/formulas/*.yaml`: a quotient of sums of measures, or a weighted mean of other formulas. */
export const FormulaSchema = Type.Object(
  {
    ...DOCUMENT_HEADER,
    /** Where it comes from: a standard's clause, a place's own rule. */
    source: Type.String({ minLength: 1, maxLength: 500 }),
    unit: Type.Enum(keysOf(FORMULA_UNITS)),
    better: Type.Enum(keysOf(FORMULA_DIRECTIONS)),
    empty: Type.Enum(keysOf(EMPTY_RULES)),
    numerator: Type.Optional(Sum),
    denominator: Type.Optional(Sum),
    parts: Type.Optional(
      Type.Array(
        Type.Object(
          { formula: DOCUMENT_HEADER.code, weight: Type.Number({ exclusiveMinimum: 0, maximum: 1000 }) },
          CLOSED,
        ),
        { minItems: 1, maxItems: 20 },
      ),
    ),
  },
  CLOSED,
);
export type FormulaDocument = Static<typeof FormulaSchema>;

function sumFaults(path: string, sum: FormulaSum): GovernanceFault[] {
  const units = new Set(sum.map(({ measure }) => FIGURE_MEASURES[measure].unit));
  const faults: GovernanceFault[] = [];
  if (units.size > 1) {
    faults.push({
      path,
      zh: `不能把不同单位的指标相加：${[...units].join('、')}`,
      en: `measures of different units cannot be added: ${[...units].join(', ')}`,
    });
  }
  sum.forEach(({ measure, times }, index) => {
    if (times === 0) faults.push({ path: `${path}/${index}/times`, zh: '不能为 0', en: 'it is not 0' });
    if (sum.findIndex((term) => term.measure === measure) !== index) {
      const en = `${measure} is there twice`;
      faults.push({ path: `${path}/${index}/measure`, zh: `${measure} 重复`, en });
    }
  });
  return faults;
}

/** What the schema cannot say of a formula. */
export function checkFormula(body: FormulaDocument, lookup: GovernanceLookup): GovernanceFault[] {
  const { numerator, denominator, parts, empty, unit, better } = body;
  const faults: GovernanceFault[] = [];
  const quotient = numerator !== undefined || denominator !== undefined;
  if (quotient === (parts !== undefined) || (quotient && (!numerator || !denominator))) {
    faults.push({
      path: '',
      zh: '须给出分子与分母，或者给出 parts，二者取一',
      en: 'it has a numerator and a denominator, or else parts',
    });
  }
  if (numerator !== undefined) faults.push(...sumFaults('/numerator', numerator));
  if (denominator !== undefined) faults.push(...sumFaults('/denominator', denominator));
  if (empty === 'FULL' && (FORMULA_UNITS[unit].scale !== 100 || better === 'LOWER')) {
    faults.push({
      path: '/empty',
      zh: '只有越高越好的 PERCENT 或 SCORE 才有满分',
      en: 'only a PERCENT or SCORE of which higher is better has a full value',
    });
  }
  parts?.forEach(({ formula }, index) => {
    const path = `/parts/${index}/formula`;
    if (formula === body.code) faults.push({ path, zh: '不能引用自身', en: 'it cannot be a part of itself' });
    else if (!lookup.has('FORMULA', formula)) {
      const known = lookup.codes('FORMULA').join(', ');
      const en = `there is no formula ${formula}; there is ${known}`;
      faults.push({ path, zh: `没有公式 ${formula}；可用：${known}`, en });
    }
    if (parts.findIndex((one) => one.formula === formula) !== index) {
      faults.push({ path, zh: `公式 ${formula} 重复`, en: `formula ${formula} is there twice` });
    }
  });
  return faults;
}

/** What a formula came to, and why. */
export interface FormulaResult {
  /** In its unit; null when nothing can be said. */
  value: number | null;
  /** Of a quotient; null of a mean of others. */
  numerator: number | null;
  denominator: number | null;
  explainZh: string;
  explainEn: string;
}

export interface FormulaContext {
  /** The value of a measure in one figure. */
  measure(measure: FigureMeasure): number;
  /** A formula that another names, in the version in force. */
  formula(code: string): FormulaDocument | null;
}

const shown = (value: number) => String(Math.round(value * 100) / 100);

function worked(sum: FormulaSum, { measure }: FormulaContext) {
  const terms = sum.map((term) => ({ ...term, times: term.times ?? 1, value: measure(term.measure) }));
  const words = (language: 'zh' | 'en') =>
    terms
      .map(({ measure: name, times, value }, index) => {
        const sign = times < 0 ? '- ' : index === 0 ? '' : '+ ';
        const factor = Math.abs(times) === 1 ? '' : `${Math.abs(times)} × `;
        return `${sign}${factor}${FIGURE_MEASURES[name][language]} ${shown(value)}`;
      })
      .join(' ');
  const total = terms.reduce((sumOf, { times, value }) => sumOf + times * value, 0);
  return { total, zh: words('zh'), en: words('en') };
}

function quotient(body: FormulaDocument, context: FormulaContext): FormulaResult {
  const { numerator: above, denominator: below, unit, empty } = body;
  if (above === undefined || below === undefined) return nothing('公式不完整', 'the formula is not complete');
  const [top, bottom] = [worked(above, context), worked(below, context)];
  const { scale, zh, en } = FORMULA_UNITS[unit];
  const ends = { NONE: null, ZERO: 0, FULL: scale };
  const value = bottom.total === 0 ? ends[empty] : (top.total / bottom.total) * scale;
  const times = scale === 1 ? '' : ` × ${scale}`;
  const rule = bottom.total === 0 ? EMPTY_RULES[empty] : null;
  return {
    ...{ value, numerator: top.total, denominator: bottom.total },
    explainZh: `（${top.zh}）÷（${bottom.zh}）${times} = ${value === null ? '无' : `${shown(value)}${zh}`}${rule === null ? '' : `；${rule.zh}`}`,
    explainEn:
      `(${top.en}) / (${bottom.en})${times} = ${value === null ? 'none' : `${shown(value)} ${en}`}${rule === null ? '' : `; ${rule.en}`}`.trim(),
  };
}

const nothing = (explainZh: string, explainEn: string): FormulaResult => ({
  ...{ value: null, numerator: null, denominator: null },
  ...{ explainZh, explainEn },
});

/** Deeper than any sensible tree of formulas: a ring of them ends here. */
const DEEPEST = 5;

/** Units that are parts of a whole, which may be weighed against each other. */
const SHARES: readonly FormulaUnit[] = ['PERCENT', 'SCORE', 'RATIO'];

/** The value of a part on the scale and on the side (higher or lower is better) of the mean. */
function asPartOf(mean: FormulaDocument, part: FormulaDocument, value: number | null): number | null {
  if (value === null || !SHARES.includes(part.unit) || !SHARES.includes(mean.unit)) return value;
  const full = FORMULA_UNITS[mean.unit].scale;
  const scaled = (value / FORMULA_UNITS[part.unit].scale) * full;
  return part.better === mean.better ? scaled : full - scaled;
}

/** Formulas worked out already, by their depth and code: many that name many would else be worked out without end. */
type Kept = Map<string, FormulaResult>;

function mean(body: FormulaDocument, context: FormulaContext, depth: number, kept: Kept): FormulaResult {
  const parts = (body.parts ?? []).map(({ formula: code, weight }) => {
    const formula = context.formula(code);
    const key = `${depth} ${code}`;
    const result = kept.get(key) ?? (formula === null ? null : evaluate(formula, context, depth + 1, kept));
    if (result !== null) kept.set(key, result);
    const value = formula === null ? null : asPartOf(body, formula, result?.value ?? null);
    return { code, weight, value, nameZh: formula?.nameZh ?? code, nameEn: formula?.nameEn ?? code };
  });
  const told = parts.flatMap(({ weight, value }) => (value === null ? [] : [{ weight, value }]));
  const weights = told.reduce((sum, { weight }) => sum + weight, 0);
  const missing = told.length < parts.length;
  const total = told.reduce((sum, { weight, value }) => sum + weight * value, 0);
  const { scale } = FORMULA_UNITS[body.unit];
  const ends = { NONE: null, ZERO: 0, FULL: scale };
  const value = missing ? ends[body.empty] : weights === 0 ? null : total / weights;
  const words = (name: 'nameZh' | 'nameEn', none: string) =>
    parts
      .map((part) => `${part[name]} ${part.value === null ? none : shown(part.value)} × ${part.weight}`)
      .join(' + ');
  const rule = missing ? EMPTY_RULES[body.empty] : null;
  return {
    ...{ value, numerator: null, denominator: null },
    explainZh: `（${words('nameZh', '无')}）÷ 权重之和 = ${value === null ? '无' : shown(value)}${rule === null ? '' : '；有分项无值'}`,
    explainEn: `(${words('nameEn', 'none')}) / sum of weights = ${value === null ? 'none' : shown(value)}${rule === null ? '' : '; a part has no value'}`,
  };
}

/** The value of a formula in one figure, with the numbers it was made of. */
export function evaluate(
  body: FormulaDocument,
  context: FormulaContext,
  depth = 0,
  kept: Kept = new Map(),
): FormulaResult {
  if (depth > DEEPEST) return nothing('公式互相引用', 'formulas name each other in a ring');
  return body.parts === undefined ? quotient(body, context) : mean(body, context, depth, kept);
}

/** Every measure that a formula asks, those of its parts too. */
export function measuresOf(
  body: FormulaDocument,
  formula: FormulaContext['formula'],
  seen: Set<string> = new Set(),
): FigureMeasure[] {
  const own = [...(body.numerator ?? []), ...(body.denominator ?? [])].map(({ measure }) => measure);
  const below = (body.parts ?? []).flatMap(({ formula: code }) => {
    const part = seen.has(code) ? null : formula(code);
    seen.add(code);
    return part === null ? [] : measuresOf(part, formula, seen);
  });
  return [...new Set([...own, ...below])];
}

export type PublishedFormula = Published<FormulaDocument>;
