import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAlertsSubgraph } from '../subgraphs/alerts/index.ts';
import { createDevicesSubgraph } from '../subgraphs/devices/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import {
  ADMIN,
  addDevice,
  addIncident,
  asker,
  EAST,
  principalOf,
  seedGrids,
  subgraphDeps,
  WEST,
} from './support/subgraph-world.ts';

// What devices, commands, maintenance and severity rules of other grids tell nobody.

let test: TestDb;
let deps: ReturnType<typeof subgraphDeps>;
let devices: ReturnType<typeof asker>;
let alerts: ReturnType<typeof asker>;
const EASTERN = principalOf(['operations'], EAST);
const WESTERN = principalOf(['operations'], WEST);
const IN_GRID = principalOf(['operations'], `${EAST}001`);
const SQUARE = {
  type: 'Polygon',
  coordinates: [
    [
      [104, 30],
      [104.01, 30],
      [104.01, 30.01],
      [104, 30.01],
      [104, 30],
    ],
  ],
};
const THERE = { longitude: 104.005, latitude: 30.005 };
const NOWHERE = { longitude: 10, latitude: 30.005 };

beforeAll(async () => {
  test = await testDb();
  deps = subgraphDeps(test.db);
  devices = asker(createDevicesSubgraph(deps));
  alerts = asker(createAlertsSubgraph(deps));
  await seedGrids(test.db);
  await addDevice(test.db, 'east-1', { gridCode: `${EAST}001` });
  await addDevice(test.db, 'east-desk', { gridCode: EAST });
  await addDevice(test.db, 'moved', { gridCode: `${EAST}001` });
  await test.db.pool.query('UPDATE grid SET boundary = $2 WHERE code = $1', [`${WEST}001`, SQUARE]);
});
afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

async function messages(who: typeof ADMIN, query: string, input: object) {
  const { errors = [] } = await createDevicesSubgraph(deps).execute(
    { query, variables: { input } },
    { principal: who, requestId: 'test' },
  );
  return errors.map((error) => error.message);
}

