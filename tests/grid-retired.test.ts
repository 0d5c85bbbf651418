// What a split or merger retired takes nothing new, whatever it is: the refusal names what the grid became.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Subgraph } from '../runtime/subgraph.ts';
import { SUBGRAPHS } from '../subgraphs/table.ts';
import { type TestDb, testDb } from './support/db.ts';
import { PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';
import { addDevice, subgraphDeps } from './support/subgraph-world.ts';

let test: TestDb;
let deps: ReturnType<typeof subgraphDeps>;
let subgraphs: Subgraph[];
const BOSS = principal('operations', [''], 'boss');
const OLD = PLACE.otherGrid;
const [WEST, EAST, EAST_NOW] = ['021', '022', '023'].map((serial) => `${PLACE.otherCommunity}${serial}`);

async function change(
  subgraph: string,
  who: typeof BOSS | null,
  name: string,
  input: object,
  select: string,
) {
  const found = subgraphs.find((one) => one.name === subgraph);
  if (found === undefined) throw new Error(`no subgraph ${subgraph}`);
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${select} } }`;
  const { errors = [], data } = await found.execute(
    { query, variables: { input } },
    { principal: who, requestId: 'test' },
  );
  return { data: JSON.parse(JSON.stringify(data ?? null)), errors: errors.map((error) => error) };
}

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  deps = subgraphDeps(test.db, {
    HUB_PUBLIC_REPORTS: 'on',
    HUB_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  });
  subgraphs = SUBGRAPHS.map(({ create }) => create(deps));
  await addDevice(test.db, 'dev-moving', { gridCode: PLACE.otherCommunity });
  const split = async (gridCode: string, codes: readonly (string | undefined)[]) => {
    const parts = codes.map((code) => ({ code, name: `飞泉 ${code}` }));
    const input = { gridCode, reason: '划分', rest: codes[0], parts };
    const { data, errors } = await change(
      'grids',
      BOSS,
      'splitGrid',
      input,
      'applied faults { code object }',
    );
    expect([errors, data.splitGrid]).toEqual([[], { applied: true, faults: [] }]);
  };
  await split(OLD, [WEST, EAST]);
  // one of its parts was split in turn: it lives on in what that became
  await split(EAST ?? '', [EAST_NOW, `${PLACE.otherCommunity}024`]);
});
afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

const grid = { gridCode: OLD };
const later = { startsAt: '2030-01-01T00:00:00Z', endsAt: '2031-01-01T00:00:00Z' };
const ROWS: [string, string, object, string][] = [
  ['grids', 'createParty', { ...grid, kind: 'PROPERTY', name: '物业' }, 'party { id }'],
  ['grids', 'createPerson', { ...grid, title: '网格员' }, 'person { id }'],
  ['grids', 'createPost', { ...grid, role: 'GRID_WORKER', personId: PEOPLE.otherWorker.id }, 'post { id }'],
  [
    'grids',
    'createRoster',
    {
      ...grid,
      role: 'GRID_HEAD',
      name: '值守',
      pattern: {
        kind: 'WEEKLY',
        shifts: [{ name: '班', from: '08:00', to: '18:00', members: [PEOPLE.otherWorker.id] }],
      },
    },
    'roster { id }',
  ],
  ['grids', 'saveHousehold', { ...grid, id: 'hh-new' }, 'household { id }'],
  [
    'grids',
    'saveKeyPerson',
    { ...grid, id: 'kp-new', category: 'ELDERLY_ALONE', name: '某' },
    'keyPerson { id }',
  ],
  ['grids', 'saveTalent', { ...grid, id: 'ta-new', name: '某', fields: ['LAW'] }, 'talent { id }'],
  [
    'grids',
    'saveTalentGroup',
    { ...grid, id: 'tg-new', kind: 'INTEREST', name: '合唱团', memberCount: 3 },
    'group { id }',
  ],
  [
    'grids',
    'setGridBoundary',
    {
      ...grid,
      boundary: {
        type: 'Polygon',
        coordinates: [
          [
            [104, 30],
            [104.01, 30],
            [104.01, 30.01],
            [104, 30],
          ],
        ],
      },
    },
    'applied',
  ],
  [
    'grids',
    'splitGrid',
    {
      ...grid,
      reason: '再分',
      rest: `${PLACE.otherCommunity}031`,
      parts: [{ code: `${PLACE.otherCommunity}031`, name: '一' }],
    },
    'applied',
  ],
  ['grids', 'mergeGrids', { gridCodes: [OLD, WEST], into: WEST, name: '并', reason: '合并' }, 'applied'],
  ['devices', 'registerDevice', { ...grid, id: 'dev-new', family: 'CAMERA' }, 'device { id }'],
  ['devices', 'claimDevice', { ...grid, deviceId: 'dev-moving' }, 'device { id }'],
  ['alerts', 'createMaintenanceWindow', { ...grid, title: '检修', ...later }, 'window { id }'],
  ['alerts', 'putSeverityRule', { ...grid, id: 'rule-new', step: 1, reason: '因' }, 'rule { id }'],
  [
    'workorders',
    'reportMatter',
    { ...grid, source: 'PATROL', matter: 'environment', profile: 'standard', title: '堆物' },
    'workOrder { id }',
  ],
  [
    'workorders',
    'createFollowUpList',
    { ...grid, code: 'L', nameZh: '清单', nameEn: 'list', kind: 'PROJECT_LIST', partyId: 'pt-other' },
    'followUpList { id }',
  ],
  [
    'workorders',
    'offerService',
    { ...grid, title: '维修', matters: ['environment'], partyId: 'pt-other' },
    'serviceOffer { id }',
  ],
  [
    'workorders',
    'bindRecurringDuty',
    { ...grid, schedule: 'elderly-visit', subject: 'kp', title: '走访' },
    'duty { code }',
  ],
  [
    'residents',
    'submitReport',
    { ...grid, matter: 'environment', channel: 'WECHAT', description: '垃圾满溢' },
    'caseNumber',
  ],
  [
    'notifications',
    'createNotificationEndpoint',
    { ...grid, kind: 'WEBHOOK', name: '外发', address: 'https://hooks.example/x' },
    'endpoint { id }',
  ],
  ['notifications', 'createNotificationRule', { ...grid, name: '规则', target: 'ASSIGNEE' }, 'rule { id }'],
];

describe('a grid that was split', () => {
  it.each(ROWS)('%s: %s is refused, and names what it became', async (subgraph, name, input, select) => {
    const { data, errors } = await change(subgraph, BOSS, name, input, select);
    const successors = [WEST, EAST_NOW, `${PLACE.otherCommunity}024`];
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      expect.objectContaining({
        code: 'GRID_RETIRED',
        detail: expect.objectContaining({ gridCode: OLD, successors: successors.join(', ') }),
        messageZh: `网格 ${OLD} 已拆分或合并，不再新增内容，现为 ${successors.join('、')}。`,
      }),
    ]);
    expect(data?.[name] ?? null).toBeNull();
  });

  it('takes nothing by any other way: none of it is there, and its successors take it', async () => {
    const { rows } = await test.db.pool.query(
      `SELECT 'party' AS kind FROM party WHERE grid_code = $1 UNION ALL SELECT 'person' FROM person WHERE grid_code = $1
       UNION ALL SELECT 'post' FROM post WHERE grid_code = $1 AND valid_to IS NULL
       UNION ALL SELECT 'household' FROM household WHERE grid_code = $1
       UNION ALL SELECT 'device' FROM device WHERE grid_code = $1
       UNION ALL SELECT 'order' FROM work_order WHERE grid_code = $1 AND closed_at IS NULL`,
      [OLD],
    );
    expect(rows).toEqual([]);
    for (const [subgraph, name, input, select] of ROWS.filter(([, one]) =>
      /^(create|register|claim|save)/.test(one),
    )) {
      const { errors } = await change(subgraph, BOSS, name, { ...input, gridCode: WEST }, select);
      expect([name, errors.map(({ message }) => message)]).toEqual([name, []]);
    }
  });

  it('answers one who may not act there as any grid of others', async () => {
    const stranger = principal('operations', [PLACE.community], 'stranger');
    for (const [subgraph, name, input, select] of ROWS) {
      const { errors } = await change(subgraph, stranger, name, input, select);
      expect([name, errors.map(({ extensions }) => extensions.code)]).toEqual([name, ['OUT_OF_SCOPE']]);
    }
  });
});
