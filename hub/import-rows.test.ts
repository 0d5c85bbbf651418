import { describe, expect, test } from 'vitest';
import { readCsv } from './import-csv.ts';
import { checkDevices, checkGrids, checkPosts } from './import-rows.ts';
import { UnreadableTable } from './import-table.ts';

const csv = (text: string) => readCsv(Buffer.from(text));
const places = (errors: readonly { line: number; column: string }[]) =>
  errors.map((e) => `${e.line} ${e.column}`);

describe('reading a CSV', () => {
  test('tells its kind by the header, in English or Chinese, whatever the case', () => {
    expect(csv('Code,NAME\n5114,示范市\n').kind).toBe('grids');
    expect(csv('网格编码,网格名称,常住户数\n5114,示范市,\n').lines[0]?.cells).toMatchObject({
      code: '5114',
      name: '示范市',
    });
    expect(csv('role,grid_code,title\n').kind).toBe('posts');
    expect(csv('设备编号,设备类别,设备名称,网格编码\n').kind).toBe('devices');
  });

  test('reads what Excel writes on a Chinese Windows, and a byte order mark', () => {
    const gbk = Buffer.concat([Buffer.from('code,name\n5114,'), Buffer.from([0xca, 0xbe, 0xb7, 0xb6])]);
    expect(readCsv(gbk).lines[0]?.cells.name).toBe('示范');
    expect(csv('\uFEFFcode,name\r\n5114,"示范,市"\r\n\r\n').lines).toEqual([
      { line: 2, cells: { code: '5114', name: '示范,市' } },
    ]);
  });

  test('names the lines with the wrong number of cells and goes on', () => {
    const read = csv('code,name\n5114\n511421,示范县\n1,2,3\n');
    expect(read.errors.map((error) => error.line)).toEqual([2, 4]);
    expect(read.lines.map((line) => line.line)).toEqual([3]);
  });

  test.each([
    ['', 'empty'],
    ['a,b\n1,2\n', 'fits no kind'],
    ['code,name\n"5114,x\n', 'not CSV'],
  ])('refuses a file that is no such table: %j', (text, reason) => {
    expect(() => csv(text)).toThrow(UnreadableTable);
    expect(() => csv(text)).toThrow(reason);
  });

  test('names the columns that the wanted kind lacks', () => {
    expect(() => readCsv(Buffer.from('code\n5114\n'), 'grids')).toThrow('lacks name');
  });
});

describe('checking rows', () => {
  test('takes grids in any order when every parent is there', () => {
    const { lines } = csv('code,name\n511421001,安和街道\n511421,示范县\n5114,示范市\n');
    const { rows, errors } = checkGrids(lines, new Set());
    expect(errors).toEqual([]);
    expect(rows.map((row) => [row.code, row.level, row.parentCode])).toEqual([
      ['5114', 'CITY', null],
      ['511421', 'COUNTY', '5114'],
      ['511421001', 'SUBDISTRICT', '511421'],
    ]);
  });

  test('names line and column of each fault, the child of a bad parent too', () => {
    const { lines } = csv(
      'code,name,households\n5.11421E+11,a,\n51142,b,\n511421,,\n511421001,d,-1\n511421001001,e,1\n5114,f,\n5114,g,\n',
    );
    const { rows, errors } = checkGrids(lines, new Set());
    expect(rows.map((row) => row.code)).toEqual(['5114']);
    expect(places(errors)).toEqual(['2 code', '3 code', '4 name', '5 households', '5 code', '6 code', '8 ']);
    expect(errors[0]?.reason).toContain('spreadsheet');
  });

  test('takes a role by its code or its Chinese name and gives the same ids each time', () => {
    const { lines } = csv('role,grid_code,title\n网格员,511421,一号网格员\ngrid_worker,511421,二号网格员\n');
    const [first, second] = [
      checkPosts(lines, new Set(['511421']), 'Asia/Shanghai'),
      checkPosts(lines, new Set(['511421']), 'Asia/Shanghai'),
    ];
    expect(first.errors).toEqual([]);
    expect(first.rows.map((row) => row.role)).toEqual(['GRID_WORKER', 'GRID_WORKER']);
    expect(first).toEqual(second);
    expect(new Set(first.rows.map((row) => row.id)).size).toBe(2);
  });

  test("a day begins at midnight of the site's zone, and there is no 30 February", () => {
    const { lines } = csv(
      'role,grid_code,title,valid_from,valid_to\n网格员,511421,a,2026-03-05,2026/3/7\n网格员,511421,b,2026-02-30,2026-02-30T08:00:00+08:00\n',
    );
    const terms = (zone: string) =>
      checkPosts(lines, new Set(['511421']), zone).rows.map((row) => [row.validFrom, row.validTo]);
    expect(terms('Asia/Shanghai')).toEqual([['2026-03-04T16:00:00.000Z', '2026-03-06T16:00:00.000Z']]);
    expect(terms('Asia/Urumqi')).toEqual([['2026-03-04T18:00:00.000Z', '2026-03-06T18:00:00.000Z']]);
    const { errors } = checkPosts(lines, new Set(['511421']), 'UTC');
    expect(places(errors)).toEqual(['3 validFrom', '3 validTo']);
  });

  test('refuses an unknown role, an unknown grid and a term that ends before it begins', () => {
    const { lines } = csv(
      'role,grid_code,title,valid_from,valid_to\nking,511421,a,,\n网格员,511422,b,,\n网格员,511421,c,2026-03-05,2026/3/4\n网格员,511421,d,soon,\n',
    );
    expect(places(checkPosts(lines, new Set(['511421']), 'Asia/Shanghai').errors)).toEqual([
      '2 role',
      '3 gridCode',
      '4 validTo',
      '5 validFrom',
    ]);
  });

  test('refuses a device of no family, off the globe, or with an id that no topic can hold', () => {
    const { lines } = csv(
      'id,family,name,grid_code,lon,lat\nc1,camera,a,511421,104.1,30\nc2,drone,b,511421,,\nc3,camera,c,511421,200,30\na/b,camera,d,511421,,\nc5,camera,e,511421,104.1,\nc1,camera,f,511421,,\n',
    );
    const { rows, errors } = checkDevices(lines, new Set(['511421']));
    expect(rows.map((row) => row.id)).toEqual(['c1']);
    expect(places(errors)).toEqual(['3 family', '4 longitude', '5 id', '6 latitude', '7 ']);
  });
});
