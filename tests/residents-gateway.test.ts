import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gateway } from '../gateway/start.ts';
import { ask, at, codesOf, data, listAt, textAt } from './e2e/graph-client.ts';
import { openSite, type Site } from './e2e/site.ts';

let site: Site;
let channel: string;
let staff: string;
let checker: string;
let gridCode: string;

beforeAll(async () => {
  site = await openSite({ HUB_OPEN311: 'off' });
  channel = await site.token('channel', '*');
  staff = await site.token('community', '*');
  checker = await site.token('operations', '*');
  const { rows } = await site.db.pool.query(
    "SELECT code FROM grid WHERE level = 'MICRO_GRID' ORDER BY code LIMIT 1",
  );
  gridCode = String(rows[0]?.code);
});
afterAll(() => site.close());

const SUBMIT = `mutation ($input: SubmitReportInput!) { submitReport(input: $input) { caseNumber secret } }`;
const STATUS = `query ($caseNumber: String!, $secret: String!) { reportStatus(caseNumber: $caseNumber, secret: $secret) {
  stage stateLabel { zh } canRate canReopen rating { stars } steps { label { en } at } } }`;

async function submit() {
  const photos = [{ url: 'https://files.example.com/before.jpg' }];
  const input = {
    matter: 'environment',
    channel: 'MOBILE_COUNCIL',
    gridCode,
    description: '楼道堆物',
    photos,
  };

  const answer = await data(site.url, channel, SUBMIT, { input });
  return {
    caseNumber: textAt(answer, 'submitReport', 'caseNumber'),
    secret: textAt(answer, 'submitReport', 'secret'),
  };
}

