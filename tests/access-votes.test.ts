// Who is shown who voted how at a gate: of households those who take votes down, of a council those on its roll and those
// who act on the order too. Everybody else who sees the order has the count, whichever way they ask.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../core/permissions.ts';
import { ask, PEOPLE, PLACE, principal } from './support/governance.ts';
import { COMMUNITY, OPERATIONS, PROPERTY, type TrackWorld, trackWorld, WORKER } from './support/tracks.ts';

let world: TrackWorld;
let households: string;
let council: string;
const NOTE = '不同意，上次漏水没有修好';
const VIEWER = principal('viewer', [PLACE.community], 'v-board');
/** Of another company, which serves here too. */
const OTHER_COMPANY = principal('property', [PLACE.community], 'p-outside');

async function voted(gate: string, votes: readonly [string, string][], more: object = {}) {
  const workOrderId = await world.report();
  await world.bring(workOrderId, 'ACCEPTED');
  const { order } = await world.act(COMMUNITY, 'openGate', { workOrderId, gate, ...more });
  const gateId = String(order.gates[0].id);
  for (const [voter, choice] of votes) {
    const vote = { gateId, voter, choice, note: NOTE };
    expect((await world.act(OPERATIONS, 'castVote', vote)).code).toBeNull();
  }
  return workOrderId;
}

beforeAll(async () => {
  world = await trackWorld();
  await world.test.db.pool.query(
    `INSERT INTO household (id, grid_code, room) VALUES ('hh-1', $1, '1'), ('hh-2', $1, '2')`,
    [PLACE.microGrid],
  );
  households = await voted('CONSENT_80', [
    ['hh-1', 'NO'],
    ['hh-2', 'YES'],
  ]);
  council = await voted(
    'COUNCIL',
    [
      [PEOPLE.desk.id, 'NO'],
      ['pt-property', 'YES'],
    ],
    { voters: [PEOPLE.desk.id, PEOPLE.head.id, 'pt-property'] },
  );
});
afterAll(() => world.close());

const QUERY = `query ($id: ID!) { workOrder(id: $id) {
  gates { votesShown tally { cast yes no } roll { nodes { voter choice votedAt } totalCount }
    some: roll(voted: true) { nodes { voter } } votes { voter choice note recordedBy } }
  history { version action actor reason detail } events(newestFirst: true) { nodes { action actor reason detail } } } }`;

async function seenBy(who: Principal, id: string) {
  const { data, codes } = await ask(world.orders, who, QUERY, { id });
  expect(codes).toEqual([]);
  const { gates, history, events } = data.workOrder;
  return { gate: gates[0], history, events: events.nodes, text: JSON.stringify(data) };
}

describe('who voted how', () => {
  it.each([
    ['households', 'a board', VIEWER],
    ['households', 'the company on the grid', PROPERTY],
    ['council', 'a board', VIEWER],
    ['council', 'a company that is not of it', OTHER_COMPANY],
  ] as const)('of %s is not shown to %s: the count is', async (of, _, who) => {
    const { gate, history, events, text } = await seenBy(who, of === 'council' ? council : households);
    expect(gate).toMatchObject({
      votesShown: false,
      tally: { cast: 2, yes: 1, no: 1 },
      roll: { nodes: [] },
      some: { nodes: [] },
      votes: [],
    });
    const voters = of === 'council' ? [PEOPLE.head.id, 'pt-property'] : ['hh-1', 'hh-2'];
    for (const one of [...voters, NOTE, '"NO"', '"YES"']) expect(text).not.toContain(one);
    const votes = [history, events].map((steps) =>
      steps.filter(({ action }: { action: string }) => action === 'VOTE'),
    );
    for (const steps of votes) {
      expect(steps).toHaveLength(2);
      for (const step of steps) {
        expect(step).toMatchObject({ actor: 'gates', reason: null });
        expect(Object.keys(step.detail).toSorted()).toEqual(['gate', 'gateId']);
      }
    }
  });

  it.each([
    ['households', 'who goes from door to door', WORKER],
    ['households', "the owners' supervisor", principal('supervisor', [PLACE.community], 's-1')],
    ['council', 'a party on its roll', PROPERTY],
    ['council', 'a person on its roll', principal('viewer', [PLACE.grid], PEOPLE.head.id)],
  ] as const)('of %s is shown to %s', async (of, _, who) => {
    const { gate, history } = await seenBy(who, of === 'council' ? council : households);
    expect(gate).toMatchObject({ votesShown: true, tally: { cast: 2 } });
    expect(gate.votes.map(({ choice }: { choice: string }) => choice)).toEqual(['NO', 'YES']);
    expect(gate.some.nodes).toHaveLength(2);
    const steps = history.filter(({ action }: { action: string }) => action === 'VOTE');
    expect(steps.map(({ reason }: { reason: string }) => reason)).toEqual([NOTE, NOTE]);
  });

  it('of a council is shown to those who act on the order, and no longer once they do not', async () => {
    expect((await seenBy(OTHER_COMPANY, council)).gate.votesShown).toBe(false);
    const helpers = [{ personId: PEOPLE.worker.id }];
    await world.act(OPERATIONS, 'addHelpers', { workOrderId: council, helpers });
    const helper = principal('viewer', [PLACE.microGrid], PEOPLE.worker.id);
    const asked = await seenBy(helper, council);
    expect([asked.gate.votesShown, asked.gate.votes.length]).toEqual([true, 2]);
    const { helpers: own } = await world.read(council);
    await world.act(OPERATIONS, 'releaseHelper', { helperId: own[0].id, reason: '不需要' });
    expect((await seenBy(helper, council)).gate.votesShown).toBe(false);
    // of households it is nobody's who only acts on it
    await world.act(OPERATIONS, 'addHelpers', { workOrderId: households, helpers });
    expect((await seenBy(helper, households)).gate.votes).toEqual([]);
  });
});

describe('trying to vote for others', () => {
  it('does not tell who is on the roll', async () => {
    const { gate } = await ask(
      world.orders,
      OPERATIONS,
      'query ($id: ID!) { workOrder(id: $id) { gates { id } } }',
      {
        id: council,
      },
    ).then(({ data }) => ({ gate: data.workOrder.gates[0] }));
    const tried = async (voter: string) => {
      const { code, message } = await world.act(OTHER_COMPANY, 'castVote', {
        gateId: gate.id,
        voter,
        choice: 'YES',
      });
      return [code, message.replace(voter, '')];
    };
    const nobody = await tried('x-nobody');
    expect(nobody[0]).toBe('FORBIDDEN');
    for (const voter of [PEOPLE.head.id, 'pt-property']) expect(await tried(voter)).toEqual(nobody);
  });
});
