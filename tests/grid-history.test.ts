import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gridLevel, parentCode } from '../core/grid.ts';
import type { Principal } from '../core/permissions.ts';
import { within } from '../ingest/batch-transaction.ts';
import { createRegistry } from '../ingest/registry.ts';
import { verifyAudit } from '../runtime/audit.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { createGrids } from '../subgraphs/grids/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, principal } from './support/governance.ts';
import { testLog } from './support/log.ts';
import { until } from './support/until.ts';

const COMMUNITY = '511402001001';
const [OLD, NEXT, A, B] = ['001', '002', '003', '004'].map((serial) => `${COMMUNITY}${serial}`);
const box = (west: number, east: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 30],
      [east, 30],
      [east, 30.01],
      [west, 30.01],
      [west, 30],
    ],
  ],
});
const LAST_YEAR = '2025-11-21T00:00:00Z';

let test: TestDb;
let grids: Subgraph;
let closeFeed: () => Promise<void>;
const boss = principal('operations');

async function addGrid(code: string, boundary: object | null = null): Promise<void> {
  await test.db.pool.query(
    'INSERT INTO grid (code, level, name, parent_code, boundary, households) VALUES ($1, $2, $3, $4, $5, 100)',
    [code, gridLevel(code), `grid ${code}`, code.length === 4 ? null : parentCode(code), boundary],
  );
}
async function rows(sql: string, values: unknown[] = []) {
  return (await test.db.pool.query(sql, values)).rows;
}
async function gridAt(longitude: number, more = '') {
  const { data } = await ask(
    grids,
    boss,
    `{ gridAt(longitude: ${longitude}, latitude: 30.005 ${more}) { code } }`,
  );
  return data.gridAt?.code ?? null;
}

beforeAll(async () => {
  test = await testDb();
  const deps = governanceDeps(test.db);
  closeFeed = () => deps.feed.close();
  grids = createGrids(deps);
  for (const code of ['5114', '511402', '511402001', COMMUNITY]) await addGrid(code);
  await test.db.pool.query('UPDATE grid SET boundary = $2 WHERE code = $1', [COMMUNITY, box(104, 104.03)]);
  await addGrid(OLD ?? '', box(104, 104.02));
  await addGrid(`${OLD}01`, box(104, 104.01));
  await addGrid(`${OLD}02`, box(104.01, 104.02));
  await addGrid(NEXT ?? '', box(104.02, 104.03));
  const { pool } = test.db;
  await pool.query(
    `INSERT INTO device (id, family, name, state, grid_code, longitude, latitude) VALUES
       ('cam-west', 'camera', 'w', 'CLAIMED', $1, 104.005, 30.005), ('cam-east', 'camera', 'e', 'CLAIMED', $1, 104.015, 30.005),
       ('cam-lost', 'camera', 'l', 'CLAIMED', $1, NULL, NULL)`,
    [OLD],
  );
  await pool.query(
    `INSERT INTO building (id, grid_code, name, longitude, latitude) VALUES ('b-east', $1, '3 号楼', 104.016, 30.004)`,
    [OLD],
  );
  await pool.query(
    `INSERT INTO household (id, grid_code, building_id, head_name, phone) VALUES ('h1', $1, 'b-east', '王建国', '13812345678')`,
    [OLD],
  );
  await pool.query(`INSERT INTO household (id, grid_code, head_name) VALUES ('h2', $1, '李四')`, [
    `${OLD}02`,
  ]);
  await pool.query(`INSERT INTO person (id, title) VALUES ('p1', '网格长')`);
  await pool.query(
    `INSERT INTO post (id, role, grid_code, person_id, valid_from) VALUES ('post1', 'GRID_HEAD', $1, 'p1', '2025-01-01')`,
    [OLD],
  );
  for (const [id, closed] of [
    ['wo_open', null],
    ['wo_last_year', LAST_YEAR],
  ]) {
    await pool.query(
      `INSERT INTO work_order (id, case_number, profile, state, source, matter, title, severity, grid_code,
         dispatch_explanation, created_at, updated_at, closed_at, version)
       VALUES ($1, $1, 'TEST', $2, 'patrol', 'other', 't', 1, $3, '', $4, $4, $5, 1)`,
      [id, closed === null ? 'IN_PROGRESS' : 'CLOSED', OLD, LAST_YEAR, closed],
    );
  }
});
afterAll(async () => {
  await closeFeed();
  await test.close();
});

const SPLIT = `mutation ($input: SplitGridInput!) { splitGrid(input: $input) {
  applied faults { code object textEn textZh } recoded { from to } moves { kind from to count }
  findings { kind gridCodes areaM2 } grids { code name status predecessors { gridCode change } } } }`;
