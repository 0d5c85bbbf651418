import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, PEOPLE, PLACE, principal } from './support/governance.ts';
import {
  BEFORE_AND_AFTER,
  COMMUNITY,
  OPERATIONS,
  PROPERTY,
  type TrackWorld,
  trackWorld,
  WORKER,
} from './support/tracks.ts';

let world: TrackWorld;

const FIRE = principal('property', [PLACE.county], 'p-fire');
const HOUSING = principal('property', [PLACE.county], 'p-housing');

beforeAll(async () => {
  world = await trackWorld();
  await world.test.db.pool.query(
    `INSERT INTO party (id, kind, name, grid_code) VALUES ('pt-fire', 'DEPARTMENT', '消防大队', $1),
       ('pt-housing', 'DEPARTMENT', '住建局', $1), ('pt-city', 'DEPARTMENT', '城管局', $1)`,
    [PLACE.county],
  );
  await world.test.db.pool.query(
    `INSERT INTO person (id, title, party_id) VALUES ('p-fire', '消防联络员', 'pt-fire'), ('p-housing', '住建联络员', 'pt-housing')`,
  );
});

afterAll(async () => {
  await world.close();
});

interface Clock {
  kind: string;
  holder: string | null;
  state: string;
}
const unitClock = (clocks: Clock[], holder: string) =>
  clocks.find((clock) => clock.kind === 'UNIT' && clock.holder === holder)?.state;

