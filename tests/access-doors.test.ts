// The doors of the gateway, and of subgraphs by themselves: subscriptions replayed from other people's cursors and filtered
// by other people's things, and tokens that count no longer.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, codesOf, openStream, textAt, type Watch, watchSse, watchWs } from './e2e/graph-client.ts';
import {
  demoDevices,
  type MadeIncident,
  makeIncidents,
  openSite,
  type Site,
  tellRepeated,
} from './e2e/site.ts';
import { until } from './support/until.ts';

let site: Site;
let near: MadeIncident;
let far: MadeIncident;
/** Sees what is near, and nothing of what is far. */
let scoped: string;
/** Of what happened far away, before anything near did. */
let foreign: string;
let expired: string;

const WATCH = `subscription ($filter: IncidentFilter, $after: String) { incidentChanged(filter: $filter, after: $after) {
  cursor incident { id device { id name } grid { code } workOrder { caseNumber } } } }`;
const ORDERS = `subscription ($after: String) { workOrderChanged(after: $after) { cursor workOrder { id } } }`;
const COMMANDS = `subscription ($after: String) { deviceCommandChanged(after: $after) { cursor command { id } } }`;

beforeAll(async () => {
  site = await openSite({ HUB_OPEN311: 'on' });
  const made = await makeIncidents(site.db, [
    ...(await demoDevices(site.db, '511421001')).slice(0, 1),
    ...(await demoDevices(site.db, '511421002')).slice(0, 1),
  ]);
  const [first, last] = made;
  if (first === undefined || last === undefined) throw new Error('no incidents');
  [near, far] = [first, last];
  const start = await site.feed.latest();
  await tellRepeated(site.db, far);
  const tail = site.feed.tail({ after: start, signal: AbortSignal.timeout(10_000), maxQueue: 10 });
  const told = await tail[Symbol.asyncIterator]().next();
  foreign = told.done === true ? '' : told.value.cursor;
  await tellRepeated(site.db, far, 3);
  await tellRepeated(site.db, near);
  scoped = await site.token('operations', near.gridCode.slice(0, 12));
  expired = await site.shortToken('admin', -60);
});
afterAll(() => site.close());

const idsOf = (watch: Watch) =>
  watch.messages.map(({ data }) => textAt(data, 'incidentChanged', 'incident', 'id'));

describe('a cursor of what others saw', () => {
  it('resumes after it, with one’s own alone, over ws, SSE and Last-Event-ID', async () => {
    const ws = watchWs(site.url, scoped, WATCH, { after: foreign });
    const sse = watchSse(site.url, scoped, WATCH, { after: foreign });
    const raw = await openStream(site.url, { token: scoped, query: WATCH, lastEventId: foreign });
    await until(() => ws.messages.length > 0 && sse.messages.length > 0 && raw.events.length > 0);
    await tellRepeated(site.db, far, 4);
    await tellRepeated(site.db, near, 3);
    await until(() => [ws.messages, sse.messages, raw.events].every((got) => got.length === 2));
    expect(idsOf(ws)).toEqual([near.incidentId, near.incidentId]);
    expect(idsOf(sse)).toEqual(idsOf(ws));
    const all = JSON.stringify([ws.messages, sse.messages, raw.events]);
    for (const other of [far.incidentId, far.deviceId, far.workOrderId, far.gridCode]) {
      expect(all).not.toContain(other);
    }
    await ws.close();
    await sse.close();
    raw.close();
  });

  it('is looked up as one that is gone', async () => {
    const query = `query ($cursor: String!) { incidentChange(cursor: $cursor) { incident { id } }
      workOrderChange(cursor: $cursor) { workOrder { id } } deviceCommandChange(cursor: $cursor) { command { id } } }`;
    const answer = await ask(site.url, scoped, query, { cursor: foreign });
    expect([answer.errors, answer.data]).toEqual([
      undefined,
      { incidentChange: null, workOrderChange: null, deviceCommandChange: null },
    ]);
  });
});

describe('a filter by what others have', () => {
  it.each([
    ['their grid', () => ({ gridCode: far.gridCode })],
    ['their community', () => ({ gridCode: far.gridCode.slice(0, 12) })],
    ['their device', () => ({ deviceId: far.deviceId })],
  ])('passes nothing on: %s', async (_, filter) => {
    const theirs = watchWs(site.url, scoped, WATCH, { filter: filter(), after: foreign });
    const own = watchWs(site.url, scoped, WATCH, { after: foreign });
    await tellRepeated(site.db, far, 5);
    const before = own.messages.length;
    await tellRepeated(site.db, near, 6);
    // by then what was told before would have come
    await until(() => own.messages.length > before);
    expect(theirs.messages).toEqual([]);
    expect(theirs.done()).toBe(false);
    await theirs.close();
    await own.close();
  });
});

describe('a token that counts no longer', () => {
  it('opens no door of the gateway', async () => {
    const posted = await ask(site.url, expired, '{ incidents { nodes { id } } }');
    expect([posted.status, codesOf(posted), posted.data ?? null]).toEqual([401, ['UNAUTHENTICATED'], null]);
    for (const method of ['GET', 'POST'] as const) {
      const stream = await openStream(site.url, {
        token: expired,
        query: WATCH,
        lastEventId: foreign,
        method,
      });
      await until(stream.done);
      expect([stream.status, stream.events]).toEqual([401, []]);
    }
    const ws = watchWs(site.url, expired, WATCH, { after: foreign });
    await until(ws.done);
    expect([ws.messages, ws.fault()]).toMatchObject([[], { code: 4403 }]);
    // nor does it fall back to what anybody may read
    for (const path of ['requests.json', `requests/${near.workOrderId}.json`, 'services.json']) {
      const got = await fetch(`${site.url}/open311/v2/${path}`, {
        headers: { authorization: `Bearer ${expired}` },
      });
      expect([path, got.status]).toEqual([path, 403]);
      expect((await fetch(`${site.url}/open311/v2/${path}?api_key=${expired}`)).status).toBe(403);
    }
  });

  it('opens no subgraph that is asked by itself, nor does none, for entities either', async () => {
    const served = await site.serve('alerts');
    try {
      const entities =
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Incident { id count } } }';
      const post = async (token: string | null) => {
        const response = await fetch(served.url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify({
            query: entities,
            variables: { r: [{ __typename: 'Incident', id: far.incidentId }] },
          }),
        });
        return response.text();
      };
      for (const token of [expired, null, 'nonsense']) {
        const text = await post(token);
        expect(text).toContain('UNAUTHENTICATED');
        expect(text).not.toContain(far.incidentId);
      }
      expect(JSON.parse(await post(scoped)).data).toEqual({ _entities: [null] });
      expect(await post(await site.token('viewer', '*'))).toContain(far.incidentId);
    } finally {
      await served.close();
    }
  });
});

describe('a role without the right', () => {
  it('subscribes to nothing', async () => {
    const channel = await site.token('channel', '*');
    const viewer = await site.token('viewer', '*');
    for (const [token, query] of [
      [channel, WATCH],
      [channel, ORDERS],
      [channel, COMMANDS],
      [viewer, COMMANDS],
    ] as const) {
      const stream = await openStream(site.url, { token, query, variables: { after: foreign } });
      await until(stream.done);
      expect([stream.status, stream.body()]).toEqual([403, expect.stringContaining('FORBIDDEN')]);
    }
  });
});
