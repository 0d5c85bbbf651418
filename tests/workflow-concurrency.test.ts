import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HubError } from '../core/errors.ts';
import { newIncidentId } from '../core/ids.ts';
import type { Principal } from '../core/permissions.ts';
import type { WorkOrderAction } from '../core/work-order.ts';
import { project } from '../core/workflow/order-state.ts';
import { stepOf, workflowOf } from '../core/workflow/profile.ts';
import { appendFeed } from '../runtime/feed.ts';
import { type Actions, createActions } from '../subgraphs/workorders/actions.ts';
import { startDispatcher } from '../subgraphs/workorders/dispatcher.ts';
import { eventsOfOrders, ordersById } from '../subgraphs/workorders/reads.ts';
import { createWorkOrdersService } from '../subgraphs/workorders/service.ts';
import { createTrackActs } from '../subgraphs/workorders/track-acts.ts';
import { orderStateOf, profileOf, stateOf } from '../subgraphs/workorders/workflow.ts';
import { type TestDb, testDb } from './support/db.ts';
import { governanceDeps, PEOPLE, PLACE, seedPlace } from './support/governance.ts';
import { until } from './support/until.ts';
import { ACTORS, seedOrganisations } from './support/workflow-place.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;

beforeAll(async () => {
  test = await testDb({ poolSize: 12 });
  await seedPlace(test.db);
  await seedOrganisations(test.db);
  deps = governanceDeps(test.db);
});

afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

const { resident, worker, property, desk, operations, owners, member, member2, partner, water } = ACTORS;
const CROWD = [resident, worker, property, desk, operations, owners, member, member2, partner, water];

const AFTER = [
  { url: 'https://files.example/a.jpg', phase: 'AFTER', kind: 'IMAGE' },
  { url: 'https://files.example/a.pdf', phase: 'AFTER', kind: 'DOCUMENT' },
] as const;
const until8 = () => new Date(Date.now() + 8 * 3_600_000);

type Try = (acts: Actions, order: { workOrderId: string }) => Promise<unknown>;

/** What anybody may try, whatever the state is. */
const ATTEMPTS = {
  VERIFY: (acts, order) => acts.verify(order),
  ACCEPT: (acts, order) => acts.accept(order),
  FILE: (acts, order) => acts.file(order),
  DISPATCH: (acts, order) => acts.dispatch({ ...order, personId: PEOPLE.property.id }),
  CLAIM: (acts, order) => acts.claim(order),
  TAKE: (acts, order) => acts.take(order),
  START: (acts, order) => acts.start(order),
  REQUEST_RETURN: (acts, order) => acts.requestReturn({ ...order, reason: '不属本单位' }),
  GRANT_RETURN: (acts, order) => acts.decideReturn({ ...order, grant: true }),
  REFUSE_RETURN: (acts, order) => acts.decideReturn({ ...order, grant: false, reason: '应由本单位办理' }),
  OFFER_TRANSFER: (acts, order) =>
    acts.offerTransfer({ ...order, reason: '转办', personId: PEOPLE.worker.id }),
  ACCEPT_TRANSFER: (acts, order) => acts.answerTransfer({ ...order, accept: true }),
  DECLINE_TRANSFER: (acts, order) => acts.answerTransfer({ ...order, accept: false, reason: '不接收' }),
  REQUEST_SUSPEND: (acts, order) => acts.requestSuspension({ ...order, reason: '等料', until: until8() }),
  SUSPEND: (acts, order) => acts.suspend({ ...order, reason: '等料', until: until8() }),
  REFUSE_SUSPEND: (acts, order) => acts.refuseSuspension({ ...order, reason: '可先处置' }),
  RESUME: (acts, order) => acts.resume(order),
  REQUEST_EXTENSION: (acts, order) => acts.requestExtension({ ...order, reason: '雨天' }),
  GRANT_EXTENSION: (acts, order) => acts.decideExtension({ ...order, grant: true }),
  FEEDBACK: (acts, order) => acts.feedback({ ...order, note: '好了', evidence: AFTER }),
  CHECK_PASS: (acts, order) => acts.check({ ...order, pass: true }),
  CHECK_FAIL: (acts, order) => acts.check({ ...order, pass: false, note: '没好' }),
  CLOSE: (acts, order) => acts.close(order),
  RATE: (acts, order) => acts.rate({ ...order, stars: 3 }),
  REOPEN: (acts, order) => acts.reopen({ ...order, reason: '又坏了' }),
  REGRADE: (acts, order) => acts.regrade({ ...order, severity: 'major', reason: '扩大' }),
} as const satisfies Partial<Record<WorkOrderAction, Try>>;
const BLIND: readonly Try[] = Object.values(ATTEMPTS);

