// The filters of incidentChanged and workOrderChanged, over WebSocket and SSE, live and by cursor, against what the lists
// with the same filters hold before and after each change.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncidentFeedEvent } from '../core/feed-event.ts';
import { appendFeed } from '../runtime/feed.ts';
import {
  ask,
  at,
  codesOf,
  data,
  listAt,
  openStream,
  textAt,
  type Watch,
  watchSse,
  watchWs,
} from './e2e/graph-client.ts';
import { demoDevices, type MadeIncident, makeIncidents, openSite, type Site } from './e2e/site.ts';
import { until } from './support/until.ts';

type Filter = Record<string, unknown>;

let site: Site;
let admin: string;
/** Another person of the same rights. */
let other: string;

const KINDS = {
  incident: {
    list: 'query ($filter: IncidentFilter) { incidents(filter: $filter, first: 500) { nodes { id } } }',
    nodes: ['incidents', 'nodes'],
    watch: `subscription ($filter: IncidentFilter, $after: String) {
      incidentChanged(filter: $filter, after: $after) { cursor change incident { id } } }`,
    field: 'incidentChanged',
    thing: 'incident',
  },
  order: {
    list: 'query ($filter: WorkOrderFilter) { workOrders(filter: $filter, first: 500) { nodes { id } } }',
    nodes: ['workOrders', 'nodes'],
    watch: `subscription ($filter: WorkOrderFilter, $after: String) {
      workOrderChanged(filter: $filter, after: $after) { cursor change workOrder { id } } }`,
    field: 'workOrderChanged',
    thing: 'workOrder',
  },
} as const;
type Kind = keyof typeof KINDS;

