import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkOrderAction } from '../core/work-order.ts';
import { NO_FACTS } from '../core/workflow/guard-facts.ts';
import { verifyAudit } from '../runtime/audit.ts';
import { loadConfig } from '../runtime/config.ts';
import { maintain } from '../runtime/maintenance.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { createResidents } from '../subgraphs/residents/index.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { type Step, takeStep } from '../subgraphs/workorders/steps.ts';
import { lockOrder } from '../subgraphs/workorders/writes.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PLACE, principal, seedPlace } from './support/governance.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;
let residents: Subgraph;

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

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  await test.db.pool.query('UPDATE grid SET boundary = $2 WHERE code = $1', [PLACE.grid, SQUARE]);
  deps = { ...governanceDeps(test.db), config: loadConfig({ HUB_PUBLIC_REPORTS: 'on' }) };
  residents = createResidents(deps);
});

afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

const SUBMIT = `mutation ($input: SubmitReportInput!) { submitReport(input: $input) {
  caseNumber secret repeated clientMutationId status { stage canRate canWithdraw place { code } } } }`;
const STATUS = `query ($caseNumber: String!, $secret: String!) { reportStatus(caseNumber: $caseNumber, secret: $secret) {
  caseNumber stage stateLabel { zh en } matter { zh en } matterCode channel place { code name longitude latitude }
  submittedAt expectedAt closedAt steps { label { zh } at } notices { text { zh } } notes { text } rejectedBecause merged
  rating { stars comment } canRate canReopen reopenUntil canWithdraw } }`;
