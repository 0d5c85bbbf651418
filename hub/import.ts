import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PoolClient } from 'pg';
import { HubError } from '../core/errors.ts';
import { aliasScheme, type CodeSchemeName } from '../core/grid-codes.ts';
import { appendAudit } from '../runtime/audit.ts';
import type { Db } from '../runtime/postgres.ts';
import { beginBatch } from './import-batch.ts';
import type { ImportFault, ImportLine } from './import-check.ts';
import type { ImportKind } from './import-columns.ts';
import { csvRows } from './import-csv.ts';
import { writeErrorFile } from './import-error-file.ts';
import { geoJsonRows, isJson, writeGeoJsonErrors } from './import-geojson.ts';
import { KINDS } from './import-kinds.ts';
import { textsOf } from './import-save.ts';
import { type RawTable, type ReadTable, readTable, UnreadableTable } from './import-table.ts';
import { isXlsx, xlsxRows } from './import-xlsx.ts';

export interface ImportOptions {
  /** Check everything, change nothing. */
  dryRun?: boolean;
  /** Take the sound lines although others are wrong; without it one wrong line stops the whole file. */
  partial?: boolean;
  /** Where to write the file again with its bad rows marked (.xlsx or .csv; .geojson for GeoJSON). */
  errorFile?: string | undefined;
  /** What new grid codes are held to (GB). */
  scheme?: CodeSchemeName;
  /** Overlaps and gaps below this many square metres are not told (1). */
  minAreaM2?: number;
  /** The site's (Asia/Shanghai): where a day without an hour begins, and what an .xlsx tells without a zone. */
  zone?: string;
  /** Who stands in the audit trail. */
  actor?: string;
}

export interface ImportReport {
  kind: ImportKind;
  /** Data lines in the file. */
  rows: number;
  /** Of the sound lines: those that are new, and those that exist and are brought to the file's values. */
  added: number;
  updated: number;
  /** Sorted by line. */
  faults: ImportFault[];
  /** What is odd and no fault: overlaps, gaps and overreach of boundaries. */
  findings: { en: string; zh: string }[];
  /** Whether anything was written. */
  applied: boolean;
  /** By which it can be undone (`undoImport`); null when nothing was written. */
  batchId: string | null;
}

const MAX_BYTES = 64 * 1024 * 1024;

async function tableOf(bytes: Buffer, zone: string): Promise<RawTable> {
  if (isXlsx(bytes)) return xlsxRows(bytes, zone);
  return isJson(bytes) ? geoJsonRows(bytes) : csvRows(bytes);
}

/** Codes of other schemes are read as the grids that they mean. */
async function withoutAliases(
  client: PoolClient,
  lines: readonly ImportLine[],
): Promise<readonly ImportLine[]> {
  const used = lines.flatMap(({ cells }) =>
    aliasScheme(cells.gridCode ?? '') === null ? [] : [cells.gridCode ?? ''],
  );
  if (used.length === 0) return lines;
  const { rows } = await client.query<{ code: unknown; grid: unknown }>(
    'SELECT code, grid_code AS grid FROM grid_alias WHERE code = ANY($1)',
    [used],
  );
  const meant = new Map(rows.map(({ code, grid }) => [String(code), String(grid)]));
  return lines.map(({ line, cells }) => {
    const gridCode = meant.get(cells.gridCode ?? '');
    return gridCode === undefined ? { line, cells } : { line, cells: { ...cells, gridCode } };
  });
}

/**
 * Reads places, people and devices from a CSV file (UTF-8 or GB18030), the first sheet of an .xlsx or (boundaries) a
 * GeoJSON FeatureCollection, with the columns of hub/import-columns.ts, in one transaction. `kind` null: told by the
 * header. Rows that exist are updated; nothing is removed. Imported devices are claimed for their grid.
 * @throws HubError BAD_USER_INPUT when the file cannot be read as such a table
 */
export async function importFile(
  db: Db,
  kind: ImportKind | null,
  path: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const { scheme = 'GB', minAreaM2 = 1, zone = 'Asia/Shanghai', actor = 'import' } = options;
  const bytes = await readBounded(path);
  let table: RawTable;
  let read: ReadTable;
  try {
    table = await tableOf(bytes, zone);
    read = readTable(table, kind);
  } catch (cause) {
    if (!(cause instanceof UnreadableTable)) throw cause;
    throw new HubError(
      'BAD_USER_INPUT',
      { path, reason: cause.message, reasonZh: cause.reasonZh },
      { cause },
    );
  }
  const report = await db.tx(async (client): Promise<ImportReport> => {
    const lines = await withoutAliases(client, read.lines);
    const grids = await textsOf(client, `SELECT code AS value FROM grid WHERE status = 'ACTIVE'`);
    const write = await KINDS[read.kind](client, lines, grids, { scheme, minAreaM2, actor, zone });
    const faults = [...read.errors, ...write.errors].toSorted((a, b) => a.line - b.line);
    const applied =
      options.dryRun !== true && write.count > 0 && (faults.length === 0 || options.partial === true);
    const [added, updated] = [write.count - write.existing, write.existing];
    let batchId: string | null = null;
    if (applied) {
      const fileName = basename(path);
      const batch = await beginBatch(client, { kind: read.kind, fileName, actor, added, updated });
      await write.save(batch);
      batchId = batch.id;
      await appendAudit(client, {
        ...{ actor, action: 'import', kind: read.kind, objectId: fileName, gridCode: null },
        before: null,
        after: { added, updated, refused: new Set(faults.map(({ line }) => line)).size },
      });
    }
    return {
      ...{ kind: read.kind, rows: read.lines.length + read.errors.length, added, updated, faults },
      ...{ findings: write.findings, applied, batchId },
    };
  });
  if (options.errorFile !== undefined && report.faults.length > 0) {
    if (isJson(bytes)) await writeGeoJsonErrors(options.errorFile, bytes, report.faults);
    else await writeErrorFile(options.errorFile, table, report.faults);
  }
  return report;
}

async function readBounded(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_BYTES) return await readFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('BAD_USER_INPUT', { path, reason, reasonZh: `无法读取：${reason}` }, { cause });
  }
  throw new HubError('BAD_USER_INPUT', { path, reason: 'larger than 64 MiB', reasonZh: '超过 64 MiB' });
}
