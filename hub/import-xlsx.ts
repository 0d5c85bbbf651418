import { readSheet } from 'read-excel-file/node';
import { instantOf } from '../core/calendar-days.ts';
import { type RawTable, UnreadableTable } from './import-table.ts';

/** A compressed sheet may unfold to a hundred times its size: it is read whole. */
const MAX_XLSX_BYTES = 16 * 1024 * 1024;
/** Spreadsheets keep that many digits of a number and put zeros for the rest. */
const SPREADSHEET_DIGITS = 15;

/** Whether bytes are a ZIP, which every .xlsx is, whatever the file is called. */
export function isXlsx(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** A number as it stands in the file, before it becomes a double. */
class RawNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function numberText({ text }: RawNumber): string | null {
  const value = Number(text);
  const whole = Number.isInteger(value);
  if (whole && Math.abs(value) >= 10 ** SPREADSHEET_DIGITS) return null;
  return whole ? String(value) : /e/i.test(text) ? String(value) : text;
}

/** A date without a zone is the site's. */
function dateText(date: Date, zone: string): string {
  const iso = date.toISOString();
  return iso.endsWith('T00:00:00.000Z')
    ? iso.slice(0, 10)
    : new Date(instantOf(date.getTime(), zone)).toISOString();
}

/** Text of a cell; null for a number of which the spreadsheet has lost digits. */
function cellText(cell: unknown, zone: string): string | null {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof RawNumber) return numberText(cell);
  if (cell instanceof Date) return dateText(cell, zone);
  return String(cell).trim();
}

/** The first sheet of an .xlsx, the header in its first row; its times are those of `zone`. @throws UnreadableTable */
export async function xlsxRows(bytes: Buffer, zone = 'Asia/Shanghai'): Promise<RawTable> {
  if (bytes.length > MAX_XLSX_BYTES) {
    throw new UnreadableTable('an .xlsx has at most 16 MiB', '.xlsx 文件最大 16 MiB');
  }
  let sheet: readonly (readonly unknown[])[];
  try {
    sheet = await readSheet(bytes, 1, { parseNumber: (text) => new RawNumber(text) });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableTable(`not .xlsx: ${reason}`, `不是有效的 .xlsx：${reason}`, { cause });
  }
  const badCells: { line: number; column: number; reason: string; reasonZh: string }[] = [];
  const rows = sheet.map((row, index) => {
    const line = index + 1;
    const cells = row.map((cell, column) => {
      const text = cellText(cell, zone);
      if (text === null) {
        badCells.push({
          ...{ line, column },
          reason: `is a number of more than ${SPREADSHEET_DIGITS} digits, of which a spreadsheet keeps only those: make the column text`,
          reasonZh: `超过 ${SPREADSHEET_DIGITS} 位的数字已被电子表格截断：请将该列设为文本后重新填写`,
        });
      }
      return text ?? (cell instanceof RawNumber ? cell.text : '');
    });
    return { line, cells };
  });
  return { rows, badCells };
}
