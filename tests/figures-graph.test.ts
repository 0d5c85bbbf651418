import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIGURE_MEASURES } from '../core/figures-measures.ts';
import { shippedGovernance } from '../runtime/governance.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { startFigures } from '../subgraphs/figures/background.ts';
import { createFigures } from '../subgraphs/figures/index.ts';
import { measureOrders, remeasure } from '../subgraphs/figures/measure-store.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { DAY, type MadeOrder, MINUTE, NOW, storeOrders } from './support/figures-history.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';
import { statements } from './support/subgraph-world.ts';
import { until } from './support/until.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;
let figures: Subgraph;
const book = shippedGovernance(NOW).current();
const measureAll = () => remeasure(test.db, 'ALL', { book: () => book, nowMs: () => NOW });

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  deps = governanceDeps(test.db);
  figures = createFigures(deps, () => new Date(NOW));
});

afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

const operations = principal('operations', [''], 'ops-1');
const other = principal('gridWorker', [PLACE.otherCommunity], 'p-other');

/** An order that was opened, taken after some minutes and closed after as many more. */
function closed(
  id: string,
  openedMs: number,
  respondMinutes: number,
  matter = 'environment',
  grid: string = PLACE.grid,
): MadeOrder {
  const facts = {
    ...{ gridCode: grid, matter, source: 'RESIDENT', profile: 'standard', severity: 'minor' as const },
    ...{ partyId: 'pt-property', assigneeId: PEOPLE.property.id },
  };
  const takenMs = openedMs + respondMinutes * MINUTE;
  const closedMs = takenMs + 60 * MINUTE;
  const step = (
    action: string,
    fromState: string | null,
    toState: string,
    atMs: number,
    clocks: MadeOrder['events'][number]['clocks'] = [],
  ) => ({
    ...{ action, fromState, toState, atMs, clocks, stars: null, after: fromState === null ? facts : {} },
  });
  return {
    ...{ id, channel: null, facts },
    events: [
      step('OPEN', null, 'DISPATCHED', openedMs, [
        { type: 'START', atMs: openedMs, kind: 'RESPOND', holder: null, policy: 'HUAYING/RESPOND@1' },
      ]),
      step('TAKE', 'DISPATCHED', 'TAKEN', takenMs, [
        { type: 'STOP', atMs: takenMs, which: { kind: 'RESPOND' } },
      ]),
      step('CLOSE', 'TAKEN', 'CLOSED', closedMs),
    ],
  };
}

const LAST_YEAR = Date.UTC(2025, 8, 10, 4);
const THIS_MONTH = Date.UTC(2026, 8, 10, 4);
const ORDERS = [
  // responses of 1 to 10 minutes, one of 11: over the ten minutes of HUA-16
  ...Array.from({ length: 10 }, (_, index) => closed(`wo_${index}`, THIS_MONTH + index * MINUTE, index + 1)),
  closed('wo_late', THIS_MONTH + DAY, 11, 'parking'),
  closed('wo_there', THIS_MONTH, 2, 'parking', PLACE.otherGrid),
  closed('wo_year', LAST_YEAR, 5),
  closed('wo_year2', LAST_YEAR + 13 * DAY, 5),
];
const SEPTEMBER = { unit: 'MONTH', to: '2026-09-20T00:00:00Z' };

async function asked(query: string, variables: Record<string, unknown> = {}, who = operations) {
  return ask(figures, who, query, { period: SEPTEMBER, ...variables });
}

