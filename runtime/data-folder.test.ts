import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf } from './data-folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-folder-'));
  await writeFile(join(folder, 'file'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a folder that may be written, or made, is refused for nothing, and nothing is made', async () => {
  expect(await refusalOf(folder)).toBeNull();
  expect(await refusalOf(join(folder, 'a', 'b'))).toBeNull();
  expect(await readdir(folder)).toEqual(['file']);
});

test.each(['file', join('file', 'below', 'it')])('%s is no folder', async (name) => {
  expect(await refusalOf(join(folder, name))).toEqual({
    reason: 'it is a file, or lies below one',
    reasonZh: '它是文件，或位于文件之下',
  });
});
