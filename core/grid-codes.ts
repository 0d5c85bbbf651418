import { GRID_LEVEL_NAMES, GRID_LEVELS, type GridLevel, gridLevel } from './grid.ts';

/** What may stand in one part of a code: the digits that a level adds to its parent's code. */
interface PartRule {
  /** Inclusive ranges of the part as a number. */
  ranges: readonly (readonly [from: number, to: number])[];
  /** Where it is laid down. */
  standardRef: string;
}

interface CodeScheme {
  zh: string;
  en: string;
  /** Rules of the parts by level; a level without one takes any digits but zeros alone. */
  parts: Partial<Record<GridLevel, PartRule>>;
  /** First two digits of every code; any without it. */
  provinces?: readonly string[];
}

/** GB/T 2260: the provincial divisions. */
const PROVINCES = [
  ...['11', '12', '13', '14', '15', '21', '22', '23', '31', '32', '33', '34', '35', '36', '37'],
  ...['41', '42', '43', '44', '45', '46', '50', '51', '52', '53', '54', '61', '62', '63', '64', '65'],
  ...['71', '81', '82'],
] as const;

/**
 * Schemes that a code can be checked by. GB holds a place to the national tables; LOCAL asks for the shape alone (a
 * development zone with codes of its own). Ranges are data, cited: a standard that changes is a row here.
 */
export const CODE_SCHEMES = {
  GB: {
    zh: '国家标准',
    en: 'National standards',
    provinces: PROVINCES,
    parts: {
      // the four digits of a city are checked as province and prefecture
      CITY: {
        ranges: [
          [1, 70],
          [90, 90],
        ],
        standardRef: 'GB/T 2260',
      },
      // 00: a city without counties, its towns hang on it directly (441900)
      COUNTY: { ranges: [[0, 99]], standardRef: 'GB/T 2260' },
      // 街道 001-099, 镇 100-199, 乡 200-399, 政企合一单位 400-599
      SUBDISTRICT: { ranges: [[1, 599]], standardRef: 'GB/T 10114' },
      COMMUNITY: { ranges: [[1, 999]], standardRef: 'GB/T 10114' },
      GRID: { ranges: [[1, 999]], standardRef: 'GB/T 30428.1' },
    },
  },
  LOCAL: { zh: '本地', en: 'Local', parts: {} },
} as const satisfies Record<string, CodeScheme>;

export type CodeSchemeName = keyof typeof CODE_SCHEMES;

export function isCodeScheme(value: string): value is CodeSchemeName {
  return Object.hasOwn(CODE_SCHEMES, value);
}

/**
 * Codes of other schemes that mean a grid and are kept beside its own. A length of its own tells them apart from ours.
 * B: the 20 digits are as read in implementations; what they are made of is not taken apart.
 */
export const ALIAS_SCHEMES = {
  'CJ/T 349': { digits: 20, zh: '20 位网格编码', en: 'Grid code of 20 digits' },
} as const satisfies Record<string, { digits: number; zh: string; en: string }>;

export type AliasScheme = keyof typeof ALIAS_SCHEMES;

/** The scheme of a code that is none of ours by its shape; null when it is of no known one. */
export function aliasScheme(code: string): AliasScheme | null {
  return /^\d{20}$/.test(code) ? 'CJ/T 349' : null;
}

/** What is wrong with a code. */
export interface CodeFault {
  en: string;
  zh: string;
}

const DIGIT_COUNTS = GRID_LEVEL_NAMES.map((level) => GRID_LEVELS[level].digits);

/** Why a text has no level. */
function shapeFault(code: string): CodeFault {
  if (/^[\d.]+e\+?\d+$/i.test(code)) {
    return {
      en: 'was turned into a scientific number by a spreadsheet: make the column text and export again',
      zh: '被电子表格改成了科学计数法：请将该列设为文本后重新导出',
    };
  }
  if (/^\d+$/.test(code)) {
    const near = DIGIT_COUNTS.find((digits) => digits > code.length);
    const hint = near === undefined ? '' : `; a leading or trailing 0 may be lost`;
    const hintZh = near === undefined ? '' : '；可能丢失了首位或末位的 0';
    return {
      en: `is no grid code (${DIGIT_COUNTS.join(', ')} digits): it has ${code.length}${hint}`,
      zh: `不是网格编码（${DIGIT_COUNTS.join('、')} 位数字）：现有 ${code.length} 位${hintZh}`,
    };
  }
  return {
    en: `is no grid code (${DIGIT_COUNTS.join(', ')} digits): it holds something else than the digits 0-9`,
    zh: `不是网格编码（${DIGIT_COUNTS.join('、')} 位数字）：含有 0-9 以外的字符`,
  };
}

/** The parts of a code, highest level first, each with the digits that it adds. */
export function codeParts(code: string): { level: GridLevel; digits: string }[] {
  let from = 0;
  return GRID_LEVEL_NAMES.filter((level) => GRID_LEVELS[level].digits <= code.length).map((level) => {
    const digits = code.slice(from, GRID_LEVELS[level].digits);
    from = GRID_LEVELS[level].digits;
    return { level, digits };
  });
}

function partFault(level: GridLevel, digits: string, scheme: CodeScheme): CodeFault | null {
  const { zh, en } = GRID_LEVELS[level];
  const rule = scheme.parts[level];
  if (/^0+$/.test(digits) && rule?.ranges.some(([from]) => from === 0) !== true) {
    return {
      en: `has only zeros where the ${en.toLowerCase()} stands: a serial begins with 1`,
      zh: `${zh}一段全为 0：顺序码从 1 起`,
    };
  }
  // a city's part is province and prefecture
  const value = Number(level === 'CITY' ? digits.slice(2) : digits);
  if (rule === undefined || rule.ranges.some(([from, to]) => value >= from && value <= to)) return null;
  const ranges = rule.ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
  return {
    en: `has ${digits} where the ${en.toLowerCase()} stands; ${rule.standardRef} allows ${ranges.join(', ')}`,
    zh: `${zh}一段为 ${digits}；${rule.standardRef} 允许 ${ranges.join('、')}`,
  };
}

/** Everything that is wrong with a grid code by a scheme; none for a sound one. */
export function codeFaults(code: string, schemeName: CodeSchemeName = 'GB'): CodeFault[] {
  if (gridLevel(code) === null) return [shapeFault(code)];
  const scheme: CodeScheme = CODE_SCHEMES[schemeName];
  const faults: CodeFault[] = [];
  const province = code.slice(0, 2);
  if (scheme.provinces !== undefined && !scheme.provinces.includes(province)) {
    faults.push({
      en: `begins with ${province}, which GB/T 2260 gives to no province`,
      zh: `以 ${province} 开头，GB/T 2260 中没有该省级代码`,
    });
  }
  for (const { level, digits } of codeParts(code)) {
    const fault = partFault(level, digits, scheme);
    if (fault !== null) faults.push(fault);
  }
  return faults;
}
