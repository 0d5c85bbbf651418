import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Subgraph } from '../runtime/subgraph.ts';
import { createGrids } from '../subgraphs/grids/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';

let test: TestDb;
let grids: Subgraph;
let closeFeed: () => Promise<void>;
const staff = principal('community', [PLACE.community]);
const worker = principal('gridWorker', [PLACE.microGrid], PEOPLE.worker.id);
const other = principal('community', [PLACE.otherCommunity]);

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

const SHOWN = `id gridCode person { id } name phone consentedAt fields { code nameZh } available groups { id } version`;

async function save(input: Record<string, unknown>, who = staff) {
  const query = `mutation ($input: SaveTalentInput!) { saveTalent(input: $input) { talent { ${SHOWN} } } }`;
  const { data, codes } = await ask(grids, who, query, { input });
  return { talent: data?.saveTalent?.talent ?? null, codes };
}
async function saveGroup(input: Record<string, unknown>, who = staff) {
  const query = `mutation ($input: SaveTalentGroupInput!) { saveTalentGroup(input: $input) {
    group { id kind { code nameZh } name memberCount talentCount version } } }`;
  const { data, codes } = await ask(grids, who, query, { input });
  return { group: data?.saveTalentGroup?.group ?? null, codes };
}
async function reveal(id: string, who = staff, reason = '请其调解纠纷') {
  const query = `mutation ($input: RevealInput!) { revealTalent(input: $input) { talent { name phone } } }`;
  const { data, codes } = await ask(grids, who, query, { input: { id, reason } });
  return { talent: data?.revealTalent?.talent ?? null, codes };
}
async function listed(filter: object, who = staff) {
  const query = `query ($filter: TalentFilter!) { talents(filter: $filter) { nodes { id name phone } totalCount } }`;
  const { data, codes } = await ask(grids, who, query, { filter });
  return { ids: data?.talents?.nodes.map(({ id }: { id: string }) => id), page: data?.talents, codes };
}
const LAWYER = {
  ...{ id: 't1', gridCode: PLACE.microGrid, name: '王建国', phone: '13812345678', contactConsent: true },
  ...{ fields: ['LAW', 'MEDIATION'], groupIds: ['g1'] },
};

