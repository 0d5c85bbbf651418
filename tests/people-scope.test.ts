import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../core/permissions.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { createGrids } from '../subgraphs/grids/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;
let grids: Subgraph;
const ELSEWHERE = principal('community', [PLACE.otherCommunity]);
const COUNTY = principal('community', [PLACE.county]);

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  deps = governanceDeps(test.db);
  grids = createGrids(deps);
});
afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

async function codes(who: Principal, name: string, input: Record<string, unknown>, select: string) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${select} } }`;
  return (await ask(grids, who, query, { input })).codes;
}

const SPAN = { startsAt: '2026-01-01T00:00:00Z', endsAt: '2036-01-01T00:00:00Z' };

describe('people of other grids', () => {
  it('are given no post and no substitution by who has no say over them: phone, leave and duty come with it', async () => {
    const post = { role: 'GRID_WORKER', gridCode: PLACE.otherGrid, personId: PEOPLE.worker.id };
    expect(await codes(ELSEWHERE, 'createPost', post, 'post { id }')).toEqual(['NOT_FOUND']);
    const substitute = { postId: 'post-p-other', personId: PEOPLE.worker.id, ...SPAN };
    expect(await codes(ELSEWHERE, 'addSubstitute', substitute, 'substitute { id }')).toEqual(['NOT_FOUND']);
    // who answers for both may
    expect(await codes(COUNTY, 'createPost', post, 'post { id }')).toEqual([]);
    // a person who is new has no post yet
    const fresh = { id: 'p-fresh', title: '新网格员', gridCode: PLACE.otherGrid };
    expect(await codes(ELSEWHERE, 'createPerson', fresh, 'person { id }')).toEqual([]);
    expect(await codes(ELSEWHERE, 'createPost', { ...post, personId: 'p-fresh' }, 'post { id }')).toEqual([]);
  });

  it('hold no post for an organisation of elsewhere', async () => {
    const post = { role: 'GRID_WORKER', gridCode: PLACE.otherGrid, personId: PEOPLE.otherWorker.id };
    const input = { ...post, partyId: 'pt-property' };
    expect(await codes(ELSEWHERE, 'createPost', input, 'post { id }')).toEqual(['NOT_FOUND']);
    const odd = { id: 'p-odd', title: '某', gridCode: PLACE.otherGrid, partyId: 'a\0b' };
    expect(await codes(ELSEWHERE, 'createPerson', odd, 'person { id }')).toEqual(['NOT_FOUND']);
  });

  it('are put on leave by nobody whose grids they have left', async () => {
    await test.db.pool.query(
      `INSERT INTO post (id, role, grid_code, person_id, valid_from, valid_to)
       VALUES ('post-past', 'GRID_WORKER', $1, $2, '2020-01-01', '2021-01-01')`,
      [PLACE.otherGrid, PEOPLE.head.id],
    );
    const leave = { personId: PEOPLE.head.id, reason: '事假', ...SPAN };
    expect(await codes(ELSEWHERE, 'recordAbsence', leave, 'absence { id }')).toEqual(['NOT_FOUND']);
    expect(await codes(COUNTY, 'recordAbsence', leave, 'absence { id }')).toEqual([]);
  });
});

describe('a roster', () => {
  const weekly = (...members: string[]) => ({
    kind: 'WEEKLY',
    shifts: [{ name: '白班', from: '08:00', to: '18:00', members }],
  });
  const base = { role: 'GRID_WORKER', gridCode: PLACE.otherGrid, name: '飞泉值守' };
  const INPUT = 'mutation ($input: CreateRosterInput!) { createRoster(input: $input) { roster { id } } }';
  const SWAP = 'mutation ($input: SwapShiftsInput!) { swapShifts(input: $input) { roster { id } } }';
  const BAD = ['BAD_USER_INPUT'];

  it('takes nobody of other grids, no more than somebody who is nobody', async () => {
    for (const stranger of [PEOPLE.property.id, 'nobody', 'a\0b']) {
      const pattern = weekly(PEOPLE.otherWorker.id, stranger);
      expect(await codes(ELSEWHERE, 'createRoster', { ...base, pattern }, 'roster { id }')).toEqual(BAD);
    }
    const input = { ...base, pattern: weekly(PEOPLE.otherWorker.id) };
    const made = await ask(grids, ELSEWHERE, INPUT, { input });
    expect(made.messages).toEqual([]);
    const rosterId = made.data.createRoster.roster.id;
    const change = { rosterId, pattern: weekly(PEOPLE.otherWorker.id, PEOPLE.property.id) };
    expect(await codes(ELSEWHERE, 'changeRoster', change, 'roster { id }')).toEqual(BAD);
    const extra = { rosterId, kind: 'EXTRA', day: '2027-03-01', byId: PEOPLE.property.id };
    const hours = { startsAt: '2027-03-01T00:00:00Z', endsAt: '2027-03-01T08:00:00Z' };
    expect(await codes(ELSEWHERE, 'changeShift', { ...extra, ...hours }, 'roster { id }')).toEqual(BAD);
    const replaced = { rosterId, kind: 'REPLACE', day: '2027-03-01', byId: PEOPLE.otherWorker.id };
    const by = { ...replaced, personId: PEOPLE.property.id };
    expect(await codes(ELSEWHERE, 'changeShift', by, 'roster { id }')).toEqual(BAD);
    // nor does a swap tell who is somebody elsewhere
    const told = await Promise.all(
      [PEOPLE.property.id, 'nobody'].map(async (personId) => {
        const second = { day: '2027-03-02', personId: PEOPLE.otherWorker.id };
        const swap = { rosterId, first: { day: '2027-03-01', personId }, second };
        return (await ask(grids, ELSEWHERE, SWAP, { input: swap })).messages;
      }),
    );
    expect(told[0]).toEqual(told[1]);
    // who answers for both may
    expect(await codes(COUNTY, 'changeRoster', change, 'roster { id }')).toEqual([]);
    // and who is on it stays, whatever else is changed
    expect(await codes(ELSEWHERE, 'changeRoster', { rosterId, name: '值守' }, 'roster { id }')).toEqual([]);
    expect(await codes(ELSEWHERE, 'changeShift', by, 'roster { id }')).toEqual([]);
  });
});

describe('who has left a grid', () => {
  const PERSON = `query ($id: ID!) { person(id: $id) {
    id title phone party { id } absences { id } posts(at: "2020-06-01T00:00:00Z") { id } } }`;
  const seen = async (who: Principal, id: string) => (await ask(grids, who, PERSON, { id })).data.person;

  beforeAll(async () => {
    await test.db.pool.query(
      `INSERT INTO person (id, title, phone, party_id) VALUES ('p-left', '前网格员', '13900000000', 'pt-emergency');
       INSERT INTO post (id, role, grid_code, person_id, valid_from, valid_to) VALUES
         ('post-left', 'GRID_WORKER', '${PLACE.otherGrid}', 'p-left', '2020-01-01', '2021-01-01'),
         ('post-new', 'GRID_WORKER', '${PLACE.grid}', 'p-left', '2021-01-01', NULL);
       INSERT INTO absence (id, person_id, starts_at, ends_at, reason)
       VALUES ('ab-left', 'p-left', '2026-01-01', '2036-01-01', '事假')`,
    );
  });

  it('is named in its history, and reached by it no more', async () => {
    expect(await seen(ELSEWHERE, 'p-left')).toEqual({
      ...{ id: 'p-left', title: '前网格员', phone: null, party: null, absences: [] },
      posts: [{ id: 'post-left' }],
    });
    // where they are now, by themselves, and by who sees the whole site
    const own = { phone: '13900000000', party: { id: 'pt-emergency' }, absences: [{ id: 'ab-left' }] };
    expect(await seen(principal('community', [PLACE.community]), 'p-left')).toMatchObject(own);
    expect(await seen(principal('operations'), 'p-left')).toMatchObject(own);
    const self = principal('gridWorker', [PLACE.otherGrid], 'p-left');
    expect(await seen(self, 'p-left')).toMatchObject({ ...own, phone: '139****0000' });
  });

  it('tells by the duty of then neither their work nor their organisation of now', async () => {
    const query = `query ($code: ID!) { grid(code: $code) {
      duty(at: "2020-06-01T00:00:00Z") { person { id } party { id } liveOrders }
      dutyAnswer(at: "2020-06-01T00:00:00Z") {
        explanationZh explanationEn post { party { id } } equals { person { id } liveOrders lastGivenAt } } } }`;
    const asked = async (who: Principal) =>
      (await ask(grids, who, query, { code: PLACE.otherGrid })).data.grid;
    const before = await asked(ELSEWHERE);
    expect(before.duty).toEqual([{ person: { id: 'p-left' }, party: null, liveOrders: 0 }]);
    await test.db.pool.query(
      `INSERT INTO work_order (id, case_number, profile, profile_version, state, source, matter, title, severity,
         grid_code, assignee_id, dispatch_explanation, created_at, updated_at)
       VALUES ('wo-left', 'C-left', 'standard', 1, 'DISPATCHED', 'PATROL', 'noise', '噪声', 1, $1, 'p-left', '', now(), now());`,
      [PLACE.grid],
    );
    await test.db.pool.query(
      `INSERT INTO work_order_event (work_order_id, version, action, to_state, actor, detail, at)
       VALUES ('wo-left', 1, 'DISPATCH', 'DISPATCHED', 'a', '{"personId": "p-left"}', now())`,
    );
    expect(await asked(ELSEWHERE)).toEqual(before);
    expect(JSON.stringify(before)).not.toContain('pt-emergency');
    expect((await asked(COUNTY)).dutyAnswer.equals).toContainEqual({
      ...{ person: { id: 'p-left' }, liveOrders: 1, lastGivenAt: expect.any(String) },
    });
  });

  it('is reached while they stand in there, and not after', async () => {
    const standIn = (from: string, to: string) =>
      test.db.pool.query(
        `INSERT INTO post_substitute (id, post_id, person_id, starts_at, ends_at)
         VALUES ('su-left', 'post-p-other', 'p-left', $1, $2)
         ON CONFLICT (id) DO UPDATE SET starts_at = excluded.starts_at, ends_at = excluded.ends_at`,
        [from, to],
      );
    await standIn('2026-01-01', '2036-01-01');
    expect(await seen(ELSEWHERE, 'p-left')).toMatchObject({
      phone: '13900000000',
      absences: [{ id: 'ab-left' }],
    });
    await standIn('2022-01-01', '2022-02-01');
    expect(await seen(ELSEWHERE, 'p-left')).toMatchObject({ title: '前网格员', phone: null, absences: [] });
  });

  it('was nobody to grids that they never served', async () => {
    expect(await seen(ELSEWHERE, PEOPLE.property.id)).toBeNull();
  });
});

describe('an identity number', () => {
  it('is not kept as a phone either', async () => {
    const phone = '510101199001011234';
    const household = { id: 'h-1', gridCode: PLACE.grid, phone };
    expect(await codes(COUNTY, 'saveHousehold', household, 'household { id }')).toEqual(['BAD_USER_INPUT']);
    const person = { id: 'k-1', gridCode: PLACE.grid, category: 'ELDERLY_ALONE', name: '某', phone };
    expect(await codes(COUNTY, 'saveKeyPerson', person, 'keyPerson { id }')).toEqual(['BAD_USER_INPUT']);
    const talent = {
      id: 't-1',
      gridCode: PLACE.grid,
      name: '某',
      fields: ['LAW'],
      contactConsent: true,
      phone,
    };
    expect(await codes(COUNTY, 'saveTalent', talent, 'talent { id }')).toEqual(['BAD_USER_INPUT']);
  });

  it('leaves phones of every usual shape alone', async () => {
    for (const [at, phone] of ['13800000000', '028-88886666', '+86 138 0000 0000'].entries()) {
      const household = { id: `h-ok-${at}`, gridCode: PLACE.grid, phone };
      expect(await codes(COUNTY, 'saveHousehold', household, 'household { id }')).toEqual([]);
    }
  });
});

describe('an id that no row can have', () => {
  it('names no building', async () => {
    const household = { id: 'h-2', gridCode: PLACE.grid, buildingId: 'b\0' };
    expect(await codes(COUNTY, 'saveHousehold', household, 'household { id }')).toEqual(['BAD_USER_INPUT']);
  });
});