const input = (more: object = {}) => ({
  ...{ gridCode: OLD, reason: '小区扩大', rest: A },
  parts: [
    { code: A, name: '西区', boundary: box(104, 104.01) },
    { code: B, name: '东区', boundary: box(104.01, 104.02) },
  ],
  ...more,
});

describe('a boundary has versions (HUA-03)', () => {
  it('and a point in the past is looked up by the boundary of its day', async () => {
    const SET = `mutation ($input: SetGridBoundaryInput!) { setGridBoundary(input: $input) {
      applied faults { code object textZh } findings { kind gridCodes } grid { code } } }`;
    expect(await gridAt(104.025)).toBe(NEXT);
    // from the first of the year on it reaches 0.001 degrees into its neighbour
    const drawn = { gridCode: NEXT, boundary: box(104.019, 104.03), validFrom: '2026-01-01T00:00:00+08:00' };
    const { data } = await ask(grids, boss, SET, { input: { ...drawn, dryRun: true } });
    expect(data.setGridBoundary).toMatchObject({ applied: false, faults: [] });
    expect(data.setGridBoundary.findings).toEqual([{ kind: 'OVERLAP', gridCodes: [OLD, NEXT] }]);
    expect((await ask(grids, boss, SET, { input: drawn })).data.setGridBoundary.applied).toBe(true);
    const back = { gridCode: NEXT, boundary: box(104.02, 104.03), validFrom: '2026-03-01T00:00:00+08:00' };
    await ask(grids, boss, SET, { input: back });
    const level = 'level: GRID';
    await until(async () => (await gridAt(104.0305, level)) === null);
    // both claim it: the lowest code
    expect(await gridAt(104.0195, `${level}, at: "2026-02-01T00:00:00Z"`)).toBe(OLD);
    const { data: history } = await ask(
      grids,
      boss,
      `{ grid(code: "${NEXT}") { boundary old: boundary(at: "2026-02-01T00:00:00Z")
           boundaryVersions { validFrom validTo areaM2 drawnBy } } }`,
    );
    expect(history.grid.boundary).toEqual(box(104.02, 104.03));
    expect(history.grid.old).toEqual(box(104.019, 104.03));
    expect(history.grid.boundaryVersions).toMatchObject([
      { validFrom: '2026-02-28T16:00:00.000Z', validTo: null },
      { validFrom: '2025-12-31T16:00:00.000Z', validTo: '2026-02-28T16:00:00.000Z' },
      { validFrom: null, validTo: '2025-12-31T16:00:00.000Z' },
    ]);
  });

  it('is refused with a code and a way to mend it when it is no sound polygon', async () => {
    const SET = `mutation ($input: SetGridBoundaryInput!) { setGridBoundary(input: $input) {
      applied faults { code object textEn textZh } } }`;
    const crossed = box(104.02, 104.03);
    const [ring = []] = crossed.coordinates;
    const bad = { type: 'Polygon', coordinates: [[ring[0], ring[2], ring[1], ring[3], ring[0]]] };
    const { data } = await ask(grids, boss, SET, { input: { gridCode: NEXT, boundary: bad } });
    expect(data.setGridBoundary).toMatchObject({
      applied: false,
      faults: [{ code: 'RING_CROSSES_ITSELF', object: NEXT }],
    });
    expect(data.setGridBoundary.faults[0].textZh).toContain('自相交');
  });

  it('is refused when its holes meet or reach out of it, with the rings and the place', async () => {
    const SET = `mutation ($input: SetGridBoundaryInput!) { setGridBoundary(input: $input) {
      applied faults { code object textEn textZh } } }`;
    const [outer = []] = box(104.02, 104.03).coordinates;
    const hole = (west: number, east: number) =>
      box(west, east).coordinates.flatMap((ring) => ring.map(([x = 0, y = 0]) => [x, (y - 30) / 2 + 30.002]));
    const coordinates = [outer, hole(104.022, 104.025), hole(104.024, 104.027), hole(104.029, 104.032)];
    const bad = { type: 'Polygon', coordinates };
    const { data } = await ask(grids, boss, SET, { input: { gridCode: NEXT, boundary: bad } });
    expect(data.setGridBoundary).toMatchObject({
      applied: false,
      faults: [
        { code: 'HOLES_OVERLAP', textZh: expect.stringContaining('/coordinates/2 与 /coordinates/1') },
        {
          code: 'HOLE_OUTSIDE',
          textEn: expect.stringMatching(/near 104\.03.*\/coordinates\/3 with \/coordinates\/0/),
        },
      ],
    });
  });

  it('is looked at against its parent and neighbours', async () => {
    const { data } = await ask(
      grids,
      boss,
      `{ boundaryReport(gridCode: "${COMMUNITY}") { kind gridCodes areaM2 textEn textZh } }`,
    );
    expect(data.boundaryReport).toEqual([]);
  });
});

