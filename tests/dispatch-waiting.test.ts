import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { communityOf } from '../core/grid.ts';
import { newIncidentId } from '../core/ids.ts';
import { type Severity, severityRank } from '../core/severity.ts';
import { appendFeed } from '../runtime/feed.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { retryUnassigned } from '../subgraphs/workorders/dispatch-alarm.ts';
import { startDispatchRounds, WIDENING_CONSUMER } from '../subgraphs/workorders/dispatch-rounds.ts';
import { DISPATCHER_CONSUMER, startDispatcher } from '../subgraphs/workorders/dispatcher.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { widenDue } from '../subgraphs/workorders/widening.ts';
import { caughtUpWith } from './support/caught-up.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';
import { until } from './support/until.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;
let orders: Subgraph;
let running: { close(): Promise<void> }[] = [];
const OPERATIONS = principal('operations');
const MINUTE = 60_000;

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  deps = governanceDeps(test.db);
  orders = createWorkorders(deps);
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.close()));
  running = [];
  await test.db.pool.query('DELETE FROM absence');
});
afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

/** Replicas of the dispatcher and of its rounds, each with a feed of its own like a process of its own. */
function start(replicas = 1, now: () => number = Date.now) {
  return Array.from({ length: replicas }, () => {
    const own = governanceDeps(test.db);
    const dispatcher = startDispatcher(own, now);
    const rounds = startDispatchRounds(own, now);
    running.push({
      async close() {
        await Promise.all([dispatcher.close(), rounds.close()]);
        await own.feed.close();
      },
    });
    return { ...own, rounds };
  });
}

async function incident(type: string, severity: Severity, gridCode: string | null): Promise<string> {
  const id = newIncidentId();
  await test.db.pool.query(
    `INSERT INTO incident (id, device_id, channel, type, grid_code, community_code, severity, state, count,
       first_seen_at, last_seen_at, last_alert_id, status, opened_at)
     VALUES ($1, $2, '', $3, $4, $5, $6, 'ACTIVE', 1, now(), now(), 'al_x', 'ACTUAL', now())`,
    [id, `device-${id}`, type, gridCode, communityOf(gridCode), severityRank(severity)],
  );
  await appendFeed(test.db.pool, [
    {
      ...{ topic: 'incident', change: 'OPENED', incidentId: id, alertId: null, deviceId: `device-${id}` },
      ...{ channel: '', type, severity, state: 'ACTIVE', count: 1, gridCode },
    },
  ]);
  return id;
}

function caughtUp(consumer = DISPATCHER_CONSUMER): Promise<void> {
  return caughtUpWith(test.db, consumer);
}

const ORDER = `id state severity version dispatchExplanation assignee { id } rule
  alarm { since reason attempts nextTryAt } circle { person { id } postRole step reason }
  widening { step dueAt doneAt zh tell outcome } history { action actor detail }`;

async function orderOf(incidentId: string) {
  const { data, codes } = await ask(
    orders,
    OPERATIONS,
    `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Incident { workOrder { ${ORDER} } } } }`,
    { refs: [{ __typename: 'Incident', id: incidentId }] },
  );
  expect(codes).toEqual([]);
  return data._entities[0].workOrder;
}

async function changesOf(workOrderId: string): Promise<string[]> {
  const { rows } = await test.db.pool.query(
    "SELECT change FROM feed WHERE topic = 'workOrder' AND key = $1 ORDER BY xid, seq",
    [workOrderId],
  );
  return rows.map(({ change }) => change);
}

const later = (minutes: number) => ({
  book: deps.governance.current(),
  nowMs: Date.now() + minutes * MINUTE,
  zone: 'Asia/Shanghai',
});

async function leave(personIds: readonly string[], hours = 1): Promise<void> {
  for (const id of personIds) {
    await test.db.pool.query(
      `INSERT INTO absence (id, person_id, starts_at, ends_at, reason)
       VALUES (gen_random_uuid()::text, $1, now() - interval '1 hour', now() + make_interval(hours => $2), '病假')`,
      [id, hours],
    );
  }
}
const EVERYBODY = Object.values(PEOPLE).map(({ id }) => id);

