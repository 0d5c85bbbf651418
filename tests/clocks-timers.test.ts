import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Severity } from '../core/severity.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { escalationActs } from '../subgraphs/workorders/escalation-acts.ts';
import type { TakeEscalation } from '../subgraphs/workorders/escalation-worker.ts';
import { escalationRound, startEscalation } from '../subgraphs/workorders/escalation-worker.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { openOrder } from '../subgraphs/workorders/open.ts';
import type { OrderRow } from '../subgraphs/workorders/rows.ts';
import { type Step, takeStep } from '../subgraphs/workorders/steps.ts';
import { lockOrder } from '../subgraphs/workorders/writes.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';
import { until } from './support/until.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A Friday, 09:00 in China. */
const START = Date.parse('2026-11-20T09:00:00+08:00');
const operations = principal('operations', [''], 'ops-1');

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;
let orders: Subgraph;
let take: TakeEscalation;

beforeAll(async () => {
  test = await testDb({ poolSize: 12 });
  await seedPlace(test.db);
  deps = governanceDeps(test.db);
  orders = createWorkorders(deps);
  take = escalationActs(deps);
});

afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

// what a test leaves open would fire in the next one
afterEach(async () => {
  const { rows } = await test.db.pool.query(
    "SELECT id FROM work_order WHERE closed_at IS NULL AND state <> 'MERGED'",
  );
  for (const { id } of rows) await step(String(id), 'VOID', START, { reason: '测试结束' });
});

const book = () => deps.governance.current();

/** A filed order of 仁寿: respond 15 min, report back 1 h. */
function filed(client: pg.PoolClient, severity: Severity, atMs: number, matter: string): Promise<OrderRow> {
  return openOrder(
    client,
    {
      state: 'FILED',
      profile: 'renshou-response',
      source: 'RESIDENT',
      matter,
      title: '夜间施工',
      description: null,
      severity,
      gridCode: PLACE.microGrid,
      rule: null,
      explanation: '测试',
      reportedBy: 'resident-1',
      actor: 'ops-1',
      detail: null,
      clocksFromMs: atMs,
      atMs,
      zone: 'Asia/Shanghai',
    },
    book(),
  );
}

/** One that is with the micro-grid's worker. */
async function dispatched(
  severity: 'minor' | 'critical' = 'minor',
  atMs = START,
  matter = 'noise',
): Promise<OrderRow> {
  return test.db.tx(async (client) => {
    const opened = await filed(client, severity, atMs, matter);
    const assignee = { personId: PEOPLE.worker.id, partyId: null, postRole: PEOPLE.worker.role };
    const step: Step = { action: 'DISPATCH', actor: 'ops-1', input: { assignee }, atMs };
    return takeStep(client, opened, step, book());
  });
}

async function step(id: string, action: Step['action'], atMs: number, input: Step['input'] = {}) {
  return test.db.tx(async (client) => {
    const order = await lockOrder(client, id);
    if (order === null) throw new Error(`no order ${id}`);
    return takeStep(client, order, { action, actor: PEOPLE.worker.id, input, atMs }, book());
  });
}

async function history(id: string): Promise<string[]> {
  const { rows } = await test.db.pool.query(
    'SELECT action FROM work_order_event WHERE work_order_id = $1 ORDER BY version',
    [id],
  );
  return rows.map(({ action }) => String(action));
}

async function timers(id: string) {
  const { rows } = await test.db.pool.query(
    `SELECT key, act, state, extract(epoch FROM due_at) * 1000 - $2 AS "afterMs" FROM work_order_timer
     WHERE work_order_id = $1 ORDER BY due_at, key`,
    [id, START],
  );
  return rows.map(({ key, act, state, afterMs }) => `${key} ${act} ${state} ${Number(afterMs) / MINUTE}`);
}

/** Everything that is due at a moment, until nothing is. */
async function runTo(nowMs: number) {
  const fired: string[] = [];
  for (let more = true; more; ) {
    const round = await escalationRound(deps, take, nowMs);
    fired.push(...round.fired.map(({ orderId, act, step: code }) => `${orderId} ${act} ${code}`));
    more = round.more;
    expect(round.failed).toBe(0);
  }
  return fired;
}

