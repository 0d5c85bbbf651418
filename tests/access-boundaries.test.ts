// Who draws one grid learns nothing of the grids of others that lie around it, and takes nothing of their ground.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../core/permissions.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { createGrids } from '../subgraphs/grids/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PLACE, principal, seedPlace } from './support/governance.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;
let grids: Subgraph;
const OWN = principal('community', [PLACE.grid], 'c-own');
const COMMUNITY = principal('community', [PLACE.community], 'c-community');
const COUNTY = principal('community', [PLACE.county], 'c-county');
const NEXT = `${PLACE.community}002`;
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

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  deps = governanceDeps(test.db);
  grids = createGrids(deps);
  await test.db.pool.query(
    `INSERT INTO grid (code, level, name, parent_code) VALUES ($1, 'GRID', '邻院小区', $2)`,
    [NEXT, PLACE.community],
  );
  for (const [code, west, east] of [
    [PLACE.community, 104, 104.03],
    [PLACE.grid, 104, 104.01],
    [NEXT, 104.01, 104.02],
    [PLACE.otherCommunity, 104.03, 104.06],
    [PLACE.otherGrid, 104.03, 104.04],
  ] as const) {
    await test.db.pool.query('UPDATE grid SET boundary = $2 WHERE code = $1', [code, box(west, east)]);
  }
});
afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

async function draw(who: Principal, gridCode: string, boundary: object, dryRun = false) {
  const query = `mutation ($input: SetGridBoundaryInput!) { setGridBoundary(input: $input) {
    applied faults { code object textEn textZh } findings { kind gridCodes textEn } } }`;
  const { data, messages } = await ask(grids, who, query, { input: { gridCode, boundary, dryRun } });
  expect(messages).toEqual([]);
  return data.setGridBoundary;
}
const drawn = async (code: string) =>
  (await test.db.pool.query('SELECT count(*)::int AS n FROM grid_boundary WHERE grid_code = $1', [code]))
    .rows[0].n;

describe('drawing a grid', () => {
  it.each([true, false])(
    'over a neighbour that is not one’s own is refused, and does not say whose it is (dry run: %s)',
    async (dryRun) => {
      const before = await drawn(PLACE.grid);
      const told = await draw(OWN, PLACE.grid, box(104, 104.012), dryRun);
      expect(told).toMatchObject({ applied: false, findings: [] });
      expect(told.faults).toEqual([
        expect.objectContaining({ code: 'GROUND_OF_OTHERS', object: PLACE.grid }),
      ]);
      expect(JSON.stringify(told)).not.toContain(NEXT);
      expect(await drawn(PLACE.grid)).toBe(before);
    },
  );

  it('over one’s own neighbour is told, and done', async () => {
    const told = await draw(COMMUNITY, PLACE.grid, box(104, 104.012), true);
    expect(told).toMatchObject({
      faults: [],
      findings: [{ kind: 'OVERLAP', gridCodes: [PLACE.grid, NEXT] }],
    });
    // along the shared edge nobody’s ground is taken
    expect(await draw(OWN, PLACE.grid, box(104.001, 104.01))).toMatchObject({ applied: true, faults: [] });
  });

  it('takes no ground of another community, not by a grid of a lower level or code either', async () => {
    const reach = box(104.02, 104.035);
    for (const code of [NEXT, PLACE.community]) {
      const told = await draw(COMMUNITY, code, reach);
      expect(told).toMatchObject({ applied: false, faults: [{ code: 'GROUND_OF_OTHERS', object: code }] });
      for (const other of [PLACE.otherCommunity, PLACE.otherGrid])
        expect(JSON.stringify(told)).not.toContain(other);
    }
    const split = `mutation ($input: SplitGridInput!) { splitGrid(input: $input) { applied faults { code object textEn } findings { gridCodes } } }`;
    const [a, b] = ['011', '012'].map((serial) => `${PLACE.community}${serial}`);
    const parts = [
      { code: a, name: '一', boundary: box(104.01, 104.02) },
      { code: b, name: '二', boundary: reach },
    ];
    const input = { gridCode: NEXT, reason: '划分', rest: a, parts };
    const { data } = await ask(grids, COMMUNITY, split, { input });
    expect(data.splitGrid).toMatchObject({
      applied: false,
      faults: [{ code: 'GROUND_OF_OTHERS', object: b }],
    });
    expect(JSON.stringify(data)).not.toContain(PLACE.otherGrid);
    // who is above both draws the line
    const above = await draw(COUNTY, NEXT, reach, true);
    expect(above.faults).toEqual([]);
  });

  it('that lay over others before may be drawn anew, as long as it takes no more', async () => {
    await draw(COUNTY, NEXT, box(104.01, 104.032));
    expect(await draw(COMMUNITY, NEXT, box(104.012, 104.032))).toMatchObject({ applied: true, faults: [] });
    expect(await draw(COMMUNITY, NEXT, box(104.012, 104.031))).toMatchObject({ applied: true, faults: [] });
    expect(await draw(COMMUNITY, NEXT, box(104.012, 104.032))).toMatchObject({ applied: false });
  });
});
