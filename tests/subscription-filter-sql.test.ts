// What a filter of a subscription says of a thing, by its row of the feed and one look at it, is what the list's SQL says.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedEvent } from '../core/feed-event.ts';
import { record } from '../core/incident-state.ts';
import { isLive, WORK_ORDER_STATE_NAMES } from '../core/work-order.ts';
import { phasesOf } from '../gateway/subscription-phases.ts';
import { compileFilter } from '../gateway/subscription-rules.ts';
import { SUBSCRIPTION_FIELDS } from '../gateway/subscription-table.ts';
import { type ReadSubject, subjectReader } from '../runtime/feed-subject.ts';
import { feedEventOf as actEventOf } from '../subgraphs/alerts/acts.ts';
import { incidentsById, stateOfRow } from '../subgraphs/alerts/incident-store.ts';
import { createAlertsSubgraph } from '../subgraphs/alerts/index.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { ordersById } from '../subgraphs/workorders/reads.ts';
import { feedEventOf } from '../subgraphs/workorders/writes.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ADMIN, asker, EAST, seedGrids, subgraphDeps, WEST } from './support/subgraph-world.ts';

const THINGS = 150;
const RUNS = 150;
const BASE = Date.UTC(2026, 10, 1);

let test: TestDb;
let deps: ReturnType<typeof subgraphDeps>;
let read: ReadSubject;

beforeAll(async () => {
  test = await testDb();
  await seedGrids(test.db);
  deps = subgraphDeps(test.db);
  read = subjectReader(test.db);
});
afterAll(async () => {
  await deps.series.close();
  await deps.feed.close();
  await test.close();
});

const grid = fc.constantFrom(null, EAST, WEST, `${EAST}001`, `${EAST}002`, `${WEST}001`);
/** A few times, so that bounds fall on them. */
const time = fc.integer({ min: 0, max: 12 }).map((hours) => new Date(BASE + hours * 3_600_000));
const shownTime = fc.oneof(
  time.map((at) => at.toISOString()),
  time.map((at) => at.getTime()),
  time.map((at) => `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, -1)}+08:00`),
);
const severities = ['INFO', 'MINOR', 'MAJOR', 'CRITICAL'] as const;
const given = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2 });

/** Runs the filters over both. @param events one for each thing, as the feed tells it */
async function expectSame(
  field: string,
  events: readonly (FeedEvent & { id: string })[],
  filters: fc.Arbitrary<Record<string, unknown>>,
  list: (filter: Record<string, unknown>) => Promise<string[]>,
): Promise<void> {
  const rules = SUBSCRIPTION_FIELDS[field]?.filter;
  if (rules === undefined) throw new Error(`no subscription ${field}`);
  const subjects = await Promise.all(events.map((event) => read(event)));
  let held = 0;
  await fc.assert(
    fc.asyncProperty(filters, async (filter) => {
      const { row, subject } = compileFilter(rules, filter);
      const by = events.filter((event, index) => {
        const about = subjects[index] ?? null;
        return row(phasesOf(event)) && (subject === null || (about !== null && subject(about)));
      });
      const listed = await list(filter);
      held += listed.length;
      expect(by.map(({ id }) => id).sort()).toEqual(listed.sort());
    }),
    { numRuns: RUNS },
  );
  // not all of nothing
  expect(held).toBeGreaterThan(RUNS);
}