/** A staff mutation of one order. */
async function act(token: string, mutation: string, workOrderId: string, more: object = {}) {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { workOrder { state } } }`;
  const answer = await data(site.url, token, query, { input: { workOrderId, ...more } });
  return textAt(answer, mutation, 'workOrder', 'state');
}

describe('through the gateway (HY-15, HUA-17, AQ-13, LC-23)', () => {
  it('a report is told, sent, done, checked, closed, rated and reopened', async () => {
    const key = await submit();
    const found = await data(
      site.url,
      staff,
      `query ($search: String) { workOrders(filter: { search: $search }) { nodes { id state
         reports { caseNumber channel contact { phone } } } } }`,
      { search: key.caseNumber },
    );
    const [order] = listAt(found, 'workOrders', 'nodes');
    expect(order).toMatchObject({
      state: 'REPORTED',
      reports: [{ caseNumber: key.caseNumber, channel: 'MOBILE_COUNCIL', contact: null }],
    });
    const id = textAt(order, 'id');
    const { rows } = await site.db.pool.query(
      `SELECT person_id FROM post WHERE role = 'GRID_WORKER' AND grid_code = $1 LIMIT 1`,
      [gridCode],
    );
    expect(await act(staff, 'acceptWorkOrder', id)).toBe('ACCEPTED');
    const person = rows[0]?.person_id ?? null;
    expect(await act(staff, 'dispatchWorkOrder', id, person === null ? {} : { personId: person })).toBe(
      'DISPATCHED',
    );
    expect(await act(staff, 'takeWorkOrder', id)).toBe('TAKEN');
    expect(await act(staff, 'startWork', id)).toBe('IN_PROGRESS');
    const evidence = [{ url: 'https://files.example.com/a.jpg', phase: 'AFTER' }];
    // the photo that came with the report is the one from before the work
    expect(await act(staff, 'giveFeedback', id, { note: '已清理', evidence })).toBe('FEEDBACK');
    expect(await act(checker, 'checkWork', id, { pass: true })).toBe('CHECKING');
    expect(await act(checker, 'closeWorkOrder', id)).toBe('CLOSED');

    const closed = await data(site.url, null, STATUS, key);
    expect(at(closed, 'reportStatus')).toMatchObject({ stage: 'CLOSED', canRate: true, canReopen: true });
    const rated = await data(
      site.url,
      null,
      `mutation ($input: RateReportInput!) { rateReport(input: $input) { status { stage rating { stars } } } }`,
      { input: { ...key, stars: 1, comment: '又堆上了' } },
    );
    expect(at(rated, 'rateReport', 'status')).toEqual({ stage: 'CLOSED', rating: { stars: 1 } });
    const again = await data(
      site.url,
      null,
      `mutation ($input: ReopenReportInput!) { reopenReport(input: $input) { status { stage canRate } } }`,
      { input: { ...key, reason: '又堆上了' } },
    );
    expect(at(again, 'reopenReport', 'status')).toEqual({ stage: 'ACCEPTED', canRate: false });
    const after = await data(
      site.url,
      staff,
      'query ($id: ID!) { workOrder(id: $id) { state satisfaction { stars ratings } history { action actor } } }',
      { id },
    );
    expect(at(after, 'workOrder')).toMatchObject({
      state: 'REOPENED',
      satisfaction: { stars: 1, ratings: 1 },
    });
    expect(JSON.stringify(after)).toContain(`reporter:${key.caseNumber}`);
  });
});

describe('without a token', () => {
  it('public fields answer, every other is refused with 401, and both together too', async () => {
    const key = await submit();
    const shown = await ask(site.url, null, STATUS, key);
    expect([shown.status, codesOf(shown)]).toEqual([200, []]);
    const hidden = await ask(site.url, null, '{ workOrders { nodes { id } } }');
    expect([hidden.status, codesOf(hidden), hidden.data ?? null]).toEqual([401, ['UNAUTHENTICATED'], null]);
    const both = await ask(
      site.url,
      null,
      `query ($caseNumber: String!, $secret: String!) {
         reportStatus(caseNumber: $caseNumber, secret: $secret) { stage } workOrders { nodes { id } } }`,
      key,
    );
    expect([both.status, codesOf(both), both.data ?? null]).toEqual([401, ['UNAUTHENTICATED'], null]);
  });

  it('a document is not validated for a stranger who may not ask it, and counted before it is for one who may', async () => {
    // valid or not, told is the same: nothing of the schema
    const nonsense = await ask(site.url, null, '{ workOrderz { nodes { id } } }');
    expect([nonsense.status, codesOf(nonsense)]).toEqual([401, ['UNAUTHENTICATED']]);
    const few: Gateway = await site.another({ HUB_PUBLIC_REQUESTS_PER_MINUTE: '2' });
    try {
      const answers = [];
      for (const field of ['a', 'b', 'c']) {
        answers.push(await ask(few.url, null, `{ reportStatus { ${field} } }`));
      }
      expect(answers.map(({ status }) => status)).toEqual([400, 400, 429]);
      expect(answers.map(codesOf).at(-1)).toEqual(['RATE_LIMITED']);
    } finally {
      await few.close();
    }
  });

  it('neither reports nor lists, unless the place opened it', async () => {
    const input = { matter: 'environment', gridCode };
    expect(codesOf(await ask(site.url, null, SUBMIT, { input }))).toEqual(['UNAUTHENTICATED']);
    const list = '{ publicWorkOrders { nodes { caseNumber place { name } } } }';
    expect(codesOf(await ask(site.url, null, list))).toEqual(['UNAUTHENTICATED']);
    const opened: Gateway = await site.another({
      HUB_PUBLIC_REPORTS: 'on',
      HUB_PUBLIC_REPORTS_PER_MINUTE: '20',
    });
    try {
      const first = await ask(opened.url, null, SUBMIT, { input });
      expect(codesOf(first)).toEqual([]);
      const numbers = listAt(await data(opened.url, null, list), 'publicWorkOrders', 'nodes').map((node) =>
        textAt(node, 'caseNumber'),
      );
      expect(numbers).toContain(textAt(first.data, 'submitReport', 'caseNumber'));
      await ask(opened.url, null, SUBMIT, { input });
      const response = await fetch(`${opened.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: SUBMIT, variables: { input } }),
      });
      expect(response.status).toBe(429);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await response.text()).toContain('RATE_LIMITED');
    } finally {
      await opened.close();
    }
  });

  it('X-Forwarded-For counts from a proxy that is named, and from nobody else', async () => {
    const statuses = async (url: string) => {
      const seen: number[] = [];
      for (const client of ['198.51.100.1', '198.51.100.2', '198.51.100.1']) {
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': client },
          body: JSON.stringify({ query: '{ reportableMatters { code } }' }),
        });
        seen.push(response.status);
      }
      return seen;
    };
    const env = { HUB_PUBLIC_REPORTS: 'on', HUB_PUBLIC_REQUESTS_PER_MINUTE: '1' };
    const direct = await site.another(env);
    const behind = await site.another({ ...env, HUB_TRUSTED_PROXIES: '127.0.0.1' });
    try {
      expect(await statuses(direct.url)).toEqual([200, 429, 429]);
      expect(await statuses(behind.url)).toEqual([200, 200, 429]);
    } finally {
      await direct.close();
      await behind.close();
    }
  });

  it('secrets cannot be guessed many at once by aliases', async () => {
    const key = await submit();
    const guesses = Array.from(
      { length: 19 },
      (_, index) =>
        `a${index}: reportStatus(caseNumber: "${key.caseNumber}", secret: "0000-0000-0000-0000-0000-00${10 + index}") { stage }`,
    );
    const answer = await ask(site.url, null, `{ ${guesses.join('\n')} }`);
    // the first error of a field that is never null takes the whole answer
    expect(['NOT_FOUND', 'RATE_LIMITED']).toContain(codesOf(answer)[0]);
    const locked = await ask(site.url, null, STATUS, key);
    expect(codesOf(locked)).toEqual(['RATE_LIMITED']);
  });
});
