/** A cell of a table of figures: text, a number, or nothing. */
export type TableCell = string | number | null;

export interface FigureTable {
  header: readonly string[];
  rows: readonly (readonly TableCell[])[];
}

/** What a spreadsheet takes for the start of a formula; full-width forms too, which some programs fold. */
const FORMULA_START = /^\s*[=+\-@＝＋－＠]|^[\t\r]/u;

/**
 * Text that no spreadsheet runs: one that begins like a formula gets an apostrophe before it
 * (https://owasp.org/www-community/attacks/CSV_Injection). Numbers are numbers and stay.
 */
export function harmless(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

function csvCell(cell: TableCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  return `"${harmless(cell).replaceAll('"', '""')}"`;
}

/** CSV as RFC 4180 has it, UTF-8 with a mark so that Excel reads its Chinese. */
export function csvOf({ header, rows }: FigureTable): string {
  const lines = [header, ...rows].map((cells) => cells.map(csvCell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