describe('helpers of an order (HY-08)', () => {
  it('each have a clock and a report of their own, and the lead waits for the required ones', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'IN_PROGRESS');
    const { order, code } = await world.act(WORKER, 'addHelpers', {
      workOrderId,
      helpers: [{ partyId: 'pt-property', task: '清运' }, { personId: PEOPLE.head.id }],
    });
    expect(code).toBeNull();
    const [party, person] = order.helpers;
    expect([party, person]).toMatchObject([
      { state: 'ASKED', required: true, party: { id: 'pt-property' }, person: null },
      { state: 'ASKED', party: null, person: { id: PEOPLE.head.id } },
    ]);
    expect(unitClock(order.clocks, party.id)).toBe('RUNNING');
    const feedback = { workOrderId, note: '已处理', evidence: BEFORE_AND_AFTER };
    const early = await world.act(WORKER, 'giveFeedback', feedback);
    expect([early.code, early.message.includes('锦绣物业: asked')]).toEqual(['STEP_BLOCKED', true]);
    // only its own side answers for it
    expect((await world.act(WORKER, 'reportAsHelper', { helperId: party.id, report: '代报' })).code).toBe(
      'FORBIDDEN',
    );
    expect((await world.act(PROPERTY, 'arriveAsHelper', { helperId: party.id })).code).toBeNull();
    const reported = await world.act(PROPERTY, 'reportAsHelper', {
      helperId: party.id,
      report: '已清运两车',
      evidence: [{ url: 'https://files.example/truck.jpg', phase: 'DURING' }],
    });
    expect(reported.order.helpers[0]).toMatchObject({
      state: 'REPORTED',
      report: '已清运两车',
      evidence: [{ url: 'https://files.example/truck.jpg' }],
    });
    expect(unitClock(reported.order.clocks, party.id)).toBe('MET');
    // the case clock is not the helper's
    expect(reported.order.clocks.find((clock: Clock) => clock.kind === 'HANDLE').state).toBe('RUNNING');
    // the second declines: it still stands in the way until it is let go
    const head = principal('gridWorker', [PLACE.grid], PEOPLE.head.id);
    expect(
      (await world.act(head, 'declineAsHelper', { helperId: person.id, reason: '外出' })).code,
    ).toBeNull();
    expect((await world.act(WORKER, 'giveFeedback', feedback)).code).toBe('STEP_BLOCKED');
    expect(
      (await world.act(COMMUNITY, 'releaseHelper', { helperId: person.id, reason: '不再需要' })).code,
    ).toBeNull();
    expect((await world.act(WORKER, 'giveFeedback', feedback)).code).toBeNull();
    const actions = (await world.read(workOrderId)).history.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(
      expect.arrayContaining([
        'HELPER_ASKED',
        'HELPER_ARRIVED',
        'HELPER_REPORTED',
        'HELPER_DECLINED',
        'HELPER_RELEASED',
      ]),
    );
  });

  it('are not asked twice at once, must exist, and are asked by the lead or a dispatcher', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'ACCEPTED');
    const helpers = [{ partyId: 'pt-property' }];
    expect((await world.act(WORKER, 'addHelpers', { workOrderId, helpers })).code).toBe('FORBIDDEN');
    const both = await Promise.all([
      world.act(COMMUNITY, 'addHelpers', { workOrderId, helpers }),
      world.act(OPERATIONS, 'addHelpers', { workOrderId, helpers }),
    ]);
    expect(both.map(({ code }) => code).toSorted()).toEqual(['BAD_USER_INPUT', null]);
    expect(
      (await world.act(COMMUNITY, 'addHelpers', { workOrderId, helpers: [{ partyId: 'none' }] })).code,
    ).toBe('NOT_FOUND');
    expect((await world.act(COMMUNITY, 'addHelpers', { workOrderId, helpers: [{}] })).code).toBe(
      'BAD_USER_INPUT',
    );
    expect((await world.act(COMMUNITY, 'addHelpers', { workOrderId, helpers: [] })).code).toBe(
      'BAD_USER_INPUT',
    );
    const stale = { workOrderId, helpers: [{ partyId: 'pt-fire' }], expectedVersion: 1 };
    expect((await world.act(COMMUNITY, 'addHelpers', stale)).code).toBe('CONFLICT');
    const noClock = { workOrderId, helpers: [{ partyId: 'pt-fire' }], clock: 'NONE/1H' };
    expect((await world.act(COMMUNITY, 'addHelpers', noClock)).code).toBe('BAD_USER_INPUT');
  });

  it('are those that the profile means by its code, where they serve the grid (AQ-17)', async () => {
    const workOrderId = await world.report({ profile: 'graded-response' });
    await world.bring(workOrderId, 'ACCEPTED');
    const { order, code } = await world.act(COMMUNITY, 'addHelpers', {
      workOrderId,
      helpers: [{ code: 'coordination' }],
    });
    expect(code).toBeNull();
    const parties = order.helpers.map((helper: { party: { id: string } }) => helper.party.id);
    // the departments of the county and of the whole place, and the property company of this compound alone
    expect(parties).toEqual(expect.arrayContaining(['pt-property', 'pt-fire', 'pt-emergency']));
    expect(parties).not.toContain('pt-other');
    const unknown = { workOrderId, helpers: [{ code: 'none' }] };
    expect((await world.act(COMMUNITY, 'addHelpers', unknown)).code).toBe('BAD_USER_INPUT');
  });

  it('that are not required hold nobody up', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'IN_PROGRESS');
    await world.act(COMMUNITY, 'addHelpers', {
      workOrderId,
      helpers: [{ partyId: 'pt-fire' }],
      required: false,
    });
    await world.bring(workOrderId, 'CLOSED');
  });
});

