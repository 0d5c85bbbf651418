import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wgs84ToGcj02 } from '../core/geo.ts';
import { exportFile } from '../hub/export.ts';
import { importFile } from '../hub/import.ts';
import type { ImportKind } from '../hub/import-columns.ts';
import { csvRows } from '../hub/import-csv.ts';
import { ERROR_COLUMN } from '../hub/import-error-file.ts';
import { undoImport } from '../hub/import-undo.ts';
import { xlsxRows } from '../hub/import-xlsx.ts';
import { type TestDb, testDb } from './support/db.ts';

const G = '510100001001001';
let database: TestDb;
let folder: string;

beforeAll(async () => {
  database = await testDb();
  folder = await mkdtemp(join(tmpdir(), 'wangge-places-'));
  for (const kind of [
    'grids',
    'boundaries',
    'buildings',
    'households',
    'key-persons',
    'posts',
    'devices',
  ] as const) {
    const name = kind === 'boundaries' ? 'boundaries.example.geojson' : `${kind}.example.csv`;
    const report = await importFile(
      database.db,
      kind,
      new URL(`../deploy/${name}`, import.meta.url).pathname,
    );
    expect(report).toMatchObject({ faults: [], findings: [], applied: true });
  }
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.close();
});

const path = (name: string) => join(folder, name);
async function file(name: string, text: string | string[]): Promise<string> {
  await writeFile(path(name), typeof text === 'string' ? text : text.join('\n'));
  return path(name);
}
async function rows(sql: string, values: unknown[] = []) {
  return (await database.db.pool.query(sql, values)).rows;
}
const read = (kind: ImportKind, name: string, lines: string[]) =>
  file(name, lines).then((at) => importFile(database.db, kind, at));
const feature = (code: string, ring: number[][], more: object = {}) => ({
  type: 'Feature',
  properties: { code, ...more },
  geometry: { type: 'Polygon', coordinates: [ring] },
});
const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });
const box = (west: number, east: number) => [
  [west, 30],
  [east, 30],
  [east, 30.003],
  [west, 30.003],
  [west, 30],
];

describe('boundaries from GeoJSON (HUA-03, LA-07)', () => {
  test('are told feature by feature when they are wrong: code, place, and how to mend it', async () => {
    const bad = collection(
      feature(G, [...box(104, 104.004).slice(0, 4)]),
      feature(
        `${G}01`,
        [
          box(104, 104.002)[0],
          box(104, 104.002)[2],
          box(104, 104.002)[1],
          box(104, 104.002)[3],
          box(104, 104.002)[0],
        ].map((p) => p ?? []),
      ),
      feature(
        `${G}02`,
        box(104, 104.002).map(([x = 0, y = 0]) => [y, x]),
      ),
      feature('510100001001009', box(104, 104.002)),
      feature(`${G}01`, box(104, 104.002)),
      { type: 'Feature', properties: {}, geometry: null },
    );
    const errorFile = path('marked.geojson');
    const report = await importFile(database.db, 'boundaries', await file('bad.geojson', bad), { errorFile });
    expect(report.applied).toBe(false);
    expect(report.faults.map(({ line, code }) => [line, code])).toEqual([
      [1, 'RING_NOT_CLOSED'],
      [2, 'RING_CROSSES_ITSELF'],
      [3, 'COORDINATE_ORDER'],
      [4, 'NO_GRID'],
      [6, 'MISSING'],
      [6, 'MISSING'],
    ]);
    const marked = JSON.parse(await readFile(errorFile, 'utf8'));
    expect(marked.features[0].properties[ERROR_COLUMN]).toContain('请在环的末尾重复首点');
    expect(marked.features[4].properties[ERROR_COLUMN]).toBeUndefined();
  });

  test('may come in GCJ-02, are stored on WGS-84, and overlaps and gaps are told with their size', async () => {
    const gcj = box(104, 104.0021).map(([longitude = 0, latitude = 0]) => {
      const shifted = wgs84ToGcj02({ longitude, latitude });
      return [shifted.longitude, shifted.latitude];
    });
    const text = collection(feature(`${G}01`, gcj, { coordinateSystem: 'GCJ-02', validFrom: '2026-06-01' }));
    const report = await importFile(database.db, 'boundaries', await file('gcj.geojson', text));
    expect(report).toMatchObject({ applied: true, added: 0, updated: 1, faults: [] });
    expect(report.findings.map(({ en }) => en)).toEqual([
      expect.stringMatching(new RegExp(`^grids ${G}01 and ${G}02 overlap by 3,\\d{3} m² near`)),
    ]);
    const versions = await rows(
      `SELECT valid_from AS since, (boundary #>> '{coordinates,0,1,0}')::float8 AS east FROM grid_boundary
       WHERE grid_code = $1 ORDER BY grid_boundary.valid_from`,
      [`${G}01`],
    );
    expect(versions).toHaveLength(2);
    expect(versions[1].east).toBeCloseTo(104.0021, 6);
    // the same file again draws no third version; undone, the first holds again
    const again = await importFile(database.db, 'boundaries', path('gcj.geojson'));
    expect(await rows('SELECT FROM grid_boundary WHERE grid_code = $1', [`${G}01`])).toHaveLength(2);
    expect((await undoImport(database.db, again.batchId ?? '')).applied).toBe(true);
    expect(await undoImport(database.db, report.batchId ?? '')).toMatchObject({
      applied: true,
      conflicts: [],
    });
    const [now] = await rows(`SELECT boundary #>> '{coordinates,0,1,0}' AS east FROM grid WHERE code = $1`, [
      `${G}01`,
    ]);
    expect(Number(now.east)).toBe(104.002);
  });
});