describe('talents and groups of a grid 小区人才库、群团组织 (HY-05)', () => {
  it('groups tell their kind and members; talents their fields, groups and, masked, how to reach them', async () => {
    const choir = { id: 'g1', gridCode: PLACE.grid, kind: 'INTEREST', name: '锦绣合唱团', memberCount: 36 };
    expect((await saveGroup(choir)).group).toMatchObject({
      kind: { code: 'INTEREST', nameZh: '兴趣团队' },
      version: 1,
    });
    const { talent } = await save(LAWYER);
    expect(talent).toMatchObject({
      ...{
        name: '王**',
        phone: '138****5678',
        person: null,
        available: true,
        version: 1,
        groups: [{ id: 'g1' }],
      },
      fields: [
        { code: 'LAW', nameZh: '法律' },
        { code: 'MEDIATION', nameZh: '调解' },
      ],
    });
    expect(talent.consentedAt).not.toBeNull();
    const doctor = {
      id: 't2',
      gridCode: PLACE.grid,
      personId: PEOPLE.head.id,
      fields: ['MEDICAL'],
      available: false,
    };
    expect((await save(doctor)).talent).toMatchObject({
      person: { id: PEOPLE.head.id },
      name: null,
      phone: null,
    });
    await save({ id: 't3', gridCode: PLACE.otherGrid, name: '李四', fields: ['REPAIR'] }, principal('admin'));

    const query = `{ talentGroups(kind: "INTEREST") { nodes { name memberCount talentCount } totalCount } talentFields { code } }`;
    const { data } = await ask(grids, staff, query);
    expect(data.talentGroups).toEqual({
      ...{ nodes: [{ name: '锦绣合唱团', memberCount: 36, talentCount: 1 }], totalCount: 1 },
    });
    expect(data.talentFields.map(({ code }: { code: string }) => code)).toContain('ARTS');
  });

  it('are found by grid, field, group and whether they can be asked, in one’s own grids, masked for everybody', async () => {
    expect((await listed({})).ids).toEqual(['t1', 't2']);
    expect((await listed({ fields: ['MEDICAL', 'LAW'] })).ids).toEqual(['t1', 't2']);
    expect((await listed({ fields: ['MEDICAL'] })).ids).toEqual(['t2']);
    expect((await listed({ available: true })).ids).toEqual(['t1']);
    expect((await listed({ groupId: 'g1' })).ids).toEqual(['t1']);
    expect((await listed({ gridCode: PLACE.otherCommunity })).ids).toEqual([]);
    expect((await listed({}, other)).ids).toEqual(['t3']);
    expect((await listed({}, worker)).ids).toEqual(['t1']);
    expect((await listed({}, principal('admin'))).page).toMatchObject({
      ...{ totalCount: 3, nodes: [{ id: 't1', name: '王**', phone: '138****5678' }, {}, { name: '李*' }] },
    });
    expect((await listed({ fields: ['NOTHING'] })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await listed({}, principal('viewer'))).codes).toEqual(['FORBIDDEN']);
  });

  it('hang on their grid and what lies below', async () => {
    const query = `query ($code: ID!) { grid(code: $code) { talents(first: 1) {
      nodes { id } totalCount pageInfo { hasNextPage } } } }`;
    const under = async (code: string, who = staff) =>
      (await ask(grids, who, query, { code })).data.grid?.talents;
    expect(await under(PLACE.community)).toEqual({
      ...{ nodes: [{ id: 't1' }], totalCount: 2, pageInfo: { hasNextPage: true } },
    });
    expect(await under(PLACE.otherGrid, principal('admin'))).toMatchObject({
      nodes: [{ id: 't3' }],
      totalCount: 1,
    });
    expect(await under(PLACE.microGrid, worker)).toMatchObject({ nodes: [{ id: 't1' }] });
  });

  it('are opened one by one with a reason, and every opening is audited', async () => {
    expect((await reveal('t1')).talent).toEqual({ name: '王建国', phone: '13812345678' });
    expect((await reveal('t1', worker)).codes).toEqual(['FORBIDDEN']);
    expect((await reveal('t1', other)).codes).toEqual(['NOT_FOUND']);
    expect((await reveal('t1', staff, ' ')).codes).toEqual(['BAD_USER_INPUT']);
    const { rows } = await test.db.pool.query(
      `SELECT actor, object_id AS id, grid_code AS grid, after ->> 'reason' AS reason FROM audit_log
       WHERE action = 'revealTalent'`,
    );
    expect(rows).toEqual([{ actor: 'community', id: 't1', grid: PLACE.microGrid, reason: '请其调解纠纷' }]);
  });

  it('are registered by who may, in their grids, with consent, and without identity numbers', async () => {
    const codes = async (more: object, who = staff) =>
      (await save({ ...LAWYER, id: 'x', ...more }, who)).codes;
    expect(await codes({}, worker)).toEqual(['FORBIDDEN']);
    expect(await codes({ gridCode: PLACE.otherGrid })).toEqual(['OUT_OF_SCOPE']);
    expect(await codes({ contactConsent: false })).toEqual(['BAD_USER_INPUT']);
    expect(await codes({ personId: PEOPLE.head.id })).toEqual(['BAD_USER_INPUT']);
    expect(await codes({ fields: [] })).toEqual(['BAD_USER_INPUT']);
    expect(await codes({ fields: ['MAGIC'] })).toEqual(['BAD_USER_INPUT']);
    expect(await codes({ note: '51140219500101123X' })).toEqual(['BAD_USER_INPUT']);
    expect(await codes({ groupIds: ['none'] })).toEqual(['NOT_FOUND']);
    expect(await codes({ id: 't1' })).toEqual(['CONFLICT']);
    expect(await codes({ id: 't3', expectedVersion: 1 })).toEqual(['NOT_FOUND']);
    const group = { id: 'g9', gridCode: PLACE.grid, kind: 'UNION', name: '工会', memberCount: 3 };
    expect((await saveGroup(group, worker)).codes).toEqual(['FORBIDDEN']);
    expect((await saveGroup({ ...group, memberCount: -1 })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await saveGroup({ ...group, id: 'g1' })).codes).toEqual(['CONFLICT']);
  });

  it('who takes consent back keeps no phone here, who leaves no name; the audit trail never had them', async () => {
    const stored = async () => {
      const sql = 'SELECT name, phone, consented_at AS consented FROM talent WHERE id = $1';
      return (await test.db.pool.query(sql, ['t1'])).rows[0];
    };
    const { phone: _, ...silent } = LAWYER;
    expect((await save({ ...silent, contactConsent: false, expectedVersion: 1 })).codes).toEqual([]);
    expect(await stored()).toEqual({ name: '王建国', phone: null, consented: null });
    expect((await save({ ...LAWYER, ended: true, expectedVersion: 2 })).codes).toEqual([]);
    expect(await stored()).toEqual({ name: '', phone: null, consented: null });
    expect((await listed({})).ids).toEqual(['t2']);
    expect((await reveal('t1')).codes).toEqual(['NOT_FOUND']);
    const { rows } = await test.db.pool.query(
      `SELECT action, before, after FROM audit_log WHERE kind LIKE 'talent%'`,
    );
    expect(rows.filter(({ action }) => action === 'saveTalent')).toHaveLength(5);
    expect(rows.filter(({ action }) => action === 'saveTalentGroup')).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/王建国|13812345678|李四/);
  });
});
