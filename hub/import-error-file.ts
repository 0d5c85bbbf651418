import { writeFile } from 'node:fs/promises';
import writeXlsxFile, { type Row } from 'write-excel-file/node';
import { harmless } from '../core/figures-table.ts';
import type { ImportFault } from './import-check.ts';
import { IMPORT_FAULTS } from './import-faults.ts';
import type { RawTable } from './import-table.ts';

/** Header of the column that says what is wrong; importing the mended file passes over it. */
export const ERROR_COLUMN = '错误 Error';
const BAD_ROW = '#FFC7CE';

export function reasonsOf(faults: readonly ImportFault[]): Map<number, string> {
  const reasons = new Map<number, string>();
  for (const { line, code, column, reasonZh, reason } of faults) {
    const text = `${column === '' ? '' : `${column}: `}${reasonZh} (${reason}) ${code}: ${IMPORT_FAULTS[code].fixZh}`;
    const before = reasons.get(line);
    reasons.set(line, before === undefined ? text : `${before}; ${text}`);
  }
  return reasons;
}

/** What of a file a spreadsheet would run is no formula here either; the import takes the mark off again. */
const quoted = (cell: string) => `"${harmless(cell).replaceAll('"', '""')}"`;

/** All rows as they were, to be mended in place; an earlier error column is written over. */
function markedRows({ rows }: RawTable, faults: readonly ImportFault[]) {
  const reasons = reasonsOf(faults);
  const [head] = rows;
  const width = head?.cells.length ?? 0;
  const last = head?.cells.at(-1) === ERROR_COLUMN ? width - 1 : width;
  return rows.map(({ line, cells }, index) => {
    const kept = Array.from({ length: last }, (_, column) => cells[column] ?? '');
    const reason = index === 0 ? ERROR_COLUMN : (reasons.get(line) ?? '');
    return { cells: [...kept, reason], bad: index > 0 && reason !== '' };
  });
}

/**
 * Writes the file that was read with its bad rows marked and the reason in a last column: .csv (UTF-8 with a mark, for
 * Excel) when the name says so, else .xlsx, where every cell is text so that no code loses its digits.
 */
export async function writeErrorFile(
  path: string,
  table: RawTable,
  faults: readonly ImportFault[],
): Promise<void> {
  const marked = markedRows(table, faults);
  if (path.toLowerCase().endsWith('.csv')) {
    const lines = marked.map(({ cells }) => cells.map(quoted).join(','));
    await writeFile(path, `\uFEFF${lines.join('\r\n')}\r\n`);
    return;
  }
  const rows = marked.map(
    ({ cells, bad }, index): Row =>
      cells.map((value) => {
        if (value === '') return bad ? { value: '', type: String, backgroundColor: BAD_ROW } : null;
        const style = bad ? { backgroundColor: BAD_ROW } : {};
        return { value, type: String, format: '@', ...(index === 0 ? { fontWeight: 'bold' } : style) };
      }),
  );
  await writeXlsxFile(rows, { stickyRowsCount: 1 }).toFile(path);
}
