import { DAY_MS, dayNumber, instantOf } from '../core/calendar-days.ts';
import { isGridCode } from '../core/grid.ts';
import { type CodeSchemeName, codeFaults } from '../core/grid-codes.ts';
import { codeNamed, holdsIdentityNumber } from '../core/households.ts';
import type { ImportFaultCode } from './import-faults.ts';

/** What is wrong with a line. */
export interface ImportFault {
  /** Line of the file, from 1; the header is line 1. */
  line: number;
  /** Stable; what mends it is in IMPORT_FAULTS. */
  code: ImportFaultCode;
  /** The column as the header names it; '' when the whole line is meant. */
  column: string;
  reason: string;
  reasonZh: string;
}

/** One data line: cells by our column name, '' when empty or absent. */
export interface ImportLine {
  line: number;
  cells: Readonly<Record<string, string>>;
}

export interface Column {
  /** Other headers that mean this column. */
  also: readonly string[];
  required?: boolean;
  maxLength?: number;
}

export interface Checked<T> {
  rows: T[];
  errors: ImportFault[];
}

/** Collects what is wrong with one line; a line without a fault becomes a row. */
export class LineCheck {
  readonly errors: ImportFault[] = [];
  readonly #line: ImportLine;
  readonly #columns: Readonly<Record<string, Column>>;

  constructor(line: ImportLine, columns: Readonly<Record<string, Column>>) {
    this.#line = line;
    this.#columns = columns;
  }

  fail(column: string, reason: string, reasonZh: string, code: ImportFaultCode = 'BAD_VALUE'): void {
    this.errors.push({ line: this.#line.line, code, column, reason, reasonZh });
  }

  /** The cell; '' when absent, told when it is required. */
  text(column: string): string {
    const value = this.#line.cells[column] ?? '';
    const { required = false, maxLength = 200 } = this.#columns[column] ?? { also: [] };
    if (value === '' && required) this.fail(column, 'is empty', '不能为空', 'MISSING');
    if (value.length > maxLength) {
      this.fail(column, `is longer than ${maxLength} characters`, `超过 ${maxLength} 个字符`);
    }
    if (/\p{Cc}/u.test(value)) this.fail(column, 'holds a control character', '含有控制字符');
    return value;
  }

  optional(column: string): string | null {
    const value = this.text(column);
    return value === '' ? null : value;
  }

  /** The code of a table's row by its code or Chinese name; null when the cell is empty. */
  coded<T extends Record<string, { zh: string }>>(column: string, table: T): (keyof T & string) | null {
    const value = this.text(column);
    const code = value === '' ? null : codeNamed(table, value);
    if (value !== '' && code === null) {
      const known = Object.entries(table).map(([one, { zh }]) => `${one} ${zh}`);
      this.fail(column, `must be one of ${known.join(', ')}`, `应为以下之一：${known.join('、')}`);
    }
    return code;
  }

  /** Yes or no; null when the cell is empty. */
  flag(column: string): boolean | null {
    const value = this.text(column).toLowerCase();
    if (value === '') return null;
    if (['是', 'yes', 'true', '1', 'y'].includes(value)) return true;
    if (['否', 'no', 'false', '0', 'n'].includes(value)) return false;
    this.fail(column, 'must be yes or no', '应为“是”或“否”');
    return null;
  }

  /** Text about a person; a masked one says nothing, one with an identity number is refused. */
  personal(column: string): string | null {
    const value = this.optional(column);
    if (value === null || value.includes('**')) return null;
    if (!holdsIdentityNumber(value)) return value;
    this.fail(
      column,
      'holds an identity number, which is not kept here',
      '含身份证号，此处不保存',
      'IDENTITY_NUMBER',
    );
    return null;
  }

  number(column: string, low: number, high: number, whole = false): number | null {
    const value = this.text(column);
    if (value === '') return null;
    const number = Number(value);
    if (!Number.isFinite(number) || number < low || number > high || (whole && !Number.isInteger(number))) {
      const kind = whole ? 'a whole number' : 'a number';
      this.fail(
        column,
        `must be ${kind} from ${low} to ${high}`,
        `应为 ${low} 至 ${high} 的${whole ? '整' : ''}数`,
      );
      return null;
    }
    return number;
  }

  /** `scheme`: what a new code is held to; without it the shape alone counts. */
  gridCode(column: string, scheme: CodeSchemeName = 'LOCAL'): string {
    const value = this.text(column);
    if (value === '' || (scheme === 'LOCAL' && isGridCode(value))) return value;
    for (const { en, zh } of codeFaults(value, scheme)) this.fail(column, en, zh, 'BAD_CODE');
    return value;
  }

  /** A date or a time with its zone; a bare date is the midnight of the site's zone with which it begins. */
  moment(column: string, zone: string): string | null {
    const value = this.text(column);
    if (value === '') return null;
    const bare = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(value);
    const text = bare
      ? `${bare[1]}-${bare[2]?.padStart(2, '0')}-${bare[3]?.padStart(2, '0')}`
      : value.slice(0, 10);
    // Date would take 30 February for 2 March
    const day = dayNumber(text);
    const at = new Date(bare && day !== null ? instantOf(day * DAY_MS, zone) : value);
    const year = at.getUTCFullYear();
    if (
      day === null ||
      (!bare && !/(?:Z|[+-]\d{2}:\d{2})$/.test(value)) ||
      Number.isNaN(at.getTime()) ||
      year < 1900 ||
      year > 9000
    ) {
      this.fail(
        column,
        'must be a date like 2026-03-05, or a time with its zone',
        '应为 2026-03-05 形式的日期或带时区的时间',
      );
      return null;
    }
    return at.toISOString();
  }
}

/** Reads the lines one by one; rows of one key are told. */
export function check<T>(
  lines: readonly ImportLine[],
  columns: Readonly<Record<string, Column>>,
  keyOf: (row: T) => string,
  read: (line: LineCheck) => T,
): Checked<T> {
  const result: Checked<T> = { rows: [], errors: [] };
  const firstLine = new Map<string, number>();
  for (const line of lines) {
    const checked = new LineCheck(line, columns);
    const row = read(checked);
    const key = keyOf(row);
    const earlier = firstLine.get(key);
    if (checked.errors.length === 0 && earlier !== undefined) {
      checked.fail('', `is the same as line ${earlier}`, `与第 ${earlier} 行重复`, 'DUPLICATE');
    }
    if (checked.errors.length > 0) {
      result.errors.push(...checked.errors);
      continue;
    }
    firstLine.set(key, line.line);
    result.rows.push(row);
  }
  return result;
}