describe('an order that nobody is on duty for', () => {
  it('has an alarm that says why, is told once, and stands in the list of those that nobody has', async () => {
    await leave(EVERYBODY);
    start();
    const id = await incident('elevator.trapped', 'critical', PLACE.grid);
    await caughtUp();
    const order = await orderOf(id);
    expect(order).toMatchObject({ state: 'FILED', assignee: null, alarm: { attempts: 1 } });
    expect(order.alarm.reason).toContain('物业经理请假至');
    expect(order.alarm.reason).toContain('nobody is on duty');
    expect(order.alarm.reason).not.toContain('病假');
    expect(new Date(order.alarm.nextTryAt).getTime()).toBeGreaterThan(Date.now());
    expect((await changesOf(order.id)).filter((change) => change === 'UNASSIGNED')).toHaveLength(1);
    const query = '{ unassignedWorkOrders(gridCode: "511421001001") { totalCount nodes { id } } }';
    expect((await ask(orders, OPERATIONS, query)).data.unassignedWorkOrders).toEqual({
      totalCount: 1,
      nodes: [{ id: order.id }],
    });
    const elsewhere = principal('community', [PLACE.otherCommunity]);
    expect((await ask(orders, elsewhere, query)).data.unassignedWorkOrders.nodes).toEqual([]);
  });

  it('is sent by itself, once under two replicas, as soon as a leave ends or a post is filled', async () => {
    await leave(EVERYBODY);
    const [first] = start(2);
    const id = await incident('elevator.trapped', 'critical', PLACE.grid);
    await caughtUp();
    expect((await orderOf(id)).assignee).toBeNull();
    // the rows tell by NOTIFY; nobody waits for the next round
    await test.db.pool.query('DELETE FROM absence WHERE person_id = $1', [PEOPLE.head.id]);
    await until(async () => (await orderOf(id)).assignee !== null, { what: 'the order is sent' });
    const order = await orderOf(id);
    expect(order).toMatchObject({ state: 'DISPATCHED', assignee: { id: PEOPLE.head.id }, alarm: null });
    expect(order.dispatchExplanation).toContain('此前无人当值');
    expect(order.history.filter((row: { action: string }) => row.action === 'DISPATCH')).toHaveLength(1);
    await first?.rounds.round(true);
    expect((await orderOf(id)).version).toBe(order.version);
  });

  it('is sent when a shift begins: nobody is on the roster before, and the alarm says when', async () => {
    const night = 'roster-night';
    const shift = { name: '夜', from: '22:00', to: '06:00', members: [PEOPLE.desk.id] };
    await leave(
      EVERYBODY.filter((one) => one !== PEOPLE.desk.id),
      48,
    );
    await test.db.pool.query(
      `INSERT INTO roster (id, grid_code, role, name, pattern, valid_from) VALUES ($1, $2, 'COMMUNITY_DUTY', '社区夜班', $3, '2020-01-01')`,
      [night, PLACE.community, JSON.stringify({ kind: 'WEEKLY', shifts: [shift] })],
    );
    const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    let now = Date.parse(`${day}T21:59:30+08:00`);
    const [replica] = start(1, () => now);
    const id = await incident('elevator.trapped', 'critical', PLACE.grid);
    await caughtUp();
    const before = await orderOf(id);
    expect(before.assignee).toBeNull();
    expect(before.alarm.reason).toContain('社区值班不在班，下一班');
    expect(Date.parse(before.alarm.nextTryAt)).toBe(Date.parse(`${day}T22:00:00+08:00`));
    now = Date.parse(`${day}T22:00:01+08:00`);
    await replica?.rounds.round();
    expect((await orderOf(id)).assignee).toEqual({ id: PEOPLE.desk.id });
    await test.db.pool.query('DELETE FROM roster WHERE id = $1', [night]);
  });

  it('whatever path left it so: the database itself keeps the alarm, and a round tells of it', async () => {
    const { rows } = await test.db.pool.query(
      `INSERT INTO work_order (id, case_number, profile, state, source, matter, title, severity, grid_code,
         dispatch_explanation, created_at, updated_at)
       VALUES ('wo_alone', 'E9999', 'standard', 'FILED', 'RESIDENT', 'other', '无人', 1, $1, '', now(), now()) RETURNING id`,
      [PLACE.grid],
    );
    const workOrderId = rows[0].id;
    const [replica] = start();
    await replica?.rounds.round();
    expect(await changesOf(workOrderId)).toEqual(['UNASSIGNED']);
    const read = `{ workOrder(id: "${workOrderId}") { alarm { reason nextTryAt } } }`;
    const told = (await ask(orders, OPERATIONS, read)).data.workOrder.alarm;
    // nobody knows by which ladder: a person decides
    expect(told).toMatchObject({ nextTryAt: null });
    expect(told.reason).toContain('not sent to anybody');
    await test.db.pool.query('UPDATE work_order SET assignee_id = $2 WHERE id = $1', [
      workOrderId,
      PEOPLE.head.id,
    ]);
    expect((await ask(orders, OPERATIONS, read)).data.workOrder.alarm).toBeNull();
    await test.db.pool.query("UPDATE work_order SET state = 'VOIDED', closed_at = now() WHERE id = $1", [
      workOrderId,
    ]);
  });
});

