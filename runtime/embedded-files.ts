import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, chmod, chown, constants, cp, mkdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HubError } from '../core/errors.ts';
import { refusalOf } from './data-folder.ts';
import { linkLibraries, nativeRoot } from './embedded-binaries.ts';

const run = promisify(execFile);

/** Root's, where Postgres may not enter the project. */
const STATE = '/var/lib/wangge-hub';

/** The system user that Postgres runs as when the hub is root (Postgres refuses root); null: the hub's own user. */
export type ServerUser = { uid: number; gid: number } | null;

/** Where everything of one embedded server lies. */
export interface EmbeddedFiles {
  /** PGDATA. */
  cluster: string;
  /** Folder with `postgres`, `initdb`, `pg_ctl`. */
  bin: string;
  user: ServerUser;
}

async function serverUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return null;
  const ids = async () => {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  };
  try {
    return await ids();
  } catch {
    await run('groupadd', ['--system', '--force', 'postgres']);
    await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
    return await ids();
  }
}

/** The first folder on the way to `path` that `user` may not pass, or null. */
async function blockedAt(path: string, user: ServerUser): Promise<string | null> {
  if (user === null) return null;
  const real = await realpath(path);
  let at = '';
  for (const part of real.split('/').slice(1)) {
    at = `${at}/${part}`;
    const { mode, uid, gid } = await stat(at);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return at;
  }
  return null;
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

// The way to node_modules may be closed to the server's user (a clone in /root): it then runs from a copy (60 MB), one
// for all servers of these very binaries.
async function reachableBin(root: string, user: ServerUser): Promise<string> {
  const bin = join(root, 'native/bin');
  if ((await blockedAt(bin, user)) === null) return bin;
  const { mtimeMs, size } = await stat(join(bin, 'postgres'));
  const copy = join(
    STATE,
    `native-${createHash('sha256').update(`${root} ${mtimeMs} ${size}`).digest('hex').slice(0, 12)}`,
  );
  if (!(await exists(copy))) {
    const fresh = `${copy}.${process.pid}`;
    await mkdir(STATE, { recursive: true, mode: 0o755 });
    await cp(join(root, 'native'), fresh, { recursive: true, verbatimSymlinks: true });
    await rename(fresh, copy).catch(async (error: unknown) => {
      // another process was first
      await rm(fresh, { recursive: true, force: true });
      if (!(await exists(copy))) throw error;
    });
  }
  return join(copy, 'bin');
}

/**
 * Finds or makes the folders of the server that belongs to `dataDir`. Where root's Postgres user cannot reach
 * `dataDir` (a project below /root), they lie in /var/lib/wangge-hub instead; `relocated` then tells.
 * @throws HubError DATA_DIR, EMBEDDED_POSTGRES
 */
export async function prepareFiles(dataDir: string): Promise<EmbeddedFiles & { relocated: boolean }> {
  const root = await nativeRoot();
  const refusal = await refusalOf(dataDir);
  if (refusal !== null) throw new HubError('DATA_DIR', { path: dataDir, ...refusal });
  await linkLibraries(root);
  const user = await serverUser();
  await mkdir(dataDir, { recursive: true });
  let base = await realpath(dataDir);
  let blocked = await blockedAt(base, user);
  if (blocked === base) {
    // our own folder: passing through shows nothing, its secrets are 0600
    await chmod(base, ((await stat(base)).mode & 0o7777) | 0o011);
    blocked = await blockedAt(base, user);
  }
  if (blocked !== null) {
    base = `${STATE}/${createHash('sha256').update(base).digest('hex').slice(0, 12)}`;
    await mkdir(base, { recursive: true, mode: 0o755 });
    const still = await blockedAt(base, user);
    if (still !== null)
      throw new HubError('DATA_DIR', {
        path: dataDir,
        reason: `user postgres may not enter ${still}`,
        reasonZh: `用户 postgres 无权进入 ${still}`,
      });
  }
  return {
    cluster: join(base, 'postgres'),
    bin: await reachableBin(root, user),
    user,
    relocated: blocked !== null,
  };
}

/** Gives a folder or file to the server's user. */
export async function handOver(path: string, user: ServerUser): Promise<void> {
  if (user !== null) await chown(path, user.uid, user.gid);
}
