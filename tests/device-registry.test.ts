import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wgs84ToGcj02 } from '../core/geo.ts';
import { verifyAudit } from '../runtime/audit.ts';
import type { Db } from '../runtime/postgres.ts';
import { createDevicesSubgraph } from '../subgraphs/devices/index.ts';
import { createGrids } from '../subgraphs/grids/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import {
  ADMIN,
  addDevice,
  asker,
  EAST,
  principalOf,
  seedGrids,
  statements,
  subgraphDeps,
  WEST,
} from './support/subgraph-world.ts';
import { until } from './support/until.ts';

let test: TestDb;
let db: Db;
let deps: ReturnType<typeof subgraphDeps>;
let ask: ReturnType<typeof asker>;
let askGrids: ReturnType<typeof asker>;

const EASTERN = principalOf(['community'], EAST);
const DEVICE = `device { id name family state vendor model serial firmware address building floor tags version
  position { longitude latitude } channels { channel name place } grid { code } retireReason }`;
const REGISTER = `mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { ${DEVICE} } }`;
const UPDATE = `mutation ($input: UpdateDeviceInput!) { updateDevice(input: $input) { ${DEVICE} } }`;
const RETIRE = `mutation ($input: RetireDeviceInput!) { retireDevice(input: $input) { ${DEVICE} } }`;
const CLAIM = `mutation ($input: ClaimDeviceInput!) { claimDevice(input: $input) { ${DEVICE} } }`;

/** A square of 0.01 degrees; the two communities' first grids share the edge at 104.01. */
const square = (west: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 30],
      [west + 0.01, 30],
      [west + 0.01, 30.01],
      [west, 30.01],
      [west, 30],
    ],
  ],
});
const draw = (code: string, boundary: unknown) =>
  db.pool.query('UPDATE grid SET boundary = $2 WHERE code = $1', [code, boundary]);

beforeAll(async () => {
  test = await testDb();
  db = test.db;
  deps = subgraphDeps(db);
  ask = asker(createDevicesSubgraph(deps));
  askGrids = asker(createGrids(deps));
  await seedGrids(db);
  await draw(`${EAST}001`, square(104));
  await draw(`${WEST}001`, square(104.01));
});

afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

async function changes(deviceId: string): Promise<string[]> {
  const sql = `SELECT change FROM feed WHERE topic = 'device' AND key = $1 ORDER BY seq`;
  return (await db.pool.query(sql, [deviceId])).rows.map((row) => row.change);
}

async function audited(deviceId: string) {
  const query =
    'query ($id: String) { auditTrail(filter: { objectId: $id }) { nodes { action actor before after } } }';
  return (await ask.data(ADMIN, query, { id: deviceId })).auditTrail.nodes;
}