describe('timers of work orders', () => {
  it('a step of the order plans its timers in its own transaction; amber reminds, red calls the next step (RS-11, LA-09)', async () => {
    const order = await dispatched();
    expect(await timers(order.id)).toEqual(
      expect.arrayContaining([
        'RESPOND#1/TARGET/standard/REMIND#1 REMIND WAITING 11.25',
        expect.stringMatching(/^RESPOND#1\/TARGET\/standard\/NEXT#1 ESCALATE WAITING 15\.0/),
      ]),
    );
    expect(await runTo(START + 11 * MINUTE)).toEqual([]);
    expect(await runTo(START + 12 * MINUTE)).toEqual([`${order.id} REMIND REMIND`]);
    expect(await runTo(START + 14 * MINUTE)).toEqual([]);
    // the due moment itself is in time
    expect(await runTo(START + 15 * MINUTE)).toEqual([]);
    expect(await runTo(START + 15 * MINUTE + 1)).toEqual([`${order.id} ESCALATE NEXT`]);
    expect(await history(order.id)).toEqual(['OPEN', 'DISPATCH', 'CLOCK_REMINDED', 'ESCALATED']);
    const { rows } = await test.db.pool.query(
      'SELECT person_id FROM work_order_circle WHERE work_order_id = $1',
      [order.id],
    );
    // the worker has it: the grid head is the next on the ladder
    expect(rows).toEqual([{ person_id: PEOPLE.head.id }]);
    const feed = await test.db.pool.query(
      "SELECT change FROM feed WHERE key = $1 AND topic = 'workOrder' ORDER BY xid, seq",
      [order.id],
    );
    expect(feed.rows.map(({ change }) => change)).toEqual(['OPENED', 'ASSIGNED', 'REMINDED', 'ESCALATED']);
  });

  it.each([
    ['minor', []],
    ['critical', [PEOPLE.head.id]],
  ] as const)(
    'HY-19 小事不出楼栋、大事不出小区: a %s dispute past due never calls anybody above its level',
    async (severity, called) => {
      const order = await dispatched(severity, START, 'dispute');
      const fired = await runTo(START + 40 * 24 * HOUR);
      expect(fired.filter((one) => one.includes('ESCALATE')).length).toBeGreaterThan(0);
      const { rows } = await test.db.pool.query(
        `SELECT person_id AS id FROM work_order_circle WHERE work_order_id = $1 AND step >= 1000`,
        [order.id],
      );
      expect(rows.map(({ id }) => id)).toEqual(called);
      // sent by the ladder it goes to the building; only a person sends one further up
      const send = async (input: string) => {
        const { id } = await test.db.tx((client) => filed(client, severity, START, 'dispute'));
        const { data } = await ask(
          orders,
          operations,
          `mutation { dispatchWorkOrder(input: { workOrderId: "${id}" ${input} }) { workOrder { assignee { id } } } }`,
        );
        return data.dispatchWorkOrder.workOrder.assignee?.id;
      };
      expect(await send('')).toBe(severity === 'minor' ? PEOPLE.worker.id : PEOPLE.head.id);
      expect(await send(`personId: "${PEOPLE.desk.id}", reason: "调解不成"`)).toBe(PEOPLE.desk.id);
    },
  );

  it('what is stopped in time never reminds; a clock that goes on does', async () => {
    const order = await dispatched();
    await step(order.id, 'TAKE', START + 5 * MINUTE);
    expect(await runTo(START + 44 * MINUTE)).toEqual([]);
    expect(await runTo(START + 46 * MINUTE)).toEqual([`${order.id} REMIND REMIND`]);
  });

  it('trap: a suspended order never escalates, and what was left of its time is restored exactly', async () => {
    const order = await dispatched();
    await step(order.id, 'TAKE', START + 5 * MINUTE);
    await step(order.id, 'START', START + 6 * MINUTE);
    await step(order.id, 'SUSPEND', START + 10 * MINUTE, {
      reason: '等待配件',
      untilMs: START + 30 * 24 * HOUR,
    });
    expect(await timers(order.id)).toEqual([]);
    expect(await runTo(START + 20 * 24 * HOUR)).toEqual([]);
    const resumed = START + 10 * MINUTE + 26 * 24 * HOUR;
    await step(order.id, 'RESUME', resumed);
    // 10 of 60 minutes were used: amber after 35 more
    expect(await runTo(resumed + 35 * MINUTE - 1)).toEqual([]);
    expect(await runTo(resumed + 35 * MINUTE)).toEqual([`${order.id} REMIND REMIND`]);
  });

  it('trap: void and merged orders never escalate', async () => {
    const first = await dispatched();
    const main = await dispatched();
    const merged = await dispatched();
    await step(first.id, 'VOID', START + MINUTE, { reason: '重复' });
    await step(merged.id, 'MERGE', START + MINUTE, { mergeInto: main.id });
    for (const id of [first.id, merged.id]) expect(await timers(id)).toEqual([]);
    const fired = await runTo(START + 30 * 24 * HOUR);
    expect(fired.length).toBeGreaterThan(0);
    expect(fired.every((one) => one.startsWith(main.id))).toBe(true);
  });

  it('two replicas and a third that comes later take each step of many orders once', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => dispatched('critical')));
    const due = START + 46 * MINUTE;
    const rounds = await Promise.all([1, 2, 3].map(() => escalationRound(deps, take, due)));
    const late = await runTo(due);
    const fired = [
      ...rounds.flatMap((round) => round.fired.map((one) => `${one.orderId} ${one.key}`)),
      ...late,
    ];
    expect(new Set(fired).size).toBe(fired.length);
    for (const { id } of made) {
      const acts = (await history(id)).slice(2);
      // the response reminder is overtaken by red; next, next again, a reminder to report back, supervision
      expect(acts).toEqual(['ESCALATED', 'ESCALATED', 'CLOCK_REMINDED', 'SUPERVISION_OPENED']);
      const { rows } = await test.db.pool.query(
        'SELECT count(*)::int AS n FROM order_supervision WHERE work_order_id = $1',
        [id],
      );
      expect(rows[0].n).toBe(1);
    }
  });

  it('a step whose act fails is not lost and holds nobody up; after a restart it is taken, once', async () => {
    const broken = await dispatched();
    const sound = await dispatched();
    const failing: TakeEscalation = async (client, order, due, inForce, nowMs) => {
      await take(client, order, due, inForce, nowMs);
      // dies after writing: everything of it rolls back
      if (order.id === broken.id) throw new Error('killed');
    };
    const at = START + 12 * MINUTE;
    const round = await escalationRound(deps, failing, at);
    expect(round.failed).toBe(1);
    expect(round.fired.map(({ orderId }) => orderId)).toEqual([sound.id]);
    expect(await history(broken.id)).toEqual(['OPEN', 'DISPATCH']);
    expect(await runTo(at)).toEqual([]);
    expect(await runTo(at + MINUTE)).toEqual([`${broken.id} REMIND REMIND`]);
    expect(await history(broken.id)).toEqual(['OPEN', 'DISPATCH', 'CLOCK_REMINDED']);
  });

  it('the worker wakes by itself, and another takes over where one was closed', async () => {
    let now = START;
    const metrics = deps.metrics;
    const one = startEscalation({ ...deps, metrics }, take, () => now);
    const order = await dispatched();
    now = START + 12 * MINUTE;
    // a step of any order wakes it; so does its due time
    await dispatched('minor', now);
    await until(async () => (await history(order.id)).includes('CLOCK_REMINDED'));
    await one.close();
    now = START + 16 * MINUTE;
    const two = startEscalation({ ...deps, metrics }, take, () => now);
    await until(async () => (await history(order.id)).includes('ESCALATED'));
    await two.close();
    expect(await history(order.id)).toEqual(['OPEN', 'DISPATCH', 'CLOCK_REMINDED', 'ESCALATED']);
  });

  it('an order without a plan, or planned by a calendar that has changed, is planned anew', async () => {
    const order = await dispatched();
    await test.db.pool.query('DELETE FROM work_order_plan WHERE work_order_id = $1', [order.id]);
    await test.db.pool.query('DELETE FROM work_order_timer WHERE work_order_id = $1', [order.id]);
    const round = await escalationRound(deps, take, START + MINUTE);
    expect(round.planned).toBe(1);
    expect((await timers(order.id)).length).toBeGreaterThan(0);
    await test.db.pool.query("UPDATE work_order_plan SET basis = 'china@0' WHERE work_order_id = $1", [
      order.id,
    ]);
    expect((await escalationRound(deps, take, START + MINUTE)).planned).toBe(1);
    expect((await escalationRound(deps, take, START + MINUTE)).planned).toBe(0);
  });

  it('an order whose history cannot be read keeps no other from being planned, nor a ladder from being climbed', async () => {
    const [spoilt, sound] = [await dispatched(), await dispatched()];
    const { pool } = test.db;
    const unplanned = 'DELETE FROM work_order_plan WHERE work_order_id = ANY($1::text[])';
    await pool.query(unplanned, [[spoilt.id, sound.id]]);
    await pool.query(
      `INSERT INTO work_order_event (work_order_id, version, action, to_state, actor, at, clocks)
       VALUES ($1, 99, 'SPOILT', 'DISPATCHED', 'x', now(), '[{"type":"NONSENSE"}]')`,
      [spoilt.id],
    );
    const round = await escalationRound(deps, take, START + 12 * MINUTE);
    expect(round).toMatchObject({ planned: 1, failed: 2, swept: true });
    expect(round.fired.map(({ orderId }) => orderId)).toContain(sound.id);
    await pool.query("UPDATE work_order SET state = 'VOIDED', closed_at = now() WHERE id = $1", [spoilt.id]);
  });

  it('lists of orders are filtered by their lamps: overdue, due before, amber', async () => {
    const now = Date.now();
    const red = await dispatched('minor', now - 20 * MINUTE);
    const amber = await dispatched('minor', now - 13 * MINUTE);
    const green = await dispatched('minor', now - MINUTE);
    const ids = async (filter: string) => {
      const { data } = await ask(
        orders,
        operations,
        `{ workOrders(filter: { live: true, ${filter} }) { nodes { id } totalCount } }`,
      );
      expect(data.workOrders.totalCount).toBe(data.workOrders.nodes.length);
      return data.workOrders.nodes.map(({ id }: { id: string }) => id);
    };
    expect(await ids('overdue: true')).toEqual([red.id]);
    expect(await ids('overdue: false')).toEqual([green.id, amber.id]);
    expect(await ids('light: RED')).toEqual([red.id]);
    expect(await ids('light: AMBER')).toEqual([amber.id]);
    expect(await ids('light: GREEN')).toEqual([green.id]);
    expect(await ids(`dueBefore: "${new Date(now + 5 * MINUTE).toISOString()}"`)).toEqual([amber.id, red.id]);
  });
});