/** What an actor sees offered, as what they would try. */
async function offered(asker: Principal, id: string): Promise<Try[]> {
  const [row] = await ordersById(test.db.pool, [id]);
  if (row === undefined) return [];
  const views = await createWorkOrdersService(deps, asker, new Date()).actions(row);
  const open: string[] = views.filter(({ allowed }) => allowed).map(({ action }) => action);
  return Object.entries(ATTEMPTS).flatMap(([action, act]) => (open.includes(action) ? [act] : []));
}

async function opened(profile: string): Promise<{ workOrderId: string }> {
  const { id } = await createActions(deps, resident).report({
    ...{ source: 'RESIDENT', channel: 'APP', matter: 'property-service', severity: 'minor' },
    ...{ title: '门禁坏了', description: '打不开', gridCode: PLACE.microGrid, profile },
  });
  await createTrackActs(deps, operations).duplicates.decide({ workOrderId: id });
  return { workOrderId: id };
}

/** All that must hold of an order at any time. */
async function sound(id: string): Promise<number> {
  const [row] = await ordersById(test.db.pool, [id]);
  if (row === undefined) throw new Error(id);
  const events = await eventsOfOrders(test.db.pool, [id]);
  expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
  expect(row.version).toBe(events.length);
  expect(project(events)).toEqual(orderStateOf(row));
  const profile = profileOf(deps.governance.current(), row);
  expect(workflowOf(profile).states).toContain(stateOf(row));
  for (const [index, { fromState }] of events.entries()) {
    expect(fromState).toBe(index === 0 ? null : events[index - 1]?.toState);
  }
  // with somebody from the taking on: one lead, or one organisation
  const held = ['TAKEN', 'IN_PROGRESS', 'FEEDBACK', 'CHECKING'].includes(row.state);
  if (held) expect(row.assigneeId ?? row.partyId).not.toBeNull();
  expect(row.closedMs !== null).toBe(['CLOSED', 'RATED', 'REJECTED', 'VOIDED', 'MERGED'].includes(row.state));
  if (row.closedMs === null) expect(stepOf(profile, stateOf(row))).not.toBeNull();
  // the plan of its timers is that of its last step
  const plan = await test.db.pool.query(
    'SELECT order_version FROM work_order_plan WHERE work_order_id = $1',
    [id],
  );
  for (const one of plan.rows) expect(one.order_version).toBe(row.version);
  return events.length;
}

/** Refused is well; anything but a refusal that the hub knows is a fault. */
async function attempt(act: Promise<unknown>): Promise<boolean> {
  try {
    await act;
    return true;
  } catch (error) {
    if (error instanceof HubError && error.status < 500) return false;
    throw error;
  }
}

describe('ten at once on one order', () => {
  it('never break it, whoever tries what', async () => {
    const profiles = ['standard', 'graded-response', 'huaying-demand', 'member-orders', 'renshou-response'];
    const tries = fc.array(fc.tuple(fc.nat(CROWD.length - 1), fc.nat(999)), {
      minLength: 10,
      maxLength: 10,
    });
    let succeeded = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...profiles),
        fc.array(tries, { minLength: 3, maxLength: 6 }),
        async (profile, rounds) => {
          const order = await opened(profile);
          let steps = await sound(order.workOrderId);
          for (const round of rounds) {
            const planned = await Promise.all(
              round.map(async ([who, what]) => {
                const asker = CROWD[who] ?? desk;
                // one in four tries whatever comes to mind, the others what they saw offered a moment ago
                const seen = what % 4 === 0 ? BLIND : await offered(asker, order.workOrderId);
                return { asker, act: seen[what % Math.max(1, seen.length)] };
              }),
            );
            const done = await Promise.all(
              planned.map(({ asker, act }) =>
                act === undefined ? false : attempt(act(createActions(deps, asker), order)),
              ),
            );
            succeeded += done.filter(Boolean).length;
            const now = await sound(order.workOrderId);
            // each that succeeded left at least its own row
            expect(now - steps).toBeGreaterThanOrEqual(done.filter(Boolean).length);
            steps = now;
          }
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
    expect(succeeded).toBeGreaterThan(40);
  }, 180_000);

  it('of ten that claim one order exactly one has it (AQ-13)', async () => {
    const order = await opened('member-orders');
    await createActions(deps, desk).accept(order);
    const claims = Array.from({ length: 10 }, (_, n) =>
      createActions(deps, n % 2 === 0 ? member : member2).claim(order),
    );
    const won = (await Promise.all(claims.map(attempt))).filter(Boolean);
    expect(won).toHaveLength(1);
    const events = await eventsOfOrders(test.db.pool, [order.workOrderId]);
    expect(events.filter(({ action }) => action === 'CLAIM')).toHaveLength(1);
    const [row] = await ordersById(test.db.pool, [order.workOrderId]);
    expect(row?.assigneeId).toBe(events.at(-1)?.actor);
    expect(row?.firstReceiver?.personId).toBe(row?.assigneeId);
  });

  it('of ten that saw the same version one is heard, the others are told CONFLICT', async () => {
    const order = await opened('standard');
    const [row] = await ordersById(test.db.pool, [order.workOrderId]);
    const expectedVersion = row?.version ?? 0;
    const codes = await Promise.all(
      Array.from({ length: 10 }, () =>
        createActions(deps, desk)
          .accept({ ...order, expectedVersion })
          .then(() => 'done')
          .catch((error) => (error instanceof HubError ? error.code : 'other')),
      ),
    );
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(codes.filter((code) => code === 'CONFLICT')).toHaveLength(9);
  });
});

