import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Feed } from '../runtime/feed.ts';
import { type Governance, openGovernance } from '../runtime/governance.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { openOrder } from '../subgraphs/workorders/open.ts';
import { eventsOfOrders } from '../subgraphs/workorders/reads.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, principal, seedPlace } from './support/governance.ts';
import { testLog } from './support/log.ts';

let test: TestDb;
let governance: Governance;
let feed: Feed;
let orders: Subgraph;

const operations = principal('operations');

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  governance = await openGovernance({
    db: test.db,
    log: testLog,
    config: { governanceDir: null, site: { zone: 'Asia/Shanghai' } },
  });
  const deps = governanceDeps(test.db);
  feed = deps.feed;
  orders = createWorkorders({ ...deps, governance });
});

afterAll(async () => {
  await governance.close();
  await feed.close();
  await test.close();
});

const APPLY = `mutation ($input: ApplyGovernanceInput!) { applyGovernance(input: $input) {
  applied faults { at path zh en } } }`;
const apply = async (kind: string, json: unknown) =>
  (await ask(orders, operations, APPLY, { input: { kind, json } })).data.applyGovernance;

const body = async (kind: string, code: string) =>
  (await ask(orders, operations, `{ governanceDocument(kind: ${kind}, code: "${code}") { body } }`)).data
    .governanceDocument.body;

describe('MINUTES/<n>, of which there is no document', () => {
  it('makes a clock in a profile and as the handling target of a matter, and the catalogue shows it (LA-10)', async () => {
    const standard = await body('PROFILE', 'standard');
    const clocks = standard.clocks.map((clock: { kind: string }) =>
      clock.kind === 'RESPOND' ? { ...clock, policy: 'MINUTES/45', bySeverity: {} } : clock,
    );
    const profile = { ...standard, code: 'county', version: 1, clocks };
    expect(await apply('PROFILE', profile)).toEqual({ applied: true, faults: [] });
    const noise = await body('MATTER', 'noise');
    const matter = {
      ...{ ...noise, code: 'noise-90', profile: 'county', handling: { standard: 'MINUTES/90' } },
      ...{ category: '31', sub: '01', standard: { ...noise.standard, code: 'noise-90' } },
    };
    expect(await apply('MATTER', matter)).toEqual({ applied: true, faults: [] });

    const atMs = Date.now();
    const opened = await test.db.tx((client) =>
      openOrder(
        client,
        {
          ...{ source: 'RESIDENT', matter: 'noise-90', title: '噪音', description: null, severity: 'minor' },
          ...{ gridCode: null, rule: null, explanation: '', reportedBy: null, actor: 'test', detail: null },
          ...{ clocksFromMs: atMs, atMs, zone: 'Asia/Shanghai' },
        },
        governance.current(),
      ),
    );
    expect(opened.profile).toBe('county');
    const begun = (await eventsOfOrders(test.db.pool, [opened.id])).flatMap((event) => event.clocks);
    expect(begun).toContainEqual(
      expect.objectContaining({ type: 'START', kind: 'RESPOND', policy: 'MINUTES/45@1' }),
    );

    const { data, codes } = await ask(
      orders,
      operations,
      '{ matters(first: 500) { totalCount nodes { code handling { policy label { zh } stages { code target unit } } } } }',
    );
    expect(codes).toEqual([]);
    expect(data.matters.nodes).toHaveLength(data.matters.totalCount);
    const own = data.matters.nodes.find(({ code }: { code: string }) => code === 'noise-90');
    expect(own.handling).toEqual([
      {
        policy: 'MINUTES/90',
        label: { zh: '90 分钟' },
        stages: [{ code: 'TARGET', target: 90, unit: 'MINUTES' }],
      },
    ]);
  });

  it('a published clock that this version cannot read leaves no clock out without a word, nor spoils the catalogue', async () => {
    const own = await testDb();
    const said: string[] = [];
    const log = pino({ level: 'error' }, { write: (line: string) => void said.push(line) });
    try {
      const first = await openGovernance({
        db: own.db,
        log: testLog,
        config: { governanceDir: null, site: { zone: 'Asia/Shanghai' } },
      });
      await first.close();
      // as a later version of the hub would have written them: a policy in another form, and a matter that names it
      await own.db.pool.query(
        `INSERT INTO governance_document (kind, code, version, body, sha256, valid_from, origin, created_by)
         SELECT kind, 'GONE/HANDLE', 1, '{"code": "GONE/HANDLE"}', 'x', valid_from, 'APPLIED', 'test'
           FROM governance_document WHERE kind = 'CLOCK' AND code = 'HUAYING/RESPOND'
         UNION ALL
         SELECT kind, 'noise-91', 1,
           body || '{"code": "noise-91", "category": "32", "sub": "01", "handling": {"standard": "GONE/HANDLE"}}'
             || jsonb_build_object('standard', body->'standard' || '{"code": "noise-91"}'),
           'y', valid_from, 'APPLIED', 'test'
           FROM governance_document WHERE kind = 'MATTER' AND code = 'noise'`,
      );
      const next = await openGovernance({
        db: own.db,
        log,
        config: { governanceDir: null, site: { zone: 'Asia/Shanghai' } },
      });
      await next.refresh();
      await next.close();
      const lines = said.map((line) => JSON.parse(line)).filter(({ policy }) => policy === 'GONE/HANDLE');
      expect(lines).toEqual([
        expect.objectContaining({ level: 50, document: 'MATTER noise-91@1', path: '/handling/standard' }),
      ]);
      const deps = governanceDeps(own.db);
      const graph = createWorkorders({ ...deps, governance: next });
      const { data, codes } = await ask(
        graph,
        operations,
        '{ matters(first: 500) { totalCount nodes { code handling { policy label { en } stages { code } } } } }',
      );
      await deps.feed.close();
      expect(codes).toEqual([]);
      expect(data.matters.nodes).toHaveLength(data.matters.totalCount);
      const shown = data.matters.nodes.find(({ code }: { code: string }) => code === 'noise-91');
      expect(shown.handling).toEqual([
        { policy: 'GONE/HANDLE', label: { en: 'There is no clock policy GONE/HANDLE' }, stages: [] },
      ]);
    } finally {
      await own.close();
    }
  });
});