beforeAll(async () => {
  site = await openSite();
  admin = await site.token('admin', '*');
  other = await site.shortToken('admin', 600);
});
afterAll(() => site.close());

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${site.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

async function watching(count: number): Promise<void> {
  await until(async () => (await metric('hub_subscriptions_open')) === count, {
    what: `${count} subscriptions`,
  });
}

async function held(kind: Kind, filter: Filter): Promise<Set<string>> {
  const { list, nodes } = KINDS[kind];
  const found = listAt(await data(site.url, admin, list, { filter }), ...nodes);
  return new Set(found.map((node) => textAt(node, 'id')));
}

/** `CHANGE id` of each message, in order. */
function told(kind: Kind, { messages }: Watch): string[] {
  const { field, thing } = KINDS[kind];
  return messages.map((message) => {
    expect(message.errors).toBeUndefined();
    return `${textAt(message.data, field, 'change')} ${textAt(message.data, field, thing, 'id')}`;
  });
}

interface Told {
  change: string;
  id: string;
}

/** What the feed has told of this topic after a cursor. */
async function rowsAfter(kind: Kind, cursor: string): Promise<Told[]> {
  const rows: Told[] = [];
  const abort = new AbortController();
  await appendFeed(site.db.pool, [{ topic: 'device', change: 'UPDATED', deviceId: 'end', gridCode: null }]);
  for await (const { event } of site.feed.tail({ after: cursor, signal: abort.signal })) {
    if (event.topic === 'device') break;
    if (event.topic === 'incident' && kind === 'incident')
      rows.push({ change: event.change, id: event.incidentId });
    if (event.topic === 'workOrder' && kind === 'order')
      rows.push({ change: event.change, id: event.workOrderId });
  }
  abort.abort();
  return rows;
}

/**
 * Takes the steps, each of which changes one thing, while every filter is watched through both doors; then compares with
 * what its list held before or after each change, and with a replay of the whole.
 */
async function expectAsListed(
  kind: Kind,
  filters: Filter[],
  steps: readonly (() => Promise<unknown>)[],
): Promise<Map<Filter, string[]>> {
  const { watch } = KINDS[kind];
  const open = filters.map((filter, index) => ({
    filter,
    ws: watchWs(site.url, admin, watch, { filter }),
    sse: watchSse(site.url, index % 2 === 0 ? admin : other, watch, { filter }),
  }));
  await watching(open.length * 2);
  const start = await site.feed.latest();
  const expected = new Map<Filter, string[]>(filters.map((filter) => [filter, []]));
  let before = await Promise.all(filters.map((filter) => held(kind, filter)));
  for (const step of steps) {
    const cursor = await site.feed.latest();
    await step();
    const after = await Promise.all(filters.map((filter) => held(kind, filter)));
    const rows = await rowsAfter(kind, cursor);
    expect(rows.length).toBeLessThan(2);
    for (const { change, id } of rows) {
      for (const [index, filter] of filters.entries()) {
        if (before[index]?.has(id) || after[index]?.has(id)) expected.get(filter)?.push(`${change} ${id}`);
      }
    }
    before = after;
  }
  for (const { filter, ws, sse } of open) {
    const all = expected.get(filter) ?? [];
    const replay = watchWs(site.url, other, watch, { filter, after: start });
    const what = JSON.stringify(filter);
    // what is missing is told by the comparison
    await until(() => [ws, sse, replay].every(({ messages }) => messages.length >= all.length), {
      timeoutMs: 5_000,
    }).catch(() => undefined);
    expect([what, told(kind, ws)]).toEqual([what, all]);
    expect([what, told(kind, sse)]).toEqual([what, all]);
    expect([what, told(kind, replay)]).toEqual([what, all]);
    await replay.close();
    await ws.close();
    await sse.close();
  }
  await watching(0);
  return expected;
}

describe('workOrderChanged tells what workOrders holds, or held', () => {
  async function changed(mutation: string, input: Record<string, unknown>): Promise<unknown> {
    const type = `${mutation === 'reportMatter' ? 'ReportMatter' : `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`}Input`;
    const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { workOrder { id caseNumber createdAt } } }`;
    return at(await data(site.url, admin, document, { input }), mutation, 'workOrder');
  }

  it('by every field, while orders enter, stay and leave', async () => {
    const [near, far] = [
      (await demoDevices(site.db, '511421001'))[0],
      (await demoDevices(site.db, '511421002'))[0],
    ];
    if (near === undefined || far === undefined) throw new Error('no devices');
    const people = await site.db.pool.query(
      'SELECT DISTINCT person_id AS id FROM post WHERE person_id IS NOT NULL AND $1 LIKE grid_code || $2 ORDER BY 1 LIMIT 2',
      [near.gridCode, '%'],
    );
    const [one, two] = people.rows.map(({ id }) => String(id));
    const report = { matter: 'environment', title: '楼道堆放杂物', severity: 'MINOR' };
    const first = await changed('reportMatter', { ...report, source: 'RESIDENT', gridCode: near.gridCode });
    const second = await changed('reportMatter', { ...report, source: 'PATROL', gridCode: far.gridCode });
    const id = textAt(first, 'id');
    const middle = textAt(second, 'createdAt');
    const number = textAt(first, 'caseNumber');
    const filters: Filter[] = [
      {},
      { live: true },
      { live: false },
      { sources: ['RESIDENT'] },
      { sources: ['PATROL', 'HOTLINE_12345'] },
      { sources: [] },
      { search: number.toLowerCase() },
      { search: ` ${number.slice(-5)} ` },
      { search: number.slice(0, 2) },
      { search: 'C' },
      { from: middle },
      { to: middle },
      { from: middle, to: '2200-01-01T00:00:00+08:00', live: true },
      { assigneeId: one },
      { assigneeId: two },
      { assigneeId: one, minSeverity: 'CRITICAL' },
      { minSeverity: 'MAJOR' },
      { states: ['REPORTED'] },
      { states: ['DISPATCHED', 'VOIDED'], sources: ['RESIDENT'] },
      { gridCode: near.gridCode },
      { gridCode: far.gridCode, live: null, overdue: null, dueBefore: null, light: null },
    ];
    const told = await expectAsListed('order', filters, [
      () => changed('acceptWorkOrder', { workOrderId: id }),
      () => changed('fileWorkOrder', { workOrderId: id }),
      () => changed('regradeWorkOrder', { workOrderId: id, severity: 'CRITICAL', reason: '堵塞消防通道' }),
      () => changed('dispatchWorkOrder', { workOrderId: id, personId: one }),
      () => changed('dispatchWorkOrder', { workOrderId: id, personId: two, reason: '改派' }),
      () => changed('regradeWorkOrder', { workOrderId: id, severity: 'MINOR', reason: '已部分清理' }),
      () => changed('voidWorkOrder', { workOrderId: textAt(second, 'id'), reason: '重复' }),
      () => changed('voidWorkOrder', { workOrderId: id, reason: '重复' }),
      () => changed('reportMatter', { ...report, source: 'RESIDENT', gridCode: far.gridCode }),
    ]);
    const of = (filter: Filter | undefined) => told.get(filter ?? {})?.map((line) => line.split(' ')[0]);
    // entered, and left for the other
    expect(of(filters[13])).toEqual(['ASSIGNED', 'ASSIGNED']);
    expect(of(filters[14])?.length).toBeGreaterThan(1);
    expect(of(filters[16])).toHaveLength(4);
  });

  it.each([
    ['overdue', false],
    ['dueBefore', '2200-01-01T00:00:00Z'],
    ['light', 'GREEN'],
  ])('and refuses %s through both doors, with a cursor too', async (field, value) => {
    const cursor = await site.feed.latest();
    for (const after of [null, cursor]) {
      await expectRefused('order', { filter: { [field]: value }, after }, field, 'FILTER_NOT_STREAMED');
    }
  });

  it('and refuses what the list refuses', async () => {
    const { list } = KINDS.order;
    for (const [field, filter] of [
      ['search', { search: ' ' }],
      ['from', { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }],
      ['gridCode', { gridCode: '51' }],
    ] as const) {
      expect(codesOf(await ask(site.url, admin, list, { filter }))).toEqual(['BAD_USER_INPUT']);
      await expectRefused('order', { filter }, field, 'BAD_USER_INPUT');
    }
  });
});

async function expectRefused(
  kind: Kind,
  variables: Record<string, unknown>,
  field: string,
  code: string,
): Promise<void> {
  const { watch } = KINDS[kind];
  const sse = await openStream(site.url, { token: admin, query: watch, variables });
  await until(sse.done);
  expect([sse.status, sse.events]).toEqual([400, []]);
  const [error] = listAt(JSON.parse(sse.body()), 'errors');
  expect(error).toMatchObject({
    extensions: {
      code,
      detail: { path: `filter.${field}`, reason: expect.any(String), reasonZh: expect.any(String) },
      fix: expect.any(String),
      fixZh: expect.stringMatching(/\p{Script=Han}/u),
    },
  });
  const ws = watchWs(site.url, admin, watch, variables);
  await until(ws.done);
  expect(ws.messages).toMatchObject([{ errors: [{ extensions: at(error, 'extensions') }] }]);
}

describe('incidentChanged tells what incidents holds, or held', () => {
  let made: MadeIncident[];
  let near: MadeIncident;
  let far: MadeIncident;
  let waiting: MadeIncident;

  beforeAll(async () => {
    made = await makeIncidents(site.db, [
      ...(await demoDevices(site.db, '511421001')).slice(0, 2),
      ...(await demoDevices(site.db, '511421002')).slice(0, 1),
    ]);
    const [first, second, third] = made;
    if (first === undefined || second === undefined || third === undefined) throw new Error('no incidents');
    [near, waiting, far] = [first, second, third];
    await site.db.pool.query('UPDATE incident SET announced = false WHERE id = $1', [waiting.incidentId]);
  });

  async function act(mutation: string, input: Record<string, unknown>): Promise<void> {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { incident { id } } }`;
    await data(site.url, admin, document, { input });
  }

  /** As intake does with a new alert. */
  async function seen(
    incident: MadeIncident,
    change: IncidentFeedEvent['change'],
    set: { lastSeenAt: Date; severity: number; state: 'ACTIVE' | 'CLEARED' },
  ): Promise<void> {
    await site.db.tx(async (client) => {
      await client.query('UPDATE incident SET last_seen_at = $2, severity = $3, state = $4 WHERE id = $1', [
        incident.incidentId,
        ...[set.lastSeenAt, set.severity, set.state],
      ]);
      await appendFeed(client, [
        {
          ...{ topic: 'incident', change, incidentId: incident.incidentId, alertId: null },
          ...{ deviceId: incident.deviceId, channel: '', type: 'elevator.ebike', count: 2 },
          ...{ severity: set.severity === 3 ? 'critical' : 'major', state: set.state },
          gridCode: incident.gridCode,
        },
      ]);
    });
  }

  it('by every field, while incidents enter, stay and leave', async () => {
    const later = new Date(Date.now() + 60_000);
    const filters: Filter[] = [
      {},
      { pending: null },
      { pending: false, states: ['ACTIVE'] },
      { states: ['CLEARED'] },
      { minSeverity: 'CRITICAL' },
      { minSeverity: 'CRITICAL', states: ['ACTIVE'] },
      { from: later.toISOString() },
      { from: later.getTime(), to: null, states: ['ACTIVE'] },
      { from: '2020-01-01T00:00:00+08:00', deviceId: near.deviceId },
      { types: ['elevator.ebike'], gridCode: far.gridCode },
      { types: ['camera.fire'] },
      { deviceId: waiting.deviceId },
    ];
    const told = await expectAsListed('incident', filters, [
      () => act('acknowledgeIncident', { incidentId: waiting.incidentId, reason: '已到场' }),
      () => act('acknowledgeIncident', { incidentId: near.incidentId, reason: '已到场' }),
      () => seen(far, 'REPEATED', { lastSeenAt: new Date(), severity: 2, state: 'ACTIVE' }),
      () =>
        seen(far, 'ESCALATED', { lastSeenAt: new Date(later.getTime() - 1), severity: 3, state: 'ACTIVE' }),
      () => act('acknowledgeIncident', { incidentId: far.incidentId, reason: '已到场' }),
      () => seen(far, 'REPEATED', { lastSeenAt: later, severity: 3, state: 'ACTIVE' }),
      () => act('clearIncident', { incidentId: far.incidentId, reason: '已推出' }),
      () => act('markFalseAlarm', { incidentId: far.incidentId, reason: '童车' }),
      () => act('markFalseAlarm', { incidentId: near.incidentId, reason: '童车' }),
      () => act('clearIncident', { incidentId: waiting.incidentId, reason: '已推出' }),
      () => seen(near, 'REOPENED', { lastSeenAt: new Date(), severity: 2, state: 'ACTIVE' }),
    ]);
    const of = (index: number) => told.get(filters[index] ?? {})?.map((line) => line.split(' ')[0]);
    // in the list of those that are active, and out of it
    expect(of(5)).toEqual(['ESCALATED', 'ACKNOWLEDGED', 'REPEATED', 'CLEARED']);
    expect(of(7)).toEqual(['REPEATED', 'CLEARED']);
    expect(of(11)).toEqual([]);
  });

  it.each([
    ['to', '2200-01-01T00:00:00Z'],
    ['pending', true],
  ])('and refuses %s through both doors, with a cursor too', async (field, value) => {
    const cursor = await site.feed.latest();
    for (const after of [null, cursor]) {
      await expectRefused('incident', { filter: { [field]: value }, after }, field, 'FILTER_NOT_STREAMED');
    }
  });

  it('looks at a thing once for an event, however many ask whatever of it, and not at all for what the row says', async () => {
    const { watch } = KINDS.incident;
    const year = (n: number) => ({ filter: { from: `20${n}-01-01T00:00:00Z` } });
    const looking = [
      ...Array.from({ length: 12 }, (_, index) =>
        watchWs(site.url, index < 6 ? admin : other, watch, year(index + 10)),
      ),
      watchSse(site.url, admin, watch, year(10)),
      // asks of things that do not match at all
      ...Array.from({ length: 6 }, () =>
        watchWs(site.url, other, watch, { filter: { from: '2199-01-01T00:00:00Z' } }),
      ),
    ];
    const plain = watchWs(site.url, admin, watch, { filter: { states: ['ACTIVE'], minSeverity: 'INFO' } });
    await watching(looking.length + 1);
    const before = [
      await metric('hub_subscription_lookups_total'),
      await metric('hub_subscription_executions_total'),
    ];
    await seen(near, 'REPEATED', { lastSeenAt: new Date(), severity: 2, state: 'ACTIVE' });
    await until(() => [...looking.slice(0, 13), plain].every(({ messages }) => messages.length === 1));
    const after = [
      await metric('hub_subscription_lookups_total'),
      await metric('hub_subscription_executions_total'),
    ];
    // the filter is no part of the query that resolves an event: one for each person and document
    expect(after.map((count, index) => count - (before[index] ?? 0))).toEqual([1, 2]);
    for (const each of looking.slice(13)) expect(each.messages).toEqual([]);
    for (const each of [...looking, plain]) await each.close();
    await watching(0);

    const rowOnly = watchWs(site.url, admin, watch, {
      filter: { types: ['elevator.ebike'], gridCode: near.gridCode },
    });
    await watching(1);
    await seen(near, 'REPEATED', { lastSeenAt: new Date(), severity: 2, state: 'ACTIVE' });
    await until(() => rowOnly.messages.length === 1);
    expect(await metric('hub_subscription_lookups_total')).toBe(after[0]);
    await rowOnly.close();
    await watching(0);
  });
});