describe('figures over the graph', () => {
  beforeAll(async () => {
    await storeOrders(test.db, ORDERS);
    await measureAll();
  });

  it('give medians, p90, respond rates and counts of dispatch and taking (HUA-10, HUA-16, AQ-17, RS-11)', async () => {
    const { data, messages } = await asked(`query ($period: FigurePeriodInput) {
      workOrderFigures(period: $period, filter: { gridCode: "${PLACE.grid}" }) { nodes {
        reported dispatched taken closed onTime overdue
        respond { count medianSeconds p90Seconds } close { medianSeconds }
        formula(code: "RESPOND_RATE") { value numerator denominator explainZh formula { source better } }
        none: formula(code: "NOBODY") { value } } } }`);
    expect(messages).toEqual([]);
    expect(data.workOrderFigures.nodes).toEqual([
      {
        ...{ reported: 11, dispatched: 11, taken: 11, closed: 11, onTime: 10, overdue: 1 },
        // of 1 … 11 minutes
        respond: { count: 11, medianSeconds: 360, p90Seconds: 600 },
        close: { medianSeconds: 66 * 60 },
        formula: {
          ...{ value: expect.closeTo(1000 / 11), numerator: 10, denominator: 11 },
          explainZh: '（响应按时数 10）÷（响应按时数 10 + 响应超时数 1） × 100 = 90.91%',
          formula: { source: expect.stringContaining('HUA-16'), better: 'HIGHER' },
        },
        none: null,
      },
    ]);
  });

  it('are compared with the same part of the year before; a zero base gives no rate (LA-02)', async () => {
    const { data } = await asked(`query ($period: FigurePeriodInput) {
      workOrderFigures(period: $period, filter: { gridCode: "${PLACE.grid}" }) { nodes {
        year: change(measure: REPORTED) { value before difference percent base period { label complete } }
        month: change(measure: REPORTED, against: PREVIOUS) { value before percent base period { label } } } } }`);
    expect(data.workOrderFigures.nodes[0]).toEqual({
      // the other order of that September came after the 20th
      year: {
        ...{ value: 11, before: 1, difference: 10, percent: 1000, base: 'COMPARED' },
        period: { label: '2025-09', complete: false },
      },
      month: { value: 11, before: 0, percent: null, base: 'FROM_ZERO', period: { label: '2026-08' } },
    });
  });

  it('show a trend with every period, empty ones too (RS-21)', async () => {
    const { data } = await asked(
      `query ($period: FigurePeriodInput) {
        workOrderFigures(period: $period, groupBy: [PERIOD], first: 200) { nodes { period { label } closed } } }`,
      { period: { unit: 'MONTH', from: '2025-09-01T00:00:00+08:00', to: '2026-09-20T00:00:00Z' } },
    );
    const trend: { period: { label: string }; closed: number }[] = data.workOrderFigures.nodes;
    expect(trend.map(({ period, closed: count }) => [period.label, count])).toEqual([
      ['2025-09', 2],
      ...[10, 11, 12].map((month) => [`2025-${month}`, 0]),
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((month) => [`2026-0${month}`, 0]),
      ['2026-09', 12],
    ]);
  });

  it('are sorted by any measure and paged without gaps', async () => {
    const page = `query ($period: FigurePeriodInput, $after: String) { workOrderFigures(period: $period, first: 1, after: $after,
      groupBy: [MATTER, GRID], orderBy: { measure: REPORTED }) { totalCount pageInfo { hasNextPage endCursor }
        nodes { matter grid { code } reported } } }`;
    const seen: unknown[] = [];
    let after: string | null = null;
    for (let more = true; more; ) {
      const { data, messages } = await asked(page, { after });
      expect(messages).toEqual([]);
      expect(data.workOrderFigures.totalCount).toBe(3);
      seen.push(...data.workOrderFigures.nodes);
      after = data.workOrderFigures.pageInfo.endCursor;
      more = data.workOrderFigures.pageInfo.hasNextPage;
    }
    expect(seen).toEqual([
      { matter: 'environment', grid: { code: PLACE.grid }, reported: 10 },
      { matter: 'parking', grid: { code: PLACE.grid }, reported: 1 },
      { matter: 'parking', grid: { code: PLACE.otherGrid }, reported: 1 },
    ]);
    expect((await asked(page, { after: 'nonsense' })).codes).toEqual(['BAD_CURSOR']);
  });

  it('hang on grids, organisations and people, each counted in scope only (HUA-10, HY-32)', async () => {
    const entities = `query ($representations: [_Any!]!, $period: FigurePeriodInput) {
      _entities(representations: $representations) {
        ... on Grid { figures(period: $period) { reported workOrders(measure: REPORTED) { totalCount } } }
        ... on Party { figures(period: $period) { reported } }
        ... on Person { figures(period: $period) { reported } } } }`;
    const representations = [
      { __typename: 'Grid', code: PLACE.subdistrict },
      { __typename: 'Grid', code: PLACE.grid },
      { __typename: 'Party', id: 'pt-property' },
      { __typename: 'Person', id: PEOPLE.property.id },
    ];
    const count = async (who: typeof operations) => {
      const { data, messages } = await asked(entities, { representations }, who);
      expect(messages).toEqual([]);
      return data._entities.map((one: { figures: { reported: number } }) => one.figures.reported);
    };
    expect(await count(operations)).toEqual([12, 11, 12, 12]);
    expect(await count(other)).toEqual([1, 0, 1, 1]);
  });

  it('need figures.read; figures of people need duty.read, the orders behind them order.read', async () => {
    const query =
      'query ($period: FigurePeriodInput) { workOrderFigures(period: $period) { nodes { reported } } }';
    expect((await ask(figures, null, query)).codes).toEqual(['UNAUTHENTICATED']);
    const channel = principal('channel', ['']);
    expect((await asked(query, {}, channel)).codes).toEqual(['FORBIDDEN']);
    // nothing of another community is counted, listed or named
    const byGrid = `query ($period: FigurePeriodInput) { workOrderFigures(period: $period, groupBy: [GRID]) { totalCount nodes {
      grid { code } workOrders(measure: REPORTED) { nodes { id } } } } }`;
    expect((await asked(byGrid, {}, other)).data.workOrderFigures).toEqual({
      totalCount: 1,
      nodes: [{ grid: { code: PLACE.otherGrid }, workOrders: { nodes: [{ id: 'wo_there' }] } }],
    });
    const outside = `query ($period: FigurePeriodInput) { workOrderFigures(period: $period, filter: { gridCode: "${PLACE.grid}" }) {
      nodes { reported } } }`;
    expect((await asked(outside, {}, other)).data.workOrderFigures.nodes).toEqual([{ reported: 0 }]);
  });

  it('refuse what they cannot answer', async () => {
    const q = (args: string) =>
      asked(`query ($period: FigurePeriodInput) { workOrderFigures(${args}) { nodes { reported } } 
      other: workOrderFigures(period: $period) { nodes { closed } } }`);
    expect((await q('groupBy: [CITY, GRID]')).codes).toEqual(['BAD_USER_INPUT']);
    expect((await q('first: 201')).codes).toEqual(['BAD_USER_INPUT']);
    expect(
      (await q('period: { unit: DAY, from: "2020-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z" }')).codes,
    ).toEqual(['BAD_USER_INPUT']);
    expect((await q('period: { from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" }')).codes).toEqual([
      'BAD_USER_INPUT',
    ]);
  });

  it('cost a few statements, however many rows and measures are asked', async () => {
    const sent = (first: number) =>
      statements(test.db, () =>
        asked(`query ($period: FigurePeriodInput) { workOrderFigures(period: $period, groupBy: [GRID, MATTER], first: ${first}) {
          nodes { reported closed values { value } change(measure: CLOSED) { percent } respond { medianSeconds }
            close { p90Seconds } formulas { value } workOrders(measure: CLOSED) { nodes { id } } } } }`),
      );
    // whatever a new connection asks is asked now
    await sent(200);
    // groups, values (of now, and of the year before), lengths, orders
    expect([(await sent(1)) <= 6, (await sent(200)) <= 6]).toEqual([true, true]);
  });

  it('leave as files with Chinese headers, CSV and XLSX alike', async () => {
    const file = async (format: string) => {
      const { data, messages } = await asked(
        `query ($period: FigurePeriodInput) { exportWorkOrderFigures(period: $period, groupBy: [GRID, PERSON], format: ${format}) {
          fileName mediaType base64 rows complete } }`,
      );
      expect(messages).toEqual([]);
      return data.exportWorkOrderFigures;
    };
    const csv = await file('CSV');
    expect([csv.fileName, csv.rows, csv.complete]).toEqual(['figures-2026-09.csv', 2, true]);
    const text = Buffer.from(csv.base64, 'base64').toString('utf8');
    expect(
      text.startsWith('\uFEFF"统计期","起","止","是否结束","网格编码","网格","人员编号","职务","上报数"'),
    ).toBe(true);
    expect(text).toContain(`"${PLACE.grid}","锦绣小区","${PEOPLE.property.id}","锦绣物业经理",11,`);
    const xlsx = await file('XLSX');
    const sheet = await readSheet(Buffer.from(xlsx.base64, 'base64'));
    expect(sheet[0]?.slice(4, 6)).toEqual(['网格编码', '网格']);
    // a code keeps its digits, a count is a number
    expect(sheet[1]?.slice(4, 9)).toEqual([PLACE.grid, '锦绣小区', PEOPLE.property.id, '锦绣物业经理', 11]);
    expect(sheet[0]?.length).toBe(sheet[1]?.length);
    expect(sheet[0]).toContain(FIGURE_MEASURES.CLOSED.zh);
  });

  it('name in a file nobody and nothing but who and what is of the reader’s grids', async () => {
    const file = async (who: typeof operations) => {
      const { data, messages } = await asked(
        `query ($period: FigurePeriodInput) { exportWorkOrderFigures(period: $period, format: CSV,
          filter: { gridCode: "${PLACE.otherGrid}" }, groupBy: [COUNTY, PARTY, PERSON]) { base64 rows } }`,
        {},
        who,
      );
      expect([messages, data.exportWorkOrderFigures.rows]).toEqual([[], 1]);
      return Buffer.from(data.exportWorkOrderFigures.base64, 'base64').toString('utf8');
    };
    const row = (county: string, party: string, person: string) =>
      `"${PLACE.county}",${county},"pt-property",${party},"${PEOPLE.property.id}",${person},1,`;
    expect(await file(other)).toContain(row('""', '""', '""'));
    expect(await file(operations)).toContain(row('"仁和县"', '"锦绣物业"', '"锦绣物业经理"'));
  });
});

