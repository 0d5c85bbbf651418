import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { decideDispatch, rulesFor, tryRules } from './dispatch.ts';
import type { DispatchFacts } from './dispatch-rules.ts';
import { chooseOnDuty, DUTY_LADDER, stepsOf } from './duty.ts';
import { ladderFor, wideningOf } from './duty-ladder.ts';
import { bookOf, governanceFaults } from './governance.ts';
import type { GovernanceKind, RawDocument } from './governance-document.ts';

function raw(
  kind: GovernanceKind,
  body: Record<string, unknown>,
  origin: RawDocument['origin'] = 'APPLIED',
): RawDocument {
  const code = typeof body.code === 'string' ? body.code : '';
  return { kind, code, version: Number(body.version ?? 1), validFromMs: 0, origin, sha256: '', body };
}

function shipped(kind: GovernanceKind, folder: string): RawDocument[] {
  const at = new URL(`../governance/${folder}/`, import.meta.url);
  return readdirSync(at).flatMap((file) =>
    parseAllDocuments(readFileSync(new URL(file, at), 'utf8')).map((document) =>
      raw(kind, document.toJS(), 'SHIPPED'),
    ),
  );
}

const SHIPPED = [...shipped('DISPATCH', 'dispatch'), ...shipped('LADDER', 'ladders')];
const PROFILES = shipped('PROFILE', 'profiles');
const MATTERS = shipped('MATTER', 'matters');
const head = { version: 1, nameZh: '试', nameEn: 'Trial' };
const rule = (name: string, more: Record<string, unknown> = {}) => ({
  ...{ name, zh: name, en: name, when: {}, example: {} },
  ...{ open: { profile: 'graded-response', matter: 'other', ladder: 'grid' } },
  ...more,
});
const rules = (...list: Record<string, unknown>[]) =>
  raw('DISPATCH', { code: 'county', ...head, rules: list });
const told = (one: RawDocument) =>
  governanceFaults([one], [...SHIPPED, ...PROFILES, ...MATTERS]).map(({ path }) => path);

describe('a document of dispatch rules', () => {
  it('those that ship are sound, with the profiles and matters that ship', () => {
    expect(governanceFaults(SHIPPED, [...PROFILES, ...MATTERS])).toEqual([]);
    expect(PROFILES.length).toBeGreaterThan(0);
  });

  it.each([
    [
      'an unreachable rule, behind one that takes all',
      rules(rule('all'), rule('late')),
      ['/rules/1/example'],
    ],
    [
      'an example that is not its own',
      rules(rule('night', { when: { hours: [22, 6] } }), rule('all')),
      ['/rules/0/example'],
    ],
    [
      'an unknown alert type',
      rules(rule('a', { when: { types: ['camera.fyre'] }, example: { type: 'camera.fyre' } })),
      ['/rules/0/when/types/0'],
    ],
    [
      'an unknown family',
      rules(rule('a', { when: { types: ['cam.*'] }, example: { type: 'cam.x' } })),
      ['/rules/0/when/types/0'],
    ],
    [
      'an unknown matter',
      rules(rule('a', { open: { profile: 'graded-response', matter: 'nothing' } })),
      ['/rules/0/open/matter'],
    ],
    [
      'an unknown profile',
      rules(rule('a', { open: { profile: 'graded-respons', matter: 'other' } })),
      ['/rules/0/open/profile'],
    ],
    [
      'an unknown ladder',
      rules(rule('a', { open: { profile: 'graded-response', matter: 'other', ladder: 'gird' } })),
      ['/rules/0/open/ladder'],
    ],
    [
      'no grid code',
      rules(rule('a', { when: { grids: ['51142'] } })),
      ['/rules/0/when/grids/0', '/rules/0/example'],
    ],
    [
      'hours that never come',
      rules(rule('a', { when: { hours: [8, 8] }, example: {} })),
      ['/rules/0/when/hours', '/rules/0/example'],
    ],
    [
      'a name that stands twice',
      rules(rule('a', { when: { severities: ['major'] }, example: { severity: 'major' } }), rule('a')),
      ['/rules/1/name'],
    ],
    [
      'a helper that is both',
      rules(
        rule('a', {
          open: {
            profile: 'graded-response',
            matter: 'other',
            helpers: [{ party: 'BRANCH', role: 'POLICE' }],
          },
        }),
      ),
      ['/rules/0/open/helpers/0'],
    ],
    ['an unknown key', rules(rule('a', { whn: {} })), ['/rules/0/whn']],
  ])('%s is a fault with its place', (_, document, paths) => {
    const found = told(document);
    for (const path of paths) expect(found).toContain(path);
    for (const { zh, en } of governanceFaults([document], [...SHIPPED, ...PROFILES])) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).not.toBe('');
    }
  });

  it('a profile that cannot dispatch the orders of incidents is a fault where they go to somebody', () => {
    const usual = bookOf(PROFILES, 0).profiles.at('four-roles', 0)?.body;
    const profile = (more: Record<string, unknown>) => raw('PROFILE', { ...usual, code: 'slow', ...more });
    const to = (open: Record<string, unknown>) =>
      rules(rule('a', { open: { profile: 'slow', matter: 'other', ...open } }));
    const faults = (one: RawDocument, slow: RawDocument) =>
      governanceFaults([one], [...SHIPPED, ...PROFILES, ...MATTERS, slow]).map(
        ({ path, en }) => `${path} ${en}`,
      );
    const sound = profile({});
    const slow = profile({
      transitions: usual?.transitions.filter(({ action }) => action !== 'DISPATCH'),
    });
    const told = [expect.stringMatching(/^\/rules\/0\/open\/profile .*cannot be dispatched from there$/)];
    expect(faults(to({ ladder: 'grid' }), sound)).toEqual([]);
    expect(faults(to({ ladder: 'grid' }), slow)).toEqual(told);
    expect(faults(to({ lead: 'PROPERTY' }), slow)).toEqual(told);
    // left with the operations centre it is sent by a person, or by nobody
    expect(faults(to({}), slow)).toEqual([]);
  });

  it('every fault is told at once, with the nearest known name', () => {
    const two = rules(rule('a', { open: { profile: 'graded-respons', matter: 'othr', ladder: 'gird' } }));
    const faults = governanceFaults([two], [...SHIPPED, ...PROFILES, ...MATTERS]);
    expect(faults.map(({ en }) => en)).toEqual([
      expect.stringContaining('other'),
      expect.stringContaining('graded-response'),
      expect.stringContaining('grid'),
    ]);
  });
});