describe('graded response 分级响应 (AQ-17)', () => {
  async function waiting(severity: Severity = 'critical', type = 'elevator.trapped') {
    const id = await incident(type, severity, PLACE.grid);
    await caughtUp();
    await caughtUp(WIDENING_CONSUMER);
    return id;
  }

  it('tells more people step by step while nobody takes the order, and at last sends it to the community', async () => {
    start();
    const id = await waiting();
    const planned = await orderOf(id);
    expect(planned.assignee).toEqual({ id: PEOPLE.property.id });
    expect(planned.widening.map(({ step }: { step: number }) => step)).toEqual([1, 2, 3]);
    expect(planned.circle).toEqual([]);
    await widenDue(test.db, later(6));
    const told = await orderOf(id);
    // the one who has it is not told again; nobody above the grid is told yet
    expect(told.circle.map((one: { person: { id: string } }) => one.person.id)).toEqual([PEOPLE.head.id]);
    expect(told.circle[0].reason).toContain('5 分钟无人接单');
    expect(told.widening[0].outcome).toContain('网格长');
    await widenDue(test.db, later(16));
    const last = await orderOf(id);
    expect(last.assignee).toEqual({ id: PEOPLE.desk.id });
    expect(last.history.at(-1)).toMatchObject({ action: 'DISPATCH', actor: 'graded-response' });
    expect(last.dispatchExplanation).toContain('15 分钟无人接单');
    expect((await changesOf(last.id)).filter((change) => change === 'WIDENED')).toHaveLength(3);
  });

  it('takes each step once with two replicas at it at the same time', async () => {
    start(2);
    const ids = await Promise.all(
      Array.from({ length: 8 }, () => incident('elevator.trapped', 'critical', PLACE.grid)),
    );
    await caughtUp();
    await caughtUp(WIDENING_CONSUMER);
    await Promise.all([
      widenDue(test.db, later(11)),
      widenDue(test.db, later(11)),
      widenDue(test.db, later(11)),
    ]);
    for (const id of ids) {
      const order = await orderOf(id);
      expect((await changesOf(order.id)).filter((change) => change === 'WIDENED')).toHaveLength(2);
    }
  });

  it('widens further and sooner for a graver order: a rise plans what is left anew, from the same beginning', async () => {
    start();
    const id = await waiting('major', 'elevator.stopped');
    expect((await orderOf(id)).widening).toHaveLength(2);
    await test.db.pool.query('UPDATE incident SET severity = 3 WHERE id = $1', [id]);
    await appendFeed(test.db.pool, [
      {
        ...{
          topic: 'incident',
          change: 'ESCALATED',
          incidentId: id,
          alertId: null,
          deviceId: `device-${id}`,
        },
        ...{
          channel: '',
          type: 'elevator.stopped',
          severity: 'critical',
          state: 'ACTIVE',
          count: 2,
          gridCode: PLACE.grid,
        },
      },
    ]);
    await caughtUp();
    await caughtUp(WIDENING_CONSUMER);
    const order = await orderOf(id);
    expect(order.severity).toBe('CRITICAL');
    expect(order.widening).toHaveLength(3);
  });

  const END = {
    taken: (id: string) => `mutation { takeWorkOrder(input: { workOrderId: "${id}" }) { workOrder { id } } }`,
    void: (id: string) =>
      `mutation { voidWorkOrder(input: { workOrderId: "${id}", reason: "试" }) { workOrder { id } } }`,
  };
  it.each(Object.keys(END))('never goes on once the order is %s', async (how) => {
    start();
    const id = await waiting();
    const order = await orderOf(id);
    const who = how === 'taken' ? principal('property', [PLACE.community], PEOPLE.property.id) : OPERATIONS;
    const { codes } = await ask(orders, who, how === 'taken' ? END.taken(order.id) : END.void(order.id));
    expect(codes).toEqual([]);
    // even before the planner has heard of it
    await widenDue(test.db, later(60));
    await caughtUp(WIDENING_CONSUMER);
    await widenDue(test.db, later(60));
    expect(await changesOf(order.id)).not.toContain('WIDENED');
  });

  it.each(['SUSPENDED', 'MERGED'])('never fires for an order that is %s meanwhile', async (state) => {
    start();
    const parent = await orderOf(await waiting());
    const { id: workOrderId } = await orderOf(await waiting());
    const into = state === 'MERGED' ? parent.id : null;
    await test.db.pool.query(
      "UPDATE work_order SET state = $2, merged_into = $3, merged_from = CASE WHEN $3::text IS NULL THEN NULL ELSE 'DISPATCHED' END WHERE id = $1",
      [workOrderId, state, into],
    );
    await widenDue(test.db, later(60));
    expect(await changesOf(workOrderId)).not.toContain('WIDENED');
    const end =
      "UPDATE work_order SET state = 'VOIDED', closed_at = now(), merged_into = NULL, merged_from = NULL";
    await test.db.pool.query(`${end} WHERE id = ANY($1::text[])`, [[workOrderId, parent.id]]);
  });
});

