import writeXlsxFile, { type Row } from 'write-excel-file/node';
import { csvOf, type FigureTable } from '../../core/figures-table.ts';
import { groupingArgument } from './arguments.ts';
import type { FiguresDeps, FiguresQuestion, FiguresService } from './service.ts';
import { figureTable } from './table.ts';
import type { FigureExportFormat } from './types.generated.ts';

/** Rows that one statement is asked for. */
const ROWS_AT_ONCE = 500;
/** Rows of a file that the graph hands over. */
export const MOST_EXPORTED = 2_000;

const FORMATS = {
  CSV: { extension: 'csv', mediaType: 'text/csv; charset=utf-8' },
  XLSX: {
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
} as const satisfies Record<FigureExportFormat, { extension: string; mediaType: string }>;

/** A workbook: numbers as numbers, everything else as text, so that no code loses its digits and nothing is run. */
export async function xlsxOf({ header, rows }: FigureTable): Promise<Buffer> {
  const head: Row = header.map((value) => ({ value, type: String, format: '@', fontWeight: 'bold' }));
  const body = rows.map(
    (cells): Row =>
      cells.map((value) => {
        if (value === null || value === '') return null;
        return typeof value === 'number' ? { value, type: Number } : { value, type: String, format: '@' };
      }),
  );
  return writeXlsxFile([head, ...body], { stickyRowsCount: 1 }).toBuffer();
}

export async function fileOf(table: FigureTable, format: FigureExportFormat): Promise<Buffer> {
  return format === 'CSV' ? Buffer.from(csvOf(table)) : xlsxOf(table);
}

/** Figures as files, for the graph and for the command line. */
export function createExport({ db, governance, config }: FiguresDeps, figures: FiguresService, now: Date) {
  async function table(question: FiguresQuestion, most: number) {
    const { cells, complete } = await figures.all(question, most);
    const { dimensions } = groupingArgument(question.groupBy);
    const book = governance.current();
    const header: string[] = [];
    const rows: FigureTable['rows'][number][] = [];
    // at least one part: an empty table has its header
    for (let at = 0; at === 0 || at < cells.length; at += ROWS_AT_ONCE) {
      const part = cells.slice(at, at + ROWS_AT_ONCE);
      const made = await figureTable(db.pool, figures, part, dimensions, book, {
        nowMs: now.getTime(),
        zone: config.site.zone,
      });
      if (at === 0) header.push(...made.header);
      rows.push(...made.rows);
    }
    return { cells, complete, table: { header, rows } };
  }

  return {
    table,

    async payload(question: FiguresQuestion, format: FigureExportFormat) {
      const { cells, complete, table: made } = await table(question, MOST_EXPORTED);
      const label = cells[0]?.period.label.replaceAll('/', '_') ?? 'empty';
      return {
        fileName: `figures-${label}.${FORMATS[format].extension}`,
        mediaType: FORMATS[format].mediaType,
        base64: (await fileOf(made, format)).toString('base64'),
        rows: made.rows.length,
        complete,
      };
    },
  };
}
