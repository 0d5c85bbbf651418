import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import writeXlsxFile, { type Row } from 'write-excel-file/node';
import { wgs84ToGcj02 } from '../core/geo.ts';
import { importFile } from '../hub/import.ts';
import { csvRows } from '../hub/import-csv.ts';
import { ERROR_COLUMN } from '../hub/import-error-file.ts';
import { xlsxRows } from '../hub/import-xlsx.ts';
import { type TestDb, testDb } from './support/db.ts';
import { EAST, seedGrids } from './support/subgraph-world.ts';

let database: TestDb;
let folder: string;

beforeAll(async () => {
  database = await testDb();
  folder = await mkdtemp(join(tmpdir(), 'wangge-import-'));
  await seedGrids(database.db);
  const ring = [
    [104, 30],
    [104.01, 30],
    [104.01, 30.01],
    [104, 30.01],
    [104, 30],
  ];
  await database.db.pool.query('UPDATE grid SET boundary = $2 WHERE code = $1', [
    `${EAST}001`,
    { type: 'Polygon', coordinates: [ring] },
  ]);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.close();
});
beforeEach(() => database.db.pool.query('TRUNCATE device CASCADE'));

const path = (name: string) => join(folder, name);
async function xlsx(name: string, rows: Row[]): Promise<string> {
  await writeXlsxFile(rows).toFile(path(name));
  return path(name);
}
async function csv(name: string, lines: string[]): Promise<string> {
  await writeFile(path(name), lines.join('\n'));
  return path(name);
}
const devices = async () =>
  (
    await database.db.pool.query(
      `SELECT id, name, grid_code AS grid, vendor, serial, building, floor, tags, longitude, latitude, version
       FROM device ORDER BY id`,
    )
  ).rows;

