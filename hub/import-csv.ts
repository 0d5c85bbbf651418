import { CsvError, parse } from 'csv-parse/sync';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import {
  IMPORT_COLUMNS,
  IMPORT_KINDS,
  type ImportFault,
  type ImportKind,
  type ImportLine,
} from './import-rows.ts';

const records = Compile(
  Type.Array(
    Type.Object({ record: Type.Array(Type.String()), info: Type.Object({ lines: Type.Integer() }) }),
  ),
);

export interface ReadCsv {
  kind: ImportKind;
  lines: ImportLine[];
  errors: ImportFault[];
}

/** A file that cannot be read at all, said in both languages. */
export class UnreadableCsv extends Error {
  readonly reasonZh: string;

  constructor(reason: string, reasonZh: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'UnreadableCsv';
    this.reasonZh = reasonZh;
  }
}

/** UTF-8, with or without a mark, else GB18030 (what Excel writes on a Chinese Windows; it includes GBK). */
export function csvText(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next encoding is tried
    }
  }
  throw new UnreadableCsv('the file is neither UTF-8 nor GB18030', '文件既不是 UTF-8 也不是 GB18030 编码');
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

/**
 * Reads a CSV with a header line. Columns that nobody knows are passed over; a line with too many or too few cells is
 * an error of that line.
 * @throws UnreadableCsv when there is no table to speak of
 */
export function readCsv(bytes: Uint8Array, wanted: ImportKind | null = null): ReadCsv {
  const text = csvText(bytes);
  let parsed: unknown;
  try {
    parsed = parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new UnreadableCsv(`not CSV: ${cause.message}`, `不是有效的 CSV：${cause.message}`, { cause });
  }
  // with `info`, which the parser's own types do not tell
  const [head, ...body] = records.Parse(parsed);
  if (head === undefined) throw new UnreadableCsv('the file is empty', '文件为空');
  const headers = head.record;
  const kind = wanted ?? kindOf(headers);
  if (kind === null) {
    throw new UnreadableCsv(
      `the header fits no kind: say grids, posts or devices, and have its columns (found: ${headers.join(', ')})`,
      `表头无法识别：请指明 grids、posts 或 devices 并包含其必需列（现有：${headers.join('、')}）`,
    );
  }
  const missing = missingColumns(kind, headers);
  if (missing.length > 0) {
    throw new UnreadableCsv(`the header lacks ${missing.join(', ')}`, `表头缺少列：${missing.join('、')}`);
  }
  const names = headers.map((header) => columnOf(kind, header));
  const lines: ImportLine[] = [];
  const errors: ImportFault[] = [];
  for (const { record, info } of body) {
    if (record.every((cell) => cell === '')) continue;
    if (record.length !== headers.length) {
      errors.push({
        line: info.lines,
        column: '',
        reason: `has ${record.length} cells, the header ${headers.length}`,
        reasonZh: `有 ${record.length} 列，表头有 ${headers.length} 列`,
      });
      continue;
    }
    const cells: Record<string, string> = {};
    for (const [index, name] of names.entries()) {
      if (name !== null && !(name in cells)) cells[name] = record[index] ?? '';
    }
    lines.push({ line: info.lines, cells });
  }
  return { kind, lines, errors };
}
