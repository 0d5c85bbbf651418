import { expect } from 'vitest';
import type { WorkOrderAction } from '../../core/work-order.ts';
import { NO_FACTS } from '../../core/workflow/guard-facts.ts';
import { loadConfig } from '../../runtime/config.ts';
import type { Subgraph } from '../../runtime/subgraph.ts';
import { createResidents } from '../../subgraphs/residents/index.ts';
import { type Step, takeStep } from '../../subgraphs/workorders/steps.ts';
import { lockOrder } from '../../subgraphs/workorders/writes.ts';
import { type TestDb, testDb } from './db.ts';
import { ask, governanceDeps, PLACE, principal, seedPlace } from './governance.ts';

/** A square of about 1 km around the compound. */
const SQUARE = {
  type: 'Polygon',
  coordinates: [
    [
      [104.14, 30.0],
      [104.15, 30.0],
      [104.15, 30.01],
      [104.14, 30.01],
      [104.14, 30.0],
    ],
  ],
};

export const SUBMIT = `mutation ($input: SubmitReportInput!) { submitReport(input: $input) {
  caseNumber secret repeated clientMutationId status { stage canRate canWithdraw place { code } } } }`;
export const STATUS = `query ($caseNumber: String!, $secret: String!) { reportStatus(caseNumber: $caseNumber, secret: $secret) {
  caseNumber stage stateLabel { zh en } matter { zh en } matterCode channel place { code name longitude latitude }
  submittedAt expectedAt closedAt steps { label { zh } at } notices { text { zh } } notes { text } rejectedBecause merged
  rating { stars comment } canRate canReopen reopenUntil canWithdraw } }`;
/** What a reporter does with case number and secret. */
export const act = (name: string) =>
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) {
    status { stage merged rating { stars } canRate canReopen } } }`;

export const channel = principal('channel', [''], 'mini-program');
export const REPORT = {
  matter: 'environment',
  channel: 'WECHAT',
  gridCode: PLACE.microGrid,
  description: '垃圾满溢',
};

/** What opens a report without a login. */
export type ReportKey = Record<'caseNumber' | 'secret', string>;

type StaffStep = Pick<Step, 'action'> & Partial<Step>;

const evidence = [
  { url: 'https://files.example.com/before.jpg', phase: 'BEFORE' as const },
  { url: 'https://files.example.com/after.jpg', phase: 'AFTER' as const },
];
/** How staff take a report from its beginning to its end. */
export const HANDLED: readonly StaffStep[] = [
  { action: 'ACCEPT' },
  { action: 'FILE' },
  {
    action: 'DISPATCH',
    input: { assignee: { personId: 'p-worker', partyId: null, postRole: 'GRID_WORKER' } },
    detail: { personId: 'p-worker' },
  },
  { action: 'TAKE' },
  { action: 'START' },
  { action: 'FEEDBACK', input: { note: '已清运，居民李四家门口', evidence } },
  { action: 'CHECK_PASS' },
  { action: 'CLOSE', input: { note: '内部说明 13812345678' } },
];

export const until = (action: WorkOrderAction) =>
  HANDLED.slice(0, HANDLED.findIndex((step) => step.action === action) + 1);

/** A place whose residents report, with reports without a token let in. */
export interface ResidentsWorld {
  test: TestDb;
  deps: ReturnType<typeof governanceDeps>;
  residents: Subgraph;
  submit(input?: object, who?: typeof channel): Promise<ReportKey>;
  status(key: ReportKey): Promise<ReturnType<typeof JSON.parse>>;
  /** Staff take an order on, step by step, as the hub itself. */
  staff(caseNumber: string, ...steps: StaffStep[]): Promise<void>;
  close(): Promise<void>;
}

export async function residentsWorld(): Promise<ResidentsWorld> {
  const test = await testDb();
  await seedPlace(test.db);
  await test.db.pool.query('UPDATE grid SET boundary = $2 WHERE code = $1', [PLACE.grid, SQUARE]);
  const deps = { ...governanceDeps(test.db), config: loadConfig({ HUB_PUBLIC_REPORTS: 'on' }) };
  const residents = createResidents(deps);
  return {
    test,
    deps,
    residents,
    async submit(input = REPORT, who = channel) {
      const answer = await ask(residents, who, SUBMIT, { input });
      expect(answer.messages).toEqual([]);
      const { caseNumber, secret } = answer.data.submitReport;
      return { caseNumber: String(caseNumber), secret: String(secret) };
    },
    async status({ caseNumber, secret }) {
      const answer = await ask(residents, null, STATUS, { caseNumber, secret });
      expect(answer.messages).toEqual([]);
      return answer.data.reportStatus;
    },
    async staff(caseNumber, ...steps) {
      for (const step of steps) {
        await test.db.tx(async (client) => {
          const { rows } = await client.query('SELECT id FROM work_order WHERE case_number = $1', [
            caseNumber,
          ]);
          const order = await lockOrder(client, String(rows[0]?.id));
          if (order === null) throw new Error(`no order ${caseNumber}`);
          // what duplicates, gates and evidence say is tested beside them
          const given = { actor: 'staff-secret-name', atMs: Date.now(), facts: NO_FACTS, ...step };
          await takeStep(client, order, given, deps.governance.current());
        });
      }
    },
    async close() {
      await deps.feed.close();
      await test.close();
    },
  };
}
