import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Governance, openGovernance } from '../runtime/governance.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { retryUnassigned } from '../subgraphs/workorders/dispatch-alarm.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { scheduleRound } from '../subgraphs/workorders/schedule-worker.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';
import { testLog } from './support/log.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps> & { governance: Governance };
let orders: Subgraph;

const operations = principal('operations', [''], 'ops-1');
const community = principal('community', [PLACE.community], PEOPLE.desk.id);
const at = (text: string) => Date.parse(`${text}+08:00`);
/** A Monday. */
const MONDAY = at('2026-11-23T09:00:00');

beforeAll(async () => {
  test = await testDb({ poolSize: 12 });
  await seedPlace(test.db);
  const governance = await openGovernance({
    db: test.db,
    log: testLog,
    config: { governanceDir: null, site: { zone: 'Asia/Shanghai' } },
  });
  deps = { ...governanceDeps(test.db), governance };
  orders = createWorkorders(deps);
});

afterAll(async () => {
  await deps.governance.close();
  await deps.feed.close();
  await test.close();
});

const BIND = `mutation ($input: BindRecurringDutyInput!) { bindRecurringDuty(input: $input) {
  duty { code nextPeriod bindings { gridCode subject title startsOn endsOn } } } }`;

async function bind(input: Record<string, unknown>, who = operations) {
  const { data, codes } = await ask(orders, who, BIND, { input });
  return { duty: data?.bindRecurringDuty?.duty, codes };
}

async function opened(schedule: string) {
  const { rows } = await test.db.pool.query(
    `SELECT r.period, r.grid_code AS "gridCode", r.subject, r.outcome, w.title, w.source, w.state, w.assignee_id AS "assigneeId"
     FROM duty_schedule_run r LEFT JOIN work_order w ON w.id = r.work_order_id
     WHERE r.schedule = $1 ORDER BY r.period, r.grid_code, r.subject`,
    [schedule],
  );
  return rows;
}

