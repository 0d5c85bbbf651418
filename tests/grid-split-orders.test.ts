import { afterAll, beforeAll, expect, it } from 'vitest';
import { project } from '../core/workflow/order-state.ts';
import { createAlertsSubgraph } from '../subgraphs/alerts/index.ts';
import { createGrids } from '../subgraphs/grids/index.ts';
import { createResidents } from '../subgraphs/residents/index.ts';
import { createActions } from '../subgraphs/workorders/actions.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { eventsOfOrders, ordersById } from '../subgraphs/workorders/reads.ts';
import { createTrackActs } from '../subgraphs/workorders/track-acts.ts';
import { orderStateOf } from '../subgraphs/workorders/workflow.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';
import { addDevice, addIncident, subgraphDeps } from './support/subgraph-world.ts';
import { ACTORS, seedOrganisations } from './support/workflow-place.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  await seedOrganisations(test.db);
  deps = governanceDeps(test.db);
});
afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

it('an order under way goes on in the new grid, its history tells it; a voided one stays with the old grid', async () => {
  const { resident, operations } = ACTORS;
  const report = async () => {
    const { id } = await createActions(deps, resident).report({
      ...{ source: 'RESIDENT', channel: 'APP', matter: 'property-service', severity: 'minor' },
      ...{ title: '门禁坏了', description: '打不开', gridCode: PLACE.grid, profile: 'huaying-demand' },
    });
    await createTrackActs(deps, operations).duplicates.decide({ workOrderId: id });
    return id;
  };
  const [open, ended] = [await report(), await report()];
  const acts = createActions(deps, operations);
  await acts.void({ workOrderId: ended, reason: '误报' });
  await acts.accept({ workOrderId: open });
  const numbers = (await ordersById(test.db.pool, [open, ended])).map(({ caseNumber }) => caseNumber).sort();

  await test.db.pool.query(
    `INSERT INTO duty_schedule_binding (schedule, grid_code, subject, starts_on, created_by)
     VALUES ('elderly-visit', $1, 'kp-1', '2026-01-01', 'test'), ('onsite-meeting', $1, '', '2026-01-01', 'test')`,
    [PLACE.grid],
  );
  await test.db.pool.query(
    `INSERT INTO duty_schedule_run (schedule, grid_code, subject, period, version, outcome, due_at, created_at)
     VALUES ('elderly-visit', $1, 'kp-1', '2026-W47', 1, 'OPENED', now(), now())`,
    [PLACE.grid],
  );
  await test.db.pool.query(
    `INSERT INTO key_person (id, grid_code, category, name, weekly_visit) VALUES ('kp-1', $1, 'ELDERLY_ALONE', '某', true)`,
    [PLACE.grid],
  );

  const [west, east] = [`${PLACE.community}011`, `${PLACE.community}012`];
  const input = {
    ...{ gridCode: PLACE.grid, reason: '划分二级网格', rest: west },
    parts: [
      { code: west, name: '西区' },
      { code: east, name: '东区' },
    ],
    targets: [
      { kind: 'ORDER', id: open, to: east },
      { kind: 'KEY_PERSON', id: 'kp-1', to: east },
    ],
  };
  const split = await ask(
    createGrids(deps),
    principal('operations'),
    'mutation ($input: SplitGridInput!) { splitGrid(input: $input) { applied faults { object } } }',
    { input },
  );
  expect(split.data.splitGrid).toEqual({ applied: true, faults: [] });

  for (const id of [open, ended]) {
    const [row] = await ordersById(test.db.pool, [id]);
    if (row === undefined) throw new Error(id);
    expect(project(await eventsOfOrders(test.db.pool, [id]))).toEqual(orderStateOf(row));
    expect(row.gridCode).toBe(id === open ? east : PLACE.grid);
  }
  expect((await ordersById(test.db.pool, [open, ended])).map(({ caseNumber }) => caseNumber).sort()).toEqual(
    numbers,
  );

  // who watches the old grid sees it leave
  const { rows: told } = await test.db.pool.query(
    `SELECT payload->>'gridCode' AS now, payload->'before' AS before FROM feed WHERE key = $1 ORDER BY xid, seq`,
    [open],
  );
  expect(told.at(-1)).toEqual({
    now: east,
    before: { state: 'ACCEPTED', severity: 'minor', gridCode: PLACE.grid, assigneeId: null },
  });

  // recurring duties go on where they are now, the one of a person with that person; a served week is not served twice
  const bound = await test.db.pool.query(
    `SELECT b.schedule, b.grid_code AS grid, count(r.period)::int AS runs FROM duty_schedule_binding b
     LEFT JOIN duty_schedule_run r USING (schedule, grid_code, subject) WHERE b.ends_on IS NULL GROUP BY 1, 2 ORDER BY 1`,
  );
  expect(bound.rows).toEqual([
    { schedule: 'elderly-visit', grid: east, runs: 1 },
    { schedule: 'onsite-meeting', grid: west, runs: 0 },
  ]);

  // the engine takes it from there
  await acts.file({ workOrderId: open });
  await acts.dispatch({ workOrderId: open, personId: PEOPLE.desk.id });
  const orders = createWorkorders(deps);
  const { data, messages } = await ask(
    orders,
    principal('operations'),
    `query ($refs: [_Any!]!, $id: ID!) { workOrder(id: $id) { history { action } }
       _entities(representations: $refs) { ... on Grid { workOrders { nodes { id } } } } }`,
    { id: open, refs: [PLACE.grid, east, west].map((code) => ({ __typename: 'Grid', code })) },
  );
  expect(messages).toEqual([]);
  expect(data.workOrder.history.map(({ action }: { action: string }) => action)).toContain('MOVE_GRID');
  const listed = data._entities.map((grid: { workOrders: { nodes: { id: string }[] } }) =>
    grid.workOrders.nodes.map(({ id }) => id),
  );
  expect(listed).toEqual([[ended], [open], []]);
});

