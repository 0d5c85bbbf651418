import { HubError } from '../core/errors.ts';
import { isCodeScheme } from '../core/grid-codes.ts';
import { withDatabase } from './commands.ts';
import { exportFile } from './export.ts';
import { importFile } from './import.ts';
import { IMPORT_KINDS, type ImportKind, isImportKind } from './import-columns.ts';
import { IMPORT_FAULTS } from './import-faults.ts';
import { undoImport } from './import-undo.ts';

function kindNamed(kind: string): ImportKind {
  if (isImportKind(kind)) return kind;
  throw new HubError('BAD_USER_INPUT', {
    path: 'kind',
    reason: `it is one of ${IMPORT_KINDS.join(', ')}`,
    reasonZh: `须为 ${IMPORT_KINDS.join('、')} 之一`,
  });
}

/** `hub import`: exit code 1 when any row is refused; nothing is written then, unless `partial`. */
export async function importCsv(
  kind: string,
  file: string,
  options: {
    dryRun: boolean;
    partial: boolean;
    errorFile?: string | undefined;
    scheme: string;
    minArea: string;
  },
): Promise<void> {
  const known = kindNamed(kind);
  const minAreaM2 = Number(options.minArea);
  if (!(minAreaM2 >= 0)) {
    throw new HubError('BAD_USER_INPUT', {
      path: '--min-area',
      reason: 'it is 0 or more',
      reasonZh: '须为不小于 0 的数',
    });
  }
  await withDatabase('import', async (db, _, config) => {
    const scheme = isCodeScheme(options.scheme) ? options.scheme : 'GB';
    const report = await importFile(db, known, file, {
      ...options,
      scheme,
      minAreaM2,
      zone: config.site.zone,
    });
    for (const { line, code, column, reason, reasonZh } of report.faults) {
      const { fix, fixZh } = IMPORT_FAULTS[code];
      console.error(`${file}:${line}: ${column}: ${code}: ${reason}. ${fix} ${reasonZh}。${fixZh}`);
    }
    for (const { en, zh } of report.findings) console.error(`${file}: note 提示: ${en}. ${zh}。`);
    const { added, updated, faults, findings, applied, batchId } = report;
    // a row may have several faults
    const refused = new Set(faults.map(({ line }) => line)).size;
    const counts = `${added} new 新增, ${updated} updated 更新, ${refused} refused 拒绝`;
    const notes = findings.length === 0 ? '' : `, ${findings.length} notes 提示`;
    console.log(`${kind}: ${counts}${notes}${applied ? '' : ' (nothing written 未写入)'}`);
    if (batchId !== null) console.log(`undo with 撤销: npx hub import-undo ${batchId}`);
    if (faults.length > 0) process.exitCode = 1;
    if (faults.length > 0 && options.errorFile !== undefined) {
      console.log(`${options.errorFile}: the file with its bad rows marked 已标记错误行`);
    }
  });
}

/** `hub import-undo`: exit code 1 when rows were changed since; nothing is undone then, unless `partial`. */
export async function undoBatch(
  batch: string,
  options: { dryRun: boolean; partial: boolean },
): Promise<void> {
  await withDatabase('import-undo', async (db) => {
    const { restored, removed, conflicts, applied } = await undoImport(db, batch, options);
    for (const { table, key, en, zh } of conflicts) console.error(`${table} ${key}: ${en} ${zh}`);
    const counts = `${restored} set back 恢复, ${removed} removed 删除, ${conflicts.length} conflicts 冲突`;
    console.log(`${batch}: ${counts}${applied ? '' : ' (nothing undone 未撤销)'}`);
    if (conflicts.length > 0) process.exitCode = 1;
  });
}

/** `hub export`. */
export async function exportKind(
  kind: string,
  file: string,
  options: { grid: string; personal?: string | undefined },
): Promise<void> {
  const known = kindNamed(kind);
  if (!/^\d{0,19}$/.test(options.grid)) {
    throw new HubError('BAD_USER_INPUT', {
      path: '--grid',
      reason: `${options.grid} is no grid code prefix`,
      reasonZh: `${options.grid} 不是网格编码前缀`,
    });
  }
  await withDatabase('export', async (db) => {
    const rows = await exportFile(db, known, file, { grid: options.grid, personalReason: options.personal });
    console.log(`${file}: ${rows} rows 行`);
  });
}
