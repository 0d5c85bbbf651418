import { harmless } from '../core/figures-table.ts';
import type { ImportFault, ImportLine } from './import-check.ts';
import { IMPORT_COLUMNS, IMPORT_KINDS, type ImportKind } from './import-columns.ts';

/** One row of a file, its cells as text. */
export interface RawRow {
  /** Line of the file or row of the sheet, from 1. */
  line: number;
  cells: readonly string[];
}

/** A file as rows, the header first; and what was wrong with single cells already when they were read. */
export interface RawTable {
  rows: readonly RawRow[];
  /** `column` is its place, from 0. */
  badCells: readonly { line: number; column: number; reason: string; reasonZh: string }[];
}

export interface ReadTable {
  kind: ImportKind;
  lines: ImportLine[];
  errors: ImportFault[];
}

/** A file that cannot be read at all, said in both languages. */
export class UnreadableTable extends Error {
  readonly reasonZh: string;

  constructor(reason: string, reasonZh: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'UnreadableTable';
    this.reasonZh = reasonZh;
  }
}

const plain = (header: string) =>
  header
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');

function columnOf(kind: ImportKind, header: string): string | null {
  for (const [name, { also }] of Object.entries(IMPORT_COLUMNS[kind])) {
    if ([name, ...also].some((known) => plain(known) === plain(header))) return name;
  }
  return null;
}

function missingColumns(kind: ImportKind, headers: readonly string[]): string[] {
  const present = new Set(headers.map((header) => columnOf(kind, header)));
  return Object.entries(IMPORT_COLUMNS[kind])
    .filter(([name, { required }]) => required === true && !present.has(name))
    .map(([name]) => name);
}

/** The only kind whose required columns the header has; null when none or several fit. */
function kindOf(headers: readonly string[]): ImportKind | null {
  const fitting = IMPORT_KINDS.filter((kind) => missingColumns(kind, headers).length === 0);
  const only = fitting.length === 1 ? fitting[0] : undefined;
  return only ?? null;
}

/** Without the mark that an export puts before what a spreadsheet would take for a formula. */
const unmarked = (cell: string) =>
  cell.startsWith("'") && harmless(cell.slice(1)) === cell ? cell.slice(1) : cell;

/**
 * Columns that nobody knows are passed over; a line with too many or too few cells is an error of that line.
 * @throws UnreadableTable when there is no table to speak of
 */
export function readTable({ rows, badCells }: RawTable, wanted: ImportKind | null): ReadTable {
  const [head, ...body] = rows;
  if (head === undefined) throw new UnreadableTable('the file is empty', '文件为空');
  const headers = head.cells;
  const kind = wanted ?? kindOf(headers);
  if (kind === null) {
    throw new UnreadableTable(
      `the header fits no kind: say ${IMPORT_KINDS.join(', ')}, and have its columns (found: ${headers.join(', ')})`,
      `表头无法识别：请指明 ${IMPORT_KINDS.join('、')} 之一并包含其必需列（现有：${headers.join('、')}）`,
    );
  }
  const missing = missingColumns(kind, headers);
  if (missing.length > 0) {
    throw new UnreadableTable(`the header lacks ${missing.join(', ')}`, `表头缺少列：${missing.join('、')}`);
  }
  const names = headers.map((header) => columnOf(kind, header));
  const bad = badCells.flatMap(({ column, ...fault }) => {
    const name = names[column] ?? null;
    return name === null ? [] : [{ ...fault, code: 'CUT_NUMBER' as const, column: name }];
  });
  const badLines = new Set(bad.map(({ line }) => line));
  const lines: ImportLine[] = [];
  const errors: ImportFault[] = [...bad];
  for (const { line, cells } of body) {
    if (cells.every((cell) => cell === '') || badLines.has(line)) continue;
    if (cells.length !== headers.length) {
      errors.push({
        line,
        code: 'CELLS',
        column: '',
        reason: `has ${cells.length} cells, the header ${headers.length}`,
        reasonZh: `有 ${cells.length} 列，表头有 ${headers.length} 列`,
      });
      continue;
    }
    const named: Record<string, string> = {};
    for (const [index, name] of names.entries()) {
      if (name !== null && !(name in named)) named[name] = unmarked(cells[index] ?? '');
    }
    lines.push({ line, cells: named });
  }
  return { kind, lines, errors };
}