it('what a resident told goes with the order: to the new keepers, and from the old', async () => {
  const residents = createResidents(deps);
  const report = {
    ...{ matter: 'environment', channel: 'WECHAT', gridCode: PLACE.otherGrid, description: '垃圾满溢' },
    contact: { phone: '13912345678' },
  };
  const submit = 'mutation ($input: SubmitReportInput!) { submitReport(input: $input) { caseNumber } }';
  const told = await ask(residents, principal('channel'), submit, { input: report });
  expect(told.messages).toEqual([]);
  const { rows } = await test.db.pool.query(
    'SELECT r.id, r.work_order_id AS "orderId" FROM report r WHERE r.case_number = $1',
    [told.data.submitReport.caseNumber],
  );
  const [west, east] = [`${PLACE.otherCommunity}011`, `${PLACE.otherCommunity}012`];
  const input = {
    ...{ gridCode: PLACE.otherGrid, reason: '划分', rest: west },
    parts: [
      { code: west, name: '西区' },
      { code: east, name: '东区' },
    ],
    targets: [{ kind: 'ORDER', id: rows[0].orderId, to: east }],
  };
  const split =
    'mutation ($input: SplitGridInput!) { splitGrid(input: $input) { applied faults { object } } }';
  const done = await ask(createGrids(deps), principal('operations'), split, { input });
  expect(done.data.splitGrid).toEqual({ applied: true, faults: [] });

  const seen = async (grid: string) => {
    const who = principal('community', [grid]);
    const list = await ask(residents, who, '{ reports { nodes { id workOrder { id } } } }');
    const reveal = `mutation ($input: RevealReportContactInput!) { revealReportContact(input: $input) { phone } }`;
    const { data, codes } = await ask(residents, who, reveal, {
      input: { reportId: rows[0].id, reason: '核实' },
    });
    const ids = list.data.reports.nodes.map(({ id }: { id: string }) => id);
    return [ids, codes[0] ?? data.revealReportContact.phone];
  };
  expect(await seen(east)).toEqual([[rows[0].id], '13912345678']);
  for (const grid of [PLACE.otherGrid, west]) expect(await seen(grid)).toEqual([[], 'NOT_FOUND']);
});

it('what goes on at a device goes with it, what is over stays where it was', async () => {
  const [old, west, east] = ['041', '042', '043'].map((serial) => `${PLACE.community}${serial}`);
  await test.db.pool.query(
    `INSERT INTO grid (code, level, name, parent_code) VALUES ($1, 'GRID', '河滨小区', $2)`,
    [old, PLACE.community],
  );
  const firstSeenMs = Date.now() - 60_000;
  for (const id of ['cam-east', 'cam-west']) await addDevice(test.db, id, { gridCode: old ?? '' });
  const incident = { gridCode: old ?? '', firstSeenMs };
  await addIncident(test.db, { ...incident, id: 'in-east', deviceId: 'cam-east' });
  await addIncident(test.db, { ...incident, id: 'in-west', deviceId: 'cam-west' });
  await addIncident(test.db, { ...incident, id: 'in-over', deviceId: 'cam-east', channel: '2' });
  await test.db.pool.query(`UPDATE incident SET state = 'CLEARED', cleared_at = now() WHERE id = 'in-over'`);
  const input = {
    ...{ gridCode: old, reason: '划分', rest: west },
    parts: [
      { code: west, name: '西' },
      { code: east, name: '东' },
    ],
    targets: [{ kind: 'DEVICE', id: 'cam-east', to: east }],
  };
  const split =
    'mutation ($input: SplitGridInput!) { splitGrid(input: $input) { applied faults { object } } }';
  const done = await ask(createGrids(deps), principal('operations'), split, { input });
  expect(done.data.splitGrid).toEqual({ applied: true, faults: [] });
  const alertDeps = subgraphDeps(test.db);
  const alerts = createAlertsSubgraph(alertDeps);
  const seen = async (grid: string | undefined) => {
    const who = principal('community', [grid ?? '']);
    const { data } = await ask(alerts, who, '{ incidents { nodes { id } } }');
    const acknowledge = `mutation { acknowledgeIncident(input: { incidentId: "in-east" }) { incident { acknowledged } } }`;
    const { codes } = await ask(alerts, who, acknowledge);
    return [data.incidents.nodes.map(({ id }: { id: string }) => id), codes];
  };
  expect(await seen(old)).toEqual([['in-over'], ['NOT_FOUND']]);
  expect(await seen(west)).toEqual([['in-west'], ['NOT_FOUND']]);
  expect(await seen(east)).toEqual([['in-east'], []]);
  await alertDeps.feed.close();
});