const act = (name: string) =>
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) {
    status { stage merged rating { stars } canRate canReopen } } }`;

const channel = principal('channel', [''], 'mini-program');
const REPORT = {
  matter: 'environment',
  channel: 'WECHAT',
  gridCode: PLACE.microGrid,
  description: '垃圾满溢',
};

async function submit(input: object = REPORT, who = channel) {
  const answer = await ask(residents, who, SUBMIT, { input });
  expect(answer.messages).toEqual([]);
  const { caseNumber, secret } = answer.data.submitReport;
  return { caseNumber: String(caseNumber), secret: String(secret) };
}

async function status(key: { caseNumber: string; secret: string }) {
  const answer = await ask(residents, null, STATUS, key);
  expect(answer.messages).toEqual([]);
  return answer.data.reportStatus;
}

/** Staff take an order on, step by step, as the hub itself. */
async function staff(caseNumber: string, ...steps: (Pick<Step, 'action'> & Partial<Step>)[]) {
  for (const step of steps) {
    await test.db.tx(async (client) => {
      const { rows } = await client.query('SELECT id FROM work_order WHERE case_number = $1', [caseNumber]);
      const order = await lockOrder(client, String(rows[0]?.id));
      if (order === null) throw new Error(`no order ${caseNumber}`);
      // what duplicates, gates and evidence say is tested beside them
      const given = { actor: 'staff-secret-name', atMs: Date.now(), facts: NO_FACTS, ...step };
      await takeStep(client, order, given, deps.governance.current());
    });
  }
}

const evidence = [
  { url: 'https://files.example.com/before.jpg', phase: 'BEFORE' as const },
  { url: 'https://files.example.com/after.jpg', phase: 'AFTER' as const },
];
const HANDLED: readonly (Pick<Step, 'action'> & Partial<Step>)[] = [
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

const until = (action: WorkOrderAction) =>
  HANDLED.slice(0, HANDLED.findIndex((step) => step.action === action) + 1);

describe('a report (HUA-17, HY-30)', () => {
  it('opens an order in its grid and answers a case number with a secret that is kept as a hash alone', async () => {
    const { caseNumber, secret } = await submit();
    expect(secret).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}$/);
    const { rows } = await test.db.pool.query(
      `SELECT w.state, w.source, w.matter, w.channel, w.grid_code, w.reported_by, length(r.secret_hash) AS hash
       FROM report r JOIN work_order w ON w.id = r.work_order_id WHERE r.case_number = $1`,
      [caseNumber],
    );
    expect(rows).toMatchObject([
      {
        ...{ state: 'REPORTED', source: 'RESIDENT', matter: 'environment', channel: 'WECHAT' },
        ...{ grid_code: PLACE.microGrid, reported_by: 'mini-program', hash: 32 },
      },
    ]);
    const everything = await test.db.pool.query(
      `SELECT (SELECT json_agg(r) FROM report r)::text || (SELECT json_agg(e) FROM work_order_event e)::text ||
         (SELECT json_agg(f) FROM feed f)::text || (SELECT json_agg(o) FROM work_order o)::text AS text`,
    );
    expect(String(everything.rows[0]?.text)).not.toContain(secret);
  });

  it.each([
    ['a WGS-84 position', { position: { longitude: 104.145, latitude: 30.005 } }, PLACE.grid],
    [
      'a GCJ-02 position',
      { position: { longitude: 104.1475, latitude: 30.0024, system: 'GCJ02' } },
      PLACE.grid,
    ],
    ['an address that names a grid', { address: '书院社区锦绣小区 3 栋' }, PLACE.grid],
    [
      'a grid code beside a position',
      { gridCode: PLACE.microGrid, position: { longitude: 104.145, latitude: 30.005 } },
      PLACE.microGrid,
    ],
  ])('finds its grid by %s', async (_, place, gridCode) => {
    const { caseNumber } = await submit({ matter: 'noise', ...place });
    const { rows } = await test.db.pool.query('SELECT grid_code FROM report WHERE case_number = $1', [
      caseNumber,
    ]);
    expect(rows).toEqual([{ grid_code: gridCode }]);
  });

  it.each([
    ['HUA-14 “网格走亲”', 'VISIT', 'RESIDENT'],
    ['HUA-15 “361°民意直通车”', 'DIRECT_LINE', 'RESIDENT'],
    ['RS-18 “掌上议事厅”', 'MOBILE_COUNCIL', 'RESIDENT'],
    ['RS-18 民情恳谈日、小区圆桌会', 'MEETING', 'RESIDENT'],
    ['RS-18 小区邻里圈', 'CHAT_GROUP', 'RESIDENT'],
    ['HY-30 便利贴', 'STICKY_NOTE', 'RESIDENT'],
    ['the hotline', 'HOTLINE_12345', 'HOTLINE_12345'],
  ])('of %s arrives with its channel, in the order and in the demand list', async (_, by, source) => {
    const { caseNumber } = await submit({ ...REPORT, channel: by, description: `来自 ${by}` });
    const { rows } = await test.db.pool.query(
      'SELECT channel, source FROM work_order WHERE case_number = $1',
      [caseNumber],
    );
    expect(rows).toEqual([{ channel: by, source }]);
    const { data } = await ask(
      residents,
      principal('community', [PLACE.community]),
      `{ reports(filter: { channels: [${by}] }, first: 500) { nodes { caseNumber channel } } }`,
    );
    expect(data.reports.nodes).toContainEqual({ caseNumber, channel: by });
  });

  it.each([
    ['no place', { matter: 'noise' }],
    ['a place outside', { matter: 'noise', position: { longitude: 1, latitude: 1 } }],
    ['a position off the globe', { matter: 'noise', position: { longitude: 500, latitude: 1 } }],
    ['an address of nowhere', { matter: 'noise', address: '某处' }],
    ['a matter that is none', { ...REPORT, matter: "'; DROP TABLE report; --" }],
    ['a matter that residents may not report', { ...REPORT, matter: 'device-fault' }],
    ['too long a description', { ...REPORT, description: 'x'.repeat(4_001) }],
    ['a NUL', { ...REPORT, description: 'a\0b' }],
    ['a photo of script', { ...REPORT, photos: [{ url: 'javascript:alert(1)' }] }],
    ['ten photos', { ...REPORT, photos: Array.from({ length: 10 }, () => ({ url: 'https://e.cn/a' })) }],
    ['a telephone of letters', { ...REPORT, contact: { phone: 'call me' } }],
    ['a mail address that is none', { ...REPORT, contact: { email: 'a@b' } }],
    ['a request id that can be guessed', { ...REPORT, clientRequestId: '1' }],
  ])('refuses %s', async (_, input) => {
    const before = await test.db.pool.query('SELECT count(*) FROM work_order');
    expect((await ask(residents, channel, SUBMIT, { input })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await test.db.pool.query('SELECT count(*) FROM work_order')).rows).toEqual(before.rows);
  });

  it.each([
    'http://files.example.com/a.jpg',
    'https://a:b@files.example.com/a.jpg',
    'https://10.0.0.1/a.jpg',
  ])('refuses a photo at %s', async (url) => {
    const input = { ...REPORT, photos: [{ url }] };
    expect((await ask(residents, channel, SUBMIT, { input })).codes).toEqual(['EVIDENCE_REFUSED']);
  });

  it('takes words as words, whatever they look like', async () => {
    const description = `'); DELETE FROM report; -- <script>alert(1)</script> \${7*7} {{7*7}} %00 \u202e`;
    const { caseNumber } = await submit({ ...REPORT, description });
    const { rows } = await test.db.pool.query('SELECT description FROM work_order WHERE case_number = $1', [
      caseNumber,
    ]);
    expect(rows).toEqual([{ description }]);
  });

  it('needs the right and the scope of a token', async () => {
    const input = REPORT;
    expect((await ask(residents, principal('viewer'), SUBMIT, { input })).codes).toEqual(['FORBIDDEN']);
    const elsewhere = principal('community', [PLACE.otherCommunity]);
    expect((await ask(residents, elsewhere, SUBMIT, { input })).codes).toEqual(['OUT_OF_SCOPE']);
  });
});

