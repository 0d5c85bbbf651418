import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDb, testDb } from './support/db.ts';
import { seedPlace } from './support/governance.ts';
import { caughtUp, MANAGER, notifyGraph, opened, startWorker } from './support/notify.ts';
import { type Receiver, signedBy, startReceiver } from './support/receiver.ts';
import { until } from './support/until.ts';

let test: TestDb;
let graph: ReturnType<typeof notifyGraph>;
let receiver: Receiver;
const workers: { close(): Promise<void> }[] = [];
const receivers: Receiver[] = [];

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  graph = notifyGraph(test.db);
});

beforeEach(async () => {
  receiver = await another();
});

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
  await test.db.pool.query('UPDATE notification_rule SET enabled = false');
  await test.db.pool.query(
    "UPDATE notification_delivery SET state = 'CANCELLED', finished_at = now() WHERE state = 'QUEUED'",
  );
  await Promise.all(receivers.splice(0).map((one) => one.close()));
});

afterAll(async () => {
  await graph.close();
  await test.close();
});

async function another(): Promise<Receiver> {
  const started = await startReceiver();
  receivers.push(started);
  return started;
}

function work(env: Record<string, string> = {}, options: Parameters<typeof startWorker>[2] = {}) {
  const worker = startWorker(test.db, env, options);
  workers.push(worker);
  return worker;
}

/** A webhook of its own and a rule that tells it of every incident. */
async function toldBy(one: Receiver, input: Record<string, unknown> = {}) {
  const endpoint = await graph.endpoint({ address: `${one.url}/hook`, ...input });
  await graph.rule({ endpointId: endpoint.id });
  return endpoint;
}

