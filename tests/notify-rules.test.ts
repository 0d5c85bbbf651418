import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDb, testDb } from './support/db.ts';
import { PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';
import {
  caughtUp,
  type Happening,
  incident,
  MANAGER,
  notifyGraph,
  opened,
  order,
  startWorker,
  tell,
  tellOrder,
} from './support/notify.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { until } from './support/until.ts';

let test: TestDb;
let graph: ReturnType<typeof notifyGraph>;
let receiver: Receiver;
let workers: ReturnType<typeof startWorker>[] = [];

/** 2026-03-02 is a Monday; 23:30 in Shanghai. */
const NIGHT = Date.UTC(2026, 2, 2, 15, 30);
const MORNING = Date.UTC(2026, 2, 2, 22, 0);
const QUIET = { from: '22:00', to: '06:00' };

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  graph = notifyGraph(test.db);
});

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(async () => {
  await stopAll();
  // the next test's events are its own
  await test.db.pool.query('UPDATE notification_rule SET enabled = false');
  await test.db.pool.query(
    "UPDATE notification_delivery SET state = 'CANCELLED', finished_at = now() WHERE state = 'QUEUED'",
  );
  await test.db.pool.query('DELETE FROM notification_repeat');
  await receiver.close();
});

afterAll(async () => {
  await graph.close();
  await test.close();
});

async function stopAll(): Promise<void> {
  await Promise.all(workers.map((worker) => worker.close()));
  workers = [];
}

function work(options: Parameters<typeof startWorker>[2] = {}) {
  const worker = startWorker(test.db, {}, options);
  workers.push(worker);
  return worker;
}

const endpoint = (input: Record<string, unknown> = {}) =>
  graph.endpoint({ address: `${receiver.url}/hook`, ...input });

/** Events that were told before its rules were made do not count; those of tests with a clock of their own do. */
async function anyTime(): Promise<void> {
  await test.db.pool.query("UPDATE notification_rule SET active_from = '2000-01-01'");
}

const told = () => receiver.received.map(({ body }) => JSON.parse(body));
const toldOf = (one: { id: string }) =>
  told().filter(({ data }) => data.incident?.id === one.id || data.workOrder?.id === one.id);

async function settled(): Promise<void> {
  await caughtUp(test.db);
  await until(async () => {
    const { rowCount } = await test.db.pool.query(
      "SELECT FROM notification_delivery WHERE state = 'QUEUED' AND held_by IS NULL LIMIT 1",
    );
    return rowCount === 0;
  });
}

async function set(one: Happening, columns: string): Promise<void> {
  await test.db.pool.query(`UPDATE incident SET ${columns} WHERE id = $1`, [one.id]);
}