describe('dry run', () => {
  const PREVIEW = `query ($input: PreviewDispatchInput!) { previewDispatch(input: $input) {
    opens rule document profile matter explanationZh explanationEn tried { rule matched whyNotZh whyNotEn }
    ladder { code version steps } assignee { id } postRole equals { person { id } liveOrders }
    skipped { kind role reasonZh } widening { step tell } } }`;
  const preview = async (input: Record<string, unknown>, who = OPERATIONS) =>
    ask(orders, who, PREVIEW, { input });

  it('says which rule would win, why each one before it did not, whom it would go to and what would follow', async () => {
    const before = await test.db.pool.query('SELECT count(*) FROM work_order');
    const { data } = await preview({ type: 'sensor.sos', severity: 'CRITICAL', gridCode: PLACE.microGrid });
    const found = data.previewDispatch;
    expect(found).toMatchObject({
      ...{ opens: true, rule: 'person-in-danger', document: 'default@1', profile: 'huaying-demand' },
      ...{ assignee: { id: PEOPLE.worker.id }, postRole: 'GRID_WORKER' },
      ladder: { code: 'neighbours', version: 1 },
      skipped: [{ kind: 'VACANT', role: 'NEIGHBOUR_STEWARD', reasonZh: '邻管家空缺' }],
    });
    expect(found.equals).toMatchObject([{ person: { id: PEOPLE.worker.id } }]);
    expect(found.tried.at(-1)).toMatchObject({ rule: 'person-in-danger', matched: true, whyNotZh: '' });
    const fire = found.tried.find(({ rule }: { rule: string }) => rule === 'fire');
    expect(fire).toMatchObject({
      matched: false,
      whyNotZh: '类型为 sensor.sos',
      whyNotEn: 'the type is sensor.sos',
    });
    expect(found.widening).toHaveLength(3);
    for (const text of ['规则 person-in-danger', '阶梯', '派给']) expect(found.explanationZh).toContain(text);
    expect((await test.db.pool.query('SELECT count(*) FROM work_order')).rows).toEqual(before.rows);
  });

  it('takes the facts of an incident, and says why nothing would be opened', async () => {
    const id = await incident('device.battery_low', 'info', PLACE.grid);
    const { data } = await preview({ incidentId: id });
    expect(data.previewDispatch).toMatchObject({
      opens: false,
      rule: 'info-no-order',
      ladder: null,
      assignee: null,
    });
  });

  it('is for those who dispatch, in their own grids', async () => {
    expect((await preview({ type: 'camera.fire' }, principal('viewer'))).codes).toEqual(['FORBIDDEN']);
    const here = principal('community', [PLACE.community]);
    expect((await preview({ type: 'camera.fire', gridCode: PLACE.otherGrid }, here)).codes).toEqual([
      'OUT_OF_SCOPE',
    ]);
    expect((await preview({ type: 'camera.fyre', gridCode: PLACE.grid })).codes).toEqual(['BAD_USER_INPUT']);
  });
});

