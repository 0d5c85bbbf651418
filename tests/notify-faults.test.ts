import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acknowledgePath } from '../core/notify.ts';
import { openSealer } from '../runtime/notify/sealed.ts';
import type { Transports } from '../runtime/notify/transports.ts';
import { startNotifications } from '../subgraphs/notifications/background.ts';
import { acknowledgePlace } from '../subgraphs/notifications/delivery.ts';
import { fireRepeats } from '../subgraphs/notifications/repeats.ts';
import { type TestDb, testDb } from './support/db.ts';
import { PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';
import { incident, MANAGER, notifyDeps, notifyGraph } from './support/notify.ts';

let test: TestDb;
let graph: ReturnType<typeof notifyGraph>;

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  graph = notifyGraph(test.db);
});

afterAll(async () => {
  await graph.close();
  await test.close();
});

const ADDRESS = 'https://receiver.example.com/hook';

async function queued(endpointId: string, ruleId: string | null, subject: string, state = 'QUEUED') {
  const id = `ntf_${subject}_${state}`;
  const message = {
    ...{ event: 'incident.opened', at: '2026-03-01T00:00:00.000Z', severity: 'major', grid: null },
    ...{ incident: null, workOrder: null, link: null, acknowledgeLink: null },
  };
  await test.db.pool.query(
    `INSERT INTO notification_delivery (id, endpoint_id, rule_id, event, subject, incident_id, grid_code, severity, message,
       state, next_at, queued_at, created_at, finished_at)
     VALUES ($1, $2, $3, 'incident.opened', $4, $4, $5, 2, $6, $7, '2026-03-01', '2026-03-01', '2026-03-01', $8)`,
    [
      ...[id, endpointId, ruleId, subject, PLACE.microGrid, JSON.stringify(message), state],
      state === 'QUEUED' ? null : '2026-03-01',
    ],
  );
  return id;
}

describe('an endpoint', () => {
  it('tells how much waits and how much is dead', async () => {
    const { id } = await graph.endpoint({ address: ADDRESS });
    await queued(id, null, 'inc_waits');
    await queued(id, null, 'inc_dead', 'DEAD');
    const data = await graph.data(
      MANAGER,
      'query ($id: ID!) { notificationEndpoint(id: $id) { health { queued dead oldestQueuedAt } } }',
      { id },
    );
    expect(data.notificationEndpoint.health).toEqual({
      ...{ queued: 1, dead: 1, oldestQueuedAt: '2026-03-01T00:00:00.000Z' },
    });
  });

  it('names a person only for who has that person in their grids: alarms of elsewhere would come to it', async () => {
    const manager = principal('operations', [PLACE.otherCommunity]);
    const input = { kind: 'WEBHOOK', name: 'mine', address: ADDRESS, gridCode: PLACE.otherCommunity };
    const create = `mutation ($input: CreateNotificationEndpointInput!) {
      createNotificationEndpoint(input: $input) { endpoint { id } } }`;
    const refused = await graph.codes(manager, create, { input: { ...input, personId: PEOPLE.worker.id } });
    expect(refused).toEqual(['NOT_FOUND']);
    const { id } = await graph.endpoint({ ...input, personId: PEOPLE.otherWorker.id }, manager);
    const moved = await graph.codes(
      manager,
      'mutation ($input: UpdateNotificationEndpointInput!) { updateNotificationEndpoint(input: $input) { endpoint { id } } }',
      { input: { endpointId: id, personId: PEOPLE.worker.id } },
    );
    expect(moved).toEqual(['NOT_FOUND']);
    // oneself always
    const worker = principal('operations', [PLACE.otherCommunity], PEOPLE.worker.id);
    await graph.endpoint({ ...input, personId: PEOPLE.worker.id }, worker);
  });
});

/** No way out. */
const NOWHERE: Transports = {
  send: async () => ({ outcome: 'RETRY', told: 0, status: null, error: 'away', retryAfterMs: null }),
  close: async () => undefined,
};