describe('a rule tells', () => {
  it('what matches its events, subtree, type and least severity, and nothing else (RS-28)', async () => {
    const { id: endpointId } = await endpoint();
    const name = { endpointId, gridCode: PLACE.grid, type: 'elevator.*', minSeverity: 'MAJOR' };
    await graph.rule({ ...name, events: ['incident.opened', 'incident.escalated'] });
    work();
    const right = await opened(test.db);
    const wrong = [
      await opened(test.db, { gridCode: PLACE.otherGrid }),
      await opened(test.db, { gridCode: PLACE.community }),
      await opened(test.db, { gridCode: null }),
      await opened(test.db, { type: 'camera.fire' }),
      await opened(test.db, { severity: 'minor' }),
    ];
    await tell(test.db, right, 'ACKNOWLEDGED');
    await settled();
    expect(toldOf(right).map(({ type }) => type)).toEqual(['incident.opened']);
    for (const one of wrong) expect(toldOf(one)).toEqual([]);
  });

  it('never a test or an exercise', async () => {
    await graph.rule({ endpointId: (await endpoint()).id, events: ['incident.*', 'work_order.*'] });
    work();
    const tests = [await opened(test.db, { status: 'TEST' }), await opened(test.db, { status: 'EXERCISE' })];
    const made = await order(test.db);
    await test.db.pool.query('INSERT INTO work_order_incident (work_order_id, incident_id) VALUES ($1, $2)', [
      made.id,
      tests[0]?.id,
    ]);
    await tellOrder(test.db, made, 'OPENED');
    await settled();
    expect(told()).toEqual([]);
  });

  it('nothing of what is suppressed, in maintenance, shelved or came a day late, until it is let go', async () => {
    await graph.rule({ endpointId: (await endpoint()).id });
    work();
    const held = await incident(test.db);
    await set(held, "suppressed_by = 'inc_root'");
    const shelved = await incident(test.db);
    await set(shelved, "shelved_until = now() + interval '1 hour'");
    const late = await incident(test.db);
    await set(late, "last_seen_at = now() - interval '25 hours'");
    for (const one of [held, shelved, late]) await tell(test.db, one, 'OPENED');
    await settled();
    expect(told()).toEqual([]);
    await set(held, 'suppressed_by = NULL');
    await tell(test.db, held, 'RELEASED');
    // a rise breaks the shelf
    await tell(test.db, shelved, 'ESCALATED');
    await settled();
    expect(toldOf(held)).toHaveLength(1);
    expect(toldOf(shelved)).toHaveLength(1);
    await tell(test.db, held, 'RELEASED');
    await settled();
    expect(toldOf(held)).toHaveLength(1);
    // the first sign in time tells what came too late, once
    await set(late, 'last_seen_at = now()');
    for (let n = 0; n < 2; n++) await tell(test.db, late, 'REPEATED');
    await settled();
    expect(toldOf(late)).toHaveLength(1);
  });

  it('of orders in the states and without assignee that it names, with their due times', async () => {
    const { id: endpointId } = await endpoint();
    await graph.rule({ endpointId, events: ['work_order.*'], orderStates: ['FILED'], unassignedOnly: true });
    work();
    const free = await order(test.db, { state: 'FILED', title: '电话 13812345678 反映漏水' });
    const started = { type: 'START', kind: 'RESPOND', holder: null, policy: 'MINUTES/10@1' };
    await test.db.pool.query(
      `INSERT INTO work_order_event (work_order_id, version, action, to_state, actor, at, clocks)
       VALUES ($1, 1, 'FILE', 'FILED', 'test', now(), $2)`,
      [free.id, JSON.stringify([{ ...started, atMs: Date.UTC(2026, 2, 1, 8) }])],
    );
    const given = await order(test.db, { state: 'FILED', assigneeId: PEOPLE.worker.id });
    const other = await order(test.db);
    for (const one of [free, given, other]) await tellOrder(test.db, one, 'OPENED');
    await settled();
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatchObject({
      type: 'work_order.opened',
      data: {
        workOrder: {
          ...{ id: free.id, title: '电话 138****5678 反映漏水', state: { code: 'FILED', zh: '已立案' } },
          clocks: [{ kind: 'RESPOND', dueAt: '2026-03-01T08:10:00.000Z' }],
        },
      },
    });
  });

  it("of orders by the name that the order's own profile gives its state", async () => {
    const { id: endpointId } = await endpoint();
    await graph.rule({ endpointId, events: ['work_order.transitioned'] });
    work();
    const own = await order(test.db, { state: 'FILED', profile: 'anqiu-six-matters' });
    await tellOrder(test.db, own, 'TRANSITIONED');
    await settled();
    const words = { zh: '民主定事', en: 'Decided by vote' };
    expect(told()).toMatchObject([
      { data: { label: words, workOrder: { id: own.id, state: { code: 'FILED', ...words } } } },
    ]);
  });

  it('the person on duty in a role, or the assignee, at their own endpoints; its fallback when there is none (LA-09, AQ-17)', async () => {
    const worker = await endpoint({ personId: PEOPLE.worker.id, name: 'worker' });
    const desk = await endpoint({ name: 'desk' });
    const role = { target: 'ROLE_ON_DUTY', postRole: 'GRID_WORKER' };
    await graph.rule({ ...role, fallbackEndpointId: desk.id });
    await graph.rule({ target: 'ASSIGNEE', events: ['work_order.assigned'], minSeverity: 'INFO' });
    work();
    const near = await opened(test.db);
    const elsewhere = await opened(test.db, { gridCode: PLACE.otherGrid });
    const made = await order(test.db, { assigneeId: PEOPLE.worker.id });
    await tellOrder(test.db, made, 'ASSIGNED');
    const nobodys = await order(test.db);
    await tellOrder(test.db, nobodys, 'ASSIGNED');
    await settled();
    const endpointOf = async (one: { id: string }) => (await graph.deliveries({ subjectId: one.id }))[0];
    expect(await endpointOf(near)).toMatchObject({
      endpoint: { id: worker.id },
      person: { id: PEOPLE.worker.id },
    });
    // p-other has no endpoint
    expect(await endpointOf(elsewhere)).toMatchObject({ endpoint: { id: desk.id } });
    expect(await endpointOf(made)).toMatchObject({ endpoint: { id: worker.id } });
    expect(await endpointOf(nobodys)).toMatchObject({ endpoint: null, state: 'UNREACHABLE' });
    await test.db.pool.query(
      `INSERT INTO absence (id, person_id, starts_at, ends_at, reason)
       VALUES ('away', $1, now() - interval '1 day', now() + interval '1 day', 'leave')`,
      [PEOPLE.worker.id],
    );
    const meanwhile = await opened(test.db);
    await settled();
    expect(await endpointOf(meanwhile)).toMatchObject({ endpoint: { id: desk.id } });
    await test.db.pool.query("DELETE FROM absence WHERE id = 'away'");
  });

  it('everybody in the circle of an escalated order, each at their own endpoint; who has none goes to the fallback (AQ-17, RS-11)', async () => {
    const head = await endpoint({ personId: PEOPLE.head.id, name: 'head' });
    const property = await endpoint({ personId: PEOPLE.property.id, name: 'property' });
    const ruleOf = (input: Record<string, unknown> = {}) =>
      graph.rule({ target: 'CIRCLE', events: ['work_order.escalated', 'work_order.widened'], ...input });
    const plain = await ruleOf();
    work();
    const made = await order(test.db, { assigneeId: PEOPLE.worker.id });
    const alone = await order(test.db);
    for (const { id, role, gridCode } of [PEOPLE.head, PEOPLE.property, PEOPLE.desk]) {
      await test.db.pool.query(
        `INSERT INTO work_order_circle (work_order_id, person_id, post_role, grid_code, step, reason, told_at)
         VALUES ($1, $2, $3, $4, 1001, 'test', now())`,
        [made.id, id, role, gridCode],
      );
    }
    await tellOrder(test.db, made, 'ESCALATED');
    await tellOrder(test.db, alone, 'WIDENED');
    await settled();
    const of = async (one: { id: string }) => {
      const found: { endpoint: { id: string } | null; person: { id: string } | null; state: string }[] =
        await graph.deliveries({ subjectId: one.id });
      return new Map(found.map((row) => [row.person?.id, `${row.endpoint?.id} ${row.state}`]));
    };
    expect(await of(made)).toEqual(
      new Map([
        [PEOPLE.head.id, `${head.id} DELIVERED`],
        [PEOPLE.property.id, `${property.id} DELIVERED`],
        // has no endpoint: never passed over in silence
        [PEOPLE.desk.id, 'undefined UNREACHABLE'],
      ]),
    );
    expect(toldOf(made).map(({ type }) => type)).toEqual(['work_order.escalated', 'work_order.escalated']);
    expect(await of(alone)).toEqual(new Map([[undefined, 'undefined UNREACHABLE']]));
    await test.db.pool.query('UPDATE notification_rule SET enabled = false WHERE id = $1', [plain]);
    const desk = await endpoint({ name: 'desk' });
    await ruleOf({ fallbackEndpointId: desk.id });
    await test.db.pool.query('DELETE FROM work_order_circle WHERE person_id <> $1', [PEOPLE.desk.id]);
    await tellOrder(test.db, made, 'ESCALATED');
    await settled();
    expect((await of(made)).get(PEOPLE.desk.id)).toBeDefined();
    const { rows } = await test.db.pool.query(
      'SELECT state FROM notification_delivery WHERE work_order_id = $1 AND endpoint_id = $2',
      [made.id, desk.id],
    );
    expect(rows).toEqual([{ state: 'DELIVERED' }]);
  });

  it('an endpoint once, when two rules name it', async () => {
    const { id: endpointId } = await endpoint();
    await graph.rule({ endpointId });
    const repeating = await graph.rule({ endpointId, repeatEvery: 'PT1M' });
    work();
    const { id } = await opened(test.db);
    await settled();
    expect(await graph.deliveries({ subjectId: id })).toMatchObject([{ rule: { id: repeating } }]);
  });
});