describe('a sheet', () => {
  test('of devices is read like a CSV: text, numbers and positions, the grid found where none is named', async () => {
    const gcj = wgs84ToGcj02({ longitude: 104.004, latitude: 30.006 });
    const file = await xlsx('devices.xlsx', [
      [
        '设备编号',
        '类别',
        '设备名称',
        '网格编码',
        '厂商',
        '序列号',
        '楼栋',
        '楼层',
        '标签',
        '经度',
        '纬度',
        '坐标系',
        '备注',
      ],
      [
        'cam-1',
        'camera',
        '东门',
        `${EAST}001`,
        '某厂',
        12345678901234,
        '1 号楼',
        3,
        '消防；东门',
        null,
        null,
        null,
        '忽略',
      ],
      [
        'cam-2',
        'camera',
        '西门',
        null,
        null,
        null,
        null,
        null,
        null,
        gcj.longitude,
        gcj.latitude,
        'GCJ-02',
        null,
      ],
      [null, null, null, null, null, null, null, null, null, null, null, null, null],
      ['cam-3', 'camera', '北门', null, null, null, null, null, null, 104.005, 30.005, null, null],
    ]);
    expect(await importFile(database.db, null, file)).toMatchObject({
      kind: 'devices',
      added: 3,
      faults: [],
      applied: true,
    });
    const [first, second, third] = await devices();
    expect(first).toMatchObject({
      ...{ id: 'cam-1', grid: `${EAST}001`, vendor: '某厂', serial: '12345678901234', building: '1 号楼' },
      ...{ floor: '3', tags: ['东门', '消防'], longitude: null },
    });
    expect(second).toMatchObject({ id: 'cam-2', grid: `${EAST}001`, tags: [] });
    expect(second.longitude).toBeCloseTo(104.004, 6);
    expect(third).toMatchObject({ id: 'cam-3', grid: `${EAST}001`, longitude: 104.005 });
  });

  test('keeps what a later file does not speak of', async () => {
    await importFile(
      database.db,
      null,
      await csv('a.csv', ['id,family,name,grid,vendor,tags', `d1,camera,甲,${EAST},某厂,a;b`]),
    );
    await importFile(database.db, null, await csv('b.csv', ['id,family,name,grid', `d1,camera,乙,${EAST}`]));
    expect(await devices()).toMatchObject([{ name: '乙', vendor: '某厂', tags: ['a', 'b'], version: 2 }]);
  });

  test('tells a code that the spreadsheet has cut to 15 digits, instead of taking it', async () => {
    const file = await xlsx('cut.xlsx', [
      ['code', 'name'],
      [Number('51140200100100101'), '微网格'],
      [511402001001003, '十五位仍然准确'],
    ]);
    const report = await importFile(database.db, 'grids', file, { dryRun: true });
    expect(report.faults).toMatchObject([{ line: 2, column: 'code' }]);
    expect(report.faults[0]?.reasonZh).toContain('截断');
    expect(report.added).toBe(1);
  });

  test('of posts takes dates of the spreadsheet', async () => {
    const file = await xlsx('posts.xlsx', [
      ['role', 'grid', 'title', 'valid_from'],
      [
        '网格员',
        EAST,
        '一号网格员',
        { value: new Date(Date.UTC(2026, 2, 5)), type: Date, format: 'yyyy-mm-dd' },
      ],
    ]);
    expect(await importFile(database.db, null, file)).toMatchObject({
      kind: 'posts',
      added: 1,
      applied: true,
    });
    const { rows } = await database.db.pool.query('SELECT valid_from FROM post');
    expect(rows[0].valid_from.toISOString()).toBe('2026-03-04T16:00:00.000Z');
  });

  test("of posts takes days and hours of the site's zone", async () => {
    const at = (value: Date) => ({ value, type: Date, format: 'yyyy-mm-dd hh:mm' });
    const file = await xlsx('west.xlsx', [
      ['role', 'grid', 'title', 'valid_from', 'valid_to'],
      [
        ...['网格员', EAST, '西部一号网格员'],
        ...[at(new Date(Date.UTC(2026, 2, 5))), at(new Date(Date.UTC(2026, 2, 6, 8, 30)))],
      ],
    ]);
    await importFile(database.db, 'posts', file, { zone: 'Asia/Urumqi' });
    const { rows } = await database.db.pool.query(
      `SELECT valid_from, valid_to FROM post JOIN person ON person.id = person_id WHERE title = '西部一号网格员'`,
    );
    expect([rows[0].valid_from.toISOString(), rows[0].valid_to.toISOString()]).toEqual([
      '2026-03-04T18:00:00.000Z',
      '2026-03-06T02:30:00.000Z',
    ]);
  });

  test.each([
    ['bytes that only begin like one', Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3])],
    ['an empty archive', Buffer.concat([Buffer.from([0x50, 0x4b, 0x03, 0x04]), Buffer.alloc(64)])],
  ])('that is none is refused: %s', async (_, bytes) => {
    await writeFile(path('broken.xlsx'), bytes);
    await expect(importFile(database.db, null, path('broken.xlsx'))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});

describe('a file with bad rows', () => {
  const LINES = [
    'id,family,name,grid',
    `d1,camera,甲,${EAST}`,
    `d2,drone,"乙, ""二""",${EAST}`,
    'd3,camera,丙,',
    `d4,camera,丁,${EAST}`,
  ];

  test.each(['bad.xlsx', 'bad.csv'])(
    'is written again as %s with them marked and the reason beside them',
    async (name) => {
      const errorFile = path(name);
      const report = await importFile(database.db, null, await csv('in.csv', LINES), { errorFile });
      expect(report).toMatchObject({ applied: false, added: 2 });
      expect(await devices()).toEqual([]);
      const bytes = await readFile(errorFile);
      const { rows } = name.endsWith('.csv') ? csvRows(bytes) : await xlsxRows(bytes);
      expect(rows.map(({ cells }) => cells.slice(0, 4))).toEqual([
        ['id', 'family', 'name', 'grid'],
        ['d1', 'camera', '甲', EAST],
        ['d2', 'drone', '乙, "二"', EAST],
        ['d3', 'camera', '丙', ''],
        ['d4', 'camera', '丁', EAST],
      ]);
      const reasons = rows.map(({ cells }) => cells[4]);
      expect(reasons[0]).toBe(ERROR_COLUMN);
      expect([reasons[1], reasons[4]]).toEqual(['', '']);
      expect(reasons[2]).toContain('family: 应为');
      expect(reasons[3]).toContain('gridCode: 为空');
      // read again as it is: the same faults, and one error column still
      const again = await importFile(database.db, null, errorFile, { errorFile });
      expect(again.faults.map(({ line }) => line)).toEqual([3, 4]);
      const second = await readFile(errorFile);
      const header = (name.endsWith('.csv') ? csvRows(second) : await xlsxRows(second)).rows[0]?.cells;
      expect(header).toEqual(['id', 'family', 'name', 'grid', ERROR_COLUMN]);
    },
  );

  test('is taken in part when that is asked for, and a dry run writes nothing but the error file', async () => {
    const file = await csv('in.csv', LINES);
    const errorFile = path('dry.xlsx');
    expect(
      await importFile(database.db, null, file, { dryRun: true, partial: true, errorFile }),
    ).toMatchObject({ applied: false });
    expect(await devices()).toEqual([]);
    expect((await readFile(errorFile)).length).toBeGreaterThan(0);
    expect(await importFile(database.db, null, file, { partial: true })).toMatchObject({
      applied: true,
      added: 2,
    });
    expect((await devices()).map(({ id }) => id)).toEqual(['d1', 'd4']);
  });

  test('leaves no error file when nothing is bad', async () => {
    const errorFile = path('none.xlsx');
    await importFile(database.db, null, await csv('ok.csv', LINES.slice(0, 2)), { errorFile });
    await expect(readFile(errorFile)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

test('what was imported stands in the audit trail', async () => {
  await importFile(
    database.db,
    null,
    await csv('audited.csv', ['id,family,name,grid', `d1,camera,甲,${EAST}`]),
  );
  const { rows } = await database.db.pool.query(
    'SELECT actor, kind, object_id, after FROM audit_log ORDER BY audit_log.seq DESC LIMIT 1',
  );
  expect(rows).toEqual([
    {
      actor: 'import',
      kind: 'devices',
      object_id: 'audited.csv',
      after: { added: 1, updated: 0, refused: 0 },
    },
  ]);
});