describe('a split (LA-07)', () => {
  it('that would leave things to nobody is refused, each named, and a dry run changes nothing', async () => {
    const { data } = await ask(grids, boss, SPLIT, { input: input({ rest: null }) });
    expect(data.splitGrid.applied).toBe(false);
    expect(data.splitGrid.faults.map(({ object }: { object: string }) => object)).toEqual([
      'DEVICE cam-lost',
      'ORDER wo_open',
      'POST post1',
    ]);
    const dry = await ask(grids, boss, SPLIT, { input: input({ dryRun: true }) });
    expect(dry.data.splitGrid).toMatchObject({ applied: false, faults: [], findings: [], grids: [] });
    expect(dry.data.splitGrid.recoded).toEqual([
      { from: `${OLD}01`, to: `${A}01` },
      { from: `${OLD}02`, to: `${B}02` },
    ]);
    expect(await rows(`SELECT code FROM grid WHERE code LIKE $1`, [`${A}%`])).toEqual([]);
  });

  it('needs the right and the scope', async () => {
    const may = async (who: Principal) =>
      (await ask(grids, who, SPLIT, { input: input({ dryRun: true }) })).codes;
    expect(await may(principal('gridWorker'))).toEqual(['FORBIDDEN']);
    expect(await may(principal('community', ['511402002']))).toEqual(['OUT_OF_SCOPE']);
    expect(await may(principal('community', [OLD ?? '']))).toEqual(['OUT_OF_SCOPE']);
  });

  it('moves devices, households, posts and open orders, keeps closed ones, and ingest hears of it', async () => {
    const registry = await createRegistry(test.db, testLog);
    const sighting = (deviceId: string) => ({
      ...{
        deviceId,
        family: 'camera' as const,
        gridHint: null,
        codec: 'test',
        heardMs: 1,
        atMs: 0,
        aliveMs: 0,
      },
    });
    const place = (deviceId: string) =>
      test.db.tx(async (client) => {
        const resolved = await registry.resolve(within(client), new Map([[deviceId, sighting(deviceId)]]));
        return resolved.placeOf(deviceId, null).gridCode;
      });
    expect(await place('cam-east')).toBe(OLD);

    const { data, messages } = await ask(grids, boss, SPLIT, {
      input: input({ targets: [{ kind: 'POST', id: 'post1', to: B }] }),
    });
    expect(messages).toEqual([]);
    expect(data.splitGrid).toMatchObject({ applied: true, faults: [] });
    expect(data.splitGrid.grids).toEqual([
      { code: A, name: '西区', status: 'ACTIVE', predecessors: [{ gridCode: OLD, change: 'SPLIT' }] },
      { code: B, name: '东区', status: 'ACTIVE', predecessors: [{ gridCode: OLD, change: 'SPLIT' }] },
    ]);
    expect(await rows('SELECT id, grid_code AS grid FROM device ORDER BY id')).toEqual([
      { id: 'cam-east', grid: B },
      { id: 'cam-lost', grid: A },
      { id: 'cam-west', grid: A },
    ]);
    expect(await rows('SELECT id, grid_code AS grid FROM household ORDER BY id')).toEqual([
      { id: 'h1', grid: B },
      { id: 'h2', grid: `${B}02` },
    ]);
    expect(await rows('SELECT id, grid_code AS grid, case_number AS n FROM work_order ORDER BY id')).toEqual([
      { id: 'wo_last_year', grid: OLD, n: 'wo_last_year' },
      { id: 'wo_open', grid: A, n: 'wo_open' },
    ]);
    expect(
      await rows(`SELECT version, action, changes FROM work_order_event WHERE work_order_id = 'wo_open'`),
    ).toEqual([
      {
        ...{ version: 2, action: 'MOVE_GRID' },
        changes: { before: { gridCode: OLD, version: 1 }, after: { gridCode: A, version: 2 } },
      },
    ]);
    // who was head then stays told
    expect(
      await rows('SELECT grid_code AS grid, valid_to IS NULL AS held FROM post ORDER BY valid_from'),
    ).toEqual([
      { grid: OLD, held: false },
      { grid: B, held: true },
    ]);
    await until(async () => (await place('cam-east')) === B);
    await registry.close();
    expect((await verifyAudit(test.db.pool)).sound).toBe(true);
  });

  it('leaves the old grid readable: its status, its successors, its boundary of the time', async () => {
    const { data } = await ask(
      grids,
      boss,
      `{ grid(code: "${OLD}") { status validTo boundary old: boundary(at: "2026-06-01T00:00:00Z")
           successors { gridCode change reason grid { name } } }
         grids(parent: "${COMMUNITY}") { nodes { code } totalCount }
         retired: grids(parent: "${COMMUNITY}", status: RETIRED) { nodes { code } }
         community: grid(code: "${COMMUNITY}") { children { nodes { code } totalCount } } }`,
    );
    expect(data.grid).toMatchObject({ status: 'RETIRED', boundary: null, old: box(104, 104.02) });
    expect(data.grid.validTo).not.toBeNull();
    expect(data.grid.successors).toEqual([
      { gridCode: A, change: 'SPLIT', reason: '小区扩大', grid: { name: '西区' } },
      { gridCode: B, change: 'SPLIT', reason: '小区扩大', grid: { name: '东区' } },
    ]);
    const codes = (list: { nodes: { code: string }[] }) => list.nodes.map(({ code }) => code);
    expect(codes(data.grids)).toEqual([NEXT, A, B]);
    expect(codes(data.retired)).toEqual([OLD]);
    expect(codes(data.community.children)).toEqual([NEXT, A, B]);
    expect(data.community.children.totalCount).toBe(3);
  });

  it('answers a point by the day that is asked about', async () => {
    await until(async () => (await gridAt(104.005, 'level: GRID')) === A);
    expect(await gridAt(104.005)).toBe(`${A}01`);
    expect(await gridAt(104.005, 'at: "2026-06-01T00:00:00Z"')).toBe(`${OLD}01`);
    expect(await gridAt(104.005, 'level: COMMUNITY')).toBe(COMMUNITY);
    expect(await gridAt(104.005, 'level: NEIGHBOUR_UNIT')).toBeNull();
  });
});