describe('a window', () => {
  it('tells further events together at its end, and a rise in severity at once', async () => {
    await graph.rule({ endpointId: (await endpoint()).id, events: ['incident.*'], window: 'PT10M' });
    let nowMs = Date.now();
    work({ now: () => nowMs });
    const one = await opened(test.db, { severity: 'minor' });
    await settled();
    expect(toldOf(one)).toHaveLength(1);
    for (let n = 0; n < 3; n++) await tell(test.db, one, 'REPEATED');
    await settled();
    expect(await graph.deliveries({ subjectId: one.id, states: ['QUEUED'] })).toMatchObject([
      { heldBy: 'WINDOW', folded: 2 },
    ]);
    await set(one, 'severity = 3');
    await tell(test.db, { ...one, severity: 'critical' }, 'ESCALATED');
    await settled();
    expect(toldOf(one).map(({ data }) => data.severity)).toEqual(['MINOR', 'CRITICAL']);
    // what waited is told by the rise
    expect(await graph.deliveries({ subjectId: one.id, states: ['CANCELLED'] })).toHaveLength(1);
    await tell(test.db, one, 'REPEATED');
    await settled();
    nowMs += 601_000;
    await receiver.got(3);
    expect(toldOf(one)[2]).toMatchObject({ type: 'incident.repeated', data: { folded: 0 } });
  });
});

