import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, PEOPLE, PLACE, principal } from './support/governance.ts';
import { COMMUNITY, OPERATIONS, type TrackWorld, trackWorld, WORKER } from './support/tracks.ts';

let world: TrackWorld;
const OTHER = principal('community', [PLACE.otherCommunity], 'p-elsewhere');
const LIST = `id code nameZh kind kindLabel { zh } gridCode ownerParty { id } ownerPerson { id } source gateId targetDate
  endedAt version progress { total open ended dropped onTime overdue }
  items { nodes { note workOrder { id } } totalCount }`;

beforeAll(async () => {
  world = await trackWorld();
});
afterAll(() => world.close());

async function change(mutation: string, input: Record<string, unknown>, who = COMMUNITY) {
  const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { followUpList { ${LIST} } } }`;
  const { data, codes, messages } = await ask(world.orders, who, query, { input });
  return { list: data?.[mutation]?.followUpList ?? null, codes, messages };
}

const create = (code: string, more: Record<string, unknown> = {}, who = COMMUNITY) =>
  change(
    'createFollowUpList',
    {
      ...{
        code,
        nameZh: `清单${code}`,
        nameEn: `List ${code}`,
        kind: 'PROJECT_LIST',
        gridCode: PLACE.community,
      },
      ...more,
    },
    who,
  );

async function read(id: string, who = COMMUNITY) {
  const { data } = await ask(world.orders, who, `{ followUpList(id: "${id}") { ${LIST} } }`);
  return data.followUpList;
}

/** Puts an order's handling promise in the past, as if it had been begun a year ago. */
async function breach(id: string) {
  await world.test.db.pool.query('ALTER TABLE work_order_event DISABLE TRIGGER USER');
  await world.test.db.pool.query(
    `UPDATE work_order_event SET at = at - interval '1 year', clocks = (
       SELECT jsonb_agg(CASE WHEN e ? 'atMs' THEN jsonb_set(e, '{atMs}', to_jsonb((e ->> 'atMs')::float8 - 31536000000)) ELSE e END)
       FROM jsonb_array_elements(clocks) e) WHERE work_order_id = $1 AND jsonb_array_length(clocks) > 0`,
    [id],
  );
  await world.test.db.pool.query('ALTER TABLE work_order_event ENABLE TRIGGER USER');
}

describe('decided matters followed as lists 项目化、清单化跟踪落实 (AQ-07, AQ-14, HUA-18)', () => {
  it('progress is right against orders in several states, and a merged one counts as its parent', async () => {
    const far = new Date(Date.now() + 400 * 86_400_000).toISOString();
    const made = await create('LIFTS', {
      ...{ kind: 'STUBBORN_ISSUES', partyId: 'pt-property', source: '联席会议第 3 次纪要', targetDate: far },
    });
    expect(made.codes).toEqual([]);
    expect(made.list).toMatchObject({
      ...{ kindLabel: { zh: '顽疾清单' }, ownerParty: { id: 'pt-property' }, version: 1 },
      progress: { total: 0, open: 0, ended: 0, dropped: 0, onTime: 0, overdue: 0 },
    });
    const ids: string[] = [];
    for (let at = 0; at < 5; at += 1) ids.push(await world.report());
    const [open = '', late = '', closed = '', void_ = '', merged = ''] = ids;
    await world.bring(open, 'IN_PROGRESS');
    await world.bring(late, 'IN_PROGRESS');
    await breach(late);
    await world.bring(closed, 'CLOSED');
    expect(
      (await world.act(OPERATIONS, 'voidWorkOrder', { workOrderId: void_, reason: '重复' })).code,
    ).toBeNull();
    const merge = { workOrderId: merged, intoId: open, reason: '同一事项' };
    expect((await world.act(COMMUNITY, 'mergeWorkOrder', merge)).code).toBeNull();
    for (const workOrderId of ids) {
      const added = await change('addFollowUpItem', { listId: made.list.id, workOrderId, note: '电梯' });
      expect(added.codes).toEqual([]);
    }
    expect((await read(made.list.id)).progress).toEqual({
      ...{ total: 5, open: 3, ended: 1, dropped: 1, onTime: 1, overdue: 1 },
    });
    expect((await read(made.list.id)).items).toMatchObject({ totalCount: 5 });

    // once the target is over, whatever is open is late; what was closed after it too
    const past = { listId: made.list.id, expectedVersion: 1, targetDate: '2020-01-01T00:00:00Z' };
    expect((await change('updateFollowUpList', past)).list.progress).toMatchObject({ onTime: 0, overdue: 4 });
    expect((await change('updateFollowUpList', past)).codes).toEqual(['CONFLICT']);
  });

  it('an order may be on several lists, and tells of those of the reader’s grids', async () => {
    const id = await world.report();
    const own = await create('PARKING', { kind: 'SECRETARY_PROJECT', personId: PEOPLE.head.id });
    const site = await create('COUNTY', { gridCode: null }, OPERATIONS);
    const item = { workOrderId: id, note: '车辆难停' };
    await change('addFollowUpItem', { ...item, listId: own.list.id });
    // a second time replaces the note
    await change('addFollowUpItem', { ...item, listId: own.list.id, note: '车辆难停、噪声扰民' });
    await change('addFollowUpItem', { ...item, listId: site.list.id }, OPERATIONS);
    expect((await read(own.list.id)).items).toEqual({
      ...{ nodes: [{ note: '车辆难停、噪声扰民', workOrder: { id } }], totalCount: 1 },
    });
    const codes = async (who: typeof COMMUNITY) => {
      const { data } = await ask(world.orders, who, `{ workOrder(id: "${id}") { lists { code } } }`);
      return data.workOrder.lists.map((list: { code: string }) => list.code);
    };
    expect(await codes(OPERATIONS)).toEqual(['PARKING', 'COUNTY']);
    expect(await codes(COMMUNITY)).toEqual(['PARKING']);
    expect((await change('removeFollowUpItem', { listId: own.list.id, workOrderId: id })).codes).toEqual([]);
    expect((await change('removeFollowUpItem', { listId: own.list.id, workOrderId: id })).codes).toEqual([
      'NOT_FOUND',
    ]);
    expect(await codes(COMMUNITY)).toEqual([]);
  });

  it('an ended list cannot change, and keeps how far it was', async () => {
    const id = await world.report();
    const { list } = await create('JOINT', { kind: 'JOINT_MEETING' });
    await change('addFollowUpItem', { listId: list.id, workOrderId: id });
    const ended = await change('endFollowUpList', { listId: list.id });
    expect(ended.list).toMatchObject({ progress: { total: 1, open: 1, ended: 0 } });
    expect(ended.list.endedAt).not.toBeNull();
    await world.bring(id, 'CLOSED');
    expect((await read(list.id)).progress).toMatchObject({ open: 1, ended: 0 });
    const tried = [
      await change('endFollowUpList', { listId: list.id }),
      await change('updateFollowUpList', { listId: list.id, expectedVersion: 2, nameZh: '改名' }),
      await change('addFollowUpItem', { listId: list.id, workOrderId: id, note: '改' }),
      await change('removeFollowUpItem', { listId: list.id, workOrderId: id }),
    ];
    expect(tried.map(({ codes }) => codes[0])).toEqual(Array(4).fill('BAD_USER_INPUT'));
    expect(tried[0]?.messages[0]).toContain('ended');
  });

  it('lists are those of one’s grids; managing takes order.dispatch and the grid', async () => {
    const { list } = await create('SCOPED');
    expect(await read(list.id, OTHER)).toBeNull();
    const query = `query ($filter: FollowUpListFilter!) { followUpLists(filter: $filter) { nodes { code } totalCount } }`;
    const listed = async (who: typeof OTHER, filter: object) => {
      const { data } = await ask(world.orders, who, query, { filter });
      return data.followUpLists.nodes.map(({ code }: { code: string }) => code);
    };
    expect(await listed(OTHER, {})).toEqual([]);
    expect(await listed(OPERATIONS, { gridCode: PLACE.otherCommunity })).toEqual([]);
    expect(await listed(COMMUNITY, { kinds: ['SECRETARY_PROJECT', 'STUBBORN_ISSUES'] })).toEqual([
      'LIFTS',
      'PARKING',
    ]);
    expect(await listed(COMMUNITY, { open: false })).toEqual(['JOINT']);
    expect(await listed(OPERATIONS, { open: true })).toEqual(['LIFTS', 'PARKING', 'COUNTY', 'SCOPED']);

    expect((await create('X', {}, OTHER)).codes).toEqual(['OUT_OF_SCOPE']);
    expect((await create('X', { gridCode: null })).codes).toEqual(['OUT_OF_SCOPE']);
    expect((await create('X', {}, WORKER)).codes).toEqual(['FORBIDDEN']);
    expect((await create('SCOPED')).codes).toEqual(['BAD_USER_INPUT']);
    expect((await create('X', { partyId: 'nobody' })).codes).toEqual(['NOT_FOUND']);
    expect((await create('X', { gateId: 'none' })).codes).toEqual(['BAD_USER_INPUT']);
    // only a gate that has passed is a source
    const decided = await world.report();
    await world.test.db.pool.query(
      `INSERT INTO order_gate (id, work_order_id, code, round, rule, state, subject, roll_size, roll_listed, opened_by, opened_at)
       VALUES ('gate-open', $1, 'JOINT', 1, '{}', 'OPEN', '议事', 3, false, 'ops-1', now()),
         ('gate-passed', $1, 'JOINT', 2, '{}', 'PASSED', '议事', 3, false, 'ops-1', now())`,
      [decided],
    );
    expect((await create('X', { gateId: 'gate-open' })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await create('GATED', { gateId: 'gate-passed' })).list).toMatchObject({ gateId: 'gate-passed' });
    expect((await change('endFollowUpList', { listId: list.id }, OTHER)).codes).toEqual(['NOT_FOUND']);
    // an order of another place: unseen by one, outside the list for the other
    const elsewhere = await world.report();
    await world.test.db.pool.query('UPDATE work_order SET grid_code = $2 WHERE id = $1', [
      elsewhere,
      PLACE.otherGrid,
    ]);
    const item = { listId: list.id, workOrderId: elsewhere };
    expect((await change('addFollowUpItem', item)).codes).toEqual(['NOT_FOUND']);
    expect((await change('addFollowUpItem', item, OPERATIONS)).codes).toEqual(['BAD_USER_INPUT']);
  });

  it('every change is audited, in the scope of the list', async () => {
    const { rows } = await world.test.db.pool.query(
      `SELECT action, grid_code AS grid, count(*)::int AS count FROM audit_log WHERE kind = 'followUpList'
       GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    expect(rows).toEqual([
      { action: 'addFollowUpItem', grid: PLACE.community, count: 8 },
      { action: 'addFollowUpItem', grid: null, count: 1 },
      { action: 'createFollowUpList', grid: PLACE.community, count: 5 },
      { action: 'createFollowUpList', grid: null, count: 1 },
      { action: 'endFollowUpList', grid: PLACE.community, count: 1 },
      { action: 'removeFollowUpItem', grid: PLACE.community, count: 1 },
      { action: 'updateFollowUpList', grid: PLACE.community, count: 1 },
    ]);
  });
});
