import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gateRound, startGateDeadlines } from '../subgraphs/workorders/gates-due.ts';
import { PEOPLE } from './support/governance.ts';
import { COMMUNITY, type TrackWorld, trackWorld } from './support/tracks.ts';

let world: TrackWorld;

beforeAll(async () => {
  world = await trackWorld();
});

afterAll(async () => {
  await world.close();
});

interface Entry {
  action: string;
  actor: string;
  reason: string | null;
}

async function opened() {
  const workOrderId = await world.report();
  await world.bring(workOrderId, 'ACCEPTED');
  const voters = [PEOPLE.desk.id, PEOPLE.worker.id];
  const { order, code } = await world.act(COMMUNITY, 'openGate', { workOrderId, gate: 'COUNCIL', voters });
  expect([code, order.state]).toEqual([null, 'AWAITING_GATE']);
  const { rows } = await world.test.db.pool.query('SELECT due_at AS due FROM order_gate WHERE id = $1', [
    order.gates[0].id,
  ]);
  return { workOrderId, gateId: String(order.gates[0].id), dueMs: new Date(String(rows[0]?.due)).getTime() };
}
const yes = async (gateId: string) => {
  for (const voter of [PEOPLE.desk.id, PEOPLE.worker.id]) {
    expect((await world.act(COMMUNITY, 'castVote', { gateId, voter, choice: 'YES' })).code).toBeNull();
  }
};
const closings = ({ history }: { history: Entry[] }) =>
  history.filter(({ action }) => ['GATE_CLOSED', 'PASS_GATE', 'REFUSE_GATE'].includes(action));
/** The due moment is kept to the millisecond, but a Date made from text is not. */
const AFTER = 1_001;

describe("a gate's due time", () => {
  async function gateOf(profile: string, gate: string) {
    const voters = [PEOPLE.desk.id, PEOPLE.worker.id];
    const id = await world.report({ profile });
    await world.bring(id, 'ACCEPTED');
    const { order, code } = await world.act(COMMUNITY, 'openGate', { workOrderId: id, gate, voters });
    expect(code).toBeNull();
    const own = order.gates[0];
    return { own, clock: order.clocks.find(({ holder }: { holder: string | null }) => holder === own.id) };
  }

  it('is that of the GATE clock where the profile gives a deadline, and the worker counts by it (HUA-07)', async () => {
    const { own, clock } = await gateOf('anqiu-six-matters', 'COUNCIL');
    expect(clock).toMatchObject({ kind: 'GATE', state: 'RUNNING' });
    expect(own.dueAt).toBe(clock.dueAt);
    const dueMs = new Date(clock.dueAt).getTime();
    // seven working days are never seven calendar days: a weekend lies between
    expect(dueMs - Date.now()).toBeGreaterThan(8 * 86_400_000);
    expect(await gateRound(world.deps, dueMs)).toEqual([]);
    expect(await gateRound(world.deps, dueMs + AFTER)).toMatchObject([{ gateId: own.id }]);
  });

  it('is the calendar days of its rule where no deadline is given', async () => {
    const { own, clock } = await gateOf('standard', 'COUNCIL');
    expect(clock).toBeUndefined();
    expect(own.dueAt).not.toBeNull();
    expect((await world.act(COMMUNITY, 'closeGate', { gateId: own.id })).code).toBeNull();
  });
});

describe('a gate at its deadline', () => {
  it('stays open up to it, then is counted and moves the order once, whichever replica is at it', async () => {
    const passed = await opened();
    await yes(passed.gateId);
    const refused = await opened();
    const early = await gateRound(world.deps, passed.dueMs - AFTER);
    expect(early).toEqual([]);
    const atMs = refused.dueMs + AFTER;
    const rounds = await Promise.all(Array.from({ length: 6 }, () => gateRound(world.deps, atMs)));
    expect(rounds.flat().toSorted((a, b) => a.result.localeCompare(b.result))).toEqual([
      { gateId: passed.gateId, workOrderId: passed.workOrderId, result: 'PASSED' },
      { gateId: refused.gateId, workOrderId: refused.workOrderId, result: 'REFUSED' },
    ]);
    const one = await world.read(passed.workOrderId);
    expect([one.state, one.gates[0].state]).toEqual(['ACCEPTED', 'PASSED']);
    expect(closings(one)).toMatchObject([
      { action: 'GATE_CLOSED', actor: 'gates' },
      { action: 'PASS_GATE', actor: 'gates' },
    ]);
    const other = await world.read(refused.workOrderId);
    expect([other.state, other.gates[0].state]).toEqual(['REJECTED', 'REFUSED']);
    expect(closings(other).map(({ action }) => action)).toEqual(['GATE_CLOSED', 'REFUSE_GATE']);
    for (const { reason } of closings(other)) {
      expect(reason).toContain('到期自动计票');
      expect(reason).toContain('应投 2，已投 0');
    }
    expect(await gateRound(world.deps, atMs)).toEqual([]);
  });

  it('takes no more votes, and is closed by hand or by itself but not by both', async () => {
    const { workOrderId, gateId } = await opened();
    await world.test.db.pool.query(
      `UPDATE order_gate SET due_at = now() - interval '1 second' WHERE id = $1`,
      [gateId],
    );
    const late = await world.act(COMMUNITY, 'castVote', { gateId, choice: 'YES' });
    expect([late.code, late.message.includes('ast its deadline')]).toEqual(['ILLEGAL_TRANSITION', true]);
    const [byHand, byItself] = await Promise.all([
      world.act(COMMUNITY, 'closeGate', { gateId }),
      gateRound(world.deps, Date.now()),
    ]);
    expect(byHand.code === null ? byItself : [byHand.code, byItself.length]).toEqual(
      byHand.code === null ? [] : ['ILLEGAL_TRANSITION', 1],
    );
    expect(closings(await world.read(workOrderId)).map(({ action }) => action)).toEqual([
      'GATE_CLOSED',
      'REFUSE_GATE',
    ]);
  });

  it('that cannot be counted is left for later and holds up no other', async () => {
    const broken = await opened();
    const { pool } = world.test.db;
    await pool.query(`UPDATE order_gate SET rule = '{}', due_at = now() - interval '2 days' WHERE id = $1`, [
      broken.gateId,
    ]);
    const other = await opened();
    const failed = new Map<string, number>();
    const closed = await gateRound(world.deps, other.dueMs + AFTER, failed);
    expect(closed.map(({ gateId }) => gateId)).toEqual([other.gateId]);
    expect([...failed.keys()]).toEqual([broken.gateId]);
    await pool.query(`DELETE FROM order_gate_voter WHERE gate_id = $1`, [broken.gateId]);
    await pool.query(`DELETE FROM order_gate WHERE id = $1`, [broken.gateId]);
  });

  it('is closed by the worker that runs beside the graph', async () => {
    const { workOrderId, gateId, dueMs } = await opened();
    await yes(gateId);
    const workers = [1, 2].map(() => startGateDeadlines(world.deps, () => dueMs + AFTER));
    await Promise.all(workers.map((one) => one.round()));
    await Promise.all(workers.map((one) => one.close()));
    expect((await world.read(workOrderId)).state).toBe('ACCEPTED');
  });
});