describe('WorkOrder.clocks', () => {
  it('tells stages, lamps, pauses, the policy version and why, in both languages', async () => {
    const now = Date.now();
    const order = await dispatched('minor', now - 14 * MINUTE);
    const { data } = await ask(
      orders,
      operations,
      `query ($id: ID!) { workOrder(id: $id) { clocks { id kind policy calendar state light amber paused live unit elapsed
         remaining dueAt amberAt targetMinutes stages { code target unit state light } pauses { cause }
         explain { policies { policy } stages { stage counted { day amount windows { from to } } } zh en } } } }`,
      { id: order.id },
    );
    const respond = data.workOrder.clocks.find(({ kind }: { kind: string }) => kind === 'RESPOND');
    expect(respond).toMatchObject({
      id: 'RESPOND#1',
      policy: 'RENSHOU/RESPOND@1',
      calendar: 'china',
      state: 'RUNNING',
      light: 'AMBER',
      amber: true,
      paused: false,
      live: true,
      unit: 'MINUTES',
      targetMinutes: 15,
      dueAt: new Date(now + MINUTE).toISOString(),
      stages: [{ code: 'TARGET', target: 15, unit: 'MINUTES', state: 'RUNNING', light: 'AMBER' }],
      pauses: [],
    });
    expect(respond.elapsed + respond.remaining).toBeCloseTo(15);
    expect(respond.explain.policies).toEqual([{ policy: 'RENSHOU/RESPOND@1' }]);
    expect(respond.explain.stages[0].counted).toMatchObject([{ day: null, amount: 15 }]);
    expect(respond.explain.zh.join('\n')).toContain('适用时限政策 RENSHOU/RESPOND@1');
    expect(respond.explain.en.join('\n')).toContain('under policy RENSHOU/RESPOND@1');
    await step(order.id, 'VOID', now, { reason: '测试结束' });
    const after = await ask(
      orders,
      operations,
      'query ($id: ID!) { workOrder(id: $id) { clocks { state light live } } }',
      {
        id: order.id,
      },
    );
    for (const clock of after.data.workOrder.clocks) {
      expect(clock).toEqual({ state: 'CANCELLED', light: 'GREEN', live: false });
    }
  });
});
