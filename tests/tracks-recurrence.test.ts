import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createResidents } from '../subgraphs/residents/index.ts';
import { ask, PLACE, principal } from './support/governance.ts';
import { COMMUNITY, OPERATIONS, type TrackWorld, trackWorld, WORKER } from './support/tracks.ts';

let world: TrackWorld;
let residents: ReturnType<typeof createResidents>;

const channel = principal('channel', [''], 'mini-program');

beforeAll(async () => {
  world = await trackWorld();
  residents = createResidents(world.deps);
});

afterAll(async () => {
  await world.close();
});

/** A resident's report at a position; gives the order that it opened. */
async function reported(longitude: number, matter = 'environment'): Promise<string> {
  const input = {
    matter,
    channel: 'WECHAT',
    gridCode: PLACE.microGrid,
    description: `垃圾满溢 ${longitude}`,
    position: { longitude, latitude: 30.005 },
    photos: [{ url: 'https://files.example/before.jpg' }],
  };
  const { data, messages } = await ask(
    residents,
    channel,
    'mutation ($input: SubmitReportInput!) { submitReport(input: $input) { caseNumber } }',
    { input },
  );
  expect(messages).toEqual([]);
  const { rows } = await world.test.db.pool.query('SELECT id FROM work_order WHERE case_number = $1', [
    data.submitReport.caseNumber,
  ]);
  return String(rows[0]?.id);
}

async function closed(longitude: number): Promise<string> {
  const id = await reported(longitude);
  await world.act(OPERATIONS, 'decideDuplicates', { workOrderId: id });
  await world.bring(id, 'CLOSED');
  return id;
}

describe('a matter that comes back', () => {
  it('at the same place within the window reopens its order, and the new report follows it', async () => {
    const old = await closed(104.001);
    const again = await reported(104.0011);
    const told = await world.read(old);
    expect(told).toMatchObject({ state: 'REOPENED', mergedOrders: [{ id: again, state: 'MERGED' }] });
    expect(told.recurrences).toHaveLength(1);
    expect(told.history.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(['REOPEN', 'RECURRED', 'CHILD_MERGED']),
    );
    expect(await world.read(again)).toMatchObject({ state: 'MERGED', effectiveState: 'REOPENED' });
    const { rows } = await world.test.db.pool.query(
      'SELECT work_order_id AS id, kind FROM reporter_notice WHERE work_order_id = ANY($1::text[]) ORDER BY id, kind',
      [[old, again]],
    );
    expect(rows).toEqual(
      expect.arrayContaining([
        { id: old, kind: 'RECURRED' },
        { id: again, kind: 'MERGED' },
      ]),
    );
  });

  it('elsewhere, or after the window, opens an order of its own', async () => {
    const old = await closed(104.003);
    const elsewhere = await reported(104.006);
    expect((await world.read(elsewhere)).state).toBe('REPORTED');
    await world.test.db.pool.query(
      `UPDATE work_order SET closed_at = now() - interval '60 days' WHERE id = $1`,
      [old],
    );
    const late = await reported(104.003);
    expect((await world.read(late)).state).toBe('REPORTED');
    expect((await world.read(old)).state).toBe('CLOSED');
  });

  it('told by two residents at once reopens its order once', async () => {
    const old = await closed(104.009);
    const both = await Promise.all([reported(104.009), reported(104.0091)]);
    const reopenings = (await world.read(old)).history.filter(
      ({ action }: { action: string }) => action === 'REOPEN',
    );
    expect(reopenings).toHaveLength(1);
    const states = await Promise.all(both.map(async (id) => (await world.read(id)).state));
    // the second found it open again: it is a suspicious duplicate, to be decided on
    expect(states.toSorted()).toEqual(['MERGED', 'REPORTED']);
  });
});

describe('a matter that somebody at work reports with its position', () => {
  const told = (longitude: number, more: Record<string, unknown> = {}) =>
    world.act(WORKER, 'reportMatter', {
      source: 'PATROL',
      matter: 'environment',
      profile: 'standard',
      title: `巡查发现垃圾满溢 ${longitude}`,
      gridCode: PLACE.microGrid,
      position: { longitude, latitude: 30.005 },
      ...more,
    });

  it('reopens the order that was closed there, as a resident would', async () => {
    const old = await closed(104.021);
    const { order, code } = await told(104.0211);
    expect([code, order.state, order.effectiveState]).toEqual([null, 'MERGED', 'REOPENED']);
    const again = await world.read(old);
    expect(again).toMatchObject({ state: 'REOPENED', mergedOrders: [{ id: order.id, state: 'MERGED' }] });
    expect(again.recurrences).toHaveLength(1);
  });

  it('is found again by its own position, and elsewhere or without one is a new case', async () => {
    const first = await told(104.031);
    expect([first.code, first.order.state]).toEqual([null, 'REPORTED']);
    await world.act(OPERATIONS, 'decideDuplicates', { workOrderId: first.order.id });
    await world.bring(first.order.id, 'CLOSED');
    expect((await told(104.036)).order.state).toBe('REPORTED');
    expect((await told(104.031, { position: null })).order.state).toBe('REPORTED');
    const resident = await reported(104.0311);
    expect(await world.read(resident)).toMatchObject({ state: 'MERGED', effectiveState: 'REOPENED' });
    const nowhere = await told(104.031, { position: { longitude: 181, latitude: 0 } });
    expect(nowhere.code).toBe('BAD_USER_INPUT');
  });
});

describe('a deadlock of Postgres', () => {
  it('is not the caller’s to see: the step is taken once more, and is there once', async () => {
    const workOrderId = await world.report();
    const { pool } = world.test.db;
    // a sequence is not rolled back: the first statement fails as Postgres ends a deadlock, the next ones pass
    await pool.query('CREATE SEQUENCE deadlocks');
    await pool.query(`CREATE FUNCTION deadlock_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('deadlocks') = 1 THEN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END IF;
        RETURN NEW; END $$`);
    await pool.query(
      'CREATE TRIGGER deadlock_once BEFORE INSERT ON work_order_event FOR EACH ROW EXECUTE FUNCTION deadlock_once()',
    );
    const { order, code } = await world.act(COMMUNITY, 'acceptWorkOrder', { workOrderId });
    expect([code, order.state]).toEqual([null, 'ACCEPTED']);
    expect(order.history.map(({ action }: { action: string }) => action)).toEqual(['OPEN', 'ACCEPT']);
    await pool.query(`SELECT setval('deadlocks', 1, false)`);
    const helpers = [{ partyId: 'pt-property' }];
    expect((await world.act(COMMUNITY, 'addHelpers', { workOrderId, helpers })).order.helpers).toHaveLength(
      1,
    );
    await pool.query('DROP TRIGGER deadlock_once ON work_order_event');
  });
});
