import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE, PLACE, principal } from './support/governance.ts';
import {
  BEFORE_AND_AFTER,
  type Clock,
  COMMUNITY,
  departmentsWorld,
  FIRE,
  HOUSING,
  OPERATIONS,
  PROPERTY,
  type TrackWorld,
  unitClock,
  WORKER,
} from './support/tracks.ts';

let world: TrackWorld;

beforeAll(async () => {
  world = await departmentsWorld();
});

afterAll(async () => {
  await world.close();
});

describe('helpers of an order (HY-08)', () => {
  it('each have a clock and a report of their own, and the lead waits for the required ones', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'IN_PROGRESS');
    const { order, code } = await world.act(WORKER, 'addHelpers', {
      workOrderId,
      helpers: [{ partyId: 'pt-property', task: '清运' }, { personId: PEOPLE.head.id }],
    });
    expect(code).toBeNull();
    const [party, person] = order.helpers;
    expect([party, person]).toMatchObject([
      { state: 'ASKED', required: true, party: { id: 'pt-property' }, person: null },
      { state: 'ASKED', party: null, person: { id: PEOPLE.head.id } },
    ]);
    expect(unitClock(order.clocks, party.id)).toBe('RUNNING');
    const feedback = { workOrderId, note: '已处理', evidence: BEFORE_AND_AFTER };
    const early = await world.act(WORKER, 'giveFeedback', feedback);
    expect([early.code, early.message.includes('锦绣物业: asked')]).toEqual(['STEP_BLOCKED', true]);
    // only its own side answers for it
    expect((await world.act(WORKER, 'reportAsHelper', { helperId: party.id, report: '代报' })).code).toBe(
      'FORBIDDEN',
    );
    expect((await world.act(PROPERTY, 'arriveAsHelper', { helperId: party.id })).code).toBeNull();
    const reported = await world.act(PROPERTY, 'reportAsHelper', {
      helperId: party.id,
      report: '已清运两车',
      evidence: [{ url: 'https://files.example/truck.jpg', phase: 'DURING' }],
    });
    expect(reported.order.helpers[0]).toMatchObject({
      state: 'REPORTED',
      report: '已清运两车',
      evidence: [{ url: 'https://files.example/truck.jpg' }],
    });
    expect(unitClock(reported.order.clocks, party.id)).toBe('MET');
    // the case clock is not the helper's
    expect(reported.order.clocks.find((clock: Clock) => clock.kind === 'HANDLE').state).toBe('RUNNING');
    // the second declines: it still stands in the way until it is let go
    const head = principal('gridWorker', [PLACE.grid], PEOPLE.head.id);
    expect(
      (await world.act(head, 'declineAsHelper', { helperId: person.id, reason: '外出' })).code,
    ).toBeNull();
    expect((await world.act(WORKER, 'giveFeedback', feedback)).code).toBe('STEP_BLOCKED');
    expect(
      (await world.act(COMMUNITY, 'releaseHelper', { helperId: person.id, reason: '不再需要' })).code,
    ).toBeNull();
    expect((await world.act(WORKER, 'giveFeedback', feedback)).code).toBeNull();
    const actions = (await world.read(workOrderId)).history.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(
      expect.arrayContaining([
        'HELPER_ASKED',
        'HELPER_ARRIVED',
        'HELPER_REPORTED',
        'HELPER_DECLINED',
        'HELPER_RELEASED',
      ]),
    );
  });

  it('are not asked twice at once, must exist, and are asked by the lead or a dispatcher', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'ACCEPTED');
    const helpers = [{ partyId: 'pt-property' }];
    expect((await world.act(WORKER, 'addHelpers', { workOrderId, helpers })).code).toBe('FORBIDDEN');
    const both = await Promise.all([
      world.act(COMMUNITY, 'addHelpers', { workOrderId, helpers }),
      world.act(OPERATIONS, 'addHelpers', { workOrderId, helpers }),
    ]);
    expect(both.map(({ code }) => code).toSorted()).toEqual(['BAD_USER_INPUT', null]);
    expect(
      (await world.act(COMMUNITY, 'addHelpers', { workOrderId, helpers: [{ partyId: 'none' }] })).code,
    ).toBe('NOT_FOUND');
    expect((await world.act(COMMUNITY, 'addHelpers', { workOrderId, helpers: [{}] })).code).toBe(
      'BAD_USER_INPUT',
    );
    expect((await world.act(COMMUNITY, 'addHelpers', { workOrderId, helpers: [] })).code).toBe(
      'BAD_USER_INPUT',
    );
    const stale = { workOrderId, helpers: [{ partyId: 'pt-fire' }], expectedVersion: 1 };
    expect((await world.act(COMMUNITY, 'addHelpers', stale)).code).toBe('CONFLICT');
    const noClock = { workOrderId, helpers: [{ partyId: 'pt-fire' }], clock: 'NONE/1H' };
    expect((await world.act(COMMUNITY, 'addHelpers', noClock)).code).toBe('BAD_USER_INPUT');
  });

  it('are those that the profile means by its code, where they serve the grid (AQ-17)', async () => {
    const workOrderId = await world.report({ profile: 'graded-response' });
    await world.bring(workOrderId, 'ACCEPTED');
    const { order, code } = await world.act(COMMUNITY, 'addHelpers', {
      workOrderId,
      helpers: [{ code: 'coordination' }],
    });
    expect(code).toBeNull();
    const parties = order.helpers.map((helper: { party: { id: string } }) => helper.party.id);
    // the departments of the county and of the whole place, and the property company of this compound alone
    expect(parties).toEqual(expect.arrayContaining(['pt-property', 'pt-fire', 'pt-emergency']));
    expect(parties).not.toContain('pt-other');
    const unknown = { workOrderId, helpers: [{ code: 'none' }] };
    expect((await world.act(COMMUNITY, 'addHelpers', unknown)).code).toBe('BAD_USER_INPUT');
  });

  it('that are not required hold nobody up', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'IN_PROGRESS');
    await world.act(COMMUNITY, 'addHelpers', {
      workOrderId,
      helpers: [{ partyId: 'pt-fire' }],
      required: false,
    });
    await world.bring(workOrderId, 'CLOSED');
  });
});

