import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PUBLIC_STEPS } from '../core/residents-stages.ts';
import { encodeCursor } from '../runtime/connection.ts';
import { eventsOfOrders } from '../subgraphs/workorders/reads.ts';
import { ask } from './support/governance.ts';
import { type TrackWorld, trackWorld, WORKER } from './support/tracks.ts';

let world: TrackWorld;

beforeAll(async () => {
  world = await trackWorld();
});

afterAll(() => world.close());

describe('the history of an order', () => {
  const PAGE = `query ($id: ID!, $first: Int, $after: String, $newestFirst: Boolean) { workOrder(id: $id) { version
    events(first: $first, after: $after, newestFirst: $newestFirst) {
      totalCount nodes { version action } edges { cursor node { version } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;
  const page = async (id: string, args: Record<string, unknown>) => {
    const { data, messages } = await ask(world.orders, WORKER, PAGE, { id, ...args });
    expect(messages).toEqual([]);
    return data.workOrder.events;
  };
  const versions = ({ nodes }: { nodes: { version: number }[] }) => nodes.map(({ version }) => version);
  const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

  it('comes by pages from either end, each step once', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'CHECKING');
    const { version } = await world.read(workOrderId);
    for (const newestFirst of [false, true]) {
      const found: number[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const part = await page(workOrderId, { first: 3, after, newestFirst });
        expect(part.totalCount).toBe(version);
        expect(part.edges.map(({ node }: { node: { version: number } }) => node.version)).toEqual(
          versions(part),
        );
        expect(part.pageInfo).toMatchObject({
          hasPreviousPage: after !== null,
          startCursor: part.edges[0].cursor,
          endCursor: part.edges.at(-1).cursor,
        });
        found.push(...versions(part));
        after = part.pageInfo.endCursor;
        more = part.pageInfo.hasNextPage;
      }
      expect(found).toEqual(newestFirst ? span(1, version).toReversed() : span(1, version));
    }
    for (const [args, code] of [
      [{ after: 'x' }, 'BAD_CURSOR'],
      [{ after: encodeCursor([2 ** 31]) }, 'BAD_CURSOR'],
      [{ after: encodeCursor(['-1']) }, 'BAD_CURSOR'],
      [{ first: 501 }, 'BAD_USER_INPUT'],
      [{ first: 0 }, 'BAD_USER_INPUT'],
    ] as const) {
      expect((await ask(world.orders, WORKER, PAGE, { id: workOrderId, ...args })).codes).toEqual([code]);
    }
  });

  it('is bounded however long it is: the plain list holds the newest 500 steps, oldest first', async () => {
    const workOrderId = await world.report();
    const { pool } = world.test.db;
    const { rows } = await pool.query('SELECT version FROM work_order WHERE id = $1', [workOrderId]);
    const last = Number(rows[0]?.version);
    await pool.query(
      `INSERT INTO work_order_event (work_order_id, version, action, from_state, to_state, actor, at, clocks, changes)
       SELECT $1, $2 + n, 'REMIND', 'REPORTED', 'REPORTED', 'test', now(), '[]',
         jsonb_build_object('before', '{}'::jsonb, 'after', jsonb_build_object('version', $2 + n))
       FROM generate_series(1, 1200) n`,
      [workOrderId, last],
    );
    await pool.query('UPDATE work_order SET version = version + 1200 WHERE id = $1', [workOrderId]);
    const query = `{ workOrder(id: "${workOrderId}") { history { version } } }`;
    const { data } = await ask(world.orders, WORKER, query);
    expect(versions({ nodes: data.workOrder.history })).toEqual(span(last + 701, last + 1200));
    const newest = await page(workOrderId, { first: 2, newestFirst: true });
    expect([versions(newest), newest.totalCount]).toEqual([[last + 1200, last + 1199], last + 1200]);
    expect(versions(await page(workOrderId, { first: 500 }))).toEqual(span(1, 500));
    // who reported it hears of its own steps alone, and no more is read for them
    const told = await eventsOfOrders(pool, [workOrderId], [...PUBLIC_STEPS.keys()]);
    expect(told.length).toBeLessThanOrEqual(last);
    expect(told[0]).toMatchObject({ version: 1, action: 'OPEN' });
  });
});