describe('a webhook (RS-28)', () => {
  it('is told of an alarm, signed as Standard Webhooks has it, with ids, labels and no personal data', async () => {
    const { id, secret } = await toldBy(receiver);
    work();
    const happening = await opened(test.db);
    const request = await receiver.nth(1);
    expect(signedBy([secret], request)).toBe(secret);
    expect(signedBy([secret], { ...request, body: `${request.body} ` })).toBeNull();
    const body = JSON.parse(request.body);
    expect(body).toMatchObject({
      type: 'incident.opened',
      data: {
        severity: 'CRITICAL',
        severityZh: '紧急',
        grid: { name: '锦绣一微网格' },
        incident: { id: happening.id, type: { code: 'elevator.trapped', zh: '电梯困人' } },
        workOrder: null,
        repeat: 0,
      },
    });
    const [delivery] = await until(async () => {
      const found = await graph.deliveries({ subjectId: happening.id, states: ['DELIVERED'] });
      return found.length > 0 && found;
    });
    expect(delivery).toMatchObject({
      ...{ id: request.headers['webhook-id'], endpoint: { id }, attempts: 1, incident: { id: happening.id } },
      receipts: [{ no: 1, status: 200, outcome: 'DELIVERED', error: null }],
    });
    expect(delivery.message).toEqual(body.data);
  });

  it('is tried again after 500 and silence with the same id and body, and the receipts say what happened', async () => {
    await toldBy(receiver);
    const never = Promise.withResolvers<void>();
    const answers = [{ status: 500, body: 'broken' }, { wait: never.promise }, { status: 204, body: '' }];
    receiver.answer = () => answers[receiver.received.length - 1] ?? {};
    work();
    const { id } = await opened(test.db);
    const [delivery] = await until(async () => {
      const found = await graph.deliveries({ subjectId: id, states: ['DELIVERED'] });
      return found.length > 0 && found;
    });
    never.resolve();
    expect(delivery.receipts).toMatchObject([
      { status: 500, outcome: 'RETRY', error: 'HTTP 500: broken' },
      { status: null, outcome: 'RETRY', error: 'no answer within 400 ms' },
      { status: 204, outcome: 'DELIVERED', error: null },
    ]);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  });

  it('is a dead letter after the last attempt, and is told when it is replayed, under its old id', async () => {
    const { id: endpointId } = await toldBy(receiver);
    receiver.answer = () => ({ status: 503 });
    work();
    const { id } = await opened(test.db);
    const [dead] = await until(async () => {
      const found = await graph.deliveries({ subjectId: id, states: ['DEAD'] });
      return found.length > 0 && found;
    });
    expect(dead.attempts).toBe(4);
    receiver.answer = () => ({});
    const replay = `mutation ($input: ReplayNotificationsInput!) { replayNotifications(input: $input) { replayed } }`;
    expect(await graph.codes(MANAGER, replay, { input: { deliveryIds: ['no-such'] } })).toEqual([
      'NOT_FOUND',
    ]);
    const { replayNotifications } = await graph.data(MANAGER, replay, { input: { endpointId } });
    expect(replayNotifications.replayed).toBe(1);
    const [delivered] = await until(async () => {
      const found = await graph.deliveries({ subjectId: id, states: ['DELIVERED'] });
      return found.length > 0 && found;
    });
    expect(delivered).toMatchObject({ id: dead.id, attempts: 5 });
    expect(receiver.received.at(-1)?.headers['webhook-id']).toBe(dead.id);
  });

  it('that asks for a rest by Retry-After is left alone that long', async () => {
    await toldBy(receiver);
    receiver.answer = () =>
      receiver.received.length === 1 ? { status: 429, headers: { 'retry-after': '1' } } : {};
    work();
    await opened(test.db);
    await opened(test.db);
    const [first, second] = await receiver.got(3);
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('that is gone (410) or redirects is not followed', async () => {
    const other = await another();
    await toldBy(receiver);
    receiver.answer = () => ({ status: 307, headers: { location: `${other.url}/hook` } });
    work();
    const { id } = await opened(test.db);
    const [dead] = await until(async () => {
      const found = await graph.deliveries({ subjectId: id, states: ['DEAD'] });
      return found.length > 0 && found;
    });
    expect(dead.receipts[0]).toMatchObject({ status: 307, error: 'HTTP 307: redirects are not followed' });
    receiver.answer = () => ({ status: 410 });
    const gone = await opened(test.db);
    const [refused] = await until(async () => {
      const found = await graph.deliveries({ subjectId: gone.id, states: ['DEAD'] });
      return found.length > 0 && found;
    });
    expect(refused).toMatchObject({ attempts: 1, receipts: [{ status: 410, outcome: 'REFUSED' }] });
    expect(other.received).toEqual([]);
  });

  it('that never answers delays nobody else, and is only probed once it fails', async () => {
    const slow = await another();
    const forever = Promise.withResolvers<void>();
    slow.answer = () => ({ wait: forever.promise });
    await toldBy(slow);
    await toldBy(receiver);
    work({}, { backoffScale: 1 });
    const began = Date.now();
    for (let n = 0; n < 40; n++) await opened(test.db);
    await receiver.got(40);
    // forty attempts of 400 ms each, one after the other, would take 16 s
    expect(Date.now() - began).toBeLessThan(8_000);
    await until(async () => {
      const { rows } = await test.db.pool.query(
        'SELECT max(failures) AS failures FROM notification_endpoint_state WHERE blocked_until > now()',
      );
      return rows[0].failures >= 5;
    });
    expect(slow.received.length).toBeLessThan(15);
    forever.resolve();
  });

  it('gets each notification once when two processes deliver', async () => {
    await toldBy(receiver);
    for (let n = 0; n < 30; n++) await opened(test.db);
    work();
    work();
    await receiver.got(30);
    await until(async () => (await graph.deliveries({ states: ['QUEUED'] })).length === 0);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(30);
    expect(ids).toHaveLength(30);
  });

  it('that asks for order is told in order, and waits for the one that fails', async () => {
    await toldBy(receiver, { ordered: true });
    let failures = 0;
    receiver.answer = ({ body }) => {
      const third = JSON.parse(body).data.incident.count === 1 && receiver.received.length === 3;
      if (!third || failures > 2) return {};
      failures += 1;
      return { status: 500 };
    };
    const happenings = [];
    for (let n = 0; n < 8; n++) happenings.push(await opened(test.db));
    work();
    await receiver.got(9);
    const told = receiver.received.map(({ body }) => JSON.parse(body).data.incident.id);
    expect([...new Set(told)]).toEqual(happenings.map(({ id }) => id));
  });

  it('checks both secrets while one takes over from the other', async () => {
    const { id, secret } = await toldBy(receiver);
    const rotate = `mutation ($input: RotateNotificationSecretInput!) {
      rotateNotificationSecret(input: $input) { secret endpoint { oldSecretUntil signed } } }`;
    const { rotateNotificationSecret: first } = await graph.data(MANAGER, rotate, {
      input: { endpointId: id },
    });
    expect(first.endpoint.oldSecretUntil).not.toBeNull();
    work();
    await opened(test.db);
    const request = await receiver.nth(1);
    expect(signedBy([secret], request)).toBe(secret);
    expect(signedBy([first.secret], request)).toBe(first.secret);
    const input = { endpointId: id, keepOld: 'PT0S' };
    const { rotateNotificationSecret: second } = await graph.data(MANAGER, rotate, { input });
    await opened(test.db);
    const later = await receiver.nth(2);
    expect(signedBy([secret, first.secret], later)).toBeNull();
    expect(signedBy([second.secret], later)).toBe(second.secret);
  });
});

describe('a robot', () => {
  it('gets no more than its limit in a minute, what waits shares messages, and the worst comes first', async () => {
    const { id: endpointId } = await graph.endpoint({ kind: 'WECOM', address: `${receiver.url}/send?key=k` });
    await graph.rule({ endpointId });
    const happenings = [];
    for (let n = 0; n < 70; n++) {
      happenings.push(await opened(test.db, { severity: n === 69 ? 'critical' : 'minor' }));
    }
    let nowMs = Date.now();
    // nothing is sent before all of it waits
    const rest = 'UPDATE notification_endpoint_state SET blocked_until = $2 WHERE endpoint_id = $1';
    await test.db.pool.query(rest, [endpointId, new Date(nowMs + 3_600_000)]);
    work({}, { now: () => nowMs });
    await caughtUp(test.db);
    await test.db.pool.query(rest, [endpointId, null]);
    const waiting = async () => {
      const { rows } = await test.db.pool.query(
        `SELECT count(*)::int AS waiting, count(DISTINCT lease)::int AS held FROM notification_delivery
         WHERE endpoint_id = $1 AND state = 'QUEUED'`,
        [endpointId],
      );
      return rows[0];
    };
    // the clock stands: a burst of five messages and nothing more
    await receiver.got(5);
    await until(async () => (await waiting()).held === 0);
    expect(receiver.received).toHaveLength(5);
    const told = (body: string): string => JSON.parse(body).markdown.content;
    expect(told(receiver.received[0]?.body ?? '{}')).toMatch(/^\*\*【紧急】/);
    const sentAt: number[] = receiver.received.map(() => nowMs);
    while ((await waiting()).waiting > 0) {
      const before = receiver.received.length;
      nowMs += 4_000;
      await receiver.got(before + 1);
      await until(async () => (await waiting()).held === 0);
      sentAt.push(...receiver.received.slice(before).map(() => nowMs));
    }
    const most = Math.max(
      ...sentAt.map((from) => sentAt.filter((at) => at >= from && at < from + 60_000).length),
    );
    expect(most).toBeLessThanOrEqual(20);
    const mentioned = receiver.received.map(({ body }) => told(body).match(/电梯困人/g)?.length ?? 0);
    expect(mentioned.reduce((sum, count) => sum + count, 0)).toBe(happenings.length);
  });
});

describe('housekeeping', () => {
  it('makes dead letters of what waited a day, tried or not, and removes with its receipts what was kept long enough', async () => {
    const { id: endpointId } = await toldBy(receiver);
    receiver.answer = () => ({ status: 500, headers: { 'retry-after': '80000' } });
    let nowMs = Date.now();
    work({}, { now: () => nowMs });
    await opened(test.db);
    await until(async () => (await graph.deliveries({ endpointId }))[0]?.receipts.length === 1);
    // never tried: the endpoint asked for a rest
    await opened(test.db);
    await caughtUp(test.db);
    // it still asks for a rest when their day is over
    await test.db.pool.query(
      'UPDATE notification_endpoint_state SET blocked_until = $2 WHERE endpoint_id = $1',
      [endpointId, new Date(nowMs + 48 * 3_600_000)],
    );
    nowMs += 25 * 3_600_000;
    const dead = await until(async () => {
      const found = await graph.deliveries({ endpointId, states: ['DEAD'] });
      return found.length === 2 && found;
    });
    for (const one of dead) {
      expect(one.receipts.at(-1)).toMatchObject({
        outcome: 'REFUSED',
        error: 'waited too long, not tried again',
      });
      expect(one.receipts).toHaveLength(one.attempts);
    }
    nowMs += 91 * 86_400_000;
    await until(async () => (await graph.deliveries({ endpointId })).length === 0);
    const { rows } = await test.db.pool.query(
      'SELECT FROM notification_attempt a WHERE NOT EXISTS (SELECT FROM notification_delivery d WHERE d.id = a.delivery_id)',
    );
    expect(rows).toEqual([]);
  });
});
