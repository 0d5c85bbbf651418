// The filter of incidentChanged, over WebSocket and SSE, live and by cursor, against what the list with the same filter
// holds before and after each change.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncidentFeedEvent } from '../core/feed-event.ts';
import { appendFeed } from '../runtime/feed.ts';
import { data, watchSse, watchWs } from './e2e/graph-client.ts';
import { demoDevices, type MadeIncident, makeIncidents } from './e2e/site.ts';
import { type Filter, KINDS, type ListedSite, openListedSite } from './support/listed-site.ts';
import { until } from './support/until.ts';

let listed: ListedSite;

beforeAll(async () => {
  listed = await openListedSite();
});
afterAll(() => listed.site.close());

describe('incidentChanged tells what incidents holds, or held', () => {
  let made: MadeIncident[];
  let near: MadeIncident;
  let far: MadeIncident;
  let waiting: MadeIncident;

  beforeAll(async () => {
    made = await makeIncidents(listed.site.db, [
      ...(await demoDevices(listed.site.db, '511421001')).slice(0, 2),
      ...(await demoDevices(listed.site.db, '511421002')).slice(0, 1),
    ]);
    const [first, second, third] = made;
    if (first === undefined || second === undefined || third === undefined) throw new Error('no incidents');
    [near, waiting, far] = [first, second, third];
    await listed.site.db.pool.query('UPDATE incident SET announced = false WHERE id = $1', [
      waiting.incidentId,
    ]);
  });

  async function act(mutation: string, input: Record<string, unknown>): Promise<void> {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { incident { id } } }`;
    await data(listed.site.url, listed.admin, document, { input });
  }

  /** As intake does with a new alert. */
  async function seen(
    incident: MadeIncident,
    change: IncidentFeedEvent['change'],
    set: { lastSeenAt: Date; severity: number; state: 'ACTIVE' | 'CLEARED' },
  ): Promise<void> {
    await listed.site.db.tx(async (client) => {
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
    const told = await listed.expectAsListed('incident', filters, [
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
    const cursor = await listed.site.feed.latest();
    for (const after of [null, cursor]) {
      await listed.expectRefused(
        'incident',
        { filter: { [field]: value }, after },
        field,
        'FILTER_NOT_STREAMED',
      );
    }
  });

  it('looks at a thing once for an event, however many ask whatever of it, and not at all for what the row says', async () => {
    const { watch } = KINDS.incident;
    const year = (n: number) => ({ filter: { from: `20${n}-01-01T00:00:00Z` } });
    const looking = [
      ...Array.from({ length: 12 }, (_, index) =>
        watchWs(listed.site.url, index < 6 ? listed.admin : listed.other, watch, year(index + 10)),
      ),
      watchSse(listed.site.url, listed.admin, watch, year(10)),
      // asks of things that do not match at all
      ...Array.from({ length: 6 }, () =>
        watchWs(listed.site.url, listed.other, watch, { filter: { from: '2199-01-01T00:00:00Z' } }),
      ),
    ];
    const plain = watchWs(listed.site.url, listed.admin, watch, {
      filter: { states: ['ACTIVE'], minSeverity: 'INFO' },
    });
    await listed.watching(looking.length + 1);
    const before = [
      await listed.metric('hub_subscription_lookups_total'),
      await listed.metric('hub_subscription_executions_total'),
    ];
    await seen(near, 'REPEATED', { lastSeenAt: new Date(), severity: 2, state: 'ACTIVE' });
    await until(() => [...looking.slice(0, 13), plain].every(({ messages }) => messages.length === 1));
    const after = [
      await listed.metric('hub_subscription_lookups_total'),
      await listed.metric('hub_subscription_executions_total'),
    ];
    // the filter is no part of the query that resolves an event: one for each person and document
    expect(after.map((count, index) => count - (before[index] ?? 0))).toEqual([1, 2]);
    for (const each of looking.slice(13)) expect(each.messages).toEqual([]);
    for (const each of [...looking, plain]) await each.close();
    await listed.watching(0);

    const rowOnly = watchWs(listed.site.url, listed.admin, watch, {
      filter: { types: ['elevator.ebike'], gridCode: near.gridCode },
    });
    await listed.watching(1);
    await seen(near, 'REPEATED', { lastSeenAt: new Date(), severity: 2, state: 'ACTIVE' });
    await until(() => rowOnly.messages.length === 1);
    expect(await listed.metric('hub_subscription_lookups_total')).toBe(after[0]);
    await rowOnly.close();
    await listed.watching(0);
  });
});
