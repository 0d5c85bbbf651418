import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../core/permissions.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { createGrids } from '../subgraphs/grids/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';

// Who may give a post, a substitution or a shift to whom: with it come the person's phone and leave.

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;
let grids: Subgraph;
const HERE = principal('community', [PLACE.community]);
const ELSEWHERE = principal('community', [PLACE.otherCommunity]);
const COUNTY = principal('community', [PLACE.county]);
const SITE = principal('community');

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  deps = governanceDeps(test.db);
  grids = createGrids(deps);
  await test.db.pool.query(
    `INSERT INTO person (id, title, phone, grid_code) VALUES
       ('p-free', '前网格员', '13900000001', NULL), ('p-above', '前街道值班员', '13900000002', NULL),
       ('p-busy', '飞泉现任', '13900000003', '${PLACE.community}'), ('p-none', '无记录', '13900000004', NULL);
     INSERT INTO post (id, role, grid_code, person_id, valid_from, valid_to) VALUES
       ('po-free', 'GRID_WORKER', '${PLACE.grid}', 'p-free', '2020-01-01', '2021-01-01'),
       ('po-above', 'COMMUNITY_DUTY', '${PLACE.subdistrict}', 'p-above', '2020-01-01', '2021-01-01'),
       ('po-was', 'GRID_WORKER', '${PLACE.grid}', 'p-busy', '2020-01-01', '2021-01-01'),
       ('po-busy', 'GRID_WORKER', '${PLACE.otherGrid}', 'p-busy', '2021-01-01', NULL);
     INSERT INTO absence (id, person_id, starts_at, ends_at, reason)
       VALUES ('ab-worker', '${PEOPLE.worker.id}', '2026-01-01', '2036-01-01', '手术');
     INSERT INTO post_substitute (id, post_id, person_id, starts_at, ends_at)
       VALUES ('su-here', 'post-p-desk', '${PEOPLE.head.id}', '2026-01-01', '2036-01-01');
     INSERT INTO roster (id, grid_code, role, name, pattern, valid_from) VALUES ('ro-here', '${PLACE.grid}', 'GRID_WORKER',
       '值守', '{"kind":"WEEKLY","shifts":[{"name":"白班","from":"08:00","to":"18:00","members":["p-head"]}]}', '2020-01-01');
     INSERT INTO roster_change (id, roster_id, kind, day, by_id) VALUES ('sc-here', 'ro-here', 'OFF', '2027-01-01', NULL)`,
  );
});
afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

