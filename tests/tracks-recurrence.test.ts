import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createResidents } from '../subgraphs/residents/index.ts';
import { ask, PLACE, principal } from './support/governance.ts';
import { OPERATIONS, type TrackWorld, trackWorld } from './support/tracks.ts';

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
