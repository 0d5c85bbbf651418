import { CsvError, parse } from 'csv-parse/sync';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ImportKind } from './import-columns.ts';
import { type RawTable, type ReadTable, readTable, UnreadableTable } from './import-table.ts';

const records = Compile(
  Type.Array(
    Type.Object({ record: Type.Array(Type.String()), info: Type.Object({ lines: Type.Integer() }) }),
  ),
);

/** UTF-8, with or without a mark, else GB18030 (what Excel writes on a Chinese Windows; it includes GBK). */
export function csvText(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next encoding is tried
    }
  }
  throw new UnreadableTable('the file is neither UTF-8 nor GB18030', '文件既不是 UTF-8 也不是 GB18030 编码');
}

/** @throws UnreadableTable */
export function csvRows(bytes: Uint8Array): RawTable {
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
    throw new UnreadableTable(`not CSV: ${cause.message}`, `不是有效的 CSV：${cause.message}`, { cause });
  }
  // with `info`, which the parser's own types do not tell
  const rows = records.Parse(parsed).map(({ record, info }) => ({ line: info.lines, cells: record }));
  return { rows, badCells: [] };
}

/** Reads a CSV with a header line. @throws UnreadableTable when there is no table to speak of */
export function readCsv(bytes: Uint8Array, wanted: ImportKind | null = null): ReadTable {
  return readTable(csvRows(bytes), wanted);
}
