import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HubError } from '../core/errors.ts';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Makes the file, readable by its owner alone. A process that made it at the same time wins: both then read one text. */
async function makeFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${text}\n`, { mode: 0o600, flag: 'wx' });
  try {
    // link, unlike rename, does not replace what is there, and the file appears whole.
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * The text of a secret's file, which is made with mode 0600 from `fresh` when it is missing.
 * @throws HubError CONFIG_INVALID naming the setting
 */
export async function ownerFile(path: string, setting: string, fresh: () => string): Promise<string> {
  let text: string;
  try {
    text = await readFile(path, 'utf8').catch(async (error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error;
      await makeFile(path, fresh());
      return readFile(path, 'utf8');
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError(
      'CONFIG_INVALID',
      {
        count: 1,
        faults: `  - ${setting}: ${path} cannot be read or made: ${why}`,
        faultsZh: `  - ${setting}：无法读取或生成 ${path}：${why}`,
      },
      { cause },
    );
  }
  // A copy may have lost its mode; a read-only mount refuses, and is its owner's affair.
  await chmod(path, 0o600).catch(() => undefined);
  return text;
}
