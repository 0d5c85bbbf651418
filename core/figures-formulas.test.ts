import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '../tests/support/cpu-time.ts';
import {
  checkFormula,
  evaluate,
  type FormulaDocument,
  FormulaSchema,
  measuresOf,
} from './figures-formulas.ts';
import type { FigureMeasure } from './figures-measures.ts';
import { csvOf, harmless } from './figures-table.ts';
import { defineKind } from './governance-document.ts';

const KIND = defineKind({ schema: FormulaSchema, check: checkFormula });
const LOOKUP = { has: (_: string, code: string) => code === 'OTHER', codes: () => ['OTHER'] };

const RATE: FormulaDocument = {
  ...{ code: 'RATE', version: 1, nameZh: '按期率', nameEn: 'On time', source: 'HUA-16' },
  ...{ unit: 'PERCENT', better: 'HIGHER', empty: 'NONE' },
  numerator: [{ measure: 'ON_TIME' }],
  denominator: [{ measure: 'ON_TIME' }, { measure: 'OVERDUE' }],
};
const paths = (body: unknown) => KIND.faults(body, LOOKUP).map(({ path }) => path);

function worked(
  body: FormulaDocument,
  values: Partial<Record<FigureMeasure, number>>,
  others: FormulaDocument[] = [],
) {
  return evaluate(body, {
    measure: (name) => values[name] ?? 0,
    formula: (code) => others.find((one) => one.code === code) ?? null,
  });
}