describe('a whistle 街道吹哨 (RS-15)', () => {
  it('calls departments, counts who came, lists who did not, and keeps what was decided', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'IN_PROGRESS');
    const departments = ['pt-fire', 'pt-housing', 'pt-city'].map((partyId) => ({ partyId }));
    const blown = await world.act(OPERATIONS, 'blowWhistle', {
      workOrderId,
      subject: '高层消防通道联合整治',
      place: '书院社区',
      departments,
      clock: 'HELPER/4H',
    });
    expect([blown.code, blown.order.whistles[0].arrivedCount, blown.order.whistles[0].called.length]).toEqual(
      [null, 0, 3],
    );
    const idOf = (partyId: string) =>
      blown.order.helpers.find((helper: { party: { id: string } }) => helper.party.id === partyId).id;
    await world.act(FIRE, 'arriveAsHelper', { helperId: idOf('pt-fire'), place: '书院社区' });
    await world.act(HOUSING, 'arriveAsHelper', { helperId: idOf('pt-housing') });
    expect((await world.act(HOUSING, 'arriveAsHelper', { helperId: idOf('pt-housing') })).code).toBe(
      'ILLEGAL_TRANSITION',
    );
    const whistleId = blown.order.whistles[0].id;
    const noted = await world.act(OPERATIONS, 'recordWhistleMinutes', {
      whistleId,
      minutes: '三日内拆除隔断',
    });
    expect(noted.order.whistles[0]).toMatchObject({
      arrivedCount: 2,
      absent: [{ party: { id: 'pt-city' } }],
      minutes: '三日内拆除隔断',
    });
    // those who came may vote on it
    const gate = await world.act(OPERATIONS, 'openGate', { workOrderId, gate: 'DEPARTMENTS' });
    expect([gate.code, gate.order.gates[0].tally.roll]).toEqual([null, 2]);
    expect(
      (
        await world.act(OPERATIONS, 'blowWhistle', {
          workOrderId,
          subject: '再来',
          departments: [{ partyId: 'pt-other' }],
        })
      ).code,
    ).toBe('BAD_USER_INPUT');
    expect((await world.act(WORKER, 'blowWhistle', { workOrderId, subject: '再来', departments })).code).toBe(
      'FORBIDDEN',
    );
  });
});