describe('a whistle 街道吹哨 (RS-15)', () => {
  it('calls departments, counts who came, lists who did not, and keeps what was decided', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'IN_PROGRESS');
    const departments = ['pt-fire', 'pt-housing', 'pt-city'].map((partyId) => ({ partyId }));
    const blown = await world.act(OPERATIONS, 'blowWhistle', {
      workOrderId,
      subject: '高层消防通道联合整治',
      place: '书院社区',
      departments,
      clock: 'HELPER/4H',
    });
    expect([blown.code, blown.order.whistles[0].arrivedCount, blown.order.whistles[0].called.length]).toEqual(
      [null, 0, 3],
    );
    const idOf = (partyId: string) =>
      blown.order.helpers.find((helper: { party: { id: string } }) => helper.party.id === partyId).id;
    await world.act(FIRE, 'arriveAsHelper', { helperId: idOf('pt-fire'), place: '书院社区' });
    await world.act(HOUSING, 'arriveAsHelper', { helperId: idOf('pt-housing') });
    expect((await world.act(HOUSING, 'arriveAsHelper', { helperId: idOf('pt-housing') })).code).toBe(
      'ILLEGAL_TRANSITION',
    );
    const whistleId = blown.order.whistles[0].id;
    const noted = await world.act(OPERATIONS, 'recordWhistleMinutes', {
      whistleId,
      minutes: '三日内拆除隔断',
    });
    expect(noted.order.whistles[0]).toMatchObject({
      arrivedCount: 2,
      absent: [{ party: { id: 'pt-city' } }],
      minutes: '三日内拆除隔断',
    });
    // those who came may vote on it
    const gate = await world.act(OPERATIONS, 'openGate', { workOrderId, gate: 'DEPARTMENTS' });
    expect([gate.code, gate.order.gates[0].tally.roll]).toEqual([null, 2]);
    expect(
      (
        await world.act(OPERATIONS, 'blowWhistle', {
          workOrderId,
          subject: '再来',
          departments: [{ partyId: 'pt-other' }],
        })
      ).code,
    ).toBe('BAD_USER_INPUT');
    expect((await world.act(WORKER, 'blowWhistle', { workOrderId, subject: '再来', departments })).code).toBe(
      'FORBIDDEN',
    );
  });
});
