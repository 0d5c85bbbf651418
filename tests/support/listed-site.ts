import { expect } from 'vitest';
import { appendFeed } from '../../runtime/feed.ts';
import { at, data, listAt, openStream, textAt, type Watch, watchSse, watchWs } from '../e2e/graph-client.ts';
import { openSite } from '../e2e/site.ts';
import { until } from './until.ts';

export type Filter = Record<string, unknown>;

export const KINDS = {
  incident: {
    list: 'incidents',
    filter: 'IncidentFilter',
    watch: `subscription ($filter: IncidentFilter, $after: String) {
      incidentChanged(filter: $filter, after: $after) { cursor change incident { id } } }`,
    field: 'incidentChanged',
    thing: 'incident',
  },
  order: {
    list: 'workOrders',
    filter: 'WorkOrderFilter',
    watch: `subscription ($filter: WorkOrderFilter, $after: String) {
      workOrderChanged(filter: $filter, after: $after) { cursor change workOrder { id } } }`,
    field: 'workOrderChanged',
    thing: 'workOrder',
  },
} as const;
const LISTS = 20;
export type Kind = keyof typeof KINDS;

/** A site whose subscriptions are held against its lists, through both doors, as two people of the same rights. */
export async function openListedSite() {
  const site = await openSite();
  const admin = await site.token('admin', '*');
  const other = await site.shortToken('admin', 600);

  async function metric(name: string): Promise<number> {
    const text = await (await fetch(`${site.url}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
  }

  async function watching(count: number): Promise<void> {
    await until(async () => (await metric('hub_subscriptions_open')) === count, {
      what: `${count} subscriptions`,
    });
  }

  /** Ids in the list of each filter; all lists in one request, but no more than its root fields may be. */
  async function held(kind: Kind, filters: readonly Filter[]): Promise<Set<string>[]> {
    const { list, filter } = KINDS[kind];
    const sets: Set<string>[] = [];
    for (let from = 0; from < filters.length; from += LISTS) {
      const some = filters.slice(from, from + LISTS);
      const declared = some.map((_, index) => `$f${index}: ${filter}`).join(', ');
      const fields = some.map(
        (_, index) => `l${index}: ${list}(filter: $f${index}, first: 100) { nodes { id } }`,
      );
      const variables = Object.fromEntries(some.map((one, index) => [`f${index}`, one]));
      const answer = await data(site.url, admin, `query (${declared}) { ${fields.join(' ')} }`, variables);
      for (const index of some.keys()) {
        sets.push(new Set(listAt(answer, `l${index}`, 'nodes').map((node) => textAt(node, 'id'))));
      }
    }
    return sets;
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
    let before = await held(kind, filters);
    for (const step of steps) {
      const cursor = await site.feed.latest();
      await step();
      const after = await held(kind, filters);
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
      await until(() => [ws, sse, replay].every(({ messages }) => messages.length >= all.length)).catch(
        () => undefined,
      );
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

  return { site, admin, other, metric, watching, expectAsListed, expectRefused };
}
export type ListedSite = Awaited<ReturnType<typeof openListedSite>>;