describe('supervision 督办 beside an order (HY-31, HUA-11, HD-07)', () => {
  const supervisor = principal('supervisor', [PLACE.community], 's-1');

  it('reminds, follows, wants a report, and blocks the close until it is satisfied', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'DISPATCHED');
    const opened = await world.act(supervisor, 'openSupervision', {
      workOrderId,
      by: 'OWNERS_SUPERVISORS',
      reason: '拖延已久',
    });
    expect(opened.code).toBeNull();
    const { id: supervisionId } = opened.order.supervisions[0];
    for (const mutation of ['remindSupervision', 'remindSupervision', 'trackSupervision']) {
      expect((await world.act(supervisor, mutation, { supervisionId, text: '请抓紧' })).code).toBeNull();
    }
    await world.bring(workOrderId, 'CHECKING');
    const blocked = await world.act(COMMUNITY, 'closeWorkOrder', { workOrderId });
    expect([blocked.code, blocked.message.includes('not yet satisfied')]).toEqual(['STEP_BLOCKED', true]);
    const judge = (satisfied: boolean, reason?: string) =>
      world.act(supervisor, 'judgeSupervision', { supervisionId, satisfied, reason });
    expect((await judge(true)).code).toBe('BAD_USER_INPUT');
    expect(
      (await world.act(WORKER, 'reportToSupervision', { supervisionId, text: '已清理' })).code,
    ).toBeNull();
    expect((await judge(false)).code).toBe('BAD_USER_INPUT');
    expect((await judge(false, '还有一处')).order.supervisions[0].state).toBe('OPEN');
    expect((await world.act(COMMUNITY, 'closeWorkOrder', { workOrderId })).code).toBe('STEP_BLOCKED');
    await world.act(WORKER, 'reportToSupervision', { supervisionId, text: '已补清' });
    const done = await judge(true, '满意');
    expect(done.order.supervisions[0]).toMatchObject({ state: 'SATISFIED', reminders: 2 });
    expect(done.order.supervisions[0].entries.map(({ kind }: { kind: string }) => kind)).toEqual([
      'OPEN',
      'REMIND',
      'REMIND',
      'TRACK',
      'REPORT',
      'UNSATISFIED',
      'REPORT',
      'SATISFIED',
    ]);
    expect((await world.act(COMMUNITY, 'closeWorkOrder', { workOrderId })).order.state).toBe('CLOSED');
    expect((await judge(true)).code).toBe('ILLEGAL_TRANSITION');
  });

  it('reminds by the mutation that the action names (HY-31)', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'DISPATCHED');
    const { data } = await ask(
      world.orders,
      supervisor,
      `{ workOrder(id: "${workOrderId}") { actions { action mutation allowed } } }`,
    );
    expect(data.workOrder.actions).toContainEqual({
      action: 'REMIND',
      mutation: 'remindWorkOrder',
      allowed: true,
    });
    const reminded = await world.act(supervisor, 'remindWorkOrder', { workOrderId, note: '请抓紧' });
    expect([reminded.code, reminded.order.state]).toEqual([null, 'DISPATCHED']);
    expect(reminded.order.history.at(-1)).toMatchObject({ action: 'REMIND', actor: 's-1' });
    const { rows } = await world.test.db.pool.query(
      `SELECT change FROM feed WHERE topic = 'workOrder' AND key = $1 ORDER BY seq DESC LIMIT 1`,
      [workOrderId],
    );
    expect(rows).toEqual([{ change: 'REMINDED' }]);
    expect((await world.act(WORKER, 'remindWorkOrder', { workOrderId })).code).toBe('FORBIDDEN');
  });

  it('is not judged by whoever handled the order, nor opened without the right', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'DISPATCHED');
    const { order } = await world.act(COMMUNITY, 'openSupervision', {
      workOrderId,
      by: 'BRANCH',
      reason: '支部督办',
      reportRequired: false,
    });
    await world.bring(workOrderId, 'IN_PROGRESS');
    const both = { ...COMMUNITY, subject: PEOPLE.worker.id };
    const supervisionId = order.supervisions[0].id;
    expect((await world.act(both, 'judgeSupervision', { supervisionId, satisfied: true })).code).toBe(
      'FOUR_EYES',
    );
    expect(
      (await world.act(WORKER, 'openSupervision', { workOrderId, by: 'BRANCH', reason: 'x' })).code,
    ).toBe('FORBIDDEN');
    const late = { workOrderId, by: 'BRANCH', reason: 'x', dueAt: '2020-01-01T00:00:00Z' };
    expect((await world.act(COMMUNITY, 'openSupervision', late)).code).toBe('BAD_USER_INPUT');
    await world.act(COMMUNITY, 'withdrawSupervision', { supervisionId, text: '不再需要' });
    await world.bring(workOrderId, 'CLOSED');
  });

  it("opens by the profile where the order comes into its state, and closes with its party's word (HUA-17)", async () => {
    const { order: reported } = await world.act(WORKER, 'reportMatter', {
      source: 'RESIDENT',
      matter: 'environment',
      profile: 'huaying-demand',
      title: '垃圾房异味',
      gridCode: PLACE.microGrid,
    });
    const workOrderId = reported.id;
    await world.bring(workOrderId, 'DISPATCHED');
    const { supervisions, clocks } = await world.read(workOrderId);
    expect(supervisions).toMatchObject([{ by: 'OWNERS_COMMITTEE', state: 'OPEN' }]);
    expect(clocks.find((clock: Clock) => clock.kind === 'SUPERVISION')).toMatchObject({
      holder: supervisions[0].id,
      state: 'RUNNING',
    });
    const due = clocks.find((clock: Clock) => clock.kind === 'SUPERVISION').dueAt;
    expect(due).not.toBeNull();
    expect(supervisions[0]).toMatchObject({ dueAt: due, overdue: false });
    const { pool } = world.test.db;
    await pool.query(`UPDATE order_supervision SET due_at = now() - interval '1 hour' WHERE id = $1`, [
      supervisions[0].id,
    ]);
    expect((await world.read(workOrderId)).supervisions[0].overdue).toBe(true);
    // whatever it says, each further step makes it that of its clock; none while that is paused
    await world.act(WORKER, 'takeWorkOrder', { workOrderId });
    expect((await world.read(workOrderId)).supervisions[0]).toMatchObject({ dueAt: due, overdue: false });
    const until = new Date(Date.now() + 86_400_000).toISOString();
    await world.act(WORKER, 'requestSuspension', { workOrderId, reason: '等配件', until });
    const held = await world.act(COMMUNITY, 'suspendWork', { workOrderId });
    expect([held.code, held.order.supervisions[0].dueAt]).toEqual([null, null]);
    const resumed = await world.act(WORKER, 'resumeWork', { workOrderId });
    const [own] = resumed.order.supervisions;
    expect(own.dueAt).not.toBeNull();
    expect(own.dueAt).toBe(resumed.order.clocks.find((clock: Clock) => clock.kind === 'SUPERVISION').dueAt);
    await world.act(OPERATIONS, 'voidWorkOrder', { workOrderId, reason: '误报' });
    expect((await world.read(workOrderId)).supervisions[0].state).toBe('WITHDRAWN');
  });
});

