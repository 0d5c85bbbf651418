import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Subgraph } from '../runtime/subgraph.ts';
import { createGrids } from '../subgraphs/grids/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;
let grids: Subgraph;
const COMMUNITY = principal('community', [PLACE.community]);
const ELSEWHERE = principal('community', [PLACE.otherCommunity]);
const VIEWER = principal('viewer');
const HOUR = 3_600_000;

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

/** A mutation with an input; the payload, or the codes of the errors. */
async function act(name: string, input: Record<string, unknown>, select: string, who = COMMUNITY) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${select} } }`;
  const { data, codes } = await ask(grids, who, query, { input });
  return { payload: data?.[name], codes };
}
async function did(name: string, input: Record<string, unknown>, select: string, who = COMMUNITY) {
  const { payload, codes } = await act(name, input, select, who);
  expect(codes).toEqual([]);
  return payload;
}
const audit = async (action: string) =>
  (
    await test.db.pool.query(
      'SELECT actor, object_id, grid_code, before, after FROM audit_log WHERE action = $1',
      [action],
    )
  ).rows;

async function answer(at: string | null = null, more = '') {
  const when = at === null ? '' : `at: "${at}"`;
  const args = [when, more].filter((text) => text !== '').join(', ');
  const { data, codes } = await ask(
    grids,
    COMMUNITY,
    `{ grid(code: "${PLACE.grid}") { dutyAnswer${args === '' ? '' : `(${args})`} { ladder ladderVersion person { id } post { id } step
       equals { person { id } liveOrders } skipped { kind role { code } postId reasonZh reasonEn } explanationZh explanationEn } } }`,
  );
  expect(codes).toEqual([]);
  return data.grid.dutyAnswer;
}

describe('posts and parties', () => {
  it('are made, limited and ended by who manages duty in those grids, each step audited (HY-04, HUA-05)', async () => {
    const { party } = await did(
      'createParty',
      { kind: 'BRANCH', name: '锦绣支部', gridCode: PLACE.grid },
      'party { id kindLabel { nameZh } }',
    );
    expect(party.kindLabel.nameZh).toBe('党支部');
    const { person } = await did(
      'createPerson',
      { title: '锦绣书记', phone: '13900000001', gridCode: PLACE.grid, partyId: party.id },
      'person { id phone }',
    );
    const post = (role: string) =>
      did(
        'createPost',
        { role, gridCode: PLACE.grid, personId: person.id, capacity: 3, duties: ['MEDIATION', 'CARE'] },
        'post { id capacity duties { code nameZh } party { id } }',
      );
    const secretary = (await post('BRANCH_SECRETARY')).post;
    expect(secretary).toMatchObject({
      capacity: 3,
      party: { id: party.id },
      duties: [{ nameZh: '矛盾调解' }, { nameZh: '关爱帮扶' }],
    });
    const director = (await post('OWNERS_COMMITTEE_DIRECTOR')).post;
    // 一肩挑: one person holds both
    const both = await ask(
      grids,
      COMMUNITY,
      `{ crossPosts { gridCode person { id } posts { role { code } } } }`,
    );
    expect(both.data.crossPosts).toMatchObject([{ gridCode: PLACE.grid, person: { id: person.id } }]);
    await did('updatePost', { postId: director.id, capacity: null }, 'post { capacity }');
    expect((await did('endPost', { postId: director.id }, 'post { validTo }')).post.validTo).not.toBeNull();
    expect((await ask(grids, COMMUNITY, '{ crossPosts { gridCode } }')).data.crossPosts).toEqual([]);
    const actions = ['createParty', 'createPerson', 'createPost', 'updatePost', 'endPost'];
    for (const action of actions) expect((await audit(action)).length, action).toBeGreaterThan(0);
    expect(JSON.stringify(await audit('createPerson'))).not.toContain('13900000001');
  });

  it('have the duties of 五员 (HUA-06) and the four of micro-grid workers (RS-10), and are found by them', async () => {
    const names = await ask(grids, COMMUNITY, '{ postDuties { code nameZh } }');
    const nameOf = new Map<string, string>(
      names.data.postDuties.map(({ code, nameZh }: { code: string; nameZh: string }) => [code, nameZh]),
    );
    const five = ['PUBLICITY', 'OPINION', 'MEDIATION', 'CONVENIENCE', 'CIVILITY'];
    const four = ['PUBLICITY', 'DATA', 'CARE', 'MEDIATION'];
    expect(five.map((code) => nameOf.get(code))).toEqual([
      ...['政策宣传', '民情信息', '矛盾调解', '便民服务', '文明监督'],
    ]);
    const hold = async (role: string, duties: string[]) => {
      const input = { role, gridCode: PLACE.microGrid, personId: PEOPLE.worker.id, duties };
      return (await did('createPost', input, 'post { id duties { code } }')).post;
    };
    const leader = await hold('BUILDING_LEADER', five);
    const worker = await hold('VOLUNTEER', four);
    expect(leader.duties.map(({ code }: { code: string }) => code).sort()).toEqual([...five].sort());
    const having = async (duty: string) => {
      const query = `{ posts(gridCode: "${PLACE.microGrid}", duty: "${duty}") { nodes { id } } }`;
      const { data } = await ask(grids, COMMUNITY, query);
      return data.posts.nodes.map(({ id }: { id: string }) => id).sort();
    };
    expect(await having('CIVILITY')).toEqual([leader.id]);
    expect(await having('DATA')).toEqual([worker.id]);
    expect(await having('MEDIATION')).toEqual([leader.id, worker.id].sort());
    const wrong = { role: 'VOLUNTEER', gridCode: PLACE.microGrid, personId: PEOPLE.worker.id };
    expect((await act('createPost', { ...wrong, duties: ['KINGSHIP'] }, 'post { id }')).codes).toEqual([
      'BAD_USER_INPUT',
    ]);
    for (const { id } of [leader, worker]) await did('endPost', { postId: id }, 'post { id }');
  });

  it('outside the grids of a token, or without the right, are refused', async () => {
    const input = { role: 'GRID_WORKER', gridCode: PLACE.grid, personId: PEOPLE.head.id };
    expect((await act('createPost', input, 'post { id }', ELSEWHERE)).codes).toEqual(['OUT_OF_SCOPE']);
    expect((await act('createPost', input, 'post { id }', VIEWER)).codes).toEqual(['FORBIDDEN']);
    expect((await act('createPost', { ...input, role: 'BOSS' }, 'post { id }')).codes).toEqual([
      'BAD_USER_INPUT',
    ]);
    expect((await act('createPost', { ...input, personId: 'nobody' }, 'post { id }')).codes).toEqual([
      'NOT_FOUND',
    ]);
    expect((await act('createPost', { ...input, capacity: 0 }, 'post { id }')).codes).toEqual([
      'BAD_USER_INPUT',
    ]);
    expect((await act('endPost', { postId: 'post-p-head' }, 'post { id }', ELSEWHERE)).codes).toEqual([
      'NOT_FOUND',
    ]);
    expect((await act('createParty', { kind: 'BRANCH', name: 'x' }, 'party { id }')).codes).toEqual([
      'OUT_OF_SCOPE',
    ]);
  });

  it('are listed page by page, those that serve one’s grids alone', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await ask(
        grids,
        COMMUNITY,
        'query ($after: String) { posts(first: 2, after: $after) { totalCount nodes { id gridCode } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      seen.push(...data.posts.nodes.map(({ id }: { id: string }) => id));
      after = data.posts.pageInfo.hasNextPage ? data.posts.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toContain('post-p-worker');
    expect(seen).not.toContain('post-p-other');
    expect(new Set(seen).size).toBe(seen.length);
    const { data } = await ask(grids, ELSEWHERE, '{ parties { nodes { id } } }');
    expect(data.parties.nodes.map(({ id }: { id: string }) => id)).toEqual(['pt-emergency', 'pt-other']);
  });

  it('of a team are counted against its template 2+1+X (HY-17)', async () => {
    const { data } = await ask(
      grids,
      COMMUNITY,
      '{ teamChecks { gridCode complete members { role { code } wanted present } } }',
    );
    expect(data.teamChecks).toEqual([
      {
        ...{ gridCode: PLACE.community, complete: false },
        members: [
          { role: { code: 'POLICE' }, wanted: 2, present: 0 },
          { role: { code: 'GRID_WORKER' }, wanted: 1, present: 1 },
          { role: { code: 'LEGAL_ADVISER' }, wanted: 0, present: 0 },
        ],
      },
    ]);
  });

  it('the team of every community is counted, however many there are', async () => {
    await test.db.pool.query(
      `INSERT INTO grid (code, level, name, parent_code)
       SELECT '990101' || lpad(n::text, 6, '0'), 'COMMUNITY', '社区' || n, NULL FROM generate_series(1, 620) n;
       INSERT INTO person (id, title) VALUES ('p-police', '社区民警');
       INSERT INTO post (id, role, grid_code, person_id, valid_from) VALUES
         ('post-police', 'POLICE', '990101000620', 'p-police', '2020-01-01'),
         ('post-police-2', 'POLICE', '990101000620', 'p-police', '2020-01-01')`,
    );
    const { data, messages } = await ask(
      grids,
      principal('operations', ['990101']),
      '{ teamChecks(team: [{ role: "POLICE", atLeast: 1 }]) { gridCode complete members { present } } }',
    );
    expect(messages).toEqual([]);
    expect(data.teamChecks).toHaveLength(620);
    expect(data.teamChecks.filter((one: { complete: boolean }) => one.complete)).toEqual([
      { gridCode: '990101000620', complete: true, members: [{ present: 1 }] },
    ]);
  });
});

describe('leave and substitutes', () => {
  it('the reason is private: no answer holds it, and who reads it is audited', async () => {
    const startsAt = new Date(Date.now() - HOUR).toISOString();
    const endsAt = new Date(Date.now() + HOUR).toISOString();
    const { absence } = await did(
      'recordAbsence',
      { personId: PEOPLE.property.id, startsAt, endsAt, reason: '病假住院' },
      'absence { id }',
    );
    const found = await answer(null, 'ladder: "property"');
    expect(found.skipped[0]).toMatchObject({ kind: 'ON_LEAVE', postId: 'post-p-property' });
    expect(JSON.stringify(found)).not.toContain('住院');
    expect(JSON.stringify(await audit('recordAbsence'))).not.toContain('住院');
    const worker = principal('gridWorker', [PLACE.community], 'p-worker');
    expect((await act('revealAbsenceReason', { absenceId: absence.id }, 'reason', worker)).codes).toEqual([
      'FORBIDDEN',
    ]);
    expect(await did('revealAbsenceReason', { absenceId: absence.id }, 'reason')).toEqual({
      reason: '病假住院',
    });
    expect(await audit('revealAbsenceReason')).toMatchObject([{ actor: 'community', object_id: absence.id }]);
    await did('endAbsence', { absenceId: absence.id }, 'absence { endsAt }');
    expect((await answer(null, 'ladder: "property"')).person).toEqual({ id: PEOPLE.property.id });
  });

  it('one may enter one’s own leave, and nobody else’s without the right', async () => {
    const span = {
      startsAt: new Date(Date.now() + HOUR).toISOString(),
      endsAt: new Date(Date.now() + 2 * HOUR).toISOString(),
    };
    const worker = principal('gridWorker', [PLACE.community], PEOPLE.worker.id);
    const own = await did(
      'recordAbsence',
      { ...span, personId: PEOPLE.worker.id, reason: '事假' },
      'absence { id }',
      worker,
    );
    expect(
      (
        await act(
          'recordAbsence',
          { ...span, personId: PEOPLE.head.id, reason: '事假' },
          'absence { id }',
          worker,
        )
      ).codes,
    ).toEqual(['FORBIDDEN']);
    await did('endAbsence', { absenceId: own.absence.id }, 'absence { id }', worker);
    const wrong = { personId: PEOPLE.worker.id, startsAt: span.endsAt, endsAt: span.startsAt, reason: 'x' };
    expect((await act('recordAbsence', wrong, 'absence { id }', worker)).codes).toEqual(['BAD_USER_INPUT']);
  });

  it('a substitute answers for the post for its time, and the explanation says so', async () => {
    const { substitute } = await did(
      'addSubstitute',
      {
        postId: 'post-p-property',
        personId: PEOPLE.head.id,
        startsAt: new Date(Date.now() - HOUR).toISOString(),
        endsAt: new Date(Date.now() + HOUR).toISOString(),
      },
      'substitute { id post { id } person { id } }',
    );
    const found = await answer(null, 'ladder: "property"');
    expect(found).toMatchObject({
      person: { id: PEOPLE.head.id },
      post: { id: 'post-p-property' },
      skipped: [{ kind: 'SUBSTITUTED' }],
    });
    expect(found.explanationZh).toContain('由他人替班至');
    await did('endSubstitute', { substituteId: substitute.id }, 'substitute { endsAt }');
    expect((await answer(null, 'ladder: "property"')).person).toEqual({ id: PEOPLE.property.id });
  });
});

describe('rosters (LA-05, LA-16)', () => {
  const MEMBERS = ['p-oc-1', 'p-oc-2', 'p-oc-3'];
  let rosterId = '';
  const evening = (day: string) => `${day}T19:00:00+08:00`;

  it('a rotation of committee members says who is on duty at each moment', async () => {
    for (const id of MEMBERS) {
      await did('createPerson', { id, title: `业委会委员 ${id}`, gridCode: PLACE.grid }, 'person { id }');
      await did(
        'createPost',
        {
          role: 'OWNERS_COMMITTEE_MEMBER',
          gridCode: PLACE.grid,
          personId: id,
          validFrom: '2026-01-01T00:00:00Z',
        },
        'post { id }',
      );
    }
    const pattern = {
      ...{ kind: 'ROTATION', every: 'DAY', start: '2027-03-01', members: MEMBERS, coverage: 'EXACTLY_ONE' },
      ...{ shifts: [{ name: '值班', from: '18:00', to: '21:00' }], cover: [{ from: '18:00', to: '21:00' }] },
    };
    const { roster } = await did(
      'createRoster',
      {
        name: '业委会轮值',
        gridCode: PLACE.grid,
        role: 'OWNERS_COMMITTEE_MEMBER',
        pattern,
        validFrom: '2027-01-01T00:00:00Z',
      },
      'roster { id coverage version }',
    );
    expect(roster).toMatchObject({ coverage: 'EXACTLY_ONE', version: 1 });
    rosterId = roster.id;
    for (const [day, id] of [
      ['2027-03-01', 'p-oc-1'],
      ['2027-03-02', 'p-oc-2'],
      ['2027-03-03', 'p-oc-3'],
      ['2027-03-04', 'p-oc-1'],
    ] as const) {
      const found = await answer(evening(day), 'ladder: "luan-committee"');
      expect(found.person).toEqual({ id });
      expect(found.skipped.map(({ kind }: { kind: string }) => kind)).toEqual([
        'NOT_ON_SHIFT',
        'NOT_ON_SHIFT',
      ]);
    }
    const noon = await answer('2027-03-01T12:00:00+08:00', 'ladder: "luan-committee"');
    expect(noon).toMatchObject({ step: 2, person: { id: PEOPLE.property.id } });
    expect(noon.skipped[0].reasonZh).toContain('不在班，下一班 2027-03-01T10:00:00.000Z');
  });

  it('two members swap their evenings, who has none to give is refused, and a swap can be undone', async () => {
    const swap = {
      rosterId,
      first: { day: '2027-03-01', personId: 'p-oc-1' },
      second: { day: '2027-03-02', personId: 'p-oc-2' },
    };
    const wrong = { ...swap, second: { day: '2027-03-02', personId: 'p-oc-3' } };
    expect((await act('swapShifts', wrong, 'roster { id }')).codes).toEqual(['BAD_USER_INPUT']);
    const stranger = principal('gridWorker', [PLACE.community], 'p-worker');
    expect((await act('swapShifts', swap, 'roster { id }', stranger)).codes).toEqual(['FORBIDDEN']);
    const member = principal('gridWorker', [PLACE.community], 'p-oc-1');
    const { roster } = await did(
      'swapShifts',
      swap,
      'roster { changes(from: "2027-03-01") { id kind day person { id } by { id } } }',
      member,
    );
    expect(roster.changes).toMatchObject([
      { kind: 'REPLACE', day: '2027-03-01', person: { id: 'p-oc-1' }, by: { id: 'p-oc-2' } },
      { kind: 'REPLACE', day: '2027-03-02', person: { id: 'p-oc-2' }, by: { id: 'p-oc-1' } },
    ]);
    expect((await answer(evening('2027-03-01'), 'ladder: "luan-committee"')).person).toEqual({
      id: 'p-oc-2',
    });
    for (const { id } of roster.changes) await did('undoShiftChange', { changeId: id }, 'roster { id }');
    expect((await answer(evening('2027-03-01'), 'ladder: "luan-committee"')).person).toEqual({
      id: 'p-oc-1',
    });
  });

  it('what is left uncovered in the next days is told: a shift that is off, leave, a post that ended', async () => {
    const today = new Date(Date.now() + 8 * HOUR + 86_400_000).toISOString().slice(0, 10);
    const pattern = {
      ...{ kind: 'WEEKLY', coverage: 'AT_LEAST_ONE', cover: [{ from: '08:00', to: '09:00' }] },
      shifts: [{ name: '早', from: '08:00', to: '09:00', members: [PEOPLE.desk.id] }],
    };
    const { roster } = await did(
      'createRoster',
      { name: '居民之家', gridCode: PLACE.community, role: 'COMMUNITY_DUTY', pattern },
      'roster { id faults(days: 3) { kind } }',
    );
    expect(roster.faults).toEqual([]);
    await did('changeShift', { rosterId: roster.id, kind: 'OFF', day: today }, 'roster { id }');
    const gaps = async () =>
      (
        await ask(
          grids,
          COMMUNITY,
          `{ dutyGaps(gridCode: "${PLACE.community}", days: 3) { kind zh startsAt roster { id } } }`,
        )
      ).data.dutyGaps.filter((gap: { roster: { id: string } }) => gap.roster.id === roster.id);
    expect(await gaps()).toMatchObject([
      { kind: 'NO_SHIFT', zh: '无人排班', startsAt: `${today}T00:00:00.000Z` },
    ]);
    await did(
      'recordAbsence',
      {
        personId: PEOPLE.desk.id,
        startsAt: new Date().toISOString(),
        endsAt: new Date(Date.now() + 10 * 24 * HOUR).toISOString(),
        reason: '年假',
      },
      'absence { id }',
    );
    expect((await gaps()).map(({ kind }: { kind: string }) => kind)).toContain('AWAY');
    expect((await ask(grids, ELSEWHERE, '{ dutyGaps(days: 3) { kind } }')).data.dutyGaps).toEqual([]);
    await test.db.pool.query('DELETE FROM absence');
  });

  it('a plan that says nothing, an unknown person and an old version are refused', async () => {
    const base = { name: 'x', gridCode: PLACE.grid, role: 'GRID_WORKER' };
    const bad = [
      { kind: 'WEEKLY', shifts: [] },
      { kind: 'WEEKLY', shifts: [{ name: 'a', from: '8', to: '9', members: ['p-head'] }] },
      { kind: 'WEEKLY', shifts: [{ name: 'a', from: '08:00', to: '09:00', members: ['nobody'] }] },
      {
        kind: 'ROTATION',
        every: 'DAY',
        start: '2026-02-30',
        members: ['p-head'],
        shifts: [{ name: 'a', from: '08:00', to: '09:00' }],
      },
      'text',
    ];
    for (const pattern of bad)
      expect((await act('createRoster', { ...base, pattern }, 'roster { id }')).codes).toEqual([
        'BAD_USER_INPUT',
      ]);
    expect((await act('changeRoster', { rosterId, expectedVersion: 9 }, 'roster { id }')).codes).toEqual([
      'CONFLICT',
    ]);
    expect((await act('changeRoster', { rosterId, name: 'y' }, 'roster { id }', ELSEWHERE)).codes).toEqual([
      'NOT_FOUND',
    ]);
    expect(
      (
        await did(
          'changeRoster',
          { rosterId, expectedVersion: 1, name: '业委会值守' },
          'roster { name version }',
        )
      ).roster,
    ).toEqual({ name: '业委会值守', version: 2 });
  });

  it('a whole page of grids costs a constant number of statements', async () => {
    const codes = [PLACE.grid, PLACE.microGrid, PLACE.community, PLACE.otherGrid, PLACE.subdistrict];
    const count = async (some: readonly string[]) => {
      let sent = 0;
      const stop = test.db.onQuery(() => {
        sent += 1;
      });
      const fields = some.map(
        (code, n) => `g${n}: grid(code: "${code}") { dutyAnswer { explanationZh } duty { liveOrders } }`,
      );
      const { codes: faults } = await ask(grids, principal('operations'), `{ ${fields.join(' ')} }`);
      stop();
      expect(faults).toEqual([]);
      return sent;
    };
    expect(await count(codes)).toBe(await count(codes.slice(0, 1)));
  });
});

describe('the answer of a grid', () => {
  it('names the ladder of its place, the step and every step passed over, in both languages', async () => {
    const found = await answer();
    expect(found).toMatchObject({ ladder: 'default', ladderVersion: 1 });
    expect(found.explanationZh).toMatch(/阶梯 .*当值.*跳过：邻管家空缺/);
    expect(found.explanationEn).toMatch(/ladder .*answers.*passed over: no neighbour steward/);
    expect(
      (
        await ask(
          grids,
          COMMUNITY,
          `{ grid(code: "${PLACE.grid}") { dutyAnswer(ladder: "none-such") { ladder } } }`,
        )
      ).codes,
    ).toEqual(['BAD_USER_INPUT']);
  });
});