describe('quiet hours', () => {
  it('hold what is not critical until they end, by the clocks of the site, and never what is', async () => {
    await graph.rule({ endpointId: (await endpoint()).id, quietHours: QUIET });
    await anyTime();
    let nowMs = NIGHT;
    work({ now: () => nowMs });
    const minor = await opened(test.db, { severity: 'major' });
    const critical = await opened(test.db);
    await settled();
    expect(toldOf(minor)).toEqual([]);
    expect(toldOf(critical)).toHaveLength(1);
    expect(await graph.deliveries({ subjectId: minor.id })).toMatchObject([
      { heldBy: 'QUIET', nextAttemptAt: new Date(MORNING).toISOString() },
    ]);
    nowMs = MORNING;
    await receiver.got(2);
    expect(toldOf(minor)).toHaveLength(1);
  });

  it('of an endpoint let a rise to critical through at once, which tells what was held', async () => {
    await graph.rule({ endpointId: (await endpoint({ quietHours: QUIET })).id });
    await anyTime();
    let nowMs = NIGHT;
    work({ now: () => nowMs });
    const one = await opened(test.db, { severity: 'minor' });
    await settled();
    expect(told()).toEqual([]);
    await set(one, 'severity = 3');
    await tell(test.db, { ...one, severity: 'critical' }, 'ESCALATED');
    await settled();
    expect(toldOf(one)).toMatchObject([{ type: 'incident.escalated', data: { severity: 'CRITICAL' } }]);
    nowMs = MORNING + 1;
    await settled();
    expect(toldOf(one)).toHaveLength(1);
  });

  it('hold a retry that falls into them, too', async () => {
    await graph.rule({ endpointId: (await endpoint({ quietHours: QUIET })).id });
    await anyTime();
    let nowMs = Date.UTC(2026, 2, 2, 13, 59, 59);
    receiver.answer = () => ({ status: 500 });
    work({ now: () => nowMs, backoffScale: 0.4 });
    const one = await opened(test.db, { severity: 'minor' });
    await until(async () => (await graph.deliveries({ subjectId: one.id }))[0].receipts.length === 1);
    nowMs = NIGHT;
    const [held] = await until(async () => {
      const found = await graph.deliveries({ subjectId: one.id });
      return found[0].heldBy === 'QUIET' && found;
    });
    expect(held).toMatchObject({ attempts: 1, nextAttemptAt: new Date(MORNING).toISOString() });
  });
});

