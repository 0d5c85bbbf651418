// A token that holds every right over another community, or over the grid next door, tried on every query field and every entity of every subgraph:
// it reads nothing of what is there, and cannot tell what is there from what is not.
import { isObjectType, isUnionType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Subgraph } from '../runtime/subgraph.ts';
import { SUBGRAPHS } from '../subgraphs/table.ts';
import { asNobody, type Call, callsOf, leaks, run, selection, told } from './support/access-attack.ts';
import { PHONE, text } from './support/access-rows.ts';
import {
  type AccessWorld,
  accessWorld,
  allRights,
  CHANNEL,
  SIBLING,
  STRANGER,
} from './support/access-world.ts';
import { PLACE, principal } from './support/governance.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await accessWorld();
});
afterAll(() => world.close());

const NAMES = SUBGRAPHS.map(({ name }) => name);
const SITE = allRights('');
/** Sees the micro-grid below the grid where everything is. */
const BELOW = allRights(PLACE.microGrid);
/** What a place publishes of itself, and what opens by a secret: for anybody. */
const PUBLIC = [
  ...['publicWorkOrders', 'publicWorkOrder', 'reportableMatters', 'reportStatus', 'reportOfSecret'],
];
/** Tables of the program: the same for everybody who has a token. */
const TABLES = [
  ...['alertTypes', 'partyKinds', 'postRoles', 'postDuties', 'talentFields', 'talentGroupKinds'],
];

function queries(subgraph: Subgraph): Call[] {
  const fields = Object.values(subgraph.schema.getQueryType()?.getFields() ?? {});
  return fields
    .filter(({ name }) => !name.startsWith('_') && !PUBLIC.includes(name))
    .flatMap((field) => callsOf(world, 'query', field));
}

/** Every entity that a subgraph resolves, by every key of the other community. */
function entities(subgraph: Subgraph): Call[] {
  const union = subgraph.schema.getType('_Entity');
  const types = isUnionType(union) ? union.getTypes() : [];
  return types.filter(isObjectType).flatMap((type) =>
    (world.ids.get(type.name) ?? []).map((id) => ({
      label: `_entities ${type.name} ${id.slice(0, 24)}`,
      query: `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type.name} ${selection(type, 3)} } }`,
      variables: { r: [{ __typename: type.name, [type.name === 'Grid' ? 'code' : 'id']: id }] },
    })),
  );
}

const ASKERS = NAMES.flatMap((name) => [
  { name, place: 'another community', who: STRANGER },
  { name, place: 'the grid next door', who: SIBLING },
]);

describe.each(ASKERS)('$name', ({ name, place, who }) => {
  it(`shows a token of ${place} nothing`, async () => {
    const subgraph = world.subgraph(name);
    const seen: string[] = [];
    for (const call of [...queries(subgraph), ...entities(subgraph)]) {
      const json = JSON.stringify(await run(subgraph, who, call));
      // the community above is named by what serves the grid next door
      const shown = leaks(json, world, call.variables).filter((one) => one !== PLACE.community);
      seen.push(...shown.map((one) => `${call.label}: ${one}`));
      expect(json, call.label).not.toContain('"INTERNAL"');
    }
    expect(seen).toEqual([]);
  });

  it(`answers a token of ${place} of what is there as of what is not`, async () => {
    const subgraph = world.subgraph(name);
    const different: string[] = [];
    let bySite = 0;
    for (const call of [...queries(subgraph), ...entities(subgraph)]) {
      const { changed, differs } = asNobody(world, call.variables);
      if (!differs) continue;
      const there = told(await run(subgraph, who, call), world);
      const nowhere = told(await run(subgraph, who, { ...call, variables: changed }), world);
      if (there !== nowhere) {
        different.push(`${call.label}\n  ${there.slice(0, 300)}\n  ${nowhere.slice(0, 300)}`);
      }
      const whole = told(await run(subgraph, SITE, call), world);
      if (whole !== told(await run(subgraph, SITE, { ...call, variables: changed }), world)) bySite += 1;
    }
    // who sees the whole site is told: else nothing was asked
    expect(bySite).toBeGreaterThan(0);
    expect(different).toEqual([]);
  });
});

/** What lies above a grid and holds there too: its people (grids), rules, planned work, offers; changes of who serves it. */
const HOLDS_BELOW = [...['maintenanceWindows', 'severityRules', 'serviceOffers', 'auditTrail']];

describe.each(NAMES.filter((name) => name !== 'grids'))('%s', (name) => {
  it('shows a token of the grid below nothing of the one above but what holds there too', async () => {
    const subgraph = world.subgraph(name);
    const seen: string[] = [];
    for (const call of [...queries(subgraph), ...entities(subgraph)]) {
      if (HOLDS_BELOW.includes(call.label.split('(')[0] ?? '')) continue;
      const json = JSON.stringify(await run(subgraph, BELOW, call));
      const shown = leaks(json, world, call.variables).filter((one) => one !== PLACE.microGrid);
      seen.push(...shown.map((one) => `${call.label}: ${one}`));
    }
    expect(seen).toEqual([]);
  });
});

describe.each(NAMES)('%s', (name) => {
  it('answers a token without the right FORBIDDEN, and none at all UNAUTHENTICATED', async () => {
    const subgraph = world.subgraph(name);
    const wrong: string[] = [];
    for (const call of [...queries(subgraph), ...entities(subgraph)]) {
      const [field = ''] = call.label.split(/[ (]/);
      const codesOf = async (who: typeof CHANNEL | null) => {
        const { data, errors = [] } = await run(subgraph, who, call);
        return { data, codes: new Set(errors.map(({ extensions }) => extensions.code)) };
      };
      const none = await codesOf(null);
      if (none.codes.size !== 1 || !none.codes.has('UNAUTHENTICATED')) wrong.push(`${call.label}: no token`);
      if (TABLES.includes(field)) continue;
      const other = await codesOf(CHANNEL);
      const shown = leaks(JSON.stringify(other.data ?? null), world, call.variables);
      const refused = other.codes.size === 1 && other.codes.has('FORBIDDEN');
      // a key of another subgraph's object, handed back as it came
      if (field === '_entities' && other.codes.size === 0 && shown.length === 0) continue;
      if (!refused || shown.length > 0)
        wrong.push(`${call.label}: ${[...other.codes].join()} ${shown.join()}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe.each(NAMES)('%s, by telephone and name', (name) => {
  it('shows no list to anybody what is opened one by one', async () => {
    const subgraph = world.subgraph(name);
    const never = ['病', '手术', '户主', '老人', '律师', '人'].map((words) => text(words));
    for (const call of [...queries(subgraph), ...entities(subgraph)]) {
      const json = JSON.stringify(await run(subgraph, SITE, call));
      expect(
        never.filter((one) => json.includes(one)),
        call.label,
      ).toEqual([]);
    }
  });

  it.each(['viewer', 'property', 'supervisor', 'gridWorker'] as const)(
    'shows %s no number whole',
    async (role) => {
      const subgraph = world.subgraph(name);
      const who = principal(role, [PLACE.community], 'somebody');
      for (const call of [...queries(subgraph), ...entities(subgraph)]) {
        const json = JSON.stringify(await run(subgraph, who, call));
        expect(json.includes(PHONE), call.label).toBe(false);
      }
    },
  );
});
