// Orders that were tied to others by somebody who sees both: who sees one of them learns neither id nor number of the rest,
// from its history, its clocks or its words.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, PLACE, principal } from './support/governance.ts';
import { addDevice, addIncident } from './support/subgraph-world.ts';
import { COMMUNITY, OPERATIONS, type TrackWorld, trackWorld } from './support/tracks.ts';

let world: TrackWorld;
const MICRO = principal('community', [PLACE.microGrid], 'c-micro');
const GRID = principal('community', [PLACE.grid], 'c-grid');

beforeAll(async () => {
  world = await trackWorld();
});
afterAll(() => world.close());

const QUERY = `query ($id: ID!) { workOrder(id: $id) { id state
  history { action actor reason detail } events { nodes { action actor reason detail } }
  clocks { id state pauses { cause reason } explain { zh en } } incidents { id }
  mergedParent { id } mergedOrders { id } effectiveState duplicateCandidates { workOrder { id } } recurrences { title } } }`;

async function seen(who: typeof MICRO, id: string) {
  const { data, codes } = await ask(world.orders, who, QUERY, { id });
  expect(codes).toEqual([]);
  return { order: data.workOrder, text: JSON.stringify(data) };
}
async function must(who: typeof MICRO, name: string, input: Record<string, unknown>) {
  const { order, code, message } = await world.act(who, name, input);
  expect([name, code, message]).toEqual([name, null, '']);
  return order;
}
/** An order above, and one at the micro-grid that is merged into it. */
async function pair() {
  const above = await world.report({ gridCode: PLACE.community });
  const below = await world.report();
  const number = String((await world.read(above)).caseNumber);
  await must(COMMUNITY, 'acceptWorkOrder', { workOrderId: below });
  await must(COMMUNITY, 'mergeWorkOrder', {
    workOrderId: below,
    intoId: above,
    reason: `与 ${number} 同一处`,
  });
  return { above, below, number };
}
const steps = (order: { history: { action: string }[] }, action: string) =>
  order.history.filter((step) => step.action === action);

describe('an order that is merged into one above', () => {
  it('tells its own keepers that it is, not into which; those above are told', async () => {
    const { above, below, number } = await pair();
    const { order, text } = await seen(MICRO, below);
    expect(order.state).toBe('MERGED');
    expect(text).not.toContain(above);
    expect(text).not.toContain(number);
    expect(steps(order, 'MERGE')).toEqual([
      { action: 'MERGE', actor: COMMUNITY.subject, reason: '与 *** 同一处', detail: {} },
    ]);
    const pauses = order.clocks.flatMap((clock: { pauses: object[] }) => clock.pauses);
    expect(pauses.length).toBeGreaterThan(0);
    expect(pauses).toContainEqual({ cause: 'MERGED', reason: null });
    const whole = await seen(COMMUNITY, below);
    expect(steps(whole.order, 'MERGE')).toEqual([
      expect.objectContaining({ reason: `与 ${number} 同一处`, detail: { into: above, caseNumber: number } }),
    ]);
    expect(JSON.stringify(whole.order.clocks)).toContain(above);
  });

  it('and is let go, or follows it, names it neither', async () => {
    const undone = await pair();
    await must(COMMUNITY, 'unmergeWorkOrder', { workOrderId: undone.below, reason: `不是 ${undone.number}` });
    const voided = await pair();
    await must(OPERATIONS, 'voidWorkOrder', { workOrderId: voided.above, reason: '误报' });
    const ended = await pair();
    await world.bring(ended.above, 'CLOSED');
    for (const { above, below, number } of [undone, voided, ended]) {
      const { text } = await seen(MICRO, below);
      expect(text).not.toContain(above);
      expect(text).not.toContain(number);
    }
    expect(steps((await seen(MICRO, undone.below)).order, 'UNMERGE')).toMatchObject([{ reason: '不是 ***' }]);
    expect(steps((await seen(MICRO, voided.below)).order, 'UNMERGE')).toMatchObject([
      { reason: '主单 *** 已作废' },
    ]);
    const followed = steps((await seen(MICRO, ended.below)).order, 'FOLLOWED');
    expect(followed).toMatchObject([{ detail: { parentState: 'CLOSED' } }]);
    // those above see all of it
    expect((await seen(COMMUNITY, voided.below)).text).toContain(`主单 ${voided.number} 已作废`);
    expect((await seen(COMMUNITY, ended.below)).text).toContain(ended.above);
  });
});