async function tell(who: Principal, name: string, input: Record<string, unknown>, select: string) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${select} } }`;
  return ask(grids, who, query, { input });
}
/** What appointing somebody at a grid answers, with the phone that it would give away. */
async function appoint(who: Principal, personId: string, gridCode: string) {
  const input = { role: 'GRID_WORKER', gridCode, personId };
  return tell(who, 'createPost', input, 'post { id person { phone } }');
}

describe('somebody whose posts have all ended', () => {
  it.each(['p-free', 'p-above', 'p-none'])(
    'is as unknown as nobody to a manager of grids where they never were: %s',
    async (id) => {
      const told = await appoint(ELSEWHERE, id, PLACE.otherGrid);
      const nobody = await appoint(ELSEWHERE, 'p-xxxx', PLACE.otherGrid);
      expect(told.codes).toEqual(['NOT_FOUND']);
      expect(told.messages).toEqual(nobody.messages.map((text) => text.replace('p-xxxx', id)));
      const stand = { postId: 'post-p-other', personId: id };
      const span = { startsAt: '2026-01-01T00:00:00Z', endsAt: '2036-01-01T00:00:00Z' };
      expect(
        (await tell(ELSEWHERE, 'addSubstitute', { ...stand, ...span }, 'substitute { id }')).codes,
      ).toEqual(['NOT_FOUND']);
    },
  );

  it('is appointed again where they served, by who is above both places, and by nobody through a post above', async () => {
    expect((await appoint(HERE, 'p-above', PLACE.grid)).codes).toEqual(['NOT_FOUND']);
    expect((await appoint(HERE, 'p-free', PLACE.grid)).data.createPost.post.person.phone).toBe('13900000001');
    expect((await appoint(COUNTY, 'p-above', PLACE.otherGrid)).codes).toEqual([]);
    expect((await appoint(SITE, 'p-none', PLACE.otherGrid)).codes).toEqual([]);
  });

  it('is not taken back by who let them go while they serve elsewhere', async () => {
    expect((await appoint(HERE, 'p-busy', PLACE.grid)).codes).toEqual(['NOT_FOUND']);
    expect((await appoint(COUNTY, 'p-busy', PLACE.grid)).codes).toEqual([]);
  });
});

describe('somebody who was entered and has no post yet', () => {
  it('is appointed by those whose grids they were entered for, and by nobody else who knows the id', async () => {
    const fresh = { id: 'p-new', title: '新网格员', phone: '13900000009', gridCode: PLACE.community };
    const entered = await tell(HERE, 'createPerson', fresh, 'person { id phone }');
    expect(entered.data.createPerson.person).toEqual({ id: 'p-new', phone: '13900000009' });
    expect((await appoint(ELSEWHERE, 'p-new', PLACE.otherGrid)).codes).toEqual(['NOT_FOUND']);
    const person = 'query ($id: ID!) { person(id: $id) { title phone } }';
    expect((await ask(grids, ELSEWHERE, person, { id: 'p-new' })).data.person).toBeNull();
    expect((await appoint(HERE, 'p-new', PLACE.grid)).codes).toEqual([]);
  });
});

describe('an id of another grid in a change', () => {
  const ROWS: [string, string, string, string, string, Principal][] = [
    ['endAbsence', 'absenceId', 'ab-worker', 'absence { id }', 'NOT_FOUND', ELSEWHERE],
    ['revealAbsenceReason', 'absenceId', 'ab-worker', 'reason', 'NOT_FOUND', ELSEWHERE],
    ['endSubstitute', 'substituteId', 'su-here', 'substitute { id }', 'NOT_FOUND', ELSEWHERE],
    ['undoShiftChange', 'changeId', 'sc-here', 'roster { id }', 'NOT_FOUND', ELSEWHERE],
    ['endPost', 'postId', 'post-p-worker', 'post { id }', 'NOT_FOUND', ELSEWHERE],
    ['updatePost', 'postId', 'post-p-worker', 'post { id }', 'NOT_FOUND', ELSEWHERE],
    ['endParty', 'partyId', 'pt-property', 'party { id }', 'NOT_FOUND', ELSEWHERE],
    // who may end nobody's leave but their own learns of no other's
    [
      'endAbsence',
      'absenceId',
      'ab-worker',
      'absence { id }',
      'FORBIDDEN',
      principal('viewer', [PLACE.otherGrid]),
    ],
    [
      'endAbsence',
      'absenceId',
      'ab-worker',
      'absence { id }',
      'FORBIDDEN',
      principal('viewer', [PLACE.community]),
    ],
  ];
  it.each(ROWS)(
    '%s answers of it as of one that there is not: %s %s',
    async (name, field, id, select, code, who) => {
      const told = await tell(who, name, { [field]: id }, select);
      const nobody = await tell(who, name, { [field]: 'x-nobody' }, select);
      expect(told.codes).toEqual([code]);
      expect(told.messages).toEqual(nobody.messages.map((text) => text.replace('x-nobody', id)));
    },
  );

  it('is found by who has it in their grids', async () => {
    const reveal = await tell(HERE, 'revealAbsenceReason', { absenceId: 'ab-worker' }, 'reason');
    expect(reveal.data.revealAbsenceReason.reason).toBe('手术');
    expect(
      (await tell(HERE, 'endSubstitute', { substituteId: 'su-here' }, 'substitute { id }')).codes,
    ).toEqual([]);
    expect((await tell(HERE, 'undoShiftChange', { changeId: 'sc-here' }, 'roster { id }')).codes).toEqual([]);
  });
});

describe('a team', () => {
  it('is not asked of a community that is retired', async () => {
    const query = '{ teamChecks { gridCode } }';
    const before = (await ask(grids, COUNTY, query)).data.teamChecks;
    expect(before).toEqual([{ gridCode: PLACE.community }, { gridCode: PLACE.otherCommunity }]);
    await test.db.pool.query(`UPDATE grid SET status = 'RETIRED', valid_to = now() WHERE code = $1`, [
      PLACE.otherCommunity,
    ]);
    expect((await ask(grids, COUNTY, query)).data.teamChecks).toEqual([{ gridCode: PLACE.community }]);
  });
});
