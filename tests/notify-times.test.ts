import { describe, expect, it } from 'vitest';
import { MANAGER, opened, order, tell, tellOrder } from './support/notify.ts';
import { notifyWorld } from './support/notify-world.ts';
import { until } from './support/until.ts';

const world = notifyWorld();
const { work, endpoint, anyTime, told, toldOf, settled, set } = world;

/** 2026-03-02 is a Monday; 23:30 in Shanghai. */
const NIGHT = Date.UTC(2026, 2, 2, 15, 30);
const MORNING = Date.UTC(2026, 2, 2, 22, 0);
const QUIET = { from: '22:00', to: '06:00' };

describe('a window', () => {
  it('tells further events together at its end, and a rise in severity at once', async () => {
    await world.graph.rule({ endpointId: (await endpoint()).id, events: ['incident.*'], window: 'PT10M' });
    let nowMs = Date.now();
    work({ now: () => nowMs });
    const one = await opened(world.db, { severity: 'minor' });
    await settled();
    expect(toldOf(one)).toHaveLength(1);
    for (let n = 0; n < 3; n++) await tell(world.db, one, 'REPEATED');
    await settled();
    expect(await world.graph.deliveries({ subjectId: one.id, states: ['QUEUED'] })).toMatchObject([
      { heldBy: 'WINDOW', folded: 2 },
    ]);
    await set(one, 'severity = 3');
    await tell(world.db, { ...one, severity: 'critical' }, 'ESCALATED');
    await settled();
    expect(toldOf(one).map(({ data }) => data.severity)).toEqual(['MINOR', 'CRITICAL']);
    // what waited is told by the rise
    expect(await world.graph.deliveries({ subjectId: one.id, states: ['CANCELLED'] })).toHaveLength(1);
    await tell(world.db, one, 'REPEATED');
    await settled();
    nowMs += 601_000;
    await world.receiver.got(3);
    expect(toldOf(one)[2]).toMatchObject({ type: 'incident.repeated', data: { folded: 0 } });
  });
});

describe('quiet hours', () => {
  it('hold what is not critical until they end, by the clocks of the site, and never what is', async () => {
    await world.graph.rule({ endpointId: (await endpoint()).id, quietHours: QUIET });
    await anyTime();
    let nowMs = NIGHT;
    work({ now: () => nowMs });
    const minor = await opened(world.db, { severity: 'major' });
    const critical = await opened(world.db);
    await settled();
    expect(toldOf(minor)).toEqual([]);
    expect(toldOf(critical)).toHaveLength(1);
    expect(await world.graph.deliveries({ subjectId: minor.id })).toMatchObject([
      { heldBy: 'QUIET', nextAttemptAt: new Date(MORNING).toISOString() },
    ]);
    nowMs = MORNING;
    await world.receiver.got(2);
    expect(toldOf(minor)).toHaveLength(1);
  });

  it('of an endpoint let a rise to critical through at once, which tells what was held', async () => {
    await world.graph.rule({ endpointId: (await endpoint({ quietHours: QUIET })).id });
    await anyTime();
    let nowMs = NIGHT;
    work({ now: () => nowMs });
    const one = await opened(world.db, { severity: 'minor' });
    await settled();
    expect(told()).toEqual([]);
    await set(one, 'severity = 3');
    await tell(world.db, { ...one, severity: 'critical' }, 'ESCALATED');
    await settled();
    expect(toldOf(one)).toMatchObject([{ type: 'incident.escalated', data: { severity: 'CRITICAL' } }]);
    nowMs = MORNING + 1;
    await settled();
    expect(toldOf(one)).toHaveLength(1);
  });

  it('hold a retry that falls into them, too', async () => {
    await world.graph.rule({ endpointId: (await endpoint({ quietHours: QUIET })).id });
    await anyTime();
    let nowMs = Date.UTC(2026, 2, 2, 13, 59, 59);
    world.receiver.answer = () => ({ status: 500 });
    work({ now: () => nowMs, backoffScale: 0.4 });
    const one = await opened(world.db, { severity: 'minor' });
    await until(async () => (await world.graph.deliveries({ subjectId: one.id }))[0].receipts.length === 1);
    nowMs = NIGHT;
    const [held] = await until(async () => {
      const found = await world.graph.deliveries({ subjectId: one.id });
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
        const { rows } = await world.db.pool.query(
          `SELECT (SELECT count(*) FROM notification_repeat WHERE next_at <= $1)
             + (SELECT count(*) FROM notification_delivery WHERE state = 'QUEUED' AND held_by IS NULL) AS open`,
          [new Date(clock.nowMs)],
        );
        return Number(rows[0].open) === 0;
      });
    }
  }

  it('come until the incident is acknowledged', async () => {
    await world.graph.rule({ endpointId: (await endpoint()).id, repeatEvery: 'PT1M', repeatMax: 5 });
    const clock = { nowMs: Date.now() };
    work({ now: () => clock.nowMs });
    const one = await opened(world.db);
    await settled();
    await minutes(clock, 2);
    expect(toldOf(one).map(({ data }) => data.repeat)).toEqual([0, 1, 2]);
    await set(one, 'acknowledged = true');
    await minutes(clock, 3);
    expect(toldOf(one)).toHaveLength(3);
  });

  it('end with the most that the rule allows', async () => {
    await world.graph.rule({ endpointId: (await endpoint()).id, repeatEvery: 'PT1M', repeatMax: 2 });
    const clock = { nowMs: Date.now() };
    work({ now: () => clock.nowMs });
    const one = await opened(world.db);
    await settled();
    await minutes(clock, 4);
    expect(toldOf(one).map(({ data }) => data.repeat)).toEqual([0, 1, 2]);
  });

  it('end when the order is taken, or the notification is acknowledged', async () => {
    const { id: endpointId } = await endpoint();
    await world.graph.rule({ endpointId, events: ['work_order.opened'], repeatEvery: 'PT1M' });
    const clock = { nowMs: Date.now() };
    work({ now: () => clock.nowMs });
    const [taken, acknowledged] = [await order(world.db), await order(world.db)];
    for (const one of [taken, acknowledged]) await tellOrder(world.db, one, 'OPENED');
    await settled();
    await minutes(clock, 1);
    await world.db.pool.query("UPDATE work_order SET state = 'TAKEN' WHERE id = $1", [taken.id]);
    const [delivery] = await world.graph.deliveries({ subjectId: acknowledged.id });
    const acknowledge = `mutation ($input: AcknowledgeNotificationInput!) {
      acknowledgeNotification(input: $input) { delivery { acknowledgedBy } } }`;
    await world.graph.data(MANAGER, acknowledge, { input: { deliveryId: delivery.id } });
    await minutes(clock, 3);
    expect(toldOf(taken)).toHaveLength(2);
    expect(toldOf(acknowledged)).toHaveLength(2);
  });

  it('are told once each when two processes repeat', async () => {
    await world.graph.rule({ endpointId: (await endpoint()).id, repeatEvery: 'PT1M', repeatMax: 3 });
    const clock = { nowMs: Date.now() };
    work({ now: () => clock.nowMs });
    work({ now: () => clock.nowMs });
    const one = await opened(world.db);
    await settled();
    await minutes(clock, 4);
    expect(toldOf(one).map(({ data }) => data.repeat)).toEqual([0, 1, 2, 3]);
  });
});
