import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { IncidentChangeKind } from '../core/feed-event.ts';
import { communityOf } from '../core/grid.ts';
import { newIncidentId } from '../core/ids.ts';
import { type Severity, severityRank } from '../core/severity.ts';
import type { AlertStatus } from '../core/signal.ts';
import { appendFeed } from '../runtime/feed.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { dispatchIncident } from '../subgraphs/workorders/dispatch-incident.ts';
import { DISPATCHER_CONSUMER, startDispatcher } from '../subgraphs/workorders/dispatcher.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { caughtUpWith } from './support/caught-up.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';
import { until } from './support/until.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;
let orders: Subgraph;
let running: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  deps = governanceDeps(test.db);
  orders = createWorkorders(deps);
});

afterEach(async () => {
  await Promise.all(running.map((dispatcher) => dispatcher.close()));
  running = [];
});

afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

/** Starts as many replicas as asked, each with a feed of its own like a process of its own. */
function start(replicas = 1): void {
  for (let n = 0; n < replicas; n++) {
    const own = governanceDeps(test.db);
    const dispatcher = startDispatcher(own);
    running.push({
      async close() {
        await dispatcher.close();
        await own.feed.close();
      },
    });
  }
}

interface Happening {
  id: string;
  type: string;
  severity: Severity;
  gridCode: string | null;
  status: AlertStatus;
}

const HAPPENING: Omit<Happening, 'id'> = {
  type: 'elevator.trapped',
  severity: 'critical',
  gridCode: PLACE.microGrid,
  status: 'ACTUAL',
};

function tell(happening: Happening, change: IncidentChangeKind): Promise<void> {
  return appendFeed(test.db.pool, [
    {
      topic: 'incident',
      change,
      incidentId: happening.id,
      alertId: null,
      deviceId: `device-${happening.id}`,
      channel: '',
      type: happening.type,
      severity: happening.severity,
      state: 'ACTIVE',
      count: 1,
      gridCode: happening.gridCode,
    },
  ]);
}

/** An incident as ingest leaves it, without telling the feed. */
async function incident(changes: Partial<Happening> = {}): Promise<Happening> {
  const happening = { ...HAPPENING, id: newIncidentId(), ...changes };
  await test.db.pool.query(
    `INSERT INTO incident (id, device_id, channel, type, grid_code, community_code, severity, state, count,
       first_seen_at, last_seen_at, last_alert_id, status, opened_at)
     VALUES ($1, $2, '', $3, $4, $5, $6, 'ACTIVE', 1, now(), now(), 'al_x', $7, now())`,
    [
      happening.id,
      `device-${happening.id}`,
      happening.type,
      happening.gridCode,
      communityOf(happening.gridCode),
      severityRank(happening.severity),
      happening.status,
    ],
  );
  return happening;
}

async function opened(changes: Partial<Happening> = {}): Promise<Happening> {
  const happening = await incident(changes);
  await tell(happening, 'OPENED');
  return happening;
}

/** Every order of an incident, live first, as the graph shows it to the whole site. */
async function ordersOf(incidentId: string) {
  const { data } = await ask(
    orders,
    principal('operations'),
    `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Incident {
      workOrder { id live } workOrders { id state live severity version source matter title rule gridCode caseNumber
        assignee { id } incidents { id } dispatchExplanation closedAt
        clocks { kind targetMinutes state } history { action fromState toState actor reason } } } } }`,
    { refs: [{ __typename: 'Incident', id: incidentId }] },
  );
  return data._entities[0].workOrders;
}

/** Waits until the dispatcher has passed everything that is in the feed now. */
function caughtUp(): Promise<void> {
  return caughtUpWith(test.db, DISPATCHER_CONSUMER);
}