describe('repeats (HUA-16, HY-06)', () => {
  /** As many minutes later as asked, one by one. */
  async function minutes(clock: { nowMs: number }, count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      clock.nowMs += 60_000;
      await until(async () => {
        const { rows } = await test.db.pool.query(
          `SELECT (SELECT count(*) FROM notification_repeat WHERE next_at <= $1)
             + (SELECT count(*) FROM notification_delivery WHERE state = 'QUEUED' AND held_by IS NULL) AS open`,
          [new Date(clock.nowMs)],
        );
        return Number(rows[0].open) === 0;
      });
    }
  }

  it('come until the incident is acknowledged', async () => {
    await graph.rule({ endpointId: (await endpoint()).id, repeatEvery: 'PT1M', repeatMax: 5 });
    const clock = { nowMs: Date.now() };
    work({ now: () => clock.nowMs });
    const one = await opened(test.db);
    await settled();
    await minutes(clock, 2);
    expect(toldOf(one).map(({ data }) => data.repeat)).toEqual([0, 1, 2]);
    await set(one, 'acknowledged = true');
    await minutes(clock, 3);
    expect(toldOf(one)).toHaveLength(3);
  });

  it('end with the most that the rule allows', async () => {
    await graph.rule({ endpointId: (await endpoint()).id, repeatEvery: 'PT1M', repeatMax: 2 });
    const clock = { nowMs: Date.now() };
    work({ now: () => clock.nowMs });
    const one = await opened(test.db);
    await settled();
    await minutes(clock, 4);
    expect(toldOf(one).map(({ data }) => data.repeat)).toEqual([0, 1, 2]);
  });

  it('end when the order is taken, or the notification is acknowledged', async () => {
    const { id: endpointId } = await endpoint();
    await graph.rule({ endpointId, events: ['work_order.opened'], repeatEvery: 'PT1M' });
    const clock = { nowMs: Date.now() };
    work({ now: () => clock.nowMs });
    const [taken, acknowledged] = [await order(test.db), await order(test.db)];
    for (const one of [taken, acknowledged]) await tellOrder(test.db, one, 'OPENED');
    await settled();
    await minutes(clock, 1);
    await test.db.pool.query("UPDATE work_order SET state = 'TAKEN' WHERE id = $1", [taken.id]);
    const [delivery] = await graph.deliveries({ subjectId: acknowledged.id });
    const acknowledge = `mutation ($input: AcknowledgeNotificationInput!) {
      acknowledgeNotification(input: $input) { delivery { acknowledgedBy } } }`;
    await graph.data(MANAGER, acknowledge, { input: { deliveryId: delivery.id } });
    await minutes(clock, 3);
    expect(toldOf(taken)).toHaveLength(2);
    expect(toldOf(acknowledged)).toHaveLength(2);
  });

  it('are told once each when two processes repeat', async () => {
    await graph.rule({ endpointId: (await endpoint()).id, repeatEvery: 'PT1M', repeatMax: 3 });
    const clock = { nowMs: Date.now() };
    work({ now: () => clock.nowMs });
    work({ now: () => clock.nowMs });
    const one = await opened(test.db);
    await settled();
    await minutes(clock, 4);
    expect(toldOf(one).map(({ data }) => data.repeat)).toEqual([0, 1, 2, 3]);
  });
});

