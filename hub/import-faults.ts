import { BOUNDARY_FAULTS, type BoundaryFaultCode } from '../core/grid-boundary.ts';

/** Stable codes of what can be wrong with a line of an import, and how to mend it. */
const OWN_FAULTS = {
  BAD_VALUE: {
    fix: 'Write the cell as the reason says.',
    fixZh: '请按原因说明改正该单元格。',
  },
  MISSING: { fix: 'Fill the cell.', fixZh: '请填写该单元格。' },
  DUPLICATE: {
    fix: 'Keep one of the two lines.',
    fixZh: '两行中请保留一行。',
  },
  BAD_CODE: {
    fix: 'Correct the code; a place with codes of its own imports with --scheme LOCAL.',
    fixZh: '请改正编码；使用本地编码的地方请加 --scheme LOCAL。',
  },
  NO_PARENT: {
    fix: 'Add the grid above to the file, or import it first.',
    fixZh: '请在文件中补充上级网格，或先导入上级。',
  },
  NO_GRID: {
    fix: 'Import the grid first, or correct its code or the position.',
    fixZh: '请先导入网格，或改正网格编码或位置。',
  },
  RETIRED_GRID: {
    fix: 'Name one of its successors.',
    fixZh: '请改为其后继网格的编码。',
  },
  NO_OBJECT: {
    fix: 'Import what is named first, or correct its id.',
    fixZh: '请先导入所引用的对象，或改正编号。',
  },
  TAKEN: {
    fix: 'Codes are never given twice: choose another.',
    fixZh: '编码不得重复使用：请另选。',
  },
  IDENTITY_NUMBER: {
    fix: 'Remove the number: it is not kept here.',
    fixZh: '请删除身份证号：此处不保存。',
  },
  CELLS: {
    fix: 'Give the line as many cells as the header has.',
    fixZh: '请使该行列数与表头一致。',
  },
  CUT_NUMBER: {
    fix: 'Make the column text and fill in the number again.',
    fixZh: '请将该列设为文本后重新填写。',
  },
} as const satisfies Record<string, { fix: string; fixZh: string }>;

export type ImportFaultCode = keyof typeof OWN_FAULTS | BoundaryFaultCode;

/** What to do about each. */
export const IMPORT_FAULTS: Readonly<Record<ImportFaultCode, { fix: string; fixZh: string }>> = {
  ...OWN_FAULTS,
  ...BOUNDARY_FAULTS,
};
