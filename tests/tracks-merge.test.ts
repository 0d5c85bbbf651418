import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { project } from '../core/workflow/order-state.ts';
import { eventsOfOrders, ordersById } from '../subgraphs/workorders/reads.ts';
import { orderStateOf } from '../subgraphs/workorders/workflow.ts';
import { PLACE } from './support/governance.ts';
import { COMMUNITY, OPERATIONS, type TrackWorld, trackWorld, WORKER } from './support/tracks.ts';

let world: TrackWorld;

beforeAll(async () => {
  world = await trackWorld();
});

afterAll(async () => {
  await world.close();
});

const merge = (workOrderId: string, intoId: string, more: Record<string, unknown> = {}) =>
  world.act(COMMUNITY, 'mergeWorkOrder', { workOrderId, intoId, reason: '同一处噪声', ...more });

async function notices(orderId: string) {
  const { rows } = await world.test.db.pool.query(
    'SELECT kind, state FROM reporter_notice WHERE work_order_id = $1 ORDER BY id',
    [orderId],
  );
  return rows.map(({ kind, state }: { kind: string; state: string }) => `${kind} ${state}`);
}

async function waiting(orderId: string): Promise<number> {
  const { rowCount } = await world.test.db.pool.query(
    `SELECT FROM work_order_timer WHERE work_order_id = $1 AND state = 'WAITING'`,
    [orderId],
  );
  return rowCount ?? 0;
}

interface Clock {
  kind: string;
  state: string;
}

describe('a merged order', () => {
  it('follows its parent in every state and is closed with it, never cancelled (trap)', async () => {
    const [child, parent] = [await world.report(), await world.report()];
    const { order, code } = await merge(child, parent);
    expect([code, order.state, order.mergedParent.id]).toEqual([null, 'MERGED', parent]);
    await world.bring(parent, 'IN_PROGRESS');
    expect((await world.read(child)).effectiveState).toBe('IN_PROGRESS');
    await world.bring(parent, 'CLOSED');
    const closed = await world.read(child);
    expect(closed).toMatchObject({ state: 'CLOSED', effectiveState: 'CLOSED', mergedParent: { id: parent } });
    expect(closed.history.at(-1)).toMatchObject({
      action: 'FOLLOWED',
      fromState: 'MERGED',
      toState: 'CLOSED',
      detail: { parentId: parent, parentState: 'CLOSED' },
    });
    expect(closed.clocks.every(({ state }: Clock) => state !== 'RUNNING')).toBe(true);
    // every reporter is told of every state
    expect(await notices(child)).toEqual([
      'MERGED REPORTED',
      'FOLLOWED ACCEPTED',
      'FOLLOWED FILED',
      'FOLLOWED DISPATCHED',
      'FOLLOWED TAKEN',
      'FOLLOWED IN_PROGRESS',
      'FOLLOWED FEEDBACK',
      'FOLLOWED CHECKING',
      'FOLLOWED CLOSED',
    ]);
    expect((await world.read(parent)).mergedOrders).toEqual([{ id: child, state: 'CLOSED' }]);
    // its own reporter rates what was done
    expect((await world.act(WORKER, 'rateWorkOrder', { workOrderId: child, stars: 5 })).order.state).toBe(
      'RATED',
    );
  });

  it('never escalates: its clocks stand and no timer waits (trap)', async () => {
    const [child, parent] = [await world.report(), await world.report()];
    await merge(child, parent);
    const merged = await world.read(child);
    expect(merged.clocks.length).toBeGreaterThan(0);
    expect(merged.clocks.every(({ state }: Clock) => state === 'PAUSED')).toBe(true);
    expect(await waiting(child)).toBe(0);
    expect(await waiting(parent)).toBeGreaterThan(0);
  });

  it('has its own state, clocks and timers back when the merge is undone', async () => {
    const [child, parent] = [await world.report(), await world.report()];
    await world.bring(child, 'IN_PROGRESS');
    const before = (await world.read(child)).clocks.map(({ kind, state }: Clock) => [kind, state]);
    await merge(child, parent);
    const { order, code } = await world.act(COMMUNITY, 'unmergeWorkOrder', {
      workOrderId: child,
      reason: '并错了',
    });
    expect([code, order.state, order.mergedParent]).toEqual([null, 'IN_PROGRESS', null]);
    expect(order.clocks.map(({ kind, state }: Clock) => [kind, state])).toEqual(before);
    expect(await waiting(child)).toBeGreaterThan(0);
    expect(await notices(child)).toEqual(['MERGED REPORTED', 'UNMERGED IN_PROGRESS']);
    expect((await world.read(parent)).mergedOrders).toEqual([]);
    await world.bring(parent, 'CLOSED');
    expect((await world.read(child)).state).toBe('IN_PROGRESS');
    expect(
      (await world.act(COMMUNITY, 'unmergeWorkOrder', { workOrderId: child, reason: '再来' })).code,
    ).not.toBeNull();
  });

  it('goes its own way again when its parent is cancelled', async () => {
    const [child, parent] = [await world.report(), await world.report()];
    await world.bring(child, 'ACCEPTED');
    await merge(child, parent);
    await world.act(OPERATIONS, 'voidWorkOrder', { workOrderId: parent, reason: '误报' });
    expect(await world.read(child)).toMatchObject({ state: 'ACCEPTED', mergedParent: null });
  });

  it('rejoins a parent that is reopened, and leaves one when its own reporter reopens it', async () => {
    const [child, other, parent] = [await world.report(), await world.report(), await world.report()];
    await merge(child, parent);
    await merge(other, parent);
    await world.bring(parent, 'CLOSED');
    const own = await world.act(WORKER, 'reopenWorkOrder', { workOrderId: other, reason: '我这里还在响' });
    expect([own.code, own.order.state, own.order.mergedParent]).toEqual([null, 'REOPENED', null]);
    await world.act(WORKER, 'reopenWorkOrder', { workOrderId: parent, reason: '又响了' });
    expect(await world.read(child)).toMatchObject({ state: 'MERGED', effectiveState: 'REOPENED' });
    expect((await world.read(other)).state).toBe('REOPENED');
  });

  it('takes its own children along', async () => {
    const [grandchild, child, parent] = [await world.report(), await world.report(), await world.report()];
    await merge(grandchild, child);
    await merge(child, parent);
    expect((await world.read(grandchild)).effectiveState).toBe('REPORTED');
    await world.bring(parent, 'CLOSED');
    expect((await world.read(child)).state).toBe('CLOSED');
    expect((await world.read(grandchild)).state).toBe('CLOSED');
  });

  it('brings its incidents to its parent, so that none of them opens another order', async () => {
    const [child, parent] = [await world.report(), await world.report()];
    const { pool } = world.test.db;
    await pool.query('INSERT INTO work_order_incident (work_order_id, incident_id) VALUES ($1, $2)', [
      child,
      'inc_m',
    ]);
    await merge(child, parent);
    const live = async () =>
      (
        await pool.query(
          `SELECT work_order_id AS id FROM work_order_incident WHERE incident_id = 'inc_m' AND live`,
        )
      ).rows.map(({ id }: { id: string }) => id);
    expect(await live()).toEqual([parent]);
    await world.act(COMMUNITY, 'unmergeWorkOrder', { workOrderId: child, reason: '并错了' });
    expect(await live()).toEqual([child]);
  });

  it('is of the same matter and place; into itself, an ended or a merged order nothing is merged', async () => {
    const [a, b, c] = [await world.report(), await world.report(), await world.report()];
    const elsewhere = await world.act(OPERATIONS, 'reportMatter', {
      source: 'RESIDENT',
      matter: 'environment',
      title: '别处',
      gridCode: PLACE.otherGrid,
    });
    const other = await world.report({ matter: 'other' });
    expect((await merge(a, a)).code).toBe('BAD_USER_INPUT');
    expect((await merge(a, other)).code).toBe('BAD_USER_INPUT');
    const far = { workOrderId: a, intoId: elsewhere.order.id, reason: '同一处' };
    expect((await world.act(OPERATIONS, 'mergeWorkOrder', far)).code).toBe('BAD_USER_INPUT');
    // outside the scope it does not exist
    expect((await world.act(COMMUNITY, 'mergeWorkOrder', far)).code).toBe('NOT_FOUND');
    await merge(a, b);
    expect((await merge(c, a)).message).toContain('merge into its parent');
    expect((await merge(b, a)).code).toBe('BAD_USER_INPUT');
    await world.act(OPERATIONS, 'voidWorkOrder', { workOrderId: b, reason: '误报' });
    expect((await merge(c, b)).code).toBe('BAD_USER_INPUT');
    expect((await merge(c, a, { expectedVersion: 99 })).code).toBe('CONFLICT');
    expect((await world.act(WORKER, 'mergeWorkOrder', { workOrderId: c, intoId: a, reason: 'x' })).code).toBe(
      'FORBIDDEN',
    );
  });
});

