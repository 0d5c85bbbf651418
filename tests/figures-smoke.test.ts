import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Subgraph } from '../runtime/subgraph.ts';
import { startFigures } from '../subgraphs/figures/background.ts';
import { createFigures } from '../subgraphs/figures/index.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';
import { until } from './support/until.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;
let orders: Subgraph;
let figures: Subgraph;

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  deps = governanceDeps(test.db);
  orders = createWorkorders(deps);
  figures = createFigures(deps);
});

afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

const operations = principal('operations', [''], 'ops-1');

it('follows the feed and answers', async () => {
  const background = startFigures(deps);
  const MATTER = {
    source: 'RESIDENT',
    channel: 'PHONE',
    matter: 'environment',
    title: '楼道堆放杂物',
    gridCode: PLACE.microGrid,
  };
  const r = await ask(
    orders,
    operations,
    'mutation ($input: ReportMatterInput!) { reportMatter(input: $input) { workOrder { id state } } }',
    { input: MATTER },
  );
  expect(r.messages).toEqual([]);
  await until(
    async () =>
      (await test.db.pool.query('SELECT count(*)::int AS n FROM work_order_measure')).rows[0].n === 1,
  );
  const out = await ask(
    figures,
    operations,
    `{ workOrderFigures(groupBy: [GRID, MATTER, PERIOD], period: {unit: DAY}, orderBy: {measure: REPORTED}) { totalCount nodes { period { label from to complete } grid { code } matter reported filed backlog
     values { measure value } respond { count medianSeconds } satisfaction { rated } change(measure: REPORTED) { value before percent base period { label } }
     formulas { formula { code } value explainZh } backlogAges { nameZh value }
     workOrders(measure: REPORTED) { totalCount edges { life value node { id } } } } }
     exportWorkOrderFigures(groupBy: [GRID, PERSON]) { fileName rows base64 } }`,
  );
  console.log(JSON.stringify(out, null, 1).slice(0, 4000), PEOPLE.desk.id);
  expect(out.messages).toEqual([]);
  await background.close();
});
