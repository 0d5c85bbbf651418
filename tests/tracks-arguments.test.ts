import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, PLACE, principal } from './support/governance.ts';
import { COMMUNITY, OPERATIONS, type TrackWorld, trackWorld, WORKER } from './support/tracks.ts';

let world: TrackWorld;
/** Text that a client may send and Postgres cannot store. */
const NUL = 'a\u0000b';

beforeAll(async () => {
  world = await trackWorld();
});
afterAll(async () => {
  await world.close();
});

describe('an id that no row can have', () => {
  let workOrderId = '';
  beforeAll(async () => {
    workOrderId = await world.report();
    await world.bring(workOrderId, 'ACCEPTED');
  });

  it.each([
    ['mergeWorkOrder', { workOrderId: NUL, reason: '重复' }, 'NOT_FOUND'],
    ['unmergeWorkOrder', { workOrderId: NUL, reason: '重复' }, 'NOT_FOUND'],
    ['addHelpers', { helpers: [{ partyId: NUL }] }, 'NOT_FOUND'],
    ['addHelpers', { helpers: [{ personId: NUL }] }, 'NOT_FOUND'],
    [
      'blowWhistle',
      { subject: '积水', departments: [{ partyId: NUL }, { partyId: 'pt-other' }] },
      'NOT_FOUND',
    ],
    ['openSupervision', { by: 'GROUP', reason: '督办', partyId: NUL }, 'NOT_FOUND'],
  ])('is not found: %s', async (mutation, input, expected) => {
    const intoId = mutation === 'mergeWorkOrder' ? { intoId: workOrderId } : {};
    expect((await world.act(OPERATIONS, mutation, { workOrderId, ...intoId, ...input })).code).toBe(expected);
  });

  it.each([
    [
      'query ($code: ID) { governanceDocuments(filter: { code: $code }) { nodes { id } } }',
      'governanceDocuments',
    ],
    ['query ($code: String) { serviceOffers(matter: $code) { nodes { id } } }', 'serviceOffers'],
  ])('finds nothing: %s', async (query, field) => {
    const { data, codes } = await ask(world.orders, OPERATIONS, query, { code: NUL });
    expect([codes, data[field].nodes]).toEqual([[], []]);
  });
});

it('an organisation that has ended neither helps nor supervises', async () => {
  await world.test.db.pool.query(
    `INSERT INTO party (id, kind, name, ended_at) VALUES ('pt-gone', 'DEPARTMENT', '已撤销', now())`,
  );
  const workOrderId = await world.report();
  const helpers = [{ partyId: 'pt-gone' }];
  expect((await world.act(OPERATIONS, 'addHelpers', { workOrderId, helpers })).code).toBe('NOT_FOUND');
  const watch = { workOrderId, by: 'GROUP', reason: '督办', partyId: 'pt-gone' };
  expect((await world.act(OPERATIONS, 'openSupervision', watch)).code).toBe('NOT_FOUND');
});

describe('whoever sees one grid', () => {
  const neighbour = principal('community', [PLACE.otherCommunity], 'c-other');
  const inGrid = principal('community', [PLACE.microGrid], 'c-micro');

  it('does not decide on orders of another as duplicates, nor learns that they exist', async () => {
    const told = await world.act(OPERATIONS, 'reportMatter', {
      ...{ source: 'PATROL', matter: 'environment', title: '楼道堆物', gridCode: PLACE.otherGrid },
    });
    const [own, foreign] = [told.order.id, await world.report()];
    for (const others of [{ different: [foreign] }, { same: [foreign] }, { different: ['wo_nobody'] }]) {
      const { code } = await world.act(neighbour, 'decideDuplicates', { workOrderId: own, ...others });
      expect(code).toBe('NOT_FOUND');
    }
    const { rowCount } = await world.test.db.pool.query(
      'SELECT FROM order_duplicate_check WHERE other_id = $1',
      [foreign],
    );
    expect(rowCount).toBe(0);
  });

  it('does not undo a merge into an order that lies above it', async () => {
    const [child, parent] = [await world.report(), await world.report({ gridCode: PLACE.community })];
    const merged = await world.act(COMMUNITY, 'mergeWorkOrder', {
      workOrderId: child,
      intoId: parent,
      reason: '同一处',
    });
    expect(merged.code).toBeNull();
    const before = await world.read(parent);
    const undone = { workOrderId: child, reason: '不是' };
    expect((await world.act(inGrid, 'unmergeWorkOrder', undone)).code).toBe('NOT_FOUND');
    expect((await world.read(parent)).version).toBe(before.version);
    expect((await world.act(COMMUNITY, 'unmergeWorkOrder', undone)).code).toBeNull();
  });
});

it.each(['INCIDENT', 'RECURRING_DUTY'])(
  'nobody reports a matter as %s: the hub opens those',
  async (source) => {
    const input = { source, matter: 'environment', title: '楼道堆物', gridCode: PLACE.grid };
    expect((await world.act(WORKER, 'reportMatter', input)).code).toBe('BAD_USER_INPUT');
  },
);

it('what many orders still lack is read at once, not order by order', async () => {
  const sent: string[] = [];
  for (let n = 0; n < 4; n += 1) await world.report();
  const read = async (first: number) => {
    sent.length = 0;
    const stop = world.test.db.onQuery((_, text) => sent.push(text));
    const query = `{ workOrders(first: ${first}) { nodes { id evidenceMissing { ref } duplicateCandidates { verdict } } } }`;
    const { codes } = await ask(world.orders, OPERATIONS, query);
    stop();
    expect(codes).toEqual([]);
    return sent.filter((text) => text.includes("action = 'REOPEN'")).length;
  };
  expect(await read(5)).toBe(1);
});

it('a whole case number is found by itself, in capitals or not, and a part of one still finds', async () => {
  const { caseNumber, id } = await world.read(await world.report());
  const find = async (search: string) => {
    const query =
      'query ($search: String) { workOrders(filter: { search: $search }, first: 500) { nodes { id } } }';
    const { data } = await ask(world.orders, OPERATIONS, query, { search });
    return data.workOrders.nodes.map((node: { id: string }) => node.id);
  };
  expect(await find(caseNumber.toLowerCase())).toEqual([id]);
  expect(await find(caseNumber.slice(0, -1))).toContain(id);
  expect(await find(`${caseNumber}0`)).toEqual([]);
  expect(await find(caseNumber.slice(0, 2).toLowerCase())).toContain(id);
  expect(await find(caseNumber.slice(-2))).toEqual([]);
});