describe('a request that is sent again', () => {
  const clientRequestId = '018f3c2e-7b1a-7c3d-9e4f-5a6b7c8d9e0f';

  it('answers the same case number and secret, ten at once too', async () => {
    const input = { ...REPORT, clientRequestId, contact: { phone: '13812345678' } };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ask(residents, channel, SUBMIT, { input })),
    );
    const given = answers.map(({ data }) => data.submitReport);
    expect(new Set(given.map(({ caseNumber }) => caseNumber)).size).toBe(1);
    expect(new Set(given.map(({ secret }) => secret)).size).toBe(1);
    expect(given.filter(({ repeated }) => repeated === false)).toHaveLength(1);
    const { caseNumber, secret } = given[0];
    expect(await status({ caseNumber, secret })).toMatchObject({ caseNumber, stage: 'RECEIVED' });
  });

  it('with other content, or by somebody else, is not the same', async () => {
    const other = { ...REPORT, clientRequestId, description: '另一件事' };
    expect((await ask(residents, channel, SUBMIT, { input: other })).codes).toEqual(['BAD_USER_INPUT']);
    const first = await submit({ ...REPORT, clientRequestId, contact: { phone: '13812345678' } });
    const stranger = await submit({ ...REPORT, clientRequestId }, principal('channel', [''], 'hotline'));
    expect(stranger.caseNumber).not.toBe(first.caseNumber);
    expect(stranger.secret).not.toBe(first.secret);
  });
});

