import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { HubError } from '../core/errors.ts';
import { caseCategoryOf } from '../core/matters.ts';
import type { Feed } from '../runtime/feed.ts';
import { type Governance, openGovernance } from '../runtime/governance.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, principal, seedPlace } from './support/governance.ts';
import { testLog } from './support/log.ts';

let test: TestDb;
let governance: Governance;
let other: Governance;
let feed: Feed;
let orders: Subgraph;
let folder: string;

const operations = principal('operations');

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  governance = await openGovernance({
    db: test.db,
    log: testLog,
    config: { governanceDir: null, site: { zone: 'Asia/Shanghai' } },
  });
  // another process
  other = await openGovernance({
    db: test.db,
    log: testLog,
    config: { governanceDir: null, site: { zone: 'Asia/Shanghai' } },
  });
  const deps = governanceDeps(test.db);
  feed = deps.feed;
  orders = createWorkorders({ ...deps, governance });
  folder = await mkdtemp(join(tmpdir(), 'wangge-county-'));
});

afterAll(async () => {
  await governance.close();
  await other.close();
  await feed.close();
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

const APPLY = `mutation ($input: ApplyGovernanceInput!) { applyGovernance(input: $input) {
  applied unchanged faults { at path zh en } documents { id version inForce origin validFrom label { zh } } } }`;

async function apply(input: Record<string, unknown>, who = operations) {
  const { data, codes } = await ask(orders, who, APPLY, { input });
  return { ...data?.applyGovernance, codes };
}

const eightMinutes = (version: number, minutes = 8) => `
code: HUAYING/RESPOND
version: ${version}
nameZh: 华蓥 ${minutes} 分钟响应
nameEn: Huaying, ${minutes} minutes
calendar: china
stages:
  - { code: TARGET, nameZh: 响应, nameEn: Respond, target: { amount: ${minutes}, unit: MINUTES } }
`;

describe('governance documents', () => {
  it('what is shipped is published at the start, once, whoever starts first', async () => {
    const { rows } = await test.db.pool.query(
      'SELECT kind, count(*)::int AS documents FROM governance_document GROUP BY kind ORDER BY kind',
    );
    const kinds = rows.map(({ kind }) => kind);
    for (const kind of ['CALENDAR', 'CLOCK', 'ESCALATION', 'MATTER', 'PROFILE', 'SCHEDULE']) {
      expect(kinds).toContain(kind);
    }
    const book = governance.current();
    expect(book.clocks.at('HUAYING/RESPOND', Date.now())?.version).toBe(1);
    expect(book.clockBook.calendars.get('china')?.knows(2027)).toBe(false);
    expect(other.current().matters.all.length).toBe(book.matters.all.length);
  });

  it('a dry run says what would happen and changes nothing', async () => {
    const dry = await apply({ kind: 'CLOCK', yaml: eightMinutes(2), dryRun: true });
    expect(dry).toMatchObject({ applied: false, faults: [], documents: [{ id: 'CLOCK/HUAYING/RESPOND@2' }] });
    expect(governance.current().clocks.version('HUAYING/RESPOND', 2)).toBeNull();
  });

  it("a version of a day begins at midnight of the site's zone", async () => {
    const deps = governanceDeps(test.db);
    const config = { ...deps.config, site: { zone: 'Asia/Urumqi' } };
    const west = createWorkorders({ ...deps, config, governance });
    const yaml = `validFrom: '2030-01-01'${eightMinutes(2)}`;
    const { data } = await ask(west, operations, APPLY, { input: { kind: 'CLOCK', yaml, dryRun: true } });
    expect(data?.applyGovernance.documents).toMatchObject([{ validFrom: '2029-12-31T18:00:00.000Z' }]);
    await deps.feed.close();
  });

  it('a broken one is refused with every fault, its line and its path, and nothing changes (with a good one beside it)', async () => {
    const yaml = `${eightMinutes(2)}---${eightMinutes(3).replace('calendar: china', 'calendar: chine')}---
code: HUAYING/REPORT_BACK
version: 1
nameZh: 改了内容
nameEn: Changed
calendar: china
stages: []
`;
    const refused = await apply({ kind: 'CLOCK', yaml });
    expect(refused.applied).toBe(false);
    expect(refused.documents).toEqual([]);
    expect(refused.faults).toEqual([
      expect.objectContaining({ path: '/version', en: expect.stringContaining('write version: 2') }),
      expect.objectContaining({ path: '/calendar', zh: expect.stringContaining('没有日历 chine') }),
    ]);
    expect(refused.faults[0].at).toMatch(/^yaml:\d+$/);
    const broken = await apply({ kind: 'CLOCK', yaml: 'code: [' });
    expect(broken.faults[0].en).toMatch(/no YAML or JSON/);
    expect(governance.current().clocks.version('HUAYING/RESPOND', 2)).toBeNull();
    const { rowCount } = await test.db.pool.query(
      "SELECT FROM governance_document WHERE code = 'HUAYING/RESPOND'",
    );
    expect(rowCount).toBe(1);
  });

  it('a sound one holds for new orders at once, in every process, with an audit row', async () => {
    const before = Date.now();
    expect(await apply({ kind: 'CLOCK', yaml: eightMinutes(2) })).toMatchObject({
      applied: true,
      documents: [{ version: 2, inForce: true, origin: 'APPLIED', label: { zh: '华蓥 8 分钟响应' } }],
    });
    const book = governance.current();
    expect(book.clocks.at('HUAYING/RESPOND', Date.now())?.version).toBe(2);
    // running orders keep theirs
    expect(book.clocks.at('HUAYING/RESPOND', before - 1)?.version).toBe(1);
    expect(book.clockBook.policies.get('HUAYING/RESPOND@1')?.stages[0]?.target.amount).toBe(10);
    await vi.waitFor(() => expect(other.current().clocks.at('HUAYING/RESPOND', Date.now())?.version).toBe(2));
    const { rows } = await test.db.pool.query(
      "SELECT actor, object_id AS id FROM audit_log WHERE action = 'applyGovernance'",
    );
    expect(rows).toEqual([{ actor: 'operations', id: 'CLOCK HUAYING/RESPOND@2' }]);
  });

  it('the same content again is no new version; other content under its number is refused', async () => {
    expect(await apply({ kind: 'CLOCK', yaml: eightMinutes(2) })).toMatchObject({
      applied: true,
      unchanged: 1,
      documents: [],
    });
    const changed = await apply({ kind: 'CLOCK', yaml: eightMinutes(2, 7) });
    expect(changed.faults[0].zh).toContain('请写 version: 3');
  });

  it('a published row can be neither changed nor deleted', async () => {
    for (const sql of ["UPDATE governance_document SET body = '{}'", 'DELETE FROM governance_document']) {
      await expect(test.db.pool.query(sql)).rejects.toThrow(/never changed/);
    }
  });

  it('only whoever manages governance for the whole site may publish; everybody who reads orders may read', async () => {
    expect((await apply({ kind: 'CLOCK', yaml: eightMinutes(4) }, principal('community'))).codes).toEqual([
      'FORBIDDEN',
    ]);
    expect(
      (await apply({ kind: 'CLOCK', yaml: eightMinutes(4) }, principal('operations', ['5114']))).codes,
    ).toEqual(['OUT_OF_SCOPE']);
    expect((await apply({ kind: 'CLOCK' })).codes).toEqual(['BAD_USER_INPUT']);
    const { data } = await ask(
      orders,
      principal('viewer', ['5114']),
      `{ governanceDocuments(filter: { kinds: [CLOCK], code: "HUAYING/RESPOND" }) { nodes { version inForce yaml body } }
         governanceDocument(kind: CLOCK, code: "HUAYING/RESPOND") { version } }`,
    );
    expect(
      data.governanceDocuments.nodes.map(({ version, inForce }: Record<string, unknown>) => [
        version,
        inForce,
      ]),
    ).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(data.governanceDocuments.nodes[1].yaml).toContain('code: HUAYING/RESPOND');
    expect(data.governanceDocument.version).toBe(2);
  });

  it('documents come in pages', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await ask(
        orders,
        operations,
        'query ($after: String) { governanceDocuments(first: 40, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }',
        { after },
      );
      seen.push(...data.governanceDocuments.nodes.map(({ id }: { id: string }) => id));
      after = data.governanceDocuments.pageInfo.hasNextPage
        ? data.governanceDocuments.pageInfo.endCursor
        : null;
    } while (after !== null);
    const { rows } = await test.db.pool.query('SELECT count(*)::int AS n FROM governance_document');
    expect(seen.length).toBe(rows[0].n);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("a county's calendar with its own hours, days and the coming year is data (hours per weekday, exceptions)", async () => {
    const office = [
      { from: '08:30', to: '12:00' },
      { from: '14:00', to: '17:30' },
    ];
    const applied = await apply({
      kind: 'CALENDAR',
      json: {
        code: 'renhe',
        version: 1,
        nameZh: '仁和县政务日历',
        nameEn: 'Renhe county',
        zone: 'Asia/Shanghai',
        hours: [
          {
            from: null,
            week: {
              MON: office,
              TUE: office,
              WED: office,
              THU: office,
              FRI: office,
              SAT: [{ from: '09:00', to: '12:00' }],
              SUN: [],
              MAKE_UP: office,
            },
          },
        ],
        years: [],
        exceptions: [
          { from: '2026-12-04', to: '2026-12-04', windows: [], nameZh: '停电检修', nameEn: 'Power cut' },
        ],
      },
    });
    expect(applied).toMatchObject({ applied: true, faults: [] });
    const calendar = governance.current().clockBook.calendars.get('renhe');
    expect(calendar?.plan(Date.UTC(2026, 11, 5) / 86_400_000)).toMatchObject({
      kind: 'WORKDAY',
      workMs: 3 * 3_600_000,
    });
    expect(calendar?.plan(Date.UTC(2026, 11, 4) / 86_400_000)).toMatchObject({
      kind: 'EXCEPTION',
      workMs: 0,
    });
    const overlap = await apply({
      kind: 'CALENDAR',
      json: {
        code: 'broken',
        version: 1,
        nameZh: '坏',
        nameEn: 'Bad',
        zone: 'Mars/Olympus',
        hours: [],
        years: [],
        exceptions: [],
      },
    });
    expect(overlap.faults.map(({ path }: { path: string }) => path)).toEqual(['/zone', '/hours']);
  });

  it('two matters never share a place in a standard or a case category', async () => {
    const { data } = await ask(
      orders,
      operations,
      '{ governanceDocument(kind: MATTER, code: "noise") { body } }',
    );
    const twin = { ...data.governanceDocument.body, code: 'noise-2' };
    const refused = await apply({ kind: 'MATTER', json: twin });
    expect(refused.faults.map(({ en }: { en: string }) => en)).toEqual([
      '"LOCAL EVENT noise" belongs to noise already',
      '"E 09 01" belongs to noise already',
    ]);
    const own = { ...twin, standard: { ...twin.standard, code: 'noise-2' }, category: '30', sub: '01' };
    expect(await apply({ kind: 'MATTER', json: own })).toMatchObject({ applied: true });
    expect(caseCategoryOf(governance.current(), 'noise-2', Date.now())).toEqual({
      caseClass: 'E',
      category: '30',
      sub: '01',
    });
  });

  it('the catalogue of matters is read over the graph (LA-10)', async () => {
    const { data } = await ask(
      orders,
      operations,
      `{ matters(first: 5, filter: { standardRef: "GB/T 47678.5-2026" }) { totalCount nodes { code codeReading caseCategory } }
         matter(code: "illegal-building") { label { zh } filing { requires } closing { requires }
           handling { severity policy stages { code target unit } } profile leadParty inTaskCatalogue evidence { phase kind count } }
         outside: matters(filter: { inTaskCatalogue: false }) { nodes { code } }
         none: matter(code: "nothing") { code } }`,
    );
    expect(data.matters).toEqual({
      totalCount: 2,
      nodes: [
        { code: '06010', codeReading: 'IMPLEMENTATION', caseCategory: 'E0610' },
        { code: '06042', codeReading: 'IMPLEMENTATION', caseCategory: 'E0642' },
      ],
    });
    expect(data.matter.handling).toEqual([
      {
        severity: null,
        policy: 'STAGED/STOP_PENALISE',
        stages: [
          { code: 'STOP', target: 4, unit: 'WORKING_HOURS' },
          { code: 'PENALISE', target: 7, unit: 'WORKING_DAYS' },
        ],
      },
    ]);
    expect(data.matter.closing.requires).toEqual(['EVIDENCE_AFTER', 'FEEDBACK', 'STAGES']);
    expect(data.outside.nodes.map(({ code }: { code: string }) => code)).toContain('renovation');
    expect(data.none).toBeNull();
  });

  it("the place's folder goes before what is shipped; a broken one stops the start with every fault at once", async () => {
    const own = await testDb();
    try {
      await mkdir(join(folder, 'clocks'), { recursive: true });
      await writeFile(
        join(folder, 'clocks', 'own.yaml'),
        eightMinutes(2, 5).replaceAll('RESPOND', 'REPORT_BACK'),
      );
      const config = { governanceDir: folder, site: { zone: 'Asia/Shanghai' } };
      const first = await openGovernance({ db: own.db, log: testLog, config });
      expect(first.current().clocks.at('HUAYING/REPORT_BACK', Date.now())).toMatchObject({
        version: 2,
        origin: 'FOLDER',
      });
      // what is made of a book is kept by it: the same until something is published
      const book = first.current();
      await first.refresh();
      expect(first.current()).toBe(book);
      await first.close();
      await writeFile(
        join(folder, 'clocks', 'own.yaml'),
        eightMinutes(2, 6).replaceAll('RESPOND', 'REPORT_BACK'),
      );
      await mkdir(join(folder, 'calender'), { recursive: true });
      await writeFile(join(folder, 'calender', 'x.yaml'), 'code: x');
      await writeFile(join(folder, 'clocks', 'bad.yaml'), 'code: BAD\nversion: 0\n');
      const start = openGovernance({ db: own.db, log: testLog, config });
      await expect(start).rejects.toThrow(HubError);
      const error = await start.catch((thrown: unknown) => thrown);
      const message = error instanceof HubError ? `${error.code}\n${error.message}` : '';
      expect(message).toMatch(/^GOVERNANCE_INVALID/);
      expect(error).toMatchObject({
        fix: expect.stringMatching(/named documents.*npx hub governance check/),
        fixZh: expect.stringContaining('npx hub governance check'),
      });
      expect(message).toContain('calender: no kind of document has this folder');
      expect(message).toMatch(/clocks\/bad\.yaml:\d+ \/version/);
      expect(message).toMatch(/clocks\/own\.yaml:\d+ \/version: version 2 is published with other content/);
      const { rows } = await own.db.pool.query(
        "SELECT count(*)::int AS n FROM governance_document WHERE code = 'BAD'",
      );
      expect(rows[0].n).toBe(0);
    } finally {
      await own.close();
    }
  });
});