describe('evidence', () => {
  it('is asked for line by line, before and after, and a step says exactly what is missing', async () => {
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'IN_PROGRESS');
    const [before, after] = BEFORE_AND_AFTER;
    expect((await world.read(workOrderId)).evidenceMissing.map(({ ref }: { ref: string }) => ref)).toEqual([
      'evidence:BEFORE:IMAGE',
      'evidence:AFTER:IMAGE',
    ]);
    const early = await world.act(WORKER, 'giveFeedback', { workOrderId, note: '好了', evidence: [after] });
    expect([
      early.code,
      early.message.includes('1 image made before the work missing (0 of 1 there)'),
    ]).toEqual(['STEP_BLOCKED', true]);
    // what a refused step brought is not kept
    expect((await world.read(workOrderId)).evidence).toEqual([]);
    expect((await world.act(WORKER, 'addEvidence', { workOrderId, evidence: [before] })).code).toBeNull();
    const done = await world.act(WORKER, 'giveFeedback', { workOrderId, note: '好了', evidence: [after] });
    expect([done.code, done.order.evidenceMissing]).toEqual([null, []]);
  });

  it('made outside the grid is refused where the profile fences, and warned of where it only comes along', async () => {
    const square = (west: number) => ({
      type: 'Polygon',
      coordinates: [
        [
          [west, 30],
          [west + 0.01, 30],
          [west + 0.01, 30.01],
          [west, 30.01],
          [west, 30],
        ],
      ],
    });
    await world.test.db.pool.query('UPDATE grid SET boundary = $2 WHERE code = $1', [
      PLACE.microGrid,
      square(104),
    ]);
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'IN_PROGRESS');
    const [before, after] = BEFORE_AND_AFTER;
    const far = { ...after, longitude: 104.5, latitude: 30.005 };
    const near = { ...after, longitude: 104.005, latitude: 30.005 };
    await world.act(WORKER, 'addEvidence', { workOrderId, evidence: [before, { ...far, phase: 'DURING' }] });
    expect(
      (await world.read(workOrderId)).evidence.map(({ geofence }: { geofence: string }) => geofence),
    ).toEqual(['UNKNOWN', 'OUTSIDE']);
    const refused = await world.act(WORKER, 'giveFeedback', { workOrderId, note: '好了', evidence: [far] });
    expect([refused.code, refused.message.includes('outside the grid')]).toEqual(['STEP_BLOCKED', true]);
    expect(
      (await world.act(WORKER, 'giveFeedback', { workOrderId, note: '好了', evidence: [near] })).code,
    ).toBeNull();
    await world.test.db.pool.query('UPDATE grid SET boundary = NULL WHERE code = $1', [PLACE.microGrid]);
  });

  it('at an address that leads inside is refused with its code', async () => {
    const workOrderId = await world.report();
    for (const url of [
      'http://files.example/a.jpg',
      'https://10.0.0.1/a',
      'https://nas.local/a',
      'https://u:p@files.example/a',
    ]) {
      const { code } = await world.act(WORKER, 'addEvidence', {
        workOrderId,
        evidence: [{ url, phase: 'BEFORE' }],
      });
      expect([url, code]).toEqual([url, 'EVIDENCE_REFUSED']);
    }
    const half = { url: 'https://files.example/a', phase: 'BEFORE', longitude: 104 };
    expect((await world.act(WORKER, 'addEvidence', { workOrderId, evidence: [half] })).code).toBe(
      'BAD_USER_INPUT',
    );
  });
});