describe('the follower', () => {
  it('measures each step of a real order, once more with nothing lost after a restart', async () => {
    await storeOrders(test.db, []);
    const live = createFigures(deps);
    const orders = createWorkorders(deps);
    const measured = async () =>
      (
        await test.db.pool.query(
          'SELECT order_version, outcome, taken_at IS NOT NULL AS taken FROM work_order_measure',
        )
      ).rows;
    const first = startFigures(deps);
    const { data, messages } = await ask(
      ...[orders, operations],
      'mutation ($input: ReportMatterInput!) { reportMatter(input: $input) { workOrder { id version } } }',
      {
        input: {
          ...{ source: 'RESIDENT', channel: 'PHONE', matter: 'environment', title: '楼道堆放杂物' },
          gridCode: PLACE.microGrid,
        },
      },
    );
    expect(messages).toEqual([]);
    const { id } = data.reportMatter.workOrder;
    await until(async () => (await measured()).length === 1);
    await first.close();
    // nobody listens while this happens
    const accepted = await ask(
      ...[orders, operations],
      'mutation ($input: AcceptWorkOrderInput!) { acceptWorkOrder(input: $input) { workOrder { version } } }',
      { input: { workOrderId: id } },
    );
    expect(accepted.messages).toEqual([]);
    const { version } = accepted.data.acceptWorkOrder.workOrder;
    const second = startFigures(deps);
    await until(async () => (await measured())[0]?.order_version === version);
    await second.close();
    const now = await ask(
      live,
      operations,
      '{ workOrderFigures { nodes { reported value(measure: PENDING) } } }',
    );
    expect(now.data.workOrderFigures.nodes).toEqual([{ reported: 1, value: expect.any(Number) }]);
  });

  it('never lets an older measure replace a newer one, and measures anew what another calendar would change', async () => {
    const [order] = [closed('wo_a', THIS_MONTH, 5)];
    await storeOrders(test.db, [{ ...order, events: order.events.slice(0, 1) }]);
    await measureAll();
    await test.db.pool.query("UPDATE work_order_measure SET order_version = 7, party_id = 'newer'");
    await measureOrders(test.db.pool, ['wo_a'], book, NOW);
    const kept = await test.db.pool.query('SELECT order_version, party_id FROM work_order_measure');
    expect(kept.rows).toEqual([{ order_version: 7, party_id: 'newer' }]);

    await test.db.pool.query("UPDATE work_order_measure SET order_version = 1, basis = 'another calendar'");
    const options = { book: () => book, nowMs: () => NOW };
    expect((await remeasure(test.db, 'STALE', options)).measured).toBe(1);
    expect((await remeasure(test.db, 'STALE', options)).measured).toBe(0);
    expect((await remeasure(test.db, 'UNMEASURED', options)).measured).toBe(0);
    await test.db.pool.query('DELETE FROM work_order_measure');
    expect((await remeasure(test.db, 'UNMEASURED', options)).measured).toBe(1);
  });

  it('passes over an order whose history it cannot read, and says which', async () => {
    await storeOrders(
      test.db,
      ['wo_a', 'wo_b', 'wo_c'].map((id) => closed(id, THIS_MONTH, 5)),
    );
    await test.db.pool.query(
      `INSERT INTO work_order_event (work_order_id, version, action, to_state, actor, at, clocks)
       VALUES ('wo_a', 4, 'REMIND', 'CLOSED', 'test', now(), '[{"type": "NEW"}]')`,
    );
    await test.db.pool.query(
      `INSERT INTO work_order_event (work_order_id, version, action, to_state, actor, at, clocks, changes)
       VALUES ('wo_c', 4, 'REMIND', 'CLOSED', 'test', now(), '[]', '{"before": {}, "after": {"severity": "fatal"}}')`,
    );
    expect(await measureAll()).toEqual({ measured: 3, unreadable: ['wo_a', 'wo_c'] });
    const { rows } = await test.db.pool.query('SELECT work_order_id FROM work_order_measure');
    expect(rows).toEqual([{ work_order_id: 'wo_b' }]);
  });
});