describe('at once', () => {
  it('two merges that cross make one parent and one child, never a ring', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await world.report(), await world.report()];
      const answers = await Promise.all([merge(a, b), merge(b, a)]);
      expect(answers.filter(({ code }) => code === null)).toHaveLength(1);
      const states = [(await world.read(a)).state, (await world.read(b)).state].toSorted();
      expect(states).toEqual(['MERGED', 'REPORTED']);
    }
  });

  it('a merge while its parent is closed either joins it and is closed, or is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [child, parent] = [await world.report(), await world.report()];
      await world.bring(parent, 'CHECKING');
      const [merged] = await Promise.all([
        merge(child, parent),
        world.act(COMMUNITY, 'closeWorkOrder', { workOrderId: parent }),
      ]);
      expect((await world.read(parent)).state).toBe('CLOSED');
      expect((await world.read(child)).state).toBe(merged.code === null ? 'CLOSED' : 'REPORTED');
    }
  });

  it('merging and undoing, by several people, leaves a history without gaps that tells the row', async () => {
    const ids = [await world.report(), await world.report(), await world.report()];
    await Promise.all(
      ids.flatMap((child, n) =>
        ids
          .filter((_, m) => m !== n)
          .flatMap((parent) => [
            merge(child, parent),
            world.act(COMMUNITY, 'unmergeWorkOrder', { workOrderId: child, reason: '重来' }),
          ]),
      ),
    );
    for (const id of ids) {
      const { version, history, state } = await world.read(id);
      expect(history.map((event: { version: number }) => event.version)).toEqual(
        Array.from({ length: version }, (_, n) => n + 1),
      );
      expect(history.at(-1).toState).toBe(state);
      // nothing is true of an order but what its history tells
      const events = await eventsOfOrders(world.test.db.pool, [id]);
      const [row] = await ordersById(world.test.db.pool, [id]);
      expect(row === undefined ? null : orderStateOf(row)).toEqual(project(events));
    }
    const { rowCount } = await world.test.db.pool.query(
      `SELECT FROM order_merge m JOIN work_order w ON w.id = m.child_id
       WHERE m.child_id = ANY($1::text[]) AND m.ended_at IS NULL AND w.merged_into IS DISTINCT FROM m.parent_id`,
      [ids],
    );
    expect(rowCount).toBe(0);
  });
});
