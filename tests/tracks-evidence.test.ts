import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE, PLACE, principal } from './support/governance.ts';
import { BEFORE_AND_AFTER, COMMUNITY, departmentsWorld, type TrackWorld, WORKER } from './support/tracks.ts';

let world: TrackWorld;

beforeAll(async () => {
  world = await departmentsWorld();
});

afterAll(async () => {
  await world.close();
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