describe('the grid at a point', () => {
  const at = async (longitude: number, latitude: number, coordinateSystem = 'WGS84', who = ADMIN) => {
    const query =
      'query ($x: Float!, $y: Float!, $s: CoordinateSystem!) { gridAt(longitude: $x, latitude: $y, coordinateSystem: $s) { code } }';
    const { gridAt } = await askGrids.data(who, query, { x: longitude, y: latitude, s: coordinateSystem });
    return gridAt?.code ?? null;
  };

  it('is the one that is drawn there, the lowest code on a shared edge, and none elsewhere', async () => {
    expect(await at(104.005, 30.005)).toBe(`${EAST}001`);
    expect(await at(104.015, 30.005)).toBe(`${WEST}001`);
    expect(await at(104.01, 30.005)).toBe(`${EAST}001`);
    expect(await at(105, 30.005)).toBeNull();
  });

  it('is found from the coordinates of a Chinese map as well', async () => {
    const shifted = wgs84ToGcj02({ longitude: 104.009, latitude: 30.005 });
    expect(await at(shifted.longitude, shifted.latitude, 'GCJ02')).toBe(`${EAST}001`);
    // taken for what it is not, it would lie in the neighbour's grid
    expect(await at(shifted.longitude, shifted.latitude)).toBe(`${WEST}001`);
  });

  it('is not told outside the scope', async () => {
    expect(await at(104.015, 30.005, 'WGS84', EASTERN)).toBeNull();
  });

  it('follows a boundary that is drawn anew', async () => {
    await draw(`${EAST}002`, square(106));
    await until(async () => (await at(106.005, 30.005)) === `${EAST}002`);
    await draw(`${EAST}002`, null);
    await until(async () => (await at(106.005, 30.005)) === null);
  });

  it('refuses a point off the globe', async () => {
    const query = '{ gridAt(longitude: 200, latitude: 30) { code } }';
    expect(await askGrids.codes(ADMIN, query)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('registering', () => {
  it('takes a device with all that is known of it, and finds its grid by a GCJ-02 position', async () => {
    const { longitude, latitude } = wgs84ToGcj02({ longitude: 104.004, latitude: 30.004 });
    const input = {
      ...{ id: 'reg-1', family: 'CAMERA', name: '东门枪机', vendor: '某厂', model: 'X1', serial: 'SN1' },
      ...{
        firmware: '1.2',
        address: '1 号楼 3 层',
        building: '1 号楼',
        floor: '3',
        tags: ['消防', '东门', '消防'],
      },
      channels: [
        { channel: '2', name: '楼梯' },
        { channel: '1', name: '电梯厅', place: '1 层' },
      ],
      position: { longitude, latitude, coordinateSystem: 'GCJ02' },
    };
    const { device } = (await ask.data(EASTERN, REGISTER, { input })).registerDevice;
    expect(device).toMatchObject({
      ...{ id: 'reg-1', name: '东门枪机', family: 'CAMERA', state: 'CLAIMED', vendor: '某厂', serial: 'SN1' },
      ...{ building: '1 号楼', floor: '3', tags: ['东门', '消防'], version: 1, grid: { code: `${EAST}001` } },
      channels: [
        { channel: '1', name: '电梯厅', place: '1 层' },
        { channel: '2', name: '楼梯', place: null },
      ],
    });
    expect(device.position.longitude).toBeCloseTo(104.004, 6);
    expect(device.position.latitude).toBeCloseTo(30.004, 6);
    expect(await changes('reg-1')).toEqual(['REGISTERED']);
    expect(await audited('reg-1')).toMatchObject([
      { action: 'registerDevice', actor: EASTERN.subject, before: null, after: { serial: 'SN1' } },
    ]);
  });

  it.each([
    ['an id that is there', { id: 'reg-1', family: 'CAMERA', gridCode: `${EAST}001` }, 'CONFLICT'],
    ['neither grid nor position', { id: 'reg-2', family: 'CAMERA' }, 'BAD_USER_INPUT'],
    [
      'a position where nothing is drawn',
      { id: 'reg-2', family: 'CAMERA', position: { longitude: 10, latitude: 10 } },
      'BAD_USER_INPUT',
    ],
    [
      'a position off the globe',
      { id: 'reg-2', family: 'CAMERA', position: { longitude: 190, latitude: 10 } },
      'BAD_USER_INPUT',
    ],
    [
      'a position in a grid outside the scope, as where none is drawn',
      { id: 'reg-2', family: 'CAMERA', position: { longitude: 104.015, latitude: 30.005 } },
      'BAD_USER_INPUT',
    ],
    ['an id with a control character', { id: 'a\nb', family: 'CAMERA', gridCode: EAST }, 'BAD_USER_INPUT'],
    [
      'a channel twice',
      { id: 'reg-2', family: 'CAMERA', gridCode: EAST, channels: [{ channel: '1' }, { channel: ' 1' }] },
      'BAD_USER_INPUT',
    ],
  ])('refuses %s', async (_, input, code) => {
    expect(await ask.codes(EASTERN, REGISTER, { input })).toEqual([code]);
    expect(await changes('reg-2')).toEqual([]);
  });

  it('does not tell the version of a device outside the scope', async () => {
    await addDevice(db, 'hidden', { gridCode: WEST });
    await db.pool.query("UPDATE device SET version = 77 WHERE id = 'hidden'");
    const input = { id: 'hidden', family: 'CAMERA', gridCode: EAST };
    const refusal = ask.data(EASTERN, REGISTER, { input });
    await expect(refusal).rejects.toThrow('this id cannot be used, choose another');
    await expect(refusal).rejects.not.toThrow('77');
  });
});

describe('updating', () => {
  it('keeps what is left out, empties what is null, and writes the difference down', async () => {
    const input = { deviceId: 'reg-1', model: null, firmware: '1.3', channels: [], expectedVersion: 1 };
    const { device } = (await ask.data(EASTERN, UPDATE, { input })).updateDevice;
    expect(device).toMatchObject({ model: null, firmware: '1.3', vendor: '某厂', channels: [], version: 2 });
    expect(await changes('reg-1')).toEqual(['REGISTERED', 'UPDATED']);
    expect((await audited('reg-1'))[0]).toMatchObject({
      action: 'updateDevice',
      before: { model: 'X1', firmware: '1.2' },
      after: { model: null, firmware: '1.3', channels: [] },
    });
  });

  it('with the same values changes nothing', async () => {
    const input = { deviceId: 'reg-1', firmware: ' 1.3 ', tags: ['消防', '东门'] };
    expect((await ask.data(EASTERN, UPDATE, { input })).updateDevice.device.version).toBe(2);
    expect(await changes('reg-1')).toHaveLength(2);
  });

  it.each([
    ['a stale version', EASTERN, { deviceId: 'reg-1', floor: '4', expectedVersion: 1 }, 'CONFLICT'],
    ['an emptied name', EASTERN, { deviceId: 'reg-1', name: null }, 'BAD_USER_INPUT'],
    [
      'a device outside the scope',
      principalOf(['community'], WEST),
      { deviceId: 'reg-1', floor: '4' },
      'NOT_FOUND',
    ],
    [
      'a role without the right',
      principalOf(['gridWorker'], EAST),
      { deviceId: 'reg-1', floor: '4' },
      'FORBIDDEN',
    ],
  ])('refuses %s', async (_, who, input, code) => {
    expect(await ask.codes(who, UPDATE, { input })).toEqual([code]);
  });
});

describe('claiming by position', () => {
  it('finds the grid, and keeps the position', async () => {
    await addDevice(db, 'new-1', { gridHint: `${EAST}002` });
    const input = { deviceId: 'new-1', position: { longitude: 104.01, latitude: 30.005 } };
    const { device } = (await ask.data(EASTERN, CLAIM, { input })).claimDevice;
    expect(device).toMatchObject({
      state: 'CLAIMED',
      grid: { code: `${EAST}001` },
      position: { longitude: 104.01, latitude: 30.005 },
    });
    expect(await audited('new-1')).toMatchObject([
      {
        action: 'claimDevice',
        before: { state: 'UNCLAIMED', gridCode: null },
        after: { gridCode: `${EAST}001` },
      },
    ]);
  });
});

describe('retiring', () => {
  it('takes a device out of service once, and claiming puts it back', async () => {
    const input = { deviceId: 'new-1', reason: '拆除' };
    expect((await ask.data(EASTERN, RETIRE, { input })).retireDevice.device).toMatchObject({
      state: 'RETIRED',
      retireReason: '拆除',
      version: 3,
    });
    expect((await ask.data(EASTERN, RETIRE, { input })).retireDevice.device.version).toBe(3);
    const again = await ask.data(EASTERN, CLAIM, { input: { deviceId: 'new-1', gridCode: `${EAST}001` } });
    expect(again.claimDevice.device).toMatchObject({ state: 'CLAIMED', retireReason: null, version: 4 });
    expect(await changes('new-1')).toEqual(['CLAIMED', 'RETIRED', 'CLAIMED']);
  });

  it('needs a reason', async () => {
    const input = { deviceId: 'new-1', reason: ' ' };
    expect(await ask.codes(EASTERN, RETIRE, { input })).toEqual(['BAD_USER_INPUT']);
  });
});

describe('devices', () => {
  it('are found by tag, building, maker and serial number', async () => {
    const count = async (filter: object) => {
      const query = 'query ($filter: DeviceFilter) { devices(filter: $filter) { totalCount } }';
      return (await ask.data(ADMIN, query, { filter })).devices.totalCount;
    };
    const wanted = [
      { tags: ['消防'] },
      { tags: ['消防', '东门'] },
      { building: '1 号楼' },
      { vendor: '某厂' },
      { search: 'sn1' },
    ];
    for (const filter of wanted) expect(await count(filter)).toBe(1);
    expect(await count({ tags: ['消防', '西门'] })).toBe(0);
  });

  it('give their channels by one query, whatever their number', async () => {
    const query = '{ devices { nodes { id channels { channel } } } }';
    expect(await statements(db, () => ask.data(ADMIN, query))).toBe(2);
  });
});

describe('the audit trail', () => {
  it('is a sound chain of one row a change, told page by page', async () => {
    const query = `query ($after: String) { auditTrail(first: 2, after: $after) { nodes { seq } pageInfo { endCursor hasNextPage } } }`;
    const seen: number[] = [];
    for (let after: string | null = null; ; ) {
      const {
        auditTrail,
      }: { auditTrail: { nodes: { seq: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } } =
        await ask.data(ADMIN, query, { after });
      seen.push(...auditTrail.nodes.map(({ seq }) => Number(seq)));
      if (!auditTrail.pageInfo.hasNextPage) break;
      after = auditTrail.pageInfo.endCursor;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
    expect(await verifyAudit(db.pool)).toEqual({ sound: true, rows: 5 });
    expect(await ask.data(ADMIN, '{ auditCheck { sound rows brokenAt } }')).toEqual({
      auditCheck: { sound: true, rows: 5, brokenAt: null },
    });
  });

  it('needs its right, and the whole site for the walk along it', async () => {
    expect(await ask.codes(EASTERN, '{ auditTrail { nodes { seq } } }')).toEqual(['FORBIDDEN']);
    const part = principalOf(['admin'], WEST);
    expect(await ask.codes(part, '{ auditCheck { sound } }')).toEqual(['OUT_OF_SCOPE']);
    expect(await ask.data(part, '{ auditTrail { nodes { seq } } }')).toEqual({ auditTrail: { nodes: [] } });
  });
});