describe('property', () => {
  it('every incident that opens an order ends with exactly one of a person and an explained alarm', async () => {
    const severities = fc.constantFrom<Severity>('minor', 'major', 'critical');
    const places = fc.constantFrom(PLACE.microGrid, PLACE.grid, PLACE.community, PLACE.otherGrid, PLACE.city);
    const types = fc.constantFrom(
      'camera.fire',
      'elevator.trapped',
      'sensor.sos',
      'other',
      'camera.loitering',
    );
    const world = fc.record({
      away: fc.subarray(EVERYBODY),
      incidents: fc.array(fc.tuple(types, severities, places), { minLength: 1, maxLength: 6 }),
      capacity: fc.option(fc.integer({ min: 1, max: 2 })),
    });
    start(2);
    await fc.assert(
      fc.asyncProperty(world, async ({ away, incidents, capacity }) => {
        await test.db.pool.query('DELETE FROM absence');
        await test.db.pool.query('UPDATE post SET capacity = $1', [capacity]);
        await leave(away);
        const ids = await Promise.all(
          incidents.map(([type, severity, place]) => incident(type, severity, place)),
        );
        await caughtUp();
        for (const id of ids) {
          const order = await orderOf(id);
          const alarmed = order.alarm !== null;
          expect(alarmed).toBe(order.assignee === null);
          if (alarmed) expect(order.alarm.reason).toMatch(/nobody is on duty/);
          else expect(order.dispatchExplanation).toContain('sent to');
          const dispatched = order.history.filter((row: { action: string }) => row.action === 'DISPATCH');
          expect(dispatched.length).toBe(alarmed ? 0 : 1);
          if (!alarmed) expect(away).not.toContain(order.assignee.id);
        }
      }),
      { numRuns: 12 },
    );
    await test.db.pool.query('UPDATE post SET capacity = NULL');
    await test.db.pool.query('DELETE FROM absence');
    const context = { ...later(0), actor: 'dispatcher', all: true };
    await retryUnassigned(test.db, context);
  });

  it('equals share the work: of twelve orders to three workers nobody has more than one above another', async () => {
    for (const n of [1, 2, 3]) {
      await test.db.pool.query(`INSERT INTO person (id, title) VALUES ($1, $1)`, [`p-share-${n}`]);
      await test.db.pool.query(
        `INSERT INTO post (id, role, grid_code, person_id, valid_from) VALUES ($1, 'NEIGHBOUR_STEWARD', $2, $3, '2020-01-01')`,
        [`post-share-${n}`, PLACE.otherGrid, `p-share-${n}`],
      );
    }
    start(2);
    await Promise.all(Array.from({ length: 12 }, () => incident('sensor.sos', 'critical', PLACE.otherGrid)));
    await caughtUp();
    const { rows } = await test.db.pool.query(
      `SELECT assignee_id, count(*)::int AS count FROM work_order WHERE assignee_id LIKE 'p-share-%' GROUP BY 1 ORDER BY 1`,
    );
    expect(rows.map(({ count }) => count)).toEqual([4, 4, 4]);
  });
});

describe('trouble with one order', () => {
  it('does not keep the others waiting, and it is tried again', async () => {
    await leave(EVERYBODY);
    const [replica] = start();
    const ids = await Promise.all([1, 2].map(() => incident('elevator.trapped', 'critical', PLACE.grid)));
    await caughtUp();
    const broken = await orderOf(ids[0] ?? '');
    await test.db.pool.query(`
      CREATE FUNCTION refuse_order() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'not this one' USING ERRCODE = '22023'; END $$;
      CREATE TRIGGER refuse_order BEFORE UPDATE ON work_order
        FOR EACH ROW WHEN (NEW.id = '${broken.id}') EXECUTE FUNCTION refuse_order();`);
    await test.db.pool.query('DELETE FROM absence');
    await replica?.rounds.round(true);
    expect((await orderOf(ids[1] ?? '')).assignee).not.toBeNull();
    expect(await orderOf(ids[0] ?? '')).toMatchObject({ assignee: null, state: 'FILED' });
    await test.db.pool.query('DROP TRIGGER refuse_order ON work_order');
    await replica?.rounds.round(true);
    expect((await orderOf(ids[0] ?? '')).assignee).not.toBeNull();
  });
});