describe('an incident that came more than 24 h late', () => {
  const HOUR = 3_600_000;
  /** As ingest leaves an incident whose alerts were that old when they came. */
  async function late(hours: number, changes: Partial<Happening> = {}): Promise<Happening> {
    const happening = await incident(changes);
    await seen(happening, Date.now() - hours * HOUR);
    await tell(happening, 'OPENED');
    return happening;
  }
  const seen = (happening: Happening, atMs: number) =>
    test.db.pool.query('UPDATE incident SET first_seen_at = $2, last_seen_at = $2 WHERE id = $1', [
      happening.id,
      new Date(atMs),
    ]);
  const notes = async ({ id }: Happening) =>
    (
      await test.db.pool.query(
        "SELECT actor, reason FROM incident_event WHERE incident_id = $1 AND change = 'NOT_DISPATCHED'",
        [id],
      )
    ).rows;

  it('opens no order, life safety included, and its history says why, once, in both languages', async () => {
    start();
    const trapped = await late(30);
    const blocked = await late(44, { type: 'elevator.door_blocked', severity: 'minor' });
    await tell(trapped, 'ESCALATED');
    await caughtUp();
    for (const one of [trapped, blocked]) {
      expect(await ordersOf(one.id)).toEqual([]);
      expect(await notes(one)).toEqual([
        { actor: 'dispatcher', reason: expect.stringMatching(/stale-no-order（迟报.*no order/s) },
      ]);
    }
  });

  it('opens one when it came just in time', async () => {
    start();
    const happening = await late(23.9);
    await caughtUp();
    expect(await ordersOf(happening.id)).toMatchObject([{ rule: 'elevator-rescue', live: true }]);
    expect(await notes(happening)).toEqual([]);
  });

  it('opens one as soon as it shows itself again, though that is but a repeat', async () => {
    start();
    const happening = await late(30);
    await seen(happening, Date.now() - 29 * HOUR);
    await tell(happening, 'REPEATED');
    await caughtUp();
    expect(await ordersOf(happening.id)).toEqual([]);
    await seen(happening, Date.now());
    await tell(happening, 'REPEATED');
    await tell(happening, 'REPEATED');
    await caughtUp();
    expect(await ordersOf(happening.id)).toMatchObject([{ rule: 'elevator-rescue', live: true }]);
  });
});

describe('an opened incident', () => {
  it('opens an order for whoever is on duty, and says why in both languages', async () => {
    start();
    const { id } = await opened();
    await caughtUp();
    const [order, ...others] = await ordersOf(id);
    expect(others).toEqual([]);
    expect(order).toMatchObject({
      state: 'DISPATCHED',
      live: true,
      severity: 'CRITICAL',
      source: 'INCIDENT',
      rule: 'elevator-rescue',
      gridCode: PLACE.microGrid,
      // the rule's ladder asks the property company first
      assignee: { id: PEOPLE.property.id },
      incidents: [{ id }],
      history: [
        { action: 'OPEN', fromState: null, toState: 'FILED', actor: 'dispatcher' },
        { action: 'DISPATCH', fromState: 'FILED', toState: 'DISPATCHED', actor: 'dispatcher' },
      ],
    });
    expect(
      order.clocks.map((clock: { kind: string; state: string }) => `${clock.kind} ${clock.state}`),
    ).toEqual(['RESPOND RUNNING', 'REPORT_BACK RUNNING', 'HANDLE RUNNING', 'UNIT RUNNING']);
    expect(order.caseNumber).toMatch(/^E0301\d{8}\d{4}$/);
    for (const said of [
      '电梯困人',
      '规则 elevator-rescue',
      PEOPLE.property.title,
      'rule elevator-rescue',
      'sent to',
    ]) {
      expect(order.dispatchExplanation).toContain(said);
    }
  });

  it('opens one order under two replicas and when it is told again and again', async () => {
    start(2);
    const happenings = await Promise.all(Array.from({ length: 20 }, () => opened()));
    for (const happening of happenings) {
      await tell(happening, 'OPENED');
      await tell(happening, 'REOPENED');
      await tell(happening, 'REPEATED');
    }
    await caughtUp();
    const { rows } = await test.db.pool.query(
      `SELECT incident_id, count(*)::int AS orders FROM work_order_incident WHERE incident_id = ANY($1::text[]) GROUP BY 1`,
      [happenings.map(({ id }) => id)],
    );
    expect(rows).toHaveLength(20);
    expect(new Set(rows.map((row) => row.orders))).toEqual(new Set([1]));
  });

  it('is dispatched after the dispatcher was away, with the response clock from when it was told', async () => {
    const { id } = await opened();
    await test.db.pool.query(`UPDATE feed SET at = now() - interval '2 hours' WHERE key = $1`, [id]);
    start();
    await caughtUp();
    const [order] = await ordersOf(id);
    expect(order.clocks[0]).toMatchObject({ kind: 'RESPOND', state: 'BREACHED' });
  });

  it('opens none when it is a test, only informs, or is already found false', async () => {
    start();
    const test1 = await opened({ type: 'sensor.smoke', status: 'TEST' });
    const info = await opened({ type: 'device.battery_low', severity: 'info' });
    const false1 = await incident();
    await test.db.pool.query('UPDATE incident SET false_alarm = true WHERE id = $1', [false1.id]);
    await tell(false1, 'OPENED');
    await caughtUp();
    for (const { id } of [test1, info, false1]) expect(await ordersOf(id)).toEqual([]);
  });

  it('opens an order that waits when nobody is on duty, and raises the alarm', async () => {
    start();
    const { id } = await opened({ gridCode: PLACE.city });
    await caughtUp();
    const [order] = await ordersOf(id);
    expect(order).toMatchObject({ state: 'FILED', live: true, assignee: null });
    expect(order.dispatchExplanation).toContain('无人当值');
    expect(order.dispatchExplanation).toContain('nobody is on duty');
    expect(order.dispatchExplanation).toContain('物业经理空缺');
  });

  it('at an unknown place opens an order when lives are at risk, for the operations centre alone', async () => {
    start();
    const { id } = await opened({ type: 'sensor.sos', gridCode: null });
    await caughtUp();
    const [order] = await ordersOf(id);
    expect(order).toMatchObject({ state: 'FILED', gridCode: null, assignee: null });
    const { data } = await ask(
      orders,
      principal('community', [PLACE.community]),
      `{ workOrder(id: "${order.id}") { id } }`,
    );
    expect(data.workOrder).toBeNull();
  });

  it('passes over who is on leave, and says until when', async () => {
    await test.db.pool.query(
      `INSERT INTO absence (id, person_id, starts_at, ends_at, reason)
       VALUES ('leave', $1, now() - interval '1 hour', now() + interval '1 hour', '病假')`,
      [PEOPLE.property.id],
    );
    start();
    const { id } = await opened();
    await caughtUp();
    await test.db.pool.query(`DELETE FROM absence WHERE id = 'leave'`);
    const [order] = await ordersOf(id);
    expect(order.assignee).toEqual({ id: PEOPLE.worker.id });
    expect(order.dispatchExplanation).toContain('物业经理请假至');
    expect(order.dispatchExplanation).not.toContain('病假');
  });
});

