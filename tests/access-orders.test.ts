import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../core/permissions.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { createGrids } from '../subgraphs/grids/index.ts';
import { ask, PEOPLE, PLACE, principal } from './support/governance.ts';
import { COMMUNITY, OPERATIONS, type TrackWorld, trackWorld } from './support/tracks.ts';

// Ids of persons, organisations and orders of other grids, given to changes: each answers as one that there is not, and
// nothing of what it names is shown or linked.

let world: TrackWorld;
let grids: Subgraph;
/** Orders of both places, and what hangs on the one elsewhere. */
const ids: Record<string, string> = {};
/** Sees the second community only. */
const STRANGER = principal('community', [PLACE.otherCommunity], 'c-stranger');

beforeAll(async () => {
  world = await trackWorld();
  grids = createGrids(world.deps);
  const report = { source: 'PATROL', matter: 'environment', profile: 'standard', title: '楼道堆物' };
  const told = await world.act(OPERATIONS, 'reportMatter', { ...report, gridCode: PLACE.otherGrid });
  ids.own = told.order.id;
  ids.foreign = await world.report();
  ids.parent = await world.report({ gridCode: PLACE.community });
  ids.child = await world.report();
  const workOrderId = ids.foreign;
  const helpers = [{ partyId: 'pt-property' }];
  ids.helper = (await world.act(COMMUNITY, 'addHelpers', { workOrderId, helpers })).order.helpers[0].id;
  const supervision = { workOrderId, by: 'BRANCH', reason: '请督办' };
  ids.supervision = (await world.act(COMMUNITY, 'openSupervision', supervision)).order.supervisions[0].id;
  const gate = { workOrderId, gate: 'COUNCIL', voters: [PEOPLE.head.id] };
  ids.gate = (await world.act(COMMUNITY, 'openGate', gate)).order.gates[0].id;
  const departments = [{ partyId: 'pt-emergency' }, { partyId: 'pt-other' }];
  const whistle = { workOrderId: ids.parent, subject: '会商', departments };
  ids.whistle = (await world.act(OPERATIONS, 'blowWhistle', whistle)).order.whistles[0].id;
  const merge = { workOrderId: ids.child, intoId: ids.parent, reason: '同一处' };
  expect((await world.act(COMMUNITY, 'mergeWorkOrder', merge)).code).toBeNull();
});
afterAll(() => world.close());

/** The input with each `@name` as the id that goes by it. */
function filled(input: unknown): unknown {
  if (typeof input === 'string') return input.startsWith('@') ? ids[input.slice(1)] : input;
  if (Array.isArray(input)) return input.map(filled);
  if (typeof input !== 'object' || input === null) return input;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, filled(value)]));
}
function replaced(input: unknown, by: string): unknown {
  const json = JSON.stringify(input);
  return JSON.parse(json.replaceAll('"?"', JSON.stringify(by)));
}