describe('rules of several places', () => {
  const county = raw('DISPATCH', {
    ...{ code: 'renshou', ...head, grids: ['511421'] },
    rules: [rule('county-fire', { when: { types: ['camera.fire'] }, example: { type: 'camera.fire' } })],
  });
  const street = raw('DISPATCH', {
    ...{ code: 'street', ...head, grids: ['511421001'] },
    rules: [
      rule('street-fire', {
        when: { types: ['camera.fire'], severities: ['critical'] },
        example: { type: 'camera.fire', severity: 'critical' },
      }),
    ],
  });
  const book = bookOf([...SHIPPED, county, street], Date.now());
  const facts = (gridCode: string | null, more: Partial<DispatchFacts> = {}): DispatchFacts => ({
    ...{ type: 'camera.fire', severity: 'critical', gridCode, status: 'ACTUAL', deviceClaimed: true },
    ...{ localHour: 10, lateHours: 0, ...more },
  });
  const won = (one: DispatchFacts) => decideDispatch(one, rulesFor(book.dispatch, one.gridCode, Date.now()));

  it.each([
    ['511421001001001', 'critical', 'street-fire', 'street@1'],
    ['511421001001001', 'major', 'county-fire', 'renshou@1'],
    ['511421002001001', 'critical', 'county-fire', 'renshou@1'],
    ['511402001001001', 'critical', 'fire', 'default@1'],
    [null, 'critical', 'unplaced-life-safety', 'default@1'],
  ] as const)(
    '%s, %s: the nearest place is asked first, the default last: %s',
    (gridCode, severity, name, document) => {
      expect(won(facts(gridCode, { severity }))).toMatchObject({ rule: name, document });
    },
  );

  it('a report keeps its matter and may be told apart by matter, source and channel', () => {
    const wishes = raw('DISPATCH', {
      ...{ code: 'wishes', ...head },
      rules: [
        rule('wish', {
          when: { sources: ['RESIDENT'], channels: ['CHAT_GROUP'], matters: ['environment'] },
          example: { source: 'RESIDENT', channel: 'CHAT_GROUP', matter: 'environment' },
        }),
      ],
    });
    expect(told(wishes)).toEqual([]);
    const own = bookOf([...SHIPPED, wishes], Date.now());
    const report = facts('511421001001001', {
      type: 'other',
      severity: 'minor',
      source: 'RESIDENT',
      channel: 'CHAT_GROUP',
      matter: 'environment',
    });
    const list = rulesFor(own.dispatch, report.gridCode, Date.now());
    expect(decideDispatch(report, list)).toMatchObject({ rule: 'wish', matter: 'environment' });
    expect(decideDispatch({ ...report, channel: 'PHONE' }, list)).toMatchObject({
      rule: 'minor',
      matter: 'environment',
    });
  });

  it('every rule that was asked says what did not hold', () => {
    const one = facts('511402001001001', { type: 'elevator.ebike', severity: 'major' });
    const tried = tryRules(one, rulesFor(book.dispatch, one.gridCode, Date.now()));
    // places share the rules that concern both
    const elsewhere = rulesFor(book.dispatch, '511402001001', Date.now());
    expect(tried.every(({ rule }) => elsewhere.includes(rule))).toBe(true);
    expect(tried.at(-1)).toMatchObject({ matched: true, unmet: [] });
    for (const { matched, unmet } of tried.slice(0, -1)) {
      expect(matched).toBe(false);
      expect(unmet.length).toBeGreaterThan(0);
    }
  });
});

