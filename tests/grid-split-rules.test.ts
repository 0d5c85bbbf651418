import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGrids } from '../subgraphs/grids/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PLACE, principal, seedPlace } from './support/governance.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  deps = governanceDeps(test.db);
});
afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

const [WEST, EAST] = [`${PLACE.community}011`, `${PLACE.community}012`];

/** Who is told, who works and what counts as how severe at grids, by their codes. */
async function holding(): Promise<Record<string, string[]>> {
  const { rows } = await test.db.pool.query(
    `SELECT what, array_agg(code ORDER BY code COLLATE "C") AS codes FROM (
       SELECT 'rule' AS what, grid_code AS code FROM notification_rule
       UNION ALL SELECT 'severity', grid_prefix FROM severity_rule
       UNION ALL SELECT 'window', grid_code FROM maintenance_window WHERE ended_at IS NULL
       UNION ALL SELECT 'talent', grid_code FROM talent
       UNION ALL SELECT 'group', grid_code FROM talent_group
       UNION ALL SELECT 'offer', grid_code FROM service_offer
       UNION ALL SELECT 'list', grid_code FROM follow_up_list) held GROUP BY what ORDER BY what`,
  );
  return Object.fromEntries(rows.map(({ what, codes }) => [what, codes]));
}

it('what holds for a grid holds for all that is made from it; talents, groups, services and lists go with the rest', async () => {
  const { pool } = test.db;
  const grid = [PLACE.grid];
  await pool.query(
    `INSERT INTO notification_endpoint (id, kind, name, address_sealed, address_shown, format, language, per_minute,
       concurrency, created_by, created_at, updated_at)
     VALUES ('ne_1', 'WEBHOOK', 'x', '', 'x', 'MARKDOWN', 'ZH', 20, 1, 'test', now(), now())`,
  );
  await pool.query(
    `INSERT INTO notification_rule (id, name, grid_code, events, min_severity, target, endpoint_id, window_seconds,
       created_by, created_at, active_from, updated_at)
     VALUES ('nr_1', 'x', $1, '{incident.opened}', 0, 'ENDPOINT', 'ne_1', 0, 'test', now(), now(), now())`,
    grid,
  );
  await pool.query(
    `INSERT INTO severity_rule (id, rank, grid_prefix, step, reason) VALUES ('school', 1, $1, 1, '学校周边')`,
    grid,
  );
  await pool.query(
    `INSERT INTO maintenance_window (id, title, grid_code, starts_at, ends_at, created_by)
     VALUES ('mw_1', '检修', $1, now(), now() + interval '1 day', 'test'),
       ('mw_2', '往年检修', $1, now() - interval '9 days', now() - interval '8 days', 'test')`,
    grid,
  );
  await pool.query(
    `INSERT INTO talent (id, grid_code, name, fields) VALUES ('t-1', $1, '某', '{LAW}')`,
    grid,
  );
  await pool.query(
    `INSERT INTO talent_group (id, grid_code, kind, name, member_count) VALUES ('g-1', $1, 'OTHER', '某', 3)`,
    grid,
  );
  await pool.query(
    `INSERT INTO service_offer (id, party_id, title, matters, grid_code, offered_at, offered_by)
     VALUES ('so-1', 'pt-property', '修水管', '{other}', $1, now(), 'test')`,
    grid,
  );
  await pool.query(
    `INSERT INTO follow_up_list (id, code, name_zh, name_en, kind, grid_code, party_id, decided_at, source, target_at,
       created_by, created_at)
     VALUES ('fl-1', 'A', '清单', 'List', 'DECIDED', $1, 'pt-property', now(), 'x', now(), 'test', now())`,
    grid,
  );
  const parts = [
    { code: WEST, name: '西区' },
    { code: EAST, name: '东区' },
  ];
  const split = await ask(
    createGrids(deps),
    principal('operations'),
    'mutation ($input: SplitGridInput!) { splitGrid(input: $input) { applied faults { object } } }',
    {
      input: {
        ...{ gridCode: PLACE.grid, reason: '划分', rest: WEST, parts },
        targets: [{ kind: 'TALENT', id: 't-1', to: EAST }],
      },
    },
  );
  expect(split.messages).toEqual([]);
  expect(split.data.splitGrid).toEqual({ applied: true, faults: [] });
  expect(await holding()).toEqual({
    ...{ rule: [WEST, EAST], severity: [WEST, EAST], window: [PLACE.grid, WEST, EAST] },
    ...{ talent: [EAST], group: [WEST], offer: [WEST], list: [WEST] },
  });
  const merged = await ask(
    createGrids(deps),
    principal('operations'),
    'mutation ($input: MergeGridsInput!) { mergeGrids(input: $input) { applied faults { object } } }',
    { input: { gridCodes: [WEST, EAST], into: WEST, reason: '合并' } },
  );
  expect(merged.data.mergeGrids).toEqual({ applied: true, faults: [] });
  expect((await holding()).rule).toEqual([WEST, WEST]);
  expect((await holding()).talent).toEqual([WEST]);
});

it('what changes with the day changes with the day of the site, wherever that is', async () => {
  // a place where it is another day than in China, at whatever hour this runs
  const hour = new Date().getUTCHours();
  const zone = hour >= 10 && hour < 16 ? 'Pacific/Kiritimati' : 'Etc/GMT+12';
  const elsewhere = createGrids({ ...deps, config: { ...deps.config, site: { zone } } });
  const [merged, north, south] = [WEST, `${PLACE.community}021`, `${PLACE.community}022`];
  await test.db.pool.query(
    `INSERT INTO duty_schedule_binding (schedule, grid_code, subject, starts_on, created_by)
     VALUES ('onsite-meeting', $1, '', '2026-01-01', 'test')`,
    [merged],
  );
  const parts = [
    { code: north, name: '北区' },
    { code: south, name: '南区' },
  ];
  const { messages } = await ask(
    elsewhere,
    principal('operations'),
    'mutation ($input: SplitGridInput!) { splitGrid(input: $input) { applied } }',
    { input: { gridCode: merged, reason: '划分', rest: north, parts } },
  );
  expect(messages).toEqual([]);
  const { rows } = await test.db.pool.query(
    `SELECT ends_on::text AS day, (now() AT TIME ZONE $2)::date::text AS today FROM duty_schedule_binding
     WHERE grid_code = $1`,
    [merged, zone],
  );
  expect(rows[0].day).toBe(rows[0].today);
});