async function change(subgraph: Subgraph, who: Principal, name: string, input: unknown, select: string) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${select} } }`;
  return ask(subgraph, who, query, { input });
}

const ORDER = 'workOrder { id }';
const OFFER = { title: '上门维修', matters: ['environment'], gridCode: PLACE.otherGrid };
const LIST = {
  code: 'L',
  nameZh: '清单',
  nameEn: 'List',
  kind: 'PROJECT_LIST',
  gridCode: PLACE.otherCommunity,
};
const TALENT = { id: 't-x', gridCode: PLACE.otherGrid, fields: ['LAW'] };

/** Mutation, input (`?` stands for the id in question), what is selected, the id of elsewhere. */
const ROWS: [string, object, string, string][] = [
  ['addHelpers', { workOrderId: '@own', helpers: [{ personId: '?' }] }, ORDER, PEOPLE.property.id],
  ['addHelpers', { workOrderId: '@own', helpers: [{ partyId: '?' }] }, ORDER, 'pt-property'],
  [
    'blowWhistle',
    { workOrderId: '@own', subject: '会商', departments: [{ partyId: 'pt-emergency' }, { partyId: '?' }] },
    ORDER,
    'pt-property',
  ],
  [
    'openSupervision',
    { workOrderId: '@own', by: 'BRANCH', reason: '请督办', partyId: '?' },
    ORDER,
    'pt-property',
  ],
  ['offerService', { ...OFFER, personId: '?' }, 'serviceOffer { id }', PEOPLE.property.id],
  ['offerService', { ...OFFER, partyId: '?' }, 'serviceOffer { id }', 'pt-property'],
  ['createFollowUpList', { ...LIST, personId: '?' }, 'followUpList { id }', PEOPLE.property.id],
  ['createFollowUpList', { ...LIST, partyId: '?' }, 'followUpList { id }', 'pt-property'],
  ['createFollowUpList', { ...LIST, gateId: '?' }, 'followUpList { id }', '@gate'],
  ['dispatchWorkOrder', { workOrderId: '@own', personId: '?' }, ORDER, PEOPLE.property.id],
  ['dispatchWorkOrder', { workOrderId: '@own', partyId: '?' }, ORDER, 'pt-property'],
  ['acceptWorkOrder', { workOrderId: '?' }, ORDER, '@foreign'],
  ['mergeWorkOrder', { workOrderId: '@own', intoId: '?', reason: '同' }, ORDER, '@foreign'],
  ['mergeWorkOrder', { workOrderId: '?', intoId: '@parent', reason: '同' }, ORDER, '@child'],
  ['unmergeWorkOrder', { workOrderId: '?', reason: '不是' }, ORDER, '@child'],
  ['decideDuplicates', { workOrderId: '@own', different: ['?'] }, ORDER, '@foreign'],
  ['arriveAsHelper', { helperId: '?' }, ORDER, '@helper'],
  ['releaseHelper', { helperId: '?', reason: '不需要' }, ORDER, '@helper'],
  ['recordWhistleMinutes', { whistleId: '?', minutes: '纪要' }, ORDER, '@whistle'],
  ['castVote', { gateId: '?', choice: 'YES' }, ORDER, '@gate'],
  ['closeGate', { gateId: '?' }, ORDER, '@gate'],
  ['remindSupervision', { supervisionId: '?', text: '请抓紧' }, ORDER, '@supervision'],
];

describe('an id of another grid', () => {
  it.each(ROWS)('in %s %j answers as one that there is not', async (name, input, select, id) => {
    const known = String(filled(id));
    const told = await change(world.orders, STRANGER, name, replaced(filled(input), known), select);
    const nobody = await change(world.orders, STRANGER, name, replaced(filled(input), 'x-nobody'), select);
    expect(told.codes).toHaveLength(1);
    expect(told.codes).toEqual(nobody.codes);
    expect(told.messages).toEqual(nobody.messages.map((text) => text.replaceAll('x-nobody', known)));
    const sent = JSON.stringify(filled(input));
    for (const other of Object.values(ids).filter((one) => one !== known && !sent.includes(one))) {
      expect(told.messages.join()).not.toContain(other);
    }
  });

  it('in a talent answers so, and is taken of who once served these grids', async () => {
    const save = async (personId: string, who = STRANGER, more: object = {}) =>
      change(grids, who, 'saveTalent', { ...TALENT, ...more, personId }, 'talent { person { id } }');
    expect((await save(PEOPLE.property.id)).codes).toEqual(['NOT_FOUND']);
    expect((await save('x-nobody')).codes).toEqual(['NOT_FOUND']);
    expect((await save(PEOPLE.otherWorker.id)).codes).toEqual([]);
  });

  it('tells by no version that a household or talent of it is there', async () => {
    await change(
      grids,
      COMMUNITY,
      'saveTalent',
      { ...TALENT, id: 't-here', gridCode: PLACE.grid, name: '某' },
      'talent { id }',
    );
    await change(
      grids,
      COMMUNITY,
      'saveHousehold',
      { id: 'h-here', gridCode: PLACE.grid },
      'household { id }',
    );
    for (const [name, input, select] of [
      ['saveTalent', { ...TALENT, name: '某', expectedVersion: 1 }, 'talent { id }'],
      ['saveHousehold', { gridCode: PLACE.otherGrid, expectedVersion: 1 }, 'household { id }'],
    ] as const) {
      const id = name === 'saveTalent' ? 't-here' : 'h-here';
      const told = await change(grids, STRANGER, name, { ...input, id }, select);
      const nobody = await change(grids, STRANGER, name, { ...input, id: 'x-nobody' }, select);
      expect([told.codes, told.messages]).toEqual([
        ['NOT_FOUND'],
        nobody.messages.map((text) => text.replace('x-nobody', id)),
      ]);
    }
  });

  it('on the roll of a gate is a name like any other', async () => {
    const voters = [PEOPLE.property.id, 'pt-property', 'x-nobody', PEOPLE.otherWorker.id];
    const gate = { workOrderId: ids.own, gate: 'COUNCIL', voters };
    const { order } = await world.act(STRANGER, 'openGate', gate);
    const query = 'query ($id: ID!) { workOrder(id: $id) { gates { roll { nodes { voter kind } } } } }';
    const { data } = await ask(world.orders, STRANGER, query, { id: order.id });
    const kinds = data.workOrder.gates[0].roll.nodes.map(({ voter, kind }: Record<string, string>) => [
      voter,
      kind,
    ]);
    expect(Object.fromEntries(kinds)).toEqual({
      [PEOPLE.property.id]: 'NAMED',
      'pt-property': 'NAMED',
      'x-nobody': 'NAMED',
      [PEOPLE.otherWorker.id]: 'PERSON',
    });
  });
});

describe('an order of a grid above', () => {
  it('holds up a step at a grid below, and is not named there', async () => {
    const title = '井盖破损影响通行请尽快处理';
    const above = await world.report({ gridCode: PLACE.community, title });
    const below = await world.report({ title });
    const number = (await world.read(above)).caseNumber;
    const micro = principal('community', [PLACE.microGrid], 'c-micro');
    const blocked = await world.act(micro, 'acceptWorkOrder', { workOrderId: below });
    expect([blocked.code, blocked.message.includes('a grid above')]).toEqual(['STEP_BLOCKED', true]);
    expect(blocked.message).not.toContain(number);
    const query = `query ($id: ID!) { workOrder(id: $id) {
      duplicateCandidates { workOrder { id } } actions { blockedBy { ref label { zh en } } } } }`;
    const seen = JSON.stringify((await ask(world.orders, micro, query, { id: below })).data);
    expect(seen).not.toContain(number);
    expect(seen).not.toContain(above);
    expect((await world.act(micro, 'decideDuplicates', { workOrderId: below })).code).toBeNull();
    expect((await world.act(micro, 'acceptWorkOrder', { workOrderId: below })).code).toBeNull();
  });
});