describe('ladders', () => {
  const book = bookOf(SHIPPED, Date.now());
  const ladder = (gridCode: string | null, named: string | null = null, more = {}) =>
    ladderFor(book.ladders, { gridCode, named, localHour: 10, ...more }, Date.now());

  it('the default one is the one that the code knows', () => {
    expect(ladder('511402001001001')).toMatchObject({ code: 'default', steps: stepsOf(DUTY_LADDER) });
  });

  it.each([
    [
      '341502001001001',
      'grid',
      'luan-three-level',
      ['NEIGHBOUR_STEWARD', 'GRID_WORKER', 'GRID_HEAD'],
      'LA-09',
    ],
    [
      '511681001001001',
      'neighbours',
      'huaying-four-level',
      ['PARTY_HOUSEHOLD', 'BUILDING_PARTY_GROUP', 'BRANCH_SECRETARY', 'COMMUNITY_DUTY', 'SUBDISTRICT_DUTY'],
      'HUA-03',
    ],
    [
      '370784001001001',
      'grid',
      'anqiu-graded',
      ['GRID_WORKER', 'GRID_HEAD', 'COMMUNITY_DUTY', 'NEIGHBOURHOOD_DUTY', 'COUNTY_DUTY'],
      'AQ-17',
    ],
    [
      '511681001001001',
      'property',
      'property',
      ['PROPERTY_MANAGER', 'GRID_WORKER', 'GRID_HEAD', 'COMMUNITY_DUTY', 'SUBDISTRICT_DUTY'],
      'what the property company runs',
    ],
    [
      '511402001001001',
      'grid',
      'grid',
      [
        'GRID_WORKER',
        'GRID_HEAD',
        'BUILDING_LEADER',
        'PROPERTY_MANAGER',
        'COMMUNITY_DUTY',
        'SUBDISTRICT_DUTY',
      ],
      'nowhere special',
    ],
  ])('%s by a rule that names %s: %s', (gridCode, named, code, firsts) => {
    const found = ladder(gridCode, named);
    expect(found.code).toBe(code);
    expect(found.steps.map(({ roles }) => roles[0])).toEqual(firsts);
  });

  it.each([
    ['HY-03 党支部—楼栋长—楼层', '511423001001001', ['FLOOR_LEADER', 'BUILDING_LEADER', 'BRANCH_SECRETARY']],
    [
      'RS-05 小区党组织—楼栋党小组—党员中心户',
      '511681001001001',
      ['PARTY_HOUSEHOLD', 'BUILDING_PARTY_GROUP', 'BRANCH_SECRETARY'],
    ],
  ] as const)('%s: a tree of three levels by posts on grids, asked from the bottom', (_, compound, tree) => {
    const [unit, microGrid] = [`${compound}0101`, `${compound}01`];
    const from = { validFrom: new Date(0), validTo: null };
    const all = tree.map((role, at) => ({
      ...{ id: role, role, personId: role, gridCode: [unit, microGrid, compound][at] ?? '' },
      ...from,
    }));
    const { steps } = ladder(unit, 'neighbours');
    for (let gone = 0; gone <= tree.length; gone += 1) {
      const posts = all.slice(gone);
      const found = chooseOnDuty({ gridCode: unit, steps, posts, absences: [], nowMs: Date.now() });
      expect(found.personId).toBe(tree[gone] ?? null);
      // each level below that nobody holds is told
      expect(found.skipped.map(({ role }) => role).slice(0, gone)).toEqual(tree.slice(0, gone));
    }
  });

  it('five levels of 洪洞: each step looks at its own level (HD-08)', () => {
    const found = ladder('141024001001001', 'grid');
    expect(found.steps.map(({ levels }) => levels?.at(-1))).toEqual([
      'MICRO_GRID',
      'GRID',
      'COMMUNITY',
      'SUBDISTRICT',
      'COUNTY',
    ]);
  });

  it.each(['511402001001001', '511423001001001'])(
    'HY-19 小事不出楼栋、大事不出小区: a dispute in %s is bound to its level by its severity',
    (gridCode) => {
      const levels = (severity: string | undefined, matter = 'dispute') =>
        new Set<string>(
          ladder(gridCode, null, { matter, severity }).steps.flatMap(
            ({ levels: at }): readonly string[] => at ?? ['any'],
          ),
        );
      expect(levels('minor')).toEqual(new Set(['NEIGHBOUR_UNIT', 'MICRO_GRID']));
      for (const severity of ['major', 'critical', undefined]) {
        expect(levels(severity)).toEqual(new Set(['NEIGHBOUR_UNIT', 'MICRO_GRID', 'GRID']));
      }
      expect(levels('minor', 'parking')).toContain('any');
      for (const severity of ['minor', 'critical']) {
        // nobody above is told by itself either
        expect(ladder(gridCode, null, { matter: 'dispute', severity }).widen).toEqual([]);
      }
    },
  );

  it('of a place, a matter or an hour goes the nearest place first, then whoever names more', () => {
    const step = [{ roles: ['GRID_HEAD'] }];
    const own = [
      raw('LADDER', { code: 'county', ...head, applies: { grids: ['511402'] }, steps: step }),
      raw('LADDER', { code: 'night', ...head, applies: { grids: ['511402'], hours: [22, 6] }, steps: step }),
      raw('LADDER', { code: 'fires', ...head, applies: { matters: ['fire-safety'] }, steps: step }),
    ];
    const shelf = bookOf([...SHIPPED, ...own], Date.now()).ladders;
    const code = (localHour: number, matter: string | null, gridCode: string) =>
      ladderFor(shelf, { gridCode, localHour, matter, named: 'grid' }, Date.now()).code;
    expect(code(10, null, '511402001001001')).toBe('county');
    expect(code(23, 'fire-safety', '511402001001001')).toBe('night');
    expect(code(10, 'fire-safety', '511403001001001')).toBe('fires');
    expect(code(10, 'other', '511403001001001')).toBe('grid');
  });

  it('faults: a role asked twice, a step that tells nobody, times out of order, a ladder that nothing names', () => {
    const bad = raw('LADDER', {
      ...{ code: 'bad', ...head, instead: ['none'] },
      steps: [{ roles: ['GRID_HEAD'] }, { roles: ['GRID_HEAD'] }],
      widen: [
        {
          steps: [
            { afterMinutes: 10, zh: '一', en: 'one' },
            { afterMinutes: 5, tell: ['POLICE'], zh: '二', en: 'two' },
          ],
        },
      ],
    });
    expect(told(bad)).toEqual([
      '/steps/1/roles',
      '/instead/0',
      '/instead',
      '/widen/0/steps/0',
      '/widen/0/steps/1/afterMinutes',
    ]);
  });

  it('the circle widens by severity and time (AQ-17): graver orders sooner and further', () => {
    const anqiu = ladder('370784001001001', 'grid');
    const minutes = (severity: string) => wideningOf(anqiu, severity, 0).map(({ dueMs }) => dueMs / 60_000);
    expect(minutes('critical')).toEqual([5, 10, 15, 30]);
    expect(minutes('minor')).toEqual([30, 60, 240]);
    expect(minutes('info')).toEqual([]);
  });
});
