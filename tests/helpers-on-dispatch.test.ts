import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACE } from './support/governance.ts';
import { type TrackWorld, trackWorld } from './support/tracks.ts';
import { ACTORS, seedOrganisations } from './support/workflow-place.ts';

let world: TrackWorld;
const { branch, street, volunteer } = ACTORS;

beforeAll(async () => {
  world = await trackWorld();
  await seedOrganisations(world.test.db);
});

afterAll(async () => {
  await world.close();
});

interface Entry {
  action: string;
  version: number;
  reason: string | null;
  detail: { code?: string; missing?: string[] } | null;
}
const ACTS = ['HELPER_ASKED', 'HELPER_MISSING', 'WHISTLE'];
const called = (order: { history: Entry[] }) => order.history.filter(({ action }) => ACTS.includes(action));
const partiesOf = (order: { helpers: { party: { id: string } }[] }) =>
  order.helpers.map(({ party }) => party.id);

async function dispatched(profile: string, who: typeof branch, partyId: string, gridCode = PLACE.microGrid) {
  const workOrderId = await world.report({ profile, gridCode });
  expect((await world.act(who, 'acceptWorkOrder', { workOrderId })).code).toBeNull();
  if (profile === 'renshou-whistle') await world.act(who, 'fileWorkOrder', { workOrderId });
  const { order, code, message } = await world.act(who, 'dispatchWorkOrder', { workOrderId, partyId });
  expect([code, message]).toEqual([null, '']);
  return { workOrderId, order };
}

describe('helpers that a profile names are asked with the dispatch', () => {
  it('of four roles the nearest volunteers, with a clock, required, and once only (HY-08)', async () => {
    const { pool } = world.test.db;
    // another team higher up is not the nearest, one that ended is none
    await pool.query(
      `INSERT INTO party (id, kind, name, grid_code, ended_at) VALUES ('pt-far', 'VOLUNTEERS', '县志愿队', $1, NULL),
         ('pt-gone', 'VOLUNTEERS', '已解散', $2, now())`,
      [PLACE.county, PLACE.microGrid],
    );
    const { workOrderId, order } = await dispatched('four-roles', branch, 'pt-owners');
    expect(order).toMatchObject({
      state: 'DISPATCHED',
      helpers: [{ state: 'ASKED', required: true, party: { id: 'pt-volunteers' } }],
    });
    const clock = order.clocks.find(({ holder }: { holder: string }) => holder === order.helpers[0].id);
    expect(clock).toMatchObject({ kind: 'UNIT', state: 'RUNNING' });
    expect(called(order).map(({ action }) => action)).toEqual(['HELPER_ASKED']);
    // sent to somebody else, also after the helper has reported: nobody is asked again
    const again = await world.act(branch, 'dispatchWorkOrder', { workOrderId, partyId: 'pt-property' });
    expect([again.code, again.order.helpers.length]).toEqual([null, 1]);
    await world.act(volunteer, 'reportAsHelper', { helperId: order.helpers[0].id, report: '已协助' });
    const third = await world.act(branch, 'dispatchWorkOrder', { workOrderId, partyId: 'pt-owners' });
    expect([third.order.helpers.length, called(third.order).length]).toEqual([1, 1]);
  });

  it('and where nobody is of that kind the history says so, once; who comes later is asked then', async () => {
    const { pool } = world.test.db;
    await pool.query(`UPDATE party SET ended_at = now() WHERE kind = 'VOLUNTEERS'`);
    const { workOrderId, order } = await dispatched('four-roles', branch, 'pt-owners');
    expect(order.helpers).toEqual([]);
    expect(called(order)).toMatchObject([
      { action: 'HELPER_MISSING', detail: { code: 'volunteers', missing: ['VOLUNTEERS'] } },
    ]);
    expect(called(order)[0]?.reason).toContain('本网格及上级没有');
    const again = await world.act(branch, 'dispatchWorkOrder', { workOrderId, partyId: 'pt-property' });
    expect(called(again.order)).toHaveLength(1);
    await pool.query(`UPDATE party SET ended_at = NULL WHERE id = 'pt-volunteers'`);
    const third = await world.act(branch, 'dispatchWorkOrder', { workOrderId, partyId: 'pt-owners' });
    expect(partiesOf(third.order)).toEqual(['pt-volunteers']);
  });

  it('of a whistle the departments of the place but the lead, and their attendance counts (RS-15)', async () => {
    const { workOrderId, order } = await dispatched('renshou-whistle', street, 'pt-water');
    expect(partiesOf(order).toSorted()).toEqual(['pt-fire', 'pt-street']);
    expect(order.whistles).toMatchObject([{ arrivedCount: 0, called: [{}, {}] }]);
    // no police serves the place: said beside those who were called
    expect(called(order)).toMatchObject([{ action: 'WHISTLE', detail: { missing: ['POLICE'] } }]);
    const again = await world.act(street, 'dispatchWorkOrder', { workOrderId, partyId: 'pt-water' });
    expect([again.order.helpers.length, again.order.whistles.length]).toEqual([2, 1]);
  });

  it('but not over the whistle that somebody blew, nor by a profile that leaves it to people', async () => {
    const workOrderId = await world.report({ profile: 'renshou-whistle' });
    await world.act(street, 'acceptWorkOrder', { workOrderId });
    await world.act(street, 'fileWorkOrder', { workOrderId });
    const departments = [{ partyId: 'pt-fire' }, { partyId: 'pt-emergency' }];
    await world.act(street, 'blowWhistle', { workOrderId, subject: '地下管网漏水', departments });
    const sent = await world.act(street, 'dispatchWorkOrder', { workOrderId, partyId: 'pt-water' });
    expect([sent.code, sent.order.whistles.length, sent.order.helpers.length]).toEqual([null, 1, 2]);
    const graded = await world.report({ profile: 'graded-response' });
    await world.bring(graded, 'DISPATCHED');
    expect((await world.read(graded)).helpers).toEqual([]);
  });

  it('and is one transaction with it: what fails then leaves neither', async () => {
    const { pool } = world.test.db;
    const workOrderId = await world.report({ profile: 'four-roles' });
    await world.act(branch, 'acceptWorkOrder', { workOrderId });
    await pool.query(
      `ALTER TABLE order_helper ADD CONSTRAINT none_of_this CHECK (work_order_id <> '${workOrderId}')`,
    );
    const input = { workOrderId, partyId: 'pt-owners' };
    expect((await world.act(branch, 'dispatchWorkOrder', input)).code).not.toBeNull();
    expect(await world.read(workOrderId)).toMatchObject({ state: 'ACCEPTED', helpers: [] });
    await pool.query('ALTER TABLE order_helper DROP CONSTRAINT none_of_this');
    expect((await world.act(branch, 'dispatchWorkOrder', input)).order.helpers).toHaveLength(1);
  });
});