describe('the decision by a row of the feed is that of the list', () => {
  it('for orders', async () => {
    const order = fc.record({
      state: fc.constantFrom(...WORK_ORDER_STATE_NAMES),
      source: fc.constantFrom('INCIDENT', 'RESIDENT', 'PATROL', 'HOTLINE_12345'),
      severity: fc.integer({ min: 0, max: 3 }),
      gridCode: grid,
      assigneeId: fc.constantFrom(null, 'p-1', 'p-2'),
      at: time,
    });
    const made = fc.sample(fc.array(order, { minLength: THINGS, maxLength: THINGS }), 1)[0] ?? [];
    await test.db.pool.query(
      `WITH people AS (INSERT INTO person (id, title) VALUES ('p-1', 'x'), ('p-2', 'x'))
       INSERT INTO work_order (id, case_number, profile, state, source, matter, title, severity, dispatch_explanation,
         created_at, updated_at)
       VALUES ('wo_parent', 'parent', 'test', 'FILED', 'UNIT', 'fire-hazard', 'x', 0, '', '2020-01-01', '2020-01-01')`,
    );
    const numbers: string[] = [];
    for (const [index, one] of made.entries()) {
      const number = `${index % 3 === 0 ? 'C' : 'E'}0${index % 4}0120261101${String(index).padStart(4, '0')}`;
      numbers.push(number);
      await test.db.pool.query(
        `INSERT INTO work_order (id, case_number, profile, state, source, matter, title, severity, grid_code,
           assignee_id, dispatch_explanation, created_at, updated_at, closed_at, merged_into)
         VALUES ($1, $2, 'test', $3, $4, 'fire-hazard', 'x', $5, $6, $7, '', $8, $8, $9, $10)`,
        [
          ...[
            `wo_${index}`,
            number,
            one.state,
            one.source,
            one.severity,
            one.gridCode,
            one.assigneeId,
            one.at,
          ],
          ...[isLive(one.state) ? null : one.at, one.state === 'MERGED' ? 'wo_parent' : null],
        ],
      );
    }
    const rows = await ordersById(test.db.pool, [
      'wo_parent',
      ...[...made.keys()].map((index) => `wo_${index}`),
    ]);
    const part = fc
      .tuple(fc.constantFrom(...numbers), fc.nat(16), fc.integer({ min: 1, max: 18 }))
      .map(([number, from, length]) => number.slice(from, from + length));
    const search = fc.oneof(
      { weight: 4, arbitrary: part },
      { weight: 2, arbitrary: part.map((text) => ` ${text.toLowerCase()} `) },
      fc.constantFrom('E', 'c', 'C0', 'e01', '%', '_', '_0_', '%%%', '\\', '\\\\\\', '0', '00', 'ſ', 'é'),
    );
    const filters = fc.record(
      {
        gridCode: given(fc.constantFrom('5114', EAST, WEST, `${EAST}001`)),
        states: given(fc.subarray([...WORK_ORDER_STATE_NAMES])),
        live: given(fc.boolean()),
        assigneeId: given(fc.constantFrom('p-1', 'p-2', 'p-3', '')),
        minSeverity: given(fc.constantFrom(...severities)),
        sources: given(fc.subarray(['INCIDENT', 'RESIDENT', 'PATROL', 'HOTLINE_12345'])),
        range: given(fc.tuple(time, time).filter(([from, to]) => from < to)),
        from: given(shownTime),
        search: given(search),
      },
      { requiredKeys: [] },
    );
    const orders = asker(createWorkorders(deps));
    await expectSame(
      'workOrderChanged',
      rows.map((row) => ({ ...feedEventOf('TRANSITIONED', row), id: row.id })),
      filters.map(({ range, ...filter }) =>
        range === null || range === undefined
          ? filter
          : { ...filter, from: range[0].toISOString(), to: range[1].getTime() },
      ),
      async (filter) => {
        const query =
          'query ($filter: WorkOrderFilter) { workOrders(filter: $filter, first: 500) { nodes { id } } }';
        const { workOrders } = await orders.data(ADMIN, query, { filter });
        return workOrders.nodes.map(({ id }: { id: string }) => id);
      },
    );
  });

  it('for incidents', async () => {
    const incident = fc.record({
      state: fc.constantFrom('ACTIVE', 'CLEARED'),
      type: fc.constantFrom('camera.fire', 'elevator.ebike', 'charger.smoke'),
      severity: fc.integer({ min: 0, max: 3 }),
      gridCode: grid,
      deviceId: fc.constantFrom('d-1', 'd-2', 'd-3'),
      announced: fc.boolean(),
      suppressedBy: fc.constantFrom(null, null, 'inc_0'),
      at: time,
    });
    const made = fc.sample(fc.array(incident, { minLength: THINGS, maxLength: THINGS }), 1)[0] ?? [];
    for (const [index, one] of made.entries()) {
      await test.db.pool.query(
        `INSERT INTO incident (id, device_id, channel, type, grid_code, community_code, severity, state, count,
           first_seen_at, last_seen_at, last_alert_id, opened_at, announced, suppressed_by)
         VALUES ($1, $2, $1, $3, $4, $5, $6, $7, 1, $8, $8, '', $8, $9, $10)`,
        [
          ...[`inc_${index}`, one.deviceId, one.type, one.gridCode, EAST, one.severity, one.state, one.at],
          ...[one.announced, one.suppressedBy],
        ],
      );
    }
    const rows = await incidentsById(
      test.db.pool,
      [...made.keys()].map((index) => `inc_${index}`),
    );
    const filters = fc.record(
      {
        gridCode: given(fc.constantFrom('5114', EAST, WEST, `${EAST}001`)),
        states: given(fc.subarray(['ACTIVE', 'CLEARED'])),
        types: given(fc.subarray(['camera.fire', 'elevator.ebike', 'charger.smoke'])),
        minSeverity: given(fc.constantFrom(...severities)),
        deviceId: given(fc.constantFrom('d-1', 'd-2', 'd-9', 'd\0')),
        from: given(shownTime),
        pending: given(fc.constant(false)),
      },
      { requiredKeys: [] },
    );
    const alerts = asker(createAlertsSubgraph(deps));
    await expectSame(
      'incidentChanged',
      rows.map((row) => {
        const state = stateOfRow(row);
        return { ...actEventOf(state, state, record(state, 'ACKNOWLEDGED', 0)), id: row.id };
      }),
      filters,
      async (filter) => {
        const query =
          'query ($filter: IncidentFilter) { incidents(filter: $filter, first: 500) { nodes { id } } }';
        const { incidents } = await alerts.data(ADMIN, query, { filter });
        return incidents.nodes.map(({ id }: { id: string }) => id);
      },
    );
  });
});
