import { describe, expect, it } from 'vitest';
import { PEOPLE, PLACE, principal } from './support/governance.ts';
import { incident, opened, order, tell, tellOrder } from './support/notify.ts';
import { notifyWorld } from './support/notify-world.ts';

const world = notifyWorld();
const { work, endpoint, told, toldOf, settled, set } = world;

describe('a rule tells', () => {
  it('what matches its events, subtree, type and least severity, and nothing else (RS-28)', async () => {
    const { id: endpointId } = await endpoint();
    const name = { endpointId, gridCode: PLACE.grid, type: 'elevator.*', minSeverity: 'MAJOR' };
    await world.graph.rule({ ...name, events: ['incident.opened', 'incident.escalated'] });
    work();
    const right = await opened(world.db);
    const wrong = [
      await opened(world.db, { gridCode: PLACE.otherGrid }),
      await opened(world.db, { gridCode: PLACE.community }),
      await opened(world.db, { gridCode: null }),
      await opened(world.db, { type: 'camera.fire' }),
      await opened(world.db, { severity: 'minor' }),
    ];
    await tell(world.db, right, 'ACKNOWLEDGED');
    await settled();
    expect(toldOf(right).map(({ type }) => type)).toEqual(['incident.opened']);
    for (const one of wrong) expect(toldOf(one)).toEqual([]);
  });

  it('never a test or an exercise', async () => {
    await world.graph.rule({ endpointId: (await endpoint()).id, events: ['incident.*', 'work_order.*'] });
    work();
    const tests = [
      await opened(world.db, { status: 'TEST' }),
      await opened(world.db, { status: 'EXERCISE' }),
    ];
    const made = await order(world.db);
    await world.db.pool.query(
      'INSERT INTO work_order_incident (work_order_id, incident_id) VALUES ($1, $2)',
      [made.id, tests[0]?.id],
    );
    await tellOrder(world.db, made, 'OPENED');
    await settled();
    expect(told()).toEqual([]);
  });

  it('nothing of what is suppressed, in maintenance, shelved or came a day late, until it is let go', async () => {
    await world.graph.rule({ endpointId: (await endpoint()).id });
    work();
    const held = await incident(world.db);
    await set(held, "suppressed_by = 'inc_root'");
    const shelved = await incident(world.db);
    await set(shelved, "shelved_until = now() + interval '1 hour'");
    const late = await incident(world.db);
    await set(late, "last_seen_at = now() - interval '25 hours'");
    for (const one of [held, shelved, late]) await tell(world.db, one, 'OPENED');
    await settled();
    expect(told()).toEqual([]);
    await set(held, 'suppressed_by = NULL');
    await tell(world.db, held, 'RELEASED');
    // a rise breaks the shelf
    await tell(world.db, shelved, 'ESCALATED');
    await settled();
    expect(toldOf(held)).toHaveLength(1);
    expect(toldOf(shelved)).toHaveLength(1);
    await tell(world.db, held, 'RELEASED');
    await settled();
    expect(toldOf(held)).toHaveLength(1);
    // the first sign in time tells what came too late, once
    await set(late, 'last_seen_at = now()');
    for (let n = 0; n < 2; n++) await tell(world.db, late, 'REPEATED');
    await settled();
    expect(toldOf(late)).toHaveLength(1);
  });

  it('of orders in the states and without assignee that it names, with their due times', async () => {
    const { id: endpointId } = await endpoint();
    await world.graph.rule({
      endpointId,
      events: ['work_order.*'],
      orderStates: ['FILED'],
      unassignedOnly: true,
    });
    work();
    const free = await order(world.db, { state: 'FILED', title: '电话 13812345678 反映漏水' });
    const started = { type: 'START', kind: 'RESPOND', holder: null, policy: 'MINUTES/10@1' };
    await world.db.pool.query(
      `INSERT INTO work_order_event (work_order_id, version, action, to_state, actor, at, clocks)
       VALUES ($1, 1, 'FILE', 'FILED', 'test', now(), $2)`,
      [free.id, JSON.stringify([{ ...started, atMs: Date.UTC(2026, 2, 1, 8) }])],
    );
    const given = await order(world.db, { state: 'FILED', assigneeId: PEOPLE.worker.id });
    const other = await order(world.db);
    for (const one of [free, given, other]) await tellOrder(world.db, one, 'OPENED');
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
    await world.graph.rule({ endpointId, events: ['work_order.transitioned'] });
    work();
    const own = await order(world.db, { state: 'FILED', profile: 'anqiu-six-matters' });
    await tellOrder(world.db, own, 'TRANSITIONED');
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
    await world.graph.rule({ ...role, fallbackEndpointId: desk.id });
    await world.graph.rule({ target: 'ASSIGNEE', events: ['work_order.assigned'], minSeverity: 'INFO' });
    work();
    const near = await opened(world.db);
    const elsewhere = await opened(world.db, { gridCode: PLACE.otherGrid });
    const made = await order(world.db, { assigneeId: PEOPLE.worker.id });
    await tellOrder(world.db, made, 'ASSIGNED');
    const nobodys = await order(world.db);
    await tellOrder(world.db, nobodys, 'ASSIGNED');
    await settled();
    const endpointOf = async (one: { id: string }) =>
      (await world.graph.deliveries({ subjectId: one.id }))[0];
    expect(await endpointOf(near)).toMatchObject({
      endpoint: { id: worker.id },
      person: { id: PEOPLE.worker.id },
    });
    // p-other has no endpoint
    expect(await endpointOf(elsewhere)).toMatchObject({ endpoint: { id: desk.id } });
    expect(await endpointOf(made)).toMatchObject({ endpoint: { id: worker.id } });
    expect(await endpointOf(nobodys)).toMatchObject({ endpoint: null, state: 'UNREACHABLE' });
    await world.db.pool.query(
      `INSERT INTO absence (id, person_id, starts_at, ends_at, reason)
       VALUES ('away', $1, now() - interval '1 day', now() + interval '1 day', 'leave')`,
      [PEOPLE.worker.id],
    );
    const meanwhile = await opened(world.db);
    await settled();
    expect(await endpointOf(meanwhile)).toMatchObject({ endpoint: { id: desk.id } });
    await world.db.pool.query("DELETE FROM absence WHERE id = 'away'");
  });

  it('somebody who has left at no endpoint that others made for them there: what happens where they are now is not theirs to hear', async () => {
    const { db, graph } = world;
    const here = principal('operations', [PLACE.community], 'c-here');
    const person = { personId: PEOPLE.head.id };
    const made = await graph.endpoint(
      { address: `${world.receiver.url}/hook`, name: 'made here', gridCode: PLACE.community, ...person },
      here,
    );
    await graph.rule({ target: 'ASSIGNEE', events: ['work_order.assigned'], minSeverity: 'INFO' });
    work();
    const endpointOf = async (one: { id: string }) =>
      (await graph.deliveries({ subjectId: one.id })).map(
        ({ endpoint: to }: { endpoint: { id: string } | null }) => to?.id ?? null,
      );
    const assigned = async (gridCode: string) => {
      const one = await order(db, { assigneeId: PEOPLE.head.id, gridCode });
      await tellOrder(db, one, 'ASSIGNED');
      await settled();
      return endpointOf(one);
    };
    expect(await assigned(PLACE.grid)).toEqual([made.id]);
    const post = `post-${PEOPLE.head.id}`;
    await db.pool.query(`UPDATE post SET valid_to = now() - interval '1 minute' WHERE id = $1`, [post]);
    await db.pool.query(
      `INSERT INTO post (id, role, grid_code, person_id, valid_from) VALUES ('po-moved', 'GRID_HEAD', $1, $2, '2020-01-01')`,
      [PLACE.otherGrid, PEOPLE.head.id],
    );
    // nobody is reached, which is told
    expect(await assigned(PLACE.otherGrid)).toEqual([null]);
    // at their own, wherever it lies, they are
    const own = await graph.endpoint(
      { address: `${world.receiver.url}/hook`, name: 'own', gridCode: PLACE.community, ...person },
      principal('operations', [PLACE.community], PEOPLE.head.id),
    );
    expect(await assigned(PLACE.otherGrid)).toEqual([own.id]);
    await db.pool.query(`DELETE FROM post WHERE id = 'po-moved'`);
    await db.pool.query('UPDATE post SET valid_to = NULL WHERE id = $1', [post]);
    await db.pool.query('UPDATE notification_endpoint SET enabled = false WHERE person_id = $1', [
      PEOPLE.head.id,
    ]);
  });

  it('everybody in the circle of an escalated order, each at their own endpoint; who has none goes to the fallback (AQ-17, RS-11)', async () => {
    const head = await endpoint({ personId: PEOPLE.head.id, name: 'head' });
    const property = await endpoint({ personId: PEOPLE.property.id, name: 'property' });
    const ruleOf = (input: Record<string, unknown> = {}) =>
      world.graph.rule({
        target: 'CIRCLE',
        events: ['work_order.escalated', 'work_order.widened'],
        ...input,
      });
    const plain = await ruleOf();
    work();
    const made = await order(world.db, { assigneeId: PEOPLE.worker.id });
    const alone = await order(world.db);
    for (const { id, role, gridCode } of [PEOPLE.head, PEOPLE.property, PEOPLE.desk]) {
      await world.db.pool.query(
        `INSERT INTO work_order_circle (work_order_id, person_id, post_role, grid_code, step, reason, told_at)
         VALUES ($1, $2, $3, $4, 1001, 'test', now())`,
        [made.id, id, role, gridCode],
      );
    }
    await tellOrder(world.db, made, 'ESCALATED');
    await tellOrder(world.db, alone, 'WIDENED');
    await settled();
    const of = async (one: { id: string }) => {
      const found: { endpoint: { id: string } | null; person: { id: string } | null; state: string }[] =
        await world.graph.deliveries({ subjectId: one.id });
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
    await world.db.pool.query('UPDATE notification_rule SET enabled = false WHERE id = $1', [plain]);
    const desk = await endpoint({ name: 'desk' });
    await ruleOf({ fallbackEndpointId: desk.id });
    await world.db.pool.query('DELETE FROM work_order_circle WHERE person_id <> $1', [PEOPLE.desk.id]);
    await tellOrder(world.db, made, 'ESCALATED');
    await settled();
    expect((await of(made)).get(PEOPLE.desk.id)).toBeDefined();
    const { rows } = await world.db.pool.query(
      'SELECT state FROM notification_delivery WHERE work_order_id = $1 AND endpoint_id = $2',
      [made.id, desk.id],
    );
    expect(rows).toEqual([{ state: 'DELIVERED' }]);
  });

  it('an endpoint once, when two rules name it', async () => {
    const { id: endpointId } = await endpoint();
    await world.graph.rule({ endpointId });
    const repeating = await world.graph.rule({ endpointId, repeatEvery: 'PT1M' });
    work();
    const { id } = await opened(world.db);
    await settled();
    expect(await world.graph.deliveries({ subjectId: id })).toMatchObject([{ rule: { id: repeating } }]);
  });
});