describe('bad lines of places (RS-09, LA-08)', () => {
  test.each<[ImportKind, string[], string[]]>([
    [
      'grids',
      ['code,name', '510100001001,社区', '510100001009001,上级不在', '5101,市', '5101,又一个'],
      ['3 NO_PARENT', '5 DUPLICATE'],
    ],
    [
      'grids',
      ['code,name,alias', `${G},甲,123`, '991400,外,', '510100001001000,零,'],
      ['2 BAD_CODE', '3 BAD_CODE', '4 BAD_CODE'],
    ],
    [
      'households',
      [
        'householdId,gridCode,buildingId',
        'x1,,',
        'x2,510100001001777,',
        'x3,,nowhere',
        'x4,510100001002,hpl-1',
      ],
      ['2 NO_GRID', '3 NO_GRID', '4 NO_OBJECT', '4 NO_GRID', '5 NO_GRID'],
    ],
    ['households', ['householdId,gridCode,longitude,latitude', 'x1,,105,31'], ['2 NO_GRID']],
    [
      'households',
      ['householdId,gridCode,headName,permanent', `x1,${G},王某 51140219500101123X,maybe`],
      ['2 IDENTITY_NUMBER', '2 BAD_VALUE'],
    ],
    [
      'key-persons',
      ['keyPersonId,category,name,householdId', 'k9,king,甲某,hpl-1-102', 'k8,独居老人,王**,hpl-1-102'],
      ['2 BAD_VALUE', '3 MISSING'],
    ],
    [
      'buildings',
      ['buildingId,name,gridCode,leaderId,floorLeaders', `b9,九号楼,${G},nobody,3-p1`],
      ['2 NO_OBJECT', '2 BAD_VALUE'],
    ],
  ])('of %s are told with line and stable code: %#', async (kind, lines, expected) => {
    const report = await read(kind, 'bad.csv', lines);
    expect(report.applied).toBe(false);
    expect(report.faults.map(({ line, code }) => `${line} ${code}`)).toEqual(expected);
    for (const { reason, reasonZh } of report.faults) {
      expect(reason).not.toBe('');
      expect(reasonZh).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('an undo', () => {
  test('takes away what was new and sets back what was changed', async () => {
    const before = await rows('SELECT * FROM household ORDER BY id');
    const report = await read('households', 'more.csv', [
      'householdId,buildingId,headName,room',
      'hpl-1-101,hpl-1,改名,',
      'hpl-9,hpl-1,新户,901',
    ]);
    expect(report).toMatchObject({ added: 1, updated: 1, applied: true });
    expect(await rows(`SELECT head_name AS n, room FROM household WHERE id = 'hpl-1-101'`)).toEqual([
      { n: '改名', room: '101' },
    ]);
    expect(await undoImport(database.db, report.batchId ?? '', { dryRun: true })).toMatchObject({
      restored: 1,
      removed: 1,
      applied: false,
    });
    expect(await undoImport(database.db, report.batchId ?? '')).toMatchObject({
      restored: 1,
      removed: 1,
      conflicts: [],
      applied: true,
    });
    const strip = (all: Record<string, unknown>[]) => all.map(({ updated_at: _, ...row }) => row);
    expect(strip(await rows('SELECT * FROM household ORDER BY id'))).toEqual(strip(before));
    await expect(undoImport(database.db, report.batchId ?? '')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    await expect(undoImport(database.db, 'imp_none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('lists what was changed or is used since, and then undoes nothing unless told', async () => {
    const grids = await read('grids', 'more-grids.csv', [
      'code,name',
      `${G}07,七号`,
      `${G}0701,一邻`,
      `${G}08,八号`,
    ]);
    const people = await read('households', 'in-new.csv', ['householdId,gridCode', `hn-1,${G}0701`]);
    expect(people.applied).toBe(true);
    await database.db.pool.query(`UPDATE grid SET name = '改了' WHERE code = $1`, [`${G}08`]);
    const refused = await undoImport(database.db, grids.batchId ?? '');
    expect(refused.applied).toBe(false);
    expect(refused.conflicts.map(({ key, en }) => [key.slice(15), en])).toEqual([
      ['08', 'was changed since'],
      ['0701', 'is used by something that came later'],
      ['07', 'is used by something that came later'],
    ]);
    expect(await rows('SELECT FROM grid WHERE code LIKE $1', [`${G}07%`])).toHaveLength(2);
    // the later import first, then the earlier one as far as it goes
    expect((await undoImport(database.db, people.batchId ?? '')).applied).toBe(true);
    expect(await undoImport(database.db, grids.batchId ?? '', { partial: true })).toMatchObject({
      applied: true,
      removed: 2,
    });
    expect(
      await rows('SELECT code FROM grid WHERE code >= $1 AND code < $2 AND length(code) > 15', [
        `${G}07`,
        `${G}09`,
      ]),
    ).toEqual([{ code: `${G}08` }]);
  });
});

describe('an export', () => {
  test.each(['csv', 'xlsx'])(
    'as .%s is what the import reads, persons masked, and changes nothing when read again',
    async (ending) => {
      for (const kind of [
        'grids',
        'boundaries',
        'buildings',
        'households',
        'key-persons',
        'posts',
        'devices',
      ] as const) {
        if (kind === 'boundaries' && ending === 'xlsx') continue;
        const name = path(`${kind}.${ending}`);
        expect(await exportFile(database.db, kind, name)).toBeGreaterThan(0);
        const bytes = await readFile(name);
        const table = ending === 'csv' ? csvRows(bytes) : await xlsxRows(bytes);
        expect(JSON.stringify(table.rows)).not.toMatch(/13800000002|乙某|行动不便/);
        const report = await importFile(database.db, kind, name, { dryRun: true });
        expect(report).toMatchObject({ added: 0, faults: [] });
      }
      const before = await rows(`SELECT head_name, phone FROM household ORDER BY id`);
      await importFile(database.db, 'households', path(`households.${ending}`));
      expect(await rows(`SELECT head_name, phone FROM household ORDER BY id`)).toEqual(before);
    },
  );

  test('of boundaries as GeoJSON comes back as it went', async () => {
    await exportFile(database.db, 'boundaries', path('out.geojson'), { grid: G });
    const { features } = JSON.parse(await readFile(path('out.geojson'), 'utf8'));
    expect(features.map(({ properties }: { properties: { code: string } }) => properties.code)).toEqual([
      G,
      `${G}01`,
      `${G}02`,
    ]);
    expect(await importFile(database.db, 'boundaries', path('out.geojson'), { dryRun: true })).toMatchObject({
      faults: [],
      findings: [],
    });
  });

  test('with a reason shows persons, and is audited', async () => {
    await exportFile(database.db, 'households', path('open.csv'), { personalReason: '年度核对' });
    expect(await readFile(path('open.csv'), 'utf8')).toContain('乙某');
    const [last] = await rows(`SELECT action, after FROM audit_log ORDER BY seq DESC LIMIT 1`);
    expect(last).toMatchObject({ action: 'exportPersonal', after: { reason: '年度核对' } });
  });

  test('gives no spreadsheet a formula, and the import takes the mark off again', async () => {
    await read('buildings', 'formula.csv', [
      'buildingId,name,gridCode,address',
      `bf,"=HYPERLINK(""x"")",${G},@SUM(1)`,
    ]);
    await exportFile(database.db, 'buildings', path('formula-out.csv'));
    expect(await readFile(path('formula-out.csv'), 'utf8')).toContain(`"'=HYPERLINK(""x"")"`);
    const back = await importFile(database.db, 'buildings', path('formula-out.csv'));
    expect(back.applied).toBe(true);
    expect(await rows(`SELECT name, address FROM building WHERE id = 'bf'`)).toEqual([
      { name: '=HYPERLINK("x")', address: '@SUM(1)' },
    ]);
  });
});