describe('an incident that has an order', () => {
  it('raises the severity of the live order when it grows, and never lowers it', async () => {
    start();
    const happening = await opened({ type: 'camera.intrusion', severity: 'major' });
    await caughtUp();
    await test.db.pool.query('UPDATE incident SET severity = 3 WHERE id = $1', [happening.id]);
    await tell({ ...happening, severity: 'critical' }, 'ESCALATED');
    await tell({ ...happening, severity: 'critical' }, 'ESCALATED');
    await caughtUp();
    const [order, ...others] = await ordersOf(happening.id);
    expect(others).toEqual([]);
    expect(order).toMatchObject({ severity: 'CRITICAL', version: 3, state: 'DISPATCHED' });
    expect(order.history.at(-1)).toMatchObject({
      action: 'REGRADE',
      fromState: 'DISPATCHED',
      toState: 'DISPATCHED',
      reason: '重要 → 紧急 (major -> critical)',
    });
    await test.db.pool.query('UPDATE incident SET severity = 1 WHERE id = $1', [happening.id]);
    await tell({ ...happening, severity: 'minor' }, 'ESCALATED');
    await caughtUp();
    expect((await ordersOf(happening.id))[0].version).toBe(3);
  });

  it('opens another order when it comes again after the first has ended', async () => {
    start();
    const happening = await opened();
    await caughtUp();
    const [first] = await ordersOf(happening.id);
    const { codes } = await ask(
      orders,
      principal('operations'),
      `mutation { voidWorkOrder(input: { workOrderId: "${first.id}", reason: "试" }) { workOrder { live } } }`,
    );
    expect(codes).toEqual([]);
    await tell(happening, 'REOPENED');
    await caughtUp();
    const all = await ordersOf(happening.id);
    expect(all.map((order: { state: string }) => order.state)).toEqual(['DISPATCHED', 'VOIDED']);
    expect(all[1].id).toBe(first.id);
  });

  it('found to be false takes back the order that nobody has taken', async () => {
    start();
    const happening = await opened();
    await caughtUp();
    await test.db.pool.query(`UPDATE incident SET false_alarm = true, state = 'CLEARED' WHERE id = $1`, [
      happening.id,
    ]);
    await tell(happening, 'FALSE_ALARM');
    await caughtUp();
    const [order] = await ordersOf(happening.id);
    expect(order).toMatchObject({ state: 'VOIDED', live: false });
    expect(order.history.at(-1).reason).toContain('误报');
    expect(order.clocks.every((clock: { state: string }) => clock.state === 'CANCELLED')).toBe(true);
  });

  it('found to be false leaves the order to whoever has taken it; a source that clears leaves it always', async () => {
    start();
    const happening = await opened();
    const cleared = await opened();
    await caughtUp();
    const [order] = await ordersOf(happening.id);
    const property = principal('property', [PLACE.community], PEOPLE.property.id);
    await ask(
      orders,
      property,
      `mutation { takeWorkOrder(input: { workOrderId: "${order.id}" }) { workOrder { id } } }`,
    );
    await test.db.pool.query(
      `UPDATE incident SET false_alarm = (id = $1), state = 'CLEARED' WHERE id = ANY($2::text[])`,
      [happening.id, [happening.id, cleared.id]],
    );
    await tell(happening, 'FALSE_ALARM');
    await tell(cleared, 'CLEARED');
    await caughtUp();
    expect((await ordersOf(happening.id))[0].state).toBe('TAKEN');
    expect((await ordersOf(cleared.id))[0].state).toBe('DISPATCHED');
  });
});

