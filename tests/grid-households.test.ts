import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Subgraph } from '../runtime/subgraph.ts';
import { createGrids } from '../subgraphs/grids/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PLACE, principal, seedPlace } from './support/governance.ts';

let test: TestDb;
let grids: Subgraph;
let closeFeed: () => Promise<void>;
const staff = principal('community', [PLACE.community]);
const worker = principal('gridWorker', [PLACE.microGrid], 'p-worker');

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  const deps = governanceDeps(test.db);
  closeFeed = () => deps.feed.close();
  grids = createGrids(deps);
});
afterAll(async () => {
  await closeFeed();
  await test.close();
});

const SAVE = `mutation ($input: SaveHouseholdInput!) { saveHousehold(input: $input) {
  household { id gridCode headName phone permanent version } } }`;
const SAVE_PERSON = `mutation ($input: SaveKeyPersonInput!) { saveKeyPerson(input: $input) {
  keyPerson { id category name phone careNote weeklyVisit version } } }`;
const audits = async () =>
  (
    await test.db.pool.query(
      `SELECT actor, action, object_id AS id, grid_code AS grid, after ->> 'reason' AS reason FROM audit_log ORDER BY seq`,
    )
  ).rows;

describe('households and key persons hold the least and are masked (HUA-22)', () => {
  it('are registered by who may, masked in the answer, and told in the audit trail without names', async () => {
    const household = {
      id: 'h1',
      gridCode: PLACE.microGrid,
      headName: '王建国',
      phone: '13812345678',
      members: 2,
    };
    const saved = await ask(grids, staff, SAVE, { input: household });
    expect(saved.data.saveHousehold.household).toEqual({
      ...{
        id: 'h1',
        gridCode: PLACE.microGrid,
        headName: '王**',
        phone: '138****5678',
        permanent: true,
        version: 1,
      },
    });
    const person = {
      ...{
        id: 'k1',
        gridCode: PLACE.microGrid,
        householdId: 'h1',
        category: 'ELDERLY_ALONE',
        name: '王建国',
      },
      ...{ phone: '13812345678', careNote: '心脏病，备用钥匙在居委会', weeklyVisit: true },
    };
    const told = await ask(grids, staff, SAVE_PERSON, { input: person });
    expect(told.data.saveKeyPerson.keyPerson).toMatchObject({ name: '王**', careNote: null, version: 1 });
    const { rows } = await test.db.pool.query('SELECT before, after FROM audit_log');
    expect(JSON.stringify(rows)).not.toMatch(/王建国|13812345678|心脏病/);
    expect((await ask(grids, worker, SAVE, { input: { ...household, expectedVersion: 1 } })).codes).toEqual([
      'FORBIDDEN',
    ]);
  });

  it('are refused with an identity number, in a grid that is not, of another scope, or over what changed meanwhile', async () => {
    const household = { id: 'h2', gridCode: PLACE.microGrid };
    const codes = async (more: object) =>
      (await ask(grids, staff, SAVE, { input: { ...household, ...more } })).codes;
    expect(await codes({ headName: '王建国 51140219500101123X' })).toEqual(['BAD_USER_INPUT']);
    expect(await codes({ gridCode: `${PLACE.grid}99` })).toEqual(['BAD_USER_INPUT']);
    expect(await codes({ gridCode: PLACE.otherGrid })).toEqual(['OUT_OF_SCOPE']);
    expect(await codes({ id: 'h1' })).toEqual(['CONFLICT']);
    expect(await codes({ buildingId: 'no-such' })).toEqual(['BAD_USER_INPUT']);
  });

  const LISTS = `query ($code: ID!) { grid(code: $code) {
    registeredHouseholds householdList { nodes { id headName phone } totalCount }
    keyPersons(category: ELDERLY_ALONE, weeklyVisit: true) { nodes { id name phone careNote } totalCount }
    keyPersonTotals { category categoryZh count weeklyVisit } } }`;

  it('are listed masked, to the holder of personal.read too, with totals per category', async () => {
    const masked = {
      registeredHouseholds: 1,
      householdList: { nodes: [{ id: 'h1', headName: '王**', phone: '138****5678' }], totalCount: 1 },
      keyPersons: {
        nodes: [{ id: 'k1', name: '王**', phone: '138****5678', careNote: null }],
        totalCount: 1,
      },
      keyPersonTotals: [{ category: 'ELDERLY_ALONE', categoryZh: '独居老人', count: 1, weeklyVisit: 1 }],
    };
    for (const [who, code] of [
      [staff, PLACE.community],
      [worker, PLACE.microGrid],
      [principal('admin'), PLACE.city],
    ] as const) {
      expect((await ask(grids, who, LISTS, { code })).data.grid).toEqual(masked);
    }
    // who may not read households is told so; another subtree shows none
    expect((await ask(grids, principal('viewer'), LISTS, { code: PLACE.community })).codes).toContain(
      'FORBIDDEN',
    );
    const other = await ask(grids, principal('admin'), LISTS, { code: PLACE.otherGrid });
    expect(other.data.grid.householdList).toEqual({ nodes: [], totalCount: 0 });
  });

  it('are opened one by one, with a reason, and every opening is audited', async () => {
    const REVEAL = `mutation ($input: RevealInput!) { revealHousehold(input: $input) { household { headName phone } } }`;
    const REVEAL_PERSON = `mutation ($input: RevealInput!) { revealKeyPerson(input: $input) { keyPerson { name phone careNote } } }`;
    const input = { id: 'h1', reason: '走访联系' };
    expect((await ask(grids, staff, REVEAL, { input })).data.revealHousehold.household).toEqual({
      ...{ headName: '王建国', phone: '13812345678' },
    });
    const opened = await ask(grids, staff, REVEAL_PERSON, { input: { id: 'k1', reason: '就医陪护' } });
    expect(opened.data.revealKeyPerson.keyPerson).toMatchObject({
      name: '王建国',
      careNote: '心脏病，备用钥匙在居委会',
    });
    const trail = (await audits()).slice(-2);
    expect(trail).toEqual([
      { actor: 'community', action: 'revealHousehold', id: 'h1', grid: PLACE.microGrid, reason: '走访联系' },
      { actor: 'community', action: 'revealKeyPerson', id: 'k1', grid: PLACE.microGrid, reason: '就医陪护' },
    ]);
    const before = (await audits()).length;
    const refused = async (who: typeof staff, asked: object) =>
      (await ask(grids, who, REVEAL, { input: asked })).codes;
    expect(await refused(worker, input)).toEqual(['FORBIDDEN']);
    expect(await refused(staff, { id: 'h1', reason: ' ' })).toEqual(['BAD_USER_INPUT']);
    expect(await refused(principal('community', [PLACE.otherCommunity]), input)).toEqual(['NOT_FOUND']);
    // nothing was opened, nothing is told
    expect(await audits()).toHaveLength(before);
  });
});

