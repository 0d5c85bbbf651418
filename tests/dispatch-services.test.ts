import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Subgraph } from '../runtime/subgraph.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;
let orders: Subgraph;
const COMMUNITY = principal('community', [PLACE.community]);
const OPERATIONS = principal('operations');

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  deps = governanceDeps(test.db);
  orders = createWorkorders(deps);
});
afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

async function offer(input: Record<string, unknown>, who = COMMUNITY) {
  const query = `mutation ($input: OfferServiceInput!) { offerService(input: $input) { serviceOffer { id matters capacity } } }`;
  const { data, codes } = await ask(orders, who, query, { input });
  return { id: data?.offerService?.serviceOffer.id, codes };
}

async function order(
  id: string,
  matter: string,
  gridCode: string,
  state = 'FILED',
  assigneeId: string | null = null,
) {
  await test.db.pool.query(
    `INSERT INTO work_order (id, case_number, profile, state, source, matter, title, severity, grid_code, assignee_id,
       dispatch_explanation, created_at, updated_at)
     VALUES ($1, $1, 'standard', $2, 'RESIDENT', $3, $1, 1, $4, $5, '', now(), now())`,
    [id, state, matter, gridCode, assigneeId],
  );
}

describe('the demand list and the service list 需求清单 / 服务清单 (LC-22, LC-23, HD-04)', () => {
  const ids: Record<string, string> = {};

  it('services are offered by an organisation or a person in one’s own grids, and audited', async () => {
    const base = { title: '上门修水管', matters: ['water-leak'] };
    ids.near = (await offer({ ...base, gridCode: PLACE.grid, personId: PEOPLE.head.id, capacity: 1 })).id;
    ids.wide = (await offer({ ...base, partyId: 'pt-property', gridCode: PLACE.community })).id;
    ids.other = (
      await offer({ title: '保洁', matters: ['environment'], gridCode: PLACE.grid, partyId: 'pt-property' })
    ).id;
    expect(Object.values(ids).every((id) => id.startsWith('sv_'))).toBe(true);
    expect((await offer({ ...base, partyId: 'pt-emergency' })).codes).toEqual(['OUT_OF_SCOPE']);
    expect((await offer({ ...base, gridCode: PLACE.grid })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await offer({ ...base, gridCode: PLACE.grid, partyId: 'nobody' })).codes).toEqual(['NOT_FOUND']);
    expect(
      (await offer({ ...base, gridCode: PLACE.grid, partyId: 'pt-property', matters: ['nothing'] })).codes,
    ).toEqual(['BAD_USER_INPUT']);
    expect(
      (await offer({ ...base, gridCode: PLACE.grid, partyId: 'pt-property' }, principal('viewer'))).codes,
    ).toEqual(['FORBIDDEN']);
    const { rows } = await test.db.pool.query(
      "SELECT count(*)::int AS count FROM audit_log WHERE action = 'offerService'",
    );
    expect(rows).toEqual([{ count: 3 }]);
  });

  it('an order finds the services for its matter: whoever has room first, then the nearest', async () => {
    await order('wo_leak', 'water-leak', PLACE.microGrid);
    const find = async () => {
      const { data, codes } = await ask(
        orders,
        OPERATIONS,
        '{ workOrder(id: "wo_leak") { matchingServices { id liveOrders party { id } person { id } } } }',
      );
      expect(codes).toEqual([]);
      return data.workOrder.matchingServices;
    };
    expect(await find()).toEqual([
      { id: ids.near, liveOrders: 0, party: null, person: { id: PEOPLE.head.id } },
      { id: ids.wide, liveOrders: 0, party: { id: 'pt-property' }, person: null },
    ]);
    await order('wo_busy', 'other', PLACE.grid, 'IN_PROGRESS', PEOPLE.head.id);
    expect((await find()).map(({ id }: { id: string }) => id)).toEqual([ids.wide, ids.near]);
  });

  it('a service finds the orders that can be claimed, those in the asker’s grids alone', async () => {
    await order('wo_far', 'water-leak', PLACE.otherGrid);
    await order('wo_done', 'water-leak', PLACE.grid, 'IN_PROGRESS', PEOPLE.worker.id);
    const find = async (who: typeof OPERATIONS) => {
      const { data } = await ask(
        orders,
        who,
        '{ serviceOffers(matter: "water-leak") { totalCount nodes { id matchingOrders { id } } } }',
      );
      return data.serviceOffers;
    };
    const found = await find(OPERATIONS);
    expect(found.totalCount).toBe(2);
    for (const { matchingOrders } of found.nodes) expect(matchingOrders).toEqual([{ id: 'wo_leak' }]);
    expect((await find(principal('community', [PLACE.otherCommunity]))).nodes).toEqual([]);
  });

  it('an ended one is offered no more', async () => {
    const end = `mutation { endServiceOffer(input: { serviceOfferId: "${ids.near}" }) { serviceOffer { endedAt } } }`;
    expect((await ask(orders, principal('community', [PLACE.otherCommunity]), end)).codes).toEqual([
      'NOT_FOUND',
    ]);
    expect((await ask(orders, COMMUNITY, end)).data.endServiceOffer.serviceOffer.endedAt).not.toBeNull();
    const { data } = await ask(
      orders,
      COMMUNITY,
      `{ serviceOffers(gridCode: "${PLACE.grid}") { nodes { id } } }`,
    );
    expect(data.serviceOffers.nodes.map(({ id }: { id: string }) => id).sort()).toEqual(
      [ids.wide, ids.other].sort(),
    );
  });
});