describe('who may', () => {
  it('see and manage only what lies in their grids, and never reads a secret back', async () => {
    const east = principal('operations', [PLACE.community]);
    const own = await graph.endpoint({ address: `${receiver.url}/own`, gridCode: PLACE.grid }, east);
    const others = await endpoint({ gridCode: PLACE.otherGrid });
    const list = '{ notificationEndpoints { nodes { id address signed } } }';
    const seen = await graph.data(east, list);
    expect(seen.notificationEndpoints.nodes).toEqual([
      { id: own.id, address: `http://127.0.0.1:${receiver.port}/…`, signed: true },
    ]);
    const rotate = `mutation ($input: RotateNotificationSecretInput!) { rotateNotificationSecret(input: $input) { secret } }`;
    expect(await graph.codes(east, rotate, { input: { endpointId: others.id } })).toEqual(['NOT_FOUND']);
    const create = `mutation ($input: CreateNotificationRuleInput!) { createNotificationRule(input: $input) { rule { id } } }`;
    const input = { name: 'x', target: 'ENDPOINT', endpointId: own.id };
    expect(await graph.codes(east, create, { input })).toEqual(['OUT_OF_SCOPE']);
    expect(
      await graph.codes(east, create, { input: { ...input, gridCode: PLACE.grid, endpointId: others.id } }),
    ).toEqual(['NOT_FOUND']);
    expect(await graph.codes(principal('community'), create, { input })).toEqual(['FORBIDDEN']);
    expect(await graph.codes(null, list)).toEqual(['UNAUTHENTICATED']);
    expect(await graph.codes(principal('viewer'), list)).toEqual(['FORBIDDEN']);
    const stored = await test.db.pool.query('SELECT * FROM notification_endpoint WHERE id = $1', [own.id]);
    const bytes = JSON.stringify(stored.rows, (_, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
    );
    expect(bytes).not.toContain(own.secret);
    expect(bytes).not.toContain('/own');
    const audited = await test.db.pool.query('SELECT after::text FROM audit_log WHERE object_id = $1', [
      own.id,
    ]);
    expect(audited.rows).toHaveLength(1);
    expect(audited.rows[0].after).not.toContain('sealed');
  });

  it('is told what is wrong with an endpoint or a rule', async () => {
    const create = `mutation ($input: CreateNotificationEndpointInput!) { createNotificationEndpoint(input: $input) { secret } }`;
    const wrong = [
      { kind: 'WEBHOOK', address: 'ftp://example.com' },
      { kind: 'WEBHOOK', address: 'https://user:pass@example.com' },
      { kind: 'WEBHOOK', address: 'https://example.com', secret: 'short' },
      { kind: 'WECOM', address: 'https://example.com', perMinute: 21 },
      { kind: 'WECOM', address: 'https://example.com', secret: 'wecom-signs-nothing' },
      { kind: 'MAIL', address: 'nobody' },
      { kind: 'MAIL', address: 'a@example.com\r\nBcc: b@example.com' },
      { kind: 'MAIL', address: 'a@example.com', quietHours: { from: '08:00', to: '08:00' } },
    ];
    for (const input of wrong) {
      expect(await graph.codes(MANAGER, create, { input: { name: 'x', ...input } })).toEqual([
        'BAD_USER_INPUT',
      ]);
    }
    const { id } = await endpoint();
    const rule = `mutation ($input: CreateNotificationRuleInput!) { createNotificationRule(input: $input) { rule { id } } }`;
    const bad = [
      { target: 'ENDPOINT' },
      { target: 'ASSIGNEE', endpointId: id },
      { target: 'ROLE_ON_DUTY', postRole: 'KING' },
      { target: 'ENDPOINT', endpointId: id, events: ['incident.opend'] },
      { target: 'ENDPOINT', endpointId: id, type: 'camera.fyre' },
      { target: 'ENDPOINT', endpointId: id, orderStates: ['NOWHERE'] },
      { target: 'ENDPOINT', endpointId: id, repeatEvery: 'PT1S' },
    ];
    for (const input of bad) {
      expect(await graph.codes(MANAGER, rule, { input: { name: 'x', ...input } })).toEqual([
        'BAD_USER_INPUT',
      ]);
    }
  });

  it('changes an endpoint from the version they saw', async () => {
    const { id: endpointId } = await endpoint();
    const update = `mutation ($input: UpdateNotificationEndpointInput!) {
      updateNotificationEndpoint(input: $input) { endpoint { version enabled quietHours { from to } } } }`;
    const input = { endpointId, expectedVersion: 1, enabled: false, quietHours: QUIET };
    const { updateNotificationEndpoint } = await graph.data(MANAGER, update, { input });
    expect(updateNotificationEndpoint.endpoint).toEqual({ version: 2, enabled: false, quietHours: QUIET });
    expect(await graph.codes(MANAGER, update, { input })).toEqual(['CONFLICT']);
    const second = await graph.data(MANAGER, update, { input: { endpointId, quietHours: null } });
    expect(second.updateNotificationEndpoint.endpoint).toEqual({
      version: 3,
      enabled: false,
      quietHours: null,
    });
  });
});