describe('the status without a login', () => {
  it('shows steps, times and the words of the profile, and no name, number or household', async () => {
    const { caseNumber, secret } = await submit({
      ...REPORT,
      address: '3 栋 2 单元 501',
      contact: { name: '张三丰', phone: '13987654321' },
    });
    await staff(caseNumber, ...until('FEEDBACK'));
    const shown = await status({ caseNumber, secret });
    expect(shown).toMatchObject({
      stage: 'DONE',
      matterCode: 'environment',
      channel: 'WECHAT',
      place: { code: PLACE.grid, name: '锦绣小区' },
      merged: false,
      canRate: false,
      canWithdraw: true,
    });
    expect(shown.steps.map((step: { label: { zh: string } }) => step.label.zh)).toEqual([
      ...['收到上报', '受理', '立案', '派单', '接单', '开始处置', '办理反馈'],
    ]);
    expect(JSON.stringify(shown)).not.toMatch(
      /staff-secret-name|p-worker|张三丰|1398765|501|李四|wo_|mini-program|51142100100100100101/,
    );
  });

  it('tells a wrong secret and an unknown number alike, and in like time', async () => {
    const { caseNumber, secret } = await submit();
    const other = await submit();
    const wrong = await ask(residents, null, STATUS, { caseNumber, secret: other.secret });
    const unknown = await ask(residents, null, STATUS, { caseNumber: 'E0101209912310001', secret });
    expect(wrong.codes).toEqual(['NOT_FOUND']);
    expect(wrong).toEqual(unknown);
    for (const hostile of ["' OR 1=1 --", '', 'x'.repeat(5_000), 'a\0b']) {
      expect((await ask(residents, null, STATUS, { caseNumber: hostile, secret })).codes).toEqual([
        'NOT_FOUND',
      ]);
      expect((await ask(residents, null, STATUS, { caseNumber, secret: hostile })).messages).toEqual(
        wrong.messages,
      );
    }
    const sent: number[] = [];
    for (const key of [
      { caseNumber, secret: other.secret },
      { caseNumber: 'E0101209912310002', secret },
    ]) {
      let statements = 0;
      const stop = test.db.onQuery((_, text) => {
        if (text.includes('report')) statements += 1;
      });
      await ask(residents, null, STATUS, key);
      stop();
      sent.push(statements);
    }
    expect(sent).toEqual([1, 1]);
  });

  it('is closed to everybody after ten wrong tries in a minute, for numbers that exist or not', async () => {
    const mine = createResidents(deps);
    const { caseNumber, secret } = await submit();
    for (const asked of [caseNumber, 'E0101209912310009']) {
      const codes: string[] = [];
      for (let at = 0; at < 12; at += 1) {
        const guess = { caseNumber: asked, secret: `0000-0000-0000-0000-0000-00${10 + at}` };
        codes.push(...(await ask(mine, null, STATUS, guess)).codes);
      }
      expect(codes).toEqual([
        ...Array.from({ length: 10 }, () => 'NOT_FOUND'),
        'RATE_LIMITED',
        'RATE_LIMITED',
      ]);
    }
    expect((await ask(mine, null, STATUS, { caseNumber, secret })).codes).toEqual(['RATE_LIMITED']);
    // another number is not closed with it
    const free = await submit();
    expect((await ask(mine, null, STATUS, free)).codes).toEqual([]);
  });

  it('is asked with the secret however it is written', async () => {
    const { caseNumber, secret } = await submit();
    const written = secret.toLowerCase().replaceAll('-', ' ');
    expect(await status({ caseNumber, secret: written })).toMatchObject({ caseNumber });
  });
});

describe('no other field answers without a token', () => {
  it.each([
    '{ reports { nodes { id } } }',
    '{ _entities(representations: [{ __typename: "WorkOrder", id: "wo_1" }]) { ... on WorkOrder { id } } }',
    '{ _service { sdl } }',
    'mutation { publishNote(input: { workOrderId: "wo_1", text: "x" }) { clientMutationId } }',
    'mutation { revealReportContact(input: { reportId: "rp_1", reason: "x" }) { phone } }',
  ])('%s', async (query) => {
    expect((await ask(residents, null, query)).codes).toEqual(['UNAUTHENTICATED']);
  });

  it('submitReport and the published list only where the place opened them', async () => {
    const closed = createResidents({ ...deps, config: loadConfig({ HUB_DEMO: 'off' }) });
    expect((await ask(closed, null, SUBMIT, { input: REPORT })).codes).toEqual(['UNAUTHENTICATED']);
    const list = '{ publicWorkOrders { nodes { caseNumber } } }';
    expect((await ask(closed, null, list)).codes).toEqual(['UNAUTHENTICATED']);
    expect((await ask(residents, null, list)).codes).toEqual([]);
    expect((await ask(residents, null, SUBMIT, { input: REPORT })).codes).toEqual([]);
  });

  it('and reports without a token are so many a minute, all together', async () => {
    const few = createResidents({
      ...deps,
      config: loadConfig({ HUB_PUBLIC_REPORTS: 'on', HUB_PUBLIC_REPORTS_PER_MINUTE: '2' }),
    });
    const codes: string[] = [];
    for (let at = 0; at < 3; at += 1) codes.push(...(await ask(few, null, SUBMIT, { input: REPORT })).codes);
    expect(codes).toEqual(['RATE_LIMITED']);
    expect((await ask(few, channel, SUBMIT, { input: REPORT })).codes).toEqual([]);
  });
});