describe('suspicious duplicates', () => {
  it('are suggested, and have to be decided on before a report is taken on', async () => {
    const title = '三号楼北侧垃圾桶满溢多日无人清理';
    const first = await world.report({ title });
    const second = await world.report({ title: `${title}了` });
    const told = await world.read(second);
    expect(told.duplicateCandidates).toMatchObject([{ workOrder: { id: first }, verdict: 'UNDECIDED' }]);
    const [{ score, reasons }] = told.duplicateCandidates;
    expect(reasons.reduce((sum: number, { points }: { points: number }) => sum + points, 0)).toBe(score);
    const blocked = await world.act(COMMUNITY, 'acceptWorkOrder', { workOrderId: second });
    expect([blocked.code, blocked.message.includes('may be the same')]).toEqual(['STEP_BLOCKED', true]);
    const decided = await world.act(COMMUNITY, 'decideDuplicates', {
      workOrderId: second,
      different: [first],
      note: '两处',
    });
    expect([decided.code, decided.order.duplicateCandidates[0].verdict]).toEqual([null, 'DIFFERENT']);
    expect((await world.act(COMMUNITY, 'acceptWorkOrder', { workOrderId: second })).order.state).toBe(
      'ACCEPTED',
    );
    // decided for one of the two, decided for both
    expect((await world.read(first)).duplicateCandidates[0].verdict).toBe('DIFFERENT');
    const third = await world.report({ title });
    await world.act(COMMUNITY, 'decideDuplicates', {
      workOrderId: third,
      different: [second],
      same: [first],
    });
    expect((await world.act(COMMUNITY, 'acceptWorkOrder', { workOrderId: third })).code).toBe('STEP_BLOCKED');
    const merged = await world.act(COMMUNITY, 'mergeWorkOrder', {
      workOrderId: third,
      intoId: first,
      reason: '同一处',
    });
    expect(merged.order.state).toBe('MERGED');
  });
});

describe('the task catalogue (LA-10)', () => {
  const county = principal('operations', [PLACE.county], 'county-1');

  it('keeps a matter outside of it until the county approves with funds or people', async () => {
    const workOrderId = await world.report({ matter: 'census-help' });
    await world.bring(workOrderId, 'ACCEPTED');
    expect((await world.read(workOrderId)).inTaskCatalogue).toBe(false);
    const blocked = await world.act(COMMUNITY, 'dispatchWorkOrder', {
      workOrderId,
      personId: PEOPLE.worker.id,
    });
    expect([blocked.code, blocked.message.includes('task catalogue')]).toEqual(['STEP_BLOCKED', true]);
    const asked = await world.act(COMMUNITY, 'askAdmission', { workOrderId, reason: '上级新增任务' });
    expect([asked.code, asked.order.admission.state]).toEqual([null, 'ASKED']);
    const approve = (who: typeof county, more: Record<string, unknown>) =>
      world.act(who, 'decideAdmission', { workOrderId, approve: true, ...more });
    // not for the community itself, not without funds or people
    expect((await approve(COMMUNITY, { funds: '2 万元' })).code).toBe('FORBIDDEN');
    expect((await approve(county, {})).code).toBe('BAD_USER_INPUT');
    const done = await approve(county, { people: '社工 3 名' });
    expect(done.order.admission).toEqual({ state: 'APPROVED', funds: null, people: '社工 3 名' });
    await world.bring(workOrderId, 'DISPATCHED');
  });

  it('lets in what stands in it without asking, and a refused one be asked for again', async () => {
    const inside = await world.report();
    expect((await world.act(COMMUNITY, 'askAdmission', { workOrderId: inside, reason: 'x' })).code).toBe(
      'BAD_USER_INPUT',
    );
    const workOrderId = await world.report({ matter: 'census-help' });
    await world.act(COMMUNITY, 'askAdmission', { workOrderId, reason: '新增' });
    const refused = await world.act(county, 'decideAdmission', {
      workOrderId,
      approve: false,
      reason: '无经费',
    });
    expect(refused.order.admission.state).toBe('REFUSED');
    expect(
      (await world.act(COMMUNITY, 'askAdmission', { workOrderId, reason: '再次申请' })).order.admission.state,
    ).toBe('ASKED');
    expect((await world.act(COMMUNITY, 'askAdmission', { workOrderId, reason: '三次' })).code).toBe(
      'BAD_USER_INPUT',
    );
  });
});
