import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../core/permissions.ts';
import { gateRound } from '../subgraphs/workorders/gates-due.ts';
import { ask, PEOPLE, PLACE, principal } from './support/governance.ts';
import { COMMUNITY, OPERATIONS, PROPERTY, type TrackWorld, trackWorld, WORKER } from './support/tracks.ts';

let world: TrackWorld;

beforeAll(async () => {
  world = await trackWorld();
  for (let n = 1; n <= 5; n += 1) {
    await world.test.db.pool.query('INSERT INTO household (id, grid_code, room) VALUES ($1, $2, $3)', [
      `hh-${n}`,
      PLACE.microGrid,
      String(n),
    ]);
  }
});
afterAll(async () => {
  await world.close();
});

async function opened(gate: string, more: Record<string, unknown> = {}) {
  const workOrderId = await world.report();
  await world.bring(workOrderId, 'ACCEPTED');
  const { order, code } = await world.act(COMMUNITY, 'openGate', { workOrderId, gate, ...more });
  expect([code, order.state]).toEqual([null, 'AWAITING_GATE']);
  return { workOrderId, gateId: String(order.gates[0].id) };
}

const council = () => opened('COUNCIL', { voters: [PEOPLE.desk.id, PEOPLE.worker.id] });
async function passed(gateId: string, more: Record<string, unknown> = {}) {
  for (const voter of [PEOPLE.desk.id, PEOPLE.worker.id]) {
    expect((await world.act(COMMUNITY, 'castVote', { gateId, voter, choice: 'YES' })).code).toBeNull();
  }
  return world.act(COMMUNITY, 'closeGate', { gateId, ...more });
}

describe('the roll of a gate', () => {
  const ROLL = `nodes { voter kind choice votedAt } pageInfo { endCursor hasNextPage } totalCount`;
  async function roll(workOrderId: string, args: string, who: Principal = OPERATIONS) {
    const query = `{ workOrder(id: "${workOrderId}") { gates { roll(${args}) { ${ROLL} } votes(first: 2) { voter turn holds } } } }`;
    const { data, codes } = await ask(world.orders, who, query);
    expect(codes).toEqual([]);
    return data.workOrder?.gates[0] ?? null;
  }

  it('tells who may vote, who has and what holds, page by page', async () => {
    const { workOrderId, gateId } = await opened('CONSENT_80');
    for (const [voter, choice] of [
      ['hh-4', 'NO'],
      ['hh-2', 'YES'],
      ['hh-4', 'YES'],
    ] as const) {
      expect((await world.act(WORKER, 'castVote', { gateId, voter, choice })).code).toBeNull();
    }
    const { roll: first, votes } = await roll(workOrderId, 'first: 3');
    expect(first.nodes).toEqual([
      { voter: 'hh-1', kind: 'HOUSEHOLD', choice: null, votedAt: null },
      { voter: 'hh-2', kind: 'HOUSEHOLD', choice: 'YES', votedAt: expect.any(String) },
      { voter: 'hh-3', kind: 'HOUSEHOLD', choice: null, votedAt: null },
    ]);
    expect([first.totalCount, first.pageInfo.hasNextPage]).toEqual([5, true]);
    // no more votes are read than are asked for, and what holds is told of each
    expect(votes).toEqual([
      { voter: 'hh-4', turn: 1, holds: false },
      { voter: 'hh-2', turn: 1, holds: true },
    ]);
    const { roll: next } = await roll(workOrderId, `first: 3, after: "${first.pageInfo.endCursor}"`);
    expect(
      next.nodes.map(({ voter, choice }: { voter: string; choice: string | null }) => [voter, choice]),
    ).toEqual([
      ['hh-4', 'YES'],
      ['hh-5', null],
    ]);
    const { roll: missing } = await roll(workOrderId, 'voted: false');
    expect([missing.nodes.map(({ voter }: { voter: string }) => voter), missing.totalCount]).toEqual([
      ['hh-1', 'hh-3', 'hh-5'],
      3,
    ]);
    expect((await roll(workOrderId, 'voted: true')).roll.totalCount).toBe(2);
    const elsewhere = principal('community', [PLACE.otherCommunity], 'c-other');
    expect(await roll(workOrderId, 'first: 3', elsewhere)).toBeNull();
  });
});