describe('the reporter judges (AQ-05 群众评事)', () => {
  it('rates when it is closed, reopens when unhappy, within the window', async () => {
    const key = await submit();
    const rating = { ...key, stars: 2, comment: '没有清干净' };
    const refused = [
      await ask(residents, null, act('rateReport'), { input: rating }),
      await ask(residents, null, act('reopenReport'), { input: { ...key, reason: '还有垃圾' } }),
    ];
    for (const { codes, messages } of refused) {
      expect([codes, messages]).toEqual([['BAD_USER_INPUT'], [expect.stringContaining('not closed yet')]]);
      expect(messages.join(' ')).not.toMatch(/wo_|allowedActions|work order/i);
    }
    await staff(key.caseNumber, ...HANDLED);
    expect(await status(key)).toMatchObject({ stage: 'CLOSED', canRate: true, canReopen: true });
    const rated = await ask(residents, null, act('rateReport'), { input: rating });
    expect(rated.data.rateReport.status).toMatchObject({ stage: 'CLOSED', rating: { stars: 2 } });
    const reopen = { input: { ...key, reason: '还有垃圾' } };
    expect(
      (await ask(residents, null, act('reopenReport'), { input: { ...key, reason: ' ' } })).codes,
    ).toEqual(['BAD_USER_INPUT']);
    const reopened = await ask(residents, null, act('reopenReport'), reopen);
    expect(reopened.data.reopenReport.status).toMatchObject({ stage: 'ACCEPTED', canReopen: false });
    const { rows } = await test.db.pool.query(
      `SELECT e.action, e.actor FROM work_order_event e JOIN work_order w ON w.id = e.work_order_id
       WHERE w.case_number = $1 AND e.action IN ('RATE', 'REOPEN') ORDER BY e.version`,
      [key.caseNumber],
    );
    expect(rows).toEqual([
      { action: 'RATE', actor: `reporter:${key.caseNumber}` },
      { action: 'REOPEN', actor: `reporter:${key.caseNumber}` },
    ]);
  });

  it('not after the window', async () => {
    const key = await submit();
    const closedAt = Date.now() - 40 * 86_400_000;
    await staff(key.caseNumber, ...HANDLED.map((step) => ({ ...step, atMs: closedAt })));
    expect(await status(key)).toMatchObject({ stage: 'CLOSED', canReopen: false });
    const late = await ask(residents, null, act('reopenReport'), { input: { ...key, reason: '还有' } });
    expect(late.codes).toHaveLength(1);
    expect(await status(key)).toMatchObject({ stage: 'CLOSED' });
  });

  it('withdraws: an order that nobody took on ends with it, and its contact is forgotten', async () => {
    const key = await submit({ ...REPORT, contact: { phone: '13812345678' } });
    const gone = await ask(residents, null, act('withdrawReport'), { input: key });
    expect(gone.data.withdrawReport.status).toMatchObject({ stage: 'WITHDRAWN' });
    const taken = await submit({ ...REPORT, contact: { phone: '13812345678' } });
    await staff(taken.caseNumber, ...until('TAKE'));
    await ask(residents, null, act('withdrawReport'), { input: taken });
    const { rows } = await test.db.pool.query(
      `SELECT w.state, (SELECT count(*)::int FROM report_contact c WHERE c.report_id = r.id) AS contacts
       FROM report r JOIN work_order w ON w.id = r.work_order_id WHERE r.case_number = ANY($1) ORDER BY w.state`,
      [[key.caseNumber, taken.caseNumber]],
    );
    expect(rows).toEqual([
      { state: 'TAKEN', contacts: 0 },
      { state: 'VOIDED', contacts: 0 },
    ]);
    expect(await status(taken)).toMatchObject({ stage: 'WITHDRAWN', canWithdraw: false });
  });

  it('a turned-down report says why, without numbers', async () => {
    const key = await submit();
    await staff(key.caseNumber, { action: 'REJECT', input: { reason: '不属本辖区，请致电 028-12345678' } });
    const shown = await status(key);
    expect(shown).toMatchObject({ stage: 'NOT_ACCEPTED', canRate: false });
    expect(shown.rejectedBecause).toMatch(/^不属本辖区，请致电 \*+$/);
  });
});

