import { mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holderOf } from '../../runtime/embedded-orphan.ts';

const MEMORY = '/dev/shm';
const PREFIX = 'wangge-test-';
const GIGABYTE = 2 ** 30;
const MINUTE = 60_000;

/** What killed runs have left in memory; one that is just starting has not marked its folder yet. */
async function sweep(): Promise<void> {
  for (const name of await readdir(MEMORY).catch(() => [])) {
    const folder = join(MEMORY, name);
    if (!name.startsWith(PREFIX) || (await holderOf(folder)) !== null) continue;
    const age = await stat(folder).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > MINUTE) await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A folder for the databases of a run: in memory where there is plenty of it, since a copy of the template is a thousand
 * files, which a slow disk takes its time to make.
 */
export async function runFolder(): Promise<string> {
  await sweep();
  const free = await statfs(MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  const plenty = free >= 4 * GIGABYTE && process.availableMemory() >= 8 * GIGABYTE;
  return mkdtemp(join(plenty ? MEMORY : tmpdir(), PREFIX));
}