describe('an order whose gate was closed without moving it', () => {
  it('goes on once the gate is closed again, and not twice', async () => {
    const { workOrderId, gateId } = await council();
    const announced = await passed(gateId, { moveOrder: false });
    expect([announced.code, announced.order.state]).toEqual([null, 'AWAITING_GATE']);
    expect((await world.act(COMMUNITY, 'closeGate', { gateId, moveOrder: false })).code).toBe(
      'ILLEGAL_TRANSITION',
    );
    const moved = await world.act(COMMUNITY, 'closeGate', { gateId });
    expect([moved.code, moved.order.state]).toEqual([null, 'ACCEPTED']);
    expect((await world.act(COMMUNITY, 'closeGate', { gateId })).code).toBe('ILLEGAL_TRANSITION');
    await world.bring(workOrderId, 'DISPATCHED');
  });

  it('is not turned down by a round that was held again since', async () => {
    const { workOrderId, gateId } = await council();
    const refused = await world.act(COMMUNITY, 'closeGate', { gateId, moveOrder: false });
    expect([refused.code, refused.order.state]).toEqual([null, 'AWAITING_GATE']);
    const voters = [PEOPLE.desk.id, PEOPLE.worker.id];
    const again = await world.act(COMMUNITY, 'openGate', { workOrderId, gate: 'COUNCIL', voters });
    expect(again.code).toBeNull();
    expect((await world.act(COMMUNITY, 'closeGate', { gateId })).code).toBe('ILLEGAL_TRANSITION');
    expect((await world.read(workOrderId)).state).toBe('AWAITING_GATE');
  });
});

describe('a gate of an order that is merged or has ended', () => {
  it('takes no votes and is not counted at its deadline; once the merge is undone it goes on', async () => {
    const { workOrderId, gateId } = await council();
    const parent = await world.report();
    const merge = { workOrderId, intoId: parent, reason: '同一处' };
    expect((await world.act(COMMUNITY, 'mergeWorkOrder', merge)).code).toBeNull();
    const vote = { gateId, voter: PEOPLE.desk.id, choice: 'YES' };
    expect((await world.act(COMMUNITY, 'castVote', vote)).code).toBe('BAD_USER_INPUT');
    expect((await world.act(COMMUNITY, 'closeGate', { gateId })).code).toBe('BAD_USER_INPUT');
    const far = Date.now() + 400 * 86_400_000;
    // those that the tests before left open are due too
    const counted = await gateRound(world.deps, far);
    expect(counted.filter((one) => one.gateId === gateId)).toEqual([]);
    expect((await world.act(COMMUNITY, 'unmergeWorkOrder', { workOrderId, reason: '不是' })).code).toBeNull();
    const closed = await passed(gateId);
    expect([closed.code, closed.order.state]).toEqual([null, 'ACCEPTED']);
  });
});

describe('the property company', () => {
  it('votes where it sits on the roll (HUA-05, LC-18), and takes down the vote of nobody else', async () => {
    const meeting = await opened('JOINT_MEETING');
    const own = { gateId: meeting.gateId, voter: 'pt-property', choice: 'YES' };
    expect((await world.act(PROPERTY, 'castVote', own)).code).toBeNull();
    const other = principal('property', [PLACE.community], PEOPLE.otherWorker.id);
    expect((await world.act(other, 'castVote', own)).code).toBe('FORBIDDEN');
    // what residents decide on the company is not written down by the company
    const consent = await opened('CONSENT_80');
    const household = { gateId: consent.gateId, voter: 'hh-1', choice: 'YES' };
    const { code, message } = await world.act(PROPERTY, 'castVote', household);
    expect([code, message]).toEqual(['FORBIDDEN', expect.stringContaining('gate.record')]);
    expect((await world.act(WORKER, 'castVote', household)).code).toBeNull();
    const guests = await opened('COUNCIL', { voters: ['guest-1', PEOPLE.property.id] });
    const guest = { gateId: guests.gateId, voter: 'guest-1', choice: 'NO' };
    expect((await world.act(PROPERTY, 'castVote', guest)).code).toBe('FORBIDDEN');
    expect((await world.act(PROPERTY, 'castVote', { gateId: guests.gateId, choice: 'NO' })).code).toBeNull();
  });
});