describe('the report of the rules (RS-09, LA-08, LA-07, RS-03, LC-14)', () => {
  const REPORT = `query ($code: ID!) { gridRuleReport(gridCode: $code) { checked total
    findings { document version rule source gridCode others textEn textZh } } }`;
  it('tells what breaks the documents in force, grid by grid, with the source', async () => {
    await test.db.pool.query(
      `UPDATE grid SET compound = '锦绣', property_class = 'SCATTERED', full_members = 5 WHERE code = $1`,
      [PLACE.grid],
    );
    const { data } = await ask(grids, principal('operations'), REPORT, { code: PLACE.community });
    expect(data.gridRuleReport.checked).toBe(3);
    const told = data.gridRuleReport.findings.map(({ rule, source, gridCode }: Record<string, string>) => [
      ...[rule, source, gridCode],
    ]);
    // one registered household in the micro-grid, and so one in the compound
    expect(told).toEqual([
      ['own-branch', 'RS-03', PLACE.grid],
      ['smart-compound-size', 'RS-25', PLACE.grid],
      ['micro-grid-size', 'RS-09', PLACE.microGrid],
    ]);
    expect(data.gridRuleReport.findings[0]).toMatchObject({
      document: 'residential',
      version: 1,
      others: [],
    });
    expect(data.gridRuleReport.findings[0].textZh).toContain('正式党员 5 名');
  });

  it('is not given outside the scope or without the right', async () => {
    const codes = async (who: typeof staff) =>
      (await ask(grids, who, REPORT, { code: PLACE.community })).codes;
    expect(await codes(principal('community', [PLACE.otherCommunity]))).toEqual(['OUT_OF_SCOPE']);
    expect(await codes(principal('viewer'))).toEqual(['FORBIDDEN']);
  });
});
