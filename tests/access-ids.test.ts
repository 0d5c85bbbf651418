// Ids that the caller chooses for something new, and that something of another community has: one answer to all of them,
// which tells neither what has the id, nor where, nor since when.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../core/permissions.ts';
import { run } from './support/access-attack.ts';
import { type AccessWorld, accessWorld, allRights, STRANGER } from './support/access-world.ts';
import { PLACE } from './support/governance.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await accessWorld();
});
afterAll(() => world.close());

const home = { gridCode: PLACE.otherGrid };
/** Subgraph, mutation, input, selection, of what the id is that another community has. */
const ROWS: [string, string, object, string, string][] = [
  ['grids', 'createPerson', { ...home, title: '网格员' }, 'person { id }', 'Person'],
  ['grids', 'saveHousehold', home, 'household { id }', 'Household'],
  [
    'grids',
    'saveKeyPerson',
    { ...home, category: 'ELDERLY_ALONE', name: '某' },
    'keyPerson { id }',
    'KeyPerson',
  ],
  ['grids', 'saveTalent', { ...home, name: '某', fields: ['LAW'] }, 'talent { id }', 'Talent'],
  [
    'grids',
    'saveTalentGroup',
    { ...home, kind: 'INTEREST', name: '团', memberCount: 3 },
    'group { id }',
    'TalentGroup',
  ],
  ['devices', 'registerDevice', { ...home, family: 'CAMERA' }, 'device { id }', 'Device'],
  ['alerts', 'putSeverityRule', { ...home, step: 1, reason: '因' }, 'rule { id }', 'SeverityRule'],
];

async function told(who: Principal, [subgraph, name, input, select]: (typeof ROWS)[number], more: object) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { data, errors = [] } = await run(world.subgraph(subgraph), who, {
    query: `mutation ($input: ${type}!) { ${name}(input: $input) { ${select} } }`,
    variables: { input: { ...input, ...more } },
  });
  return { data, answers: errors.map(({ message, extensions }) => ({ message, ...extensions })) };
}

describe('an id that something of another community has', () => {
  it.each(ROWS)('%s: %s cannot be used, and no more is told', async (...row) => {
    const id = world.ids.get(row[4])?.[0] ?? '';
    const { answers } = await told(STRANGER, row, { id });
    expect(answers).toEqual([
      expect.objectContaining({
        message: 'input.id: this id cannot be used, choose another.',
        messageZh: 'input.id：该编号不可用，请另选。',
        code: 'BAD_USER_INPUT',
        detail: {
          path: 'input.id',
          reason: 'this id cannot be used, choose another',
          reasonZh: '该编号不可用，请另选',
        },
      }),
    ]);
    // a free one is given, so nothing else was refused
    const free = await told(STRANGER, row, { id: `${id}-free` });
    expect(free.answers).toEqual([]);
  });

  it.each(ROWS.filter(([, name]) => name.startsWith('save') || name === 'registerDevice'))(
    '%s: %s with a version of it is answered as with one of nothing',
    async (...row) => {
      const id = world.ids.get(row[4])?.[0] ?? '';
      const theirs = await told(STRANGER, row, { id, expectedVersion: 1 });
      const nobodys = await told(STRANGER, row, { id: 'x-nobody', expectedVersion: 1 });
      expect(theirs.answers).toHaveLength(1);
      expect(JSON.stringify(theirs.answers).replaceAll(id, 'x-nobody')).toBe(JSON.stringify(nobodys.answers));
    },
  );

  it('is that of their own thing to those who have it', async () => {
    const here = allRights(PLACE.community);
    for (const row of ROWS.filter(([, name]) => name.startsWith('save') || name === 'registerDevice')) {
      const id = world.ids.get(row[4])?.[0] ?? '';
      const { answers } = await told(here, row, { id, gridCode: PLACE.grid });
      expect([row[1], answers.map((one) => one.message.includes('changed in the meantime'))]).toEqual([
        row[1],
        [true],
      ]);
    }
  });
});
