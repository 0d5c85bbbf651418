import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, PEOPLE, PLACE, principal } from './support/governance.ts';
import {
  type Clock,
  COMMUNITY,
  departmentsWorld,
  OPERATIONS,
  type TrackWorld,
  WORKER,
} from './support/tracks.ts';

let world: TrackWorld;

beforeAll(async () => {
  world = await departmentsWorld();
});

afterAll(async () => {
  await world.close();
});

describe('supervision 督办 beside an order (HY-31, HUA-11, HD-07)', () => {
  const supervisor = principal('supervisor', [PLACE.community], 's-1');

  it('reminds, follows, wants a report, and blocks the close until it is satisfied', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'DISPATCHED');
    const opened = await world.act(supervisor, 'openSupervision', {
      workOrderId,
      by: 'OWNERS_SUPERVISORS',
      reason: '拖延已久',
    });
    expect(opened.code).toBeNull();
    const { id: supervisionId } = opened.order.supervisions[0];
    for (const mutation of ['remindSupervision', 'remindSupervision', 'trackSupervision']) {
      expect((await world.act(supervisor, mutation, { supervisionId, text: '请抓紧' })).code).toBeNull();
    }
    await world.bring(workOrderId, 'CHECKING');
    const blocked = await world.act(COMMUNITY, 'closeWorkOrder', { workOrderId });
    expect([blocked.code, blocked.message.includes('not yet satisfied')]).toEqual(['STEP_BLOCKED', true]);
    const judge = (satisfied: boolean, reason?: string) =>
      world.act(supervisor, 'judgeSupervision', { supervisionId, satisfied, reason });
    expect((await judge(true)).code).toBe('BAD_USER_INPUT');
    expect(
      (await world.act(WORKER, 'reportToSupervision', { supervisionId, text: '已清理' })).code,
    ).toBeNull();
    expect((await judge(false)).code).toBe('BAD_USER_INPUT');
    expect((await judge(false, '还有一处')).order.supervisions[0].state).toBe('OPEN');
    expect((await world.act(COMMUNITY, 'closeWorkOrder', { workOrderId })).code).toBe('STEP_BLOCKED');
    await world.act(WORKER, 'reportToSupervision', { supervisionId, text: '已补清' });
    const done = await judge(true, '满意');
    expect(done.order.supervisions[0]).toMatchObject({ state: 'SATISFIED', reminders: 2 });
    expect(done.order.supervisions[0].entries.map(({ kind }: { kind: string }) => kind)).toEqual([
      'OPEN',
      'REMIND',
      'REMIND',
      'TRACK',
      'REPORT',
      'UNSATISFIED',
      'REPORT',
      'SATISFIED',
    ]);
    expect((await world.act(COMMUNITY, 'closeWorkOrder', { workOrderId })).order.state).toBe('CLOSED');
    expect((await judge(true)).code).toBe('ILLEGAL_TRANSITION');
  });

  it('reminds by the mutation that the action names (HY-31)', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'DISPATCHED');
    const { data } = await ask(
      world.orders,
      supervisor,
      `{ workOrder(id: "${workOrderId}") { actions { action mutation allowed } } }`,
    );
    expect(data.workOrder.actions).toContainEqual({
      action: 'REMIND',
      mutation: 'remindWorkOrder',
      allowed: true,
    });
    const reminded = await world.act(supervisor, 'remindWorkOrder', { workOrderId, note: '请抓紧' });
    expect([reminded.code, reminded.order.state]).toEqual([null, 'DISPATCHED']);
    expect(reminded.order.history.at(-1)).toMatchObject({ action: 'REMIND', actor: 's-1' });
    const { rows } = await world.test.db.pool.query(
      `SELECT change FROM feed WHERE topic = 'workOrder' AND key = $1 ORDER BY seq DESC LIMIT 1`,
      [workOrderId],
    );
    expect(rows).toEqual([{ change: 'REMINDED' }]);
    expect((await world.act(WORKER, 'remindWorkOrder', { workOrderId })).code).toBe('FORBIDDEN');
  });

  it('is not judged by whoever handled the order, nor opened without the right', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'DISPATCHED');
    const { order } = await world.act(COMMUNITY, 'openSupervision', {
      workOrderId,
      by: 'BRANCH',
      reason: '支部督办',
      reportRequired: false,
    });
    await world.bring(workOrderId, 'IN_PROGRESS');
    const both = { ...COMMUNITY, subject: PEOPLE.worker.id };
    const supervisionId = order.supervisions[0].id;
    expect((await world.act(both, 'judgeSupervision', { supervisionId, satisfied: true })).code).toBe(
      'FOUR_EYES',
    );
    expect(
      (await world.act(WORKER, 'openSupervision', { workOrderId, by: 'BRANCH', reason: 'x' })).code,
    ).toBe('FORBIDDEN');
    const late = { workOrderId, by: 'BRANCH', reason: 'x', dueAt: '2020-01-01T00:00:00Z' };
    expect((await world.act(COMMUNITY, 'openSupervision', late)).code).toBe('BAD_USER_INPUT');
    await world.act(COMMUNITY, 'withdrawSupervision', { supervisionId, text: '不再需要' });
    await world.bring(workOrderId, 'CLOSED');
  });

  it('is neither judged nor called off by whose work it is, before they began or after', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'DISPATCHED');
    const opening = { workOrderId, by: 'OWNERS_SUPERVISORS', reason: '拖延', reportRequired: false };
    const { order } = await world.act(supervisor, 'openSupervision', opening);
    const supervisionId = order.supervisions[0].id;
    // on the post that has the order, and with a role that supervises
    const both = { ...COMMUNITY, subject: PEOPLE.worker.id };
    for (const state of ['DISPATCHED', 'FEEDBACK'] as const) {
      if (state === 'FEEDBACK') await world.bring(workOrderId, state);
      for (const [name, input] of [
        ['judgeSupervision', { satisfied: true }],
        ['withdrawSupervision', { text: '不必督办' }],
      ] as const) {
        const { code } = await world.act(both, name, { supervisionId, ...input });
        expect([state, name, code]).toEqual([state, name, 'FOUR_EYES']);
      }
    }
    const seen = await world.read(workOrderId);
    expect(seen.supervisions[0].state).toBe('OPEN');
    const withdrawn = await world.act(supervisor, 'withdrawSupervision', { supervisionId, text: '已解决' });
    expect(withdrawn.order.supervisions[0].state).toBe('WITHDRAWN');
  });

  it("opens by the profile where the order comes into its state, and closes with its party's word (HUA-17)", async () => {
    const { order: reported } = await world.act(WORKER, 'reportMatter', {
      source: 'RESIDENT',
      matter: 'environment',
      profile: 'huaying-demand',
      title: '垃圾房异味',
      gridCode: PLACE.microGrid,
    });
    const workOrderId = reported.id;
    await world.bring(workOrderId, 'DISPATCHED');
    const { supervisions, clocks } = await world.read(workOrderId);
    expect(supervisions).toMatchObject([{ by: 'OWNERS_COMMITTEE', state: 'OPEN' }]);
    expect(clocks.find((clock: Clock) => clock.kind === 'SUPERVISION')).toMatchObject({
      holder: supervisions[0].id,
      state: 'RUNNING',
    });
    const due = clocks.find((clock: Clock) => clock.kind === 'SUPERVISION').dueAt;
    expect(due).not.toBeNull();
    expect(supervisions[0]).toMatchObject({ dueAt: due, overdue: false });
    const { pool } = world.test.db;
    await pool.query(`UPDATE order_supervision SET due_at = now() - interval '1 hour' WHERE id = $1`, [
      supervisions[0].id,
    ]);
    expect((await world.read(workOrderId)).supervisions[0].overdue).toBe(true);
    // whatever it says, each further step makes it that of its clock; none while that is paused
    await world.act(WORKER, 'takeWorkOrder', { workOrderId });
    expect((await world.read(workOrderId)).supervisions[0]).toMatchObject({ dueAt: due, overdue: false });
    const until = new Date(Date.now() + 86_400_000).toISOString();
    await world.act(WORKER, 'requestSuspension', { workOrderId, reason: '等配件', until });
    const held = await world.act(COMMUNITY, 'suspendWork', { workOrderId });
    expect([held.code, held.order.supervisions[0].dueAt]).toEqual([null, null]);
    const resumed = await world.act(WORKER, 'resumeWork', { workOrderId });
    const [own] = resumed.order.supervisions;
    expect(own.dueAt).not.toBeNull();
    expect(own.dueAt).toBe(resumed.order.clocks.find((clock: Clock) => clock.kind === 'SUPERVISION').dueAt);
    await world.act(OPERATIONS, 'voidWorkOrder', { workOrderId, reason: '误报' });
    expect((await world.read(workOrderId)).supervisions[0].state).toBe('WITHDRAWN');
  });
});
