import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Governance, openGovernance } from '../runtime/governance.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { escalationActs } from '../subgraphs/workorders/escalation-acts.ts';
import { escalationRound } from '../subgraphs/workorders/escalation-worker.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { openOrder } from '../subgraphs/workorders/open.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PLACE, principal, seedPlace } from './support/governance.ts';
import { testLog } from './support/log.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps> & { governance: Governance };
let orders: Subgraph;
const operations = principal('operations');
/** Wednesday before the turn of the year, 10:00 in China. */
const START = Date.parse('2026-12-30T10:00:00+08:00');

beforeAll(async () => {
  test = await testDb();
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

const CLOCKS = `query ($id: ID!) { workOrder(id: $id) { clocks { kind policy dueAt warnings { year zh }
  explain { stages { counted { day } skipped { from to dayKind label { zh } } } } } } }`;

async function handle(id: string) {
  const { data } = await ask(orders, operations, CLOCKS, { id });
  return data.workOrder.clocks.find(({ kind }: { kind: string }) => kind === 'HANDLE');
}

describe('a calendar that is not published yet', () => {
  it('warns, and once it is published running orders are due by it, timers too; the policy version stays', async () => {
    const order = await test.db.tx((client) =>
      openOrder(
        client,
        {
          state: 'FILED',
          profile: 'graded-response',
          source: 'RESIDENT',
          matter: 'property-service',
          title: '路灯',
          description: null,
          severity: 'minor',
          gridCode: PLACE.grid,
          rule: null,
          explanation: '测试',
          reportedBy: 'resident-1',
          actor: 'ops-1',
          detail: null,
          clocksFromMs: START,
          atMs: START,
          zone: 'Asia/Shanghai',
        },
        deps.governance.current(),
      ),
    );
    // five working days: 31 December, 1, 4, 5, 6 January where nobody knows of New Year's Day
    const before = await handle(order.id);
    expect(before).toMatchObject({
      policy: 'HANDLE/5WD@1',
      dueAt: '2027-01-06T10:00:00.000Z',
      warnings: [{ year: 2027 }],
    });

    const { data } = await ask(
      orders,
      operations,
      '{ governanceDocument(kind: CALENDAR, code: "china") { body } }',
    );
    const { body } = data.governanceDocument;
    const next = {
      ...body,
      version: 2,
      years: [
        ...body.years.filter(({ year }: { year: number }) => year !== 2027),
        {
          year: 2027,
          status: 'PUBLISHED',
          source: {
            titleZh: '测试用通知',
            number: '测试',
            issuedOn: '2026-11-20',
            url: 'https://example.org/notice',
          },
          holidays: [{ from: '2027-01-01', to: '2027-01-03', nameZh: '元旦', nameEn: "New Year's Day" }],
          makeUpDays: [],
        },
      ],
    };
    const applied = await ask(
      orders,
      operations,
      'mutation ($input: ApplyGovernanceInput!) { applyGovernance(input: $input) { applied faults { path en } } }',
      { input: { kind: 'CALENDAR', json: next } },
    );
    expect(applied.data.applyGovernance).toEqual({ applied: true, faults: [] });

    const after = await handle(order.id);
    expect(after).toMatchObject({ policy: 'HANDLE/5WD@1', dueAt: '2027-01-07T10:00:00.000Z', warnings: [] });
    expect(after.explain.stages[0].skipped).toContainEqual({
      from: '2027-01-01',
      to: '2027-01-03',
      dayKind: 'HOLIDAY',
      label: { zh: '元旦' },
    });
    // the worker plans anew what was planned by the calendar before
    const take = escalationActs(deps);
    expect((await escalationRound(deps, take, START + 1)).planned).toBe(1);
    const { rows } = await test.db.pool.query(
      "SELECT due_at AS at FROM work_order_timer WHERE work_order_id = $1 AND key = 'HANDLE#1/TARGET/standard/NEXT#1'",
      [order.id],
    );
    expect(rows).toEqual([{ at: new Date(Date.parse('2027-01-07T10:00:00.000Z') + 1) }]);
  });
});