describe('a merger', () => {
  const MERGE = `mutation ($input: MergeGridsInput!) { mergeGrids(input: $input) {
    applied faults { code object } recoded { from to } moves { kind from to count }
    grids { code name status boundary predecessors { gridCode change } } } }`;

  it('makes the grids one with all that hangs on them', async () => {
    const merged = { gridCodes: [A, B], into: A, name: '全区', reason: '合并' };
    const dry = await ask(grids, boss, MERGE, { input: { ...merged, dryRun: true } });
    expect(dry.data.mergeGrids).toMatchObject({ applied: false, faults: [] });
    const { data } = await ask(grids, boss, MERGE, { input: merged });
    expect(data.mergeGrids.applied).toBe(true);
    expect(data.mergeGrids.grids[0]).toMatchObject({ code: A, name: '全区', status: 'ACTIVE' });
    expect(data.mergeGrids.recoded).toEqual([
      { from: B, to: A },
      { from: `${B}02`, to: `${A}02` },
    ]);
    expect(await rows('SELECT DISTINCT grid_code AS grid FROM device')).toEqual([{ grid: A }]);
    await until(async () => (await gridAt(104.015, 'level: GRID')) === A);
    expect(await rows(`SELECT count(*)::int AS n FROM grid WHERE status = 'RETIRED'`)).toEqual([{ n: 5 }]);
    expect(await rows(`SELECT grid_code AS grid FROM work_order WHERE id = 'wo_last_year'`)).toEqual([
      { grid: OLD },
    ]);
  });

  it('of codes that were given before is refused', async () => {
    const { data } = await ask(grids, boss, MERGE, {
      input: { gridCodes: [A, NEXT], into: OLD, name: '某', reason: '合并', dryRun: true },
    });
    expect(data.mergeGrids.faults).toEqual([{ code: 'CODE_TAKEN', object: OLD }]);
  });
});

it('a code of 20 digits of CJ/T 349 finds its grid', async () => {
  await test.db.pool.query(`INSERT INTO grid_alias VALUES ('CJ/T 349', '51140200100100100001', $1)`, [A]);
  const { data } = await ask(
    grids,
    boss,
    '{ grid(code: "51140200100100100001") { code aliases { scheme code } } none: grid(code: "51140200100100109999") { code } }',
  );
  expect(data.grid).toEqual({ code: A, aliases: [{ scheme: 'CJ/T 349', code: '51140200100100100001' }] });
  expect(data.none).toBeNull();
});