describe('trouble', () => {
  it('with one incident does not hold up the next', async () => {
    await test.db.pool.query(`
      CREATE FUNCTION refuse_place() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'no such place' USING ERRCODE = '22023'; END $$;
      CREATE TRIGGER refuse_place BEFORE INSERT ON work_order
        FOR EACH ROW WHEN (NEW.grid_code = '${PLACE.otherGrid}') EXECUTE FUNCTION refuse_place();`);
    start();
    const broken = await opened({ gridCode: PLACE.otherGrid });
    const next = await opened();
    await caughtUp();
    expect(await ordersOf(broken.id)).toEqual([]);
    expect(await ordersOf(next.id)).toHaveLength(1);
    await test.db.pool.query('DROP TRIGGER refuse_place ON work_order');
  });

  it('with the transaction of an event loses and doubles nothing', async () => {
    const happening = await opened();
    // the first attempt fails after the order was written: its insert into the feed is refused once
    await test.db.pool.query(`
      CREATE SEQUENCE attempts;
      CREATE FUNCTION refuse_once() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.topic = 'workOrder' AND nextval('attempts') = 1 THEN
          RAISE EXCEPTION 'server is going down' USING ERRCODE = '57P01';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER refuse_once BEFORE INSERT ON feed FOR EACH ROW EXECUTE FUNCTION refuse_once();`);
    start(2);
    await caughtUp();
    await test.db.pool.query('DROP TRIGGER refuse_once ON feed');
    const all = await ordersOf(happening.id);
    expect(all).toHaveLength(1);
    expect(all[0].state).toBe('DISPATCHED');
    const { rows } = await test.db.pool.query(
      `SELECT change FROM feed WHERE topic = 'workOrder' AND key = $1 ORDER BY seq`,
      [all[0].id],
    );
    expect(rows.map(({ change }) => change)).toEqual(['OPENED', 'ASSIGNED']);
  });

  it('of two at one incident at the same moment: one opens its order, the other none and spends no case number', async () => {
    const happening = await opened();
    const nowMs = Date.now();
    const times = { toldMs: nowMs, nowMs, zone: 'Asia/Shanghai', book: deps.governance.current() };
    const [first, second] = [await test.db.pool.connect(), await test.db.pool.connect()];
    try {
      await first.query('BEGIN');
      await second.query('BEGIN');
      const won = await dispatchIncident(first, happening.id, times);
      // it has looked, seen no order, and waits for what the first has not committed
      const waiting = dispatchIncident(second, happening.id, times);
      await until(
        async () =>
          (
            await test.db.pool.query(
              "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
            )
          ).rowCount === 1,
      );
      await first.query('COMMIT');
      expect([won.did, (await waiting).did]).toEqual(['opened', 'nothing']);
      await second.query('COMMIT');
    } finally {
      first.release();
      second.release();
    }
    const [order, ...others] = await ordersOf(happening.id);
    expect(others).toEqual([]);
    expect(order.dispatchExplanation).toContain('规则 elevator-rescue');
    start();
    const next = await opened();
    await caughtUp();
    const serials = [order, ...(await ordersOf(next.id))].map(({ caseNumber }) =>
      Number(caseNumber.slice(-4)),
    );
    expect(serials).toEqual([serials[0], Number(serials[0]) + 1]);
  });

  it('from a second live order for an incident is impossible: the database refuses it', async () => {
    start();
    const happening = await opened();
    await caughtUp();
    const other = await opened();
    await caughtUp();
    const [order] = await ordersOf(other.id);
    const link = test.db.pool.query(
      'INSERT INTO work_order_incident (work_order_id, incident_id) VALUES ($1, $2)',
      [order.id, happening.id],
    );
    await expect(link).rejects.toThrow(/work_order_incident_live/);
  });
});