describe('a position', () => {
  it.each([
    ['claimDevice', { deviceId: 'east-1' }],
    ['registerDevice', { id: 'fresh', family: 'CAMERA' }],
  ])('in %s tells nothing of a grid of others that is drawn there', async (name, input) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { device { id } } }`;
    const told = await messages(EASTERN, query, { ...input, position: THERE });
    expect(told).toHaveLength(1);
    expect(told).toEqual(await messages(EASTERN, query, { ...input, position: NOWHERE }));
    expect(told.join()).not.toContain(WEST);
  });
});

describe('commands of a device', () => {
  it('that came from elsewhere tell its new keepers nothing of before, not by a cursor either', async () => {
    const add = (id: string, grid: string, at: string) =>
      test.db.pool.query(
        `INSERT INTO device_command (id, device_id, grid_code, broker, topic, command, params, created_by, created_at,
           expires_at) VALUES ($1, 'moved', $2, 'hub', 't', 'reboot', 'null', 'somebody', $3, $3)`,
        [id, grid, at],
      );
    await add('cmd-west-1', `${WEST}001`, '2026-01-01T00:00:00Z');
    await add('cmd-east', `${EAST}001`, '2026-02-01T00:00:00Z');
    await add('cmd-west-2', `${WEST}001`, '2026-03-01T00:00:00Z');
    const query = `query ($first: Int, $after: String) { device(id: "moved") {
      commands(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }`;
    const page = (await devices.data(EASTERN, query, { first: 1 })).device.commands;
    expect(page.nodes).toEqual([{ id: 'cmd-east' }]);
    expect(page.pageInfo.hasNextPage).toBe(false);
    expect(Buffer.from(page.pageInfo.endCursor, 'base64url').toString()).not.toContain('cmd-west');
    const command = 'query ($id: ID!) { deviceCommand(id: $id) { id } }';
    expect((await devices.data(EASTERN, command, { id: 'cmd-west-1' })).deviceCommand).toBeNull();
  });
});

describe('readings of a device', () => {
  it('that came from elsewhere tell its new keepers nothing of before, in no bucket either', async () => {
    await addDevice(test.db, 'meter', { gridCode: `${WEST}001` });
    const now = Date.now();
    const measured = (at: number, value: number) =>
      test.db.pool.query(
        `INSERT INTO reading_log (device_id, metric, time_ns, value, community_code) VALUES ('meter', 'powerW', $1, $2, $3)`,
        [BigInt(at) * 1_000_000n, value, WEST],
      );
    const claim = 'mutation ($input: ClaimDeviceInput!) { claimDevice(input: $input) { device { id } } }';
    const query = `query ($to: DateTime) { device(id: "meter") { readings(metric: "powerW", to: $to) { value }
      hourly: readings(metric: "powerW", to: $to, interval: "1h") { max } } }`;
    const read = async (who: typeof ADMIN) =>
      (await devices.data(who, query, { to: new Date(now + 7_200_000).toISOString() })).device;
    await measured(now - 3_600_000, 900);
    await measured(now - 1_000, 800);
    // within the grids of one’s own it goes where it likes
    await devices.data(ADMIN, claim, { input: { deviceId: 'meter', gridCode: `${WEST}` } });
    expect((await read(WESTERN)).readings).toEqual([{ value: 900 }, { value: 800 }]);
    await devices.data(ADMIN, claim, { input: { deviceId: 'meter', gridCode: `${EAST}001` } });
    await measured(now + 3_600_000, 20);
    expect(await read(EASTERN)).toEqual({ readings: [{ value: 20 }], hourly: [{ max: 20 }] });
    expect((await read(ADMIN)).readings).toEqual([{ value: 900 }, { value: 800 }, { value: 20 }]);
    expect(await read(WESTERN)).toBeNull();
  });
});

describe('what goes on at a device', () => {
  it('goes with it: to its new keepers, and from the old; what is over stays', async () => {
    const [from, to] = [`${WEST}001`, `${EAST}001`];
    await addDevice(test.db, 'roaming', { gridCode: from });
    const incident = { deviceId: 'roaming', gridCode: from, firstSeenMs: Date.now() - 60_000 };
    await addIncident(test.db, { ...incident, id: 'in-goes-on' });
    await addIncident(test.db, { ...incident, id: 'in-over', channel: '2' });
    await test.db.pool.query(
      `UPDATE incident SET state = 'CLEARED', cleared_at = now() WHERE id = 'in-over'`,
    );
    const claim = 'mutation ($input: ClaimDeviceInput!) { claimDevice(input: $input) { device { id } } }';
    await devices.data(ADMIN, claim, { input: { deviceId: 'roaming', gridCode: to } });
    const ids = async (who: typeof ADMIN) =>
      (await alerts.data(who, '{ incidents { nodes { id } } }')).incidents.nodes
        .map(({ id }: { id: string }) => id)
        .filter((id: string) => id.startsWith('in-'));
    expect(await ids(WESTERN)).toEqual(['in-over']);
    expect(await ids(EASTERN)).toEqual(['in-goes-on']);
    const acknowledge = `mutation { acknowledgeIncident(input: { incidentId: "in-goes-on" }) { incident { version } } }`;
    expect(await alerts.codes(WESTERN, acknowledge)).toEqual(['NOT_FOUND']);
    expect((await alerts.data(EASTERN, acknowledge)).acknowledgeIncident.incident.version).toBe(3);
    const { rows } = await test.db.pool.query(
      `SELECT community_code AS community FROM incident WHERE id IN ('in-goes-on', 'in-over') ORDER BY id`,
    );
    expect(rows).toEqual([{ community: EAST }, { community: WEST }]);
  });
});

describe('a severity rule', () => {
  const RULES = '{ severityRules { id } }';
  const own = async (who: typeof ADMIN) =>
    (await alerts.data(who, RULES)).severityRules
      .map(({ id }: { id: string }) => id)
      .filter((id: string) => !id.startsWith('built-in:'));
  beforeAll(async () => {
    const put = `mutation ($input: PutSeverityRuleInput!) { putSeverityRule(input: $input) { rule { id } } }`;
    for (const [id, gridCode] of [
      ['of-west', WEST],
      ['of-east', EAST],
      ['of-grid', `${EAST}001`],
      ['of-site', null],
    ]) {
      await alerts.data(ADMIN, put, { input: { id, gridCode, step: 1, reason: '原因' } });
    }
  });

  it('is read where it holds', async () => {
    expect(await own(WESTERN)).toEqual(['of-site', 'of-west']);
    expect(await own(EASTERN)).toEqual(['of-east', 'of-grid', 'of-site']);
    expect(await own(IN_GRID)).toEqual(['of-east', 'of-grid', 'of-site']);
  });

  it('of elsewhere is removed by nobody, and is as one that there is not', async () => {
    const remove = (ruleId: string) =>
      `mutation { removeSeverityRule(input: { ruleId: "${ruleId}" }) { removed } }`;
    for (const id of ['of-west', 'nobody']) {
      expect((await alerts.data(EASTERN, remove(id))).removeSeverityRule).toEqual({ removed: false });
    }
    expect(await own(WESTERN)).toEqual(['of-site', 'of-west']);
    // one that holds here and further is seen, and not for these hands
    expect(await alerts.codes(EASTERN, remove('of-site'))).toEqual(['OUT_OF_SCOPE']);
  });
});

describe('maintenance', () => {
  it('of a device above is told to nobody below, that of the grid above is', async () => {
    const create = `mutation ($input: CreateMaintenanceWindowInput!) {
      createMaintenanceWindow(input: $input) { window { id } } }`;
    const ahead = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const when = { startsAt: ahead(1), endsAt: ahead(2) };
    await alerts.data(ADMIN, create, { input: { ...when, title: '服务器检修', deviceId: 'east-desk' } });
    await alerts.data(ADMIN, create, { input: { ...when, title: '停电', gridCode: EAST } });
    await alerts.data(ADMIN, create, { input: { ...when, title: '西区停电', gridCode: WEST } });
    const titles = async (who: typeof ADMIN) =>
      (await alerts.data(who, '{ maintenanceWindows { nodes { title } } }')).maintenanceWindows.nodes.map(
        ({ title }: { title: string }) => title,
      );
    expect((await titles(IN_GRID)).toSorted()).toEqual(['停电']);
    expect((await titles(EASTERN)).toSorted()).toEqual(['停电', '服务器检修']);
  });
});