describe('two dispatchers and a crowd', () => {
  it('give each incident one live order at most, and every order stays sound', async () => {
    const replicas = [governanceDeps(test.db), governanceDeps(test.db)];
    const running = replicas.map((own) => ({ own, dispatcher: startDispatcher(own) }));
    const ids = Array.from({ length: 12 }, () => newIncidentId());
    const tell = (incidentId: string, change: 'OPENED' | 'ESCALATED' | 'REPEATED') =>
      appendFeed(test.db.pool, [
        {
          ...{
            topic: 'incident',
            change,
            incidentId,
            alertId: null,
            deviceId: `d-${incidentId}`,
            channel: '',
          },
          ...{ type: 'elevator.trapped', severity: 'critical', state: 'ACTIVE', count: 1 },
          gridCode: PLACE.microGrid,
        },
      ]);
    try {
      for (const [index, id] of ids.entries()) {
        await test.db.pool.query(
          `INSERT INTO incident (id, device_id, channel, type, grid_code, community_code, severity, state, count,
             first_seen_at, last_seen_at, last_alert_id, status, opened_at)
           VALUES ($1, $2, '', 'elevator.trapped', $3, $4, $5, 'ACTIVE', 1, now(), now(), 'al_x', 'ACTUAL', now())`,
          [id, `d-${id}`, PLACE.microGrid, PLACE.community, 2 + (index % 2)],
        );
      }
      await Promise.all(ids.flatMap((id) => [tell(id, 'OPENED'), tell(id, 'REPEATED'), tell(id, 'OPENED')]));
      const ordersOf = async () => {
        const { rows } = await test.db.pool.query(
          `SELECT incident_id AS "incidentId", work_order_id AS "workOrderId" FROM work_order_incident
           WHERE incident_id = ANY($1::text[]) AND live`,
          [ids],
        );
        return rows;
      };
      await until(async () => (await ordersOf()).length === ids.length, {
        what: 'an order for each incident',
      });
      const links = await ordersOf();
      expect(new Set(links.map(({ incidentId }) => incidentId)).size).toBe(ids.length);
      // while they grow, people take, hand back and void them
      await test.db.pool.query('UPDATE incident SET severity = 3 WHERE id = ANY($1::text[])', [ids]);
      await Promise.all([
        ...ids.map((id) => tell(id, 'ESCALATED')),
        ...links.flatMap(({ workOrderId }) => [
          attempt(createActions(deps, property).take({ workOrderId })),
          attempt(createActions(deps, worker).requestReturn({ workOrderId, reason: '不在现场' })),
          attempt(createActions(deps, operations).void({ workOrderId, reason: '演练' })),
        ]),
      ]);
      await Promise.all(ids.map((id) => tell(id, 'REPEATED')));
      for (const { workOrderId } of links) await sound(String(workOrderId));
      const live = await ordersOf();
      expect(new Set(live.map(({ incidentId }) => incidentId)).size).toBe(live.length);
    } finally {
      for (const { own, dispatcher } of running) {
        await dispatcher.close();
        await own.feed.close();
      }
    }
  });
});