describe('a channel that reports what came back', () => {
  it('is answered with the order that it opened, and hears of no other', async () => {
    const channel = principal('channel', [PLACE.community], 'hotline');
    const position = { longitude: 104.0631, latitude: 30.6628 };
    const report = {
      source: 'HOTLINE_12345',
      matter: 'environment',
      profile: 'standard',
      gridCode: PLACE.microGrid,
    };
    const told = async (title: string) => {
      const query = `mutation ($input: ReportMatterInput!) { reportMatter(input: $input) { workOrder { id state
        history { action actor reason detail } clocks { state pauses { reason } } } } }`;
      const { data, messages } = await ask(world.orders, channel, query, {
        input: { ...report, title, position },
      });
      expect(messages).toEqual([]);
      return data.reportMatter.workOrder;
    };
    const first = await told('路灯不亮已经一周');
    await world.bring(first.id, 'CLOSED');
    const again = await told('路灯又不亮了请修理');
    expect(again.state).toBe('MERGED');
    expect(JSON.stringify(again)).not.toContain(first.id);
    expect(steps(again, 'MERGE')).toMatchObject([{ actor: 'hotline', detail: {} }]);
  });
});

describe('an order that others were merged into', () => {
  it('names none of theirs to its own keepers', async () => {
    const parent = await world.report();
    const child = await world.report({ gridCode: PLACE.community });
    const number = String((await world.read(child)).caseNumber);
    const merge = { workOrderId: child, intoId: parent, reason: '同一处' };
    await must(COMMUNITY, 'acceptWorkOrder', { workOrderId: child });
    await must(COMMUNITY, 'mergeWorkOrder', merge);
    await must(COMMUNITY, 'unmergeWorkOrder', { workOrderId: child, reason: '不是' });
    const { order, text } = await seen(MICRO, parent);
    expect(text).not.toContain(child);
    expect(text).not.toContain(number);
    expect([...steps(order, 'CHILD_MERGED'), ...steps(order, 'CHILD_LEFT')]).toMatchObject([
      { reason: '同一处', detail: {} },
      { reason: '不是', detail: {} },
    ]);
    expect((await seen(GRID, parent)).text).not.toContain(child);
    expect((await seen(COMMUNITY, parent)).text).toContain(child);
  });

  it('does not name what they were found alike or unlike, nor an incident that lies elsewhere', async () => {
    const title = '井盖破损影响通行请尽快来人处理';
    const above = await world.report({ gridCode: PLACE.community, title });
    const below = await world.report({ title });
    // one of a grid above is like the other, and is not named by who cannot see it
    const guess = { workOrderId: below, different: [above] };
    expect((await world.act(MICRO, 'decideDuplicates', guess)).code).toBe('NOT_FOUND');
    await must(COMMUNITY, 'decideDuplicates', guess);
    const { order, text } = await seen(MICRO, below);
    expect(text).not.toContain(above);
    expect(steps(order, 'DUPLICATES_DECIDED')).toMatchObject([{ detail: { different: [], same: [] } }]);
    expect((await seen(COMMUNITY, below)).text).toContain(above);

    const { db } = world.test;
    await addDevice(db, 'dev-away', { gridCode: PLACE.otherGrid });
    await addIncident(db, {
      id: 'in-away',
      deviceId: 'dev-away',
      gridCode: PLACE.otherGrid,
      firstSeenMs: Date.now(),
    });
    await db.pool.query(
      `INSERT INTO work_order_incident (work_order_id, incident_id, live) VALUES ($1, 'in-away', false)`,
      [below],
    );
    await db.pool.query(
      `INSERT INTO work_order_event (work_order_id, version, action, from_state, to_state, actor, at, detail)
       SELECT id, version + 1, 'REGRADE', state, state, 'dispatcher', now(), '{"incidentId": "in-away", "from": "minor"}'
       FROM work_order WHERE id = $1`,
      [below],
    );
    await db.pool.query('UPDATE work_order SET version = version + 1 WHERE id = $1', [below]);
    expect((await seen(MICRO, below)).text).not.toContain('in-away');
    expect(steps((await seen(MICRO, below)).order, 'REGRADE')).toMatchObject([{ detail: { from: 'minor' } }]);
    expect((await seen(OPERATIONS, below)).text).toContain('in-away');
  });
});