describe('many at once on one report', () => {
  it('ten actors leave a history without gaps, and every refusal has its reason', async () => {
    for (let round = 0; round < 5; round += 1) {
      const key = await submit({ ...REPORT, contact: { phone: '13812345678' } });
      await staff(key.caseNumber, ...(round % 2 === 0 ? HANDLED : until('START')));
      const calls = [
        ...[1, 2, 3, 4].map((stars) => ['rateReport', { ...key, stars }] as const),
        ...['a', 'b', 'c'].map((reason) => ['reopenReport', { ...key, reason }] as const),
        ...[1, 2, 3].map(() => ['withdrawReport', key] as const),
      ];
      const answers = await Promise.all(
        calls.map(([name, input]) => ask(residents, null, act(name), { input })),
      );
      const codes = new Set(answers.flatMap((answer) => answer.codes));
      expect([...codes].filter((code) => code !== 'ILLEGAL_TRANSITION' && code !== 'BAD_USER_INPUT')).toEqual(
        [],
      );
      const { rows } = await test.db.pool.query(
        `SELECT w.version, w.state, array_agg(e.version ORDER BY e.version) AS versions,
           count(*) FILTER (WHERE e.action = 'RATE')::int AS rated,
           count(*) FILTER (WHERE e.action = 'REOPEN')::int AS reopened
         FROM work_order w JOIN work_order_event e ON e.work_order_id = w.id WHERE w.case_number = $1 GROUP BY w.id`,
        [key.caseNumber],
      );
      const [order] = rows;
      expect(order.versions).toEqual(Array.from({ length: order.version }, (_, index) => index + 1));
      expect(order.rated).toBeLessThanOrEqual(1);
      expect(order.reopened).toBeLessThanOrEqual(1);
    }
    expect(await verifyAudit(test.db.pool)).toMatchObject({ sound: true });
  });
});

describe('reports that were merged', () => {
  it('keep their own secrets and follow the order that they were merged into', async () => {
    const parent = await submit();
    const [first, second] = [await submit(), await submit({ ...REPORT, channel: 'HOTLINE_12345' })];
    const { rows } = await test.db.pool.query('SELECT id FROM work_order WHERE case_number = $1', [
      parent.caseNumber,
    ]);
    const mergeInto = String(rows[0]?.id);
    const merge = `mutation ($input: MergeWorkOrderInput!) { mergeWorkOrder(input: $input) { workOrder { state } } }`;
    const workorders = createWorkorders(deps);
    for (const child of [first, second]) {
      const own = await test.db.pool.query('SELECT id FROM work_order WHERE case_number = $1', [
        child.caseNumber,
      ]);
      const input = { workOrderId: own.rows[0]?.id, intoId: mergeInto, reason: '同一事项' };
      expect((await ask(workorders, principal('operations'), merge, { input })).messages).toEqual([]);
      const shown = await status(child);
      expect(shown).toMatchObject({ stage: 'RECEIVED', merged: true, canRate: false });
      expect(shown.notices[0].text.zh).toContain(parent.caseNumber);
    }
    await staff(parent.caseNumber, { action: 'ACCEPT' });
    expect(await status(first)).toMatchObject({ stage: 'ACCEPTED' });
    await staff(parent.caseNumber, ...HANDLED.slice(1));
    for (const child of [first, second]) {
      const shown = await status(child);
      expect(shown).toMatchObject({
        caseNumber: child.caseNumber,
        stage: 'CLOSED',
        merged: true,
        canRate: true,
      });
      expect(shown.steps.map((step: { label: { zh: string } }) => step.label.zh)).toContain('结案');
    }
    // the secret of one opens none of the others
    expect((await ask(residents, null, STATUS, { ...first, secret: second.secret })).codes).toEqual([
      'NOT_FOUND',
    ]);
    for (const [key, stars] of [[first, 5] as const, [second, 2] as const]) {
      const rated = await ask(residents, null, act('rateReport'), { input: { ...key, stars } });
      expect(rated.data.rateReport.status.rating).toEqual({ stars });
    }
    const entity = await ask(
      residents,
      principal('community', [PLACE.community]),
      `query ($id: ID!) { _entities(representations: [{ __typename: "WorkOrder", id: $id }]) { ... on WorkOrder {
         reports { caseNumber channel rating { stars } } satisfaction { stars ratings } } } }`,
      { id: mergeInto },
    );
    expect(entity.data._entities[0]).toEqual({
      reports: [
        { caseNumber: parent.caseNumber, channel: 'WECHAT', rating: null },
        { caseNumber: first.caseNumber, channel: 'WECHAT', rating: { stars: 5 } },
        { caseNumber: second.caseNumber, channel: 'HOTLINE_12345', rating: { stars: 2 } },
      ],
      satisfaction: { stars: 3.5, ratings: 2 },
    });
    // unhappy alone: only this reporter's own order opens again
    await ask(residents, null, act('reopenReport'), { input: { ...second, reason: '仍未解决' } });
    expect(await status(second)).toMatchObject({ stage: 'ACCEPTED', merged: false });
    expect(await status(first)).toMatchObject({ stage: 'CLOSED', merged: true });
  });
});