describe('a formula', () => {
  it('is a quotient of sums of measures, and shows its working', () => {
    expect(worked(RATE, { ON_TIME: 3, OVERDUE: 1 })).toEqual({
      ...{ value: 75, numerator: 3, denominator: 4 },
      explainZh: '（按期结案数 3）÷（按期结案数 3 + 超期结案数 1） × 100 = 75%',
      explainEn: '(Closed on time 3) / (Closed on time 3 + Closed overdue 1) × 100 = 75 %',
    });
    const less = {
      ...RATE,
      numerator: [{ measure: 'CLOSED' as const }, { measure: 'REOPENED' as const, times: -2 }],
    };
    expect(worked(less, { CLOSED: 10, REOPENED: 2, ON_TIME: 10 })).toMatchObject({ value: 60, numerator: 6 });
  });

  it('says what it is of an empty denominator', () => {
    const of = (empty: 'NONE' | 'ZERO' | 'FULL') => worked({ ...RATE, empty }, {}).value;
    expect([of('NONE'), of('ZERO'), of('FULL')]).toEqual([null, 0, 100]);
  });

  it('has parts of some weight: none is told as such in Chinese too', () => {
    const { numerator: _, denominator: __, ...head } = RATE;
    const [fault] = KIND.faults({ ...head, parts: [{ formula: 'OTHER', weight: 0 }] }, LOOKUP);
    expect(fault).toMatchObject({ path: '/parts/0/weight', zh: '须大于 0' });
  });

  it('weighs a ratio, a percentage and a score on the scale of the mean', () => {
    const { numerator: _, denominator: __, ...head } = RATE;
    const parts = (['RATIO', 'PERCENT'] as const).map((unit) => ({ ...RATE, code: unit, unit }));
    const mean: FormulaDocument = {
      ...{ ...head, code: 'MEAN', unit: 'SCORE' },
      parts: parts.map(({ code }) => ({ formula: code, weight: 1 })),
    };
    expect(worked(mean, { ON_TIME: 3, OVERDUE: 1 }, parts).value).toBe(75);
    expect(worked({ ...mean, unit: 'RATIO' }, { ON_TIME: 3, OVERDUE: 1 }, parts).value).toBe(0.75);
    const late = parts.map((part) => ({ ...part, better: 'LOWER' as const }));
    expect(worked(mean, { ON_TIME: 3, OVERDUE: 1 }, late).value).toBe(25);
  });

  it('of many that name each other comes to an end at once', () => {
    const { numerator: _, denominator: __, ...head } = RATE;
    const ring = Array.from({ length: 20 }, (_unused, at): FormulaDocument => {
      const others = Array.from({ length: 20 }, (_other, n) => n).filter((n) => n !== at);
      return { ...head, code: `F${at}`, parts: others.map((n) => ({ formula: `F${n}`, weight: 1 })) };
    });
    const [first] = ring;
    if (first === undefined) throw new Error('none');
    const began = cpuTimeMs();
    expect(worked(first, {}, ring).value).toBeNull();
    expect(measuresOf(first, (code) => ring.find((one) => one.code === code) ?? null)).toEqual([]);
    expect(cpuTimeMs() - began).toBeLessThan(1_000);
  });

  it('weighs others 4 to 6, each turned so that higher is better (HY-13)', () => {
    const rework: FormulaDocument = {
      ...{ ...RATE, code: 'REWORK', better: 'LOWER' },
      ...{ numerator: [{ measure: 'REWORKED' }], denominator: [{ measure: 'CLOSED' }] },
    };
    const { numerator: _, denominator: __, ...head } = RATE;
    const mean: FormulaDocument = {
      ...{ ...head, code: 'MEAN', unit: 'SCORE' },
      parts: [
        { formula: 'RATE', weight: 4 },
        { formula: 'REWORK', weight: 6 },
      ],
    };
    const values = { ON_TIME: 1, OVERDUE: 1, REWORKED: 1, CLOSED: 10 };
    expect(worked(mean, values, [RATE, rework]).value).toBeCloseTo((50 * 4 + 90 * 6) / 10);
    // a part without a value: by the rule, never a mean of the rest
    expect(worked(mean, { CLOSED: 10 }, [RATE, rework]).value).toBeNull();
    expect(
      measuresOf(mean, (code) => [RATE, rework].find((one) => one.code === code) ?? null).sort(),
    ).toEqual([...['CLOSED', 'ON_TIME', 'OVERDUE', 'REWORKED']]);
    // a ring ends
    const ring: FormulaDocument = { ...mean, parts: [{ formula: 'MEAN', weight: 1 }] };
    expect(worked(ring, values, [ring]).value).toBeNull();
  });

  it('is told every fault at once', () => {
    expect(paths(RATE)).toEqual([]);
    expect(paths({ ...RATE, numerator: undefined })).toEqual(['']);
    expect(paths({ ...RATE, parts: [{ formula: 'OTHER', weight: 1 }] })).toEqual(['']);
    expect(paths({ ...RATE, empty: 'FULL', better: 'LOWER' })).toEqual(['/empty']);
    expect(
      paths({
        ...RATE,
        numerator: [{ measure: 'CLOSED' }, { measure: 'STARS' }, { measure: 'CLOSED', times: 0 }],
      }),
    ).toEqual(['/numerator', '/numerator/2/times', '/numerator/2/measure']);
    const { numerator: _, denominator: __, ...head } = RATE;
    const parts = [
      { formula: 'RATE', weight: 1 },
      { formula: 'NONE', weight: 1 },
      { formula: 'NONE', weight: 1 },
    ];
    expect(paths({ ...head, parts })).toEqual([
      '/parts/0/formula',
      '/parts/1/formula',
      '/parts/2/formula',
      '/parts/2/formula',
    ]);
    // nothing but the vocabulary: no expression is ever run
    expect(paths({ ...RATE, numerator: [{ measure: 'process.exit()' }] }).length).toBeGreaterThan(0);
    expect(paths({ ...RATE, expression: 'ON_TIME / CLOSED' }).length).toBeGreaterThan(0);
  });
});

describe('a file of figures', () => {
  it('runs nothing in a spreadsheet', () => {
    for (const text of ['=1+1', '+86', '-2', '@SUM(A1)', ' =1', '\t=1', '＝1'])
      expect(harmless(text)).toBe(`'${text}`);
    expect(harmless('2026-11')).toBe('2026-11');
    expect(harmless('锦绣小区')).toBe('锦绣小区');
  });

  it('is CSV that Excel reads: a mark, quotes doubled, numbers as numbers', () => {
    const csv = csvOf({
      header: ['网格', '上报数'],
      rows: [
        ['=HYPERLINK("x")', -3],
        [null, 2.5],
      ],
    });
    expect(csv).toBe('\uFEFF"网格","上报数"\r\n"\'=HYPERLINK(""x"")",-3\r\n,2.5\r\n');
  });
});
