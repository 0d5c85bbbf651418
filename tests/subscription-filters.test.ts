// The filter of workOrderChanged, over WebSocket and SSE, live and by cursor, against what the list with the same filter
// holds before and after each change.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, at, codesOf, data, textAt } from './e2e/graph-client.ts';
import { demoDevices } from './e2e/site.ts';
import { type Filter, type ListedSite, openListedSite } from './support/listed-site.ts';

let listed: ListedSite;

beforeAll(async () => {
  listed = await openListedSite();
});
afterAll(() => listed.site.close());

describe('workOrderChanged tells what workOrders holds, or held', () => {
  async function changed(mutation: string, input: Record<string, unknown>): Promise<unknown> {
    const type = `${mutation === 'reportMatter' ? 'ReportMatter' : `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`}Input`;
    const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { workOrder { id caseNumber createdAt } } }`;
    return at(await data(listed.site.url, listed.admin, document, { input }), mutation, 'workOrder');
  }

  it('by every field, while orders enter, stay and leave', async () => {
    const [near, far] = [
      (await demoDevices(listed.site.db, '511421001'))[0],
      (await demoDevices(listed.site.db, '511421002'))[0],
    ];
    if (near === undefined || far === undefined) throw new Error('no devices');
    const people = await listed.site.db.pool.query(
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
    const told = await listed.expectAsListed('order', filters, [
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
    // entered, and left for the listed.other
    expect(of(filters[13])).toEqual(['ASSIGNED', 'ASSIGNED']);
    expect(of(filters[14])?.length).toBeGreaterThan(1);
    expect(of(filters[16])).toHaveLength(4);
  });

  it.each([
    ['overdue', false],
    ['dueBefore', '2200-01-01T00:00:00Z'],
    ['light', 'GREEN'],
  ])('and refuses %s through both doors, with a cursor too', async (field, value) => {
    const cursor = await listed.site.feed.latest();
    for (const after of [null, cursor]) {
      await listed.expectRefused(
        'order',
        { filter: { [field]: value }, after },
        field,
        'FILTER_NOT_STREAMED',
      );
    }
  });

  it('and refuses what the list refuses', async () => {
    const list = 'query ($filter: WorkOrderFilter) { workOrders(filter: $filter) { nodes { id } } }';
    for (const [field, filter] of [
      ['search', { search: ' ' }],
      ['from', { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }],
      ['gridCode', { gridCode: '51' }],
    ] as const) {
      expect(codesOf(await ask(listed.site.url, listed.admin, list, { filter }))).toEqual(['BAD_USER_INPUT']);
      await listed.expectRefused('order', { filter }, field, 'BAD_USER_INPUT');
    }
  });
});