describe('what is published (公示)', () => {
  const LIST = `query ($filter: PublicWorkOrderFilter) { publicWorkOrders(filter: $filter, first: 1000) { nodes {
    caseNumber stage matterCode place { code name longitude latitude } stars notes { text } } } }`;

  it('are orders of matters that are marked so, at the unit grid and without words of people', async () => {
    const shown = await submit({ ...REPORT, description: '张三 13812345678' });
    const hidden = await submit({ ...REPORT, matter: 'noise' });
    const rejected = await submit();
    await staff(rejected.caseNumber, { action: 'REJECT', input: { reason: '重复' } });
    const answer = await ask(residents, null, LIST, { filter: { gridCode: PLACE.community } });
    const numbers = answer.data.publicWorkOrders.nodes.map((node: { caseNumber: string }) => node.caseNumber);
    expect(numbers).toContain(shown.caseNumber);
    expect(numbers).not.toContain(hidden.caseNumber);
    expect(numbers).not.toContain(rejected.caseNumber);
    expect(JSON.stringify(answer.data)).not.toMatch(/张三|138123|wo_|51142100100100100101/);
    const other = await ask(residents, null, LIST, { filter: { gridCode: PLACE.otherCommunity } });
    expect(other.data.publicWorkOrders.nodes).toEqual([]);
    const forged = await ask(residents, null, LIST, { filter: { matters: ['noise', 'dispute'] } });
    expect(forged.data.publicWorkOrders.nodes).toEqual([]);
    const one = 'query ($n: String!) { publicWorkOrder(caseNumber: $n) { caseNumber } }';
    expect((await ask(residents, null, one, { n: hidden.caseNumber })).data.publicWorkOrder).toBeNull();
    expect(
      (await ask(residents, channel, one, { n: hidden.caseNumber })).data.publicWorkOrder,
    ).not.toBeNull();
    const stranger = principal('channel', [''], 'another-channel');
    expect((await ask(residents, stranger, one, { n: hidden.caseNumber })).data.publicWorkOrder).toBeNull();
  });

  it('with the notes that staff published, numbers starred', async () => {
    const key = await submit();
    const { rows } = await test.db.pool.query('SELECT id FROM work_order WHERE case_number = $1', [
      key.caseNumber,
    ]);
    const note = `mutation ($input: PublishNoteInput!) { publishNote(input: $input) { clientMutationId } }`;
    const input = { workOrderId: rows[0]?.id, text: '周五清运，联系 13812345678' };
    expect((await ask(residents, channel, note, { input })).codes).toEqual(['FORBIDDEN']);
    const worker = principal('gridWorker', [PLACE.grid], 'p-worker');
    expect((await ask(residents, principal('gridWorker', [PLACE.otherGrid]), note, { input })).codes).toEqual(
      ['NOT_FOUND'],
    );
    expect((await ask(residents, worker, note, { input })).codes).toEqual([]);
    expect((await status(key)).notes).toEqual([{ text: '周五清运，联系 ******' }]);
  });
});

