// Things of one's own that somebody above both places tied to another community: what hangs at the other end is not shown.
import { isObjectType, isUnionType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUBGRAPHS } from '../subgraphs/table.ts';
import { type Call, callsOf, run, selection } from './support/access-attack.ts';
import { MARK, PHONE } from './support/access-rows.ts';
import { type AccessWorld, accessWorld, allRights, STRANGER } from './support/access-world.ts';
import { ask, PEOPLE, PLACE } from './support/governance.ts';
import { addDevice, addIncident } from './support/subgraph-world.ts';

let world: AccessWorld;
/** The same ids, of what lies at home. */
let home: AccessWorld;
const SITE = allRights('');
const OWN = PLACE.otherGrid;

async function must(subgraph: string, name: string, input: object, select: string) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${select} } }`;
  const { data, messages } = await ask(world.subgraph(subgraph), SITE, query, { input });
  if (messages.length > 0) throw new Error(`${name}: ${messages.join()}`);
  return data[name];
}

beforeAll(async () => {
  world = await accessWorld();
  const { db } = world.test;
  const there = { device: 'dev-x', incident: 'in-x', order: world.ids.get('WorkOrder')?.[0] ?? '' };
  await addDevice(db, 'dev-own', { gridCode: OWN });
  await addIncident(db, {
    id: 'in-own',
    deviceId: 'dev-own',
    gridCode: OWN,
    firstSeenMs: Date.now() - 1_000,
  });
  // hangs on a device there, held down by what is wrong there, and seen by a device that has gone there since
  await db.pool.query(`UPDATE device SET parent_id = $1 WHERE id = 'dev-own'`, [there.device]);
  await db.pool.query(`UPDATE incident SET suppressed_by = $1 WHERE id = 'in-own'`, [there.incident]);
  await addIncident(db, {
    id: 'in-gone',
    deviceId: there.device,
    gridCode: OWN,
    firstSeenMs: Date.now(),
    channel: '2',
  });
  await db.pool.query(
    `INSERT INTO building (id, grid_code, name, leader_id) VALUES ('bd-own', $1, '一号楼', $2)`,
    [OWN, PEOPLE.head.id],
  );
  await db.pool.query(`UPDATE post SET party_id = 'pt-property' WHERE person_id = $1`, [
    PEOPLE.otherWorker.id,
  ]);
  await db.pool.query(`UPDATE person SET party_id = 'pt-property' WHERE id = $1`, [PEOPLE.otherWorker.id]);
  const members = [PEOPLE.head.id];
  const pattern = { kind: 'WEEKLY', shifts: [{ name: '班', from: '08:00', to: '18:00', members }] };
  await must(
    'grids',
    'createRoster',
    { gridCode: OWN, role: 'GRID_HEAD', name: '值守', pattern },
    'roster { id }',
  );
  const talent = { id: 'ta-own', gridCode: OWN, personId: PEOPLE.head.id, fields: ['LAW'] };
  await must('grids', 'saveTalent', talent, 'talent { id }');
  const report = {
    source: 'PATROL',
    matter: 'environment',
    profile: 'standard',
    title: '堆物',
    gridCode: OWN,
  };
  const { workOrder } = await must('workorders', 'reportMatter', report, 'workOrder { id }');
  const list = { code: 'OWN', nameZh: '清单', nameEn: 'list', kind: 'PROJECT_LIST', gridCode: OWN };
  const owner = { ...list, personId: PEOPLE.head.id };
  const { followUpList } = await must('workorders', 'createFollowUpList', owner, 'followUpList { id }');
  const offer = { title: '维修', matters: ['environment'], gridCode: OWN, partyId: 'pt-property' };
  await must('workorders', 'offerService', offer, 'serviceOffer { id }');
  const supervision = { workOrderId: workOrder.id, by: 'BRANCH', partyId: 'pt-property', reason: '督办' };
  await must('workorders', 'openSupervision', supervision, 'workOrder { id }');
  await db.pool.query(
    `INSERT INTO work_order_incident (work_order_id, incident_id, live) VALUES ($1, $2, false), ($3, 'in-own', false)`,
    [workOrder.id, there.incident, there.order],
  );
  await db.pool.query('UPDATE work_order SET assignee_id = $2, party_id = $3 WHERE id = $1', [
    ...[workOrder.id, PEOPLE.head.id, 'pt-property'],
  ]);
  const own = new Map(world.ids);
  own.set('Grid', [OWN, PLACE.otherCommunity]).set('Device', ['dev-own', there.device]);
  own.set('Incident', ['in-own', 'in-gone']).set('WorkOrder', [workOrder.id]);
  own.set('Person', [PEOPLE.otherWorker.id, PEOPLE.head.id]).set('FollowUpList', [followUpList.id]);
  home = { ...world, ids: own };
});
afterAll(() => world.close());

function calls(name: string): Call[] {
  const { schema } = world.subgraph(name);
  const union = schema.getType('_Entity');
  const types = isUnionType(union) ? union.getTypes().filter(isObjectType) : [];
  return [
    ...Object.values(schema.getQueryType()?.getFields() ?? {})
      .filter((field) => !field.name.startsWith('_') && !field.name.startsWith('public'))
      .flatMap((field) => callsOf(home, 'query', field)),
    ...types.flatMap((type) =>
      (home.ids.get(type.name) ?? []).map((id) => ({
        label: `_entities ${type.name} ${id}`,
        query: `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type.name} ${selection(type, 4)} } }`,
        variables: { r: [{ __typename: type.name, [type.name === 'Grid' ? 'code' : 'id']: id }] },
      })),
    ),
  ];
}

describe.each(SUBGRAPHS.map(({ name }) => name))('%s', (name) => {
  it('shows at the other end no name, number or word', async () => {
    const seen: string[] = [];
    let answered = 0;
    for (const call of calls(name)) {
      const json = JSON.stringify((await run(world.subgraph(name), STRANGER, call)).data ?? null);
      if (json !== 'null') answered += 1;
      const at = [MARK, PHONE].map((one) => json.indexOf(one)).find((one) => one >= 0);
      if (at !== undefined) seen.push(`${call.label}: ${json.slice(Math.max(0, at - 200), at + 40)}`);
    }
    expect(seen).toEqual([]);
    expect(answered).toBeGreaterThan(0);
  });
});
