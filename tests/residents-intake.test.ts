import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../runtime/config.ts';
import { createResidents } from '../subgraphs/residents/index.ts';
import { ask, PLACE, principal } from './support/governance.ts';
import {
  channel,
  REPORT,
  type ResidentsWorld,
  residentsWorld,
  STATUS,
  SUBMIT,
  until,
} from './support/residents.ts';

let world: ResidentsWorld;

beforeAll(async () => {
  world = await residentsWorld();
});
afterAll(() => world.close());

describe('a report (HUA-17, HY-30)', () => {
  it('opens an order in its grid and answers a case number with a secret that is kept as a hash alone', async () => {
    const { caseNumber, secret } = await world.submit();
    expect(secret).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}$/);
    const { rows } = await world.test.db.pool.query(
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
    const everything = await world.test.db.pool.query(
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
    const { caseNumber } = await world.submit({ matter: 'noise', ...place });
    const { rows } = await world.test.db.pool.query('SELECT grid_code FROM report WHERE case_number = $1', [
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
    const { caseNumber } = await world.submit({ ...REPORT, channel: by, description: `来自 ${by}` });
    const { rows } = await world.test.db.pool.query(
      'SELECT channel, source FROM work_order WHERE case_number = $1',
      [caseNumber],
    );
    expect(rows).toEqual([{ channel: by, source }]);
    const { data } = await ask(
      world.residents,
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
    const before = await world.test.db.pool.query('SELECT count(*) FROM work_order');
    expect((await ask(world.residents, channel, SUBMIT, { input })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await world.test.db.pool.query('SELECT count(*) FROM work_order')).rows).toEqual(before.rows);
  });

  it.each([
    'http://files.example.com/a.jpg',
    'https://a:b@files.example.com/a.jpg',
    'https://10.0.0.1/a.jpg',
  ])('refuses a photo at %s', async (url) => {
    const input = { ...REPORT, photos: [{ url }] };
    expect((await ask(world.residents, channel, SUBMIT, { input })).codes).toEqual(['EVIDENCE_REFUSED']);
  });

  it('takes words as words, whatever they look like', async () => {
    const description = `'); DELETE FROM report; -- <script>alert(1)</script> \${7*7} {{7*7}} %00 \u202e`;
    const { caseNumber } = await world.submit({ ...REPORT, description });
    const { rows } = await world.test.db.pool.query(
      'SELECT description FROM work_order WHERE case_number = $1',
      [caseNumber],
    );
    expect(rows).toEqual([{ description }]);
  });

  it('needs the right and the scope of a token', async () => {
    const input = REPORT;
    expect((await ask(world.residents, principal('viewer'), SUBMIT, { input })).codes).toEqual(['FORBIDDEN']);
    const elsewhere = principal('community', [PLACE.otherCommunity]);
    expect((await ask(world.residents, elsewhere, SUBMIT, { input })).codes).toEqual(['OUT_OF_SCOPE']);
  });

  it('tells a token of other grids neither which codes there are, nor what is drawn at a place or named there', async () => {
    const elsewhere = principal('community', [PLACE.otherCommunity]);
    const told = async (where: object) => {
      const { gridCode: _, ...report } = REPORT;
      const { messages } = await ask(world.residents, elsewhere, SUBMIT, { input: { ...report, ...where } });
      return messages.map((text) => text.replaceAll(/\d{15,}/g, '#'));
    };
    expect(await told({ gridCode: PLACE.microGrid })).toEqual(await told({ gridCode: '51142100100100199' }));
    const [here, nowhere] = [
      { longitude: 104.145, latitude: 30.005 },
      { longitude: 10, latitude: 30.005 },
    ];
    expect(await told({ position: here })).toEqual(await told({ position: nowhere }));
    expect(await told({ address: '书院社区锦绣小区' })).toEqual(await told({ address: '某处' }));
  });
});

describe('a request that is sent again', () => {
  const clientRequestId = '018f3c2e-7b1a-7c3d-9e4f-5a6b7c8d9e0f';

  it('answers the same case number and secret, ten at once too', async () => {
    const input = { ...REPORT, clientRequestId, contact: { phone: '13812345678' } };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ask(world.residents, channel, SUBMIT, { input })),
    );
    const given = answers.map(({ data }) => data.submitReport);
    expect(new Set(given.map(({ caseNumber }) => caseNumber)).size).toBe(1);
    expect(new Set(given.map(({ secret }) => secret)).size).toBe(1);
    expect(given.filter(({ repeated }) => repeated === false)).toHaveLength(1);
    const { caseNumber, secret } = given[0];
    expect(await world.status({ caseNumber, secret })).toMatchObject({ caseNumber, stage: 'RECEIVED' });
  });

  it('with other content, or by somebody else, is not the same', async () => {
    const other = { ...REPORT, clientRequestId, description: '另一件事' };
    expect((await ask(world.residents, channel, SUBMIT, { input: other })).codes).toEqual(['BAD_USER_INPUT']);
    const first = await world.submit({ ...REPORT, clientRequestId, contact: { phone: '13812345678' } });
    const stranger = await world.submit(
      { ...REPORT, clientRequestId },
      principal('channel', [''], 'hotline'),
    );
    expect(stranger.caseNumber).not.toBe(first.caseNumber);
    expect(stranger.secret).not.toBe(first.secret);
  });
});

describe('the status without a login', () => {
  it('shows steps, times and the words of the profile, and no name, number or household', async () => {
    const { caseNumber, secret } = await world.submit({
      ...REPORT,
      address: '3 栋 2 单元 501',
      contact: { name: '张三丰', phone: '13987654321' },
    });
    await world.staff(caseNumber, ...until('FEEDBACK'));
    const shown = await world.status({ caseNumber, secret });
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
    const { caseNumber, secret } = await world.submit();
    const other = await world.submit();
    const wrong = await ask(world.residents, null, STATUS, { caseNumber, secret: other.secret });
    const unknown = await ask(world.residents, null, STATUS, { caseNumber: 'E0101209912310001', secret });
    expect(wrong.codes).toEqual(['NOT_FOUND']);
    expect(wrong).toEqual(unknown);
    for (const hostile of ["' OR 1=1 --", '', 'x'.repeat(5_000), 'a\0b']) {
      expect((await ask(world.residents, null, STATUS, { caseNumber: hostile, secret })).codes).toEqual([
        'NOT_FOUND',
      ]);
      expect((await ask(world.residents, null, STATUS, { caseNumber, secret: hostile })).messages).toEqual(
        wrong.messages,
      );
    }
    const sent: number[] = [];
    for (const key of [
      { caseNumber, secret: other.secret },
      { caseNumber: 'E0101209912310002', secret },
    ]) {
      let statements = 0;
      const stop = world.test.db.onQuery((_, text) => {
        if (text.includes('report')) statements += 1;
      });
      await ask(world.residents, null, STATUS, key);
      stop();
      sent.push(statements);
    }
    expect(sent).toEqual([1, 1]);
  });

  it('is closed to everybody after ten wrong tries in a minute, for numbers that exist or not', async () => {
    const mine = createResidents(world.deps);
    const { caseNumber, secret } = await world.submit();
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
    const free = await world.submit();
    expect((await ask(mine, null, STATUS, free)).codes).toEqual([]);
  });

  it('is asked with the secret however it is written', async () => {
    const { caseNumber, secret } = await world.submit();
    const written = secret.toLowerCase().replaceAll('-', ' ');
    expect(await world.status({ caseNumber, secret: written })).toMatchObject({ caseNumber });
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
    expect((await ask(world.residents, null, query)).codes).toEqual(['UNAUTHENTICATED']);
  });

  it('submitReport and the published list only where the place opened them', async () => {
    const closed = createResidents({ ...world.deps, config: loadConfig({ HUB_DEMO: 'off' }) });
    expect((await ask(closed, null, SUBMIT, { input: REPORT })).codes).toEqual(['UNAUTHENTICATED']);
    const list = '{ publicWorkOrders { nodes { caseNumber } } }';
    expect((await ask(closed, null, list)).codes).toEqual(['UNAUTHENTICATED']);
    expect((await ask(world.residents, null, list)).codes).toEqual([]);
    expect((await ask(world.residents, null, SUBMIT, { input: REPORT })).codes).toEqual([]);
  });

  it('and reports without a token are so many a minute, all together', async () => {
    const few = createResidents({
      ...world.deps,
      config: loadConfig({ HUB_PUBLIC_REPORTS: 'on', HUB_PUBLIC_REPORTS_PER_MINUTE: '2' }),
    });
    const codes: string[] = [];
    for (let at = 0; at < 3; at += 1) codes.push(...(await ask(few, null, SUBMIT, { input: REPORT })).codes);
    expect(codes).toEqual(['RATE_LIMITED']);
    expect((await ask(few, channel, SUBMIT, { input: REPORT })).codes).toEqual([]);
  });
});
