import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportFile } from '../hub/export.ts';
import { importFile } from '../hub/import.ts';
import { undoImport } from '../hub/import-undo.ts';
import { type TestDb, testDb } from './support/db.ts';
import { PEOPLE, PLACE, seedPlace } from './support/governance.ts';

let database: TestDb;
let folder: string;

beforeAll(async () => {
  database = await testDb();
  folder = await mkdtemp(join(tmpdir(), 'wangge-import-'));
  await seedPlace(database.db);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.close();
});

const path = (name: string) => join(folder, name);
const rows = async (sql: string, values: unknown[] = []) => (await database.db.pool.query(sql, values)).rows;

test('posts that were exported without names and phones leave the phones when they come back', async () => {
  await exportFile(database.db, 'posts', path('posts.csv'));
  expect(await readFile(path('posts.csv'), 'utf8')).toContain('138****0000');
  const { faults, applied } = await importFile(database.db, 'posts', path('posts.csv'));
  expect({ faults, applied }).toEqual({ faults: [], applied: true });
  expect(await rows('SELECT DISTINCT phone FROM person')).toEqual([{ phone: '13800000000' }]);
  // nor is anybody given the same post twice
  expect(await rows('SELECT count(*)::int AS posts FROM post')).toEqual([
    { posts: Object.keys(PEOPLE).length },
  ]);
});

test('a post that has ended is not held again because a file says no end', async () => {
  const { id, title, role, gridCode } = PEOPLE.otherWorker;
  const file = async (validFrom = '') => {
    const line = [role, gridCode, title, id, validFrom].join(',');
    await writeFile(path('ended.csv'), `role,gridCode,title,personId,validFrom\n${line}\n`);
    return importFile(database.db, 'posts', path('ended.csv'));
  };
  const terms = () => rows('SELECT valid_to FROM post WHERE person_id = $1 ORDER BY valid_from', [id]);
  const end = new Date('2026-03-01T00:00:00Z');
  await rows('UPDATE post SET valid_to = $2 WHERE person_id = $1', [id, end]);
  for (const validFrom of ['', '2020-01-01T00:00:00Z']) {
    expect(await file(validFrom)).toMatchObject({ faults: [], applied: true });
    expect(await terms()).toEqual([{ valid_to: end }]);
  }
  // a new term begins where its line says
  expect(await file('2026-06-01T00:00:00Z')).toMatchObject({ faults: [], applied: true });
  expect(await terms()).toEqual([{ valid_to: end }, { valid_to: null }]);
  await rows('DELETE FROM post WHERE person_id = $1 AND valid_to IS NULL', [id]);
  await rows('UPDATE post SET valid_to = NULL WHERE person_id = $1', [id]);
});

test('the phone of a post is no identity number', async () => {
  await writeFile(
    path('ids.csv'),
    `role,gridCode,title,phone\nGRID_WORKER,${PLACE.grid},某网格员,510101199001011234\n`,
  );
  const { faults } = await importFile(database.db, 'posts', path('ids.csv'));
  expect(faults.map(({ code, column }) => [code, column])).toEqual([['IDENTITY_NUMBER', 'phone']]);
});

test('a file of errors runs nothing in a spreadsheet, and comes back as it was', async () => {
  const names = ['=HYPERLINK("http://x")', '＝1+1', ' @SUM(A1)', "'quoted'"];
  await writeFile(
    path('bad.csv'),
    [
      'id,family,name,gridCode',
      ...names.map((name, at) => `d-${at},sensor,"${name.replaceAll('"', '""')}",${PLACE.grid}`),
      'd-9,sensor,无网格,511421999999999',
      '',
    ].join('\n'),
  );
  await importFile(database.db, 'devices', path('bad.csv'), { errorFile: path('marked.csv') });
  const marked = await readFile(path('marked.csv'), 'utf8');
  expect(marked).toContain('"\'=HYPERLINK(""http://x"")"');
  expect(marked).not.toMatch(/"\s*[=＝@]/u);
  await importFile(database.db, 'devices', path('marked.csv'), { partial: true });
  const found = await rows('SELECT name FROM device ORDER BY id');
  expect(found.map(({ name }) => name.trim())).toEqual(names.map((name) => name.trim()));
  await rows('DELETE FROM device');
});

test('who takes names and phones out is in the audit before the first line is written', async () => {
  await expect(
    exportFile(database.db, 'posts', join(folder, 'no', 'such', 'folder.csv'), { personalReason: '核对' }),
  ).rejects.toThrow(/ENOENT/);
  const [last] = await rows(
    `SELECT grid_code, after FROM audit_log WHERE action = 'exportPersonal' ORDER BY seq DESC`,
  );
  expect(last).toEqual({ grid_code: null, after: { reason: '核对', rows: Object.keys(PEOPLE).length } });
});

test('an import of devices that spoke since, or that others hang on, is not taken back', async () => {
  const ids = ['spoke', 'gateway', 'silent'];
  await writeFile(
    path('devices.csv'),
    ['id,family,name,gridCode', ...ids.map((id) => `${id},sensor,${id},${PLACE.grid}`), ''].join('\n'),
  );
  const { batchId } = await importFile(database.db, 'devices', path('devices.csv'));
  await rows(`UPDATE device SET last_seen_at = now() WHERE id = 'spoke'`);
  await rows(
    `INSERT INTO device (id, family, name, state, grid_code, parent_id) VALUES ('below', 'sensor', 'x', 'CLAIMED', $1, 'gateway')`,
    [PLACE.grid],
  );
  const refused = await undoImport(database.db, batchId ?? '');
  expect(refused.applied).toBe(false);
  expect(refused.conflicts.map(({ key, en }) => [key, en])).toEqual([
    ['gateway', 'is used by something that came later'],
    ['spoke', 'is used by something that came later'],
  ]);
  expect((await undoImport(database.db, batchId ?? '', { partial: true })).removed).toBe(1);
  expect(await rows('SELECT id, parent_id FROM device ORDER BY id')).toEqual([
    { id: 'below', parent_id: 'gateway' },
    { id: 'gateway', parent_id: null },
    { id: 'spoke', parent_id: null },
  ]);
});
