import type { Principal, Role } from '../../core/permissions.ts';
import type { Subgraph } from '../../runtime/subgraph.ts';
import { remeasure } from '../../subgraphs/figures/measure-store.ts';
import { SUBGRAPHS } from '../../subgraphs/table.ts';
import { type Ids, MARK, PHONE, ROWS, text } from './access-rows.ts';
import { type TestDb, testDb } from './db.ts';
import { ask, PEOPLE, PLACE, principal, seedPlace } from './governance.ts';
import { addAlert, addDevice, addIncident, addQuarantine, subgraphDeps } from './subgraph-world.ts';

/** All subgraphs over a site whose first community has one of everything, each with a mark in it. */
export interface AccessWorld {
  test: TestDb;
  deps: ReturnType<typeof subgraphDeps>;
  subgraphs: readonly Subgraph[];
  subgraph(name: string): Subgraph;
  /** Ids of what is there, by the type of the graph. */
  ids: ReadonlyMap<string, readonly string[]>;
  /** Cursors of the feed about it. */
  cursors: readonly string[];
  close(): Promise<void>;
}

/** A token with every right over some grids. */
export function allRights(...grids: string[]): Principal {
  const roles: Role[] = ['admin', 'operations', 'community'];
  return { subject: 'stranger', roles, grids, expiresAt: Number.MAX_SAFE_INTEGER };
}

const SITE = allRights('');

/** The first id in an answer, however deep. */
function idIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return idIn(Object.values(value)[0]);
}

/** Everything that needs no graph: names with a mark, a building, a device with an incident, an alert, refused frames. */
async function seed({ db }: TestDb): Promise<string> {
  await seedPlace(db);
  const here = [PLACE.community, PLACE.grid, PLACE.microGrid];
  const people = [PEOPLE.worker, PEOPLE.head, PEOPLE.property].map(({ id }) => id);
  await db.pool.query(`UPDATE grid SET name = $2 || name WHERE code = ANY($1::text[])`, [here, MARK]);
  await db.pool.query(`UPDATE person SET title = $2 || title, phone = $3 WHERE id = ANY($1::text[])`, [
    people,
    MARK,
    PHONE,
  ]);
  await db.pool.query(`UPDATE party SET name = $2 || name WHERE id = $1`, ['pt-property', MARK]);
  await db.pool.query(
    `INSERT INTO building (id, grid_code, name, address, leader_id) VALUES ('bd-x', $1, $2, $2, $3)`,
    [PLACE.grid, text('三号楼'), PEOPLE.head.id],
  );
  await addDevice(db, 'dev-x', { gridCode: PLACE.grid });
  await db.pool.query(
    `UPDATE device SET name = $1, address = $1, serial = $1, vendor = $1 WHERE id = 'dev-x'`,
    [text('摄像机')],
  );
  const timeMs = Date.now() - 60_000;
  await addIncident(db, { id: 'in-x', deviceId: 'dev-x', gridCode: PLACE.grid, firstSeenMs: timeMs });
  await db.pool.query(`UPDATE incident SET clear_reason = $1 WHERE id = 'in-x'`, [text('清除')]);
  const alertId = await addAlert(db, { deviceId: 'dev-x', gridCode: PLACE.grid, timeMs, incidentId: 'in-x' });
  const topic = `community/v1/${PLACE.grid}/camera/dev-x/alert`;
  await addQuarantine(db, { id: 'qf-x', gridCode: PLACE.community, topic, message: text('坏帧') });
  return alertId;
}

export async function accessWorld(): Promise<AccessWorld> {
  const test = await testDb();
  const alertId = await seed(test);
  const deps = subgraphDeps(test.db, {
    HUB_PUBLIC_REPORTS: 'on',
    HUB_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  });
  const subgraphs = SUBGRAPHS.map(({ create }) => create(deps));
  const subgraph = (name: string): Subgraph => {
    const found = subgraphs.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no subgraph ${name}`);
    return found;
  };
  const ids = new Map<string, string[]>([
    ['Grid', [PLACE.community, PLACE.grid, PLACE.microGrid]],
    ['Person', [PEOPLE.worker, PEOPLE.head, PEOPLE.property].map(({ id }) => id)],
    ['Party', ['pt-property']],
    ['Post', [`post-${PEOPLE.worker.id}`]],
    ['Building', ['bd-x']],
    ['Device', ['dev-x']],
    ['Incident', ['in-x']],
    ['Alert', [alertId]],
    ['QuarantinedFrame', ['qf-x']],
  ]);
  const idOf: Ids = (type, at = 0) => ids.get(type)?.[at] ?? '';
  for (const [name, mutation, input, select, type] of ROWS) {
    const named = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${named}!) { ${mutation}(input: $input) { ${select} } }`;
    const { data, messages } = await ask(subgraph(name), SITE, query, { input: input(idOf) });
    if (messages.length > 0) throw new Error(`${mutation}: ${messages.join('; ')}`);
    if (type !== '') ids.set(type, [...(ids.get(type) ?? []), idIn(data[mutation])]);
  }
  const report = await test.db.pool.query('SELECT id FROM report');
  ids.set(
    'Report',
    report.rows.map(({ id }) => String(id)),
  );
  await test.db.pool.query(
    `INSERT INTO work_order_incident (work_order_id, incident_id) VALUES ($1, 'in-x')`,
    [idOf('WorkOrder')],
  );
  await remeasure(test.db, 'ALL', { book: () => deps.governance.current(), nowMs: Date.now });
  const feed = await test.db.pool.query(
    'SELECT xid::text AS xid, seq::text AS seq FROM feed ORDER BY xid, seq',
  );
  const cursors = feed.rows.map(({ xid, seq }) => Buffer.from(`f1.${xid}.${seq}`).toString('base64url'));
  return {
    ...{ test, deps, subgraphs, subgraph, ids, cursors },
    async close() {
      await deps.feed.close();
      await test.close();
    },
  };
}

/** Sees the second community, and nothing of the first. */
export const STRANGER = allRights(PLACE.otherCommunity);
/** Sees a grid of the first community beside the one where everything is: what serves the whole community serves it too. */
export const SIBLING = allRights(`${PLACE.community}002`);
export const CHANNEL = principal('channel', [PLACE.otherCommunity], 'a-channel');
