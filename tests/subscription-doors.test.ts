// Subscriptions through the doors of the gateway: readers that leave while the store is away, and incidents that have left
// the grids of a reader.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStream, openWs, textAt, watchSse, watchWs } from './e2e/graph-client.ts';
import {
  demoDevices,
  type MadeIncident,
  makeIncidents,
  openSite,
  type Site,
  tellRepeated,
} from './e2e/site.ts';
import { until } from './support/until.ts';

const WATCH = `subscription ($after: String) { incidentChanged(after: $after) { cursor incident { id } } }`;

let site: Site;
let admin: string;
let moved: MadeIncident;
let stays: MadeIncident;
let far: MadeIncident;

beforeAll(async () => {
  site = await openSite();
  admin = await site.token('admin', '*');
  const made = await makeIncidents(site.db, [
    ...(await demoDevices(site.db, '511421001')).slice(0, 2),
    ...(await demoDevices(site.db, '511421002')).slice(0, 1),
  ]);
  const [first, second, third] = made;
  if (first === undefined || second === undefined || third === undefined) throw new Error('no incidents');
  [moved, stays, far] = [first, second, third];
});
afterAll(() => site.close());

async function open(count: number): Promise<void> {
  await until(async () => {
    const text = await (await fetch(`${site.url}/metrics`)).text();
    return Number(/^hub_subscriptions_open (\d+)$/m.exec(text)?.[1]) === count;
  });
}

it('who leaves a socket, says complete or closes a stream before it has begun gives back the place at once', async () => {
  const after = await site.feed.latest();
  const client = await site.db.pool.connect();
  const sockets = openWs(site.url, admin);
  try {
    await client.query('BEGIN');
    // what was missed cannot be read: as when the store is away
    await client.query('LOCK TABLE feed IN ACCESS EXCLUSIVE MODE');
    const sink = { next: () => {}, error: () => {}, complete: () => {} };
    const complete = sockets.subscribe({ query: WATCH, variables: { after } }, sink);
    const closed = watchWs(site.url, admin, WATCH, { after });
    const stream = watchSse(site.url, admin, WATCH, { after });
    await open(3);
    complete();
    await open(2);
    await closed.close();
    await open(1);
    await stream.close();
    await open(0);
  } finally {
    await client.query('ROLLBACK');
    client.release();
    await sockets.dispose();
  }
  // the socket and the feed go on
  const again = await openStream(site.url, { token: admin, query: WATCH });
  await tellRepeated(site.db, stays);
  await until(() => again.events.length === 1);
  again.close();
  await open(0);
});

it('an incident that has left the grids of a reader since is passed over, and holds nothing up', async () => {
  const community = await site.token('community', stays.gridCode.slice(0, 12));
  const after = await site.feed.latest();
  await tellRepeated(site.db, moved);
  await tellRepeated(site.db, stays);
  await site.db.pool.query('UPDATE incident SET grid_code = $2 WHERE id = $1', [
    moved.incidentId,
    far.gridCode,
  ]);
  const watches = [
    watchWs(site.url, community, WATCH, { after }),
    watchSse(site.url, community, WATCH, { after }),
  ];
  for (const watch of watches) {
    await until(() => watch.messages.length > 0, { timeoutMs: 5_000 });
    expect(watch.messages.map(({ data }) => textAt(data, 'incidentChanged', 'incident', 'id'))).toEqual([
      stays.incidentId,
    ]);
    await watch.close();
  }
});
