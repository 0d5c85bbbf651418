import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Why a folder cannot be used, in both languages, as DATA_DIR tells it. */
export interface Refusal {
  reason: string;
  reasonZh: string;
}

const NO_RIGHT: Refusal = { reason: 'this user may not write there', reasonZh: '当前用户无权写入' };
const REFUSALS: Readonly<Record<string, Refusal>> = {
  EACCES: NO_RIGHT,
  EPERM: NO_RIGHT,
  EROFS: { reason: 'it lies on a read-only file system', reasonZh: '位于只读文件系统' },
  ENOTDIR: { reason: 'it is a file, or lies below one', reasonZh: '它是文件，或位于文件之下' },
};

function refusalIn(error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const text = error instanceof Error ? error.message : String(error);
  return REFUSALS[code] ?? { reason: text, reasonZh: text };
}

/** What keeps this user from writing into `folder`, or from making it where it is missing; null: nothing. */
export async function refusalOf(folder: string): Promise<Refusal | null> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await stat(at).catch((error: NodeJS.ErrnoException) => error);
    if (found instanceof Error) {
      if (found.code === 'ENOENT' && at !== dirname(at)) continue;
      return refusalIn(found);
    }
    if (!found.isDirectory()) return refusalIn(Object.assign(new Error(at), { code: 'ENOTDIR' }));
    return access(at, constants.W_OK | constants.X_OK).then(() => null, refusalIn);
  }
}