describe('the demand list 需求清单 (HD-02, LC-22)', () => {
  const LIST = `query ($filter: ReportFilter, $first: Int, $after: String) { reports(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } nodes { id caseNumber channel contact { name phone email } workOrder { id } } } }`;

  it('is staff’s, by grid and channel, contacts masked', async () => {
    const box = await submit({
      ...REPORT,
      channel: 'SUGGESTION_BOX',
      contact: { name: '王小明', phone: '13812345678', email: 'wang@example.com' },
    });
    const community = principal('community', [PLACE.community]);
    const filter = { channels: ['SUGGESTION_BOX'] };
    const answer = await ask(residents, community, LIST, { filter });
    expect(answer.data.reports).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          caseNumber: box.caseNumber,
          contact: { name: '王**', phone: '138****5678', email: 'w***@example.com' },
        },
      ],
    });
    const elsewhere = principal('community', [PLACE.otherCommunity]);
    expect((await ask(residents, elsewhere, LIST, { filter })).data.reports.nodes).toEqual([]);
    expect((await ask(residents, channel, LIST, { filter })).codes).toEqual(['FORBIDDEN']);
  });

  it('a contact is unmasked by the right alone, with a reason, and audited', async () => {
    const { data } = await ask(residents, principal('admin'), LIST, {
      filter: { channels: ['SUGGESTION_BOX'] },
    });
    const reportId = data.reports.nodes[0].id;
    const reveal = `mutation ($input: RevealReportContactInput!) { revealReportContact(input: $input) { name phone } }`;
    const input = { reportId, reason: '回访' };
    expect((await ask(residents, principal('gridWorker'), reveal, { input })).codes).toEqual(['FORBIDDEN']);
    const shown = await ask(residents, principal('community', [PLACE.community], 'desk'), reveal, { input });
    expect(shown.data.revealReportContact).toEqual({ name: '王小明', phone: '13812345678' });
    const { rows } = await test.db.pool.query(
      "SELECT actor, object_id, after FROM audit_log WHERE action = 'revealReportContact'",
    );
    expect(rows).toEqual([{ actor: 'desk', object_id: reportId, after: { reason: '回访' } }]);
    expect(await verifyAudit(test.db.pool)).toMatchObject({ sound: true });
  });

  it('a contact is forgotten some days after its order ended', async () => {
    const key = await submit({ ...REPORT, contact: { phone: '13812345678' } });
    const live = await submit({ ...REPORT, contact: { phone: '13812345679' } });
    await staff(key.caseNumber, { action: 'REJECT', input: { reason: '不属本辖区' } });
    const kept = async () => {
      const { rows } = await test.db.pool.query(
        `SELECT r.case_number FROM report_contact c JOIN report r ON r.id = c.report_id
         WHERE r.case_number = ANY($1) ORDER BY r.submitted_at`,
        [[key.caseNumber, live.caseNumber]],
      );
      return rows.map((row) => row.case_number);
    };
    const retention = { ...deps.config.retention, contactDays: 90 };
    const options = { db: test.db, feed: deps.feed, log: deps.log, retention, series: 'embedded' } as const;
    await maintain(options, Date.now() + 89 * 86_400_000);
    expect(await kept()).toEqual([key.caseNumber, live.caseNumber]);
    await maintain(options, Date.now() + 91 * 86_400_000);
    expect(await kept()).toEqual([live.caseNumber]);
  });

  it('pages through every report once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await ask(residents, principal('admin'), LIST, { first: 7, after });
      seen.push(...data.reports.nodes.map((node: { id: string }) => node.id));
      after = data.reports.pageInfo.hasNextPage ? data.reports.pageInfo.endCursor : null;
    } while (after !== null);
    const { rows } = await test.db.pool.query('SELECT id FROM report ORDER BY submitted_at DESC, id DESC');
    expect(seen).toEqual(rows.map(({ id }) => id));
  });
});
