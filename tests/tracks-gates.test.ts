import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE, PLACE, principal } from './support/governance.ts';
import { COMMUNITY, OPERATIONS, PROPERTY, type TrackWorld, trackWorld, WORKER } from './support/tracks.ts';

let world: TrackWorld;

const leader = (n: number) => principal('gridWorker', [PLACE.community], `p-leader-${n}`);

beforeAll(async () => {
  world = await trackWorld();
  const { pool } = world.test.db;
  for (const n of [1, 2, 3]) {
    await pool.query('INSERT INTO person (id, title) VALUES ($1, $2)', [`p-leader-${n}`, `${n} 栋楼栋长`]);
    await pool.query(
      `INSERT INTO post (id, role, grid_code, person_id, valid_from) VALUES ($1, 'BUILDING_LEADER', $2, $3, '2020-01-01')`,
      [`post-leader-${n}`, PLACE.microGrid, `p-leader-${n}`],
    );
  }
  for (let n = 1; n <= 10; n += 1) {
    await pool.query(`INSERT INTO household (id, grid_code, room) VALUES ($1, $2, $3)`, [
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
  const { order, code, message } = await world.act(COMMUNITY, 'openGate', { workOrderId, gate, ...more });
  expect([code, message]).toEqual([null, '']);
  return { workOrderId, gateId: String(order.gates[0].id), order };
}

describe('a gate', () => {
  it('holds the order until 80 % of the households agree, and says how many are missing (LC-10)', async () => {
    const { workOrderId, gateId, order } = await opened('CONSENT_80');
    expect(order.state).toBe('AWAITING_GATE');
    expect(order.gates[0]).toMatchObject({ state: 'OPEN', rollListed: true, tally: { roll: 10, cast: 0 } });
    expect(order.gates[0].waitingFor.zh).toBe('居民同意率 80%：还差 8 票、8 个同意');
    expect(order.history.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(['GATE_OPENED', 'AWAIT_GATE']),
    );
    for (let n = 1; n <= 7; n += 1) {
      const { code } = await world.act(WORKER, 'castVote', { gateId, voter: `hh-${n}`, choice: 'YES' });
      expect(code).toBeNull();
    }
    expect(
      (await world.act(WORKER, 'castVote', { gateId, voter: 'hh-8', choice: 'NO', proxy: '女儿' })).code,
    ).toBeNull();
    let now = await world.read(workOrderId);
    expect(now.gates[0].waitingFor.zh).toContain('还差 1 个同意');
    expect((await world.act(COMMUNITY, 'dispatchWorkOrder', { workOrderId })).code).not.toBeNull();
    expect((await world.act(WORKER, 'castVote', { gateId, voter: 'hh-9', choice: 'YES' })).code).toBeNull();
    const closed = await world.act(COMMUNITY, 'closeGate', { gateId });
    expect([closed.code, closed.order.state]).toEqual([null, 'ACCEPTED']);
    now = await world.read(workOrderId);
    expect(now.gates[0]).toMatchObject({
      state: 'PASSED',
      waitingFor: null,
      tally: { roll: 10, cast: 9, yes: 8, no: 1, result: 'PASSED' },
    });
    expect(now.gates[0].votes.find(({ voter }: { voter: string }) => voter === 'hh-8')).toMatchObject({
      proxy: '女*',
    });
    await world.bring(workOrderId, 'DISPATCHED');
  });

  it('is what a renovation is filed by, whatever its method: not before the households agree (LC-10)', async () => {
    const workOrderId = await world.report({ matter: 'renovation' });
    await world.bring(workOrderId, 'ACCEPTED');
    const refused = await world.act(COMMUNITY, 'fileWorkOrder', { workOrderId });
    expect([refused.code, refused.message]).toEqual([
      'STEP_BLOCKED',
      expect.stringContaining('not met: a gate of consent has passed'),
    ]);
    const { order } = await world.act(COMMUNITY, 'openGate', { workOrderId, gate: 'CONSENT_80' });
    const gateId = String(order.gates[0].id);
    for (let n = 1; n <= 8; n += 1)
      await world.act(WORKER, 'castVote', { gateId, voter: `hh-${n}`, choice: 'YES' });
    const closed = await world.act(COMMUNITY, 'closeGate', { gateId });
    expect([closed.code, closed.order.state]).toEqual([null, 'ACCEPTED']);
    // outside the catalogue: what is left is money or people
    const { message } = await world.act(COMMUNITY, 'fileWorkOrder', { workOrderId });
    expect(message).not.toContain('consent');
    expect(message).toContain('catalogue');
  });

  it('that is refused turns the order down with the count as its reason, as its profile has it', async () => {
    const { workOrderId, gateId } = await opened('CONSENT_80');
    await world.act(WORKER, 'castVote', { gateId, voter: 'hh-1', choice: 'YES' });
    const { order } = await world.act(COMMUNITY, 'closeGate', { gateId });
    expect(order.state).toBe('REJECTED');
    const last = (await world.read(workOrderId)).history.find(
      ({ action }: { action: string }) => action === 'REFUSE_GATE',
    );
    expect(last.reason).toContain('应投 10，已投 1');
  });

  it('takes one vote a voter, changed until it closes, and keeps what was said before', async () => {
    const { workOrderId, gateId } = await opened('BUILDING_LEADERS');
    expect((await world.act(leader(1), 'castVote', { gateId, choice: 'NO' })).code).toBeNull();
    expect((await world.act(leader(1), 'castVote', { gateId, choice: 'YES' })).code).toBeNull();
    const { gates } = await world.read(workOrderId);
    expect(gates[0].tally).toMatchObject({ roll: 3, cast: 1, yes: 1, no: 0 });
    expect(gates[0].votes).toMatchObject([
      { voter: 'p-leader-1', turn: 1, choice: 'NO', holds: false },
      { voter: 'p-leader-1', turn: 2, choice: 'YES', holds: true },
    ]);
    // not on the roll, and not for another
    expect((await world.act(WORKER, 'castVote', { gateId, choice: 'YES' })).code).toBe('BAD_USER_INPUT');
    expect(
      (await world.act(leader(2), 'castVote', { gateId, voter: 'p-leader-3', choice: 'YES' })).code,
    ).toBe('FORBIDDEN');
    const history = (await world.read(workOrderId)).history.filter(
      ({ action }: { action: string }) => action === 'VOTE',
    );
    expect(history.map(({ detail }: { detail: { choice: string } }) => detail.choice)).toEqual(['NO', 'YES']);
  });

  it('counts one of many votes of one voter that come at once', async () => {
    const { workOrderId, gateId } = await opened('BUILDING_LEADERS');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        world.act(leader(1), 'castVote', { gateId, choice: n % 2 === 0 ? 'YES' : 'NO' }),
      ),
    );
    expect(answers.map(({ code }) => code)).toEqual(Array.from({ length: 8 }, () => null));
    const { gates } = await world.read(workOrderId);
    expect(gates[0].tally).toMatchObject({ cast: 1 });
    expect(gates[0].votes.map(({ turn }: { turn: number }) => turn)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(gates[0].votes.filter(({ holds }: { holds: boolean }) => holds)).toHaveLength(1);
  });

  it('of building leaders goes survey, opinion, consensus before it can pass (HUA-07)', async () => {
    const { workOrderId, gateId, order } = await opened('BUILDING_LEADERS');
    expect(order.gates[0].waitingFor.zh).toBe('楼栋长先行议事：等待摸底');
    const stage = (code: string) =>
      world.act(COMMUNITY, 'recordGateStage', { gateId, stage: code, note: '已完成' });
    const early = await stage('CONSENSUS');
    expect([early.code, early.message.includes('SURVEY')]).toEqual(['BAD_USER_INPUT', true]);
    for (const n of [1, 2]) await world.act(leader(n), 'castVote', { gateId, choice: 'YES' });
    for (const code of ['SURVEY', 'OPINION', 'CONSENSUS']) expect((await stage(code)).code).toBeNull();
    const closed = await world.act(COMMUNITY, 'closeGate', { gateId });
    expect(closed.order.gates[0].state).toBe('PASSED');
    expect((await world.read(workOrderId)).state).toBe('ACCEPTED');
  });

  it('of a council is voted by the representatives that are named, no one else: 多元共商 (HUA-12), 圆桌会议 (RS-13)', async () => {
    const voters = [PEOPLE.property.id, PEOPLE.worker.id, 'p-leader-1', 'p-leader-2'];
    const { workOrderId, gateId, order } = await opened('COUNCIL', { voters });
    expect(order.gates[0]).toMatchObject({ rollListed: true, tally: { roll: 4, cast: 0 } });
    // the desk convenes it and is no representative
    expect((await world.act(COMMUNITY, 'castVote', { gateId, choice: 'YES' })).code).not.toBeNull();
    expect((await world.act(leader(3), 'castVote', { gateId, choice: 'YES' })).code).not.toBeNull();
    const ballots = [
      // who convenes writes a vote down, and whoever it is of changes it
      [COMMUNITY, 'YES', PEOPLE.property.id],
      [PROPERTY, 'NO', undefined],
      [WORKER, 'YES', undefined],
      [leader(1), 'YES', undefined],
    ] as const;
    for (const [who, choice, voter] of ballots) {
      expect((await world.act(who, 'castVote', { gateId, choice, voter })).code).toBeNull();
    }
    // for a representative that somebody else is, none of the others votes
    const foreign = { gateId, choice: 'YES', voter: 'p-leader-2' };
    expect((await world.act(PROPERTY, 'castVote', foreign)).code).toBe('FORBIDDEN');
    expect((await world.act(COMMUNITY, 'closeGate', { gateId })).order.state).toBe('ACCEPTED');
    expect((await world.read(workOrderId)).gates[0]).toMatchObject({
      ...{ code: 'COUNCIL', state: 'PASSED' },
      tally: { roll: 4, cast: 3, yes: 2, no: 1, result: 'PASSED' },
    });
  });

  it('may be held again after it was refused, and not after it passed', async () => {
    const { workOrderId, gateId } = await opened('COUNCIL', { voters: [PEOPLE.desk.id, PEOPLE.worker.id] });
    await world.act(COMMUNITY, 'castVote', { gateId, choice: 'NO' });
    const refused = await world.act(COMMUNITY, 'closeGate', { gateId, moveOrder: false });
    expect(refused.order).toMatchObject({ state: 'AWAITING_GATE', gates: [{ state: 'REFUSED' }] });
    const again = await world.act(COMMUNITY, 'openGate', {
      workOrderId,
      gate: 'COUNCIL',
      voters: [PEOPLE.desk.id, PEOPLE.worker.id],
    });
    expect(
      again.order.gates.map(({ round, state }: { round: number; state: string }) => [round, state]),
    ).toEqual([
      [1, 'REFUSED'],
      [2, 'OPEN'],
    ]);
    const second = again.order.gates[1].id;
    for (const who of [COMMUNITY, WORKER])
      await world.act(who, 'castVote', { gateId: second, choice: 'YES' });
    expect((await world.act(COMMUNITY, 'closeGate', { gateId: second })).order.state).toBe('ACCEPTED');
    const third = await world.act(COMMUNITY, 'openGate', {
      workOrderId,
      gate: 'COUNCIL',
      voters: [PEOPLE.desk.id],
    });
    expect(third.code).toBe('BAD_USER_INPUT');
    expect((await world.act(COMMUNITY, 'castVote', { gateId: second, choice: 'NO' })).code).toBe(
      'ILLEGAL_TRANSITION',
    );
  });

  it('is one beside another: the order waits for both', async () => {
    const { workOrderId, gateId } = await opened('COUNCIL', { voters: [PEOPLE.desk.id] });
    const other = await world.act(COMMUNITY, 'openGate', {
      workOrderId,
      gate: 'MEDIATION',
      voters: ['张家', '李家'],
    });
    const second = other.order.gates[1].id;
    await world.act(COMMUNITY, 'castVote', { gateId, choice: 'YES' });
    expect((await world.act(COMMUNITY, 'closeGate', { gateId })).order.state).toBe('AWAITING_GATE');
    for (const voter of ['张家', '李家']) {
      expect((await world.act(WORKER, 'castVote', { gateId: second, voter, choice: 'YES' })).code).toBeNull();
    }
    expect((await world.act(COMMUNITY, 'closeGate', { gateId: second })).order.state).toBe('ACCEPTED');
  });

  it('counts households that are not on file, and never more votes than there are', async () => {
    const workOrderId = await world.report({ gridCode: PLACE.community });
    await world.bring(workOrderId, 'ACCEPTED');
    await world.test.db.pool.query(`DELETE FROM household WHERE false`);
    const { order, code } = await world.act(OPERATIONS, 'openGate', {
      workOrderId,
      gate: 'CONSENT_80',
      households: 2,
    });
    // the community has households on file below it: they are the roll
    expect([code, order.gates[0].tally.roll]).toEqual([null, 10]);
    const elsewhere = await world.act(OPERATIONS, 'reportMatter', {
      source: 'RESIDENT',
      matter: 'environment',
      profile: 'standard',
      title: '另一社区',
      gridCode: PLACE.otherGrid,
    });
    await world.act(OPERATIONS, 'acceptWorkOrder', { workOrderId: elsewhere.order.id });
    const two = await world.act(OPERATIONS, 'openGate', {
      workOrderId: elsewhere.order.id,
      gate: 'CONSENT_80',
      households: 2,
    });
    expect(two.order.gates[0]).toMatchObject({ rollListed: false, tally: { roll: 2 } });
    const gateId = two.order.gates[0].id;
    for (const voter of ['1-101', '1-102']) {
      expect((await world.act(OPERATIONS, 'castVote', { gateId, voter, choice: 'YES' })).code).toBeNull();
    }
    expect((await world.act(OPERATIONS, 'castVote', { gateId, voter: '1-103', choice: 'YES' })).code).toBe(
      'BAD_USER_INPUT',
    );
    expect((await world.read(elsewhere.order.id)).gates[0].tally.cast).toBe(2);
  });

  it('is opened and closed only by those who may, and where somebody may vote', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'ACCEPTED');
    expect((await world.act(WORKER, 'openGate', { workOrderId, gate: 'COUNCIL', voters: ['a'] })).code).toBe(
      'FORBIDDEN',
    );
    expect((await world.act(COMMUNITY, 'openGate', { workOrderId, gate: 'NONE' })).code).toBe(
      'BAD_USER_INPUT',
    );
    expect((await world.act(COMMUNITY, 'openGate', { workOrderId, gate: 'COUNCIL' })).code).toBe(
      'BAD_USER_INPUT',
    );
    const stale = await world.act(COMMUNITY, 'openGate', {
      workOrderId,
      gate: 'BUILDING_LEADERS',
      expectedVersion: 1,
    });
    expect(stale.code).toBe('CONFLICT');
  });
});