describe('the gauges of the queue', () => {
  it('cost one statement a scrape', async () => {
    const deps = notifyDeps(test.db);
    const running = startNotifications(deps, { pollMs: 3_600_000, transports: NOWHERE });
    const plans: string[] = [];
    const stop = test.db.onQuery((_, sql) => {
      if (sql.includes('ageSeconds')) plans.push(sql);
    });
    const text = await deps.metrics.text();
    stop();
    // the one that waits, from months ago, is given up at the first try
    expect(text).toMatch(/hub_notify_dead\{kind="WEBHOOK"\} [12]\n/);
    expect(plans).toHaveLength(1);
    await running.close();
    await deps.feed.close();
  });
});

describe('the link of a message', () => {
  it('acknowledges, and shows no receipts: they tell of the receiver', async () => {
    const { id: endpointId } = await graph.endpoint({ address: ADDRESS });
    const ruleId = await graph.rule({ endpointId });
    const id = await queued(endpointId, ruleId, 'inc_link');
    const sealer = await openSealer(notifyDeps(test.db).config);
    const token = acknowledgePath(id, sealer.tokenOf(acknowledgePlace(id)))
      .split('/')
      .at(-1);
    const codes = await graph.codes(
      null,
      `mutation ($input: AcknowledgeNotificationInput!) {
        acknowledgeNotification(input: $input) { delivery { acknowledgedAt receipts { error } } } }`,
      { input: { deliveryId: id, token } },
    );
    expect(codes).toEqual(['UNAUTHENTICATED']);
    // nor to somebody who got hold of it and reads notifications of other grids
    await test.db.pool.query(
      `INSERT INTO notification_attempt (delivery_id, no, at, ms, outcome, error) VALUES ($1, 1, now(), 5, 'RETRY', 'at their host')`,
      [id],
    );
    const receipts = async (who: typeof MANAGER) =>
      (
        await graph.data(
          who,
          `mutation ($input: AcknowledgeNotificationInput!) {
            acknowledgeNotification(input: $input) { delivery { receipts { error } } } }`,
          { input: { deliveryId: id, token } },
        )
      ).acknowledgeNotification.delivery.receipts;
    expect(await receipts(principal('operations', [PLACE.otherCommunity]))).toEqual([]);
    expect(await receipts(MANAGER)).toEqual([{ error: 'at their host' }]);
  });
});

describe('a repeat', () => {
  it('that cannot be told holds up no other, and is tried again later', async () => {
    const { id: endpointId } = await graph.endpoint({ address: ADDRESS });
    const ruleId = await graph.rule({ endpointId, repeatEvery: 'PT1M' });
    const subjects: string[] = [];
    for (const spoilt of [true, false]) {
      const { id: subject } = await incident(test.db);
      subjects.push(subject);
      const delivery = await queued(endpointId, ruleId, subject, 'DELIVERED');
      if (spoilt) {
        await test.db.pool.query(`UPDATE notification_delivery SET message = '{}' WHERE id = $1`, [delivery]);
      }
      await test.db.pool.query(
        `INSERT INTO notification_repeat (rule_id, endpoint_id, subject, delivery_id, next_at)
         VALUES ($1, $2, $3, $4, '2026-03-01')`,
        [ruleId, endpointId, subject, delivery],
      );
    }
    const failed: string[] = [];
    const deps = notifyDeps(test.db);
    const nowMs = Date.now();
    const told = await fireRepeats(test.db, {
      ...{ nowMs, zone: 'Asia/Shanghai' },
      sources: { linkTemplate: null, book: () => deps.governance.current() },
      failed: (_, { subject }) => failed.push(subject),
    });
    await deps.feed.close();
    expect(told).toBe(1);
    expect(failed).toEqual(subjects.slice(0, 1));
    const { rows } = await test.db.pool.query('SELECT subject FROM notification_repeat WHERE next_at > $1', [
      new Date(nowMs),
    ]);
    expect(rows.map(({ subject }) => subject).sort()).toEqual(subjects.toSorted());
  });
});