describe('recurring duties', () => {
  it('are bound to grids and people by whoever manages duty there (HUA-22)', async () => {
    const input = {
      schedule: 'elderly-visit',
      gridCode: PLACE.microGrid,
      subject: 'kp-1',
      startsOn: '2026-11-23',
    };
    expect((await bind(input, community)).duty).toMatchObject({
      code: 'elderly-visit',
      bindings: [{ gridCode: PLACE.microGrid, subject: 'kp-1', startsOn: '2026-11-23', endsOn: null }],
    });
    expect((await bind({ ...input, subject: 'kp-2', title: '二号探访户' })).codes).toEqual([]);
    expect((await bind({ ...input, gridCode: PLACE.otherGrid }, community)).codes).toEqual(['OUT_OF_SCOPE']);
    expect((await bind(input, principal('viewer'))).codes).toEqual(['FORBIDDEN']);
    expect((await bind({ ...input, schedule: 'no-such' })).codes).toEqual(['NOT_FOUND']);
    expect((await bind({ ...input, endsOn: '2026-11-22' })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await bind({ ...input, startsOn: '2026-02-30' })).codes).toEqual(['BAD_USER_INPUT']);
    const { rows } = await test.db.pool.query(
      "SELECT count(*)::int AS n FROM audit_log WHERE action = 'bindRecurringDuty'",
    );
    expect(rows[0].n).toBe(2);
  });

  it('with many bindings leave room for those of the others', async () => {
    const { pool } = test.db;
    await pool.query(
      `INSERT INTO duty_schedule_binding (schedule, grid_code, subject, starts_on, created_by)
       SELECT 'branch-assessment', $1, 'kp-' || n, '2020-01-01', 'x' FROM generate_series(1, 6000) n`,
      [PLACE.microGrid],
    );
    const { data } = await ask(orders, operations, '{ recurringDuties { code bindings { subject } } }');
    const visits = data.recurringDuties.find(({ code }: { code: string }) => code === 'elderly-visit');
    expect(visits.bindings).toHaveLength(2);
    const one = await ask(orders, operations, '{ recurringDuties { code bindings(first: 1) { subject } } }');
    const first = one.data.recurringDuties.find(({ code }: { code: string }) => code === 'elderly-visit');
    expect(first.bindings).toEqual([{ subject: 'kp-1' }]);
    await pool.query("DELETE FROM duty_schedule_binding WHERE schedule = 'branch-assessment'");
  });

  it('open one order a period, with three replicas too, and send it to whoever is on duty', async () => {
    expect((await scheduleRound(deps, MONDAY - 1)).opened).toEqual([]);
    const rounds = await Promise.all([1, 2, 3].map(() => scheduleRound(deps, MONDAY)));
    expect(rounds.flatMap((round) => round.opened)).toHaveLength(2);
    expect(rounds.map(({ failed }) => failed)).toEqual([0, 0, 0]);
    expect(await opened('elderly-visit')).toEqual([
      {
        period: '2026-W48',
        gridCode: PLACE.microGrid,
        subject: 'kp-1',
        outcome: 'OPENED',
        title: '独居老人探访 kp-1（2026-W48）',
        source: 'RECURRING_DUTY',
        state: 'DISPATCHED',
        assigneeId: PEOPLE.worker.id,
      },
      expect.objectContaining({ subject: 'kp-2', title: '独居老人探访 二号探访户（2026-W48）' }),
    ]);
    expect((await scheduleRound(deps, MONDAY + 3_600_000)).opened).toEqual([]);
  });

  it('while nobody is on duty keep their orders with an alarm that asks again by itself', async () => {
    const { pool } = test.db;
    await bind({
      schedule: 'elderly-visit',
      gridCode: PLACE.otherGrid,
      subject: 'kp-9',
      startsOn: '2026-11-23',
    });
    // recurring duties are of the day that the test is about, posts too
    await pool.query("UPDATE post SET valid_to = '2026-11-20' WHERE grid_code LIKE $1", [
      `${PLACE.otherCommunity}%`,
    ]);
    const [id] = (await scheduleRound(deps, MONDAY + 60_000)).opened;
    const alarmed = `{ workOrder(id: "${id}") { state assignee { id } alarm { reason nextTryAt } } }`;
    const waits = await ask(orders, operations, alarmed);
    expect(waits.data.workOrder).toMatchObject({ state: 'FILED', assignee: null });
    expect(waits.data.workOrder.alarm.reason).toContain('无人当值');
    expect(waits.data.workOrder.alarm.nextTryAt).not.toBeNull();
    await pool.query('UPDATE post SET valid_to = NULL WHERE grid_code LIKE $1', [`${PLACE.otherCommunity}%`]);
    const context = { book: deps.governance.current(), nowMs: MONDAY + 120_000, zone: 'Asia/Shanghai' };
    const retried = await retryUnassigned(test.db, { ...context, actor: 'dispatcher', all: true });
    expect(retried.get(String(id))).toBe('assigned');
    const sent = await ask(orders, operations, alarmed);
    expect(sent.data.workOrder).toEqual({
      state: 'DISPATCHED',
      assignee: { id: PEOPLE.otherWorker.id },
      alarm: null,
    });
    await pool.query("DELETE FROM duty_schedule_binding WHERE subject = 'kp-9'");
    await pool.query("DELETE FROM duty_schedule_run WHERE subject = 'kp-9'");
  });

  it('after a downtime the rule of the schedule says what is made up; LATEST passes the others over', async () => {
    // two weeks later: W49 went by unseen and lies beyond the six days of the rule, W50 is made up
    const round = await scheduleRound(deps, at('2026-12-08T10:00:00'));
    expect(round.opened).toHaveLength(2);
    expect((await opened('elderly-visit')).map(({ period, outcome }) => `${period} ${outcome}`)).toEqual([
      '2026-W48 OPENED',
      '2026-W48 OPENED',
      '2026-W50 OPENED',
      '2026-W50 OPENED',
    ]);
  });

  it('ALL makes every period up; a new version of the document holds from its day', async () => {
    const daily = (version: number, more: Record<string, unknown>) => ({
      code: 'patrol',
      version,
      nameZh: '每日巡查',
      nameEn: 'Daily patrol',
      enabled: true,
      every: { unit: 'DAY' },
      time: '08:00',
      calendar: 'china',
      onDayOff: 'SAME',
      matter: 'environment',
      severity: 'minor',
      title: { zh: '{grid}巡查 {period}', en: 'Patrol' },
      each: 'GRID',
      catchUp: { rule: 'ALL', withinDays: 3 },
      ...more,
    });
    const apply = (json: unknown) =>
      ask(
        orders,
        operations,
        'mutation ($input: ApplyGovernanceInput!) { applyGovernance(input: $input) { applied faults { path en } } }',
        { input: { kind: 'SCHEDULE', json } },
      );
    expect((await apply(daily(1, { every: { unit: 'WEEK' } }))).data.applyGovernance.faults).toEqual([
      { path: '/every', en: 'WEEK needs weekday' },
    ]);
    expect((await apply(daily(1, {}))).data.applyGovernance).toEqual({ applied: true, faults: [] });
    await scheduleRound(deps, at('2026-12-08T10:00:00'));
    const runs = await opened('patrol');
    // every grid of the level, three days
    expect(runs.map(({ period, gridCode }) => `${period} ${gridCode}`)).toEqual(
      ['2026-12-06', '2026-12-07', '2026-12-08'].flatMap((day) => [
        `${day} ${PLACE.grid}`,
        `${day} ${PLACE.otherGrid}`,
      ]),
    );
    expect(runs[0]).toMatchObject({ title: '锦绣小区巡查 2026-12-06', state: 'FILED', assigneeId: null });
    expect((await apply(daily(2, { enabled: false }))).data.applyGovernance.applied).toBe(true);
    expect((await scheduleRound(deps, at('2026-12-09T10:00:00'))).opened).toEqual([]);
  });

  it('LATEST marks what it passes over, so that it never comes back', async () => {
    expect(
      (await bind({ schedule: 'revenue-notice', gridCode: PLACE.grid, startsOn: '2026-01-01' })).codes,
    ).toEqual([]);
    expect(
      (await bind({ schedule: 'onsite-meeting', gridCode: PLACE.community, startsOn: '2026-01-01' })).codes,
    ).toEqual([]);
    await scheduleRound(deps, at('2026-12-12T10:00:00'));
    // a quarter's notice is owed whenever it is missed (LA-19); last month's meeting is not (AQ-06)
    expect((await opened('revenue-notice')).map(({ period }) => period)).toEqual(['2026-Q3', '2026-Q4']);
    expect((await opened('onsite-meeting')).map(({ period }) => period)).toEqual(['2026-12']);
  });

  it('are read with their next period, bindings in scope and what became of each period; unbinding ends it', async () => {
    const query = `{ recurringDuties { code unit enabled nextPeriod matter
      bindings { gridCode subject grid { code } runs(first: 2) { period workOrder { source title } } } } }`;
    const { data } = await ask(orders, community, query);
    const visits = data.recurringDuties.find(({ code }: { code: string }) => code === 'elderly-visit');
    expect(visits).toMatchObject({ unit: 'WEEK', matter: 'duty-elderly-visit' });
    expect(visits.bindings[0].runs).toEqual([
      { period: '2026-W50', workOrder: { source: 'RECURRING_DUTY', title: '独居老人探访 kp-1（2026-W50）' } },
      { period: '2026-W48', workOrder: { source: 'RECURRING_DUTY', title: '独居老人探访 kp-1（2026-W48）' } },
    ]);
    const elsewhere = await ask(orders, principal('community', [PLACE.otherCommunity]), query);
    for (const duty of elsewhere.data.recurringDuties) expect(duty.bindings).toEqual([]);
    const unbind = (subject: string) =>
      ask(
        orders,
        community,
        'mutation ($input: UnbindRecurringDutyInput!) { unbindRecurringDuty(input: $input) { duty { bindings { subject } } } }',
        { input: { schedule: 'elderly-visit', gridCode: PLACE.microGrid, subject } },
      );
    expect((await unbind('kp-1')).data.unbindRecurringDuty.duty.bindings).toEqual([{ subject: 'kp-2' }]);
    expect((await unbind('kp-1')).codes).toEqual(['NOT_FOUND']);
    const round = await scheduleRound(deps, at('2026-12-14T09:00:00'));
    expect(round.opened).toHaveLength(1);
  });
});
